"""Authors' questions with pictures as answer and options: on paper, in Anki, and refused."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import jsonschema
import pytest
from anki_support import Collection, cards, check_database, import_package, render
from ankiconnect_support import running
from click.testing import CliRunner, Result
from deck_support import load
from hypothesis import given, settings
from hypothesis import strategies as st
from manifest_support import LETTERS, Json, papers
from option_support import Rendered, alternatives, printed_options
from pdf_support import pages
from PIL import Image

from quizgen.bank.items import Item, Lack, Without
from quizgen.cli import main
from quizgen.deck import attach
from quizgen.deck.load import load_deck
from quizgen.project import Project, QuizOptions
from quizgen.resources import shipped

COLOURS = {
    "estonia": (0, 80, 200),
    "latvia": (160, 40, 60),
    "lithuania": (240, 180, 0),
    "finland": (120, 200, 240),
}
DECK = """\
deck: flags
title: Flags
source: {title: An atlas}
quiz: {items: 3, columns: 2}
questions:
  estonia:
    ask: Which of these is the flag of Estonia?
    answer: {picture: media/estonia.png, alt: "blue over black over white"}
    distractors:
      - {picture: media/latvia.png, alt: "dark red, with a narrow white stripe"}
      - {picture: media/lithuania.png, alt: yellow over green over red}
  latvia:
    ask: Which flag flies in Riga?
    answer: {picture: media/latvia.png, alt: dark red with a narrow white stripe}
    options:
      - {picture: media/finland.png, alt: a cross}
      - {picture: media/estonia.png, alt: blue on top}
      - {picture: media/latvia.png}
      - {picture: media/lithuania.png, alt: yellow on top}
  finland:
    ask: Which flag of the north is this country's, whose name is Suomi?
    answer:
      picture: media/finland.png
      alt: a cross lying on its side
      note: The cross is blue.
      only:
        - {picture: media/estonia.png, alt: three bars}
        - {picture: media/latvia.png, alt: a pale bar}
"""


def write(folder: Path, text: str = DECK) -> Path:
    (folder / "media").mkdir(exist_ok=True)
    for name, colour in COLOURS.items():
        Image.new("RGB", (300, 200), colour).save(folder / "media" / f"{name}.png")
    (folder / "flags.yaml").write_text(text, "utf-8")
    return folder / "flags.yaml"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return result


def quiz(*options: str) -> Json:
    run("quiz", "flags.yaml", "-o", "paper", "--worked", *options)
    made: Json = json.loads(Path("paper/quiz.json").read_bytes())
    return made


def questions(path: Path) -> dict[str, Item | Without]:
    return {
        each.prompt.id: each for each in Project(load(path)).questions(QuizOptions(), explain=True)
    }


def told(path: Path) -> list[tuple[str, int]]:
    return [(each.code, each.place.line) for each in load_deck(path).diagnostics]


# What is offered


def test_what_the_author_offers_and_nothing_else(folder: Path) -> None:
    made = questions(folder / "flags.yaml")
    shown = {
        name: [Path(picture.path).stem for picture in each.pictures]
        for name, each in made.items()
        if isinstance(each, Item)
    }
    assert shown == {
        "questions/estonia/answer": ["estonia", "latvia", "lithuania"],
        "questions/latvia/answer": ["latvia", "finland", "estonia", "lithuania"],
        "questions/finland/answer": ["finland", "estonia", "latvia"],
    }
    for each in made.values():
        assert isinstance(each, Item)
        assert {distractor.proof for distractor in each.distractors} == {"W3"}
        assert each.options == tuple(picture.alt for picture in each.pictures)
        assert all(picture.file for picture in each.pictures)
    latvia = made["questions/latvia/answer"]
    assert isinstance(latvia, Item)
    assert latvia.sizes == (2.0, 0.0, 1.0, 3.0)


@pytest.mark.usefixtures("folder")
def test_the_commands_that_tell() -> None:
    assert run("check", "flags.yaml").output.startswith("flags.yaml: no problems in 3 facts\n")
    assert run("lint", "flags.yaml").output.strip() == ""
    listed = run("items", "flags.yaml", "--explain").output
    assert "  * [image media/estonia.png: blue over black over white]\n" in listed
    assert (
        "  - [image media/lithuania.png: yellow over green over red] "
        " [W3: the author says that it is wrong]" in listed
    )
    assert (
        "(text, or a picture: {picture: …, alt: …}, required)" in run("kinds", "questions").output
    )


def test_a_picture_of_another_question_is_no_proof(folder: Path) -> None:
    text = DECK.replace("    distractors:\n", "    forbid: [x]\n    not:\n").replace(
        '- {picture: media/latvia.png, alt: "dark red, with a narrow white stripe"}', "- one"
    )
    text = text.replace(
        "- {picture: media/lithuania.png, alt: yellow over green over red}", "- two"
    )
    each = questions(write(folder, text))["questions/estonia/answer"]
    assert isinstance(each, Without)
    assert each.lack is Lack.TOO_FEW
    # Presumed options are offered, as with words.
    each = questions(write(folder, text.replace("quiz:", "assume: closed\nquiz:")))[
        "questions/estonia/answer"
    ]
    assert isinstance(each, Item)
    assert {Path(picture.path).stem for picture in each.pictures} == {
        "estonia",
        "latvia",
        "finland",
    }


def test_words_are_never_offered_beside_pictures(folder: Path) -> None:
    more = (
        "  words: {ask: How many stars has it?, answer: three}\n"
        "  more: {ask: How many bars has it?, answer: four}\n"
    )
    made = questions(write(folder, DECK.replace("quiz:", "assume: closed\nquiz:") + more))
    words = made["questions/words/answer"]
    assert {each.filler.text for each in words.distractors} | {
        each.text for each in words.refused
    } == {"four"}
    for name in ("estonia", "latvia", "finland"):
        each = made[f"questions/{name}/answer"]
        assert isinstance(each, Item)
        assert each.pictures


def test_other_forms_take_no_pictures(folder: Path) -> None:
    every = ("true-false", "multiple", "matching", "ordering", "odd-one-out", "fill-in", "short")
    assert (
        run("items", "flags.yaml", "--forms", ",".join(every)).output.strip()
        == "no exercise of these forms"
    )
    assert folder


def test_several_pictures_are_right(folder: Path) -> None:
    kind = """\
kinds:
  signs:
    one: sign
    name: name
    fields:
      name: {type: text, required: true}
      looks: {type: text, or_picture: true, many: true, complete: true}
    questions:
      looks: {ask: "Which of them mean {name}?"}
signs:
  stop:
    name: stop
    looks:
      - picture: media/estonia.png
        alt: a square
        distractors: [{picture: media/finland.png, alt: a star}]
      - {picture: media/latvia.png, alt: a circle}
  go: {name: go, looks: [{picture: media/lithuania.png, alt: an arrow}]}
"""
    write(folder, DECK.partition("questions:")[0] + kind)
    (made,) = quiz("--forms", "multiple", "--items", "1")["items"]
    right = {made["option_pictures"][index]["alt"] for index in made["key"]}
    assert right == {"a square", "a circle"}
    assert alternatives(Path("paper/quiz.pdf")) == ["a circle", "a square", "a star", "an arrow"]


def test_a_kind_with_pictures_takes_loose_ones_beside_ids(folder: Path) -> None:
    kind = """\
kinds:
  lands:
    one: land
    name: name
    fields:
      name: {type: text, required: true}
      flag: {type: image, single: true}
    questions:
      flag: {ask: "Which is the flag of {name}?"}
lands:
  estonia:
    name: Estonia
    flag:
      value: media/estonia.png
      alt: blue
      distractors: [latvia, {picture: media/finland.png, alt: white}]
  latvia:
    name: Latvia
    flag:
      picture: media/latvia.png
      alt: red
      options:
        [{picture: media/latvia.png},
         {picture: media/estonia.png, alt: blue},
         {picture: media/finland.png, alt: white}]
"""
    made = questions(write(folder, DECK.partition("questions:")[0] + kind))
    shown = [
        [Path(picture.path).stem for picture in each.pictures]
        for each in made.values()
        if isinstance(each, Item)
    ]
    assert shown == [["estonia", "latvia", "finland"], ["latvia", "estonia", "finland"]]


def test_options_that_are_told_apart_by_nothing_but_an_article(folder: Path) -> None:
    text = DECK.replace("alt: a cross}", "alt: a bar}").replace(
        "alt: blue on top}", "alt: the bar}"
    )
    write(folder, text.replace("quiz: {", "quiz: {at_least: 4, "))
    checked = run("lint", "flags.yaml").output
    assert "error[Q414]: a multiple-choice question needs at least three options" in checked
    assert "flags.yaml:14:" in checked


def test_a_file_that_is_included_names_its_own_files(folder: Path) -> None:
    head, _, rest = DECK.partition("questions:")
    (folder / "part").mkdir()
    (folder / "media").rename(folder / "part" / "media")
    (folder / "part" / "flags.yaml").write_text(f"questions:{rest}", "utf-8")
    (folder / "flags.yaml").write_text(f"{head}include: [part/flags.yaml]\n", "utf-8")
    deck = load(folder / "flags.yaml")
    assert {Path(path).name for path in deck.files} == {
        "flags.yaml",
        *(f"{name}.png" for name in COLOURS),
    }


# On paper


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("options", [(), ("--large-print",)], ids=str)
def test_the_letters_are_those_of_the_manifest(options: tuple[str, ...]) -> None:
    made = quiz("--versions", "2", "--answer-sheet", *options)
    jsonschema.validate(
        made,
        json.loads((shipped("templates") / "print" / "manifest.schema.json").read_text("utf-8")),
    )
    words = sorted(picture["alt"] for each in made["items"] for picture in each["option_pictures"])
    assert len(words) == 10
    files = {
        each["file"]: each["alt"] for item in made["items"] for each in item["option_pictures"]
    }
    assert {path.name for path in Path("paper/pictures").iterdir()} == set(files)
    for name in ("quiz", "quiz-worked"):
        assert alternatives(Path("paper", f"{name}.pdf")) == sorted(words * 2)
    run("quiz", "flags.yaml", "-o", "one", "--worked", *options)
    one = json.loads(Path("one/quiz.json").read_bytes())
    project = Project(load(Path("flags.yaml")))
    known = {
        picture.file.name: Path(picture.path).stem
        for each in project.items(QuizOptions())
        for picture in each.pictures
        if picture.file
    }
    for name in ("quiz", "quiz-worked"):
        pdf = Path("one", f"{name}.pdf").read_bytes()
        for each, place, _, _, pictures in printed_options(pdf, one, COLOURS):
            wanted = [known[each["option_pictures"][index]["file"]] for index in place["options"]]
            assert [picture.name for picture in pictures] == wanted
            # Lettered boxes of one size.
            widths = [picture.right - picture.left for picture in pictures]
            assert max(widths) - min(widths) <= 0.5
            if "Riga" in each["stem"]:
                assert wanted == ["finland", "estonia", "latvia", "lithuania"]


@pytest.mark.usefixtures("folder")
def test_right_is_told_by_a_tick_a_frame_and_the_key() -> None:
    made = quiz("--versions", "2")
    key = " ".join(page.words for page in pages(Path("paper/quiz-key.pdf").read_bytes()))
    for each in made["items"]:
        assert (
            each["answer"]
            == each["options"][each["key"][0]]
            == each["option_pictures"][each["key"][0]]["alt"]
        )
        assert each["answer"] in key
        places = [
            f"{version['version']}: {number} {LETTERS[place['options'].index(each['key'][0])]}"
            for version, sections in zip(made["versions"], papers(made), strict=True)
            for number, other, place in sections[0]
            if other["id"] == each["id"]
        ]
        assert " · ".join(places) in key
    run("quiz", "flags.yaml", "-o", "one", "--worked")
    pdf, one = (
        Path("one/quiz-worked.pdf").read_bytes(),
        json.loads(Path("one/quiz.json").read_bytes()),
    )
    assert "The cross is blue." in " ".join(page.words for page in pages(pdf))
    rendered = {
        page.text: Rendered(pdf, number, page, COLOURS) for number, page in enumerate(pages(pdf))
    }
    for each, place, page, letters, pictures in printed_options(pdf, one, COLOURS):
        for index, letter, picture in zip(place["options"], letters, pictures, strict=True):
            is_right = index in each["key"]
            beside = rendered[page.text].at(picture.left - 1.7, picture.top + 4)
            assert (max(beside) < 60) is is_right
            assert (page.chars[page.chars.index(letter) - 1].text == "✓") is is_right


@pytest.mark.usefixtures("folder")
def test_papers_are_printed_again_from_the_manifest() -> None:
    quiz("--versions", "2", "--answer-sheet")
    names = ("quiz.pdf", "quiz-worked.pdf", "quiz-key.pdf", "answer-sheet.pdf", "quiz.json")
    before = {name: Path("paper", name).read_bytes() for name in names}
    for name in names[:-1]:
        Path("paper", name).unlink()
    shutil.rmtree("media")
    Path("flags.yaml").unlink()
    run("quiz", "paper/quiz.json", "--worked", "--answer-sheet")
    assert {name: Path("paper", name).read_bytes() for name in names} == before
    rows = json.loads(before["quiz.json"])["sheet"]["layouts"]
    assert sorted(len(row["letters"]) for each in rows.values() for row in each["rows"]) == [
        3,
        4,
        4,
    ]


@pytest.mark.usefixtures("folder")
def test_study_cards_show_the_picture() -> None:
    run("cards", "flags.yaml")
    assert alternatives(Path("flags-cards.pdf")) == sorted(
        [
            "blue over black over white",
            "dark red with a narrow white stripe",
            "a cross lying on its side",
        ]
    )
    read = " ".join(page.words for page in pages(Path("flags-cards.pdf").read_bytes()))
    assert "Which of these is the flag of Estonia?" in read
    assert "over black" not in read


# In Anki


@pytest.mark.usefixtures("folder")
def test_from_the_folder_to_the_card(collection: Collection) -> None:
    run("anki", "flags.yaml", "--choice", "--typed")
    assert import_package(collection, Path("flags.apkg")).new == 6
    checked = collection.media.check()
    assert (list(checked.missing), list(checked.unused)) == ([], [])
    assert len(list(Path(collection.media.dir()).iterdir())) == 4
    assert check_database(collection) == []
    assert import_package(collection, Path("flags.apkg")).duplicate == 6
    shown = {card.note()["Key"]: (render(card), card.note()) for card in cards(collection)}
    assert set(shown) == {
        f"flags/questions/{name}/answer{kind}"
        for name in ("estonia", "latvia", "finland")
        for kind in ("", "/choice")
    }, "what is a picture is not typed"
    recall, _ = shown["flags/questions/estonia/answer"]
    assert "<img" not in recall.front
    assert re.search(
        r'<img src="quizgen-[0-9a-f]{32}\.png" alt="blue over black over white">', recall.back
    )
    assert ">blue over" not in recall.back
    choice, note = shown["flags/questions/latvia/answer/choice"]
    listed = re.findall(
        r'<li><div class="media"><img src="quizgen-[0-9a-f]{32}\.png" alt="([^"]+)', choice.front
    )
    assert listed == [
        "a cross",
        "blue on top",
        "dark red with a narrow white stripe",
        "yellow on top",
    ]
    assert 'class="options ranked pictures"' in choice.front, "the author's order stays"
    assert 'data-right="' not in choice.front
    assert note["Answer"] in choice.back
    assert note["Right"] == "3"


def test_a_word_becomes_a_picture_and_the_reviews_stay(
    folder: Path, collection: Collection
) -> None:
    text = DECK.replace(
        '{picture: media/estonia.png, alt: "blue over black over white"}', "the first"
    )
    text = re.sub(r"    distractors:\n(      - .*\n){2}", "", text)
    write(folder, text)
    run("anki", "flags.yaml")
    import_package(collection, Path("flags.apkg"))
    ids = sorted(collection.find_notes(""))
    write(folder)
    run("anki", "flags.yaml")
    taken = import_package(collection, Path("flags.apkg"))
    assert (taken.new, taken.updated) == (0, 1)
    assert sorted(collection.find_notes("")) == ids
    shown = {card.note()["Key"]: render(card) for card in cards(collection)}
    assert 'alt="blue over black over white"' in shown["flags/questions/estonia/answer"].back


def test_pushed_cards_have_their_pictures(folder: Path, collection: Collection) -> None:
    write(folder, DECK.replace("quiz:", "anki: {choice: true}\nquiz:"))
    with running(collection) as service:
        assert "6 new" in run("push", "flags.yaml", "--url", service.url).output
        assert list(collection.media.check().missing) == []
        Image.new("RGB", (300, 200), (9, 9, 9)).save(folder / "media" / "finland.png")
        # The note that asks for it, its choice card, and the note that offers it.
        assert "0 new, 3 changed" in run("push", "flags.yaml", "--url", service.url).output
        assert list(collection.media.check().missing) == []
        assert "0 new, 0 changed" in run("push", "flags.yaml", "--url", service.url).output


# What is refused


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("../secret.png", "Q007"),
        ("media/../../secret.png", "Q007"),
        ("/secret.png", "Q007"),
        ("link.png", "Q007"),
        ("none.png", "Q001"),
        ("pipe.png", "Q002"),
    ],
)
def test_only_files_of_the_deck_are_read(tmp_path: Path, name: str, code: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    Image.new("RGB", (3, 3)).save(tmp_path / "secret.png")
    (home / "link.png").symlink_to(tmp_path / "secret.png")
    os.mkfifo(home / "pipe.png")
    for old in (
        "media/lithuania.png, alt: yellow over",
        "media/finland.png, alt: a cross}",
        "media/finland.png\n",
    ):
        # A distractor, one of all options, and an answer.
        path = write(
            home, DECK.replace(old, old.replace(re.findall(r"media/\w+\.png", old)[0], name))
        )
        line = next(
            number
            for number, each in enumerate(path.read_text("utf-8").splitlines(), 1)
            if name in each
        )
        assert told(path) == [(code, line)]
        assert all(each.help for each in load_deck(path).diagnostics)


def test_the_bytes_of_options_count(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = {path.stem: path.stat().st_size for path in (folder / "media").iterdir()}
    monkeypatch.setattr(attach, "MAX_DECK_BYTES", sum(sizes.values()) - 1)
    assert [code for code, _ in told(folder / "flags.yaml")] == ["Q006"]
    monkeypatch.setattr(attach, "MAX_DECK_BYTES", sum(sizes.values()))
    assert told(folder / "flags.yaml") == [], "each file is read and counted once"
    monkeypatch.setattr(attach, "MAX_FILE_BYTES", sizes["lithuania"] - 1)
    assert "Q006" in {code for code, _ in told(folder / "flags.yaml")}


@pytest.mark.parametrize(
    ("alt", "severity"),
    [
        ("Estonia", "warning"),
        ("the flag of Estonia", "warning"),
        ("Estonia: blue, black", "warning"),
        ("a flag in blue", ""),
    ],
)
def test_words_that_tell_which_it_is(folder: Path, alt: str, severity: str) -> None:
    write(folder, DECK.replace('"blue over black over white"', f'"{alt}"'))
    checked = run("check", "flags.yaml").output
    assert checked.count("warning[Q235]: `alt` tells the answer") == (severity == "warning")
    assert ("flags.yaml:8:" in checked) is (severity == "warning")
    assert "[Q235]" in run("lint", "flags.yaml").output


TEXTS = st.sampled_from(
    ["a line", "media/estonia.png", "media/latvia.png", "media/none.png", "", "x", "../y.png"]
)
PICTURES = st.fixed_dictionaries({}, optional={"picture": TEXTS, "alt": TEXTS, "value": TEXTS})
OFFERS = st.one_of(TEXTS, PICTURES, st.lists(st.one_of(TEXTS, PICTURES), max_size=5))


@settings(max_examples=150, derandomize=True, deadline=None)
@given(
    answer=st.one_of(TEXTS, PICTURES),
    offers=st.dictionaries(
        st.sampled_from(["distractors", "only", "options", "record", "also"]), OFFERS
    ),
    inside=st.booleans(),
)
def test_whatever_is_written_is_read_or_told(
    tmp_path_factory: pytest.TempPathFactory,
    answer: object,
    offers: dict[str, object],
    *,
    inside: bool,
) -> None:
    folder = tmp_path_factory.getbasetemp() / "written"
    folder.mkdir(exist_ok=True)
    if inside and isinstance(answer, dict):
        fact = {"ask": "Which is it?", "answer": {**answer, **offers}}
    else:
        fact = {"ask": "Which is it?", "answer": answer, **offers}
    path = write(folder, f"deck: x\ntitle: X\nquestions: {json.dumps({'one': fact})}\n")
    loaded = load_deck(path)
    assert all(each.help and each.place.line for each in loaded.diagnostics)
    if loaded.deck and not any(each.severity == "error" for each in loaded.diagnostics):
        for each in Project(loaded.deck).questions(QuizOptions()):
            if isinstance(each, Item) and each.pictures:
                assert (
                    len(each.pictures)
                    == len(each.options)
                    == len({picture.file for picture in each.pictures})
                )
