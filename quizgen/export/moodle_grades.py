"""The parts of a question's points that Moodle lets an answer give or cost."""

from __future__ import annotations

_POSITIVE = (
    100.0,
    90.0,
    83.33333,
    80.0,
    75.0,
    70.0,
    66.66667,
    60.0,
    50.0,
    40.0,
    33.33333,
    30.0,
    25.0,
    20.0,
    16.66667,
    14.28571,
    12.5,
    11.11111,
    10.0,
    5.0,
)
_GRADES = (*_POSITIVE, 0.0, *(-each for each in _POSITIVE))
# Moodle takes a number for a grade if they differ by less.
_SAME = 0.00002


def nearest_grade(percent: float) -> float:
    """Return the grade of Moodle's list that is nearest to a percentage."""
    return min(_GRADES, key=lambda grade: (abs(grade - percent), grade))


def is_grade(percent: float) -> bool:
    """Return whether Moodle's list has a percentage."""
    return abs(nearest_grade(percent) - percent) < _SAME


def grade_text(percent: float) -> str:
    """Return a grade as Moodle writes it: 100, 33.33333, -50."""
    return f"{percent:.5f}".rstrip("0").rstrip(".")
