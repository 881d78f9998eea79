"""`quizgen anki`: the Anki package of a deck."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.decks import projects_to_make
from quizgen.cli.files import inputs_of, look_at, write_files
from quizgen.cli.help_sections import SectionedCommand
from quizgen.cli.missed import write_missed
from quizgen.cli.next_step import suggest
from quizgen.cli.options import (
    card_options,
    deck_argument,
    language_option,
    lock_option,
    quiet_option,
)
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.streams import need_place_for_lock
from quizgen.cli.summary import missing_lock, summary

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.anki.lock import Lock
    from quizgen.deck.model.anki import AnkiDefaults
    from quizgen.project import Project


@click.command(cls=SectionedCommand)
@deck_argument
@language_option
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The package to write.  [default: the deck's id with .apkg]  With --missed, the folder of "
    "the packages.  [default: the deck's id with -missed]",
)
@card_options
@lock_option
@click.option(
    "--diff",
    is_flag=True,
    help="List what is new, changed and gone since the last build, and write nothing.",
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, readable=False),
    metavar="OLD.apkg",
    help="Like --diff, but compare with this older package.",
)
@click.option(
    "--again",
    multiple=True,
    metavar="ID",
    help="Send the cards of this fact or question again, as if they had changed now: learners who "
    "tagged or edited them later than your mend get it. You can give several.",
)
@click.option(
    "--after",
    type=click.Path(path_type=Path, readable=False),
    metavar="OLD.apkg",
    help="The package that learners have: what has changed since reaches them, even if you have "
    "gone back to an older lock.  [default: the package that is replaced]",
)
@click.option(
    "--text",
    is_flag=True,
    help="Write also text files with the notes that the deck has changed. Learners who import them "
    "before the package keep `My notes`, their own fields and their tags.",
)
@click.option(
    "--missed",
    multiple=True,
    type=click.Path(path_type=Path, readable=False),
    metavar="FILE",
    help="Make a package for each student with the facts that they missed, and one for the class, "
    "from the responses.csv of `quizgen grade`. You can give several.",
)
@quiet_option
def anki(
    deck: Path,
    language: str,
    output: Path | None,
    no_lock: bool,
    diff: bool,
    against: Path | None,
    after: Path | None,
    again: tuple[str, ...],
    text: bool,
    missed: tuple[Path, ...],
    quiet: bool,
    **cards: bool | None,
) -> None:
    """Make the Anki package of DECK.

    A lock beside the deck records what has changed since the last build: keep it with the deck.
    """
    need_place_for_lock([deck], no_lock=no_lock)
    others = {"diff": diff, "against": against, "after": after, "again": again, "text": text}
    _check_output(output, others if missed else None)
    project = projects_to_make([deck], language)[0]
    if missed:
        write_missed(project, missed, output, quiet=quiet, **cards)
        return
    seen = look_at([project], force=False)
    path = output or Path(f"{project.deck.id}.apkg")
    with reporting():
        from quizgen.anki.make_notes import wanted_cards
        from quizgen.export.anki_lock import difference, lock_to_write

        wanted = wanted_cards(project.deck.anki, **cards)
        if diff or against:
            echo(difference(project, wanted, against))
            return
        made = _make(project, wanted, path, after=after, again=again, text=text)
    about = summary(project, None, made.files, wanted)
    lines = (about, *missing_lock(project, made.before, path))
    kept = {} if no_lock else lock_to_write(project, made.before, made.lock)
    write_files(made.files, kept, inputs=inputs_of([project]), seen=seen)
    if not quiet:
        echo("\n".join(lines))
    suggest(f"import {path} into Anki (File > Import)", quiet=quiet)


@dataclass(frozen=True, slots=True)
class _Made:
    """The package and its text files, and the lock before and after it."""

    files: dict[Path, bytes]
    before: Lock | None
    lock: Lock


def _make(
    project: Project,
    wanted: AnkiDefaults,
    path: Path,
    *,
    after: Path | None,
    again: tuple[str, ...],
    text: bool,
) -> _Made:
    """Return the package that goes to a path, with what else the options ask for."""
    from quizgen.export.anki import changed_as_text
    from quizgen.export.anki_dates import dates_ahead
    from quizgen.export.anki_lock import locks, sent_again, written_after

    before = locks([project])[project.deck.id]
    show_problems(dates_ahead(project.deck, before))
    known = sent_again(before, again, project)
    made = written_after(project, wanted, known, after or path, given=after is not None)
    (data,) = made.files.values()
    files = {path: data}
    texts = changed_as_text(project, wanted, made) if text else {}
    for end, changed in texts.items():
        files[path.with_name(f"{path.stem}-{end}")] = changed
    return _Made(files, before, made.lock)


def _check_output(output: Path | None, others: Mapping[str, object] | None) -> None:
    """Refuse a folder as the package, or, for parts of the deck, the options of a package.

    `others` are those options as given, None for the package of the whole deck.
    """
    given = [name for name, value in (others or {}).items() if value]
    if given:
        raise click.UsageError(f"--missed makes parts of the deck, so --{given[0]} has no effect")
    if others is None and output and output.is_dir():
        raise click.BadParameter(f"File {str(output)!r} is a directory.", param_hint="'-o'")
