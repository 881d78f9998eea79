"""Shapes over pictures on cards: as deletions in the words of Anki's image occlusion, and as HTML.

Anki writes ``{{c1::image-occlusion:rect:left=.1:top=.2:width=.3:height=.4:oi=1}}``. All numbers are
parts of the picture's width and height.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.anki.markup import as_html
from quizgen.anki.notes import Area
from quizgen.media.shapes import ELLIPSE, POLYGON, Mark, Shape


def as_occlusions(areas: Iterable[Area], *, hides_all: bool) -> str:
    """Return a deletion for each shape of each area; all of them are hidden if `hides_all`."""
    end = ":oi=1" if hides_all else ""
    deletions = (
        f"{{{{c{area.number}::image-occlusion:{_deletion(shape)}{end}}}}}<br>"
        for area in areas
        for shape in area.shapes
    )
    return "".join(deletions)


def _deletion(shape: Shape) -> str:
    return ":".join((shape.kind, *(f"{name}={text}" for name, text in _properties(shape))))


def _properties(shape: Shape) -> Iterator[tuple[str, str]]:
    """Yield the properties of a shape as Anki names them."""
    box = shape.box
    yield "left", _number(box.left)
    yield "top", _number(box.top)
    if shape.kind == POLYGON:
        yield "points", " ".join(f"{_number(x)},{_number(y)}" for x, y in shape.points)
    elif shape.kind == ELLIPSE:
        yield "rx", _number(box.width / 2)
        yield "ry", _number(box.height / 2)
    else:
        yield "width", _number(box.width)
        yield "height", _number(box.height)


def _number(part: float) -> str:
    """Return a number with four decimals at most, as Anki writes it: .25 for a quarter."""
    text = f"{part:.4f}".rstrip("0").rstrip(".")
    return text.removeprefix("0") if text.startswith("0.") else text


def as_mark(mark: Mark) -> str:
    """Return a mark as an element that lies over its part of the picture around it."""
    box = mark.shape.box
    sides = {"left": box.left, "top": box.top, "width": box.width, "height": box.height}
    style = ";".join(f"{name}:{_percent(side)}" for name, side in sides.items())
    begin = f'<span class="mark {mark.shape.kind}" style="{style}{_clip(mark.shape)}">'
    return f"{begin}{as_html(mark.label)}</span>"


def _clip(shape: Shape) -> str:
    """Return the style that cuts a polygon out of its box, "" for other shapes."""
    if shape.kind != POLYGON:
        return ""
    box = shape.box
    corners = (
        f"{_percent((x - box.left) / box.width)} {_percent((y - box.top) / box.height)}"
        for x, y in shape.points
    )
    return f";clip-path:polygon({','.join(corners)})"


def _percent(part: float) -> str:
    return f"{100 * part:.2f}".rstrip("0").rstrip(".") + "%"
