"""The numbers in a text: in digits with any separator, and in words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from quizgen.deck.powers import MOST, power_behind
from quizgen.grounding.spans import Spans
from quizgen.grounding.words import Word
from quizgen.language.number_words import NumberWords, goes_on, number_words, value_of

_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
_MARKS = "'\N{RIGHT SINGLE QUOTATION MARK}" + _SPACES
_GROUPS = rf"[0-9]{{1,3}}(?:[.,{_MARKS}][0-9]{{3}})+(?![0-9])"
_DIGITS = re.compile(rf"(?<!\w)(?<![0-9][.,])(?:{_GROUPS}(?:[.,][0-9]+)?|[0-9]+(?:[.,][0-9]+)?)")
_SEPARATORS = re.compile(f"[{_MARKS}]")
_LONGEST_IN_DIGITS = 30
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text: where it stands, and what its digits may mean (1.500 is 1500 or 1.5)."""

    start: int
    end: int
    values: frozenset[Decimal]
    in_words: bool = False


def numbers_in(text: str, words: Sequence[Word], language: str) -> tuple[Number, ...]:
    """Return the numbers of a text in their order; `words` are its words."""
    known = number_words(language)
    found = list(_in_digits(text, words, language))
    taken = Spans((number.start, number.end) for number in found)
    found += [each for each in _in_words(words, known) if not taken.touch(each.start, each.end)]
    return tuple(sorted(found, key=lambda number: number.start))


def _in_digits(text: str, words: Sequence[Word], language: str) -> Iterator[Number]:
    known = number_words(language)
    by_start = {word.start: word for word in words}
    last = 0
    for found in _DIGITS.finditer(text):
        if len(found[0]) > _LONGEST_IN_DIGITS or found.start() < last:
            continue
        power, last = power_behind(text, found.end())
        if last and abs(power) <= MOST:
            figures = _meanings(found[0], language)
            values = frozenset(each * Decimal(10) ** power for each in figures)
            yield Number(found.start(), last, values)
            continue
        end = found.end()
        space = len(text[end : end + 2]) - len(text[end : end + 2].lstrip(_SPACES))
        after = by_start.get(end + space)
        scale = known.scales.get(after.plain, 1) if after else 1
        values = frozenset(value * scale for value in _meanings(found[0], language))
        yield Number(found.start(), after.end if after and scale > 1 else end, values)


def _meanings(digits: str, language: str) -> Iterator[Decimal]:
    """Yield every number that some digits with separators may stand for.

    The sign that groups digits in the language always does so before three digits.
    """
    own, other = (",", ".") if language == "en" else (".", ",")
    closed = _SEPARATORS.sub("", digits)
    if closed != digits and not re.search("[.,]", digits):
        # Two numbers may stand beside each other.
        yield from map(Decimal, _SEPARATORS.split(digits))
    yield from _number(closed, own, other)
    if not re.fullmatch(rf"[0-9]{{1,3}}(?:[{own}][0-9]{{3}})+", closed):
        yield from _number(closed, other, own)


def _number(digits: str, group: str, point: str) -> Iterator[Decimal]:
    """Yield the number of digits with a sign between groups and one before decimals, if any."""
    plain = digits.replace(group, "").replace(point, ".")
    if plain.count(".") <= 1:
        yield Decimal(plain)


def _in_words(words: Sequence[Word], known: NumberWords) -> Iterator[Number]:
    index = 0
    while index < len(words):
        last = _end_of_number(words, index, known)
        if last > index:
            value = value_of([word.plain for word in words[index:last]], known)
            if value is not None:
                yield Number(
                    words[index].start,
                    words[last - 1].end,
                    frozenset({Decimal(value)}),
                    in_words=True,
                )
        index = max(last, index + 1)


def _end_of_number(words: Sequence[Word], first: int, known: NumberWords) -> int:
    """Return the index after the last word of the number that begins at `first`."""
    if not _is_number(words[first].plain, known):
        return first
    last, before_joiner = first + 1, 0
    for index in range(first + 1, min(first + _MOST_WORDS, len(words))):
        word, before = words[index].plain, words[last - 1].plain
        is_joined = index > last
        if not is_joined and word in known.joiners:
            continue
        if not _is_number(word, known) or not goes_on(before, word, known, is_joined=is_joined):
            break
        if before_joiner and _repeats(words[first:before_joiner], word, known):
            return before_joiner
        before_joiner = last if is_joined else before_joiner
        last = index + 1
    return last


def _is_number(word: str, known: NumberWords) -> bool:
    return word in known.small or word in known.hundreds or word in known.scales


def _repeats(words: Sequence[Word], multiplier: str, known: NumberWords) -> bool:
    """Return whether a multiplier begins another number: one hundred and two hundred."""
    is_multiplier = multiplier in known.hundreds or multiplier in known.scales
    return is_multiplier and any(each.plain == multiplier for each in words)
