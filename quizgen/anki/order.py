"""The order in which learners meet new cards: as many facts as possible before any comes again.

Anki shows some 20 new cards a day, in the order of their positions. It keeps cards of one note
apart, but takes a fact's multiple-choice, recall and typed cards for strangers, because they have
different note types. So their positions are apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice, zip_longest

from quizgen.anki.notes import AdoptedNote, ClozeNote, Gap, Note, OcclusionNote, RecallNote

# The cards of so many facts are dealt in turn: more than Anki shows in a day.
_AT_ONCE = 30
# A card: the index of its note, and its number as Anki counts.
_Card = tuple[int, int]


def positions(notes: Sequence[Note]) -> dict[_Card, int]:
    """Return the position of each card, from 1, by the index of its note and its number.

    Notes of one fact follow each other. The cards of 30 facts are dealt in turn, one of each fact,
    then another one of each. First cards of all notes of a fact come before second ones.
    """
    facts: dict[str, list[list[_Card]]] = {}
    for index, note in enumerate(notes):
        cards = [(index, number) for number in _numbers(note)]
        facts.setdefault("/".join(note.key.split("/")[:2]), []).append(cards)
    hands = [list(_one_by_one(cards)) for cards in facts.values()]
    tables = list(_tables(hands))
    dealt = chain.from_iterable(_one_by_one(table) for table in tables)
    return {card: place for place, card in enumerate(dealt, 1)}


def _numbers(note: Note) -> list[int]:
    if isinstance(note, AdoptedNote):
        return list(range(len(note.note_type.cards)))
    if isinstance(note, RecallNote):
        return [number for number, text in enumerate((note.prompt, note.back_prompt)) if text]
    if isinstance(note, ClozeNote):
        return sorted({part.number - 1 for part in note.parts if isinstance(part, Gap)})
    if isinstance(note, OcclusionNote):
        return sorted({area.number - 1 for area in note.areas})
    return [0]


def _tables(hands: Sequence[list[_Card]]) -> Iterable[Sequence[list[_Card]]]:
    """Yield the hands thirty at a time; the last table takes what would be too few."""
    count = max(len(hands) // _AT_ONCE, 1)
    each = iter(hands)
    for _ in range(count - 1):
        yield list(islice(each, _AT_ONCE))
    yield list(each)


def _one_by_one(rows: Iterable[Sequence[_Card]]) -> Iterable[_Card]:
    """Yield the first card of each row, then the second of each, and so on."""
    for column in zip_longest(*rows):
        yield from (card for card in column if card is not None)
