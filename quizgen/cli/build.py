"""`quizgen build`: the Anki packages and printed quizzes of decks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.decks import find_decks, projects_to_make_again
from quizgen.cli.files import inputs_of, look_at, open_files, write_files
from quizgen.cli.help_sections import SectionedCommand
from quizgen.cli.next_step import named, suggest
from quizgen.cli.options import (
    card_options,
    cards_of,
    decks_argument,
    layout_options,
    lock_option,
    one_language_option,
    open_option,
    paper_options,
    quiet_option,
    quiz_options,
)
from quizgen.cli.output import echo
from quizgen.cli.papers import (
    looks_of,
    options_of,
    paper_or_warnings,
    quiz_or_warnings,
    template_files,
)
from quizgen.cli.problems import PROBLEMS, collecting, reporting, show_problems
from quizgen.cli.progress import progress_over
from quizgen.cli.streams import need_files, need_place_for_lock
from quizgen.cli.summary import counted, missing_lock, summary
from quizgen.cli.unchanged import Again
from quizgen.cli.watching import run_again

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.anki.lock import Lock
    from quizgen.diagnostics import Diagnostic
    from quizgen.project import Project, QuizOptions
    from quizgen.quiz.compose import Paper
    from quizgen.records.runs import Said

_NO_QUIZ = "  no quiz: it cannot be printed; see the warnings"
# Options that change no file.
_WITHOUT_EFFECT = dict.fromkeys(("quiet", "is_opened", "is_watching", "dry_run", "force"))


@click.command(cls=SectionedCommand)
@decks_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="The folder to write to.",
)
@one_language_option
@quiz_options
@paper_options
@card_options
@lock_option
@layout_options
@click.option("--dry-run", is_flag=True, help="List what would be written, and write nothing.")
@click.option(
    "--watch",
    "is_watching",
    is_flag=True,
    help="Build again whenever you save one of the files. Ctrl-C ends it.",
)
@open_option
@quiet_option
def build(
    decks: tuple[Path, ...],
    output: Path,
    language: str | None,
    dry_run: bool,
    is_watching: bool,
    is_opened: bool,
    force: bool,
    no_lock: bool,
    quiet: bool,
    **given: Any,
) -> None:
    """Make the Anki packages and printed quizzes of DECKS.

    Each deck gets a folder with its package, quiz.pdf, quiz-key.pdf and quiz.json. If something
    cannot be printed, such as an emoji, you get the package and no quiz.

    The quiz is a draft: the next build replaces it. To hand it out, print it with `quizgen quiz`
    into a folder of its own. A quiz that you released in the folder stays if the deck has changed,
    and the build reports an error; --force replaces it.

    A deck in several languages gets a folder for each, and a lock for each.

    A lock beside each deck records what has changed since the last build: keep it with the deck.

    A deck is not built again if neither its files nor those that the last build wrote have changed.
    --force builds it anyway.

    If you name no deck, quizgen takes every deck in decks/ or, if there is none, every deck in
    this folder (.yaml or .yml).
    """
    need_place_for_lock(decks, no_lock=no_lock)
    cards, looks = cards_of(given), looks_of(given)
    saving = _Saving(no_lock=no_lock, dry_run=dry_run, is_opened=is_opened, quiet=quiet)
    asked = {**click.get_current_context().params, **_WITHOUT_EFFECT}
    run = _Run(decks, output, language, force, cards, looks, given, saving, asked, list(decks))
    if is_watching:
        need_files(decks, "--watch waits for changes of a file")
        run_again(run.build, run.files)
    sys.exit(run.build())


@dataclass(slots=True)
class _Run:
    """A build of decks, which may be run again; `inputs` are the files that it read last.

    `given` are the options of quizzes, `asked` is all that makes a difference to the files.
    """

    decks: tuple[Path, ...]
    output: Path
    language: str | None
    force: bool
    cards: Mapping[str, bool | None]
    looks: Mapping[str, Any]
    given: Mapping[str, Any]
    saving: _Saving
    asked: Mapping[str, object]
    inputs: list[Path]

    def build(self) -> int:
        """Build the decks, unless nothing has changed since an equal run; return the exit code."""
        anew = self.force or self.saving.dry_run
        again = Again("build", find_decks(self.decks), self.asked, anew=anew)
        if again.is_done:
            self.inputs = again.inputs
            return _tell_unchanged(again, self.saving)
        return self._build_changed(again)

    def _build_changed(self, again: Again) -> int:
        """Build the decks that have changed; return the exit code."""
        projects = projects_to_make_again(again, self.language)
        self.inputs = [*inputs_of(projects), *again.inputs]
        options = options_of(self.given)
        wishes = _Wishes(self.output, self.force, self.cards, self.looks, options)
        return _build_anew(again, projects, wishes, self.saving)

    def files(self) -> list[Path]:
        """Return the files to watch: those that the build read last, or else the decks."""
        return self.inputs or find_decks(self.decks)


@dataclass(frozen=True, slots=True)
class _Saving:
    """What the command line asks for about the files, and about what is printed."""

    no_lock: bool
    dry_run: bool
    is_opened: bool
    quiet: bool


def _build_anew(again: Again, projects: list[Project], wishes: _Wishes, saving: _Saving) -> int:
    """Build the decks that have changed, and note what was built; return the exit code."""
    built = _build_and_save(again, projects, wishes, saving)
    if built.stale:
        return PROBLEMS
    if not saving.dry_run:
        next_step = again.next_step or _next(projects, wishes.output)
        written = {file: each.written for file, each in built.of_files.items()}
        more = template_files(wishes.looks)
        again.keep(built.said, written, more=more, next_step=next_step)
    return 0


def _build_and_save(
    again: Again, projects: list[Project], wishes: _Wishes, saving: _Saving
) -> _Built:
    """Build the decks that have changed, and write their files."""
    folders = [wishes.output / each.deck.id for each in projects]
    seen = look_at(projects, folders, force=wishes.force)
    built = _build(again, projects, wishes, quiet=saving.quiet)
    if saving.no_lock:
        for each in built.of_files.values():
            each.locks.clear()
    if saving.dry_run:
        echo("\n".join(_changes({**built.files, **built.locks})))
        return built
    inputs = [*inputs_of(projects), *again.inputs]
    write_files(built.files, built.locks, inputs=inputs, seen=seen)
    if not saving.quiet:
        echo("\n".join(_lines(again, built)))
    next_step = again.next_step or _next(projects, wishes.output)
    suggest(next_step, quiet=saving.quiet or built.stale)
    if saving.is_opened:
        _open_quizzes([*again.outputs, *built.files])
    return built


def _lines(again: Again, built: _Built) -> Iterator[str]:
    """Yield what there is to say of all decks, and how many of them were not built again."""
    if again.unchanged:
        yield f"{counted(again.unchanged, 'deck')} had not changed since the last build."
    for file, said in again.all_said(built.said).items():
        yield from said.lines
        if file in built.of_files:
            yield from built.of_files[file].remarks


def _tell_unchanged(again: Again, saving: _Saving) -> int:
    """Show what an earlier build said, which has made all that this one would."""
    show_problems(again.problems_of_reading)
    said = again.all_said({}).values()
    for each in said:
        _show_again(each)
    if not saving.quiet:
        lines = (line for each in said for line in each.lines)
        echo("\n".join(("Nothing has changed since the last build:", *lines)))
    suggest(again.next_step, quiet=saving.quiet)
    if saving.is_opened:
        _open_quizzes(again.outputs)
    return 0


def _open_quizzes(files: Iterable[Path]) -> None:
    open_files(path for path in files if path.name == "quiz.pdf")


@dataclass(slots=True)
class _OfFile:
    """What a deck file gives in all its languages: files, locks, and lines to print.

    `problems` are the groups of problems that were shown. `remarks` are lines that hold for this
    build alone, and not for the next one.
    """

    files: dict[Path, bytes] = field(default_factory=dict)
    locks: dict[Path, bytes] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    problems: list[tuple[Diagnostic, ...]] = field(default_factory=list)

    @property
    def written(self) -> dict[Path, bytes]:
        """Return the files and the locks."""
        return {**self.files, **self.locks}


@dataclass(slots=True)
class _Built:
    """What decks give, by their files.

    If `stale`, a folder keeps a quiz that is not its deck's.
    """

    of_files: dict[str, _OfFile] = field(default_factory=dict)
    stale: bool = False

    def add(
        self,
        project: Project,
        before: Lock | None,
        made: _Made,
        problems: list[tuple[Diagnostic, ...]],
    ) -> None:
        """Add what a deck gives in one of its languages."""
        from quizgen.export.anki_lock import lock_to_write

        of_file = self.of_files.setdefault(project.deck.files[0], _OfFile())
        of_file.problems += problems
        of_file.files |= made.files
        of_file.locks |= lock_to_write(project, before, made.lock)
        of_file.lines += made.lines
        of_file.remarks += made.remarks
        self.stale = self.stale or made.stale

    @property
    def files(self) -> dict[Path, bytes]:
        """Return the files of all decks."""
        return {path: data for each in self.of_files.values() for path, data in each.files.items()}

    @property
    def locks(self) -> dict[Path, bytes]:
        """Return the locks of all decks."""
        return {path: data for each in self.of_files.values() for path, data in each.locks.items()}

    @property
    def said(self) -> dict[str, Said]:
        """Return what there is to say of each deck file, also if nothing changes."""
        from quizgen.records.runs import Said

        return {
            file: Said(tuple(each.problems), tuple(each.lines))
            for file, each in self.of_files.items()
        }


def _build(again: Again, projects: list[Project], wishes: _Wishes, *, quiet: bool) -> _Built:
    """Build decks, and show the problems of all, also of those that were not read again."""
    built = _Built()
    with reporting(), progress_over(projects, "Building", quiet=quiet) as steps:
        from quizgen.export.anki_lock import locks as read_locks

        before = read_locks(projects)
        waiting = iter(steps)
        for file in again.files:
            _show_again(again.said_of(file))
            of_file = [each for each in projects if each.deck.files[0] == file]
            for project in islice(waiting, len(of_file)):
                with collecting() as problems:
                    made = _make(project, before[project.deck.id], wishes)
                built.add(project, before[project.deck.id], made, problems)
    return built


def _show_again(said: Said | None) -> None:
    for problems in said.problems if said else ():
        show_problems(problems)


def _changes(files: Mapping[Path, bytes]) -> Iterator[str]:
    """Yield a line for each file: whether it is new, would change, or would stay as it is."""
    for path, data in files.items():
        if not path.is_file():
            yield f"new        {path}"
        elif path.read_bytes() == data:
            yield f"unchanged  {path}"
        else:
            yield f"changed    {path}"


def _next(projects: list[Project], output: Path) -> str:
    """Return what people do with what was built."""
    if len(projects) > 1:
        hand_out = "quizgen quiz DECK -o FOLDER"
        return f"import the packages into Anki; to hand a quiz out: {hand_out}"
    deck = projects[0].deck
    package = output / deck.id / f"{deck.id}.apkg"
    spoken = f" --language {deck.language}" if deck.variant else ""
    hand_out = f"quizgen quiz {named([deck.place.file])}{spoken} -o FOLDER"
    return f"import {package} into Anki; to hand the quiz out: {hand_out}"


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What the command line asks for, for every deck."""

    output: Path
    force: bool
    cards: Mapping[str, bool | None]
    looks: Mapping[str, Any]
    options: QuizOptions


@dataclass(frozen=True, slots=True)
class _Made:
    """The files of one deck, its new lock, and the lines to print about them.

    `remarks` are lines that hold for this build alone. If `stale`, the folder keeps a quiz that is
    not the deck's.
    """

    files: Mapping[Path, bytes]
    lock: Lock
    lines: list[str]
    remarks: list[str]
    stale: bool


@dataclass(frozen=True, slots=True)
class _Quiz:
    """The files of a deck's quiz and its paper; neither if the quiz cannot be made."""

    paper: Paper | None
    files: Mapping[str, bytes]
    lines: tuple[str, ...] = ()
    stale: bool = False


def _make(project: Project, before: Lock | None, wishes: _Wishes) -> _Made:
    from quizgen.anki.make_notes import wanted_cards
    from quizgen.export.anki_dates import dates_ahead
    from quizgen.export.anki_lock import written_after

    folder = wishes.output / project.deck.id
    path = folder / f"{project.deck.id}.apkg"
    wanted = wanted_cards(project.deck.anki, **wishes.cards)
    show_problems(dates_ahead(project.deck, before))
    made = written_after(project, wanted, before, path, given=False)
    quiz = _make_quiz(project, folder, wishes)
    files = {folder / name: data for name, data in (*made.files.items(), *quiz.files.items())}
    lines = [summary(project, quiz.paper, files, wanted), *quiz.lines]
    remarks = missing_lock(project, before, path)
    return _Made(files, made.lock, lines, remarks, quiz.stale)


def _make_quiz(project: Project, folder: Path, wishes: _Wishes) -> _Quiz:
    from quizgen.export.quiz_folder import kept_quiz
    from quizgen.quiz.make_manifest import make_manifest

    paper = paper_or_warnings(project, wishes.options)
    if not paper:
        return _without_quiz(folder)
    manifest = replace(make_manifest(project.base, paper), draft=True)
    kept = None if wishes.force else kept_quiz(folder, manifest)
    if kept:
        show_problems([kept])
        return _Quiz(paper, {}, stale=True)
    files = quiz_or_warnings(folder, project, paper, manifest, wishes.looks)
    return _Quiz(paper, files) if files else _without_quiz(folder, _NO_QUIZ)


def _without_quiz(folder: Path, *lines: str) -> _Quiz:
    """Return that a deck has no quiz, and report an earlier one that lies in the folder."""
    from quizgen.export.quiz_folder import kept_quiz

    kept = kept_quiz(folder, None)
    show_problems([kept] if kept else [])
    return _Quiz(None, {}, lines, stale=bool(kept))
