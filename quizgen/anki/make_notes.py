"""Makes the notes of an Anki deck from prompts and items.

A question and its way back are cards of one note, so that Anki treats them as siblings.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from msgspec.structs import replace

from quizgen.anki.adopted_notes import with_adopted
from quizgen.anki.entry_notes import entries_of, entry_notes, has_entries
from quizgen.anki.gaps import gaps_of
from quizgen.anki.note_prompts import note_key
from quizgen.anki.notes import (
    Area,
    CardSettings,
    ChoiceNote,
    ClozeNote,
    Further,
    Made,
    MediaByField,
    NoteDeck,
    OcclusionNote,
    RecallNote,
    TypedNote,
)
from quizgen.anki.settings import settings_for
from quizgen.bank.backside import citation, remarks
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_answer
from quizgen.bank.chance import shuffled
from quizgen.bank.confusable import Confusable
from quizgen.bank.items import Item
from quizgen.bank.prompts import Prompt, Way, option_text
from quizgen.bank.wording import sentence_case
from quizgen.deck.identity import first_key, permanent_id
from quizgen.deck.model.anki import AnkiDefaults
from quizgen.deck.model.contents import Diagram
from quizgen.deck.model.facts import Fact
from quizgen.markup.plain import plain
from quizgen.markup.signs import is_marked

# Nobody types an answer that has more words or more characters than this.
_MOST_WORDS, _MOST_TYPED = 5, 50


def wanted_cards(
    deck: AnkiDefaults,
    *,
    choice: bool | None = None,
    typed: bool | None = None,
    subdecks: bool | None = None,
) -> AnkiDefaults:
    """Return the deck's wishes for its cards; what is given here overrides them for every kind."""
    kinds = {
        kind: replace(
            own,
            choice=own.choice if choice is None else None,
            typed=own.typed if typed is None else None,
        )
        for kind, own in deck.kinds.items()
    }
    return replace(
        deck,
        choice=deck.choice if choice is None else choice,
        typed=deck.typed if typed is None else typed,
        subdecks=deck.subdecks if subdecks is None else subdecks,
        kinds=kinds,
    )


def make_notes(
    base: FactBase,
    prompts: Iterable[Prompt],
    items: Iterable[Item] = (),
    wanted: AnkiDefaults | None = None,
) -> NoteDeck:
    """Return the notes of all prompts, and choice notes of the items if they are wanted.

    If `wanted` is None, the deck decides. Notes come in the order of the deck, those of a fact
    together: first as multiple choice, then to recall, then to type.
    """
    deck = base.deck
    wanted = wanted or deck.anki
    choices = {item.id: item for item in items if wanted.has_choice(item.prompt.fact.kind)}
    grouped = groupby(prompts, key=lambda prompt: note_key(deck, prompt))
    groups = [(key, list(group)) for key, group in grouped]
    facts = groupby(groups, key=lambda group: group[1][0].fact.ref)
    maker = _Maker(base, wanted, choices)
    made = (note for _, each in facts for note in maker.round(list(each)))
    notes = with_adopted(base, made, wanted.note_types)
    subdecks = _subdecks(base) if wanted.subdecks else {}
    return NoteDeck(
        deck.id,
        wanted.title or deck.title,
        deck.description,
        deck.language,
        tuple(notes),
        subdecks,
        wanted.looks,
        wanted.deck,
        _settings(base, wanted),
    )


def _settings(base: FactBase, wanted: AnkiDefaults) -> dict[str, CardSettings]:
    """Return the settings for the cards of each question that has some."""
    made = {
        f"{first_key(kind)}/{rule.was or rule.key}": settings_for(
            wanted, kind, rule, base.deck.language
        )
        for kind in base.deck.kinds.values()
        for rule in kind.questions.values()
    }
    return {name: settings for name, settings in made.items() if settings != CardSettings()}


class _Maker:
    """Makes the notes of one fact after the other."""

    def __init__(self, base: FactBase, wanted: AnkiDefaults, choices: Mapping[str, Item]) -> None:
        self._base, self._wanted, self._choices = base, wanted, choices
        self._confusable = Confusable(base)

    def round(self, groups: Sequence[tuple[str, list[Prompt]]]) -> Iterator[Made]:
        """Yield the notes of a fact's questions; each group is a note's key and its prompts."""
        asked = _ways_back_last(prompt for _, group in groups for prompt in group)
        for prompt in asked:
            if prompt.id in self._choices:
                yield self._with_further(_choice(self._base, self._choices[prompt.id]), [prompt])
        for key, group in groups:
            recalled = [prompt for prompt in group if not prompt.listed]
            if recalled:
                note = self._with_further(_note(self._base, key, recalled), recalled)
                yield from _with_entries(self._base, note, recalled[0], self._wanted)
        for prompt in asked:
            if self._wanted.has_typed(prompt.fact.kind) and not prompt.listed:
                for note in _typed(self._base, prompt):
                    yield self._with_further(note, [prompt])

    def _with_further(self, note: Made, prompts: Sequence[Prompt]) -> Made:
        """Return the note with what its back has after the remarks."""
        prompt = prompts[0]
        has_confused = self._wanted.has_confused(prompt.fact.kind, prompt.rule.key)
        confused = self._confusable.line(prompts) if has_confused else ""
        extra = prompt.value.provenance.extra
        if not confused and not extra:
            return note
        more = self._base.wording.labels.fill("more")
        return replace(note, further=Further(confused, extra, more))


def _with_entries(
    base: FactBase, note: Made, prompt: Prompt, wanted: AnkiDefaults
) -> Iterator[Made]:
    """Yield a note, and if it is a list, a note for each of its entries where that is wanted."""
    cards = wanted.cloze_of(prompt.fact.kind)
    # The whole list remembers the numbers of its entries, which a note of an adopted type cannot.
    is_adopted = prompt.fact.kind in wanted.note_types
    is_whole = isinstance(note, RecallNote) and has_entries(prompt) and not is_adopted
    if cards is None or not is_whole:
        yield note
        return
    assert isinstance(note, RecallNote)  # noqa: S101 - only such a note is a whole list
    yield replace(note, entries=entries_of(base, prompt))
    whole = ClozeNote(note.key, (), note.remarks, note.source, note.tags, further=note.further)
    yield from entry_notes(base, prompt, cards, whole)


def _ways_back_last(prompts: Iterable[Prompt]) -> list[Prompt]:
    # A question and its way back give away each other's answers.
    return sorted(prompts, key=lambda prompt: prompt.way is Way.BACK)


def _subdecks(base: FactBase) -> dict[str, str]:
    asked = {fact.kind for fact in base.deck.facts.values() if not fact.background}
    kinds = (kind for kind in base.deck.kinds.values() if kind.key in asked)
    return {
        first_key(kind): sentence_case(kind.plural or kind.key.replace("-", " ").replace("_", " "))
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
        f"{permanent_id(base.deck, prompt.fact, item.id)}/choice",
        prompt.stem_of_item,
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
    """Yield the typed note of a prompt, unless its answer is a list, a formula or too long."""
    text = _typed_text(base, prompt)
    typed = base.wording.bare(plain(text))
    if (
        len(prompt.values) > 1
        or prompt.answer_media
        # Keyboards have no signs for what is raised, lowered, or in a formula.
        or (is_marked(text) and not typed.isascii())
        or len(typed) > _MOST_TYPED
        or len(typed.split()) > _MOST_WORDS
    ):
        return
    answer = _typed_answer(base, prompt)
    yield TypedNote(
        f"{permanent_id(base.deck, prompt.fact, prompt.id)}/typed",
        prompt.stem,
        answer,
        typed,
        remarks(base, prompt),
        citation(base, prompt.value.provenance),
        _tags(base, prompt.fact),
        _media({"Prompt": prompt.media}),
        # An article and a capital are nothing more.
        says_more=base.wording.normal(answer) != base.wording.normal(typed),
    )


def _typed_answer(base: FactBase, prompt: Prompt) -> str:
    return as_answer(base, prompt.answer, prompt.blank.content) if prompt.blank else prompt.answer


def _typed_text(base: FactBase, prompt: Prompt) -> str:
    if prompt.blank:
        return option_text(base, prompt, prompt.blank.content)
    if prompt.way is Way.BACK:
        return base.names.fillers[prompt.fact.ref].text
    return option_text(base, prompt, prompt.value.content)


def _note(base: FactBase, key: str, prompts: list[Prompt]) -> Made:
    first = prompts[0]
    notes = remarks(base, first)
    source = citation(base, first.value.provenance)
    tags = _tags(base, first.fact)
    if first.region:
        return _occlusion(base, key, prompts)
    if first.way is Way.BLANK:
        parts = gaps_of(base, first.value.content, first.sentence)
        return ClozeNote(key, parts, notes, source, tags)
    ways = {prompt.way: prompt for prompt in prompts}
    prompt, answer, media = _forward(ways.get(Way.FORWARD))
    back_prompt, back_answer, back_media = _back(ways.get(Way.BACK))
    shown = _media({**media, **back_media})
    return RecallNote(key, prompt, answer, back_prompt, back_answer, notes, source, tags, shown)


def _forward(prompt: Prompt | None) -> tuple[str, str, MediaByField]:
    """Return the question, its answer and their media; an answer in pictures has no text."""
    if prompt is None:
        return "", "", {}
    answer = "" if prompt.answer_media else prompt.answer
    return prompt.stem, answer, {"Prompt": prompt.media, "Answer": prompt.answer_media}


def _back(prompt: Prompt | None) -> tuple[str, str, MediaByField]:
    if prompt is None:
        return "", "", {}
    return prompt.stem, prompt.answer, {"BackPrompt": prompt.media}


def _occlusion(base: FactBase, key: str, prompts: Sequence[Prompt]) -> OcclusionNote:
    """Return the note of a diagram whose regions the prompts ask for."""
    fact, name = prompts[0].fact, prompts[0].field.name
    value = fact.values[name][0]
    diagram = value.content
    assert isinstance(diagram, Diagram)  # noqa: S101 - only diagrams have regions
    named = base.names.fillers.get(fact.ref)
    pairs = zip(diagram.numbers, diagram.regions, strict=True)
    return OcclusionNote(
        key,
        sentence_case(named.text) if named else "",
        diagram.picture,
        tuple(Area(number, region.name, region.shapes) for number, region in pairs),
        diagram.hides_all,
        remarks(base, replace(prompts[0], values=(value,), media=())),
        citation(base, value.provenance),
        _tags(base, fact),
    )


def _tags(base: FactBase, fact: Fact) -> tuple[str, ...]:
    return tuple(dict.fromkeys((base.deck.id, *base.deck.tags, fact.kind, *fact.tags)))
