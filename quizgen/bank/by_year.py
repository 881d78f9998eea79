"""Questions that ask for the year alone, where no other day would tempt anybody."""

from __future__ import annotations

from msgspec.structs import replace

from quizgen.bank.asking.questions import ask_about
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.dates import PartialDate, Point, Precision
from quizgen.deck.model.facts import Value


def by_year(base: FactBase, prompt: Prompt) -> Prompt | None:
    """Return the question for the year in place of the day, None if its words ask for a day.

    Half a millennium ago, the days of other battles lie decades away, and days that are made up
    tempt nobody. The year is what a teacher would ask for.
    """
    values = tuple(_in_year(value) for value in prompt.values)
    if prompt.way is not Way.FORWARD or None in values:
        return None
    fact = replace(prompt.fact, values={**prompt.fact.values, prompt.field.name: values})
    asked = (each for each in ask_about(base, fact) if each.id == prompt.id)
    coarse = next((each for each in asked if isinstance(each, Prompt)), None)
    if coarse is None or coarse.stem == prompt.stem:
        return None
    return replace(coarse, fact=prompt.fact)


def _in_year(value: Value) -> Value | None:
    """Return a value with the year of its day, None if it is no single day."""
    date = value.content
    if not isinstance(date, PartialDate) or date.is_span or date.qualifier:
        return None
    if date.precision is not Precision.DAY:
        return None
    year = Point(date.start.year)
    return replace(value, content=PartialDate(year, year))
