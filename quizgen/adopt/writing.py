"""Writes an adopted deck as YAML, as a person would write it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from quizgen.adopt.kinds import MadeField, MadeKind
from quizgen.anki.learning import HeldType
from quizgen.deck.model.anki import AdoptedCard
from quizgen.yaml.edit import written

_WIDTH = 100


@dataclass(frozen=True, slots=True)
class MadeFact:
    """A fact: its id, its values by the keys of fields, its guid and its tags.

    The value of a picture or a sound is a pair: the file and its description.
    """

    id: str
    values: Mapping[str, str | tuple[str, str]]
    guid: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MadeDeck:
    """An adopted deck; `kinds` are the kinds with their note types and their facts."""

    id: str
    title: str
    language: str
    origin: str
    kinds: Sequence[tuple[MadeKind, HeldType, Sequence[MadeFact]]]
    description: str = ""
    tags: tuple[str, ...] = field(default_factory=tuple)


def as_yaml(deck: MadeDeck) -> str:
    """Return a deck as YAML."""
    return "\n".join(_lines(deck)) + "\n"


def _lines(deck: MadeDeck) -> Iterator[str]:
    yield f"deck: {written(deck.id)}"
    yield f"title: {written(deck.title)}"
    if deck.language != "en":
        yield f"language: {written(deck.language)}"
    if deck.description:
        yield f"description: {written(deck.description)}"
    yield f"source: {{title: {written(deck.origin)}}}"
    yield ""
    yield "kinds:"
    for kind, _, _ in deck.kinds:
        yield from _kind(kind)
    if any(held.templates for _, held, _ in deck.kinds):
        yield from _anki(deck)
    for kind, held, facts in deck.kinds:
        yield ""
        yield f"{written(kind.key)}:"
        for fact in facts:
            yield from _fact(fact, kind, has_guid=bool(held.templates))


def _kind(kind: MadeKind) -> Iterator[str]:
    yield f"  {written(kind.key)}:"
    yield f"    one: {written(kind.one)}"
    yield f"    name: {written(kind.name.key)}"
    yield "    fields:"
    asked = kind.questions
    for each in kind.fields:
        yield f"      {written(each.key)}: {{{_field(each, kind, is_asked=each.key in asked)}}}"
    yield "    questions:"
    for key, stems in kind.questions.items():
        pairs = ", ".join(f"{way}: {_quoted(stem)}" for way, stem in stems.items())
        yield f"      {written(key)}: {{{pairs}}}"


def _field(each: MadeField, kind: MadeKind, *, is_asked: bool) -> str:
    words = [f"type: {each.type}"]
    if each is kind.name:
        words.append("required: true")
        words += ["single: true"] if each.type == "sentence" else []
    elif is_asked:
        words.append("single: true")
        if each.is_unique:
            words.append("unique: true")
    return ", ".join(words)


def _anki(deck: MadeDeck) -> Iterator[str]:
    yield ""
    yield "# Learners keep their reviews as long as these names, their order and the guids stay."
    yield "anki:"
    yield "  kinds:"
    for kind, held, _ in deck.kinds:
        if held.templates:
            yield f"    {written(kind.key)}:"
            yield "      note_type:"
            yield f"        id: {held.id}"
            yield f"        name: {_quoted(held.name)}"
            yield "        fields:"
            for each in kind.fields:
                yield f"          {_key(each.theirs)}: {written(each.key)}"
            yield "        cards:"
            for card in kind.cards:
                yield f"          {_key(card.name)}: {{{_card(card)}}}"


def _card(card: AdoptedCard) -> str:
    parts = {"shows": card.shows, "asks": card.asks, "adds": card.adds, "needs": card.needs}
    return ", ".join(
        f"{name}: [{', '.join(map(written, keys))}]" for name, keys in parts.items() if keys
    )


def _fact(fact: MadeFact, kind: MadeKind, *, has_guid: bool) -> Iterator[str]:
    pairs = [
        f"{written(each.key)}: {_value(fact.values[each.key], each.type)}"
        for each in kind.fields
        if each.key in fact.values
    ]
    if fact.tags:
        pairs.append(f"tags: [{', '.join(map(written, fact.tags))}]")
    if has_guid and fact.guid:
        pairs.append(f"guid: {_quoted(fact.guid)}")
    line = f"  {_key(fact.id)}: {{{', '.join(pairs)}}}"
    if len(line) <= _WIDTH:
        yield line
        return
    yield f"  {_key(fact.id)}:"
    yield from (f"    {pair}" for pair in pairs)


def _value(value: str | tuple[str, str], type_: str) -> str:
    if isinstance(value, str):
        return _quoted(value) if type_ == "sentence" else written(value)
    file, words = value
    key = "alt" if type_ == "image" else "transcript"
    return f"{{value: {written(file)}, {key}: {written(words)}}}"


def _key(text: str) -> str:
    """Return a text as a key."""
    made = written(text)
    # A plain key must not look like the beginning of something else.
    return made if made[:1] in "\"'" or ":" not in made else _quoted(text)


def _quoted(text: str) -> str:
    return written(text, '"')
