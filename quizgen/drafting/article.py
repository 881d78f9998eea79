"""An article as a new deck needs it: its title, and how each paragraph begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from quizgen.grounding.blocks import Block, bodies
from quizgen.visible import visible_line

_WORDS = 8
_LONGEST = 60
_LONGEST_TITLE = 120
# What stands behind an article on its page: who wrote it, its sources, what readers say.
_END = re.compile(
    r"(?:(?-i:By [A-Z]\S+ [A-Z]\S+)|About the author|Comments?|Leave a (?:reply|comment)|"
    r"References|Notes|See also|External links|Further reading|"
    r"Einzelnachweise|Literatur|Weblinks|Siehe auch|Quellen|"
    r"Notes et références|Voir aussi|Referencias|Véase también|"
    r"Примечания|Ссылки|Литература)\W*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Article:
    """The title of an article, and the first words of each of its paragraphs."""

    title: str
    paragraphs: tuple[str, ...] = ()


def article_of(blocks: Sequence[Block]) -> Article:
    """Return the title and the paragraphs of a text; headings and the title are no paragraphs."""
    return Article(_title(blocks), tuple(map(_beginning, bodies(blocks))))


def count_before_end(blocks: Sequence[Block]) -> int:
    """Return how many paragraphs stand before a heading such as `References` or `By Ada King`."""
    count = 0
    for block in blocks:
        if block.is_heading and count and _END.fullmatch(block.text):
            return count
        count += not block.is_heading
    return count


def _title(blocks: Sequence[Block]) -> str:
    """Return the last heading before the first paragraph: menus may stand above the title."""
    above = list(takewhile(lambda block: block.is_heading, blocks)) or list(blocks[:1])
    return above[-1].text[:_LONGEST_TITLE] if above else ""


def _beginning(text: str) -> str:
    words = visible_line(" ".join(text.split()[:_WORDS]))
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0]
