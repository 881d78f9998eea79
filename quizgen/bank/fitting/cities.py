"""Cities: which fields hold them, and whether two of them lie in one continent."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.deck.types.registry import type_of
from quizgen.language.lands import are_on_two_continents, code_of
from quizgen.language.lexicon import LANGUAGE, Named, place

# What the lexicon calls a city.
_CITY = "city"
# A field holds cities if more than this part of its values are known as such.
_MOST = 0.5


class Cities:
    """Knows the cities among the values of a fact base, in English."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._is_known = base.deck.language.partition("-")[0] == LANGUAGE
        self._held: dict[tuple[str, str], bool] = {}

    def hold(self, kind: str, field: str) -> bool:
        """Return whether most values of a field are known as cities."""
        if (kind, field) not in self._held:
            values = [value.content for _, value in self._base.values_of(kind, field)]
            texts = {self._base.text(each) for each in values if not type_of(each).ranked}
            known = sum(self._city(text) is not None for text in texts)
            self._held[kind, field] = known > _MOST * len(texts)
        return self._held[kind, field]

    def are_of_one_continent(self, one: str, other: str) -> bool:
        """Return whether two names are those of known cities in the same continent."""
        mine, theirs = (self.land_of(text) for text in (one, other))
        return bool(mine and theirs) and not are_on_two_continents(mine, theirs)

    def land_of(self, text: str) -> str:
        """Return the code of the country of a city, "" if it is not known."""
        city = self._city(text)
        return code_of(city.country, LANGUAGE) if city else ""

    def _city(self, text: str) -> Named | None:
        known = place(self._base.wording.bare(text)) if self._is_known else None
        return known if known and _CITY in known.sorts else None
