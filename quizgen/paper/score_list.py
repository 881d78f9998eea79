"""A table to fill in with the scores of a class."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from decimal import Decimal

from quizgen.paper.item_data import section_names
from quizgen.paper.marking_notes import points_in_words, subtotals
from quizgen.paper.print_job import PrintJob
from quizgen.quiz.manifest import Manifest, Version
from quizgen.tables.cells import delimiter_in

SCORE_LIST = "scores.csv"
# Spreadsheets compute what begins with these.
_FORMULA = ("=", "+", "@", "-")


def score_list(manifest: Manifest, labels: Mapping[str, str]) -> bytes:
    """Return a CSV table with a line for each student, in the order of the manifest.

    It has empty columns for the points of each section, the whole score, and the mark if there is a
    scale. Spreadsheets that write decimals with a comma take semicolons between the cells.
    """
    job = PrintJob(manifest, labels)
    has_letters = any(version.letter for version in manifest.versions)
    versions = [labels["sheet_version"]] * has_letters
    marks = [labels["mark"]] * bool(manifest.scale)
    scores = [*_scores(job), *marks]
    made = io.StringIO(newline="")
    writer = csv.writer(made, delimiter=delimiter_in(manifest.language))
    writer.writerow([labels["number"], labels["name"], labels["class"], *versions, *scores])
    for version in manifest.versions:
        empty = [""] * len(scores)
        writer.writerow([*_whose(version), *[version.letter] * has_letters, *empty])
    return made.getvalue().encode("utf-8-sig")


def _whose(version: Version) -> Iterator[str]:
    student = version.student
    for cell in (student.number, student.name, student.group) if student else ("", "", ""):
        yield f"'{cell}" if cell.startswith(_FORMULA) else cell


def _scores(job: PrintJob) -> Iterator[str]:
    """Yield the heading of each column for points, with the most that there are."""
    totals = subtotals(job.manifest)
    language = job.manifest.language
    if len(totals) > 1:
        for name, points in zip(section_names(job), totals, strict=True):
            yield f"{name} / {points_in_words(points, language)}"
    total = points_in_words(sum(totals, Decimal(0)), language)
    yield f"{job.labels['score']} / {total}"
