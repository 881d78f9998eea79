"""Yes or no: questions that an author answered with one of these words."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.forms.answering import Lettered
from quizgen.forms.form import Labels, Order, PrintedData
from quizgen.forms.true_false import YES_NO, make_claims


class YesNoForm(Lettered):
    """A question to answer with yes or no."""

    name = YES_NO
    weight = 1
    order = Order.FIXED
    own_labels: tuple[str, ...] = ("yes_letter", "no_letter")
    make = staticmethod(make_claims)

    def letters(self, labels: Labels) -> Sequence[str]:
        """Return the letters for yes and no in the language of the labels."""
        return labels["yes_letter"], labels["no_letter"]

    def explained(self, printed: PrintedData, labels: Labels) -> str:
        """Return yes or no, and what the answer says besides."""
        return self.answer(printed.item)
