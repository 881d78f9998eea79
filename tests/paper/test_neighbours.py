"""A name on one paper changes nothing on the papers of others."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pytest
from manifest_support import item_of, manifest_of
from pdf_support import pages

from quizgen.language.labels import load_labels
from quizgen.paper.quiz_pdf import render_quiz
from quizgen.quiz.manifest import Student

LABELS = load_labels("en").texts
STEM = "Which of these words at the end of a long line stays together with its last one or two?"


def positions(name: str, paper: int) -> list[tuple[str, float, float]]:
    """Return the characters of a paper and where they are, if another student has this name."""
    students = [Student("1", "Ada Lovelace"), Student("2", name), Student("3", "Alan Turing")]
    items = [replace(item_of(number, "choice"), stem=STEM) for number in range(1, 5)]
    pdf = render_quiz(manifest_of([items], students=students), LABELS)
    pikepdf.open(io.BytesIO(pdf)).close()
    # The footer has the quiz's fingerprint, on which names do have a part.
    chars = [char for char in pages(pdf)[paper].chars if char.bottom > 50]
    return [(char.text, char.left, char.bottom) for char in chars]


@pytest.mark.parametrize("name", ["דנה כהן", "محمد علي"])
@pytest.mark.parametrize("paper", [0, 2])
def test_a_name_in_another_script_moves_nothing_on_other_papers(name: str, paper: int) -> None:
    assert positions(name, paper) == positions("Grace Hopper", paper)
