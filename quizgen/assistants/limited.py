"""Calls tools in processes of their own, so that no deck can take down the server."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from quizgen.assistants.answers import refusal
from quizgen.diagnostics import Diagnostic, Place
from quizgen.sandbox.children import Children
from quizgen.sandbox.limits import StoppedError, run_limited

SECONDS, MEGABYTES = 60, 1500
_WHY = {
    "time": f"the call took more than {SECONDS} seconds",
    "memory": f"the call took more than {MEGABYTES} MB of memory",
    "crash": "the call failed",
}
_FIX = {
    "time": "ask about fewer facts, or split the deck",
    "memory": "split the deck, or make its pictures smaller",
    "crash": "look for what is odd in the deck, and report a fault in quizgen with the deck",
}


def called(tool: str, arguments: Mapping[str, object], children: Children) -> dict[str, Any]:
    """Call a tool as `tools.call` does, within the limits; it ends with `children`.

    A call that is stopped fails with the problem Q634.
    """
    order = json.dumps(arguments).encode("ascii")
    try:
        told = run_limited(
            "quizgen.assistants.worker",
            [tool],
            order,
            seconds=SECONDS,
            megabytes=MEGABYTES,
            children=children,
        )
    except StoppedError as error:
        why = Diagnostic("Q634", _WHY[error.reason], Place(tool), _FIX[error.reason])
        answer = refusal([why])
        return {"text": answer.text, "data": answer.data, "failed": True}
    found: dict[str, Any] = json.loads(told)
    return found
