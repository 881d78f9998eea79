"""Answer sheets as scanner software sees them: everything is where the layout says."""

from __future__ import annotations

import dataclasses
import io
import json
from string import ascii_uppercase

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdf_support import MM, pages
from scan_support import page_count, qr_text, scanned
from sheet_checks import assert_page, assert_rows

from quizgen.diagnostics import Place, QuizgenError
from quizgen.language.labels import load_labels
from quizgen.paper import answer_sheet_pdf
from quizgen.paper.answer_sheet_pdf import (
    AnswerSheet,
    AnswerSheets,
    SheetError,
    SheetOwner,
    page_code,
    render_answer_sheets,
)
from quizgen.quiz.geometry import Row
from quizgen.quiz.symbols import MARKERS, as_code, is_code, qr_svg

SIZES = {"a4": (210, 297), "letter": (215.9, 279.4)}
PRINTED = st.characters(codec="cp1251", exclude_categories=["Cc"]) | st.sampled_from(
    "אבגדה WWWW\u202e\n"
)
LANGUAGES = ("de", "en", "es", "fr", "ru")


def rows(count: int, options: int = 4) -> tuple[Row, ...]:
    """Return rows as in real quizzes.

    Most have the same number of options; some are true or false, have several right options, or are
    marked by hand.
    """
    made = []
    for number in range(1, count + 1):
        letters = tuple(ascii_uppercase[:options])
        if number % 9 == 8:
            made.append(Row(f"{number}", ("T", "F")))
        elif number % 25 == 24:
            made.append(Row(f"{number}", ("0", "½", "1"), by_hand=True))
        else:
            made.append(
                Row(f"{number} {'i' * (number % 3)}".strip(), letters, many=number % 7 == 6)
            )
    return tuple(made)


def sheet(given: tuple[Row, ...] | None = None, **fields: object) -> AnswerSheet:
    base = AnswerSheet(
        "us-russia-2020", "A", "U.S. and Russia: relations in 2020", given or rows(40)
    )
    return dataclasses.replace(base, **fields)


def rendered(*sheets: AnswerSheet, language: str = "en", **options: object) -> AnswerSheets:
    return render_answer_sheets(sheets, load_labels(language), **options)


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize(("count", "options"), [(1, 2), (40, 5), (41, 3), (120, 8), (300, 4)])
def test_everything_stands_where_the_layout_says(
    count: int, options: int, paper: str, *, large: bool
) -> None:
    given = rows(count, options)
    student = SheetOwner("Maria-Magdalena Hohenstein-Liebknecht-Au", "", "10b")
    made = rendered(sheet(given, version="A", student=student), paper=paper, large=large)
    (layout,) = made.layouts.values()
    assert page_count(made.pdf) == len(layout.pages)
    assert_rows(layout, given)
    last = len(layout.pages) - 1
    for number in sorted({0, min(1, last), last}):
        page = layout.pages[number]
        assert (page.width, page.height) == pytest.approx(SIZES[paper], abs=0.01)
        code = page_code("us-russia-2020", "A", number + 1, layout)
        assert_page(made.pdf, number, page, code, is_first=number == 0)
    if count == 40 and not large:
        assert last == 0, "forty rows of five take one page"


@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize("paper", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sheet_for_a_class_asks_for_number_and_version(
    language: str, paper: str, *, large: bool
) -> None:
    versions = tuple(ascii_uppercase[: 3 if language == "en" else 26])
    digits = 6 if language == "en" else 12
    generic = sheet(rows(120, 8), paper="", digits=digits, versions=versions)
    made = rendered(generic, language=language, paper=paper, large=large)
    (layout,) = made.layouts.values()
    for number, page in enumerate(layout.pages):
        assert tuple(bubble.letter for bubble in page.version) == versions
        told = [(bubble.index, bubble.letter) for bubble in page.number]
        assert told == [(digit, str(value)) for digit in range(digits) for value in range(10)]
        if number == 0 or (number == 1 and language == "en"):
            code = page_code("us-russia-2020", "", number + 1, layout)
            assert_page(made.pdf, number, page, code, is_first=number == 0)


def test_sheets_of_one_form_share_one_layout() -> None:
    students = [
        SheetOwner(),
        SheetOwner("Ада Лавлейс"),
        SheetOwner("אברהם בן־יצחק הלוי", "7"),
        SheetOwner("word " * 99, "n" * 99, "c" * 99),
    ]
    alike = [
        sheet(paper=f"s{n}", title="T" * n * 90, student=student)
        for n, student in enumerate(students)
    ]
    other = sheet(rows(41), paper="s9")
    made = rendered(*alike, other, *alike[:1])
    assert list(made.layouts) == list(dict.fromkeys(made.layout_of))
    assert [made.layout_of.index(each) for each in made.layout_of] == [0, 0, 0, 0, 4, 0]
    layout = made.layouts[made.layout_of[0]]
    for number, each in enumerate(alike):
        code = page_code(each.quiz, each.paper, 1, layout)
        named = not each.student.number
        assert_page(made.pdf, number, layout.pages[0], code, is_first=True, named=named)


def test_many_sheets_are_set_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    given = [
        sheet(
            rows(30 + number % 2),
            paper=str(number),
            student=SheetOwner(f"Name {number}", str(number), "7b"),
        )
        for number in range(5)
    ]
    whole = rendered(*given, duplex=True)
    assert len(whole.parts) == 1
    monkeypatch.setattr(answer_sheet_pdf, "_MOST_SHEETS", 2)
    made = rendered(*given, duplex=True)
    assert len(made.parts) == 3
    assert (made.layouts, made.layout_of) == (whole.layouts, whole.layout_of)
    assert [page.text for page in pages(made.pdf)] == [page.text for page in pages(whole.pdf)]
    assert page_count(made.pdf) == 9
    assert qr_text(scanned(made.pdf, 8)) == qr_text(scanned(whole.pdf, 8))


def test_layouts_are_told_apart_and_are_plain_values() -> None:
    made = rendered(
        sheet(), sheet(rows(40, 5)), sheet(digits=4), sheet(rows(39)), sheet(versions=("A", "B"))
    )
    assert len(made.layouts) == len(set(made.layout_of)) == 5
    for fingerprint, layout in made.layouts.items():
        assert layout.fingerprint == fingerprint
        assert (
            json.loads(json.dumps(dataclasses.asdict(layout)))["pages"][0]["markers"][0]["id"] == 0
        )
    assert rendered(sheet(), large=True).layout_of != made.layout_of[:1]


def test_the_words_on_a_sheet() -> None:
    student = SheetOwner("Maria-Magdalena Hohenstein-Liebknecht-Au", "4711", "10b")
    made = rendered(sheet(version="B", paper="B", student=student, rows=rows(30)))
    (page,) = pages(made.pdf)
    (fingerprint,) = made.layouts
    for words in (
        student.name,
        "4711",
        "10b",
        "Student number",
        "Items 1 i to 30 · Page 1 of 1",
        "Version",
    ):
        assert words in page.words
    assert f"Q1/us-russia-2020/B/1/1/{fingerprint}" in page.words
    texts = load_labels("en").texts
    assert all(
        texts[name] in page.words
        for name in ("sheet_fill", "sheet_many", "sheet_by_hand", "sheet_correct")
    )
    (plain,) = pages(rendered(sheet((Row("1", ("A", "B")),))).pdf)
    assert all(
        texts[name] not in plain.words for name in ("sheet_many", "sheet_by_hand", "sheet_number")
    )


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
def test_no_text_leaves_its_field(language: str, *, large: bool) -> None:
    """Long names and titles stay within the page and clear of each other."""
    for words in (
        "x" * 300,
        "Отношения России и США " * 20,
        "Maria-Magdalena Hohenstein-Liebknecht-Au",
    ):
        student = SheetOwner(words, words, words)
        made = rendered(
            sheet(title=words, version="AB", student=student), language=language, large=large
        )
        page = pages(made.pdf)[0]
        for char in page.chars:
            assert 10 * MM <= char.left < char.right <= page.width - 10 * MM, char
        boxes = [char for char in page.chars if not char.text.isspace()]
        title = [char for char in boxes if page.height - char.top < 34 * MM]
        assert max(page.height - char.bottom for char in title) < 37 * MM


@settings(max_examples=15, deadline=None, derandomize=True)
@given(st.lists(st.text(alphabet=PRINTED, max_size=120), min_size=4, max_size=4), st.booleans())
def test_whatever_is_called_what_moves_nothing(texts: list[str], large: bool) -> None:  # noqa: FBT001
    title, name, number, group = texts
    plain = rendered(sheet((Row("1", ("A", "B")),)), large=large)
    made = rendered(
        sheet((Row("1", ("A", "B")),), title=title, student=SheetOwner(name, number, group)),
        large=large,
    )
    assert made.layouts == plain.layouts
    (page,) = pages(made.pdf)
    for char in page.chars:
        assert 10 * MM <= char.left < char.right <= page.width - 10 * MM
        from_top = (page.height - char.top) / MM
        assert 9.5 < from_top < 287, char


def test_the_file_is_tagged_and_its_bubbles_are_artifacts() -> None:
    made = rendered(sheet(paper="x1"), sheet(paper="x2"), language="ru")
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert pdf.Root.StructTreeRoot
        assert str(pdf.Root.Lang) == "ru"
        assert str(pdf.docinfo["/Title"]) == "U.S. and Russia: relations in 2020 — Бланк ответов"
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata.pdfa_status == "2A"
        kinds = [
            str(node.get("/S"))
            for node in pdf.objects
            if isinstance(node, pikepdf.Dictionary) and "/S" in node
        ]
        content = pikepdf.parse_content_stream(pdf.pages[0])
    assert kinds.count("/H1") == 2
    assert "/Figure" not in kinds
    depth, drawn = 0, 0
    for operands, operator in content:
        name = str(operator)
        if name in {"BDC", "BMC"}:
            depth += 1
            is_artifact = str(operands[0]) == "/Artifact"
        elif name == "EMC":
            depth -= 1
        elif name == "c":
            drawn += 1
            assert depth
            assert is_artifact
    assert drawn > 4 * 40 * 3


def test_the_same_sheets_give_the_same_bytes() -> None:
    sheets = [sheet(paper=f"s{n}", student=SheetOwner(f"Student {n}")) for n in range(20)]
    assert rendered(*sheets) == rendered(*sheets)


def test_a_missing_glyph_is_an_error_that_names_the_student() -> None:
    with pytest.raises(QuizgenError) as caught:
        rendered(sheet(), sheet(student=SheetOwner("山田"), place=Place("roster.csv", 3)))
    (found,) = caught.value.diagnostics
    assert (found.code, found.place) == ("Q501", Place("roster.csv", 3))
    assert "the name “山田”" in found.message


@pytest.mark.parametrize("text", ['#panic("x")', "*x* _y_", "$x$", "@ref <a>", "C:\\new", "</svg>"])
def test_a_text_prints_as_it_is(text: str) -> None:
    made = rendered(sheet((Row(text[:10], ("A", "B")),), title=text, student=SheetOwner(text)))
    assert pages(made.pdf)[0].words.count(text) >= 2


@pytest.mark.parametrize(
    "fields",
    [
        {"quiz": ""},
        {"quiz": "ä"},
        {"quiz": "a/b"},
        {"paper": "x" * 41},
        {"rows": ()},
        {"rows": (Row("1", ("",)),)},
        {"rows": (Row("1" * 11, ("A",)),)},
        {"digits": 13},
        {"versions": tuple(map(str, range(27)))},
    ],
)
def test_what_no_sheet_can_be_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"QR code cannot hold|an answer sheet (has|labels|asks)"):
        rendered(sheet(**fields))
    with pytest.raises(ValueError, match="no sheet"):
        rendered()


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (rows(2001), "has 1 to 2000 rows, but this one would have 2001"),
        ((Row("1", tuple("ABCDEFGHIJKLM")),), "has room for 12 options in a row"),
    ],
)
def test_more_than_a_sheet_takes_is_reported(given: tuple[Row, ...], message: str) -> None:
    with pytest.raises(SheetError, match=message):
        rendered(sheet(), sheet(given, place=Place("roster.csv", 3)))


def test_a_row_of_the_longest_kind_fits() -> None:
    given = (
        Row("M" * 10, tuple("ABCDEFGHIJKL"), many=True),
        Row("2", (), by_hand=True, points=12),
        Row("3", ("A",)),
        Row("4", tuple(map(str, range(11))), by_hand=True, points=10),
    )
    for paper in SIZES:
        made = rendered(sheet(given), paper=paper, large=True)
        (layout,) = made.layouts.values()
        assert_page(
            made.pdf, 0, layout.pages[0], page_code("us-russia-2020", "A", 1, layout), is_first=True
        )
        assert (
            max(bubble.x + bubble.radius for bubble in layout.pages[0].bubbles)
            < layout.pages[0].width - 10
        )


def test_markers_are_those_of_the_dictionary() -> None:
    import cv2  # noqa: PLC0415  # the other tests read markers by their support

    dictionary = cv2.aruco.getPredefinedDictionary(cv2.aruco.DICT_4X4_50)
    for number, marker in enumerate(MARKERS):
        drawn = cv2.aruco.generateImageMarker(dictionary, number, 6)
        assert (drawn[1:5, 1:5] > 127).astype(int).tolist() == [list(line) for line in marker]


@pytest.mark.parametrize("text", ["us-russia-2020", "österreich", "x" * 41, "a b", ""])
def test_any_text_has_an_id_for_a_code(text: str) -> None:
    assert is_code(as_code(text))
    assert (as_code(text) == text) == is_code(text)
    assert as_code(text) == as_code(text)
    assert qr_svg(as_code(text)).startswith("<svg")
