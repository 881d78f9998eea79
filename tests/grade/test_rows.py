from __future__ import annotations

import pytest

from quizgen.grade.readings import Doubt
from quizgen.grade.rows import Limits, Mark, baselines, limits_of, verdict_of

LIMITS = Limits(0.05, 0.09)


def marks(*excesses: float, beyond: float = 0.0) -> list[Mark]:
    """A row whose bubbles have these excesses; `beyond` is that round the darkest."""
    most = max(excesses)
    return [
        Mark(letter, excess, excess * 0.9, beyond if excess == most else 0.0)
        for letter, excess in zip("ABCDEF", excesses, strict=False)
    ]


CASES = {
    (0.0, 0.8, 0.01): ("B", Doubt.NONE),
    (0.0, 0.0, 0.0): ("", Doubt.NONE),
    (0.0, 0.2, 0.0): ("B", Doubt.NONE),
    # What an eraser leaves beside a strong mark is nothing.
    (0.08, 0.8, 0.0): ("B", Doubt.NONE),
    (0.08, 0.2, 0.0): ("AB", Doubt.SEVERAL),
    (0.06, 0.12, 0.0): ("B", Doubt.ERASED),
    (0.06, 0.0, 0.0): ("", Doubt.WEAK),
    (0.08, 0.0, 0.0): ("A", Doubt.WEAK),
    (0.5, 0.8, 0.0): ("AB", Doubt.SEVERAL),
    # A thin tick beside a full bubble is a second answer, until a person says otherwise.
    (0.0, 0.8, 0.22): ("BC", Doubt.SEVERAL),
}


@pytest.mark.parametrize(("excesses", "said"), CASES.items())
def test_verdicts(excesses: tuple[float, ...], said: tuple[str, Doubt]) -> None:
    verdict = verdict_of(marks(*excesses), LIMITS)
    assert ("".join(verdict.letters), verdict.doubt) == said
    assert (verdict.confidence > 0.6) == (not verdict.doubt)


def test_rows_for_several_answers_take_them() -> None:
    verdict = verdict_of(marks(0.7, 0.0, 0.8), LIMITS, many=True)
    assert (verdict.letters, verdict.doubt) == (("A", "C"), Doubt.NONE)


def test_a_crossed_out_bubble_goes_to_a_person() -> None:
    struck = marks(0.7, 0.8, beyond=0.15)
    assert verdict_of(struck, LIMITS).letters == ("A",)
    assert verdict_of(struck, LIMITS).doubt is Doubt.CROSSED
    # It does so if no other is filled, too: darkness alone says nothing.
    assert verdict_of(marks(0.0, 0.8, beyond=0.15), LIMITS).doubt is Doubt.CROSSED
    # The tail of a tick reaches as far, but leaves a part of the bubble white.
    tick = [Mark("A", 0.3, 0.05, 0.1), Mark("B", 0.0, 0.0, 0.0)]
    assert verdict_of(tick, LIMITS).doubt is Doubt.NONE


def test_a_covered_bubble_is_not_empty() -> None:
    row = [Mark("A", 0.0, 0.0, 0.0, has_outline=False), Mark("B", 0.0, 0.0, 0.0)]
    assert verdict_of(row, LIMITS).doubt is Doubt.WEAK


def test_a_baseline_is_capped() -> None:
    """All bubbles with one letter may be filled: then their median says nothing."""
    darkness = [0.05, 0.8, 0.06, 0.8, 0.05, 0.8, 0.05, 0.8, 0.06, 0.8]
    base = baselines(darkness, list("ABABABABAB"))
    assert base[1] <= 0.05 + 0.05
    # A page may have but one bubble, and it may be filled.
    assert baselines([0.8], ["A"]) == [0.14]
    # A letter with more ink has a baseline of its own.
    wide = baselines([0.03] * 6 + [0.07] * 6, ["I"] * 6 + ["W"] * 6)
    assert (wide[0], wide[-1]) == (0.03, 0.07)


def test_noise_raises_the_limits() -> None:
    quiet = limits_of([0.0, 0.001, -0.001, 0.002] * 10)
    loud = limits_of([0.02, -0.02, 0.025, -0.025] * 10)
    assert quiet == LIMITS
    assert loud.empty > 0.1
    assert loud.filled > 0.15
