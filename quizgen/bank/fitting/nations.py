"""Nations: whether what names and descriptions tell fits the country of a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.geography import Geography
from quizgen.bank.fitting.national_fields import NationalFields
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.wording import KEPT
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of
from quizgen.language.lands import code_of, is_spoken_in, languages_of_name, nations_in
from quizgen.language.lexicon import LANGUAGE

# Where somebody comes from, or governed: the envoy from Baghdad, the prime minister of Italy.
_FROM = re.compile(
    r"\b(?:from|(?:chancellor|dictator|emperor|empress|king|leader|minister|monarch|premier"
    r"|president|queen|ruler|sultan|tsar) of) (?:the )?([A-Z]\w+(?: [A-Z]\w+)*)"
)


class Nations:
    """Compares what texts tell of nations with the nations of facts."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._language = base.deck.language.partition("-")[0]
        self._fields = once(base, NationalFields)
        self._geography = once(base, Geography)
        self._nations_of_text = lru_cache(KEPT)(self._read_nations)

    def are_of_two_nations(self, prompt: Prompt, candidate: Filler) -> bool:
        """Return whether a description names a nation that is not that of a person.

        Nobody takes Yuri Gagarin for the first American in space.
        """
        if not self._base.is_of_people(prompt.fact.kind):
            return False
        if prompt.way is Way.BACK:
            told = self._nations_in(value.content for value in prompt.values)
            other = self._base.deck.facts.get(candidate.fact)
            known = self.nations_of(other) if other else frozenset()
            if other and not known and self._base.likeness.is_akin(prompt.fact, other):
                return False
            # A name mostly shows that somebody is no Norwegian, even where nothing is known.
            return bool(told) and told.isdisjoint(known)
        told = self._nations_of_text(candidate.text)
        return bool(told) and told.isdisjoint(self.nations_of(prompt.fact))

    def nations_of(self, fact: Fact) -> frozenset[str]:
        """Return the codes of the countries that a fact's values name, as such or by its people."""
        values = chain.from_iterable(fact.values.values())
        named = self._nations_in(value.content for value in values)
        return named | frozenset(self._own_codes(fact))

    def _own_codes(self, fact: Fact) -> Iterator[str]:
        """Yield the codes of the countries in the fields of a fact that hold countries."""
        fields = self._fields
        lands = (fields.texts(fact, name) for name in fields.fields_of_lands(fact))
        return (code_of(text, self._language) for text in chain.from_iterable(lands))

    def _nations_in(self, contents: Iterable[Content]) -> frozenset[str]:
        texts = (type_of(content).text(content) or "" for content in contents)
        return frozenset().union(*map(self._nations_of_text, texts))

    def _read_nations(self, text: str) -> frozenset[str]:
        """Return the codes of the countries that a description names by a people or in a phrase."""
        origins = frozenset(map(self._geography.land_of, _FROM.findall(text))) - {""}
        return nations_in(text, self._language) | origins

    def goes_on_elsewhere(self, prompt: Prompt, candidate: Filler) -> bool:
        """Return whether a description speaks of places in other countries than a fact's own.

        The Allies could not open the Dardanelles at Verdun.
        """
        texts, fact = self._described(prompt, candidate)
        if fact is None:
            return False
        told = list(filter(None, map(self._geography.lands_told, texts)))
        if not told:
            return False
        own = frozenset(self._own_codes(fact))
        return bool(own) and any(codes.isdisjoint(own) for codes in told)

    def is_foreign_to_name(self, prompt: Prompt, candidate: Filler) -> bool:
        """Return whether a name is of another language than what a text names: Die Brücke, London.

        The text is the candidate, or on the way back the stem. A name in another language than
        that of the key's country is no guide: an opera with an Italian title, in Prague.
        """
        texts, fact = self._described(prompt, candidate)
        named = self._base.names.fillers.get(fact.ref) if fact else None
        spoken = languages_of_name(named.text) if named and self._language == LANGUAGE else None
        if not spoken:
            return False
        if prompt.way is Way.FORWARD:
            own = self._base.texts(prompt.values)
            return self._are_foreign_to(spoken, texts) and not self._are_foreign_to(spoken, own)
        return self._are_foreign_to(spoken, texts)

    def _are_foreign_to(self, spoken: frozenset[str], texts: Iterable[str]) -> bool:
        """Return whether texts name countries, in none of which a language is spoken."""
        told = (self._geography.lands_of(text) | nations_in(text, self._language) for text in texts)
        lands = frozenset().union(*told)
        return bool(lands) and not any(is_spoken_in(spoken, land) for land in lands)

    def _described(self, prompt: Prompt, candidate: Filler) -> tuple[Sequence[str], Fact | None]:
        """Return the descriptions that a question or a candidate gives, and whom they would fit."""
        if prompt.way is Way.BACK:
            texts = self._base.texts(prompt.values)
            return texts, self._base.deck.facts.get(candidate.fact)
        return [candidate.text], prompt.fact
