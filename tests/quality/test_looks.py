"""The page of `quizgen report` in Chromium: accessible, narrow, dark and printed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_support import violations
from browser_support import ARGUMENTS, need_chromium
from deck_support import ROOT
from grounding_support import ARTICLES, deck
from playwright.sync_api import Browser, sync_playwright
from report_support import report

BACKGROUND = "deck: b\ntitle: B\nterms: {a: {name: x, definition: y, background: true}}\n"
LONG = (
    f"deck: long\ntitle: {'W' * 300}\nterms:\n  {'i' * 60}: {{name: {'x' * 300}, definition: y}}\n"
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    path = need_chromium()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield started
        started.close()


def pages(folder: Path) -> Iterator[Path]:
    """Yield reports on a deck with an article, a shipped one, and two with little in them."""
    (folder / "article.txt").write_text(ARTICLES["en"], encoding="utf-8")
    texts = {
        "grounded": deck("en"),
        "shipped": (ROOT / "decks" / "sonnensystem.yaml").read_text(encoding="utf-8"),
        "background": BACKGROUND,
        "long": LONG,
    }
    for name, text in texts.items():
        path = folder / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        report(path)
        yield (folder / "report.html").rename(folder / f"{name}.html")


@pytest.mark.xdist_group("chromium")
def test_the_page_is_accessible_and_fits_a_phone(browser: Browser, tmp_path: Path) -> None:
    for path in pages(tmp_path):
        for scheme in ("light", "dark"):
            context = browser.new_context(
                viewport={"width": 400, "height": 800},
                color_scheme=scheme,  # type: ignore[arg-type]
                bypass_csp=True,
            )
            page = context.new_page()
            page.goto(path.as_uri())
            assert violations(page) == [], (path.name, scheme)
            assert page.evaluate("document.documentElement.scrollWidth") == 400, path.name
            context.close()


@pytest.mark.xdist_group("chromium")
def test_the_page_asks_for_nothing_and_breaks_no_rule_of_its_own(
    browser: Browser, tmp_path: Path
) -> None:
    for path in pages(tmp_path):
        page = browser.new_page()
        asked: list[str] = []
        said: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.on("console", lambda message, said=said: said.append(message.text))
        page.goto(path.as_uri())
        assert asked == [path.as_uri()]
        assert said == []
        page.close()


@pytest.mark.xdist_group("chromium")
def test_bars_are_as_long_as_their_numbers(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page()
    page.goto(next(pages(tmp_path)).as_uri())
    section = page.locator("section[aria-labelledby=forms]")
    rows = section.locator("tbody tr").all()
    numbers = [int(row.locator("td").text_content() or 0) for row in rows]
    bars = section.locator("figure > svg rect").all()
    widths = [box["width"] for box in (bar.bounding_box() for bar in bars) if box]
    some = [number for number in numbers if number]
    assert len(widths) == len(some) > 1
    for number, width in zip(some, widths, strict=True):
        assert width / max(widths) == pytest.approx(number / max(some), abs=0.02)
    page.close()


@pytest.mark.xdist_group("chromium")
def test_a_printed_page_is_black_on_white(browser: Browser, tmp_path: Path) -> None:
    page = browser.new_page(color_scheme="dark")
    page.goto(next(pages(tmp_path)).as_uri())
    page.emulate_media(media="print")
    colours = page.evaluate(
        "(style => [style.color, style.backgroundColor])"
        "(getComputedStyle(document.documentElement))"
    )
    assert colours == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert not page.locator("nav").is_visible()
    page.close()
