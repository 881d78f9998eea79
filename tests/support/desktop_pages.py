"""The reviewer's page of Anki's desktop program, with its own scripts, in Chromium."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from card_support import ADDRESS
from desktop_runs import PYTHON
from playwright.sync_api import Browser, Page, Route

RUN = """(html) => {
  const shown = document.getElementById('qa');
  shown.innerHTML = html;
  for (const old of shown.querySelectorAll('script')) {
    const script = document.createElement('script');
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
}"""


def web_of_anki() -> Path:
    """Return the folder of the desktop program's web pages."""
    told = "import _aqt, pathlib; print(pathlib.Path(list(_aqt.__path__)[0], 'data', 'web'))"
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        [PYTHON, "-c", told], capture_output=True, text=True, check=True, timeout=60, env=clean
    )
    return Path(done.stdout.strip())


def anki_page(browser: Browser, media: Path, *, night: bool = False) -> Page:
    """Return a page with the reviewer of Anki's desktop program."""
    web = web_of_anki()
    body = (
        "<!doctype html><html class='linux chrome'><meta charset=utf-8>"
        f"<body class='card{' nightMode' if night else ''}'><div id=qa></div>"
        "<link rel=stylesheet href=reviewer.css><script src=reviewer.js></script>"
    )
    files = {"reviewer.js": web / "js/reviewer.js", "reviewer.css": web / "css/reviewer.css"}

    def serve(route: Route) -> None:
        name = route.request.url.removeprefix(ADDRESS)
        if not name:
            route.fulfill(body=body, content_type="text/html")
        elif name in files or (media / name).is_file():
            route.fulfill(path=files.get(name, media / name))
        else:
            route.abort()

    context = browser.new_context(viewport={"width": 400, "height": 700})
    context.route("**/*", serve)
    page = context.new_page()
    page.goto(ADDRESS)
    return page


def fill(page: Page, html: str, css: str) -> None:
    """Show a side of a card, and run its scripts."""
    page.evaluate(RUN, f"<style>{css}</style>{html}")
