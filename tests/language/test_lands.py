"""Countries and languages by their names."""

from __future__ import annotations

import pytest

from quizgen.language.lands import (
    is_currency,
    is_land,
    is_language,
    is_spoken_in,
    languages_of_name,
    nations_in,
    speak_alike,
)


@pytest.mark.parametrize(
    ("name", "language", "known"),
    [
        ("France", "en", True),
        ("Frankreich", "de", True),
        ("England", "en", True),
        ("Paris", "en", False),
        ("Frankreich", "en", False),
        ("Europe", "en", False),
        ("France", "xx-unknown", False),
    ],
)
def test_countries_are_known_by_name(name: str, language: str, known: bool) -> None:  # noqa: FBT001
    assert is_land(name, language) is known


def test_languages_are_known_by_name() -> None:
    assert is_language("Italian", "en")
    assert is_language("Italienisch", "de")
    assert not is_language("Baroque", "en")


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Germany", "Austria", True),
        ("United States", "United Kingdom", True),
        ("Germany", "France", False),
        ("Germany", "Bohemia", False),
    ],
)
def test_countries_that_speak_alike(one: str, other: str, alike: bool) -> None:  # noqa: FBT001
    assert speak_alike(one, other, "en") is alike


@pytest.mark.parametrize("name", ["the yen", "the pound sterling", "the Swedish krona"])
def test_currencies_are_known_by_name(name: str) -> None:
    assert is_currency(name, "en")
    assert not is_currency("the value of money", "xx-unknown")


def test_an_article_tells_the_language_of_a_name() -> None:
    assert is_spoken_in(languages_of_name("Der Blaue Reiter"), "AT")
    assert not is_spoken_in(languages_of_name("De Stijl"), "FR")
    assert not languages_of_name("Die")
    assert not languages_of_name("The Eight")


def test_people_are_known_by_their_nouns() -> None:
    assert nations_in("the Englishman who met an Icelander", "en") == {"GB", "IS"}
