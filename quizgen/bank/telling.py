"""Cues: words of a stem that only the right answer shares."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from quizgen.bank.wording import Wording
from quizgen.language.tokens import SHORTEST


def telling(wording: Wording, text: str) -> frozenset[str]:
    """Return the beginnings of a text's longer words, which forms of one word share."""
    return wording.beginnings(text)


def cues(wording: Wording, stem: str, key: str, distractors: Iterable[str]) -> frozenset[str]:
    """Return the beginnings of words that stem and key share, and that all distractors lack."""
    asked = telling(wording, stem) - telling(wording, " ".join(wording.labels.question_words))
    shared = {word for word in telling(wording, key) if _is_among(word, asked)}
    if not shared:
        return frozenset()
    lacking = [telling(wording, each) for each in distractors]
    return frozenset(
        word for word in shared if not any(_is_among(word, words) for words in lacking)
    )


def _is_among(word: str, words: Collection[str]) -> bool:
    """Return whether a word is one of some words, in the singular, the plural or a longer word.

    A short word is whole and may begin a longer one, as volt begins voltage.
    """
    if word in words or f"{word}s" in words or word.removesuffix("s") in words:
        return True
    return any(_begins(word, each) or _begins(each, word) for each in words)


def _begins(short: str, long: str) -> bool:
    return len(short) == SHORTEST and long.startswith(short)
