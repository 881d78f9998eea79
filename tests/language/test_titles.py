"""The languages that the words of titles tell."""

from __future__ import annotations

import pytest

from quizgen.language.titles import languages_of_title


@pytest.mark.parametrize(
    ("title", "languages"),
    [
        ("Tristan und Isolde", "de"),
        ("Die Walküre", "de"),
        ("Il trovatore", "it"),
        ("La traviata", "es it"),
        ("La bohème", "es fr it"),
        ("Le nozze di Figaro", "it"),
        ("Prélude à l'après-midi d'un faune", "fr"),
        ("L\u2019Orfeo", "fr it"),
        ("Daphnis et Chloé", "fr"),
        ("Deus et homo", "fr la"),
        ("Symphonie fantastique", "fr"),
        ("Las Meninas", "es"),
    ],
)
def test_small_words_tell_the_language_of_a_title(title: str, languages: str) -> None:
    assert languages_of_title(title) == set(languages.split())


@pytest.mark.parametrize(
    "title",
    [
        "",
        "-",
        "Aida",
        "The Barber of Seville",
        "Die Another Day",
        "La La Land",
        "Los Angeles",
        "Tess of the d'Urbervilles",
        "UN Charter",
        "A unique boutique",
    ],
)
def test_names_and_english_titles_tell_no_language(title: str) -> None:
    assert not languages_of_title(title)
