"""The stems of the weighty words of a text, which its paraphrase shares with it."""

from __future__ import annotations

from quizgen.grounding.words import plain_words
from quizgen.language.folding import folded
from quizgen.language.stemming import has_stems, stem_of
from quizgen.lint.rules import words_of

_LEAST = 3


def stems_of(text: str, language: str) -> frozenset[str]:
    """Return the stems of the words of a text, without short ones and those that every text has."""
    stop = words_of(language).stop
    weighty = (word for word in plain_words(text) if len(word) >= _LEAST and word not in stop)
    return frozenset(_stem(word, language) for word in weighty)


def _stem(word: str, language: str) -> str:
    return stem_of(word, language) if has_stems(language) else folded(word, language)
