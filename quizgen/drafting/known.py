"""Which drafted facts a deck has already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from quizgen.bank.names import Names
from quizgen.bank.wording import Wording
from quizgen.deck.model.deck import Deck
from quizgen.drafting.facts import Drafted, Written
from quizgen.grounding.article import Article
from quizgen.grounding.coverage import Covered, Sort, coverage_of

_BLANK = re.compile(r"\{\{[^{}|]*\|(?P<sort>\w+)[^{}]*\}\}")
_SORTS = {"date": Sort.DATES, "number": Sort.NUMBERS}
# So much of a quotation tells it from others.
_BEGINNING = 20
_NAMED = ("people", "officials", "organizations", "treaties", "terms", "events")


def new_facts(facts: Iterable[Drafted], deck: Deck, article: Article) -> Iterator[Drafted]:
    """Yield the facts that a deck lacks.

    It has a fact if it has one with the same name, or if its facts cover the dates, the numbers or
    the quotation in the paragraph.
    """
    covered = {each.paragraph.number: each for each in coverage_of(deck, article).paragraphs}
    wording = Wording(deck.language)
    names = _names(deck, wording)
    said = {text for fact in deck.facts.values() for text in _texts_of(fact.ref, deck)}
    for fact in facts:
        if fact.kind in _NAMED:
            is_known = wording.normal(_name(fact)) in names
        else:
            is_known = bool(said & set(_texts(fact))) or _is_covered(fact, covered)
        if not is_known:
            yield fact


def _names(deck: Deck, wording: Wording) -> set[str]:
    names = Names(deck, wording)
    return {
        wording.normal(name)
        for fact in deck.facts.values()
        if fact.kind in _NAMED
        for name in names.of(fact)
    }


def _name(fact: Drafted) -> str:
    name = fact.values["name"]
    return str(name["value"]) if isinstance(name, dict) else str(name)


def _texts(fact: Drafted) -> Iterator[str]:
    for key in ("text", "quote", "claim", "name"):
        value: Written = fact.values.get(key, "")
        if isinstance(value, str) and value:
            yield _BLANK.sub("_", value)


def _texts_of(ref: str, deck: Deck) -> Iterator[str]:
    fact = deck.facts[ref]
    for key in ("text", "quote", "claim"):
        for value in fact.values.get(key, ()):
            yield _content(value.content)


def _content(content: object) -> str:
    parts = getattr(content, "parts", None)
    if parts is not None:
        return "".join(part if isinstance(part, str) else "_" for part in parts)
    return str(getattr(content, "text", ""))


def _is_covered(fact: Drafted, covered: dict[int, Covered]) -> bool:
    paragraph = covered.get(fact.paragraph)
    if paragraph is None:
        return False
    if fact.kind == "quotes":
        words = str(fact.values["quote"]).removesuffix(" …")[:_BEGINNING]
        return _has(paragraph, Sort.QUOTATIONS, words)
    if fact.kind == "claims":
        return _has(paragraph, Sort.SENTENCES, str(fact.values["claim"]))
    text = str(fact.values.get("text", ""))
    sorts = [_SORTS[sort] for sort in _BLANK.findall(text) if sort in _SORTS]
    return bool(sorts) and not any(paragraph.left(sort) for sort in sorts)


def _has(paragraph: Covered, sort: Sort, words: str) -> bool:
    """Return whether facts cover the thing of a sort that has some words."""
    return any(each.is_covered and words in each.text for each in paragraph.of(sort))
