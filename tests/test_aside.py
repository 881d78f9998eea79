"""Values with fields that make no difference between two."""

from __future__ import annotations

from quizgen.aside import WithAside


class Told(WithAside, frozen=True):
    ASIDE = frozenset({"place"})

    words: str
    points: int = 0
    place: int = 0


class Other(Told, frozen=True):
    pass


def test_what_stands_aside_makes_no_difference() -> None:
    assert Told("a", 1, place=2) == Told("a", 1, place=3)
    assert len({Told("a", 1, place=2), Told("a", 1, place=3)}) == 1
    assert Told("a", 1) != Told("a", 2)
    assert Told("a", 1) != Told("b", 1)


def test_values_of_two_classes_differ() -> None:
    assert Told("a", 1) != Other("a", 1)
    assert Told("a", 1) != "a"
