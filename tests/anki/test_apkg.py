"""The Anki package, judged by the real Anki, and by a real browser for the cards' looks."""

from __future__ import annotations

import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from anki_support import (
    Collection,
    cards,
    check_database,
    open_collection,
    render,
    render_all,
    shown_text,
)
from deck_support import SHIPPED, load
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from package_support import (
    CONTRAST,
    HOSTILE,
    LUMINANCE_OF_PAPER,
    SIZE,
    THEN,
    deck_of,
    fields_of,
    imported,
)
from playwright.sync_api import Browser, Page

from quizgen.anki.make_notes import make_notes
from quizgen.anki.notes import ClozeNote, Gap, Note, NoteDeck, RecallNote
from quizgen.anki.package import write_apkg
from quizgen.anki.records import guid_for
from quizgen.project import Project


def recall(
    key: str, prompt: str = "Q", answer: str = "A", back_prompt: str = "", back_answer: str = ""
) -> RecallNote:
    return RecallNote(
        key, prompt, answer, back_prompt, back_answer, ("one", "two"), "source, paragraph 3"
    )


# Import, cards and texts


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_every_card_of_a_shipped_deck_renders(
    path: Path, tmp_path: Path, collection: Collection
) -> None:
    project = Project(load(path))
    deck = make_notes(project.base, project.prompts)
    assert imported(collection, tmp_path, deck) == (len(deck.notes), 0, 0, 0)
    rendered = render_all(collection)
    assert len(rendered) == len(project.recalled)
    for card in rendered:
        front, back = shown_text(card.front), shown_text(card.back)
        assert front
        assert len(back) > len(front)
        assert not re.search(r"\{\{|\}\}|\{[^}]*\}|has a problem", front + back)
        assert not re.search(r"https?:|<script|url\(|@import", card.front + card.back + card.css)
    assert check_database(collection) == []
    assert imported(collection, tmp_path, deck) == (0, 0, len(deck.notes), 0)
    assert len(collection.find_cards("")) == len(project.recalled)


def test_sides(tmp_path: Path, collection: Collection) -> None:
    imported(
        collection,
        tmp_path,
        deck_of(
            recall("r", "When was it signed?", "1987", "Which was signed in 1987?", "INF"),
            ClozeNote(
                "c",
                ("In ", Gap(1, "1987"), " came ", Gap(2, "INF"), "."),
                ("said since",),
                "source",
            ),
        ),
    )
    more = "one\ntwo\nsource, paragraph 3"
    assert [(shown_text(card.front), shown_text(card.back)) for card in render_all(collection)] == [
        ("When was it signed?", f"When was it signed?\n1987\n{more}"),
        ("Which was signed in 1987?", f"Which was signed in 1987?\nINF\n{more}"),
        ("In [...] came INF.", "In 1987 came INF.\nsaid since\nsource"),
        ("In 1987 came [...].", "In 1987 came INF.\nsaid since\nsource"),
    ]


def test_a_side_that_is_not_asked_has_no_card(tmp_path: Path, collection: Collection) -> None:
    deck = deck_of(
        recall("one"),
        recall("two", back_prompt="B", back_answer="C"),
        recall("three", " \n", "", "B", "C"),
    )
    imported(collection, tmp_path, deck)
    found = [(card.note()["Key"], card.ord) for card in cards(collection)]
    assert found == [("test/one", 0), ("test/two", 0), ("test/two", 1), ("test/three", 1)]
    assert collection.get_empty_cards().report == ""


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24])
def test_text_shows_as_written(text: str, tmp_path: Path, collection: Collection) -> None:
    deck = deck_of(
        RecallNote("r", text, text, text, text, (text, text), text),
        ClozeNote("c", (text, Gap(1, text), text, Gap(2, text), text), (text,), text),
    )
    assert imported(collection, tmp_path, deck) == (2, 0, 0, 0)
    rendered = render_all(collection)
    sentences = [f"{text}[...]{text}{text}{text}", f"{text}{text}{text}[...]{text}"]
    assert [shown_text(card.front) for card in rendered] == [text, text, *sentences]
    assert [shown_text(card.back) for card in rendered] == 2 * ["\n".join([text] * 5)] + 2 * [
        f"{text * 5}\n{text}\n{text}"
    ]
    for card in cards(collection):
        assert not card.question_av_tags()
        assert not card.answer_av_tags()
        # LaTeX and typed answers are sought in the HTML itself, MathJax in the browser's result.
        assert card.question().count('class="quizgen mathjax_ignore tex2jax_ignore"') == 1
        assert card.answer().count('class="quizgen mathjax_ignore tex2jax_ignore"') == 1
        assert not re.search(r"\\\(|\\\[|\[latex|\[\$|\[\[type", card.question() + card.answer())
    assert check_database(collection) == []


def test_line_breaks(tmp_path: Path, collection: Collection) -> None:
    imported(
        collection,
        tmp_path,
        deck_of(recall("r", "one\ntwo\r\nthree\n"), ClozeNote("c", ("a\n", Gap(1, "b\nc")))),
    )
    assert [shown_text(card.front) for card in render_all(collection)] == [
        "one\ntwo\nthree",
        "a\n[...]",
    ]


def test_characters_that_no_text_has(tmp_path: Path, collection: Collection) -> None:
    """Anki separates fields by a control character, and lone surrogates aren't valid Unicode."""
    imported(collection, tmp_path, deck_of(recall("r", "a\x1fb\x00c\ud800d")))
    assert shown_text(render_all(collection)[0].front) == "abc\ufffdd"


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    texts=st.lists(st.text(st.characters(codec="utf-8")).filter(str.strip), min_size=1, max_size=10)
)
@example(texts=["\x0b.", ":}", "{"])
def test_any_text_gives_its_cards(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("any")
    collection = open_collection(folder)
    readable = [
        text for text in texts if re.sub("[\x00-\x20\x7f-\x9f\ufffe\uffff]", "", text).strip()
    ]
    notes = [recall(f"r{n}", text, text) for n, text in enumerate(readable)]
    gaps = [ClozeNote(f"c{n}", (text, Gap(1, text), text)) for n, text in enumerate(readable)]
    try:
        assert imported(collection, folder, deck_of(*notes, *gaps)) == (2 * len(readable), 0, 0, 0)
        assert [len(shown_text(card.front)) > 0 for card in render_all(collection)] == [
            True
        ] * 2 * len(readable)
        assert collection.get_empty_cards().report == ""
    finally:
        collection.close()


# Identity, updates, collections


def test_an_update_keeps_the_schedule(tmp_path: Path, collection: Collection) -> None:
    imported(collection, tmp_path, deck_of(recall("a"), recall("b")))
    collection.decks.select(collection.decks.id_for_name("A test"))
    card = collection.sched.getCard()
    assert card is not None
    collection.sched.answerCard(card, 4)
    before = {card.id: schedule(card) for card in cards(collection)}
    assert any(interval for _, interval, *_ in before.values())
    changed = deck_of(recall("b", "Q, too"), recall("new"), recall("a", "Q, edited", "A, edited"))
    assert imported(collection, tmp_path, changed, THEN + 1) == (1, 2, 0, 0)
    assert {card.id: schedule(card) for card in cards(collection) if card.id in before} == before
    assert fields_of(collection, "test/a")["Prompt"] == "Q, edited"
    assert len(cards(collection)) == 3
    assert check_database(collection) == []


def schedule(card: object) -> tuple[int, ...]:
    return tuple(getattr(card, name) for name in ("due", "ivl", "reps", "type", "queue"))


def test_an_older_package_changes_nothing(tmp_path: Path, collection: Collection) -> None:
    imported(collection, tmp_path, deck_of(recall("a", "newer")))
    assert imported(collection, tmp_path, deck_of(recall("a", "older")), THEN - 1) == (0, 0, 1, 0)
    assert fields_of(collection, "test/a")["Prompt"] == "newer"


def test_decks_of_one_second_do_not_mix(tmp_path: Path, collection: Collection) -> None:
    def many(deck: str) -> NoteDeck:
        return deck_of(
            *(recall(f"n{number}", deck) for number in range(50)), deck=deck, title=deck.title()
        )

    assert imported(collection, tmp_path, many("one")).new == 50
    assert imported(collection, tmp_path, many("two")).new == 50
    for deck in ("one", "two"):
        found = [
            collection.get_card(card_id)
            for card_id in collection.find_cards(f"deck:{deck.title()}")
        ]
        assert [card.note()["Prompt"] for card in found] == [deck] * 50
    assert check_database(collection) == []
    assert not id_sets(write_apkg(many("one"), timestamp=THEN)) & id_sets(
        write_apkg(many("two"), timestamp=THEN)
    )


def id_sets(package: bytes) -> set[int]:
    with database(package) as connection:
        return {
            row[0] for row in connection.execute("select id from notes union select id from cards")
        }


@pytest.mark.parametrize("count", [0, 1, 63, 64, 65, 129])
def test_any_number_of_notes(count: int) -> None:
    """Rows are written several at once, and the last ones are fewer."""
    notes = [recall(f"n{n}", f"Q{n}", "A", f"B{n}", "C") for n in range(count)]
    with database(write_apkg(deck_of(*notes), timestamp=THEN)) as connection:
        prompts = connection.execute("select sfld from notes").fetchall()
        numbers = connection.execute(
            "select sfld, ord from notes, cards where notes.id = nid"
        ).fetchall()
        assert connection.execute("select count(*) from cards").fetchone() == (2 * count,)
    expected = {f"Q{n}" for n in range(count)}
    assert sorted(prompts) == sorted((each,) for each in expected)
    assert sorted(numbers) == sorted((each, number) for each in expected for number in (0, 1))


def test_due_in_the_order_of_the_deck(tmp_path: Path, collection: Collection) -> None:
    imported(collection, tmp_path, deck_of(*(recall(key) for key in "cab")))
    due = sorted((card.due, card.note()["Key"]) for card in cards(collection))
    assert [key for _, key in due] == ["test/c", "test/a", "test/b"]


def test_the_browser_sorts_by_the_question(tmp_path: Path, collection: Collection) -> None:
    """The key comes first, so that Anki sees no duplicates, but it isn't what people read."""
    imported(
        collection, tmp_path, deck_of(recall("a"), recall("b"), ClozeNote("c", (Gap(1, "x"), " y")))
    )
    assert sorted(collection.db.list("select sfld from notes")) == ["Q", "Q", "{{c1::x}} y"]
    assert collection.db.scalar("select count(distinct csum) from notes") == 3


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("std::string", "std: string"),
        ("A::", "A"),
        ("::", "test"),
        (" A :: B\nC ", "A: B C"),
        ("12:30", "12:30"),
        (" ", "test"),
    ],
)
def test_a_title_is_one_deck(title: str, name: str, tmp_path: Path, collection: Collection) -> None:
    imported(collection, tmp_path, deck_of(recall("a"), title=title))
    assert {deck.name for deck in collection.decks.all_names_and_ids()} == {"Default", name}


def test_tags_and_description(tmp_path: Path, collection: Collection) -> None:
    tags = ("us russia", "Treaties", "a\u3000b", "a::b", 'q"q', " ", "treaties")
    deck = NoteDeck("d", "D", "a < b [sound:x.mp3]", "en", (RecallNote("a", "Q", "A", tags=tags),))
    imported(collection, tmp_path, deck)
    assert collection.get_note(collection.find_notes("")[0]).tags == [
        "a::b",
        "a_b",
        "q_q",
        "Treaties",
        "us_russia",
    ]
    assert collection.decks.by_name("D")["desc"] == "a &lt; b &#91;sound:x.mp3&#93;"


def test_guids_hang_on_deck_and_key_alone() -> None:
    """The guids are literal, because a different guid makes every learner start again."""
    assert guid_for("us-russia-2020", "treaties/inf/signed") == "P,iR`fSj30"
    assert (
        len(
            {
                guid_for("d", "k"),
                guid_for("d", "l"),
                guid_for("e", "k"),
                guid_for("d__k", ""),
                guid_for("", "d"),
            }
        )
        == 5
    )


@pytest.mark.parametrize(
    ("notes", "message"),
    [
        ((recall("a"), recall("b"), recall("a")), "deck `test` have the key `a`"),
        ((recall("a", " ", "A"),), "`a` has no card"),
        ((ClozeNote("a", ("text",)),), "`a` has no card"),
        ((ClozeNote("a", ("text", Gap(0, "x"))),), "`a` has a gap that gives no card"),
        ((ClozeNote("a", (Gap(1, "x"), Gap(500, "x"))),), "`a` has a gap that gives no card"),
        ((ClozeNote("a", (Gap(1, "x"), Gap(2, " "))),), "`a` has a gap that gives no card"),
    ],
)
def test_what_cannot_be_a_note_is_refused(notes: tuple[Note, ...], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        write_apkg(deck_of(*notes), timestamp=THEN)


def test_the_same_bytes() -> None:
    deck = deck_of(recall("a"), ClozeNote("c", ("x ", Gap(1, "y"))))
    package = write_apkg(deck, timestamp=THEN)
    assert package == write_apkg(deck, timestamp=THEN)
    assert package != write_apkg(deck, timestamp=THEN + 1)
    with zipfile.ZipFile(io.BytesIO(package)) as members:
        assert members.namelist() == ["collection.anki2", "media"]


def test_the_note_types_are_frozen() -> None:
    """Learners' collections have these names and ids, so a change must migrate them."""
    with database(
        write_apkg(deck_of(recall("a"), ClozeNote("c", (Gap(1, "y"),))), timestamp=THEN)
    ) as connection:
        models = json.loads(connection.execute("select models from col").fetchone()[0])
    types = {
        model["name"]: model for model in models.values() if model["name"].startswith("quizgen")
    }
    frozen = {
        name: (
            int(model["id"]),
            [(part["name"], part["id"]) for part in model["flds"] + model["tmpls"]],
        )
        for name, model in types.items()
    }
    own = [
        "Prompt",
        "Answer",
        "BackPrompt",
        "BackAnswer",
        "Remarks",
        "Source",
        "Language",
        "Direction",
    ]
    spare = ["Spare1", "Spare2", "Spare3", "My notes"]
    first = 3_141_902_755_380_264_000
    assert frozen == {
        "quizgen recall": (
            1_607_392_801_523,
            [
                *((name, first + 101 + n) for n, name in enumerate(["Key", *own, *spare])),
                ("Forward", first + 151),
                ("Backward", first + 152),
            ],
        ),
        "quizgen cloze": (
            1_607_392_801_524,
            [
                *(
                    (name, first + 201 + n)
                    for n, name in enumerate(["Key", "Text", *own[4:], *spare])
                ),
                ("Cloze", first + 251),
            ],
        ),
    }


def test_ids_survive_the_import(tmp_path: Path, collection: Collection) -> None:
    imported(collection, tmp_path, deck_of(recall("a")))
    model = collection.models.by_name("quizgen recall")
    assert [model["flds"][1]["id"], model["tmpls"][1]["id"]] == [
        3_141_902_755_380_264_102,
        3_141_902_755_380_264_152,
    ]


@contextmanager
def database(package: bytes) -> Iterator[sqlite3.Connection]:
    """Open the package's collection in memory."""
    with (
        closing(sqlite3.connect(":memory:")) as connection,
        zipfile.ZipFile(io.BytesIO(package)) as members,
    ):
        connection.deserialize(members.read("collection.anki2"))
        yield connection


# Looks


@pytest.fixture(scope="module")
def page(browser: Browser) -> Page:
    return browser.new_page()


def show(page: Page, html: str, css: str, mode: str = "card") -> None:
    page.set_content(
        f"<!doctype html><meta charset=utf-8><style>{css}</style>"
        f"<body class='{mode}'><div id=qa>{html}"
    )


@pytest.mark.parametrize("mode", ["card", "card nightMode", "card night_mode"])
@pytest.mark.parametrize("width", [320, 1200])
def test_cards_in_a_browser(
    mode: str, width: int, page: Page, tmp_path: Path, collection: Collection
) -> None:
    """Cards meet WCAG AA contrast, fit the window, have short lines and keep the font size."""
    deck = deck_of(
        recall("r", "What is it? " * 9, "w" * 300), ClozeNote("c", ("It is a ", Gap(1, "gap"), "."))
    )
    imported(collection, tmp_path, deck)
    page.set_viewport_size({"width": width, "height": 800})
    for card in render_all(collection):
        show(page, card.front + card.back, card.css, mode)
        texts = page.query_selector_all(".question, .answer, .sentence, .remarks, .source, .cloze")
        assert texts
        assert min(text.evaluate(CONTRAST) for text in texts) >= 4.5
        assert (sum(page.evaluate(LUMINANCE_OF_PAPER)) < 200) == (mode != "card")
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert all(text.bounding_box()["width"] <= 700 for text in texts)
        sizes = [text.evaluate(SIZE) for text in texts]
        assert min(sizes) >= 13
        page.add_style_tag(content="html { font-size: 200% }")
        assert [text.evaluate(SIZE) for text in texts] == pytest.approx(
            [2 * size for size in sizes]
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: text[:24])
def test_a_browser_shows_text_as_written(
    text: str, page: Page, tmp_path: Path, collection: Collection
) -> None:
    imported(
        collection,
        tmp_path,
        deck_of(recall("r", text, text), ClozeNote("c", (text, Gap(1, text)), (), text)),
    )
    first, second = cards(collection)
    show(page, render(first).back, render(first).css)
    assert page.text_content(".question") == page.text_content(".answer") == text
    show(page, render(second).back, render(second).css)
    assert [page.text_content(".sentence"), page.text_content(".cloze")] == [text * 2, text]
    assert page.query_selector_all("#qa script, #qa img") == []


@pytest.mark.parametrize(
    ("language", "answer", "block", "text"),
    [
        ("en", "1987.", "ltr", "ltr"),
        ("en", "שלום!", "ltr", "rtl"),
        ("en", "שלום, Bob!", "ltr", "ltr"),
        ("he", "שלום!", "rtl", "rtl"),
        ("he", "U.S.", "rtl", "ltr"),
        ("he", "NATO הוקמה!", "rtl", "rtl"),
        ("he", "1987.", "rtl", "rtl"),
        ("ar", "نعم.", "rtl", "rtl"),
        ("fa-IR", "بله.", "rtl", "rtl"),
        ("ur", "\u06c1\u0627\u06ba\u06d4", "rtl", "rtl"),
        ("az_Arab", "\u0627", "rtl", "rtl"),
        ("ur-Latn", "haan", "ltr", "ltr"),
    ],
)
def test_directions(  # noqa: PLR0917 - one case
    language: str,
    answer: str,
    block: str,
    text: str,
    page: Page,
    tmp_path: Path,
    collection: Collection,
) -> None:
    """A block has the direction of the deck's language, and other text keeps its own inside."""
    imported(collection, tmp_path, deck_of(recall("a", "?", answer), language=language))
    card = render_all(collection)[0]
    show(page, card.back, card.css)
    inner = (
        "getComputedStyle(document.querySelector('.answer span') ?? "
        "document.querySelector('.answer')).direction"
    )
    assert page.evaluate("getComputedStyle(document.querySelector('.answer')).direction") == block
    assert page.evaluate(inner) == text
    assert page.get_attribute(".quizgen", "lang") == language.replace("_", "-")
    assert page.text_content(".answer") == answer
