"""Builds exercises with one right option out of several facts or values."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from msgspec import Struct

from quizgen.bank.backside import told_of
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_options
from quizgen.bank.clues import clues_of_entries
from quizgen.bank.difficulty import Guess
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt
from quizgen.bank.wrong import Proof
from quizgen.forms.answering import Lettered
from quizgen.forms.exercise import Exercise, kind_of
from quizgen.forms.form import ItemData, Labels, Order, PrintedData

# An item has four options, three if there are no more.
FEWEST, MOST = 3, 4


class OneOf(Lettered):
    """A form with one right option, whose key explains itself."""

    order = Order.DRAWN
    guessed_by_looks = True

    def answer(self, item: ItemData) -> str:
        """Return the right option and what shows that it is right."""
        return item.answer

    def explained(self, printed: PrintedData, labels: Labels) -> str:
        """Return the letter, the right option and what shows that it is right."""
        return f"{self.key(printed, labels)}. {self.answer(printed.item)}"


class OneRight(Struct, frozen=True):
    """What an exercise with one right option says.

    `right` comes first among the options, `wrong` follow. `shown` is the right option with what
    proves it, "" for that option alone. `pairs` and `names` are what other stems must not show.
    """

    id: str
    stem: str
    right: Filler
    wrong: Sequence[Filler]
    proof: Proof
    shown: str = ""
    pairs: Collection[tuple[str, str]] = ()
    names: Collection[str] = ()


def exercise_of(
    base: FactBase, form: str, made: OneRight, prompts: Sequence[Prompt], facts: Sequence[str]
) -> Exercise:
    """Return an exercise of a form about the field of the first prompt.

    `prompts` are the questions whose answers it needs, `facts` those that it is about.
    """
    options = as_options(base, (made.right, *made.wrong))
    return Exercise(
        made.id,
        form,
        kind_of(facts),
        prompts[0].field.name,
        tuple(dict.fromkeys(facts)),
        made.stem,
        made.shown or options[0],
        told_of(base, prompts),
        clues_of_entries(base, made.pairs, made.names),
        Guess(len(options)).difficulty(),
        options,
        (0,),
        proofs=(made.proof,) * len(made.wrong),
    )
