"""Natures: what the words of an English proper name say that it is, such as a body or an event."""

from __future__ import annotations

from quizgen.language.familiar import is_familiar
from quizgen.language.famous import is_famous_person, may_be_brand
from quizgen.language.lexicon import PLACES, PROFESSIONS, Named, named, place
from quizgen.language.phrases import head_of
from quizgen.language.sort_words import sort_of
from quizgen.language.words import set_of
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
_PROFESSIONS = PROFESSIONS - {"faith"}
_PEOPLE = frozenset({*PROFESSIONS, "person"})
# What heads the name of a body. Councils and congresses may be events, and churches buildings.
_BODIES = set_of(
    "academy admiralty assembly association board cabinet club commission committee company "
    "corporation federation foundation guild institute institution laboratory league organisation "
    "organization party politburo society syndicate treasury"
)
_BODIES_ALONE = set_of("church congress council")
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


def is_body(name: str) -> bool:
    """Return whether the words of a proper name, without its article, say that it is a body."""
    head = head_of(name)
    is_alone = name.casefold() in _BODIES_ALONE
    return head[:1].isupper() and (is_alone or head.casefold() in _BODIES)


def is_mostly_a_last_name(word: str) -> bool:
    """Return whether a word is above all the last name of people in WordNet: Malthus.

    Some last names are brands or nouns that everybody knows as well: Ford, Crane. Gods and prophets
    give their names to moons and books.
    """
    known = named(word) if len(word.split()) == 1 else None
    if known is None or may_be_brand(word) or is_familiar(word):
        return False
    is_known_for = not known.sorts.isdisjoint(_PROFESSIONS)
    return is_known_for and known.sorts <= {*_PROFESSIONS, "person"}


def _known(name: str) -> Named | None:
    return named(name) if len(name.split()) > 1 or is_famous_person(name) else None


def _known_after_article(name: str) -> Named | None:
    """Return the water or land that a name stands for after an article, None if there is none."""
    found = (place(f"{name} River"), place(name))
    return next((known for known in found if known and known.sorts <= _WITH_ARTICLE), None)
