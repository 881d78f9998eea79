"""The times of a practice page with many questions, in Chromium: to open it, and per answer.

Usage: python tests/benchmarks/practice.py [counts]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

sys.path[:0] = [str(Path(__file__).parent.parent / "support")]
from browser_support import ARGUMENTS, CHROMIUM
from practice_support import page_in, question_of

from quizgen.forms.registry import FORMS

ANSWERS = 60
# From a key to the next picture on the screen.
PRESS = """(key) => new Promise((resolve) => {
  const began = performance.now();
  const target = document.activeElement || document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
})"""
CLICK = """(selector) => new Promise((resolve) => {
  const began = performance.now();
  document.querySelector(selector).click();
  requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
})"""
# A learner who has answered everything before.
FILL = """() => {
  const quiz = JSON.parse(document.getElementById('quiz').textContent);
  const now = Date.now();
  const card = [now, 5, 5, 1, 5, 0, 3, 0, 2, now - 86400000];
  const cards = Object.fromEntries(quiz.items.map((item) => [item.id, card]));
  const log = Array.from({ length: 5000 }, (_, number) =>
    [now - number, quiz.items[number % quiz.items.length].id, 1, ['an answer of some words']]);
  localStorage.setItem(`quizgen/${quiz.key}/cards`, JSON.stringify(cards));
  localStorage.setItem(`quizgen/${quiz.key}/log`, JSON.stringify(log));
}"""
OPENING = """() => {
  const { responseStart, domComplete } = performance.getEntriesByType('navigation')[0];
  return domComplete - responseStart;
}"""


def answer(page: Page) -> float:
    """Answer a question of any form anyhow, and return the milliseconds until it is told."""
    if page.query_selector(".option input[type=radio]"):
        return page.evaluate(PRESS, "1")
    if page.query_selector(".option input"):
        page.evaluate(PRESS, "1")
    elif page.query_selector(".entry"):
        for number in range(4):
            page.evaluate(PRESS, str(number + 1))
    else:
        page.fill("#answer", "Hopper")
    return page.evaluate(CLICK, "#check")


@dataclass(frozen=True, slots=True)
class Waits:
    """What a learner waits for, in milliseconds."""

    opening: Sequence[float]
    starting: float
    told: Sequence[float]
    turned: Sequence[float]
    printing: float


def measure(page: Page, address: str) -> Waits:
    """Open a page five times, answer questions, and fill the sheet to print."""
    page.goto(address)
    page.evaluate(FILL)
    opening = []
    for _ in range(5):
        page.reload()
        page.wait_for_selector("#start")
        opening.append(page.evaluate(OPENING))
    page.click("label:has(input[name=count]) >> nth=-1")
    starting = page.evaluate(CLICK, "#start")
    told, turned = [], []
    for _ in range(ANSWERS):
        told.append(answer(page))
        turned.append(page.evaluate(CLICK, "#next"))
    page.click("#pause")
    printing = page.evaluate(
        "() => { const began = performance.now(); dispatchEvent(new Event('beforeprint'));"
        " document.getElementById('sheet').getBoundingClientRect();"
        " return performance.now() - began; }"
    )
    return Waits(opening, starting, told, turned, printing)


def page_of(folder: Path, count: int) -> str:
    """Write a page with questions of every form, and return its address."""
    forms = list(FORMS)
    asked = [question_of(forms[number % len(forms)], number) for number in range(count)]
    return page_in(folder, asked, name=f"{count}.html")


def waits(count: int) -> Waits:
    """Measure a page with `count` questions in a browser of its own."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address = page_of(Path(folder), count)
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        measured = measure(browser.new_page(), address)
        browser.close()
    return measured


def _line(measured: Waits) -> str:
    return (
        f"  open {statistics.median(measured.opening):.0f} ms, start {measured.starting:.0f} ms, "
        f"tell {statistics.median(measured.told):.0f} ms (worst {max(measured.told):.0f}), "
        f"next {statistics.median(measured.turned):.0f} ms (worst {max(measured.turned):.0f}), "
        f"fill the sheet to print {measured.printing:.0f} ms"
    )


def main() -> None:
    for count in [int(each) for each in sys.argv[1:]] or [100, 2000]:
        with tempfile.TemporaryDirectory() as folder:
            began = time.process_time()
            page_of(Path(folder), count)
            made = time.process_time() - began
            size = (Path(folder) / f"{count}.html").stat().st_size
        print(f"{count} questions: {size / 1000:.0f} kB, made in {made:.1f} s")
        print(_line(waits(count)))


if __name__ == "__main__":
    main()
