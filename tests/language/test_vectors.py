"""The table of word vectors: what it knows, and how large it is."""

from __future__ import annotations

import pytest

from quizgen.language.vectors import NOTHING, VECTORS, about, closeness


def _between(one: str, other: str) -> float:
    return closeness(about([one]), about([other]))


@pytest.mark.parametrize(
    ("key", "near", "far"),
    [
        ("Varanasi", "Amritsar", "Jerusalem"),
        ("John Wesley", "Jonathan Edwards", "Baal Shem Tov"),
        ("Kinshasa", "Luanda", "Ulaanbaatar"),
        ("Impressionism", "Expressionism", "Feudalism"),
        ("sandstone", "limestone", "cartilage"),
        ("Dürer", "Cranach", "Whistler"),
    ],
)
def test_what_people_mix_up_is_closer(key: str, near: str, far: str) -> None:
    assert _between(key, near) > _between(key, far) + 0.1


def test_case_accents_and_little_words_make_no_difference() -> None:
    assert about(["The Rhône"]) == about(["rhone"])
    assert about(["the river of the north"]) == about(["river", "north"])


def test_unknown_words_are_about_nothing() -> None:
    assert about(["xqzzyv", "1789", ""]) == NOTHING
    assert closeness(NOTHING, about(["river"])) == 0


def test_a_text_is_as_close_to_itself_as_can_be() -> None:
    vector = about(["The victory of light over darkness"])
    assert closeness(vector, vector) == pytest.approx(1)


def test_the_table_stays_small() -> None:
    assert VECTORS.stat().st_size < 5_000_000
