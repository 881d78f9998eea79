"""Reads a scale of marks: the least percentage of the points that earns each mark."""

from __future__ import annotations

from collections.abc import Mapping as MappingType
from decimal import Decimal, InvalidOperation

from quizgen.deck.model.quiz import Mark
from quizgen.deck.read import shorten
from quizgen.diagnostics import Problems, did_you_mean
from quizgen.yaml.nodes import Broken, Mapping, Node, Scalar

# The least percent for each mark. German: the key of the chambers of commerce and industry (IHK).
# United States: the usual tens.
SCALES: MappingType[str, MappingType[str, int]] = {
    "german": {"1": 92, "2": 81, "3": 67, "4": 50, "5": 30, "6": 0},
    "us": {"A": 90, "B": 80, "C": 70, "D": 60, "F": 0},
}
_MOST_PERCENT, _MOST_MARKS = 100, 30


def read_scale(node: Node, problems: Problems) -> tuple[Mark, ...]:
    """Return the marks of a scale, the best first, reporting what is wrong with it (Q207, Q209).

    A scale is a mapping from marks to percentages, or the name of a usual one.
    """
    if isinstance(node, Mapping):
        marks = [_mark(name, value, problems) for name, value in node]
        if len(marks) > _MOST_MARKS:
            message = f"a scale has at most {_MOST_MARKS} marks"
            problems.error("Q207", message, node.place, "leave some out")
        return tuple(sorted(filter(None, marks), key=lambda mark: -mark.least))
    name = node.text if isinstance(node, Scalar) else ""
    if name in SCALES:
        return tuple(Mark(mark, Decimal(least)) for mark, least in SCALES[name].items())
    if not isinstance(node, Broken):
        fix = f"{did_you_mean(name, SCALES)}, or write the marks: {{A: 90, B: 80, F: 0}}"
        problems.error("Q209", f"there is no scale `{shorten(name)}`", node.place, fix)
    return ()


def _mark(name: Scalar, value: Node, problems: Problems) -> Mark | None:
    text = value.text if isinstance(value, Scalar) else ""
    try:
        least = Decimal(text.removesuffix("%").strip())
    except InvalidOperation:
        least = Decimal("NaN")
    if least.is_finite() and 0 <= least <= _MOST_PERCENT:
        return Mark(name.text, least)
    message = f"the mark `{shorten(name.text)}` has no percentage from 0 to 100"
    problems.error("Q207", message, value.place, "write a number: {A: 90}")
    return None
