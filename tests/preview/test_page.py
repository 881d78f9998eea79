"""The page of `quizgen preview` in a real browser."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from deck_support import ROOT
from playwright.sync_api import Browser, Page
from preview_support import BROKEN, DONE, PEOPLE, opened, refs, running_preview, wait_for_refs

ATTACKS = (
    "<script>window.attacked = 1</script>",
    "<img src=x onerror='window.attacked = 1'>",
    "</style><svg onload=window.attacked=1>",
    "</code></iframe><iframe srcdoc='<script>parent.attacked=1</script>'>",
    "[link](javascript:window.attacked=1)",
    "\"'><b onmouseover=window.attacked=1>",
    "{{FrontSide}}{{#Prompt}}{{c1::x}}",
    "[sound:x][anki:tts lang=en]x[/anki:tts]",
    "$<script>window.attacked=1</script>$",
)
# Whatever could run in a document.
RUNS = """() => {
  const found = [];
  for (const each of document.querySelectorAll('*')) {
    const isOwn = each.tagName === 'SCRIPT' && each.getAttribute('src') === 'assets/page.js';
    if (/^(SCRIPT|EMBED|OBJECT|BASE)$/.test(each.tagName) && !isOwn) found.push(each.tagName);
    for (const { name, value } of each.attributes) {
      if (/^on|^srcdoc$/.test(name) || /^\\s*javascript:/i.test(value)) found.push(name);
    }
  }
  return found;
}"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "test.yaml"
    path.write_text(PEOPLE, encoding="utf-8")
    return path


@pytest.fixture
def address(deck: Path) -> Iterator[str]:
    with running_preview(deck) as found:
        yield found


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with opened(browser, address) as found:
        yield found


def hostile() -> str:
    facts = {}
    for number, attack in enumerate(ATTACKS):
        facts[f"f{number}"] = {
            "name": f"{attack} {number}",
            "who": {"value": f"who {number} {attack}", "single": True, "note": attack},
            "now": attack,
            "tags": [attack],
        }
    questions = {
        f"q{number}": {
            "ask": f"What is {number} {attack}?",
            "answer": f"this {attack}",
            "distractors": [f"{each} {attack}" for each in range(3)],
        }
        for number, attack in enumerate(ATTACKS)
    }
    whole = {
        "deck": "hostile",
        "title": ATTACKS[0] + ATTACKS[1],
        "description": ATTACKS[1],
        "markup": True,
        "anki": {"choice": True, "typed": True},
        "source": {"title": ATTACKS[2], "author": ATTACKS[0]},
        "people": facts,
        "questions": questions,
    }
    # JSON is YAML.
    return "\n".join(f"{key}: {json.dumps(value)}" for key, value in whole.items())


def test_a_hostile_deck_runs_nothing(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(hostile(), encoding="utf-8")
    with running_preview(path) as address, opened(browser, address) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        assert len(refs(page)) > len(ATTACKS)
        for frame in page.query_selector_all("iframe"):
            frame.scroll_into_view_if_needed()
        page.click("#show-problems")
        page.keyboard.press("o")
        page.wait_for_selector("#paper-page > *")
        assert "<script>" in page.text_content("h1")
        frames = page.frames
        assert len(frames) > 20
        assert [frame.evaluate(RUNS) for frame in frames] == [[]] * len(frames)
        assert [frame.evaluate("window.attacked") for frame in frames] == [None] * len(frames)
        assert all(url.startswith(address) for url in asked)


def test_hostile_words_in_problems_run_nothing(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "bad.yaml"
    attack = json.dumps(ATTACKS[0] + ATTACKS[1])
    path.write_text(f"{PEOPLE}  e: {{name: {attack}, wo: {attack}}}\n{attack}: x", encoding="utf-8")
    with running_preview(path) as address, opened(browser, address, wait=BROKEN) as page:
        page.wait_for_selector("#general .problem")
        assert "<script>" in page.text_content("#general")
        assert page.evaluate(RUNS) == []
        assert page.evaluate("window.attacked") is None


def test_an_edit_replaces_only_what_it_changes(page: Page, deck: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 400})
    page.evaluate("""() => {
      for (const each of document.querySelectorAll('.fact')) each.isOld = true;
    }""")
    page.focus(".fact[data-key='people/c']")
    page.evaluate("document.activeElement.scrollIntoView()")
    page.wait_for_timeout(500)
    before = page.evaluate("document.activeElement.getBoundingClientRect().top")
    deck.write_text(PEOPLE.replace("the first to fly", "the first to dive"), encoding="utf-8")
    page.wait_for_function("() => document.body.textContent.includes('first to dive')")
    page.wait_for_selector(DONE)
    assert page.evaluate("document.activeElement.dataset.key") == "people/c"
    after = page.evaluate("document.activeElement.getBoundingClientRect().top")
    assert abs(after - before) < 3
    assert page.eval_on_selector_all(".fact", "(all) => all.every((each) => each.isOld)")
    page.keyboard.press(".")
    assert page.evaluate("document.activeElement.dataset.key") == "people/a"


def test_half_typed_yaml_shows_its_error_beside_the_last_good_state(page: Page, deck: Path) -> None:
    deck.write_text(PEOPLE.replace("who: the second to sail", "wo: the second"), encoding="utf-8")
    page.wait_for_selector(BROKEN)
    problem = page.wait_for_selector(".fact[data-key='people/b'] .problem.error")
    assert problem is not None
    said = problem.text_content()
    assert "wo" in said
    assert "test.yaml:5" in said
    assert "Q2" in said
    assert "the second to sail" in page.text_content(".fact[data-key='people/b']")
    deck.write_text(PEOPLE + "  e: {name: [", encoding="utf-8")
    page.wait_for_selector("#general .problem.error")
    assert len(refs(page)) == 4
    deck.write_text(
        PEOPLE + "  e: {name: Ed, who: the fifth to run, single: true}", encoding="utf-8"
    )
    wait_for_refs(page, [f"people/{each}" for each in "abcde"])
    page.wait_for_selector(DONE)
    assert page.query_selector("#general .problem.error") is None


def test_cards_look_as_in_anki(browser: Browser, address: str) -> None:
    with opened(browser, address) as page:
        frame = page.wait_for_selector(".fact[data-key='people/a'] iframe[src]").content_frame()
        frame.wait_for_selector(".quizgen .question")
        assert frame.evaluate("getComputedStyle(document.body).backgroundColor") == (
            "rgb(252, 251, 248)"
        )
        page.keyboard.press("d")
        page.wait_for_selector(":root[data-theme=dark]")
        frame.wait_for_selector("body.nightMode .question")
        assert frame.evaluate("getComputedStyle(document.body).backgroundColor") == (
            "rgb(28, 31, 34)"
        )


def test_every_option_says_why_it_is_offered(page: Page) -> None:
    first = page.text_content(".fact[data-key='people/a'] .options .wrong .why")
    assert "W1" in first
    assert "it is a value of" in " ".join(first.split())
    named = page.get_attribute(".fact[data-key='people/a'] .options [data-go]", "data-go")
    page.click(".fact[data-key='people/a'] .options [data-go]")
    assert page.evaluate("document.activeElement.dataset.key") == named


def test_the_filter_and_its_keys(page: Page) -> None:
    page.keyboard.press("/")
    page.keyboard.type("sail")
    wait_for_refs(page, ["people/b"])
    page.fill("#text", "")
    wait_for_refs(page, [f"people/{each}" for each in "abcd"])
    page.keyboard.press("Escape")
    page.keyboard.press("y")
    page.wait_for_function("() => document.querySelector('#only-problems').checked")
    wait_for_refs(page, [])
    page.keyboard.press("y")
    page.select_option("#kind", "people")
    wait_for_refs(page, [f"people/{each}" for each in "abcd"])
    page.select_option("#form", "choice")
    wait_for_refs(page, [f"people/{each}" for each in "abcd"])


def test_keys_go_from_fact_to_fact_and_from_page_to_page(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    facts = "".join(
        f"  p{n}: {{name: Person {n}, who: the {n}th of all, single: true}}\n" for n in range(45)
    )
    path.write_text(f"deck: many\ntitle: Many\npeople:\n{facts}", encoding="utf-8")
    with running_preview(path) as address, opened(browser, address) as page:
        assert len(refs(page)) == 20
        page.keyboard.press("j")
        page.keyboard.press("j")
        assert page.evaluate("document.activeElement.dataset.key") == "people/p1"
        page.keyboard.press("k")
        assert page.evaluate("document.activeElement.dataset.key") == "people/p0"
        page.keyboard.press("n")
        wait_for_refs(page, [f"people/p{n}" for n in range(20, 40)])
        page.keyboard.press("n")
        wait_for_refs(page, [f"people/p{n}" for n in range(40, 45)])
        page.click("#before")
        wait_for_refs(page, [f"people/p{n}" for n in range(20, 40)])
        page.keyboard.press("?")
        page.uncheck("#with-keys")
        page.keyboard.press("Escape")
        page.keyboard.press("n")
        page.wait_for_timeout(300)
        assert refs(page)[0] == "people/p20"


def test_the_editor_opens_at_the_line(browser: Browser, deck: Path, tmp_path: Path) -> None:
    script, told = tmp_path / "editor.py", tmp_path / "told.txt"
    script.write_text(
        "import os, sys\n"
        f"with open({str(told) + '.part'!r}, 'w') as out: out.write(' '.join(sys.argv[1:]))\n"
        f"os.replace({str(told) + '.part'!r}, {str(told)!r})\n",
        encoding="utf-8",
    )
    command = f"{sys.executable} {script} {{file}} {{line}}"
    with running_preview(deck, "--editor", command) as address, opened(browser, address) as page:
        page.keyboard.press("j")
        page.keyboard.press("j")
        page.keyboard.press("e")
        page.wait_for_function(
            "() => document.querySelector('#said').textContent.includes('test.yaml:5')"
        )
        for _ in range(600):
            if told.exists():
                break
            page.wait_for_timeout(100)
        assert told.read_text(encoding="utf-8") == f"{deck} 5"


def test_links_for_an_editor(page: Page, deck: Path) -> None:
    link = page.get_attribute(".fact[data-key='people/c'] header a", "href")
    assert link == f"vscode://file{deck}:6:3"


def test_a_deck_in_several_languages(browser: Browser, tmp_path: Path) -> None:
    path = tmp_path / "capitals.yaml"
    path.write_bytes((ROOT / "docs" / "examples" / "capitals.yaml").read_bytes())
    with running_preview(path) as address, opened(browser, address) as page:
        assert "Vienna" in page.text_content("#facts")
        page.select_option("#language", "de")
        page.wait_for_function(
            "() => document.querySelector('#facts').textContent.includes('Wien')"
        )


def test_the_paper(page: Page) -> None:
    page.keyboard.press("o")
    picture = page.wait_for_selector(".sheet")
    page.wait_for_function("() => document.querySelector('.sheet').naturalWidth > 1000")
    assert picture.get_attribute("alt") == "Page 1 of the printed quiz"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_axe_finds_no_violation(browser: Browser, deck: Path, scheme: str, width: int) -> None:
    warned = (
        f"{PEOPLE}  e: {{name: Ed, who: the fifth}}\n"
        "events:\n  x: {name: the Fall, date: 1900, paragraph: 3}\n"
    )
    deck.write_text(warned, encoding="utf-8")
    size = {"width": width, "height": 800}
    with (
        running_preview(deck) as address,
        opened(browser, address, color_scheme=scheme, viewport=size) as page,
    ):
        page.keyboard.press("x")
        page.keyboard.press("o")
        page.wait_for_selector(".sheet")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        for step in (None, "?"):
            if step:
                page.keyboard.press(step)
            # Cards run no scripts, so axe cannot look into their frames.
            found = Axe().run(page, options={"iframes": False})
            assert found.violations_count == 0, found.generate_report()
        page.keyboard.press("Escape")
        deck.write_text(warned + "  y: [", encoding="utf-8")
        page.wait_for_selector(BROKEN)
        page.wait_for_selector("#general .problem")
        found = Axe().run(page, options={"iframes": False})
        assert found.violations_count == 0, found.generate_report()
