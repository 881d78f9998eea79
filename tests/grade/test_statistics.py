"""The statistics of a test, against published worked examples."""

from __future__ import annotations

import numpy as np
import pytest

from quizgen.grade.statistics import (
    corrected,
    correlation,
    differing,
    difficulty,
    discrimination,
    groups,
    mantel_haenszel,
    reliability,
)

# K. L. Wuensch, "The Kuder-Richardson 20" (core.ecu.edu/wuenschk/StatHelp/KR20.txt): ten students,
# ten items; the sum of p * q is 2.18, and the variance of totals 5.84.
WUENSCH = [
    [int(digit) for digit in row]
    for row in (
        "1111110110",
        "1011011101",
        "1111011001",
        "0010001000",
        "0000010010",
        "1110111111",
        "1101110111",
        "1111111101",
        "0101111101",
        "1101101110",
    )
]
# Statology, "How to calculate Cronbach's alpha in Python", with pingouin: 0.7734375.
STATOLOGY = list(
    zip(
        (1, 2, 2, 3, 2, 2, 3, 3, 2, 3),
        (1, 1, 1, 2, 3, 3, 2, 3, 3, 3),
        (1, 1, 2, 1, 2, 3, 3, 3, 2, 3),
        strict=True,
    )
)
# R's `UCBAdmissions`, admitted and rejected: men, then women, in six departments (Bickel 1975).
BERKELEY = (
    (512, 313, 89, 19),
    (353, 207, 17, 8),
    (120, 205, 202, 391),
    (138, 279, 131, 244),
    (53, 138, 94, 299),
    (22, 351, 24, 317),
)


def test_kr_20_is_that_of_a_worked_example() -> None:
    found = reliability(WUENSCH)
    assert found.kr20 == pytest.approx(10 / 9 * (1 - 2.18 / 5.84))
    # For right and wrong answers, both are one number.
    assert found.alpha == pytest.approx(found.kr20)
    assert [difficulty([row[n] for row in WUENSCH]) for n in range(10)] == pytest.approx(
        [0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6]
    )


def test_alpha_is_that_of_pingouin() -> None:
    found = reliability(STATOLOGY)
    assert found.alpha == pytest.approx(0.7734375)
    assert found.kr20 is None


def test_the_standard_error_follows_from_alpha() -> None:
    totals = [sum(row) for row in WUENSCH]
    found = reliability(WUENSCH)
    assert found.alpha is not None
    assert found.sem == pytest.approx(np.std(totals, ddof=1) * np.sqrt(1 - found.alpha))


def test_the_point_biserial_is_that_of_scipy() -> None:
    # The example of `scipy.stats.pointbiserialr`.
    assert correlation([0, 0, 0, 1, 1, 1, 1], range(7)) == pytest.approx(0.8660254037844386)


def test_an_item_is_compared_with_the_rest_of_the_test() -> None:
    rows = np.array(WUENSCH)
    totals = rows.sum(axis=1)
    for item in range(10):
        wanted = np.corrcoef(rows[:, item], totals - rows[:, item])[0, 1]
        found = corrected([*map(float, rows[:, item])], [*map(float, totals)])
        assert found == pytest.approx(wanted)


def test_d_compares_the_upper_and_the_lower_27_percent() -> None:
    totals = [sum(row) for row in WUENSCH]
    upper, lower = groups(totals)
    # 27 % of ten are three: F, H and one with 8; D, E and the first with 7.
    assert (sorted(upper), sorted(lower)) == ([5, 6, 7], [1, 3, 4])
    assert discrimination([row[0] for row in WUENSCH], totals) == pytest.approx(1 - 1 / 3)


def test_mantel_haenszel_is_that_of_r() -> None:
    # R prints for `mantelhaen.test(UCBAdmissions)`: X-squared = 1.4269, p-value = 0.2323,
    # common odds ratio 0.9046968.
    found = mantel_haenszel(BERKELEY)
    assert found is not None
    assert found.odds == pytest.approx(0.9046968, abs=1e-6)
    assert found.chi2 == pytest.approx(1.4269, abs=5e-5)
    assert found.p == pytest.approx(0.2323, abs=5e-5)
    assert found.size == "A"


def test_an_item_that_favours_one_version_is_large() -> None:
    # At each total, the first group is right in 40 of 50, the second in 10 of 50.
    scores = ([1.0] * 40 + [0.0] * 10 + [1.0] * 10 + [0.0] * 40) * 2
    totals = [3.0] * 100 + [5.0] * 100
    first = ([True] * 50 + [False] * 50) * 2
    found = differing(scores, totals, first)
    assert found is not None
    assert found.odds == pytest.approx(16)
    assert found.size == "C"


@pytest.mark.parametrize(
    "found",
    [
        correlation([1, 1, 1], [1, 2, 3]),
        correlation([1], [1]),
        corrected([1, 0], [1, 0]),
        discrimination([1, 0], [2, 2]),
        difficulty([]),
        differing([1, 1], [1, 1], [True, False]),
        reliability([[1, 0], [0, 1]]).alpha,
        reliability([[1], [0]]).alpha,
        reliability([]).sem,
    ],
)
def test_without_differences_there_is_no_number(found: object) -> None:
    assert found is None
