"""Formulas in the words in which a voice reads them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.language.speech import speech_words
from quizgen.markup.formula import fault_of
from quizgen.markup.nodes import Formula, Link, Listing, Span, Style
from quizgen.markup.spoken import needs_words, spoken
from quizgen.markup.written import text_of

FORMULAS = (Path(__file__).parent / "formulas.txt").read_text("utf-8").splitlines()


def said(latex: str, voice: str = "en_US") -> str:
    return spoken(text_of([Formula(latex)]), voice)


@pytest.mark.parametrize("voice", ["en_US", "de_DE"])
@pytest.mark.parametrize("latex", FORMULAS)
def test_formulas_of_schools_are_words(latex: str, voice: str) -> None:
    words = said(latex, voice)
    assert words
    strange = [each for each in words if not (each.isalnum() or each in " ,.;:/'?")]
    assert not strange, words


@pytest.mark.parametrize(
    ("latex", "english", "german"),
    [
        (
            r"x^2+\frac{1}{2}y",
            "x squared plus one half y",
            "x Quadrat plus ein halb y",
        ),
        (
            r"\sqrt{a+b}",
            "the square root of a plus b, end of root",
            "Wurzel aus a plus b, Ende der Wurzel",
        ),
        (
            r"\sum_{i=1}^{n} i^2",
            "the sum from i equals 1 to n of i squared",
            "die Summe von i gleich 1 bis n über i Quadrat",
        ),
        (
            r"\frac{n(n+1)}{2}",
            "the fraction n open bracket n plus 1 close bracket over 2, end of fraction",
            "der Bruch n Klammer auf n plus 1 Klammer zu durch 2, Ende des Bruchs",
        ),
        (r"f(x) = 3{,}5", "f of x equals 3,5", "f von x gleich 3,5"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2 H 2 plus O 2 yields 2 H 2 O", ""),
        (r"\ce{^{14}C}", "14 C", "14 C"),
        (r"\ce{NaCl}", "Na Cl", "Na Cl"),
        (r"\binom{n}{k}", "n choose k", "n über k"),
        (r"\vec{F} = m\vec{a}", "vector F equals m vector a", ""),
        (r"10^{-6}", "10 to the power of minus 6", "10 hoch minus 6"),
        (r"x_1^3", "x sub 1 cubed", "x Index 1 hoch 3"),
        (r"90^\circ", "90 degrees", "90 Grad"),
        (r"\lambda \le \Omega", "lambda is at most omega", "lambda kleiner oder gleich omega"),
        (r"\log_2 8", "logarithm to base 2 of 8", "Logarithmus zur Basis 2 von 8"),
    ],
)
def test_words_of_a_formula(latex: str, english: str, german: str) -> None:
    assert said(latex) == english
    assert not german or said(latex, "de_DE") == german


def test_other_languages_say_the_plain_formula() -> None:
    assert said(r"\frac{x^2}{2}", "fr_FR") == "(x²)/2"
    assert said(r"\frac{x^2}{2}", "../en") == "(x²)/2"


def test_formulas_within_a_text() -> None:
    text = text_of(
        [
            "The area is ",
            Span(Style.STRONG, (Formula("r^2"),)),
            ", see ",
            Link("https://example.org", ("here",)),
            Listing(
                (
                    ("10", Span(Style.SUPERSCRIPT, ("6",)), " m"),
                    ("CO", Span(Style.SUBSCRIPT, ("2",))),
                )
            ),
        ]
    )
    assert needs_words(text)
    expected = "The area is r squared, see here 10 to the power of 6 m; CO₂"
    assert spoken(text, "en_US") == expected


@pytest.mark.parametrize(
    "text", ["", "plain", text_of([Span(Style.EMPHASIS, ("x",)), Span(Style.SUPERSCRIPT, ("st",))])]
)
def test_other_texts_need_no_words(text: str) -> None:
    assert not needs_words(text)


def test_both_languages_have_the_same_words() -> None:
    english, german = speech_words("en_US"), speech_words("de_DE")
    assert list(english) == list(german)


@settings(max_examples=200)
@given(st.text(r"abx12^_{}\+-=()[]|,. ", max_size=25))
def test_any_formula_can_be_said(latex: str) -> None:
    if fault_of(latex) is None:
        assert "\n" not in said(latex)
