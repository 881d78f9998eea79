"""The languages of titles, as far as their articles and small words tell them surely."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from quizgen.language.lexicon import named, sorts_of


def _by_word(words_of: Mapping[str, str]) -> dict[str, frozenset[str]]:
    """Return the languages of each word."""
    return {
        word: frozenset(languages.split())
        for languages, words in words_of.items()
        for word in words.split()
    }


# Articles, with or without a preposition, at the beginning of titles.
_ARTICLES = _by_word(
    {
        "de": "das der die ein eine im",
        "es": "el las los",
        "es fr it": "la un",
        "es it": "una",
        "fr": "les une",
        "fr it": "le",
        "it": "gli il",
        "nl": "het",
    }
)
# Small words within titles, in small letters.
_WITHIN = _by_word(
    {
        "de": "auf aus eine für im mit ohne und vom von zum zur über",
        "de fr": "des du",
        "de nl": "der",
        "es": "y",
        "es fr it": "la un",
        "es it": "del una",
        "fr": "au aux avec chez dans une",
        "fr it": "le",
        "fr la": "et",
        "fr pt": "à",
        "it": "degli della delle di il nella",
    }
)
# What is elided before a vowel: l'après-midi.
_ELIDED = re.compile(r"(?:l|d|dell|nell)['\u2019]\w", re.IGNORECASE)
_OF_ELIDED = frozenset(["fr", "it"])
_LATIN = frozenset(["la"])
# English is the language of a title with one of these, whatever names are in it.
_ENGLISH_WORDS = "and at by for from his is my of on or the to with"
_ENGLISH = frozenset(_ENGLISH_WORDS.split())
# These begin English titles, too: Die Another Day, La La Land.
_AMBIGUOUS = frozenset(["die", "la"])


@lru_cache(1 << 12)
def languages_of_title(title: str) -> frozenset[str]:
    """Return the languages that the words of a title admit, none if it may be English.

    Nothing tells the language of a bare name, such as Aida, or of a name of a known place.
    """
    words = title.replace("-", " ").split()
    is_english = not _ENGLISH.isdisjoint(word.casefold() for word in words)
    told = () if is_english else tuple(_told(words))
    if not told or named(title):
        return frozenset()
    common = frozenset.intersection(*told)
    # Latin has no accents.
    return common if title.isascii() else common - _LATIN


def _told(words: list[str]) -> Iterator[frozenset[str]]:
    """Yield the languages that each telling word of a title admits."""
    rest = words[1:]
    if rest and words[0].istitle():
        yield from _of_article(words[0].casefold(), rest)
    yield from (_WITHIN[word] for word in rest if word in _WITHIN)
    if any(map(_ELIDED.match, words)):
        yield _OF_ELIDED
    if any(map(_is_french, rest)):
        yield frozenset(["fr"])


def _of_article(article: str, rest: list[str]) -> Iterator[frozenset[str]]:
    may_be_english = article in _AMBIGUOUS and any(map(sorts_of, rest))
    if article not in _ARTICLES or may_be_english:
        return
    yield _ARTICLES[article]
    if article == "la" and rest[0].endswith("a"):
        # La traviata, but La Marseillaise.
        yield frozenset(["es", "it"])


def _is_french(word: str) -> bool:
    """Return whether a word has an ending of French ones and is no English noun: fantastique."""
    return word.islower() and word.endswith("ique") and not sorts_of(word)
