"""The item linter: it finds the flaws of labelled items, and leaves sound ones alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lint_table import labelled, lint_table, papers, question_of, read, scores

from quizgen.lint.model import Question
from quizgen.lint.rules import lint_item, lint_items, unsuited
from quizgen.lint.table import RULES

# Texts with the marks, words and figures that the rules look at, and any others.
_PIECES = st.sampled_from(
    ["a", "an", "the", "not", "never", "is", "are", "______", "…", "?", ".", ",", "“", "”", "'", "1914", "10-20", "5 %",
     "at least 20", "May 8, 1945", "2019-08-02", "44 BC", "1/2", "0", "10²", "-", "A and B", "all of the above",
     "²", "٣"]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=40), st.lists(_PIECES, max_size=8).map(" ".join), _PIECES)


@st.composite
def _questions(draw: st.DrawFn) -> Question:
    options = draw(st.lists(_TEXTS, min_size=1, max_size=5))
    sized = draw(st.booleans())
    floats = st.floats(allow_nan=False, allow_infinity=False)
    sizes = draw(st.lists(floats, min_size=len(options), max_size=len(options))) if sized else []
    key = draw(st.integers(0, len(options) - 1))
    names = draw(st.frozensets(_TEXTS, max_size=2))
    return Question(draw(_TEXTS), tuple(options), key, names, tuple(sizes), draw(st.booleans()))


@pytest.mark.parametrize("code", RULES)
def test_each_rule_finds_its_flaws(code: str) -> None:
    score = scores()[code]
    assert score.flawed >= 5
    assert score.recall >= 0.8
    assert score.precision >= 0.6


def test_of_all_seeded_flaws_nearly_all_are_found() -> None:
    known = scores().values()
    assert sum(s.found for s in known) >= 0.95 * sum(s.flawed for s in known)


def test_few_sound_items_raise_an_alarm() -> None:
    sound = read("sound.yaml")
    alarmed = [each.questions[0].stem for each in sound if each.found()]
    assert len(sound) >= 150
    assert len(alarmed) <= 0.05 * len(sound), alarmed


def test_sound_papers_raise_no_alarm() -> None:
    assert [(each.found(), each.questions[0]) for each in papers() if not each.codes and each.found()] == []


def test_there_are_enough_flawed_items() -> None:
    assert len(read("flawed.yaml")) >= 150


def test_the_table_has_a_line_for_each_rule() -> None:
    lines = lint_table().splitlines()
    assert len(lines) == len(RULES) + 3
    assert all(line.count("|") == 7 for line in lines)


def test_a_rule_that_is_off_says_nothing() -> None:
    for each in labelled():
        for code in each.codes:
            assert code not in {finding.code for _, finding in lint_items(each.questions, frozenset({code}))}


@given(st.lists(_questions(), max_size=6))
def test_the_linter_reads_any_text(questions: list[Question]) -> None:
    for index, finding in lint_items(questions):
        assert finding.code in RULES
        assert finding.message
        assert finding.fix
        assert index is None or 0 <= index < len(questions)


@given(_questions(), st.frozensets(st.sampled_from(sorted(RULES))))
def test_off_takes_away_just_those_codes(question: Question, off: frozenset[str]) -> None:
    assert lint_item(question, off) == [finding for finding in lint_item(question) if finding.code not in off]


def test_findings_come_with_the_item_that_they_are_about() -> None:
    sound = question_of({"stem": "Who wrote Emma?", "options": ["Austen", "Eliot", "Brontë"], "key": 0})
    flawed = question_of({"stem": "Which is not a fish?", "options": ["Whale", "Cod", "Pike"], "key": 0})
    assert [(index, finding.code) for index, finding in lint_items([sound, flawed])] == [(1, "Q422")]


def test_rules_that_know_english_alone_are_off_in_other_languages() -> None:
    german = question_of({"stem": "Was ist Mars?", "options": ["Planet", "Alter im All", "Der Mond"], "key": 1})
    assert "Q423" in {finding.code for finding in lint_item(german)}
    assert lint_item(german, unsuited("de-AT")) == []
    assert unsuited("en-GB") == frozenset()
