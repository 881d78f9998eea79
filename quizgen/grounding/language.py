"""The language of an article, by the words that every text has."""

from __future__ import annotations

from quizgen.grounding.words import plain_words
from quizgen.lint.rules import words_of

_KNOWN = ("en", "de", "fr", "es", "ru")
# So much of an article tells its language.
_ENOUGH = 5000
# How much more often the words of another language must stand in it.
_TIMES = 2


def language_of(text: str, likely: str) -> str:
    """Return the language of a text: the likely one (``de``), unless it is clearly another."""
    words = plain_words(text[:_ENOUGH])
    counts = {each: sum(word in words_of(each).stop for word in words) for each in _KNOWN}
    best = max(counts, key=lambda each: (counts[each], each == likely))
    return best if counts[best] > _TIMES * counts.get(likely, counts[best]) else likely


def primary_language(code: str) -> str:
    """Return a code without region and script: de for de-AT."""
    return code.replace("_", "-").partition("-")[0].lower()
