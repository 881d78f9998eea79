"""Which cards a deck has: its settings, command-line options, typed answers and subdecks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from anki_support import Collection, cards, check_database, render, shown_text
from card_support import DESKTOP, card_page, new_context, show_side
from click.testing import CliRunner
from deck_support import project_of
from package_support import (
    CONTRAST,
    HOSTILE,
    LUMINANCE_OF_PAPER,
    SIZE,
    deck_of,
    fields_of,
    imported,
)
from playwright.sync_api import Browser

from quizgen.anki.fields import ordinals_of
from quizgen.anki.make_notes import wanted_cards
from quizgen.anki.notes import ChoiceNote, NoteDeck, RecallNote, TypedNote
from quizgen.anki.package import write_apkg
from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.deck.model.anki import AnkiDefaults
from quizgen.export.anki import card_count, notes
from quizgen.project import Project

FACTS = """
treaties:
  one:
    {name: the First Treaty, signed: 1987, paragraph: 2,
     purpose: to reduce the number of all nuclear weapons}
  two: {name: the Second Treaty, signed: 1991-07-31}
  three: {name: the Third Treaty, signed: 1993}
  four: {name: the Fourth Treaty, signed: 2010}
people:
  a: {name: Ann, who: the first, single: true}
  b: {name: Bob, who: the second, single: true}
  c: {name: Cy, who: the third, single: true}
  d: {name: Di, who: the fourth, single: true}
figures:
  n: {what: organizations that were targeted, value: at least 200}
statements:
  s: "{{Ann|person}} met {{Bob|person}} in {{1999|date}}."
"""


def asking(tmp_path: Path, anki: str) -> Project:
    return project_of(tmp_path, FACTS, f"deck: test\ntitle: A test\nanki: {anki}\n")


def kinds_with(project: Project, note_type: type, wanted: AnkiDefaults | None = None) -> set[str]:
    return {
        note.key.partition("/")[0]
        for note in notes(project, wanted).notes
        if isinstance(note, note_type)
    }


ALL_TYPED = {"treaties", "people", "figures", "statements"}


@pytest.mark.parametrize(
    ("anki", "choice", "typed"),
    [
        ("{subdecks: false}", set(), set()),
        ("{choice: true}", {"treaties", "people", "statements", "figures"}, set()),
        ("{typed: true}", set(), ALL_TYPED),
        ("{kinds: {treaties: {choice: true}, people: {typed: true}}}", {"treaties"}, {"people"}),
        (
            "{choice: true, kinds: {treaties: {choice: false}}}",
            {"people", "statements", "figures"},
            set(),
        ),
    ],
)
def test_what_a_deck_asks_for(anki: str, choice: set[str], typed: set[str], tmp_path: Path) -> None:
    project = asking(tmp_path, anki)
    assert kinds_with(project, ChoiceNote) == choice
    assert kinds_with(project, TypedNote) == typed
    assert card_count(project) == sum(len(ordinals_of(note)) for note in notes(project).notes)
    none = wanted_cards(project.deck.anki, choice=False, typed=False)
    assert kinds_with(project, ChoiceNote, none) | kinds_with(project, TypedNote, none) == set()
    everything = wanted_cards(project.deck.anki, choice=True, typed=True)
    assert kinds_with(project, TypedNote, everything) == ALL_TYPED


@pytest.mark.parametrize(
    ("anki", "code"),
    [
        ("{chioce: true}", "Q201"),
        ("{choice: maybe}", "Q208"),
        ("{kinds: {treatise: {choice: true}}}", "Q201"),
        ("{kinds: {treaties: choice}}", "Q203"),
        ("{kinds: {treaties: {subdecks: true}}}", "Q201"),
        ("{kinds: [treaties]}", "Q203"),
        ("choice", "Q203"),
    ],
)
def test_what_cannot_be_asked_for(anki: str, code: str, tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(f"deck: test\ntitle: A test\nanki: {anki}\n{FACTS}", encoding="utf-8")
    problems = load_deck(path).diagnostics
    assert [problem.code for problem in problems] == [code]
    assert problems[0].help


def test_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("test.yaml").write_text(
        f"deck: test\ntitle: A test\nanki: {{choice: true}}\n{FACTS}", encoding="utf-8"
    )

    def count(*arguments: str) -> int:
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, result.output
        return int(re.search(r"(\d+) cards", result.output)[1])

    plain = count("anki", "test.yaml", "--no-choice")
    assert plain < count("anki", "test.yaml") < count("anki", "test.yaml", "--typed")
    assert count("build", "test.yaml", "--no-choice", "--subdecks") == plain
    assert count("build", "test.yaml", "--seed", "5") == count("anki", "test.yaml")
    assert Path("build/test/test.apkg").read_bytes() == Path("test.apkg").read_bytes()


def test_notes_of_a_fact_stand_together(tmp_path: Path) -> None:
    """They come in order: choice, recall, typing. The way back is apart."""
    facts = "".join(
        f"  p{number}: {{name: Person {number}, who: the number {number}, single: true}}\n"
        for number in range(25)
    )
    project = project_of(tmp_path, f"people:\n{facts}")
    made = notes(project, wanted_cards(project.deck.anki, choice=True, typed=True)).notes
    first = [note.key.removeprefix("people/p0/") for note in made[:5]]
    assert first == ["who/choice", "who/back/choice", "who", "who/typed", "who/back/typed"]


@pytest.mark.parametrize("count", [10, 25, 60, 100])
def test_the_first_new_cards_cover_many_facts(
    count: int, tmp_path: Path, collection: Collection
) -> None:
    """Anki shows 20 new cards a day, and knows no siblings across note types."""
    rows = "".join(
        f"  p{number}: {{name: Person {number}, who: the number {number}}}\n"
        for number in range(count)
    )
    sentences = "".join(
        f'  s{number}: "The {{{{one {number}|text}}}} and the {{{{two {number}|text}}}}."\n'
        for number in range(5)
    )
    project = project_of(tmp_path, f"people:\n{rows}statements:\n{sentences}")
    deck = notes(project, wanted_cards(project.deck.anki, choice=True, typed=True))
    imported(collection, tmp_path, deck)
    # The real scheduler deals them out.
    collection.decks.select(collection.decks.id("A test"))
    queued = collection.sched.get_queued_cards(fetch_limit=20).cards
    keys = [collection.get_note(each.card.note_id)["Key"].split("/")[:3] for each in queued]
    assert len(keys) == 20
    assert len({tuple(key) for key in keys}) == min(count + 5, 20)


# Typed answers


def test_what_is_typed(tmp_path: Path) -> None:
    project = asking(tmp_path, "{typed: true}")
    typed = {note.key: note for note in notes(project).notes if isinstance(note, TypedNote)}
    # Which treaty was signed in a year only a list of options decides.
    assert {key: note.typed for key, note in typed.items() if not key.startswith("people")} == {
        "treaties/one/signed/typed": "1987",
        "treaties/one/purpose/back/typed": "First Treaty",
        "treaties/two/signed/typed": "July 31, 1991",
        "treaties/three/signed/typed": "1993",
        "treaties/four/signed/typed": "2010",
        "figures/n/value/typed": "200",
        "statements/s/text/1/typed": "Ann",
        "statements/s/text/2/typed": "Bob",
        "statements/s/text/3/typed": "1999",
    }
    assert typed["figures/n/value/typed"].answer == "At least 200"
    assert typed["people/a/who/typed"].typed == "first"


def test_typed_sides(tmp_path: Path, collection: Collection) -> None:
    note = TypedNote(
        "k", "Which?", "The INF Treaty", "INF Treaty", ("Also right: INF.",), "source, paragraph 3"
    )
    assert imported(collection, tmp_path, deck_of(note)) == (1, 0, 0, 0)
    (card,) = cards(collection)
    assert card.note_type()["name"] == "quizgen typed"
    assert shown_text(render(card).front) == "Which?\n[[type:Typed]]"
    assert shown_text(render(card).back).split("\n") == [
        "Which?",
        "[[type:Typed]]",
        "The INF Treaty",
        "Also right: INF.",
        "source, paragraph 3",
    ]
    assert "INF" not in render(card).front
    expected = fields_of(collection, "test/k")["Typed"]
    assert collection.compare_answer(expected, "INF Treaty", combining=True) == (
        "<code id=typeans><span class=typeGood>INF Treaty</span></code>"
    )
    assert "typeBad" in collection.compare_answer(expected, "INF Traety", combining=True)
    assert check_database(collection) == []


def test_any_text_may_be_typed(tmp_path: Path, collection: Collection, browser: Browser) -> None:
    made = (
        TypedNote(f"k{number}", text, text, text, (text,), text)
        for number, text in enumerate(HOSTILE)
    )
    imported(collection, tmp_path, deck_of(*made))
    context = new_context(browser)
    page = card_page(context)
    for card, text in zip(cards(collection), HOSTILE, strict=True):
        compared = collection.compare_answer(
            card.note()["Typed"], " ".join(text.split()), combining=True
        )
        assert set(re.findall(r"<(/?\w+)", compared)) <= {"code", "/code", "span", "/span", "br"}
        assert "typeBad" not in compared
        assert "typeMissed" not in compared
        sides = render(card)
        assert sides.front.count("[[type:") == sides.back.count("[[type:") == 1
        show_side(page, sides.back.replace("[[type:Typed]]", compared), sides.css)
        assert [page.text_content(".question"), page.text_content(".answer")] == [text, text]
        assert page.locator("#qa script, #qa img").count() == 0
    context.close()


def test_the_new_note_types_are_frozen(tmp_path: Path, collection: Collection) -> None:
    """Learners' collections have these names and ids, so a change must migrate them."""
    imported(
        collection,
        tmp_path,
        deck_of(ChoiceNote("c", "Q", ("a", "b"), 0), TypedNote("t", "Q", "A", "A")),
    )
    own = {
        "quizgen choice": ["Key", "Prompt", "Options", "Answer", "Right", "Token"],
        "quizgen typed": ["Key", "Prompt", "Answer", "Typed"],
    }
    rest = ["Remarks", "Source", "Language", "Direction", "Spare1", "Spare2", "Spare3", "My notes"]
    for number, (name, fields) in enumerate(own.items()):
        model = collection.models.by_name(name)
        first = 3_141_902_755_380_264_301 + 100 * number
        assert model["id"] == 1_607_392_801_525 + number
        assert [(field["name"], field["id"]) for field in model["flds"]] == [
            (field, first + place) for place, field in enumerate(fields + rest)
        ]
        assert [(template["name"], template["id"]) for template in model["tmpls"]] == [
            (name.removeprefix("quizgen ").title(), first + 50)
        ]


@pytest.mark.parametrize(
    "note",
    [
        ChoiceNote("a", "Q", ("one",), 0),
        ChoiceNote("a", "Q", ("one", " "), 0),
        ChoiceNote("a", "Q", ("one", "two"), 2),
        ChoiceNote("a", " ", ("one", "two"), 0),
        TypedNote("a", "Q", "A", " "),
        TypedNote("a", "", "A", "A"),
    ],
)
def test_what_cannot_be_such_a_note(note: ChoiceNote | TypedNote) -> None:
    with pytest.raises(ValueError, match="`a` has no card"):
        write_apkg(deck_of(note), timestamp=1)


# Subdecks


def test_subdecks(tmp_path: Path, collection: Collection) -> None:
    project = asking(tmp_path, "{subdecks: true}")
    imported(collection, tmp_path, notes(project))
    names = {deck.name for deck in collection.decks.all_names_and_ids()} - {"Default"}
    assert names == {
        "A test",
        "A test::Treaties",
        "A test::People",
        "A test::Figures",
        "A test::Statements",
    }
    for card in cards(collection):
        kind = card.note()["Key"].split("/")[1]
        assert collection.decks.name(card.did) == f"A test::{kind.title()}"
    assert collection.decks.by_name("A test")["desc"] == ""
    assert imported(collection, tmp_path, notes(project)).new == 0
    assert check_database(collection) == []


def test_subdecks_in_the_decks_language(tmp_path: Path) -> None:
    header = "deck: test\ntitle: Probe\nlanguage: de\nanki: {subdecks: true}\nkinds:\n"
    own = (
        "  sea_towns: {one: town, name: name, questions: {},"
        " fields: {name: {type: text, required: true}}}\n"
    )
    facts = "sea_towns:\n  a: {name: X}\ntreaties:\n  b: {name: Y-Vertrag, signed: 1987}\n"
    found = dict(notes(project_of(tmp_path, facts, header + own)).subdecks)
    assert found == {"sea_towns": "Sea towns", "treaties": "Verträge"}
    named = own.replace("one: town,", "one: town, plural: Städte am Meer,")
    assert (
        notes(project_of(tmp_path, facts, header + named)).subdecks["sea_towns"] == "Städte am Meer"
    )


def test_subdecks_leave_learners_cards_where_they_are(
    tmp_path: Path, collection: Collection
) -> None:
    before = asking(tmp_path, "{choice: false}")
    imported(collection, tmp_path, notes(before))
    where = {card.id: card.did for card in cards(collection)}
    after = wanted_cards(before.deck.anki, subdecks=True, choice=True)
    assert imported(collection, tmp_path, notes(before, after), 1_700_000_001).conflicting == 0
    assert {card.id: card.did for card in cards(collection) if card.id in where} == where


def test_a_kind_with_colons_is_one_subdeck(tmp_path: Path, collection: Collection) -> None:
    deck = NoteDeck("d", "D", "", "en", (RecallNote("k/a/q", "Q", "A"),), {"k": "a::b"})
    imported(collection, tmp_path, deck)
    assert collection.decks.name(cards(collection)[0].did) == "D::a: b"


# Looks

# Contrast, font size and width of each shown text.
MEASURED = """([contrast, size]) => Array.from(
  document.querySelectorAll('li, .question, .answer, .remarks, .source, #typeans, #typeans span'),
).filter((text) => text.getClientRects().length).map(
  (text) => [eval(contrast)(text), eval(size)(text), text.getBoundingClientRect().width],
)"""
STATES = [
    ("card", "no-preference", "en"),
    ("card nightMode", "no-preference", "ar"),
    ("card night_mode", "no-preference", "en"),
    ("card", "dark", "ar"),
]


@pytest.mark.parametrize("width", [320, 1200])
@pytest.mark.parametrize(("mode", "scheme", "language"), STATES)
def test_looks(  # noqa: PLR0917 - one case
    mode: str,
    scheme: str,
    language: str,
    width: int,
    browser: Browser,
    tmp_path: Path,
    collection: Collection,
) -> None:
    """Cards meet WCAG AA contrast in every state, fit the window and keep the font size."""
    long = "a rather long option that will need more than one line " * 3
    made = [
        ChoiceNote(
            "c", "Which? " * 9, ("one", long, "w" * 200), 1, remarks=("said",), source="source"
        ),
        TypedNote("t", "Which?", "answer", "answer", ("said",), "source"),
    ]
    imported(collection, tmp_path, deck_of(*made, language=language))
    context = new_context(
        browser, DESKTOP, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    page = card_page(context)
    if scheme == "dark":
        # Anki's own programs mark the root element. Here the page doesn't say which program it is.
        page.evaluate("document.documentElement.removeAttribute('class')")
    field, compared = (
        "<input type=text id=typeans>",
        collection.compare_answer("answer", "answor", combining=True),
    )
    for card in cards(collection):
        sides = render(card)
        for html in (
            sides.front.replace("[[type:Typed]]", field),
            sides.back.replace("[[type:Typed]]", compared),
        ):
            show_side(page, html, sides.css, mode)
            page.keyboard.press("1")
            texts = page.evaluate(MEASURED, [CONTRAST, SIZE])
            assert len(texts) > 1
            assert min(contrast for contrast, _, _ in texts) >= 4.5
            assert min(size for _, size, _ in texts) >= 13
            assert max(wide for _, _, wide in texts) <= 700
            assert (sum(page.evaluate(LUMINANCE_OF_PAPER)) < 200) == (
                mode != "card" or scheme == "dark"
            )
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.evaluate(
                "getComputedStyle(document.querySelector('.question')).direction"
            ) == ("rtl" if language == "ar" else "ltr")
            page.add_style_tag(content="html { font-size: 200% }")
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            page.evaluate("document.head.replaceChildren()")
    context.close()
