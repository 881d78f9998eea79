"""Word documents, read by python-docx and rendered by LibreOffice."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree.ElementTree import fromstring

import docx
import pytest
import typst
from deck_support import ROOT, project_of
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from libreoffice_support import converted, needs_libreoffice, pdf_lines
from office_support import (
    BLUE,
    RED,
    WEB,
    choices,
    every_kind,
    full_set,
    question,
    set_of,
    with_stem,
)
from PIL import Image

from quizgen.exchange.model import Answering, Option, Question, QuestionSet
from quizgen.exchange.texts import clean
from quizgen.export.word import WordWriter
from quizgen.export.writer import Source
from quizgen.markup.formula import tree_of
from quizgen.markup.nodes import Formula
from quizgen.markup.office_math import NAMESPACE, office_math
from quizgen.markup.written import text_of
from quizgen.office.rasters import raster
from quizgen.quiz.manifest import HeadField, Picture

FORMULAS = [
    line.split("\t")[0]
    for line in (ROOT / "tests" / "markup" / "formulas.txt").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def _documents(questions: QuestionSet, **given: object) -> tuple[docx.document.Document, ...]:
    files = WordWriter(**given).written(questions).files  # type: ignore[arg-type]
    names = ("deck-quiz.docx", "deck-key.docx")
    return tuple(docx.Document(io.BytesIO(files[name])) for name in names)


def _texts(document: docx.document.Document, style: str) -> list[str]:
    """Return the texts in a style, also of tables."""
    paragraphs = [
        docx.text.paragraph.Paragraph(each, document)
        for each in document.element.body.iter(qn("w:p"))
    ]
    return [each.text for each in paragraphs if each.style and each.style.name == style]


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(choices())
def test_hostile_texts_come_back(made: Question) -> None:
    quiz, key = _documents(set_of([made]))
    assert _texts(quiz, "Question") == [clean(made.stem)]
    assert _texts(quiz, "Option") == [clean(option.text) for option in made.options]
    right = made.options[made.key[0]].text
    assert _texts(key, "Question") == [f"{'ABCD'[made.key[0]]}. {clean(right)}"]


def test_numbers_and_letters_come_from_styles() -> None:
    quiz, _ = _documents(full_set())
    levels = {}
    for name in ("Question", "Option"):
        number = quiz.styles[name].element.pPr.numPr
        levels[name] = (number.numId.val, number.ilvl.val)
    assert levels["Question"] == (levels["Option"][0], 0)
    assert levels["Option"][1] == 1
    numbering = quiz.part.numbering_part.element
    kinds = {
        each.get(qn("w:val"))
        for level in numbering.iter(qn("w:lvl"))
        if level.find(qn("w:pStyle")) is not None
        for each in level.findall(qn("w:numFmt"))
    }
    assert {"decimal", "upperLetter"} <= kinds
    # Nobody wrote a number by hand.
    assert not any(text[:1].isdigit() for text in _texts(quiz, "Question"))


def test_every_kind_has_its_place() -> None:
    quiz, key = _documents(full_set())
    assert len(_texts(quiz, "Question")) == len(every_kind())
    assert _texts(quiz, "Entry") == ["________ France", "________ Italy"]
    assert "☐ True\t☐ False" in _texts(quiz, "Question Text")
    assert len(_texts(quiz, "Answer Line")) == 4
    assert _texts(quiz, "Passage")[:2] == ["A tale", "Once upon a time."]
    assert _texts(quiz, "List Bullet") == ["by the map", "by law"]
    answers = _texts(key, "Question")
    assert answers[1:5] == ["A. Paris; B. Rome; C. Oslo", "True", "1) A, 2) B", "B, A, C"]
    told = _texts(key, "Explanation")
    assert "Not Rome: That is Italy." in told
    assert "Atlas, paragraph 3" in told


def test_pictures_have_alternative_texts() -> None:
    options = [Option("A blue box", BLUE), Option("A red box", RED), Option("A web box", WEB)]
    made = question(Answering.ONE, "Which?", options=options, key=[0], pictures=(RED,))
    quiz, _ = _documents(set_of([made]))
    told = [each.get("descr") for each in quiz.element.body.iter(qn("wp:docPr"))]
    assert told == ["A red box", "A blue box", "A red box", "A web box"]
    parts = {str(part.partname).rpartition(".")[2] for part in quiz.part.package.iter_parts()}
    # Drawings and WebP become what every version of Word shows.
    assert "png" in parts
    assert not parts & {"svg", "webp"}


def _jpeg_without_a_name() -> bytes:
    written = io.BytesIO()
    Image.new("CMYK", (20, 10)).save(written, "JPEG")
    data = written.getvalue()
    # Without its first marker, a JPEG begins with its tables.
    length = int.from_bytes(data[4:6], "big")
    return data[:2] + data[4 + length :]


def test_a_jpeg_without_the_name_of_its_format_is_shown() -> None:
    name = "quizgen-" + "d" * 32 + ".jpg"
    picture = Picture(name, "A box", 20, 10)
    made = question(Answering.ONE, "?", options="ab", key=[0], pictures=(picture,))
    questions = set_of([made], pictures={name: _jpeg_without_a_name()})
    assert WordWriter().written(questions).losses == ()
    quiz, _ = _documents(questions)
    assert [each.get("descr") for each in quiz.element.body.iter(qn("wp:docPr"))] == ["A box"]


def test_letters_of_a_drawing_are_drawn() -> None:
    dark = []
    for words in ("", "Ab", "שלום"):
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="30" viewBox="0 0 90 30">'
            f'<text x="5" y="22" font-size="20">{words}</text></svg>'
        )
        made = raster(RED, {RED.file: svg.encode()})
        assert made
        with Image.open(io.BytesIO(made.data)) as image:
            dark.append(sum(image.convert("L").histogram()[:128]))
    assert dark[0] == 0
    assert dark[1] > 50
    # Hebrew needs a font of the system.
    assert dark[2] > 50 or not _has_hebrew()


def _has_hebrew() -> bool:
    fonts = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    return any("Hebrew" in family or "DejaVu Sans" in family for family in fonts.families())


def test_a_picture_that_cannot_be_converted_is_a_loss() -> None:
    made = question(Answering.ONE, "Which?", options=["a", "b"], key=[0], pictures=(RED,))
    written = WordWriter().written(set_of([made], pictures={RED.file: b"<svg"}))
    (loss,) = written.losses
    assert (loss.code, loss.place) == ("Q800", made.place)
    assert "A red box" in loss.message
    assert "things/one" in loss.message


def test_formulas_are_math_of_word() -> None:
    stem = r"$x^2$ and $$\sum_{i=1}^{n} \frac{1}{i}$$"
    quiz, _ = _documents(set_of([question(Answering.WORDS, stem, answer="1")]))
    body = quiz.element.body
    assert len(list(body.iter(f"{{{NAMESPACE}}}oMath"))) == 2
    assert len(list(body.iter(f"{{{NAMESPACE}}}oMathPara"))) == 1
    large = next(body.iter(f"{{{NAMESPACE}}}nary"))
    parts = [each.tag.rpartition("}")[2] for each in large]
    assert parts == ["naryPr", "sub", "sup", "e"]


@pytest.mark.parametrize("latex", FORMULAS)
def test_no_letter_of_a_formula_is_lost(latex: str) -> None:
    tree = tree_of(latex)
    made = office_math(tree)
    shown = "".join(each.text or "" for each in made.iter(f"{{{NAMESPACE}}}t"))
    signs = "".join(
        each.get(f"{{{NAMESPACE}}}val", "")
        for name in ("chr", "begChr", "endChr")
        for each in made.iter(f"{{{NAMESPACE}}}{name}")
    )
    # Word has an accent as a combining character.
    text = "".join(each.text or "" for each in tree.iter()).replace("\N{CARON}", "")
    letters = set(filter(str.isalnum, text))
    assert letters <= set(shown + signs)
    assert all(each.tag.startswith(f"{{{NAMESPACE}}}") for each in made.iter())


@pytest.mark.parametrize("latex", [r"\frac{a}", r"\foo"])
def test_what_is_no_formula_stays_readable(latex: str) -> None:
    made = with_stem(question(Answering.WORDS, "?", answer="1"), text_of((Formula(latex),)))
    quiz, _ = _documents(set_of([made]))
    assert _texts(quiz, "Question") == [latex]


def test_the_same_questions_give_the_same_bytes() -> None:
    first, second = (WordWriter().written(full_set()).files for _ in range(2))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first["deck-quiz.docx"])) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert core.count("2000-01-01T00:00:00Z") == 2
    assert "geo, europe" in core
    assert "python-docx" not in core


def test_a_german_quiz_is_german() -> None:
    head = [HeadField("school", "Goethe"), HeadField("teacher", "")]
    quiz, key = _documents(full_set("de"), head=head)
    lines = _texts(quiz, "Name Line")
    assert lines[0] == "Schule: Goethe"
    assert lines[1].startswith("Name: ")
    assert any(line.startswith("Lehrkraft") or "Lehr" in line for line in lines)
    assert _texts(key, "Title") == ["Lösungen"]
    footer = quiz.sections[0].footer.part.element
    assert len(list(footer.iter(qn("w:fldSimple")))) == 2
    assert "Seite" in "".join(each.text or "" for each in footer.iter(qn("w:t")))
    spoken = next(quiz.styles.element.iter(qn("w:lang")))
    assert spoken.get(qn("w:val")) == "de-DE"


def test_lines_run_from_right_to_left() -> None:
    made = question(Answering.ONE, "מהי **בירת** צרפת?", options=["פריז", "רומא"], key=[0])
    pairs = question(Answering.PAIRS, "?", left=("א",), options=["ב", "ג"], key=[0], id="b")
    quiz, _ = _documents(set_of([made, pairs], "he"))
    assert quiz.styles["Normal"].element.pPr.find(qn("w:bidi")) is not None
    (run, bold, _) = next(
        each for each in quiz.paragraphs if each.style and each.style.name == "Question"
    ).runs
    assert run.font.rtl
    assert bold.font.cs_bold
    assert next(quiz.element.body.iter(qn("w:bidiVisual"))) is not None


def test_paper_and_head_are_those_of_the_deck(tmp_path: Path) -> None:
    deck = """
quiz: {paper: letter, head: {school: Goethe, teacher: true}}
treaties:
  a: {name: A, signed: 1987}
  b: {name: B, signed: 1991}
  c: {name: C, signed: 1997}
  d: {name: D, signed: 2002}
"""
    written = WordWriter().write(Source(project_of(tmp_path, deck)))
    quiz = docx.Document(io.BytesIO(next(iter(written.files.values()))))
    assert round(quiz.sections[0].page_height.mm) == 279
    assert "School: Goethe" in _texts(quiz, "Name Line")


def test_every_part_is_well_formed() -> None:
    for data in WordWriter().written(full_set()).files.values():
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                if name.endswith((".xml", ".rels")):
                    fromstring(archive.read(name))  # noqa: S314 - quizgen made it


# Word refuses a document whose properties stand in another order than the schema's.
ORDERS = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr "
    "suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct "
    "topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind "
    "contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment "
    "textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint "
    "noProof snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect "
    "bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath",
    "sectPr": "headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc "
    "pgBorders lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi "
    "rtlGutter docGrid printerSettings sectPrChange",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW "
    "jc tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr",
    "pBdr": "top left bottom right between bar",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden "
    "unhideWhenUsed qFormat locked personal personalCompose personalReply rsid pPr rPr tblPr trPr "
    "tcPr tblStylePr",
    "numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
}


@pytest.mark.parametrize("language", ["en", "he"])
def test_properties_stand_in_the_order_of_the_schema(language: str) -> None:
    head = [HeadField("school", "Goethe"), HeadField("teacher", "")]
    quiz, key = _documents(full_set(language), head=head)
    for document in (quiz, key):
        parts = (
            document.element,
            document.styles.element,
            document.part.numbering_part.element,
            document.sections[0].footer.part.element,
        )
        for each in (element for part in parts for element in part.iter()):
            order = ORDERS.get(str(each.tag).rpartition("}")[2], "").split()
            if order and each.tag.startswith("{http://schemas.openxmlformats.org/wordproc"):
                places = [order.index(child.tag.rpartition("}")[2]) for child in each]
                assert places == sorted(places), [child.tag for child in each]


@needs_libreoffice
def test_libreoffice_shows_numbers_letters_and_rules(tmp_path: Path) -> None:
    path = tmp_path / "quiz.docx"
    path.write_bytes(WordWriter().written(full_set()).files["deck-quiz.docx"])
    lines = pdf_lines(converted(path, "pdf"))
    squeezed = [line.replace(" ", "") for line in lines]
    assert any(line.startswith("1.Whatisthecapitalof") for line in squeezed)
    assert "B.Rome" in squeezed
    assert f"6.ThecapitalofFranceis{'_' * 20}." in squeezed
    assert any(line.startswith("2)") and "Italy" in line for line in squeezed)
    assert "Page1of2" in squeezed or "Page1of1" in squeezed
