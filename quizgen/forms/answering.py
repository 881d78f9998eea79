"""Base classes for forms answered with letters, in several rows, or in words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from fractions import Fraction
from string import ascii_uppercase
from typing import TYPE_CHECKING, Never

from quizgen.forms.form import AnswerIn, AnswerRow, ItemData, Labels, Marks, Order, PrintedData

if TYPE_CHECKING:
    from quizgen.forms.exercise import Exercise, Material
    from quizgen.forms.form import Lacking

_ALL, _NOTHING = Fraction(1), Fraction(0)


class _Usual(ABC):
    """What most forms have in common."""

    weight = 2
    stands_in = False
    is_claim = False
    one_right = False
    guessed_by_looks = False
    order = Order.SHUFFLED
    brings = ""
    own_labels: tuple[str, ...] = ()

    def lacking(self, material: Material) -> Iterator[Lacking]:
        """Yield nothing."""
        return iter(())

    def turned(self, material: Material, ids: Collection[str]) -> Mapping[str, Exercise]:
        """Return nothing: only a claim can be turned round."""
        return {}

    def letters(self, labels: Labels) -> Sequence[str]:
        """Return A, B, C …."""
        return ascii_uppercase

    def answer(self, item: ItemData) -> str:
        """Return the recorded answer, or the right options if there is none."""
        return item.answer or right_options(item)

    @abstractmethod
    def key(self, printed: PrintedData, labels: Labels) -> str:
        """Return the right letters as a version prints them, or the answer in words."""

    def explained(self, printed: PrintedData, labels: Labels) -> str:
        """Return the same as the key."""
        return self.key(printed, labels)


class Lettered(_Usual):
    """A form with one row, whose key is the letters of one or several right options."""

    answer_in = AnswerIn.LETTERS
    one_right = True

    def has_key(self, item: ItemData, key: Sequence[int]) -> bool:
        """Return whether the key names at least one option, and none twice."""
        return bool(key) and not item.left and len(set(key)) == len(key)

    def key(self, printed: PrintedData, labels: Labels) -> str:
        """Return the letters of the right options, such as "C" or "A, C"."""
        letters = self.letters(labels)
        return ", ".join(letters[index] for index in printed.key)

    def rows(self, printed: PrintedData) -> tuple[AnswerRow, ...]:
        """Return one row with a bubble for each option."""
        return (AnswerRow(len(printed.options), many=not self.one_right),)

    def earned(self, key: Sequence[int], marks: Marks, *, partial: bool) -> Fraction:
        """Return 1 if exactly one option is chosen and the key has it, otherwise 0."""
        (chosen,) = map(set, marks)
        return _ALL if len(chosen) == 1 and chosen <= set(key) else _NOTHING


class InRows(_Usual):
    """A form with several rows, each with one right letter."""

    weight = 1
    answer_in = AnswerIn.ROWS

    def rows(self, printed: PrintedData) -> tuple[AnswerRow, ...]:
        """Return a row for each part of the key, with a bubble for each option."""
        bubbles = len(printed.options)
        return tuple(AnswerRow(bubbles, part) for part in range(1, len(printed.key) + 1))

    def earned(self, key: Sequence[int], marks: Marks, *, partial: bool) -> Fraction:
        """Return 1 if every row is right; with `partial`, return the share of right rows."""
        rows = zip(key, marks, strict=True)
        share = Fraction(sum(set(chosen) == {right} for right, chosen in rows), len(key))
        return share if partial or share == _ALL else _NOTHING


class Written(_Usual):
    """A form answered in words and marked by a person."""

    stands_in = True
    order = Order.FIXED

    def has_key(self, item: ItemData, key: Sequence[int]) -> bool:
        """Return whether the key is empty, because there are no options."""
        return not key and not item.left

    def key(self, printed: PrintedData, labels: Labels) -> str:
        """Return the answer in words."""
        return self.answer(printed.item)

    def rows(self, printed: PrintedData) -> tuple[AnswerRow, ...]:
        """Return one row, for the points that a person gives."""
        return (AnswerRow(by_hand=True),)

    def earned(self, key: Sequence[int], marks: Marks, *, partial: bool) -> Never:
        """Raise ValueError, because a person gives the points."""
        raise ValueError("a person gives the points of an answer in words")


def right_options(item: ItemData) -> str:
    """Return the text of an item's right options."""
    return "; ".join(item.options[index] for index in item.key)


def answer_of_options(item: ItemData) -> str:
    """Return the right options if the recorded answer consists of options, otherwise that answer.

    Somebody may have corrected the key after the answer was recorded.
    """
    outdated = set(item.answer.split("; ")) <= set(item.options)
    return right_options(item) if outdated or not item.answer else item.answer
