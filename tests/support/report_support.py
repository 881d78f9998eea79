"""Pages of `quizgen report`, read back as a browser would."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

from click.testing import CliRunner

from quizgen.cli import main

# Elements that load or run something.
ACTIVE = {"script", "iframe", "object", "embed", "link", "img", "form", "base", "foreignobject"}
_VOID = {"meta", "br", "hr"}


class Page(HTMLParser):
    """A page: its tables by the id of their plot, its elements, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tables: dict[str, list[list[str]]] = {}
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._plot = ""
        self._open: list[str] = []
        self._rows: list[list[str]] | None = None
        self.feed(html)
        self.close()
        assert not self._open, self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in _VOID:
            self._open.append(tag)
        if tag == "title" and dict(attrs).get("id"):
            self._plot = str(dict(attrs)["id"]).removesuffix("-title")
        elif tag == "table":
            self._rows = self.tables[self._plot or f"table {len(self.tables)}"] = []
            self._plot = ""
        elif tag == "tr" and self._rows is not None:
            self._rows.append([])
        elif tag in {"td", "th"} and self._rows:
            self._rows[-1].append("")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag
        if tag == "table":
            self._rows = None

    def handle_data(self, data: str) -> None:
        self.text += data
        if self._rows and self._rows[-1] and self._open[-1] != "tr":
            self._rows[-1][-1] += data.strip()

    def numbers(self, plot: str) -> dict[str, list[int]]:
        """Return the rows of a plot's table by their labels."""
        return {label: list(map(int, cells)) for label, *cells in self.tables[plot][1:]}


def report(deck: Path, *arguments: object) -> Page:
    """Return the report on a deck."""
    path = deck.parent / "report.html"
    done = CliRunner().invoke(main, ["report", str(deck), "-o", str(path), *map(str, arguments)])
    assert done.exit_code == 0, done.output
    return Page(path.read_text(encoding="utf-8"))
