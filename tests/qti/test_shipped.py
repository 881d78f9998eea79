"""The decks that ship go out whole in each version of QTI, and come back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from qti_models import faults
from qti_support import files_of, xml_of

from quizgen.deck.load import load_deck
from quizgen.exchange.model import Answering, Question, QuestionSection, QuestionSet
from quizgen.exchange.of_bank import questions_of_bank
from quizgen.export.qti3 import Qti3Writer
from quizgen.export.qti12 import Qti12Writer
from quizgen.export.qti21 import Qti21Writer
from quizgen.importing.qti import QtiReader
from quizgen.markup.plain import plain
from quizgen.project import Project, QuizOptions

ROOT = Path(__file__).resolve().parents[2]
_WRITERS = {"1.2": Qti12Writer(), "2.1": Qti21Writer(), "3.0": Qti3Writer()}
_FORMS = ("choice", "true-false", "fill-in", "short", "multiple", "matching", "ordering")
# So many questions of each form.
_MOST = 40


@cache
def _questions(name: str) -> QuestionSet:
    loaded = load_deck(ROOT / "decks" / f"{name}.yaml")
    assert loaded.deck is not None
    made = questions_of_bank(Project(loaded.deck), QuizOptions(forms=_FORMS)).questions
    left = dict.fromkeys(_FORMS, _MOST)
    sections = (replace(each, questions=tuple(_few(each, left))) for each in made.sections)
    return replace(made, sections=tuple(each for each in sections if each.questions))


def _few(section: QuestionSection, left: dict[str, int]) -> Iterator[Question]:
    for question in section.questions:
        left[question.form] -= 1
        if left[question.form] >= 0:
            yield question


@pytest.mark.parametrize("version", _WRITERS)
@pytest.mark.parametrize("name", ["elements", "sonnensystem", "us-russia-2020"])
def test_a_shipped_deck_goes_out_and_comes_back(name: str, version: str, tmp_path: Path) -> None:
    asked = _questions(name)
    assert {each.form for each in asked.questions} >= {"choice", "true-false"}
    files = files_of(_WRITERS[version], asked)
    for path, data in files.items():
        if path.endswith(".xml") and "manifest" not in path and "meta" not in path:
            assert list(faults(xml_of(data), version)) == [], path
    (data,) = _WRITERS[version].written(asked).files.values()
    package = tmp_path / "package.zip"
    package.write_bytes(data)
    read = QtiReader().read(package)
    assert [each.uid for each in read.questions] == [each.uid for each in asked.questions]
    for before, after in zip(asked.questions, read.questions, strict=True):
        if before.answering is Answering.CLAIM:
            # The words for true and false are the system's.
            assert after.key == before.key, before.id
        elif before.answering is Answering.TEXT:
            # A person marks it, so there is no text that it must equal.
            assert after.answering is Answering.TEXT, before.id
        else:
            assert _key(after) == _key(before), before.id


def _key(question: Question) -> object:
    """Return what is right, in plain words."""
    texts = [" ".join(plain(each.text).split()) for each in question.options]
    right = [texts[index] for index in question.key]
    if question.answering in {Answering.PAIRS, Answering.ORDER}:
        # Canvas matches places with what belongs there.
        return right
    if question.options:
        return sorted(right), sorted(texts)
    return question.bounds or sorted({each.casefold() for each in question.accepted})
