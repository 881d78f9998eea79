"""quizgen for Python programs: decks and quizzes as objects that write their own files.

Paths are `str` or `Path`. Whatever is wrong with a deck or another file raises `QuizgenError`,
whose `diagnostics` have a code, a place, a message and a fix. What the system refuses, such as a
full disk, raises OSError. A setting out of range raises ValueError. Files are written all or none.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Unpack

from quizgen.anki.make_notes import wanted_cards
from quizgen.checking.problems import errors, further_problems
from quizgen.deck.model import AnkiDefaults, QuizDefaults
from quizgen.diagnostics import (
    Diagnostic,
    Place,
    QuizgenError,
    Severity,
    did_you_mean,
    has_errors,
)
from quizgen.export.anki import card_count
from quizgen.export.anki_dates import dates_ahead
from quizgen.export.anki_lock import difference, lock_to_write, locks, written_after
from quizgen.export.cards import CardSettings, CardWriter
from quizgen.export.html import HtmlSettings, HtmlWriter
from quizgen.export.paper import PaperWriter, quiz_source
from quizgen.export.quiz_folder import (
    MANIFEST,
    as_continued,
    check_manifest,
    check_score_list,
    earlier_printing,
)
from quizgen.export.registry import WRITERS
from quizgen.export.reprint import reprint
from quizgen.export.saving import inputs_of, look_at, save
from quizgen.export.settings import (
    AnyPath,
    PrintSettings,
    QuizSettings,
    card_grid,
    card_kinds,
    folders,
    own_files,
    printing,
    quiz_options,
)
from quizgen.export.writer import Source, Written
from quizgen.project import Project, QuizOptions, read_projects
from quizgen.quiz.compose import Paper
from quizgen.quiz.make_manifest import make_manifest, plain_item, quiz_item
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.manifest import QuizItem as Item
from quizgen.quiz.read_manifest import read_manifest, read_pictures
from quizgen.quiz.roster import Roster, read_roster
from quizgen.sandbox.inputs import reason_of
from quizgen.typeset.page_style import make_page_style
from quizgen.writing.recovery import settle

__all__ = [
    "AnkiDeck",
    "Deck",
    "Diagnostic",
    "Export",
    "Item",
    "Place",
    "PracticePage",
    "PrintedQuiz",
    "Quiz",
    "QuizgenError",
    "Saved",
    "Severity",
    "StudyCards",
    "load",
    "open_quiz",
]


@dataclass(frozen=True, slots=True)
class Saved:
    """The files that were written, and warnings: none of `problems` is an error."""

    files: tuple[Path, ...]
    problems: tuple[Diagnostic, ...] = ()


def load(path: AnyPath, *, language: str | None = None) -> Deck:
    """Read a deck file with everything that it includes.

    Of a deck in several languages, take the one with the code `language`, or its first one.
    Raises QuizgenError with all errors of the deck, and ValueError if it lacks the language.
    `Deck.check` returns its warnings.
    """
    projects, problems = read_projects([Path(path)], language or "")
    if has_errors(problems):
        raise QuizgenError(problems)
    deck = Deck(projects[0], problems)
    if language and deck.language != language:
        fix = did_you_mean(language, deck.languages)
        raise ValueError(f"the deck is not in `{language}`; {fix}")
    return deck


def open_quiz(path: AnyPath) -> PrintedQuiz:
    """Open the manifest of a quiz, `quiz.json`, to read it or to print the same papers again.

    Raises QuizgenError if it is not a manifest, or a damaged one.
    """
    path = Path(path)
    settle([path.parent])
    return PrintedQuiz(path, read_manifest(path))


class Deck:
    """A deck without errors; `load` makes one."""

    def __init__(self, project: Project, problems: Iterable[Diagnostic] = ()) -> None:
        self._project = project
        self._problems = tuple(problems)

    def __repr__(self) -> str:
        return f"<quizgen.Deck {self.id}: {len(self._project.deck.own_facts)} facts>"

    @property
    def id(self) -> str:
        """Return the permanent id of the deck."""
        return self._project.deck.id

    @property
    def title(self) -> str:
        """Return the title of the deck."""
        return self._project.deck.title

    @property
    def language(self) -> str:
        """Return the code of the language that the deck is in here."""
        return self._project.deck.language

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of all languages that the deck file holds."""
        return self._project.deck.languages or (self.language,)

    @property
    def files(self) -> tuple[Path, ...]:
        """Return all files that the deck was read from, its own first.

        They are its includes, tables, pictures, sounds and templates, the text of its source, and
        the files of the decks that it refers to.
        """
        return tuple(map(Path, self._project.deck.inputs))

    def check(
        self, *, lint: bool = True, font_folders: Sequence[AnyPath] = ()
    ) -> tuple[Diagnostic, ...]:
        """Return the problems that `quizgen check` reports; none if the deck is fine.

        Without `lint`, cards and written options are not examined. `font_folders` hold fonts that
        you print with.
        """
        found = further_problems(self._project, folders(font_folders), lint=lint)
        return (*self._problems, *found)

    def items(
        self,
        *,
        forms: Sequence[str] | None = None,
        options: int | None = None,
        seed: int | None = None,
    ) -> tuple[Item, ...]:
        """Return every item of the bank that has one of the `forms`.

        An item's options stand in its own order, not in a printed one; `key` has the indices of
        the right ones. Texts are plain, without markup. Items that play a sound are left out. The
        deck decides about what you leave out.
        """
        settings = quiz_options({"forms": forms, "options": options, "seed": seed})
        made = map(quiz_item, self._project.exercises(settings))
        return tuple(map(plain_item, made))

    def quiz(self, *, students: AnyPath | None = None, **settings: Unpack[QuizSettings]) -> Quiz:
        """Compose a quiz; the same deck, settings and seed give the same quiz.

        `students` is a roster (.csv or .xlsx): each student gets a paper with an order of its own;
        with `versions`, the students take turns with so many orders.
        The other settings are those of `QuizSettings`: title, instructions, items, options, seed,
        forms, paper, versions, wrong, partial.
        Raises QuizgenError if no item can be made, or if the roster can't be read.
        """
        options = quiz_options(settings)
        self._require_sound()
        return Quiz(self._project, options, None if students is None else Path(students))

    def anki(
        self,
        *,
        choice: bool | None = None,
        typed: bool | None = None,
        subdecks: bool | None = None,
    ) -> AnkiDeck:
        """Return the deck for Anki; the deck decides about None.

        `choice` adds multiple-choice cards, `typed` cards whose answer is typed in, and
        `subdecks` makes a deck within the deck for each kind of fact.
        """
        self._require_sound()
        asked = {"choice": choice, "typed": typed, "subdecks": subdecks}
        return AnkiDeck(self._project, wanted_cards(self._project.deck.anki, **asked))

    def cards(  # noqa: PLR0913 - each has a sensible default, and is given by name
        self,
        *,
        kinds: Sequence[str] = (),
        columns: int = 2,
        rows: int = 4,
        paper: str | None = None,
        flip: str = "long",
        font: str = "",
        font_folders: Sequence[AnyPath] = (),
        template: AnyPath | None = None,
    ) -> StudyCards:
        """Return study cards to print on both sides and cut, of some `kinds` of fact or of all.

        A page has `columns` (1 to 5) by `rows` (1 to 8) cards. `flip` is the edge over which the
        printer turns the paper, ``long`` or ``short``. `font`, `font_folders` and `template` are
        as in `PrintSettings`.
        """
        self._require_sound()
        settings = CardSettings(
            card_kinds(self._project, kinds),
            card_grid(columns, rows, paper or self._project.deck.quiz.paper, flip),
            folders(font_folders),
            font,
            None if template is None else Path(template),
        )
        return StudyCards(self._project, settings)

    def practice_page(
        self,
        *,
        exam: bool = False,
        items: int | None = None,
        seed: int | None = None,
        forms: Sequence[str] | None = None,
    ) -> PracticePage:
        """Return a page on which to practise the deck in a browser, without a network.

        It asks each question once, or all items of the `forms`, or as many `items` as a paper
        would. An `exam` shows nothing until its end; its key is in the page's source. The deck
        decides about None. Raises QuizgenError if there is no question.
        """
        self._require_sound()
        options = quiz_options({"items": items, "seed": seed, "forms": forms})
        return PracticePage(self._project, HtmlSettings(exam, options=options))

    def export(self, writer: str, settings: object = None) -> Export:
        """Return the bank in the format of a writer, by its name in `quizgen.export.registry`.

        Raises ValueError if there is no such writer, or if it writes quizzes only.
        """
        self._require_sound()
        return _export(writer, Source(self._project, place_of=self._project.place_of), settings)

    def _require_sound(self) -> None:
        found = errors(self._project)
        if found:
            raise QuizgenError(found)


class _AnyQuiz:
    """What a new quiz and a printed one have in common."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    def __repr__(self) -> str:
        counted = f"{len(self.items)} items, {self.fingerprint}"
        return f"<quizgen.{type(self).__name__} {self._manifest.deck}: {counted}>"

    @property
    def title(self) -> str:
        """Return the title on the paper."""
        return self._manifest.title

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the items in the order of the manifest."""
        return self._manifest.items

    @property
    def versions(self) -> tuple[str, ...]:
        """Return the names of the versions: letters, or the numbers of students."""
        return tuple(each.version for each in self._manifest.versions)

    @property
    def fingerprint(self) -> str:
        """Return what identifies the papers: it is printed on each of them."""
        return self._manifest.fingerprint


class Quiz(_AnyQuiz):
    """A new quiz of a deck; `Deck.quiz` makes one."""

    def __init__(self, project: Project, options: QuizOptions, roster: Path | None) -> None:
        students = read_roster(roster) if roster else Roster()
        self._paper: Paper = project.paper(options)
        shared = roster is not None and options.versions is not None
        made = make_manifest(project.base, self._paper, students.students, shared=shared)
        super().__init__(made)
        self._project = project
        self._places = students.places
        self._inputs = [*inputs_of([project]), *([roster] if roster else [])]
        self._problems = (*students.diagnostics, *self._paper.diagnostics)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Return warnings: too few items, sounds that paper can't play, odd columns of a roster."""
        return self._problems

    def write(
        self, folder: AnyPath, *, force: bool = False, **settings: Unpack[PrintSettings]
    ) -> Saved:
        """Write the quiz into a folder: quiz.json, and the PDF files that the settings name.

        The settings are those of `PrintSettings`: pdf, worked, split, answer_sheet, bound, digits,
        overlay, score_list, columns, large_print, duplex, font, font_folders, template.
        Raises QuizgenError for what can't be printed; and, without `force`, if the folder holds
        the manifest of another quiz, whose papers could no longer be marked.
        """
        folder = Path(folder)
        wanted = printing(self._project.deck.quiz, settings)
        seen = look_at([], [folder], force=force)
        check = None if force else partial(check_manifest, folder, self._manifest)
        if check:
            check()
        known = as_continued(folder, self._manifest)
        source = quiz_source(self._project, self._paper, known, wanted.layout, self._place_of)
        made = PaperWriter().write(source, wanted)
        check_score_list(folder, made.files)
        warnings = earlier_printing(folder, made.files, known)
        files = {folder / name: data for name, data in made.files.items()}
        inputs = [*self._inputs, *own_files(settings.get("template"))]
        save(files, inputs=inputs, seen=seen, check=check)
        return Saved(tuple(files), (*made.losses, *warnings))

    def export(self, writer: str, settings: object = None) -> Export:
        """Return the quiz in the format of a writer, by its name in `quizgen.export.registry`.

        Raises ValueError if there is no such writer, or if it writes whole banks only.
        """
        layout = make_page_style(self._project.deck.quiz)
        source = quiz_source(self._project, self._paper, self._manifest, layout, self._place_of)
        return _export(writer, source, settings)

    def _place_of(self, ref: str) -> Place:
        return self._places.get(ref) or self._project.place_of(ref)


class PrintedQuiz(_AnyQuiz):
    """A quiz as its manifest has it, whatever has become of the deck; `open_quiz` makes one."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        super().__init__(manifest)
        self._path = path

    def write(
        self,
        folder: AnyPath | None = None,
        *,
        only: Sequence[str] = (),
        **settings: Unpack[PrintSettings],
    ) -> Saved:
        """Print the same papers again, beside the manifest or into another folder.

        `only` are the papers to print, each in files of its own: numbers or names of students, or
        versions. The settings are those of `Quiz.write`. Reads the manifest again: you may have
        corrected its key. Raises QuizgenError as `open_quiz` and `Quiz.write` do, and for papers
        that the quiz does not have; there is no `force`.
        """
        folder = self._path.parent if folder is None else Path(folder)
        wanted = printing(QuizDefaults(), settings)
        settle([self._path.parent])
        seen = look_at([], [folder], force=False)
        manifest, files, warnings = reprint(self._path, folder, wanted, only=only)
        check = partial(check_manifest, folder, manifest)
        save(files, inputs=own_files(settings.get("template")), seen=seen, check=check)
        return Saved(tuple(files), tuple(warnings))

    def export(self, writer: str, settings: object = None, *, deck: Deck | None = None) -> Export:
        """Return the quiz in the format of a writer, as `Quiz.export` does.

        From the `deck`, formats of questions take what the manifest lacks: feedback of options,
        accepted answers, tags. Raises ValueError for another deck than the quiz was made from.
        """
        pictures = read_pictures(self._path.parent, self._manifest)
        if deck is not None and deck.id != self._manifest.deck:
            raise ValueError(f"the quiz is of the deck `{self._manifest.deck}`, not `{deck.id}`")
        project = deck._project if deck else None  # noqa: SLF001 - a class of this module
        place = Place(str(self._path))
        place_of = project.place_of if project else lambda _: place
        return _export(writer, Source(project, self._manifest, pictures, place_of), settings)


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
        files = _at(Path(path), made)
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
        files = _at(Path(path), made)
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
        files = _at(Path(path), self._made)
        if app:
            source = Source(self._project, place_of=self._project.place_of)
            made = HtmlWriter().write(source, replace(self._settings, app=True))
            files = {Path(path) / name: data for name, data in made.files.items()}
        save(files, inputs=inputs_of([self._project]))
        return Saved(tuple(files), self._made.losses)


class Export:
    """A bank or a quiz in the format of a writer; `export` makes one."""

    def __init__(self, source: Source, written: Written) -> None:
        self._source = source
        self._written = written

    @property
    def files(self) -> Mapping[str, bytes]:
        """Return the files by name."""
        return self._written.files

    @property
    def losses(self) -> tuple[Diagnostic, ...]:
        """Return what of the source the format can't hold."""
        return self._written.losses

    def write(self, folder: AnyPath) -> Saved:
        """Write the files into a folder; `problems` are the losses.

        Raises QuizgenError for a file that would replace an input or another quiz's manifest.
        """
        folder, project = Path(folder), self._source.project
        seen = look_at([], [folder], force=False)
        check = self._check(folder)
        files = {folder / name: data for name, data in self.files.items()}
        save(files, inputs=inputs_of([project] if project else []), seen=seen, check=check)
        return Saved(tuple(files), self.losses)

    def _check(self, folder: Path) -> Callable[[], None] | None:
        manifest = self._source.manifest
        if manifest is None or MANIFEST not in self.files:
            return None
        return partial(check_manifest, folder, manifest)


def _export(name: str, source: Source, settings: object) -> Export:
    writer = WRITERS.get(name)
    if writer is None:
        raise ValueError(f"there is no writer `{name}`; {did_you_mean(name, WRITERS)}")
    return Export(source, writer.write(source, settings))


def _at(path: Path, written: Written) -> dict[Path, bytes]:
    """Return the one file of a writer under the user's path."""
    (data,) = written.files.values()
    return {path: data}


def _without_lock(refusal: OSError) -> Diagnostic:
    message = f"the lock was not written: {reason_of(refusal)}"
    fix = "make it writable, or the next package will not know of this one"
    place = Place(str(refusal.filename or ""))
    return Diagnostic("Q555", message, place, fix, Severity.WARNING)
