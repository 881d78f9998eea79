"""JSON in the answers of models, which may hold anything."""

from __future__ import annotations

import json
import re
from typing import Any

_FENCE = re.compile(r"```(?:json)?\s*(.*?)```", re.DOTALL)


class NoAnswerError(Exception):
    """An answer that does not hold what was asked for as JSON; the message says why."""


def listed_in(answer: str, key: str) -> list[Any]:
    """Return the list that a JSON object in an answer has under a key; raises NoAnswerError."""
    fenced = _FENCE.search(answer)
    inside = fenced[1] if fenced else answer
    start, end = inside.find("{"), inside.rfind("}")
    if start < 0 or end < start:
        raise NoAnswerError("the answer holds no JSON")
    try:
        found = json.loads(inside[start : end + 1])
    except (ValueError, RecursionError):
        raise NoAnswerError("the answer is not valid JSON") from None
    listed = found.get(key) if isinstance(found, dict) else None
    if not isinstance(listed, list):
        raise NoAnswerError(f"the answer has no list of {key}")
    return listed
