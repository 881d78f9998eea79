"""The practice page, played whole in Chromium by mouse, keyboard and touch."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page
from practice_support import (
    KEYBOARD,
    MOUSE,
    TOUCH,
    WAYS,
    answer,
    every_form,
    go_on,
    item_now,
    opened,
    page_in,
    play,
    press,
    question_of,
    set_of,
    walk_to,
)

from quizgen.practice.page_data import PageSettings


def stored(page: Page, name: str) -> object:
    # The page saves a little after an answer, or when it closes.
    page.evaluate("() => dispatchEvent(new Event('pagehide'))")
    found: object = page.evaluate(
        "(name) => JSON.parse(localStorage.getItem(Object.keys(localStorage)"
        ".find((key) => key.endsWith('/' + name))))",
        name,
    )
    return found


def options_for(way: str) -> dict[str, object]:
    if way == TOUCH:
        return {"viewport": {"width": 400, "height": 800}, "has_touch": True, "is_mobile": True}
    return {}


@pytest.mark.parametrize("way", WAYS)
def test_every_form_is_played_to_its_end(browser: Browser, tmp_path: Path, way: str) -> None:
    questions = every_form()
    address = page_in(tmp_path, questions)
    with opened(browser, address, **options_for(way)) as page:
        press(page, "#start", way)
        asked = play(page, way)
        assert len(asked) == len(set(asked)) == len(questions)
        assert page.text_content("h1") == f"{len(questions)} of {len(questions)} right"
        assert page.query_selector(".review") is None
        cards = stored(page, "cards")
        assert isinstance(cards, dict)
        assert sorted(cards) == sorted(asked)


@pytest.mark.parametrize("way", WAYS)
def test_what_was_missed_comes_again(browser: Browser, tmp_path: Path, way: str) -> None:
    questions = every_form()[:-1]
    address = page_in(tmp_path, questions)
    with opened(browser, address, **options_for(way)) as page:
        wrong = [f"{each.form} {each.id}" for each in questions]
        press(page, "#start", way)
        asked = play(page, way, wrong=wrong)
        assert sorted(asked) == sorted(2 * wrong)
        assert page.text_content("h1") == f"0 of {len(questions)} right"
        assert len(page.query_selector_all(".review-entry")) == len(questions)
        press(page, "#missed", way)
        assert len(play(page, way)) == len(questions)
        assert page.text_content("h1") == f"{len(questions)} of {len(questions)} right"


@pytest.mark.parametrize("way", WAYS)
def test_feedback_at_the_end(browser: Browser, tmp_path: Path, way: str) -> None:
    questions = every_form()[:-1]
    address = page_in(tmp_path, questions)
    with opened(browser, address, **options_for(way)) as page:
        if way == KEYBOARD:
            walk_to(page, "input[name=atOnce]")
            page.keyboard.press("ArrowRight")
        else:
            press(page, "label:has(input[name=atOnce]) >> nth=1", way)
        press(page, "#start", way)
        for _ in questions:
            answer(page, way, right=item_now(page)["form"] != "choice")
            assert page.query_selector(".panel, .told") is None
            if way == KEYBOARD:
                page.keyboard.press("Enter")
            else:
                press(page, ".bar .primary", way)
        missed = sum(each.form == "choice" for each in questions)
        total = len(questions)
        assert page.text_content("h1") == f"{total - missed} of {total} right"
        assert len(page.query_selector_all(".review-entry")) == total
        assert len(page.query_selector_all(".review-entry.wrong")) == missed


def test_a_wrong_option_says_why_and_what_is_right(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("choice", 7)])
    with opened(browser, address) as page:
        page.click("#start")
        page.click(".option input[value='0']")
        assert "option 0" in page.text_content(".option.wrong")
        assert "the why of option 0" in page.text_content(".option.wrong .why")
        assert "option 1" in page.text_content(".option.right")
        panel = page.text_content(".panel")
        assert "Remark about choice 7." in panel
        assert "A book, page 7" in panel
        assert "Comes back tomorrow." in panel
        # A screen reader hears all of it.
        assert page.text_content("#said") == " ".join(
            page.eval_on_selector_all(".panel > *", "(all) => all.map((each) => each.textContent)")
        )
        assert page.evaluate("document.activeElement.id") == "next"


def test_arrow_keys_move_the_choice_and_answer_nothing(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("choice")])
    with opened(browser, address) as page:
        page.click("#start")
        walk_to(page, ".option input")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        assert page.query_selector(".panel") is None
        page.keyboard.press("Enter")
        page.wait_for_selector(".panel")


def test_a_key_that_is_held_down_skips_nothing(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("short", number) for number in range(3)])
    with opened(browser, address) as page:
        page.click("#start")
        page.keyboard.type("Hopper")
        for _ in range(5):
            # Every further `down` before the `up` is a repetition.
            page.keyboard.down("Enter")
        page.keyboard.up("Enter")
        assert page.text_content(".panel h2") == "Right"
        assert page.text_content("#count") == "1 of 3 done"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("grace  hopper", "Right"),
        ("The Grace Hopper.", "Right"),
        ("“Hopper”", "Right"),
        ("Grace Hoper", "Almost"),
        ("Grâce Hopper", "Almost"),
        ("Grace", "Not right"),
    ],
)
def test_written_answers(browser: Browser, tmp_path: Path, text: str, verdict: str) -> None:
    address = page_in(tmp_path, [question_of("short")])
    with opened(browser, address) as page:
        page.click("#start")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        assert page.text_content(".panel h2") == verdict


@pytest.mark.parametrize(
    ("language", "text", "verdict"),
    [
        ("en", "5.94 kg", "Right"),
        ("en", "6", "Right"),
        ("en", "6 g", "Not right"),
        ("en", "7 kg", "Not right"),
        ("en", "5,94 kg", "Right"),
        ("de", "5,94 kg", "Richtig"),
        ("de", "6.000 kg", "Nicht richtig"),
        ("en", "6.000 kg", "Right"),
        ("en", "6,000 kg", "Not right"),
    ],
)
def test_numbers_with_a_tolerance(
    browser: Browser, tmp_path: Path, language: str, text: str, verdict: str
) -> None:
    asked = question_of("short", answer="6.0 kg", accepted=("6.0 kg",), bounds=(5.9, 6.1))
    address = page_in(tmp_path, set_of([asked], language))
    with opened(browser, address) as page:
        page.click("#start")
        page.keyboard.type(text)
        page.keyboard.press("Enter")
        assert page.text_content(".panel h2") == verdict


def test_the_learner_may_know_better(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("short")])
    with opened(browser, address) as page:
        page.click("#start")
        page.keyboard.type("Grace Hoper")
        page.keyboard.press("Enter")
        assert "counts as wrong" in page.text_content("#near")
        page.click("#accept")
        assert page.query_selector("#near") is None
        assert page.text_content(".panel h2") == "Right"
        page.click("#next")
        assert page.text_content("h1") == "1 of 1 right"


def test_a_guess_comes_again(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("choice")])
    with opened(browser, address) as page:
        page.click("#start")
        answer(page, MOUSE)
        page.click("#guessed")
        assert "Comes back tomorrow." in page.text_content(".panel")
        page.click("#next")
        assert page.get_attribute("body", "data-view") == "question"
        assert page.query_selector(".again") is not None


def test_entries_can_be_taken_back(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("ordering")])
    with opened(browser, address) as page:
        page.click("#start")
        page.keyboard.press("1")
        page.keyboard.press("2")
        filled = "(all) => all.filter((each) => !each.textContent.includes('empty')).length"
        assert page.eval_on_selector_all(".slot .filled", filled) == 2
        page.keyboard.press("Backspace")
        assert page.eval_on_selector_all(".slot .filled", filled) == 1
        page.click(".slot >> nth=0")
        assert page.eval_on_selector_all(".slot .filled", filled) == 0


def test_reloading_continues(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, every_form())
    with opened(browser, address) as page:
        page.click("#start")
        answer(page, MOUSE)
        go_on(page, MOUSE)
        before = page.get_attribute("#card", "data-item"), page.text_content("#card")
        page.reload()
        page.wait_for_selector("#card")
        assert (page.get_attribute("#card", "data-item"), page.text_content("#card")) == before
        answer(page, MOUSE)
        told = page.text_content("#main")
        page.reload()
        page.wait_for_selector("#card")
        assert page.text_content("#main") == told
        page.click("#pause")
        page.click("#continue")
        assert page.text_content("#main") == told


def test_a_new_edition_of_the_deck_keeps_the_schedule(browser: Browser, tmp_path: Path) -> None:
    first = [question_of("choice", 0), question_of("choice", 1)]
    address = page_in(tmp_path, first)
    with opened(browser, address) as page:
        page.click("#start")
        play(page, MOUSE)
        page.goto(address)
        page_in(tmp_path, [question_of("choice", 2), *first])
        page.reload()
        page.wait_for_selector("body[data-view=home]")
        assert page.text_content(".legend") == "0 known2 being learned1 new"


def test_questions_come_back_when_they_are_due(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("choice", number) for number in range(3)])
    with opened(browser, address) as page:
        page.clock.install(time="2026-03-01T10:00:00Z")
        page.reload()
        page.click("#start")
        play(page, MOUSE)
        page.click("#home")
        assert "Nothing is due today" in page.text_content(".today")
        assert "in 3 days" in page.text_content(".today")
        assert page.text_content("#start") == "Practise ahead"
        page.clock.set_system_time("2026-03-04T06:00:00Z")
        page.reload()
        assert page.text_content(".today") == "3 questions are due today."


def test_an_exam_shows_nothing_until_its_end(browser: Browser, tmp_path: Path) -> None:
    questions = every_form()
    address = page_in(tmp_path, questions, PageSettings(exam=True))
    with opened(browser, address) as page:
        page.fill("#name", "Ada")
        page.click("#start")
        for number, _ in enumerate(questions, 1):
            assert page.text_content("#count") == f"Question {number} of {len(questions)}"
            answer(page, MOUSE)
            assert page.query_selector(".panel, .told, .right") is None
            if number < len(questions):
                page.click("#next")
        page.click("#before")
        assert page.query_selector("input:checked, [aria-pressed=true]") is not None
        page.click("#finish")
        open_points = 1
        right = len(questions) - open_points
        assert page.text_content("h1") == f"{right} of {right} points"
        told = page.text_content("#main")
        assert "Your teacher will mark answers worth 1 more point." in told
        assert "ada-responses.csv" in told
        page.reload()
        page.wait_for_selector("body[data-view=summary]")


def test_the_end_of_an_exam_shows_no_key(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("choice")], PageSettings(exam=True))
    with opened(browser, address) as page:
        page.fill("#name", "Ada")
        page.click("#start")
        answer(page, MOUSE, right=False)
        page.click("#finish")
        assert page.text_content("h1") == "0 of 1 point"
        assert page.query_selector(".review, #erase, #missed, #start") is None
        assert "option 1" not in page.text_content("#main")


def test_an_exam_needs_a_name(browser: Browser, tmp_path: Path) -> None:
    address = page_in(tmp_path, [question_of("choice")], PageSettings(exam=True))
    with opened(browser, address) as page:
        page.fill("#name", "  ")
        page.click("#start")
        assert page.get_attribute("body", "data-view") == "home"
        assert page.text_content("#name-problem") == "Enter your name first."
        assert page.evaluate("document.activeElement.id") == "name"
        page.keyboard.type("Ada")
        assert page.text_content("#name-problem") == ""
        page.click("#start")
        page.wait_for_selector("body[data-view=question]")


def test_an_exam_asks_before_it_ends_with_gaps(browser: Browser, tmp_path: Path) -> None:
    questions = [question_of("choice", number) for number in range(3)]
    address = page_in(tmp_path, questions, PageSettings(exam=True))
    with opened(browser, address) as page:
        page.fill("#name", "Ada")
        page.click("#start")
        answer(page, MOUSE)
        page.click("#next")
        page.click("#finish")
        assert page.text_content(".panel h2") == "2 questions have no answer yet"
        page.click("#back-to")
        assert page.text_content("#count") == "Question 2 of 3"
        page.click("#finish")
        page.click("#finish-now")
        assert page.text_content("h1") == "1 of 3 points"
