"""Titles in foreign languages: whose works they can be, and in which cities one looks for them."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.cities import Cities
from quizgen.bank.fitting.nations import Nations
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.model.contents import Reference
from quizgen.deck.model.facts import Fact
from quizgen.language.lands import is_spoken_in
from quizgen.language.lexicon import LANGUAGE
from quizgen.language.titles import languages_of_title

# Operas all over Europe had Italian titles, so these tell no city.
_EVERYWHERE = "it"


class Titles:
    """Judges names and cities by the languages of titles, in English decks."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._nations = once(base, Nations)
        self._cities = once(base, Cities)
        self._is_known = base.deck.language.partition("-")[0] == LANGUAGE
        self._lands_of: dict[str, frozenset[str]] = {}
        self._of_titles: dict[tuple[str, str, str], frozenset[str]] = {}

    def tell(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether the language of a title rules out a person, a city or the title itself.

        A Russian did not compose Ein deutsches Requiem, nor an Italian Tristan und Isolde.
        """
        if not self._is_known:
            return False
        if prompt.way is Way.BACK:
            content = prompt.value.content
            person = self._person(content.fact) if isinstance(content, Reference) else None
            other = self._base.deck.facts.get(candidate.fact)
            return person is not None and self._is_foreign(prompt, person, self._told(other))
        if prompt.way is not Way.FORWARD:
            return False
        told = self._told(prompt.fact)
        if not told:
            return False
        if key.fact:
            return self._tells_person(prompt, told, key, candidate)
        return self._tells_city(prompt, told, key, candidate)

    def _tells_person(
        self, prompt: Prompt, told: frozenset[str], key: Filler, candidate: Filler
    ) -> bool:
        """Return whether a title is in the language of a person and not in that of another one."""
        mine, theirs = (self._person(each.fact) for each in (key, candidate))
        if mine is None or theirs is None or not self._spoken_by(mine, told):
            return False
        return self._is_foreign(prompt, theirs, told)

    def _tells_city(
        self, prompt: Prompt, told: frozenset[str], key: Filler, candidate: Filler
    ) -> bool:
        """Return whether a title is in the language of a city and not in that of another one."""
        if _EVERYWHERE in told or not self._cities.hold(prompt.fact.kind, prompt.field.name):
            return False
        mine, theirs = (self._cities.land_of(each.text) for each in (key, candidate))
        if not (mine and theirs):
            return False
        return is_spoken_in(told, mine) and not is_spoken_in(told, theirs)

    def _is_foreign(self, prompt: Prompt, person: Fact, told: frozenset[str]) -> bool:
        """Return whether neither the country nor other titles of a person are in a language."""
        if not told or not self._lands(person):
            return False
        own = self._languages_of_titles(prompt.fact.kind, prompt.field.name, person)
        return not self._spoken_by(person, told) and told.isdisjoint(own)

    def _spoken_by(self, person: Fact, told: frozenset[str]) -> frozenset[str]:
        """Return those of some languages that are spoken in a person's country."""
        lands = self._lands(person)
        return frozenset(
            each for each in told if any(is_spoken_in(frozenset([each]), land) for land in lands)
        )

    def _lands(self, person: Fact) -> frozenset[str]:
        """Return the codes of the countries that the deck names for a person."""
        if person.ref not in self._lands_of:
            self._lands_of[person.ref] = self._nations.nations_of(person) - {""}
        return self._lands_of[person.ref]

    def _languages_of_titles(self, kind: str, field: str, person: Fact) -> frozenset[str]:
        """Return the languages of the titles that a person has, preferably those of the country."""
        asked = kind, field, person.ref
        if asked not in self._of_titles:
            held = self._base.holders(kind, field, Reference(person.ref, person.ref))
            each_told = map(self._told, held)
            own = (self._spoken_by(person, told) or told for told in each_told)
            self._of_titles[asked] = frozenset().union(*own)
        return self._of_titles[asked]

    def _person(self, ref: str) -> Fact | None:
        """Return the fact with a reference if it is a person, None otherwise."""
        fact = self._base.deck.facts.get(ref)
        return fact if fact and self._base.is_of_people(fact.kind) else None

    def _told(self, fact: Fact | None) -> frozenset[str]:
        """Return the languages that the name of a fact tells, none if it is a person's."""
        named = self._base.names.fillers.get(fact.ref) if fact else None
        if fact is None or named is None or self._base.is_of_people(fact.kind):
            return frozenset()
        return languages_of_title(named.text)
