"""Damaged and forged manifests are refused with a message, or an independent check passes."""

from __future__ import annotations

import copy
import dataclasses
import hashlib
import json
from pathlib import Path
from string import ascii_uppercase
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from deck_support import THOROUGH
from hypothesis import given, settings
from hypothesis import strategies as st
from manifest_support import FORMS, Json, document, item_of, manifest_of
from sheet_support import SCHEMA, sheets

from quizgen.cli import main
from quizgen.language.labels import load_labels
from quizgen.paper.answer_sheet_rows import answer_sheets, rows_of
from quizgen.paper.filenames import file_ends
from quizgen.quiz.manifest import Manifest, Student
from quizgen.quiz.read_manifest import NoManifestError
from quizgen.quiz.read_manifest import manifest_of as read_back
from quizgen.quiz.score import Marks, score
from quizgen.quiz.write_manifest import to_json

VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
LABELS = load_labels("en").texts
SOME = [[item_of(n, form)] for n, form in enumerate(FORMS)]
LETTERED = document(dataclasses.replace(manifest_of(SOME, versions=2), sheet=sheets()))
NAMED = document(manifest_of(SOME, students=(Student("7", "Anna", "7b"), Student("A", "Борис"))))
# Values that a slip, a bad tool or a stranger may write.
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 9),
    st.sampled_from([10**20, 10**400, -1, 0.5, 1e308, float("nan"), float("inf"), 2.0]),
    st.sampled_from(["", " ", "A", "B", "Z", "matching", "ordering", "short", "7", "a4", "\ud800"]),
    st.text(max_size=3),
    st.lists(st.integers(0, 4), max_size=4),
    st.just({}),
    st.just([[]]),
)


def places_in(node: Any) -> list[tuple[Any, Any]]:  # noqa: ANN401 - JSON
    """Return the container of each value in a document, with its key or index."""
    keys: list[Any] = []
    if isinstance(node, dict):
        keys = list(node)
    elif isinstance(node, list):
        keys = list(range(len(node)))
    found = [(node, key) for key in keys]
    for key in keys:
        found += places_in(node[key])
    return found


def drawn_place(made: Json, data: st.DataObject, label: str) -> tuple[Any, Any]:
    places = places_in(made)
    return places[data.draw(st.integers(0, 9999), label=label) % len(places)]


def mutate(made: Json, data: st.DataObject) -> None:
    """Change one value: replace it, take one from elsewhere, double it, drop it or swap it."""
    holder, key = drawn_place(made, data, "where")
    how = data.draw(st.sampled_from(["set", "copy", "twice", "drop", "swap"]), label="how")
    if how == "copy":
        other, name = drawn_place(made, data, "from")
        holder[key] = copy.deepcopy(other[name])
    elif how == "twice" and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[key]))
    elif how == "drop":
        del holder[key]
    elif how == "swap" and isinstance(holder, list):
        holder[key], holder[-1] = holder[-1], holder[key]
    else:
        holder[key] = data.draw(VALUES, label="value")


def forge(made: Json) -> None:
    """Give a document the fingerprints of its contents, as a forger would."""
    try:
        made["fingerprint"] = digest(printed_words(made))[:10]
        layouts = made["sheet"]["layouts"].values()
        for layout in layouts:
            layout["fingerprint"] = digest([layout["rows"], layout["pages"]])[:8]
        made["sheet"]["layouts"] = {layout["fingerprint"]: layout for layout in layouts}
        for paper in made["sheet"]["papers"]:
            paper["layout"] = next(iter(made["sheet"]["layouts"]))
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, StopIteration):
        # A document this broken has no fingerprint.
        pass


def printed_words(made: Json) -> list[Any]:
    items = []
    for item in made["items"]:
        shown = [picture["file"] for picture in item["pictures"]]
        options = [picture["file"] for picture in item["option_pictures"]]
        parts = [*(item[name] for name in ("id", "form", "stem", "options", "left")), shown]
        items.append([*parts, options] if options else parts)
    sections = [each | {"points": float(each["points"])} for each in made["sections"]]
    marking = [float(made["marking"]["wrong"]), made["marking"]["partial"]]
    own = [made["instructions"]] if made.get("instructions") else []
    return [made["title"], items, sections, made["versions"], marking, *own]


def digest(value: object) -> str:
    return hashlib.sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()


def assert_sound(made: Json) -> None:
    """Check an accepted manifest, from the JSON alone, and everything that uses it."""
    # Manifests of format 2 are accepted too.
    VALIDATOR.validate(made | {"format": 3} if made["format"] == 2 else made)
    names = [version["version"] for version in made["versions"]]
    assert len(set(names)) == len(names)
    students = [version.get("student") for version in made["versions"]]
    for name, student in zip(names, students, strict=True):
        assert name == student["number"] if student else name in ascii_uppercase
    assert all(students) or not any(students)
    for version in made["versions"]:
        assert len(version["sections"]) == len(made["sections"])
        assert_order(made["items"], [place for part in version["sections"] for place in part])
    for item in made["items"]:
        for key in (item.get("key", []), *item.get("other_keys", [])):
            assert all(0 <= index < len(item["options"]) for index in key)
    assert made["fingerprint"] == digest(printed_words(full(made)))[:10]


def full(made: Json) -> Json:
    """Return the document with the reader's defaults for missing keys."""
    item = {"options": [], "left": [], "pictures": [], "option_pictures": []}
    section = {"title": "", "instructions": "", "points": 1, "continues": False}
    place = {"options": [], "left": []}
    student = {"name": "", "group": ""}
    versions = [
        {"student": None}
        | version
        | {"sections": [[place | each for each in part] for part in version["sections"]]}
        for version in made["versions"]
    ]
    for version in versions:
        version["student"] = version["student"] and student | version["student"]
    return made | {
        "items": [item | each for each in made["items"]],
        "sections": [section | each for each in made["sections"]],
        "versions": versions,
        "marking": {"wrong": 0, "partial": False} | made.get("marking", {}),
    }


def assert_order(items: list[Json], places: list[Json]) -> None:
    assert sorted(place["item"] for place in places) == list(range(len(items)))
    for place in places:
        item = items[place["item"]]
        for name in ("options", "left"):
            assert sorted(place.get(name, [])) == list(range(len(item.get(name, []))))


def assert_usable(manifest: Manifest) -> None:
    """Everything that reads a manifest succeeds."""
    assert read_back(to_json(manifest)) == manifest
    assert len(list(file_ends(manifest))) == len(manifest.versions)
    assert answer_sheets(manifest, LABELS, 5)
    for version in manifest.versions:
        rows = rows_of(manifest, version, LABELS)
        assert score(manifest, version.version, rows, Marks({})).open


def accepted(data: bytes) -> Manifest | None:
    """Return the manifest, or None if it is refused with a message."""
    try:
        return read_back(data)
    except NoManifestError as error:
        messages = error.messages
    assert all(messages)
    assert max(map(len, messages)) < 400
    return None


@pytest.mark.parametrize("base", [LETTERED, NAMED], ids=["versions", "students"])
@settings(max_examples=1500 if THOROUGH else 250, deadline=None, derandomize=True)
@given(data=st.data(), times=st.integers(1, 3), forged=st.booleans())
def test_a_changed_manifest_is_refused_or_sound(
    base: Json, data: st.DataObject, times: int, *, forged: bool
) -> None:
    made = copy.deepcopy(base)
    for _ in range(times):
        mutate(made, data)
    if forged:
        forge(made)
    manifest = accepted(json.dumps(made).encode())
    if manifest:
        assert_sound(made)
        assert_usable(manifest)


@settings(max_examples=500 if THOROUGH else 150, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.binary(max_size=3), st.integers(0, 3))
def test_changed_bytes_are_refused_or_a_manifest(place: int, new: bytes, gone: int) -> None:
    whole = json.dumps(LETTERED).encode()
    place %= len(whole)
    manifest = accepted(whole[:place] + new + whole[place + gone :])
    if manifest:
        assert_usable(manifest)


def test_a_forged_name_of_a_version_is_a_message(tmp_path: Path) -> None:
    made = copy.deepcopy(LETTERED) | {"sheet": None}
    made["versions"][1]["version"] = "matching"
    made["fingerprint"] = digest(printed_words(made))[:10]
    path = tmp_path / "quiz.json"
    path.write_text(json.dumps(made), encoding="utf-8")
    result = CliRunner().invoke(main, ["quiz", str(path), "--answer-sheet", "--pdf", "none"])
    assert result.exit_code == 1
    assert "Q532" in result.output
    assert "`versions[1].version` is not a letter from A to Z" in result.output


def test_more_options_than_a_sheet_takes_are_a_message(tmp_path: Path) -> None:
    path = tmp_path / "quiz.json"
    path.write_bytes(to_json(manifest_of([[item_of(0, "choice", entries=13)]])))
    result = CliRunner().invoke(main, ["quiz", str(path), "--answer-sheet", "--pdf", "none"])
    assert result.exit_code == 1
    assert "an answer sheet has room for 12 options in a row" in result.output
