"""`quizgen build`: the Anki packages and printed quizzes of decks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.decks import find_decks, projects_to_make
from quizgen.cli.files import inputs_of, look_at, write_files
from quizgen.cli.options import (
    card_options,
    cards_of,
    decks_argument,
    layout_options,
    lock_option,
    one_language_option,
    paper_options,
    quiet_option,
    quiz_options,
)
from quizgen.cli.output import echo
from quizgen.cli.papers import looks_of, options_of, paper_or_warnings, quiz_or_warnings
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.progress import progress_over
from quizgen.cli.summary import missing_lock, summary

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.anki.lock import Lock
    from quizgen.project import Project, QuizOptions
    from quizgen.quiz.compose import Paper

_NO_QUIZ = "  no quiz: it cannot be printed; see the warnings"


@click.command()
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
@quiet_option
def build(
    decks: tuple[Path, ...],
    output: Path,
    language: str | None,
    force: bool,
    no_lock: bool,
    quiet: bool,
    **given: Any,
) -> None:
    """Make the Anki packages and printed quizzes of DECKS.

    Each deck gets a folder with its package, quiz.pdf, quiz-key.pdf and quiz.json. If something
    cannot be printed, such as an emoji, you get the package and no quiz. If the folder already
    holds a different quiz, that quiz stays, because it may have been printed; --force replaces it.

    A deck in several languages gets a folder for each, and a lock for each.

    A lock beside each deck records what has changed since the last build: keep it with the deck.

    If you name no deck, quizgen takes every deck in decks/ or, if there is none, every deck in
    this folder (.yaml or .yml).
    """
    projects = projects_to_make(find_decks(decks), language)
    seen = look_at(projects, [output / each.deck.id for each in projects], force=force)
    cards, looks = cards_of(given), looks_of(given)
    wishes = _Wishes(output, force, cards, looks, options_of(given))
    files: dict[Path, bytes] = {}
    locks: dict[Path, bytes] = {}
    lines: list[str] = []
    with reporting(), progress_over(projects, "Building", quiet=quiet) as steps:
        from quizgen.export.anki_lock import lock_to_write
        from quizgen.export.anki_lock import locks as read_locks

        before = read_locks(projects)
        for project in steps:
            made = _make(project, before[project.deck.id], wishes)
            files |= made.files
            locks |= lock_to_write(project, before[project.deck.id], made.lock)
            lines += made.lines
    write_files(files, {} if no_lock else locks, inputs=inputs_of(projects), seen=seen)
    if not quiet:
        echo("\n".join(lines))


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
    """The files of one deck, its new lock, and the lines to print about them."""

    files: Mapping[Path, bytes]
    lock: Lock
    lines: list[str]


@dataclass(frozen=True, slots=True)
class _Quiz:
    """The files of a deck's quiz and its paper; neither if the quiz cannot be made."""

    paper: Paper | None
    files: Mapping[str, bytes]
    lines: tuple[str, ...] = ()


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
    lines = [
        summary(project, quiz.paper, files, wanted),
        *quiz.lines,
        *missing_lock(project, before, path),
    ]
    return _Made(files, made.lock, lines)


def _make_quiz(project: Project, folder: Path, wishes: _Wishes) -> _Quiz:
    from quizgen.export.quiz_folder import kept_quiz
    from quizgen.quiz.make_manifest import make_manifest

    paper = paper_or_warnings(project, wishes.options)
    if not paper:
        return _Quiz(None, {})
    manifest = make_manifest(project.base, paper)
    kept = None if wishes.force else kept_quiz(folder, manifest)
    if kept:
        show_problems([kept])
        return _Quiz(paper, {})
    files = quiz_or_warnings(folder, project, paper, manifest, wishes.looks)
    return _Quiz(paper, files) if files else _Quiz(None, {}, (_NO_QUIZ,))
