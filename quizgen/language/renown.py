"""Events whose year everybody knows, by English words in their names, and days of such fame."""

from __future__ import annotations

import re
from functools import lru_cache

# Each with the beginnings of words that all stand in the name of the event.
_YEARS = {
    "moon land": 1969,
    "apollo 11": 1969,
    "berlin wall fall": 1989,
    "assassinat kennedy": 1963,
    "hiroshima": 1945,
    "nagasaki": 1945,
    "pearl harbor": 1941,
    "d-day": 1944,
    "landing normandy": 1944,
    "titanic": 1912,
    "september 11": 2001,
    "attack world trade center": 2001,
    "bastille": 1789,
    "declaration of independence": 1776,
    "columbus": 1492,
    "battle of hastings": 1066,
    "battle of waterloo": 1815,
    "chernobyl": 1986,
    "october revolution": 1917,
    "armistice germany": 1918,
    "assassinat franz ferdinand": 1914,
    "treaty of versailles": 1919,
    "wall street crash": 1929,
    "black tuesday": 1929,
    "lehman brothers": 2008,
    "indian ocean tsunami": 2004,
    "outbreak french revolution": 1789,
    "outbreak first world war": 1914,
    "outbreak second world war": 1939,
    "end first world war": 1918,
    "end second world war": 1945,
}
# Days of which everybody knows what happened on them.
_DAYS = frozenset(
    [
        (1776, 7, 4),
        (1789, 7, 14),
        (1914, 6, 28),
        (1918, 11, 11),
        (1929, 10, 29),
        (1939, 9, 1),
        (1941, 12, 7),
        (1944, 6, 6),
        (1945, 5, 8),
        (1957, 10, 4),
        (1961, 4, 12),
        (1963, 11, 22),
        (1969, 7, 20),
        (1989, 11, 9),
        (2001, 9, 11),
    ]
)
_PATTERNS = {tuple(words.split()): year for words, year in _YEARS.items()}


@lru_cache(1 << 12)
def year_of(event: str, language: str) -> int | None:
    """Return the year of an event that everybody knows, None for any other event."""
    words = re.findall(r"[\w-]+", event.casefold()) if language == "en" else ()
    for wanted, year in _PATTERNS.items():
        if all(any(word.startswith(each) for word in words) for each in wanted):
            return year
    return None


def is_of_fame(year: int, month: int, day: int) -> bool:
    """Return whether everybody knows what happened on a day, and so that nothing else did."""
    return (year, month, day) in _DAYS
