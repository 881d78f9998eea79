"""Keys that a teacher corrects after printing: the key and the worked copy show them."""

from __future__ import annotations

from dataclasses import replace

from paper_support import LABELS, item, manifest
from pdf_support import pages

from quizgen.paper.quiz_pdf import render_key, render_quiz
from quizgen.quiz.manifest import Manifest

VOID = "Void: everyone earns the points."


def corrected(**changes: object) -> Manifest:
    """Return a quiz of two items, the first of which was corrected after printing."""
    made = manifest(item(1, answer="alpha"), item(2, answer="alpha"))
    return replace(made, items=(replace(made.items[0], **changes), made.items[1]))


def words_of(pdf: bytes) -> str:
    return " ".join(page.words for page in pages(pdf))


def test_a_further_key_stands_beside_the_first() -> None:
    key = words_of(render_key(corrected(other_keys=((2,),)), LABELS))
    assert "A / C" in key
    assert "alpha / gamma" in key
    assert VOID not in key


def test_a_void_item_says_that_everyone_earns_its_points() -> None:
    made = corrected(void=True)
    key = words_of(render_key(made, LABELS))
    assert VOID in key
    assert "1 2 * A" in key
    assert VOID in words_of(render_quiz(made, LABELS, worked=True))


def test_nothing_is_said_of_items_that_nobody_corrected() -> None:
    assert VOID not in words_of(render_key(corrected(), LABELS))
