"""Shows what a format can't hold, each cause once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Diagnostic

# A loss begins with the id of its question.
_LOSS = re.compile(r"`(?P<id>[^`]+)`: (?P<cause>.+)", re.DOTALL)
_MOST_IDS = 5


def by_cause(losses: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return one loss for each cause, at the first place, that names the other questions."""
    groups: dict[tuple[str, ...], list[Diagnostic]] = {}
    for each in losses:
        found = _LOSS.fullmatch(each.message)
        cause = found["cause"] if found else each.message
        # Losses of one cause differ in their place, or in the id at the beginning.
        place = "" if found else str(each.place)
        key = (each.code, each.severity.name, each.help, cause, place)
        groups.setdefault(key, []).append(each)
    return [_as_one(group) for group in groups.values()]


def _as_one(group: Sequence[Diagnostic]) -> Diagnostic:
    first, *others = group
    ids = [found["id"] for each in others if (found := _LOSS.fullmatch(each.message))]
    if not ids:
        return first
    named = ", ".join(f"`{each}`" for each in ids[:_MOST_IDS])
    more = len(ids) - _MOST_IDS
    end = f" and {more} more" if more > 0 else ""
    return replace(first, message=f"{first.message} (the same: {named}{end})")
