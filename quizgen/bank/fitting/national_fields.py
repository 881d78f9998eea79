"""National fields: which fields hold countries, languages or currencies."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.base import FactBase
from quizgen.bank.said import DESCRIPTIVE
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of
from quizgen.language.lands import is_currency, is_land, is_language

# A field is one of countries if so many of its values are names of countries.
_MOST = 0.5
# A kind of places has at least so many that are known.
_FEWEST_PLACES = 3
# Besides those of people, the names of this pool tell a country.
_NATIONAL = "organization"


class NationalFields:
    """Tells the fields of a deck that hold names of nations and of what is theirs."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._language = base.deck.language.partition("-")[0]
        self._lands: dict[tuple[str, str], bool] = {}
        self._spoken: dict[tuple[str, str], bool] = {}
        self._paid: dict[tuple[str, str], bool] = {}
        self._named_lands: dict[tuple[str, str], bool] = {}

    def holds_lands(self, kind: str, field: str) -> bool:
        """Return whether a field that facts share values of holds countries."""
        if (kind, field) not in self._lands:
            names = self._shared_names(kind, field)
            known = sum(is_land(name, self._language) for name in names)
            self._lands[kind, field] = known > _MOST * len(names)
        return self._lands[kind, field]

    def holds_languages(self, kind: str, field: str) -> bool:
        """Return whether a field that facts share values of holds languages."""
        if (kind, field) not in self._spoken:
            names = self._shared_names(kind, field)
            known = sum(is_language(name, self._language) for name in names)
            self._spoken[kind, field] = known > _MOST * len(names)
        return self._spoken[kind, field]

    def holds_money(self, kind: str, field: str) -> bool:
        """Return whether most values of a field are currencies, each of which tells its country."""
        if (kind, field) not in self._paid:
            values = [value.content for _, value in self._base.values_of(kind, field)]
            texts = [self._base.text(each) for each in values if not type_of(each).ranked]
            known = sum(is_currency(text, self._language) for text in texts)
            self._paid[kind, field] = known >= _FEWEST_PLACES and known > _MOST * len(texts)
        return self._paid[kind, field]

    def names_lands(self, kind: str, field: str) -> bool:
        """Return whether most values of a field are names of countries, shared or not."""
        if (kind, field) not in self._named_lands:
            values = [value.content for _, value in self._base.values_of(kind, field)]
            words = (each for each in values if not type_of(each).ranked)
            names = [self._base.wording.bare(self._base.text(each)) for each in words]
            known = sum(is_land(name, self._language) for name in names)
            self._named_lands[kind, field] = known > _MOST * len(names)
        return self._named_lands[kind, field]

    def _shared_names(self, kind: str, field: str) -> set[str]:
        """Return the different values of a field in words, none if they describe their facts."""
        # These names tell the country, even where nearly every fact is from another one.
        is_organization = self._base.deck.kinds[kind].pool == _NATIONAL
        is_told = is_organization or self._base.is_of_people(kind)
        if not is_told and self._base.is_descriptive(kind, field, DESCRIPTIVE):
            return set()
        values = (value.content for _, value in self._base.values_of(kind, field))
        words = (each for each in values if not type_of(each).ranked)
        return {self._base.wording.bare(self._base.text(each)) for each in words}

    def fields_of_lands(self, fact: Fact) -> Iterator[str]:
        """Yield the fields of a fact that hold countries."""
        return (name for name in fact.values if self.holds_lands(fact.kind, name))

    def texts(self, fact: Fact, name: str) -> list[str]:
        """Return the values of a fact in a field in words, without articles."""
        values = fact.values.get(name, ())
        return [self._base.wording.bare(self._base.text(value.content)) for value in values]
