"""`quizgen adopt`: a deck from what people have."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.files import write_files
from quizgen.cli.next_step import named, suggest
from quizgen.cli.options import new_id_option, new_language_option, quiet_option
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.summary import counted

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.adopt.foreign import Foreign
    from quizgen.adopt.make import Adopted


@click.command()
@click.argument("source", type=click.Path(path_type=Path, readable=False))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="DECK.yaml",
    help="The deck to write. Pictures and the lock come beside it.",
)
@new_id_option
@click.option("--title", default="", help="The deck's title.  [default: its name in Anki]")
@new_language_option
@click.option(
    "--release",
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="A package that learners have, if SOURCE is a folder or a table.",
)
@quiet_option
def adopt(
    source: Path,
    output: Path,
    deck_id: str | None,
    title: str,
    language: str,
    release: Path | None,
    quiet: bool,
) -> None:
    """Make a deck of SOURCE: an Anki package, a folder of CrowdAnki, or a table.

    A table is CSV, .xlsx, or notes that Anki exported as text. Each note becomes a fact that keeps
    the note's id (`guid`), and its note type becomes a kind of fact. So learners who have the notes
    keep their reviews when they import the package that quizgen makes of the deck.
    """
    with reporting():
        from quizgen.adopt.make import Wishes
        from quizgen.adopt.make import adopt as adopt_notes
        from quizgen.deck.tables import id_from

        name = deck_id or id_from(output.stem) or "deck"
        adopted = adopt_notes(_foreign(source, release), Wishes(name, title, language, source))
    show_problems(adopted.problems)
    _write(adopted, output)
    if not quiet:
        kept = counted(adopted.notes, "note")
        left = f", {adopted.left} left out" if adopted.left else ""
        echo(f"{output}: {kept} adopted{left}")
    suggest(f"quizgen check {named([output])}", quiet=quiet)


def _foreign(source: Path, release: Path | None) -> Foreign:
    from quizgen.adopt.from_crowdanki import from_crowdanki, is_crowdanki
    from quizgen.adopt.from_package import from_package
    from quizgen.adopt.from_table import from_table
    from quizgen.adopt.release import as_released

    if source.suffix.lower() in {".apkg", ".colpkg"}:
        return from_package(source)
    found = from_crowdanki(source) if is_crowdanki(source) else from_table(source)
    return as_released(found, from_package(release)) if release else found


def _write(adopted: Adopted, output: Path) -> None:
    """Write the deck and what belongs to it; exit if one of the files exists."""
    from quizgen.deck.collisions import lock_path
    from quizgen.diagnostics import Diagnostic, Place, QuizgenError

    own = {"deck.yaml": output, "deck.lock": lock_path(output)}
    files = {own.get(name, output.parent / name): data for name, data in adopted.files.items()}
    with reporting():
        there = [path for path in files if os.path.lexists(path)]
        if there:
            message = "this file exists; quizgen does not replace it"
            fix = "name another file with `-o`, or move this one"
            raise QuizgenError(
                [Diagnostic("Q564", message, Place(str(each)), fix) for each in there]
            )
    write_files(files)
