"""Answers one call of a tool, in a process with limits of time and memory."""

from __future__ import annotations

import json
from collections.abc import Sequence

from quizgen.assistants.tools import call
from quizgen.sandbox.limited import answer


def work(arguments: Sequence[str], order: bytes) -> bytes:
    """Return the answer of the tool that the arguments name, as JSON."""
    (tool,) = arguments
    return json.dumps(call(tool, json.loads(order))).encode("ascii")


if __name__ == "__main__":
    answer(work)
