"""Geography: in which countries and continents the places lie that texts name."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import chain, product

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.cities import Cities
from quizgen.bank.fitting.national_fields import NationalFields
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.wording import KEPT
from quizgen.deck.model.facts import Fact
from quizgen.language.lands import are_on_two_continents, code_of, is_land
from quizgen.language.lexicon import LANGUAGE, place

# Words with a capital that follow each other, such as South Africa.
_CAPITALS = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)*")
# Names of places that an event's name names have at least so many letters: no "La".
_LETTERS_OF_PLACES = 4
# A kind of places has at least so many that are known.
_FEWEST_PLACES = 3
# Names of places have at most so many words.
_WORDS_OF_NAMES = 3


class Geography:
    """Tells in which countries and continents places lie."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._language = base.deck.language.partition("-")[0]
        self._fields = once(base, NationalFields)
        self._cities = once(base, Cities)
        self._told: dict[str, frozenset[str]] = {}
        self._places: dict[str, bool] = {}
        self._of_lands: dict[str, bool] = {}
        # The countries in which the places lie that a text names.
        self.lands_of = lru_cache(KEPT)(self._read_lands)

    def lies_elsewhere(self, fact: Fact, key: Filler, candidate: Filler) -> bool:
        """Return whether a place lies outside the countries that the name in the stem tells.

        The invasion of Czechoslovakia did not take place in Dallas. A name that tells of another
        country than the key's, as The Barber of Seville does of Rome, is no guide.
        """
        own, land = (self.land_of(each.text) for each in (key, candidate))
        told = self._lands_in(fact)
        if told and (not (own and land) or own in told):
            return land not in told
        if not land or not (told or self._happens(fact)):
            return False
        # Of a key that nobody knows, nothing tells that a known place is near.
        return own != land and not self._cities.are_of_one_continent(key.text, candidate.text)

    def are_on_two_continents(self, one: str, other: str) -> bool:
        """Return whether two phrases speak of places on different continents: east of Japan."""
        mine, theirs = (self.lands_told(text) for text in (one, other))
        pairs = list(product(mine, theirs))
        return bool(pairs) and all(are_on_two_continents(*pair) for pair in pairs)

    def lands_told(self, text: str) -> frozenset[str]:
        """Return the codes of the countries that a phrase tells, which is no name itself."""
        is_phrase = len(text.split()) >= _WORDS_OF_NAMES and not is_land(text, self._language)
        return self.lands_of(text) if is_phrase else frozenset()

    def _read_lands(self, text: str) -> frozenset[str]:
        """Return the codes of the countries in which places lie that a text names."""
        runs = (run.split() for run in _CAPITALS.findall(text))
        names = (" ".join(words[start:]) for words in runs for start in range(len(words)))
        long = (name for name in names if len(name) >= _LETTERS_OF_PLACES)
        return frozenset(map(self.land_of, long)) - {""}

    def _happens(self, fact: Fact) -> bool:
        """Return whether a fact is an event, whose name tells those who know it the country."""
        kind = self._base.kind(fact)
        main = kind.fields.get(kind.main)
        return main is not None and main.type == "date"

    def _lands_in(self, fact: Fact) -> frozenset[str]:
        """Return the codes of the countries that a fact's name names, if it is no place itself."""
        if fact.ref not in self._told:
            named = self._base.names.fillers.get(fact.ref)
            text = self._base.wording.bare(named.text) if named else ""
            runs = [run for run in _CAPITALS.findall(text) if len(run) >= _LETTERS_OF_PLACES]
            is_place = runs == [text]
            lands = frozenset() if is_place else frozenset(map(self.land_of, runs))
            self._told[fact.ref] = lands - {""}
        return self._told[fact.ref]

    def land_of(self, text: str) -> str:
        """Return the code of the country that a place is or lies in, "" if unknown."""
        name = self._base.wording.bare(text)
        if self._language != LANGUAGE or is_land(name, self._language):
            return code_of(name, self._language)
        known = place(name)
        return code_of(known.country, self._language) if known else ""

    def are_worlds_apart(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts are places, such as mountains or capitals, of two continents."""
        if not (self._are_places(mine.kind) and self._are_places(theirs.kind)):
            return False
        return are_on_two_continents(self._land(mine), self._land(theirs))

    def _are_places(self, kind: str) -> bool:
        """Return whether facts are places, as far as their names are known."""
        if kind not in self._places:
            names = self._names_of(kind)
            known = sum(bool(self.land_of(name) or self._is_place(name)) for name in names)
            self._places[kind] = known >= max(_FEWEST_PLACES, len(names) / 3)
        return self._places[kind]

    def _names_of(self, kind: str) -> list[str]:
        """Return the names of the facts of a kind, without articles."""
        named = (self._base.names.fillers.get(fact.ref) for fact in self._base.of_kind[kind])
        return [self._base.wording.bare(filler.text) for filler in named if filler]

    def _is_place(self, name: str) -> bool:
        return self._language == LANGUAGE and place(name) is not None

    def _land(self, fact: Fact) -> str:
        """Return the code of the country that a place is or lies in, by its name or its values."""
        named = self._base.names.fillers.get(fact.ref)
        own = self.land_of(named.text) if named else ""
        is_land_itself = named is not None and self._is_kind_of_lands(fact.kind)
        # What else a country names is another one.
        named_in = (self._fields.texts(fact, name) for name in fact.values)
        texts = [] if is_land_itself else chain.from_iterable(named_in)
        codes = (code_of(text, self._language) for text in texts)
        return own or next(filter(None, codes), "")

    def _is_kind_of_lands(self, kind: str) -> bool:
        """Return whether facts of a kind are countries."""
        if kind not in self._of_lands:
            names = self._names_of(kind)
            known = sum(is_land(name, self._language) for name in names)
            self._of_lands[kind] = known > len(names) / 2
        return self._of_lands[kind]
