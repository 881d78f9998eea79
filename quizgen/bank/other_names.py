"""Other names: names known to be of another sort than `which country` or such a noun asks for."""

from __future__ import annotations

from quizgen.language.famous import is_famous_person
from quizgen.language.lands import is_land
from quizgen.language.lexicon import LANGUAGE, NO_NOUN, is_noun_as_written, named, place, sorts_of
from quizgen.markup.plain import plain

_CONTINENTS = frozenset(
    ["africa", "antarctica", "asia", "europe", "north america", "south america"]
)
# A city that may count as a country.
_HONG_KONG = "hong kong"
_NO_COUNTRIES = (frozenset(["city", "place"]), frozenset(["city"]), frozenset(["water"]))
_SCIENCE = frozenset(["learning", "medicine"])
# Shorter words are seldom nouns, although elements have such symbols: in.
_LETTERS_OF_NOUNS = 4
# Nouns for people, and what famous people are known for who are none of these. Statesmen may be
# painters, and philosophers writers.
_OTHER_CALLINGS = {
    noun: callings
    for nouns, callings in (
        (
            "astronomer biologist chemist mathematician physicist scientist",
            frozenset(["art", "crime", "music", "power", "stage", "writing"]),
        ),
        ("painter sculptor", _SCIENCE | {"music", "power", "sport"}),
        ("composer", _SCIENCE | {"art", "power", "sport"}),
    )
    for noun in nouns.split()
}


def is_other_name(noun: str, follower: str, key: str, option: str) -> bool:
    """Return whether a name can't answer `which NOUN FOLLOWER`, as WordNet knows: Paris, a country.

    Nothing is known if the follower may be a noun, as in `which country house`, or if the key is
    not of the noun's sort either.
    """
    said, right = _bare(option), _bare(key)
    if _is_noun(follower):
        return False
    if noun == "country" and is_land(right, LANGUAGE):
        return _is_no_country(said, is_now=follower != "was" and follower.endswith("s"))
    callings = _OTHER_CALLINGS.get(noun, frozenset())
    if not callings or not is_famous_person(said):
        return False
    return _is_known_for(callings, said) and not _is_known_for(callings, right)


def _is_no_country(name: str, *, is_now: bool) -> bool:
    """Return whether a name is that of a continent, or of a city or a water and of no country now.

    Many cities were states, such as Naples.
    """
    folded = name.casefold()
    if folded in _CONTINENTS or not is_now:
        return folded in _CONTINENTS
    known = None if is_land(name, LANGUAGE) or folded == _HONG_KONG else place(name)
    return known is not None and known.sorts in _NO_COUNTRIES


def _is_known_for(callings: frozenset[str], name: str) -> bool:
    """Return whether a person is known for nothing but some callings."""
    known = named(name)
    found = known.sorts - {"person"} if known else frozenset()
    return bool(found) and found <= callings


def may_be_noun(word: str) -> bool:
    """Return whether a word may be a noun in its own right, unlike `borders`, `is` and `led`."""
    return len(word) >= _LETTERS_OF_NOUNS and is_noun_as_written(word)


def _is_noun(word: str) -> bool:
    return may_be_noun(word) and not sorts_of(word) <= {NO_NOUN}


def _bare(text: str) -> str:
    return plain(text).removeprefix("the ").removeprefix("The ")
