"""Matching has answers to spare, on the paper, on its answer sheet, in its key and in its score."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import ROOT, load, project_of
from pdf_support import pages

from quizgen.cli import main
from quizgen.forms.exercise import Exercise
from quizgen.forms.form import AnswerRow
from quizgen.forms.registry import form_of
from quizgen.project import Project, QuizOptions
from quizgen.quiz.printed_items import printed
from quizgen.quiz.read_manifest import read_manifest

TERMS = "terms:\n" + "".join(
    f"  t{n}: {{name: {name}, definition: {meaning}}}\n"
    for n, (name, meaning) in enumerate(
        [
            ("aorta", "main artery"),
            ("femur", "thigh bone"),
            ("cornea", "clear front of an eye"),
            ("biceps", "muscle in an arm"),
        ]
    )
)
MORE = "  t9: {name: tibia, definition: shin, background: true}\n"


def matchings(project: Project, seed: int = 1) -> list[Exercise]:
    return list(project.exercises(QuizOptions(forms=("matching",), seed=seed)))


@pytest.mark.parametrize("deck", ["elements", "sonnensystem", "us-russia-2020"])
def test_one_or_two_answers_belong_to_no_entry(deck: str) -> None:
    project = Project(load(ROOT / "decks" / f"{deck}.yaml"))
    found = matchings(project)
    assert found
    for each in found:
        assert len(set(each.key)) == len(each.key) == len(each.left)
        assert len(each.options) - len(each.left) in {1, 2}
        assert len({option.casefold() for option in each.options}) == len(each.options)


def test_four_facts_give_three_pairs(tmp_path: Path) -> None:
    for each in matchings(project_of(tmp_path, TERMS)):
        assert (len(each.left), len(each.options)) == (3, 4)


def test_the_answer_of_a_background_fact_may_be_to_spare(tmp_path: Path) -> None:
    for seed in range(1, 6):
        for each in matchings(project_of(tmp_path, TERMS + MORE), seed):
            assert "tibia" not in each.left
            assert len(each.left) == 4
            spare = set(each.options) - {each.options[index] for index in each.key}
            assert {text.casefold() for text in spare} == {"shin"}


def test_sheet_key_and_score_know_the_spare_answers(tmp_path: Path) -> None:
    deck, out = tmp_path / "deck.yaml", tmp_path / "out"
    header = "deck: body\ntitle: Body\nquiz: {forms: [matching], items: 1, partial: true}\n"
    deck.write_text(header + TERMS + MORE, encoding="utf-8")
    arguments = ["quiz", str(deck), "--answer-sheet", "-o", str(out)]
    made = CliRunner().invoke(main, arguments)
    assert made.exit_code == 0, made.output
    manifest = read_manifest(out / "quiz.json")
    (((item,),),) = (printed(manifest, version) for version in manifest.versions)
    form = form_of(item.item)
    assert form.rows(item) == tuple(AnswerRow(5, part) for part in range(1, 5))
    (layout,) = manifest.sheet.layouts.values()
    assert {row.letters for row in layout.rows} == {("a", "b", "c", "d", "e")}
    right = [{index} for index in item.key]
    (spare,) = set(range(5)) - set(item.key)
    assert form.earned(item.key, right, partial=True) == 1
    assert form.earned(item.key, [{spare}, *right[1:]], partial=True) == Fraction(3, 4)
    words = " ".join(page.words for page in pages((out / "quiz.pdf").read_bytes()))
    assert "Some letters may be left over." in words
    assert all(option in words for option in item.options)
