"""The commands that print: the quiz, study cards, templates of the user's own."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from quizgen.cli.options import (
    deck_argument,
    font_option,
    font_path_option,
    layout_options,
    paper_options,
    quiet_option,
    quiz_options,
    template_option,
    words,
)
from quizgen.cli.output import echo
from quizgen.cli.running import (
    counted,
    inputs_of,
    look_at,
    looks_of,
    options_of,
    projects_to_make,
    quiz_into,
    reporting,
    settle_folders,
    show_earlier,
    show_problems,
    size_of,
    summary,
    write_files,
)

if TYPE_CHECKING:
    # Imported where they are used, so that `quizgen --help` starts at once.
    from quizgen.diagnostics import Place
    from quizgen.project import Project


@click.command()
@deck_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder to write into.  [default: this one, or that of the manifest]",
)
@click.option(
    "--title",
    callback=words,
    metavar="TEXT",
    help="What the paper is headed.  [default: the deck's]",
)
@click.option(
    "--instructions",
    callback=words,
    metavar="TEXT",
    help="What the paper says above the exercises, such as the time that there is.  [default: the deck's]",
)
@quiz_options
@paper_options
@click.option(
    "--students",
    type=click.Path(path_type=Path, readable=False),
    metavar="ROSTER",
    help="A paper for each student of a roster, .csv or .xlsx with the columns name, number and class.",
)
@click.option(
    "--split", is_flag=True, help="A file for each version or student, and a key for each."
)
@click.option(
    "--pdf",
    type=click.Choice(["all", "quiz", "key", "none"]),
    default="all",
    show_default=True,
    help="Which PDF files to make beside the manifest.",
)
@click.option(
    "--worked", is_flag=True, help="Also quiz-worked.pdf, which shows and explains what is right."
)
@click.option(
    "--answer-sheet",
    "sheet",
    is_flag=True,
    help="Also answer-sheet.pdf, with bubbles that can be scanned.",
)
@click.option(
    "--bound", is_flag=True, help="Put the answer sheet of each paper behind it, instead of a file."
)
@click.option(
    "--digits",
    type=click.IntRange(0, 12),
    default=5,
    show_default=True,
    help="How many digits of the student's number a class's answer sheet asks for.",
)
@layout_options
@quiet_option
def quiz(
    deck: Path,
    output: Path | None,
    force: bool,
    students: Path | None,
    split: bool,
    pdf: str,
    worked: bool,
    sheet: bool,
    bound: bool,
    digits: int,
    quiet: bool,
    **quiz: Any,
) -> None:
    """Make the printed quiz of DECK: quiz.pdf, quiz-key.pdf and quiz.json.

    DECK may be a quiz.json: then the same papers are printed again, whatever has become of the deck.
    """
    looks = looks_of(quiz)
    wanted: dict[str, Any] = {"pdf": pdf, "worked": worked, "split": split, "digits": digits}
    wanted |= {"sheet": sheet or bound, "bound": bound}
    if deck.suffix == ".json":
        if students or force or any(value is not None for value in quiz.values()):
            raise click.UsageError(
                "what is printed from a manifest is settled; only the kinds of file can be chosen"
            )
        _reprint(deck, output or deck.parent, wanted, looks, quiet=quiet)
        return
    if students and quiz["versions"]:
        raise click.UsageError("--students gives each student a version; leave out --versions")
    project = projects_to_make([deck])[0]
    folder = output or Path()
    seen = look_at([], [folder], force=force)
    with reporting():
        from quizgen.outputs.kept import check_manifest
        from quizgen.quiz.make_manifest import make_manifest
        from quizgen.quiz.roster import Roster, read_roster

        roster = read_roster(students) if students else Roster()
        show_problems(roster.diagnostics)
        paper = project.paper(options_of(quiz))
        show_problems(paper.diagnostics)
        manifest = make_manifest(project.base, paper, roster.students)
        if not force:
            check_manifest(folder, manifest)

        def place_of(ref: str) -> Place:
            return roster.places.get(ref) or project.place_of(ref)

        files = quiz_into(folder, project, paper, manifest, looks, place_of=place_of, **wanted)
        written = {folder / name: data for name, data in files.items()}
    inputs = [*inputs_of([project]), *([students] if students else []), *_own_files(looks)]
    # Another run may have printed into the folder meanwhile.
    check = None if force else partial(check_manifest, folder, manifest)
    write_files(written, inputs=inputs, seen=seen, check=check)
    if not quiet:
        echo(summary(project, paper, written))


def _reprint(
    path: Path, folder: Path, wanted: Mapping[str, Any], looks: Mapping[str, Any], *, quiet: bool
) -> None:
    """Print the papers of a manifest again, with other looks if need be."""
    settle_folders([path.parent])
    seen = look_at([], [folder], force=False)
    with reporting():
        from quizgen.deck.model import QuizDefaults
        from quizgen.diagnostics import Place
        from quizgen.language.labels import load_labels
        from quizgen.outputs.kept import MANIFEST, check_manifest, with_sheet_of
        from quizgen.outputs.quiz import Printing, quiz_files
        from quizgen.quiz.read_manifest import read_manifest, read_pictures
        from quizgen.typeset.page_style import make_page_style
        from quizgen.visible import visible_line

        manifest = read_manifest(path)
        check_manifest(folder, manifest)
        # Where other sheets of this quiz were made into the folder, they stay known.
        known = manifest.sheet
        manifest = with_sheet_of(folder, manifest)
        as_written = manifest.sheet == known and not wanted["sheet"]
        texts = load_labels(manifest.language).texts
        layout = make_page_style(QuizDefaults(), **looks)
        # A key and an answer sheet need no pictures; the manifest's go along where they are at hand.
        needed = wanted["pdf"] in {"all", "quiz"} or wanted["worked"]
        pictures = read_pictures(path.parent, manifest, needed=needed)
        printing = Printing(**wanted, layout=layout, pictures=pictures)
        files = quiz_files(manifest, texts, printing, lambda _: Place(str(path)))
        show_earlier(folder, files, manifest)
        if as_written:
            # The manifest stays as it is written: somebody may have mended its key.
            files[MANIFEST] = path.read_bytes()
        written = {
            folder / name: data
            for name, data in files.items()
            if not as_written or folder / name != path
        }
    check = partial(check_manifest, folder, manifest)
    write_files(written, inputs=_own_files(looks), seen=seen, check=check)
    if not quiet:
        items = counted(len(manifest.items), "item")
        shown = [f"  {name}  {size_of(len(data))}" for name, data in written.items()]
        echo(
            "\n".join(
                [f"{visible_line(manifest.deck)}: {items}, quiz {manifest.fingerprint}", *shown]
            )
        )


def _own_files(looks: Mapping[str, Any]) -> list[Path]:
    """Return the template that is named on the command line, if there is one."""
    from quizgen.deck.own import OWN_TEMPLATE

    return [looks["template"] / OWN_TEMPLATE] if looks["template"] else []


def _grid(_context: click.Context, _parameter: click.Parameter, given: str) -> tuple[int, int]:
    from quizgen.paper.card_pdf import MOST_COLUMNS, MOST_ROWS

    columns, _, rows = given.lower().partition("x")
    if columns not in map(str, range(1, MOST_COLUMNS + 1)) or rows not in map(
        str, range(1, MOST_ROWS + 1)
    ):
        most = f"{MOST_COLUMNS}x{MOST_ROWS}"
        raise click.BadParameter(
            f"`{given}` is not columns and rows, such as 2x4; there are at most {most}"
        )
    return int(columns), int(rows)


@click.command()
@deck_argument
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The PDF to write.  [default: DECK's id-cards.pdf]",
)
@click.option(
    "--grid",
    metavar="COLUMNSxROWS",
    default="2x4",
    show_default=True,
    callback=_grid,
    help="How many cards lie on a page, side by side and one below the other, up to 5x8.",
)
@click.option(
    "--flip",
    type=click.Choice(["long", "short"]),
    default="long",
    show_default=True,
    help="The edge over which the printer turns the paper.",
)
@click.option(
    "--paper",
    type=click.Choice(["a4", "letter"], case_sensitive=False),
    help="The paper size.  [default: the deck's, or a4]",
)
@click.option(
    "--kinds",
    metavar="KIND,…",
    default="",
    help="Cards of these kinds of fact alone: treaties,people",
)
@font_option
@font_path_option
@template_option
@quiet_option
def cards(
    deck: Path, output: Path | None, folders: tuple[Path, ...], quiet: bool, **given: Any
) -> None:
    """Print DECK as study cards to cut out, a question on the front and its answer on the back.

    Print the file on both sides at its actual size, and cut between the marks.
    """
    project = projects_to_make([deck])[0]
    kinds = _named_kinds(project, given["kinds"])
    with reporting():
        from quizgen.outputs.cards import study_cards
        from quizgen.paper.card_pdf import CardGrid

        columns, rows = given["grid"]
        grid = CardGrid(columns, rows, given["paper"] or project.deck.quiz.paper, given["flip"])
        looks = {"font": given["font"], "template": given["template"]}
        pdf, made = study_cards(project, kinds, grid=grid, fonts=folders, **looks)
        show_problems(made.diagnostics)
        written = {output or Path(f"{project.deck.id}-cards.pdf"): pdf}
    write_files(written, inputs=[*inputs_of([project]), *_own_files(given)])
    if not quiet:
        per_page = grid.columns * grid.rows
        sheets = -(-len(made.cards) // per_page)
        echo(
            f"{project.deck.id}: {counted(len(made.cards), 'card')} on {counted(sheets, 'sheet')} of paper"
        )
        echo("\n".join(f"  {path}  {size_of(len(data))}" for path, data in written.items()))


def _named_kinds(project: Project, given: str) -> list[str]:
    """Return the kinds named in a list with commas; one that the deck does not have is wrong usage."""
    from quizgen.diagnostics import did_you_mean

    named = [kind.strip() for kind in given.split(",") if kind.strip()]
    known = {fact.kind for fact in project.deck.facts.values() if not fact.background}
    for kind in named:
        if kind not in known:
            raise click.UsageError(
                f"--kinds: the deck has no facts of kind `{kind}`; {did_you_mean(kind, known)}"
            )
    return named


@click.group()
def template() -> None:
    """Change the looks of what is printed."""


@template.command()
@click.argument("folder", type=click.Path(path_type=Path))
def eject(folder: Path) -> None:
    """Write a user.typ into FOLDER, with every function that may be changed, and what it gets."""
    from quizgen.deck.own import OWN_TEMPLATE
    from quizgen.resources import shipped

    path = folder / OWN_TEMPLATE
    # What cannot be a name at all is for the writing to tell.
    if os.path.lexists(path):
        raise click.UsageError(f"{path} is there already")
    write_files({path: (shipped("templates") / "print" / OWN_TEMPLATE).read_bytes()})
    echo(f"{path}: change it, then print with --template {folder}")
