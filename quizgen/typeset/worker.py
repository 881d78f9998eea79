"""A process that typesets: work comes by standard input, what became of it goes to standard output."""

from __future__ import annotations

import sys

from quizgen.limits import limit_memory
from quizgen.typeset.compiling import TOO_LARGE, ordered, run, sent


def main() -> None:
    """Do the work, within as many megabytes as the argument says; 0 for no limit."""
    megabytes = int(sys.argv[1])
    if megabytes:
        limit_memory(megabytes, TOO_LARGE)
    work = ordered(sys.stdin.buffer.read())
    sys.stdout.buffer.write(sent(run(work)))


if __name__ == "__main__":
    main()
