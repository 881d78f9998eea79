"""Keys beside the values of a fact: to which value they belong."""

from __future__ import annotations

from pathlib import Path

from deck_support import deck_of


def test_keys_beside_the_only_value_of_a_treaty_belong_to_it(tmp_path: Path) -> None:
    yaml = """
    treaties:
      a: {name: Locarno Treaties, signed_by: Gustav Stresemann, single: true}
      b: {name: Pact of Ulm, purpose: to trade, distractors: [to fight, to swim]}
    """
    first, second = deck_of(tmp_path, yaml).facts.values()
    assert first.values["signed_by"][0].single
    assert second.values["purpose"][0].control.distractors == ("to fight", "to swim")


NAMED = """
people:
  eliot: {name: George Eliot, also: [Mary Ann Evans], who: a novelist, distractors: [a poet]}
treaties:
  start: {name: New START, also: [the New START Treaty], signed: 2010-04-08, expires: 2021-02-05}
questions:
  who: {ask: Who was it?, answer: Mr. Smith, also: [J. Smith]}
"""


def test_other_names_belong_to_the_name(tmp_path: Path) -> None:
    eliot, start, who = deck_of(tmp_path, NAMED).facts.values()
    assert eliot.values["name"][0].control.also == ("Mary Ann Evans",)
    assert eliot.values["who"][0].control.also == ()
    assert eliot.values["who"][0].control.distractors == ("a poet",)
    assert start.values["name"][0].control.also == ("the New START Treaty",)
    assert who.values["answer"][0].control.also == ("J. Smith",)
