"""A text or Markdown as blocks, each of which is a heading or a paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

# A heading has few words and no full stop at its end.
_MOST_WORDS_OF_A_HEADING = 14
_ENDS = '.!?…:;)"\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK}'
_GAP = re.compile(r"\n(?:[^\S\n]*\n)+")


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a text on one line, and whether it is a heading."""

    text: str
    is_heading: bool = False


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of a text or of Markdown.

    Empty lines separate blocks; where there are none, each line is one.
    """
    return tuple(as_block(each) for each in _parts(text) if each.strip())


def as_block(text: str) -> Block:
    """Return a text as a block: a heading if it looks like one."""
    line = " ".join(text.split())
    bare = line.lstrip("#").strip()
    return Block(bare or line, _is_heading(line))


def bodies(blocks: Iterable[Block]) -> tuple[str, ...]:
    """Return the texts of the blocks that are no headings."""
    return tuple(block.text for block in blocks if not block.is_heading)


def _parts(text: str) -> list[str]:
    parts = _GAP.split(text.strip())
    return parts if len(parts) > 1 else text.splitlines()


def _is_heading(line: str) -> bool:
    is_short = len(line.split()) <= _MOST_WORDS_OF_A_HEADING
    return line.startswith("#") or (is_short and line[-1] not in _ENDS)
