"""The results of `quizgen grade`: it marks what was read, and writes tables and pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from quizgen.cli.files import write_files
from quizgen.cli.next_step import named, suggest
from quizgen.cli.output import echo
from quizgen.cli.problems import reporting, show_problems
from quizgen.cli.summary import counted, listed

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Place
    from quizgen.grade.corrections import Corrections
    from quizgen.grade.grading import Paper
    from quizgen.grade.policy import Policy
    from quizgen.grade.readings import PageReading, Readings
    from quizgen.grade.results import ClassResults
    from quizgen.grade.typed_papers import TypedPaper
    from quizgen.quiz.manifest import Manifest, Student

F = TypeVar("F", bound=Callable[..., Any])
_MOST_OF_A_CROP = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ResultOptions:
    """What the results depend on besides the readings: files that the user may name."""

    policy: Path | None = None
    deck: Path | None = None
    students: Path | None = None
    responses: tuple[Path, ...] = ()
    sheets: bool = False
    quiet: bool = False


def result_options(command: F) -> F:
    """Add the options about results to a command."""
    path = click.Path(path_type=Path, readable=False)
    for option in (
        click.option(
            "--sheets",
            is_flag=True,
            help="Write each student's sheets as a PDF to hand back, with right and wrong marks "
            "and the score.",
        ),
        click.option(
            "--responses",
            multiple=True,
            type=path,
            metavar="FILE",
            help="Answers that were given without paper: an export of a form (.csv, .xlsx) with a "
            "column for each item. You can give several.",
        ),
        click.option(
            "--students",
            type=path,
            metavar="ROSTER",
            help="The students of the class, in a .csv or .xlsx file: names for the numbers on "
            "the sheets.",
        ),
        click.option(
            "--deck",
            type=path,
            metavar="DECK",
            help="The deck of the quiz: the report says where its facts are.  [default: the deck "
            "with the quiz's id near the manifest]",
        ),
        click.option(
            "--policy",
            type=path,
            metavar="FILE.yaml",
            help="How to mark: penalties, void items, further right options, a scale of grades.",
        ),
    ):
        command = option(command)
    return command


def write_results(
    quiz: Path,
    manifest: Manifest,
    readings: Readings,
    folder: Path,
    options: ResultOptions,
) -> None:
    """Mark the papers in `readings`, and write the results into a folder.

    `quiz` is the file of the manifest. Corrections come from ``review.csv`` in the folder.
    """
    with reporting():
        from quizgen.grade.corrections import FILE
        from quizgen.grade.grading import grade
        from quizgen.grade.policy import with_policy
        from quizgen.grade.results import results_of
        from quizgen.grade.typed_papers import marked_papers

        policy = _policy(options.policy, manifest)
        roster = _roster(options.students)
        review = folder / FILE
        marked = with_policy(manifest, policy)
        typed = _from_forms(options.responses, marked)
        pages = (*readings.pages, *(paper.page for paper in typed))
        corrections = _corrections(review, pages)
        papers = grade(marked, readings.pages, corrections, roster)
        papers += marked_papers(marked, typed, corrections)
        files = _review_page(folder, marked, papers, corrections)
        results = results_of(marked, papers, policy, roster)
    deck = _write(quiz, results, folder, options, files, inputs=[review])
    if not options.quiet:
        suggest(_next(readings, results, deck, folder))


def _write(
    quiz: Path,
    results: ClassResults,
    folder: Path,
    options: ResultOptions,
    files: dict[Path, bytes],
    *,
    inputs: list[Path],
) -> Path | None:
    """Write the results of marked papers; return the deck of the quiz if it is found."""
    with reporting():
        from quizgen.grade.locate import find_deck

        deck = options.deck or find_deck(results.manifest, quiz)
        files = {**_tables(results, folder), **_pages(results, deck, folder), **files}
        if options.sheets:
            files |= _sheets(results, folder)
    named_files = (options.policy, options.students, options.deck, *options.responses)
    chosen = [quiz, *filter(None, named_files)]
    write_files(files, inputs=[*inputs, *chosen])
    if not options.quiet:
        echo("\n".join([_headline(results), *listed(files)]))
    return deck


def _policy(path: Path | None, manifest: Manifest) -> Policy:
    from quizgen.grade.policy import Policy, read_policy

    return read_policy(path, manifest) if path else Policy()


def _roster(path: Path | None) -> tuple[Student, ...]:
    from quizgen.quiz.roster import read_roster

    if path is None:
        return ()
    roster = read_roster(path)
    show_problems(roster.diagnostics)
    return roster.students


def _from_forms(paths: tuple[Path, ...], manifest: Manifest) -> tuple[TypedPaper, ...]:
    """Return the papers in exports of forms, and show warnings about them."""
    from quizgen.grade.from_forms import read_forms

    if not paths:
        return ()
    read = read_forms(paths, manifest)
    show_problems(read.diagnostics)
    return read.papers


def _corrections(path: Path, pages: Sequence[PageReading]) -> Corrections:
    """Return the corrections in a file, none without the file; warn of pages that are gone."""
    from quizgen.diagnostics import Diagnostic, as_warning
    from quizgen.grade.corrections import Corrections, read_corrections

    if not path.exists():
        return Corrections()
    corrections = read_corrections(path, pages)
    for each in corrections.without_page(pages):
        message = f"the page {each.page} is not among the readings, so this line has no effect"
        fix = "keep it if the scan comes back, or delete it"
        show_problems([as_warning(Diagnostic("Q726", message, each.place, fix))])
    return corrections


def _tables(results: ClassResults, folder: Path) -> dict[Path, bytes]:
    from quizgen.grade import feedback, responses, results_table

    files = {
        folder / results_table.CSV: results_table.results_csv(results),
        folder / responses.FILE: responses.responses_csv(results),
        folder / feedback.TABLE: feedback.feedback_csv(results),
    }
    if find_spec("openpyxl") is not None:
        files[folder / results_table.XLSX] = results_table.results_xlsx(results)
    return files


def _pages(results: ClassResults, deck: Path | None, folder: Path) -> dict[Path, bytes]:
    from quizgen.diagnostics import as_warning
    from quizgen.grade import feedback, report_page
    from quizgen.grade.analysis import analysis_of
    from quizgen.grade.locate import places_in

    place_of: Callable[[str], Place | None]
    place_of, problems = places_in(deck, results.manifest)
    show_problems(map(as_warning, problems))
    report = report_page.report_page(results, analysis_of(results), place_of)
    return {
        folder / report_page.FILE: report.encode(),
        folder / feedback.PAGE: feedback.feedback_page(results).encode(),
    }


def _sheets(results: ClassResults, folder: Path) -> dict[Path, bytes]:
    """Return the sheets to hand back, and show why some are missing."""
    from quizgen.diagnostics import as_warning
    from quizgen.grade.annotate import FOLDER, sheets_of
    from quizgen.grade.run import check_packages

    check_packages()
    files = {}
    for name, made in sheets_of(results):
        if isinstance(made, bytes):
            files[folder / FOLDER / name] = made
        else:
            show_problems([as_warning(made)])
    return files


def _review_page(
    folder: Path, manifest: Manifest, papers: list[Paper], corrections: Corrections
) -> dict[Path, bytes]:
    from quizgen.grade.corrections import page_id
    from quizgen.grade.readings import CROPS
    from quizgen.grade.review_page import FILE, review_page
    from quizgen.sandbox.inputs import IrregularFileError, TooLargeError, read_regular

    def crop(name: str) -> bytes | None:
        try:
            return read_regular(folder / CROPS / name, _MOST_OF_A_CROP)
        except (OSError, IrregularFileError, TooLargeError):
            return None

    rows = [row for paper in papers for row in paper.to_review]
    shown = {(page_id(row.page), row.row) for row in rows}
    kept = [each for each in corrections.all() if (each.page, each.row) not in shown]
    return {folder / FILE: review_page(manifest.title, rows, kept, crop).encode()}


def _headline(results: ClassResults) -> str:
    papers = counted(len(results.scored), "paper")
    waiting = len(results.waiting)
    still = f", {waiting} with marks that a person should look at" if waiting else ""
    return f"{results.manifest.title}: {papers} marked{still}"


def _next(readings: Readings, results: ClassResults, deck: Path | None, folder: Path) -> str:
    """Return what people do after marking."""
    from quizgen.grade import responses, review_page
    from quizgen.grade.readings import Status

    if any(page.status is Status.UNREADABLE for page in readings.pages):
        return "scan the pages again that could not be read, and give them to this command too"
    if results.waiting:
        page = folder / review_page.FILE
        return f"open {page}, decide the marks, and put review.csv beside it"
    source = named([deck]) if deck else "DECK"
    return f"quizgen anki {source} --missed {named([folder / responses.FILE])}"
