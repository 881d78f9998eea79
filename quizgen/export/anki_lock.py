"""The lock beside a deck: where it is, what it holds, and what has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from msgspec.structs import replace

from quizgen.anki.difference import as_text, since_lock, since_package
from quizgen.anki.lock import Lock, read_lock
from quizgen.anki.read_collection import MOST_BYTES
from quizgen.anki.read_package import OldPackage, read_notes, read_package
from quizgen.anki.released import tells_more, with_released
from quizgen.deck.collisions import lock_of
from quizgen.deck.model.anki import AnkiDefaults
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, did_you_mean
from quizgen.export.anki import AnkiSettings, AnkiWriter, WrittenDeck, notes
from quizgen.export.anki_dates import now
from quizgen.export.writer import Source
from quizgen.project import Project
from quizgen.sandbox.inputs import IrregularFileError, TooLargeError, read_regular

_NOTHING = OldPackage()


def lock_file(project: Project) -> Path:
    """Return the path of a deck's lock."""
    return lock_of(project.deck)


def locks(projects: Iterable[Project]) -> dict[str, Lock | None]:
    """Return the locks of decks by their ids, None for a deck without a lock.

    Raises QuizgenError with the problems of every damaged lock.
    """
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


def lock_to_write(project: Project, before: Lock | None, after: Lock) -> dict[Path, bytes]:
    """Return the lock as a file to write, nothing if it hasn't changed.

    The lock of a deck in several languages tells which of them has the deck's plain id.
    """
    deck = project.deck
    if deck.languages and not deck.variant:
        after = replace(after, language=deck.language)
    return {lock_file(project): after.to_bytes()} if after != before else {}


def sent_again(lock: Lock | None, ids: Iterable[str], project: Project) -> Lock | None:
    """Return the lock as if the notes with these ids had changed now.

    Raises QuizgenError (Q521) if there is no lock, or an id that it does not know.
    """
    ids = tuple(ids)
    place = Place(str(lock_file(project)))
    if not ids:
        return lock
    if lock is None:
        fix = "without a lock, the next build sends all notes again"
        raise QuizgenError([Diagnostic("Q521", "there is no lock", place, fix)])
    begins = {"/".join(key.split("/")[:count]) for key in lock.entries for count in range(2, 9)}
    unknown = [each for each in ids if each not in begins]
    if unknown:
        message = f"the lock knows no `{shorten(unknown[0])}`"
        raise QuizgenError(
            [Diagnostic("Q521", message, place, did_you_mean(unknown[0], sorted(begins)))]
        )
    return lock.again(ids, now())


def written_after(
    project: Project, cards: AnkiDefaults | None, lock: Lock | None, old: Path, *, given: bool
) -> WrittenDeck:
    """Return the package of a deck that follows the package `old`.

    Without a lock, `old` plays no part unless it was `given`. Raises QuizgenError as
    `AnkiWriter.write` does, and if a package that was given can't be read.
    """
    made = AnkiWriter().write(Source(project), AnkiSettings(cards, lock))
    (data,) = made.files.values()
    before = released(old, data, given=given) if lock or given else _NOTHING
    known = with_released(lock, project.deck.id, before)
    # Most packages tell what the lock tells; a second package would be the same as this one.
    if known is None or not tells_more(known.as_of(now())):
        return made
    return AnkiWriter().write(Source(project), AnkiSettings(cards, lock, before))


def released(old: Path, data: bytes, *, given: bool) -> OldPackage:
    """Return an old package, an empty one if it is as the new `data`, or can't be read.

    Raises QuizgenError if it was `given` and can't be read.
    """
    try:
        if read_regular(old, MOST_BYTES) == data:
            return _NOTHING
    except (OSError, IrregularFileError, TooLargeError):
        if not given:
            return _NOTHING
    try:
        return read_package(old)
    except QuizgenError:
        if given:
            raise
        return _NOTHING


def difference(project: Project, cards: AnkiDefaults | None = None, old: Path | None = None) -> str:
    """Return as text what is new, changed and gone since the last build or the package `old`.

    Raises QuizgenError for a lock or a package that can't be read, and without a lock (Q521).
    """
    lock = locks([project])[project.deck.id]
    deck = notes(project, cards, lock)
    if old:
        return as_text(deck.deck, since_package(deck, read_notes(old)), str(old))
    path = lock_file(project)
    if lock is None:
        fix = "`quizgen build` writes one; to compare with a package, use `--against OLD.apkg`"
        message = "there is no lock to compare with"
        raise QuizgenError([Diagnostic("Q521", message, Place(str(path)), fix)])
    return as_text(deck.deck, since_lock(deck, lock), f"the build that {path} records")
