"""`quizgen html`: a page to practise on in a browser."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.decks import projects_to_make
from quizgen.cli.files import inputs_of, open_files, write_files, write_text
from quizgen.cli.help_sections import SectionedCommand
from quizgen.cli.next_step import suggest
from quizgen.cli.options import (
    deck_argument,
    language_option,
    open_option,
    quiet_option,
    some_items_option,
    some_seed_option,
)
from quizgen.cli.output import echo
from quizgen.cli.parameters import FormList, FormsOption
from quizgen.cli.printed_quiz import (
    quiz_of,
    quiz_option,
    source_of,
    version_of,
    version_option,
)
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.streams import STDOUT
from quizgen.cli.summary import counted, listed

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.export.html import HtmlSettings, WrittenPage
    from quizgen.project import Project
    from quizgen.quiz.manifest import Manifest


@dataclass(frozen=True, slots=True)
class _Target:
    """Where the page goes: into a file, or into a folder as an app."""

    path: Path
    is_folder: bool


class _PageTarget(click.Path):
    """The page to write, ``-`` for standard output, or a folder: it exists, or ends in a slash."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, allow_dash=True)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the target."""
        if isinstance(value, _Target):
            return value
        if value == "-":
            return _Target(STDOUT, is_folder=False)
        path = Path(str(super().convert(value, param, ctx)))
        return _Target(path, is_folder=str(value).endswith(("/", "\\")) or path.is_dir())


@click.command(cls=SectionedCommand)
@deck_argument
@language_option
@click.option(
    "-o",
    "--output",
    type=_PageTarget(),
    metavar="FILE.html",
    help="The page to write; a folder gets the files of --app.  [default: the deck's id with "
    ".html]",
)
@click.option(
    "--exam",
    is_flag=True,
    help="Make an exam: it shows nothing until its end, and then saves the answers in a file to "
    "hand in. `quizgen grade` takes this file only if you give --quiz too. The key is in the "
    "page's source, where a student can look it up: use it under supervision.",
)
@quiz_option
@version_option
@some_items_option("the page", "all; in an exam the deck's, or 20")
@some_seed_option
@click.option(
    "--forms",
    cls=FormsOption,
    type=FormList(),
    metavar="FORM,FORM…",
    help="The forms of items to use: {forms}.  [default: each question once, in the deck's forms "
    "if they fit]",
)
@click.option(
    "--app",
    "is_app",
    is_flag=True,
    help="Write a folder to put on a web server: browsers install the page from there, and it "
    "works without a network.  [default folder: the deck's id]",
)
@open_option
@quiet_option
def html(
    deck: Path,
    language: str,
    output: _Target | None,
    quiz_file: Path | None,
    is_app: bool,
    is_opened: bool,
    quiet: bool,
    **given: Any,
) -> None:
    """Make a page to practise DECK in a browser.

    The page is one file that needs no network: send it, or open it from a disk. It asks the
    questions of the deck, says at once what is right and why, repeats what was missed, and brings
    questions back in time to remember them. Progress stays in the browser.
    """
    printed = quiz_of(quiz_file, given)
    project = projects_to_make([deck], printed.language if printed else language)[0]
    is_folder = _is_folder(output, is_app=is_app)
    with reporting():
        from quizgen.export.html import HtmlWriter

        source = source_of(project, printed, quiz_file)
        settings = _settings(printed, quiz_file, given, is_app=is_folder)
        made = HtmlWriter().write(source, settings)
        show_problems(made.losses)
    inputs = [*inputs_of([project]), *([quiz_file] if quiz_file else [])]
    if output and output.path == STDOUT:
        write_text(STDOUT, next(iter(made.files.values())).decode())
        return
    files = _placed(made, project, output, is_folder=is_folder)
    write_files(files, inputs=inputs)
    count = _count(made.count, _wanted(project, printed, given), given)
    _tell(f"{project.deck.id}: {count}", files, quiet=quiet)
    page = next(iter(files))
    suggest(_next(page, is_folder=is_folder), quiet=quiet or is_opened)
    if is_opened:
        open_files([page])


def _wanted(project: Project, printed: Manifest | None, given: Mapping[str, Any]) -> int:
    """Return how many questions the page was meant to have, 0 for all that there are."""
    from quizgen.quiz.compose import wanted_sections

    if given["items"] is not None:
        return int(given["items"])
    if printed or not given["exam"]:
        return 0
    return sum(each.items for each in wanted_sections(project.deck.quiz))


def _count(made: int, wanted: int, given: Mapping[str, Any]) -> str:
    """Return how many questions a page has, and of how many if that is too few."""
    if made >= wanted:
        return counted(made, "question")
    count = f"{made} of {counted(wanted, 'question')}"
    # A number on the command line has got a warning that says why.
    return count if given["items"] else f"{count} (--items {wanted} says why)"


def _tell(counts: str, files: Mapping[Path, bytes], *, quiet: bool) -> None:
    if not quiet:
        echo("\n".join([counts, *listed(files)]))


def _is_folder(output: _Target | None, *, is_app: bool) -> bool:
    """Return whether the page is an app in a folder; refuse an app for standard output."""
    if is_app and output and output.path == STDOUT:
        raise click.UsageError("--app makes several files; name a folder with -o")
    return is_app or bool(output and output.is_folder)


def _settings(
    printed: Manifest | None, path: Path | None, given: dict[str, Any], *, is_app: bool
) -> HtmlSettings:
    from quizgen.export.html import HtmlSettings
    from quizgen.project import QuizOptions

    options = QuizOptions(items=given["items"], seed=given["seed"], forms=given["forms"])
    settings = HtmlSettings(given["exam"], is_app, options=options)
    if printed and path and given["version"]:
        return replace(settings, version=version_of(printed, path, given["version"]))
    return settings


def _placed(
    made: WrittenPage, project: Project, output: _Target | None, *, is_folder: bool
) -> dict[Path, bytes]:
    """Return the files where they go, the page first."""
    if not is_folder:
        return {output.path if output else Path(name): data for name, data in made.files.items()}
    folder = output.path if output else Path(project.deck.id)
    return {folder / name: data for name, data in made.files.items()}


def _next(page: Path, *, is_folder: bool) -> str:
    """Return what people do with the page."""
    if is_folder:
        return f"put {page.parent} on a web server with https; browsers install the page from there"
    return f"open {page} in your browser, or send it to your students"
