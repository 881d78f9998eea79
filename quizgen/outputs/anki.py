"""A deck for Anki: its notes, its package, its lock, and what has changed."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from quizgen.anki.connect.plan import Wanted
from quizgen.anki.difference import as_text, since_lock, since_package
from quizgen.anki.fields import ordinals_of
from quizgen.anki.lock import LAST, SKEW, Lock, as_time, read_lock
from quizgen.anki.make_notes import make_notes
from quizgen.anki.notes import NoteDeck
from quizgen.anki.package import Package, lock_after, make_package
from quizgen.anki.read_package import read_notes
from quizgen.anki.records import NoteError
from quizgen.deck.collisions import lock_path
from quizgen.deck.model import AnkiDefaults, Deck
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.project import Project, QuizOptions
from quizgen.resources import shipped


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
        timestamp = changed_at(project.deck)
        return make_package(notes(project, wanted), timestamp=timestamp, lock=_as_of_now(lock))
    except NoteError as error:
        fix = "this is a fault of quizgen if the fact looks right to you: please report it with the fact"
        place = project.place_of(error.key.rpartition("/")[0])
        raise QuizgenError([Diagnostic("Q520", str(error), place, fix)]) from None


def wanted_in_anki(
    project: Project, cards: AnkiDefaults, before: Lock | None, *, overwrite: bool
) -> tuple[Wanted, Lock]:
    """Return what a push of the deck wants in Anki, and the deck's lock after it."""
    deck, timestamp = notes(project, cards), changed_at(project.deck)
    lock = _as_of_now(before) or Lock(project.deck.id)
    after = lock_after(deck, timestamp=timestamp, lock=lock)
    return Wanted(deck, lock, timestamp, overwrite), after


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
    """Return when the package's content last changed, in seconds since 1970, and never a later time than now.

    Anki takes over what is newer than it has.
    """
    fixed = _fixed_time()
    if fixed is not None:
        return fixed
    templates = (path for path in shipped("templates").rglob("*") if path.is_file())
    newest = max(_modified(path) for path in (*map(Path, deck.files), *templates))
    return min(max(newest, 0), now())


def dates_ahead(project: Project, lock: Lock | None) -> list[Diagnostic]:
    """Return warnings of dates in the future: of the deck's files (Q518), and in its lock (Q519)."""
    return [*_files_ahead(project.deck), *_lock_ahead(project, lock)]


def _files_ahead(deck: Deck) -> Iterator[Diagnostic]:
    if _fixed_time() is not None:
        return
    for file in deck.files:
        modified = _modified(Path(file))
        if modified > now() + SKEW:
            message = f"the file is dated {_day(modified)}, which is in the future"
            fix = "cards get today's date instead; check this machine's clock, and save the file again"
            yield Diagnostic("Q518", message, Place(file), fix, Severity.WARNING)


def _lock_ahead(project: Project, lock: Lock | None) -> Iterator[Diagnostic]:
    entries = lock.entries.items() if lock else ()
    ahead = {key: entry for key, entry in entries if entry.is_ahead(now())}
    if not ahead:
        return
    key, first = next(iter(ahead.items()))
    more = f" and {len(ahead) - 1} more" if len(ahead) > 1 else ""
    message = f"the lock dates `{shorten(key)}`{more} in the future, on {_day(first.changed)}"
    fix = "check this machine's clock; "
    if all(entry.as_of(now()).is_ahead(now()) for entry in ahead.values()):
        fix += "learners get these changes only with that date, and until then each import replaces their own edits"
    else:
        fix += "notes that have not changed since get today's date, the others keep theirs"
    yield Diagnostic("Q519", message, Place(str(lock_file(project))), fix, Severity.WARNING)


def now() -> int:
    """Return the present second since 1970: by the clock, or by SOURCE_DATE_EPOCH where that is later."""
    return max(int(time.time()), _fixed_time() or 0)


def _fixed_time() -> int | None:
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(fixed) if re.fullmatch("[0-9]{1,10}", fixed) else None


def _as_of_now(lock: Lock | None) -> Lock | None:
    return lock.as_of(now()) if lock else None


def _modified(path: Path) -> int:
    return int(path.stat().st_mtime)


def _day(seconds: int) -> str:
    return as_time(seconds)[:10] if seconds <= LAST else "a day beyond all calendars"
