"""Definitions: which fields say what their facts are, and of what sort that makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.callings import Callings, callings_in
from quizgen.bank.fitting.name_sorts import NameSorts
from quizgen.bank.fitting.phrase_sorts import (
    NO_NOUN_AT_ALL,
    NONE,
    USUAL,
    WORDS_OF_PHRASES,
    Described,
    are_apart,
    described,
    of_phrase,
    told,
)
from quizgen.bank.once import once
from quizgen.bank.said import DESCRIPTIVE
from quizgen.deck.model.facts import Fact
from quizgen.language.lexicon import sorts_of
from quizgen.language.phrases import is_no_noun_phrase, may_be_verb

# Values define their facts if so many names are of their sort, and this part of those known.
_FEWEST, _PART = 3, 0.5


class Definitions:
    """Tells the fields of a deck that define its facts, and what sorts they say."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._names = once(base, NameSorts)
        self._callings = once(base, Callings)
        self._of_facts: dict[tuple[str, str], frozenset[str]] = {}
        self._defined: dict[tuple[str, str], bool] = {}
        self._usual: dict[str, frozenset[str]] = {}
        self._described: dict[tuple[str, str], Described | None] = {}

    def mean_apart(self, field: str, fact: Fact) -> bool:
        """Return whether a name has another sense here than its usual one: the pan of a camera.

        A definition tells the sense, or else the names of the kind: the radius is no bone to all.
        """
        filler = self._base.names.fillers.get(fact.ref)
        if filler is None:
            return False
        name = self._base.wording.bare(filler.text)
        if self._is_definition(field, fact):
            return are_apart(told(sorts_of(name, 1)), of_phrase(self._base.text_in(field, fact)))
        return are_apart(told(sorts_of(name, USUAL)), self._of_kind(fact.kind))

    def _of_kind(self, kind: str) -> frozenset[str]:
        """Return the sorts that most names of a kind have, as far as they are known."""
        if kind not in self._usual:
            found = [self._names.of_name(fact) for fact in self._base.of_kind[kind]]
            counts = Counter(chain.from_iterable(found))
            least = max(_FEWEST, len(list(filter(None, found))) / 2)
            self._usual[kind] = frozenset(sort for sort in counts if counts[sort] >= least)
        return self._usual[kind]

    def agree(self, noun: str, field: str, fact: Fact) -> bool:
        """Return whether a noun is of the sort that a definition is of, if a field defines."""
        if not self._is_definition(field, fact):
            return not is_no_noun_phrase(self._base.text_in(field, fact))
        said = of_phrase(self._base.text_in(field, fact))
        return not told(sorts_of(noun, USUAL)).isdisjoint(said)

    def _is_definition(self, field: str, fact: Fact) -> bool:
        return field == self._base.kind(fact).main or self.defines(fact.kind, field)

    def of_fact(self, field: str, fact: Fact) -> frozenset[str]:
        """Return the sorts of a fact by its name and by what a field says of it."""
        if (fact.ref, field) not in self._of_facts:
            self._of_facts[fact.ref, field] = self._read_fact(field, fact)
        return self._of_facts[fact.ref, field]

    def _read_fact(self, field: str, fact: Fact) -> frozenset[str]:
        if self.is_person(fact):
            return self._read_person(field, fact)
        is_defined = self.defines(fact.kind, field) and self._is_phrase(field, fact)
        by_words = of_phrase(self._base.text_in(field, fact)) if is_defined else NONE
        if not is_defined or by_words == NO_NOUN_AT_ALL:
            return by_words
        by_name = self._names.of_name(fact)
        return by_name & by_words or by_words or by_name

    def _read_person(self, field: str, fact: Fact) -> frozenset[str]:
        """Return the callings of a person by what the deck says, or else the sorts of the name."""
        is_told = self._is_phrase(field, fact)
        by_field = callings_in(self._base.text_in(field, fact)) if is_told else NONE
        by_words = by_field or self._callings.told(fact)
        by_name = self._names.of_name(fact)
        return by_name & by_words or by_words or by_name

    def defines(self, kind: str, field: str) -> bool:
        """Return whether a field says what facts are: a process is a change, a king a ruler.

        What somebody is known for is of any sort.
        """
        if self._base.is_of_people(kind):
            return True
        if (kind, field) not in self._defined:
            facts = [fact for fact, _ in self._base.values_of(kind, field)]
            phrases = [fact for fact in facts if self._is_phrase(field, fact)]
            texts = [self._base.text_in(field, each) for each in phrases]
            # What facts do, such as binding carbon dioxide, is told by verbs.
            is_told = sum(map(may_be_verb, texts)) <= len(texts) / 2
            self._defined[kind, field] = is_told and self._agree(kind, field, phrases)
        return self._defined[kind, field]

    def _agree(self, kind: str, field: str, facts: Iterable[Fact]) -> bool:
        """Return whether the names of enough facts are of the sort that a field says."""
        text_in, of_name = self._base.text_in, self._names.of_name
        pairs = [(of_name(each), of_phrase(text_in(field, each))) for each in facts]
        known = [(one, other) for one, other in pairs if one and other]
        agreeing = sum(not one.isdisjoint(other) for one, other in known)
        # The main text of a kind says what its facts are, unless names show the contrary.
        fewest = 1 if field == self._base.deck.kinds[kind].main else _FEWEST
        return agreeing >= fewest and agreeing >= _PART * len(known)

    def _is_phrase(self, field: str, fact: Fact) -> bool:
        """Return whether a field says something in words of its own, and not by a name."""
        text = self._base.text_in(field, fact)
        is_long = len(self._base.wording.bare(text).split()) >= WORDS_OF_PHRASES
        is_descriptive = self._base.is_descriptive(fact.kind, field, DESCRIPTIVE)
        return is_descriptive and is_long and not self._names.is_name(text)

    def is_person(self, fact: Fact) -> bool:
        """Return whether a fact is a person."""
        return self._base.is_of_people(fact.kind)

    def describes(self, field: str, fact: Fact) -> Described | None:
        """Return what the definition of a fact is about by its noun, None if nothing tells."""
        if (fact.ref, field) not in self._described:
            is_main = field == self._base.kind(fact).main and not self.is_person(fact)
            is_told = is_main and self._is_phrase(field, fact)
            text = self._base.text_in(field, fact)
            self._described[fact.ref, field] = described(text) if is_told else None
        return self._described[fact.ref, field]
