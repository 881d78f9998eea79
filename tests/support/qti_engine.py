"""An engine that is not quizgen's: it renders items of QTI 3.0 in Chromium, and scores them.

``@citolab/qti-components`` is the engine, and ``@citolab/qti-convert`` makes QTI 3.0 of 2.1.
"""

from __future__ import annotations

import mimetypes
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from browser_support import ARGUMENTS, need_chromium
from node_support import install, run_script
from playwright.sync_api import Browser, Page, Route, sync_playwright

PACKAGES = ("@citolab/qti-components@7.27.4", "@citolab/qti-convert@0.3.52")
_HOST = "http://package.test/"
_BUNDLE = "node_modules/@citolab/qti-components/cdn/index.global.js"
_PAGE = """<!doctype html><html><body><script src="/engine.js"></script></body></html>"""
_CONVERT = """
import {convertQti2toQti3} from '@citolab/qti-convert/qti-convert-node';
import {readFileSync} from 'node:fs';
const given = JSON.parse(readFileSync(0, 'utf8'));
const made = {};
for (const [name, xml] of Object.entries(given)) made[name] = await convertQti2toQti3(xml);
console.log(JSON.stringify(made));
"""
_LOAD = """
async (url) => {
  document.querySelector('qti-item')?.remove();
  const item = document.createElement('qti-item');
  const container = document.createElement('item-container');
  container.setAttribute('item-url', url);
  item.append(container);
  document.body.append(item);
}
"""
_TEST = """
() => {
  const player = `<qti-test navigate="item"><test-navigation>
    <test-container test-url="/test.xml"></test-container><test-next>next</test-next>
  </test-navigation></qti-test>`;
  document.body.insertAdjacentHTML('beforeend', player);
}
"""
_ITEM = "document.querySelector('item-container')?.shadowRoot?.querySelector('qti-assessment-item')"
_END = f"""
async () => {{
  const item = {_ITEM};
  item.processResponse();
  await new Promise((done) => setTimeout(done, 50));
  const made = {{}};
  for (const each of item.variables) made[each.identifier] = each.value;
  const told = [...item.querySelectorAll('qti-modal-feedback')];
  made.told = told.filter((each) => each.showStatus === 'on').map((each) => each.textContent);
  return made;
}}
"""
_GIVE = f"(value) => {_ITEM}.updateResponseVariable('RESPONSE', value)"


@dataclass(frozen=True)
class Outcome:
    """What the engine makes of a response: the points, the most points, and what it tells."""

    score: float
    most: float
    told: tuple[str, ...]
    response: object


def engine_folder(folder: Path) -> Path:
    """Return a folder with the engine; the test is skipped if it cannot be had."""
    need_chromium()
    if not (folder / _BUNDLE).exists():
        install(folder, *PACKAGES)
    return folder


def as_qti3(folder: Path, items: Mapping[str, str]) -> dict[str, str]:
    """Return items of QTI 2.1 as QTI 3.0."""
    made = run_script(folder, _CONVERT, dict(items))
    assert isinstance(made, dict)
    return made


class Engine:
    """A page with the engine, and the files of a package."""

    def __init__(self, page: Page, files: Mapping[str, bytes], bundle: Path) -> None:
        self.page = page
        self._files = dict(files)
        self._bundle = bundle
        self.errors: list[str] = []
        self.asked: list[str] = []
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: self.errors.append(f"dialog {dialog.message}"))
        page.route("**/*", self._serve)
        page.goto(_HOST)

    def _serve(self, route: Route) -> None:
        path = route.request.url.removeprefix(_HOST)
        self.asked.append(route.request.url)
        if path == "":
            route.fulfill(body=_PAGE, content_type="text/html")
        elif path == "engine.js":
            route.fulfill(path=self._bundle)
        elif path in self._files:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            route.fulfill(body=self._files[path], content_type=kind)
        else:
            route.fulfill(status=404)

    def show(self, path: str) -> None:
        """Render an item of the package, freshly."""
        self.page.evaluate(_LOAD, _HOST + path)
        self.page.wait_for_function(f"() => {_ITEM}?.variables?.length > 0")
        self.page.wait_for_timeout(50)

    def play(self) -> None:
        """Open the test of the package."""
        self.page.evaluate(_TEST)

    def choose(self, *names: str) -> None:
        """Click options."""
        for name in names:
            self.page.locator(f'qti-simple-choice[identifier="{name}"]').click()

    def write(self, text: str) -> None:
        """Type an answer."""
        field = self.page.locator("input, textarea").first
        field.click()
        field.press_sequentially(text)
        field.press("Tab")

    def give(self, value: str | Sequence[str]) -> None:
        """Set the response, where a person would drag."""
        self.page.evaluate(_GIVE, value)

    def end(self) -> Outcome:
        """End the attempt, and return what the engine makes of it."""
        made = self.page.evaluate(_END)
        told = tuple(" ".join(text.split()) for text in made["told"])
        response = made["RESPONSE"]
        return Outcome(float(made["SCORE"] or 0), float(made["MAXSCORE"]), told, response)

    def text(self, selector: str = "qti-item-body") -> str:
        """Return what a part of the item says."""
        return self.page.locator(selector).first.inner_text()


class Engines:
    """A browser, which opens the engine on the files of a package."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        self.folder = folder
        self._browser = browser

    def on(self, files: Mapping[str, bytes]) -> Engine:
        """Return the engine on the files of a package of QTI 3.0."""
        return Engine(self._browser.new_page(), files, self.folder / _BUNDLE)


@contextmanager
def engines(folder: Path) -> Iterator[Engines]:
    """Open a browser for the engine in a folder."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need_chromium(), args=ARGUMENTS)
        yield Engines(folder, browser)
        browser.close()
