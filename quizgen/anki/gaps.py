"""Makes the gaps of a cloze note of the blanks of a sentence."""

from __future__ import annotations

from collections.abc import Iterable

from quizgen.anki.notes import Gap
from quizgen.bank.base import FactBase
from quizgen.bank.hints import hint_of
from quizgen.bank.prompts import content_text
from quizgen.deck.model.contents import Blank, Content, Sentence


def gaps_of(
    base: FactBase, content: Content, parts: Iterable[str | Blank]
) -> tuple[str | Gap, ...]:
    """Return the parts of a sentence with a gap for each blank of its `content`."""
    numbers = _numbers(content)
    made = (
        Gap(numbers[id(part)], content_text(base, part.content), hint_of(base, part))
        if isinstance(part, Blank)
        else part
        for part in parts
    )
    return tuple(part for part in made if part)


def _numbers(content: Content) -> dict[int, int]:
    """Return the numbers of a sentence's blanks by their identities."""
    if not isinstance(content, Sentence):
        return {}
    return dict(zip(map(id, content.blanks), content.numbers, strict=True))
