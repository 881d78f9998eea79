"""`quizgen review`: a person looks through the wrong options that quizgen found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.decks import sound_projects
from quizgen.cli.files import inputs_of, write_files, write_text
from quizgen.cli.next_step import named, suggest
from quizgen.cli.options import deck_argument, language_option, quiet_option
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.streams import STDOUT, TextTarget, need_files
from quizgen.cli.summary import counted

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.project import Project
    from quizgen.reviewing.offers import Offer
    from quizgen.reviewing.rejecting import Reviewed
    from quizgen.writing.seen import Seen


@click.command()
@deck_argument
@click.option(
    "-o",
    "--output",
    type=TextTarget(),
    metavar="SHEET.txt",
    help="Write a sheet with the generated wrong options, - for standard output. With --sheet, "
    "write the questions whose options are new.",
)
@click.option(
    "--sheet",
    type=click.Path(path_type=Path, readable=False),
    metavar="SHEET.txt",
    help="Read a sheet back, and add its crossed options to the deck.",
)
@click.option("--dry-run", is_flag=True, help="Show how the deck would change, and write nothing.")
@language_option
@quiet_option
def review(
    deck: Path,
    output: Path | None,
    sheet: Path | None,
    dry_run: bool,
    language: str,
    quiet: bool,
) -> None:
    """Look through the wrong options that quizgen found for DECK, and reject the silly ones.

    Rules find these options, and rules don't know what everybody knows. First write a sheet with
    -o, and put an x beside each option that nobody would choose. Then read it back with --sheet:
    the deck keeps the rejected options under `rejected`, and its questions get other ones.
    """
    if output is None and sheet is None:
        raise click.UsageError("write a sheet with -o SHEET.txt, or read one with --sheet")
    need_files([deck], "a review changes the deck's file")
    if sheet is None:
        project = sound_projects([deck], language)[0]
        _write_first(project, deck, output or STDOUT, quiet=quiet)
        return
    if output == STDOUT:
        raise click.UsageError("-o takes a file here, since the deck changes at the same time")
    _read_back(deck, sheet, output, language, dry_run=dry_run, quiet=quiet)


def _write_first(project: Project, deck: Path, output: Path, *, quiet: bool) -> None:
    """Write a sheet with all items."""
    with reporting():
        from quizgen.reviewing.offers import offers_of

        offers = offers_of(project)
        text = _sheet_text(offers, deck, output)
        _keep_crosses(project, output)
    write_text(output, text, inputs=inputs_of([project]))
    is_printed = output == STDOUT
    if not quiet:
        echo(f"{output}: {_told(offers)}", err=is_printed)
    suggest(_mark(deck, output), quiet=quiet, err=is_printed)


def _keep_crosses(project: Project, output: Path) -> None:
    """Refuse to replace a sheet that somebody has begun to mark; raises QuizgenError."""
    from quizgen.diagnostics import Diagnostic, Place, QuizgenError
    from quizgen.reviewing.rejecting import is_open

    if output != STDOUT and is_open(project, output):
        message = "the sheet has crosses, which a new one would lose"
        fix = "read it back with --sheet, or name another file with -o"
        raise QuizgenError([Diagnostic("Q643", message, Place(str(output)), fix)])


def _read_back(
    deck: Path, sheet: Path, output: Path | None, language: str, *, dry_run: bool, quiet: bool
) -> None:
    """Add the crossed options of a sheet to the deck, and write the next sheet."""
    from quizgen.writing.seen import Seen

    seen = Seen([deck])
    project = sound_projects([deck], language)[0]
    with reporting():
        from quizgen.reviewing.rejecting import review as review_sheet
        from quizgen.reviewing.rejecting import unseen
        from quizgen.reviewing.sheet import read_sheet

        marked = read_sheet(sheet)
        done = review_sheet(project, marked)
        show_problems(done.problems)
        new = unseen(done.after, {key: each.options for key, each in marked.items()})
        files = _changed(project, done)
        if output and new:
            _keep_crosses(project, output)
    if dry_run:
        _show_patch(files)
        return
    sheets = {output: _sheet_text(new, deck, output)} if output and new else {}
    _save(files, sheets, seen, inputs=[sheet])
    if not quiet:
        echo(_summary(deck, done))
        if output:
            echo(f"{output}: {_told(new)}" if new else "no question offers an option not seen yet")
    if new:
        see = f"quizgen review {named([deck])} -o {named([sheet])}, to see the new options"
        suggest(_mark(deck, output) if output else see, quiet=quiet)
    else:
        suggest(f"quizgen build {named([deck])}", quiet=quiet)


def _changed(project: Project, done: Reviewed) -> dict[Path, str]:
    """Return the new text of the deck's file if anything is rejected; raises QuizgenError."""
    from quizgen.reviewing.deck_file import with_review

    return dict(with_review(project.deck, done.rejecting)) if done.rejecting else {}


def _save(
    deck: Mapping[Path, str], sheets: Mapping[Path, str], seen: Seen, inputs: Iterable[Path]
) -> None:
    """Write the deck and the next sheet, both or neither."""
    from quizgen.mending.sources import as_bytes

    data = as_bytes(deck) | {path: text.encode() for path, text in sheets.items()}
    if data:
        write_files(data, inputs=inputs, seen=seen)


def _show_patch(files: Mapping[Path, str]) -> None:
    from quizgen.mending.sources import Sources

    with reporting():
        patch = Sources().patch(files)
    echo(patch.rstrip("\n") or "nothing would change")


def _sheet_text(offers: Iterable[Offer], deck: Path, output: Path) -> str:
    from quizgen.reviewing.sheet import write_sheet

    return write_sheet(offers, _read_command(deck, output))


def _read_command(deck: Path, output: Path) -> str:
    shown = "SHEET.txt" if output == STDOUT else named([output])
    return f"quizgen review {named([deck])} --sheet {shown}"


def _mark(deck: Path, output: Path) -> str:
    shown = "the sheet" if output == STDOUT else str(output)
    return f"cross out options in {shown}, then: {_read_command(deck, output)}"


def _told(offers: Iterable[Offer]) -> str:
    counts = [len(each.options) for each in offers]
    return f"{counted(sum(counts), 'option')} of {counted(len(counts), 'question')}"


def _summary(deck: Path, done: Reviewed) -> str:
    """Return how many options were rejected, and what questions have lost."""
    if not done.count:
        return f"{deck}: nothing to reject"
    told = f"{counted(done.count, 'option')} of {counted(len(done.rejecting), 'question')} rejected"
    fewer = f"{counted(done.fewer, 'question')} now with fewer options" if done.fewer else ""
    lost = f"{counted(done.lost, 'question')} now without options" if done.lost else ""
    return f"{deck}: {'; '.join(filter(None, (told, fewer, lost)))}"
