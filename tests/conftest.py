"""What several tests open and close: a learner's collection, and a browser."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from anki_support import Collection, open_collection
from browser_support import ARGUMENTS, need_chromium
from deck_support import ROOT
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, sync_playwright

# How fast a machine is, and what else it does, must decide no test.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

# What no machine that builds can do anything about; everything else that a test needs must be there.
MAY_SKIP = (
    "root may ",
    "an encoding without these letters",
    "the article is not part of the distribution",
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Fail a test in CI that is skipped because the machine lacks a tool."""
    report = yield
    if report.skipped and os.environ.get("CI") and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not reason.startswith(MAY_SKIP):
            report.outcome = "failed"
            report.longrepr = f"in CI, no test may be skipped: {reason}"
    return report


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    # In a folder of its own: a test may list the others.
    (tmp_path / "learner").mkdir()
    opened = open_collection(tmp_path / "learner")
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = need_chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def _the_checkout_stays() -> Iterator[None]:
    """No test writes beside the decks that ship: what a lock says there goes to learners."""
    before = _stamps()
    yield
    assert _stamps() == before


def _stamps() -> list[tuple[str, int]]:
    return sorted((path.name, path.stat().st_mtime_ns) for path in (ROOT / "decks").iterdir())
