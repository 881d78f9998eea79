"""Stems above options that say that nothing but the options is meant: which of these clubs."""

from __future__ import annotations

from quizgen.deck.model.kinds import Kind
from quizgen.language.lexicon import LANGUAGE
from quizgen.late import late_pattern

# So many letters show that the key of a kind is the plural of its noun: club, clubs.
_SHARED = 3
# Verbs of a question that asks for several.
_MANY = ("are ", "have ", "were ")
# Nouns whose kinds have other keys.
_PEOPLE, _BODIES = ("which person ", "people"), ("which institution ", "institutions")
_ONE_OF_MANY = late_pattern(
    r"[Ww]hich (?:institution|organization|person) (?:is|was) (?:an?|one of) .+"
)


def of_these(stem: str, kind: Kind, language: str) -> str:
    """Return an English stem with "which of these clubs" for "which club", "" if it has none.

    A date may be that of other things as well, which the deck does not know, and "a painter" fits
    others. "Who" becomes "which of these people".
    """
    if language.partition("-")[0] != LANGUAGE:
        return ""
    own = (f"which {kind.one} ", _plural(kind))
    for asks, many in (own, ("who ", "people"), _PEOPLE, _BODIES):
        rest = stem[len(asks) :]
        if many and stem.casefold().startswith(asks.casefold()) and not rest.startswith(_MANY):
            return f"Which of these {many} {rest}"
    return ""


def is_one_of_many(stem: str) -> bool:
    """Return whether an English stem asks for one of many: "which person was a painter?"."""
    return _ONE_OF_MANY.fullmatch(stem) is not None


def _plural(kind: Kind) -> str:
    """Return the plural of what a kind's facts are called, "" if the kind tells none."""
    before, _, noun = kind.one.rpartition(" ")
    words = (kind.plural or kind.key).casefold().replace("_", " ").replace("-", " ")
    many = words.rpartition(" ")[2]
    is_plural = many.endswith("s") and many != noun and many[:_SHARED] == noun[:_SHARED]
    return f"{before} {many}".strip() if is_plural else ""
