"""The printed quiz and its key, read back from the PDF."""

from __future__ import annotations

import dataclasses
import io
import os
import re
from pathlib import Path

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from paper_support import LABELS, Render, item, manifest, refused, token_items
from pdf_support import MARGIN_BOTTOM, MARGIN_TOP, MARGIN_X, Char, Page, pages

from quizgen.diagnostics import Place, QuizgenError
from quizgen.paper.quiz_pdf import render_key, render_quiz
from quizgen.quiz.manifest import QuizItem, QuizSection, Source
from quizgen.typeset import typesetting
from quizgen.typeset.page_style import PageStyle

SIZES = {"a4": (595, 842), "letter": (612, 792)}
HOSTILE = (
    "#panic()",
    '#read("/etc/passwd")',
    "*bold* and _emph_",
    "$x$ + $y_1$",
    "@ref <label>",
    "// comment /* too */",
    "C:\\new\\t\\u{41}",
    "`raw` ```x```",
    "[x] ]] {{y}} #[",
    "= heading",
    "+ item",
    "1. item",
    "~ -- --- ...",
    "\"quoted\" 'too'",
    "</script>&amp;%s{0}",
)


def item_chars(page: Page, number: int, entry: QuizItem) -> tuple[Char, ...]:
    """Return an item's characters, from its number to its last option, or () if it isn't there."""
    parts = [f"{number}.{entry.stem}"]
    parts += [f"{chr(ord('A') + o)}.{option}" for o, option in enumerate(entry.options)]
    start = page.ink.find(ink := re.sub(r"\s", "", "".join(parts)))
    return page.chars[start : start + len(ink)] if start >= 0 else ()


def assert_in_area(page: Page) -> None:
    for char in page.chars:
        assert char.left >= MARGIN_X - 0.5, char
        assert char.right <= page.width - MARGIN_X + 0.5, char
        assert 0 < char.bottom < char.top < page.height, char


def assert_whole(read: list[Page], items: tuple[QuizItem, ...], columns: int) -> None:
    """Every item is whole on one page and in one column, and they are in order."""
    places = []
    for number, entry in enumerate(items, start=1):
        found = [
            (p, chars) for p, page in enumerate(read) if (chars := item_chars(page, number, entry))
        ]
        assert len(found) == 1, (number, [page.text for page in read])
        at, chars = found[0]
        within = {read[at].column_of(char, columns) for char in chars}
        assert len(within) == 1, number
        assert None not in within, number
        assert min(char.bottom for char in chars) >= MARGIN_BOTTOM - 3
        assert max(char.top for char in chars) <= read[at].height - MARGIN_TOP + 3
        places.append((at, *within, -chars[0].top))
    assert places == sorted(places)


lengths = st.lists(
    st.tuples(st.integers(0, 20), st.integers(2, 8), st.sampled_from([0, 0, 1, 3, 9])),
    min_size=1,
    max_size=60,
)


@settings(max_examples=25, deadline=None)
@given(lengths, st.sampled_from(["a4", "letter"]), st.integers(1, 3))
def test_every_item_is_whole_within_one_column(
    shape: list[tuple[int, int, int]], sheet: str, columns: int
) -> None:
    items = token_items(shape)
    read = pages(render_quiz(manifest(*items, paper=sheet), LABELS, layout=PageStyle(columns)))
    assert_whole(read, items, columns)
    for number, page in enumerate(read, start=1):
        assert_in_area(page)
        assert (round(page.width), round(page.height)) == SIZES[sheet]
        assert f"Page {number} of {len(read)}" in page.words


@settings(max_examples=15, deadline=None)
@given(lengths, st.sampled_from(["a4", "letter"]))
def test_no_entry_of_the_key_is_split(shape: list[tuple[int, int, int]], sheet: str) -> None:
    items = tuple(
        dataclasses.replace(
            entry,
            remarks=(f"r{n}b " + "remark " * shape[n - 1][0] + f"r{n}e",),
            cited=(Source("", n),),
        )
        for n, entry in enumerate(token_items(shape), start=1)
    )
    read = pages(render_key(manifest(*items, paper=sheet), LABELS))
    for number, entry in enumerate(items, start=1):
        text = f"{number}.{entry.stem}A{entry.options[0]}{entry.remarks[0]}Paragraph{number}"
        ink = re.sub(r"\s", "", text)
        found = [(page, page.ink.index(ink)) for page in read if ink in page.ink]
        assert len(found) == 1, number
        page, start = found[0]
        assert (
            len({page.column_of(char, 2) for char in page.chars[start : start + len(ink)]} - {None})
            == 1
        )
    for page in read:
        assert_in_area(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_prints_as_it_is(text: str) -> None:
    made = manifest(
        item(1, text, (text, "other"), remarks=(text,), cited=(Source(text),), answer=text),
        title=text,
        source="elsewhere",
    )
    quiz = " ".join(page.words for page in pages(render_quiz(made, LABELS)))
    key = " ".join(page.words for page in pages(render_key(made, LABELS)))
    assert quiz.count(text) == 3
    assert key.count(text) == 5


def test_hostile_words_of_a_language_print_as_they_are() -> None:
    labels = {
        **LABELS,
        "name": "#panic()",
        "instructions_choice": "*x* $y$",
        "page": "#{page} [{pages}]",
    }
    words = pages(render_quiz(manifest(item(1)), labels))[0].words
    assert all(text in words for text in ("#panic()", "*x* $y$", "#1 [1]"))


def test_control_characters_and_overrides_are_left_out() -> None:
    stem = "ab\u202edc\u2066x\u2069 \x00\x1b[1me\nf\ud800\ufeff\u2028g"
    words = pages(render_quiz(manifest(item(1, stem)), LABELS))[0].words
    assert "abdcx [1me f\ufffd g" in words


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_word_wider_than_the_column_breaks(columns: int) -> None:
    word = "".join(chr(ord("a") + n % 26) for n in range(300))
    entry = item(1, word, (word, "x"))
    read = pages(render_quiz(manifest(entry, title=word), LABELS, layout=PageStyle(columns)))
    assert_whole(read, (entry,), columns)
    assert_in_area(read[0])
    assert "\u200b" not in read[0].text
    assert_in_area(
        pages(
            render_key(manifest(entry, title=word, source=word), LABELS, layout=PageStyle(columns))
        )[0]
    )


@pytest.mark.parametrize("joint", ["\u00a0", "\u202f", "\u2060", "/", "-", "."])
def test_a_run_without_blanks_breaks(joint: str) -> None:
    entry = item(1, joint.join(["abcdefg"] * 40))
    assert_in_area(pages(render_quiz(manifest(entry), LABELS))[0])


def test_a_word_that_fits_is_copied_whole() -> None:
    word = "Intermediate/Range/Forces/Treaty"
    entry = item(1, f"Is {word} efficient?")
    assert (
        f"Is {word} efficient?"
        in pages(render_quiz(manifest(entry), LABELS, layout=PageStyle(1)))[0].text
    )


@pytest.mark.parametrize("render", [render_quiz, render_key])
def test_the_same_manifest_gives_the_same_bytes(render: Render) -> None:
    made = manifest(*token_items([(5, 4, 2)] * 30))
    assert render(made, LABELS) == render(made, LABELS)


@pytest.mark.parametrize("sheet", SIZES)
def test_each_version_has_pages_of_its_own(sheet: str) -> None:
    items = token_items([(9, 4, 2)] * 20)
    short = token_items([(1, 2, 0)])
    versions = {"A": items, "B": short, "C": items[::-1]}
    read = pages(render_quiz(manifest(versions=versions, paper=sheet), LABELS))
    numbers = [re.search(r"Page (\d+) of (\d+)", page.words).groups() for page in read]  # type: ignore[union-attr]
    letters = [re.search(r"Version (\w)", page.words)[1] for page in read]  # type: ignore[index]
    count = letters.count("A")
    assert letters == ["A"] * count + ["B"] + ["C"] * count
    assert numbers == [
        *((str(n), str(count)) for n in range(1, count + 1)),
        ("1", "1"),
        *numbers[:count],
    ]
    assert_whole(read[:count], items, 2)
    assert_whole(read[-count:], items[::-1], 2)
    # The title is at the top from the second page on.
    assert all("A title" in page.words for page in read)


def test_one_version_shows_no_letter() -> None:
    made = manifest(item(1))
    assert "Version" not in pages(render_quiz(made, LABELS))[0].words
    assert "Version" not in pages(render_key(made, LABELS))[0].words


def test_the_head_has_the_lines_to_fill_in() -> None:
    words = pages(render_quiz(manifest(item(1), item(2)), LABELS))[0].words
    assert re.match(
        r"A title Name Class Date Score / 2 Choose the one best answer to each question\. 1\.",
        words,
    )


@pytest.mark.parametrize("title", ["", "word " * 300])
def test_any_title_will_do(title: str) -> None:
    items = token_items([(9, 4, 2)] * 20)
    read = pages(render_quiz(manifest(*items, title=title or "x"), LABELS))
    assert_whole(read, items, 2)
    for page in read:
        assert_in_area(page)


def test_an_empty_version_is_a_head_alone() -> None:
    assert len(pages(render_quiz(manifest(), LABELS))) == 1
    assert len(pages(render_key(manifest(), LABELS))) == 1


def test_the_key_tells_letter_answer_remarks_and_paragraph() -> None:
    made = manifest(
        item(
            1,
            key=(2,),
            cited=(Source("The source", 10),),
            remarks=("First.", "Second."),
            answer="Gamma in full",
        ),
        item(2, key=(0, 3)),
        item(3, key=(1,), cited=(Source("Another source", 7),)),
        source="The source",
    )
    words = pages(render_key(made, LABELS))[0].words
    assert words.startswith("A title — Answer key The source 1 2 3 C A, D B 1. Stem 1?")
    assert "1. Stem 1? C Gamma in full First. Second. Paragraph 10 2." in words
    assert "2. Stem 2? A, D alpha; delta 3." in words
    assert "3. Stem 3? B beta Another source, paragraph 7 Page 1 of 1" in words


@pytest.mark.parametrize("count", [1, 9, 10, 11, 60, 300])
def test_the_strip_has_every_letter_under_its_number(count: int) -> None:
    items = [item(n, key=(n % 4,)) for n in range(1, count + 1)]
    ink = "".join(page.ink for page in pages(render_key(manifest(*items), LABELS)))
    for start in range(1, count + 1, 10):
        numbers = range(start, min(start + 10, count + 1))
        assert "".join(map(str, numbers)) + "".join("ABCD"[n % 4] for n in numbers) in ink


def test_greek_cyrillic_and_hebrew_print() -> None:
    stem = "Когда ὥρα תשובה naïve Łódź ≤ ½ → 25 €?"
    words = pages(render_quiz(manifest(item(1, stem)), LABELS))[0].words
    assert all(word in words for word in ("Когда", "naïve", "Łódź", "≤ ½ → 25 €?"))


def test_a_right_to_left_quiz_starts_at_the_right() -> None:
    page = pages(render_quiz(manifest(item(1, "שאלה"), language="he"), LABELS))[0]
    number = next(char for char in page.chars if char.text == "ש")
    assert number.left > page.width - MARGIN_X - 60


@pytest.mark.parametrize(
    ("char", "name", "font"),
    [
        ("漢", "U+6F22 CJK UNIFIED IDEOGRAPH-6F22", "Noto Serif CJK"),
        ("😀", "U+1F600 GRINNING FACE", "Noto Emoji"),
    ],
)
@pytest.mark.parametrize("render", [render_quiz, render_key])
def test_a_missing_glyph_is_an_error(render: Render, char: str, name: str, font: str) -> None:
    made = manifest(item(1), item(2, f"What is {char}?"))
    error = refused(made, render, place_of=lambda fact: Place(f"{fact}.yaml", 7))
    (found,) = error.diagnostics
    assert (found.code, found.place) == ("Q501", Place("facts/f2.yaml", 7))
    assert name in found.message
    assert "the stem of `facts/f2`" in found.message
    assert font in found.help


def test_every_missing_glyph_is_told_once() -> None:
    items = (item(1, "日本 👩‍👩‍👧"), item(2, options=("ok", "ก")), item(3))
    versions = {"A": items, "B": items[::-1]}
    first, second, third = refused(manifest(versions=versions, title="T \ue000")).diagnostics
    assert "U+E000" in first.message
    assert "the title" in first.message
    assert first.place == Place("deck")
    assert all(code in second.message for code in ("U+65E5", "U+672C", "U+1F469", "U+1F467"))
    assert "U+200D" not in second.message
    assert "U+0E01 THAI CHARACTER KO KAI, in the option “ก” of `facts/f2`" in third.message


def test_a_missing_glyph_among_the_labels_is_told() -> None:
    with pytest.raises(QuizgenError, match=r"U\+540D .*the label `name`"):
        render_quiz(manifest(item(1)), {**LABELS, "name": "名"})


@pytest.mark.parametrize("render", [render_quiz, render_key])
@pytest.mark.parametrize("text", ["word " * 900, "x" * 9000, "x" * 1_000_000])
def test_an_item_longer_than_a_column_is_an_error(render: Render, text: str) -> None:
    items = (item(1), item(2, text))
    versions = {"A": items, "B": items[::-1]}
    (found,) = refused(manifest(versions=versions), render).diagnostics
    assert (found.code, found.place) == ("Q502", Place("facts/f2"))
    assert "`facts/f2`" in found.message


@pytest.mark.parametrize("words", [900, 5000])
def test_a_heading_that_leaves_no_room_is_blamed(words: int) -> None:
    made = manifest(item(1), item(2))
    made = dataclasses.replace(
        made, sections=(QuizSection("Part one", "Read this. " + "word " * words),)
    )
    (found,) = refused(made).diagnostics
    assert found.code == "Q502"
    assert found.place == Place("section 1")
    assert "the heading of section 1" in found.message


def test_fewer_columns_are_advised_where_there_are_several() -> None:
    made = manifest(item(1, "word " * 1900))
    helps = {n: refused(made, layout=PageStyle(columns=n)).diagnostics[0].help for n in (1, 2)}
    assert helps == {1: "shorten it", 2: "shorten it, or print in fewer columns"}


@settings(max_examples=25, deadline=None)
@given(st.lists(st.one_of(st.integers(1, 60), st.integers(250, 480)), min_size=1, max_size=12))
def test_items_about_as_long_as_a_column_are_whole_or_refused(words: list[int]) -> None:
    items = tuple(item(n, f"s{n}b " + "word " * count) for n, count in enumerate(words, start=1))
    try:
        read = pages(render_quiz(manifest(*items), LABELS))
    except QuizgenError as error:
        assert error.diagnostics[0].code == "Q502"  # noqa: PT017
    else:
        assert_whole(read, items, 2)


@pytest.mark.parametrize("render", [render_quiz, render_key])
def test_the_file_is_tagged_and_names_nobody(render: Render) -> None:
    made = manifest(*token_items([(3, 4, 1)] * 3), language="pt-BR", title="Um título")
    with pikepdf.open(io.BytesIO(render(made, LABELS))) as pdf:
        assert pdf.Root.StructTreeRoot
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang).lower() == "pt-br"
        assert str(pdf.docinfo["/Title"]).startswith("Um título")
        assert "/Author" not in pdf.docinfo
        with pdf.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1"
            assert metadata.pdfa_status == "2A"
        kinds = [
            str(node.get("/S"))
            for node in pdf.objects
            if isinstance(node, pikepdf.Dictionary) and "/S" in node
        ]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == 3
    assert kinds.count("/LI") == (12 if render is render_quiz else 0)
    assert str(Path.home()).encode() not in render(made, LABELS)


@pytest.mark.parametrize("code", ["xx-nonsense", "", "12", "zh_Hant_TW", "pa-Arab", "es-419"])
def test_any_language_code_prints(code: str) -> None:
    assert pages(render_quiz(manifest(item(1), language=code), LABELS))


@pytest.mark.parametrize("columns", [0, 4])
def test_columns_have_bounds(columns: int) -> None:
    with pytest.raises(ValueError, match="1 to 3 columns"):
        render_quiz(manifest(item(1)), LABELS, layout=PageStyle(columns))


def test_fonts_of_a_folder_are_fallbacks(tmp_path: Path) -> None:
    made = manifest(item(1))
    assert render_quiz(made, LABELS, layout=PageStyle(folders=(tmp_path,))) == render_quiz(
        made, LABELS
    )


def test_whatever_else_the_typesetter_says_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "print").mkdir()
    (tmp_path / "print" / "lib.typ").write_text("", "utf-8")
    monkeypatch.setattr(typesetting, "shipped", lambda _: tmp_path)
    for source in (
        "#unknown",
        '#read("/etc/passwd")',
        '#read("../secret")',
        '#set text(font: "Nowhere")\nx',
    ):
        (tmp_path / "print" / "quiz.typ").write_text(source, "utf-8")
        (found,) = refused(manifest(item(1))).diagnostics
        assert found.code == "Q503"
        assert str(tmp_path) not in found.message


def test_the_texts_of_a_key_are_looked_through() -> None:
    made = manifest(item(1, answer="漢", remarks=("字",), cited=(Source("語", 1),)), source="本")
    messages = [found.message for found in refused(made, render_key).diagnostics]
    parts = (
        "the source",
        "the answer of `facts/f1`",
        "a remark of `facts/f1`",
        "the source of `facts/f1`",
    )
    assert [message.rpartition(", in ")[2] for message in messages] == list(parts)
    assert render_quiz(made, LABELS)


DEJAVU = Path("/usr/share/fonts/truetype/dejavu")


def test_a_font_folder_mends_a_missing_glyph() -> None:
    """No built-in font has Tifinagh, but DejaVu Sans does."""
    if not DEJAVU.is_dir():
        if os.environ.get("CI"):
            pytest.fail("the DejaVu fonts are missing")
        pytest.skip("the DejaVu fonts are not installed")
    made = manifest(item(1, "What does \N{TIFINAGH LETTER YA} stand for?"))
    assert "TIFINAGH LETTER YA" in str(refused(made))
    shown = "".join(
        char.text
        for page in pages(render_quiz(made, LABELS, layout=PageStyle(folders=(DEJAVU,))))
        for char in page.chars
    )
    assert "\N{TIFINAGH LETTER YA}" in shown
