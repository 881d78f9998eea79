"""Fill in the gap: a sentence with a blank to fill in by hand."""

from __future__ import annotations

from quizgen.forms.answering import Written
from quizgen.forms.form import AnswerIn
from quizgen.forms.written import FILL_IN, make_written


class FillInForm(Written):
    """A sentence with a gap to write into."""

    name = FILL_IN
    answer_in = AnswerIn.GAP
    make = staticmethod(make_written)
