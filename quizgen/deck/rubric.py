"""Reads what a written answer earns points for."""

from __future__ import annotations

from decimal import Decimal

from quizgen.deck.keys.key import Key, Shape
from quizgen.deck.model.facts import Criterion
from quizgen.deck.read import clean_text, read_shape
from quizgen.diagnostics import Problems
from quizgen.markup.signs import without_signs
from quizgen.yaml.nodes import Mapping, Node

_MOST = 12
_EXAMPLE = "write `rubric: {names the cause: 2, gives a date: 1}`"


def read_rubric(node: Node, points: Decimal | None, problems: Problems) -> tuple[Criterion, ...]:
    """Return the criteria in their order, reporting what is wrong (Q207).

    They must add up to the item's `points`, if it has some.
    """
    if not isinstance(node, Mapping) or not 1 <= len(node.entries) <= _MOST:
        message = f"a rubric takes 1 to {_MOST} criteria, each with its points"
        problems.error("Q207", message, node.place, _EXAMPLE)
        return ()
    read = []
    for name, value in node:
        key = Key(name.text, Shape.POINTS, "what the criterion is worth")
        worth = read_shape(key, value, problems)
        if worth is not None:
            read.append(Criterion(without_signs(clean_text(name.text)), worth))
    total = sum((each.points for each in read), Decimal(0))
    if points is not None and total != points and len(read) == len(node.entries):
        message = f"the rubric adds up to {total} points, but the item has {points}"
        problems.error("Q207", message, node.place, "change one of them, or leave out `points`")
    return tuple(read)
