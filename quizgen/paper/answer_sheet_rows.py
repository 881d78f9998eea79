"""The answer sheets of a quiz: their rows, their owners, and their record in the manifest."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from quizgen.diagnostics import Place
from quizgen.forms.registry import form_of
from quizgen.paper.answer_sheet_pdf import AnswerSheet, AnswerSheets, SheetOwner
from quizgen.quiz.geometry import Row, SheetPaper, Sheets
from quizgen.quiz.manifest import Manifest, QuizSection, Version
from quizgen.quiz.printed_items import PrintedItem, labelled_rows, printed
from quizgen.quiz.symbols import as_code

# A row of bubbles offers at most this many points.
_MOST_POINTS = 10


def answer_sheets(  # noqa: PLR0913 - each has a sensible default, and is given by name
    manifest: Manifest,
    labels: Mapping[str, str],
    digits: int,
    place_of: Callable[[str], Place] = Place,
    *,
    each: bool = False,
    only: Collection[str] = (),
) -> list[AnswerSheet]:
    """Return the sheets of a quiz, or of `only` some versions by their names.

    Each student of a roster gets a sheet with their name. Otherwise there is one sheet for a whole
    class to copy, which asks for a number of `digits` digits and for the version; if the versions
    need different rows, or with `each` or `only`, there is one for each version. `labels` are the
    words of the manifest's language, and `place_of` says where a student (``students/NUMBER``) is
    written.
    """
    chosen = [each for each in manifest.versions if not only or each.version in only]
    rows = {version.version: rows_of(manifest, version, labels) for version in chosen}
    blank = AnswerSheet(manifest.fingerprint, "", manifest.title, (), digits=digits)
    if any(version.student for version in chosen):
        return [_students(blank, owned, rows[owned.version], place_of) for owned in chosen]
    return _lettered(blank, rows, each=each or bool(only))


def _lettered(
    blank: AnswerSheet, rows: Mapping[str, tuple[Row, ...]], *, each: bool
) -> list[AnswerSheet]:
    """Return the sheets of lettered versions: one that they share if possible, unless `each`."""
    letters = tuple(rows)
    shared = None if each else _shared(list(rows.values()))
    if shared is not None:
        versions = letters if len(letters) > 1 else ()
        return [replace(blank, rows=shared, versions=versions)]
    return [replace(blank, paper=one, rows=rows[one], version=one) for one in letters]


def _students(
    blank: AnswerSheet, version: Version, rows: tuple[Row, ...], place_of: Callable[[str], Place]
) -> AnswerSheet:
    whose = version.student
    student = SheetOwner(whose.name, whose.number, whose.group) if whose else SheetOwner()
    place = place_of(f"students/{student.number}")
    return replace(
        blank,
        paper=as_code(version.version),
        rows=rows,
        version=version.letter,
        student=student,
        digits=0,
        place=place,
    )


def rows_of(manifest: Manifest, version: Version, labels: Mapping[str, str]) -> tuple[Row, ...]:
    """Return a version's rows: one for each item, or for each entry in matching and ordering."""
    found: list[Row] = []
    for section, items in zip(manifest.sections, printed(manifest, version), strict=True):
        for item in items:
            found += _rows(item, section, labels)
    return tuple(found)


def _shared(forms: Sequence[tuple[Row, ...]]) -> tuple[Row, ...] | None:
    """Return the rows of a sheet that serves several versions, None if they need separate sheets.

    If items of different lengths have the same number, its row has the letters of the longest.
    """
    if len(set(map(len, forms))) > 1:
        return None
    merged = []
    for rows in zip(*forms, strict=True):
        longest = max(rows, key=lambda row: len(row.letters))
        if any(
            row != replace(longest, letters=longest.letters[: len(row.letters)]) for row in rows
        ):
            return None
        merged.append(longest)
    return tuple(merged)


def _rows(item: PrintedItem, section: QuizSection, labels: Mapping[str, str]) -> Iterator[Row]:
    form = form_of(item.item)
    letters = form.letters(labels)
    for label, row in labelled_rows(item):
        worth = item.item.points_in(section)
        bubbles = _points(worth) if row.by_hand else tuple(letters[: row.bubbles])
        points = worth if row.by_hand else 0
        yield Row(label, bubbles, many=row.many, by_hand=row.by_hand, points=points)


def _points(points: float) -> tuple[str, ...]:
    """Return the points that a teacher may give; empty if there are too many, or halves."""
    whole = points == int(points) and points <= _MOST_POINTS
    return tuple(map(str, range(int(points) + 1))) if whole else ()


def sheets_of(names: Sequence[str], sheets: Sequence[AnswerSheet], made: AnswerSheets) -> Sheets:
    """Return the manifest's record: each layout once, and for each sheet its layout and version.

    `names` are the versions that the sheets are for. Rows are labelled with the item's printed
    number and, after a dot, its part.
    """
    # A sheet for a whole class is the only one.
    whose = names if len(sheets) == len(names) else [""]
    papers = zip(sheets, made.layout_of, whose, strict=True)
    return Sheets(
        made.layouts, tuple(SheetPaper(sheet.paper, layout, name) for sheet, layout, name in papers)
    )
