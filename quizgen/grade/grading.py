"""Marks papers: from readings and corrections to a score and the options that were chosen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from quizgen.diagnostics import Place, Problems, QuizgenError, did_you_mean
from quizgen.forms.registry import form_of
from quizgen.grade.corrections import BLANK, NUMBER, VERSION, Correction, Corrections, page_id
from quizgen.grade.identify import Sheet, sheets_of
from quizgen.grade.readings import Doubt, HeadReading, PageReading, RowReading, reading_of
from quizgen.quiz.geometry import Row
from quizgen.quiz.manifest import ItemOrder, Manifest, Student, Version
from quizgen.quiz.printed_items import PrintedItem, labelled_rows, printed
from quizgen.quiz.score import (
    Decision,
    ItemScore,
    Letters,
    Marks,
    PaperScore,
    agreed,
    score,
    shown,
)

_HEADS = {VERSION, NUMBER}


@dataclass(frozen=True, slots=True)
class Response:
    """What a student answered to an item, and what it earns.

    `item` is the item's index in the manifest. `chosen` has the chosen options of each of its rows,
    as indices into the item's own options; rows and options are in the item's own order, whatever
    the version. `given` are the letters as printed. It is `doubtful` while a person should look.
    """

    item: int
    score: ItemScore
    chosen: tuple[frozenset[int], ...]
    given: str
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Asked:
    """What a row that a person marks is about: the question, and what is right.

    `typed` is what the student typed, None if the answer stands on paper.
    """

    question: str
    right: str
    typed: str | None = None


@dataclass(frozen=True, slots=True)
class ToReview:
    """A row of a page, or its version or number, that a person should decide.

    `read` is what was read, `letters` are those that the row has (none where points or a number are
    written), `most` is the highest number of points in a row by hand, `value` the decision so far.
    `asked` says what a row is about that a person marks.
    """

    page: PageReading
    row: str
    why: str
    read: str
    letters: tuple[str, ...]
    many: bool
    by_hand: bool
    most: float
    crop: str
    whose: str
    value: str = ""
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Paper:
    """A marked paper; `score` is None while its version is unknown.

    `source` names its `pages` for people; answers without paper have none. `responses` follow the
    printed order.
    """

    key: str
    student: Student
    version: str
    source: str
    score: PaperScore | None
    responses: tuple[Response, ...] = ()
    to_review: tuple[ToReview, ...] = ()
    pages: tuple[PageReading, ...] = ()

    @property
    def is_final(self) -> bool:
        """Return whether nothing about the paper waits for a person."""
        is_decided = all(each.value for each in self.to_review)
        # Rows are open as well if their page was not read.
        return self.score is not None and not self.score.open and is_decided


def grade(
    manifest: Manifest,
    pages: Sequence[PageReading],
    corrections: Corrections,
    roster: Sequence[Student] = (),
) -> list[Paper]:
    """Return the marked papers of a quiz.

    Raises QuizgenError for corrections that the sheets don't allow (Q722), and for sheets whose
    rows are not those of their version (Q723).
    """
    problems = Problems()
    sheets = sheets_of(manifest, pages, corrections, roster)
    papers = [_paper(manifest, sheet, corrections, problems) for sheet in sheets]
    if problems.found:
        raise QuizgenError(problems.found)
    return papers


def _paper(manifest: Manifest, sheet: Sheet, corrections: Corrections, problems: Problems) -> Paper:
    rows = {row.label: row for row in sheet.layout.rows}
    decided = decisions(manifest, sheet.pages, rows, corrections, problems)
    source = ", ".join(dict.fromkeys(page.source for page in sheet.pages))
    paper = Paper(sheet.key, sheet.student, sheet.version, source, None, pages=sheet.pages)
    doubtful = {row.label for row in _doubtful(sheet.pages)}
    if sheet.version and not problems.found:
        marks = agreed(map(reading_of, _without_doubtful_doubles(sheet.pages)))
        waiting = doubtful - decided.keys()
        try:
            paper = marked(manifest, paper, sheet.layout.rows, marks, decided, waiting)
        except ValueError as error:
            place = Place(sheet.pages[0].source)
            fix = "check the version that you gave, or leave the page out"
            problems.error("Q723", f"the sheet does not fit: {error}", place, fix)
    asked = asked_in(manifest, paper.version)
    review = (
        replace(each, asked=asked.get(each.row) if each.by_hand else None)
        for each in _to_review(sheet, paper, rows, doubtful, corrections)
    )
    return replace(paper, to_review=tuple(review))


def asked_in(manifest: Manifest, version: str) -> dict[str, Asked]:
    """Return what the rows of a version are about, by their labels; nothing for no version."""
    found = (each for each in manifest.versions if each.version == version)
    return {
        label: Asked(item.item.shown_stem, item.item.answer)
        for each in found
        for section in printed(manifest, each)
        for item in section
        for label, _ in labelled_rows(item)
    }


def marked(  # noqa: PLR0913, PLR0917 - each is a part of what was answered
    manifest: Manifest,
    paper: Paper,
    rows: Sequence[Row],
    marks: Marks,
    decided: Mapping[str, Decision],
    waiting: Iterable[str] = (),
) -> Paper:
    """Return a paper with its score and responses.

    `waiting` are the labels of doubtful rows. `rows`, `marks` and `decided` are as for
    `quizgen.quiz.score.score`, which says what raises ValueError.
    """
    scored = score(manifest, paper.version, rows, marks, decided)
    letters = {row.label: row.letters for row in rows}
    chosen = {**marks.rows, **{k: v for k, v in decided.items() if isinstance(v, frozenset)}}
    version = next(each for each in manifest.versions if each.version == paper.version)
    waits = set(waiting)
    responses = tuple(
        _response(item, place, each, chosen, letters, waits)
        for (item, place), each in zip(_placed(manifest, version), scored.items, strict=True)
    )
    return replace(paper, score=scored, responses=responses)


def _placed(manifest: Manifest, version: Version) -> Iterator[tuple[PrintedItem, ItemOrder]]:
    """Yield each item as the version prints it, with the order of its options."""
    for section, items in zip(version.sections, printed(manifest, version), strict=True):
        yield from zip(items, section, strict=True)


def _response(  # noqa: PLR0913, PLR0917 - each is a part of the answer
    item: PrintedItem,
    place: ItemOrder,
    scored: ItemScore,
    chosen: Mapping[str, Letters],
    letters: Mapping[str, tuple[str, ...]],
    waiting: set[str],
) -> Response:
    labels = [label for label, _ in labelled_rows(item)]
    rows = [chosen.get(label, frozenset()) for label in labels]
    given = [" ".join(sorted(row)) or BLANK for row in rows]
    doubtful = bool(scored.open) or any(label in waiting for label in labels)
    if form_of(item.item).answer_in.by_hand:
        points = str(shown(scored.earned)) if scored.answered else BLANK
        return Response(place.item, scored, (), points, doubtful)
    options = [
        frozenset(_own_options(row, letters[label], place))
        for row, label in zip(rows, labels, strict=True)
    ]
    return Response(place.item, scored, _in_own_order(options, place), "  ".join(given), doubtful)


def _in_own_order(
    options: Sequence[frozenset[int]], place: ItemOrder
) -> tuple[frozenset[int], ...]:
    """Return the rows of an item in its own order: in matching, they follow the printed entries."""
    ordered = place.left or range(len(options))
    return tuple(row for _, row in sorted(zip(ordered, options, strict=True), key=_first))


def _first(pair: tuple[int, frozenset[int]]) -> int:
    return pair[0]


def _own_options(row: Letters, letters: tuple[str, ...], place: ItemOrder) -> Iterator[int]:
    """Yield the indices of chosen options in the item's own order."""
    for letter in row:
        index = letters.index(letter)
        # A shared sheet may have more letters than the item has options.
        if index < len(place.options):
            yield place.options[index]


def _without_doubtful_doubles(pages: Sequence[PageReading]) -> Iterator[PageReading]:
    """Yield the pages without doubtful rows that another page shows without a doubt."""
    certain = {row.label for page in pages for row in page.rows if not _is_doubtful(row)}
    for page in pages:
        kept = (row for row in page.rows if not _is_doubtful(row) or row.label not in certain)
        yield replace(page, rows=tuple(kept))


def _is_doubtful(row: RowReading) -> bool:
    # A row by hand is open only while nobody has given points in it.
    return row.doubt not in {Doubt.NONE, Doubt.BY_HAND}


def _doubtful(pages: Sequence[PageReading]) -> Iterator[RowReading]:
    """Yield the rows that no page shows without a doubt."""
    for page in _without_doubtful_doubles(pages):
        yield from (row for row in page.rows if _is_doubtful(row))


def decisions(
    manifest: Manifest,
    pages: Sequence[PageReading],
    rows: Mapping[str, Row],
    corrections: Corrections,
    problems: Problems,
) -> dict[str, Decision]:
    """Return what a person decided about the rows of a paper, reporting what cannot be."""
    found: dict[str, Decision] = {}
    seen: dict[str, str] = {}
    versions = {version.version for version in manifest.versions}
    for page in pages:
        for label, each in corrections.of(page).items():
            if label == VERSION and each.value not in versions:
                message = f"the quiz has no version `{each.value[:40]}`"
                problems.error("Q722", message, each.place, did_you_mean(each.value, versions))
            if label not in rows:
                continue
            if seen.setdefault(label, each.value) != each.value:
                message = f"two pages of one paper say {seen[label]!r} and {each.value!r}"
                problems.error("Q722", message, each.place, "write the same on both, or on one")
            decision = _decision(rows[label], each, problems)
            if decision is not None:
                found[label] = decision
    return found


def _decision(row: Row, correction: Correction, problems: Problems) -> Decision | None:
    """Return a decision about a row; reports what the row cannot have."""
    value = correction.value
    if row.by_hand:
        return _points(row, correction, problems)
    if value == BLANK:
        return frozenset()
    known = {letter.casefold(): letter for letter in row.letters}
    # Letters may stand without spaces, since each is one character.
    parts = value.split() if " " in value else list(value)
    letters = frozenset(known.get(part.casefold(), part) for part in parts)
    strange = sorted(letters - set(row.letters))
    if strange:
        message = f"the row {row.label} has no letter `{strange[0][:20]}`"
        fix = f"use {', '.join(row.letters)}, or {BLANK} for no mark"
        problems.error("Q722", message, correction.place, fix)
        return None
    return letters


def _points(row: Row, correction: Correction, problems: Problems) -> Decision | None:
    try:
        points = Fraction(correction.value.replace(",", "."))
    except (ValueError, ZeroDivisionError):
        points = Fraction(-1)
    if 0 <= points <= Fraction(str(row.points)):
        return points
    message = f"the row {row.label} cannot get `{correction.value[:20]}` points"
    problems.error("Q722", message, correction.place, f"write 0 to {row.points:g}")
    return None


def _to_review(
    sheet: Sheet,
    paper: Paper,
    rows: Mapping[str, Row],
    doubtful: set[str],
    corrections: Corrections,
) -> Iterator[ToReview]:
    """Yield what a person should decide about a paper, decided or not."""
    whose = _whose(sheet)
    yield from _heads_to_review(sheet, whose, corrections)
    still_open = {row.label: row.why for row in paper.score.open} if paper.score else {}
    asked = doubtful | still_open.keys()
    for page in sheet.pages:
        decided = corrections.of(page)
        for read in page.rows:
            is_asked = read.label in asked | decided.keys() or read.doubt is Doubt.BY_HAND
            if is_asked and read.label in rows:
                why = _why(read, str(still_open.get(read.label, "")))
                value = corrections.value(page, read.label)
                yield _row_to_review(page, read, rows[read.label], why, whose, value)


def _row_to_review(  # noqa: PLR0913, PLR0917 - each says something else about the row
    page: PageReading, read: RowReading, row: Row, why: str, whose: str, value: str
) -> ToReview:
    return ToReview(
        page,
        read.label,
        why,
        " ".join(read.letters) or BLANK,
        row.letters,
        row.many,
        row.by_hand,
        row.points,
        read.crop,
        whose,
        value or _points_read(read, row),
    )


def _points_read(read: RowReading, row: Row) -> str:
    """Return the points that a person filled in on the sheet, "" if there is nothing to take."""
    is_clear = row.by_hand and len(read.letters) == 1
    return read.letters[0] if is_clear else ""


def _why(read: RowReading, still_open: str) -> str:
    if read.doubt is Doubt.BY_HAND:
        return "a person gives points"
    return still_open or (str(read.doubt) if read.doubt else "corrected")


def _heads_to_review(sheet: Sheet, whose: str, corrections: Corrections) -> Iterator[ToReview]:
    for page in sheet.pages:
        of_page = corrections.of(page)
        heads: tuple[tuple[str, HeadReading], ...] = (
            (VERSION, page.version),
            (NUMBER, page.number),
        )
        for name, head in heads:
            if name in sheet.asks or name in of_page:
                value = of_page[name].value if name in of_page else ""
                yield ToReview(
                    page,
                    name,
                    _why_head(sheet, name, head),
                    head.value or BLANK,
                    (),
                    many=False,
                    by_hand=False,
                    most=0,
                    crop=head.crop or page.name_crop,
                    whose=whose,
                    value=value,
                )


def _why_head(sheet: Sheet, name: str, head: HeadReading) -> str:
    if name == NUMBER and sheet.shares_number:
        return "another paper has the same number"
    return str(head.doubt) or f"the sheet says no {name}"


def _whose(sheet: Sheet) -> str:
    student = sheet.student
    return " ".join(filter(None, (student.number, student.name))) or page_id(sheet.pages[0])
