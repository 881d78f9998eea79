"""Rules about a deck's cards beside each other."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Sequence

from quizgen.lint.model import Card, Finding
from quizgen.lint.rule import EVERY_LANGUAGE, PlacedMessage, deck_rule, declare
from quizgen.lint.words import Words, hyphened, listed, normal, tokens

_WHICH = frozenset(("which", "what"))
# No more than these: octadecane and octadecanal are two words.
_INFLECTED = re.compile(r"(?:'s|ings?|ies|ied|ed|es|s|e)$")


@deck_rule(
    "Q456", "warning", fix="Add to each front what tells it apart.", languages=EVERY_LANGUAGE
)
def several_answers(cards: Sequence[Card], words: Words) -> Iterator[PlacedMessage]:
    """One front with several answers.

    Learners cannot know which answer is meant.

    Two cards ask in nearly the same words for different answers.
    """
    for number, first, _ in _repeated(cards, words):
        if not _same_answer(cards[first], cards[number], words):
            answers = f"{cards[first].answer}; {cards[number].answer}"
            yield number, f"{listed((cards[number].front,))} has two answers: {answers}"


@deck_rule("Q457", "info", fix="Keep one of the two.", languages=EVERY_LANGUAGE)
def same_card(cards: Sequence[Card], words: Words) -> Iterator[PlacedMessage]:
    """The same card twice.

    It costs reviews and teaches nothing.

    Two cards ask in nearly the same words for the same answer.
    """
    for number, first, alike in _repeated(cards, words):
        if alike != number and _same_answer(cards[first], cards[number], words):
            fronts = (cards[number].front, cards[alike].front)
            yield number, f"{listed(fronts)} ask the same"


def _same_answer(one: Card, other: Card, words: Words) -> bool:
    return normal(one.answer, words) == normal(other.answer, words)


def _repeated(cards: Sequence[Card], words: Words) -> Iterator[tuple[int, int, int]]:
    """Yield each card's index, with those of the first card with its front, and with its answer.

    The words of the two fronts are forms of the same words; each index may be the card's own.
    """
    asking: dict[Hashable, int] = {}
    telling: dict[Hashable, int] = {}
    for number, card in enumerate(cards):
        asked, answer = _asked(card, words), normal(card.answer, words)
        if card.shows_media or not asked:
            continue
        # The place of the gap tells two gaps of one sentence apart.
        place = tuple(tokens(card.front.replace("_", "\u2014"))) if card.gaps else ()
        first = asking.setdefault((*sorted(asked), place), number)
        stems = tuple(sorted(map(_beginning, asked)))
        alike = telling.setdefault((answer, stems, bool(card.gaps)), number)
        yield number, first, alike


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


def no_source(unsourced: int, facts: int) -> Iterator[Finding]:
    """No source.

    Nobody can check the answer, or tell later which of two answers is right.

    Neither the deck nor a fact says where the fact comes from.
    """
    if unsourced:
        yield _NO_SOURCE.found(f"{unsourced} of {facts} facts name no source")


_NO_SOURCE = declare(
    "Q460",
    "info",
    no_source,
    "Say where the facts come from, in the header: `source: {title: …}`.",
)
