"""Rules about one card: what its front asks and shows, and how much its answer holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from quizgen.lint.model import Card
from quizgen.lint.rule import ENGLISH_ALONE, ENGLISH_AND_GERMAN, EVERY_LANGUAGE, card_rule
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
    without_genitives,
)

MOST_ANSWER_WORDS = 15
_LEAST_PARTS, _LONGEST_PART = 3, 4
_LEAST_CONTEXT = 2
_PART = re.compile(r"\s*[,;]\s+(?:and |or |und |oder )?|\s+(?:and|und|sowie)\s+|\s+&\s+")
_WHICH = re.compile(r"which|welche[rsmn]?")
_TWO_TASKS = re.compile(
    r"(?:name|give|state|tell) (?:the|its|his|her) [^.?]*\band (?:the|its|his|her)\b"
    r"|(?:nenne|nennen sie|gib) (?:den|die|das) [^.?]*\bund (?:den|die|das)\b"
)
_DATE_COMMA = re.compile(r"(\b\d{1,2}),(?= \d{4}\b)")
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
# In "what does it mean" or "how long does it take", the word stands for nothing.
_EMPTY_IT = re.compile(
    r"\bit (?:mean|take|cost|need|matter|follow|rain|snow|possible|necessary|called)\b",
    re.IGNORECASE,
)


@card_rule("Q451", "warning", fix="Make a card of each.", languages=ENGLISH_AND_GERMAN)
def several(card: Card, words: Words) -> Iterator[str]:
    """A card that asks for several things.

    Knowing half of it is neither right nor wrong, and you are asked for the known half again
    and again.

    A front has two questions, asks `when and where`, or gives a task with two parts.
    """
    asked = [said for said in sentences(card.front, words) if said.endswith("?")]
    questions = [said for said in asked if set(tokens(said)[:2]) & words.question]
    front = unquoted(card.front).lower()
    if len(questions) > 1 or _asks_twice(front, words) or _TWO_TASKS.match(front):
        yield "the front asks for more than one thing"


def _asks_twice(front: str, words: Words) -> bool:
    """Tell whether two question words are joined: when and where."""
    joined = _both_questions(words).search(front)
    if not joined:
        return False
    # "Which king and which queen" is one question.
    return joined["one"] != joined["other"] or not _WHICH.match(joined["one"])


@cache
def _both_questions(words: Words) -> re.Pattern[str]:
    """Return the pattern of two question words that `and` joins."""
    asking = "|".join(sorted(words.question))
    joining = r"(?:and|und) (?:(?:in|by|to|from|for|of|on|at|von|mit|aus) )?"
    return re.compile(rf"\b(?P<one>{asking})\b[^?]*?\b{joining}(?P<other>{asking})\b")


@card_rule("Q452", "info", fix="Keep to 15 words, or split the card.", languages=EVERY_LANGUAGE)
def long_answer(card: Card, _words: Words) -> Iterator[str]:
    """A long answer.

    Nobody recalls it word for word, or can tell whether they were right.

    An answer has over fifteen words.
    """
    count = len(hyphened(card.answer))
    if count > MOST_ANSWER_WORDS:
        yield f"the answer has {count} words"


@card_rule(
    "Q453",
    "info",
    fix="Ask for one part at a time: in sentences, or with `anki: {cloze: true}` if it is a list.",
    languages=ENGLISH_AND_GERMAN,
)
def list_answer(card: Card, words: Words) -> Iterator[str]:
    """A list as an answer.

    Lists are the hardest to keep in mind.

    An answer lists three things or more.
    """
    # The comma of a date separates nothing: June 28, 1914.
    answer = _DATE_COMMA.sub(r"\1", card.answer.strip(" ."))
    parts = [part for part in _PART.split(answer) if part]
    if len(parts) < _LEAST_PARTS or date(card.answer, words) or number(card.answer):
        return
    if all(len(hyphened(part)) <= _LONGEST_PART for part in parts):
        yield f"the answer lists {len(parts)} things"


@card_rule(
    "Q454",
    "warning",
    fix="Reword the front with `ask`, or hide another part of the sentence.",
    languages=EVERY_LANGUAGE,
)
def guessable(card: Card, words: Words) -> Iterator[str]:
    """The front holds the answer.

    Reading the card answers it.

    The answer stands on the front: beside its gap, or in the question.
    """
    answer = without_genitives(card.answer)
    answer = answer[1:] if len(answer) > 1 and answer[0] in words.articles else answer
    said = without_genitives(card.front)
    # A card may ask which of two it is: the Moon or Mercury?
    chooses = not card.gaps and _EITHER.search(card.front)
    if _is_weighty(answer, words) and holds(said, answer) and not chooses:
        yield f"the front says {listed((card.answer,))}"


def _is_weighty(answer: tuple[str, ...], words: Words) -> bool:
    """Tell whether an answer has a word that can give it away."""
    return any(len(word) > 2 and word not in words.stop and not word.isdecimal() for word in answer)


@card_rule(
    "Q455", "info", fix="Ask for the fact itself: which, when, what.", languages=ENGLISH_AND_GERMAN
)
def yes_or_no(card: Card, words: Words) -> Iterator[str]:
    """A yes-or-no card.

    A guess is right half of the time.

    The front asks for yes or no, or for true or false.
    """
    last = (sentences(card.front, words) or ("",))[-1]
    first = (tokens(last) or [""])[0]
    asks = last.endswith("?") and first in words.auxiliaries and not _EITHER.search(last)
    if asks or _TASK.search(card.front) or (not card.gaps and _ANSWERED.match(card.answer)):
        yield "the front asks for yes or no"


@card_rule("Q458", "info", fix="Name what is meant.", languages=ENGLISH_ALONE)
def pointing(card: Card, words: Words) -> Iterator[str]:
    """A front that points elsewhere.

    Months later, nobody knows what `he` or `this` was.

    A front points at something it does not show: `he`, `the following`.
    """
    elsewhere = _ELSEWHERE.search(card.front) or _LEFT_OPEN.search(card.front)
    if elsewhere and not card.shows_media:
        yield f"the front points to {listed((elsewhere[0].strip(' ?'),))}"
        return
    if card.gaps or card.shows_media:
        return
    # A pronoun in a quotation does not count.
    said = tokens(_EMPTY_IT.sub("", unquoted(card.front)))
    for index, word in enumerate(said):
        if index and word in words.pronouns and not _is_known(word, said[:index], words):
            yield f"nothing on the front says who or what {listed((word,))} is"
            return


def _is_known(pronoun: str, before: tuple[str, ...], words: Words) -> bool:
    """Tell whether the words before a pronoun may say what it stands for."""
    asks_for_people = pronoun in words.people and not {"who", "whose"}.isdisjoint(before)
    return asks_for_people or any(word not in words.stop for word in before)


@card_rule(
    "Q459",
    "info",
    fix="Hide a word that matters, and leave at least three others to go by.",
    languages=ENGLISH_AND_GERMAN,
)
def bare_gap(card: Card, words: Words) -> Iterator[str]:
    """A bare gap.

    Anything fits, or the card asks for nothing.

    Too little stands around a gap, or only a little word fills it.
    """
    if not card.gaps:
        return
    if all(word in words.stop for word in tokens(card.answer)):
        yield f"the gap {listed((card.answer,))} asks for no knowledge"
        return
    around = content(card.front.replace("_", " "), words)
    gaps = {stem for gap in card.gaps for stem in content(gap, words)}
    left = around - gaps - {stemmed(word, words) for word in tokens(card.answer)}
    if len(around) < _LEAST_CONTEXT or 2 * len(left) <= len(card.gaps):
        yield "the words around the gap are too few to tell what is asked"
