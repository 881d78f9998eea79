"""Sorts: whether two answers are of one sort, as far as English words and known names tell."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from enum import Enum
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.callings import callings_in
from quizgen.bank.natures import nature_of
from quizgen.bank.said import DESCRIPTIVE
from quizgen.bank.traits import Trait
from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Fact
from quizgen.language.lexicon import (
    LANGUAGE,
    NO_NOUN,
    PLACES,
    PROFESSIONS,
    VAGUE,
    Named,
    named,
    sorts_of,
)
from quizgen.language.phrases import (
    Form,
    content_words,
    head_of,
    is_about_a_person,
    is_activity,
    is_gerund,
    is_no_noun_phrase,
    may_be_verb,
    phrase_type,
    word_before,
)
from quizgen.language.stemming import stem_of
from quizgen.lint.fitting import sort_of
from quizgen.markup.plain import plain

_NONE: frozenset[str] = frozenset()
# What is no thing at all, such as a way of playing, and what is done.
_NO_NOUN, _ACTIVITY = frozenset([NO_NOUN]), frozenset(["process"])
# Nouns for what is done or happens.
_DOINGS = frozenset(["act", "action", "activity", "event", "process"])
_PARTICIPLE = "ed"
# What can be seen or touched.
_MATERIAL = frozenset(
    [
        "animal",
        "artwork",
        "matter",
        "microbe",
        "part of a body",
        "part of a plant",
        "person",
        "place",
        "plant",
        "star",
        "structure",
        "tool",
        "ware",
    ]
)
# Values define their facts if so many names are of their sort, and this part of those known.
_FEWEST, _PART = 3, 0.5
# The values of a field have a sort if this part of those known is of it.
_NEARLY_ALL = 0.75
# Nouns that definitions begin with and that say nothing.
_GENERIC = frozenset(["example", "form", "kind", "name", "part", "sort", "type", "word"])
# Of generic nouns, "part" shows that two things are much alike.
_EMPTY = _GENERIC - {"part"}
# How many of the sorts of a noun in a definition count, the usual ones.
_USUAL = 2
# The pool of kinds whose facts are organizations.
_ORGANIZATIONS = "organization"
# A city stands beside no country.
_CITY = frozenset(["city"])
# Two definitions are alike if they share this part of the words of the shorter one.
_SHARED, _LETTERS = 0.3, 4
_THINGS = frozenset(["thing"])
# Who comments on what happens, by the calling.
_COMMENTATORS = frozenset(["learning", "writing"])
_WORDS_OF_PHRASES = 3
_ABOVE_OR_BELOW = frozenset(["above", "below", "beneath", "on", "over", "under"])
_AROUND = frozenset(["at", "behind", "beside", "between", "in", "inside", "near"])
_PREPOSITIONS_OF_PLACE = _ABOVE_OR_BELOW | _AROUND
_SURROUNDINGS = frozenset(["part of a body", "part of a plant", "place", "structure", "thing"])
# A process, what happens and the state that follows are one sort, and so are regions.
_ALIKE = {
    "state": "process",
    "message": "idea",
    "text": "idea",
    "country": "place",
    "land": "place",
}


class _Described(Enum):
    """What a definition is about by its noun."""

    PERSON = "person"
    PROCESS = "process"
    THING = "thing"
    OTHER = "other"


class Sorts:
    """Compares the sorts of facts and of their values.

    Nothing is known of languages other than English. What is unknown differs from nothing.
    """

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._is_known = base.deck.language.partition("-")[0] == LANGUAGE
        self._bodies: dict[str, str] = {}
        self._of_facts: dict[tuple[str, str], frozenset[str]] = {}
        self._defined: dict[tuple[str, str], bool] = {}
        self._unweighed: dict[tuple[str, str], bool] = {}
        self._usual: dict[str, frozenset[str]] = {}
        self._words: dict[tuple[str, str], frozenset[str]] = {}
        self._of_texts: dict[str, frozenset[str]] = {}
        self._of_fields: dict[tuple[str, str], frozenset[str]] = {}
        self._described: dict[tuple[str, str], _Described | None] = {}
        self._counts_described: dict[tuple[str, str], Counter[_Described | None]] = {}
        self._akin: dict[tuple[str, str], Counter[tuple[Trait, bool | None]]] = {}

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
        return is_told or _are_apart(self._of_text(one), self._of_text(other))

    def _are_city_and_none(self, one: str, other: str) -> bool:
        """Return whether a name is that of a city, and another one, with an article, is unknown.

        Beside Paris, the Uffizi is no city.
        """
        has_article = self._base.wording.bare(other) != other
        return self._of_text(one) == _CITY and has_article and not self._of_text(other)

    def strays(self, field: str, fact: Fact, text: str) -> bool:
        """Return whether a value is of another sort than most of its field: voice, no instrument.

        Descriptions have no sort in common.
        """
        usual = self._of_field(fact.kind, field)
        return bool(usual) and _are_apart(usual, self._of_value(text))

    def _of_field(self, kind: str, field: str) -> frozenset[str]:
        """Return the sort that nearly all known values of a field have, none if they have none."""
        if (kind, field) not in self._of_fields:
            values = [value.content for _, value in self._base.values_of(kind, field)]
            texts = {self._base.text(value) for value in values if isinstance(value, Text)}
            found = [sorts for sorts in map(self._of_value, texts) if sorts]
            counts = Counter(chain.from_iterable(found))
            least = max(_FEWEST, _NEARLY_ALL * len(found))
            usual = frozenset(sort for sort in counts if counts[sort] >= least)
            is_told = not self._base.is_descriptive(kind, field, DESCRIPTIVE)
            self._of_fields[kind, field] = usual if is_told else _NONE
        return self._of_fields[kind, field]

    def _of_value(self, text: str) -> frozenset[str]:
        """Return the sorts of a value of one or two words that is no name."""
        is_short = len(self._base.wording.bare(text).split()) < _WORDS_OF_PHRASES
        return self._of_text(text) if is_short and not self.is_name(text) else _NONE

    def callings_differ(self, mine: Fact, theirs: Fact, *, is_said: bool = False) -> bool:
        """Return whether two people are known for different things: a painter, a writer.

        What somebody said (`is_said`) may be the words of reporters and scholars alike.
        """
        if not self._is_known or self._base.likeness.is_akin(mine, theirs):
            return False
        one, other = self._callings(mine), self._callings(theirs)
        both_comment = not any(map(_COMMENTATORS.isdisjoint, (one, other)))
        return _are_apart(one, other) and not (is_said and both_comment)

    def _callings(self, fact: Fact) -> frozenset[str]:
        """Return what a person is known for, by a noun that the deck uses or by the name."""
        return self._callings_told(fact) or self._of_name(fact) & PROFESSIONS

    def _callings_told(self, fact: Fact) -> frozenset[str]:
        """Return what the deck says that a person is: in the main field, or in a word or two.

        Descriptions may be as short as "a poet".
        """
        main = self._base.kind(fact).main
        text = self._text_in(main, fact)
        by_main = callings_in(text) if text and not self.is_name(text) else _NONE
        if by_main:
            return by_main
        others = chain.from_iterable(fact.values[name] for name in fact.values if name != main)
        texts = (self._base.text(each.content) for each in others if isinstance(each.content, Text))
        nouns = frozenset().union(*(self._of_value(text) for text in texts if text))
        return nouns & PROFESSIONS

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
        return self.names_differ(self._text_in(field, mine), self._text_in(field, theirs))

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
            self._bodies[fact.ref] = sort_of(self._text_in(kind.main, fact)) if is_told else ""
        return self._bodies[fact.ref]

    def _are_two_things(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts are of different sorts, or one is of no known sort."""
        one = self._of_fact(field, mine)
        other = self._of_fact(self._field_beside(field, mine, theirs), theirs)
        if self._is_person(mine) or not self._defines(mine.kind, field):
            return _are_apart(one, other)
        if bool(one) is not bool(other) or _are_apart(one, other):
            return True
        if one == _NO_NOUN:
            return False
        # Of terms of which the author names no topic, the words of their definitions tell it.
        return not (self._share_head(field, mine, theirs) or self._share_words(field, mine, theirs))

    def _field_beside(self, field: str, mine: Fact, theirs: Fact) -> str:
        """Return the field of a fact that tells what a field of another one tells.

        What a person is, each kind of people has in its main field.
        """
        main = self._base.kind(mine).main
        return self._base.kind(theirs).main if self._is_person(mine) and field == main else field

    def _is_one_a_person(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether the definition of one of two facts is about a person: a physicist."""
        found = [self._describes(field, fact) for fact in (mine, theirs)]
        return None not in found and found.count(_Described.PERSON) == 1

    def _is_one_done(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether one of two facts is defined as a process, and the other as a thing.

        Then they differ, as long as enough facts of the kind are what the first one is.
        """
        one, other = self._describes(field, mine), self._describes(field, theirs)
        if {one, other} != {_Described.PROCESS, _Described.THING}:
            return False
        name = mine.kind, field
        if name not in self._counts_described:
            facts = self._base.of_kind[mine.kind]
            self._counts_described[name] = Counter(self._describes(field, fact) for fact in facts)
        return self._counts_described[name][one] >= self._base.deck.quiz.at_least

    def _describes(self, field: str, fact: Fact) -> _Described | None:
        """Return what the definition of a fact is about by its noun, None if nothing tells."""
        if (fact.ref, field) not in self._described:
            is_main = field == self._base.kind(fact).main and not self._is_person(fact)
            is_told = is_main and self._is_phrase(field, fact)
            text = self._text_in(field, fact)
            self._described[fact.ref, field] = _described(text) if is_told else None
        return self._described[fact.ref, field]

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
        by_name, by_words = self._of_name(fact), self._of_fact(field, fact) if is_main else _NONE
        told = [_is_process(sorts) for sorts in (by_name, by_words) if sorts]
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
        heads = (head_of(self._text_in(field, fact)) for fact in (mine, theirs))
        one, other = (self._base.wording.normal(head).removesuffix("s") for head in heads)
        return bool(one) and one == other and one not in _EMPTY

    def _share_words(self, field: str, mine: Fact, theirs: Fact) -> bool:
        one, other = self._told_in(field, mine), self._told_in(field, theirs)
        return len(one & other) >= max(1, _SHARED * min(len(one), len(other)))

    def _told_in(self, field: str, fact: Fact) -> frozenset[str]:
        """Return the stems of the words of a definition that tell something."""
        if (fact.ref, field) not in self._words:
            content = content_words(self._text_in(field, fact))
            long = (word for word in content if len(word) >= _LETTERS)
            self._words[fact.ref, field] = frozenset(stem_of(word, LANGUAGE) for word in long)
        return self._words[fact.ref, field]

    def name(self, text: str) -> Named | None:
        """Return what a name stands for, None if it is unknown."""
        bare = self._base.wording.bare(text)
        return named(bare) if self._is_known and bare[:1].isupper() else None

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
            are_people = any(self._is_known_person(text) for text in texts)
            are_spots = sum(map(is_spot, texts)) > len(texts) / 2
            is_open = (is_category and not are_people) or are_spots
            self._unweighed[name] = is_open and not is_told
        return self._unweighed[name]

    def _is_known_person(self, text: str) -> bool:
        known = self.name(text)
        return known is not None and not known.sorts.isdisjoint({*PROFESSIONS, "person"})

    def is_place(self, text: str) -> bool:
        """Return whether a text is the name of a place."""
        known = self.name(text)
        return known is not None and not known.sorts.isdisjoint(PLACES)

    def _text_in(self, field: str, fact: Fact) -> str:
        contents = (value.content for value in fact.values.get(field, ())[:1])
        texts = (self._base.text(each) for each in contents if isinstance(each, Text))
        return next(texts, "")

    def is_name(self, text: str) -> bool:
        """Return whether a text is a proper name; Gorbachev's policy of openness is none."""
        bare = self._base.wording.bare(text)
        return bare[:1].isupper() and not head_of(bare)[:1].islower()

    def mean_apart(self, field: str, fact: Fact) -> bool:
        """Return whether a name has another sense here than its usual one: the pan of a camera.

        A definition tells the sense, or else the names of the kind: the radius is no bone to all.
        """
        filler = self._base.names.fillers.get(fact.ref)
        if filler is None:
            return False
        name = self._base.wording.bare(filler.text)
        if self._is_definition(field, fact):
            return _are_apart(_told(sorts_of(name, 1)), _of_phrase(self._text_in(field, fact)))
        return _are_apart(_told(sorts_of(name, _USUAL)), self._of_kind(fact.kind))

    def _of_kind(self, kind: str) -> frozenset[str]:
        """Return the sorts that most names of a kind have, as far as they are known."""
        if kind not in self._usual:
            found = [self._of_name(fact) for fact in self._base.of_kind[kind]]
            counts = Counter(chain.from_iterable(found))
            least = max(_FEWEST, len(list(filter(None, found))) / 2)
            self._usual[kind] = frozenset(sort for sort in counts if counts[sort] >= least)
        return self._usual[kind]

    def agree(self, noun: str, field: str, fact: Fact) -> bool:
        """Return whether a noun is of the sort that a definition is of, if a field defines."""
        if not self._is_definition(field, fact):
            return not is_no_noun_phrase(self._text_in(field, fact))
        return not _told(sorts_of(noun, _USUAL)).isdisjoint(_of_phrase(self._text_in(field, fact)))

    def _is_definition(self, field: str, fact: Fact) -> bool:
        return field == self._base.kind(fact).main or self._defines(fact.kind, field)

    def _of_fact(self, field: str, fact: Fact) -> frozenset[str]:
        """Return the sorts of a fact by its name and by what a field says of it."""
        if (fact.ref, field) not in self._of_facts:
            self._of_facts[fact.ref, field] = self._read_fact(field, fact)
        return self._of_facts[fact.ref, field]

    def _read_fact(self, field: str, fact: Fact) -> frozenset[str]:
        if self._is_person(fact):
            return self._read_person(field, fact)
        is_defined = self._defines(fact.kind, field) and self._is_phrase(field, fact)
        by_words = _of_phrase(self._text_in(field, fact)) if is_defined else _NONE
        if not is_defined or by_words == _NO_NOUN:
            return by_words
        by_name = self._of_name(fact)
        return by_name & by_words or by_words or by_name

    def _read_person(self, field: str, fact: Fact) -> frozenset[str]:
        """Return the callings of a person by what the deck says, or else the sorts of the name."""
        is_told = self._is_phrase(field, fact)
        by_field = callings_in(self._text_in(field, fact)) if is_told else _NONE
        by_words = by_field or self._callings_told(fact)
        by_name = self._of_name(fact)
        return by_name & by_words or by_words or by_name

    def _defines(self, kind: str, field: str) -> bool:
        """Return whether a field says what facts are: a process is a change, a king a ruler.

        What somebody is known for is of any sort.
        """
        if self._base.is_of_people(kind):
            return True
        if (kind, field) not in self._defined:
            facts = [fact for fact, _ in self._base.values_of(kind, field)]
            phrases = [fact for fact in facts if self._is_phrase(field, fact)]
            texts = [self._text_in(field, each) for each in phrases]
            # What facts do, such as binding carbon dioxide, is told by verbs.
            is_told = sum(map(may_be_verb, texts)) <= len(texts) / 2
            self._defined[kind, field] = is_told and self._agree(kind, field, phrases)
        return self._defined[kind, field]

    def _agree(self, kind: str, field: str, facts: Iterable[Fact]) -> bool:
        """Return whether the names of enough facts are of the sort that a field says."""
        pairs = [(self._of_name(each), _of_phrase(self._text_in(field, each))) for each in facts]
        known = [(one, other) for one, other in pairs if one and other]
        agreeing = sum(not one.isdisjoint(other) for one, other in known)
        # The main text of a kind says what its facts are, unless names show the contrary.
        fewest = 1 if field == self._base.deck.kinds[kind].main else _FEWEST
        return agreeing >= fewest and agreeing >= _PART * len(known)

    def _is_phrase(self, field: str, fact: Fact) -> bool:
        """Return whether a field says something in words of its own, and not by a name."""
        text = self._text_in(field, fact)
        is_long = len(self._base.wording.bare(text).split()) >= _WORDS_OF_PHRASES
        is_descriptive = self._base.is_descriptive(fact.kind, field, DESCRIPTIVE)
        return is_descriptive and is_long and not self.is_name(text)

    def _is_person(self, fact: Fact) -> bool:
        return self._base.is_of_people(fact.kind)

    def _of_name(self, fact: Fact) -> frozenset[str]:
        filler = self._base.names.fillers.get(fact.ref)
        return self._of_text(filler.text) if filler else _NONE

    def _of_text(self, text: str) -> frozenset[str]:
        if text not in self._of_texts:
            self._of_texts[text] = self._read(text)
        return self._of_texts[text]

    def _read(self, text: str) -> frozenset[str]:
        if self.is_name(text):
            known = self.name(text)
            if known is None:
                return _NONE
            # The city of New York lies in the state of New York.
            is_city = "city" in known.sorts and known.name not in known.wholes
            return _CITY if is_city else _told(known.sorts)
        return _of_phrase(text) if self._is_known else _NONE


def is_spot(text: str) -> bool:
    """Return whether an English phrase says by what is near where something is: behind the knee."""
    first, _, rest = plain(text).partition(" ")
    is_led = first.casefold() in _PREPOSITIONS_OF_PLACE
    return is_led and not sorts_of(head_of(rest), _USUAL).isdisjoint(_SURROUNDINGS)


def _of_phrase(text: str) -> frozenset[str]:
    """Return the sorts of what an English phrase means, by the noun that it is about."""
    if is_no_noun_phrase(text):
        return _NO_NOUN
    if is_activity(text) or phrase_type(text, LANGUAGE).form is Form.GERUND:
        return _ACTIVITY
    whole, head = plain(text), head_of(text)
    before = word_before(whole, head)
    if head.casefold() in _GENERIC:
        return _NONE
    found = sorts_of(whole) or sorts_of(f"{before} {head}") or sorts_of(head, _USUAL)
    if found == _NO_NOUN and sorts_of(before):
        # The work done in a unit of time.
        found = sorts_of(before, _USUAL)
    return _ACTIVITY if not found and is_gerund(head) else _told(found)


def _described(text: str) -> _Described | None:
    """Return what an English definition is about by its noun, None if the noun does not tell."""
    head = _noun_of(text)
    known, of_people = sorts_of(head), PROFESSIONS | {"person"}
    if is_about_a_person(text) or (known and known <= of_people):
        return _Described.PERSON
    if not known or known & of_people:
        return _Described.PROCESS if is_activity(text) else None
    sorts = _of_phrase(text)
    if head in _DOINGS or sorts == _ACTIVITY:
        return _Described.PROCESS
    return _Described.THING if sorts and sorts <= _MATERIAL else _Described.OTHER


def _noun_of(text: str) -> str:
    """Return the noun that an English definition is about: `prosecutor` in "prosecutor elected"."""
    head = head_of(text)
    before = word_before(plain(text), head)
    is_participle = head.endswith(_PARTICIPLE) and bool(sorts_of(before))
    return (before if is_participle else head).casefold()


def _told(sorts: frozenset[str]) -> frozenset[str]:
    """Return the sorts that tell something."""
    return frozenset(_ALIKE.get(sort, sort) for sort in sorts - VAGUE or sorts & _THINGS)


def _is_process(sorts: frozenset[str]) -> bool | None:
    """Return whether sorts are those of a process (True) or of things (False), None for others."""
    if sorts == _ACTIVITY:
        return True
    return False if sorts <= _MATERIAL else None


def _are_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one) and bool(other) and one.isdisjoint(other)
