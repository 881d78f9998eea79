"""Cues: words of a stem that only the right answer shares."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from quizgen.bank.wording import Wording
from quizgen.language.lexicon import sorts_of
from quizgen.language.tokens import SHORTEST

# A noun may have as few letters: gas, war, sea.
_LEAST = 3
# Nouns in a dictionary that are hardly ever used as nouns.
_NO_NOUNS = {
    *("and", "are", "but", "can", "did", "for", "get", "has", "her", "his", "how", "its", "let"),
    *("may", "non", "not", "off", "one", "our", "out", "own", "per", "put", "say", "set", "six"),
    *("ten", "the", "two", "use", "via", "was", "way", "who", "why", "yes", "yet", "you"),
}


def telling(wording: Wording, text: str) -> frozenset[str]:
    """Return the beginnings of a text's longer words, which forms of one word share."""
    return wording.beginnings(text)


def cue_words(wording: Wording, text: str) -> frozenset[str]:
    """Return what `telling` returns and, in English, the short nouns of a text as well."""
    longer = telling(wording, text)
    if not wording.is_english:
        return longer
    short = {word for word in wording.normal(text).split() if len(word) == _LEAST}
    return longer.union(word for word in short - _NO_NOUNS if sorts_of(word))


def cues(wording: Wording, stem: str, key: str, distractors: Iterable[str]) -> frozenset[str]:
    """Return the beginnings of words that stem and key share, and that all distractors lack."""
    asking = telling(wording, " ".join(wording.labels.question_words))
    asked = cue_words(wording, stem) - asking
    shared = {word for word in cue_words(wording, key) if _is_among(word, asked)}
    if not shared:
        return frozenset()
    lacking = [cue_words(wording, each) for each in distractors]
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
