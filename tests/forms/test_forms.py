"""The forms of items as objects: the registry, scores, and an added form in the pipeline."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deck_support import ROOT
from manifest_support import item_of, manifest_of
from pdf_support import pages

from quizgen.bank.difficulty import Guess
from quizgen.cli import main
from quizgen.deck.model.quiz import QuizDefaults
from quizgen.forms.answering import Lettered
from quizgen.forms.exercise import Exercise, Material
from quizgen.forms.form import AnswerRow, Order
from quizgen.forms.registry import FORMS, form_names, form_of, labels_of
from quizgen.language.labels import load_labels
from quizgen.quiz.printed_items import PrintedItem, printed
from quizgen.quiz.read_manifest import read_manifest

DECK = ROOT / "decks" / "elements.yaml"
LANGUAGES = ("de", "en", "es", "fr", "ru")
ONE, HALF, THIRD, NOTHING = Fraction(1), Fraction(1, 2), Fraction(1, 3), Fraction(0)


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def as_printed(form: str) -> PrintedItem:
    manifest = manifest_of([[item_of(0, form)]])
    ((item,),) = printed(manifest, manifest.versions[0])
    return item


def test_each_form_is_registered_under_its_name() -> None:
    assert {name: form.name for name, form in FORMS.items()} == {name: name for name in FORMS}
    schema = json.loads((ROOT / "templates" / "print" / "manifest.schema.json").read_text("utf-8"))
    assert set(schema["$defs"]["QuizItem"]["properties"]["form"]["enum"]) == set(FORMS)


def test_the_usual_quiz_has_forms_that_there_are() -> None:
    known, usual = form_names(), QuizDefaults()
    assert set(usual.forms) <= set(known.every)
    assert set(usual.otherwise) == set(known.stand_in)


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_form_has_its_labels(language: str) -> None:
    assert set(labels_of(FORMS)) <= load_labels(language).texts.keys()


def test_each_form_has_its_typst_function() -> None:
    source = (ROOT / "templates" / "print" / "items.typ").read_text("utf-8")
    assert set(FORMS) <= set(re.findall(r"^#let ([a-z-]+)\(item\)", source, re.MULTILINE))


@pytest.mark.parametrize("form", FORMS)
def test_a_full_answer_earns_everything_and_none_nothing(form: str) -> None:
    item = as_printed(form)
    rows = form_of(item.item).rows(item)
    if form_of(item.item).answer_in.by_hand:
        assert rows == (AnswerRow(by_hand=True),)
        with pytest.raises(ValueError, match="a person"):
            FORMS[form].earned(item.key, [set()], partial=True)
        return
    right = [{index} for index in item.key] if len(rows) > 1 else [set(item.key)]
    for partial in (False, True):
        assert FORMS[form].earned(item.key, right, partial=partial) == ONE
        assert FORMS[form].earned(item.key, [set() for _ in rows], partial=partial) == NOTHING


@pytest.mark.parametrize(
    ("form", "key", "marks", "whole", "in_part"),
    [
        ("choice", (2,), [{2}], ONE, ONE),
        ("choice", (2,), [{1}], NOTHING, NOTHING),
        # After a correction each of two right options is right alone, but not both together.
        ("choice", (1, 2), [{1}], ONE, ONE),
        ("choice", (1, 2), [{1, 2}], NOTHING, NOTHING),
        # A letter beyond the version's options is wrong.
        ("true-false", (0,), [{2}], NOTHING, NOTHING),
        ("odd-one-out", (3,), [{3}], ONE, ONE),
        ("multiple", (0, 1), [{0, 1}], ONE, ONE),
        ("multiple", (0, 1), [{0}], NOTHING, HALF),
        ("multiple", (0, 1, 4), [{0, 1, 2}], NOTHING, THIRD),
        ("multiple", (0, 1), [{0, 1, 2}], NOTHING, HALF),
        ("multiple", (0, 1), [{2, 3}], NOTHING, NOTHING),
        ("matching", (1, 0, 2), [{1}, {0}, {2}], ONE, ONE),
        ("matching", (1, 0, 2), [{1}, {2}, set()], NOTHING, THIRD),
        # Two marks in a row for one answer are wrong.
        ("matching", (1, 0, 2), [{1}, {0}, {1, 2}], NOTHING, 2 * THIRD),
        ("ordering", (3, 1, 0, 2), [{3}, {1}, {2}, {0}], NOTHING, HALF),
    ],
)
def test_what_an_answer_earns(
    form: str,
    key: tuple[int, ...],
    marks: list[set[int]],
    whole: Fraction,
    in_part: Fraction,
) -> None:
    assert FORMS[form].earned(key, marks, partial=False) == whole
    assert FORMS[form].earned(key, marks, partial=True) == in_part


@pytest.mark.parametrize("form", ["choice", "multiple", "matching", "ordering"])
def test_marks_of_another_item_are_refused(form: str) -> None:
    with pytest.raises(ValueError, match=r"too many|longer|shorter"):
        FORMS[form].earned((0, 1), [{0}, {1}, {2}], partial=True)


@pytest.mark.parametrize("command", ["quiz", "items", "build", "lint"])
def test_kinds_of_a_quiz_are_called_forms(command: str) -> None:
    refused = run(command, DECK, "--kinds", "choice")
    assert refused.exit_code == 2
    assert "No such option '--kinds'. Did you mean '--forms'?" in refused.output
    assert "--kinds" not in run(command, "--help").output


def test_an_unknown_form_is_refused() -> None:
    refused = run("items", DECK, "--forms", "choice,odd-one")
    assert refused.exit_code == 2
    assert "there is no form `odd-one`; did you mean `odd-one-out`?" in refused.output


class EitherOr(Lettered):
    """An added form: a question with the right option and a wrong one."""

    name = "either-or"
    order = Order.DRAWN
    stands_in = True

    def make(self, material: Material) -> Iterator[Exercise]:
        """Yield an exercise with two options for each question that has options."""
        for exercise in FORMS["choice"].make(material):
            yield Exercise(
                f"{exercise.id}/{self.name}",
                self.name,
                exercise.kind,
                exercise.field,
                exercise.facts,
                exercise.stem,
                exercise.answer,
                exercise.told,
                exercise.clues,
                Guess(2).difficulty(),
                exercise.options[:2],
                (0,),
            )


@pytest.fixture
def either_or(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """Register the form, its labels and its Typst function; return the folder of the function."""
    monkeypatch.setitem(FORMS, EitherOr.name, EitherOr())
    texts = load_labels("en").texts
    monkeypatch.setitem(texts, "title_either-or", "One of two")
    monkeypatch.setitem(texts, "instructions_either-or", "Choose one of the two.")
    folder = tmp_path / "own"
    folder.mkdir()
    function = "#let either-or(item) = {\n  [Either, or:]\n  usual.choice(item)\n}\n"
    text = '#let contract = 1\n#import "items.typ" as usual\n' + function
    (folder / "user.typ").write_text(text, encoding="utf-8")
    return folder


def words(file: Path) -> str:
    return " ".join(page.words for page in pages(file.read_bytes()))


def test_a_form_more_goes_through_everything(either_or: Path, tmp_path: Path) -> None:
    """A class, its labels and a Typst function are all that a form needs."""
    assert "either-or" in run("quiz", "--help").output
    out = tmp_path / "out"
    asked = ("--forms", "either-or,matching", "--items", "8", "--versions", "2", "--partial")
    sheets = ("--worked", "--answer-sheet", "--template", either_or)
    made = run("quiz", DECK, *asked, *sheets, "-o", out)
    assert made.exit_code == 0, made.output

    manifest = read_manifest(out / "quiz.json")
    paper = words(out / "quiz.pdf")
    assert "One of two" in paper
    assert "Choose one of the two." in paper
    ours = [item for item in manifest.items if item.form == "either-or"]
    # The user's own function prints the form once in each version.
    assert paper.count("Either, or:") == 2 * len(ours) > 0
    assert all(item.stem.split()[0] in paper for item in ours)

    assert manifest.sheet
    sheets_of = {
        sheet.version: manifest.sheet.layouts[sheet.layout] for sheet in manifest.sheet.papers
    }
    key = words(out / "quiz-key.pdf")
    for version in manifest.versions:
        layout = sheets_of.get(version.version) or sheets_of[""]
        rows = {row.label: row.letters for row in layout.rows}
        for section in printed(manifest, version):
            for item in (each for each in section if each.item.form == "either-or"):
                assert rows[str(item.number)] == ("A", "B")
                letter = "AB"[item.key[0]]
                assert FORMS["either-or"].key(item, {}) == letter
                assert item.item.answer in key
                assert form_of(item.item).earned(item.key, [set(item.key)], partial=True) == ONE
                assert form_of(item.item).earned(item.key, [{0, 1}], partial=True) == NOTHING

    again = run("quiz", out / "quiz.json", "--template", either_or, "-o", tmp_path / "again")
    assert again.exit_code == 0, again.output
    assert words(tmp_path / "again" / "quiz.pdf") == paper


@pytest.mark.usefixtures("either_or")
def test_a_deck_may_ask_for_a_form_more(tmp_path: Path) -> None:
    deck = tmp_path / "deck.yaml"
    terms = "\n".join(f"  t{n}: {{name: Term {n}x, definition: thing {n}}}" for n in range(6))
    quiz = "quiz: {forms: [either-or], otherwise: [either-or], items: 3}\n"
    deck.write_text(f"deck: test\ntitle: A test\n{quiz}terms:\n{terms}\n", encoding="utf-8")
    assert run("check", "--no-lint", deck).exit_code == 0
    listed = run("items", deck, "--forms", "either-or")
    assert "of the form either-or" in listed.output
    made = run("quiz", deck, "--pdf", "none", "-o", tmp_path / "out")
    assert made.exit_code == 0, made.output
    written = json.loads((tmp_path / "out" / "quiz.json").read_text("utf-8"))
    assert {item["form"] for item in written["items"]} == {"either-or"}
    FORMS.pop("either-or")
    refused = run("check", deck)
    assert refused.exit_code == 1
    assert refused.output.count("cannot hold `either-or`") == 2
