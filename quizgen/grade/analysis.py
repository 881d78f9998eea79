"""Analyses a test by its results: its items, their options, and the test as a whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from statistics import fmean, median, stdev

from quizgen.bank.tried import FUNCTIONAL
from quizgen.forms.form import AnswerIn
from quizgen.forms.registry import form_of
from quizgen.grade.grading import Response
from quizgen.grade.results import ClassResults, Result
from quizgen.grade.statistics import (
    Differing,
    Reliability,
    corrected,
    correlation,
    differing,
    difficulty,
    discrimination,
    groups,
    reliability,
)
from quizgen.quiz.manifest import QuizItem

# What nearly everybody knows tells nobody apart.
_EASY = 0.95
# Below this, an item tells people apart badly (Ebel and Frisbie 1991, chapter 13).
_WEAK = 0.1


class Flaw(StrEnum):
    """Why somebody should look at an item."""

    KEY = "good students chose a wrong option more often than the right one: check the key"
    NEGATIVE = "students who did well on the rest got it wrong more often"
    HARD = "fewer students got it right than by guessing"
    WEAK = "it hardly tells good students from weak ones"
    EASY = "nearly everybody got it right"
    VERSION = "it is easier in one version than in another"


@dataclass(frozen=True, slots=True)
class Option:
    """How often an option was chosen.

    `share` is of the people who got the item, `upper` and `lower` of the 27 percent with the
    highest and the lowest totals. `biserial` is the correlation of choosing it with the rest of
    the test: above 0 for a good key, below 0 for a good distractor.
    """

    text: str
    is_right: bool
    count: int
    share: float
    upper: float | None
    lower: float | None
    biserial: float | None

    @property
    def works(self) -> bool:
        """Return whether a wrong option is chosen often enough to be of use."""
        return not self.is_right and self.share >= FUNCTIONAL


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """The statistics of an item over the `people` whose answer is known.

    `index` is its index in the manifest. `blank` counts those who left it empty. `differing`
    compares the first version with the others.
    """

    index: int
    item: QuizItem
    people: int
    blank: int
    difficulty: float | None
    corrected: float | None
    discrimination: float | None
    options: tuple[Option, ...] = ()
    differing: Differing | None = None
    flaws: tuple[Flaw, ...] = ()


@dataclass(frozen=True, slots=True)
class Analysis:
    """The statistics of a test: `totals` are in points, in the order of the results.

    `versions` is how many versions have papers that can be compared.
    """

    totals: tuple[float, ...]
    possible: float
    reliability: Reliability
    items: tuple[ItemAnalysis, ...]
    versions: int = 1
    smallest_version: int = 0

    @property
    def mean(self) -> float | None:
        """Return the mean total."""
        return fmean(self.totals) if self.totals else None

    @property
    def median(self) -> float | None:
        """Return the median total."""
        return median(self.totals) if self.totals else None

    @property
    def deviation(self) -> float | None:
        """Return the standard deviation of totals."""
        return stdev(self.totals) if len(self.totals) > 1 else None


@dataclass(frozen=True, slots=True)
class _Given:
    """The answers to an item: what each person chose, the share of points, and the totals."""

    responses: tuple[Response, ...]
    shares: tuple[float, ...]
    scores: tuple[float, ...]
    totals: tuple[float, ...]
    is_first: tuple[bool, ...]

    @property
    def rest(self) -> list[float]:
        """Return the totals without this item."""
        return [total - score for score, total in zip(self.scores, self.totals, strict=True)]


def analysis_of(results: ClassResults) -> Analysis:
    """Return the statistics of a test; open answers are left out of those of their item."""
    scored = results.scored
    rows = [_scores(each) for each in scored]
    totals = tuple(sum(row) for row in rows)
    possible = max((float(each.possible or 0) for each in scored), default=0.0)
    names = _names_of_versions(results)
    sizes = _sizes_of_versions(scored, names)
    first = next(iter(sizes)) if len(sizes) > 1 else ""
    is_first = [names[each.version] == first for each in scored]
    items = tuple(
        _item(results, index, totals, is_first if first else ())
        for index in range(len(results.manifest.items))
    )
    smallest = min(sizes.values(), default=0)
    return Analysis(totals, possible, reliability(rows), items, max(1, len(sizes)), smallest)


def _names_of_versions(results: ClassResults) -> dict[str, str]:
    """Return the name of the order that each paper has, by the paper's version.

    The name is "" if no other student can have this order.
    """
    return {
        each.version: each.letter or ("" if each.student else each.version)
        for each in results.manifest.versions
    }


def _sizes_of_versions(scored: Sequence[Result], names: Mapping[str, str]) -> dict[str, int]:
    """Return how many papers each shared version has, in the order of the manifest."""
    found = [names[each.version] for each in scored]
    shared = dict.fromkeys(filter(None, names.values()))
    return {name: found.count(name) for name in shared if name in found}


def _scores(result: Result) -> list[float]:
    """Return the points for each item in the order of the manifest."""
    by_item = sorted(result.responses, key=lambda each: each.item)
    return [float(each.score.earned - each.score.penalty) for each in by_item]


def _item(
    results: ClassResults, index: int, totals: Sequence[float], is_first: Sequence[bool]
) -> ItemAnalysis:
    """Return the statistics of an item; `is_first` is empty where versions are not compared."""
    item = results.manifest.items[index]
    given = _given(results, index, totals, is_first or [False] * len(totals))
    options = tuple(_options(item, given))
    easy = difficulty(given.shares)
    rest = corrected(given.scores, given.totals)
    found = ItemAnalysis(
        index,
        item,
        len(given.responses),
        sum(not each.score.answered for each in given.responses),
        easy,
        rest,
        discrimination(given.shares, given.totals),
        options,
        _differing(given) if is_first else None,
    )
    return found if item.void else replace(found, flaws=tuple(_flaws(found)))


def _given(
    results: ClassResults, index: int, totals: Sequence[float], is_first: Sequence[bool]
) -> _Given:
    found = [
        (response, total, first)
        for result, total, first in zip(results.scored, totals, is_first, strict=True)
        for response in result.responses
        if response.item == index and not response.score.open
    ]
    responses = tuple(response for response, _, _ in found)
    return _Given(
        responses,
        tuple(float(each.score.earned / each.score.points) for each in responses),
        tuple(float(each.score.earned - each.score.penalty) for each in responses),
        tuple(total for _, total, _ in found),
        tuple(first for _, _, first in found),
    )


def _options(item: QuizItem, given: _Given) -> Iterator[Option]:
    """Yield how each option was chosen, in items that are answered with letters in one row."""
    if form_of(item).answer_in is not AnswerIn.LETTERS or not given.responses:
        return
    upper, lower = groups(given.totals)
    right = {*item.key, *(index for key in item.other_keys for index in key)}
    for index, text in enumerate(item.options):
        chose = [float(index in each.chosen[0]) for each in given.responses]
        yield Option(
            text,
            index in right,
            int(sum(chose)),
            fmean(chose),
            _share(chose, upper),
            _share(chose, lower),
            correlation(chose, given.rest),
        )


def _share(chose: Sequence[float], group: Sequence[int]) -> float | None:
    """Return the share of a group that chose an option, None for an empty group."""
    return fmean(chose[each] for each in group) if group else None


def _differing(given: _Given) -> Differing | None:
    if not all(share in {0, 1} for share in given.shares):
        return None
    return differing(given.shares, given.totals, given.is_first)


def _flaws(found: ItemAnalysis) -> Iterator[Flaw]:
    is_choice = form_of(found.item).one_right and bool(found.options)
    if is_choice and _seems_miskeyed(found.options):
        yield Flaw.KEY
    yield from _of_discrimination(found.corrected)
    chance = 1 / len(found.options) if is_choice else 0.0
    yield from _of_difficulty(found.difficulty, chance)
    if found.differing and found.differing.size != "A":
        yield Flaw.VERSION


def _of_discrimination(corrected: float | None) -> Iterator[Flaw]:
    if corrected is not None and corrected < _WEAK:
        yield Flaw.NEGATIVE if corrected < 0 else Flaw.WEAK


def _of_difficulty(difficulty: float | None, chance: float) -> Iterator[Flaw]:
    if difficulty is None:
        return
    if difficulty >= _EASY:
        yield Flaw.EASY
    if difficulty < chance:
        yield Flaw.HARD


def _seems_miskeyed(options: Sequence[Option]) -> bool:
    """Return whether the best students preferred a wrong option."""
    right = max((each.upper or 0.0 for each in options if each.is_right), default=0.0)
    wrong = max((each.upper or 0.0 for each in options if not each.is_right), default=0.0)
    return wrong > right
