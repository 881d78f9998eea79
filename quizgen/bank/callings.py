"""Callings: what people are known for, by the English nouns that describe them."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.language.lexicon import PROFESSIONS, sorts_of
from quizgen.language.phrases import head_of, word_before
from quizgen.markup.plain import plain

_NONE: frozenset[str] = frozenset()
_POWER = "power"
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


def callings_in(text: str) -> frozenset[str]:
    """Return the callings that an English description of a person names, none if unknown.

    An office makes a chancellor a politician, even though some chancellors head universities.
    """
    head = head_of(text).casefold()
    if head in _OF_ANY_CALLING:
        return frozenset([_POWER]) if head in _LEADERS and _leads(plain(text), head) else _NONE
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
