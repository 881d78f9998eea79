"""The logo above the title of a paper, and the cover before its items."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from media_support import picture
from pdf_support import pages

from quizgen.cli import main
from quizgen.quiz.read_manifest import read_manifest

DECK = """
deck: lakes
title: Lakes
quiz: {{forms: [short], items: 2, versions: 2, instructions: Take your time.{more}}}
questions:
  tiber: {{ask: Where does the Tiber end?, answer: Italy}}
  baikal: {{ask: Which lake is the deepest?, answer: Lake Baikal}}
"""
LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><path d="M0 0h4v2z"/></svg>'


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def write(tmp_path: Path, more: str) -> Path:
    deck = tmp_path / "lakes.yaml"
    deck.write_text(DECK.format(more=more), "utf-8")
    return deck


def made(tmp_path: Path, more: str, *options: str) -> Path:
    out = tmp_path / "out"
    done = run("quiz", write(tmp_path, more), "--force", "-o", out, *options)
    assert done.exit_code == 0, done.output
    return out


def pictures_on(pdf: Path) -> list[int]:
    """Return how many pictures and drawings each page has."""
    with pikepdf.open(pdf) as read:
        return [len(page.resources.get("/XObject", {})) for page in read.pages]


def figures_in(pdf: Path) -> list[str]:
    """Return the alternative texts of a file."""
    with pikepdf.open(pdf) as read:
        objects = (each for each in read.objects if isinstance(each, pikepdf.Dictionary))
        return [str(each["/Alt"]) for each in objects if "/Alt" in each]


@pytest.mark.parametrize("name", ["school.svg", "school.png", "school.jpg"])
def test_a_logo_stands_on_the_first_page_of_each_version(tmp_path: Path, name: str) -> None:
    forms = {"png": "PNG", "jpg": "JPEG"}
    form = forms.get(name.rpartition(".")[2])
    (tmp_path / name).write_bytes(picture(form) if form else LOGO.encode())
    out = made(tmp_path, f", logo: {name}, head: {{school: Lake School}}")
    assert figures_in(out / "quiz.pdf") == ["Lake School"] * 2
    if form:
        assert [bool(count) for count in pictures_on(out / "quiz.pdf")[::2]] == [True, True]
    manifest = read_manifest(out / "quiz.json")
    assert manifest.logo
    assert (out / "pictures" / manifest.logo.file).is_file()


def test_a_logo_is_printed_again_without_its_deck(tmp_path: Path) -> None:
    (tmp_path / "school.svg").write_text(LOGO, "utf-8")
    out = made(tmp_path, ", logo: school.svg, cover: true")
    first = (out / "quiz.pdf").read_bytes()
    moved = tmp_path / "moved"
    shutil.move(out, moved)
    (tmp_path / "school.svg").unlink()
    (moved / "quiz.pdf").unlink()
    assert run("quiz", moved / "quiz.json").exit_code == 0
    assert (moved / "quiz.pdf").read_bytes() == first
    shutil.rmtree(moved / "pictures")
    lacking = run("quiz", moved / "quiz.json")
    assert "error[Q532]" in lacking.output


@pytest.mark.parametrize(
    ("name", "code"),
    [("../school.svg", "Q007"), ("missing.svg", "Q001"), ("broken.svg", "Q233")],
)
def test_an_unusable_logo_is_reported(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "broken.svg").write_text("<svg>", "utf-8")
    done = run("check", write(tmp_path, f", logo: {name}"))
    assert done.exit_code == 1
    assert f"error[{code}]" in done.output
    assert "lakes.yaml:4:" in done.output


def test_a_cover_comes_before_the_items(tmp_path: Path) -> None:
    usual = made(tmp_path, "")
    before = read_manifest(usual / "quiz.json")
    kept = {"logo", "cover", "cover_text"}
    assert not json.loads((usual / "quiz.json").read_bytes()).keys() & kept
    assert len(pages((usual / "quiz.pdf").read_bytes())) == 3
    out = made(tmp_path, ", cover: Use *no* atlas.")
    cover, items, *others = pages((out / "quiz.pdf").read_bytes())
    for words in ("Lakes", "Takeyourtime.", "Usenoatlas.", "Questions:2", "Points:2", "Name"):
        assert words in cover.ink
    assert "Tiber" not in cover.ink
    assert "Tiber" in items.ink
    assert read_manifest(out / "quiz.json").fingerprint != before.fingerprint
    # The next version begins on a new sheet, without a blank page before it.
    assert len(others) == 2
    assert "VersionB" in others[0].ink


def test_a_cover_without_a_text_is_one_page(tmp_path: Path) -> None:
    out = made(tmp_path, ", cover: true", "--worked")
    cover = pages((out / "quiz.pdf").read_bytes())[0]
    assert "Questions:2" in cover.ink
    assert "true" not in cover.ink
    # A worked copy explains the items and needs no cover.
    assert "Tiber" in pages((out / "quiz-worked.pdf").read_bytes())[0].ink
    none = made(tmp_path, ", cover: false")
    assert not read_manifest(none / "quiz.json").cover
