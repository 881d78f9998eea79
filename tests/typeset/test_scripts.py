# ruff: noqa: RUF001 - the letters of other scripts are what is tested
"""Sheets in scripts with other directions, without spaces between words, or joined letters."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from manifest_support import manifest_of
from pdf_support import Char, Page, faces, pages
from study_card_support import card, rendered
from study_card_support import deck as deck_of_cards

from quizgen.diagnostics import QuizgenError
from quizgen.language.labels import load_labels
from quizgen.language.script import language_data
from quizgen.paper.answer_sheet_pdf import AnswerSheet, render_answer_sheets
from quizgen.paper.quiz_pdf import render_key, render_quiz
from quizgen.quiz.geometry import Row
from quizgen.quiz.manifest import Manifest, QuizItem, Student
from quizgen.typeset.fonts import BUILT_IN, font_families, is_steep
from quizgen.typeset.page_style import PageStyle

DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
if not DEJAVU.is_dir() and os.environ.get("CI"):
    pytest.fail("the DejaVu fonts are missing")
needs_dejavu = pytest.mark.skipif(not DEJAVU.is_dir(), reason="the DejaVu fonts are not installed")
# "The Lao language is the language of Laos", without spaces; DejaVu Sans has its letters.
LAO = "ພາສາລາວແມ່ນພາສາຂອງປະເທດລາວ" * 3


def manifest(language: str, *items: QuizItem, students: tuple[Student, ...] = ()) -> Manifest:
    made = manifest_of([list(items)], students=students)
    return Manifest("deck", "A title", language, 1, "a4", made.items, made.sections, made.versions)


def of(form: str, stem: str, answer: str = "", options: tuple[str, ...] = ()) -> QuizItem:
    return QuizItem(
        stem, form, ("facts/one",), "x", stem, options, (0,) if options else (), answer=answer
    )


def found(page: Page, words: str) -> list[Char]:
    """Return the page's first characters that spell this text."""
    at = page.ink.index(words.replace(" ", ""))
    return list(page.chars[at : at + len(words.replace(" ", ""))])


@pytest.mark.parametrize(
    ("code", "forms"),
    [
        ("ja", "JP"),
        ("ko", "KR"),
        ("zh", "SC"),
        ("zh_TW", "TC"),
        ("zh-Hant", "TC"),
        ("zh_HK", "HK"),
        ("ur", "Nastaliq"),
    ],
)
def test_a_language_has_its_own_forms_of_letters(code: str, forms: str) -> None:
    assert language_data(code)["forms"] == forms
    assert language_data("en")["forms"] == language_data("nonsense")["forms"] == ""


@needs_dejavu
def test_the_fonts_of_a_folder_come_before_the_one_for_signs() -> None:
    families = font_families("", [DEJAVU], "Condensed")
    assert families[: len(BUILT_IN) - 1] == list(BUILT_IN[:-1])
    assert families[-1] == BUILT_IN[-1]
    assert "Condensed" in families[len(BUILT_IN) - 1] or not any(
        "Condensed" in family for family in families
    )
    assert font_families("dejavu sans", [DEJAVU])[0] == "DejaVu Sans"
    assert is_steep([*BUILT_IN, "Noto Nastaliq Urdu"])
    assert not is_steep([*BUILT_IN, "Amiri"])


def test_a_right_to_left_key_keeps_numbers_beside_their_answers() -> None:
    items = [of("fill-in", f"בשנת ______ קרה דבר {n}.", str(2000 + n)) for n in range(4)]
    students = (Student("17", "Ada"), Student("18", "Bo"))
    made = manifest("he", *items, students=students)
    page = pages(render_key(made, load_labels("he").texts))[0]
    # Two lines for each of the two students, with characters from right to left.
    years = [
        page.chars[at : at + 4] for at in range(len(page.ink)) if page.ink.startswith("200", at)
    ]
    heights = sorted({round(year[0].bottom) for year in years}, reverse=True)[:4]
    for version, lines in zip(made.versions, (heights[:2], heights[2:]), strict=True):
        for number, place in enumerate(version.sections[0], 1):
            answer = made.items[place.item].answer
            year = next(
                each
                for each in years
                if round(each[0].bottom) in lines and "".join(c.text for c in each) == answer
            )
            after = [
                char
                for char in page.chars
                if abs(char.bottom - year[0].bottom) < 2 and char.left > year[-1].right
            ]
            assert min(after, key=lambda char: char.left).text == str(number)


def test_right_to_left_fields_stand_in_their_order() -> None:
    made = manifest(
        "he", of("choice", "איזה?", options=("א", "ב", "ג")), students=(Student("17", "Ada", "7b"),)
    )
    page = pages(render_quiz(made, load_labels("he").texts))[0]
    number, given, date = (found(page, words)[0].left for words in ("No", "17", "Date"))
    assert number > given > date
    score, total = found(page, "Score")[0].left, found(page, "/")[0].left
    assert score > total


@needs_dejavu
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_words_without_blanks_between_them_end_lines_where_they_end(columns: int) -> None:
    made = manifest("lo", of("choice", LAO, options=(LAO, "ລາວ", "ພາສາ")))
    page = pages(
        render_quiz(
            made, load_labels("lo").texts, layout=PageStyle(columns=columns, folders=(DEJAVU,))
        )
    )[0]
    assert page.ink.count(LAO) == 2
    assert all(
        page.column_of(char, columns) is not None
        for char in page.chars
        if "\u0e80" <= char.text <= "\u0eff"
    )
    # No line begins within a word, or with a sign that belongs to the letter before it.
    starts = [
        now.text
        for before, now in zip(page.chars, page.chars[1:], strict=False)
        if now.bottom < before.bottom - 10
    ]
    assert not set(starts) & set("າ່້ິີ")


@needs_dejavu
def test_a_card_without_blanks_is_not_set_on_one_line() -> None:
    pdf = rendered(deck_of_cards(card(1, LAO, "ລາວ")), language="lo", fonts=[DEJAVU])
    page = pages(pdf)[0]
    lines = {round(char.bottom / 8) for char in found(page, LAO)}
    assert len(lines) > 1


@needs_dejavu
def test_cards_and_answer_sheets_are_printed_in_the_font_that_is_named() -> None:
    labels = load_labels("en")
    pdf = rendered(deck_of_cards(card(1, "Why?", "Because")), fonts=[DEJAVU], font="dejavu sans")
    assert faces(pdf) == {"DejaVuSans", "DejaVuSans-Bold"}
    sheet = AnswerSheet("quiz", "", "A title", (Row("1", ("A", "B")),))
    made = render_answer_sheets([sheet], labels, fonts=[DEJAVU], font="DejaVu Sans")
    assert {"DejaVuSans", "DejaVuSans-Bold"} <= faces(made.pdf)
    assert not any("Libertinus" in face for face in faces(made.pdf))
    with pytest.raises(QuizgenError, match="no font `Nothing`"):
        render_answer_sheets([sheet], labels, font="Nothing")


def test_arabic_letters_stay_joined_where_a_long_word_breaks() -> None:
    word = "ب" * 60
    made = manifest("ar", of("choice", word, options=("ا", "ج", "د")))
    page = pages(render_quiz(made, load_labels("ar").texts, layout=PageStyle(columns=3)))[0]
    letters = [char for char in page.chars if char.text == "ب"]
    assert len(letters) == len(word)
    rows: dict[int, list[Char]] = {}
    for char in letters:
        rows.setdefault(round(char.bottom / 4), []).append(char)
    assert len({round(char.left) for char in letters}) < len(word)
    gaps = [
        right.left - left.right
        for row in rows.values()
        for left, right in zip(
            sorted(row, key=lambda char: char.left),
            sorted(row, key=lambda char: char.left)[1:],
            strict=False,
        )
    ]
    assert max(gaps) < 0.5


def test_arabic_lines_stand_further_apart() -> None:
    def apart(language: str, words: str) -> float:
        made = manifest(language, of("choice", "?", options=(words, words + " 1", words + " 2")))
        page = pages(render_quiz(made, load_labels(language).texts))[0]
        letters = [
            char.bottom for char in page.chars if char.text in "ABC" and char.left > page.width / 2
        ]
        return max(letters) - min(letters) if letters else 0.0

    assert apart("ar", "سلام") > apart("he", "שלום") + 3
