"""The commands that make everything, and the Anki package."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from quizgen.cli.options import (
    card_options,
    deck_argument,
    decks_argument,
    layout_options,
    lock_option,
    paper_options,
    quiet_option,
    quiz_options,
)
from quizgen.cli.output import echo
from quizgen.cli.running import (
    find_decks,
    inputs_of,
    look_at,
    looks_of,
    lost_lock,
    options_of,
    paper_of,
    progress_over,
    projects_to_make,
    quiz_or_warnings,
    reporting,
    show_problems,
    summary,
    write_files,
)

_NO_QUIZ = "  no quiz: paper cannot hold what the warnings name"


@click.command()
@decks_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build"),
    show_default=True,
    help="The folder to write into.",
)
@quiz_options
@paper_options
@card_options
@lock_option
@layout_options
@quiet_option
def build(
    decks: tuple[Path, ...],
    output: Path,
    force: bool,
    no_lock: bool,
    quiet: bool,
    **quiz: Any,
) -> None:
    """Make everything: the Anki package, the printed quiz, its key and its manifest.

    A lock beside each deck says what has changed since the last build; keep it with the deck. Where
    paper cannot hold what Anki can, such as an emoji, the package is made and the quiz is not. A quiz
    that stands there already and would become another stays, unless --force is given: its papers may
    be printed.
    Without DECKS, take decks/*.yaml, else the decks among *.yaml in this folder.
    """
    projects = projects_to_make(find_decks(decks))
    seen = look_at(projects, [output / each.deck.id for each in projects], force=force)
    asked = {name: quiz.pop(name) for name in ("choice", "typed", "subdecks")}
    looks = looks_of(quiz)
    options = options_of(quiz)
    written: dict[Path, bytes] = {}
    kept: dict[Path, bytes] = {}
    told: list[str] = []
    with reporting(), progress_over(projects, "Building", quiet=quiet) as steps:
        from quizgen.anki.cards import wanted_cards
        from quizgen.export.anki import AnkiSettings, AnkiWriter
        from quizgen.export.anki_dates import dates_ahead
        from quizgen.export.anki_lock import lock_to_write, locks
        from quizgen.export.quiz_folder import kept_quiz
        from quizgen.export.writer import Source
        from quizgen.quiz.make_manifest import make_manifest

        before = locks(projects)
        for project in steps:
            folder = output / project.deck.id
            wanted = wanted_cards(project.deck.anki, **asked)
            show_problems(dates_ahead(project.deck, before[project.deck.id]))
            settings = AnkiSettings(wanted, before[project.deck.id])
            made_deck = AnkiWriter().write(Source(project), settings)
            files = dict(made_deck.files)
            paper = paper_of(project, options)
            left_out: list[str] = []
            if paper:
                manifest = make_manifest(project.base, paper)
                stays = None if force else kept_quiz(folder, manifest)
                show_problems([stays] if stays else [])
                printed = {} if stays else quiz_or_warnings(folder, project, paper, manifest, looks)
                files |= printed
                if not (stays or printed):
                    left_out, paper = [_NO_QUIZ], None
            made = {folder / name: data for name, data in files.items()}
            after = (
                {} if no_lock else lock_to_write(project, before[project.deck.id], made_deck.lock)
            )
            told += [
                summary(project, paper, made, wanted),
                *left_out,
                *lost_lock(project, before[project.deck.id]),
            ]
            written |= made
            kept |= after
    write_files(written, kept, inputs=inputs_of(projects), seen=seen)
    if not quiet:
        echo("\n".join(told))


@click.command()
@deck_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The package to write.  [default: DECK's id.apkg]",
)
@card_options
@lock_option
@click.option(
    "--diff",
    is_flag=True,
    help="List what is new, changed and gone since the last build; write nothing.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, readable=False),
    metavar="OLD.apkg",
    help="As --diff, but since that package was made.",
)
@quiet_option
def anki(
    deck: Path,
    output: Path | None,
    no_lock: bool,
    diff: bool,
    against: Path | None,
    quiet: bool,
    **asked: bool | None,
) -> None:
    """Make the Anki package of DECK.

    A lock beside the deck says what has changed since the last build; keep it with the deck.
    """
    project = projects_to_make([deck])[0]
    seen = look_at([project], force=False)
    with reporting():
        from quizgen.anki.cards import wanted_cards
        from quizgen.export.anki import AnkiSettings, AnkiWriter
        from quizgen.export.anki_dates import dates_ahead
        from quizgen.export.anki_lock import difference, lock_to_write, locks
        from quizgen.export.writer import Source

        wanted = wanted_cards(project.deck.anki, **asked)
        if diff or against:
            echo(difference(project, wanted, against))
            return
        before = locks([project])[project.deck.id]
        show_problems(dates_ahead(project.deck, before))
        made = AnkiWriter().write(Source(project), AnkiSettings(wanted, before))
        written = {output or Path(name): data for name, data in made.files.items()}
    kept = {} if no_lock else lock_to_write(project, before, made.lock)
    write_files(written, kept, inputs=inputs_of([project]), seen=seen)
    if not quiet:
        echo("\n".join([summary(project, None, written, wanted), *lost_lock(project, before)]))
