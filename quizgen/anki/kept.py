"""Keeps a question on every card that learners may have, however the deck has changed.

Anki takes a card without a question for an empty one, and its command "Empty Cards" deletes it
together with its reviews.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from quizgen.anki.lock import Entry, Lock
from quizgen.anki.notes import Note, NoteDeck, RecallNote
from quizgen.anki.notetypes import RECALL
from quizgen.anki.records import records_of
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, back_stem, shared_back, value_text

_FORWARD, _BACK = (RECALL.texts.index(name) for name in ("Prompt", "BackPrompt"))


def with_kept_cards(
    base: FactBase, deck: NoteDeck, prompts: Iterable[Prompt], lock: Lock
) -> NoteDeck:
    """Return the deck with questions on all cards that the lock says learners may have."""
    asked = {f"{prompt.fact.ref}/{prompt.rule.key}": prompt for prompt in prompts}
    notes = tuple(_kept(base, deck, note, asked, lock) for note in deck.notes)
    return replace(deck, notes=notes)


def _kept(
    base: FactBase, deck: NoteDeck, note: Note, asked: Mapping[str, Prompt], lock: Lock
) -> Note:
    known = lock.known(note.key)
    if not isinstance(note, RecallNote) or not known or note.key not in asked:
        return note
    prompt = asked[note.key]
    if not note.prompt and _has_had(known[0], _FORWARD):
        answer = note.answer or value_text(base, prompt.value)
        note = replace(note, prompt=_in_short(base, prompt), answer=answer)
    if not note.back_prompt and _may_have_had_back(base, deck, note, prompt, known[0]):
        stem, names = shared_back(base, prompt.fact, prompt.rule)
        short = f"{value_text(base, prompt.value)}: {base.kind(prompt.fact).one}?"
        name = _name(base, prompt)
        note = replace(note, back_prompt=stem or short, back_answer=names or name)
    return note


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
    return f"{_name(base, prompt)}: {prompt.field.name}?"


def _name(base: FactBase, prompt: Prompt) -> str:
    named = base.names.fillers.get(prompt.fact.ref)
    return named.text if named else prompt.fact.ref.rpartition("/")[2]
