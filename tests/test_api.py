"""quizgen as a Python program uses it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import ROOT
from pages_support import DOCS, blocks_of

import quizgen
from quizgen.cli import main
from quizgen.diagnostics import Diagnostic, Severity
from quizgen.export import registry
from quizgen.export.writer import Source, Written

PYTHON_PAGE = DOCS / "howto" / "python.md"
SOUNDS = ROOT / "tests" / "sounds"
DECK = """\
deck: d
title: Four Words
terms:
  one: {name: alpha, definition: the first letter}
  two: {name: beta, definition: the second letter}
  three: {name: gamma, definition: the third letter}
  four: {name: delta, definition: the fourth letter}
"""
QUIZ_FILES = {"quiz.json", "quiz.pdf", "quiz-key.pdf"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "d.yaml").write_text(DECK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def codes_of(error: pytest.ExceptionInfo[quizgen.QuizgenError]) -> list[str]:
    return [each.code for each in error.value.diagnostics]


def run(*arguments: str) -> None:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output


# The page and the package


def test_the_page_runs_like_a_notebook(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(ROOT / "decks", tmp_path / "decks")
    monkeypatch.chdir(tmp_path)
    blocks = [block.text for block in blocks_of(PYTHON_PAGE) if block.language == "python"]
    names: dict[str, object] = {}
    for block in blocks:
        exec(compile(block, str(PYTHON_PAGE), "exec"), names)  # noqa: S102 - the page is ours
    assert {path.name for path in Path("out").glob("*.pdf")} >= {"quiz.pdf", "quiz-worked.pdf"}
    assert json.loads(Path("out/quiz.json").read_bytes())["seed"] == 8
    assert json.loads(Path("monday/quiz.json").read_bytes())["seed"] == 7
    assert Path("elements.apkg").is_file()
    assert Path("cards.pdf").is_file()


def test_importing_is_cheap() -> None:
    code = """
import sys, quizgen
heavy = {"click", "yaml", "typst", "genanki", "babel", "msgspec", "PIL", "quizgen.api"}
assert not heavy & set(sys.modules), heavy & set(sys.modules)
quizgen.load
assert "quizgen.api" in sys.modules
assert not {"click", "quizgen.cli"} & set(sys.modules)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_every_public_name_is_there_and_documented() -> None:
    assert len(quizgen.__all__) <= 15
    assert set(quizgen.__all__) <= set(dir(quizgen))
    for name in quizgen.__all__:
        thing = getattr(quizgen, name)
        assert name == "__version__" or thing.__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'lod'"):
        quizgen.lod  # noqa: B018 - reading it is the test


def test_a_program_that_uses_it_is_typed(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(
        "from pathlib import Path\n"
        "import quizgen\n"
        'deck = quizgen.load(Path("d.yaml"))\n'
        "items: tuple[quizgen.Item, ...] = deck.items()\n"
        'saved: quizgen.Saved = deck.quiz(items=20, seed=7).write("out/", worked=True)\n'
        'deck.quiz(itms=20)\nquizgen.open_quiz("q").write(force=True)\ndeck.cards(rows="2")\n',
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--config-file=", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    wrong = [line.split(":")[1] for line in done.stdout.splitlines() if ": error:" in line]
    assert wrong == ["6", "7", "8"], done.stdout


# Decks


def test_a_deck_with_errors() -> None:
    text = DECK.replace("definition: the first", "definiton: the first").replace(
        "deck: d", "deck: D d"
    )
    Path("d.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(quizgen.QuizgenError) as error:
        quizgen.load("d.yaml")
    assert len(error.value.diagnostics) >= 2
    assert error.value.diagnostics[0].place.file.endswith("d.yaml")
    assert "did you mean `definition`?" in "".join(map(str, error.value.diagnostics))


def test_check_is_that_of_the_command(folder: Path) -> None:
    text = DECK.replace("the first letter", "what alpha is").replace("beta", "“beta”")
    Path("d.yaml").write_text(text, encoding="utf-8")
    deck = quizgen.load(folder / "d.yaml")
    shown = CliRunner().invoke(main, ["check", "d.yaml", "--format", "json"]).output
    told = [each["code"] for each in json.loads(shown)]
    assert [each.code for each in deck.check()] == told
    assert {"Q242", "Q454"} <= set(told)
    assert [each.code for each in deck.check(lint=False)] == ["Q242"]
    assert (deck.id, deck.title) == ("d", "Four Words")


def test_items() -> None:
    deck = quizgen.load("d.yaml")
    items = deck.items(forms=["short", "matching"])
    assert {item.form for item in items} == {"short", "matching"}
    assert {item.id for item in deck.items()} >= {"terms/one/definition"}
    for item in deck.items(options=3):
        assert len(item.options) == 3
        assert [item.options[index] for index in item.key] == [item.answer]


def test_a_question_whose_options_cannot_be_printed_stops_what_is_made() -> None:
    text = DECK.replace("definition: the first letter", "definition: {value: x, distractors: [x]}")
    Path("d.yaml").write_text(text, encoding="utf-8")
    shown = CliRunner().invoke(main, ["quiz", "d.yaml"])
    assert shown.exit_code == 1
    with pytest.raises(quizgen.QuizgenError) as error:
        quizgen.load("d.yaml").quiz()
    assert f"[{codes_of(error)[0]}]" in shown.output


# Quizzes


def test_a_quiz_is_that_of_the_command() -> None:
    quiz = quizgen.load("d.yaml").quiz(items=2, seed=5, versions=2, forms=["choice"], wrong=0.25)
    saved = quiz.write("mine", answer_sheet=True)
    given = "--items 2 --seed 5 --versions 2 --forms choice --wrong 0.25 --answer-sheet -q -o its"
    run("quiz", "d.yaml", *given.split())
    assert {path.name for path in saved.files} == {path.name for path in Path("its").iterdir()}
    for path in saved.files:
        assert path.read_bytes() == Path("its", path.name).read_bytes()
    assert (len(quiz.items), quiz.versions) == (2, ("A", "B"))


def test_another_quiz_is_not_overwritten() -> None:
    deck = quizgen.load("d.yaml")
    first = deck.quiz(seed=1, items=2)
    first.write("out")
    assert first.write("out").problems == ()
    second = deck.quiz(seed=2, items=2, forms=["short"])
    with pytest.raises(quizgen.QuizgenError) as error:
        second.write("out")
    assert codes_of(error) == ["Q531"]
    with pytest.raises(quizgen.QuizgenError) as error:
        second.export("paper").write("out")
    assert codes_of(error) == ["Q531"]
    assert quizgen.open_quiz("out/quiz.json").fingerprint == first.fingerprint
    second.write(Path("out"), force=True)
    assert quizgen.open_quiz("out/quiz.json").fingerprint == second.fingerprint


def test_an_input_is_not_overwritten() -> None:
    deck = quizgen.load("d.yaml")
    for make in (deck.anki().write, deck.cards().write):
        with pytest.raises(quizgen.QuizgenError) as error:
            make("d.yaml")
        assert codes_of(error) == ["Q551"]
    assert Path("d.yaml").read_text(encoding="utf-8") == DECK


def test_a_quiz_for_a_class() -> None:
    Path("class.csv").write_text("name,number\nAnna,1\nBen,2\n", encoding="utf-8")
    deck = quizgen.load("d.yaml")
    quiz = deck.quiz(students="class.csv")
    saved = quiz.write("out", split=True, pdf="quiz")
    assert quiz.versions == ("1", "2")
    assert len([path for path in saved.files if path.suffix == ".pdf"]) == 2
    shared = deck.quiz(students="class.csv", versions=2)
    assert shared.versions == ("1", "2")
    with pytest.raises(quizgen.QuizgenError):
        deck.quiz(students="no.csv")


def test_a_reprint_keeps_a_corrected_key() -> None:
    quizgen.load("d.yaml").quiz(items=2).write("out", pdf="none")
    manifest = Path("out/quiz.json")
    text = manifest.read_text(encoding="utf-8").replace('"void": false', '"void": true', 1)
    manifest.write_text(text + "\n", encoding="utf-8")
    Path("d.yaml").unlink()
    saved = quizgen.open_quiz(manifest).write()
    assert {path.name for path in saved.files} == {"quiz.pdf", "quiz-key.pdf"}
    assert manifest.read_text(encoding="utf-8") == text + "\n"
    elsewhere = quizgen.open_quiz(manifest).write("again")
    assert {path.name for path in elsewhere.files} == QUIZ_FILES
    manifest.write_text("{", encoding="utf-8")
    with pytest.raises(quizgen.QuizgenError) as error:
        quizgen.open_quiz(manifest)
    assert codes_of(error) == ["Q532"]


def test_questions_are_chosen_left_out_and_avoided() -> None:
    deck = quizgen.load("d.yaml")
    # With options, the make-up test would share those of the first one.
    short = {"items": 2, "forms": ["short"]}
    first = deck.quiz(**short, chosen=["terms/one"], without=["terms/two", "terms/three"])
    facts = [fact for item in first.items for fact in item.facts]
    assert sorted(facts) == ["terms/four", "terms/one"]
    first.write("out", pdf="none")
    make_up = deck.quiz(**short, avoid=[Path("out/quiz.json")])
    facts = [fact for item in make_up.items for fact in item.facts]
    assert sorted(facts) == ["terms/three", "terms/two"]


@pytest.mark.parametrize("name", ["chosen", "without"])
def test_an_id_that_no_question_has_is_named(name: str) -> None:
    with pytest.raises(quizgen.QuizgenError) as error:
        quizgen.load("d.yaml").quiz(**{name: ["terms/on", "terms/two"]})  # type: ignore[arg-type]
    (problem,) = error.value.diagnostics
    assert problem.code == "Q539"
    assert "`terms/on`" in problem.message
    assert problem.help == "did you mean `terms/one`?"


def test_a_manifest_to_avoid_must_be_one() -> None:
    Path("quiz.json").write_text("{}", encoding="utf-8")
    with pytest.raises(quizgen.QuizgenError) as error:
        quizgen.load("d.yaml").quiz(avoid=["quiz.json"])
    assert codes_of(error) == ["Q532"]


def test_files_of_an_earlier_printing_are_named() -> None:
    deck = quizgen.load("d.yaml")
    deck.quiz(seed=1).write("out", worked=True)
    told = deck.quiz(seed=3, forms=["short"]).write("out", force=True).problems
    assert [each.code for each in told] == ["Q536"]
    assert "quiz-worked.pdf" in told[0].message


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"items": 0}, "items takes a whole number from 1 to 2000, not 0"),
        ({"options": 9}, "options takes"),
        ({"seed": 1.5}, "seed takes"),
        ({"versions": 27}, "versions takes"),
        ({"forms": ["choise"]}, "did you mean `choice`"),
        ({"forms": "choice"}, "forms takes a list"),
        ({"paper": "a5"}, "paper takes one of a4, letter"),
        ({"wrong": float("nan")}, "wrong takes a number of points"),
        ({"wrong": "much"}, "wrong takes a number of points"),
        ({"title": " "}, "nothing to print in the title"),
        ({"chosen": "terms/one"}, "chosen takes a list"),
        ({"without": [1]}, "without takes a list"),
    ],
)
def test_settings_of_a_quiz_are_checked(settings: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        quizgen.load("d.yaml").quiz(**settings)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"pdf": "quizz"}, "pdf takes one of"),
        ({"digits": 13}, "digits takes"),
        ({"columns": 4}, "columns takes"),
        ({"font_folders": ["no"]}, "there is no folder `no`"),
        ({"font_folders": "fonts"}, "takes a list of folders"),
    ],
)
def test_settings_of_a_printing_are_checked(settings: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        quizgen.load("d.yaml").quiz().write("out", **settings)  # type: ignore[arg-type]
    assert not Path("out").exists()


def test_unknown_settings() -> None:
    deck = quizgen.load("d.yaml")
    with pytest.raises(TypeError, match="did you mean `items`"):
        deck.quiz(itms=2)  # type: ignore[call-arg]
    with pytest.raises(TypeError, match="did you mean `worked`"):
        deck.quiz().write("out", workd=True)  # type: ignore[call-arg]


# Anki and cards


def test_a_package_is_that_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    deck = quizgen.load("d.yaml")
    cards = deck.anki(choice=True)
    saved = cards.write("mine.apkg")
    assert [path.name for path in saved.files] == ["mine.apkg", "d.lock"]
    lock = Path("d.lock").read_bytes()
    Path("d.lock").unlink()
    run("anki", "d.yaml", "--choice", "-q", "-o", "its.apkg")
    assert Path("mine.apkg").read_bytes() == Path("its.apkg").read_bytes()
    assert Path("d.lock").read_bytes() == lock
    assert len(cards) == 16
    assert "new" in deck.anki(typed=True).difference()


def test_no_lock(folder: Path) -> None:
    quizgen.load("d.yaml").anki().write("x.apkg", lock=False)
    assert sorted(path.name for path in folder.iterdir()) == ["d.yaml", "x.apkg"]
    with pytest.raises(quizgen.QuizgenError) as error:
        quizgen.load("d.yaml").anki().difference()
    assert codes_of(error) == ["Q521"]


def test_a_lock_that_cannot_be_written() -> None:
    deck = quizgen.load("d.yaml")
    deck.anki().write("x.apkg")
    Path("d.lock").chmod(0o400)
    saved = deck.anki(choice=True).write("y.apkg")
    assert [each.code for each in saved.problems] == ["Q555"]
    assert saved.problems[0].severity is quizgen.Severity.WARNING
    assert [path.name for path in saved.files] == ["y.apkg"]


def test_study_cards() -> None:
    deck = quizgen.load("d.yaml")
    deck.cards(columns=3, rows=3, paper="letter").write("mine.pdf")
    run("cards", "d.yaml", "--grid", "3x3", "--paper", "letter", "-q", "-o", "its.pdf")
    assert Path("mine.pdf").read_bytes() == Path("its.pdf").read_bytes()
    with pytest.raises(ValueError, match="did you mean `terms`"):
        deck.cards(kinds=["term"])
    with pytest.raises(ValueError, match="up to 5 columns"):
        deck.cards(columns=6)


# Writers


def test_writers_know_no_running_anki() -> None:
    code = """
import sys, quizgen.api
assert not [name for name in sys.modules if name.startswith("quizgen.anki.connect")]
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@dataclass(frozen=True, slots=True)
class ListSettings:
    bullet: str = "-"


class ListWriter:
    """A format to come: a list of items as plain text, without pictures."""

    name = "list"
    about = "the items as a list"

    def write(self, source: Source, settings: ListSettings | None = None) -> Written:
        bullet = (settings or ListSettings()).bullet
        if source.manifest:
            stems = [item.stem for item in source.manifest.items]
        else:
            stems = [prompt.stem for prompt in source.bank.prompts]
        text = "".join(f"{bullet} {stem}\n" for stem in stems)
        loss = Diagnostic("Q542", "no answers", source.place_of("terms/one"), "", Severity.INFO)
        return Written({"list.txt": text.encode()}, (loss,))


@pytest.fixture
def _list_writer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(registry.WRITERS, "list", ListWriter())


@pytest.mark.usefixtures("_list_writer")
def test_a_new_writer_writes_banks_and_quizzes() -> None:
    deck = quizgen.load("d.yaml")
    quiz = deck.quiz(items=2)
    quiz.write("out", pdf="none")
    bank = deck.export("list", ListSettings("*"))
    assert bank.files["list.txt"].decode().startswith("* ")
    assert len(bank.files["list.txt"].splitlines()) == 8
    assert [str(loss.place).rpartition("/")[2] for loss in bank.losses] == ["d.yaml:4:3"]
    assert bank.write("lists").problems == bank.losses
    assert Path("lists/list.txt").read_bytes() == bank.files["list.txt"]
    listed = [f"- {item.stem}" for item in quiz.items]
    assert quiz.export("list").files["list.txt"].decode().splitlines() == listed
    reopened = quizgen.open_quiz("out/quiz.json").export("list")
    assert reopened.files == quiz.export("list").files


def test_every_writer_says_what_it_is() -> None:
    for name, writer in registry.WRITERS.items():
        assert writer.name == name
        assert writer.about
    deck = quizgen.load("d.yaml")
    assert set(deck.export("anki").files) == {"d.apkg"}
    assert set(deck.export("cards").files) == {"d-cards.pdf"}
    assert set(deck.quiz().export("paper").files) == QUIZ_FILES


def test_what_a_writer_cannot_write() -> None:
    deck = quizgen.load("d.yaml")
    with pytest.raises(ValueError, match="did you mean `paper`"):
        deck.export("papers")
    with pytest.raises(ValueError, match="needs a quiz"):
        deck.export("paper")
    deck.quiz().write("out", pdf="none")
    with pytest.raises(ValueError, match="needs a deck"):
        quizgen.open_quiz("out/quiz.json").export("anki")
