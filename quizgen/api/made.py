"""What a deck makes besides quizzes: an Anki deck, study cards, a practice page."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from quizgen.api.saved import Saved
from quizgen.deck.model.anki import AnkiDefaults
from quizgen.diagnostics import Diagnostic, Place, Severity
from quizgen.export.anki import card_count
from quizgen.export.anki_dates import dates_ahead
from quizgen.export.anki_lock import difference, lock_to_write, locks, written_after
from quizgen.export.cards import CardSettings, CardWriter
from quizgen.export.html import HtmlSettings, HtmlWriter
from quizgen.export.saving import inputs_of, look_at, save
from quizgen.export.settings import AnyPath, own_files
from quizgen.export.writer import Source, Written
from quizgen.project import Project
from quizgen.sandbox.inputs import reason_of


class AnkiDeck:
    """A deck for Anki; `Deck.anki` makes one."""

    def __init__(self, project: Project, cards: AnkiDefaults) -> None:
        self._project = project
        self._cards = cards

    def __len__(self) -> int:
        """Return the number of cards."""
        return card_count(self._project, self._cards)

    def write(self, path: AnyPath, *, lock: bool = True) -> Saved:
        """Write the package (.apkg), and the lock beside the deck file.

        Keep the lock with the deck: it records which notes have changed and when, so that a later
        import overwrites nobody's own edits. Without `lock` it stays as it is; do so for a package
        that you don't give away. A lock that can't be written is a warning (Q555).
        Raises QuizgenError for a damaged lock, and for a deck that Anki can't hold.
        """
        project = self._project
        seen = look_at([project], force=False)
        before = locks([project])[project.deck.id]
        warnings = dates_ahead(project.deck, before)
        made = written_after(project, self._cards, before, Path(path), given=False)
        files = at_path(Path(path), made)
        kept = lock_to_write(project, before, made.lock) if lock else {}
        left_out = save(files, kept, inputs=inputs_of([project]), seen=seen)
        written = (*files, *(each for each in kept if each not in left_out))
        return Saved(written, (*made.losses, *warnings, *map(_without_lock, left_out.values())))

    def difference(self, old: AnyPath | None = None) -> str:
        """Return as text what is new, changed and gone since the last build or the package `old`.

        Raises QuizgenError without a lock to compare with, and for one that can't be read.
        """
        return difference(self._project, self._cards, None if old is None else Path(old))


class StudyCards:
    """Study cards on paper; `Deck.cards` makes them."""

    def __init__(self, project: Project, settings: CardSettings) -> None:
        self._project = project
        self._settings = settings

    def write(self, path: AnyPath) -> Saved:
        """Write the cards as a PDF; `problems` name cards with a sound, which paper can't play.

        Raises QuizgenError for a card that doesn't fit, and if there is no card.
        """
        made = CardWriter().write(Source(self._project), self._settings)
        files = at_path(Path(path), made)
        inputs = [*inputs_of([self._project]), *own_files(self._settings.template)]
        save(files, inputs=inputs)
        return Saved(tuple(files), made.losses)


class PracticePage:
    """A page on which to practise in a browser; `Deck.practice_page` makes one."""

    def __init__(self, project: Project, settings: HtmlSettings) -> None:
        self._project = project
        self._settings = settings
        self._made = HtmlWriter().write(Source(project, place_of=project.place_of), settings)

    def __len__(self) -> int:
        """Return the number of questions."""
        return self._made.count

    @property
    def html(self) -> str:
        """Return the page."""
        return next(iter(self._made.files.values())).decode()

    def write(self, path: AnyPath, *, app: bool = False) -> Saved:
        """Write the page as one file, or with `app` into a folder to put on a web server.

        Browsers install the page from there, and it works without a network.
        """
        files = at_path(Path(path), self._made)
        if app:
            source = Source(self._project, place_of=self._project.place_of)
            made = HtmlWriter().write(source, replace(self._settings, app=True))
            files = {Path(path) / name: data for name, data in made.files.items()}
        save(files, inputs=inputs_of([self._project]))
        return Saved(tuple(files), self._made.losses)


def at_path(path: Path, written: Written) -> dict[Path, bytes]:
    """Return the one file of a writer under the user's path."""
    (data,) = written.files.values()
    return {path: data}


def _without_lock(refusal: OSError) -> Diagnostic:
    message = f"the lock was not written: {reason_of(refusal)}"
    fix = "make it writable, or the next package will not know of this one"
    place = Place(str(refusal.filename or ""))
    return Diagnostic("Q555", message, place, fix, Severity.WARNING)
