"""Tags the first cell of each row of a table as the header of its row."""

from __future__ import annotations

import re
from dataclasses import replace

from quizgen.typeset.objects import Document

_BODY = re.compile(rb"/S/TBody\b.*?/K\[([^\]]*)\]", re.DOTALL)
_KIDS = re.compile(rb"/K\[([^\]]*)\]")
_CELL = re.compile(rb"/S/TD\b")
_HEADERS = re.compile(rb"/Headers\[[^\]]*\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")


def with_row_heads(document: Document) -> Document:
    """Return a document whose tables of several rows have headers for their rows, too.

    The typesetter tags headers of columns only, and names them in each cell; a reader would then
    look for no others. So the cells name none, and the headers say whether they are of a row or of
    a column.
    """
    objects = dict(document.objects)
    for body in document.objects.values():
        found = _BODY.search(body)
        rows = _REFERENCE.findall(found[1]) if found else []
        if len(rows) > 1:
            for row in rows:
                _tag(objects, int(row))
    return replace(document, objects=objects)


def _tag(objects: dict[int, bytes], row: int) -> None:
    """Tag the cells of a row."""
    found = _KIDS.search(objects[row])
    for place, cell in enumerate(map(int, _REFERENCE.findall(found[1] if found else b""))):
        scope = b"" if place else b"/Scope/Row"
        objects[cell] = _HEADERS.sub(scope, objects[cell], count=1)
        if not place:
            objects[cell] = _CELL.sub(b"/S/TH", objects[cell], count=1)
