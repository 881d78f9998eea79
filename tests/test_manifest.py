"""The manifest: its schema, its fingerprint, and what a reader makes of it."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from deck_support import SHIPPED, load
from hypothesis import given, settings
from hypothesis import strategies as st
from manifest_support import FORMS, Json, document, item_of, manifest_of

from quizgen.diagnostics import QuizgenError
from quizgen.project import Project, QuizOptions
from quizgen.quiz.geometry import Row, SheetPaper, Sheets, read_layouts
from quizgen.quiz.make_manifest import make_manifest
from quizgen.quiz.manifest import Manifest, Student, to_json
from quizgen.quiz.read_manifest import manifest_of as read_back
from quizgen.quiz.read_manifest import read_manifest
from quizgen.resources import shipped

SCHEMA = json.loads((shipped("templates") / "print" / "manifest.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
STUDENTS = (Student("7", "Anna", "7b"), Student("A", "Борис"))


def some() -> Manifest:
    return manifest_of(
        [[item_of(8 * k + n, form) for n in range(2)] for k, form in enumerate(FORMS)], versions=3
    )


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
@pytest.mark.parametrize("students", [(), STUDENTS])
def test_real_manifests_fit_the_schema_and_come_back(
    path: Path, students: tuple[Student, ...]
) -> None:
    project = Project(load(path))
    paper = project.paper(QuizOptions(items=30, forms=FORMS, versions=4))
    manifest = make_manifest(project.base, paper, students)
    VALIDATOR.validate(document(manifest))
    assert read_back(to_json(manifest)) == manifest
    assert len(manifest.versions) == (len(students) or 4)


def sheets() -> Sheets:
    (layout,) = read_layouts(
        [(Row("1", ("A", "B")), Row("2.1", (), by_hand=True))],
        [
            {"what": "page", "form": 0, "page": 0, "pages": 1, "width": 210, "height": 297},
            {"what": "qr", "form": 0, "page": 0, "x": 172.0, "y": 21.0, "side": 22.0},
            {"what": "marker", "form": 0, "page": 0, "id": 0, "x": 16.0, "y": 16.0, "side": 12.0},
            {
                "what": "row",
                "form": 0,
                "page": 0,
                "index": 0,
                "letters": ["A", "B"],
                "x": 28.5,
                "y": 96.2,
            }
            | {"step": (6.0, 0.0), "radius": 2.2},
        ],
    )
    papers = (SheetPaper("A", layout.fingerprint, "A"), SheetPaper("", layout.fingerprint))
    return Sheets({layout.fingerprint: layout}, papers)


@pytest.mark.parametrize("sheet", [None, sheets()], ids=["no sheet", "sheets"])
def test_all_forms_fit_the_schema_and_come_back(sheet: Sheets | None) -> None:
    manifest = dataclasses.replace(some(), sheet=sheet)
    VALIDATOR.validate(document(manifest))
    assert read_back(to_json(manifest)) == manifest
    assert manifest.fingerprint == some().fingerprint


def test_the_fingerprint_of_papers_that_are_about() -> None:
    """Literal: with another one, papers that are printed could no longer be marked."""
    assert some().fingerprint == "ae8dd747ae"


def test_the_fingerprint_is_of_what_is_printed() -> None:
    made = some()
    other = dataclasses.replace(made, versions=made.versions[:2])
    assert made.fingerprint != other.fingerprint
    first, *rest = made.items
    assert (
        dataclasses.replace(
            made, items=(dataclasses.replace(first, stem="Other"), *rest)
        ).fingerprint
        != made.fingerprint
    )
    # Papers stay what they are when a key is found to be wrong.
    mended = dataclasses.replace(
        made, items=(dataclasses.replace(first, key=(1,), answer="x"), *rest)
    )
    assert mended.fingerprint == made.fingerprint
    assert read_back(to_json(mended)) == mended


LAYOUT = next(iter(sheets().layouts))
BUBBLE = f"sheet/layouts/{LAYOUT}/pages/0/bubbles/0"


def _set(path: str, value: object) -> bytes:
    made = document(dataclasses.replace(some(), sheet=sheets()))
    *way, last = [int(part) if part.isdigit() else part for part in path.split("/")]
    inner: object = made
    for part in way:
        inner = inner[part]  # type: ignore[index]
    inner[last] = value  # type: ignore[index]
    return json.dumps(made).encode()


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "it is not JSON"),
        (b"[1]", "no manifest of a quiz"),
        (b'{"format": 2}', "no manifest of a quiz"),
        (b"[" * 100_000, "it is not JSON"),
        (_set("format", 1), "has the format 1, and this quizgen reads 2"),
        (_set("format", 3), "has the format 3, and this quizgen reads 2"),
        (_set("format", "2"), "has the format '2'"),
        (_set("items/0/stem", 5), "`items[0].stem` is not a text"),
        (_set("items/0/key", [True]), "`items[0].key[0]` is not a whole number"),
        (_set("items/0/key", [9]), "names options that it does not have"),
        (_set("items/6/key", [0]), "names options that it does not have"),
        (_set("items", {}), "`items` is not a list"),
        (_set("marking", []), "`marking` is not an object"),
        (_set("sheet", 1), "`sheet` is not an object"),
        (_set("sheet", {"pages": []}), "`sheet` has no `layouts`"),
        (
            _set("sheet/papers/0/layout", "00000000"),
            "the answer sheet of the paper `A` has no layout",
        ),
        (_set("sheet/papers/0/version", "Z"), "an answer sheet is for the version `Z`"),
        (
            _set(f"{BUBBLE}/x", 28.6),
            f"the layout `{LAYOUT}` of the answer sheets is not that of its fingerprint",
        ),
        (
            _set(f"{BUBBLE}/letter", "B"),
            f"the layout `{LAYOUT}` of the answer sheets is not that of its fingerprint",
        ),
        (_set(f"{BUBBLE}/index", 0.5), ".bubbles[0].index` is not a whole number"),
        (_set(f"sheet/layouts/{LAYOUT}/rows", []), "is not that of its fingerprint"),
        (_set("versions/0/sections/0/0/options", [0, 1, 2, 2]), "version `A` is no order"),
        (_set("versions/0/sections/0/0/item", 2), "version `A` is no order"),
        (_set("versions", []), "it has no version"),
        (_set("sections/0/points", float("nan")), "points are above 0"),
        (_set("marking/wrong", -2), "points are above 0"),
        (_set("versions/1/version", "A"), "two versions have the same name"),
        (_set("sections/0/points", 1e308), "points are above 0"),
        (_set("paper", "a3"), "`paper` is one of a4, letter"),
        (_set("title", " "), "it has no title"),
        (_set("language", "../../elsewhere"), "`language` is no code of a language"),
        (_set("language", "e" * 5000), "`language` is no code of a language"),
        (_set("title", "\ud800"), "`title` is not a text"),
        (_set("items/0/form", "riddle"), "of no form that there is"),
        (_set("items/0/key", []), "is not one of the form `choice`"),
        (_set("items/2/key", [1, 1]), "is not one of the form `multiple`"),
        (_set("items/8/key", [0, 2, 1, 3]), "is not one of the form `ordering`"),
        (_set("items/8/form", "matching"), "is not one of the form `matching`"),
        (_set("items/0/form", "short"), "is not one of the form `short`"),
        (_set("title", "Another"), "not those of its fingerprint"),
        (_set("versions/0/student", {"name": "x"}), "`versions[0].student` has no `number`"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "quiz.json"
    path.write_bytes(data)
    with pytest.raises(QuizgenError) as caught:
        read_manifest(path)
    (found,) = caught.value.diagnostics
    assert found.code == "Q532"
    assert message in found.message
    assert found.place.file == str(path)


def test_a_sheet_that_was_printed_before_papers_named_their_version() -> None:
    before = document(dataclasses.replace(some(), sheet=sheets()))
    for paper in before["sheet"]["papers"]:
        del paper["version"]
    VALIDATOR.validate(before)
    read = read_back(json.dumps(before).encode())
    assert read.sheet is not None
    assert [paper.version for paper in read.sheet.papers] == ["", ""]


def _places(node: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - JSON
    """Yield what holds a value and under which key, for every value of a document."""
    for key in (
        list(node) if isinstance(node, dict) else range(len(node)) if isinstance(node, list) else ()
    ):
        yield node, key
        yield from _places(node[key])


def _refused(whole: Json) -> bool:
    try:
        read_back(json.dumps(whole).encode())
    except ValueError:
        return True
    return False


@pytest.mark.parametrize("value", [None, True, -1, 0.5, "", "?", [], [[]]], ids=repr)
def test_what_the_schema_refuses_is_refused(value: object) -> None:
    """One item of each form, two versions and sheets: every value in turn is another."""
    made = manifest_of([[item_of(n, form)] for n, form in enumerate(FORMS)], versions=2)
    whole = document(dataclasses.replace(made, sheet=sheets()))
    told = []
    for holder, key in _places(whole):
        kept, holder[key] = holder[key], value
        if not VALIDATOR.is_valid(whole):
            told.append((key, kept, _refused(whole)))
        holder[key] = kept
    assert len(told) > 100
    assert all(refused for _, _, refused in told), [key for key, _, refused in told if not refused]


@settings(max_examples=100, deadline=None)
@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["items", "versions", "key", "sections", "title"]), inner
            )
        ),
    ),
    st.sampled_from(
        [
            "items/0",
            "items",
            "versions",
            "versions/0/sections",
            "sections/0/points",
            "marking/wrong",
        ]
    ),
)
def test_any_value_anywhere_is_a_message(value: object, path: str) -> None:
    try:
        read_back(_set(path, value))
    except ValueError as error:
        assert str(error)  # noqa: PT017
