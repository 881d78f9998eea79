"""The parts of the preview without a browser."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import ROOT

from quizgen.anki.looks import sides
from quizgen.anki.notetypes import CLOZE, RECALL, TYPED
from quizgen.diagnostics import Place
from quizgen.preview.cards import cards_of
from quizgen.preview.editor import Editor, EditorError, address_of
from quizgen.preview.formulas import with_mathml
from quizgen.preview.owners import owners_of
from quizgen.preview.query import PAGE_SIZE, Query, Row, found, query_of
from quizgen.preview.rendering import with_code
from quizgen.preview.sides import Side, filled
from quizgen.project import read_projects

FRONT, BACK = Side(1, is_back=False, media="m/"), Side(1, is_back=True, media="m/")


def test_owners_of_lines() -> None:
    text = """\
deck: x
people:
  a: {name: A}
  # a remark

  b:
    name: B
    who:
      value: x
  c:
    na
events: {e: {name: E}}
quiz: {items: 3}"""
    known = {"people/a", "people/b", "people/c", "events/e"}
    a, b, c, e = "people/a", "people/b", "people/c", "events/e"
    assert owners_of(text.splitlines(), known) == ["", "", a, a, a, b, b, b, b, c, c, e, ""]


def test_sides_as_anki_fills_them() -> None:
    fields = {"Prompt": "Q", "Answer": "A", "Remarks": " ", "Source": "S", "Language": "en"}
    ((front, back), _) = sides(RECALL, {})
    assert '<div class="question">Q</div>' in filled(front, fields, FRONT)
    shown = filled(back, fields, BACK)
    assert '<div class="answer">A</div>' in shown
    assert "remarks" not in shown
    assert '<div class="source">S</div>' in shown
    assert "{{" not in shown
    assert filled(front, {}, FRONT).strip() == ""


def test_gaps() -> None:
    ((front, back),) = sides(CLOZE, {})
    fields = {"Text": "{{c1::a::who}} and {{c2::b}} and {{c1::c}}"}
    shown = filled(front, fields, FRONT)
    assert '<span class="cloze">[who]</span>' in shown
    assert '<span class="cloze-inactive">b</span>' in shown
    assert '<span class="cloze">[...]</span>' in shown
    assert '<span class="cloze">a</span>' in filled(back, fields, BACK)


def test_typed_answers_speech_and_sounds() -> None:
    ((front, back),) = sides(TYPED, {})
    fields = {"Prompt": 'Q [sound:a.mp3]<img src="b.png" alt="">', "Typed": "A", "Spare1": "en_US"}
    shown = filled(front, fields, FRONT)
    assert '<input type="text" id="typeans"' in shown
    assert 'src="m/a.mp3"' in shown
    assert '<img src="m/b.png"' in shown
    assert "Anki reads this aloud (en_US)" in shown
    assert "[anki:" not in shown
    assert '<code id="typeans">A</code>' in filled(back, fields, BACK)


def test_formulas_become_mathml() -> None:
    html = '<span class="mathjax_process tex2jax_process">\\(\\frac{a}{b} &lt; 1\\)</span>'
    assert with_mathml(html).startswith('<math display="inline"><mrow><mfrac>')
    bad = '<span class="mathjax_process tex2jax_process">\\(\\href{javascript:x}{y}\\)</span>'
    assert with_mathml(bad) == r"<code>\href{javascript:x}{y}</code>"


def test_cards_of_a_shipped_deck_match_their_policies() -> None:
    (project,), _ = read_projects([ROOT / "decks" / "elements.yaml"])
    made = cards_of(project, project.prompts, (), "style")
    cards = [card for each in made.values() for card in each]
    assert len(cards) > 100
    for card in cards:
        for document in (card.front, card.back):
            assert "<script" not in document.html
            assert document.policy.startswith("default-src 'none'")
            assert "unsafe-inline" not in document.policy


def rows(count: int) -> list[Row]:
    return [Row(f"k/{n}", "k", f"word{n} every", frozenset({"choice"})) for n in range(count)]


def test_pages_of_facts() -> None:
    assert found(Query(), rows(45), ()).pages == 3
    assert found(Query(page=9), rows(45), ()).page == 3
    assert found(Query(page=2), rows(45), ()).refs[0] == f"k/{PAGE_SIZE}"
    assert found(Query(fact="k/44"), rows(45), ()).page == 3
    assert found(Query(text="WORD3 every"), rows(5), ()).refs == ("k/3",)
    assert found(Query(form="short"), rows(5), ()).total == 0
    assert found(Query(kind="other"), rows(5), ()).total == 0
    assert found(Query(only_problems=True), rows(5), {"k/2"}).refs == ("k/2",)


def test_background_is_left_out_unless_wanted_or_in_trouble() -> None:
    background = [Row("k/b", "k", "x", is_background=True)]
    assert found(Query(), background, ()).total == 0
    assert found(Query(background=True), background, ()).total == 1
    assert found(Query(), background, {"k/b"}).total == 1


def test_nonsense_is_no_query() -> None:
    assert query_of({"page": -3, "text": 5, "kind": None, "only_problems": "yes"}) == Query()
    assert len(query_of({"text": "x" * 9999}).text) < 300


def test_words_in_backquotes() -> None:
    assert with_code("a `<b>` c") == "a <code>&lt;b&gt;</code> c"
    assert with_code("a ` <b>") == "a ` &lt;b&gt;"


def test_editors() -> None:
    place = Place("/a b/{line}.yaml", 7, 3)
    editor = Editor("code -g {file}:{line}:{column}")
    assert editor.arguments(place) == ["code", "-g", "/a b/{line}.yaml:7:3"]
    assert address_of(place) == "vscode://file/a%20b/%7Bline%7D.yaml:7:3"
    assert Editor("x {file}").arguments(Place("-rf"))[1] == str(Path("-rf").absolute())
    with pytest.raises(EditorError):
        Editor("code")
