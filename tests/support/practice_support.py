"""Practice pages in Chromium, and somebody who answers their questions in several ways."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from media_support import SOUNDS, picture
from playwright.sync_api import Browser, Page

from quizgen.exchange.model import Answering, Option, Question, QuestionSection, QuestionSet
from quizgen.forms.registry import FORMS
from quizgen.language.labels import load_labels
from quizgen.practice.page import practice_page
from quizgen.practice.page_data import PageSettings, page_data
from quizgen.quiz.manifest import Criterion, Picture

PATIENCE = 40_000
MOUSE, KEYBOARD, TOUCH = "mouse", "keyboard", "touch"
WAYS = (MOUSE, KEYBOARD, TOUCH)
IMAGE = f"quizgen-{'a' * 32}.png"
SOUND = f"quizgen-{'b' * 32}.mp3"
_ANSWERING = {
    "true-false": Answering.CLAIM,
    "multiple": Answering.MANY,
    "matching": Answering.PAIRS,
    "ordering": Answering.ORDER,
    "fill-in": Answering.GAP,
    "short": Answering.WORDS,
}


def question_of(form: str, number: int = 0, **given: object) -> Question:
    """Return a question of a form with four options and a fact of its own."""
    answering = _ANSWERING.get(form, Answering.ONE)
    name = f"{form} {number}"
    options = tuple(f"option {n} of {name}" for n in range(4))
    key: tuple[int, ...] = (1,)
    if answering is Answering.CLAIM:
        options = ("True", "False")
    elif answering is Answering.MANY:
        key = (0, 2)
    elif answering in {Answering.PAIRS, Answering.ORDER}:
        key = (2, 0, 3, 1)
    elif answering in {Answering.GAP, Answering.WORDS}:
        options, key = (), ()
    right = key if answering in {Answering.ONE, Answering.MANY, Answering.CLAIM} else ()
    why = {0: "the why of option 0"} if answering is Answering.ONE else {}
    made = Question(
        id=f"q{number}/{form}",
        uid=f"deck/q{number}/{form}",
        form=form,
        answering=answering,
        stem=f"Is ______ the {name}?" if answering is Answering.GAP else f"What is the {name}?",
        options=tuple(
            Option(text, is_right=n in right, feedback=why.get(n, ""))
            for n, text in enumerate(options)
        ),
        key=key,
        left=tuple(f"left {n}" for n in range(4)) if answering is Answering.PAIRS else (),
        shuffle=answering is not Answering.CLAIM,
        answer="Grace Hopper",
        accepted=("Grace Hopper", "Hopper") if not options else (),
        gap="______" if answering is Answering.GAP else "",
        explanation=(f"Remark about {name}.",),
        cited=(f"A book, page {number}",),
        facts=(f"people/{name.replace(' ', '-')}",),
    )
    return replace(made, **given)  # type: ignore[arg-type]


def open_question(number: int = 0) -> Question:
    """Return a question whose answer only a person can judge."""
    return question_of(
        "short",
        number,
        id=f"q{number}/open",
        answering=Answering.TEXT,
        stem="Why?",
        answer="Because of this and that.",
        rubric=(Criterion("names this", 2), Criterion("names that", 1)),
        lines=4,
    )


def every_form() -> list[Question]:
    """Return a question of each form, one with a picture, one with a sound, and an open one."""
    questions = [question_of(form, number) for number, form in enumerate(FORMS)]
    image = Picture(IMAGE, "a circle", 16, 12)
    questions[0] = replace(questions[0], pictures=(image, Picture(SOUND, "", 0, 0)))
    pictured = tuple(
        replace(each, picture=replace(image, alt=f"circle {n}"))
        for n, each in enumerate(question_of("choice").options)
    )
    asked = question_of("choice", len(questions), options=pictured)
    return [*questions, asked, open_question(len(questions) + 1)]


def set_of(questions: Sequence[Question], language: str = "en", **given: object) -> QuestionSet:
    sound = (SOUNDS / "tone.mp3").read_bytes()
    made = QuestionSet(
        id="deck",
        deck="deck",
        title="A title",
        language=language,
        sections=(QuestionSection("s1", "A section", tuple(questions)),),
        pictures={IMAGE: picture("png"), SOUND: sound},
        source="A book",
        labels=load_labels(language).texts,
    )
    return replace(made, **given)  # type: ignore[arg-type]


def page_in(
    folder: Path,
    questions: Sequence[Question] | QuestionSet,
    settings: PageSettings | None = None,
    name: str = "page.html",
) -> str:
    """Write a page, and return its address."""
    asked = questions if isinstance(questions, QuestionSet) else set_of(questions)
    path = folder / name
    data = page_data(asked, settings or PageSettings())
    path.write_text(practice_page(data, asked.title), encoding="utf-8")
    return path.as_uri()


@contextmanager
def opened(browser: Browser, address: str, **options: object) -> Iterator[Page]:
    """Open a page in a context of its own; nothing may fail, and nothing be loaded but itself."""
    context = browser.new_context(**options)
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    failures: list[str] = []
    asked: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.on("console", lambda said: failures.append(said.text) if said.type == "error" else None)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    page.wait_for_selector("body[data-view]")
    yield page
    assert failures == []
    outside = [url for url in asked if url != address and not url.startswith(("data:", "blob:"))]
    assert outside == []
    context.close()


def data_of(page: Page) -> dict[str, Any]:
    """Return the data of the page."""
    made: dict[str, Any] = json.loads(page.text_content("#quiz") or "")
    return made


def item_now(page: Page) -> dict[str, Any]:
    """Return the item that the page asks now."""
    asked = page.get_attribute("#card", "data-item")
    return next(each for each in data_of(page)["items"] if each["id"] == asked)


def press(page: Page, selector: str, way: str) -> None:
    """Press a button by mouse or finger, or by the keyboard alone: Enter where the focus is."""
    if way == TOUCH:
        page.tap(selector)
    elif way == MOUSE:
        page.click(selector)
    else:
        walk_to(page, selector)
        page.keyboard.press("Enter")


def walk_to(page: Page, selector: str) -> None:
    """Move the focus to an element by the tab key."""
    for _ in range(60):
        if page.evaluate("(sought) => document.activeElement.matches(sought)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the tab key does not reach {selector}")


def answer(page: Page, way: str, *, right: bool = True) -> None:
    """Answer the question that the page asks, and have it checked if feedback comes at once."""
    item = item_now(page)
    play = item["play"]
    if play in {"write", "open"}:
        _write(page, item, way, right=right)
    elif play == "slots":
        key = item["key"] if right else [*item["key"][1:], item["key"][0]]
        for index in key:
            _choose(page, f".entry[value='{index}']", ".entry", way)
    else:
        wrong = [n for n in range(len(item["options"])) if n not in item["key"]][:1]
        for index in item["key"] if right else wrong:
            _choose(page, f".option input[value='{index}']", ".option input", way)
    if play == "one":
        # Choosing is answering.
        assert page.query_selector("#check") is None
    elif page.query_selector("#check"):
        _go(page, "#check", way)


def _write(page: Page, item: dict[str, Any], way: str, *, right: bool) -> None:
    text = (item.get("accepted") or ["It was so."])[0] if right else "Nobody"
    if way != KEYBOARD:
        press(page, "#answer", way)
    page.keyboard.type(text)


def _choose(page: Page, selector: str, every: str, way: str) -> None:
    """Choose an option or an entry: by its number on the keyboard."""
    if way == KEYBOARD:
        place = page.eval_on_selector_all(
            every, "(all, sought) => all.findIndex((each) => each.matches(sought))", selector
        )
        page.keyboard.press(str(place + 1))
    else:
        press(page, selector, way)


def _go(page: Page, selector: str, way: str) -> None:
    """Go on: Enter does it on the keyboard, but for a text of several lines."""
    if way != KEYBOARD or page.evaluate("document.activeElement.matches('textarea')"):
        press(page, selector, way)
    else:
        page.keyboard.press("Enter")


def go_on(page: Page, way: str) -> None:
    """Go to the next question after an answer was told, or judge an own answer first."""
    if page.query_selector("#self-1"):
        if way == KEYBOARD:
            page.keyboard.press("1")
        else:
            press(page, "#self-1", way)
    else:
        _go(page, "#next", way)


def play(page: Page, way: str, wrong: Sequence[str] = ()) -> list[str]:
    """Play a round to its end; the items with these ids are answered wrongly at first.

    Returns the ids of the items in the order of asking.
    """
    asked: list[str] = []
    while page.get_attribute("body", "data-view") == "question":
        name = item_now(page)["id"]
        answer(page, way, right=name not in wrong or name in asked)
        asked.append(name)
        go_on(page, way)
    return asked
