"""A push brings what a deck sets for its cards, and leaves what learners wrote in its place."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from anki_support import Collection, cards, check_database
from ankiconnect_support import Service
from click.testing import CliRunner
from learner_support import review, schedules

from quizgen.cli import main

FACTS = """\
terms:
  basil: {name: basil, definition: the herb of a green sauce}
  thyme: {name: thyme, definition: a small herb of dry hills}
  sage: {name: sage, definition: a herb with grey leaves}
  mint: {name: mint, definition: a herb for tea}
"""
BASIL = "terms/basil/definition"
SETTINGS = "{tts: true, confused: true, look: {color: 7a1f5c}}"


def write(anki: str, second: int, facts: str = FACTS) -> None:
    header = f"deck: herbs\ntitle: Herbs\nanki: {anki}\n"
    Path("herbs.yaml").write_text(header + facts, encoding="utf-8")
    os.environ["SOURCE_DATE_EPOCH"] = str(second)


def pushed(service: Service) -> list[str]:
    result = CliRunner().invoke(main, ["push", "herbs.yaml", "--url", service.url])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def note(collection: Collection, key: str = BASIL) -> dict[str, str]:
    found = collection.find_notes(f'"Key:herbs/{key}"')
    return dict(collection.get_note(found[0]).items())


def edit(collection: Collection, key: str = BASIL, **fields: str) -> None:
    edited = collection.get_note(collection.find_notes(f'"Key:herbs/{key}"')[0])
    for name, text in fields.items():
        edited[name] = text
    collection.update_note(edited)


def test_settings_come_and_go(collection: Collection, service: Service) -> None:
    write("{}", 1_700_000_000)
    pushed(service)
    review(collection)
    learned = schedules(collection)
    before = {card.id: card.nid for card in cards(collection)}
    write(SETTINGS, 1_700_001_000)
    assert pushed(service)[0] == "herbs: 0 new, 4 changed, 0 same, 0 gone"
    assert pushed(service)[0] == "herbs: 0 new, 0 changed, 4 same, 0 gone"
    fields = note(collection)
    assert (fields["Spare1"], fields["Spare2"]) == ("en_US", "en_US")
    assert fields["Spare3"].startswith("--day:#7a1f5c;")
    assert "Easily confused with: " in fields["Remarks"]
    assert [tag.lang for card in cards(collection) for tag in card.question_av_tags()] == [
        "en_US"
    ] * len(before)
    write("{}", 1_700_002_000)
    assert pushed(service)[0] == "herbs: 0 new, 4 changed, 0 same, 0 gone"
    assert [note(collection)[f"Spare{number}"] for number in (1, 2, 3)] == ["", "", ""]
    assert note(collection)["Remarks"] == ""
    assert schedules(collection) == learned
    assert {card.id: card.nid for card in cards(collection)} == before
    assert collection.get_empty_cards().notes == []
    assert check_database(collection) == []


@pytest.mark.parametrize("anki", ["{}", SETTINGS])
def test_what_a_learner_wrote_in_their_place_stays(
    anki: str, collection: Collection, service: Service
) -> None:
    write("{}", 1_700_000_000)
    pushed(service)
    own = {"Spare1": "my mnemonic", "Spare2": "de", "Spare3": "<b>bold</b>"}
    edit(collection, **own)
    write(anki, 1_700_001_000)
    pushed(service)
    assert {name: note(collection)[name] for name in own} == own
    assert "0 changed" in pushed(service)[0]


def test_an_extra_text_arrives_beside_an_edit(collection: Collection, service: Service) -> None:
    write("{}", 1_700_000_000)
    pushed(service)
    edit(collection, Answer="mine")
    write("{}", 1_700_001_000, FACTS.replace("green sauce}", "green sauce, extra: From Asia.}"))
    pushed(service)
    assert note(collection)["Answer"] == "mine"
    assert "From Asia." in note(collection)["Remarks"]
    assert "0 changed" in pushed(service)[0]
