"""An article as a new deck needs it: its title, and how each paragraph begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from quizgen.visible import visible_line

_WORDS = 8
_LONGEST = 60
_LONGEST_TITLE = 120
# A heading has few words and no full stop at its end.
_MOST_WORDS_OF_A_HEADING = 14
_ENDS = '.!?…:;)"\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}'


@dataclass(frozen=True, slots=True)
class Article:
    """The title of an article, and the first words of each of its paragraphs."""

    title: str
    paragraphs: tuple[str, ...] = ()


def read_article(text: str) -> Article:
    """Return the title and the paragraphs of a text or of Markdown.

    Empty lines separate paragraphs; where there are none, each line is one. Headings and the title
    are no paragraphs.
    """
    blocks = [" ".join(block.split()) for block in _blocks(text)]
    blocks = [block for block in blocks if block]
    bodies = [block for block in blocks if not _is_heading(block)]
    return Article(_title(blocks), tuple(map(_beginning, bodies)))


def _title(blocks: Sequence[str]) -> str:
    """Return the last heading before the first paragraph: menus may stand above the title."""
    above = list(takewhile(_is_heading, blocks)) or list(blocks[:1])
    return _bare(above[-1])[:_LONGEST_TITLE] if above else ""


def _blocks(text: str) -> list[str]:
    has_gaps = re.search(r"\S[^\n]*\n\s*\n\s*\S", text)
    return re.split(r"\n\s*\n", text) if has_gaps else text.splitlines()


def _is_heading(block: str) -> bool:
    words = block.split()
    is_short = len(words) <= _MOST_WORDS_OF_A_HEADING
    return block.startswith("#") or (is_short and block[-1] not in _ENDS)


def _bare(block: str) -> str:
    return block.lstrip("# ").strip()


def _beginning(block: str) -> str:
    words = visible_line(" ".join(block.split()[:_WORDS]))
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0]
