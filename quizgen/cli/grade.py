"""`quizgen grade`: from marked answer sheets to results."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from quizgen.cli.grade_results import ResultOptions, result_options, write_results
from quizgen.cli.options import quiet_option
from quizgen.cli.problems import reporting


@click.command()
@click.argument("quiz", type=click.Path(path_type=Path, readable=False))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="The folder of the results.  [default: results, beside the manifest]",
)
@result_options
@quiet_option
def grade(quiz: Path, output: Path | None, quiet: bool, **given: Any) -> None:
    """Mark the answer sheets of QUIZ, the manifest quiz.json that was printed with them."""
    folder = output or quiz.parent / "results"
    with reporting():
        from quizgen.grade.readings import FILE, read_readings
        from quizgen.quiz.read_manifest import read_manifest

        manifest = read_manifest(quiz)
        readings = read_readings(folder / FILE)
    write_results(quiz, manifest, readings, folder, ResultOptions(**given, quiet=quiet))
