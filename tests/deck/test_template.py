"""Templates of stems: optional sections, and brackets that are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import HEADER, project_of

from quizgen.deck.template import slots
from quizgen.forms.entries import entries_of
from quizgen.project import read_projects

KIND = """
kinds:
  films:
    one: film
    name: name
    fields:
      name: {type: text, required: true}
      maker: {type: text, single: true}
      year: {type: date, single: true}
      still: {type: image}
    questions:
      maker: {ask: 'STEM'}
films:
  a: {name: A, maker: M, year: 1950}
  b: {name: B, maker: N}
"""


def stems(tmp_path: Path, stem: str) -> list[str]:
    project = project_of(tmp_path, KIND.replace("STEM", stem))
    return [prompt.stem for prompt in project.prompts]


@pytest.mark.parametrize(
    ("stem", "full", "short"),
    [
        ("who made {name}[ in {year}]?", "Who made A in 1950?", "Who made B?"),
        ("who made {name}{, year}?", "Who made A, 1950?", "Who made B?"),
        ("who made {name}{ (year)}?", "Who made A (1950)?", "Who made B?"),
        ("who made {name} [in {year}]?", "Who made A in 1950?", "Who made B?"),
        ("[in {year}, ]who made {name}?", "In 1950, who made A?", "Who made B?"),
        ("who made {name} [sic]?", "Who made A [sic]?", "Who made B [sic]?"),
        ("who made [[{name}]]?", "Who made [A]?", "Who made [B]?"),
        ("what is [0, 1) or [[1, 2], [3]] in {name}?", "What is [0, 1) or [[1, 2], [3]] in A?", ""),
        ("who made {name}[ in {year}][ ({year})]?", "Who made A in 1950 (1950)?", "Who made B?"),
    ],
)
def test_sections_are_left_out_whole(tmp_path: Path, stem: str, full: str, short: str) -> None:
    found = stems(tmp_path, stem)
    assert not full or found[0] == full
    assert not short or found[1] == short


def test_the_slots_of_sections_are_slots() -> None:
    assert [slot.name for slot in slots("a[ {b}] {c}[[{d}]]")] == ["b", "c", "d"]


def test_questions_with_several_entries_have_no_sections_of_one(tmp_path: Path) -> None:
    base = project_of(tmp_path, KIND.replace("STEM", "who made {name}[ in {year}]?")).base
    found = {entry.question for entry in entries_of(base) if entry.field.name == "maker"}
    assert found == {"Who made each of these?"}


@pytest.mark.parametrize(
    ("stem", "message"),
    [
        ("who made {name} [in {year}?", "`[in {year}?` has no closing bracket"),
        ("who made {name} [in [{year}] ]?", "an optional section has a section within it"),
        ("who made {name} [in {yaer}]?", "`{yaer}` is not a field of this kind"),
        ("who made {name}[ {still}]?", "`{still}` stands in an optional section"),
    ],
)
def test_faults_have_a_place(tmp_path: Path, stem: str, message: str) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(HEADER + KIND.replace("STEM", stem), encoding="utf-8")
    _, problems = read_projects([path])
    assert message in [each.message for each in problems]
    (line,) = {each.place.line for each in problems}
    assert "maker: {ask:" in path.read_text(encoding="utf-8").splitlines()[line - 1]
