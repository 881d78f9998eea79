"""Run the command line as ``quizgen`` or ``python -m quizgen``."""

from __future__ import annotations

import gc

from quizgen.cli import main


def run() -> None:
    """Run the command line in a process of its own."""
    # What a run makes lives until its end, and next to nothing of it refers to itself: looking for that takes longer
    # the larger a deck is.
    gc.disable()
    main()


if __name__ == "__main__":
    run()
