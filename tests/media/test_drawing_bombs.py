"""Drawings that would exhaust the machine are refused or simplified; others print unchanged."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from drawing_bombs import HONEST, LIGHTENED, REFUSED, drawing
from PIL import ImageChops

from quizgen.cli import main
from quizgen.diagnostics import QuizgenError
from quizgen.media.model import Media, MediaFile
from quizgen.media.svg import SvgError, clean_svg
from quizgen.typeset import compiling
from quizgen.typeset.compiling import Limits, limits_for
from quizgen.typeset.pictures import picture_data, picture_files, refused_pictures
from quizgen.typeset.running import Work
from quizgen.typeset.typesetting import typeset_one

DECK = """\
deck: drawn
title: Drawn
kinds:
  shapes:
    one: shape
    name: name
    fields:
      name: {type: text, required: true}
      look: {type: image, single: true}
    questions:
      look: {ask: "what does {name} look like?", back: "which shape is this? {look}"}
shapes:
  one: {name: One, look: {picture: bomb.svg, alt: a bomb}}
"""


def media(data: bytes) -> Media:
    clean = clean_svg(data)
    return Media("image", "x.svg", "x", MediaFile("svg", clean.data, clean.width, clean.height))


@pytest.mark.parametrize("name", REFUSED)
def test_a_bomb_is_refused(name: str) -> None:
    with pytest.raises(SvgError, match="too much work"):
        clean_svg(drawing(REFUSED[name]()))


@pytest.mark.parametrize("name", LIGHTENED)
def test_a_bomb_is_lightened(name: str) -> None:
    make, removed = LIGHTENED[name]
    clean = clean_svg(drawing(make()))
    assert removed in clean.removed
    assert refused_pictures([media(clean.data)]) == {}


def test_a_bomb_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "drawn.yaml").write_text(DECK, "utf-8")
    (tmp_path / "bomb.svg").write_bytes(drawing(REFUSED["markers at corners"]()))
    made = CliRunner().invoke(main, ["check", str(tmp_path / "drawn.yaml")])
    assert made.exit_code == 1
    assert "error[Q233]" in made.output
    assert "drawn.yaml:13:" in made.output


@pytest.mark.parametrize("name", HONEST)
def test_an_honest_drawing_is_printed_as_it_is(name: str) -> None:
    whole = drawing(HONEST[name])
    clean = clean_svg(whole)
    assert clean.removed == ()
    shots = []
    for data in (whole, clean.data):
        shown = Media("image", "x.svg", "x", MediaFile("svg", data, 600, 400))
        given = {"labels": {"picture": "x"}, "pictures": picture_data([shown])}
        (pdf,) = typeset_one("picture", given, (), picture_files([shown])).parts
        with pypdfium2.PdfDocument(io.BytesIO(pdf)) as document:
            shots.append(document[0].render(scale=1).to_pil().convert("RGB"))
    assert ImageChops.difference(*shots).getbbox() is None
    assert len(shots[0].getcolors(1_000_000)) > 1, "something is drawn"


def test_a_picture_that_is_stopped_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    heavy, light = media(drawing(HONEST["a cloud of points"])), media(drawing(HONEST["a flag"]))
    limits = limits_for

    def short(work: Work) -> Limits:
        usual = limits(work)
        is_heavy = any(b"opacity" in data for data in work.pictures.values())
        return Limits(0.001, usual.megabytes) if is_heavy else usual

    monkeypatch.setattr(compiling, "limits_for", short)
    assert refused_pictures([heavy, light]) == {heavy: "it takes too long to typeset"}


def test_a_sheet_that_is_stopped_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "_SMALL", 0)
    monkeypatch.setattr(compiling, "limits_for", lambda _work: Limits(0.001, 1000))
    with pytest.raises(QuizgenError) as told:
        typeset_one("picture", {"title": "A title", "labels": {"picture": "x"}, "pictures": []})
    (problem,) = told.value.diagnostics
    assert (problem.code, problem.place.file) == ("Q545", "A title")


def test_limits_grow_with_the_work() -> None:
    small, large = (limits_for(Work({}, (), ("x" * size,))) for size in (1000, 800_000))
    assert small.seconds < large.seconds
    assert small.megabytes < large.megabytes
