"""The looks of a sheet: columns, large print, fonts, directions, and metadata."""

from __future__ import annotations

import ctypes
import getpass
import io
import re
import socket
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from click.testing import CliRunner
from paper_support import LABELS, Render, item, manifest, refused, token_items
from pdf_support import MARGIN_X, faces, pages
from pypdfium2 import raw

from quizgen.cli import main
from quizgen.deck.model.quiz import QuizDefaults
from quizgen.paper.quiz_pdf import render_key, render_quiz
from quizgen.typeset.page_style import PageStyle, make_page_style

HEBREW = "ירח ושמש"
ARABIC = "القمر والشمس"
DECK = """\
deck: moons
title: Moons
quiz: {QUIZ}
questions:
  a: {ask: Which is red?, answer: Mars, distractors: [Venus, Saturn, Neptune]}
  b: {ask: Which has the widest rings?, answer: Saturn, distractors: [Venus, Mercury, Mars]}
"""
DEJAVU = Path("/usr/share/fonts/truetype/dejavu")
needs_dejavu = pytest.mark.skipif(not DEJAVU.is_dir(), reason="the DejaVu fonts are not installed")


def sizes(pdf: bytes) -> set[float]:
    """Return the type sizes in a PDF, in points."""
    document = pypdfium2.PdfDocument(pdf)
    found = set()
    for page in document:
        text = page.get_textpage()
        for index in range(text.count_chars()):
            if not chr(raw.FPDFText_GetUnicode(text, index)).isspace():
                found.add(round(raw.FPDFText_GetFontSize(text, index), 1))
    document.close()
    return found


def column_starts(pdf: bytes, count: int) -> set[float]:
    """Return the horizontal positions of the item numbers."""
    starts = set()
    for page in pages(pdf):
        for n in range(1, count + 1):
            at = page.ink.find(f"{n}.s{n}b")
            if at >= 0:
                starts.add(round(page.chars[at + len(f"{n}.")].left))
    return starts


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_a_page_has_so_many_columns(columns: int) -> None:
    items = token_items([(4, 4, 1)] * 60)
    assert (
        len(column_starts(render_quiz(manifest(*items), LABELS, layout=PageStyle(columns)), 60))
        == columns
    )


@pytest.mark.parametrize("render", [render_quiz, render_key])
def test_nothing_in_large_print_is_smaller_than_18_points(render: Render) -> None:
    made = manifest(*token_items([(4, 4, 1)] * 12), source="A source", title="A title " * 3)
    large = render(made, LABELS, layout=PageStyle(1, large_print=True))
    assert min(sizes(large)) >= 18
    assert min(sizes(render(made, LABELS))) < 10
    assert not any("Italic" in face for face in faces(large))


def test_lines_of_large_print_stand_further_apart() -> None:
    made = manifest(item(1, "word " * 60))

    def distance(layout: PageStyle) -> float:
        lines = sorted(
            {
                round(char.bottom, 1)
                for char in pages(render_quiz(made, LABELS, layout=layout))[0].chars
                if char.text == "w"
            },
            reverse=True,
        )
        return (lines[-2] - lines[-1]) / (18 if layout.large_print else 10.5)

    assert distance(PageStyle(1, large_print=True)) > 1.1 * distance(PageStyle(1))


@pytest.mark.parametrize(
    ("deck", "given", "wanted"),
    [
        ({}, {}, (2, False)),
        ({"columns": 3}, {}, (3, False)),
        ({"columns": 3}, {"columns": 1}, (1, False)),
        ({"large_print": True}, {}, (1, True)),
        ({"large_print": True, "columns": 2}, {}, (2, True)),
        ({"large_print": True}, {"large_print": False}, (2, False)),
        ({"columns": 3}, {"large_print": True}, (1, True)),
        ({"columns": 3}, {"large_print": True, "columns": 2}, (2, True)),
        ({"columns": 3, "large_print": True}, {"large_print": False}, (3, False)),
    ],
)
def test_the_command_line_goes_before_the_deck(
    deck: dict[str, int], given: dict[str, int], wanted: tuple[int, bool]
) -> None:
    layout = make_page_style(QuizDefaults(**deck), **given)  # type: ignore[arg-type]
    assert (layout.columns, layout.large_print) == wanted


def quiz(folder: Path, keys: str, *options: str) -> bytes:
    """Make the quiz of a small deck with these settings by running the program."""
    (folder / "moons.yaml").write_text(DECK.replace("QUIZ", keys), "utf-8")
    result = CliRunner().invoke(
        main, ["quiz", str(folder / "moons.yaml"), "-o", str(folder), "-q", *options]
    )
    assert result.exit_code == 0, result.output
    return (folder / "quiz.pdf").read_bytes()


def test_a_deck_asks_for_large_print(tmp_path: Path) -> None:
    large = quiz(tmp_path, "large_print: true")
    assert min(sizes(large)) >= 18
    assert quiz(tmp_path, "columns: 3", "--large-print") == large
    assert min(sizes(quiz(tmp_path, "large_print: true", "--no-large-print"))) < 10
    assert quiz(tmp_path, "columns: 1") == quiz(tmp_path, "", "--columns", "1")


@pytest.mark.parametrize("keys", ["columns: 0", "columns: 4", "columns: two", "large_print: big"])
def test_other_values_in_a_deck_are_problems(tmp_path: Path, keys: str) -> None:
    (tmp_path / "moons.yaml").write_text(DECK.replace("QUIZ", keys), "utf-8")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "moons.yaml")])
    assert result.exit_code == 1
    assert keys.partition(":")[0] in result.output


def test_a_built_in_family_prints_first() -> None:
    made = manifest(item(1, "What does ѣ stand for?"))
    assert any("Libertinus" in face for face in faces(render_quiz(made, LABELS)))
    other = faces(render_quiz(made, LABELS, layout=PageStyle(font="new computer modern")))
    assert any("NewCM" in face for face in other)


@needs_dejavu
def test_a_family_of_a_folder_prints_and_the_others_stay_fallbacks() -> None:
    layout = PageStyle(font="DejaVu Sans", folders=(DEJAVU,))
    found = faces(render_quiz(manifest(item(1)), LABELS, layout=layout))
    assert all(face.startswith("DejaVuSans") for face in found)
    made = manifest(item(1, "What is \N{DOUBLE OBLIQUE HYPHEN}?"))
    found = faces(render_quiz(made, LABELS, layout=layout))
    assert any(face.startswith("DejaVuSans") for face in found)
    assert any("Libertinus" in face or "NewCM" in face for face in found)


@needs_dejavu
def test_an_unknown_family_is_an_error_that_lists_what_there_is(tmp_path: Path) -> None:
    (alone,) = refused(manifest(item(1)), layout=PageStyle(font="Comic Sans")).diagnostics
    assert alone.code == "Q504"
    assert "`Libertinus Serif`" in alone.help
    assert "--font-path" in alone.help
    (near,) = refused(
        manifest(item(1)), layout=PageStyle(font="DejaVu San", folders=(DEJAVU,))
    ).diagnostics
    assert near.help.startswith("did you mean `DejaVu Sans`? the folder has ")
    assert "`DejaVu Serif`" in near.help
    (empty,) = refused(
        manifest(item(1)), layout=PageStyle(font="DejaVu", folders=(tmp_path,))
    ).diagnostics
    assert "the folder has no font" in empty.help


def lines(pdf: bytes) -> list[str]:
    """Return the first page's lines as they appear from left to right, without spaces."""
    document = pypdfium2.PdfDocument(pdf)
    text = document[0].get_textpage()
    rows: dict[float, list[tuple[float, str]]] = {}
    for index in range(text.count_chars()):
        char, (left, _, right, _) = (
            chr(raw.FPDFText_GetUnicode(text, index)),
            text.get_charbox(index),
        )
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        if right > left and not char.isspace():
            line = next((each for each in rows if abs(each - y.value) < 1), y.value)
            rows.setdefault(line, []).append((left, char))
    document.close()
    return [
        "".join(char for _, char in sorted(row)) for _, row in sorted(rows.items(), reverse=True)
    ]


@pytest.mark.parametrize("layout", [PageStyle(), PageStyle(1, large_print=True), PageStyle(3)])
@pytest.mark.parametrize("render", [render_quiz, render_key])
@pytest.mark.parametrize(("text", "language"), [(HEBREW, "he"), (ARABIC, "ar")])
def test_a_sheet_from_right_to_left(
    render: Render, layout: PageStyle, text: str, language: str
) -> None:
    answers = ("384,400 km", "Neil (1930)")
    made = manifest(
        item(1, text, (text, *answers), key=(1,)), title=text, source=text, language=language
    )
    if language == "ar" and DEJAVU.is_dir():
        layout = replace(layout, font="DejaVu Sans", folders=(DEJAVU,))
    pdf = render(made, LABELS, layout=layout)
    # Direction marks aren't letters.
    seen = [re.sub("[\u202a-\u202e]", "", line) for line in lines(pdf)]
    backwards = text.replace(" ", "")[::-1]
    assert f"{backwards}.1" in seen
    # Text of the other direction keeps its own order.
    if render is render_quiz:
        assert f"{backwards}.A" in seen
        assert "384,400km.B" in seen
        assert "Neil(1930).C" in seen
        assert "Choosetheonebestanswertoeachquestion." in seen
    (page,) = pages(pdf)
    assert max(char.right for char in page.chars) <= page.width - MARGIN_X + 0.5


def test_a_hebrew_option_in_an_english_quiz_keeps_its_full_stop() -> None:
    assert "A..\N{HEBREW LETTER HET}\N{HEBREW LETTER RESH}" in lines(
        render_quiz(
            manifest(item(1, "Which?", ("\N{HEBREW LETTER RESH}\N{HEBREW LETTER HET}.", "b"))),
            LABELS,
        )
    )


@pytest.mark.parametrize("render", [render_quiz, render_key])
def test_a_file_tells_nothing_of_who_made_it(render: Render, tmp_path: Path) -> None:
    data = render(manifest(item(1)), LABELS, layout=PageStyle(folders=(tmp_path,)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert set(pdf.docinfo.keys()) == {"/Title", "/Creator", "/CreationDate", "/ModDate"}
        assert str(pdf.docinfo["/Creator"]).startswith("Typst")
        assert str(pdf.docinfo["/CreationDate"]) == "D:20000101000000Z"
        told = [bytes(pdf.Root.Metadata.read_bytes())]
        told += [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
        told += [each.unparse() for each in pdf.objects]
    everything = b"\n".join(told)
    for name in {
        getpass.getuser(),
        socket.gethostname(),
        Path.home().as_posix(),
        tmp_path.as_posix(),
    } - {"root"}:
        assert name.encode() not in everything


def test_a_file_is_small_and_keeps_its_tags() -> None:
    made = manifest(*token_items([(4, 4, 1)] * 40))
    data = render_quiz(made, LABELS)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        loose = io.BytesIO()
        pdf.save(
            loose, object_stream_mode=pikepdf.ObjectStreamMode.disable, fix_metadata_version=False
        )
        kinds = [
            str(each.get("/S")) for each in pdf.objects if isinstance(each, pikepdf.Dictionary)
        ]
        assert kinds.count("/H2") == 40
        assert kinds.count("/LI") == 40 * 4
        assert not pdf.check_pdf_syntax()
    assert len(data) < len(loose.getvalue()) / 2


def test_two_processes_make_the_same_bytes(tmp_path: Path) -> None:
    (tmp_path / "moons.yaml").write_text(DECK.replace("QUIZ", ""), "utf-8")
    made = []
    for folder in ("one", "two"):
        arguments = ["quiz", str(tmp_path / "moons.yaml"), "-q", "-o", str(tmp_path / folder)]
        subprocess.run([sys.executable, "-m", "quizgen", *arguments], check=True, env=None)
        made.append({path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()})
    assert made[0] == made[1]
    assert set(made[0]) == {"quiz.pdf", "quiz-key.pdf", "quiz.json"}
