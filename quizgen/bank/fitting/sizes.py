"""Dates and numbers: whether one fits beside the right one."""

from __future__ import annotations

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.belonging import Belonging
from quizgen.bank.fitting.mentions import Mentions
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.fitting.order import Order
from quizgen.bank.fitting.renown import Renown
from quizgen.bank.fitting.series import Series
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.ranked import Ranked
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Content
from quizgen.deck.quantities import Quantity
from quizgen.deck.types.registry import type_of


class Sizes:
    """Judges dates and numbers beside another one."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._ranked = once(base, Ranked)
        self._order = once(base, Order)
        self._renown = once(base, Renown)
        self._series = once(base, Series)
        self._mentions = once(base, Mentions)
        self._belonging = once(base, Belonging)

    def judge(self, prompt: Prompt, key: Content, content: Content) -> Misfit | None:
        """Judge a date or a number beside another one."""
        field_type = type_of(key)
        if field_type is not type_of(content) or field_type.shape(key) != field_type.shape(content):
            return _of_shapes(key, content)
        if _is_beyond(prompt, content):
            return Misfit.LIMIT
        if field_type.are_too_close(key, content) or self._ranked.is_a_year_off(
            prompt, key, content
        ):
            return Misfit.CLOSE
        known = self._against_what_is_known(prompt, key, content)
        if known:
            return known
        if self._renown.tells(prompt, key, content):
            return Misfit.ASKED
        return None if self._ranked.distracts(prompt, key, content) else Misfit.FAR

    def _against_what_is_known(
        self, prompt: Prompt, key: Content, content: Content
    ) -> Misfit | None:
        """Judge a date or a number by what everybody knows of the fact."""
        as_of = self._base.deck.source.as_of
        if as_of is not None and not type_of(key).is_plausible(key, content, as_of):
            return Misfit.TIME
        contradicted = self._order.contradicted(prompt, key, content)
        if contradicted:
            return contradicted
        if self._renown.is_of_another(key, content):
            return Misfit.FAMOUS
        is_own = prompt.way is Way.FORWARD
        if is_own and self._series.is_over(prompt.fact, prompt.field.name, content):
            return Misfit.TIME
        if is_own and self._mentions.name_another_date(prompt.fact, prompt.field.name, content):
            return Misfit.TOLD
        is_abroad = isinstance(content, PartialDate) and self._belonging.is_abroad(prompt, content)
        return Misfit.PLACE if is_abroad else None


def _of_shapes(key: Content, content: Content) -> Misfit:
    """Return what sets two dates or two numbers apart that are written in unlike ways."""
    if isinstance(key, Quantity) and isinstance(content, Quantity):
        is_of_unit = (key.unit, key.money) == (content.unit, content.money)
        return Misfit.EXACT if is_of_unit else Misfit.UNIT
    if isinstance(key, PartialDate) and isinstance(content, PartialDate):
        return Misfit.EXACT if key.is_span is content.is_span else Misfit.SPAN
    return Misfit.TYPE


def _is_beyond(prompt: Prompt, content: Content) -> bool:
    field_type = type_of(content)
    if prompt.way is not Way.FORWARD:
        return False
    size, field = field_type.size(content), prompt.field
    is_below = field.least is not None and size < type_of(field.least).size(field.least)
    is_above = field.most is not None and size > type_of(field.most).size(field.most)
    return is_below or is_above
