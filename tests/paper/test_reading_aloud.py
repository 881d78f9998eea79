"""What a screen reader reads on printed sheets: all texts once, in order, as separate words."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import pikepdf
import pytest
from deck_support import project_of
from key_support import read_aloud, tables_of
from manifest_support import item_of, manifest_of
from pdf_support import pages
from pypdfium2 import PdfDocument

from quizgen.deck.model.looks import Look
from quizgen.export.cards import study_cards
from quizgen.language.labels import load_labels
from quizgen.paper.answer_sheet_pdf import AnswerSheet, Row, render_answer_sheets
from quizgen.paper.print_job import USUAL_STYLE
from quizgen.paper.quiz_pdf import render_key, render_quiz
from quizgen.quiz.manifest import Manifest, QuizItem, Student

LABELS = load_labels("en").texts


def of(form: str, stem: str, **fields: object) -> QuizItem:
    return QuizItem(stem, form, ("facts/one",), "x", stem, **fields)  # type: ignore[arg-type]


def manifest(
    *items: QuizItem, language: str = "en", students: tuple[Student, ...] = ()
) -> Manifest:
    made = manifest_of([list(items)], students=students)
    return Manifest(
        "deck",
        "A title",
        language,
        1,
        "a4",
        made.items,
        made.sections,
        made.versions,
        marking=made.marking,
    )


@pytest.mark.parametrize(
    ("language", "word"), [("en", "blank"), ("de", "Lücke"), ("ru", "пропуск")]
)
def test_a_gap_is_a_word_to_who_hears_it_and_a_line_to_who_copies_it(
    language: str, word: str
) -> None:
    made = manifest(
        of(
            "choice",
            "In ______ it rained for days on end.",
            options=("May", "June", "July"),
            key=(0,),
        ),
        of("fill-in", "Then ______ came.", answer="the sun"),
        language=language,
    )
    for pdf in (
        render_quiz(made, load_labels(language).texts),
        render_key(made, load_labels(language).texts),
    ):
        told = [words for tag, words in read_aloud(pdf) if tag == "P"]
        assert f"In {word} it rained for days on end." in told
        assert f"Then {word} came." in told
        shown = "".join(page.words for page in pages(pdf))
        assert "In ______ it rained for days on end." in shown
        assert f"In {word}" not in shown


def test_a_sheet_is_told_from_its_title_to_its_options() -> None:
    student = Student("17", "Ada", "7b")
    made = manifest(
        of("choice", "Which is it?", options=("this", "that", "none"), key=(0,)),
        students=(student,),
    )
    told = read_aloud(render_quiz(made, LABELS))
    assert told[:4] == [
        ("H1", "A title"),
        ("P", "Name Ada"),
        ("P", "Class 7b"),
        ("P", "No. 17 Date"),
    ]
    assert told[4:8] == [
        ("P", "Score / 1"),
        ("P", LABELS["instructions_choice"]),
        ("H2", "1."),
        ("P", "Which is it?"),
    ]
    assert {words for tag, words in told if tag == "LBody"} == {"this", "that", "none"}


@pytest.mark.parametrize("worked", [False, True])
def test_letters_to_circle_and_to_match_are_words_of_their_own(*, worked: bool) -> None:
    made = manifest(
        of("true-false", "It rains.", options=("True", "False"), key=(1,), answer="It does not."),
        item_of(2, "matching"),
        of("choice", "Which is it?", options=("this", "that", "none"), key=(0,)),
    )
    told = read_aloud(render_quiz(made, LABELS, worked=worked))
    assert ("P", "T F It rains.") in told
    labels = [words for tag, words in told if tag == "Lbl"]
    if worked:
        assert {"a 1.", "b 1.", "c 1.", "d 1."} & set(labels)
        assert {"✓ A.", "✓ B.", "✓ C."} & set(labels)
    else:
        assert "1." in labels


@pytest.mark.parametrize("count", [3, 10, 13])
def test_the_strips_of_a_key_have_no_empty_cells(count: int) -> None:
    made = manifest_of([[item_of(n, "choice") for n in range(count)]])
    tables = tables_of(render_key(made, LABELS))
    assert sum(len(table[0][1]) for table in tables) == count
    assert all(cell for table in tables for _, cells in table for cell in cells)


def test_the_points_of_a_section_are_no_part_of_its_last_word() -> None:
    made = manifest_of([[item_of(1, "choice")], [item_of(2, "short")]])
    sections = (made.sections[0], type(made.sections[0])(points=3))
    told = read_aloud(render_quiz(manifest_with(made, sections), LABELS))
    assert ("H2", f"{LABELS['title_short']} 3 points each") in told


def manifest_with(made: Manifest, sections: tuple[object, ...]) -> Manifest:
    return Manifest("deck", "A title", "en", 1, "a4", made.items, sections, made.versions)  # type: ignore[arg-type]


def test_a_card_begins_with_its_number(tmp_path: Path) -> None:
    project = project_of(
        tmp_path, "people:\n  ada: {name: Ada, who: the first programmer, tags: [early]}\n"
    )
    pdf, _ = study_cards(project)
    told = read_aloud(pdf)
    assert told[0] == ("H1", "A test")
    asked, answered = (told.index(("H2", "1")), len(told) - 1 - told[::-1].index(("H2", "1")))
    assert asked < answered
    assert told[asked + 1] == ("P", "people · early")
    assert told[asked + 2][1].endswith("?")
    assert told[answered + 1][0] == "P"
    # The title is read once, and not again at the top of every page.
    assert sum("A test" in words for _, words in told) == 1


def test_an_answer_sheet_is_told_field_by_field_and_its_foot_last() -> None:
    labels = load_labels("en")
    sheet = AnswerSheet(
        "quiz", "17", "A title", (Row("1", ("A", "B")),), student=Student("17", "Ada", "7b")
    )
    told = [words for _, words in read_aloud(render_answer_sheets([sheet], labels).parts[0])]
    names = (
        labels.texts["name"],
        "Ada",
        labels.texts["sheet_number"],
        "17",
        labels.texts["class"],
        "7b",
    )
    assert told[:2] == [labels.texts["sheet"], "A title"]
    assert told[2:9] == [*names, labels.texts["date"]]
    assert told[9] == labels.texts["sheet_fill"]
    assert told[-2].startswith("Items 1 to 1")


def test_what_is_not_told_is_an_artifact() -> None:
    """Every text on a page is either in the tag tree or marked as an artifact."""
    made = manifest(item_of(1, "fill-in"), item_of(2, "true-false"), item_of(3, "ordering"))
    with pikepdf.open(io.BytesIO(render_quiz(made, LABELS))) as document:
        for page in document.pages:
            depth: list[bool] = []
            for operands, operator in pikepdf.parse_content_stream(page):
                if str(operator) in {"BDC", "BMC"}:
                    marked = str(operator) == "BDC" and "/MCID" in operands[1]
                    depth.append(marked or str(operands[0]) == "/Artifact")
                elif str(operator) == "EMC":
                    depth.pop()
                elif str(operator) in {"Tj", "TJ"}:
                    assert any(depth)


def test_equal_items_of_many_papers_look_and_sound_as_those_set_one_by_one() -> None:
    """A user's template turns off what sets the texts of many papers once."""
    long = "an option that takes more than one line of a column, because it says so much"
    asked = [
        of("choice", f"Which of {n} is the right one?", options=(long, "B", "C"), key=(0,))
        for n in range(12)
    ]
    made = manifest(*asked)
    one_by_one = replace(USUAL_STYLE, own=Look("user.typ", "#let contract = 1\n"))
    shared, usual = (
        render_quiz(made, LABELS, layout=layout) for layout in (USUAL_STYLE, one_by_one)
    )
    assert read_aloud(shared) == read_aloud(usual)
    both = zip(PdfDocument(shared), PdfDocument(usual), strict=True)
    assert all(
        (page.render().to_numpy() == other.render().to_numpy()).all() for page, other in both
    )
