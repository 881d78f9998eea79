"""From prompts to the notes of an Anki deck: a question and its way back are siblings of one note."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from quizgen.anki.notes import ClozeNote, Gap, Note, NoteDeck, RecallNote
from quizgen.facts.model import Blank, Fact
from quizgen.items.backside import citation, remarks
from quizgen.items.base import FactBase
from quizgen.items.prompts import Prompt, Way, content_text


def make_notes(base: FactBase, prompts: Iterable[Prompt]) -> NoteDeck:
    """Return the notes of all prompts, in their order."""
    deck = base.deck
    grouped = groupby(prompts, key=lambda prompt: f"{prompt.fact.ref}/{prompt.rule.key}")
    notes = tuple(_note(base, key, list(group)) for key, group in grouped)
    return NoteDeck(deck.id, deck.title, deck.description, deck.language, notes)


def _note(base: FactBase, key: str, prompts: list[Prompt]) -> Note:
    first = prompts[0]
    told = remarks(base, first)
    source = citation(base, first.value.provenance)
    tags = _tags(base, first.fact)
    if first.way is Way.BLANK:
        return ClozeNote(key, _cloze(base, first), told, source, tags)
    ways = {prompt.way: prompt for prompt in prompts}
    forward, back = ways.get(Way.FORWARD), ways.get(Way.BACK)
    return RecallNote(
        key,
        forward.stem if forward else "",
        forward.answer if forward else "",
        back.stem if back else "",
        back.answer if back else "",
        told,
        source,
        tags,
    )


def _cloze(base: FactBase, prompt: Prompt) -> tuple[str | Gap, ...]:
    numbers = {id(blank): number for number, blank in enumerate(_blanks(prompt), 1)}
    parts = (
        Gap(numbers[id(part)], content_text(base, part.content)) if isinstance(part, Blank) else part
        for part in prompt.sentence
    )
    return tuple(part for part in parts if part)


def _blanks(prompt: Prompt) -> list[Blank]:
    return [part for part in prompt.sentence if isinstance(part, Blank)]


def _tags(base: FactBase, fact: Fact) -> tuple[str, ...]:
    return tuple(dict.fromkeys((base.deck.id, *base.deck.tags, fact.kind, *fact.tags)))
