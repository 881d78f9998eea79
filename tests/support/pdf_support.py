"""Reads a PDF back: every character with its box, page by page, in text order."""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pikepdf
import pypdfium2
from pypdfium2 import raw

MM = 72 / 25.4
MARGIN_X, MARGIN_TOP, MARGIN_BOTTOM, GUTTER = 19 * MM, 22 * MM, 20 * MM, 9 * MM


@dataclass(frozen=True)
class Char:
    """A printed character and its box, measured from the lower left."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class Page:
    """A page: its size in points, its text as copied, and its printed characters."""

    width: float
    height: float
    text: str
    chars: tuple[Char, ...]

    @property
    def ink(self) -> str:
        """Return all characters in order, without white space."""
        return "".join(char.text for char in self.chars)

    @property
    def words(self) -> str:
        """Return the text with each run of white space replaced by one space."""
        return re.sub(r"\s+", " ", self.text)

    def column_of(self, char: Char, columns: int) -> int | None:
        """Return the column that contains the whole character, or None."""
        width = (self.width - 2 * MARGIN_X - (columns - 1) * GUTTER) / columns
        for column in range(columns):
            left = MARGIN_X + column * (width + GUTTER)
            if left - 0.5 <= char.left and char.right <= left + width + 0.5:
                return column
        return None


def pages(pdf: bytes) -> list[Page]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    text = page.get_textpage()
    chars = []
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if raw.FPDFText_IsGenerated(text, index) == 1 or char.isspace():
            continue
        chars.append(Char(char, *text.get_charbox(index)))
    return Page(page.get_width(), page.get_height(), text.get_text_range(), tuple(chars))


def faces(pdf: bytes) -> set[str]:
    """Return the fonts in a PDF, without their subset tags."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        named = (
            each.get("/BaseFont")
            for each in document.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
        )
        return {re.sub(r"^/[A-Z]{6}\+|-Identity-H$", "", str(name)) for name in named}
