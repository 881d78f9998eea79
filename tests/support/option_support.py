"""Pictures as options on a rendered page, each identified by its color."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pypdfium2
from manifest_support import LETTERS, Json, papers
from pdf_support import Char, Page, pages

Colour = tuple[int, int, int]


@dataclass(frozen=True)
class Seen:
    """A picture on a page: its file and its sides, in points from the upper left corner."""

    name: str
    left: float
    top: float
    right: float
    bottom: float


class Rendered:
    """A page as pixels, four to the point, with its characters."""

    def __init__(self, pdf: bytes, number: int, page: Page, colours: Mapping[str, Colour]) -> None:
        self.scale, self.page, self.colours = 4, page, colours
        document = pypdfium2.PdfDocument(pdf)
        self.pixels = document[number].render(scale=self.scale).to_pil().convert("RGB")
        document.close()

    def at(self, x: float, y: float) -> Colour:
        value = self.pixels.getpixel((round(x * self.scale), round(y * self.scale)))
        assert isinstance(value, tuple)
        return value[0], value[1], value[2]

    def beside(self, letter: Char) -> Seen:
        """Return the picture to the right of a letter, at the same height."""
        y, x = self.page.height - letter.top + 4, letter.right + 3
        while self.name_at(x, y) == "":
            x += 0.25
            assert x < letter.right + 40, "no picture beside the letter"
        name = self.name_at(x, y)
        right, top, bottom = x, y, y
        while self.name_at(right + 0.25, y) == name:
            right += 0.25
        while self.name_at(x + 0.5, top - 0.25) == name:
            top -= 0.25
        while self.name_at(x + 0.5, bottom + 0.25) == name:
            bottom += 0.25
        return Seen(name, x, top, right + 0.25, bottom + 0.25)

    def name_at(self, x: float, y: float) -> str:
        found = self.at(x, y)
        near = (
            name
            for name, colour in self.colours.items()
            if all(abs(a - b) < 12 for a, b in zip(found, colour, strict=True))
        )
        return next(near, "")


def printed_options(
    pdf: bytes, made: Json, colours: Mapping[str, Colour], version: int = 0
) -> Iterator[tuple[Json, Json, Page, list[Char], list[Seen]]]:
    """Yield each printed item of a version: its place, letters and the pictures beside them."""
    read = pages(pdf)
    rendered = [Rendered(pdf, number, page, colours) for number, page in enumerate(read)]
    for number, each, place in (entry for section in papers(made)[version] for entry in section):
        beginning = re.sub(r"\s", "", f"{number}.{each['stem']}")
        (page,) = (page for page in rendered if beginning in page.page.ink)
        start = page.page.ink.index(beginning) + len(beginning)
        count = len(each["options"])
        found = list(re.finditer(r"✓?([A-Z])\.", page.page.ink[start : start + 3 * count]))[:count]
        assert [match[1] for match in found] == list(LETTERS[:count]), (
            "nothing but letters is printed"
        )
        letters = [page.page.chars[start + match.start(1)] for match in found]
        yield each, place, page.page, letters, [page.beside(letter) for letter in letters]


def alternatives(path: Path) -> list[str]:
    """Return the descriptions of a PDF's figures, in alphabetical order."""
    with pikepdf.open(path) as pdf:
        figures = (
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"
        )
        return sorted(str(each.Alt) for each in figures)
