"""Checks that everything on an answer sheet stands where its layout says."""

from __future__ import annotations

import math

import pytest
from scan_support import circles, dark_box, markers, qr_text, scanned

from quizgen.quiz.geometry import Box, Bubble, PageLayout, Row, SheetLayout

# In mm.
NEAR = 0.2
# The examples on an instruction page that show how to fill in a bubble.
EXAMPLES = 6
# Shading and hairlines are darker than this, paper isn't.
INK = 240


def edges_of(box: Box) -> tuple[float, float, float, float]:
    return (box.x, box.y, box.x + box.width, box.y + box.height)


def assert_box(image: object, box: Box, around: float, level: int = INK) -> None:
    """Ink in and near a box ends at the edges of the box."""
    left, top, right, bottom = edges_of(box)
    wider = (left - around, top - around, right + around, bottom + around)
    found = dark_box(image, *wider, level)  # type: ignore[arg-type]
    assert max(abs(a - b) for a, b in zip(found, edges_of(box), strict=True)) < NEAR, (box, found)


def assert_boxes(image: object, page: PageLayout, *, named: bool) -> None:
    """The cells for name and number, and rows marked by hand, are where the layout says."""
    if named:
        assert page.name_box
        assert_box(image, page.name_box, 1)
    assert (page.number_box is not None) == bool(page.number)
    if page.number_box:
        assert_box(image, page.number_box, 1)
        assert all(is_within(bubble, page.number_box) for bubble in page.number)
    for each in page.by_hand:
        # The next row by hand touches this one.
        touched = any(0 < abs(other.space.y - each.space.y) < 6.5 for other in page.by_hand)
        assert_box(image, each.space, 0 if touched else 0.45)
        row, space = edges_of(each.row), edges_of(each.space)
        assert row[1:] == pytest.approx(space[1:], abs=0.002)
        label = dark_box(image, *row[:2], space[0] - 0.1, row[3])  # type: ignore[arg-type]
        assert label[0] > row[0] - NEAR
        own = [bubble for bubble in page.bubbles if bubble.index == each.index]
        assert all(is_within(bubble, each.space) for bubble in own)
        others = [bubble for bubble in page.bubbles if bubble.index != each.index]
        assert not any(is_within(bubble, each.row) for bubble in others)


def is_within(bubble: Bubble, box: Box) -> bool:
    left, top, right, bottom = edges_of(box)
    return left < bubble.x < right and top < bubble.y < bottom


def assert_page(
    pdf: bytes,
    number: int,
    page: PageLayout,
    code: str,
    *,
    is_first: bool,
    named: bool = True,
) -> None:
    """Everything in the layout is on the page, and every circle on the page is in the layout."""
    image = scanned(pdf, number)
    seen = markers(image)
    assert sorted(seen) == [marker.id for marker in page.markers] == [0, 1, 2, 3]
    for marker in page.markers:
        x, y, side = seen[marker.id]
        assert math.dist((x, y), (marker.x, marker.y)) < NEAR
        assert abs(side - marker.side) < NEAR
        assert marker.x - marker.side / 2 >= 10 - 1e-6
        assert page.height - marker.y - marker.side / 2 >= 10 - 1e-6
    assert qr_text(image) == code
    assert_box(image, page.qr, 2, level=128)
    assert_boxes(image, page, named=named)
    assert_bubbles(image, page, is_first=is_first)


def assert_bubbles(image: object, page: PageLayout, *, is_first: bool) -> None:
    told = [*page.bubbles, *page.number, *page.version]
    (radius,) = {bubble.radius for bubble in told}
    found = circles(image, radius)  # type: ignore[arg-type]
    for bubble in told:
        near = [middle for middle in found if math.dist(middle, (bubble.x, bubble.y)) < NEAR]
        assert len(near) == 1, bubble
        found.remove(near[0])
    assert len(found) <= (EXAMPLES if is_first else 0), found


def assert_rows(layout: SheetLayout, given: tuple[Row, ...]) -> None:
    """Every row has its letters once, from left to right on one line, and rows are in order."""
    told = [bubble for page in layout.pages for bubble in page.bubbles]
    for index, row in enumerate(given):
        own = [bubble for bubble in told if bubble.index == index]
        assert [bubble.letter for bubble in own] == list(row.letters)
        assert len({bubble.y for bubble in own}) <= 1
        assert [bubble.x for bubble in own] == sorted(bubble.x for bubble in own)
    assert layout.rows == given
    by_hand = [row.index for page in layout.pages for row in page.by_hand]
    assert by_hand == [index for index, row in enumerate(given) if row.by_hand]
    assert [bubble.index for bubble in told] == sorted(bubble.index for bubble in told)
