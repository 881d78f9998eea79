"""Which kinds are of people: those in the pool of persons, and those with a word for people."""

from __future__ import annotations

from functools import lru_cache

from quizgen.deck.model.deck import Deck
from quizgen.language.lexicon import LANGUAGE, PROFESSIONS, sorts_of

PERSON = "person"
_SORTS = PROFESSIONS | {PERSON}


def is_of_people(deck: Deck, kind: str) -> bool:
    """Return whether the facts of a kind are people: officials, or an author's players or kings."""
    of_kind = deck.kinds[kind]
    if of_kind.pool == PERSON:
        return True
    is_english = deck.language.partition("-")[0] == LANGUAGE
    return is_english and _names_people(of_kind.one)


@lru_cache(1 << 10)
def _names_people(word: str) -> bool:
    """Return whether an English noun, or the last word of a phrase, usually names people."""
    words = word.split()
    return bool(words) and not sorts_of(words[-1], 1).isdisjoint(_SORTS)
