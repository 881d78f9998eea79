"""Markup on printed pages: quizzes, keys and study cards, as text and as tags."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from deck_support import project_of
from paper_support import LABELS, item, manifest
from pdf_support import faces, pages

from quizgen.language.labels import load_labels
from quizgen.markup.parse import marked
from quizgen.paper.card_pdf import render_cards
from quizgen.paper.quiz_pdf import render_key, render_quiz
from quizgen.paper.study_cards import make_cards


def printed(stem: str, *options: str) -> bytes:
    made = item(1, marked(stem), tuple(map(marked, options)))
    return render_quiz(manifest(made), LABELS)


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.text for page in pages(pdf)).split())


def tags_of(pdf: bytes) -> list[str]:
    with pikepdf.open(io.BytesIO(pdf)) as file:
        return [
            str(each["/S"])
            for each in file.objects
            if isinstance(each, pikepdf.Dictionary) and "/S" in each and "/P" in each
        ]


def test_markup_leaves_no_signs() -> None:
    text = text_of(printed("A *b* **c** `d*e` H~2~O x^2^ [f](https://g.h/i) j", "*k*", "l", "m"))
    assert "A b c d*e H2O x2 f (https://g.h/i) j" in text
    assert "A. k" in text


def test_styles_have_faces_of_their_own() -> None:
    plain = faces(printed("a b c", "d", "e", "f"))
    assert any("Mono" in face for face in faces(printed("a `b` c", "d", "e", "f")) - plain)
    assert any("Math" in face for face in faces(printed("a $b$ c", "d", "e", "f")) - plain)


def test_lists_code_and_formulas_are_tagged() -> None:
    text = "which\n\n- one\n- two\n```python\nx = 1\n```\nis $x^2$?"
    tags = tags_of(printed(text, "d", "e", "f"))
    usual = tags_of(printed("which?", "d", "e", "f"))
    assert tags.count("/L") == usual.count("/L") + 1
    assert "/Code" in tags
    assert "/Formula" in tags
    assert "/Formula" not in usual


def test_a_mark_after_a_block_is_left_out() -> None:
    text = text_of(printed("What is\n\n- one\n- two\n\n?", "d", "e", "f"))
    assert "two A." in text


def test_words_that_look_like_code_run_nothing() -> None:
    stem = r'`#read("/data.json")` $\text{#panic()}$ *#panic()* [#image("x")](https://a.b)'
    # The formula is refused, so its LaTeX is printed.
    text = text_of(printed(stem, "d", "e", "f"))
    assert '#read("/data.json")' in text
    assert "#panic()" in text


@pytest.mark.parametrize("pages_of", [render_quiz, render_key])
def test_titles_are_plain(pages_of: object) -> None:
    made = manifest(item(1), title=marked("A *title* of $x^2$"))
    pdf = pages_of(made, LABELS)  # type: ignore[operator]
    with pikepdf.open(io.BytesIO(pdf)) as file:
        assert str(file.docinfo["/Title"]).startswith("A title of x²")
    assert "A title of x²" in text_of(pdf)


def test_study_cards(tmp_path: Path) -> None:
    deck = r"""
    terms:
      sum:
        name: '**sum**'
        definition: |
          a *long* formula $\sum_{i=1}^{n} i = \frac{n(n+1)}{2}$ and
          ```python
          print(1)
          ```
    """
    project = project_of(tmp_path, deck)
    made = make_cards(project.base, project.prompts)
    text = text_of(render_cards(made, load_labels("en")))
    assert "A long formula" in text
    assert "print(1)" in text
