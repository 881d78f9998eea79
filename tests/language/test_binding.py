# ruff: noqa: RUF001 - the letters and signs of other scripts are what is tested
"""Printed lines don't break within dates and names, or before units and signs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manifest_support import manifest_of
from pdf_support import pages

from quizgen.bank.wording import tidy
from quizgen.language.labels import load_labels
from quizgen.paper.quiz_pdf import render_quiz
from quizgen.quiz.manifest import Manifest, QuizItem
from quizgen.typeset.binding import bound, ending_whole
from quizgen.typeset.page_style import PageStyle

NBSP = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    "shown",
    [
        "Welches Ereignis fand am 20.~August 1991 statt?",
        "le 12~janvier 1986",
        "12~января 1986 года",
        "el 4~de octubre de 1957",
        "February~5, 2021",
        "Apollo~11 and l’Ariane~1, from 5 to 12 of them",
        "384~400~km, 1,821~km, 57,9~Mio. km, 8,3~%",
        "5.97~kg, 5.51~g/cm³, 12~µm, 5~kPa, 8~GB, about 4.24~light-years, 12~mL",
        "1.5~×~10^8~km, 20~Grad, 5~Jahre, in 30~Minuten, 60~mph, 5~лет",
        "won 5 in Paris, 3 at home, 12 menus, 40 people",
        "paid $5 in 2019, or 5~€",
        "J.~R.~R.~Tolkien and William R.~Evanina of the U.S. Army",
        "А.~А.~Леонов в~Москве и~в~СССР",
        "z.~B.~dort",
        "Où est-ce~? «~Ici~» ; là~: oui~!".replace(" ;", "~;"),
        "What is it?~— This",
        "Section 5.2 was at 12:30 in 1999",
    ],
)
def test_where_no_line_ends(shown: str) -> None:
    assert bound(shown.replace("~", " ")) == shown.replace("~", NBSP)


@given(st.text(st.sampled_from("aB1.5 ?—«»в%k m"), max_size=40))
def test_nothing_but_blanks_is_changed(text: str) -> None:
    assert bound(text).replace(NBSP, " ") == text
    assert bound(bound(text)) == bound(text)


def test_an_author_writes_french_signs_with_plain_blanks() -> None:
    asked = "Qui a écrit : « La Lune » ; et quand ?"
    assert (
        tidy(asked, load_labels("fr"))
        == f"Qui a écrit{NBSP}: « La Lune{NBSP}»{NBSP}; et quand{NBSP}?"
    )
    assert tidy("Wer hat das geschrieben ?", load_labels("de")) == "Wer hat das geschrieben?"
    assert tidy("Quelle carte est-ce ? ", load_labels("fr")) == f"Quelle carte est-ce{NBSP}?"


@pytest.mark.parametrize("columns", [1, 2, 3])
@pytest.mark.parametrize(
    "words", [f"{'x' * n} am 20. August 1991 war es so" for n in range(8, 34, 3)]
)
def test_a_printed_date_stays_on_its_line(words: str, columns: int) -> None:
    item = QuizItem("one", "choice", ("facts/one",), "x", words, ("ja", "nein", "nie"), (0,))
    made = manifest_of([[item]])
    german = Manifest("deck", "A title", "de", 1, "a4", made.items, made.sections, made.versions)
    pdf = render_quiz(german, load_labels("de").texts, layout=PageStyle(columns=columns))
    chars = next(page.chars for page in pages(pdf))
    at = "".join(char.text for char in chars).index("20.August")
    assert abs(chars[at].bottom - chars[at + 8].bottom) < 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "A rocket that falls back to earth on a high arc",
            "A rocket that falls back to earth on a high~arc",
        ),
        ("The Russian politician poisoned in 2020", "The Russian politician poisoned in~2020"),
        ("The Russian politician", "The Russian politician"),
        ("Promoting prosperity of our peoples", "Promoting prosperity of our peoples"),
        ("the long counterintelligence war", "the long counterintelligence war"),
        ("", ""),
    ],
)
def test_a_short_last_word_of_an_option_is_not_left_alone(text: str, shown: str) -> None:
    assert ending_whole(text).replace(NBSP, "~") == shown


def test_titles_are_told_as_they_were_written() -> None:
    item = QuizItem("one", "choice", ("facts/one",), "x", "Who?", ("a", "b", "c"), (0,))
    made = manifest_of([[item]], title="Apollo 11 — the flight")
    assert "Apollo 11 — the flight" in pages(render_quiz(made, load_labels("en").texts))[0].text
