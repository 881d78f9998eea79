"""Tests that would notice a difference try the lowest versions that pyproject.toml allows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from deck_support import ROOT
from lowest_versions import PYPROJECT, TESTS, lowest

HEAD = (
    "[project]\ndependencies = [{}]\n[project.optional-dependencies]\n"
    "zstd = []\nxlsx = []\ngrounding = []\ndraft = []\n"
    "mcp = []\npreview = []\ngrade = []\nexport = []\n"
)


def test_each_bound_has_its_tests() -> None:
    bounds = lowest(PYPROJECT.read_text(encoding="utf-8"))
    assert set(bounds) == set(TESTS)
    for names in TESTS.values():
        assert all((Path(__file__).parent / name).is_file() for name in names)


def test_bounds_are_read() -> None:
    given = '"babel>=2.14", "typst>=0.15,<0.16"'
    assert lowest(HEAD.format(given)) == {"babel": "2.14", "typst": "0.15"}


@pytest.mark.parametrize("requirement", ["click", "click==8.2", "click<9"])
def test_a_requirement_without_a_lower_bound_is_refused(requirement: str) -> None:
    with pytest.raises(ValueError, match="name>=version"):
        lowest(HEAD.format(f'"{requirement}"'))


@pytest.mark.parametrize("script", ["lowest_versions.py", "installed_versions.py"])
def test_versions_are_listed(script: str) -> None:
    done = subprocess.run(
        [sys.executable, ROOT / "tests" / "scripts" / script],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "click" in done.stdout
    assert "missing" not in done.stdout
