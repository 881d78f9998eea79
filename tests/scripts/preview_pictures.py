"""Make the pictures of `quizgen preview` in the documentation.

Needs the test extra and Chromium. Usage: python tests/scripts/preview_pictures.py
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from browser_support import ARGUMENTS, CHROMIUM
from PIL import Image
from playwright.sync_api import Page, sync_playwright
from preview_support import BROKEN, opened, running_preview

HERE = Path(__file__).resolve().parents[1]
DECK = HERE.parent / "decks" / "us-russia-2020.yaml"


def save(page: Page, name: str) -> None:
    # Frames get their height when they have loaded.
    page.wait_for_timeout(2000)
    picture = (
        Image.open(io.BytesIO(page.screenshot()))
        .convert("RGB")
        .quantize(256, Image.Quantize.MAXCOVERAGE)
    )
    picture.save(HERE / "pictures" / name, optimize=True)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / DECK.name
        text = DECK.read_text(encoding="utf-8")
        path.write_text(text, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        size = {"width": 1280, "height": 900}
        with running_preview(path) as address:
            with opened(browser, address, viewport=size) as page:
                page.fill("#text", "evanina")
                page.wait_for_selector(".fact:first-child[data-key$=evanina]")
                save(page, "preview.png")
            with opened(browser, address, viewport=size, color_scheme="dark") as page:
                page.keyboard.press("x")
                page.keyboard.press("o")
                page.wait_for_selector(".sheet")
                broken = text.replace(
                    "    sort: security\n    post:", "    sort: security\n    pots:"
                )
                path.write_text(broken, encoding="utf-8")
                page.wait_for_selector(BROKEN)
                page.fill("#text", "evanina")
                page.wait_for_selector(".fact .problem")
                save(page, "preview-dark.png")
        browser.close()


if __name__ == "__main__":
    main()
