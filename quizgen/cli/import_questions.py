"""`quizgen import`: a deck from the questions of another program."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.files import write_files
from quizgen.cli.help_sections import SectionedCommand, write_section
from quizgen.cli.next_step import named, suggest
from quizgen.cli.options import new_id_option, new_language_option, quiet_option
from quizgen.cli.output import echo
from quizgen.cli.parameters import ReaderName
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.summary import counted

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.importing.make import Imported


# A format whose notes become facts that keep what Anki knows of them.
_PACKAGE = "apkg"


class _ReadersCommand(SectionedCommand):
    """A command whose help lists the formats; they are loaded when the help is shown."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the formats, then the options."""
        from quizgen.importing.readers import READERS

        rows = [(name, reader.about) for name, reader in READERS.items()]
        rows.append((_PACKAGE, "an Anki package; the same as `quizgen adopt`"))
        write_section(formatter, "Formats", rows)
        super().format_options(ctx, formatter)


@click.command("import", cls=_ReadersCommand)
@click.argument("name", metavar="FORMAT", type=ReaderName())
@click.argument("source", metavar="FILE", type=click.Path(path_type=Path, readable=False))
@click.option(
    "-o",
    "--output",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="DECK.yaml",
    help="The deck to write. Pictures come into a folder beside it.",
)
@new_id_option
@click.option(
    "--title",
    default="",
    help="The deck's title.  [default: that in the file; for a table, the file's name]",
)
@new_language_option
@quiet_option
@click.pass_context
def import_questions(
    ctx: click.Context,
    name: str,
    source: Path,
    output: Path,
    deck_id: str | None,
    title: str,
    language: str,
    quiet: bool,
) -> None:
    """Make a deck of the questions in FILE, which another program wrote in a FORMAT.

    Each question becomes a fact that asks it in the same words, with its options, its feedback
    and its pictures. quizgen reports what a deck can't hold. It replaces no file.
    """
    if name == _PACKAGE:
        from quizgen.cli.adopt import adopt

        ctx.invoke(
            adopt,
            source=source,
            output=output,
            deck_id=deck_id,
            title=title,
            language=language,
            release=None,
            quiet=quiet,
        )
        return
    with reporting():
        from quizgen.deck.tables import id_from
        from quizgen.importing.make import Wishes, make_deck
        from quizgen.importing.readers import READERS

        wishes = Wishes(deck_id or id_from(output.stem) or "deck", title, language)
        made = make_deck(READERS[name].read(source), wishes)
    show_problems(made.problems)
    _write(made, output)
    if not quiet:
        echo(f"{output}: {counted(made.count, 'fact')}")
    suggest(f"quizgen check {named([output])}", quiet=quiet)


def _write(made: Imported, output: Path) -> None:
    """Write the deck and its pictures; exit if one of the files exists."""
    from quizgen.diagnostics import Diagnostic, Place, QuizgenError

    files = {output.parent / name: data for name, data in made.pictures.items()}
    files[output] = made.text.encode()
    with reporting():
        there = [
            path
            for path, data in files.items()
            if os.path.lexists(path) and not (path.is_file() and path.read_bytes() == data)
        ]
        if there:
            message = "this file exists; quizgen does not replace it"
            fix = "name another file with `-o`, or move this one"
            raise QuizgenError(
                [Diagnostic("Q833", message, Place(str(each)), fix) for each in there]
            )
    write_files(files)
