"""Makes strays notes of the deck again: their note type, their key and all their texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.anki.collection import moment_in, moment_of
from quizgen.anki.connect.client import Client
from quizgen.anki.connect.held import Stray, composed
from quizgen.anki.connect.holdings import batches, notes_with
from quizgen.anki.notes import NoteDeck
from quizgen.anki.notetypes import NoteType
from quizgen.anki.records import Record, records_of

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class _Repair:
    """A stray and the note of the deck that it was."""

    stray: Stray
    record: Record

    @property
    def fields(self) -> dict[str, str]:
        """Return the note's own fields, and nothing for fields that hold copies of them.

        When Anki merges two note types, a field of the other type gets the contents of ours.
        """
        own = {name for name, _ in self.record.note_type.fields}
        texts = {text for text in self.record.fields if text}
        copies = {
            name: ""
            for name, text in self.stray.note.fields.items()
            if name not in own and composed(text) in texts
        }
        return {**copies, **self._made}

    @property
    def _made(self) -> dict[str, str]:
        settings = {name: text for name, text in self.record.settings.items() if text}
        return {**self.record.named, **settings}

    @property
    def retyped(self) -> dict[str, object]:
        """Return the parameter that gives the note its own type, so that its cards stay."""
        held = self.stray.note
        return {
            "id": held.id,
            "modelName": self.stray.model,
            "fields": self._made,
            "tags": list(dict.fromkeys((*held.tags, *self.record.tags))),
        }


def repair(client: Client, deck: NoteDeck, strays: Iterable[Stray]) -> int:
    """Make strays notes of the deck again; raises AnkiConnectError.

    Returns how many of their cards are left over: a merge of note types by Anki made them, and they
    ask nothing.

    A stray that may be any of several notes stays as it is, and so does one whose own note type is
    not in Anki.
    """
    repairs = list(_repairs(deck, strays))
    retyped = [{"note": each.retyped} for each in repairs if each.stray.has_other_type]
    others = [each for each in repairs if not each.stray.has_other_type]
    mended = [{"note": {"id": each.stray.note.id, "fields": each.fields}} for each in others]
    for batch in batches(retyped, _AT_ONCE):
        client.call_all("updateNoteModel", batch)
    for batch in batches(mended, _AT_ONCE):
        client.call_all("updateNoteFields", batch)
    return _move_all_cards(client, others)


def _move_all_cards(client: Client, repairs: Iterable[_Repair]) -> int:
    """Move the cards of all repaired notes, and return how many are left over."""
    shapes = {each.stray.note.id: each.record.note_type for each in repairs}
    left = 0
    for ids in batches(list(shapes), _AT_ONCE):
        notes = notes_with(client, ids)
        cards = _cards(client, [card for note in notes for card in note.cards])
        for note in notes:
            own = [cards[card] for card in note.cards if card in cards]
            left += _move_cards(client, own, shapes[note.id])
    return left


def _cards(client: Client, ids: Sequence[int]) -> dict[object, Mapping[str, object]]:
    """Return what Anki tells of these cards, by their ids."""
    told = client.call_list("cardsInfo", cards=list(ids))
    return {each.get("cardId"): each for each in told if isinstance(each, dict) and "ord" in each}


def _move_cards(client: Client, cards: Iterable[Mapping[str, object]], shape: NoteType) -> int:
    """Move cards from templates of another note type, which Anki's merge appended, to our own.

    The cards with the reviews change places with those that Anki made in their stead. Returns how
    many cards of those templates are left.
    """
    if shape.is_cloze:
        return 0
    count = len(shape.templates)
    held = {int(str(card["ord"])): card for card in cards}
    left = 0
    for number in sorted(number for number in held if number >= count):
        card, own = held[number], held.get(number - count)
        if card.get("reps") and not (own and own.get("reps")):
            _exchange(client, card, own, (number, number - count))
            left += own is not None
        else:
            left += 1
    return left


def _exchange(
    client: Client,
    card: Mapping[str, object],
    own: Mapping[str, object] | None,
    numbers: tuple[int, int],
) -> None:
    """Give a card the second number; a card that has it, if there is one, gets the first."""
    if own:
        _number(client, own, numbers[0])
    _number(client, card, numbers[1])


def _number(client: Client, card: Mapping[str, object], number: int) -> None:
    client.call(
        "setSpecificValueOfCard",
        card=card.get("cardId"),
        keys=["ord"],
        newValues=[number],
        warning_check=True,
    )


def _repairs(deck: NoteDeck, strays: Iterable[Stray]) -> Iterator[_Repair]:
    records = {record.key: record for record in records_of(deck)}
    found: dict[str, _Repair] = {}
    for stray in strays:
        meant = [records[key] for key in stray.keys if _may_be(stray, records[key])]
        if len(meant) != 1 or not stray.model:
            continue
        made = _Repair(stray, meant[0])
        if made.record.key not in found or _has_own_id(made):
            found[made.record.key] = made
    yield from found.values()


def _may_be(stray: Stray, record: Record) -> bool:
    """Return whether a stray may be this note; its note type tells, unless it was changed."""
    return len(stray.keys) == 1 or _has_field_of(record, stray.note.fields)


def _has_field_of(record: Record, held: Mapping[str, str]) -> bool:
    return {name for name, _ in record.note_type.fields} <= held.keys()


def _has_own_id(made: _Repair) -> bool:
    return moment_in(made.stray.note.id) == moment_of(made.record.guid)
