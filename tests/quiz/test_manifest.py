"""The manifest: its schema, its fingerprint, and its reader."""

from __future__ import annotations

import dataclasses
import hashlib
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
from sheet_support import BOXES, ROWS, SCHEMA, SCHEMA_FILE, marks, sheets

from quizgen.diagnostics import QuizgenError
from quizgen.project import Project, QuizOptions
from quizgen.quiz.geometry import Sheets, read_layouts
from quizgen.quiz.make_manifest import make_manifest
from quizgen.quiz.manifest import Manifest, Student
from quizgen.quiz.manifest_schema import schema_file
from quizgen.quiz.read_manifest import manifest_of as read_back
from quizgen.quiz.read_manifest import read_manifest
from quizgen.quiz.write_manifest import to_json

VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
STUDENTS = (Student("7", "Anna", "7b"), Student("A", "Борис"))


def some() -> Manifest:
    return manifest_of(
        [[item_of(8 * k + n, form) for n in range(2)] for k, form in enumerate(FORMS)], versions=3
    )


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_schema_is_that_of_the_classes() -> None:
    """`python tests/scripts/renew_schema.py` writes it again."""
    assert SCHEMA_FILE.read_bytes() == schema_file()


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


# The input of a layout's fingerprint, as ARCHITECTURE describes it.
_ROW = (
    r'{"by_hand": false, "label": "1", "letters": ["A", "\u0401"], "many": false}, '
    r'{"by_hand": true, "label": "2.1", "letters": [], "many": false'
)
_BUBBLES = (
    r'"bubbles": [{"index": 0, "letter": "A", "radius": 2.2, "x": 28.5, "y": 96.2}, '
    r'{"index": 0, "letter": "\u0401", "radius": 2.2, "x": 34.5, "y": 96.2}], '
)
_HAND = (
    '"by_hand": [{"index": 1, "row": {"height": 6.4, "width": 20.0, "x": 15.0, "y": 100.0}, '
    '"space": {"height": 6.4, "width": 7.5, "x": 27.5, "y": 100.0}}], '
)
_MARKERS = '"height": 297.0, "markers": [{"id": 0, "side": 12.0, "x": 16.0, "y": 16.0}], '
_NAME = '"name_box": {"height": 13.0, "width": 99.123, "x": 15.0, "y": 37.0}, '
_GRID = '"number_box": {"height": 75.0, "width": 40.0, "x": 150.0, "y": 37.0}, '
_CODE = (
    '"qr": {"height": 22.0, "width": 22.0, "x": 161.0, "y": 10.0}, "version": [], "width": 210.0}]]'
)
WITH_BOXES = (
    f'[[{_ROW}, "points": 12.5}}], [{{{_BUBBLES}{_HAND}'
    f'{_MARKERS}{_NAME}"number": [], {_GRID}{_CODE}'
)
WITHOUT_BOXES = f'[[{_ROW}}}], [{{{_BUBBLES}{_MARKERS}"number": [], {_CODE}'


@pytest.mark.parametrize(
    ("points", "boxes", "text", "fingerprint"),
    [(12.5, BOXES, WITH_BOXES, "2d8f1e60"), (0, (), WITHOUT_BOXES, "ad7d74c1")],
    ids=["with boxes", "printed before there were boxes"],
)
def test_the_fingerprint_of_a_layout(
    points: float, boxes: tuple[Json, ...], text: str, fingerprint: str
) -> None:
    """The value is literal, because a different one makes printed sheets unreadable."""
    rows = (ROWS[0], dataclasses.replace(ROWS[1], points=points))
    (layout,) = read_layouts([rows], marks(*boxes))
    assert hashlib.sha256(text.encode("ascii")).hexdigest()[:8] == fingerprint
    assert layout.fingerprint == fingerprint


@pytest.mark.parametrize("sheet", [None, sheets()], ids=["no sheet", "sheets"])
def test_all_forms_fit_the_schema_and_come_back(sheet: Sheets | None) -> None:
    manifest = dataclasses.replace(some(), sheet=sheet)
    VALIDATOR.validate(document(manifest))
    assert read_back(to_json(manifest)) == manifest
    assert manifest.fingerprint == some().fingerprint


def test_the_fingerprint_of_papers_that_are_about() -> None:
    """The value is literal, because papers with another one could no longer be marked."""
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
    # Papers stay the same if a key turns out to be wrong.
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
        (b"[1]", "not the manifest of a quiz"),
        (b'{"format": 2}', "not the manifest of a quiz"),
        (b"[" * 100_000, "not the manifest of a quiz"),
        (b'{"format": 3, "new": ' + b"[" * 100_000, "it is not JSON"),
        (b'{"format": 3,\n "deck" "x"}', "it is not JSON (Expecting ':' delimiter)"),
        (b'{"format": 3, "deck": "\xff"}', "it is not UTF-8"),
        (_set("format", 1), "has the format 1, but this quizgen reads 2 and 3"),
        (_set("format", 4), "has the format 4, but this quizgen reads 2 and 3"),
        (_set("format", [3]), "has the format [3]"),
        (_set("format", "3"), "has the format '3'"),
        (_set("items/0/stem", 5), "`items[0].stem` is not a text"),
        (_set("items/0/key", [True]), "`items[0].key[0]` is not a whole number"),
        (_set("items/0/key", [9]), "that are not options"),
        (
            _set("items/6/key", [0]),
            "`items[6]` (i24) has values in `key` that the form `matching` does not allow",
        ),
        (_set("items/6/key", [0, 1, 2, 4]), "that are not options"),
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
            f"the layout `{LAYOUT}` of the answer sheets does not match its fingerprint",
        ),
        (
            _set(f"{BUBBLE}/letter", "B"),
            f"the layout `{LAYOUT}` of the answer sheets does not match its fingerprint",
        ),
        (_set(f"{BUBBLE}/index", 0.5), ".bubbles[0].index` is not a whole number"),
        (_set(f"sheet/layouts/{LAYOUT}/rows", []), "].rows` is empty"),
        (
            _set(f"sheet/layouts/{LAYOUT}/rows/0/label", "x"),
            "`sheet.layouts[…].rows[0].label` is not the number of an item",
        ),
        (_set(f"sheet/layouts/{LAYOUT}/rows/1/label", "3.1"), "does not match its fingerprint"),
        (
            _set(f"sheet/layouts/{LAYOUT}/pages/0/name_box/x", 15.5),
            "does not match its fingerprint",
        ),
        (_set("sheet/layouts", {"x": {}}), "`sheet.layouts` is not a list of layouts"),
        (_set("versions/0/sections/0/0/options", [0, 1, 2, 2]), "version `A` does not order"),
        (_set("versions/0/sections/0/0/item", 2), "version `A` does not order"),
        (_set("versions", []), "`versions` is empty"),
        (_set("sections/0/points", float("nan")), "it is not JSON"),
        (_set("sections/0/points", 0), "`sections[0].points` is not a number above 0"),
        (_set("marking/wrong", -2), "`marking.wrong` is not a number at least 0"),
        (_set("items/0/difficulty", 10**400), "`items[0].difficulty` is too large a number"),
        (_set("items/0/difficulty", 2), "`items[0].difficulty` is not a number at most 1"),
        (_set("seed", 10**400), "`seed` is not a whole number at most"),
        (_set("seed", 10**30), "`seed` is not a whole number at most 9007199254740992"),
        (_set("items/0/options", ["x"] * 27), "`items[0].options` has more than 26 entries"),
        (_set("items/0/left", ["x"]), "`items[0]` (i0) has values in `key` that the form"),
        (
            _set("items/0/other_keys", [[4]]),
            "has values in one of `other_keys` that are not options",
        ),
        (
            _set("items/0/other_keys", [[]]),
            "has values in one of `other_keys` that the form `choice` does not allow",
        ),
        (_set("items/6/other_keys", [[0, 1]]), "that the form `matching` does not allow"),
        (_set("items/8/other_keys", [[0, 1, 1, 3]]), "that the form `ordering` does not allow"),
        (_set("items/12/other_keys", [[]]), "but its answer in words has no key"),
        (_set("items/0/void", 1), "`items[0].void` is not true or false"),
        (
            _set("versions/1/version", "matching"),
            "`versions[1].version` is not a letter from A to Z",
        ),
        (_set("versions/1/student", {"number": "7"}), "some versions have a student"),
        (_set("versions/1/version", "A"), "two versions have the same name"),
        (_set("sections/0/points", 1e308), "`sections[0].points` is not a number below 1000000"),
        (_set("paper", "a3"), "`paper` is not a4 or letter"),
        (_set("title", " "), "`title` is not a title: it is blank"),
        (_set("language", "../../elsewhere"), "`language` is not the code of a language"),
        (_set("language", "e" * 5000), "`language` is not the code of a language"),
        (_set("title", "\ud800"), "it is not JSON"),
        (
            _set("items/0/form", "riddle"),
            "has the form",
        ),
        (_set("items/0/key", []), "that the form `choice` does not allow"),
        (_set("items/2/key", [1, 1]), "that the form `multiple` does not allow"),
        (_set("items/8/key", [0, 2, 1, 3]), "that the form `ordering` does not allow"),
        (_set("items/8/form", "matching"), "that the form `matching` does not allow"),
        (_set("items/0/form", "short"), "that the form `short` does not allow"),
        (_set("title", "Another"), "do not match its fingerprint"),
        (_set("versions/0/student", {"name": "x"}), "`versions[0].student` has no `number`"),
    ],
)
def test_what_does_not_fit_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "quiz.json"
    path.write_bytes(data)
    with pytest.raises(QuizgenError) as caught:
        read_manifest(path)
    found = caught.value.diagnostics[0]
    assert {each.code for each in caught.value.diagnostics} == {"Q532"}
    assert any(message in each.message for each in caught.value.diagnostics)
    assert found.place.file == str(path)


def test_format_2_had_the_share_of_wrong_answers() -> None:
    made = document(some())
    before = json.loads(json.dumps(made)) | {"format": 2}
    for item in before["items"]:
        item["difficulty"] = 0.313
        del item["void"], item["other_keys"]
    read = read_back(json.dumps(before).encode())
    assert {item.difficulty for item in read.items} == {0.687}
    expected = [dataclasses.replace(item, difficulty=0.687) for item in some().items]
    assert read == dataclasses.replace(some(), items=tuple(expected))
    assert document(read)["format"] == 3


def test_a_teacher_corrects_what_is_right_after_printing() -> None:
    made = document(some())
    made["items"][0] |= {"key": [1], "void": True}
    made["items"][2]["other_keys"] = [[1, 2]]
    read = read_back(json.dumps(made).encode())
    assert read.fingerprint == some().fingerprint
    assert read.items[0].void
    assert read.items[2].other_keys == ((1, 2),)
    assert json.loads(to_json(read)) == made


def test_every_fault_is_reported_with_its_place(tmp_path: Path) -> None:
    made = document(some())
    made["items"][0]["key"] = [9]
    made["items"][3]["other_keys"] = [[7]]
    path = tmp_path / "quiz.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    with pytest.raises(QuizgenError) as caught:
        read_manifest(path)
    assert [each.message.partition(" has ")[0] for each in caught.value.diagnostics] == [
        "the manifest is damaged: `items[0]` (i0)",
        "the manifest is damaged: `items[3]` (i9)",
    ]
    path.write_text(json.dumps(made, indent=2).replace('"deck",', '"deck"'), encoding="utf-8")
    with pytest.raises(QuizgenError) as caught:
        read_manifest(path)
    (found,) = caught.value.diagnostics
    assert (found.place.line, found.place.column) == (5, 3)


def test_a_sheet_that_was_printed_before_papers_named_their_version() -> None:
    before = document(dataclasses.replace(some(), sheet=sheets()))
    for paper in before["sheet"]["papers"]:
        del paper["version"]
    VALIDATOR.validate(before)
    read = read_back(json.dumps(before).encode())
    assert read.sheet is not None
    assert [paper.version for paper in read.sheet.papers] == ["", ""]


def _places(node: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - JSON
    """Yield the container and the key of every value in a document."""
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
    """One item of each form, two versions and sheets; every value in turn is replaced."""
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
