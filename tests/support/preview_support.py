"""A running `quizgen preview`, and pages of it in Chromium."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from playwright.sync_api import Browser, Page

DONE = ".state[data-state=fine]"
BROKEN = ".state[data-state=broken]"
# No test depends on the machine's speed: this is only the end of patience.
PATIENCE = 40_000
PEOPLE = """\
deck: test
title: A test
people:
  a: {name: Ann, who: the first to fly, single: true}
  b: {name: Bob, who: the second to sail, single: true}
  c: {name: Cy, who: the third to walk, single: true}
  d: {name: Di, who: the fourth to swim, single: true}
"""


@contextmanager
def started(
    command: list[str], told: int | TextIO, errors: TextIO | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Start a program that Ctrl-C can end, and end it in any case.

    A shell that runs the tests in the background has them ignore Ctrl-C.
    """

    def listen() -> None:
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    running = subprocess.Popen(
        command,
        stdout=told,
        stderr=errors,
        text=True,
        preexec_fn=listen,  # noqa: PLW1509 - it only sets a signal
    )
    with running:
        try:
            yield running
        finally:
            running.kill()


@contextmanager
def running_preview(deck: Path, *options: str) -> Iterator[str]:
    """Run the preview of a deck, and yield its address."""
    command = [sys.executable, "-m", "quizgen", "preview", str(deck), *options]
    with started(command, subprocess.PIPE) as running:
        assert running.stdout is not None
        found = re.search(r"http\S+", running.stdout.readline())
        assert found
        try:
            yield found[0]
        finally:
            running.send_signal(signal.SIGINT)
            assert running.wait(60) == 130


@contextmanager
def opened(
    browser: Browser, address: str, *, wait: str = DONE, **options: object
) -> Iterator[Page]:
    """Open a preview in a browser of its own, and check that nothing failed on the page."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if said.type == "error" else None)
    page.goto(address)
    page.wait_for_selector(wait)
    yield page
    assert failures == []
    context.close()


def refs(page: Page) -> list[str]:
    """Return the facts that the page shows."""
    return page.eval_on_selector_all(".fact", "(found) => found.map((each) => each.dataset.key)")


def wait_for_refs(page: Page, expected: list[str]) -> None:
    page.wait_for_function(
        "(expected) => JSON.stringify(Array.from(document.querySelectorAll('.fact'), "
        "(each) => each.dataset.key)) === JSON.stringify(expected)",
        arg=expected,
    )
