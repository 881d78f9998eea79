"""How well each paragraph of an article fits a citation, and which one it comes from."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.grounding.article import Article
from quizgen.grounding.citations import Citation
from quizgen.grounding.elements import Element, Said

# A paragraph that has less than this share of the best one's words is the wrong one.
_WRONG = 0.5
# Paragraphs that have this share of the best one's words may be meant as well.
_ALSO = 0.85
# So many words of a fact show which paragraph it comes from.
_LEAST_WORDS = 3
# A word in more paragraphs than this, and in more than one of so many, tells little.
_MOST_PARAGRAPHS, _COMMON = 50, 20
# By so many of its words the best paragraph leads.
_LEAST_LEAD = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for a paragraph, by its number: the elements, the words, and their weight.

    A paragraph for which nothing speaks is missing.
    """

    stated: Mapping[int, int]
    shared: Mapping[int, int]
    weights: Mapping[int, float]

    def likely(self) -> tuple[int, ...]:
        """Return the paragraphs that a citation may come from, the best first."""
        best = self._rank(self._best)
        if not (best[0] or self.shared.get(self._best, 0) >= _LEAST_WORDS):
            return ()
        ranks = {number: self._rank(number) for number in self._numbers}
        as_good = [
            number
            for number, (stated, weight) in ranks.items()
            if stated == best[0] and weight >= _ALSO * best[1]
        ]
        return tuple(sorted(as_good, key=lambda number: (-ranks[number][1], number)))

    def certain(self) -> int:
        """Return the paragraph that a citation certainly fits, 0 if another may be meant.

        If nothing tells several apart, the fact is in each of them, and the first is as right.
        """
        likely = self.likely()
        weights = {round(self.weights.get(number, 0), 6) for number in likely}
        return min(likely) if len(weights) == 1 else 0

    def is_better(self, number: int, than: int) -> bool:
        """Return whether a paragraph has more of the elements than another."""
        return self._rank(number)[0] > self._rank(than)[0]

    def is_beside(self, number: int) -> bool:
        """Return whether a paragraph has far fewer of the words than another one."""
        best = self._best
        most = self.shared.get(best, 0)
        lead = most - self.shared.get(number, 0)
        is_light = self.weights.get(number, 0) < _WRONG * self.weights.get(best, 0)
        return is_light and most >= _LEAST_WORDS and lead >= _LEAST_LEAD

    @property
    def _numbers(self) -> set[int]:
        return {*self.stated, *self.weights}

    @property
    def _best(self) -> int:
        return max(self._numbers, key=lambda number: (*self._rank(number), -number), default=0)

    def _rank(self, number: int) -> tuple[int, float]:
        return self.stated.get(number, 0), self.weights.get(number, 0)


class Weigher:
    """Weighs the words of citations in the paragraphs of an article: rare words weigh more."""

    def __init__(self, article: Article) -> None:
        self._article = article
        self._paragraphs: dict[str, list[int]] = defaultdict(list)
        self._holders: dict[Said, tuple[int, ...]] = {}
        for paragraph in article.paragraphs:
            for stem in paragraph.stems:
                self._paragraphs[stem].append(paragraph.number)

    def evidence(self, citation: Citation) -> Evidence:
        """Return what speaks for each paragraph as that of a citation."""
        weights: dict[int, float] = defaultdict(float)
        shared: Counter[int] = Counter()
        total = len(self._article.paragraphs) + 1
        most = max(_MOST_PARAGRAPHS, total // _COMMON)
        for word in sorted(citation.words):
            numbers = self._paragraphs.get(word, ())
            for number in numbers if len(numbers) <= most else ():
                weights[number] += math.log(total / len(numbers))
                shared[number] += 1
        stated = Counter(
            number
            for element in citation.elements
            if element.is_stated
            for number in self.holders(element)
        )
        return Evidence(stated, shared, weights)

    def holders(self, element: Element) -> tuple[int, ...]:
        """Return the numbers of the paragraphs that have an element, in their order."""
        said, article = element.said, self._article
        if said not in self._holders:
            likely = article.under(said.keys())
            holders = tuple(each.number for each in likely if said.stands_in(each, article))
            self._holders[said] = holders
        return self._holders[said]
