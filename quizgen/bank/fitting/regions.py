"""Places that names and other texts mention: the Brazil Current flows along South America."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way
from quizgen.language.lexicon import LANGUAGE, PROFESSIONS, Named, fold, named, place

# Words with a capital that follow each other, such as South America.
_CAPITALS = re.compile(r"[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")

_PEOPLE = PROFESSIONS | {"person"}
# Short values have at most so many words.
_SHORT = 3


class Regions:
    """Tells whether the places in an English name give an answer away."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._of_people: dict[tuple[str, str], bool] = {}
        self._is_english = base.deck.language.partition("-")[0] == LANGUAGE

    def tell(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether a name shows that a candidate belongs elsewhere than the key.

        Where the name in the stem and the key speak of one region, so must a candidate. An option
        that is the name of a fact may speak of no other region than the stem does.
        """
        if not self._is_english or prompt.way is Way.BLANK:
            return False
        if self._stands_out(prompt, key, candidate):
            return True
        asked = self._places_of(prompt)
        if not asked:
            return False
        mine, theirs = _places_in(key.text), _places_in(candidate.text)
        if prompt.way is Way.FORWARD:
            is_told = not key.fact and _share(asked, mine)
        else:
            is_told = _share(asked, mine) if mine else bool(theirs)
        return is_told and not _share(asked, theirs)

    def _stands_out(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether the name of a place sets a short value apart: the Pacific dogwood."""
        if self._names_people(prompt.fact.kind, prompt.field.name):
            return False
        if prompt.way is Way.BACK:
            other = self._base.deck.facts.get(candidate.fact)
            theirs = other.values.get(prompt.field.name, ())[:1] if other else ()
            texts = [self._base.text(value.content) for value in theirs]
            texts += self._base.texts(prompt.values)[:1]
        else:
            texts = [] if key.fact or candidate.fact else [key.text, candidate.text]
        return set(map(_tells_place, texts)) == {True, False}

    def _names_people(self, kind: str, field: str) -> bool:
        """Return whether a known person is among the values of a field.

        William Prescott is no place, even if a town is named after somebody else of the name.
        """
        if (kind, field) not in self._of_people:
            values = (value.content for _, value in self._base.values_of(kind, field))
            known = (named(self._base.text(each) or "") for each in values)
            found = (each for each in known if each is not None)
            is_one = any(not each.sorts.isdisjoint(_PEOPLE) for each in found)
            self._of_people[kind, field] = is_one
        return self._of_people[kind, field]

    def _places_of(self, prompt: Prompt) -> tuple[Named, ...]:
        """Return the places in the name that a question gives, or in the value of a way back."""
        if prompt.way is Way.FORWARD:
            named = self._base.names.fillers.get(prompt.fact.ref)
            return _places_in(named.text) if named else ()
        texts = self._base.texts(prompt.values)
        return tuple(found for text in texts for found in _places_in(text))


def _is_place(text: str) -> bool:
    return place(text.removeprefix("the ").removeprefix("The ")) is not None


@lru_cache(1 << 12)
def _places_in(text: str) -> tuple[Named, ...]:
    """Return the places that a text mentions, none if it is the name of a place itself."""
    return () if _is_place(text) else tuple(_mentioned(text))


@lru_cache(1 << 12)
def _tells_place(text: str) -> bool | None:
    """Return whether a short text mentions a place, None if it is long or a place itself."""
    if len(text.split()) > _SHORT or _is_place(text):
        return None
    return bool(_places_in(text))


def _mentioned(text: str) -> Iterator[Named]:
    for run in _CAPITALS.findall(text):
        known = next(filter(None, map(place, _parts(run.split()))), None)
        if known:
            yield known


def _parts(words: list[str]) -> Iterator[str]:
    """Yield words that follow each other, the longest first: South America before America."""
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            yield " ".join(words[start : start + length])


def _share(one: tuple[Named, ...], other: tuple[Named, ...]) -> bool:
    """Return whether a place of one text is, holds or lies in one of the other."""
    return any(_are_related(mine, theirs) for mine in one for theirs in other)


def _are_related(mine: Named, theirs: Named) -> bool:
    names = fold(mine.name), fold(theirs.name)
    return names[0] == names[1] or names[0] in theirs.wholes or names[1] in mine.wholes
