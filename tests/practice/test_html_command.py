"""`quizgen html`: files, options, and the way back into `quizgen grade`."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deck_support import LETTERS, ROOT
from playwright.sync_api import Browser
from practice_support import MOUSE, answer, opened, play

import quizgen
from quizgen.cli import main
from quizgen.export.html import HtmlSettings

DECK = ROOT / "decks" / "elements.yaml"


BIRDS = """\
deck: mine
title: Birds
kinds:
  birds:
    one: bird
    name: name
    fields:
      name: {type: text, required: true}
      call: {type: audio, single: true}
    questions:
      call: {back: "whose call is this? {call}"}
birds:
  gull: {name: the herring gull, call: {value: tone.mp3, transcript: a long laugh}}
"""


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments], catch_exceptions=False)


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "mine.yaml"
    path.write_text(LETTERS, encoding="utf-8")
    return path


def data_in(page: str) -> dict[str, object]:
    found = re.search(r'<script type="application/json" id="quiz">(.*?)</script>', page)
    assert found
    made: dict[str, object] = json.loads(found[1])
    return made


def test_a_page_is_one_file_in_this_folder(deck: Path) -> None:
    done = run("html", deck)
    assert done.exit_code == 0, done.output
    assert "mine: 8 questions" in done.output
    assert "Next: open mine.html in your browser" in done.output
    assert len(data_in(Path("mine.html").read_text("utf-8"))["items"]) == 8


def test_the_same_deck_gives_the_same_bytes(deck: Path) -> None:
    assert run("html", deck, "-o", "a.html", "-q").output == ""
    run("html", deck, "-o", "b.html")
    assert Path("a.html").read_bytes() == Path("b.html").read_bytes()


@pytest.mark.parametrize("given", [("--app",), ("-o", "site/"), ("--app", "-o", "site")])
def test_an_app_is_a_folder(deck: Path, given: tuple[str, ...]) -> None:
    done = run("html", deck, *given)
    assert done.exit_code == 0, done.output
    folder = Path("site" if "-o" in given else "mine")
    names = {each.name for each in folder.iterdir()}
    assert {"index.html", "worker.js", "manifest.webmanifest", "icon-192.png"} <= names
    assert "https" in done.output
    again = {each.name: each.read_bytes() for each in folder.iterdir()}
    run("html", deck, *given)
    assert again == {each.name: each.read_bytes() for each in folder.iterdir()}


def test_standard_output(deck: Path) -> None:
    assert run("html", deck, "-o", "-").output.startswith("<!doctype html>")


def test_forms_and_items(deck: Path) -> None:
    run("html", deck, "--forms", "true-false,short", "-o", "a.html")
    items = data_in(Path("a.html").read_text("utf-8"))["items"]
    assert {each["form"] for each in items} == {"true-false", "short"}
    run("html", deck, "--items", "2", "-o", "b.html")
    assert len(data_in(Path("b.html").read_text("utf-8"))["items"]) == 2
    seeds = set()
    for seed in ("1", "2", "3"):
        run("html", DECK, "--exam", "--items", "5", "--seed", seed, "-o", "c.html")
        items = data_in(Path("c.html").read_text("utf-8"))["items"]
        seeds.add(tuple(each["id"] for each in items))
    assert len(seeds) == 3


def test_an_exam_says_how_many_questions_it_lacks(deck: Path) -> None:
    deck.write_text(f"{LETTERS}\nquiz: {{items: 12}}\n", encoding="utf-8")
    done = run("html", deck, "--exam")
    found = re.search(r"mine: (\d+) of 12 questions \(--items 12 says why\)", done.output)
    assert found, done.output
    assert int(found[1]) < 12
    assert "Q402" in run("html", deck, "--exam", "--items", "12").output
    assert "mine: 2 questions\n" in run("html", deck, "--exam", "--items", "2").output


def test_the_help_says_which_answers_grade_takes() -> None:
    shown = " ".join(run("html", "--help").output.split())
    assert "takes this file only if you give --quiz" in shown


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("--quiz", "quiz.json", "--items", "3"), "leave out --items"),
        (("--version", "B"), "add --quiz"),
        (("--app", "-o", "-"), "several files"),
        (("--quiz", "none.json"), "none.json"),
        (("--items", "0"), "--items"),
    ],
)
def test_what_does_not_go_together_is_refused(
    deck: Path, given: tuple[str, ...], said: str
) -> None:
    done = run("html", deck, *given)
    assert done.exit_code in {1, 2}
    assert said in done.output
    assert not list(Path().glob("*.html"))


def test_a_quiz_of_another_deck_is_refused(deck: Path) -> None:
    run("quiz", DECK, "--items", "3", "--pdf", "none", "-o", "other")
    done = run("html", deck, "--quiz", "other/quiz.json")
    assert done.exit_code == 1
    assert "Q804" in done.output


def test_a_deck_without_questions_gives_no_page(deck: Path) -> None:
    deck.write_text("deck: mine\ntitle: T\nterms: {a: {name: A, definition: b}}\n", "utf-8")
    done = run("html", deck, "--forms", "matching")
    assert done.exit_code == 1
    assert "Q802" in done.output


def test_the_help_says_that_the_key_is_in_the_page() -> None:
    shown = " ".join(run("html", "--help").output.split())
    assert "The key is in the page's source" in shown


def test_a_deck_never_becomes_its_own_page(deck: Path) -> None:
    done = run("html", deck, "-o", deck)
    assert done.exit_code != 0
    assert deck.read_text("utf-8") == LETTERS


def test_python_makes_the_same_page(deck: Path) -> None:
    run("html", deck)
    page = quizgen.load(deck).practice_page()
    assert len(page) == 8
    assert page.html == Path("mine.html").read_text("utf-8")
    saved = page.write("other.html")
    assert Path("other.html").read_bytes() == Path("mine.html").read_bytes()
    assert saved.files == (Path("other.html"),)
    page.write("app", app=True)
    assert Path("app/index.html").is_file()
    assert quizgen.load(deck).practice_page(exam=True, items=2).html != page.html
    assert quizgen.load(deck).export("html").files.keys() == {"mine.html"}


def test_python_makes_a_page_of_a_printed_quiz(deck: Path) -> None:
    run("quiz", deck, "--items", "2", "--pdf", "none", "-o", "printed")
    exam = HtmlSettings(exam=True)
    made = quizgen.open_quiz("printed/quiz.json").export("html", exam).files["mine.html"].decode()
    data = data_in(made)
    assert data["exam"] is True
    assert [each["number"] for each in data["items"]] == [1, 2]


def test_sounds_are_asked_about(deck: Path) -> None:
    (deck.parent / "tone.mp3").write_bytes((ROOT / "tests" / "sounds" / "tone.mp3").read_bytes())
    deck.write_text(BIRDS, encoding="utf-8")
    done = run("html", deck)
    assert done.exit_code == 0, done.output
    data = data_in(Path("mine.html").read_text("utf-8"))
    assert [address[:23] for address in data["media"].values()] == ["data:audio/mpeg;base64,"]
    (item,) = data["items"]
    # What is heard is told only after the answer.
    assert "laugh" not in json.dumps([item["stem"], item["media"]])
    assert "laugh" in json.dumps(item["notes"])


@pytest.mark.usefixtures("deck")
def test_what_an_exam_hands_in_is_marked_by_grade(browser: Browser) -> None:
    forms = "choice,true-false,multiple,matching,ordering,short"
    run("quiz", DECK, "--items", "12", "--forms", forms, "--versions", "2", "--pdf", "none",
        "-o", "printed")  # fmt: skip
    done = run(
        "html", DECK, "--exam", "--quiz", "printed/quiz.json", "--version", "B", "-o", "exam.html"
    )
    assert done.exit_code == 0, done.output
    with opened(browser, Path("exam.html").resolve().as_uri()) as page:
        page.fill("#name", "Ada")
        page.fill("#student_number", "17")
        page.click("#start")
        missed = 0
        for number in range(12):
            form = page.get_attribute("#card", "data-item").split()[0]
            is_right = number % 3 != 0 or form in {"matching", "ordering", "multiple"}
            missed += not is_right
            answer(page, MOUSE, right=is_right)
            page.click("#next" if number < 11 else "#finish")
        with page.expect_download() as download:
            page.click("#export-csv")
        assert download.value.suggested_filename == "ada-17-answers.csv"
        Path("ada.csv").write_bytes(Path(download.value.path()).read_bytes())
    graded = run("grade", "printed/quiz.json", "--responses", "ada.csv", "-o", "results")
    assert graded.exit_code == 0, graded.output
    rows = csv.DictReader(io.StringIO(Path("results/responses.csv").read_text("utf-8-sig")))
    answers = list(rows)
    assert len(answers) == 12
    assert {each["name"] for each in answers} == {"Ada"}
    assert {each["version"] for each in answers} == {"B"}
    wrong = [each for each in answers if each["earned"] != each["possible"]]
    assert len(wrong) == missed > 0


def test_the_paper_of_a_student_knows_whose_it_is(browser: Browser, deck: Path) -> None:
    Path("class.csv").write_text("name,number\nAnna,2\nBen,17\n", encoding="utf-8")
    run("quiz", deck, "--students", "class.csv", "--items", "2", "--pdf", "none", "-o", "7b")
    done = run("html", deck, "--exam", "--quiz", "7b/quiz.json", "--version", "Ben")
    assert done.exit_code == 0, done.output
    with opened(browser, Path("mine.html").resolve().as_uri()) as page:
        assert page.input_value("#name") == "Ben"
        assert page.input_value("#student_number") == "17"
        page.click("#start")
        answer(page, MOUSE)
        page.click("#next")
        answer(page, MOUSE)
        page.click("#finish")
        with page.expect_download() as download:
            page.click("#export-csv")
        Path("ben.csv").write_bytes(Path(download.value.path()).read_bytes())
    graded = run("grade", "7b/quiz.json", "--responses", "ben.csv", "-o", "results")
    assert graded.exit_code == 0, graded.output
    rows = csv.DictReader(io.StringIO(Path("results/responses.csv").read_text("utf-8-sig")))
    assert [(each["number"], each["earned"]) for each in rows] == [("17", "1.00"), ("17", "1.00")]


ATTACK = "</script><img src=x onerror='window.attacked=1'><script>window.attacked=1</script>"


def hostile_deck() -> str:
    question = {
        "ask": f"What is it {ATTACK}?",
        "answer": f"this {ATTACK}",
        "distractors": [f"{number} {ATTACK}" for number in range(3)],
        "mistaken_for": [{"value": f"0 {ATTACK}", "why": f"it is not, {ATTACK}"}],
        "note": f"note {ATTACK}",
    }
    whole = {
        "deck": "mine",
        "title": f"T {ATTACK}",
        "source": {"title": f"S {ATTACK}", "author": ATTACK},
        "questions": {"a": question},
        "statements": {"b": f"It was {{{{{ATTACK}|text}}}} then."},
    }
    # JSON is YAML.
    return "\n".join(f"{key}: {json.dumps(value)}" for key, value in whole.items())


def test_a_hostile_deck_runs_nothing(browser: Browser, deck: Path) -> None:
    deck.write_text(hostile_deck(), encoding="utf-8")
    done = run("html", deck, "--forms", "choice,fill-in,short")
    assert done.exit_code == 0, done.output
    with opened(browser, Path("mine.html").resolve().as_uri()) as page:
        page.click("#start")
        told = ""
        while page.get_attribute("body", "data-view") == "question":
            answer(page, MOUSE, right=page.query_selector(".again") is not None)
            told += page.text_content("#main")
            page.click("#next")
        assert f"it is not, {ATTACK}" in told
        assert f"note {ATTACK}" in told
        assert page.query_selector("main img, main script") is None
        assert page.evaluate("window.attacked") is None


@pytest.mark.usefixtures("deck")
def test_a_real_deck_is_played_whole(browser: Browser) -> None:
    run("html", ROOT / "decks" / "sonnensystem.yaml", "--items", "30", "-o", "s.html")
    with opened(browser, Path("s.html").resolve().as_uri()) as page:
        page.click("label:has(input[name=count]) >> nth=-1")
        page.click("#start")
        assert len(play(page, MOUSE)) == 30
        assert page.text_content("h1") == "30 von 30 richtig"
