"""What a fact can say in a field: a text, a reference, a sentence, a diagram and so on."""

from collections.abc import Sequence
from itertools import count

from msgspec import Struct

from quizgen.aside import WithAside
from quizgen.deck.dates import PartialDate
from quizgen.deck.quantities import Quantity
from quizgen.diagnostics import Place
from quizgen.media.model import Media
from quizgen.media.shapes import Kind as ShapeKind
from quizgen.media.shapes import Shape


def whole_numbers(given: Sequence[int]) -> tuple[int, ...]:
    """Return the numbers given, and the next free one in the place of each 0."""
    if not any(given):
        return tuple(range(1, len(given) + 1))
    taken = set(given)
    free = (number for number in count(1) if number not in taken)
    return tuple(number or next(free) for number in given)


class Text(Struct, frozen=True, gc=False, tag=True):
    """Plain text, exactly as written."""

    text: str


class Reference(Struct, frozen=True, gc=False, tag=True):
    """A reference: `target` is the id as written, `fact` the ``kind/id`` once resolved."""

    target: str
    fact: str = ""


class Blank(WithAside, frozen=True, omit_defaults=True):
    """One typed blank of a sentence: `type` is a field type that fills blanks, or a pool's name.

    `number` is that of its card, 0 if neither the author nor a lock gives it one.
    `hint` says what it asks for: the author's words, "" for none, None for the words of the type.
    """

    ASIDE = frozenset({"number"})

    type: str
    content: Text | PartialDate | Quantity
    hint: str | None = None
    number: int = 0


class Sentence(Struct, frozen=True, gc=False, tag=True):
    """A sentence as its parts in order: plain strings, and the blanks between them."""

    parts: tuple[str | Blank, ...]

    @property
    def blanks(self) -> tuple[Blank, ...]:
        """Return the blanks in order."""
        return tuple([part for part in self.parts if isinstance(part, Blank)])

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the blanks in order; a blank without one takes the next free."""
        return whole_numbers([blank.number for blank in self.blanks])


class Length(Struct, frozen=True):
    """A length on a picture as an author writes it: in pixels, or in percent of the picture."""

    value: float
    is_percent: bool


class Outline(WithAside, frozen=True):
    """A shape as an author writes it: its kind, and lengths across and down in turn."""

    ASIDE = frozenset({"place"})

    kind: ShapeKind
    lengths: tuple[Length, ...]
    place: Place


class Region(WithAside, frozen=True):
    """A named part of a picture, and the shapes that cover it.

    `shapes` are empty until the size of the picture is known. `number` is that of its card, 0 if
    neither the author nor a lock gives it one. `also` are other names of the part.
    """

    ASIDE = frozenset({"place", "number"})

    name: str
    outlines: tuple[Outline, ...]
    place: Place
    shapes: tuple[Shape, ...] = ()
    also: tuple[str, ...] = ()
    number: int = 0


class Diagram(Struct, frozen=True, tag=True):
    """A picture with named parts; a card about one of them hides the others if it `hides_all`."""

    picture: Media
    regions: tuple[Region, ...]
    hides_all: bool = True

    @property
    def numbers(self) -> tuple[int, ...]:
        """Return the numbers of the regions in order; one without a number takes the next free."""
        return whole_numbers([region.number for region in self.regions])


Content = Text | PartialDate | Quantity | Reference | Sentence | Media | Diagram
# An option that an author offers beside an answer: words, or a picture.
Offer = str | Media
