"""The cards of a sentence stay with their blanks, whatever happens to the sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import pytest
from anki_support import Collection, cards, check_database, import_package, render, shown_text
from click.testing import CliRunner, Result
from deck_support import base_of, load
from hypothesis import given
from hypothesis import strategies as st

from quizgen.anki.lock import Entry, read_lock
from quizgen.anki.numbering import assigned
from quizgen.bank.asking.questions import make_prompts
from quizgen.bank.claims import can_be_claimed, false_claim, true_claim
from quizgen.bank.names import Filler
from quizgen.cli import main
from quizgen.deck.model.contents import Text

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


CAPITALS = "{{1: Lima|text}} and {{1: Quito|text}} are capitals, {{2: Ica|text}} is none."


def all_answers(learner: Learner) -> dict[int, list[str]]:
    """Return everything that each card asks for, by its number."""
    backs = {card.ord + 1: render(card).back for card in cards(learner.collection)}
    gap = re.compile('class="cloze"[^>]*>(.*?)</span>', re.DOTALL)
    return {number: gap.findall(back) for number, back in backs.items()}


def test_blanks_with_one_number_share_a_card(learner: Learner) -> None:
    learner.gets(CAPITALS)
    assert all_answers(learner) == {1: ["Lima", "Quito"], 2: ["Ica"]}
    before = set(learner.answers())
    # The numbers are in the lock now, so the author need not write them any longer.
    edits = [
        "In Peru, {{Lima|text}} and {{Quito|text}} are capitals, {{Ica|text}} is none.",
        "{{Quito|text}} and {{Lima|text}} are capitals, {{Ica|text}} is none.",
        "{{Quito|text}} and {{Lima|text}} are capitals, {{Nazca|text}} is none.",
        "{{Quito|text}} and {{Lima de Peru|text}} are capitals, {{Nazca|text}} is none.",
    ]
    for sentence in edits:
        learner.gets(sentence)
        assert set(learner.answers()) == before
        assert {number: len(each) for number, each in all_answers(learner).items()} == {1: 2, 2: 1}
    # One of them becomes words, then both; the card goes on asking.
    learner.gets("Quito and {{Lima de Peru|text}} are capitals, {{Nazca|text}} is none.")
    assert all_answers(learner) == {1: ["Lima de Peru"], 2: ["Nazca"]}
    learner.gets("Quito and Lima de Peru are capitals, {{Nazca|text}} is none.")
    assert all_answers(learner) == {1: ["Lima de Peru"], 2: ["Nazca"]}
    learner.gets("These two are capitals, {{Nazca|text}} is none.")
    assert all_answers(learner) == {1: ["\u2026"], 2: ["Nazca"]}
    assert set(learner.answers()) == before


def test_a_shared_number_can_be_split(learner: Learner) -> None:
    learner.gets(CAPITALS)
    before = set(learner.answers())
    learner.gets("{{1: Lima|text}} and {{3: Quito|text}} are capitals, {{2: Ica|text}} is none.")
    assert all_answers(learner) == {1: ["Lima"], 2: ["Ica"], 3: ["Quito"]}
    assert before < set(learner.answers())


@pytest.mark.parametrize(
    ("sentence", "stems"),
    [
        # The other answer tells nothing, so it stays.
        (CAPITALS, ["___ and Quito are", "Lima and ___ are", "___ is none"]),
        # One answer twice is one question.
        (
            "{{1: Rome|text}} fell; {{2: Byzantium|text}} was {{1: Rome|text}} too.",
            ["___ fell; Byzantium was ___ too.", "Rome fell; ___ was Rome too."],
        ),
        # An answer that tells the other one is left open as well.
        (
            "{{1: Lima Province|text}} lies around {{1: Lima|text}}, not {{2: Ica|text}}.",
            ["___ lies around ___, not Ica", "___ lies around ___, not Ica", "not ___."],
        ),
    ],
)
def test_questions_about_blanks_that_share_a_card(
    sentence: str, stems: list[str], learner: Learner
) -> None:
    assert learner.builds(sentence).exit_code == 0
    prompts = list(make_prompts(base_of(load(Path("moon.yaml")))))
    assert len({each.id for each in prompts}) == len(prompts)
    # What a name is stands behind its gap.
    shown = [re.sub(r"_{3,}(?: \(place\))?", "___", each.stem) for each in prompts]
    assert len(shown) == len(stems)
    assert all(part in stem for part, stem in zip(stems, shown, strict=True)), shown


def test_claims_about_an_answer_that_stands_twice(learner: Learner) -> None:
    sentence = "{{1: Rome|text}} fell; {{2: Byzantium|text}} was {{1: Rome|text}} too."
    assert learner.builds(sentence, "--typed", "--choice").exit_code == 0
    base = base_of(load(Path("moon.yaml")))
    rome, _ = make_prompts(base)
    assert can_be_claimed(base, rome)
    wrong = Filler("Athens", frozenset(), Text("Athens"))
    assert false_claim(base, rome, wrong) == "Athens fell; Byzantium was Athens too."
    assert true_claim(base, rome) == "Rome fell; Byzantium was Rome too."
    learner.builds("{{1: Lima Province|text}} lies around {{1: Lima|text}}, not Ica.")
    base = base_of(load(Path("moon.yaml")))
    assert not any(can_be_claimed(base, each) for each in make_prompts(base))


@pytest.mark.parametrize(
    ("numbers", "is_told"),
    [((1, 2, 2, 4), True), ((1, 2, 2, 3), False), ((1, 1, 2, 3), False), ((1, 2, 4, 4), False)],
)
def test_a_slip_in_the_numbers_is_told(
    numbers: tuple[int, ...], learner: Learner, *, is_told: bool
) -> None:
    pairs = zip(numbers, "abcd", strict=True)
    sentence = " is ".join(f"{{{{{number}: {word}|text}}}}" for number, word in pairs)
    result = learner.builds(f"{sentence}.")
    assert result.exit_code == 0
    assert ("two blanks have the number 2, and none has 3" in result.output) == is_told


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
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
