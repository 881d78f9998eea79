"""The facts of drafts that nobody has confirmed yet."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import QuizgenError
from quizgen.yaml.text import read_text

MARK = "# confirm"
_MARKED = re.compile(rf"\s{MARK}\s*$", re.MULTILINE)


def unconfirmed(deck: Deck) -> int:
    """Return how many facts in the files of a deck still have the mark of a draft."""
    count = 0
    for name in deck.files:
        # A deck from standard input has no file.
        with suppress(QuizgenError):
            count += len(_MARKED.findall(read_text(Path(name))))
    return count
