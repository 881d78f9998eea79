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
