"""Sorts: whether two answers are of one sort, as far as English words and known names tell."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.said import DESCRIPTIVE
from quizgen.deck.model import Fact, Text
from quizgen.language.lexicon import LANGUAGE, VAGUE, Named, named, sorts_of
from quizgen.language.phrases import head_of

_NONE: frozenset[str] = frozenset()
# A process, what happens and the state that follows are one sort.
_ALIKE = {"state": "process", "message": "idea", "text": "idea"}


class Sorts:
    """Compares the sorts of facts and of their values.

    Nothing is known of languages other than English. What is unknown differs from nothing.
    """

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._is_known = base.deck.language.partition("-")[0] == LANGUAGE
        self._of_facts: dict[tuple[str, str], frozenset[str]] = {}
        self._of_texts: dict[str, frozenset[str]] = {}

    def are_of_two(self, one: str, other: str) -> bool:
        """Return whether two values are of different sorts: a painter and a writer."""
        return _are_apart(self._of_text(one), self._of_text(other))

    def facts_differ(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts are of different sorts, or their values in a field are."""
        if not self._is_known:
            return False
        if _are_apart(self._of_fact(field, mine), self._of_fact(field, theirs)):
            return True
        one, other = self._word_in(field, mine), self._word_in(field, theirs)
        return bool(one and other) and self.are_of_two(one, other)

    def name(self, text: str) -> Named | None:
        """Return what a name stands for, None if it is unknown."""
        bare = self._base.wording.bare(text)
        return named(bare) if self._is_known and bare[:1].isupper() else None

    def _word_in(self, field: str, fact: Fact) -> str:
        """Return the first value of a field if it is a name, or a word that facts share."""
        text = self._text_in(field, fact)
        is_shared = not self._base.is_descriptive(fact.kind, field, DESCRIPTIVE)
        return text if is_shared or self._is_name(text) else ""

    def _text_in(self, field: str, fact: Fact) -> str:
        contents = (value.content for value in fact.values.get(field, ())[:1])
        texts = (self._base.text(each) for each in contents if isinstance(each, Text))
        return next(texts, "")

    def _is_name(self, text: str) -> bool:
        return self._base.wording.bare(text)[:1].isupper()

    def _of_fact(self, field: str, fact: Fact) -> frozenset[str]:
        """Return the sorts of a fact by its name and by what a field says of it."""
        if (fact.ref, field) not in self._of_facts:
            by_words = self._of_description(field, fact)
            by_name = self._of_name(fact) if by_words or self._is_person(fact) else _NONE
            self._of_facts[fact.ref, field] = by_name & by_words or by_words or by_name
        return self._of_facts[fact.ref, field]

    def _is_person(self, fact: Fact) -> bool:
        return self._base.kind(fact).pool == "person"

    def _of_name(self, fact: Fact) -> frozenset[str]:
        filler = self._base.names.fillers.get(fact.ref)
        return self._of_text(filler.text) if filler else _NONE

    def _of_description(self, field: str, fact: Fact) -> frozenset[str]:
        """Return the sorts of a fact by the noun that its description begins with."""
        text = self._text_in(field, fact)
        is_described = self._base.is_descriptive(fact.kind, field, DESCRIPTIVE)
        return self._of_noun(head_of(text)) if is_described and not self._is_name(text) else _NONE

    def _of_text(self, text: str) -> frozenset[str]:
        if text not in self._of_texts:
            self._of_texts[text] = self._read(text)
        return self._of_texts[text]

    def _read(self, text: str) -> frozenset[str]:
        if self._is_name(text):
            known = self.name(text)
            return _told(known.sorts) if known else _NONE
        bare = self._base.wording.bare(text)
        return self._of_noun(bare) or self._of_noun(head_of(bare))

    def _of_noun(self, noun: str) -> frozenset[str]:
        return _told(sorts_of(noun)) if self._is_known and noun else _NONE


def _told(sorts: frozenset[str]) -> frozenset[str]:
    """Return the sorts that tell something."""
    return frozenset(_ALIKE.get(sort, sort) for sort in sorts - VAGUE)


def _are_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)
