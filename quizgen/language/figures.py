"""Figures: dates and numbers, read from texts of a language."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence

from msgspec import Struct

from quizgen.language.words import Words, remembered

_DIGIT = re.compile(r"\d")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?")
_ERA = re.compile(r"\s*\b(bce?|ce|ad)\b\.?\s*")
_AROUND = re.compile(
    r"^(?:on|in|im|am|um|etwa|about|around|circa|c\.|ca\.|the|early|mid|late)[\s-]+"
)
_FIGURE = r"[-\u2212+]?\d+(?:[,\u00a0\u202f ]\d{3})*(?:\.\d+)?"
_NUMBER = re.compile(
    rf"(?P<low>{_FIGURE})(?:(?:\s*[-\u2013]\s*|\s+(?:to|and)\s+)(?P<high>{_FIGURE}))?"
    r"(?:(?P<tight>%|°[CF]?|[a-zµ]{1,3}[²³]?)"
    r"|(?:st|nd|rd|th)?(?:(?:[\s\u00a0]|-(?=[A-Z]|(?:year|month|week|day|hour|minute|second|mile"
    r"|foot|inch|metre|meter|bit)))(?P<unit>(?:million|billion|trillion)?.{0,24}))?)"
)
_BOUNDS = {
    **dict.fromkeys(("at least", "more than", "over", "above", "after"), (False, True)),
    **dict.fromkeys(("at most", "less than", "under", "below"), (True, False)),
    **dict.fromkeys(("fewer than", "up to", "before"), (True, False)),
}
_BOUND = re.compile(rf"({'|'.join(_BOUNDS)})\s+", re.IGNORECASE)
_ABOUT = re.compile(
    r"^(?:about|around|roughly|approximately|nearly|almost|exactly|the|at|between|from)\s+",
    re.IGNORECASE,
)
# Two numbers, and a range only after "between": consul in 70 and 55 BC.
_PAIR = re.compile(rf"{_FIGURE}\s+and\s")
_ORDINAL = re.compile(r"(?<=\d)(?:st|nd|rd|th)$")
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_FRACTION = re.compile(r"(\d+)/([1-9]\d*)")
_LEAST_YEAR, _LAST_YEAR = 1000, 2200


class Number(Struct, frozen=True):
    """A number or a range with its unit; `figure` is the text of a single number.

    A range may count down: 152-145 million years ago.
    """

    low: float
    high: float
    unit: str
    figure: str = ""


@remembered
def date(text: str, words: Words) -> tuple[int, ...]:
    """Return the year, month and day that the text gives, () if it is not a date."""
    if not _DIGIT.search(text):
        return ()
    plain = text.strip(" .").casefold()
    iso = _ISO.fullmatch(plain)
    if iso:
        return tuple(int(part) for part in iso.groups() if part)
    era = _ERA.search(plain)
    parts = re.findall(r"[^\s,.]+", _AROUND.sub("", _ERA.sub(" ", plain).strip()))
    return _date_of_words(parts, words, era.group(1) if era else "")


def _date_of_words(parts: list[str], words: Words, era: str) -> tuple[int, ...]:
    months = [words.months.index(part) + 1 for part in parts if part in words.months]
    rest = [_ORDINAL.sub("", part) for part in parts if part not in words.months]
    if len(months) > 1 or not all(map(_is_figure, rest)):
        return ()
    return _date([int(part) for part in rest], months, era)


def _is_figure(text: str) -> bool:
    return text.isdecimal() and len(text) < 9


def _date(figures: list[int], months: list[int], era: str) -> tuple[int, ...]:
    sign = -1 if era.startswith("b") else 1
    if not months:
        plausible = len(figures) == 1 and (era or _LEAST_YEAR <= figures[0] < _LAST_YEAR)
        return (sign * figures[0],) if plausible else ()
    if len(figures) == 1 and figures[0] > 31:
        return (sign * figures[0], *months)
    if len(figures) == 2:
        day, year = sorted(figures)
        return (sign * year, *months, day) if 1 <= day <= 31 else ()
    return ()


@remembered
def number(text: str) -> Number | None:
    """Return the number or range that the whole text is, with its unit, None for any other text."""
    if not _DIGIT.search(text):
        return None
    plain = text.strip().rstrip(".")
    bound = _BOUND.match(plain)
    plain = _ABOUT.sub("", plain[bound.end() if bound else 0 :])
    money = re.match(r"[$€£¥]\s?", plain)
    plain = plain[money.end() :] if money else plain
    fraction = _FRACTION.fullmatch(plain)
    if fraction:
        return _number(fraction[0], int(fraction[1]) / int(fraction[2]), None, "", bound)
    match = _NUMBER.fullmatch(plain)
    if not match or not _is_plausible(match):
        return None
    if _PAIR.match(plain) and not text.casefold().startswith("between"):
        return None
    unit = _unit(match)
    scale = _SCALES.get(unit.split(" ")[0], 1)
    unit = " ".join(unit.split()[1:]) if scale > 1 else unit
    low = _float(match["low"]) * scale
    high = _float(match["high"]) * scale if match["high"] else None
    return _number(match["low"], low, high, (money[0].strip() if money else "") + unit, bound)


def _unit(match: re.Match[str]) -> str:
    return match["tight"] or match["unit"] or ""


def _is_plausible(match: re.Match[str]) -> bool:
    """Tell whether a text is a number, not a name (50 Cent) or a very long string of digits."""
    longest = max(len(match["low"]), len(match["high"] or ""))
    return longest <= 40 and not re.match(r"[A-Z][a-z]", _unit(match))


def _number(
    figure: str, low: float, high: float | None, unit: str, bound: re.Match[str] | None
) -> Number:
    if bound:
        below, above = _BOUNDS[bound[1].lower()]
        return Number(-math.inf if below else low, math.inf if above else low, unit)
    return Number(low, low if high is None else high, unit, figure if high is None else "")


def _float(figure: str) -> float:
    return float(re.sub(r"[,\u00a0\u202f ]", "", figure).replace("\u2212", "-"))


def sizes_of(texts: Sequence[str], words: Words) -> tuple[float, ...]:
    """Return a size for each text if all are dates, or numbers of one unit, () otherwise."""
    dates = [date(text, words) for text in texts]
    if dates and all(dates):
        return tuple(_year(each) for each in dates)
    return _sizes_of_numbers([number(text) for text in texts])


def _sizes_of_numbers(read: list[Number | None]) -> tuple[float, ...]:
    numbers = [each for each in read if each]
    units = {each.unit.casefold().removesuffix("s") for each in numbers}
    if len(numbers) < len(read) or len(units) != 1:
        return ()
    return tuple(each.low if math.isfinite(each.low) else each.high for each in numbers)


def _year(parts: Sequence[int]) -> float:
    year, month, day = (*parts, 1, 1)[:3] if len(parts) < 3 else parts
    return year + (month - 1) / 12 + (day - 1) / 372
