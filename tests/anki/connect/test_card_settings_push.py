"""A push brings what a deck sets for its cards, and leaves what learners wrote in its place."""

from __future__ import annotations

import contextlib
import os
import tempfile
from pathlib import Path
from typing import Any

import pytest
from anki_support import Collection, cards, check_database, import_package, open_collection
from ankiconnect_support import Service, running
from click.testing import CliRunner
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
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


STEPS = st.lists(
    st.fixed_dictionaries(
        {
            "tts": st.sampled_from(["true", "false", "front", "back"]),
            "confused": st.sampled_from(["true", "false"]),
            "typed": st.sampled_from(["true", "false"]),
            "look": st.sampled_from(["{}", "{color: 7a1f5c}", "{font: serif, size: 120}"]),
            "extra": st.booleans(),
            "by_push": st.booleans(),
            "edits": st.booleans(),
        }
    ),
    min_size=3,
    max_size=6,
)


@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(STEPS)
def test_any_settings_in_any_order_cost_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: list[dict[str, Any]]
) -> None:
    """Imports and pushes alternate while the deck's settings change and the learner goes on."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    folder = Path(tempfile.mkdtemp(dir=tmp_path))
    collection = open_collection(folder)
    with contextlib.chdir(folder), running(collection) as service:
        for number, step in enumerate(steps):
            anki = {name: step[name] for name in ("tts", "confused", "typed", "look")}
            facts = FACTS.replace("sauce}", "sauce, extra: From Asia.}") if step["extra"] else FACTS
            write(f"{{{', '.join(f'{name}: {value}' for name, value in anki.items())}}}", 0, facts)
            os.environ["SOURCE_DATE_EPOCH"] = str(1_700_000_000 + 1000 * number)
            learned = schedules(collection)
            held = {card.id: (card.nid, card.ord) for card in cards(collection)}
            brought(collection, service, by_push=step["by_push"])
            assert schedules(collection) == learned
            now = {card.id: (card.nid, card.ord) for card in cards(collection)}
            assert held.items() <= now.items()
            keys = [note_["Key"] for note_ in all_notes(collection)]
            assert len(keys) == len(set(keys))
            assert collection.get_empty_cards().notes == []
            review(collection)
            if step["edits"]:
                edit(collection, Answer=f"mine {number}", **{"My notes": "and this"})
        write("{tts: true, typed: true}", 1_700_100_000)
        pushed(service)
        assert "0 new, 0 changed" in pushed(service)[0]
        assert all(each["Spare1"] == "en_US" for each in all_notes(collection))
        assert check_database(collection) == []
    collection.close()


def brought(collection: Collection, service: Service, *, by_push: bool) -> None:
    if by_push:
        pushed(service)
    else:
        result = CliRunner().invoke(main, ["anki", "herbs.yaml", "-o", "herbs.apkg"])
        assert result.exit_code == 0, result.output
        assert import_package(collection, Path("herbs.apkg")).conflicting == 0


def all_notes(collection: Collection) -> list[dict[str, str]]:
    return [dict(collection.get_note(id_).items()) for id_ in collection.find_notes("")]


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
