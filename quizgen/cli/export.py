"""`quizgen export`: questions for other programs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from quizgen.cli.decks import projects_to_make
from quizgen.cli.files import inputs_of, write_files
from quizgen.cli.help_sections import SectionedCommand, write_section
from quizgen.cli.losses import by_cause
from quizgen.cli.next_step import suggest
from quizgen.cli.options import (
    deck_argument,
    language_option,
    quiet_option,
    some_items_option,
    some_seed_option,
)
from quizgen.cli.output import echo
from quizgen.cli.parameters import FormatName, FormList, FormsOption
from quizgen.cli.printed_quiz import (
    quiz_of,
    quiz_option,
    source_of,
    version_of,
    version_option,
)
from quizgen.cli.problems import PROBLEMS, reporting, reporting_writes, show_problems
from quizgen.cli.streams import STDOUT, FolderTarget, print_text
from quizgen.cli.summary import counted, listed

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Diagnostic
    from quizgen.export.questions import QuestionSettings, WrittenQuestions
    from quizgen.export.writer import Source
    from quizgen.quiz.manifest import Manifest


class _FormatsCommand(SectionedCommand):
    """A command whose help lists the formats; they are loaded when the help is shown."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the formats, then the options."""
        from quizgen.export.formats import FORMATS

        rows = [(name, writer.about) for name, writer in FORMATS.items()]
        write_section(formatter, "Formats", rows)
        super().format_options(ctx, formatter)


@click.command(cls=_FormatsCommand)
@click.argument("name", metavar="FORMAT", type=FormatName())
@deck_argument
@language_option
@click.option(
    "-o",
    "--output",
    type=FolderTarget(),
    default=".",
    help="The folder to write to, or - for standard output.  [default: this folder]",
)
@quiz_option
@version_option
@some_items_option("the file", "all")
@some_seed_option
@click.option(
    "--forms",
    cls=FormsOption,
    type=FormList(),
    metavar="FORM,FORM…",
    help="Of the deck, export all items of these forms: {forms}.  [default: each question once, "
    "in the first of the deck's forms that fits it]",
)
@click.option(
    "--strict", is_flag=True, help="Write nothing if the format can't hold all of the questions."
)
@quiet_option
def export(
    name: str,
    deck: Path,
    language: str,
    output: Path,
    quiz_file: Path | None,
    strict: bool,
    quiet: bool,
    **given: Any,
) -> None:
    """Export the questions of DECK for another program, in a FORMAT that it imports.

    Feedback, sources, tags, pictures and formulas go along. quizgen reports each part of a
    question that the format can't hold, and what the file has instead.
    """
    printed = quiz_of(quiz_file, given)
    project = projects_to_make([deck], printed.language if printed else language)[0]
    with reporting():
        source = source_of(project, printed, quiz_file)
        made = _written(name, source, _settings(printed, quiz_file, given), is_strict=strict)
    if output == STDOUT:
        _print(name, made.files)
        return
    files = {output / file: data for file, data in made.files.items()}
    inputs = [*inputs_of([project]), *([quiz_file] if quiz_file else [])]
    write_files(files, inputs=inputs)
    if not quiet:
        echo("\n".join([f"{project.deck.id}: {_count(made)}", *listed(files)]))
    suggest(_next_step(name), quiet=quiet)


def _count(made: WrittenQuestions) -> str:
    """Return how many questions the files hold, and of how many, if some are left out."""
    count = counted(made.count, "question")
    return f"{made.count - made.left_out} of {count}" if made.left_out else count


def _next_step(name: str) -> str:
    from quizgen.export.formats import FORMATS

    return FORMATS[name].into


def _settings(
    printed: Manifest | None, path: Path | None, given: Mapping[str, Any]
) -> QuestionSettings:
    from quizgen.export.questions import QuestionSettings
    from quizgen.project import QuizOptions

    if printed and path and given["version"]:
        return QuestionSettings(version=version_of(printed, path, given["version"]))
    options = QuizOptions(items=given["items"], seed=given["seed"], forms=given["forms"])
    return QuestionSettings(options=options)


def _written(
    name: str, source: Source, settings: QuestionSettings, *, is_strict: bool
) -> WrittenQuestions:
    """Return the files after reporting the losses; exit if they are errors."""
    from quizgen.diagnostics import Severity
    from quizgen.export.formats import FORMATS

    made = FORMATS[name].write(source, settings)
    lost = [each for each in made.losses if each.severity is Severity.WARNING]
    if is_strict and lost:
        show_problems(by_cause(_as_errors(lost)))
        raise SystemExit(PROBLEMS)
    show_problems(by_cause(made.losses))
    return made


def _as_errors(lost: Iterable[Diagnostic]) -> list[Diagnostic]:
    from quizgen.diagnostics import Severity

    fix = "leave out `--strict` to write the files without it"
    return [replace(each, severity=Severity.ERROR, help=fix) for each in lost]


def _print(name: str, files: Mapping[str, bytes]) -> None:
    """Write a single file of text to standard output."""
    texts = list(files.values())
    try:
        (text,) = (each.decode() for each in texts)
    except ValueError:
        fix = "name a folder with -o"
        raise click.UsageError(f"`{name}` is not one file of text; {fix}") from None
    with reporting_writes():
        print_text(text)
