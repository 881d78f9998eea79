"""Words that say that a text is about a woman."""

from __future__ import annotations

from quizgen.language.tokens import tokens

_WORDS = {
    "en": "actress daughter empress female girl her heroine lady mother princess queen she sister"
    " widow wife woman women",
    "de": "frau frauen gattin ihr ihre ihrer kaiserin königin mutter mädchen prinzessin schwester"
    " sie tochter witwe",
    "es": "actriz ella emperatriz esposa hermana hija madre mujer mujeres princesa reina viuda",
    "fr": "actrice elle femme femmes fille impératrice mère princesse reine veuve épouse",
}
_BY_LANGUAGE = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def is_about_a_woman(text: str, language: str) -> bool:
    """Return whether a text has a word for a woman in a language (``de``)."""
    return not _BY_LANGUAGE.get(language, frozenset()).isdisjoint(tokens(text))
