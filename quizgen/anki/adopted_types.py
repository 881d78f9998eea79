"""Note types that learners had before a deck, as a package has them."""

from __future__ import annotations

import html
from functools import cache

from quizgen.anki.notes import AdoptedNote, Note, NoteDeck
from quizgen.anki.notetypes import NOTE_TYPES, NoteType
from quizgen.deck.model.anki import AdoptedCard, AdoptedType

_CLASSES = "quizgen mathjax_ignore tex2jax_ignore"


def shape_of(note: Note) -> NoteType:
    """Return the note type of a note."""
    if isinstance(note, AdoptedNote):
        return adopted_shape(note.note_type)
    return NOTE_TYPES[type(note)]


def shapes_of(deck: NoteDeck) -> tuple[NoteType, ...]:
    """Return the note types that a deck may use: quizgen's, and those that learners had before."""
    adopted = dict.fromkeys(
        adopted_shape(note.note_type) for note in deck.notes if isinstance(note, AdoptedNote)
    )
    return (*NOTE_TYPES.values(), *adopted)


@cache
def adopted_shape(adopted: AdoptedType) -> NoteType:
    """Return a note type with the id, the fields and the cards that learners have.

    Anki takes notes for the same only if all of these agree. Fields and cards have no ids: Anki
    then compares names, whether or not the learner's have ids. Learners keep the looks that they
    have; those who get the deck for the first time see plain ones.
    """
    theirs = {ours: name for name, ours in reversed(adopted.fields)}
    return NoteType(
        adopted.id,
        adopted.name,
        int(adopted.is_cloze),
        fields=tuple((name, 0) for name, _ in adopted.fields),
        templates=tuple((card.name, 0) for card in adopted.cards),
        stems=(f"adopted-{adopted.id}",),
        asks=tuple(theirs[card.shows[0]] for card in adopted.cards),
        tells=(),
        own_sides=tuple(_sides_of(adopted, card, theirs) for card in adopted.cards),
    )


def _sides_of(adopted: AdoptedType, card: AdoptedCard, theirs: dict[str, str]) -> tuple[str, str]:
    return _cloze_sides(adopted, card, theirs) if adopted.is_cloze else _sides(card, theirs)


def _cloze_sides(
    adopted: AdoptedType, card: AdoptedCard, theirs: dict[str, str]
) -> tuple[str, str]:
    sentence = f'<div class="question">{{{{cloze:{adopted.sentence}}}}}</div>\n'
    added = "".join(_line("remarks", theirs[name]) for name in card.adds)
    opening = f'<div class="{_CLASSES}" dir="auto">\n'
    return f"{opening}{sentence}</div>\n", f"{opening}{sentence}{added}</div>\n"


def _sides(card: AdoptedCard, theirs: dict[str, str]) -> tuple[str, str]:
    needed = [theirs[name] for name in card.needs]
    shown = "".join(_line("question", theirs[name]) for name in card.shows)
    asked = "".join(_line("answer", theirs[name]) for name in card.asks)
    added = "".join(_line("remarks", theirs[name]) for name in card.adds)
    labels = html.escape(", ".join(theirs[name] for name in card.asks))
    front = _within(needed, f'{shown}<div class="source">{labels}</div>\n')
    back = f'{shown}<hr id="answer">\n{asked}{added}'
    opening = f'<div class="{_CLASSES}" dir="auto">\n'
    return f"{opening}{front}</div>\n", f"{opening}{back}</div>\n"


def _line(name: str, field: str) -> str:
    return _within([field], f'<div class="{name}">{{{{{field}}}}}</div>') + "\n"


def _within(fields: list[str], text: str) -> str:
    """Return a part of a template that stands on a card only if it has all the fields."""
    opening = "".join(f"{{{{#{field}}}}}" for field in fields)
    closing = "".join(f"{{{{/{field}}}}}" for field in reversed(fields))
    return f"{opening}{text}{closing}"
