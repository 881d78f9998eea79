"""Makes a kind of fact of somebody's note type: its fields, its questions, its cards."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.adopt.contents import Contents, type_for
from quizgen.adopt.templates import card_of, fields_on
from quizgen.anki.learning import HeldType
from quizgen.deck.keys.deck import DECK_KEYS, FILE_KEYS
from quizgen.deck.keys.facts import FACT_KEYS
from quizgen.deck.kinds import built_in_kinds
from quizgen.deck.model.anki import AdoptedCard
from quizgen.deck.tables import id_from
from quizgen.deck.template import SPECIAL_SLOTS

_TAKEN_BY_FIELDS = {*FACT_KEYS, *SPECIAL_SLOTS, "value", "id"}
_MOST_OF_A_KEY = 60
# Labels of first fields that say nothing about what the notes are.
_NO_NOUNS = {"front", "question", "text", "name", "title", "word", "term", "field_1", "vorderseite"}


@dataclass(frozen=True, slots=True)
class MadeField:
    """A field of a kind: its key, its type, and the name that the note type gives it."""

    key: str
    type: str
    theirs: str
    is_unique: bool = False


@dataclass(frozen=True, slots=True)
class MadeKind:
    """A kind made of a note type; `name` is the field that names a fact."""

    key: str
    one: str
    name: MadeField
    fields: tuple[MadeField, ...]
    cards: tuple[AdoptedCard, ...]
    questions: Mapping[str, Mapping[str, str]]


def make_kind(
    held: HeldType,
    notes: Sequence[Mapping[str, Contents]],
    language: str,
    taken: Container[str],
) -> MadeKind | None:
    """Return the kind for a note type with these notes.

    Returns None if no field can name a fact, or if there is nothing else to ask for.
    """
    fields = tuple(_fields(held, notes))
    name = next((each for each in fields if _can_name(each, notes)), None)
    if name is None or len(fields) < 2:
        return None
    keys = {each.theirs: each.key for each in fields}
    cards = tuple(card_of(card, front, back, keys) for card, _, front, back in held.templates)
    one = _one(held.name, name)
    questions = _questions(fields, name, cards, one, language, notes)
    return MadeKind(_key(held.name, taken), one, name, fields, cards, questions)


def make_cloze_kind(
    held: HeldType, notes: Sequence[Mapping[str, Contents]], sentence: str, taken: Container[str]
) -> MadeKind:
    """Return the kind for a note type whose cards are deletions in the field `sentence`."""
    fields = tuple(
        replace(each, type="sentence", is_unique=False) if each.theirs == sentence else each
        for each in _fields(held, notes)
    )
    name = next(each for each in fields if each.theirs == sentence)
    keys = {each.theirs: each.key for each in fields}
    card, _, _, back = held.templates[0]
    adds = tuple(each for each in fields_on(back, keys) if each != name.key)
    cards = (AdoptedCard(card, (name.key,), (name.key,), adds),)
    one = " ".join(held.name.split()).strip() or "sentence"
    return MadeKind(_key(held.name, taken), one, name, fields, cards, {name.key: {}})


def _fields(held: HeldType, notes: Sequence[Mapping[str, Contents]]) -> list[MadeField]:
    made: list[MadeField] = []
    used: set[str] = set(_TAKEN_BY_FIELDS)
    for number, (theirs, _) in enumerate(held.fields, 1):
        plain = id_from(theirs).replace("-", "_")[:_MOST_OF_A_KEY].strip("_") or f"field_{number}"
        names = (plain, f"{plain}_text", f"{plain}_{number}")
        key = next(each for each in names if each not in used)
        used.add(key)
        contents = [note[theirs] for note in notes]
        said = [(each.text, each.pictures, each.sounds) for each in contents if each.type]
        is_unique = len(said) > 1 and len(set(said)) == len(said)
        made.append(MadeField(key, type_for(contents), theirs, is_unique))
    return made


def _can_name(field: MadeField, notes: Sequence[Mapping[str, Contents]]) -> bool:
    """Return whether a field can name facts: nearly all notes have a text in it."""
    named = sum(bool(note[field.theirs].text) for note in notes)
    return field.type == "text" and named * 10 >= len(notes) * 9


def _one(held: str, name: MadeField) -> str:
    """Return the noun for one fact: the label of its name, unless that is no noun of its own."""
    if name.key in _NO_NOUNS:
        return " ".join(held.split()).strip() or "note"
    return _label(name)


def _key(name: str, taken: Container[str]) -> str:
    plain = id_from(name) or "notes"
    reserved = {*DECK_KEYS, *FILE_KEYS, *built_in_kinds()}
    numbered = (plain if count == 1 else f"{plain}-{count}" for count in range(1, 10_000))
    return next(each for each in numbered if each not in reserved and each not in taken)


def _questions(  # noqa: PLR0913, PLR0917 - a question hangs on all of them
    fields: Sequence[MadeField],
    name: MadeField,
    cards: Sequence[AdoptedCard],
    one: str,
    language: str,
    notes: Sequence[Mapping[str, Contents]],
) -> dict[str, dict[str, str]]:
    """Return the stems of a question for each field that a card asks for, or goes back from."""
    others = [each for each in fields if each is not name]
    ways = {each.key: _all_ways(cards, each.key, name.key) for each in others}
    if not any(ways.values()):
        ways[others[0].key].add("ask")
    is_asked = _is_asked(name, others, notes)
    found: dict[str, dict[str, str]] = {}
    for each in others:
        ask = f"{{{name.key}}}" if is_asked else _ask(each, name, language)
        stems = {"ask": ask, "back": _back(each, one, language)}
        if ways[each.key]:
            found[each.key] = {way: stems[way] for way in sorted(ways[each.key])}
    return found


def _all_ways(cards: Sequence[AdoptedCard], field: str, name: str) -> set[str]:
    return {way for card in cards for way in _ways(card, field, name)}


def _ways(card: AdoptedCard, field: str, name: str) -> Iterator[str]:
    """Yield the way in which a card asks: for the field of a fact, or back for its name."""
    if field in card.asks and name in card.shows:
        yield "ask"
    if field in card.shows and name in card.asks:
        yield "back"


def _is_asked(
    name: MadeField, others: Sequence[MadeField], notes: Sequence[Mapping[str, Contents]]
) -> bool:
    """Return whether the notes have whole questions in place of names."""
    names = [note[name.theirs].text for note in notes]
    asking = sum(bool(re.search(r"[?\uff1f\u061f\u2026:]\s*$", text)) for text in names)
    return len(others) == 1 or asking * 2 > len(names)


def _ask(field: MadeField, name: MadeField, language: str) -> str:
    label = _label(field)
    if not language.startswith("en"):
        return f"{{{name.key}}}: {label}?"
    if field.type == "image":
        return f"which picture is the {label} of {{{name.key}}}?"
    return f"what is the {label} of {{{name.key}}}?"


def _back(field: MadeField, one: str, language: str) -> str:
    label = _label(field)
    is_media = field.type != "text"
    if not language.startswith("en"):
        return f"{label}: {{{field.key}}}" if not is_media else f"{label}? {{{field.key}}}"
    thing = one[:1].lower() + one[1:]
    if is_media:
        return f"which {thing} has this {label}? {{{field.key}}}"
    return f"which {thing} has the {label} {{{field.key}}}?"


def _label(field: MadeField) -> str:
    label = re.sub(r"[{}|/]", " ", " ".join(field.theirs.split()))
    return label[:1].lower() + label[1:] if label[1:2].islower() else label
