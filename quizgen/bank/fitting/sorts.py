"""Sorts: whether two answers are of one sort, as far as English words and known names tell."""

from __future__ import annotations

from collections import Counter

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.definitions import Definitions
from quizgen.bank.fitting.name_sorts import NameSorts
from quizgen.bank.fitting.phrase_sorts import (
    NO_NOUN_AT_ALL,
    NONE,
    VAST,
    Described,
    are_apart,
    is_process,
    is_spot,
)
from quizgen.bank.once import once
from quizgen.bank.said import DESCRIPTIVE
from quizgen.bank.traits import Trait
from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Fact
from quizgen.language.lexicon import LANGUAGE
from quizgen.language.phrases import content_words, head_of
from quizgen.language.sort_words import sort_of
from quizgen.language.stemming import stem_of

# The pool of kinds whose facts are organizations.
_ORGANIZATIONS = "organization"
# Two definitions are alike if they share this part of the words of the shorter one.
_SHARED, _LETTERS = 0.3, 4
_VAST_STEMS = frozenset(stem_of(noun, LANGUAGE) for noun in VAST)


class Sorts:
    """Compares the sorts of facts and of their values.

    Nothing is known of languages other than English. What is unknown differs from nothing.
    """

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._names = once(base, NameSorts)
        self._definitions = once(base, Definitions)
        self._is_known = base.deck.language.partition("-")[0] == LANGUAGE
        self._bodies: dict[str, str] = {}
        self._unweighed: dict[tuple[str, str], bool] = {}
        self._words: dict[tuple[str, str], frozenset[str]] = {}
        self._counts_described: dict[tuple[str, str], Counter[Described | None]] = {}
        self._akin: dict[tuple[str, str], Counter[tuple[Trait, bool | None]]] = {}

    def facts_differ(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts are of different sorts, or their values in a field are."""
        if not self._is_known:
            return False
        if self._are_two_bodies(mine, theirs) or self._is_one_a_person(field, mine, theirs):
            return True
        # Authors know better which facts are alike.
        if self._base.likeness.is_akin(mine, theirs):
            is_apart = self._are_process_and_thing(field, mine, theirs)
        else:
            is_apart = self._are_two_things(field, mine, theirs)
            is_apart = is_apart or self._is_one_done(field, mine, theirs)
        if is_apart:
            return True
        one, other = (self._base.text_in(field, fact) for fact in (mine, theirs))
        return self._names.names_differ(one, other)

    def _are_two_bodies(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two organizations are described as different bodies: a court, a daily.

        One of a known sort stands beside none of unknown sort. What the author says of their role
        counts more.
        """
        if self._body(mine) == self._body(theirs):
            return False
        return not self._base.likeness.share_role(mine, theirs)

    def _body(self, fact: Fact) -> str:
        """Return what sort of body an organization is by its description, "" if it tells none."""
        if fact.ref not in self._bodies:
            kind = self._base.kind(fact)
            is_told = kind.pool == _ORGANIZATIONS
            self._bodies[fact.ref] = sort_of(self._base.text_in(kind.main, fact)) if is_told else ""
        return self._bodies[fact.ref]

    def _are_two_things(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts are of different sorts, or one is of no known sort."""
        one = self._definitions.of_fact(field, mine)
        other = self._definitions.of_fact(self._field_beside(field, mine, theirs), theirs)
        if self._definitions.is_person(mine) or not self._definitions.defines(mine.kind, field):
            return are_apart(one, other)
        if bool(one) is not bool(other) or are_apart(one, other):
            return True
        if one == NO_NOUN_AT_ALL:
            return False
        # Of terms of which the author names no topic, the words of their definitions tell it.
        return not (self._share_head(field, mine, theirs) or self._share_words(field, mine, theirs))

    def _field_beside(self, field: str, mine: Fact, theirs: Fact) -> str:
        """Return the field of a fact that tells what a field of another one tells.

        What a person is, each kind of people has in its main field.
        """
        main = self._base.kind(mine).main
        is_said = self._definitions.is_person(mine) and field == main
        return self._base.kind(theirs).main if is_said else field

    def _is_one_a_person(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether the definition of one of two facts is about a person: a physicist."""
        found = [self._definitions.describes(field, fact) for fact in (mine, theirs)]
        return None not in found and found.count(Described.PERSON) == 1

    def _is_one_done(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether one of two facts is defined as a process, and the other as a thing.

        Then they differ, as long as enough facts of the kind are what the first one is.
        """
        describes = self._definitions.describes
        one, other = describes(field, mine), describes(field, theirs)
        if {one, other} != {Described.PROCESS, Described.THING}:
            return False
        name = mine.kind, field
        if name not in self._counts_described:
            facts = self._base.of_kind[mine.kind]
            self._counts_described[name] = Counter(describes(field, fact) for fact in facts)
        return self._counts_described[name][one] >= self._base.deck.quiz.at_least

    def _are_process_and_thing(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether one of two facts is a process and the other a thing that can be seen.

        Whoever names a topic for both does not mean osmosis and the ribosome to stand together, as
        long as enough facts of the topic are of the sort of the first one.
        """
        one, other = self._of_process(field, mine), self._of_process(field, theirs)
        if None in (one, other) or one is other:
            return False
        return self._has_enough_beside(field, mine)

    def _of_process(self, field: str, fact: Fact) -> bool | None:
        """Return whether a fact is a process (True) or a thing (False), None if nothing tells."""
        is_main = field == self._base.kind(fact).main
        by_name = self._names.of_name(fact)
        by_words = self._definitions.of_fact(field, fact) if is_main else NONE
        told = [is_process(sorts) for sorts in (by_name, by_words) if sorts]
        is_clear = bool(by_name) and len(set(told)) == 1
        return told[0] if is_clear else None

    def _has_enough_beside(self, field: str, fact: Fact) -> bool:
        """Return whether enough facts that are akin to one are processes, or things, as it is."""
        counts, own = self._counts_akin(field, fact.kind), self._of_process(field, fact)
        least = self._base.deck.quiz.at_least
        traits = self._base.likeness.traits(fact.ref)
        return any(counts[trait, own] >= least for trait in traits)

    def _counts_akin(self, field: str, kind: str) -> Counter[tuple[Trait, bool | None]]:
        """Return how many facts of a kind are processes, or things, by what makes them akin."""
        if (kind, field) not in self._akin:
            traits_of = self._base.likeness.traits
            self._akin[kind, field] = Counter(
                (trait, self._of_process(field, each))
                for each in self._base.of_kind[kind]
                for trait in traits_of(each.ref)
                if trait[0] == kind
            )
        return self._akin[kind, field]

    def share_a_word(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether two descriptions have a word in common that tells something."""
        return not self._told_in(field, mine).isdisjoint(self._told_in(field, theirs))

    def _share_head(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether two definitions are about the same noun: two markets, two layers."""
        heads = [head_of(self._base.text_in(field, fact)) for fact in (mine, theirs)]
        if any(stem_of(head, LANGUAGE) in self._vast(mine) for head in heads):
            return False
        one, other = (self._base.wording.normal(head).removesuffix("s") for head in heads)
        return bool(one) and one == other

    def _share_words(self, field: str, mine: Fact, theirs: Fact) -> bool:
        vast = self._vast(mine)
        one, other = (self._told_in(field, fact) - vast for fact in (mine, theirs))
        return len(one & other) >= max(1, _SHARED * min(len(one), len(other)))

    def _vast(self, fact: Fact) -> frozenset[str]:
        """Return the stems of nouns that make no two facts alike; the kind's own noun does."""
        return _VAST_STEMS - {stem_of(self._base.kind(fact).one, LANGUAGE)}

    def _told_in(self, field: str, fact: Fact) -> frozenset[str]:
        """Return the stems of the words of a definition that tell something."""
        if (fact.ref, field) not in self._words:
            content = content_words(self._base.text_in(field, fact))
            long = (word for word in content if len(word) >= _LETTERS)
            self._words[fact.ref, field] = frozenset(stem_of(word, LANGUAGE) for word in long)
        return self._words[fact.ref, field]

    def are_unweighed(self, fact: Fact, field: str) -> bool:
        """Return whether nothing tells which values that facts share could be mixed up.

        The author names no respects, the facts have no time, and the values are no people. The
        same holds for spots in words, such as "behind the stomach", of which nobody can tell how
        near they are to each other.
        """
        name = fact.kind, field
        if name not in self._unweighed:
            kind, likeness = self._base.kind(fact), self._base.likeness
            values = [value.content for _, value in self._base.values_of(*name)]
            texts = {self._base.text(value) for value in values if isinstance(value, Text)}
            times = [likeness.time(each.ref) for each in self._base.of_kind[fact.kind]]
            are_dated = likeness.compares_times(fact.kind) and times.count(None) < len(times) / 2
            is_told = bool(kind.alike) or are_dated
            is_category = bool(texts) and not self._base.is_descriptive(*name, DESCRIPTIVE)
            are_people = any(self._names.is_known_person(text) for text in texts)
            are_spots = sum(map(is_spot, texts)) > len(texts) / 2
            is_open = (is_category and not are_people) or are_spots
            self._unweighed[name] = is_open and not is_told
        return self._unweighed[name]
