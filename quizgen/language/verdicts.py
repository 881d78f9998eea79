"""Reads answers that are a verdict in any of the five languages: true or false, yes or no."""

from __future__ import annotations

_TRUE = (
    "true", "correct", "right", "yes",
    "wahr", "richtig", "stimmt", "ja",
    "vrai", "juste", "correcte", "oui",
    "verdadero", "verdadera", "cierto", "correcto", "sí", "si",
    "верно", "правда", "правильно", "да",
)  # fmt: skip
_FALSE = (
    "false", "incorrect", "wrong", "no",
    "falsch", "unwahr", "stimmt nicht", "nein",
    "faux", "fausse", "incorrecte", "non",
    "falso", "falsa", "incorrecto", "no",
    "неверно", "неправда", "ложь", "ложно", "неправильно", "нет",
)  # fmt: skip
_VERDICTS = {**dict.fromkeys(_TRUE, True), **dict.fromkeys(_FALSE, False)}


def verdict_of(text: str) -> bool | None:
    """Return whether an answer says true or false, None for any other text."""
    return _VERDICTS.get(text.strip(" \t\n.!").casefold())
