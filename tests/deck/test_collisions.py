"""Decks that would write the same files, on this system or on another."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.diagnostics import Diagnostic
from quizgen.project import read_projects

DECK = "deck: {id}\ntitle: A deck\nterms: {{truce: {{name: truce, definition: a halt}}}}\n"


def problems(folder: Path, decks: dict[str, str], *given: str) -> list[Diagnostic]:
    for name, deck in decks.items():
        (folder / name).write_text(DECK.format(id=deck), encoding="utf-8")
    return read_projects([folder / name for name in given or decks])[1]


def codes(found: list[Diagnostic]) -> list[tuple[str, str]]:
    return [(each.code, each.severity.value) for each in found]


def test_two_decks_with_one_lock(tmp_path: Path) -> None:
    found = problems(tmp_path, {"d.yaml": "one", "d.yml": "two"})
    assert codes(found) == [("Q221", "error")]
    assert found[0].message == "d.yml and d.yaml share the lock d.lock"
    assert (found[0].place.file, found[0].place.line) == (str(tmp_path / "d.yml"), 1)


def test_a_deck_beside_with_the_same_lock(tmp_path: Path) -> None:
    found = problems(tmp_path, {"d.yaml": "one", "d.yml": "two"}, "d.yaml")
    assert codes(found) == [("Q221", "warning")]
    assert "d.yml, beside this deck," in found[0].message


def test_a_file_beside_that_is_no_deck(tmp_path: Path) -> None:
    (tmp_path / "d.yml").write_text("terms: {}\n", encoding="utf-8")
    assert problems(tmp_path, {"d.yaml": "one"}) == []


@pytest.mark.parametrize("pair", [("d", "D"), ("straße", "STRASSE")])
def test_ids_that_differ_in_capitals_alone(pair: tuple[str, str], tmp_path: Path) -> None:
    found = problems(tmp_path, {"a.yaml": pair[0], "b.yaml": pair[1]})
    assert codes(found) == [("Q222", "warning")]
    assert found[0].place.file.endswith("b.yaml")


@pytest.mark.parametrize("name", ["con", "NUL", "com1", "LPT9", "com¹"])
def test_names_that_windows_reserves(name: str, tmp_path: Path) -> None:
    assert codes(problems(tmp_path, {"a.yaml": name})) == [("Q223", "warning")]
    (tmp_path / "a.yaml").unlink()
    assert codes(problems(tmp_path, {f"{name}.yaml": "fine"})) == [("Q223", "warning")]


@pytest.mark.parametrize("name", ["console", "com", "com10", "nul-1"])
def test_names_that_are_like_them(name: str, tmp_path: Path) -> None:
    assert problems(tmp_path, {f"{name}.yaml": name}) == []


def test_a_file_name_that_ends_with_a_dot(tmp_path: Path) -> None:
    assert codes(problems(tmp_path, {"deck.yaml.": "fine"})) == [("Q223", "warning")]
