"""Words that say that a text is about a woman, or about a man."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from quizgen.language.tokens import tokens

_WORDS = {
    "en": "actress daughter empress female girl her heroine lady mother princess queen she sister"
    " widow wife woman women",
    "de": "frau frauen gattin ihr ihre ihrer kaiserin königin mutter mädchen prinzessin schwester"
    " sie tochter witwe",
    "es": "actriz ella emperatriz esposa hermana hija madre mujer mujeres princesa reina viuda",
    "fr": "actrice elle femme femmes fille impératrice mère princesse reine veuve épouse",
}
_OF_MEN = frozenset(["he", "him", "his"])
_BY_LANGUAGE = {language: frozenset(words.split()) for language, words in _WORDS.items()}


@lru_cache(maxsize=1 << 12)
def is_about_a_woman(text: str, language: str) -> bool:
    """Return whether a text has a word for a woman in a language (``de``).

    In English, words after *his* are about another one, and so is whose wife somebody was.
    """
    words = tokens(text)
    told = _of_subject(words) if language == "en" else words
    return not _BY_LANGUAGE.get(language, frozenset()).isdisjoint(told)


def _of_subject(words: Sequence[str]) -> list[str]:
    own = list(takewhile(lambda word: word not in _OF_MEN, words))
    return [word for word, before in zip(own, ["", *own], strict=False) if before != "whose"]


# Words that stand for nothing but a woman or a man: no mother cells and no queen bees.
_SURE_WOMEN = frozenset(["goddess", "her", "she", "woman", "women"])
_SURE_MEN = frozenset(["god", "he", "him", "his", "king", "man", "men"])


@lru_cache(maxsize=1 << 12)
def sex_in(text: str, language: str) -> str:
    """Return whether an English text is surely about a woman or a man, "" if it isn't."""
    words = frozenset(tokens(text)) if language == "en" else frozenset()
    if not words.isdisjoint(_SURE_WOMEN):
        return "woman"
    return "man" if not words.isdisjoint(_SURE_MEN) else ""


def names_her(text: str, language: str) -> bool:
    """Return whether an English text calls its subject she: her alliance with Mark Antony."""
    return language == "en" and tokens(text)[:1] in (["her"], ["she"])
