"""Sorts of phrases: what English words mean, such as a process, a place or a painter."""

from __future__ import annotations

from enum import Enum

from quizgen.language.lexicon import LANGUAGE, NO_NOUN, PROFESSIONS, VAGUE, sorts_of
from quizgen.language.phrases import (
    Form,
    head_of,
    is_about_a_person,
    is_activity,
    is_gerund,
    is_no_noun_phrase,
    phrase_type,
    word_before,
)
from quizgen.markup.plain import plain

NONE: frozenset[str] = frozenset()
# What is no thing at all, such as a way of playing, and what is done.
NO_NOUN_AT_ALL, _ACTIVITY = frozenset([NO_NOUN]), frozenset(["process"])
# Nouns for what is done or happens.
_DOINGS = frozenset(["act", "action", "activity", "event", "process"])
_PARTICIPLE = "ed"
# What can be seen or touched.
_MATERIAL = frozenset(
    [
        "animal",
        "artwork",
        "matter",
        "microbe",
        "part of a body",
        "part of a plant",
        "person",
        "place",
        "plant",
        "star",
        "structure",
        "tool",
        "ware",
    ]
)
# Nouns that definitions begin with and that say nothing.
_GENERIC = frozenset(["example", "form", "kind", "name", "part", "sort", "type", "word"])
# Of generic nouns, "part" shows that two things are much alike.
EMPTY = _GENERIC - {"part"}
# Nouns of so many things that they make no two of them alike: a stethoscope and a thermostat are
# devices, inflation and photosynthesis processes.
VAST = EMPTY | frozenset(
    [
        *("ability", "act", "action", "activity", "condition", "device", "group", "instrument"),
        *("machine", "method", "object", "person", "procedure", "process", "state", "substance"),
        *("technique", "thing", "tool", "way"),
    ]
)
# How many of the sorts of a noun in a definition count, the usual ones.
USUAL = 2
_THINGS = frozenset(["thing"])
WORDS_OF_PHRASES = 3
_ABOVE_OR_BELOW = frozenset(["above", "below", "beneath", "on", "over", "under"])
_AROUND = frozenset(["at", "behind", "beside", "between", "in", "inside", "near"])
_PREPOSITIONS_OF_PLACE = _ABOVE_OR_BELOW | _AROUND
_SURROUNDINGS = frozenset(["part of a body", "part of a plant", "place", "structure", "thing"])
# A process, what happens and the state that follows are one sort, and so are regions.
_ALIKE = {
    "state": "process",
    "message": "idea",
    "text": "idea",
    "country": "place",
    "land": "place",
}


class Described(Enum):
    """What a definition is about by its noun."""

    PERSON = "person"
    PROCESS = "process"
    THING = "thing"
    OTHER = "other"


def is_spot(text: str) -> bool:
    """Return whether an English phrase says by what is near where something is: behind the knee."""
    first, _, rest = plain(text).partition(" ")
    is_led = first.casefold() in _PREPOSITIONS_OF_PLACE
    return is_led and not sorts_of(head_of(rest), USUAL).isdisjoint(_SURROUNDINGS)


def of_phrase(text: str) -> frozenset[str]:
    """Return the sorts of what an English phrase means, by the noun that it is about."""
    if is_no_noun_phrase(text):
        return NO_NOUN_AT_ALL
    if is_activity(text) or phrase_type(text, LANGUAGE).form is Form.GERUND:
        return _ACTIVITY
    whole, head = plain(text), head_of(text)
    before = word_before(whole, head)
    if head.casefold() in _GENERIC:
        return NONE
    found = sorts_of(whole) or sorts_of(f"{before} {head}") or sorts_of(head, USUAL)
    if found == NO_NOUN_AT_ALL and sorts_of(before):
        # The work done in a unit of time.
        found = sorts_of(before, USUAL)
    return _ACTIVITY if not found and is_gerund(head) else told(found)


def described(text: str) -> Described | None:
    """Return what an English definition is about by its noun, None if the noun does not tell."""
    head = _noun_of(text)
    known, of_people = sorts_of(head), PROFESSIONS | {"person"}
    if is_about_a_person(text) or (known and known <= of_people):
        return Described.PERSON
    if not known or known & of_people:
        return Described.PROCESS if is_activity(text) else None
    sorts = of_phrase(text)
    if head in _DOINGS or sorts == _ACTIVITY:
        return Described.PROCESS
    return Described.THING if sorts and sorts <= _MATERIAL else Described.OTHER


def _noun_of(text: str) -> str:
    """Return the noun that an English definition is about: `prosecutor` in "prosecutor elected"."""
    head = head_of(text)
    before = word_before(plain(text), head)
    is_participle = head.endswith(_PARTICIPLE) and bool(sorts_of(before))
    return (before if is_participle else head).casefold()


def told(sorts: frozenset[str]) -> frozenset[str]:
    """Return the sorts that tell something."""
    return frozenset(_ALIKE.get(sort, sort) for sort in sorts - VAGUE or sorts & _THINGS)


def is_process(sorts: frozenset[str]) -> bool | None:
    """Return whether sorts are those of a process (True) or of things (False), None for others."""
    if sorts == _ACTIVITY:
        return True
    return False if sorts <= _MATERIAL else None


def are_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Return whether two things of these sorts are known to have no sort in common."""
    return bool(one) and bool(other) and one.isdisjoint(other)
