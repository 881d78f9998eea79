"""Natures: what the words of an English proper name say that it is, such as a body or an event."""

from __future__ import annotations

from quizgen.language.lexicon import PLACES, PROFESSIONS, named
from quizgen.language.phrases import head_of
from quizgen.lint.fitting import sort_of
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


def nature_of(name: str) -> str:
    """Return what a proper name is by its words, "" if they say nothing: the Treaty of Rome.

    It is a place, a body or an event, which treaties are as well. Companies may bear any name.
    """
    said = plain(name)
    return _OF_SORTS.get(sort_of(said), "") if head_of(said)[:1].isupper() else ""


def nature_of_known(name: str) -> str:
    """Return the nature of a name by its words, or by what WordNet knows of its several words.

    Single words, such as Mercury, may name many things.
    """
    if not head_of(plain(name))[:1].isupper():
        return ""
    bare = plain(name).removeprefix("the ").removeprefix("The ")
    known = named(bare) if len(bare.split()) > 1 else None
    if known is None:
        return nature_of(name)
    if known.sorts <= PLACES:
        return "place"
    return "people" if known.sorts <= _PEOPLE else nature_of(name)
