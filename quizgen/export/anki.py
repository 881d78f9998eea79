"""A deck as an Anki package, and as the notes that a push brings into Anki."""

from __future__ import annotations

from dataclasses import dataclass, field

from msgspec.structs import replace

from quizgen.anki.fields import ordinals_of
from quizgen.anki.kept import with_kept_cards
from quizgen.anki.lock import Lock
from quizgen.anki.make_notes import make_notes
from quizgen.anki.notes import AdoptedNote, NoteDeck
from quizgen.anki.numbering import numbered
from quizgen.anki.package import Package, lock_after, make_package
from quizgen.anki.read_package import OldPackage
from quizgen.anki.records import NoteError
from quizgen.anki.released import with_released
from quizgen.anki.text_files import text_files
from quizgen.anki.wanted import Wanted
from quizgen.deck.model.anki import AnkiDefaults
from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.export.anki_dates import changed_at, now
from quizgen.export.writer import Source, Written
from quizgen.project import Project, QuizOptions
from quizgen.stages import stage

_NOTHING = OldPackage()


@dataclass(frozen=True, slots=True)
class AnkiSettings:
    """The `cards` of an Anki deck, None for the deck's own, and the `lock` of its last build.

    `released` is the package that learners have. Whatever differs from it gets a later time, even
    if an older lock was restored.
    """

    cards: AnkiDefaults | None = None
    lock: Lock | None = None
    released: OldPackage = _NOTHING


@dataclass(frozen=True, slots=True)
class WrittenDeck(Written):
    """An Anki package as a file, and the deck's lock after it.

    `known` is what was known before: the deck's lock, and what the last package tells besides.
    """

    lock: Lock = field(default_factory=lambda: Lock(""))
    known: Lock | None = None


class AnkiWriter:
    """Writes ``DECK.apkg``; there are no losses: Anki shows everything that a deck holds."""

    name = "anki"
    about = "a deck for Anki (.apkg)"

    def write(self, source: Source, settings: AnkiSettings | None = None) -> WrittenDeck:
        """Return the package, and the lock after it; raises QuizgenError as `package` does."""
        project, settings = source.bank, settings or AnkiSettings()
        lock = with_released(settings.lock, project.deck.id, settings.released)
        with stage(f"making the package of {project.deck.id}"):
            made = package(project, settings.cards, lock)
        return WrittenDeck({f"{project.deck.id}.apkg": made.data}, lock=made.lock, known=lock)


def notes(
    project: Project, cards: AnkiDefaults | None = None, lock: Lock | None = None
) -> NoteDeck:
    """Return the notes of a deck with these `cards`, or those that the deck asks for.

    Choice cards depend on the deck alone, not on the settings of a quiz. Cards that learners have,
    as the `lock` tells, keep a question and their numbers. Raises QuizgenError (Q517) if it cannot
    be told which blanks of a sentence are new.
    """
    project = _numbered(project, lock) if lock else project
    cards = cards or project.deck.anki
    has_choice = cards.choice or any(map(cards.has_choice, cards.kinds))
    items = project.items(QuizOptions()) if has_choice else ()
    made = make_notes(project.base, project.prompts, items, cards)
    return with_kept_cards(project.base, made, project.prompts, lock) if lock else made


def _numbered(project: Project, lock: Lock) -> Project:
    """Return the project with the numbers that the lock gives to blanks."""
    deck, problems = numbered(project.base, lock)
    if problems:
        raise QuizgenError(problems)
    return project if deck is project.deck else Project(deck)


def package(
    project: Project, cards: AnkiDefaults | None = None, lock: Lock | None = None
) -> Package:
    """Return a deck as an Anki package, with `cards` as for `notes`.

    Notes that haven't changed since the `lock` keep its dates. Raises QuizgenError (Q520) if two
    notes have one identity, or a note has no card.
    """
    try:
        timestamp = changed_at(project.deck)
        deck = notes(project, cards, lock)
        return make_package(deck, timestamp=timestamp, lock=_not_ahead(lock))
    except NoteError as error:
        fix = (
            "if the fact looks right to you, this is a bug in quizgen: "
            "please report it with the fact"
        )
        place = project.place_of(error.key.rpartition("/")[0])
        raise QuizgenError([Diagnostic("Q520", str(error), place, fix)]) from None


def wanted_in_anki(  # noqa: PLR0913 - each says what the push brings
    project: Project,
    cards: AnkiDefaults,
    before: Lock | None,
    *,
    overwrite: bool = False,
    restore: bool = False,
    is_whole: bool = False,
) -> tuple[Wanted, Lock]:
    """Return the deck as a push brings it into Anki, and the deck's lock after the push.

    `overwrite` and `restore` are as in `Wanted`. It has notes of types that learners had before
    only if it `is_whole`.
    """
    deck, timestamp = notes(project, cards, before), changed_at(project.deck)
    lock = _not_ahead(before) or Lock(project.deck.id)
    after = lock_after(deck, timestamp=timestamp, lock=lock)
    pushed = deck if is_whole else _without_adopted(deck)
    return Wanted(pushed, lock, timestamp, overwrite, restore), after


def _without_adopted(deck: NoteDeck) -> NoteDeck:
    """Return the notes of quizgen's own types: a running Anki tells no ids of others."""
    own = tuple(note for note in deck.notes if not isinstance(note, AdoptedNote))
    return replace(deck, notes=own) if len(own) < len(deck.notes) else deck


def changed_as_text(
    project: Project, cards: AnkiDefaults | None, made: WrittenDeck
) -> dict[str, bytes]:
    """Return the notes that the deck has ever changed as text files, by the end of their names.

    They say the same as the package that was `made` with these `cards`.
    """
    files = text_files(notes(project, cards, made.known), made.lock)
    return {f"{name.removeprefix('quizgen ')}.txt": data for name, data in files.items()}


def card_count(project: Project, cards: AnkiDefaults | None = None) -> int:
    """Return the number of cards in the Anki deck, with `cards` as for `notes`."""
    return sum(len(ordinals_of(note)) for note in notes(project, cards).notes)


def _not_ahead(lock: Lock | None) -> Lock | None:
    return lock.as_of(now()) if lock else None
