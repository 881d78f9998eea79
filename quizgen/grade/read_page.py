"""What a picture of a page says: its paper, its rows, and crops of the rows to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from quizgen.grade.bubbles import Measures, measure
from quizgen.grade.codes import SheetCode, code_anywhere, code_at
from quizgen.grade.crops import around, as_png
from quizgen.grade.markers import SeveralSheetsError, find_markers
from quizgen.grade.orders import PageRead, Quiz
from quizgen.grade.pictures import Array, Picture, shrunk
from quizgen.grade.question_pages import is_text
from quizgen.grade.readings import (
    Doubt,
    HeadReading,
    PageReading,
    RowReading,
    Status,
    rounded,
    rounded_transform,
)
from quizgen.grade.rectify import Plane, plane_of, rectified
from quizgen.grade.rows import Limits, Mark, Verdict, baselines, limits_of, verdict_of
from quizgen.quiz.geometry import Box, Bubble, PageLayout, Row, SheetLayout

# Less than this part of a blank page is darker than its paper.
_BLANK = 0.0015
_DARKER = 25
# Paper looks at least this light.
_LIGHT = 140
# Of the bubbles that can be seen, so many must lie where the others say; and so many must be seen.
_LEAST_FOUND, _LEAST_VISIBLE = 0.5, 0.15
_FEWEST_BUBBLES = 4
_UNNAMED = "its QR code cannot be read; its rows were read, but not whose paper it is"


class UnreadableError(ValueError):
    """A page cannot be read; the text says why. `status` says what the page is."""

    def __init__(self, reason: str, status: Status = Status.UNREADABLE) -> None:
        self.status = status
        super().__init__(reason)


def read_page(picture: Picture, quiz: Quiz, about: PageReading) -> PageRead:
    """Return what a picture says; `about` names its file and page."""
    try:
        sheet = _Sheet.found(picture, quiz, about)
        return sheet.read()
    except UnreadableError as error:
        return PageRead(replace(about, status=error.status, reason=str(error)))


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet in a picture: where it is, and which page of which layout."""

    picture: Picture
    plane: Plane
    layout: SheetLayout
    page: PageLayout
    about: PageReading

    @classmethod
    def found(cls, picture: Picture, quiz: Quiz, about: PageReading) -> _Sheet:
        """Return the sheet in a picture; raises UnreadableError."""
        try:
            markers = find_markers(picture)
        except SeveralSheetsError:
            message = "it shows several sheets; scan each alone"
            raise UnreadableError(message) from None
        plane, code = _plane_and_code(picture, markers, quiz)
        if code is None:
            code = _only_one(quiz) if plane else None
            if code is None:
                raise UnreadableError(*_without_code(picture, markers, plane))
            about = replace(about, reason=_UNNAMED)
        about = replace(about, paper=code.paper, sheet_page=code.page, layout=code.layout)
        layout = _layout_of(code, quiz)
        page = layout.pages[code.page - 1]
        plane = plane_of(markers, page.markers)
        if plane is None:
            count = len(markers)
            raise UnreadableError(f"{count} of its 4 corner markers can be seen, and it takes 3")
        return cls(picture, plane, layout, page, about)

    def read(self) -> PageRead:
        """Return what the sheet says, with crops; raises UnreadableError."""
        seen = rectified(self.picture, self.plane, self.page)
        groups = _groups(self.page, self.layout.rows)
        bubbles = [bubble for group in groups for bubble in group.bubbles]
        marks = _marks(seen, self.page, bubbles, groups)
        crops = _Crops(seen, self.about)
        read = self._rows(groups, marks, crops)
        about = replace(
            self.about,
            # A person has to say whose paper it is.
            status=Status.UNREADABLE if self.about.reason else Status.READ,
            version=_version(groups, marks, crops),
            number=_number(groups, marks, crops, self.page.number_box),
            rows=tuple(read),
            transform=rounded_transform(self.plane.matrix.ravel()),
            name_crop=crops.of("name", self.page.name_box) if self.page.number else "",
        )
        return PageRead(about, crops.files)

    def _rows(self, groups: Sequence[_Group], marks: _Marks, crops: _Crops) -> Iterator[RowReading]:
        """Yield the rows of the page in the order of the layout."""
        spaces = {row.index: row.row for row in self.page.by_hand}
        of_row = {group.index: group for group in groups if group.kind == "row"}
        for index in sorted({*of_row, *spaces}):
            row = self.layout.rows[index]
            group = of_row.get(index, _Group("row", index, ()))
            yield _row_reading(row, group, marks, crops, spaces.get(index))


@dataclass(frozen=True, slots=True)
class _Group:
    """Bubbles that belong together: of a row, of a digit of the number, or of the version."""

    kind: str
    index: int
    bubbles: tuple[Bubble, ...]
    by_hand: bool = False
    many: bool = False


@dataclass(frozen=True, slots=True)
class _Marks:
    """The marks in all bubbles of a page, and the darkness of each, by kind and place."""

    limits: Limits
    of: Mapping[tuple[str, int], tuple[Mark, ...]]
    darkness: Mapping[tuple[str, int], tuple[float, ...]]

    def verdict(self, group: _Group) -> Verdict:
        return verdict_of(self.of.get(_key(group), ()), self.limits, many=group.many)


def _key(group: _Group) -> tuple[str, int]:
    return group.kind, group.index


def _plane_and_code(
    picture: Picture, markers: Mapping[int, Array], quiz: Quiz
) -> tuple[Plane | None, SheetCode | None]:
    """Return where a sheet is, and what its QR code says, as far as they can be found."""
    pages = [page for layout in quiz.sheets.layouts.values() for page in layout.pages]
    kinds = {(page.markers, page.qr): page for page in pages}
    plane = None
    for page in kinds.values():
        plane = plane_of(markers, page.markers)
        code = code_at(picture, plane, page.qr) if plane else None
        if code:
            return plane, code
    return plane, code_anywhere(picture)


def _only_one(quiz: Quiz) -> SheetCode | None:
    """Return what is certain of any sheet of a quiz, None if its sheets differ."""
    layouts = [*quiz.sheets.layouts.values()]
    if len(layouts) > 1 or len(layouts[0].pages) > 1:
        return None
    return SheetCode(quiz.fingerprint, "", 1, 1, layouts[0].fingerprint)


def _without_code(
    picture: Picture, markers: Mapping[int, Array], plane: Plane | None
) -> tuple[str, Status]:
    """Return what a page without a readable QR code is, in words and as a status."""
    if plane:
        return "its QR code cannot be read", Status.UNREADABLE
    if markers:
        message = f"its QR code cannot be read, and {len(markers)} of its 4 corner markers are seen"
        return message, Status.UNREADABLE
    if _is_blank(picture):
        return "it is blank", Status.BLANK
    if is_text(picture):
        return "it shows print and no answer sheet", Status.QUESTIONS
    return "it shows no corner markers and no QR code of an answer sheet", Status.UNREADABLE


def _is_blank(picture: Picture) -> bool:
    """Return whether a page has no more on it than dust and its edges."""
    small = shrunk(picture, 500)
    height, width = small.shape
    middle = small[height // 20 : -height // 20, width // 20 : -width // 20]
    if not middle.size:
        return True
    paper = cv2.medianBlur(middle, 21)
    dark = cv2.subtract(paper, middle) > _DARKER
    is_even = float(paper.std()) < _DARKER and float(np.median(paper)) > _LIGHT
    return is_even and float(dark.mean()) < _BLANK


def _layout_of(code: SheetCode, quiz: Quiz) -> SheetLayout:
    """Return the layout of a sheet; raises UnreadableError if it is not one of the quiz."""
    if code.quiz != quiz.fingerprint:
        raise UnreadableError(f"it is a sheet of another quiz, {code.quiz}", Status.FOREIGN)
    layout = quiz.sheets.layouts.get(code.layout)
    if layout is None or code.page > len(layout.pages):
        message = f"the manifest lacks its layout, {code.layout}: it is from another printing"
        raise UnreadableError(message)
    known = {(paper.paper, paper.layout) for paper in quiz.sheets.papers}
    if code.paper and (code.paper, code.layout) not in known:
        raise UnreadableError(f"the manifest lacks its paper, `{code.paper}`")
    return layout


def _groups(page: PageLayout, rows: Sequence[Row]) -> list[_Group]:
    """Return the groups of bubbles on a page."""
    found = []
    for index, bubbles in _by_index(page.bubbles):
        row = rows[index]
        found.append(_Group("row", index, bubbles, row.by_hand, row.many))
    found += [_Group("number", index, bubbles) for index, bubbles in _by_index(page.number)]
    found += [_Group("version", index, bubbles) for index, bubbles in _by_index(page.version)]
    return found


def _by_index(bubbles: Iterable[Bubble]) -> Iterable[tuple[int, tuple[Bubble, ...]]]:
    groups: dict[int, list[Bubble]] = {}
    for bubble in bubbles:
        groups.setdefault(bubble.index, []).append(bubble)
    return [(index, tuple(each)) for index, each in sorted(groups.items())]


def _marks(
    seen: Picture, page: PageLayout, bubbles: Sequence[Bubble], groups: Sequence[_Group]
) -> _Marks:
    """Return the marks on a rectified page; raises UnreadableError if its bubbles are not there."""
    if not bubbles:
        return _Marks(limits_of([0.0]), {}, {})
    measured = measure(seen, bubbles, page.markers)
    _check(measured, len(bubbles))
    excess = _excesses(measured.darkness, groups)
    beyond = _beyond(measured.beyond, groups)
    limits = limits_of(excess.tolist())
    of, darkness, start = {}, {}, 0
    for group in groups:
        places = range(start, start + len(group.bubbles))
        start += len(group.bubbles)
        of[_key(group)] = tuple(
            Mark(
                bubble.letter,
                float(excess[place]),
                float(measured.least[place]),
                float(beyond[place]),
                bool(measured.has_outline[place]),
            )
            for bubble, place in zip(group.bubbles, places, strict=True)
        )
        darkness[_key(group)] = tuple(rounded(excess[place]) for place in places)
    return _Marks(limits, of, darkness)


def _check(measured: Measures, count: int) -> None:
    is_there = measured.found >= _LEAST_FOUND and measured.visible >= _LEAST_VISIBLE
    if count >= _FEWEST_BUBBLES and not is_there:
        raise UnreadableError(
            "its bubbles cannot be found where the quiz has them: it is blurred, bent or covered"
        )


def _excesses(darkness: Array, groups: Sequence[_Group]) -> Array:
    """Return how much darker each bubble is than an empty one of its kind."""
    letters = [bubble.letter for group in groups for bubble in group.bubbles]
    is_shaded = np.array([group.by_hand for group in groups for _ in group.bubbles])
    excess = np.zeros(len(letters))
    for kind in (False, True):
        places = np.flatnonzero(is_shaded == kind)
        if len(places):
            values = darkness[places]
            base = baselines(values.tolist(), [letters[place] for place in places])
            excess[places] = values - np.array(base)
    return excess


def _beyond(darkness: Array, groups: Sequence[_Group]) -> Array:
    """Return how much darker it is round each bubble than round most bubbles of its kind.

    Bubbles of a number stand so close that the outlines of others count, and rows by hand are
    shaded.
    """
    kinds = np.array([f"{group.kind} {group.by_hand}" for group in groups for _ in group.bubbles])
    excess = darkness.astype(np.float64)
    for kind in np.unique(kinds):
        excess[kinds == kind] -= np.median(excess[kinds == kind])
    return excess


def _row_reading(
    row: Row, group: _Group, marks: _Marks, crops: _Crops, space: Box | None
) -> RowReading:
    verdict = marks.verdict(group)
    doubt = Doubt.BY_HAND if row.by_hand else verdict.doubt
    box = space or around(group.bubbles)
    return RowReading(
        label=row.label,
        letters=verdict.letters,
        darkness=marks.darkness.get(_key(group), ()),
        confidence=rounded(verdict.confidence),
        doubt=doubt,
        crop=crops.of(row.label, box) if doubt else "",
    )


def _version(groups: Sequence[_Group], marks: _Marks, crops: _Crops) -> HeadReading:
    versions = [group for group in groups if group.kind == "version"]
    if not versions:
        return HeadReading()
    bubbles = tuple(bubble for group in versions for bubble in group.bubbles)
    return _head("version", versions, marks, crops, around(bubbles))


def _number(groups: Sequence[_Group], marks: _Marks, crops: _Crops, box: Box | None) -> HeadReading:
    digits = [group for group in groups if group.kind == "number"]
    if not digits:
        return HeadReading()
    bubbles = tuple(bubble for group in digits for bubble in group.bubbles)
    return _head("number", digits, marks, crops, box or around(bubbles))


def _head(
    name: str, groups: Sequence[_Group], marks: _Marks, crops: _Crops, box: Box | None
) -> HeadReading:
    """Return what the groups say one after the other; the first doubt is that of all."""
    verdicts = [marks.verdict(group) for group in groups]
    doubt = next((each.doubt for each in verdicts if each.doubt), Doubt.NONE)
    value = "".join(each.letters[0] if each.letters else "" for each in verdicts)
    confidence = min(each.confidence for each in verdicts)
    crop = crops.of(name, box) if doubt else ""
    return HeadReading(value, rounded(confidence), doubt, crop)


class _Crops:
    """Crops of a rectified page, as PNG files with names that no other page has."""

    def __init__(self, seen: Picture, about: PageReading) -> None:
        self._seen = seen
        self._stem = f"{about.sha256[:16]}-{about.page}"
        self.files: dict[str, bytes] = {}

    def of(self, what: str, box: Box | None) -> str:
        """Return the name of a new crop of a box in mm; "" if there is no box."""
        if box is None:
            return ""
        name = f"{self._stem}-{what.replace('.', '-').lower()}.png"
        self.files[name] = as_png(self._seen, box)
        return name
