"""Where answers are found, in words: sources with their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from quizgen.language.script import joined_words
from quizgen.quiz.manifest import Source


def cited_in_words(
    cited: Iterable[Source], labels: Mapping[str, str], language: str, known: str = ""
) -> list[str]:
    """Return each source with its paragraphs; the `known` one goes without saying."""
    paragraphs: dict[str, set[int]] = {}
    for each in cited:
        numbers = paragraphs.setdefault("" if each.source == known else each.source, set())
        if each.paragraph is not None:
            numbers.add(each.paragraph)
    told = (
        (source, _paragraphs(sorted(numbers), labels, language))
        for source, numbers in paragraphs.items()
    )
    return list(filter(None, (", ".join(filter(None, parts)) for parts in told)))


def _paragraphs(numbers: Sequence[int], labels: Mapping[str, str], language: str) -> str:
    """Return the paragraphs in words, with no line break before a number; "" for none."""
    if len(numbers) > 1:
        words = joined_words(map(str, numbers), language)
        told = labels["paragraphs"].replace("{numbers}", words)
    else:
        told = "".join(labels["paragraph"].replace("{number}", str(number)) for number in numbers)
    return re.sub(r" (?=\d)", "\N{NO-BREAK SPACE}", told)
