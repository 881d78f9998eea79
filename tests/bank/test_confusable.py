"""What is easily confused with a fact: only what is certainly wrong, and with true values."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest
from deck_support import SHIPPED, deck_of, load, project_of
from msgspec.structs import replace
from stability import _changed

from quizgen.anki.note_prompts import note_key
from quizgen.anki.notes import NoteDeck
from quizgen.bank.confusable import Confusable
from quizgen.bank.prompts import Prompt, value_text
from quizgen.deck.model.contents import Reference
from quizgen.deck.model.deck import Deck
from quizgen.export.anki import notes
from quizgen.project import Project


def lines(project: Project) -> dict[str, str]:
    """Return what is easily confused with each question and its way back, by the note's key."""
    grouped: dict[str, list[Prompt]] = defaultdict(list)
    for prompt in project.prompts:
        grouped[note_key(project.deck, prompt)].append(prompt)
    confusable = Confusable(project.base)
    made = {key: confusable.line(prompts) for key, prompts in grouped.items()}
    return {key: line for key, line in made.items() if line}


def test_those_most_like_it_come_with_their_values(tmp_path: Path) -> None:
    facts = """\
    treaties:
      rome: {name: Treaty of Rome, signed: 1957}
      nice: {name: Treaty of Nice, signed: 2001}
      lisbon: {name: Treaty of Lisbon, signed: 2007}
      verdun: {name: Treaty of Verdun, signed: 843}
    """
    found = lines(project_of(tmp_path, facts))["treaties/nice/signed"]
    assert found.startswith("Easily confused with: Treaty of Lisbon (2007); ")
    assert found.count("(") == 2


def test_what_may_be_right_is_never_named(tmp_path: Path) -> None:
    """Parties are neither single nor complete, so nobody knows that Belgium signed neither."""
    facts = """\
    kinds:
      pacts:
        one: pact
        name: name
        fields:
          name: {type: text, required: true}
          place: {type: text, single: true}
          patron: {type: text}
        questions:
          place: {ask: "where was {name} signed?"}
          patron: {ask: "who was a patron of {name}?"}
    pacts:
      a: {name: the A pact, place: Rome, patron: Ann}
      b: {name: the B pact, place: the city of Rome, patron: Bob}
      c: {name: the C pact, place: Paris, patron: Cy}
    """
    found = lines(project_of(tmp_path, facts))
    assert set(found) == {"pacts/a/place", "pacts/b/place", "pacts/c/place"}
    # Rome is Rome, whatever it is called.
    assert found["pacts/a/place"] == "Easily confused with: C pact (Paris)"
    assert found["pacts/b/place"] == "Easily confused with: C pact (Paris)"


@pytest.mark.parametrize(
    "value",
    [
        "{value: 1990, record: 1991}",
        "{value: 1990, according_to: the minister}",
        "{value: 1990, as_of: 2000}",
        "{value: 1990, now: it was signed again}",
        "{value: 1990, background: true}",
    ],
)
def test_a_value_that_needs_more_words_is_not_named(value: str, tmp_path: Path) -> None:
    facts = f"""\
    treaties:
      rome: {{name: Treaty of Rome, signed: 1957}}
      nice: {{name: Treaty of Nice, signed: {value}}}
    """
    assert not any("Nice" in line for line in lines(project_of(tmp_path, facts)).values())


def test_the_authors_look_alikes_come_first(tmp_path: Path) -> None:
    facts = """\
    treaties:
      rome: {name: Treaty of Rome, signed: {value: 1957, mistaken_for: [843]}}
      paris: {name: Treaty of Paris, signed: 1951}
      brussels: {name: Treaty of Brussels, signed: 1965}
      verdun: {name: Treaty of Verdun, signed: 843}
    """
    found = lines(project_of(tmp_path, facts))["treaties/rome/signed"]
    assert found.startswith("Easily confused with: Treaty of Verdun (843); ")


def test_it_is_off_by_default(tmp_path: Path) -> None:
    facts = """\
    treaties:
      rome: {name: Treaty of Rome, signed: 1957}
      nice: {name: Treaty of Nice, signed: 2001}
    """
    header = "deck: test\ntitle: A test\n"
    assert not _told(notes(project_of(tmp_path, facts, header)))
    on = f"{header}anki: {{kinds: {{treaties: {{confused: true}}}}}}\n"
    assert len(_told(notes(project_of(tmp_path, facts, on)))) == 2


def _told(deck: NoteDeck) -> dict[str, str]:
    return {note.key: note.further.confused for note in deck.notes if note.further.confused}


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_name_has_its_own_value(path: Path) -> None:
    """Whatever a card says of another fact stands in the deck."""
    project = Project(load(path))
    said = {
        f"{project.base.names.fillers[fact.ref].text} ({value_text(project.base, value)})"
        for fact in project.deck.facts.values()
        if fact.ref in project.base.names.fillers
        for values in fact.values.values()
        for value in values
    }
    found = lines(project)
    assert found
    for line in found.values():
        told = line.partition(": ")[2].removesuffix(".")
        assert any(told == one or told.startswith(f"{one}; ") for one in said), line
        assert told in said or any(told.endswith(f"; {one}") for one in said), line


@pytest.mark.parametrize("way", ["add", "edit", "remove"])
@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_an_edit_leaves_nearly_all_others_alone(path: Path, way: str) -> None:
    deck = load(path)
    before = _confused(deck)
    shares = []
    referred = {
        value.content.fact
        for fact in deck.facts.values()
        for values in fact.values.values()
        for value in values
        if isinstance(value.content, Reference)
    }
    facts = (fact for fact in deck.facts.values() if not fact.background)
    asked = [fact for fact in facts if way != "remove" or fact.ref not in referred]
    for fact in asked[:: len(asked) // 8]:
        after = _confused(_changed(deck, fact, way))
        others = [key for key in before if not key.startswith(f"{fact.ref}/")]
        shares.append(sum(before[key] != after.get(key) for key in others) / len(others))
    assert max(shares) <= 0.15
    assert sum(shares) / len(shares) <= 0.04


def _confused(deck: Deck) -> dict[str, str]:
    made = notes(Project(deck), replace(deck.anki, confused=True)).notes
    return {note.key: note.further.confused for note in made}


def test_a_long_value_is_not_named(tmp_path: Path) -> None:
    long = "leaves " + "of the garden " * 10
    facts = f"""\
    terms:
      basil: {{name: basil, definition: a herb}}
      thyme: {{name: thyme, definition: {long}}}
    """
    project = Project(deck_of(tmp_path, facts))
    assert "terms/basil/definition" not in lines(project)
    assert "terms/thyme/definition" in lines(project)
