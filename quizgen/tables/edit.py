"""Edits one cell of a CSV file where it stands."""

from __future__ import annotations

import re

from quizgen.tables.delimited import Delimited


def cell_at(text: str, start: int, value: str) -> tuple[int, str]:
    """Return where the cell that begins at an offset ends, and what to write for a new value."""
    delimiter = Delimited(text).delimiter
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{re.escape(delimiter)}\r\n]*').match(text, start)
    end = cell.end() if cell else start
    needs_marks = text[start : start + 1] == '"' or re.search(
        rf'["\r\n{re.escape(delimiter)}]|^\s|\s$', value
    )
    quoted = '"' + value.replace('"', '""') + '"'
    return end, quoted if needs_marks else value
