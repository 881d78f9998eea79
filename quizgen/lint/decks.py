"""Rules about a deck's cards beside each other."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

from quizgen.lint.model import Card, Finding
from quizgen.lint.table import found
from quizgen.lint.words import Words, hyphened, listed, normal, tokens

_WHICH = frozenset(("which", "what"))
# No more than these: octadecane and octadecanal are two words.
_INFLECTED = re.compile(r"(?:'s|ings?|ies|ied|ed|es|s|e)$")


def same_front(cards: Sequence[Card], words: Words) -> Iterator[tuple[int | None, Finding]]:
    """Yield a finding for each card that asks in nearly the same words as an earlier one.

    It asks for another answer, or it asks the same again.
    """
    asking: dict[Hashable, int] = {}
    telling: dict[Hashable, int] = {}
    for number, card in enumerate(cards):
        asked, answer = _asked(card, words), normal(card.answer, words)
        if card.shows_media or not asked:
            continue
        # Where the gap is tells two gaps of one sentence apart.
        place = tuple(tokens(card.front.replace("_", "\u2014"))) if card.gaps else ()
        first = asking.setdefault((*sorted(asked), place), number)
        alike = telling.setdefault(
            (answer, tuple(sorted(map(_beginning, asked))), bool(card.gaps)), number
        )
        if normal(cards[first].answer, words) != answer:
            answers = f"{cards[first].answer}; {card.answer}"
            yield number, found("Q456", f"{listed((card.front,))} has two answers: {answers}")
        elif alike != number:
            yield number, found("Q457", f"{listed((card.front, cards[alike].front))} ask the same")


def _asked(card: Card, words: Words) -> set[str]:
    asked = {
        _uninflected(word)
        for word in tokens(card.front.replace("_", " "))
        if word not in words.stop
    }
    if card.gaps:
        return asked
    # Which letter is meant matters: vitamin A, the symbol I.
    letters = {word for word in hyphened(card.front)[1:] if len(word) == 1 and word.isupper()}
    return asked | letters | (set(tokens(card.front)) & (words.question - _WHICH))


def _uninflected(word: str) -> str:
    short = _INFLECTED.sub("", word)
    return short if len(short) > 2 else word


def _beginning(word: str) -> str:
    """Return what forms of one word have in common: make, made; write, wrote."""
    return word if len(word) < 3 or not word.isalpha() else word[:2]
