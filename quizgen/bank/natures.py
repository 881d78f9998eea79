"""Natures: what the words of an English proper name say that it is, such as a body or an event."""

from __future__ import annotations

from quizgen.language.famous import is_famous_person
from quizgen.language.lexicon import PLACES, PROFESSIONS, Named, named, place
from quizgen.language.phrases import head_of
from quizgen.language.sort_words import sort_of
from quizgen.markup.plain import plain

# The natures of the sorts that the words of names show.
_OF_SORTS = {
    sort: nature
    for sorts, nature in (
        ("river lake mountain sea ocean island desert canal bridge glacier", "place"),
        ("university museum court newspaper hospital authority parliament army", "body"),
        ("treaty war battle", "event"),
    )
    for sort in sorts.split()
}
_PEOPLE = frozenset({*PROFESSIONS, "person"})
_WITH_ARTICLE = frozenset(["land", "place", "water"])


def nature_of(name: str) -> str:
    """Return what a proper name is by its words, "" if they say nothing: the Treaty of Rome.

    It is a place, a body or an event, which treaties are as well. Companies may bear any name.
    """
    said = plain(name)
    return _OF_SORTS.get(sort_of(said), "") if head_of(said)[:1].isupper() else ""


def nature_of_known(name: str) -> str:
    """Return the nature of a name by its words, or by what WordNet knows of it: the Danube.

    Single words, such as Mercury, may name many things, unless every adult can place them: Mozart.
    Names of people have no article, and those of waters and lands may: the Rhine River.
    """
    said = plain(name)
    if not head_of(said)[:1].isupper():
        return ""
    bare = said.removeprefix("the ").removeprefix("The ")
    known = _known_after_article(bare) if bare != said else _known(bare)
    if known is None:
        return nature_of(name)
    if known.sorts <= PLACES:
        return "place"
    return "people" if known.sorts <= _PEOPLE else nature_of(name)


def _known(name: str) -> Named | None:
    return named(name) if len(name.split()) > 1 or is_famous_person(name) else None


def _known_after_article(name: str) -> Named | None:
    """Return the water or land that a name stands for after an article, None if there is none."""
    found = (place(f"{name} River"), place(name))
    return next((known for known in found if known and known.sorts <= _WITH_ARTICLE), None)
