"""Words wider than their line are hyphenated if the language allows it, otherwise broken."""

from __future__ import annotations

import dataclasses
import itertools

import pytest
from manifest_support import FORMS, ink, item_of, manifest_of
from pdf_support import Page, pages

from quizgen.diagnostics import QuizgenError
from quizgen.language.labels import load_labels
from quizgen.paper.quiz_pdf import render_key, render_quiz
from quizgen.quiz.manifest import Manifest, QuizItem
from quizgen.typeset.page_style import PageStyle

LABELS = load_labels("en").texts
# Words of every length up to a line's: the widest letters, and a formula.
WIDE = [*("W" * count for count in range(3, 17)), "C12H22O11NaClKBr", "CH3CH2CH2CH2OH"]
LAYOUTS = [
    PageStyle(columns, large_print=large) for large in (False, True) for columns in (1, 2, 3)
]
GERMAN = "Bundesverfassungsgericht"


def wide(form: str, word: str) -> QuizItem:
    """Return an item with the word in every place that can hold a word."""
    item = item_of(1, form)
    return dataclasses.replace(
        item,
        id=f"{form}{word}",
        stem=f"{word} is {item.stem} {word}",
        options=item.options
        if form == "true-false"
        else tuple(f"{word}{n}" for n, _ in enumerate(item.options)),
        left=tuple(f"{word}{n}" for n, _ in enumerate(item.left)),
        answer=word,
    )


def assert_within(read: list[Page], columns: int) -> None:
    """Every letter of such words, and of what follows them, is within a column."""
    seen = 0
    for page in read:
        for before, char in itertools.pairwise(page.chars):
            if before.text == "W":
                seen += 1
                assert page.column_of(before, columns) is not None, (before, char)
                assert not char.text.isdigit() or page.column_of(char, columns) is not None, (
                    before,
                    char,
                )
    assert seen > 100


@pytest.mark.parametrize("worked", [False, True], ids=["quiz", "worked"])
@pytest.mark.parametrize(
    "layout", LAYOUTS, ids=lambda each: f"{each.columns}{' large' * each.large_print}"
)
def test_no_word_leaves_its_column(layout: PageStyle, *, worked: bool) -> None:
    printed = 0
    for form in FORMS:
        made = manifest_of([[wide(form, word) for word in WIDE]])
        try:
            pdf = render_quiz(made, LABELS, layout=layout, worked=worked)
        except QuizgenError:
            # With few letters in a line, as in columns of large print, words may fill more than a
            # column.
            continue
        printed += 1
        assert_within(pages(pdf), layout.columns)
    assert printed == len(FORMS) or (printed and layout.large_print and layout.columns > 1)


def german(layout: PageStyle) -> tuple[Manifest, str]:
    item = dataclasses.replace(
        item_of(1, "choice"), stem="Wer?", options=(f"das {GERMAN}", "b", "c", "d")
    )
    made = dataclasses.replace(manifest_of([[item]]), language="de", title="Recht")
    read = pages(render_quiz(made, load_labels("de").texts, layout=layout))
    return made, " ".join(page.text for page in read)


def test_a_word_is_hyphenated_where_its_language_can() -> None:
    # Copied text has a soft hyphen, or a hyphen at the end of the line.
    _, narrow = german(PageStyle(3))
    assert ink("Bundesverfassungsgericht") in ink(
        narrow.replace("\u00ad", "").replace("\ufffe", "").replace("-\r\n", "")
    )
    assert GERMAN not in narrow
    _, roomy = german(PageStyle(2))
    assert GERMAN in roomy


def test_a_title_has_its_own_room() -> None:
    word = "Verwaltungsgerichtsbarkeit"
    item = item_of(1, "choice")
    made = dataclasses.replace(
        manifest_of([[item]], versions=2), title=f"Recht und {word}", language="de"
    )
    for layout in LAYOUTS:
        assert word in pages(render_quiz(made, load_labels("de").texts, layout=layout))[0].text


@pytest.mark.parametrize(
    "layout", LAYOUTS, ids=lambda each: f"{each.columns}{' large' * each.large_print}"
)
def test_no_word_leaves_the_column_of_a_key(layout: PageStyle) -> None:
    made = manifest_of([[wide("choice", word) for word in WIDE]])
    assert_within(pages(render_key(made, LABELS, layout=layout)), layout.columns)
