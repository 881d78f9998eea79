"""A deck for Anki: its notes, its package, its lock, and what has changed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path

from quizgen.anki.cards import make_notes
from quizgen.anki.connect.plan import Wanted
from quizgen.anki.difference import as_text, since_lock, since_package
from quizgen.anki.fields import ordinals_of
from quizgen.anki.lock import Lock, read_lock
from quizgen.anki.notes import NoteDeck
from quizgen.anki.package import Package, lock_after, make_package
from quizgen.anki.reading import read_notes
from quizgen.anki.records import NoteError
from quizgen.deck.collisions import lock_path
from quizgen.deck.model import AnkiDefaults, Deck
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.project import Project, QuizOptions
from quizgen.resources import shipped

# What ten digits of seconds can tell.
_LATEST = 9_999_999_999


def notes(project: Project, wanted: AnkiDefaults | None = None) -> NoteDeck:
    """Return the notes of the deck with the cards that are `wanted`, those that it asks for itself if not given.

    Choice cards hang on the deck alone, not on what a quiz is made with.
    """
    wanted = wanted or project.deck.anki
    has_choice = wanted.choice or any(map(wanted.has_choice, wanted.kinds))
    items = project.items(QuizOptions()) if has_choice else ()
    return make_notes(project.base, project.prompts, items, wanted)


def package(
    project: Project, wanted: AnkiDefaults | None = None, lock: Lock | None = None
) -> Package:
    """Return the deck as an Anki package, with the cards that are `wanted` as for `notes`.

    Notes that are as they were when the `lock` was written are no newer than then. Raises
    QuizgenError for a deck that gives two notes one identity, or a note no card.
    """
    try:
        return make_package(notes(project, wanted), timestamp=changed_at(project.deck), lock=lock)
    except NoteError as error:
        fix = "this is a fault of quizgen if the fact looks right to you: please report it with the fact"
        place = project.place_of(error.key.rpartition("/")[0])
        raise QuizgenError([Diagnostic("Q520", str(error), place, fix)]) from None


def wanted_in_anki(
    project: Project, cards: AnkiDefaults, before: Lock | None, *, overwrite: bool
) -> tuple[Wanted, Lock]:
    """Return what a push of the deck wants in Anki, and the deck's lock after it."""
    deck, lock, timestamp = (
        notes(project, cards),
        before or Lock(project.deck.id),
        changed_at(project.deck),
    )
    return Wanted(deck, lock, timestamp, overwrite), lock_after(
        deck, timestamp=timestamp, lock=lock
    )


def lock_file(project: Project) -> Path:
    """Return where the lock of the deck is."""
    return lock_path(Path(project.deck.files[0]))


def locks(projects: Iterable[Project]) -> dict[str, Lock | None]:
    """Return the locks of decks by their ids, None where there is none; raises QuizgenError for all damaged ones."""
    found: dict[str, Lock | None] = {}
    problems: list[Diagnostic] = []
    for project in projects:
        try:
            found[project.deck.id] = read_lock(lock_file(project), project.deck.id)
        except QuizgenError as error:
            problems += error.diagnostics
    if problems:
        raise QuizgenError(problems)
    return found


def difference(
    project: Project, wanted: AnkiDefaults | None = None, old: Path | None = None
) -> str:
    """Return what is new, changed and gone since the last build, or since the package `old`, as text.

    Raises QuizgenError for a lock or a package that cannot be read.
    """
    deck = notes(project, wanted)
    if old:
        return as_text(deck.deck, since_package(deck, read_notes(old)), str(old))
    path = lock_file(project)
    lock = locks([project])[deck.deck]
    if lock is None:
        fix = "`quizgen build` makes it; to compare with a package, give `--against OLD.apkg`"
        raise QuizgenError(
            [Diagnostic("Q521", "there is no lock to compare with", Place(str(path)), fix)]
        )
    return as_text(deck.deck, since_lock(deck, lock), f"the build that {path} tells of")


def card_count(project: Project, wanted: AnkiDefaults | None = None) -> int:
    """Return how many cards the Anki deck has with what is `wanted` as for `notes`."""
    return sum(len(ordinals_of(note)) for note in notes(project, wanted).notes)


def changed_at(deck: Deck) -> int:
    """Return when the package's content last changed, in seconds: Anki takes over what is newer than it has."""
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    if re.fullmatch("[0-9]{1,10}", fixed):
        return int(fixed)
    templates = (path for path in shipped("templates").rglob("*") if path.is_file())
    newest = max(path.stat().st_mtime for path in (*map(Path, deck.files), *templates))
    return min(max(int(newest), 0), _LATEST)
