"""A process that typesets: it reads work from standard input and writes the outcomes."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.sandbox.limited import answer
from quizgen.typeset.running import ordered, run, sent


def work(_arguments: Sequence[str], order: bytes) -> bytes:
    """Return the outcomes of the work that the order asks for."""
    return sent(run(ordered(order)))


if __name__ == "__main__":
    answer(work)
