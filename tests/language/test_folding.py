"""The words of a text, and what forms of one word share."""

from __future__ import annotations

import pytest

from quizgen.bank.wording import Wording
from quizgen.language.folding import folded, is_irregular_plural


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("+", "-"),
        ("C", "C++"),
        ("C", "C#"),
        ("C++", "C#"),
        ("Na", "Na+"),
        ("Cl", "Cl-"),
        ("A+", "A-"),
        ("5 °C", "-5 °C"),
        ("1.5 km", "15 km"),
        ("a + b", "a = b"),
        ("x < 5", "x > 5"),
        # "Wine", "hint" and "river" share their consonants.
        ("की", "का"),
        ("मदिरा", "मदरा"),
        ("नदी", "नद"),
        ("😀", "😢"),
    ],
)
def test_signs_tell_texts_apart(one: str, other: str) -> None:
    normal = Wording("en").normal
    assert normal(one) != normal(other)
    assert normal(normal(one)) == normal(one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("U.S. Navy", "US Navy"),
        ("the Kremlin", "Kremlin"),
        ("“Yes,” he said.", "yes he said"),
        ("-5", "\N{MINUS SIGN}5"),
        ("cafe\N{COMBINING ACUTE ACCENT}", "café"),
        ("Paris - Rome", "Paris, Rome"),
    ],
)
def test_punctuation_does_not(one: str, other: str) -> None:
    normal = Wording("en").normal
    assert normal(one) == normal(other)


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en", "treaty", "treaties"),
        ("en", "class", "classes"),
        ("en", "horse", "horses"),
        ("en", "crisis", "crises"),
        ("en", "joint", "joints"),
        ("en", "résumé", "resume"),
        ("de", "vertrag", "verträge"),
        ("de", "krise", "krisen"),
        ("fr", "traité", "traités"),
        ("fr", "journal", "journaux"),
        ("es", "país", "países"),
        ("es", "nación", "naciones"),
        ("es", "luz", "luces"),
        ("ru", "договор", "договоры"),
        ("ru", "ёлка", "елки"),
        ("pl", "łódź", "lodz"),
    ],
)
def test_forms_of_one_word(language: str, one: str, other: str) -> None:
    assert folded(one, language) == folded(other, language)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # Snowball gives one stem to each of these pairs.
        ("nation", "nationalism"),
        ("universe", "university"),
        ("organ", "organization"),
        ("gas", "ga"),
        ("मदिरा", "मदरा"),
    ],
)
def test_words_of_different_meaning(one: str, other: str) -> None:
    assert folded(one, "en") != folded(other, "en")


def test_irregular_plurals() -> None:
    assert is_irregular_plural("nucleus", "nuclei")
    assert is_irregular_plural("bacteria", "bacterium")
    assert is_irregular_plural("vertebra", "vertebrae")
    assert is_irregular_plural(folded("gas", "en"), folded("gases", "en"))
    assert not is_irregular_plural("julius", "julia")
    assert not is_irregular_plural("radius", "radium")
