"""Misfits: the reasons why a wrong answer does not fit a question."""

from __future__ import annotations

from enum import StrEnum


class Misfit(StrEnum):
    """Why a wrong answer does not fit a question, although it is certainly wrong."""

    ROLE = "it is a fact of another kind than the right answer"
    MUST = "it differs from the right answer in a field that must match (`alike` of its kind)"
    UNSAID = "it has no value in a field that must match (`alike` of its kind); give it one"
    SAID = "it differs from the right answer in something that the question says"
    GROUP = "it belongs to another group of facts than the right answer"
    SORT = "its words name another sort of thing or person than the right answer"
    WRITTEN = "it answers another question that is written out"
    TIME = "it belongs to another time than the right answer"
    SIZE = "its size is far from the one in the question"
    FORM = "its words can be read in two ways, as a noun or as a verb"
    TYPE = "it is a value of another type than the right answer, such as a text beside a date"
    PLURAL = "either it or the right answer is a plural, but not both"
    PERSON = "either it or the right answer names a person, but not both"
    PROPER = "either it or the right answer is a proper name, but not both"
    ABBREVIATION = "either it or the right answer is an abbreviation, but not both"
    SYMBOL = "either it or the right answer is a symbol, but not both"
    FIGURE = "either it or the right answer begins with a number, but not both"
    CLAUSE = "either it or the right answer is a sentence or a clause, but not both"
    VERB = "either it or the right answer begins with a verb, but not both"
    INFINITIVE = "either it or the right answer begins with `to` and a verb, but not both"
    GERUND = "either it or the right answer begins with a word in -ing, but not both"
    ARTICLE = "it does not go with the article before the blank"
    UNIT = "it has another unit than the right answer"
    EXACT = "it is more or less exact than the right answer"
    SPAN = "either it or the right answer is a span of time, but not both"
    LENGTH = "its length sets it apart from the right answer"
    LETTERS = "its letters do not match the question as those of the right answer do"
    COUNT = "the number in it does not match the question as that in the right answer does"
    FAR = "it is too far from the right answer"
    CLOSE = "its date or number is too close to the right one"
    TOPIC = "its description and the right one share no word, and one of them resembles a third one"
    PLACE = "its country or place is not that of the question"
    LANGUAGE = "the language of a title tells that it is wrong"
    WITH = "it belongs to facts that differ from this one by `alike` or by their names"
    TOLD = "a name in it or in the question tells whether it is right"
    ASKED = "everybody knows the answer to the question"
    KNOWN = "everybody knows what it is, by its name"
    ORDER = "it is on the wrong side of another date of the fact"
    YEAR = "it is on the wrong side of the year in the name of the fact"
    AGE = "it is outside the life of somebody whom the fact names"
    FUTURE = "it is later than everything in the deck"
    FAMOUS = "everybody knows what else happened on that day"
    NUMBERED = "the numbers in the names show which came first"
    LIMIT = "it lies outside the limits of the field"
    UNKNOWN = "nothing tells what makes the facts of its kind alike; name it in `alike`"
    LIFE = "nobody can weigh the years of a birth or a death against each other"


# What an author overlooks rather than means.
PLAIN_MISFITS = frozenset([Misfit.TIME, Misfit.SIZE, Misfit.LIMIT])

# Narrower reasons, each with the one that it is a case of: what is to be done is the same.
_CASES = {
    **dict.fromkeys(
        [
            Misfit.TYPE,
            Misfit.PLURAL,
            Misfit.PERSON,
            Misfit.PROPER,
            Misfit.ABBREVIATION,
            Misfit.SYMBOL,
            Misfit.FIGURE,
            Misfit.CLAUSE,
            Misfit.VERB,
            Misfit.INFINITIVE,
            Misfit.GERUND,
            Misfit.ARTICLE,
            Misfit.UNIT,
            Misfit.EXACT,
            Misfit.SPAN,
        ],
        Misfit.FORM,
    ),
    **dict.fromkeys(
        [Misfit.YEAR, Misfit.AGE, Misfit.FUTURE, Misfit.FAMOUS, Misfit.NUMBERED], Misfit.ORDER
    ),
    Misfit.COUNT: Misfit.LETTERS,
    Misfit.LANGUAGE: Misfit.PLACE,
}


def wider(why: Misfit) -> Misfit:
    """Return the reason that a narrower one is a case of, such as `FORM` for `PLURAL`."""
    return _CASES.get(why, why)
