"""Quotations: their words in an article, whatever marks, dashes and spaces stand between them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizgen.grounding.article import Paragraph
from quizgen.grounding.words import as_line, plain_words

_LEFT_OUT = re.compile(r"\[?\(?(?:…|\.{3,}|\. \. \.)\)?\]?")
_QUOTED = re.compile(
    r"\u201c([^\u201c\u201d]+)\u201d|\u201e([^\u201c\u201d\u201e]+)[\u201c\u201d]"
    r"|\u00ab\s?([^\u00ab\u00bb]+?)\s?\u00bb|\u00bb([^\u00ab\u00bb]+)\u00ab"
    r'|"([^"]+)"|(?<!\w)\u2018([^\u2018\u2019]+)\u2019(?!\w)'
)


@dataclass(frozen=True, slots=True)
class Quotation:
    """A quotation in a text: where it stands with its marks, and what it says."""

    start: int
    end: int
    text: str


def quotations_in(text: str) -> tuple[Quotation, ...]:
    """Return the quotations of a text in their order."""
    return tuple(
        Quotation(*found.span(), next(filter(None, found.groups()), ""))
        for found in _QUOTED.finditer(text)
    )


def holds_quotation(paragraph: Paragraph, quotation: str) -> bool:
    """Return whether a paragraph has the words of a quotation, in their order.

    An ellipsis stands for words that the quotation leaves out.
    """
    after = 0
    for part in _LEFT_OUT.split(quotation):
        line = as_line(plain_words(part))
        place = paragraph.plain.find(line, after) if line.strip() else after
        if place < 0:
            return False
        # The space at the end may be the one at the beginning of the next part.
        after = place + len(line) - 1 if line.strip() else after
    return True
