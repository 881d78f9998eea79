"""Options side by side, balanced columns, and sheets with more items on a page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from key_support import read_aloud
from paper_support import LABELS, item, manifest
from pdf_support import Char, Page, pages

from quizgen.language.labels import load_labels
from quizgen.paper.quiz_pdf import render_key, render_quiz
from quizgen.quiz.manifest import Manifest
from quizgen.typeset.page_style import PageStyle

YEARS = ("1979", "1987", "1991", "1993")
TOWNS = ("Montevideo", "Reykjavik", "Washington", "Copenhagen")
LONG = ("a think tank in the capital", "a group of officials", "a party of workers", "a bank")


def first(page: Page, word: str) -> Char:
    """Return the first character of a word on a page."""
    at = page.ink.index(word.replace(" ", ""))
    return page.chars[at]


def lines_of(made: Manifest, options: tuple[str, ...], **given: object) -> list[list[str]]:
    """Return the options of the lines that they stand in, from left to right."""
    (page,) = pages(render_quiz(made, LABELS, **given))  # type: ignore[arg-type]
    found: dict[float, list[tuple[float, str]]] = {}
    for option in options:
        char = first(page, option)
        found.setdefault(round(char.bottom, 0), []).append((char.left, option))
    return [[option for _, option in sorted(found[height])] for height in sorted(found)[::-1]]


@pytest.mark.parametrize(
    ("options", "across"),
    [(YEARS, 4), (TOWNS, 2), (LONG, 1), (YEARS[:3], 3), (TOWNS[:3], 2), (YEARS[:2], 2)],
)
def test_short_options_stand_side_by_side(options: tuple[str, ...], across: int) -> None:
    found = lines_of(manifest(item(1, options=options)), options)
    assert found == [list(options[at : at + across]) for at in range(0, len(options), across)]


@pytest.mark.parametrize("worked", [False, True])
def test_options_to_tick_stand_on_one_line(*, worked: bool) -> None:
    made = manifest(item(1, options=TOWNS, form="multiple", key=(0, 1)))
    found = lines_of(made, TOWNS, worked=worked)
    assert found == [list(TOWNS[:2]), list(TOWNS[2:])]


def test_options_of_all_items_stand_in_the_same_columns() -> None:
    made = manifest(item(1, options=YEARS), item(2, options=TOWNS))
    (page,) = pages(render_quiz(made, LABELS))
    lefts = {word: first(page, word).left for word in (*YEARS, *TOWNS)}
    # The second of two columns is the third of four.
    halves = lefts["1991"] - lefts["1979"], lefts["Reykjavik"] - lefts["Montevideo"]
    assert halves[0] == pytest.approx(halves[1], abs=1.5)
    assert lefts["Montevideo"] == pytest.approx(lefts["Washington"], abs=1.5)


@pytest.mark.parametrize("style", [PageStyle(large_print=True, columns=1), PageStyle(columns=3)])
def test_options_stand_below_each_other_without_room(style: PageStyle) -> None:
    found = lines_of(manifest(item(1, options=TOWNS)), TOWNS, layout=style)
    assert found == [[option] for option in TOWNS]


@pytest.mark.parametrize("worked", [False, True])
def test_options_side_by_side_are_a_list_in_reading_order(*, worked: bool) -> None:
    pdf = render_quiz(manifest(item(1, options=YEARS)), LABELS, worked=worked)
    told = read_aloud(pdf)
    assert [words for tag, words in told if tag == "LBody"] == list(YEARS)
    letters = [words for tag, words in told if tag == "Lbl"]
    assert [words.split()[-1] for words in letters] == ["A.", "B.", "C.", "D."]


def test_the_columns_of_the_last_page_are_about_equally_long() -> None:
    made = manifest(*(item(number, options=LONG) for number in range(1, 11)))
    (page,) = pages(render_quiz(made, LABELS))
    columns = [page.column_of(first(page, f"Stem{number}?"), 2) for number in range(1, 11)]
    assert columns == [0] * 5 + [1] * 5


def test_forty_items_fit_two_compact_pages() -> None:
    options = [YEARS, TOWNS, LONG]
    made = manifest(
        *(
            item(number, f"Which of these is the right one of number {number}, as told?", each)
            for number, each in enumerate(options * 14, start=1)
            if number <= 40
        )
    )
    normal = pages(render_quiz(made, LABELS))
    compact = pages(render_quiz(made, LABELS, layout=PageStyle(density="compact")))
    assert len(compact) == 2
    assert len(normal) > 2
    # Large print has its own sizes.
    large = PageStyle(columns=1, large_print=True)
    as_compact = replace(large, density="compact")
    assert render_quiz(made, LABELS, layout=large) == render_quiz(made, LABELS, layout=as_compact)


def test_stems_keep_their_lines() -> None:
    made = manifest(item(1, "Who rides so late\nthrough night\n\nand wind?", LONG))
    (page,) = pages(render_quiz(made, LABELS))
    starts = [first(page, word) for word in ("Who", "through", "and wind")]
    assert len({round(char.left) for char in starts}) == 1
    heights = [char.bottom for char in starts]
    assert heights[0] > heights[1] > heights[2] > heights[0] - 40


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_long_words_break_at_syllables(columns: int) -> None:
    word = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz"
    made = manifest(item(1, word, ("eins", "zwei", "drei")), language="de", title=f"Das {word}")
    labels = load_labels("de").texts
    (page,) = pages(render_quiz(made, labels, layout=PageStyle(columns=columns)))
    joined = page.text.replace("\ufffe", "-").replace("\u00ad", "-").replace("\r\n", "\n")
    broken = [line for line in joined.split("\n") if line and line.rstrip() in word]
    # A line that ends within the word has a hyphen, or PDFium's sign for one.
    assert all(line.rstrip().endswith("gesetz") for line in broken), joined


def test_every_page_of_a_paper_without_a_name_has_a_line_for_it() -> None:
    many = tuple(item(number, options=LONG) for number in range(1, 31))
    read = pages(render_quiz(manifest(versions={"A": many, "B": many}), LABELS))
    assert len(read) == 6 or len(read) == 4
    assert all("Name" in page.words for page in read)
    worked = pages(render_quiz(manifest(*many), LABELS, worked=True))
    assert not any("Name" in page.words for page in worked[1:])


def test_german_papers_say_sie_or_du() -> None:
    made = manifest(item(1), language="de")
    formal, informal = (
        pages(render_quiz(made, load_labels("de", address).texts))[0].words
        for address in ("formal", "informal")
    )
    assert "Wählen Sie zu jeder Frage die beste Antwort." in formal
    assert "Wähle zu jeder Frage die beste Antwort." in informal
    assert " Sie " not in " ".join(load_labels("de", "informal").texts.values())
    assert load_labels("en", "informal").texts == load_labels("en").texts


def test_a_paper_with_an_answer_sheet_says_how_to_answer() -> None:
    made = manifest(
        item(1), item(2, form="true-false", options=("True", "False")), item(3, form="multiple")
    )
    on_sheet = " ".join(page.words for page in pages(render_quiz(made, LABELS, on_sheet=True)))
    assert "fill in the whole bubble" in on_sheet
    assert "Circle" not in on_sheet
    usual = " ".join(page.words for page in pages(render_quiz(made, LABELS)))
    assert "answer sheet" not in usual


def test_long_answers_of_a_key_run_down_one_a_line() -> None:
    names = [f"answer number {number}" for number in range(1, 8)]
    items = tuple(
        item(number, form="short", options=(), answer=name, key=())
        for number, name in enumerate(names, start=1)
    )
    items = tuple(replace(each, options=()) for each in items)
    for versions in ({"A": items}, {"A": items, "B": items}):
        (page, *_) = pages(render_key(manifest(versions=versions), LABELS))
        found = [first(page, name) for name in names]
        lefts = [round(char.left) for char in found]
        assert lefts == [lefts[0]] * 4 + [lefts[4]] * 3
        heights = [char.bottom for char in found]
        assert heights[:4] == sorted(heights[:4], reverse=True)
        assert heights[0] == pytest.approx(heights[4], abs=0.5)
