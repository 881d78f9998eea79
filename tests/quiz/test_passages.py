"""Texts and pictures that several items of a paper share."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner, Result
from pdf_support import pages

from quizgen.cli import main
from quizgen.quiz.manifest import Manifest, Version
from quizgen.quiz.printed_items import printed
from quizgen.quiz.read_manifest import read_manifest

MAP = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="2"><path d="M0 0h4v2z"/></svg>'
DECK = """
deck: flood
title: The flood
quiz: {forms: [short], items: 8, versions: 6, otherwise: []}
passages:
  neva:
    title: A river rises
    text: |
      The Neva rose by *four* metres.

      At noon the water stood on the square.
  map: {picture: map.svg, alt: A dark triangle}
questions:
  a: {ask: By how much did the river rise?, answer: four metres, passage: neva}
  b: {ask: Which building is the tallest?, answer: the tower}
  c: {ask: Where was the water at noon?, answer: the square, passage: neva}
  d: {ask: What shape is dark?, answer: a triangle, passage: map}
  e: {ask: Which lake is the deepest?, answer: Lake Baikal}
  f: {ask: Which river is this about?, answer: the Neva, passage: neva}
  g: {ask: Which corner lies to the right?, answer: the upper one, passage: map}
  h: {ask: Who wrote Faust?, answer: Goethe}
"""
MORE = """
statements:
  s: {text: "The water stood on the {{square|text}}.", passage: neva}
"""
SECTIONS = "sections: [{items: 3, forms: [short]}, {items: 1, forms: [fill-in]}]"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def write(tmp_path: Path, text: str = DECK) -> Path:
    (tmp_path / "map.svg").write_text(MAP, "utf-8")
    deck = tmp_path / "flood.yaml"
    deck.write_text(text, "utf-8")
    return deck


def made(tmp_path: Path, text: str = DECK, *options: str) -> Path:
    out = tmp_path / "out"
    done = run("quiz", write(tmp_path, text), "--force", "-o", out, *options)
    assert done.exit_code == 0, done.output
    return out


def texts_of(pdf: Path) -> list[str]:
    """Return the text of each page, with one blank between words."""
    return [" ".join(page.text.split()) for page in pages(pdf.read_bytes())]


def printed_passages(manifest: Manifest, version: Version) -> list[str]:
    return [each.item.passage for section in printed(manifest, version) for each in section]


def runs_of(names: list[str], name: str) -> int:
    """Return how many times the items of a passage begin in a row of items."""
    before = [None, *names]
    return sum(now == name != then for then, now in zip(before, names, strict=False))


def test_the_items_of_a_passage_stand_together_in_each_version(tmp_path: Path) -> None:
    manifest = read_manifest(made(tmp_path) / "quiz.json")
    orders = set()
    for version in manifest.versions:
        names = printed_passages(manifest, version)
        assert sorted(names) == ["", "", "", "map", "map", "neva", "neva", "neva"]
        assert runs_of(names, "neva") == runs_of(names, "map") == 1
        orders.add(tuple(place.item for place in version.sections[0]))
    assert len(orders) == 6


def test_a_passage_is_printed_once_before_its_items(tmp_path: Path) -> None:
    out = made(tmp_path)
    texts = [text for text in texts_of(out / "quiz.pdf") if text]
    manifest = read_manifest(out / "quiz.json")
    for version, text in zip(manifest.versions, texts, strict=True):
        first = printed_passages(manifest, version).index("neva") + 1
        assert text.count("The Neva rose by four metres.") == 1
        note = text.index(f"Questions {first} to {first + 2} refer to this text.")
        title = text.index("A river rises")
        end = text.index("on the square.")
        item = text.index(f" {first}. ", note)
        assert note < title < end < item
        first = printed_passages(manifest, version).index("map") + 1
        assert f"Questions {first} to {first + 1} refer to this picture." in text


def test_the_picture_of_a_passage_has_its_words(tmp_path: Path) -> None:
    with pikepdf.open(made(tmp_path) / "quiz.pdf") as read:
        objects = (each for each in read.objects if isinstance(each, pikepdf.Dictionary))
        told = [str(each["/Alt"]) for each in objects if "/Alt" in each]
    assert told == ["A dark triangle"] * 6


def test_a_later_section_points_back(tmp_path: Path) -> None:
    text = DECK.replace("forms: [short], items: 8", SECTIONS).replace("versions: 6", "versions: 1")
    options = ("--with", "questions/a", "--with", "statements/s")
    out = made(tmp_path, text + MORE, *options)
    paper = texts_of(out / "quiz.pdf")[0]
    assert paper.count("The Neva rose by four metres.") == 1
    assert re.search(r"Question 4 refers to what stands before\s+question \d\.", paper)


def test_passages_without_items_are_not_printed(tmp_path: Path) -> None:
    out = made(tmp_path, DECK.replace(", passage: map", ""))
    assert [each.id for each in read_manifest(out / "quiz.json").passages] == ["neva"]
    assert not (out / "pictures").exists()
    plain = made(tmp_path, re.sub(", passage: [a-z]+", "", DECK))
    document = json.loads((plain / "quiz.json").read_bytes())
    assert "passages" not in document
    assert not any("passage" in item for item in document["items"])


def test_a_paper_with_passages_is_printed_again(tmp_path: Path) -> None:
    out = made(tmp_path)
    first = (out / "quiz.pdf").read_bytes()
    moved = tmp_path / "moved"
    shutil.move(out, moved)
    (tmp_path / "flood.yaml").unlink()
    (tmp_path / "map.svg").unlink()
    (moved / "quiz.pdf").unlink()
    assert run("quiz", moved / "quiz.json").exit_code == 0
    assert (moved / "quiz.pdf").read_bytes() == first


@pytest.mark.parametrize("columns", ["1", "2", "3"])
def test_a_long_passage_goes_on_in_the_next_column(tmp_path: Path, columns: str) -> None:
    paragraphs = "\n\n".join(f"      Part {n} says it. " + "It rained. " * 40 for n in range(12))
    text = DECK.replace("      The Neva rose by *four* metres.", paragraphs)
    out = made(tmp_path, text, "--columns", columns)
    whole = " ".join(texts_of(out / "quiz.pdf"))
    for number in range(12):
        assert whole.count(f"Part {number} says it.") == 6


def test_a_paragraph_longer_than_a_column_is_reported(tmp_path: Path) -> None:
    text = DECK.replace("The Neva rose by *four* metres.", "It rained all day. " * 400)
    done = run("quiz", write(tmp_path, text), "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert "error[Q502]: a paragraph or a picture of the passage `neva`" in done.output
    assert "flood.yaml:6:3" in done.output


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("passage: map", "passage: maps", "error[Q239]: the deck has no passage `maps`"),
        ("map.svg", "../map.svg", "error[Q007]"),
        ("map.svg", "none.svg", "error[Q001]"),
        ("{picture: map.svg, alt: A dark triangle}", "{title: Map}", "error[Q202]"),
        ("{picture: map.svg, alt: A dark triangle}", "a text", "error[Q203]"),
        ("picture: map.svg", "image: map.svg, text: x", "error[Q201]"),
    ],
)
def test_mistakes_in_passages_are_reported(tmp_path: Path, old: str, new: str, told: str) -> None:
    done = run("check", write(tmp_path, DECK.replace(old, new, 1)))
    assert done.exit_code == 1
    assert told in done.output
    assert done.output.count("error[") == 1


def test_a_passage_in_several_languages(tmp_path: Path) -> None:
    text = """
deck: flood
languages: [en, de]
title: {en: The flood, de: Die Flut}
quiz: {forms: [short], items: 1}
passages:
  neva: {text: {en: The Neva rose., de: Die Newa stieg.}}
questions:
  a: {ask: {en: What rose?, de: Was stieg?}, answer: {en: the Neva, de: die Newa}, passage: neva}
"""
    out = made(tmp_path, text, "--language", "de")
    paper = texts_of(out / "quiz.pdf")[0]
    assert "Die Newa stieg." in paper
    assert "Aufgabe 1 bezieht sich auf diesen Text." in paper


def test_a_damaged_manifest_is_refused(tmp_path: Path) -> None:
    out = made(tmp_path)
    document = json.loads((out / "quiz.json").read_bytes())
    document["passages"] = document["passages"][:1]
    (out / "quiz.json").write_text(json.dumps(document), "utf-8")
    done = run("quiz", out / "quiz.json")
    assert done.exit_code == 1
    assert "has a `passage` that does not exist" in done.output
