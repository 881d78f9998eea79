"""A deck's own templates: they replace the shipped ones, and can't run or fetch anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from anki_support import Collection, cards, check_database, render
from browser_support import ARGUMENTS, need_chromium
from card_support import card_page, marked, new_context, show_side
from deck_support import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from package_support import imported
from playwright.sync_api import sync_playwright

from quizgen.anki.make_notes import wanted_cards
from quizgen.anki.vet_templates import vet
from quizgen.deck.model.looks import Look
from quizgen.diagnostics import Diagnostic
from quizgen.export.anki import notes, package
from quizgen.project import Project, read_projects

DECK = """\
deck: test
title: A test
anki: {templates: my-cards}
people:
  a: {name: Ann, who: the first, single: true}
  b: {name: Bob, who: the second, single: true}
  c: {name: Cy, who: the third, single: true}
  d: {name: Di, who: the fourth, single: true}
"""
FRONT, BACK = "<p>{{Prompt}}</p>", "<p>{{Prompt}} → {{Answer}}</p>"


def read(
    folder: Path, files: dict[str, str], deck: str = DECK
) -> tuple[list[Project], list[Diagnostic]]:
    (folder / "my-cards").mkdir(exist_ok=True)
    for name, text in files.items():
        (folder / "my-cards" / name).write_text(text, encoding="utf-8")
    (folder / "test.yaml").write_text(deck, encoding="utf-8")
    return read_projects([folder / "test.yaml"])


def codes(name: str, text: str) -> list[str]:
    found = list(vet({name: Look(name, text)}))
    assert all(problem.help and problem.place.line for problem in found)
    return [problem.code for problem in found]


def test_own_templates(tmp_path: Path, collection: Collection) -> None:
    files = {"recall-front.html": f"<h2>Q</h2>{FRONT}", "extra.css": ".card { --accent: #123456; }"}
    (project,), problems = read(tmp_path, files)
    assert problems == []
    imported(collection, tmp_path, notes(project))
    forward = next(card for card in cards(collection) if card.ord == 0)
    assert render(forward).front.startswith("<h2>Q</h2><p>")
    assert 'class="answer"' in render(forward).back, "what is not there is as shipped"
    assert render(forward).css.endswith("--accent: #123456; }")
    assert ".quizgen" in render(forward).css
    assert check_database(collection) == []


def test_an_own_style_sheet(tmp_path: Path, collection: Collection) -> None:
    (project,), problems = read(tmp_path, {"style.css": "p { color: red; }"})
    assert problems == []
    imported(collection, tmp_path, notes(project))
    assert render(cards(collection)[0]).css == "p { color: red; }"


def test_an_edited_template_is_a_newer_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (project,), _ = read(tmp_path, {"style.css": "p { color: red; }"})
    assert str(tmp_path / "my-cards" / "style.css") in project.deck.files
    assert package(project) == package(project)


def test_own_choice_templates_still_work(tmp_path: Path, collection: Collection) -> None:
    """The script follows the template, whatever the template contains."""
    files = {
        "choice-front.html": "<main>{{Prompt}}{{Options}}</main>",
        "choice-back.html": "<main>{{Options}}<b>{{Answer}}</b></main>",
    }
    (project,), problems = read(tmp_path, files)
    assert problems == []
    deck = notes(project, wanted_cards(project.deck.anki, choice=True))
    imported(collection, tmp_path, deck)
    card = next(card for card in cards(collection) if card.note_type()["name"] == "quizgen choice")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need_chromium(), args=ARGUMENTS)
        page = card_page(new_context(browser))
        show_side(page, render(card).front)
        page.keyboard.press("1")
        assert len(marked(page, "chosen")) == 1
        show_side(page, render(card).back)
        assert marked(page, "right") == [page.text_content("b")]
        browser.close()


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates" / "anki").glob("*.*")), ids=lambda path: path.name
)
def test_the_shipped_ones_would_pass(path: Path) -> None:
    if path.suffix != ".js":
        assert codes(path.name, path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("recall-front.html", "<p>nothing</p>", ["Q513"]),
        ("recall-back.html", "<p>{{Prompt}}</p>", ["Q513"]),
        ("recall-reverse-front.html", FRONT, ["Q514", "Q513"]),
        ("cloze-front.html", "{{Text}}", ["Q513", "Q514"]),
        ("cloze-back.html", "{{cloze:Text}}", []),
        ("choice-front.html", "{{Prompt}}", ["Q513"]),
        ("choice-front.html", "{{Prompt}}{{Options}}{{Answer}}", ["Q514"]),
        ("choice-front.html", "{{Prompt}}{{Options}}{{Right}}", ["Q514"]),
        ("choice-front.html", "{{Prompt}}{{Options}}{{Key}}", ["Q514"]),
        ("choice-back.html", "{{FrontSide}}{{Answer}}", ["Q514"]),
        ("typed-front.html", "{{Prompt}}{{type:Typed}}", []),
        ("typed-front.html", "{{Prompt}}{{Typed}}", ["Q513", "Q514"]),
        ("typed-front.html", "{{Prompt}}{{type:Typed}}{{hint:Typed}}", ["Q514"]),
        ("recall-front.html", "{{Prompt}}{{Prompts}}", ["Q514"]),
        ("recall-front.html", "{{Prompt}}{{text:Prompt}}", ["Q514"]),
        ("recall-front.html", "{{Prompt}}{{tts en_US:Prompt}}", ["Q514"]),
        ("recall-front.html", "{{#Prompt}}{{Prompt}}", ["Q514"]),
        ("recall-front.html", "{{Prompt}}{{/Prompt}}", ["Q514"]),
        ("recall-front.html", "{{Prompt}}{{^Prompt}}x{{/Prompt}}", ["Q514", "Q514"]),
        ("recall-front.html", "{{Prompt}} {{Prompt }", ["Q514"]),
        ("recall-front.html", "{{Prompt}} {{Prompt", ["Q514"]),
        ("recall-front.html", "{{Prompt}} {{{Prompt}}}", ["Q514"]),
        ("recall-front.html", "{{=<% %>=}}<%Prompt%>", ["Q515", "Q515", "Q514", "Q513"]),
    ],
)
def test_fields(name: str, text: str, expected: list[str]) -> None:
    assert sorted(codes(name, text)) == sorted(expected)


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//x.test/a.js></SCRIPT>",
        "<img src=x onerror=alert(1)>",
        '<img src="x">',
        '<p onclick="x()">',
        "<p onclick=x()>",
        '<p style="background: url(//x.test)">',
        '<a href="javascript:x()">x</a>',
        '<a href="https://x.test">x</a>',
        '<iframe srcdoc="x"></iframe>',
        "<svg/onload=x()>",
        "<math><mtext></mtext></math>",
        '<div\x0conclick="x()">',
        "<div/onclick=x()>",
        '<div class="a"onclick="x()">',
        "<div class='a' onclick='x()'>",
        '<div class="{{Prompt}}">',
        '<div style="{{Prompt}}">',
        '<div style="color: red; {{Spare3}}">',
        '<div style="{{Spare3}}{{Spare3}}">',
        '<div data-x="{{Spare3}}">',
        '<div title="x {{Prompt}} y">',
        "<div {{Prompt}}>",
        "<{{Prompt}}>",
        "<!-- <script> -->",
        "<!--> <script>",
        "<!-- {{Prompt}} -->",
        "<![CDATA[x]]>",
        "<?php x ?>",
        "</",
        "a < b",
        "<style>@import 'x';</style>",
        "<template><p></p></template>",
        "<base href='//x.test/'>",
        "<form action='//x.test/'><button>x</button></form>",
        "[sound:a.mp3]",
        "[latex]\\input{/etc/passwd}[/latex]",
        "[$]x[/$]",
        "[[type:Prompt]]",
        "[anki:tts lang=en_US]x[/anki:tts]",
    ],
)
def test_what_a_template_may_not_have(markup: str) -> None:
    assert "Q515" in codes("recall-front.html", FRONT + markup)


@pytest.mark.parametrize(
    ("style", "sound"),
    [
        ("p { color: red } p::after { content: '\\2713' }", True),
        ("/* a comment */ @media (prefers-color-scheme: dark) { p { color: white } }", True),
        ("@import 'x.css';", False),
        ("p { background: url(x.png) }", False),
        ("p { background: URL (x.png) }", False),
        ("p { background: u\\72l(x.png) }", False),
        ("p { background: \\75 rl(x.png) }", False),
        ("p { background: u/**/rl(x.png) }", False),
        ("@\\69mport 'x.css';", False),
        ("p { background: image-set('x.png' 1x) }", False),
        ("</style><script>alert(1)</script>", False),
        ("p { behavior: x }", False),
    ],
)
def test_style_sheets(style: str, sound: bool) -> None:  # noqa: FBT001 - a case
    assert codes("style.css", style) == ([] if sound else ["Q516"])
    assert codes("extra.css", style) == ([] if sound else ["Q516"])


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.text(st.sampled_from('<>"=/ !-{}#^:apdivonclick&\n'), max_size=60))
def test_no_text_is_too_much(text: str) -> None:
    for name in ("recall-front.html", "choice-back.html", "style.css"):
        codes(name, text)


def test_lines_end_as_the_report_shows_them() -> None:
    text = f"{FRONT}\r\u2028\x85 <script>"
    (problem,) = vet({"recall-front.html": Look("recall-front.html", text)})
    assert (problem.place.line, problem.place.column) == (4, 2)


def test_a_hostile_template_takes_no_time() -> None:
    for text in (
        "<" * 60_000,
        "<div" + " a" * 30_000,
        "<div " + " " * 60_000,
        "{" * 60_000,
        "{{#a}}" * 10_000,
    ):
        assert codes("recall-front.html", text)


def test_a_template_may_have_the_look_and_the_tags_of_a_note() -> None:
    tag = '<div data-tags="{{Tags}}" style="{{Spare3}}">'
    assert codes("recall-front.html", f"{tag}{FRONT}</div>") == []


def test_an_own_template_is_read_aloud(tmp_path: Path, collection: Collection) -> None:
    """The author need not say where, and can."""
    files = {"recall-front.html": FRONT, "recall-back.html": f"<!-- speech -->\n{BACK}"}
    deck = DECK.replace("my-cards}", "my-cards, tts: true}")
    (project,), problems = read(tmp_path, files, deck)
    assert problems == []
    imported(collection, tmp_path, notes(project))
    card = next(card for card in cards(collection) if card.ord == 0)
    sides = render(card)
    assert sides.front.startswith("<p>Which")
    assert "[anki:play:q:0]" in sides.front
    assert sides.back.startswith('<div class="speech">[anki:play:a:0]</div>')
    assert [tag.lang for tag in card.question_av_tags()] == ["en_US"]


def test_a_style_sheet_can_be_for_one_deck_and_one_kind(
    tmp_path: Path, collection: Collection
) -> None:
    """Anki keeps one style sheet for all decks of a collection, so rules name what they mean."""
    rules = (
        '.quizgen[data-tags~="test"] .answer { color: rgb(1, 2, 3); }\n'
        '.quizgen[data-tags~="test"][data-tags~="terms"] .answer { color: rgb(4, 5, 6); }\n'
    )
    facts = "terms:\n  h: {name: herb, definition: a plant}\n"
    plain = DECK.replace("deck: test", "deck: other").replace("anki: {templates: my-cards}\n", "")
    for deck in (plain + facts, DECK + facts):
        (project,), problems = read(tmp_path, {"extra.css": rules}, deck)
        assert problems == []
        imported(collection, tmp_path, notes(project))
    found = {}
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need_chromium(), args=ARGUMENTS)
        page = card_page(new_context(browser))
        for card in cards(collection):
            sides = render(card)
            show_side(page, sides.back, sides.css)
            color = "getComputedStyle(document.querySelector('.answer')).color"
            found["/".join(card.note()["Key"].split("/")[:2])] = page.evaluate(color)
        browser.close()
    assert found == {
        "other/people": "rgb(10, 85, 102)",
        "other/terms": "rgb(10, 85, 102)",
        "test/people": "rgb(1, 2, 3)",
        "test/terms": "rgb(4, 5, 6)",
    }


# Where the files may be


@pytest.mark.parametrize(
    ("folder", "code"),
    [("..", "Q007"), ("/tmp", "Q007"), ("missing", "Q511"), ("test.yaml", "Q511"), ("out", "Q007")],  # noqa: S108
)
def test_the_folder_is_beside_the_deck(folder: str, code: str, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "outside").mkdir()
    (home / "out").symlink_to(tmp_path / "outside")
    projects, problems = read(home, {}, DECK.replace("my-cards", folder))
    assert ([problem.code for problem in problems], projects) == ([code], [])
    assert problems[0].help


def test_files_that_are_none(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (tmp_path / "secret.css").write_text("p { color: red; }", encoding="utf-8")
    own = home / "my-cards"
    own.mkdir()
    (own / "style.css").symlink_to(tmp_path / "secret.css")
    (own / "extra.css").write_text("p { }" * 20_000, encoding="utf-8")
    (own / "recall-front.html").write_text("", encoding="utf-8")
    (own / "recall-back.html").mkdir()
    (own / "cloze-front.html").write_bytes(b"\xff\xfe")
    (own / "recal-front.html").write_text(FRONT, encoding="utf-8")
    (own / "notes.txt").write_text("left alone", encoding="utf-8")
    _, problems = read(home, {})
    assert sorted(problem.code for problem in problems) == [
        "Q005",
        "Q007",
        "Q511",
        "Q511",
        "Q511",
        "Q512",
    ]
    unknown = next(problem for problem in problems if problem.code == "Q512")
    assert unknown.help == "did you mean `recall-front.html`?"


def test_problems_say_where(tmp_path: Path) -> None:
    projects, problems = read(tmp_path, {"recall-front.html": f"{FRONT}\n  <script></script>\n"})
    assert [(problem.place.line, problem.place.column) for problem in problems] == [(2, 3), (2, 11)]
    assert problems[0].place.file.endswith("recall-front.html")
    assert len(projects) == 1
