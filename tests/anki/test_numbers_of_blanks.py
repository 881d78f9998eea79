"""The cards of a sentence stay with their blanks, whatever happens to the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from anki_support import Collection, cards, check_database, import_package, render, shown_text
from click.testing import CliRunner, Result
from deck_support import load
from hypothesis import given
from hypothesis import strategies as st

from quizgen.anki.lock import Entry, read_lock
from quizgen.anki.numbering import assigned
from quizgen.cli import main

HEAD = "deck: moon\ntitle: The moon\nstatements:\n  landing:\n    text: "
ARMSTRONG, YEAR, ALDRIN = "{{Neil Armstrong|person}}", "{{1969|date}}", "{{Buzz Aldrin|person}}"
FIRST = f"{ARMSTRONG} landed on the moon in {YEAR}."


class Learner:
    """A collection that gets one build after another, and has reviewed every card."""

    def __init__(self, collection: Collection, monkeypatch: pytest.MonkeyPatch) -> None:
        self.collection = collection
        self._patch = monkeypatch
        self._second = 1_700_000_000

    def builds(self, sentence: str, *options: str) -> Result:
        self._second += 100
        self._patch.setenv("SOURCE_DATE_EPOCH", str(self._second))
        Path("moon.yaml").write_text(f'{HEAD}"{sentence}"\n', encoding="utf-8")
        return CliRunner().invoke(main, ["anki", "moon.yaml", *options])

    def gets(self, sentence: str, *options: str) -> dict[int, str]:
        """Return the answer of each card that was there before, by the card's id."""
        before = {card.id for card in cards(self.collection)}
        result = self.builds(sentence, *options)
        assert result.exit_code == 0, result.output
        assert import_package(self.collection, Path("moon.apkg")).conflicting == 0
        assert self.collection.get_empty_cards().report == ""
        assert check_database(self.collection) == []
        return {key: answer for key, answer in self.answers().items() if key in before}

    def answers(self) -> dict[int, str]:
        """Return what each card asks for."""
        sides = {card.id: render(card) for card in cards(self.collection)}
        return {key: answer_of(side.back) for key, side in sides.items()}


def answer_of(back: str) -> str:
    found = re.search('class="cloze"[^>]*>(.*?)</span>', back, re.DOTALL)
    return shown_text(found[1]) if found else ""


@pytest.fixture
def learner(collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Learner:
    monkeypatch.chdir(tmp_path)
    return Learner(collection, monkeypatch)


@pytest.mark.parametrize(
    "edited",
    [
        f"With {ALDRIN}, {FIRST}",
        f"In {YEAR}, {ARMSTRONG} landed on the moon.",
        f"In {YEAR}, {ALDRIN} and {ARMSTRONG} landed on the {{{{moon|text}}}}.",
        f"It was {ARMSTRONG} who landed on the moon, in {YEAR}, for the first time.",
    ],
)
def test_cards_follow_their_blanks(edited: str, learner: Learner) -> None:
    learner.gets(FIRST)
    before = learner.answers()
    assert sorted(before.values()) == ["1969", "Neil Armstrong"]
    assert learner.gets(edited) == before


def test_an_edited_blank_keeps_its_card(learner: Learner) -> None:
    learner.gets(FIRST)
    (number,) = (key for key, answer in learner.answers().items() if answer == "Neil Armstrong")
    after = learner.gets(FIRST.replace("Neil Armstrong|", "Neil A. Armstrong|"))
    assert after[number] == "Neil A. Armstrong"


def test_choice_and_typed_cards_follow_their_blanks(learner: Learner) -> None:
    learner.gets(FIRST, "--typed")
    found = learner.collection.find_notes('"Key:moon/statements/landing/text/2/typed"')
    learner.gets(f"With {ALDRIN}, {FIRST}", "--typed")
    assert learner.collection.get_note(found[0])["Typed"] == "1969"
    assert learner.collection.find_notes('"Key:moon/statements/landing/text/3/typed"')


def test_a_blank_that_is_words_again_is_still_asked(learner: Learner) -> None:
    learner.gets(FIRST)
    before = learner.answers()
    assert learner.gets(FIRST.replace(YEAR, "1969")) == before
    assert learner.gets(f"{FIRST.replace(YEAR, '1969')} It was {{{{Apollo 11|text}}}}.") == before
    after = learner.gets(FIRST)
    assert {key: after[key] for key in before} == before


def test_a_blank_whose_words_are_gone_leaves_no_empty_card(learner: Learner) -> None:
    learner.gets(FIRST)
    before = learner.answers()
    after = learner.gets(f"{ARMSTRONG} landed on the moon.")
    assert after.keys() == before.keys()
    assert sorted(after.values()) == ["Neil Armstrong", "\u2026"]
    # It returns under its number.
    assert learner.gets(f"In {YEAR}, {ARMSTRONG} landed on the moon.") == before


def test_what_the_lock_cannot_tell_is_an_error(learner: Learner) -> None:
    learner.gets(FIRST)
    lock, before = Path("moon.lock").read_bytes(), Path("moon.apkg").read_bytes()
    unclear = f"{{{{Neil A. Armstrong|person}}}} and {ALDRIN} landed on the moon in {YEAR}."
    result = learner.builds(unclear)
    assert result.exit_code == 1
    assert "error[Q517]" in result.output
    assert (Path("moon.lock").read_bytes(), Path("moon.apkg").read_bytes()) == (lock, before)
    check = CliRunner().invoke(main, ["check", "moon.yaml", "--no-lint"])
    assert (check.exit_code, "error[Q517]" in check.output) == (1, True)
    before_ids = learner.answers()
    after = learner.gets(unclear.replace("{{Neil", "{{1: Neil"))
    assert [after[key] for key, answer in before_ids.items() if answer == "Neil Armstrong"] == [
        "Neil A. Armstrong"
    ]


def test_the_authors_numbers(learner: Learner) -> None:
    learner.gets("{{2: Neil Armstrong|person}} landed in {{1969|date}} at {{10:30|text}}.")
    keys = {"1": "1969", "2": "Neil Armstrong", "3": "10:30"}
    numbers = {str(card.ord + 1): answer for card, answer in _by_card(learner)}
    assert numbers == keys
    lock = read_lock(Path("moon.lock"), "moon")
    assert lock
    assert [number for number, _ in lock.entries["statements/landing/text"].blanks] == [2, 1, 3]


def _by_card(learner: Learner) -> Sequence[tuple[object, str]]:
    return [(card, answer_of(render(card).back)) for card in cards(learner.collection)]


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("{{1: a|text}} and {{1: b|text}}.", "two blanks have the number 1"),
        ("{{500: a|text}} and b.", "the number 500 is too high"),
        ("{{1: |text}} and b.", "a blank has no answer"),
    ],
)
def test_numbers_that_cannot_be(sentence: str, told: str, learner: Learner) -> None:
    result = learner.builds(sentence)
    assert result.exit_code == 1
    assert f"error[Q211]: {told}" in result.output


def test_a_deck_without_a_lock_counts(tmp_path: Path) -> None:
    path = tmp_path / "moon.yaml"
    path.write_text(f'{HEAD}"{FIRST}"\n', encoding="utf-8")
    (value,) = load(path).facts["statements/landing"].values["text"]
    assert value.content.numbers == (1, 2)


TEXTS = st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=6, unique=True)


@given(old=TEXTS, new=TEXTS)
def test_known_blanks_always_keep_their_numbers(old: list[str], new: list[str]) -> None:
    entry = Entry("", 0, blanks=tuple(enumerate(old, 1)), retired=((7, "g"), (8, "h")))
    kept = {text: number for number, text in (*entry.retired, *entry.blanks)}
    found = assigned(new, [0] * len(new), entry)
    if found is None:
        # Something was removed or edited, and something else is new.
        assert set(old) - set(new)
        assert set(new) - set(old)
        return
    assert len(set(found)) == len(found)
    assert all(number == kept[text] for text, number in zip(new, found, strict=True) if text in old)
    fresh = [number for number in found if number > 8]
    assert len(fresh) <= len(set(new) - set(old))
