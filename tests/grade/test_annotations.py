"""What is drawn on sheets that go back, and where."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest
from grade_support import item, page, quiz
from PIL import Image

from quizgen.grade.annotate_worker import _upright
from quizgen.grade.annotations import MISSED, RIGHT, TEXT, WRONG, annotated
from quizgen.grade.corrections import Corrections
from quizgen.grade.grading import grade
from quizgen.grade.policy import Policy, with_policy
from quizgen.grade.results import results_of
from quizgen.quiz.geometry import (
    Box,
    Bubble,
    HandRow,
    PageLayout,
    SheetLayout,
    SheetPaper,
    Sheets,
    layout_fingerprint,
)
from quizgen.quiz.manifest import Manifest, Student

ITEMS = (
    item("one"),
    item("two", "multiple", (0, 1)),
    item("three", "matching", (2, 0), left=("Spain", "France")),
    item("four", "short"),
)


def with_bubbles(manifest: Manifest) -> Manifest:
    """Return the quiz with a bubble for each letter of its only sheet."""
    assert manifest.sheet
    (layout,) = manifest.sheet.layouts.values()
    bubbles = tuple(
        Bubble(index, letter, 10.0 * place, 10.0 * index, 2.0)
        for index, row in enumerate(layout.rows)
        for place, letter in enumerate(row.letters)
        if not row.by_hand
    )
    last, box = len(layout.rows) - 1, Box(5.0, 90.0, 50.0, 8.0)
    hand = HandRow(last, box, box)
    made = PageLayout(210.0, 297.0, (), Box(1.0, 1.0, 2.0, 2.0), bubbles, by_hand=(hand,))
    name = layout_fingerprint(layout.rows, (made,))
    sheets = Sheets({name: SheetLayout(name, layout.rows, (made,))}, (SheetPaper("1", name, "1"),))
    return dataclasses.replace(manifest, sheet=sheets)


def strokes(letters: str, policy: Policy | None = None) -> list[tuple[str, float, float]]:
    policy = policy or Policy()
    manifest = with_policy(with_bubbles(quiz(ITEMS, None, (Student("1", "Ada"),))), policy)
    read = dataclasses.replace(page(manifest, letters, "1"), transform=(1.0,) * 9)
    results = results_of(manifest, grade(manifest, [read], Corrections()), policy)
    (found,) = annotated(results.results[0], manifest)
    score, *others = found.strokes
    assert score.kind == TEXT
    return [(each.kind, each.x, each.y) for each in others]


def test_right_wrong_and_missed_bubbles_are_told_apart() -> None:
    assert strokes("B AC c d 1") == [
        # One answer: B is wrong, A was missed.
        (MISSED, 0, 0),
        (WRONG, 10, 0),
        # Several answers: A is right, B was missed, and C is wrong.
        (RIGHT, 0, 10),
        (MISSED, 10, 10),
        (WRONG, 20, 10),
        # Matching: Madrid is right for Spain, and France has Vienna in place of Paris.
        (RIGHT, 20, 20),
        (MISSED, 0, 30),
        (WRONG, 30, 30),
        # The points stand beside the row, and cover none of its numbers.
        (TEXT, 57, 92),
    ]


def test_nothing_is_wrong_in_a_void_item() -> None:
    policy = Policy(void=frozenset({ITEMS[0].id}))
    assert strokes("B AB c a 1", policy)[0] == (RIGHT, 10, 0)


def test_a_further_right_option_counts_as_right() -> None:
    policy = Policy(also={ITEMS[0].id: (1,)})
    assert strokes("B AB c a 1", policy)[0] == (RIGHT, 10, 0)


@pytest.mark.parametrize("quarter", range(4))
def test_a_turned_scan_is_drawn_upright(quarter: int) -> None:
    # A dot near the upper left of the sheet, as a scanner may turn it.
    sheet = Image.new("L", (40, 60), 255)
    sheet.putpixel((5, 8), 0)
    scan = sheet.rotate(90 * quarter, expand=True)
    width, height = scan.size
    transform = np.array(
        [
            [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
            [[-1, 0, width], [0, -1, height], [0, 0, 1]],
            [[0, -1, width], [1, 0, 0], [0, 0, 1]],
        ][quarter]
    )
    upright, turn = _upright(scan, transform)
    assert upright.size == sheet.size
    assert upright.getpixel((5, 8)) == 0
    x, y, scale = turn @ transform @ np.array((5, 8, 1))
    assert (x / scale, y / scale) == (5, 8)
