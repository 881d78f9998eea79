"""Statistics of a test by classical test theory, from scores and choices alone.

Every function returns None where its number would mean nothing: without two people, or where all
scores are equal. Nothing here decides what is good; `LEAST` is the number of people below which
such numbers are unsteady.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import erfc, inf, log, sqrt
from statistics import fmean

# Below this many people, the numbers vary widely from class to class.
LEAST = 30
# The upper and the lower group hold this share of people (Kelley 1939, "The selection of upper and
# lower groups for the validation of test items").
GROUP = 0.27
# This turns the logarithm of odds into the delta scale of the Educational Testing Service (ETS).
_DELTA = -2.35
# Below the first size, a difference is negligible; from the second, it is large (Zwick 2012, "A
# review of ETS differential item functioning assessment procedures").
_MODERATE, _LARGE = 1.0, 1.5
_SIGNIFICANT = 0.05
# The Mantel-Haenszel statistic needs about this many people in each group (Zwick 2012).
LEAST_DIF = 100


@dataclass(frozen=True, slots=True)
class Reliability:
    """How well a test tells people apart.

    `alpha` is Cronbach's; for items that are right or wrong, it equals `kr20`, which is None for
    other items. `sem` is the standard error of measurement in points.
    """

    alpha: float | None
    kr20: float | None
    sem: float | None


@dataclass(frozen=True, slots=True)
class Differing:
    """Differential item functioning between two groups, by Mantel and Haenszel.

    `odds` is the common odds ratio: above 1, the first group does better at the same ability.
    `delta` is the same on the scale of ETS, `chi2` the statistic with continuity correction, and
    `p` its probability. `size` is A (negligible), B (moderate) or C (large).
    """

    odds: float
    delta: float
    chi2: float
    p: float
    size: str


def difficulty(scores: Sequence[float]) -> float | None:
    """Return the mean share of points earned on an item: 1 is easiest.

    `scores` are shares from 0 to 1. For right and wrong answers, this is p (Crocker and Algina
    1986, "Introduction to classical and modern test theory", chapter 14).
    """
    return fmean(scores) if scores else None


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Pearson's correlation; if one list has only 0 and 1, it is the point-biserial."""
    if len(one) < 2 or len(one) != len(other):
        return None
    first, second = _deviations(one), _deviations(other)
    spread = sqrt(_squares(first) * _squares(second))
    if not spread:
        return None
    return sum(a * b for a, b in zip(first, second, strict=True)) / spread


def corrected(scores: Sequence[float], totals: Sequence[float]) -> float | None:
    """Return the correlation of an item with the rest of the test, which leaves the item out.

    `scores` and `totals` are in the same points. An item in its own total would raise the number
    (Crocker and Algina 1986, p. 317; Henrysson 1963).
    """
    rest = [total - score for score, total in zip(scores, totals, strict=True)]
    return correlation(scores, rest)


def groups(totals: Sequence[float]) -> tuple[list[int], list[int]]:
    """Return the indices of the upper and of the lower 27 percent, rounded, at least one each.

    People with equal totals at the border come in the given order, so that the result is steady.
    Both are empty if there are fewer than two people.
    """
    count = min(max(1, round(GROUP * len(totals))), len(totals) // 2)
    by_total = sorted(range(len(totals)), key=lambda index: (totals[index], index))
    return (by_total[-count:], by_total[:count]) if count else ([], [])


def discrimination(scores: Sequence[float], totals: Sequence[float]) -> float | None:
    """Return D: the difficulty in the upper 27 percent minus that in the lower (Kelley 1939)."""
    upper, lower = groups(totals)
    if not upper or max(totals) == min(totals):
        return None
    return fmean(scores[index] for index in upper) - fmean(scores[index] for index in lower)


def reliability(rows: Sequence[Sequence[float]]) -> Reliability:
    """Return the reliability of a test from the scores of each person on each item, in points.

    alpha = k / (k - 1) * (1 - sum of the items' variances / variance of totals) (Cronbach 1951);
    with p * q for the variances, it is formula 20 of Kuder and Richardson (1937). The standard
    error is the standard deviation of totals * sqrt(1 - alpha) (Crocker and Algina 1986, ch. 6); a
    negative alpha counts as 0 there.
    """
    count = len(rows[0]) if rows else 0
    totals = [sum(row) for row in rows]
    spread = _variance(totals)
    if count < 2 or not spread:
        return Reliability(None, None, None)
    items = [[row[index] for row in rows] for index in range(count)]
    within = sum(_variance(item) or 0.0 for item in items)
    alpha = count / (count - 1) * (1 - within / spread)
    return Reliability(alpha, _kr20(items, totals), sqrt(spread * (1 - max(0.0, alpha))))


def _kr20(items: Sequence[Sequence[float]], totals: Sequence[float]) -> float | None:
    """Return the formula 20 of Kuder and Richardson, None if items are not right or wrong."""
    if any(score not in {0, 1} for item in items for score in item):
        return None
    shares = [fmean(item) for item in items]
    within = sum(share * (1 - share) for share in shares)
    spread = _squares(_deviations(totals)) / len(totals)
    return len(items) / (len(items) - 1) * (1 - within / spread)


def differing(
    scores: Sequence[float], totals: Sequence[float], is_first: Sequence[bool]
) -> Differing | None:
    """Return how an item differs between two groups of people with equal totals.

    `scores` are 1 for right and 0 for wrong. People are matched by their `totals` (Holland and
    Thayer 1988, "Differential item performance and the Mantel-Haenszel procedure").
    """
    tables: dict[float, list[int]] = {}
    for score, total, first in zip(scores, totals, is_first, strict=True):
        table = tables.setdefault(total, [0, 0, 0, 0])
        table[(0 if first else 2) + (0 if score == 1 else 1)] += 1
    return mantel_haenszel(tables.values())


def mantel_haenszel(tables: Iterable[Sequence[int]]) -> Differing | None:
    """Return the Mantel-Haenszel statistics of 2 x 2 tables (Mantel and Haenszel 1959).

    Each table has the right and the wrong answers of the first group, then those of the second.
    Odds are infinite or 0 if one group has nothing but right or nothing but wrong answers.
    """
    above = below = observed = expected = variance = 0.0
    for right, wrong, other_right, other_wrong in tables:
        first, second = right + wrong, other_right + other_wrong
        total = first + second
        if not first or not second:
            continue
        rights, wrongs = right + other_right, wrong + other_wrong
        above += right * other_wrong / total
        below += wrong * other_right / total
        observed += right
        expected += first * rights / total
        variance += first * second * rights * wrongs / (total * total * (total - 1))
    if not variance or not (above or below):
        return None
    odds = above / below if below else inf
    chi2 = max(0.0, abs(observed - expected) - 0.5) ** 2 / variance
    # The probability of a chi-squared value of one degree of freedom.
    probability = erfc(sqrt(chi2 / 2))
    delta = _DELTA * log(odds) if odds else inf
    return Differing(odds, delta, chi2, probability, _size(delta, probability))


def _size(delta: float, probability: float) -> str:
    if abs(delta) < _MODERATE or probability >= _SIGNIFICANT:
        return "A"
    return "B" if abs(delta) < _LARGE else "C"


def _deviations(values: Sequence[float]) -> list[float]:
    mean = fmean(values)
    return [value - mean for value in values]


def _squares(values: Iterable[float]) -> float:
    return sum(value * value for value in values)


def _variance(values: Sequence[float]) -> float | None:
    """Return the variance of a sample, None for fewer than two values."""
    if len(values) < 2:
        return None
    return _squares(_deviations(values)) / (len(values) - 1)
