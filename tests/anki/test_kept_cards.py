"""A card that was ever released keeps a question, so that "Empty Cards" deletes no reviews."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from anki_support import Collection, check_database, import_package, shown_text
from click.testing import CliRunner

from quizgen.anki.lock import read_lock
from quizgen.cli import main

DECK = """\
deck: herbs
title: Herbs
terms:
  basil: {name: basil, definition: the herb of a green sauce}
  thyme: {name: thyme, definition: a small herb of dry hills}
"""
SAME = "  mint: {name: mint, definition: the herb of a green sauce}\n"
KINDS = """\
deck: herbs
title: Herbs
kinds:
  plants:
    one: plant
    name: name
    fields: {name: {type: text, required: true}, grows: {type: text, single: true}}
    questions: {grows: {ask: "Where does {name} grow?", back: "What grows {grows}?"}}
plants:
  basil: {name: basil, grows: in pots}
  thyme: {name: thyme, grows: on hills}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


class Learner:
    """A collection that gets one build of the deck after another."""

    def __init__(self, collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
        self.collection = collection
        self._patch = monkeypatch
        self._second = 1_700_000_000

    def gets(self, text: str) -> None:
        self._second += 100
        self._patch.setenv("SOURCE_DATE_EPOCH", str(self._second))
        Path("herbs.yaml").write_text(text, encoding="utf-8")
        result = CliRunner().invoke(main, ["anki", "herbs.yaml"])
        assert result.exit_code == 0, result.output
        assert import_package(self.collection, Path("herbs.apkg")).conflicting == 0
        assert self.collection.get_empty_cards().report == ""
        assert check_database(self.collection) == []

    def note(self, key: str) -> dict[str, str]:
        found = self.collection.find_notes(f'"Key:herbs/{key}"')
        return dict(self.collection.get_note(found[0]).items())

    def backs(self) -> dict[str, str]:
        """Return the ways back by the keys of their notes."""
        ids = self.collection.find_notes('"BackPrompt:_*"')
        notes = [self.collection.get_note(each) for each in ids]
        return {note["Key"]: shown_text(note["BackPrompt"]) for note in notes}

    def count(self) -> int:
        return int(self.collection.card_count())


@pytest.fixture
def learner(collection: Collection, monkeypatch: pytest.MonkeyPatch) -> Learner:
    return Learner(collection, monkeypatch)


def test_a_way_back_that_two_facts_answer_lists_both(learner: Learner) -> None:
    learner.gets(DECK)
    before = learner.note("terms/basil/definition")["BackPrompt"]
    assert before
    learner.gets(DECK + SAME)
    after = learner.note("terms/basil/definition")
    assert after["BackPrompt"] == before
    assert shown_text(after["BackAnswer"]).casefold() == "basil and mint"
    # The new fact's way back was never released.
    assert learner.note("terms/mint/definition")["BackPrompt"] == ""
    assert learner.count() == 5
    learner.gets(DECK)
    assert shown_text(learner.note("terms/basil/definition")["BackAnswer"]).casefold() == "basil"


def test_a_question_without_a_template_is_asked_in_short(learner: Learner) -> None:
    learner.gets(KINDS)
    learner.gets(KINDS.replace(', back: "What grows {grows}?"', ""))
    note = learner.note("plants/basil/grows")
    assert shown_text(note["BackPrompt"]) == "In pots: plant?"
    assert note["BackAnswer"] == "basil"
    learner.gets(KINDS.replace('ask: "Where does {name} grow?", ', ""))
    note = learner.note("plants/basil/grows")
    assert note["Prompt"] == "Basil: grows?"
    assert shown_text(note["Answer"]).casefold() == "in pots"


def test_a_way_back_that_needs_options_now_lists_all_answers(learner: Learner) -> None:
    learner.gets(KINDS)
    among = KINDS.replace('back: "What grows', 'among: "Which of these plants grows')
    learner.gets(among.replace("on hills", "in pots"))
    note = learner.note("plants/basil/grows")
    assert shown_text(note["BackPrompt"]) == "Which of these plants grows in pots?"
    assert shown_text(note["BackAnswer"]).casefold() == "basil and thyme"
    # New facts get no card that makes sense beside options alone.
    learner.gets(among + "  mint: {name: mint, grows: in water}\n")
    assert learner.note("plants/mint/grows")["BackPrompt"] == ""


def test_a_way_back_that_asks_for_a_part_of_a_list_now_is_asked_in_short(learner: Learner) -> None:
    learner.gets(KINDS)
    listed = KINDS.replace('back: "What grows {grows}?"', 'among: "Which of these has {name}?"')
    learner.gets(listed.replace("single: true", "many: true"))
    note = learner.note("plants/basil/grows")
    assert shown_text(note["BackPrompt"]) == "In pots: plant?"
    assert shown_text(note["BackAnswer"]).casefold() == "basil"


def test_a_way_back_from_each_value_keeps_its_card(learner: Learner) -> None:
    many = KINDS.replace("single: true", "many: true")
    learner.gets(many.replace("grows: in pots", "grows: [in pots, in gardens]"))
    backs = learner.backs()
    assert sorted(backs.values()) == [
        "What grows in gardens?",
        "What grows in pots?",
        "What grows on hills?",
    ]
    count = learner.count()
    # Values may change places, and the fact and the question their ids.
    renamed = many.replace("  basil: {", "  basil-2: {was: basil, ")
    renamed = renamed.replace("{grows: {ask", "{habitat: {was: grows, field: grows, ask")
    learner.gets(renamed.replace("grows: in pots", "grows: [in gardens, in pots]"))
    assert learner.backs() == backs
    assert learner.count() == count


def test_a_lock_of_format_1_tells_what_was_released(learner: Learner) -> None:
    """It has one hash for each note, which tells whether the note is the same but for its back."""
    learner.gets(DECK)
    lock = Path("herbs.lock")
    old = re.sub(r" (since|texts) \S+", "", lock.read_text(encoding="utf-8"))
    old = re.sub(r"(?m)^(name|subdeck) .*\n", "", old)
    lock.write_text(old.replace("quizgen lock 2", "quizgen lock 1"), encoding="utf-8")
    learner.gets(DECK + SAME)
    assert learner.note("terms/basil/definition")["BackPrompt"]
    assert learner.note("terms/mint/definition")["BackPrompt"] == ""
    read = read_lock(lock, "herbs")
    assert read
    assert read.entries["terms/basil/definition"].since == 0
    assert read.entries["terms/mint/definition"].since > 0
