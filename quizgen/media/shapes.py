"""Shapes over a picture: what covers a part of it, and what a printed mark looks like."""

from typing import Final, Literal

from msgspec import Struct

Kind = Literal["rect", "ellipse", "polygon"]
RECT: Final = "rect"
ELLIPSE: Final = "ellipse"
POLYGON: Final = "polygon"


class Box(Struct, frozen=True):
    """A rectangle in parts of a picture's width and height: its left and top edge, and its size."""

    left: float
    top: float
    width: float
    height: float


class Shape(Struct, frozen=True):
    """A shape over a picture: its kind, and its numbers in parts of the width and the height.

    A rectangle and an ellipse have the left and the top edge, the width and the height of their
    box. A polygon has the x and y of each corner.
    """

    kind: Kind
    numbers: tuple[float, ...]

    @property
    def points(self) -> tuple[tuple[float, float], ...]:
        """Return the corners: those of a polygon, or two opposite ones of a box."""
        if self.kind == POLYGON:
            return tuple(zip(self.numbers[::2], self.numbers[1::2], strict=True))
        left, top, width, height = self.numbers
        return ((left, top), (left + width, top + height))

    @property
    def box(self) -> Box:
        """Return the smallest rectangle around the shape."""
        across, down = zip(*self.points, strict=True)
        left, top = min(across), min(down)
        return Box(left, top, max(across) - left, max(down) - top)


class Mark(Struct, frozen=True):
    """A shape that covers a part of a picture, with a number or letter on it, "" for none."""

    label: str
    shape: Shape
