"""`quizgen quiz`: the printed quiz of a deck, or the papers of a manifest again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quizgen.cli.decks import projects_to_make
from quizgen.cli.files import inputs_of, look_at, open_files, write_files
from quizgen.cli.help_sections import SectionedCommand
from quizgen.cli.next_step import named, suggest
from quizgen.cli.options import (
    deck_argument,
    language_option,
    layout_options,
    open_option,
    paper_options,
    quiet_option,
    quiz_options,
)
from quizgen.cli.output import echo
from quizgen.cli.papers import looks_of, options_of, quiz_into, template_files
from quizgen.cli.parameters import printable_text
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.reprint import reprint
from quizgen.cli.summary import summary

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Place
    from quizgen.project import Project, QuizOptions
    from quizgen.quiz.manifest import Manifest
    from quizgen.quiz.roster import Roster

T = TypeVar("T")


@click.command(cls=SectionedCommand)
@deck_argument
@language_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write to.  [default: this folder, or that of the manifest]",
)
@click.option(
    "--title",
    callback=printable_text,
    metavar="TEXT",
    help="The title of the paper.  [default: the deck's]",
)
@click.option(
    "--instructions",
    callback=printable_text,
    metavar="TEXT",
    help="Instructions above the exercises, such as the time allowed.  [default: the deck's]",
)
@quiz_options
@paper_options
@click.option(
    "--students",
    type=click.Path(path_type=Path, readable=False),
    metavar="ROSTER",
    help="Print a paper for each student in a .csv or .xlsx file with the columns name, number "
    "and class; with --versions, the students take turns with so many versions.",
)
@click.option(
    "--only",
    multiple=True,
    metavar="WHO",
    help="Of a quiz.json, print only this paper, in files of its own: a student's number or name, "
    "or a version. You can give several.",
)
@click.option(
    "--with",
    "chosen",
    multiple=True,
    metavar="ID",
    help="Put this question on the paper: its id from `quizgen items`. You can give several.",
)
@click.option(
    "--without",
    multiple=True,
    metavar="ID",
    help="Leave this question out, or all questions of a fact. You can give several.",
)
@click.option(
    "--avoid",
    multiple=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="QUIZ.JSON",
    help="Ask nothing that this earlier quiz asks, for a make-up test. You can give several.",
)
@click.option(
    "--mend",
    type=click.Path(path_type=Path, readable=False),
    metavar="DECK",
    help="Of a quiz.json, print the questions as this deck words them now, if they are otherwise "
    "the same.",
)
@click.option("--split", is_flag=True, help="Write a file and a key for each version or student.")
@click.option(
    "--pdf",
    type=click.Choice(["all", "quiz", "key", "none"]),
    default="all",
    show_default=True,
    help="Which PDF files to write beside the manifest quiz.json.",
)
@click.option(
    "--worked",
    is_flag=True,
    help="Also write quiz-worked.pdf, which shows and explains the right answers.",
)
@click.option(
    "--answer-sheet",
    "sheet",
    is_flag=True,
    help="Also write answer-sheet.pdf, with bubbles to fill in and scan.",
)
@click.option(
    "--bound",
    is_flag=True,
    help="Put the answer sheet of each paper below its last items, or behind it, instead of in a "
    "file of its own.",
)
@click.option(
    "--overlay",
    is_flag=True,
    help="Also write overlay.pdf, the right answers to print on film and lay over answer sheets.",
)
@click.option(
    "--digits",
    type=click.IntRange(0, 12),
    default=5,
    show_default=True,
    help="How many digits a student number has on an answer sheet without names.",
)
@click.option(
    "--score-list",
    "scores",
    is_flag=True,
    help="Also write scores.csv, with a line for each student to fill in.",
)
@click.option(
    "--release/--draft",
    default=None,
    help="Whether you hand the papers out. A later run replaces a draft, but not papers that "
    "somebody has.  [default: --release with -o, --students or an answer sheet]",
)
@layout_options
@open_option
@quiet_option
def quiz(
    deck: Path,
    language: str,
    output: Path | None,
    force: bool,
    release: bool | None,
    is_opened: bool,
    students: Path | None,
    quiet: bool,
    **given: Any,
) -> None:
    """Make the printed quiz of DECK, or reprint one.

    quizgen writes quiz.pdf, quiz-key.pdf and the manifest quiz.json.

    If DECK is a quiz.json, quizgen prints the same papers again, even if the deck has changed.

    Without -o, you get a draft in this folder, which the next run replaces. Name a folder for the
    papers that you hand out: quizgen keeps them, because marking needs their quiz.json.
    """
    looks, wanted = looks_of(given), _files_wanted(given)
    handed_out = _or(release, usual=bool(output or students or wanted["sheet"]))
    again = {name: given.pop(name) for name in ("only", "mend")}
    avoid = given.pop("avoid")
    given |= {name: _or_none(given[name]) for name in ("chosen", "without")}
    if deck.suffix == ".json":
        flags = (_or_none(each) for each in (students, avoid, force, language))
        _refuse_changes([*flags, *given.values()])
        folder = output or deck.parent
        reprint(deck, folder, wanted, looks, **again, release=handed_out, quiet=quiet)
        _open(folder, is_wanted=is_opened and not again["only"])
        return
    _refuse_reprint(again.values())
    inputs = tuple(filter(None, (students, *avoid)))
    wishes = _Wishes(
        output or Path(), language, students, inputs, force, not handed_out, wanted, looks
    )
    report = _print(deck, options_of({**given, "avoid": _earlier(avoid)}), wishes)
    _tell(report, _next(deck, wishes), quiet=quiet)
    _open(wishes.folder, is_wanted=is_opened)


def _or(value: bool | None, *, usual: bool) -> bool:
    return usual if value is None else value


def _or_none(value: T) -> T | None:
    """Return a value, None if it is empty."""
    return value or None


def _tell(report: str, step: str, *, quiet: bool) -> None:
    if not quiet:
        echo(report)
    suggest(step, quiet=quiet)


def _open(folder: Path, *, is_wanted: bool) -> None:
    if is_wanted:
        open_files([folder / "quiz.pdf"])


def _next(deck: Path, wishes: _Wishes) -> str:
    """Return what people do with the papers."""
    if wishes.draft:
        return f"read them; to hand them out: quizgen quiz {named([deck])} -o FOLDER"
    manifest = wishes.folder / "quiz.json"
    return f"print the papers, and keep {manifest}: marking needs it"


@dataclass(frozen=True, slots=True)
class _Wishes:
    """What to write, where, in which language, for whom, and how it looks."""

    folder: Path
    language: str
    students: Path | None
    read: tuple[Path, ...]
    force: bool
    draft: bool
    wanted: Mapping[str, Any]
    looks: Mapping[str, Any]

    def inputs(self, project: Project) -> list[Path]:
        """Return the files that the quiz is made from."""
        return [*inputs_of([project]), *self.read, *template_files(self.looks)]


def _print(deck: Path, options: QuizOptions, wishes: _Wishes) -> str:
    """Write the quiz, and return a summary."""
    project, folder = projects_to_make([deck], wishes.language)[0], wishes.folder
    seen = look_at([], [folder], force=wishes.force)
    with reporting():
        from quizgen.export.quiz_folder import check_manifest
        from quizgen.quiz.make_manifest import make_manifest

        roster = _read_roster(wishes.students)
        paper = project.paper(options)
        show_problems(paper.diagnostics)
        shared = bool(wishes.students) and options.versions is not None
        made = make_manifest(project.base, paper, roster.students, shared=shared)
        manifest = replace(made, draft=wishes.draft)
        # It runs again before files are written: another run may have printed into the folder.
        check = None if wishes.force else partial(check_manifest, folder, manifest)
        if check:
            check()
        place_of = partial(_place_of, project, roster)
        printed = quiz_into(
            folder, project, paper, manifest, wishes.looks, place_of=place_of, **wishes.wanted
        )
    files = {folder / name: data for name, data in printed.items()}
    write_files(files, inputs=wishes.inputs(project), seen=seen, check=check)
    return summary(project, paper, files)


def _refuse_changes(given: Iterable[object]) -> None:
    """Refuse options that would change the papers of a manifest; None is an option not given."""
    if any(value is not None for value in given):
        raise click.UsageError(
            "a manifest settles what is on the papers; you can choose only files and looks"
        )


def _refuse_reprint(given: Iterable[object]) -> None:
    """Refuse options that only a quiz.json takes."""
    if any(given):
        raise click.UsageError("--only and --mend print a quiz again: give its quiz.json")


def _files_wanted(given: dict[str, Any]) -> dict[str, Any]:
    """Take the options about files out of the given ones, and return them for `Printing`."""
    names = ("pdf", "worked", "split", "digits", "sheet", "bound", "scores", "overlay")
    wanted = {name: given.pop(name) for name in names}
    wanted["sheet"] = wanted["sheet"] or wanted["bound"] or wanted["overlay"]
    return wanted


def _earlier(paths: Iterable[Path]) -> tuple[Manifest, ...]:
    """Return the manifests of earlier quizzes."""
    from quizgen.quiz.read_manifest import read_manifest

    with reporting():
        return tuple(map(read_manifest, paths))


def _read_roster(path: Path | None) -> Roster:
    from quizgen.quiz.roster import Roster, read_roster

    roster = read_roster(path) if path else Roster()
    show_problems(roster.diagnostics)
    return roster


def _place_of(project: Project, roster: Roster, ref: str) -> Place:
    return roster.places.get(ref) or project.place_of(ref)
