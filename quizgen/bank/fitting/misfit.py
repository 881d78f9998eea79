"""Misfits: the reasons why a wrong answer does not fit a question."""

from __future__ import annotations

from enum import StrEnum


class Misfit(StrEnum):
    """Why a wrong answer does not fit a question, although it is certainly wrong."""

    ROLE = "it is a fact of another kind than the right answer"
    MUST = "it differs from the right answer in what must match by the `alike` of its kind"
    UNSAID = "it has no value in what must match by the `alike` of its kind; give it one"
    SAID = "it differs from the right answer in something that the question says"
    GROUP = "it belongs to another group of facts than the right answer"
    SORT = "its words name another sort of thing or person than the right answer"
    WRITTEN = "it answers another question that is written out"
    TIME = "it belongs to another time than the right answer"
    SIZE = "its size is far from the one in the question"
    FORM = "its form sets it apart: a plural, a form of a verb, a clause, a name, an abbreviation"
    LENGTH = "its length sets it apart from the right answer"
    LETTERS = "the letters or the number in it do not match the question as the right ones do"
    FAR = "it is too far from the right answer"
    CLOSE = "its date or number is too close to the right one"
    TOPIC = "its description shares no word with the right one, and one of them pairs with a third"
    PLACE = "its country, language or place is not that of the question"
    WITH = "it goes with facts that differ from this one in what `alike` or their names tell"
    TOLD = "a name, in it or in the question, tells whether it is right"
    ASKED = "everybody knows the answer, by the name or the number in the question"
    KNOWN = "everybody knows what it is, by its name"
    ORDER = "it contradicts a date that the question shows or that everybody knows"
    LIMIT = "it lies outside the limits of the field"
    UNKNOWN = "nothing tells what makes the facts of its kind alike; name it in `alike`"
    LIFE = "nobody can weigh the years of a birth or a death against each other"


# What an author overlooks rather than means.
PLAIN_MISFITS = frozenset([Misfit.TIME, Misfit.SIZE, Misfit.LIMIT])
