"""From prompts and items to the notes of an Anki deck: a question and its way back are siblings of one note."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from quizgen.anki.notes import (
    ChoiceNote,
    ClozeNote,
    Gap,
    MediaByField,
    Note,
    NoteDeck,
    RecallNote,
    TypedNote,
)
from quizgen.bank.backside import citation, remarks
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_answer
from quizgen.bank.chance import shuffled
from quizgen.bank.items import Item
from quizgen.bank.prompts import Prompt, Way, content_text, option_text
from quizgen.bank.wording import sentence_case
from quizgen.deck.model import AnkiDefaults, Blank, Fact

# So many questions are met in one form before they come again in the next.
_ROUND = 10
# What has more words than this, or more characters, nobody types as it stands.
_MOST_WORDS, _MOST_TYPED = 5, 50


def wanted_cards(
    deck: AnkiDefaults,
    *,
    choice: bool | None = None,
    typed: bool | None = None,
    subdecks: bool | None = None,
) -> AnkiDefaults:
    """Return what the deck asks of its Anki deck, with what is given instead, for every kind of fact."""
    given = {"choice": choice, "typed": typed}
    kept: dict[str, None] = {name: None for name, value in given.items() if value is not None}
    kinds = {kind: replace(own, **kept) for kind, own in deck.kinds.items()}
    return AnkiDefaults(
        deck.choice if choice is None else choice,
        deck.typed if typed is None else typed,
        deck.subdecks if subdecks is None else subdecks,
        kinds,
        deck.looks,
    )


def make_notes(
    base: FactBase,
    prompts: Iterable[Prompt],
    items: Iterable[Item] = (),
    wanted: AnkiDefaults | None = None,
) -> NoteDeck:
    """Return the notes of all prompts, and of the items where choice cards are wanted.

    `wanted` is what the deck asks for if it is not given. Cards come in the order of the deck, ten
    questions at a time: first to choose from, then to recall, then to type.
    """
    deck = base.deck
    wanted = wanted or deck.anki
    choices = {item.id: item for item in items if wanted.has_choice(item.prompt.fact.kind)}
    grouped = groupby(prompts, key=lambda prompt: f"{prompt.fact.ref}/{prompt.rule.key}")
    groups = [(key, list(group)) for key, group in grouped]
    notes: list[Note] = []
    for start in range(0, len(groups), _ROUND):
        part = groups[start : start + _ROUND]
        asked = _ways_back_last(prompt for _, group in part for prompt in group)
        notes += [_choice(base, choices[prompt.id]) for prompt in asked if prompt.id in choices]
        notes += [_note(base, key, group) for key, group in part]
        notes += [
            note
            for prompt in asked
            if wanted.has_typed(prompt.fact.kind)
            for note in _typed(base, prompt)
        ]
    subdecks = _subdecks(base) if wanted.subdecks else {}
    return NoteDeck(
        deck.id, deck.title, deck.description, deck.language, tuple(notes), subdecks, wanted.looks
    )


def _ways_back_last(prompts: Iterable[Prompt]) -> list[Prompt]:
    # A question and its way back tell each other's answers.
    return sorted(prompts, key=lambda prompt: prompt.way is Way.BACK)


def _subdecks(base: FactBase) -> dict[str, str]:
    asked = {fact.kind for fact in base.deck.facts.values() if not fact.background}
    kinds = (kind for kind in base.deck.kinds.values() if kind.key in asked)
    return {
        kind.key: sentence_case(kind.plural or kind.key.replace("-", " ").replace("_", " "))
        for kind in kinds
    }


def _choice(base: FactBase, item: Item) -> ChoiceNote:
    prompt, indices = item.prompt, range(len(item.options))
    if item.ranked:
        order = sorted(indices, key=lambda index: (item.sizes[index], item.options[index]))
    else:
        order = shuffled(
            [(item.options[index], index) for index in indices], "card", base.deck.id, item.id
        )
    return ChoiceNote(
        f"{item.id}/choice",
        prompt.stem,
        tuple(item.options[index] for index in order),
        order.index(0),
        item.ranked,
        remarks(base, prompt),
        citation(base, prompt.value.provenance),
        _tags(base, prompt.fact),
        _media({"Prompt": prompt.media}),
        tuple(item.pictures[index] for index in order) if item.pictures else (),
    )


def _media(shown: MediaByField) -> MediaByField:
    return {name: media for name, media in shown.items() if media}


def _typed(base: FactBase, prompt: Prompt) -> Iterator[TypedNote]:
    """Yield the typed note of a prompt, none where its answer is too long to be typed, or a list."""
    typed = base.wording.bare(_typed_text(base, prompt))
    if (
        len(prompt.values) > 1
        or prompt.answer_media
        or len(typed) > _MOST_TYPED
        or len(typed.split()) > _MOST_WORDS
    ):
        return
    told = remarks(base, prompt)
    source = citation(base, prompt.value.provenance)
    answer, tags, media = (
        _typed_answer(base, prompt),
        _tags(base, prompt.fact),
        _media({"Prompt": prompt.media}),
    )
    yield TypedNote(f"{prompt.id}/typed", prompt.stem, answer, typed, told, source, tags, media)


def _typed_answer(base: FactBase, prompt: Prompt) -> str:
    return as_answer(base, prompt.answer, prompt.blank.content) if prompt.blank else prompt.answer


def _typed_text(base: FactBase, prompt: Prompt) -> str:
    if prompt.blank:
        return option_text(base, prompt, prompt.blank.content)
    return (
        base.names.fillers[prompt.fact.ref].text
        if prompt.way is Way.BACK
        else option_text(base, prompt, prompt.value.content)
    )


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
        forward.answer if forward and not forward.answer_media else "",
        back.stem if back else "",
        back.answer if back else "",
        told,
        source,
        tags,
        _media(
            {
                "Prompt": forward.media if forward else (),
                "Answer": forward.answer_media if forward else (),
                "BackPrompt": back.media if back else (),
            }
        ),
    )


def _cloze(base: FactBase, prompt: Prompt) -> tuple[str | Gap, ...]:
    numbers = {id(blank): number for number, blank in enumerate(_blanks(prompt), 1)}
    parts = (
        Gap(numbers[id(part)], content_text(base, part.content))
        if isinstance(part, Blank)
        else part
        for part in prompt.sentence
    )
    return tuple(part for part in parts if part)


def _blanks(prompt: Prompt) -> list[Blank]:
    return [part for part in prompt.sentence if isinstance(part, Blank)]


def _tags(base: FactBase, fact: Fact) -> tuple[str, ...]:
    return tuple(dict.fromkeys((base.deck.id, *base.deck.tags, fact.kind, *fact.tags)))
