"""Markup and formulas on cards of the real Anki."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from anki_support import Collection, cards, check_database, render
from browser_support import ARGUMENTS, need_chromium
from card_support import card_page, new_context, show_side
from package_support import fields_of, imported
from playwright.sync_api import sync_playwright

from quizgen.export.anki import notes
from quizgen.project import Project, read_projects

DECK = r"""
deck: test
title: A test
anki: {choice: true, typed: true}
terms:
  derivative: {name: derivative, definition: 'the *limit* $\lim_{h \to 0} \frac{f(x+h)}{h}$'}
  water: {name: '**water**', definition: '\ce{H2O}, or H~2~O'}
  loop:
    name: loop
    definition: |
      it repeats `x < 1`, as in
      ```python
      while x < 1: print("<b>")  # {{c1::no}} [sound:a.mp3]
      ```
  steps:
    name: steps
    definition:
      value: |
        two of them:

        1. [sign](https://a.b/?x=1&y=2) here
        2. *wait*
      note: '$a<b$ and $[latex]x$ and `[$]`'
statements:
  nested: >-
    {{$\frac{a}{b^{2}}$|text}} times $\sqrt{x^{y^{2}}}$ is {{*not* a: b::c|text}}, as
    {{$f::g$|text}}.
"""


def read(folder: Path, deck: str = DECK) -> Project:
    path = folder / "test.yaml"
    path.write_text(deck, encoding="utf-8")
    projects, problems = read_projects([path])
    assert [problem.code for problem in problems if problem.severity == "error"] == []
    return projects[0]


@pytest.fixture
def brought(tmp_path: Path, collection: Collection) -> Collection:
    imported(collection, tmp_path, notes(read(tmp_path)))
    return collection


MATH = '<span class="mathjax_process tex2jax_process">'


def test_formulas_keep_the_delimiters_of_mathjax(brought: Collection) -> None:
    answer = fields_of(brought, "test/terms/derivative/definition")["Answer"]
    assert answer == (rf"The <em>limit</em> {MATH}\(\lim_{{h \to 0}} \frac{{f(x+h)}}{{h}}\)</span>")
    answer = fields_of(brought, "test/terms/water/definition")["Answer"]
    assert answer == rf"{MATH}\(\ce{{H2O}}\)</span>, or H<sub>2</sub>O"


def test_code_and_lists(brought: Collection) -> None:
    answer = fields_of(brought, "test/terms/loop/definition")["Answer"]
    assert "<code>x &lt; 1</code>" in answer
    assert '<pre class="code"><code><span class="k">while</span>' in answer
    assert "&lt;b&gt;" in answer
    answer = fields_of(brought, "test/terms/steps/definition")["Answer"]
    assert answer.endswith(
        '<ol><li><a href="https://a.b/?x=1&amp;y=2">sign</a> here</li><li><em>wait</em></li></ol>'
    )


def test_blanks_with_formulas(brought: Collection) -> None:
    text = fields_of(brought, "test/statements/nested/text")["Text"]
    deletions = re.findall(r"\{\{c(\d)::(.*?)\}\}", text)
    assert [number for number, _ in deletions] == ["1", "2", "3"]
    assert deletions[0][1] == rf"{MATH}\(\frac{{a}}{{b^{{2}} }}\)</span>"
    assert html.unescape(deletions[1][1]) == "<em>not</em> a: b::c"
    fronts = [
        render(card).front
        for card in cards(brought)
        if card.note()["Key"] == "test/statements/nested/text"
    ]
    assert len(fronts) == 3
    assert deletions[2][1] == rf"{MATH}\(f:&#58;g\)</span>"
    assert all(front.count("[...]") == 1 for front in fronts)
    assert r"\(\sqrt{x^{y^{2} } }\)" in fronts[0]


def test_anki_finds_nothing_to_run(brought: Collection) -> None:
    for card in cards(brought):
        assert not card.question_av_tags()
        assert not card.answer_av_tags()
        fields = "".join(card.note().fields)
        assert not re.search(r"\[latex|\[\$|\[sound|<img|<script|<b>", fields)
    assert brought.get_empty_cards().report == ""
    assert check_database(brought) == []


def test_typed_answers_are_plain(brought: Collection) -> None:
    typed = {
        note["Key"].removeprefix("test/terms/"): note["Typed"]
        for note in map(brought.get_note, brought.find_notes(""))
        if note["Key"].endswith("/typed")
    }
    assert typed["water/definition/back/typed"] == "water"
    assert "water/definition/typed" not in typed, "nobody types H₂O"


def test_a_deck_may_turn_markup_off(tmp_path: Path, collection: Collection) -> None:
    deck = "deck: test\ntitle: T\nmarkup: false\nterms: {a: {name: '*a*', definition: '$x$ `y`'}}\n"
    imported(collection, tmp_path, notes(read(tmp_path, deck)))
    assert fields_of(collection, "test/terms/a/definition")["Answer"] == "$x$ `y`"
    assert "“*a*”" in fields_of(collection, "test/terms/a/definition")["Prompt"]


def test_cards_with_code_fit_a_small_screen(brought: Collection) -> None:
    sides = [render(card) for card in cards(brought) if "/loop/" in card.note()["Key"]]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=need_chromium(), args=ARGUMENTS)
        page = card_page(new_context(browser, viewport={"width": 400, "height": 700}))
        for side in sides:
            show_side(page, side.back, side.css)
            assert page.evaluate("document.documentElement.scrollWidth") <= 400
        colours = "(e) => getComputedStyle(document.querySelector(e)).color"
        assert page.evaluate(colours, "pre .k") != page.evaluate(colours, "pre .c")
        browser.close()
