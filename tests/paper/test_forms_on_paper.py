"""Items of every form on paper: whole, in order, with the manifest's letters and headings."""

from __future__ import annotations

import dataclasses
import io
import re

import pikepdf
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from key_support import SHORT, grid_of
from manifest_support import (
    ALIKE,
    FORMS,
    document,
    ink,
    item_of,
    manifest_of,
    papers,
    right,
    shown,
    worked,
)
from pdf_support import Page, pages

from quizgen.paper.quiz_pdf import render_key, render_quiz
from quizgen.quiz.manifest import Manifest, Marking, QuizSection, Student
from quizgen.resources import shipped
from quizgen.typeset.page_style import PageStyle

LABELS = yaml.safe_load((shipped("templates") / "labels" / "en.yaml").read_text("utf-8"))

Shape = list[tuple[str, list[tuple[int, int, int]]]]
shapes = st.lists(
    st.tuples(
        st.sampled_from(FORMS),
        st.lists(
            st.tuples(st.integers(0, 25), st.integers(2, 8), st.integers(0, 4)),
            min_size=1,
            max_size=5,
        ),
    ),
    min_size=1,
    max_size=6,
)


def made_of(shape: Shape, versions: int, seed: int, **fields: object) -> Manifest:
    numbers = iter(range(1000))
    sections = [[item_of(next(numbers), form, *sizes) for sizes in items] for form, items in shape]
    return manifest_of(sections, versions, seed=seed, **fields)


def found_once(read: list[Page], wanted: str, columns: int = 2) -> tuple[int, int, float]:
    """The place of a run of ink: its page, its column and its height on the page."""
    found = [
        (number, page.ink.index(wanted)) for number, page in enumerate(read) if wanted in page.ink
    ]
    assert len(found) == 1, (wanted, len(found))
    number, start = found[0]
    chars = read[number].chars[start : start + len(wanted)]
    within = {read[number].column_of(char, columns) for char in chars}
    assert len(within) == 1, wanted
    assert None not in within, wanted
    assert min(char.bottom for char in chars) > 20 * 72 / 25.4 - 3
    return number, within.pop() or 0, -chars[0].top


def gap_of(read: list[Page]) -> int:
    """All gaps are as wide as the longest answer needs."""
    return max((len(gap) for page in read for gap in re.findall("_{10,}", page.ink)), default=0)


@settings(max_examples=10, deadline=None)
@given(
    shapes,
    st.integers(1, 3),
    st.integers(0, 99),
    st.integers(1, 3),
    st.sampled_from(["a4", "letter"]),
)
def test_every_item_is_whole_and_lettered_as_the_manifest_says(
    shape: Shape, versions: int, seed: int, columns: int, sheet: str
) -> None:
    manifest = made_of(shape, versions, seed, paper=sheet)
    read = pages(render_quiz(manifest, LABELS, layout=PageStyle(columns)))
    ends = [number for number, page in enumerate(read, 1) if "Page 1 of" in page.words]
    starts = [number - 1 for number in ends]
    assert len(starts) == versions
    parts = [read[a:b] for a, b in zip(starts, [*starts[1:], len(read)], strict=True)]
    for part, sections in zip(parts, papers(document(manifest)), strict=True):
        listed = [shown(*each, gap_of(part)) for section in sections for each in section]
        places = [found_once(part, wanted, columns) for wanted in listed]
        assert places == sorted(places)
        assert all(manifest.fingerprint in page.words for page in part)


@settings(max_examples=10, deadline=None)
@given(shapes, st.integers(0, 99))
def test_no_heading_stands_alone(shape: Shape, seed: int) -> None:
    listed = tuple(
        QuizSection(f"Part {n}", f"Do this {n}.", points=n + 1) for n in range(len(shape))
    )
    manifest = made_of(shape, 1, seed, sections=listed)
    read = pages(render_quiz(manifest, LABELS))
    (sections,) = papers(document(manifest))
    for n, section in enumerate(sections):
        each = "1 point each" if n == 0 else f"{n + 1} points each"
        if len(section) > 1:
            each += f" · {(n + 1) * len(section)} points"
        heading = f"Part {n}{each}" if len(shape) > 1 else f"Part {n}"
        found_once(read, ink(f"{heading}Do this {n}.") + shown(*section[0], gap_of(read)))


@settings(max_examples=10, deadline=None)
@given(shapes, st.integers(0, 99))
def test_the_worked_copy_shows_what_is_right_and_why(shape: Shape, seed: int) -> None:
    manifest = made_of(shape, 1, seed)
    read = pages(render_quiz(manifest, LABELS, worked=True))
    (sections,) = papers(document(manifest))
    places = [found_once(read, worked(*each)) for section in sections for each in section]
    assert places == sorted(places)


@settings(max_examples=10, deadline=None)
@given(shapes, st.integers(1, 4), st.integers(0, 99))
def test_the_key_has_every_letter_of_every_version(shape: Shape, versions: int, seed: int) -> None:
    manifest = made_of(shape, versions, seed)
    read = pages(render_key(manifest, LABELS))
    everything = "".join(page.ink for page in read)
    all_papers = papers(document(manifest))
    grid = grid_of(render_key(manifest, LABELS)) if versions > 1 else {}
    for letter, sections in zip("ABCD", all_papers, strict=False):
        start = everything.find(f"Version{letter}") if versions > 1 else 0
        listed = [each for section in sections for each in section]
        short = [each for each in listed if each[1]["form"] in SHORT]
        if versions > 1:
            assert grid.get(letter, {}) == {str(number): right(*rest) for number, *rest in short}
        for first in range(0, len(short) if versions == 1 else 0, 10):
            strip = short[first : first + 10]
            wanted = "".join(str(number) for number, *_ in strip) + "".join(
                ink(right(*rest)) for _, *rest in strip
            )
            assert wanted in everything
        for number, item, place in listed:
            if item["form"] not in SHORT:
                assert f"{number}{ink(right(item, place))}" in everything[start:]
    for number, item, place in (each for section in all_papers[0] for each in section):
        in_words = item["form"] in {"fill-in", "short"}
        letters = "" if in_words or versions > 1 else right(item, place)
        wanted = f"{number}.{item['stem']}{letters}{item['answer']}{item['remarks'][0]}"
        found_once(read, ink(f"{wanted}Paragraph {item['cited'][0]['paragraph']}"))


@pytest.mark.parametrize(
    ("form", "key", "mended"), [("choice", (0,), (2,)), ("multiple", (0, 1), (1, 3))]
)
def test_a_mended_key_brings_its_own_words(
    form: str, key: tuple[int, ...], mended: tuple[int, ...]
) -> None:
    item = item_of(1, form)
    answers = {each: "; ".join(item.options[index] for index in each) for each in (key, mended)}
    made = manifest_of([[dataclasses.replace(item, key=mended, answer=answers[key])]])
    words = ink("".join(page.words for page in pages(render_key(made, LABELS))))
    assert ink(answers[mended]) in words
    assert ink(answers[key]) not in words


@pytest.mark.parametrize("form", FORMS)
def test_one_form_has_its_instructions_and_no_heading(form: str) -> None:
    manifest = manifest_of([[item_of(n, form) for n in range(3)]])
    words = pages(render_quiz(manifest, LABELS))[0].words
    assert LABELS[f"instructions_{form}"] in words
    assert LABELS[f"title_{form}"] not in words.replace(LABELS[f"instructions_{form}"], "")
    assert "point" not in words


def test_several_forms_have_headings_of_their_own() -> None:
    manifest = manifest_of([[item_of(n, form)] for n, form in enumerate(FORMS)])
    words = " ".join(page.words for page in pages(render_quiz(manifest, LABELS)))
    for form in FORMS:
        assert f"{LABELS[f'title_{form}']} {LABELS[f'instructions_{form}']}" in words


def test_an_authors_section_of_several_forms_has_one_title() -> None:
    listed = (
        QuizSection("Part One", "Mind the dates.", 2),
        QuizSection("", "Mind the dates.", 2, continues=True),
        QuizSection(points=0.5),
    )
    sections = [[item_of(0, "choice")], [item_of(1, "short")], [item_of(2, "true-false")]]
    words = pages(render_quiz(manifest_of(sections, sections=listed), LABELS))[0].words
    assert words.count("Part One 2 points each Mind the dates. 1.") == 1
    assert words.count("Mind the dates.") == 1
    assert "Short answers" not in words
    assert f"{LABELS['instructions_short']} 2 points each. 2." in words
    assert f"True or false 0.5 points each {LABELS['instructions_true-false']} 3." in words
    assert "Score / 4.5" in words


@pytest.mark.parametrize(
    ("language", "points", "wrong", "said"),
    [
        ("en", 2, 0.25, ("2 points each.", "A wrong answer costs 0.25 points.", "/ 6")),
        ("de", 1.5, 1, ("Je 1,5 Punkte.", "Eine falsche Antwort kostet 1 Punkt.", "/ 4,5")),
        ("fr", 0.5, 0.5, ("0,5 point chacune.", "Une réponse fausse coûte 0,5 point.", "/ 1,5")),
        ("es", 3, 2, ("3 puntos cada una.", "Una respuesta equivocada resta 2 puntos.", "/ 9")),
        ("ru", 5, 2, ("По 5 баллов.", "Неверный ответ отнимает 2 балла.", "/ 15")),
    ],
)
def test_points_and_marking_are_told(
    language: str, points: float, wrong: float, said: tuple[str, ...]
) -> None:
    own = yaml.safe_load((shipped("templates") / "labels" / f"{language}.yaml").read_text("utf-8"))
    manifest = manifest_of(
        [[item_of(n, "choice") for n in range(3)]],
        sections=(QuizSection(points=points),),
        marking=Marking(wrong, partial=True),
    )
    made = dataclasses.replace(manifest, language=language)
    words = pages(render_quiz(made, LABELS | own))[0].words
    for text in (*said, own["partial_credit"]):
        assert text in words


def test_a_student_finds_their_name_number_and_class() -> None:
    students = (
        Student("7", "Anna Müller", "7b"),
        Student("12", "Maximilian-Alexander Wolfeschlegelsteinha", ""),
        Student("S-3", "W" * 40, "x" * 40),
    )
    manifest = manifest_of([[item_of(n, "choice", 9) for n in range(30)]], students=students)
    read = pages(render_quiz(manifest, LABELS))
    firsts = [page for page in read if "Page 1 of" in page.words]
    assert [page.words.startswith("A title Name") for page in firsts] == [True] * 3
    assert "Name Anna Müller Class 7b No. 7 Date Score / 30" in firsts[0].words
    assert "W" * 40 in firsts[2].ink
    assert "7 · Anna Müller, 7b" in read[1].words
    for page in read:
        for char in page.chars:
            assert char.right <= page.width - 19 * 72 / 25.4 + 0.5
    named = list(grid_of(render_key(manifest, LABELS)))
    assert named[0] == "7 · Anna Müller"
    assert named[1].startswith("12 · Maximilian-Al")
    assert [name[-1] for name in named[1:]] == ["…", "…"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("columns", [1, 2, 3])
def test_long_words_stay_in_their_column(form: str, columns: int) -> None:
    word = "Donaudampfschifffahrtsgesellschaft" * 3
    entry = item_of(0, form, 1, 3)
    texts = {
        "options": tuple(f"{n}{word}" for n in range(3))
        if form not in {"true-false", "fill-in", "short"}
        else ()
    }
    if form == "matching":
        texts["left"] = tuple(f"{n}{word}" for n in range(3))
    if form == "true-false":
        texts["options"] = entry.options
    stem = f"{word} ______" if form == "fill-in" else word
    for language in ("de", "en", "mt"):
        made = manifest_of([[dataclasses.replace(entry, stem=stem, answer=word, **texts)]])
        made = dataclasses.replace(made, language=language)
        for pdf in (
            render_quiz(made, LABELS, layout=PageStyle(columns)),
            render_quiz(made, LABELS, layout=PageStyle(columns), worked=True),
            render_key(made, LABELS, layout=PageStyle(columns)),
        ):
            for page in pages(pdf):
                for char in page.chars:
                    assert char.left >= 19 * 72 / 25.4 - 0.5
                    assert char.right <= page.width - 19 * 72 / 25.4 + 0.5


def test_three_hundred_items_of_all_forms() -> None:
    sections = [
        [item_of(40 * k + n, form, 3, 4, 1) for n in range(38)] for k, form in enumerate(FORMS)
    ]
    manifest = manifest_of(sections)
    read = pages(render_quiz(manifest, LABELS))
    (listed,) = papers(document(manifest))
    gap = gap_of(read)
    places = [found_once(read, shown(*each, gap)) for section in listed for each in section]
    assert len(places) == 304
    assert places == sorted(places)


ENTRIES = {
    "choice": 4,
    "multiple": 4,
    "true-false": 0,
    "yes-no": 0,
    "matching": 8,
    "ordering": 4,
    "odd-one-out": 4,
    "chronology": 4,
    "sequence": 4,
    "classification": 4,
    "fill-in": 0,
    "short": 0,
}


@pytest.mark.parametrize("form", [*FORMS, *ALIKE])
@pytest.mark.parametrize("copy", ["quiz", "worked"])
def test_the_tags_tell_the_structure(form: str, copy: str) -> None:
    """Each item begins with its number as a heading and lists its entries, on every copy."""
    manifest = manifest_of(
        [[item_of(0, form)], [item_of(1, form)]], sections=(QuizSection("One"), QuizSection("Two"))
    )
    with pikepdf.open(io.BytesIO(render_quiz(manifest, LABELS, worked=copy == "worked"))) as pdf:
        kinds = [
            str(node.get("/S"))
            for node in pdf.objects
            if isinstance(node, pikepdf.Dictionary) and "/S" in node
        ]
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == kinds.count("/H3") == 2
    assert kinds.count("/LI") == 2 * ENTRIES[form]
    assert kinds.count("/LI") == kinds.count("/LBody")


def matched(left: tuple[str, ...], options: tuple[str, ...], columns: int) -> Page:
    item = dataclasses.replace(item_of(0, "matching", 5, len(left), 0), left=left, options=options)
    item = dataclasses.replace(item, key=tuple(range(len(left))))
    return pages(render_quiz(manifest_of([[item]]), LABELS, layout=PageStyle(columns=columns)))[0]


def test_the_rows_of_two_lists_stand_at_one_height() -> None:
    page = matched(("Ž", "Ž", "Ž", "Ž"), ("Ő", "Ő", "Ő", "Ő"), 1)
    lows = {sign: [char.bottom for char in page.chars if char.text == sign] for sign in "ŽŐ"}
    assert len(lows["Ž"]) == 4
    assert all(abs(one - other) < 1 for one, other in zip(lows["Ž"], lows["Ő"], strict=True))


def test_a_list_that_would_be_long_and_thin_stands_under_the_other() -> None:
    left = ("Ž", "Ž", "Ž Counterintelligences", "Ž")
    page = matched(
        left, ("Ő penalties that one state imposes on another or on its citizens",) * 4, 2
    )
    assert min(char.bottom for char in page.chars if char.text == "Ž") > max(
        char.top for char in page.chars if char.text == "Ő"
    )


@pytest.mark.parametrize("form", ["choice", "true-false", "short"])
def test_a_short_last_word_is_never_alone_on_a_line(form: str) -> None:
    """This holds however much of the line the words before it take."""
    for letters in range(1, 30):
        stem = (
            f"{'a' * letters} several words and others that fill a line "
            "and go on to the next of these Űrs Ő?"
        )
        item = dataclasses.replace(item_of(0, form, 1), stem=stem)
        for page in pages(render_quiz(manifest_of([[item]]), LABELS)):
            low = {char.text: char.bottom for char in page.chars if char.text in "ŰŐ"}
            assert abs(low["Ű"] - low["Ő"]) < 3


def test_the_lines_of_an_order_are_shared_out() -> None:
    item = item_of(0, "ordering", 1, 4, 1)
    page = pages(render_quiz(manifest_of([[item]]), LABELS, layout=PageStyle(columns=3)))[0]
    start = page.ink.index("1.2.") if "1.2." in page.ink else page.ink.rindex("1.")
    lows = [round(char.bottom) for char in page.chars[start:] if char.text in "1234"][:4]
    assert lows[0] == lows[1] > lows[2] == lows[3]
