"""Rules about one card: what its front asks and shows, and how much its answer holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quizgen.lint.model import Card, Finding
from quizgen.lint.table import found
from quizgen.lint.values import date, number
from quizgen.lint.words import (
    Words,
    content,
    holds,
    hyphened,
    listed,
    sentences,
    stemmed,
    tokens,
    unquoted,
)

MOST_ANSWER_WORDS = 15
_LEAST_PARTS, _LONGEST_PART = 3, 4
_LEAST_CONTEXT = 2
_PART = re.compile(r"\s*[,;]\s+(?:and |or |und |oder )?|\s+(?:and|und|sowie)\s+|\s+&\s+")
_ANSWERED = re.compile(
    r"(?:yes|no|true|false|ja|nein|wahr|falsch)\b(?![- ]\w+ (?:of|the)\b)", re.IGNORECASE
)
_EITHER = re.compile(r"\b(?:or|oder)\b")
_TASK = re.compile(r"(?:true or false|richtig oder falsch|wahr oder falsch)\b", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"\bthe following\b|\b(?:the|as) above\b|\b(?:this|the last|the previous|the next) "
    r"(?:chapter|section|lecture|lesson|page|slide|figure|table|diagram|text|article|book|course)\b",
    re.IGNORECASE,
)
_LEFT_OPEN = re.compile(
    r"\b(?:of|by|about|with|for|to|like|from|after|before|in|on) (?:this|that|these|those)\s*\?$"
)
# What does it mean, how long does it take: here the word stands for nothing.
_EMPTY_IT = re.compile(
    r"\bit (?:mean|take|cost|need|matter|follow|rain|snow|possible|necessary|called)\b",
    re.IGNORECASE,
)


def several(card: Card, words: Words) -> Iterator[Finding]:
    """Yield a finding for a front that asks for two things: two questions, or `when and where`."""
    asked = [said for said in sentences(card.front, words) if said.endswith("?")]
    questions = [said for said in asked if set(tokens(said)[:2]) & words.question]
    asking = "|".join(sorted(words.question))
    second = rf"\b(?:{asking})\b[^?]*?\b(?:and|und) (?:(?:in|by|to|from|for|of|on|at|von|mit|aus) )?(?:{asking})\b"
    joined = re.search(second, unquoted(card.front).lower())
    if len(questions) > 1 or joined:
        yield found("Q451", "the front asks for more than one thing")


def long_answer(card: Card, _words: Words) -> Iterator[Finding]:
    """Yield a finding for an answer of over fifteen words."""
    count = len(hyphened(card.answer))
    if count > MOST_ANSWER_WORDS:
        yield found("Q452", f"the answer has {count} words")


def list_answer(card: Card, words: Words) -> Iterator[Finding]:
    """Yield a finding for an answer that lists three things or more."""
    parts = [part for part in _PART.split(card.answer.strip(" .")) if part]
    if date(card.answer, words) or number(card.answer) or len(parts) < _LEAST_PARTS:
        return
    if all(len(hyphened(part)) <= _LONGEST_PART for part in parts):
        yield found("Q453", f"the answer lists {len(parts)} things")


def guessable(card: Card, words: Words) -> Iterator[Finding]:
    """Yield a finding where the answer stands on the front: beside its gap, or in the question."""
    answer = [word.removesuffix("'s") for word in tokens(card.answer)]
    answer = answer[1:] if len(answer) > 1 and answer[0] in words.articles else answer
    weighty = any(
        len(word) > 2 and word not in words.stop and not word.isdecimal() for word in answer
    )
    said = [word.removesuffix("'s") for word in tokens(card.front)]
    if not weighty or not holds(said, answer):
        return
    # Which of two it is may be asked: the Moon or Mercury?
    if not card.gaps and _EITHER.search(card.front):
        return
    yield found("Q454", f"the front says {listed((card.answer,))}")


def yes_or_no(card: Card, words: Words) -> Iterator[Finding]:
    """Yield a finding for a question to be answered by yes or no."""
    last = (sentences(card.front, words) or [""])[-1]
    first = (tokens(last) or [""])[0]
    asks = last.endswith("?") and first in words.auxiliaries and not _EITHER.search(last)
    if asks or _TASK.search(card.front) or (not card.gaps and _ANSWERED.match(card.answer)):
        yield found("Q455", "the front asks for yes or no")


def pointing(card: Card, words: Words) -> Iterator[Finding]:
    """Yield a finding for a front that points at what it does not show: `he`, `the following`."""
    elsewhere = _ELSEWHERE.search(card.front) or _LEFT_OPEN.search(card.front)
    if elsewhere and not card.shows_media:
        yield found("Q458", f"the front speaks of {listed((elsewhere[0].strip(' ?'),))}")
        return
    if card.gaps or card.shows_media:
        return
    # A quotation is an answer's neighbour, not the front's own words.
    for index, word in enumerate(said := tokens(_EMPTY_IT.sub("", unquoted(card.front)))):
        before = said[:index]
        known = [each for each in before if each not in words.stop] or (
            word in words.people and {"who", "whose"} & set(before)
        )
        if word in words.pronouns and before and not known:
            yield found("Q458", f"nothing on the front says who or what {listed((word,))} is")
            return


def bare_gap(card: Card, words: Words) -> Iterator[Finding]:
    """Yield a finding for a gap with too little around it, or one that only a little word fills."""
    if not card.gaps:
        return
    if all(word in words.stop for word in tokens(card.answer)):
        yield found("Q459", f"the gap {listed((card.answer,))} asks for no knowledge")
        return
    around = content(card.front.replace("_", " "), words)
    gaps = {stem for gap in card.gaps for stem in content(gap, words)}
    left = around - gaps - {stemmed(word) for word in tokens(card.answer)}
    if len(around) < _LEAST_CONTEXT or 2 * len(left) <= len(card.gaps):
        yield found("Q459", "the words around the gap are too few to tell what is asked")
