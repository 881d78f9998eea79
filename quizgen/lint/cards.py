"""Rules about one card: what its front asks and shows, and how much its answer holds."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from quizgen.language.figures import date, number
from quizgen.language.lexicon import place
from quizgen.language.words import (
    Words,
    content,
    folded,
    holds,
    hyphened,
    listed,
    sentences,
    set_of,
    stemmed,
    tokens,
    unquoted,
    without_genitives,
)
from quizgen.late import late_pattern
from quizgen.lint.model import Card
from quizgen.lint.rule import ENGLISH_ALONE, ENGLISH_AND_GERMAN, EVERY_LANGUAGE, card_rule

MOST_ANSWER_WORDS = 15
_LEAST_PARTS, _LONGEST_PART = 3, 4
_LEAST_CONTEXT = 2
_PART = late_pattern(r"\s*[,;]\s+(?:and |or |und |oder )?|\s+(?:and|und|sowie)\s+|\s+&\s+")
_BODY = (
    r"(?:Academ(?:y|ies)|Agency|Association|Board|Bureau|Commission|Committee|Council|Department"
    r"|Federation|Institute|Ministry|Office|Organi[sz]ation|Society|Union"
    r"|(?:Bundes)?(?:[Mm]inisterium|[Aa]mt)|Akademie|Ausschuss)"
)
_CAPITAL = rf"(?!{_BODY}\b)[^\W\d_a-zß-öø-ÿ][\w'-]*"
_TOPIC = rf"{_CAPITAL}(?: {_CAPITAL}){{0,2}}"
_ADJECTIVE = r"[A-Z][a-z-]*(?:al|ic|ive|ary|ous)"
_BODY_OF_TOPICS = late_pattern(
    rf"(?:(?:the|das|der|die) )?(?:{_CAPITAL} )*{_BODY} (?:of|for|on|für|der|des) (?:the )?"
    rf"{_TOPIC}(?:, {_TOPIC})*,? (?:and|und|&) {_TOPIC}"
)
_BODY_WITH_ADJECTIVES = late_pattern(
    rf"(?:the )?(?:{_CAPITAL} )*?{_ADJECTIVE}(?:, {_ADJECTIVE})*,? (?:and|&) {_ADJECTIVE} "
    rf"(?:{_CAPITAL} )*{_BODY}"
)
_WHICH = late_pattern(r"which|welche[rsmn]?")
_TWO_TASKS = re.compile(
    r"(?:name|give|state|tell) (?:the|its|his|her) [^.?]*\band (?:the|its|his|her)\b"
    r"|(?:nenne|nennen sie|gib) (?:den|die|das) [^.?]*\bund (?:den|die|das)\b"
)
_SPAN = late_pattern(r"(?:from|von|vom) .+ (?:to|until|till|bis) .+", re.IGNORECASE)
_DATE_COMMA = late_pattern(r"(\b\d{1,2}),(?= \d{4}\b)")
_ANSWERED = late_pattern(
    r"(?:yes|no|true|false|ja|nein|wahr|falsch)\b(?![- ]\w+ (?:of|the)\b)", re.IGNORECASE
)
_EITHER = late_pattern(r"\b(?:or|oder)\b")
_TASK = late_pattern(r"(?:true or false|richtig oder falsch|wahr oder falsch)\b", re.IGNORECASE)
_ELSEWHERE = late_pattern(
    r"\bthe following\b|\b(?:the|as) above\b|\b(?:this|the last|the previous|the next) "
    r"(?:chapter|section|lecture|lesson|page|slide|figure|table|diagram|text|article|book|course)\b",
    re.IGNORECASE,
)
_LEFT_OPEN = late_pattern(
    r"\b(?:of|by|about|with|for|to|like|from|after|before|in|on) (?:this|that|these|those)\s*\?$"
)
# One of these is in each match of the two.
_POINTING = set_of("following above this last previous next that these those")
# In "what does it mean" or "how long does it take", the word stands for nothing.
_EMPTY_IT = late_pattern(
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
    if _asks_several(card.front, words) or _joins_several(card.front, words):
        yield "the front asks for more than one thing"


def _asks_several(front: str, words: Words) -> bool:
    if front.count("?") < 2:
        return False
    asked = [said for said in sentences(front, words) if said.endswith("?")]
    return sum(not words.question.isdisjoint(tokens(said)[:2]) for said in asked) > 1


def _joins_several(front: str, words: Words) -> bool:
    """Tell whether `and` (or `und`) joins two questions or two tasks."""
    if "nd" not in front.lower():
        return False
    plain = unquoted(front).lower()
    return _asks_twice(plain, words) or _TWO_TASKS.match(plain) is not None


def _asks_twice(front: str, words: Words) -> bool:
    """Tell whether two question words are joined: when and where."""
    joined = _both_questions(words).search(front)
    if not joined:
        return False
    # "Which king and which queen" is one question, "in which year and on which ship" is two.
    is_one = joined["one"] == joined["other"] and not joined["case"]
    return not (is_one and _WHICH.match(joined["one"]))


@cache
def _both_questions(words: Words) -> re.Pattern[str]:
    """Return the pattern of two question words that `and` joins."""
    asking = "|".join(sorted(words.question))
    joining = r"(?:and|und) (?P<case>(?:in|by|to|from|for|of|on|at|von|mit|aus) )?"
    return re.compile(rf"\b(?P<one>{asking})\b[^?]*?\b{joining}(?P<other>{asking})\b")


@card_rule("Q452", "info", fix="Keep to 15 words, or split the card.", languages=EVERY_LANGUAGE)
def long_answer(card: Card, _words: Words) -> Iterator[str]:
    """A long answer.

    Nobody recalls it word for word, or can tell whether they were right.

    An answer has over fifteen words.
    """
    if len(card.answer) < 2 * MOST_ANSWER_WORDS:
        return
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

    An answer lists three things or more. A place with its region and country is one thing, and so
    is a body with several topics in its name: the Ministry of Transport, Trade and Energy.
    """
    if not _PART.search(card.answer):
        return
    # The comma of a date separates nothing: June 28, 1914.
    answer = _DATE_COMMA.sub(r"\1", card.answer.strip(" ."))
    parts = [part for part in _PART.split(answer) if part]
    if len(parts) < _LEAST_PARTS or date(card.answer, words) or number(card.answer):
        return
    if _is_place_within(parts) or _is_body(answer) or _is_period(answer, words):
        return
    if all(len(hyphened(part)) <= _LONGEST_PART for part in parts):
        yield f"the answer lists {len(parts)} things"


def _is_place_within(parts: list[str]) -> bool:
    """Tell whether the last part holds the one before: Eisenach, Thuringia, Germany."""
    inner = place(parts[-2])
    return inner is not None and parts[-1].casefold() in (inner.country, *inner.wholes)


def _is_period(answer: str, words: Words) -> bool:
    """Tell whether a text says from when to when: from noon, June 1, to 9 p.m., June 3, 1889."""
    return _SPAN.fullmatch(answer) is not None and any(
        each in words.months for each in tokens(answer)
    )


def _is_body(answer: str) -> bool:
    """Tell whether a text names one body by several topics: Ministry of Trade, Ports and Energy."""
    return bool(_BODY_OF_TOPICS.fullmatch(answer) or _BODY_WITH_ADJECTIVES.fullmatch(answer))


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
    # Most fronts lack the letters of the first word.
    if not answer or answer[0] not in folded(card.front):
        return
    if not holds(without_genitives(card.front), answer) or not _is_weighty(answer, words):
        return
    # A card may ask which of two it is: the Moon or Mercury?
    if card.gaps or not _EITHER.search(card.front):
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
    is_answered = not card.gaps and _ANSWERED.match(card.answer)
    if is_answered or _asks_whether(card.front, words) or _is_true_or_false(card.front):
        yield "the front asks for yes or no"


def _asks_whether(front: str, words: Words) -> bool:
    """Tell whether the last sentence begins as a question for yes or no does."""
    if not front.rstrip().endswith("?"):
        return False
    last = sentences(front, words)[-1]
    first = (tokens(last) or [""])[0]
    return first in words.auxiliaries and not _EITHER.search(last)


def _is_true_or_false(front: str) -> bool:
    has_or = not {"or", "oder"}.isdisjoint(tokens(front))
    return has_or and _TASK.search(front) is not None


# What is asked for cannot be who the pronoun means: which opera did she sing?
_OF_SOMEBODY = late_pattern(
    r"(?:[a-z]+ )?(?:which|what|how many) (?:[a-z-]+ ){1,2}"
    r"(?:did|does|do|was|were|is|are|had|has|have|will|would|could|can) (?P<pronoun>s?he|they)\b",
    re.IGNORECASE,
)


@card_rule("Q458", "info", fix="Name what is meant.", languages=ENGLISH_ALONE)
def pointing(card: Card, words: Words) -> Iterator[str]:
    """A front that points elsewhere.

    Months later, nobody knows what `he` or `this` was.

    A front points at something it does not show: `he`, `the following`.
    """
    if card.shows_media:
        return
    elsewhere = _elsewhere(card.front)
    if elsewhere:
        yield f"the front points to {listed((elsewhere[0].strip(' ?'),))}"
        return
    if card.gaps or words.pronouns.isdisjoint(tokens(card.front)):
        return
    asked = _OF_SOMEBODY.match(unquoted(card.front))
    if asked:
        yield f"nothing on the front says who or what {listed((asked['pronoun'],))} is"
        return
    # A pronoun in a quotation does not count.
    said = tokens(_EMPTY_IT.sub("", unquoted(card.front)))
    for index, word in enumerate(said):
        if index and word in words.pronouns and not _is_known(word, said[:index], words):
            yield f"nothing on the front says who or what {listed((word,))} is"
            return


def _elsewhere(front: str) -> re.Match[str] | None:
    """Return the words that point at something else, None if there are none."""
    if _POINTING.isdisjoint(without_genitives(front)):
        return None
    return _ELSEWHERE.search(front) or _LEFT_OPEN.search(front)


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
