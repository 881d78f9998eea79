"""Keeps a question on every card that learners may have, however the deck has changed.

Anki takes a card without a question for an empty one, and its command "Empty Cards" deletes it
together with its reviews.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from quizgen.anki.lock import Entry, Lock, text_hash
from quizgen.anki.note_prompts import note_key
from quizgen.anki.notes import (
    AdoptedNote,
    ClozeNote,
    Gap,
    Note,
    NoteDeck,
    OcclusionNote,
    RecallNote,
    sentence_of,
)
from quizgen.anki.notetypes import RECALL
from quizgen.anki.records import records_of
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, value_text
from quizgen.bank.shared import back_stem, shared_back
from quizgen.bank.wording import sentence_case

# The parts of a sentence at which a gap may begin and end, and how many of them it may have.
_WORD = re.compile(r"\w+|[^\w\s]")
_MOST_WORDS = 12
_FORWARD, _BACK = (RECALL.texts.index(name) for name in ("Prompt", "BackPrompt"))


def with_kept_cards(
    base: FactBase, deck: NoteDeck, prompts: Iterable[Prompt], lock: Lock
) -> NoteDeck:
    """Return the deck with questions on all cards that the lock says learners may have."""
    asked = {note_key(base.deck, prompt): prompt for prompt in prompts}
    notes = tuple(_kept(base, deck, note, asked, lock) for note in deck.notes)
    return replace(deck, notes=notes)


def _kept(
    base: FactBase, deck: NoteDeck, note: Note, asked: Mapping[str, Prompt], lock: Lock
) -> Note:
    known = lock.cards_of(note.key)
    sentence = sentence_of(note)
    if sentence and known:
        kept = _with_retired(sentence, known)
        return replace(note, sentence=kept) if isinstance(note, AdoptedNote) else kept
    if isinstance(note, OcclusionNote) and known:
        return _with_retired_areas(note, known)
    if not isinstance(note, RecallNote) or not known or note.key not in asked:
        return note
    return _asked_both_ways(base, deck, note, asked[note.key], known)


def _asked_both_ways(
    base: FactBase, deck: NoteDeck, note: RecallNote, prompt: Prompt, known: Entry
) -> RecallNote:
    """Return the note with a question each way that it ever had."""
    if not note.prompt and _has_had(known, _FORWARD):
        answer = note.answer or value_text(base, prompt.value)
        note = replace(note, prompt=_in_short(base, prompt), answer=answer)
    if not note.back_prompt and _may_have_had_back(base, deck, note, prompt, known):
        stem, names = shared_back(base, prompt.fact, prompt.rule)
        short = sentence_case(f"{value_text(base, prompt.value)}: {base.kind(prompt.fact).one}?")
        name = _name(base, prompt)
        note = replace(note, back_prompt=stem or short, back_answer=names or name)
    return note


def _with_retired(note: ClozeNote, entry: Entry) -> ClozeNote:
    """Return a sentence with gaps for all numbers that it ever had.

    If the words of a former gap still stand in the sentence, they are a gap again.
    """
    former = sorted((*entry.blanks, *entry.retired))
    for number, text in former:
        # Blanks that share a card have one number.
        if number not in _numbers_in(note):
            parts = _with_gap(note.parts, number, text)
            note = replace(note, parts=parts) if parts else note
    lost = {number for number, _ in former} - _numbers_in(note)
    return replace(note, retired=(*note.retired, *sorted(lost)))


def _numbers_in(note: ClozeNote) -> set[int]:
    return {part.number for part in note.parts if isinstance(part, Gap)}


def _with_retired_areas(note: OcclusionNote, entry: Entry) -> OcclusionNote:
    """Return a picture with the numbers of all areas that it ever had."""
    present = {area.number for area in note.areas}
    former = {number for number, _ in (*entry.blanks, *entry.retired)}
    return replace(note, retired=tuple(sorted(former - present)))


def _with_gap(parts: Sequence[str | Gap], number: int, text: str) -> tuple[str | Gap, ...]:
    """Return the parts with a gap around the words with this hash, or nothing if none has it."""
    for index, part in enumerate(parts):
        found = next(_words_like(part, text), None) if isinstance(part, str) else None
        if found and isinstance(part, str):
            start, end = found
            inner = (part[:start], Gap(number, part[start:end], former=True), part[end:])
            kept = (each for each in inner if each)
            return (*parts[:index], *kept, *parts[index + 1 :])
    return ()


def _words_like(part: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where words with this hash begin and end."""
    words = [found.span() for found in _WORD.finditer(part)]
    for first, (start, _) in enumerate(words):
        for _, end in words[first : first + _MOST_WORDS]:
            if text_hash(part[start:end]) == text:
                yield start, end


def _has_had(entry: Entry, index: int) -> bool:
    """Return whether a field of the note ever had a text."""
    return index < len(entry.texts) and any(text != "-" for text in entry.texts[index])


def _may_have_had_back(
    base: FactBase, deck: NoteDeck, note: RecallNote, prompt: Prompt, entry: Entry
) -> bool:
    """Return whether the way back was released.

    A lock of format 1 has only a hash of the whole note. It tells whether the note is the same but
    for the way back.
    """
    if entry.texts:
        return _has_had(entry, _BACK)
    stem = back_stem(base, prompt.fact, prompt.rule)
    if not stem:
        return False
    former = replace(note, back_prompt=stem, back_answer=_name(base, prompt))
    (record,) = records_of(replace(deck, notes=(former,)))
    return record.content == entry.content


def _in_short(base: FactBase, prompt: Prompt) -> str:
    """Return a question that needs no template: the fact's name, and what is asked for."""
    return sentence_case(f"{_name(base, prompt)}: {prompt.field.name}?")


def _name(base: FactBase, prompt: Prompt) -> str:
    named = base.names.fillers.get(prompt.fact.ref)
    return named.text if named else prompt.fact.ref.rpartition("/")[2]
