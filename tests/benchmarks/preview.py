"""The time from saving a deck to the change on the page of `quizgen preview`, in Chromium.

Usage: python tests/benchmarks/preview.py [counts]
"""

from __future__ import annotations

import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent / "support")]
from browser_support import ARGUMENTS, CHROMIUM
from scale import deck

EDITS = 40
# The page notes when each text appears in it; both clocks are the machine's.
WATCH = """() => {
  window.seen = {};
  new MutationObserver(() => {
    for (const found of document.body.textContent.matchAll(/Edit\\d+x/g)) {
      window.seen[found[0]] ??= Date.now();
    }
  }).observe(document.body, { subtree: true, childList: true, characterData: true });
}"""
DONE = ".state[data-state=fine]"


@contextmanager
def preview(path: Path) -> Iterator[str]:
    command = [sys.executable, "-m", "quizgen", "preview", str(path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        line = running.stdout.readline()
        yield re.search(r"http\S+", line)[0]
        running.send_signal(signal.SIGINT)


def edited(text: str, number: int) -> str:
    return re.sub(r"  e3: \{name: [^,]*", f"  e3: {{name: Edit{number}x", text)


def seen(page: Page, path: Path, text: str, number: int) -> float:
    """Return the milliseconds from a save to the change on the page."""
    began = time.time()
    path.write_text(edited(text, number), encoding="utf-8")
    name = f"Edit{number}x"
    page.wait_for_function("(name) => window.seen[name]", arg=name, timeout=60_000)
    return page.evaluate("(name) => window.seen[name]", name) - began * 1000


def measure(count: int, *, is_settled: bool) -> list[float]:
    """Return the times of edits, each after all options are chosen or half a second after one."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "scale.yaml"
        text = "".join(deck(count))
        path.write_text(text, encoding="utf-8")
        with preview(path) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
            page = browser.new_page(viewport={"width": 1280, "height": 900})
            page.goto(address)
            page.wait_for_selector(DONE, timeout=300_000)
            page.evaluate(WATCH)
            times = []
            for number in range(EDITS if is_settled or count <= 500 else 10):
                times.append(seen(page, path, text, number))
                if is_settled:
                    page.wait_for_selector(DONE, timeout=300_000)
                else:
                    page.wait_for_timeout(500)
            browser.close()
    return sorted(times)


def main() -> None:
    print("  facts  between edits   p50 ms   p95 ms   max ms")
    for count in map(int, sys.argv[1:] or ("500",)):
        for is_settled in (True, False):
            times = measure(count, is_settled=is_settled)
            words = "all is done" if is_settled else "0.5 s"
            p50, p95 = times[len(times) // 2], times[int(len(times) * 0.95)]
            print(f"{count:7}  {words:>13} {p50:8.0f} {p95:8.0f} {times[-1]:8.0f}")


if __name__ == "__main__":
    main()
