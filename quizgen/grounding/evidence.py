"""How well each paragraph of an article fits a citation, and which one it comes from."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from quizgen.grounding.article import Article
from quizgen.grounding.citations import Citation
from quizgen.grounding.elements import Element

# A paragraph that has less than this share of the best one's words is the wrong one.
_WRONG = 0.5
# Paragraphs that have this share of the best one's words may be meant as well.
_ALSO = 0.85
# So many words of a fact show which paragraph it comes from.
_LEAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for each paragraph, by number: stated elements, and the weight of its words."""

    stated: dict[int, int]
    weights: dict[int, float]
    shared: dict[int, int]

    def likely(self) -> tuple[int, ...]:
        """Return the paragraphs that a citation may come from, the best first."""
        best = self._best
        if not (self.stated[best] or self.shared[best] >= _LEAST_WORDS):
            return ()
        as_good = (
            number
            for number, count in self.stated.items()
            if count == self.stated[best] and self.weights[number] >= _ALSO * self.weights[best]
        )
        return tuple(sorted(as_good, key=lambda number: (-self.weights[number], number)))

    def certain(self) -> int:
        """Return the paragraph that a citation certainly fits, 0 if another may be meant.

        If nothing tells several apart, the fact is in each of them, and the first is as right.
        """
        likely = self.likely()
        weights = {round(self.weights[number], 6) for number in likely}
        return min(likely) if len(weights) == 1 else 0

    def is_beside(self, number: int) -> bool:
        """Return whether a paragraph has far fewer of the words than another one."""
        best = self._best
        return (
            self.shared[best] >= _LEAST_WORDS
            and self.weights[number] < _WRONG * self.weights[best]
            and self.shared[best] - self.shared[number] >= _LEAST_WORDS - 1
        )

    @property
    def _best(self) -> int:
        return max(self.stated, key=lambda number: (self.stated[number], self.weights[number]))


class Weigher:
    """Weighs the words of citations in the paragraphs of an article: rare words weigh more."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._paragraphs: dict[str, list[int]] = defaultdict(list)
        for paragraph in article.paragraphs:
            for stem in paragraph.stems:
                self._paragraphs[stem].append(paragraph.number)

    def evidence(self, citation: Citation) -> Evidence:
        """Return what speaks for each paragraph as that of a citation."""
        weights: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        total = len(self._article.paragraphs) + 1
        for word in sorted(citation.words):
            numbers = self._paragraphs.get(word, ())
            for number in numbers:
                weights[number] += math.log(total / len(numbers))
                shared[number] += 1
        stated = Counter(
            number
            for element in citation.elements
            if element.is_stated
            for number in self.holders(element)
        )
        every = [paragraph.number for paragraph in self._article.paragraphs]
        return Evidence(
            {number: stated[number] for number in every},
            {number: weights[number] for number in every},
            {number: shared[number] for number in every},
        )

    def holders(self, element: Element) -> Sequence[int]:
        """Return the numbers of the paragraphs that have an element."""
        article = self._article
        paragraphs = article.paragraphs
        return [each.number for each in paragraphs if element.said.stands_in(each, article)]
