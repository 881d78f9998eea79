"""Compares drafted facts with what a reader finds in an article."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from deck_support import ROOT

from quizgen.deck.load import load_deck
from quizgen.drafting.draft import article_in
from quizgen.drafting.facts import Drafted
from quizgen.drafting.rules import facts_by_rules
from quizgen.grounding.article import Article
from quizgen.grounding.citations import Citations
from quizgen.grounding.elements import Said, SaidDate, SaidName, SaidNumber
from quizgen.grounding.source import Articles

GOLD = yaml.safe_load((ROOT / "tests/drafting/gold.yaml").read_text(encoding="utf-8"))
SORTS = ("dates", "numbers", "offices", "names", "quotations", "terms")
# The file has a standfirst before the paragraph that the deck counts as its first.
OFFSET = 1
HALF = 6


@dataclass(frozen=True, slots=True)
class Found:
    """How many of the things that a reader finds are drafted."""

    found: int
    of: int

    @property
    def share(self) -> float:
        """Return the share that is drafted."""
        return self.found / self.of if self.of else 1.0


def drafted(path: Path) -> list[Drafted]:
    """Return the facts of an article by rules."""
    article, _ = article_in(path)
    return list(facts_by_rules(article))


def text_of(fact: Drafted) -> str:
    """Return everything that a fact says, on one line."""
    return _flat(fact.values)


def _flat(value: Any) -> str:  # noqa: ANN401 - values are nested
    if isinstance(value, Mapping):
        return " ".join(_flat(each) for each in value.values())
    if isinstance(value, (list, tuple)):
        return " ".join(map(_flat, value))
    return str(value)


def matches(sort: str, gold: Mapping[str, Any], fact: Drafted) -> bool:
    """Return whether a fact is what a reader found."""
    text = text_of(fact).casefold()
    has_word = any(str(word).casefold() in text for word in gold.get("words", [""]))
    is_there = fact.paragraph == gold["paragraph"] + OFFSET
    if sort in ("dates", "numbers"):
        exact = str(gold["date" if sort == "dates" else "number"])
        return is_there and has_word and exact in text
    if sort == "offices":
        return fact.kind == "officials" and has_word and gold["name"].casefold() in text
    if sort == "quotations":
        return fact.kind == "quotes" and has_word
    if sort == "terms":
        return gold["name"].casefold() in text and has_word
    return gold["name"].casefold() in text


def recall(facts: Iterable[Drafted], sort: str, paragraphs: range) -> Found:
    """Return how many things of a sort in some paragraphs are drafted."""
    facts = list(facts)
    wanted = [each for each in GOLD[sort] if each["paragraph"] in paragraphs]
    found = [each for each in wanted if any(matches(sort, each, fact) for fact in facts)]
    return Found(len(found), len(wanted))


def unmatched(facts: Iterable[Drafted]) -> list[Drafted]:
    """Return the facts that are neither in the list nor judged to be right."""
    judged = {(each["paragraph"] + OFFSET, each["text"]) for each in GOLD["also"]}
    return [
        fact
        for fact in facts
        if not any(matches(sort, each, fact) for sort in SORTS for each in GOLD[sort]
                   if sort != "names" or _is_description(fact))
        and not any(number == fact.paragraph and text in text_of(fact) for number, text in judged)
    ]  # fmt: skip


def _is_description(fact: Drafted) -> bool:
    return fact.kind in ("people", "officials", "organizations", "treaties")


def in_deck(path: Path, deck: Path, draft: Path) -> dict[str, Found]:
    """Return how much of what a deck says of an article a drafted deck says as well."""
    article, _ = article_in(path)
    theirs = _said(deck, article, path)
    ours = _said(draft, article, path)
    return {
        name: Found(
            sum(_is_said(each, number, ours) for number, each in theirs if type(each) is sort),
            sum(type(each) is sort for _, each in theirs),
        )
        for name, sort in (("dates", SaidDate), ("numbers", SaidNumber), ("names", SaidName))
    }


def _said(path: Path, article: Article, source: Path) -> list[tuple[int, Said]]:
    deck = load_deck(path).deck
    assert deck
    counted = Articles(source).of(deck).article
    assert counted
    shift = len(article.paragraphs) - len(counted.paragraphs)
    found: dict[tuple[int, Said], None] = {}
    is_draft = deck.source.text != ""
    for citation in Citations(deck, counted):
        for element in citation.elements:
            if citation.number and (element.is_stated or is_draft):
                found[citation.number + shift, element.said] = None
    return list(found)


def _is_said(said: Said, number: int, ours: Sequence[tuple[int, Said]]) -> bool:
    return any(_same(said, each) for place, each in ours if place == number)


def _same(one: Said, other: Said) -> bool:
    if isinstance(one, SaidDate) and isinstance(other, SaidDate):
        return one.date == other.date
    if isinstance(one, SaidNumber) and isinstance(other, SaidNumber):
        return bool(one.values & other.values)
    if isinstance(one, SaidName) and isinstance(other, SaidName):
        lines = (" ".join(form) for form in other.forms)
        return any(" ".join(form) in line for line in lines for form in one.forms)
    return False
