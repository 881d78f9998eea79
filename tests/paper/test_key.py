"""The key: a grid for several papers, a file for each, and answers that are never split."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from key_support import SHORT, grid_of, tables_of
from manifest_support import FORMS, document, ink, item_of, manifest_of, papers, right
from pdf_support import MARGIN_X, MM, Page, pages

from quizgen.language.labels import load_labels
from quizgen.paper.quiz_pdf import render_key, render_keys
from quizgen.quiz.manifest import Manifest, QuizItem, Source, Student
from quizgen.typeset.page_style import PageStyle
from quizgen.typeset.pdf import joined

LABELS = load_labels("en").texts
NAMES = ("Anna Müller", "Maximilian-Alexander von Wolfeschlegelsteinhausen", "Борис Иванов", "Li")
LARGE = PageStyle(1, large_print=True)


def made(items: int, forms: tuple[str, ...] = FORMS, **given: object) -> Manifest:
    return manifest_of(
        [[item_of(100 * k + n, form) for n in range(items)] for k, form in enumerate(forms)],
        **given,
    )  # type: ignore[arg-type]


def students(count: int) -> tuple[Student, ...]:
    return tuple(Student(str(number), NAMES[number % 4], "7b") for number in range(1, count + 1))


def wanted(manifest: Manifest) -> list[dict[str, str]]:
    """Return each paper's letters by number, from the manifest alone."""
    return [
        {
            str(number): right(item, place)
            for section in sections
            for number, item, place in section
            if item["form"] in SHORT
        }
        for sections in papers(document(manifest))
    ]


def assert_tidy(read: list[Page]) -> None:
    """Margins are empty, and no page has only a header."""
    for page in read:
        body = [char for char in page.chars if 16 * MM < char.bottom < page.height - 20 * MM]
        assert len(body) > 20
        assert min(char.left for char in page.chars) >= MARGIN_X - 0.5
        assert max(char.right for char in page.chars) <= page.width - MARGIN_X + 0.5


@pytest.mark.parametrize(
    "layout", [PageStyle(), LARGE, PageStyle(3)], ids=["usual", "large", "three columns"]
)
@pytest.mark.parametrize("sheet", ["a4", "letter"])
@pytest.mark.parametrize(
    "who",
    [{"versions": 2}, {"versions": 26}, {"students": students(30)}],
    ids=["two", "all letters", "a class"],
)
def test_the_grid_has_every_letter_of_every_paper(
    layout: PageStyle, sheet: str, who: dict[str, object]
) -> None:
    manifest = made(5, paper=sheet, **who)
    pdf = render_key(manifest, LABELS, layout=layout)
    grid = grid_of(pdf)
    assert list(grid.values()) == wanted(manifest)
    names = [version.student or version.version for version in manifest.versions]
    for name, shown in zip(names, grid, strict=True):
        if isinstance(name, Student):
            whole = f"{name.number} · {name.name}"
            assert shown == whole or (
                shown.endswith("…") and whole.startswith(shown[:-1]) and len(shown) > 10
            )
        else:
            assert shown == name
    assert_tidy(pages(pdf))


def test_the_grid_of_26_versions_takes_two_pages() -> None:
    manifest = made(40, ("choice",), versions=26)
    pdf = render_key(manifest, LABELS)
    tables = tables_of(pdf)
    assert [len(rows[0][1]) - 1 for rows in tables] == [20, 20]
    assert [len(rows) - 1 for rows in tables] == [26, 26]
    first = next(n for n, page in enumerate(pages(pdf)) if "Paragraph" in page.words)
    assert first == 2


def test_a_grid_over_pages_repeats_its_header() -> None:
    """The header is tagged once, and printed on each page with rows below it."""
    manifest = made(15, ("choice",), students=students(99))
    pdf = render_key(manifest, LABELS)
    (table,) = tables_of(pdf)
    assert len(table) == 100
    read = [page for page in pages(pdf) if "Paragraph" not in page.words]
    assert len(read) >= 2
    header = "Name123456789101112131415"
    for page in read:
        before, _, after = page.ink.partition(header)
        assert after.count("·") >= 2
        assert "·" not in before
    assert_tidy(pages(pdf))


def test_the_key_of_a_year_has_every_letter_of_every_student() -> None:
    manifest = made(12, ("choice",), students=students(230))
    pdf = render_key(manifest, LABELS)
    assert list(grid_of(pdf).values()) == wanted(manifest)
    assert [len(table) - 1 for table in tables_of(pdf)] == [100, 100, 30]
    assert_tidy(pages(pdf))


@pytest.mark.parametrize("count", [1, 2, 23, 26])
@pytest.mark.parametrize("items", [1, 7, 60])
def test_no_page_has_a_header_alone(count: int, items: int) -> None:
    manifest = made(items, ("choice",), versions=count)
    pdf = render_key(manifest, LABELS)
    assert_tidy(pages(pdf))
    if count > 1:
        assert list(grid_of(pdf).values()) == wanted(manifest)


def test_versions_of_unlike_length_and_without_letters() -> None:
    manifest = made(3, ("choice", "short"), versions=2)
    short = dataclasses.replace(
        manifest.versions[1], sections=(manifest.versions[1].sections[0][:1], ())
    )
    manifest = dataclasses.replace(manifest, versions=(manifest.versions[0], short))
    grid = grid_of(render_key(manifest, LABELS))
    assert (len(grid["A"]), len(grid["B"])) == (3, 1)
    assert not tables_of(render_key(made(3, ("short", "matching"), versions=2), LABELS))
    nobody = dataclasses.replace(
        manifest,
        versions=tuple(dataclasses.replace(each, sections=()) for each in manifest.versions),
    )
    assert len(pages(render_key(nobody, LABELS))) == 1


def test_a_key_for_each_paper() -> None:
    manifest = made(4, versions=3)
    files = list(map(joined, render_keys(manifest, LABELS)))
    assert len(files) == 3
    for letter, pdf, sections in zip("ABC", files, papers(document(manifest)), strict=True):
        read = pages(pdf)
        assert f"Version {letter}" in read[0].words
        assert all(manifest.fingerprint in page.words for page in read)
        everything = "".join(page.ink for page in read)
        listed = [each for section in sections for each in section]
        short = [each for each in listed if each[1]["form"] in SHORT]
        for first in range(0, len(short), 10):
            some = short[first : first + 10]
            strip = "".join(str(number) for number, *_ in some) + "".join(
                ink(right(*rest)) for _, *rest in some
            )
            assert strip in everything
        for number, item, place in listed:
            letters = "" if item["form"] in {"fill-in", "short"} else right(item, place)
            assert ink(f"{number}.{item['stem']}{letters}{item['answer']}") in everything
        others = {f"Version {other}" for other in "ABC"} - {f"Version {letter}"}
        assert not any(other in page.words for page in read for other in others)


def test_a_students_key_has_the_name_and_the_numbers_of_the_paper() -> None:
    manifest = made(2, students=students(3))
    for version, pdf, sections in zip(
        manifest.versions,
        map(joined, render_keys(manifest, LABELS)),
        papers(document(manifest)),
        strict=True,
    ):
        assert version.student
        read = pages(pdf)
        assert f"{version.student.number} · {version.student.name}, 7b" in read[0].words
        everything = "".join(page.ink for page in read)
        for number, item, _ in (each for section in sections for each in section):
            assert f"{number}.{ink(item['stem'])}" in everything


def test_one_paper_has_the_same_key_alone() -> None:
    manifest = made(3)
    assert list(map(joined, render_keys(manifest, LABELS))) == [render_key(manifest, LABELS)]


def entry(number: int, words: int, remark: int) -> QuizItem:
    item = item_of(number, FORMS[number % 8])
    return dataclasses.replace(
        item,
        answer=f"a{number}b " + "answer " * words + f"a{number}e",
        remarks=(f"r{number}b " + "remark " * remark + f"r{number}e",),
    )


@settings(max_examples=10, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 70)), min_size=1, max_size=10),
    st.sampled_from([{"versions": 1}, {"versions": 3}, {"students": students(3)}]),
    st.sampled_from([PageStyle(), PageStyle(1), PageStyle(3), LARGE]),
    st.sampled_from(["a4", "letter"]),
)
def test_no_full_answer_is_split(
    shape: list[tuple[int, int]], who: dict[str, object], layout: PageStyle, sheet: str
) -> None:
    manifest = manifest_of([[entry(n, *each)] for n, each in enumerate(shape)], paper=sheet, **who)  # type: ignore[arg-type]
    for pdf in (
        render_key(manifest, LABELS, layout=layout),
        *map(joined, render_keys(manifest, LABELS, layout=layout)),
    ):
        read = pages(pdf)
        for item in manifest.items:
            (page,) = [page for page in read if ink(item.stem) in page.ink]
            start = page.ink.index(ink(item.stem))
            end = page.ink.index(ink(item.remarks[0]), start) + len(ink(item.remarks[0]))
            assert page.ink[start:end].endswith(f"{ink(item.answer)}{ink(item.remarks[0])}")
            columns = layout.columns
            # Large print has higher margins at top and bottom, and the same at the sides.
            assert (
                len({page.column_of(char, columns) for char in page.chars[start:end]} - {None}) == 1
            )


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "Paragraphs 1, 3, and 12; “Another”, paragraph 3; “A third”"),
        ("de", "Absätze 1, 3 und 12; “Another”, Absatz 3; “A third”"),
        ("fr", "Paragraphes 1, 3 et 12; “Another”, paragraphe 3; “A third”"),
        ("es", "Párrafos 1, 3 y 12; “Another”, párrafo 3; “A third”"),
        ("ru", "Абзацы 1, 3 и 12; “Another”, абзац 3; “A third”"),
    ],
)
def test_the_paragraphs_of_one_source_are_told_together(language: str, told: str) -> None:
    cited = tuple(
        Source(source, n) for source, n in (("", 12), ("", 3), ("“Another”", 3), ("", 1), ("", 3))
    )
    item = dataclasses.replace(item_of(1, "matching"), cited=(*cited, Source("“A third”", None)))
    key = render_key(
        dataclasses.replace(manifest_of([[item]]), language=language), load_labels(language).texts
    )
    assert ink(told) in "".join(ink(page.words) for page in pages(key))
