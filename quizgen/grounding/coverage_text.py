"""Shows in a terminal what the facts cover of each paragraph, and what they leave out."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.grounding.coverage import Coverage, Covered, Sort
from quizgen.visible import cut, visible_line

_BEGINNING = 60
_SENTENCE = 90


def as_text(coverage: Coverage) -> str:
    """Return for each paragraph the facts that cite it and what they leave out, and a summary."""
    blocks = map(paragraph_as_text, coverage.paragraphs)
    return "\n\n".join([*blocks, summary(coverage)])


def paragraph_as_text(covered: Covered) -> str:
    """Return how many facts cite a paragraph, and what they leave out."""
    return "\n".join(_lines(covered))


def summary(coverage: Coverage) -> str:
    """Return how many things of each sort the facts cover: 3 of 5 dates, 1 of 2 numbers."""
    counts = ((sort, *coverage.count(sort)) for sort in Sort)
    told = [f"{covered} of {total} {sort.value}" for sort, covered, total in counts if total]
    return f"covered: {', '.join(told) or 'nothing'}"


def cited_by(covered: Covered) -> str:
    """Return how many facts cite a paragraph."""
    count = len(covered.facts)
    return "1 fact" if count == 1 else f"{count or 'no'} facts"


def _lines(covered: Covered) -> Iterator[str]:
    beginning = cut(visible_line(covered.paragraph.text), _BEGINNING)
    yield f"{covered.paragraph.number}  {beginning}  ({cited_by(covered)})"
    for sort in (Sort.DATES, Sort.NUMBERS, Sort.NAMES, Sort.QUOTATIONS):
        left = covered.left(sort)
        if left:
            yield f"   {sort.value} left: {', '.join(map(visible_line, left))}"
    for sentence in covered.left(Sort.SENTENCES):
        yield f"   - {cut(visible_line(sentence.strip()), _SENTENCE)}"
