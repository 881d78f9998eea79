"""Fixtures for several tests: a learner's collection and a browser."""

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

# No test's result may depend on the machine's speed or load.
settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("any machine")

# Where the commands put what they make, if nobody says otherwise.
_BUILT = ROOT / "build"

# The only reasons for skipping a test in CI, which machines there can't help.
MAY_SKIP = (
    "root may ",
    "an encoding without these letters",
    "the article is not part of the distribution",
    # Their owner lets nobody copy them, and no registry has them.
    "QUIZGEN_QTI_SCHEMAS names no folder with the schemas",
)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """In CI, fail a test that is skipped because a tool is missing."""
    report = yield
    if report.skipped and os.environ.get("CI") and isinstance(report.longrepr, tuple):
        reason = report.longrepr[2].removeprefix("Skipped: ")
        if not reason.startswith(MAY_SKIP):
            report.outcome = "failed"
            report.longrepr = f"in CI, no test may be skipped: {reason}"
    return report


@pytest.fixture(autouse=True)
def _no_records(monkeypatch: pytest.MonkeyPatch) -> None:
    """No run takes its result from the record of another one, unless a test wants that."""
    monkeypatch.setenv("QUIZGEN_CACHE", "")


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    # In its own folder, because a test may list the files of the others.
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
    """No test writes beside the shipped decks, because their locks go to learners.

    Nor does one build into the checkout, where commands write by default.
    """
    before = _stamps()
    built = _BUILT.exists()
    yield
    assert _stamps() == before
    assert _BUILT.exists() == built, "a command ran in the checkout: change to tmp_path"


def _stamps() -> list[tuple[str, int]]:
    return sorted((path.name, path.stat().st_mtime_ns) for path in (ROOT / "decks").iterdir())
