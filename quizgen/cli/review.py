"""`quizgen review`: a person or a model looks through the wrong options that quizgen found."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.decks import sound_projects
from quizgen.cli.files import inputs_of, write_files, write_text
from quizgen.cli.models import Prices, asking, model_options, prices_of
from quizgen.cli.next_step import named, suggest
from quizgen.cli.options import deck_argument, language_option, quiet_option
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.streams import STDOUT, TextTarget, need_files
from quizgen.cli.summary import counted

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.language_models.answer_cache import AnswerCache
    from quizgen.project import Project
    from quizgen.reviewing.by_model import ModelReview
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
@model_options(
    "A model of the package llm that judges the options, in place of you. The questions go to "
    "that model; without this option, nothing leaves your computer. With -o, it only marks the "
    "sheet, and the deck stays as it is."
)
@click.option(
    "--dry-run", is_flag=True, help="Show how the deck would change, and leave it as it is."
)
@language_option
@quiet_option
def review(
    deck: Path,
    output: Path | None,
    sheet: Path | None,
    model_name: str | None,
    price_in: float | None,
    price_out: float | None,
    yes: bool,
    dry_run: bool,
    language: str,
    quiet: bool,
) -> None:
    """Look through the wrong options that quizgen found for DECK, and reject the silly ones.

    Rules find these options, and rules don't know what everybody knows. First write a sheet with
    -o, and put an x beside each option that nobody would choose. Then read it back with --sheet:
    the deck keeps the rejected options under `rejected`, and its questions get other ones.
    """
    prices = prices_of(model_name, price_in, price_out, yes=yes)
    _check_options(output, sheet, model_name)
    need_files([deck], "a review changes the deck's file")
    if sheet:
        _read_back(deck, sheet, output, language, dry_run=dry_run, quiet=quiet)
    elif model_name:
        _by_model(
            deck, output, language, _Asked(model_name, prices, yes), dry_run=dry_run, quiet=quiet
        )
    else:
        project = sound_projects([deck], language)[0]
        _write_first(project, deck, output or STDOUT, {}, quiet=quiet)


def _check_options(output: Path | None, sheet: Path | None, model_name: str | None) -> None:
    """Refuse options that do not go together; raises UsageError."""
    if output is None and sheet is None and model_name is None:
        raise click.UsageError("write a sheet with -o SHEET.txt, or read one with --sheet")
    if sheet and model_name:
        raise click.UsageError("either you judge the options, with --sheet, or --model does")
    if sheet and output == STDOUT:
        raise click.UsageError("-o takes a file here, since the deck changes at the same time")


@dataclass(frozen=True, slots=True)
class _Asked:
    """The model that is asked, its prices, and whether the user has agreed already."""

    model: str
    prices: Prices
    yes: bool


def _by_model(
    deck: Path, output: Path | None, language: str, asked: _Asked, *, dry_run: bool, quiet: bool
) -> None:
    """Let a model judge the options: on a sheet with `output`, else in the deck."""
    from quizgen.writing.seen import Seen

    seen = Seen([deck])
    project = sound_projects([deck], language)[0]
    with reporting():
        from quizgen.language_models.answer_cache import AnswerCache, cache_path
        from quizgen.reviewing.asking import PROMPT_VERSION
        from quizgen.reviewing.by_model import rejected_by
        from quizgen.reviewing.offers import offers_of
        from quizgen.reviewing.rejecting import reviewed

        offers = offers_of(project)
        if output:
            _keep_crosses(project, output)
        cache = AnswerCache(cache_path(deck, "review"), PROMPT_VERSION)
        judge = _judge(asked, cache, quiet=quiet)
        if output:
            crossed = judge.crossed(offers, project.deck.language)
        else:
            done = reviewed(project, offers, rejected_by(project, judge))
            files = _changed(project, done)
        show_problems(judge.problems)
    if output:
        _write_first(project, deck, output, crossed, quiet=quiet)
    elif dry_run:
        _show_patch(files)
    else:
        _save(files, {}, seen, inputs=[])
        if not quiet:
            echo(_summary(deck, done))
        suggest(f"quizgen build {named([deck])}", quiet=quiet)
    if not dry_run:
        cache.clear()


def _judge(asked: _Asked, cache: AnswerCache, *, quiet: bool) -> ModelReview:
    from quizgen.language_models.models import open_model
    from quizgen.reviewing.asking import SCHEMA
    from quizgen.reviewing.by_model import ModelReview

    model = open_model(asked.model, SCHEMA, "reviewing")
    agree = asking(model, asked.prices, yes=asked.yes)
    return ModelReview(model, cache, agree=agree, tell=partial(_tell, quiet=quiet))


def _tell(done: int, of: int, *, quiet: bool) -> None:
    if not quiet:
        echo(f"batch {done} of {of}", err=True)


def _write_first(
    project: Project,
    deck: Path,
    output: Path,
    crossed: Mapping[str, Collection[str]],
    *,
    quiet: bool,
) -> None:
    """Write a sheet with all items, on which some options are crossed out already."""
    with reporting():
        from quizgen.reviewing.offers import offers_of

        offers = offers_of(project)
        text = _sheet_text(offers, deck, output, crossed)
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
        _tell_new(deck, sheet, output, new)


def _tell_new(deck: Path, sheet: Path, output: Path | None, new: Sequence[Offer]) -> None:
    """Print what is new after a sheet was read back, and what comes next."""
    if output:
        echo(f"{output}: {_told(new)}" if new else "no question offers an option not seen yet")
    if not new:
        suggest(f"quizgen build {named([deck])}")
    elif output:
        suggest(_mark(deck, output))
    else:
        suggest(f"quizgen review {named([deck])} -o {named([sheet])}, to see the new options")


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


def _sheet_text(
    offers: Iterable[Offer],
    deck: Path,
    output: Path,
    crossed: Mapping[str, Collection[str]] | None = None,
) -> str:
    from quizgen.reviewing.sheet import write_sheet

    return write_sheet(offers, _read_command(deck, output), crossed)


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
