"""Callings: what people are known for, by the English nouns that describe them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.name_sorts import NameSorts
from quizgen.bank.fitting.phrase_sorts import NONE, are_apart
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Fact
from quizgen.language.lexicon import LANGUAGE, PROFESSIONS, is_kind_of, sorts_of
from quizgen.language.phrases import head_of, word_before
from quizgen.language.tokens import tokens
from quizgen.language.who_questions import asks_who_it_is
from quizgen.markup.plain import plain

_POWER, _WHICH = "power", "which"
# How many of the sorts of a noun count, the usual ones.
_USUAL = 2
# Nouns for people that say nothing of what they did.
_OF_ANY_CALLING = frozenset(
    [
        "boy",
        "critic",
        "founder",
        "girl",
        "head",
        "hero",
        "leader",
        "man",
        "member",
        "pioneer",
        "winner",
        "woman",
    ]
)
# Who leads these is a politician: an opposition leader, the head of state.
_LED = frozenset(["country", "government", "nation", "opposition", "party", "rebel", "state"])
_LEADERS = frozenset(["head", "leader"])
# Callings of people whom WordNet knows as people only, or by a rarer sense.
_NOUNS = {
    "law": ["attorney", "barrister", "counsel", "lawyer", "solicitor"],
    _POWER: ["adviser", "advisor", "dissident", "lobbyist", "minister", "rebel"],
    "secrets": ["informant", "spy", "whistleblower"],
    "trade": [
        "banker",
        "broker",
        "businessman",
        "businesswoman",
        "contractor",
        "entrepreneur",
        "industrialist",
        "investor",
        "merchant",
        "shopkeeper",
        "trader",
        "tycoon",
    ],
    "writing": ["blogger", "correspondent", "editor", "publisher", "reporter"],
}
_BY_NOUN: Mapping[str, frozenset[str]] = {
    noun: frozenset([calling]) for calling, nouns in _NOUNS.items() for noun in nouns
}
# People of these callings go by several nouns.
_OF_SEVERAL_NOUNS = frozenset(["learning", "medicine", _POWER])
# Who comments on what happens, by the calling.
_COMMENTATORS = frozenset(["learning", "writing"])


_OF_PEOPLE = PROFESSIONS | {"person"}
# What somebody is to others or to a work may be true of any calling.
_RELATIONS = frozenset(
    [
        "author",
        "brother",
        "chair",
        "chairman",
        "chairwoman",
        "child",
        "daughter",
        "discoverer",
        "father",
        "friend",
        "husband",
        "inventor",
        "mother",
        "relative",
        "sister",
        "son",
        "widow",
        "widower",
        "wife",
    ]
)
# Critics are no soloists, though what they judge is unknown.
_VAGUE_NOUNS = (_OF_ANY_CALLING | _RELATIONS) - {"critic"}
# A stem asks for a calling within so many words after "which".
_WORDS_ASKED = 4


class Callings:
    """Compares what the people of a deck are known for."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._names = once(base, NameSorts)
        self._is_known = base.deck.language.partition("-")[0] == LANGUAGE

    def differ(self, mine: Fact, theirs: Fact, *, is_said: bool = False) -> bool:
        """Return whether two people are known for different things: a painter, a writer.

        What somebody said (`is_said`) may be the words of reporters and scholars alike.
        """
        if not self._is_known or self._base.likeness.is_akin(mine, theirs):
            return False
        one, other = self._of(mine), self._of(theirs)
        both_comment = not any(map(_COMMENTATORS.isdisjoint, (one, other)))
        return are_apart(one, other) and not (is_said and both_comment)

    def is_not_called(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether a stem asks for a calling, and a person is known for another one.

        A composer is no answer to "which soprano", nor a cook to "which character is the clerk".
        Whose calling is unknown may be one. Politicians have several offices, and a geneticist is
        a biologist, too.
        """
        mine, field = prompt.fact, prompt.field.name
        is_of_people = self._base.is_of_people(mine.kind) or asks_who_it_is(prompt.rule.ask)
        if not (self._is_known and is_of_people and prompt.way is Way.BACK):
            return False
        one = self._noun(field, mine)
        if not one or one not in tokens(prompt.stem):
            return False
        if self._base.likeness.share_role(mine, theirs):
            return False
        other = self._noun(field, theirs)
        if not other:
            return are_apart(callings_in(one) or frozenset([one]), self._told_beside(theirs))
        is_kind = is_kind_of(one, other) or is_kind_of(other, one)
        shared = callings_in(one) & callings_in(other)
        # Where a description names a calling in passing, a violinist stands beside a pianist.
        is_near = shared & _OF_SEVERAL_NOUNS if one in _asked_first(prompt.stem) else shared
        return one != other and not is_kind and not is_near

    def _noun(self, field: str, fact: Fact) -> str:
        """Return the noun for the calling of a person in a field, "" if it tells none."""
        main = self._base.kind(fact).main
        text = self._base.text_in(field, fact) or self._base.text_in(main, fact)
        noun = "" if not text or self._names.is_name(text) else head_of(text).casefold()
        is_of_people = noun in _BY_NOUN or not sorts_of(noun, 1).isdisjoint(_OF_PEOPLE)
        return noun if is_of_people and noun not in _VAGUE_NOUNS else ""

    def _of(self, fact: Fact) -> frozenset[str]:
        """Return what a person is known for, by a noun that the deck uses or by the name."""
        return self.told(fact) or self._names.of_name(fact) & PROFESSIONS

    def told(self, fact: Fact) -> frozenset[str]:
        """Return what the deck says that a person is: in the main field, or in a word or two.

        Descriptions may be as short as "a poet".
        """
        main = self._base.kind(fact).main
        text = self._base.text_in(main, fact)
        by_main = callings_in(text) if text and not self._names.is_name(text) else NONE
        return by_main or self._told_beside(fact)

    def _told_beside(self, fact: Fact) -> frozenset[str]:
        """Return what the deck says in a word or two that a person is, besides the main field."""
        main = self._base.kind(fact).main
        others = chain.from_iterable(fact.values[name] for name in fact.values if name != main)
        texts = (self._base.text(each.content) for each in others if isinstance(each.content, Text))
        nouns = frozenset().union(*(self._names.of_value(text) for text in texts if text))
        return nouns & PROFESSIONS


def _asked_first(stem: str) -> Sequence[str]:
    """Return the words after "which" that may name a calling: "opera", "singer"."""
    words = tokens(stem)
    return words[1:_WORDS_ASKED] if words[:1] == [_WHICH] else ()


def callings_in(text: str) -> frozenset[str]:
    """Return the callings that an English description of a person names, none if unknown.

    An office makes a chancellor a politician, even though some chancellors head universities.
    """
    head = head_of(text).casefold()
    if head in _OF_ANY_CALLING:
        return frozenset([_POWER]) if head in _LEADERS and _leads(plain(text), head) else NONE
    return _BY_NOUN.get(head) or _usual(plain(text), head)


def _leads(text: str, head: str) -> bool:
    """Return whether somebody leads a party or a state: the word before or after says what."""
    words = [word.strip(",;:()") for word in text.casefold().split()]
    at = words.index(head) if head in words else 0
    before, after = words[max(at - 1, 0) : at], words[at + 1 : at + 4]
    led = [*before, *(after if after[:1] == ["of"] else ())]
    return not _LED.isdisjoint(led)


def _usual(text: str, head: str) -> frozenset[str]:
    before = word_before(text.casefold(), head)
    noun = next((each for each in (text, f"{before} {head}") if sorts_of(each)), head)
    first = sorts_of(noun, 1)
    return first if first == {_POWER} else sorts_of(noun, _USUAL) & PROFESSIONS
