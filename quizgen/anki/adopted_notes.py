"""Makes the notes of facts that learners had as notes before the deck."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from quizgen.anki.fields import ordinals_of
from quizgen.anki.gaps import gaps_of
from quizgen.anki.notes import AdoptedNote, ClozeNote, Note, RecallNote
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import content_text
from quizgen.deck.identity import adopted_key, identity_of
from quizgen.deck.model.anki import AdoptedCard, AdoptedType
from quizgen.deck.model.contents import Content, Sentence
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.kinds import Kind
from quizgen.media.model import Media


def with_adopted(
    base: FactBase, notes: Iterable[Note], adopted: Mapping[str, AdoptedType]
) -> list[Note]:
    """Return the notes with one for each fact whose kind has a note type of its own (`adopted`).

    It stands in place of the notes that ask what its cards ask.
    """
    if not adopted:
        return list(notes)
    made: list[Note] = []
    facts = {
        identity_of(base.deck, fact): fact
        for fact in base.deck.facts.values()
        if fact.kind in adopted and not fact.background
    }
    waiting = {
        identity: note
        for identity, fact in facts.items()
        for note in _notes(base, fact, identity, adopted[fact.kind])
    }
    for note in notes:
        identity = "/".join(note.key.split("/")[:2])
        if identity in waiting:
            made.append(waiting.pop(identity))
        fact = facts.get(identity)
        if fact is None or not _is_covered(base.kind(fact), note, adopted[fact.kind]):
            made.append(note)
    # No question asks about the rest.
    return [*made, *waiting.values()]


def _notes(base: FactBase, fact: Fact, identity: str, adopted: AdoptedType) -> list[AdoptedNote]:
    """Return the note of a fact, none if it would have no card."""
    contents = {
        theirs: [value.content for value in fact.values.get(ours, ())]
        for theirs, ours in adopted.fields
    }
    texts = {theirs: _text(base, each) for theirs, each in contents.items()}
    shown = {theirs: _media(each) for theirs, each in contents.items()}
    media = {theirs: each for theirs, each in shown.items() if each}
    key = adopted_key(identity)
    sentence = _sentence(base, fact, key, adopted) if adopted.is_cloze else None
    note = AdoptedNote(key, fact.guid, adopted, texts, _tags(base, fact), media, sentence)
    try:
        ordinals_of(note)
    except ValueError:
        return []
    return [note]


def _text(base: FactBase, contents: Iterable[Content]) -> str:
    """Return all contents of a field that are words."""
    words = [content_text(base, each) for each in contents if not isinstance(each, Media)]
    return base.wording.all_of(words) if len(words) > 1 else "".join(words)


def _media(contents: Iterable[Content]) -> tuple[Media, ...]:
    return tuple(each for each in contents if isinstance(each, Media))


def _sentence(base: FactBase, fact: Fact, key: str, adopted: AdoptedType) -> ClozeNote | None:
    """Return the sentence of a fact whose type is cloze."""
    for value in fact.values.get(adopted.cards[0].shows[0], ()):
        if isinstance(value.content, Sentence):
            return ClozeNote(key, gaps_of(base, value.content, value.content.parts))
    return None


def _tags(base: FactBase, fact: Fact) -> tuple[str, ...]:
    return tuple(dict.fromkeys((base.deck.id, *base.deck.tags, fact.kind, *fact.tags)))


def _is_covered(kind: Kind, note: Note, adopted: AdoptedType) -> bool:
    """Return whether the cards of the fact's own note ask what a note asks."""
    asked = note.key.split("/")[2]
    rules = [rule for rule in kind.questions.values() if (rule.was or rule.key) == asked]
    if isinstance(note, ClozeNote):
        return adopted.is_cloze and any(rule.field in adopted.cards[0].asks for rule in rules)
    if not isinstance(note, RecallNote):
        return False
    return any(_asks(card, rule.field, kind.name) for rule in rules for card in adopted.cards)


def _asks(card: AdoptedCard, field: str, name: str) -> bool:
    forward = field in card.asks and name in card.shows
    back = field in card.shows and name in card.asks
    return forward or back
