"""The sentences of a text, by where they begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A sentence ends before a capital; a point after a single letter or a short form ends none.
_END = re.compile(
    r"(?<!\b[A-Z\u0410-\u042f])(?<!\b[A-Z][a-z])[.!?…][\"'\u201d\u2019\u00bb)]*\s+"
    r"(?=[\"'\u201c\u201e\u00ab(¿¡]*\s?[^\Wa-z_])"
)


def sentences_in(text: str) -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each sentence, with the space after it."""
    start = 0
    for end in _END.finditer(text):
        yield start, end.end()
        start = end.end()
    if start < len(text):
        yield start, len(text)
