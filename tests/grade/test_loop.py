"""From a printed quiz over marked sheets to the cards that a student still needs."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pypdfium2
import pytest
from anki_support import import_package, open_collection
from click.testing import CliRunner
from PIL import Image, ImageChops, ImageDraw

from quizgen.cli import main
from quizgen.quiz.geometry import PageLayout, SheetLayout
from quizgen.quiz.manifest import Manifest, Version
from quizgen.quiz.printed_items import labelled_rows, printed
from quizgen.quiz.read_manifest import read_manifest
from quizgen.resources import shipped

DECK = str(shipped("decks") / "us-russia-2020.yaml")
_DPI = 150


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, list(arguments))
    assert done.exit_code == 0, done.output
    return done.output


def right_letters(version: Version, manifest: Manifest, layout: SheetLayout) -> dict[str, str]:
    """Return the right letter of each row of multiple choice."""
    letters = {row.label: row.letters for row in layout.rows}
    return {
        label: letters[label][item.key[0]]
        for section in printed(manifest, version)
        for item in section
        for label, _ in labelled_rows(item)
    }


def fill(
    picture: Image.Image, page: PageLayout, layout: SheetLayout, marks: dict[str, str]
) -> None:
    """Fill the bubbles of a page with a pen."""
    pen, pixels = ImageDraw.Draw(picture), _DPI / 25.4
    for bubble in page.bubbles:
        if marks.get(layout.rows[bubble.index].label) == bubble.letter:
            box = [
                (bubble.x - bubble.radius) * pixels,
                (bubble.y - bubble.radius) * pixels,
                (bubble.x + bubble.radius) * pixels,
                (bubble.y + bubble.radius) * pixels,
            ]
            pen.ellipse(box, fill=30)


def reds_in(picture: Image.Image) -> tuple[int, int, int, int] | None:
    """Return the box of what is red in a picture."""
    red, green, _ = picture.convert("RGB").split()
    return ImageChops.subtract(red, green).point(lambda value: 255 * (value > 80)).getbbox()


def check_sheets() -> None:
    """Check that Ben's sheet has one cross in red, and Anna's has none."""
    reds, made = {}, sorted(Path("results/sheets").iterdir())
    assert [path.name for path in made] == ["1-Anna.pdf", "2-Ben.pdf"]
    for path in made:
        picture = pypdfium2.PdfDocument(path)[0].render(scale=_DPI / 72).to_pil()
        # The score at the upper edge is red as well.
        edge = picture.height // 20
        assert picture.height > picture.width
        assert reds_in(picture.crop((0, 0, picture.width, edge)))
        reds[path.name] = reds_in(picture.crop((0, edge, *picture.size)))
    assert reds["1-Anna.pdf"] is None
    assert reds["2-Ben.pdf"]
    before = {path: path.read_bytes() for path in made}
    run("grade", "quiz.json", "--sheets")
    assert {path: path.read_bytes() for path in made} == before
    Path("scan-2.png").rename("elsewhere.png")
    assert "Q731" in run("grade", "quiz.json", "--sheets")
    Path("elsewhere.png").rename("scan-2.png")


@pytest.mark.xdist_group("scans")
@pytest.mark.parametrize("turn", [0, 270])
def test_a_wrong_answer_becomes_the_card_that_the_student_needs(
    turn: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("class.csv").write_text("name,number\nAnna,1\nBen,2\n", "utf-8")
    run("quiz", DECK, "--students", "class.csv", "--answer-sheet", "--items", "8")
    manifest = read_manifest(Path("quiz.json"))
    assert manifest.sheet
    document = pypdfium2.PdfDocument(Path("answer-sheet.pdf"))
    pictures = [page.render(scale=_DPI / 72, grayscale=True).to_pil() for page in document]
    sheets = [picture for picture in pictures if picture.getextrema()[0] < 128]
    assert len(sheets) == 2
    missed: list[str] = []
    for picture, paper, version in zip(
        sheets, manifest.sheet.papers, manifest.versions, strict=True
    ):
        layout = manifest.sheet.layouts[paper.layout]
        marks = right_letters(version, manifest, layout)
        if version.version == "2":
            first, *_ = marks
            row = next(each for each in layout.rows if each.label == first)
            marks[first] = next(each for each in row.letters if each != marks[first])
            missed = list(manifest.items[version.sections[0][0].item].facts)
        fill(picture, layout.pages[0], layout, marks)
        # Scanners take sheets in any way round.
        turned = picture.rotate(turn, expand=True)
        turned.save(f"scan-{version.version}.png")
    told = run("grade", "quiz.json", "scan-1.png", "scan-2.png", "--deck", DECK, "--sheets")
    assert "2 papers marked\n" in told
    text = Path("results/results.csv").read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [(row["name"], row["total"]) for row in rows] == [("Anna", "8.00"), ("Ben", "7.00")]
    check_sheets()
    made = run("anki", DECK, "--missed", "results/responses.csv", "-o", "cards")
    assert "1 student missed nothing" in made
    assert sorted(path.name for path in Path("cards").iterdir()) == ["2-Ben.apkg", "class.apkg"]
    collection = open_collection(tmp_path)
    assert import_package(collection, Path("cards/2-Ben.apkg")).new
    notes = [collection.get_note(each).fields for each in collection.find_notes("")]
    facts = {f"us-russia-2020/{fact}/" for fact in missed}
    assert facts
    assert all(any(each.startswith(tuple(facts)) for each in fields) for fields in notes)
    collection.close()
