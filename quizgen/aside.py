"""Values with fields that stand aside: two are equal if all their other fields are."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any, ClassVar

from msgspec import Struct


class WithAside(Struct, frozen=True, gc=False):
    """A value that equals another of its class if all fields do but those in `ASIDE`.

    It needs two other fields at least.
    """

    ASIDE: ClassVar[frozenset[str]] = frozenset()

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        told = _told_by(type(self))
        return bool(told(self) == told(other))

    def __hash__(self) -> int:
        return hash(_told_by(type(self))(self))


@cache
def _told_by(of: type[WithAside]) -> Callable[[object], tuple[Any, ...]]:
    """Return what gives the fields of a value that count."""
    return attrgetter(*(name for name in of.__struct_fields__ if name not in of.ASIDE))
