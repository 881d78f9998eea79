"""The overlay: the right bubbles filled where the answer sheet has them."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
from click.testing import CliRunner, Result
from deck_support import ROOT
from pdf_support import pages

from quizgen.cli import main
from quizgen.language.labels import load_labels
from quizgen.paper.answer_sheet_rows import rows_of
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.read_manifest import read_manifest
from quizgen.quiz.score import Marks, score

DECK = ROOT / "decks" / "us-russia-2020.yaml"
FORMS = "choice,true-false,multiple,matching,ordering,short"
_MM = 72 / 25.4
# Of grey from 0 to 255: a disc is darker than paper, and paper is white.
_PAPER = 240


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def filled(manifest: Manifest, name: str, pdf: bytes, page: int) -> dict[str, frozenset[str]]:
    """Return the letters of each row that a page of the overlay fills."""
    assert manifest.sheet
    paper = next(each for each in manifest.sheet.papers if each.version in {name, ""})
    layout = manifest.sheet.layouts[paper.layout]
    assert len(layout.pages) == 1
    picture = pypdfium2.PdfDocument(pdf)[page].render(scale=2).to_pil().convert("L")
    found: dict[str, set[str]] = {row.label: set() for row in layout.rows}
    for bubble in layout.pages[0].bubbles:
        spot = (round(bubble.x * _MM * 2), round(bubble.y * _MM * 2))
        if picture.getpixel(spot) < _PAPER:
            found[layout.rows[bubble.index].label].add(bubble.letter)
    return {label: frozenset(letters) for label, letters in found.items()}


def test_a_sheet_filled_like_the_overlay_is_right(tmp_path: Path) -> None:
    asked = ("--items", 14, "--forms", FORMS, "--versions", 2, "--pdf", "none")
    done = run("quiz", DECK, *asked, "--overlay", "-o", tmp_path)
    assert done.exit_code == 0, done.output
    manifest = read_manifest(tmp_path / "quiz.json")
    pdf = (tmp_path / "overlay.pdf").read_bytes()
    for number, version in enumerate(manifest.versions):
        assert f"Version {version.version}" in pages(pdf)[number].text
        assert manifest.fingerprint in pages(pdf)[number].text
        rows = rows_of(manifest, version, load_labels("en").texts)
        marks = filled(manifest, version.version, pdf, number)
        by_hand = {row.label for row in rows if row.by_hand}
        scored = score(manifest, version.version, rows, Marks(marks))
        assert not any(marks[label] for label in by_hand)
        lettered = [each for each in scored.items if str(each.number) not in by_hand]
        assert len(lettered) > 5
        assert all(each.earned == each.points for each in lettered)


def test_students_share_the_overlay_of_their_version(tmp_path: Path) -> None:
    roster, out = tmp_path / "class.csv", tmp_path / "out"
    roster.write_text("name,number\nAnna,7\nBen,8\nCleo,9\n", "utf-8")
    asked = ("--items", 4, "--students", roster, "--versions", 2, "--pdf", "none")
    assert run("quiz", DECK, *asked, "--overlay", "-o", out).exit_code == 0
    printed = [page.text for page in pages((out / "overlay.pdf").read_bytes())]
    assert ["Version A" in page for page in printed] == [True, False]
    assert "Version B" in printed[1]
    (out / "overlay.pdf").unlink()
    assert run("quiz", out / "quiz.json", "--only", "9", "--overlay").exit_code == 0
    assert len(pages((out / "overlay.pdf").read_bytes())) == 1
