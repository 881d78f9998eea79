"""The practice page as a page: what it lets through, whom it keeps out, what leaves it."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from axe_support import violations
from deck_support import ROOT
from playwright.sync_api import Browser, Page
from practice_support import (
    KEYBOARD,
    MOUSE,
    answer,
    data_of,
    every_form,
    go_on,
    open_question,
    opened,
    page_in,
    play,
    question_of,
    set_of,
)

from quizgen.deck.answered import read_responses
from quizgen.exchange.model import Answering, Option
from quizgen.markup.parse import marked
from quizgen.practice.app_files import LINKS, app_files
from quizgen.practice.page import LIBRARY, SCRIPTS, practice_page
from quizgen.practice.page_data import PageSettings, page_data
from quizgen.quiz.manifest import Passage

# The file that the package ts-fsrs 5.4.2 has as dist/index.umd.js.
LIBRARY_HASH = "59b7444121d0aae5bb969097ed95df38eff4a4f878e459703c63720f6b6a176b"
ATTACKS = (
    "<script>window.attacked = 1</script>",
    "</script><script>window.attacked = 1</script>",
    "<img src=x onerror='window.attacked = 1'>",
    "</style><svg onload=window.attacked=1>",
    "<!--<script>",
    "]]>--><b onmouseover=window.attacked=1>",
    "\"'><iframe srcdoc='<script>parent.attacked=1</script>'></iframe>",
    "$policy ${script} {count} &lt;b&gt; &#60;b>",
)
RUNS = """() => {
  const found = [];
  for (const each of document.querySelectorAll('main *, #sheet *, title')) {
    if (/^(SCRIPT|EMBED|OBJECT|BASE|IFRAME|STYLE|LINK|FORM)$/.test(each.tagName)) {
      found.push(each.tagName);
    }
    for (const { name, value } of each.attributes) {
      if (/^on|^srcdoc$/.test(name) || /^\\s*javascript:/i.test(value)) found.push(name);
    }
  }
  return found;
}"""


# Whatever the policy must refuse; returns the names of what it refused.
BREAKING_OUT = """async () => {
  const refused = [];
  document.addEventListener('securitypolicyviolation',
    (event) => refused.push(event.effectiveDirective));
  const add = (tag, properties) => {
    document.body.append(Object.assign(document.createElement(tag), properties));
  };
  add('img', { src: 'https://example.org/x.png' });
  add('style', { textContent: 'body { color: red }' });
  add('iframe', { src: 'https://example.org/' });
  try { document.body.innerHTML = '<b>x</b>'; } catch { refused.push('trusted-types'); }
  try { await fetch('https://example.org/'); } catch { refused.push('fetch'); }
  await new Promise((resolve) => setTimeout(resolve, 200));
  // The driver of the browser may call eval, but what runs later is the page's own.
  try { eval('window.attacked = 1'); } catch { refused.push('eval'); }
  return refused;
}"""


def hostile(form: str, number: int) -> object:
    attack = ATTACKS[number % len(ATTACKS)]
    made = question_of(form, number)
    options = tuple(
        replace(each, text=f"{each.text} {attack}", feedback=f"Why? {attack}")
        for each in made.options
    )
    return replace(
        made,
        id=f"{made.id} {attack}",
        stem=f"{made.stem} {attack}",
        options=options,
        left=tuple(f"{each} {attack}" for each in made.left),
        answer=attack,
        accepted=(attack,) if made.accepted else (),
        explanation=(attack, marked("[here](javascript:window.attacked=1)")),
        cited=(attack,),
        facts=(f"a/{attack}",),
        passage="p",
    )


def test_hostile_questions_run_nothing(browser: Browser, tmp_path: Path) -> None:
    forms = ("choice", "multiple", "matching", "ordering", "fill-in", "short")
    asked = [hostile(form, number) for form in forms for number, _ in enumerate(ATTACKS)]
    passages = {"p": Passage("p", ATTACKS[1], ATTACKS[2])}
    made = set_of(asked, title="".join(ATTACKS), source=ATTACKS[1], passages=passages)
    address = page_in(tmp_path, made)
    with opened(browser, address) as page:
        assert page.title() == " ".join("".join(ATTACKS).split())
        assert page.text_content("h1") == "".join(ATTACKS)
        page.click("label:has(input[name=count]) >> nth=-1")
        page.click("#start")
        while page.get_attribute("body", "data-view") == "question":
            answer(page, KEYBOARD, right=False)
            assert page.evaluate(RUNS) == []
            go_on(page, KEYBOARD)
        assert page.evaluate(RUNS) == []
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.evaluate(RUNS) == []
        assert page.evaluate("window.attacked") is None


def test_the_policy_lets_nothing_else_through(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("choice")])
    context = browser.new_context()
    page = context.new_page()
    loaded: list[str] = []
    page.on("requestfinished", lambda request: loaded.append(request.url))
    page.goto(address)
    refused = page.evaluate(BREAKING_OUT)
    assert {"img-src", "style-src-elem", "frame-src", "connect-src"} <= set(refused)
    assert {"trusted-types", "fetch", "eval"} <= set(refused)
    assert page.evaluate("window.attacked") is None
    assert loaded == [address]
    context.close()


def test_nothing_on_the_page_names_another_address(tmp_path: Path) -> None:
    page_in(tmp_path, every_form())
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert not re.search(r"\b(?:src|href)=[\"'](?!data:|#)", text)
    assert "sourceMappingURL" not in text
    own = "".join((ROOT / "templates" / "practice" / name).read_text("utf-8") for name in SCRIPTS)
    # Names of namespaces, which nothing loads.
    assert set(re.findall(r"https?://[^\s\"'<>`)]+", own)) == {
        "http://www.w3.org/1998/Math/MathML",
        "http://www.w3.org/2000/svg",
    }
    assert not re.search(r"innerHTML|insertAdjacentHTML|document\.write|\beval\(|fetch\(", own)


def test_the_same_questions_give_the_same_bytes(tmp_path: Path) -> None:
    pages = set()
    for name in "ab":
        page_in(tmp_path, every_form(), name=name)
        pages.add((tmp_path / name).read_bytes())
    assert len(pages) == 1


def test_the_library_is_as_it_was_published() -> None:
    data = (ROOT / "templates" / "practice" / LIBRARY).read_bytes()
    assert hashlib.sha256(data).hexdigest() == LIBRARY_HASH


def test_the_page_carries_the_licence_of_the_library(tmp_path: Path) -> None:
    page_in(tmp_path, every_form())
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert (ROOT / "templates" / "practice" / "fsrs" / "LICENSE").read_text("utf-8").strip() in text


@pytest.mark.parametrize(("scheme", "width"), [("light", 400), ("dark", 1100)])
def test_axe_finds_no_violation(browser: Browser, tmp_path: Path, scheme: str, width: int) -> None:
    address = page_in(tmp_path, every_form())
    options = {
        "color_scheme": scheme,
        "viewport": {"width": width, "height": 800},
        "bypass_csp": True,
        "reduced_motion": "reduce",
    }
    with opened(browser, address, **options) as page:
        found = violations(page)
        page.click("#start")
        seen = set()
        while page.get_attribute("body", "data-view") == "question":
            form = page.text_content("#form")
            right = form in seen
            if not right:
                found += violations(page)
            answer(page, MOUSE, right=right)
            if not right:
                found += violations(page)
                width_now = page.evaluate("document.documentElement.scrollWidth")
                assert width_now <= width
            seen.add(form)
            go_on(page, MOUSE)
        found += violations(page)
        assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation_in_an_exam(browser: Browser, tmp_path: Path, scheme: str) -> None:
    address = page_in(tmp_path, every_form(), PageSettings(exam=True))
    options = {"color_scheme": scheme, "bypass_csp": True, "reduced_motion": "reduce"}
    with opened(browser, address, **options) as page:
        page.click("#start")
        found = violations(page)
        page.fill("#name", "Ada")
        page.click("#start")
        answer(page, MOUSE, right=False)
        found += violations(page)
        for _ in every_form()[1:]:
            page.click("#next")
        page.click("#finish")
        found += violations(page)
        page.click("#finish-now")
        found += violations(page)
        assert found == []


def test_texts_show_their_markup(browser: Browser, tmp_path: Path) -> None:
    source = "*one* **two** `a < b` $\\frac{x^2}{2}$ [site](https://example.org/)"
    made = question_of(
        "choice",
        stem=marked(source),
        explanation=(marked("- a\n- b\n\n```python\nfor x in y:\n    pass\n```"),),
    )
    with opened(browser, page_in(tmp_path, [made])) as page:
        page.click("#start")
        assert page.text_content("#stem em") == "one"
        assert page.text_content("#stem strong") == "two"
        assert page.text_content("#stem code") == "a < b"
        assert page.eval_on_selector("#stem mfrac", "(each) => each.namespaceURI") == (
            "http://www.w3.org/1998/Math/MathML"
        )
        box = page.eval_on_selector("#stem mfrac", "(each) => each.getBoundingClientRect().height")
        assert box > 15
        assert page.get_attribute("#stem a", "href") == "https://example.org/"
        answer(page, MOUSE)
        assert page.eval_on_selector_all(".note li", "(all) => all.length") == 2
        assert "    pass" in page.text_content(".note pre")


@pytest.mark.parametrize(
    ("language", "start", "direction"),
    [
        ("de", "Los geht\N{RIGHT SINGLE QUOTATION MARK}s", "ltr"),
        ("es", "Empezar", "ltr"),
        ("fr", "Commencer", "ltr"),
        ("ru", "Начать", "ltr"),
        # There are no words in Arabic yet, but its lines run from right to left.
        ("ar", "Start", "rtl"),
    ],
)
def test_the_page_speaks_the_language_of_the_deck(
    browser: Browser, tmp_path: Path, language: str, start: str, direction: str
) -> None:
    address = page_in(tmp_path, set_of(every_form(), language))
    with opened(browser, address) as page:
        assert page.text_content("#start") == start
        assert page.get_attribute("html", "lang") == language
        assert page.get_attribute("html", "dir") == direction
        page.click("#start")
        play(page, MOUSE)
        assert "{" not in page.text_content("#main")


def test_right_to_left_mirrors_the_page(browser: Browser, tmp_path: Path) -> None:
    made = set_of([question_of("choice", stem="ما هي عاصمة فرنسا؟")], "ar")
    with opened(browser, page_in(tmp_path, made)) as page:
        page.click("#start")
        middle = (
            "(each) => { const { left, width } = each.getBoundingClientRect();"
            " return left + width / 2; }"
        )
        key = page.eval_on_selector(".option .key", middle)
        option = page.eval_on_selector(".option", middle)
        assert key > option


def test_nothing_is_lost_while_the_page_is_open_if_the_browser_keeps_nothing(
    browser: Browser, tmp_path: Path
) -> None:
    address = page_in(tmp_path, [question_of("choice", number) for number in range(2)])
    context = browser.new_context()
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', "
        "{ get() { throw new DOMException('blocked', 'SecurityError'); } })"
    )
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(address)
    assert "keeps nothing" in page.text_content(".notice")
    page.click("#start")
    play(page, MOUSE)
    page.click("#home")
    assert page.text_content(".legend") == "0 known2 being learned0 new"
    assert failures == []
    context.close()


def test_a_full_place_stops_nothing(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("choice", number) for number in range(2)])
    with opened(browser, address) as page:
        page.evaluate(
            "() => { Storage.prototype.setItem = () => { throw new DOMException('', 'Quota') } }"
        )
        page.click("#start")
        play(page, MOUSE)
        page.click("#home")
        assert "keeps nothing" in page.text_content(".notice")
        assert page.text_content(".legend") == "0 known2 being learned0 new"


def test_a_page_saves_what_waits_when_it_closes(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("choice")])
    with opened(browser, address) as page:
        page.add_init_script("window.setTimeout = () => 0")
        page.reload()
        page.click("#start")
        play(page, MOUSE)
        page.reload()
        page.click("#home")
        assert page.text_content(".legend") == "0 known1 being learned0 new"


@pytest.mark.parametrize(
    "kept", ["[]", "{", "null", '{"a":1}', '"x"', "[[1,2]]", '{"choice q0/choice":[1,"x"]}']
)
def test_damaged_progress_is_left_out(browser: Browser, tmp_path: Path, kept: str) -> None:
    address = page_in(tmp_path, [question_of("choice")])
    with opened(browser, address) as page:
        page.evaluate(
            "(kept) => { for (const name of ['cards', 'last', 'log', 'round', 'settings'])"
            " localStorage.setItem(`quizgen/deck/en/${name}`, kept); }",
            kept,
        )
        page.reload()
        page.click("#start")
        play(page, MOUSE)
        assert page.text_content("h1") == "1 of 1 right"


def saved(page: Page, selector: str) -> bytes:
    with page.expect_download() as download:
        page.click(selector)
    return Path(download.value.path()).read_bytes()


def test_progress_goes_to_another_browser(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, every_form())
    with opened(browser, address) as page:
        page.click("#start")
        play(page, MOUSE)
        page.click("#home")
        page.click(".keeping summary")
        copy = saved(page, "#export-json")
        shown = page.text_content(".legend")
    kept = tmp_path / "copy.json"
    kept.write_bytes(copy)
    assert json.loads(copy)["quizgen"] == "practice"
    with opened(browser, address) as page:
        page.set_input_files("#import-file", kept)
        page.wait_for_selector("#import-result:has-text('taken over')")
        assert page.text_content(".legend") == shown
        kept.write_text('{"quizgen": "practice", "quiz": "another", "cards": {}}')
        page.set_input_files("#import-file", kept)
        page.wait_for_selector("#import-result:has-text('no copy')")
        assert page.text_content(".legend") == shown
        page.click("#erase")
        page.click("#erase")
        assert page.text_content(".legend") == f"0 known0 being learned{len(every_form())} new"


def test_the_table_of_answers_is_one_that_quizgen_reads(browser: Browser, tmp_path: Path) -> None:
    tricky = tuple(
        Option(text, is_right=number == 1)
        for number, text in enumerate(["=1+1", "a | b", 'say "x", \\ y', "-5"])
    )
    questions = [*every_form()[:-1], question_of("choice", 20, options=tricky, shuffle=False)]
    address = page_in(tmp_path, questions)
    with opened(browser, address) as page:
        page.click("#start")
        play(page, MOUSE, wrong=["choice q0/choice", "choice q20/choice"])
        page.click("#home")
        page.click(".keeping summary")
        table = tmp_path / "responses.csv"
        table.write_bytes(saved(page, "#export-csv"))
    answers = {each.item: each for each in read_responses(table)}
    assert answers.keys() == {each.id for each in questions}
    # The last answer counts, and what was missed at first was right at last.
    assert all(each.is_right for each in answers.values())
    assert answers["q20/choice"].offered == ("=1+1", "a | b", 'say "x", \\ y', "-5")
    assert answers["q20/choice"].chosen == ("a | b",)


def test_printing_shows_all_questions_and_then_the_answers(
    browser: Browser, tmp_path: Path
) -> None:
    address = page_in(tmp_path, every_form())
    with opened(browser, address) as page:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.is_hidden("main")
        assert len(page.query_selector_all(".sheet-items > li")) == len(every_form())
        assert len(page.query_selector_all(".sheet-answers > li")) == len(every_form())
    exam = page_in(tmp_path, every_form(), PageSettings(exam=True), "exam.html")
    with opened(browser, exam) as page:
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.query_selector(".sheet-answers") is None


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        pass


def test_an_app_opens_without_a_network_after_the_first_visit(
    browser: Browser, tmp_path: Path
) -> None:
    asked = set_of(every_form())
    data = page_data(asked, PageSettings()) | {"worker": "worker.js"}
    files = app_files(practice_page(data, asked.title, links=LINKS), "A title", "en", "ltr")
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(tmp_path)))
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    context = browser.new_context()
    page = context.new_page()
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if said.type == "error" else None)
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    server.shutdown()
    server.server_close()
    page.reload()
    page.click("#start")
    play(page, MOUSE)
    assert page.text_content("h1").endswith("right")
    fresh = context.new_page()
    fresh.goto(f"{address}index.html")
    assert fresh.text_content("h1") is not None
    manifest = json.loads(files["manifest.webmanifest"])
    assert {each["src"] for each in manifest["icons"]} <= files.keys()
    assert failures == []
    context.close()


def test_an_exam_about_a_printed_quiz_hands_in_letters(browser: Browser, tmp_path: Path) -> None:
    questions = [
        question_of("choice", 0, shuffle=False),
        question_of("true-false", 1),
        question_of("matching", 2, shuffle=False),
        question_of("multiple", 3, shuffle=False),
        question_of("short", 4),
    ]
    numbers = {each.id: number for number, each in enumerate(questions, 3)}
    address = page_in(tmp_path, questions, PageSettings(exam=True, version="B", printed=numbers))
    with opened(browser, address) as page:
        page.fill("#name", "Ada Lovelace")
        page.fill("#student_number", "17")
        page.click("#start")
        for number, _ in enumerate(questions):
            answer(page, MOUSE)
            page.click("#next" if number < len(questions) - 1 else "#finish")
        rows = list(csv.reader(io.StringIO(saved(page, "#export-csv").decode("utf-8-sig"))))
    assert rows == [
        ["number", "name", "version", "3", "4", "5", "6", "7"],
        ["17", "Ada Lovelace", "B", "B", "F", "c, a, d, b", "A, C", "Grace Hopper"],
    ]


def rows_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_an_exam_hands_in_a_row_for_each_question(browser: Browser, tmp_path: Path) -> None:
    questions = [
        question_of("choice", 0),
        question_of("choice", 1),
        question_of("short", 2),
        question_of("short", 3),
        open_question(4),
        open_question(5),
    ]
    address = page_in(tmp_path, questions, PageSettings(exam=True))
    with opened(browser, address) as page:
        page.fill("#name", "Ada")
        page.click("#start")
        answer(page, MOUSE)
        page.click("#next")
        page.click("#next")
        answer(page, MOUSE, right=False)
        page.click("#next")
        answer(page, MOUSE)
        page.click("#next")
        page.fill("#answer", "One reason.\nAnother.")
        page.click("#next")
        page.click("#finish")
        # The page saves the file by itself.
        automatic = saved(page, "#finish-now")
        assert saved(page, "#export-csv") == automatic
    table = tmp_path / "responses.csv"
    table.write_bytes(automatic)
    assert [each.item for each in read_responses(table)] == [each.id for each in questions]
    rows = rows_of(automatic)
    assert [each["printed"] for each in rows] == ["1", "2", "3", "4", "5", "6"]
    given = [each["given"] for each in rows]
    assert given[1:] == ["", "Nobody", "Grace Hopper", "One reason.\nAnother.", ""]
    states = [each["state"] for each in rows]
    assert states == ["final", "final", "review", "final", "review", "final"]
    assert [each["earned"] for each in rows] == ["1", "0", "0", "1", "0", "0"]
    # Nobody knows yet what an answer misses that waits for the teacher.
    assert [bool(each["missed"]) for each in rows] == [False, True, False, False, False, True]


@pytest.mark.parametrize(
    ("name", "number", "file"),
    [
        ("Ada", "", "ada-responses.csv"),
        ("Ada Lovelace", "17", "ada-lovelace-17-responses.csv"),
        ("../../C:\\Ada?*", "", "c-ada-responses.csv"),
        ("Анна Иванова", "", "анна-иванова-responses.csv"),
        ("???", "", "deck-responses.csv"),
    ],
)
def test_the_file_of_an_exam_says_whose_it_is(
    browser: Browser, tmp_path: Path, name: str, number: str, file: str
) -> None:
    address = page_in(tmp_path, [question_of("choice")], PageSettings(exam=True))
    with opened(browser, address) as page:
        page.fill("#name", name)
        page.fill("#student_number", number)
        page.click("#start")
        answer(page, MOUSE)
        with page.expect_download() as download:
            page.click("#finish")
        assert download.value.suggested_filename == file
        assert file in page.text_content("#hand-in")


def test_the_label_above_a_question_names_one_question() -> None:
    asked = set_of([question_of("short"), question_of("ordering", 1)])
    labels = [each["label"] for each in page_data(asked, PageSettings())["items"]]
    assert labels == ["Short answer", "Put in order"]


def test_every_way_of_answering_has_its_player() -> None:
    played = {each["play"] for each in page_data(set_of(every_form()), PageSettings())["items"]}
    assert played == {"one", "several", "slots", "write", "open"}
    assert {each.answering for each in every_form()} == set(Answering)


def test_data_can_end_no_element(browser: Browser, tmp_path: Path) -> None:
    asked = [hostile("choice", number) for number, _ in enumerate(ATTACKS)]
    with opened(browser, page_in(tmp_path, asked)) as page:
        assert [each["sources"] for each in data_of(page)["items"]] == [[each] for each in ATTACKS]
