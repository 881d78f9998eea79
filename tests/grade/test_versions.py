"""Statistics of versions, where students share them."""

from __future__ import annotations

from dataclasses import replace
from math import inf

from grade_support import item, page, quiz

from quizgen.grade.analysis import Analysis, analysis_of
from quizgen.grade.corrections import Corrections
from quizgen.grade.grading import grade
from quizgen.grade.policy import Policy
from quizgen.grade.results import results_of
from quizgen.quiz.manifest import Student

ITEMS = (item("one"), item("two", key=(1,)), item("three", key=(2,)))
TURNED = {"A": (0, 1, 2, 3), "B": (3, 2, 1, 0)}
PUPILS = tuple(Student(f"{number:02}") for number in range(40))


def analysed(letters: str) -> Analysis:
    """Return the analysis of a class whose students take these versions in turn, "-" for none.

    Every second student misses the first item, and half of all miss the second.
    """
    manifest = quiz(ITEMS, TURNED, PUPILS)
    named = [
        replace(version, letter=letters[number % len(letters)].strip("-"))
        for number, version in enumerate(manifest.versions)
    ]
    manifest = replace(manifest, versions=tuple(named))
    pages = [page(manifest, given_by(number), each.number) for number, each in enumerate(PUPILS)]
    papers = grade(manifest, pages, Corrections())
    return analysis_of(results_of(manifest, papers, Policy()))


def given_by(number: int) -> str:
    """Return the letters of a student's rows; papers after the first have the items backwards."""
    one, two, three = ("D", "C", "B") if number % 2 else ("A", "B", "C")
    if number % 2:
        one = "B"
    if number % 4 > 1:
        two = "A"
    return " ".join((three, two, one) if number else (one, two, three))


def test_students_who_share_a_version_are_compared_by_it() -> None:
    found = analysed("AB")
    assert (found.versions, found.smallest_version) == (2, 20)
    first = found.items[0].differing
    assert first
    # Nobody with the second version got it right.
    assert (first.odds, first.size) == (inf, "C")


def test_orders_of_single_students_are_no_versions() -> None:
    found = analysed("-")
    assert (found.versions, found.smallest_version) == (1, 0)
    assert found.items[0].differing is None
