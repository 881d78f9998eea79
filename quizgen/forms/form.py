"""The protocol that each form of items implements, and the data that it works on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from quizgen.diagnostics import Place

if TYPE_CHECKING:
    from quizgen.forms.exercise import Exercise, Material

Labels = Mapping[str, str]
# The indices of the bubbles filled in each row of an item, in the order of `Form.rows`.
Marks = Sequence[Collection[int]]


class Order(Enum):
    """How a version orders an item's options if they have no order of their own."""

    DRAWN = "the place of the right option is drawn, and each letter is right equally often"
    FIXED = "as they are"
    SHUFFLED = "shuffled"
    DISORDERED = "shuffled, but neither in the right order nor backwards"


class AnswerIn(Enum):
    """How an item is answered. This also decides the wording of its key and its rows."""

    LETTERS = "with the letters of options: one row, and a key of a few letters"
    ROWS = "with a letter in each of several rows: a key of several parts"
    GAP = "in words, in the gap of the stem: a row that a person marks"
    LINES = "in words, on lines below the stem: a row that a person marks"

    @property
    def by_hand(self) -> bool:
        """Return whether a person marks the answer."""
        return self in {AnswerIn.GAP, AnswerIn.LINES}


class ItemData(Protocol):
    """An item in its own order, as the manifest keeps it."""

    @property
    def form(self) -> str:
        """Return the name of its form."""

    @property
    def options(self) -> tuple[str, ...]:
        """Return its options, or () if it has none."""

    @property
    def left(self) -> tuple[str, ...]:
        """Return the entries to match, or () in other forms."""

    @property
    def key(self) -> tuple[int, ...]:
        """Return the indices of the right options; in matching, one for each entry of `left`."""

    @property
    def answer(self) -> str:
        """Return the key in words."""


class PrintedData(Protocol):
    """An item as a version prints it, with `options`, `left` and `key` in printed order."""

    @property
    def item(self) -> ItemData:
        """Return the item in its own order."""

    @property
    def options(self) -> tuple[str, ...]:
        """Return the options in printed order."""

    @property
    def left(self) -> tuple[str, ...]:
        """Return the entries to match in printed order."""

    @property
    def key(self) -> tuple[int, ...]:
        """Return the indices of the right options in printed order."""


class AnswerRow(Struct, frozen=True):
    """A row of an answer sheet: its number of `bubbles`, and whether `many` of them may be right.

    `part` counts the rows of an item from 1. It is 0 if the item has only one row.
    A row `by_hand` has no bubbles for answers: a person fills in the points.
    """

    bubbles: int = 0
    part: int = 0
    many: bool = False
    by_hand: bool = False


class Lacking(Struct, frozen=True):
    """What gives no exercise of a form, why, and how to mend it.

    `id` is that of a question, or the kind and the field of facts that give none together.
    """

    id: str
    form: str
    why: str
    mend: str
    place: Place


class Form(Protocol):
    """A form of items: it makes, arranges, letters and marks exercises.

    A form has no state. `name` is permanent: decks, manifests and labels use it.
    """

    name: str
    # The form's share of a paper with several forms. Long items weigh less.
    weight: int
    # Whether a question without enough options may take this form (`quiz: otherwise`).
    stands_in: bool
    # Whether an item is a claim whose two options are true and false, in this order.
    is_claim: bool
    # Whether exactly one option is right.
    one_right: bool
    # Whether a student may guess the right option from how the options look.
    guessed_by_looks: bool
    order: Order
    answer_in: AnswerIn
    # The form of more items that a paper has where it has this form, "" for none.
    brings: str
    # The labels that the form prints besides its title and its instructions.
    own_labels: tuple[str, ...]

    def make(self, material: Material) -> Iterator[Exercise]:
        """Yield the exercises that the material gives.

        Forms may share this function. It is then called once and may yield exercises of each.
        """

    def lacking(self, material: Material) -> Iterator[Lacking]:
        """Yield what gives no exercise because the author has not said enough."""

    def turned(self, material: Material, ids: Collection[str]) -> Mapping[str, Exercise]:
        """Return the claims with these ids turned round: true ones false, false ones true."""

    def has_key(self, item: ItemData, key: Sequence[int]) -> bool:
        """Return whether a key, the item's own or another, has the shape that this form needs.

        A key that a teacher corrected may name two options in a form with one right option.
        """

    def letters(self, labels: Labels) -> Sequence[str]:
        """Return the letters of the options in printed order."""

    def key(self, printed: PrintedData, labels: Labels) -> str:
        """Return the right letters as a version prints them, or the answer in words."""

    def answer(self, item: ItemData) -> str:
        """Return the answer in words."""

    def explained(self, printed: PrintedData, labels: Labels) -> str:
        """Return the answer as a worked copy prints it."""

    def rows(self, printed: PrintedData) -> tuple[AnswerRow, ...]:
        """Return the rows of the answer sheet for an item."""

    def earned(self, key: Sequence[int], marks: Marks, *, partial: bool) -> Fraction:
        """Return the share of an item's points that an answer earns, from 0 to 1.

        `key` is the key of the printed item, and `marks` has the bubbles filled in each of its
        rows. With `partial`, a partly right answer earns a part if the form allows it. A row for
        one answer is wrong if several bubbles are filled. Raises ValueError for a form that a
        person marks, and if `marks` doesn't have as many rows as the item.
        """


def title_label(form: str) -> str:
    """Return the name of the label for a form's heading."""
    return f"title_{form}"


def instructions_label(form: str) -> str:
    """Return the name of the label for a form's instructions."""
    return f"instructions_{form}"
