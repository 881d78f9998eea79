"""Blanks that share a card, and so would give away each other's answers."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.telling import telling
from quizgen.deck.model.contents import Blank, Sentence


def twins_of(base: FactBase, sentence: Sentence, asked: Blank) -> tuple[Blank, ...]:
    """Return the blanks with the number of `asked` whose answers tell its own, in order."""
    blanks, numbers = sentence.blanks, sentence.numbers
    number_of = dict(zip(map(id, blanks), numbers, strict=True))
    sharing = (
        blank
        for blank in blanks
        if blank is not asked and number_of[id(blank)] == number_of[id(asked)]
    )
    return tuple(blank for blank in sharing if _tells(base, blank, asked))


def are_same(base: FactBase, one: Blank, other: Blank) -> bool:
    """Return whether two blanks hold the same answer."""
    normal = base.wording.normal
    return normal(base.text(one.content)) == normal(base.text(other.content))


def _tells(base: FactBase, blank: Blank, asked: Blank) -> bool:
    wording = base.wording
    own, other = base.text(asked.content), base.text(blank.content)
    is_part = wording.normal(own) in wording.normal(other)
    return is_part or bool(telling(wording, own) & telling(wording, other))
