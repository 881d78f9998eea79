"""`quizgen build`: the Anki packages and printed quizzes of decks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.decks import find_decks, projects_to_make
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
from quizgen.cli.summary import missing_lock, summary
from quizgen.cli.unchanged import Said, keep_build, run_of
from quizgen.cli.watching import run_again

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.anki.lock import Lock
    from quizgen.project import Project, QuizOptions
    from quizgen.quiz.compose import Paper
    from quizgen.records.runs import Record

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

    If neither the decks nor the files that the last build wrote have changed, there is nothing to
    do, and quizgen says so. --force builds anyway.

    If you name no deck, quizgen takes every deck in decks/ or, if there is none, every deck in
    this folder (.yaml or .yml).
    """
    need_place_for_lock(decks, no_lock=no_lock)
    cards, looks = cards_of(given), looks_of(given)
    saving = _Saving(no_lock=no_lock, dry_run=dry_run, is_opened=is_opened, quiet=quiet)
    asked = {**click.get_current_context().params, **_WITHOUT_EFFECT}
    inputs: list[Path] = list(decks)

    def run() -> int:
        paths = find_decks(decks)
        this = run_of("build", paths, asked)
        earlier = this.earlier() if this and not (force or dry_run) else None
        if earlier:
            inputs[:] = earlier.inputs
            return _tell_unchanged(earlier, saving)
        with collecting() as problems:
            projects = projects_to_make(paths, language)
            inputs[:] = inputs_of(projects)
            wishes = _Wishes(output, force, cards, looks, options_of(given))
            built = _build_and_save(projects, wishes, saving)
        if this and not dry_run and not built.stale:
            lines = tuple(line for line in built.lines if line not in built.remarks)
            said = Said(tuple(problems), lines, _next(projects, output))
            written = {**built.files, **built.locks}
            keep_build(this, projects, said, written, template_files(looks))
        return PROBLEMS if built.stale else 0

    if is_watching:
        need_files(decks, "--watch waits for changes of a file")
        run_again(run, lambda: inputs or find_decks(decks))
    sys.exit(run())


@dataclass(frozen=True, slots=True)
class _Saving:
    """What the command line asks for about the files, and about what is printed."""

    no_lock: bool
    dry_run: bool
    is_opened: bool
    quiet: bool


def _build_and_save(projects: list[Project], wishes: _Wishes, saving: _Saving) -> _Built:
    """Build decks and write the files."""
    folders = [wishes.output / each.deck.id for each in projects]
    seen = look_at(projects, folders, force=wishes.force)
    built = _build(projects, wishes, quiet=saving.quiet)
    if saving.no_lock:
        built.locks.clear()
    if saving.dry_run:
        echo("\n".join(_changes({**built.files, **built.locks})))
        return built
    write_files(built.files, built.locks, inputs=inputs_of(projects), seen=seen)
    if not saving.quiet:
        echo("\n".join(built.lines))
    suggest(_next(projects, wishes.output), quiet=saving.quiet or built.stale)
    if saving.is_opened:
        _open_quizzes(built.files)
    return built


def _tell_unchanged(earlier: Record, saving: _Saving) -> int:
    """Show what an earlier build said, which has made all that this one would."""
    show_problems(earlier.problems)
    if not saving.quiet:
        echo("\n".join(("Nothing has changed since the last build:", *earlier.lines)))
    suggest(earlier.next_step, quiet=saving.quiet)
    if saving.is_opened:
        _open_quizzes(map(Path, earlier.written))
    return 0


def _open_quizzes(files: Iterable[Path]) -> None:
    open_files(path for path in files if path.name == "quiz.pdf")


@dataclass(slots=True)
class _Built:
    """What all decks give: files, locks and lines to print.

    `remarks` are lines that hold for this build alone, and not for the next one. If `stale`, a
    folder keeps a quiz that is not its deck's.
    """

    files: dict[Path, bytes] = field(default_factory=dict)
    locks: dict[Path, bytes] = field(default_factory=dict)
    lines: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    stale: bool = False


def _build(projects: list[Project], wishes: _Wishes, *, quiet: bool) -> _Built:
    built = _Built()
    with reporting(), progress_over(projects, "Building", quiet=quiet) as steps:
        from quizgen.export.anki_lock import lock_to_write
        from quizgen.export.anki_lock import locks as read_locks

        before = read_locks(projects)
        for project in steps:
            made = _make(project, before[project.deck.id], wishes)
            built.files |= made.files
            built.locks |= lock_to_write(project, before[project.deck.id], made.lock)
            built.lines += [*made.lines, *made.remarks]
            built.remarks += made.remarks
            built.stale = built.stale or made.stale
    return built


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
