"""Anki packages of what students missed: parts of a deck, with its notes as they are."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from quizgen.anki.lock import Lock
from quizgen.anki.note_prompts import identity_in
from quizgen.anki.notes import NoteDeck
from quizgen.anki.package import write_apkg
from quizgen.deck.identity import identity_of
from quizgen.deck.model.anki import AnkiDefaults
from quizgen.deck.model.deck import Deck
from quizgen.export.anki import notes
from quizgen.export.anki_dates import changed_at, now
from quizgen.project import Project


@dataclass(frozen=True, slots=True)
class Parts:
    """Packages by a name for each, and how many cards' notes each has.

    `unknown` are missed facts that the deck does not have.
    """

    packages: Mapping[str, bytes]
    counts: Mapping[str, int]
    unknown: tuple[str, ...]


def parts_of(
    project: Project,
    cards: AnkiDefaults | None,
    lock: Lock | None,
    missed: Mapping[str, Collection[str]],
) -> Parts:
    """Return a package for each name in `missed`, with the notes of its facts (``kind/id``).

    The notes have the guids, the note types and the times that they have in the package of the
    whole deck, so that Anki knows them: whoever has that package keeps everything. Names without
    any note get no package. `cards` and `lock` are as for `quizgen.export.anki.package`.
    """
    deck, timestamp = notes(project, cards, lock), changed_at(project.deck)
    before = lock.as_of(now()) if lock else None
    names = _identities(project.deck)
    made: dict[str, bytes] = {}
    counts: dict[str, int] = {}
    for name, facts in missed.items():
        part = _part(deck, {names[fact] for fact in facts if fact in names})
        counts[name] = len(part.notes)
        if part.notes:
            made[name] = write_apkg(part, timestamp=timestamp, lock=before)
    every = dict.fromkeys(fact for facts in missed.values() for fact in facts)
    return Parts(made, counts, tuple(fact for fact in every if fact not in names))


def _identities(deck: Deck) -> dict[str, str]:
    """Return the first names of facts by those that they have or had."""
    found = {fact.ref: identity_of(deck, fact) for fact in deck.facts.values()}
    # A fact that was renamed after the quiz was printed.
    return {identity: identity for identity in found.values()} | found


def _part(deck: NoteDeck, identities: Iterable[str]) -> NoteDeck:
    wanted = set(identities)
    kept = tuple(note for note in deck.notes if identity_in(note.key) in wanted)
    kinds = {note.key.partition("/")[0] for note in kept}
    within = {kind: name for kind, name in deck.subdecks.items() if kind in kinds}
    return replace(deck, notes=kept, subdecks=within)
