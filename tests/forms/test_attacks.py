"""Test-wise guessers gain or lose at most five points."""

from __future__ import annotations

from pathlib import Path

import pytest
from attacks import advantage, papers
from deck_support import ROOT, SHIPPED, load

from quizgen.project import Project

BASES = [ROOT / f"tests/judged/bases/{name}.yaml" for name in ("offices", "science", "works")]


@pytest.mark.parametrize("path", [*SHIPPED, *BASES], ids=lambda path: path.stem)
def test_attacks(path: Path) -> None:
    for name, (gain, applied) in advantage(papers(Project(load(path)), 60)).items():
        # With fewer than 400 items, a gain may be chance.
        assert abs(gain) <= 0.05 or applied < 400, (name, gain, applied)
