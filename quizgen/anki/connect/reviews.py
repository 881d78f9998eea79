"""The reviews of a deck's cards in a running Anki."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from quizgen.anki.connect.client import AnkiConnectError, Client
from quizgen.anki.connect.holdings import batches
from quizgen.anki.learning import LearnerCard, LearnerNote, Learning, Review
from quizgen.anki.notes import NoteDeck


def learning_of(client: Client, deck: NoteDeck) -> Learning:
    """Return the notes of a deck in Anki with their cards and reviews; raises AnkiConnectError.

    AnkiConnect tells no guids, so the notes are those whose field `Key` names the deck. Lapses of
    cards are those among their reviews.
    """
    name = deck.deck.replace("_", r"\_")
    ids = client.call_list("findNotes", query=f'"Key:{name}/*"')
    notes: list[LearnerNote] = []
    cards: list[LearnerCard] = []
    for batch in batches(ids):
        for told in client.call_list("notesInfo", notes=list(batch)):
            if told:
                note = _note(_mapping(told))
                notes.append(note)
                cards += [_card(each, note.id) for each in _list(_mapping(told), "cards")]
    reviews = [
        review for some in batches([card.id for card in cards]) for review in _reviews(client, some)
    ]
    return Learning(tuple(notes), cards=tuple(cards), reviews=tuple(reviews))


def _note(told: dict[str, Any]) -> LearnerNote:
    fields = _mapping(told.get("fields"))
    texts = {name: str(_mapping(each).get("value", "")) for name, each in fields.items()}
    tags = tuple(map(str, _list(told, "tags")))
    return LearnerNote(_whole(told.get("noteId")), "", 0, 0, texts, tags)


def _card(number: object, note: int) -> LearnerCard:
    return LearnerCard(_whole(number), note, 0, 0, 0, 0, 0, 0, 0)


def _reviews(client: Client, cards: Iterable[int]) -> Iterator[Review]:
    answer = _mapping(client.call("getReviewsOfCards", cards=list(map(str, cards))))
    for card, listed in answer.items():
        for each in listed if isinstance(listed, list) else ():
            told = _mapping(each)
            parts = (_whole(told.get(name)) for name in ("id", "ease", "type"))
            yield Review(int(card) if card.isdigit() else 0, *parts)


def _mapping(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _strange()
    return value


def _list(told: dict[str, Any], name: str) -> list[Any]:
    found = told.get(name)
    if not isinstance(found, list):
        raise _strange()
    return found


def _whole(value: object) -> int:
    if not isinstance(value, int):
        raise _strange()
    return value


def _strange() -> AnkiConnectError:
    return AnkiConnectError("AnkiConnect sent an unexpected answer: update it in Anki")
