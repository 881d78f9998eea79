"""Test-wise guessers gain or lose at most five points, as far as chance allows."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from attacks import advantage, papers
from deck_support import ROOT, SHIPPED, load

from quizgen.project import Project, QuizOptions

BASES = [ROOT / f"tests/judged/bases/{name}.yaml" for name in ("offices", "science", "works")]


@pytest.mark.parametrize("path", [*SHIPPED, *BASES], ids=lambda path: path.stem)
def test_attacks(path: Path) -> None:
    project = Project(load(path))
    # The papers of a small bank have the same items again and again, and these may happen to suit
    # a guesser or not. Two standard errors of a share of one quarter are allowed.
    chance = 2 * math.sqrt(0.25 * 0.75 / len(project.items(QuizOptions())))
    most = max(0.05, chance)
    for name, (gain, applied) in advantage(papers(project, 60)).items():
        # With fewer than 400 items, a gain may be chance.
        assert abs(gain) <= most or applied < 400, (name, gain, applied)
