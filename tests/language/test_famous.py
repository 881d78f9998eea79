"""Names that every adult can place."""

from __future__ import annotations

from quizgen.language.famous import (
    is_brand,
    is_famous_leader,
    is_famous_person,
    is_famous_thing,
    is_famous_work,
    may_be_brand,
)


def test_famous_names_are_known_with_and_without_an_article_or_accents() -> None:
    assert is_famous_person("Charles Darwin")
    assert is_famous_person("Pelé")
    assert is_famous_work("The Starry Night")
    assert is_famous_thing("NATO")


def test_others_are_not() -> None:
    assert not is_famous_person("Gregor Mendel")
    assert not is_famous_thing("Primavera")
    assert not is_famous_thing("Darwin")


def test_brands_that_are_words_as_well_are_told_apart() -> None:
    assert is_brand("Coca-Cola")
    assert not is_brand("Apple")
    assert may_be_brand("Apple")


def test_leaders_are_no_people_of_whom_everything_is_known() -> None:
    assert is_famous_leader("Angela Merkel")
    assert not is_famous_person("Angela Merkel")
