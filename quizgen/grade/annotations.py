"""What is drawn on a marked sheet before it goes back: right and wrong bubbles, and the score."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.forms.form import AnswerIn
from quizgen.forms.registry import form_of
from quizgen.grade.corrections import BLANK
from quizgen.grade.feedback import mark_in, points_in, short
from quizgen.grade.grading import Response
from quizgen.grade.readings import PageReading
from quizgen.grade.results import Result
from quizgen.quiz.geometry import PageLayout, SheetLayout
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.printed_items import PrintedItem, labelled_rows, printed

RIGHT, WRONG, MISSED, TEXT = "right", "wrong", "missed", "text"
# The score stands at the upper edge, between the corner markers.
_SCORE_TOP, _SCORE_SIZE, _POINTS_SIZE = 6.0, 5.0, 4.0


@dataclass(frozen=True, slots=True)
class Stroke:
    """Something to draw, in mm on the sheet: a bubble of a kind by its centre, or a text.

    `size` is the radius of the bubble or the height of the text.
    """

    kind: str
    x: float
    y: float
    size: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Annotated:
    """A page of a scan with what to draw on it."""

    page: PageReading
    strokes: tuple[Stroke, ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it was answered: the letters that are right, those given, and those missed."""

    right: frozenset[str]
    given: frozenset[str]
    missed: frozenset[str]


def annotated(result: Result, manifest: Manifest) -> list[Annotated]:
    """Return the pages of a student's paper in order, each once; none without a score."""
    paper = result.paper
    if paper is None or paper.score is None or manifest.sheet is None or not paper.pages:
        return []
    first: dict[int, PageReading] = {}
    for page in paper.pages:
        first.setdefault(page.sheet_page, page)
    rows, points = _rows(result, manifest)
    found = []
    for number, page in sorted(first.items()):
        layout = manifest.sheet.layouts[page.layout]
        if 0 < number <= len(layout.pages) and page.transform:
            strokes = _strokes(layout, layout.pages[number - 1], rows, points)
            score = _score(result, layout.pages[0], manifest)
            found.append(Annotated(page, (score, *strokes)))
    return found


def _score(result: Result, page: PageLayout, manifest: Manifest) -> Stroke:
    text = " · ".join(filter(None, (points_in(result, manifest), mark_in(result, manifest))))
    return Stroke(TEXT, page.width / 2, _SCORE_TOP, _SCORE_SIZE, text)


def _strokes(
    layout: SheetLayout, page: PageLayout, rows: Mapping[str, _Row], points: Mapping[str, str]
) -> Iterator[Stroke]:
    for bubble in page.bubbles:
        row = rows.get(layout.rows[bubble.index].label)
        kind = _kind(bubble.letter, row) if row else ""
        if kind:
            yield Stroke(kind, bubble.x, bubble.y, bubble.radius)
    for each in page.by_hand:
        text = points.get(layout.rows[each.index].label, "")
        if text:
            # Beside the bubbles, so that no number hides another.
            middle = each.space.y + each.space.height / 2 - _POINTS_SIZE / 2
            beside = each.space.x + each.space.width + _POINTS_SIZE / 2
            yield Stroke(TEXT, beside, middle, _POINTS_SIZE, text)


def _kind(letter: str, row: _Row) -> str:
    if letter in row.given:
        return RIGHT if letter in row.right else WRONG
    return MISSED if letter in row.missed else ""


def _rows(result: Result, manifest: Manifest) -> tuple[dict[str, _Row], dict[str, str]]:
    """Return the rows of bubbles by their labels, and the points of rows by hand."""
    rows: dict[str, _Row] = {}
    points: dict[str, str] = {}
    version = next(each for each in manifest.versions if each.version == result.version)
    items = [item for section in printed(manifest, version) for item in section]
    letters = _letters(result, manifest)
    for item, response in zip(items, result.responses, strict=True):
        labels = [label for label, _ in labelled_rows(item)]
        if form_of(item.item).answer_in.by_hand:
            earned = short(response.score.earned, manifest.language)
            points[labels[0]] = "" if response.given == BLANK else earned
        else:
            rows |= dict(zip(labels, _answered(item, response, labels, letters), strict=True))
    return rows, points


def _letters(result: Result, manifest: Manifest) -> dict[str, tuple[str, ...]]:
    pages = result.paper.pages if result.paper else ()
    layouts = manifest.sheet.layouts if manifest.sheet else {}
    return {row.label: row.letters for page in pages for row in layouts[page.layout].rows}


def _answered(
    item: PrintedItem,
    response: Response,
    labels: list[str],
    letters: Mapping[str, tuple[str, ...]],
) -> Iterator[_Row]:
    given = [frozenset(row.split()) - {BLANK} for row in response.given.split("  ")]
    for place, (label, chosen) in enumerate(zip(labels, given, strict=True)):
        if item.item.void:
            # Whatever was answered is right.
            yield _Row(chosen, chosen, frozenset())
        else:
            yield _compared(chosen, _right_in(item, place, letters[label]), item)


def _right_in(item: PrintedItem, place: int, letters: Sequence[str]) -> list[frozenset[str]]:
    """Return the letters that are right in a row, by each of the item's keys."""
    has_rows = form_of(item.item).answer_in is AnswerIn.ROWS
    keys = (item.key, *item.other_keys)
    wanted = [(key[place],) if has_rows else key for key in keys]
    return [frozenset(letters[index] for index in each) for each in wanted]


def _compared(chosen: frozenset[str], named: list[frozenset[str]], item: PrintedItem) -> _Row:
    form = form_of(item.item)
    right = frozenset().union(*named)
    # Of several letters that are right alone, the others are not missed.
    takes_one = form.one_right or form.answer_in is AnswerIn.ROWS
    is_enough = chosen in named or (takes_one and bool(chosen & right))
    return _Row(right, chosen, frozenset() if is_enough else named[0])
