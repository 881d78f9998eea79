"""Sorts of names: what a name or a short value of a deck stands for, as far as it is known."""

from __future__ import annotations

from collections import Counter
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.phrase_sorts import NONE, WORDS_OF_PHRASES, are_apart, of_phrase, told
from quizgen.bank.natures import nature_of
from quizgen.bank.said import DESCRIPTIVE
from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Fact
from quizgen.language.lexicon import LANGUAGE, PLACES, PROFESSIONS, Named, named
from quizgen.language.phrases import head_of

# The values of a field have a sort if so many, and this part of those known, are of it.
_FEWEST, _NEARLY_ALL = 3, 0.75
# A city stands beside no country.
_CITY = frozenset(["city"])


class NameSorts:
    """Tells of what sorts names and short values are.

    Nothing is known of languages other than English. What is unknown differs from nothing.
    """

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._is_known = base.deck.language.partition("-")[0] == LANGUAGE
        self._of_texts: dict[str, frozenset[str]] = {}
        self._of_fields: dict[tuple[str, str], frozenset[str]] = {}

    def names_differ(self, one: str, other: str) -> bool:
        """Return whether two names are known to be of different sorts: a painter and a writer.

        Their words may tell as well: the Treaty of Rome, the University of Padua.
        """
        if not (self.is_name(one) and self.is_name(other)):
            return False
        if self._are_city_and_none(one, other) or self._are_city_and_none(other, one):
            return True
        natures = {nature_of(each) for each in (one, other)} if self._is_known else set()
        is_told = len(natures) > 1 and "" not in natures
        return is_told or are_apart(self.of_text(one), self.of_text(other))

    def _are_city_and_none(self, one: str, other: str) -> bool:
        """Return whether a name is that of a city, and another one, with an article, is unknown.

        Beside Paris, the Uffizi is no city.
        """
        has_article = self._base.wording.bare(other) != other
        return self.of_text(one) == _CITY and has_article and not self.of_text(other)

    def strays(self, field: str, fact: Fact, text: str) -> bool:
        """Return whether a value is of another sort than most of its field: voice, no instrument.

        Descriptions have no sort in common.
        """
        usual = self._of_field(fact.kind, field)
        return bool(usual) and are_apart(usual, self.of_value(text))

    def _of_field(self, kind: str, field: str) -> frozenset[str]:
        """Return the sort that nearly all known values of a field have, none if they have none."""
        if (kind, field) not in self._of_fields:
            values = [value.content for _, value in self._base.values_of(kind, field)]
            texts = {self._base.text(value) for value in values if isinstance(value, Text)}
            found = [sorts for sorts in map(self.of_value, texts) if sorts]
            counts = Counter(chain.from_iterable(found))
            least = max(_FEWEST, _NEARLY_ALL * len(found))
            usual = frozenset(sort for sort in counts if counts[sort] >= least)
            is_told = not self._base.is_descriptive(kind, field, DESCRIPTIVE)
            self._of_fields[kind, field] = usual if is_told else NONE
        return self._of_fields[kind, field]

    def of_value(self, text: str) -> frozenset[str]:
        """Return the sorts of a value of one or two words that is no name."""
        is_short = len(self._base.wording.bare(text).split()) < WORDS_OF_PHRASES
        return self.of_text(text) if is_short and not self.is_name(text) else NONE

    def name(self, text: str) -> Named | None:
        """Return what a name stands for, None if it is unknown."""
        bare = self._base.wording.bare(text)
        return named(bare) if self._is_known and bare[:1].isupper() else None

    def is_known_person(self, text: str) -> bool:
        """Return whether a text is the name of a person."""
        known = self.name(text)
        return known is not None and not known.sorts.isdisjoint({*PROFESSIONS, "person"})

    def is_place(self, text: str) -> bool:
        """Return whether a text is the name of a place."""
        known = self.name(text)
        return known is not None and not known.sorts.isdisjoint(PLACES)

    def is_name(self, text: str) -> bool:
        """Return whether a text is a proper name; Gorbachev's policy of openness is none."""
        bare = self._base.wording.bare(text)
        return bare[:1].isupper() and not head_of(bare)[:1].islower()

    def of_name(self, fact: Fact) -> frozenset[str]:
        """Return the sorts that the name of a fact shows, none if it is unknown."""
        filler = self._base.names.fillers.get(fact.ref)
        return self.of_text(filler.text) if filler else NONE

    def of_text(self, text: str) -> frozenset[str]:
        """Return the sorts of a name or a phrase, none if unknown."""
        if text not in self._of_texts:
            self._of_texts[text] = self._read(text)
        return self._of_texts[text]

    def _read(self, text: str) -> frozenset[str]:
        if self.is_name(text):
            known = self.name(text)
            if known is None:
                return NONE
            # The city of New York lies in the state of New York.
            is_city = "city" in known.sorts and known.name not in known.wholes
            return _CITY if is_city else told(known.sorts)
        return of_phrase(text) if self._is_known else NONE
