"""Cards in a browser, as Anki shows them: both sides of a card in the same page."""

from __future__ import annotations

from playwright.sync_api import Browser, BrowserContext, Page

ADDRESS = "http://anki.test/"
# Anki's own page does this for each side: fill one element and run the scripts again.
FILL = """([css, html, mode]) => {
  document.body.className = mode;
  const shown = document.getElementById('qa');
  shown.innerHTML = `<style>${css}</style>` + html;
  for (const old of shown.querySelectorAll('script')) {
    const script = document.createElement('script');
    script.textContent = old.textContent;
    old.replaceWith(script);
  }
}"""
# The desktop's page can also turn the card.
DESKTOP = "window.turned = []; window.pycmd = (said) => { window.turned.push(said); };"
NO_STORAGE = """Object.defineProperty(window, 'sessionStorage', {
  get() { throw new Error('no storage'); },
});"""
# The same random numbers in every run.
SEEDED = """() => { let state = 7; Math.random = () => {
  state = (state + 0x6D2B79F5) | 0;
  let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
}; }"""


def new_context(browser: Browser, *scripts: str, **options: object) -> BrowserContext:
    """Return a context with an empty card at ADDRESS, which can't fetch anything else."""
    context = browser.new_context(**options)
    empty = "<!doctype html><html class='linux chrome'><meta charset=utf-8><body><div id=qa></div>"
    context.route("**/*", lambda route: route.abort())
    context.route(ADDRESS, lambda route: route.fulfill(body=empty, content_type="text/html"))
    for script in scripts:
        context.add_init_script(script)
    return context


def card_page(context: BrowserContext) -> Page:
    page = context.new_page()
    page.goto(ADDRESS)
    return page


def show_side(page: Page, html: str, css: str = "", mode: str = "card") -> None:
    page.evaluate(FILL, [css, html, mode])


def options(page: Page) -> list[tuple[str, frozenset[str]]]:
    """Return each option's text and class, in the order shown."""
    found = page.evaluate(
        "Array.from(document.querySelectorAll('ol.options > li'), "
        "(o) => [o.textContent, o.className])"
    )
    return [(text, frozenset(marks.split()) - {"tappable"}) for text, marks in found]


def marked(page: Page, mark: str) -> list[str]:
    return [text for text, marks in options(page) if mark in marks]
