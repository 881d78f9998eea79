"""Countries and languages by their names."""

from __future__ import annotations

import pytest

from quizgen.language.lands import is_land, is_language, speak_alike


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
