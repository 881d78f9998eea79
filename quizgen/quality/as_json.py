"""Writes a deck's quality as JSON, for programs."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec

from quizgen.grounding.coverage import Coverage, Covered
from quizgen.quality.cues import Guess
from quizgen.quality.measures import Quality
from quizgen.quality.outcomes import Outcome

FORMAT = 1


def as_json(quality: Quality) -> str:
    """Return what the page shows, in ASCII.

    Counts and texts have the names of `Quality` and its parts. What lies in tenths begins with the
    lowest.
    """
    made: dict[str, Any] = msgspec.to_builtins(replace(quality, coverage=None))
    outcomes = made["outcomes"]
    outcomes["questions"] = _by_outcome(outcomes["questions"])
    for kind in outcomes["kinds"]:
        kind["outcomes"] = _by_outcome(kind["outcomes"])
    cues = quality.cues
    made["cues"] = {
        "letters": [_guess(each) for each in cues.letters],
        "guesses": [_guess(each) for each in cues.guesses],
    }
    made["coverage"] = _coverage(quality.coverage) if quality.coverage else None
    totals = {"format": FORMAT, "items": quality.items, "findings": quality.findings}
    return json.dumps({**totals, **made}, indent=2)


def _by_outcome(counts: Sequence[int]) -> dict[str, int]:
    return dict(zip(map(str, Outcome), counts, strict=True))


def _guess(guess: Guess) -> dict[str, Any]:
    return {**msgspec.to_builtins(guess), "pays": guess.pays}


def _coverage(coverage: Coverage) -> dict[str, Any]:
    return {"title": coverage.title, "paragraphs": [_covered(each) for each in coverage.paragraphs]}


def _covered(covered: Covered) -> dict[str, Any]:
    return {
        "paragraph": covered.paragraph.number,
        "facts": covered.facts,
        "things": msgspec.to_builtins(covered.things),
    }
