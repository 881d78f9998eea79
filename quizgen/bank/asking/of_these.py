"""Stems above options that say that nothing but the options is meant: which of these clubs."""

from __future__ import annotations

from quizgen.deck.model.kinds import Kind
from quizgen.language.lexicon import LANGUAGE

# So many letters show that the key of a kind is the plural of its noun: club, clubs.
_SHARED = 3
# Verbs of a question that asks for several.
_MANY = ("are ", "have ", "were ")


def of_these(stem: str, kind: Kind, language: str) -> str:
    """Return an English stem with "which of these clubs" for "which club", "" if it has none.

    A date may be that of other things as well, which the deck does not know. "Who" becomes "which
    of these people".
    """
    if language.partition("-")[0] != LANGUAGE:
        return ""
    for asks, many in ((f"which {kind.one} ", _plural(kind)), ("who ", "people")):
        rest = stem[len(asks) :]
        if many and stem.casefold().startswith(asks.casefold()) and not rest.startswith(_MANY):
            return f"Which of these {many} {rest}"
    return ""


def _plural(kind: Kind) -> str:
    """Return the plural of what a kind's facts are called, "" if the kind tells none."""
    before, _, noun = kind.one.rpartition(" ")
    words = (kind.plural or kind.key).casefold().replace("_", " ").replace("-", " ")
    many = words.rpartition(" ")[2]
    is_plural = many.endswith("s") and many != noun and many[:_SHARED] == noun[:_SHARED]
    return f"{before} {many}".strip() if is_plural else ""
