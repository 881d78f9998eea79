"""The dates and the numbers of a sentence that facts are made of, as decks write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from quizgen.deck.dates import Point
from quizgen.drafting.tokens import Sentence, Token
from quizgen.grounding.article import Article
from quizgen.grounding.dates import Mention
from quizgen.grounding.names import names_in
from quizgen.grounding.numbers import Number
from quizgen.grounding.quotations import quotations_in
from quizgen.grounding.spans import Spans

# Smaller numbers in words are hardly ever facts, unless a unit follows.
_LEAST_IN_WORDS = 3
_LOOKED_BACK = 24
# A short month alone may be another word: Mar del Sur.
_SHORT_MONTH = 3
# Stands behind a year in Russian, and is a part of the date.
_YEAR_WORD = re.compile(r"(?:\s\u0433\u043e\u0434[\u0430\u0443]?\b)?")
_PERCENT = re.compile(r"\s?(?:%|percent\b|per cent\b|Prozent\b)")
_UNIT = re.compile(
    r"[\s-](?P<unit>(?:square|cubic)?\s?(?:kilomet(?:er|re)s?|met(?:er|re)s?|miles|feet|tonn?es|"
    r"tons|km²|km2|km|m|kg|hectares|Metern?|Kilometern?|Tonnen))\b"
)
# Next to these signs, a number is a part of something else.
_JOINED_BEFORE = tuple("-\u2013/.'\u2019#")
_JOINED_BEHIND = tuple("/:'\u2019")
_MONEY = ("$", "€", "£")
_SCALES = {
    "million": 10**6,
    "billion": 10**9,
    "trillion": 10**12,
    "Millionen": 10**6,
    "Milliarden": 10**9,
}
_SCALED = re.compile(rf"[0-9.,]+\s(?P<scale>{'|'.join(_SCALES)})")
_ORDINAL_END = re.compile(r"(?:st|nd|rd|th)\b|\.\s+[^\W\d_]|º|ª|-?[йяе]\b")


@dataclass(frozen=True, slots=True)
class Asked:
    """A date or a number to ask for: where it stands, and what the deck writes in its place.

    `sort` is the type of the blank.
    """

    start: int
    end: int
    sort: str
    value: str


def asked_in(sentence: Sentence, article: Article) -> tuple[Asked, ...]:
    """Return the dates and the numbers of a sentence in their order."""
    dates = list(_dates(sentence, article))
    taken = Spans((each.start, each.end) for each in sentence.paragraph.dates)
    numbers = [each for each in _numbers(sentence) if not taken.touch(each.start, each.end)]
    return tuple(sorted([*dates, *numbers], key=lambda each: each.start))


def _dates(sentence: Sentence, article: Article) -> Iterator[Asked]:
    for date in sentence.paragraph.dates:
        is_word = not (date.first or date.day) and date.end - date.start <= _SHORT_MONTH
        if sentence.start <= date.start < sentence.end and not is_word:
            value = _date_value(date, sentence, article)
            start = _start_of(date, sentence)
            if value:
                word = _YEAR_WORD.match(sentence.text, date.end)
                end = word.end() if word else date.end
                yield Asked(start, end, "date", _qualified(value, start, sentence))


def _date_value(date: Mention, sentence: Sentence, article: Article) -> str:
    """Return a date as a deck writes it, "" if its year cannot be told."""
    if date.century or date.other_day:
        return ""
    if date.last and date.first:
        is_decade = date.last.year - date.first.year == 9
        return "" if is_decade else f"{_point(date.first)}/{_point(date.last)}"
    if date.first:
        return _point(date.first)
    years = _years_before(date, sentence) or _years_of_same(date, article)
    years = years or article.years_near(sentence.paragraph.number)
    if len(years) != 1:
        return ""
    return _point(Point(next(iter(years)), date.month, date.day))


def _years_before(date: Mention, sentence: Sentence) -> frozenset[int]:
    """Return the year of the last date before a day without a year."""
    before = [each for each in sentence.paragraph.dates if each.start < date.start and each.first]
    return frozenset(before[-1].years[-1:]) if before else frozenset()


def _years_of_same(date: Mention, article: Article) -> frozenset[int]:
    """Return the years with which the article names the same day elsewhere."""
    every = (each for paragraph in article.paragraphs for each in paragraph.dates)
    same = (each for each in every if (each.month, each.day) == (date.month, date.day))
    return frozenset(year for each in same if date.day for year in each.years)


def _point(point: Point) -> str:
    if point.year < 1:
        return f"{1 - point.year} BCE"
    parts = [f"{point.year:04d}", *(f"{each:02d}" for each in (point.month, point.day) if each)]
    return "-".join(parts)


def _start_of(date: Mention, sentence: Sentence) -> int:
    """Return where a date begins, with the day of the week and the qualifier before it."""
    before = sentence.text[max(date.start - _LOOKED_BACK, sentence.start) : date.start]
    days = "|".join(map(re.escape, sentence.lexicon.weekdays))
    found = re.search(rf"(?:\b(?:{days})\b[,.]?\s*(?:the\s|den\s)?)$", before, re.IGNORECASE)
    start = date.start - len(found[0]) if days and found else date.start
    word = re.search(r"([^\W_]+\.?)[\s-]$", sentence.text[sentence.start : start])
    if word and word[1].casefold() in sentence.lexicon.qualifiers:
        return start - len(word[0])
    return start


def _qualified(value: str, start: int, sentence: Sentence) -> str:
    word = re.match(r"[^\W\d_]+\.?", sentence.text[start:])
    qualifier = sentence.lexicon.qualifiers.get(word[0].casefold(), "") if word else ""
    return f"{qualifier} {value}" if qualifier and "/" not in value else value


def _numbers(sentence: Sentence) -> Iterator[Asked]:
    names = Spans(_names_with_numbers(sentence))
    quoted = Spans((each.start, each.end) for each in quotations_in(sentence.text))
    for number in sentence.paragraph.numbers:
        inside = sentence.start <= number.start < sentence.end
        is_named = names.touch(number.start, number.end)
        if not inside or is_named or quoted.touch(number.start, number.end):
            continue
        asked = _number(number, sentence)
        if asked:
            yield asked


def _number(number: Number, sentence: Sentence) -> Asked | None:
    text, rest = sentence.text, sentence.text[number.end :]
    before = text[max(number.start - 1, 0) : number.start]
    is_part = before in _JOINED_BEFORE or rest[:1] in _JOINED_BEHIND
    if is_part or _ORDINAL_END.match(rest) or not _is_telling(number, sentence):
        return None
    value = next(iter(number.values))
    percent = _PERCENT.match(rest)
    if percent:
        end = number.end + percent.end()
        return Asked(number.start, end, "number", f"{_digits(value)} %")
    written = _scaled(text[number.start : number.end], value)
    money = before if before in _MONEY else ""
    return Asked(number.start - len(money), number.end, "number", f"{money}{written}")


def _is_telling(number: Number, sentence: Sentence) -> bool:
    """Return whether a number is clear, and no mere word such as `both` or `two`."""
    if len(number.values) != 1 or sentence.text[number.start : number.end] == "both":
        return False
    rest = sentence.text[number.end :]
    has_unit = bool(_unit_after(rest)) or _next_word(rest) in sentence.lexicon.units
    value = next(iter(number.values))
    return value > 1 and (not number.in_words or value >= _LEAST_IN_WORDS or has_unit)


def _digits(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _scaled(text: str, value: Decimal) -> str:
    """Return a number as the article writes it: 1.5 million."""
    found = _SCALED.fullmatch(text)
    return (
        f"{_digits(value / _SCALES[found['scale']])} {found['scale']}" if found else _digits(value)
    )


def _unit_after(rest: str) -> str:
    found = _UNIT.match(rest)
    return found["unit"] if found else ""


def _next_word(rest: str) -> str:
    found = re.match(r"[\s-]?([^\W\d_]+|%)", rest)
    return found[1].casefold() if found else ""


def _names_with_numbers(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield where numbers stand in names: Unit 29155, Apollo 11, World War II."""
    tokens = sentence.tokens
    if sentence.paragraph.text:
        for name in names_in(sentence.text, "en"):
            if sentence.start <= name.start < sentence.end:
                yield from _number_after(name.start, name.end, tokens)


def _number_after(start: int, end: int, tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    following = next((each for each in tokens if each.start >= end), None)
    if following and following.start - end <= 1 and following.text[0].isdigit():
        yield start, following.end
