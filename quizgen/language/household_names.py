"""English questions that everybody can answer: what a household name is, and daily life."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.language.everyday import is_capital, is_everyday, is_of_animals
from quizgen.language.familiar import is_familiar
from quizgen.language.famous import (
    is_brand,
    is_famous_leader,
    is_famous_person,
    is_famous_thing,
    is_famous_work,
    is_known_place,
    may_be_brand,
)
from quizgen.language.lexicon import sorts_of
from quizgen.language.words import set_of, without_genitives
from quizgen.late import late_pattern

_ASKS_MEANING = late_pattern(
    r"(?:(?:what|who) (?:is|are|was|were) (?:meant by )?|which description fits |"
    r"what kind of [a-z]+ (?:is|was) |what does the term )(?P<name>[^?]+?)(?: mean)?\s*\?",
    re.IGNORECASE,
)
_QUOTES = "\"'\u201c\u201d\u2018\u2019 "
_NOUN = re.compile(r"(?:a|an) (?P<noun>[a-z]+)", re.IGNORECASE)
# What everybody has seen, by the usual sense of its noun, but no class in a textbook.
_SEEN = frozenset(["animal", "plant", "ware"])
_CLASSES = set_of(
    "amphibian animal bacteria bird fish fungus herbivore insect mammal parasite plant predator "
    "primate reptile"
)


def asks_daily_life(stem: str, answer: str) -> bool:
    """Return whether everybody knows the answer to an English question, as to a capital."""
    return is_everyday(without_genitives(stem), without_genitives(answer))


@lru_cache(1 << 10)
def asks_of_animals(stem: str, answer: str) -> bool:
    """Return whether an English question asks for the legs, the sound or the gift of an animal."""
    return is_of_animals(without_genitives(stem), without_genitives(answer))


def household_name_in(stem: str) -> str:
    """Return the name of which an English stem asks what it is, "" if some don't know that."""
    asked = _ASKS_MEANING.fullmatch(stem.strip())
    name = asked["name"].strip(_QUOTES).replace("\u2019", "'") if asked else ""
    return name if name and (_is_household(name) or _is_seen(name)) else ""


def _is_household(name: str) -> bool:
    is_person = is_famous_person(name) or is_famous_leader(name)
    is_famous = is_person or is_famous_thing(name) or is_famous_work(name)
    is_product = is_brand(name) or (may_be_brand(name) and name[0].isupper())
    return is_famous or is_product or is_known_place(name) or is_capital(name)


def _is_seen(name: str) -> bool:
    """Return whether a noun after "a" is one for what everybody has seen: a dog."""
    match = _NOUN.fullmatch(name)
    noun = match["noun"].casefold() if match else ""
    is_common = bool(noun) and noun not in _CLASSES and is_familiar(noun)
    return is_common and not sorts_of(noun, 1).isdisjoint(_SEEN)
