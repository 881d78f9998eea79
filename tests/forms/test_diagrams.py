"""Diagrams on paper: numbers and letters cover the regions, and all options are regions."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pypdfium2
import pytest
from click.testing import CliRunner
from deck_support import ROOT, load
from media_support import picture
from PIL import Image

from quizgen.cli import main
from quizgen.forms.exercise import Material
from quizgen.forms.marked_parts import match_parts
from quizgen.project import Project, QuizOptions

BOXES = {
    "atrium": "[10%, 10%, 20%, 20%]",
    "ventricle": "[160, 40, 80, 60]",
    "aorta": "{ellipse: [10%, 60%, 20%, 20%]}",
    "valve": "{polygon: [[60%, 60%], [80%, 60%], [80%, 80%]], also: [flap]}",
    "flap": "[85%, 5%, 10%, 10%]",
}
BLUE = (0, 0, 255)


def write(folder: Path, names: tuple[str, ...] = (*BOXES,), more: str = "") -> Path:
    drawn = Image.new("RGB", (400, 300), (255, 220, 220))
    # What the regions hide: the picture is blue there.
    drawn.paste(BLUE, (50, 40, 110, 80))
    drawn.paste(BLUE, (165, 45, 235, 95))
    drawn.save(folder / "heart.png")
    path = folder / "heart.yaml"
    regions = "".join(f"        {name}: {BOXES[name]}\n" for name in names)
    path.write_text(
        f"deck: heart\ntitle: The heart\nsource: {{title: Notes}}\n{more}diagrams:\n  heart:\n"
        "    name: the human heart\n    paragraph: 3\n    diagram:\n      picture: heart.png\n"
        f"      alt: a drawing with parts\n      regions:\n{regions}",
        encoding="utf-8",
    )
    return path


def test_the_options_are_the_other_regions(tmp_path: Path) -> None:
    project = Project(load(write(tmp_path)))
    found = {item.options[0]: item for item in project.items(QuizOptions())}
    assert set(found) == set(BOXES)
    for key, item in found.items():
        assert set(item.options[1:]) < set(BOXES) - {key}
        assert len(item.options) == 4
        assert {each.proof for each in item.distractors} == {"W1"}
    assert found["ventricle"].prompt.stem == "In this diagram of the human heart, what is marked 2?"


def test_another_name_of_a_region_is_no_wrong_answer(tmp_path: Path) -> None:
    project = Project(load(write(tmp_path)))
    found = {item.options[0]: item for item in project.items(QuizOptions())}
    assert "flap" not in found["valve"].options


def test_too_few_regions_give_no_item_but_say_so(tmp_path: Path) -> None:
    project = Project(load(write(tmp_path, ("atrium", "aorta"))))
    assert project.items(QuizOptions()) == ()
    assert "`regions`" in CliRunner().invoke(main, ["items", str(tmp_path / "heart.yaml")]).output


def quiz(folder: Path, *options: str) -> tuple[dict[str, object], bytes]:
    out = folder / "out"
    arguments = ["quiz", str(folder / "heart.yaml"), "-o", str(out), "--items", "1", *options]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    return json.loads((out / "quiz.json").read_text("utf-8")), (out / "quiz.pdf").read_bytes()


def blue_in(pdf: bytes) -> int:
    """Return how many blue points the first page has."""
    document = pypdfium2.PdfDocument(pdf)
    page = document[0].render(scale=2).to_pil().convert("RGB")
    document.close()
    return sum(count for count, color in page.getcolors(2**24) if color[2] > 150 and color[0] < 80)


@pytest.mark.parametrize("form", ["choice", "matching", "short"])
def test_marks_cover_the_regions_on_paper(form: str, tmp_path: Path) -> None:
    write(tmp_path)
    manifest, pdf = quiz(tmp_path, "--forms", form)
    (item,) = manifest["items"]
    (shown,) = item["pictures"]
    assert [mark["shape"] for mark in shown["marks"]].count("rect") == 3
    assert shown["marks"][1]["points"] == [[0.4, 0.13333], [0.6, 0.33333]]
    assert blue_in(pdf) == 0


def test_a_region_that_is_not_marked_would_be_seen(tmp_path: Path) -> None:
    write(tmp_path, ("atrium", "aorta", "valve", "flap"))
    _, pdf = quiz(tmp_path)
    assert blue_in(pdf) > 100


def test_letters_match_the_names(tmp_path: Path) -> None:
    write(tmp_path)
    manifest, _ = quiz(tmp_path, "--forms", "matching")
    (item,) = manifest["items"]
    letters = {mark["label"]: mark["points"][0] for mark in item["pictures"][0]["marks"]}
    corners = {
        "atrium": [0.1, 0.1],
        "ventricle": [0.4, 0.13333],
        "aorta": [0.1, 0.6],
        "valve": [0.6, 0.6],
        "flap": [0.85, 0.05],
    }
    matched = {
        letter: item["options"][index]
        for letter, index in zip(item["left"], item["key"], strict=True)
    }
    assert len(matched) == 4
    assert {letter: corners[name] for letter, name in matched.items()} == {
        letter: corner for letter, corner in letters.items() if letter
    }
    assert len(item["options"]) > len(matched) or "flap" not in item["options"]


def test_a_quiz_is_printed_again_with_its_marks(tmp_path: Path) -> None:
    write(tmp_path)
    manifest, pdf = quiz(tmp_path)
    out = tmp_path / "out"
    result = CliRunner().invoke(main, ["quiz", str(out / "quiz.json"), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert (out / "quiz.pdf").read_bytes() == pdf
    assert json.loads((out / "quiz.json").read_text("utf-8")) == manifest


def test_pictures_without_marks_keep_their_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(picture("png"))
    kinds = (
        "kinds:\n  places:\n    one: place\n    name: name\n    fields:\n"
        "      name: {type: text, required: true}\n      picture: {type: image, single: true}\n"
        '    questions:\n      picture: {back: "which place is this? {picture}"}\n'
        "places:\n  a: {name: Aden, picture: {value: a.png, alt: a bay}}\n  b: {name: Basra}\n"
        "  c: {name: Cadiz}\n"
    )
    (tmp_path / "heart.yaml").write_text(
        f"deck: heart\ntitle: Places\nassume: closed\n{kinds}", encoding="utf-8"
    )
    manifest, _ = quiz(tmp_path)
    assert "marks" not in manifest["items"][0]["pictures"][0]


def test_study_cards_show_the_marks(tmp_path: Path) -> None:
    path = write(tmp_path)
    result = CliRunner().invoke(main, ["cards", str(path), "-o", str(tmp_path / "cards.pdf")])
    assert result.exit_code == 0, result.output
    assert blue_in((tmp_path / "cards.pdf").read_bytes()) == 0


def test_a_kind_of_ones_own_asks_about_diagrams(tmp_path: Path) -> None:
    path = write(tmp_path)
    kinds = (
        "kinds:\n  maps:\n    one: map\n    name: name\n    fields:\n"
        "      name: {type: text, required: true}\n      map: {type: diagram}\n"
        '    questions:\n      map: {ask: "{name}: which country is {map}?"}\n'
    )
    text = path.read_text("utf-8").replace("diagrams:\n", f"{kinds}maps:\n")
    path.write_text(text.replace("    diagram:\n", "    map:\n"), encoding="utf-8")
    stems = [prompt.stem for prompt in Project(load(path)).prompts]
    assert stems == [f"The human heart: which country is {number}?" for number in range(1, 6)]


def test_matching_has_no_name_twice(tmp_path: Path) -> None:
    project = Project(load(write(tmp_path)))
    questions = project.questions(QuizOptions())
    (made,) = match_parts(Material(project.base, questions, 1))
    assert len(set(made.options)) == len(made.options)
    assert made.answer.count(":") == len(made.left)


def test_the_example_of_the_documentation_is_sound(tmp_path: Path) -> None:
    page = ROOT / "docs" / "howto" / "diagrams.md"
    facts = page.read_text(encoding="utf-8").split("```text\n")[1].split("```")[0]
    shutil.copy(page.parent / "heart.svg", tmp_path)
    path = tmp_path / "heart.yaml"
    path.write_text(f"deck: heart\ntitle: The heart\n{facts}", encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path)])
    assert result.exit_code == 0, result.output
    assert "warning" not in result.output
    assert len(Project(load(path)).prompts) == 6


def test_pixels_count_as_people_see_a_photograph(tmp_path: Path) -> None:
    path = write(tmp_path, ("atrium", "ventricle"))
    drawn = Image.new("RGB", (300, 400), "red")
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn.save(tmp_path / "heart.jpg", exif=exif)
    path.write_text(path.read_text("utf-8").replace("heart.png", "heart.jpg"), encoding="utf-8")
    (fact,) = load(path).facts.values()
    diagram = fact.values["diagram"][0].content
    box = diagram.regions[1].shapes[0].box
    # The picture is 400 pixels wide, although its file says 300.
    assert (box.left, box.width) == pytest.approx((0.4, 0.2))
