"""Makes a thing of a fact base once, for all that asks for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from quizgen.bank.base import FactBase

_Made = TypeVar("_Made")


def once(base: FactBase, make: Callable[[FactBase], _Made]) -> _Made:
    """Return what `make` makes of a fact base; it is made at the first call."""
    if make not in base.made:
        base.made[make] = make(base)
    return cast("_Made", base.made[make])
