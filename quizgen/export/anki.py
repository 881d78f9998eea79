"""A deck as an Anki package, and as the notes that a push brings into Anki."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizgen.anki.fields import ordinals_of
from quizgen.anki.lock import Lock
from quizgen.anki.make_notes import make_notes
from quizgen.anki.notes import NoteDeck
from quizgen.anki.package import Package, lock_after, make_package
from quizgen.anki.records import NoteError
from quizgen.anki.wanted import Wanted
from quizgen.deck.model import AnkiDefaults
from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.export.anki_dates import changed_at, now
from quizgen.export.writer import Source, Written
from quizgen.project import Project, QuizOptions


@dataclass(frozen=True, slots=True)
class AnkiSettings:
    """The `cards` of an Anki deck, None for the deck's own, and the `lock` of its last build."""

    cards: AnkiDefaults | None = None
    lock: Lock | None = None


@dataclass(frozen=True, slots=True)
class WrittenDeck(Written):
    """An Anki package as a file, and the deck's lock after it."""

    lock: Lock = field(default_factory=lambda: Lock(""))


class AnkiWriter:
    """Writes ``DECK.apkg``; there are no losses: Anki shows everything that a deck holds."""

    name = "anki"
    about = "a deck for Anki (.apkg)"

    def write(self, source: Source, settings: AnkiSettings | None = None) -> WrittenDeck:
        """Return the package, and the lock after it; raises QuizgenError as `package` does."""
        project, settings = source.bank, settings or AnkiSettings()
        made = package(project, settings.cards, settings.lock)
        return WrittenDeck({f"{project.deck.id}.apkg": made.data}, lock=made.lock)


def notes(project: Project, cards: AnkiDefaults | None = None) -> NoteDeck:
    """Return the notes of a deck with these `cards`, or those that the deck asks for.

    Choice cards depend on the deck alone, not on the settings of a quiz.
    """
    cards = cards or project.deck.anki
    has_choice = cards.choice or any(map(cards.has_choice, cards.kinds))
    items = project.items(QuizOptions()) if has_choice else ()
    return make_notes(project.base, project.prompts, items, cards)


def package(
    project: Project, cards: AnkiDefaults | None = None, lock: Lock | None = None
) -> Package:
    """Return a deck as an Anki package, with `cards` as for `notes`.

    Notes that haven't changed since the `lock` keep its dates. Raises QuizgenError (Q520) if two
    notes have one identity, or a note has no card.
    """
    try:
        timestamp = changed_at(project.deck)
        return make_package(notes(project, cards), timestamp=timestamp, lock=_not_ahead(lock))
    except NoteError as error:
        fix = (
            "if the fact looks right to you, this is a bug in quizgen: "
            "please report it with the fact"
        )
        place = project.place_of(error.key.rpartition("/")[0])
        raise QuizgenError([Diagnostic("Q520", str(error), place, fix)]) from None


def wanted_in_anki(
    project: Project, cards: AnkiDefaults, before: Lock | None, *, overwrite: bool
) -> tuple[Wanted, Lock]:
    """Return the deck as a push brings it into Anki, and the deck's lock after the push."""
    deck, timestamp = notes(project, cards), changed_at(project.deck)
    lock = _not_ahead(before) or Lock(project.deck.id)
    after = lock_after(deck, timestamp=timestamp, lock=lock)
    return Wanted(deck, lock, timestamp, overwrite), after


def card_count(project: Project, cards: AnkiDefaults | None = None) -> int:
    """Return the number of cards in the Anki deck, with `cards` as for `notes`."""
    return sum(len(ordinals_of(note)) for note in notes(project, cards).notes)


def _not_ahead(lock: Lock | None) -> Lock | None:
    return lock.as_of(now()) if lock else None
