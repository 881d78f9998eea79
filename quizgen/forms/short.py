"""Short answers: a question with lines for the answer below it."""

from __future__ import annotations

from quizgen.forms.answering import Written
from quizgen.forms.form import AnswerIn
from quizgen.forms.written import SHORT, make_written


class ShortForm(Written):
    """A question with lines to write on."""

    name = SHORT
    answer_in = AnswerIn.LINES
    make = staticmethod(make_written)
