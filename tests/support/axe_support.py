"""axe-core, which finds what keeps people out of a page, in a page that Chromium shows."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page


def violations(page: Page) -> list[str]:
    """Return each violation with its rule and the first element that has it.

    The page must be in a context with `bypass_csp`. Folded parts of it are opened first.
    """
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    found = Axe().run(page).response["violations"]
    return [f"{each['id']}: {each['nodes'][0]['html'][:200]}" for each in found]
