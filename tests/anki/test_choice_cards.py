"""Choice cards: imported by the real Anki, and answered in a real browser."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from anki_support import (
    Collection,
    Sides,
    cards,
    check_database,
    open_collection,
    render,
    shown_text,
)
from card_support import (
    ADDRESS,
    DESKTOP,
    FILL,
    NO_STORAGE,
    SEEDED,
    card_page,
    marked,
    new_context,
    options,
    show_side,
)
from deck_support import SHIPPED, load, project_of
from package_support import HOSTILE, deck_of, fields_of, imported
from playwright.sync_api import Browser, Page

from quizgen.anki.make_notes import make_notes, wanted_cards
from quizgen.anki.notes import ChoiceNote
from quizgen.anki.records import guid_for
from quizgen.export.anki import notes
from quizgen.project import Project, QuizOptions

WORDS = ("alpha", "beta", "gamma", "delta")


def choice(
    key: str = "k", texts: tuple[str, ...] = WORDS, right: int = 2, *, ranked: bool = False
) -> ChoiceNote:
    return ChoiceNote(key, "Which?", texts, right, ranked, ("one",), "source, paragraph 3")


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = new_context(browser)
    yield card_page(context)
    context.close()


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Sides]:
    """Return two cards with the same options, and one whose options have an order."""
    folder = tmp_path_factory.mktemp("sides")
    opened = open_collection(folder)
    years = ("1987", "1991", "2010", "2021")
    imported(
        opened,
        folder,
        deck_of(choice("a"), choice("b", right=0), choice("r", years, 1, ranked=True)),
    )
    found = {card.note()["Key"][-1]: render(card) for card in cards(opened)}
    opened.close()
    return found


# The package


def test_import_and_sides(tmp_path: Path, collection: Collection) -> None:
    assert imported(collection, tmp_path, deck_of(choice())) == (1, 0, 0, 0)
    (card,) = cards(collection)
    assert card.note_type()["name"] == "quizgen choice"
    front, back = render(card).front, render(card).back
    assert re.findall(r"<li>(.*?)</li>", front) == list(WORDS)
    assert shown_text(re.sub(r"<script>.*", "", back, flags=re.DOTALL)).split("\n")[-3:] == [
        "gamma",
        "one",
        "source, paragraph 3",
    ]
    assert fields_of(collection, "test/k")["Right"] == "3"
    assert check_database(collection) == []
    assert imported(collection, tmp_path, deck_of(choice())) == (0, 0, 1, 0)


def test_the_front_does_not_know_which_is_right(tmp_path: Path) -> None:
    """Fronts are the same bytes whichever option is right, and lack ids, which may reveal it."""
    fronts = set()
    for right in range(4):
        folder = tmp_path / str(right)
        folder.mkdir()
        collection = open_collection(folder)
        imported(
            collection, folder, deck_of(choice("treaties/gamma/signed/back/choice", right=right))
        )
        fronts.add(render(cards(collection)[0]).front)
        collection.close()
    (front,) = fronts
    assert front.count("gamma") == 1
    assert "treaties" not in front


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_decks_with_every_card(path: Path, tmp_path: Path, collection: Collection) -> None:
    project = Project(load(path))
    deck = notes(project, wanted_cards(project.deck.anki, choice=True, typed=True))
    assert imported(collection, tmp_path, deck) == (len(deck.notes), 0, 0, 0)
    items = project.items(QuizOptions())
    made = [note for note in deck.notes if isinstance(note, ChoiceNote)]
    assert {note.key for note in made} == {f"{item.id}/choice" for item in items}
    offered = {f"{item.id}/choice": (set(item.options), item.options[0]) for item in items}
    assert {note.key: (set(note.options), note.options[note.right]) for note in made} == offered
    for card in cards(collection):
        sides = render(card)
        assert not re.search(
            r"\{\{|\}\}|has a problem", shown_text(sides.front) + shown_text(sides.back)
        )
        assert not re.search(r"https?:|url\(|@import", sides.front + sides.back + sides.css)
    where = Counter(note.right for note in made if not note.ranked and len(note.options) == 4)
    assert max(where.values()) < 0.4 * sum(where.values()), (
        "without scripts, too, no place is the right one"
    )
    assert check_database(collection) == []


def test_an_option_turned_off_deletes_nothing(tmp_path: Path, collection: Collection) -> None:
    project = project_of(tmp_path, TREATIES)
    everything = wanted_cards(project.deck.anki, choice=True, typed=True)
    imported(collection, tmp_path, notes(project, everything))
    count = len(collection.find_cards(""))
    assert imported(collection, tmp_path, notes(project), 1_700_000_001).conflicting == 0
    assert len(collection.find_cards("")) == count
    assert count > len(project.prompts)


def test_recall_notes_are_what_they_were(tmp_path: Path) -> None:
    project = project_of(tmp_path, TREATIES)
    plain = make_notes(project.base, project.prompts).notes
    everything = notes(project, wanted_cards(project.deck.anki, choice=True, typed=True)).notes
    assert [note for note in everything if note in plain] == list(plain)
    assert len({note.key for note in everything}) == len(everything)


def test_the_guid_of_a_choice_note() -> None:
    """The guids are literal, because a different guid makes every learner start again."""
    assert guid_for("us-russia-2020", "treaties/inf/signed/choice") == "JVQQZq]Wxk"


TREATIES = """
treaties:
  one: {name: First Treaty, signed: 1987}
  two: {name: Second Treaty, signed: 1991}
  three: {name: Third Treaty, signed: 1993}
  four: {name: Fourth Treaty, signed: 2010}
people:
  a: {name: Ann, who: the first, single: true}
  b: {name: Bob, who: the second, single: true}
  c: {name: Cy, who: the third, single: true}
  d: {name: Di, who: the fourth, single: true}
"""


def test_ranked_options_are_in_order(tmp_path: Path) -> None:
    project = project_of(tmp_path, TREATIES)
    made = notes(project, wanted_cards(project.deck.anki, choice=True)).notes
    ranked = [note for note in made if isinstance(note, ChoiceNote) and note.ranked]
    assert ranked
    assert all(list(note.options) == sorted(note.options, key=int) for note in ranked)


def test_any_text_is_an_option(tmp_path: Path, collection: Collection, page: Page) -> None:
    made = (
        ChoiceNote(
            f"k{number}", text, ("one", text, "two"), 1, remarks=(text,), source=text, tags=(text,)
        )
        for number, text in enumerate(HOSTILE)
    )
    imported(collection, tmp_path, deck_of(*made))
    for card, text in zip(cards(collection), HOSTILE, strict=True):
        sides = render(card)
        assert not re.search(
            r"\\\(|\\\[|\[latex|\[\$|\[\[type|\[sound|\[anki", sides.front + sides.back
        )
        show_side(page, sides.front)
        assert page.text_content(".question") == text
        shown = [option for option, _ in options(page)]
        assert sorted(shown) == sorted(["one", text, "two"])
        by_digit(page, shown.index("one"))
        show_side(page, sides.back)
        assert (marked(page, "right"), marked(page, "wrong")) == ([text], ["one"])
        assert page.text_content(".answer") == text
        assert page.locator("#qa img").count() == 0
        assert page.locator("#qa script").count() == 1


# Answering


def by_click(page: Page, place: int) -> None:
    page.locator("ol.options > li").nth(place).click()


def by_digit(page: Page, place: int) -> None:
    page.keyboard.press(str(place + 1))


def by_arrows(page: Page, place: int) -> None:
    for _ in range(place + 1):
        page.keyboard.press("ArrowDown")


def by_space(page: Page, place: int) -> None:
    page.locator("ol.options > li").nth(place).focus()
    page.keyboard.press("Space")


def by_tap(page: Page, place: int) -> None:
    page.locator("ol.options > li").nth(place).tap()


@pytest.mark.parametrize("way", [by_click, by_digit, by_arrows, by_space, by_tap])
@pytest.mark.parametrize("place", [0, 3])
def test_choosing(
    way: Callable[[Page, int], None], place: int, browser: Browser, sides: dict[str, Sides]
) -> None:
    context = new_context(browser, has_touch=True)
    page = card_page(context)
    show_side(page, sides["a"].front, sides["a"].css)
    texts = [text for text, _ in options(page)]
    way(page, place)
    assert marked(page, "chosen") == [texts[place]]
    assert page.locator("[role=radio][aria-checked=true]").all_text_contents() == [texts[place]]
    show_side(page, sides["a"].back, sides["a"].css)
    assert [text for text, _ in options(page)] == texts, "the back keeps the order of the front"
    assert marked(page, "chosen") == [texts[place]]
    assert marked(page, "right") == ["gamma"]
    assert marked(page, "wrong") == [text for text in [texts[place]] if text != "gamma"]
    assert page.locator(".answer").is_hidden()
    context.close()


def test_a_choice_may_be_changed(page: Page, sides: dict[str, Sides]) -> None:
    show_side(page, sides["a"].front)
    by_digit(page, 0)
    by_click(page, 2)
    page.keyboard.press("ArrowUp")
    page.keyboard.press("9")
    page.keyboard.press("Control+4")
    assert marked(page, "chosen") == [options(page)[1][0]]


def test_on_the_desktop_digits_reach_the_card(browser: Browser, sides: dict[str, Sides]) -> None:
    """Anki rates with 1 to 4 unless a text field has focus; the field passes other keys on."""
    context = new_context(browser, DESKTOP)
    page = card_page(context)
    show_side(page, sides["a"].front, sides["a"].css)
    assert page.evaluate("document.activeElement.tagName") == "INPUT"
    page.keyboard.press("2")
    assert marked(page, "chosen") == [options(page)[1][0]]
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    assert page.evaluate("window.turned") == ["ans", "ans"]
    page.keyboard.press("e")
    assert page.evaluate("document.activeElement.tagName") == "BODY"
    show_side(page, sides["a"].back)
    assert page.locator("input").count() == 0
    context.close()


def test_every_order_is_as_likely_and_fresh(page: Page, sides: dict[str, Sides]) -> None:
    page.evaluate(SEEDED)
    shown = page.evaluate(
        "([fill, html]) => Array.from({ length: 600 }, () => {"
        "  eval(fill)(['', html, 'card']);"
        "  const shown = document.querySelectorAll('ol.options > li');"
        "  return Array.from(shown, (o) => o.textContent).join(); })",
        [FILL, sides["a"].front],
    )
    seen = Counter(shown)
    assert len(seen) == 24
    # With 23 degrees of freedom, chi square exceeds 49.7 once in a thousand times.
    assert sum((count - 25) ** 2 / 25 for count in seen.values()) < 49.7


def test_ranked_options_stay(page: Page, sides: dict[str, Sides]) -> None:
    for _ in range(5):
        show_side(page, sides["r"].front)
        assert [text for text, _ in options(page)] == ["1987", "1991", "2010", "2021"]
    by_digit(page, 1)
    show_side(page, sides["r"].back)
    assert options(page)[1] == ("1991", frozenset({"chosen", "right"}))


def test_nothing_leaks_from_card_to_card(page: Page, sides: dict[str, Sides]) -> None:
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    show_side(page, sides["a"].front)
    by_digit(page, 0)
    show_side(page, sides["b"].front)
    assert marked(page, "chosen") == []
    show_side(page, sides["b"].back)
    assert (marked(page, "chosen"), marked(page, "wrong"), marked(page, "right")) == (
        [],
        [],
        ["alpha"],
    )
    by_digit(page, 1)
    assert marked(page, "chosen") == [], "the keys of the back are Anki's"
    show_side(page, sides["a"].back)
    assert marked(page, "chosen") == [], "what was chosen long ago is forgotten"
    show_side(page, sides["a"].front)
    assert marked(page, "chosen") == []
    show_side(page, "<p>another note type</p>")
    page.keyboard.press("1")
    assert page.evaluate("document.querySelectorAll('.marked').length") == 0
    assert errors == []


def test_a_note_of_other_length_is_another(page: Page, sides: dict[str, Sides]) -> None:
    """The options may change between front and back."""
    show_side(page, sides["a"].front)
    by_digit(page, 0)
    show_side(page, sides["a"].back.replace("<li>delta</li>", ""))
    assert [text for text, _ in options(page)] == ["alpha", "beta", "gamma"]
    assert marked(page, "right") == ["gamma"]


# Missing features


def test_each_side_in_a_page_of_its_own(browser: Browser, sides: dict[str, Sides]) -> None:
    """On phones the back may be a new page that only shares the session storage."""
    context = new_context(browser)
    page = card_page(context)
    show_side(page, sides["a"].front)
    by_digit(page, 1)
    front = options(page)
    page.goto(ADDRESS)
    show_side(page, sides["a"].back)
    assert [text for text, _ in options(page)] == [text for text, _ in front]
    assert marked(page, "chosen") == [text for text, marks in front if marks]
    context.close()


@pytest.mark.parametrize("back", ["in the same page", "in a page of its own"])
def test_without_storage(back: str, browser: Browser, sides: dict[str, Sides]) -> None:
    """Both sides keep the written order, and the choice lasts as long as the page."""
    context = new_context(browser, NO_STORAGE)
    page = card_page(context)
    for _ in range(5):
        show_side(page, sides["a"].front)
        assert [text for text, _ in options(page)] == list(WORDS)
    by_digit(page, 1)
    fresh = back != "in the same page"
    if fresh:
        page.goto(ADDRESS)
    show_side(page, sides["a"].back)
    assert [text for text, _ in options(page)] == list(WORDS)
    assert marked(page, "right") == ["gamma"]
    assert marked(page, "wrong") == ([] if fresh else ["beta"])
    context.close()


def test_a_spoilt_storage(page: Page, sides: dict[str, Sides]) -> None:
    for spoilt in ("{", "null", '{"token": 1}', '{"token": "x", "order": [0, 0, 9]}'):
        page.evaluate(
            "(text) => { sessionStorage.setItem('quizgenChoice', text);"
            " delete window.quizgenChoice; }",
            spoilt,
        )
        show_side(page, sides["a"].back)
        assert marked(page, "right") == ["gamma"]


def test_without_scripts(browser: Browser, sides: dict[str, Sides]) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for side in (sides["a"].front, sides["a"].back):
        page.set_content(
            f"<!doctype html><style>{sides['a'].css}</style><body class=card><div id=qa>{side}"
        )
        assert page.locator("ol.options > li").all_inner_texts() == list(WORDS)
    assert page.locator(".answer").inner_text() == "gamma"
    assert page.locator(".answer").is_visible()
    context.close()
