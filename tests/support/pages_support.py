"""The README, the documentation's pages, and their code blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from deck_support import ROOT

README = ROOT / "README.md"
DOCS = ROOT / "docs"
# Pages under `reference/` are generated when the site is built.
PAGES = [
    README,
    *(
        path
        for path in sorted(DOCS.rglob("*.md"))
        if path.parent.name not in {"reference", "_build"}
    ),
]


@dataclass(frozen=True, slots=True)
class Block:
    """A code block: its page, language and text."""

    page: Path
    language: str
    text: str

    @property
    def id(self) -> str:
        """Return the name of the test that runs this block."""
        return f"{self.page.relative_to(ROOT)}: {self.text.partition(chr(10))[0]}"


def blocks_of(page: Path) -> list[Block]:
    """Return the code blocks of a page."""
    text = page.read_text(encoding="utf-8")
    found = re.findall(r"^```(\w+)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [Block(page, language, body.strip()) for language, body in found]


def blocks(language: str) -> list[Block]:
    """Return the code blocks of all pages in a language."""
    return [block for page in PAGES for block in blocks_of(page) if block.language == language]


def deck_of_page(page: Path) -> str:
    """Return the first complete deck on a page."""
    decks = [block.text for block in blocks_of(page) if block.text.startswith("deck:")]
    return decks[0] + "\n"
