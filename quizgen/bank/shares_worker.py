"""A process that makes a share of the items of a deck, which it reads from standard input."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from quizgen.bank.shares import answered
from quizgen.sandbox.limited import answer


def work(_arguments: Sequence[str], order: bytes) -> bytes:
    """Return the items that the order asks for."""
    return answered(order)


if __name__ == "__main__":
    answer(work)
    sys.stdout.flush()
    # To give back every object of a large deck by itself takes long.
    os._exit(0)
