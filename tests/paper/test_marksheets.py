"""Answer sheets of real quizzes: the paper shows what the manifest says about them."""

from __future__ import annotations

import io
import json
import math
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pytest
from click.testing import CliRunner
from deck_support import ROOT
from pdf_support import pages
from scan_support import circles, markers, page_count, qr_text, scanned

from quizgen.cli import main
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.printed_items import printed
from quizgen.quiz.read_manifest import read_manifest
from quizgen.resources import shipped

DECK = str(ROOT / "decks" / "us-russia-2020.yaml")
NEAR = 0.2
ALL = "choice,multiple,true-false,matching,ordering,odd-one-out,fill-in,short"
ROSTER = "Name;Number;Class\nÅsa Öberg;1001;7b\nIvan Petrov;1002;7b\nMaria Hohenstein;1003;7b\n"
SCHEMA = json.loads((shipped("templates") / "print" / "manifest.schema.json").read_text("utf-8"))


def quiz(folder: Path, *options: str, deck: str = DECK) -> dict[str, Any]:
    result = CliRunner().invoke(main, ["quiz", deck, "-o", str(folder), *options])
    assert result.exit_code == 0, result.output
    document: dict[str, Any] = json.loads((folder / "quiz.json").read_bytes())
    jsonschema.validate(document, SCHEMA)
    return document


def assert_page(pdf: bytes, number: int, page: dict[str, Any], code: str) -> None:
    """Find every marker and bubble where the manifest says, and only the expected code."""
    image = scanned(pdf, number)
    seen = markers(image)
    for marker in page["markers"]:
        assert math.dist(seen[marker["id"]][:2], (marker["x"], marker["y"])) < NEAR
    assert qr_text(image) == code
    bubbles = [*page["bubbles"], *page["number"], *page["version"]]
    found = circles(image, bubbles[0]["radius"])
    for bubble in bubbles:
        assert any(math.dist(middle, (bubble["x"], bubble["y"])) < NEAR for middle in found), bubble


def wanted_rows(manifest: Manifest, index: int) -> list[tuple[str, int]]:
    """Return each row's label and the number of options that need bubbles."""
    rows = []
    for section in printed(manifest, manifest.versions[index]):
        for item in section:
            parts = len(item.left) or (len(item.options) if item.item.form == "ordering" else 0)
            labels = [f"{item.number}.{part}" for part in range(1, parts + 1)] or [str(item.number)]
            rows += [(label, len(item.options)) for label in labels]
    return rows


def test_one_sheet_for_a_class(tmp_path: Path) -> None:
    document = quiz(tmp_path, "--versions", "4", "--answer-sheet", "--digits", "4")
    pdf = (tmp_path / "answer-sheet.pdf").read_bytes()
    assert page_count(pdf) == 1
    (paper,) = document["sheet"]["papers"]
    layout = document["sheet"]["layouts"][paper["layout"]]
    (page,) = layout["pages"]
    assert_page(pdf, 0, page, f"Q1/{document['fingerprint']}//1/1/{paper['layout']}")
    assert {bubble["letter"] for bubble in page["version"]} == set("ABCD")
    assert len(page["number"]) == 40
    manifest = read_manifest(tmp_path / "quiz.json")
    for version in range(4):
        wanted = wanted_rows(manifest, version)
        assert [row["label"] for row in layout["rows"]] == [label for label, _ in wanted]
        assert all(
            len(row["letters"]) >= count
            for row, (_, count) in zip(layout["rows"], wanted, strict=True)
        )


def test_a_sheet_for_each_student(tmp_path: Path) -> None:
    (tmp_path / "7b.csv").write_text(ROSTER, encoding="utf-8")
    options = (
        "--students",
        str(tmp_path / "7b.csv"),
        "--answer-sheet",
        "--forms",
        ALL,
        "--items",
        "24",
        # No blank pages, so that the pages of the file are those of the layouts.
        "--no-duplex",
    )
    document = quiz(tmp_path / "out", *options, "--paper", "letter", "--large-print")
    pdf = (tmp_path / "out" / "answer-sheet.pdf").read_bytes()
    manifest = read_manifest(tmp_path / "out" / "quiz.json")
    words = [page.words for page in pages(pdf)]
    number = 0
    for index, (paper, version) in enumerate(
        zip(document["sheet"]["papers"], manifest.versions, strict=True)
    ):
        layout = document["sheet"]["layouts"][paper["layout"]]
        wanted = wanted_rows(manifest, index)
        assert [row["label"] for row in layout["rows"]] == [label for label, _ in wanted]
        for place, page in enumerate(layout["pages"], 1):
            count = len(layout["pages"])
            sheet = f"Q1/{manifest.fingerprint}/{paper['paper']}"
            code = f"{sheet}/{place}/{count}/{paper['layout']}"
            assert_page(pdf, number, page, code)
            assert version.student is not None
            assert version.student.name in words[number]
            number += 1
    assert number == len(words)
    by_hand = [
        row
        for layout in document["sheet"]["layouts"].values()
        for row in layout["rows"]
        if row["by_hand"]
    ]
    assert by_hand
    assert all(row["letters"] == ["0", "1"] for row in by_hand)


def test_sheets_bound_behind_the_papers(tmp_path: Path) -> None:
    document = quiz(tmp_path, "--versions", "2", "--bound")
    assert not (tmp_path / "answer-sheet.pdf").exists()
    pdf = (tmp_path / "quiz.pdf").read_bytes()
    read = pages(pdf)
    ends = [number for number, page in enumerate(read) if "Answer sheet" in page.words]
    assert len(ends) == 2
    assert ends[-1] == len(read) - 1
    for letter, end, paper in zip("AB", ends, document["sheet"]["papers"], strict=True):
        assert paper["paper"] == letter
        assert f"Version {letter}" in read[end].words
        layout = document["sheet"]["layouts"][paper["layout"]]
        assert_page(
            pdf,
            end,
            layout["pages"][0],
            f"Q1/{document['fingerprint']}/{letter}/1/1/{paper['layout']}",
        )
    with pikepdf.open(io.BytesIO(pdf)) as document_read:
        assert "/StructTreeRoot" in document_read.Root
    split = quiz(tmp_path / "split", "--versions", "2", "--bound", "--split")
    first, last = (
        page_count((tmp_path / "split" / f"quiz-{letter}.pdf").read_bytes()) for letter in "AB"
    )
    # A blank page follows a version with an odd number of pages.
    assert first + first % 2 + last == len(read)
    assert split["sheet"] == document["sheet"]


def test_what_was_printed_is_kept(tmp_path: Path) -> None:
    with_sheet = quiz(tmp_path, "--versions", "2", "--answer-sheet")
    assert quiz(tmp_path, "--versions", "2") == with_sheet, (
        "the geometry stays, as the sheets are handed out"
    )
    again = tmp_path / "answer-sheet.pdf"
    before = again.read_bytes()
    again.unlink()
    result = CliRunner().invoke(main, ["quiz", str(tmp_path / "quiz.json"), "--answer-sheet"])
    assert result.exit_code == 0, result.output
    assert again.read_bytes() == before
    assert json.loads((tmp_path / "quiz.json").read_bytes()) == with_sheet


def test_sheets_of_an_earlier_printing_stay_known(tmp_path: Path) -> None:
    """A large-print sheet for one pupil must not make the other sheets unreadable."""
    first = quiz(tmp_path, "--versions", "2", "--answer-sheet")["sheet"]
    large = quiz(tmp_path, "--versions", "2", "--answer-sheet", "--large-print")["sheet"]
    assert len(large["layouts"]) == 2
    assert first["layouts"].items() < large["layouts"].items()
    assert large["papers"][: len(first["papers"])] == first["papers"]
    document = json.loads((tmp_path / "quiz.json").read_bytes())
    del document["sheet"]["papers"][0]["version"]
    (tmp_path / "quiz.json").write_text(json.dumps(document), encoding="utf-8")
    assert quiz(tmp_path, "--versions", "2", "--answer-sheet")["sheet"] == large
    again = CliRunner().invoke(
        main, ["quiz", str(tmp_path / "quiz.json"), "--bound", "--digits", "0"]
    )
    assert again.exit_code == 0, again.output
    bound = json.loads((tmp_path / "quiz.json").read_bytes())
    jsonschema.validate(bound, SCHEMA)
    assert large["layouts"].items() < bound["sheet"]["layouts"].items()
    pdf = (tmp_path / "answer-sheet.pdf").read_bytes()
    assert qr_text(scanned(pdf, 0)).rpartition("/")[2] in bound["sheet"]["layouts"]
    again = CliRunner().invoke(
        main, ["quiz", str(tmp_path / "quiz.json"), "--bound", "--digits", "0"]
    )
    assert json.loads((tmp_path / "quiz.json").read_bytes()) == bound


def test_sheets_stay_known_to_a_build_and_to_papers_from_elsewhere(tmp_path: Path) -> None:
    folder = tmp_path / "us-russia-2020"
    known = quiz(folder, "--answer-sheet")["sheet"]
    built = CliRunner().invoke(main, ["build", DECK, "-o", str(tmp_path), "--no-lock"])
    assert built.exit_code == 0, built.output
    assert json.loads((folder / "quiz.json").read_bytes())["sheet"] == known
    assert quiz(tmp_path / "other")["sheet"] is None
    printed_again = [
        "quiz",
        str(tmp_path / "other" / "quiz.json"),
        "-o",
        str(folder),
        "--pdf",
        "key",
    ]
    again = CliRunner().invoke(main, printed_again)
    assert again.exit_code == 0, again.output
    assert json.loads((folder / "quiz.json").read_bytes())["sheet"] == known


def test_the_manifest_says_whose_sheet_it_is(tmp_path: Path) -> None:
    """The id in a QR code need not be the student's number."""
    numbers = ["1001", "№5", "x" * 41, "4 a"]
    roster = "Name,Number\n" + "".join(f"Pupil {n},{number}\n" for n, number in enumerate(numbers))
    (tmp_path / "7b.csv").write_text(roster, encoding="utf-8")
    document = quiz(tmp_path / "out", "--students", str(tmp_path / "7b.csv"), "--answer-sheet")
    papers = document["sheet"]["papers"]
    assert [paper["version"] for paper in papers] == numbers
    assert [
        paper["version"]
        for paper in document["sheet"]["papers"]
        if paper["paper"] == paper["version"]
    ] == ["1001"]
    assert {paper["version"] for paper in papers} <= {
        version["version"] for version in document["versions"]
    }


@pytest.mark.parametrize(("versions", "whose"), [("1", "A"), ("3", "")])
def test_a_sheet_for_a_class_says_whether_it_is_for_one_version(
    tmp_path: Path, versions: str, whose: str
) -> None:
    (paper,) = quiz(tmp_path, "--versions", versions, "--answer-sheet")["sheet"]["papers"]
    assert (paper["paper"], paper["version"]) == ("", whose)


@pytest.mark.parametrize("points", ["0.5", "2", "12"])
def test_points_by_hand(tmp_path: Path, points: str) -> None:
    deck = tmp_path / "deck.yaml"
    terms = "".join(
        f"  t{n}: {{name: word{n}, definition: meaning number {n}}}\n" for n in range(6)
    )
    deck.write_text(
        (
            f"deck: test\ntitle: A test\nquiz: {{forms: [short], items: 3, points: {points}}}\n"
            f"terms:\n{terms}"
        ),
        encoding="utf-8",
    )
    document = quiz(tmp_path / "out", "--answer-sheet", deck=str(deck))
    (layout,) = document["sheet"]["layouts"].values()
    assert {tuple(row["letters"]) for row in layout["rows"]} == {
        ("0", "1", "2") if points == "2" else ()
    }
    assert {row["points"] for row in layout["rows"]} == {float(points)}
    assert [row["index"] for row in layout["pages"][0]["by_hand"]] == [0, 1, 2]


LENGTHS = """
deck: lengths
title: Lengths
quiz: {at_least: 3}
questions:
"""


def lengths(folder: Path, *options: str) -> tuple[dict[str, Any], Manifest]:
    """Print a quiz whose items have three or four options."""
    deck = folder / "lengths.yaml"
    given = (
        "[one, two]",
        "[red, green, blue]",
        "[ash, oak]",
        "[salt, iron, lead]",
        "[Bonn, Rome]",
        "[cat, dog, cow]",
    )
    asked = (
        f"  q{n}: {{ask: Number {n}?, answer: none {n}, distractors: {each}}}"
        for n, each in enumerate(given)
    )
    deck.write_text(LENGTHS + "\n".join(asked), encoding="utf-8")
    document = quiz(folder / "out", "--pdf", "none", *options, deck=str(deck))
    return document, read_manifest(folder / "out" / "quiz.json")


def counts(manifest: Manifest) -> list[list[int]]:
    """Return for each version the number of options of its items, by item number."""
    return [
        [len(item.options) for part in printed(manifest, each) for item in part]
        for each in manifest.versions
    ]


def bubbles(document: dict[str, Any]) -> list[list[int]]:
    """Return for each sheet its rows' numbers of bubbles, in the rows and in the geometry."""
    found = []
    for paper in document["sheet"]["papers"]:
        layout = document["sheet"]["layouts"][paper["layout"]]
        placed = [bubble["index"] for page in layout["pages"] for bubble in page["bubbles"]]
        found.append([len(row["letters"]) for row in layout["rows"]])
        assert found[-1] == [placed.count(index) for index in range(len(layout["rows"]))]
    return found


def test_a_row_has_the_letters_of_its_item(tmp_path: Path) -> None:
    document, manifest = lengths(tmp_path, "--answer-sheet")
    assert bubbles(document) == counts(manifest)
    assert set(counts(manifest)[0]) == {3, 4}


@pytest.mark.parametrize("kind", ["students", "bound"])
def test_a_sheet_of_ones_own_has_the_letters_of_its_items(tmp_path: Path, kind: str) -> None:
    (tmp_path / "7b.csv").write_text(ROSTER, encoding="utf-8")
    options = (
        ("--versions", "3", "--bound")
        if kind == "bound"
        else ("--students", str(tmp_path / "7b.csv"))
    )
    document, manifest = lengths(tmp_path, "--answer-sheet", *options)
    assert bubbles(document) == counts(manifest)
    assert len({tuple(each) for each in counts(manifest)}) > 1


def test_versions_share_the_longest_row_at_a_number(tmp_path: Path) -> None:
    document, manifest = lengths(tmp_path, "--answer-sheet", "--versions", "2")
    assert bubbles(document) == [[max(each) for each in zip(*counts(manifest), strict=True)]]
    assert [paper["paper"] for paper in document["sheet"]["papers"]] == [""]
