"""Files that a deck includes: as its own facts, as background, and within limits."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import HEADER, load
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.cli import main
from quizgen.deck.files import MAX_DEPTH, MAX_FILES
from quizgen.deck.inside import PROJECT_FILE
from quizgen.deck.load import load_deck
from quizgen.diagnostics import Diagnostic
from quizgen.export.anki import notes
from quizgen.forms.registry import form_names
from quizgen.project import Project, read_projects
from quizgen.schema.deck import deck_schema

TERMS = """\
terms:
  truce: {name: truce, definition: an agreement to stop fighting for a while}
  embargo: {name: embargo, definition: a ban on trade with a country}
"""
KIND = """\
kinds:
  rivers:
    one: river
    name: name
    fields: {name: {type: text, required: true}, length: {type: number}}
    questions: {length: {ask: "how long is {name}?"}}
"""


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def problems(path: Path) -> list[Diagnostic]:
    return list(load_deck(path).diagnostics)


def background(path: Path) -> dict[str, bool]:
    return {ref: fact.background for ref, fact in load(path).facts.items()}


# As facts, and as background


def test_facts_of_a_list_and_of_facts_are_the_decks_own(tmp_path: Path) -> None:
    write(tmp_path / "more.yaml", TERMS)
    as_list = write(tmp_path / "a.yaml", f"{HEADER}include: [more.yaml]\n")
    as_facts = write(tmp_path / "b.yaml", f"{HEADER}include: {{facts: more.yaml}}\n")
    assert background(as_list) == background(as_facts)
    assert not any(background(as_list).values())


def test_facts_of_background_make_no_cards(tmp_path: Path) -> None:
    write(tmp_path / "shared" / "terms.yaml", f"include: [deeper.yaml]\n{TERMS}")
    write(tmp_path / "shared" / "deeper.yaml", "terms: {war: {name: war, definition: a fight}}\n")
    own = "terms: {a: {name: ally, definition: a friend}}\n"
    text = f"{HEADER}include: {{background: [shared/terms.yaml]}}\n{own}"
    path = write(tmp_path / "deck.yaml", text)
    assert background(path) == {
        "terms/a": False,
        "terms/truce": True,
        "terms/embargo": True,
        "terms/war": True,
    }
    assert {note.key.split("/")[1] for note in notes(Project(load(path))).notes} == {"a"}


@pytest.mark.parametrize("first", ["facts", "background"])
def test_a_file_that_is_both_is_the_decks_own(tmp_path: Path, first: str) -> None:
    write(tmp_path / "more.yaml", TERMS)
    write(tmp_path / "more-of-it.yaml", "include: [more.yaml]\n")
    ways = {"facts": "facts: more-of-it.yaml", "background": "background: more.yaml"}
    order = [ways.pop(first), *ways.values()]
    path = write(tmp_path / "deck.yaml", f"{HEADER}include: {{{', '.join(order)}}}\n")
    assert not any(background(path).values())


def test_kinds_of_a_background_file_hold_in_the_deck(tmp_path: Path) -> None:
    write(
        tmp_path / "rivers.yaml", f"{KIND}rivers: {{ural: {{name: the Ural, length: 2428 km}}}}\n"
    )
    own = "rivers: {volga: {name: the Volga, length: 3530 km}}\n"
    path = write(tmp_path / "deck.yaml", f"{HEADER}include: {{background: rivers.yaml}}\n{own}")
    assert background(path) == {"rivers/ural": True, "rivers/volga": False}


def test_the_schema_knows_kinds_of_included_files(tmp_path: Path) -> None:
    write(tmp_path / "rivers.yaml", f"{KIND}rivers: {{ural: {{name: the Ural}}}}\n")
    for way in ("[rivers.yaml]", "{background: rivers.yaml}"):
        path = write(tmp_path / "deck.yaml", f"{HEADER}include: {way}\n{TERMS}")
        assert "rivers" in deck_schema(form_names(), load(path))["properties"]


def test_a_file_beside_the_decks_folder_is_mended(tmp_path: Path) -> None:
    write(tmp_path / PROJECT_FILE, "")
    shared = write(tmp_path / "shared" / "e.yaml", "events: {e: {name: march, date: May 1814}}\n")
    path = write(tmp_path / "decks" / "d.yaml", f"{HEADER}include: [../shared/e.yaml]\n")
    result = CliRunner().invoke(main, ["check", str(path), "--fix", "--yes"])
    assert result.exit_code == 0, result.output
    assert "date: 1814-05" in shared.read_text(encoding="utf-8")


def test_an_unknown_way_to_include(tmp_path: Path) -> None:
    write(tmp_path / "more.yaml", TERMS)
    path = write(tmp_path / "deck.yaml", f"{HEADER}include: {{fact: more.yaml}}\n{TERMS}")
    (problem,) = problems(path)
    assert (problem.code, problem.place.line, problem.help) == ("Q201", 3, "did you mean `facts`?")


def test_problems_name_the_file_that_has_them(tmp_path: Path) -> None:
    shared = write(tmp_path / "shared" / "t.yaml", TERMS.replace("name: embargo", "nme: embargo"))
    path = write(tmp_path / "deck.yaml", f"{HEADER}include: {{background: shared/t.yaml}}\n")
    places = {str(problem.place) for problem in problems(path) if problem.code == "Q201"}
    assert places == {f"{shared}:3:13"}


def test_a_deck_is_not_included(tmp_path: Path) -> None:
    write(tmp_path / "other.yaml", f"deck: other\ntitle: Other\n{TERMS}")
    path = write(tmp_path / "deck.yaml", f"{HEADER}include: [other.yaml]\n")
    found = [problem for problem in problems(path) if problem.code == "Q218"]
    assert "refer to its facts as `other/kind/id`" in found[0].help


# Kinds that several files declare


def test_two_files_may_declare_a_kind_in_the_same_way(tmp_path: Path) -> None:
    write(tmp_path / "a.yaml", f"# The first\n{KIND}rivers: {{a: {{name: A}}}}\n")
    write(tmp_path / "b.yaml", f"{KIND}rivers: {{b: {{name: B}}}}\n")
    path = write(tmp_path / "deck.yaml", f"{HEADER}include: [a.yaml, b.yaml]\n")
    assert set(load(path).facts) == {"rivers/a", "rivers/b"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("type: number", "type: text"),
        ("type: number", "type: number, unique: true"),
        ("how long is", "of what length is"),
        ("one: river", "one: stream"),
    ],
)
def test_kinds_that_differ_name_both_places(tmp_path: Path, old: str, new: str) -> None:
    first = write(tmp_path / "a.yaml", KIND)
    write(tmp_path / "b.yaml", KIND.replace(old, new))
    path = write(tmp_path / "deck.yaml", f"{HEADER}include: [a.yaml, b.yaml]\n{TERMS}")
    (problem,) = problems(path)
    assert problem.code == "Q305"
    assert f"{first}:2:3" in problem.message
    assert problem.place.file.endswith("b.yaml")


def test_facts_with_one_id_name_both_places(tmp_path: Path) -> None:
    first = write(tmp_path / "a.yaml", TERMS)
    write(tmp_path / "b.yaml", TERMS)
    path = write(tmp_path / "deck.yaml", f"{HEADER}include: [a.yaml, b.yaml]\n")
    assert [problem.code for problem in problems(path)] == ["Q219", "Q219"]
    assert f"{first}:2:3" in problems(path)[0].message


def test_decks_that_share_the_facts_of_a_file_are_told(tmp_path: Path) -> None:
    write(tmp_path / "shared.yaml", TERMS)
    one = write(tmp_path / "one.yaml", "deck: one\ntitle: One\ninclude: [shared.yaml]\n")
    two = write(tmp_path / "two.yaml", "deck: two\ntitle: Two\ninclude: [shared.yaml]\n")
    _, found = read_projects([one, two])
    assert [problem.code for problem in found] == ["Q364"]
    head = "deck: two\ntitle: Two\ninclude: {background: shared.yaml}\n"
    write(two, f"{head}{KIND}rivers: {{a: {{name: A}}}}\n")
    assert read_projects([one, two])[1] == []


# The project's folder


def test_a_project_lets_decks_read_what_lies_beside_their_folders(tmp_path: Path) -> None:
    write(tmp_path / "shared" / "terms.yaml", TERMS)
    path = write(tmp_path / "decks" / "d.yaml", f"{HEADER}include: [../shared/terms.yaml]\n")
    assert [problem.code for problem in problems(path)] == ["Q007"]
    write(tmp_path / PROJECT_FILE, "")
    assert len(load(path).facts) == 2


def test_nothing_outside_the_project_is_read(tmp_path: Path) -> None:
    write(tmp_path / "secret.yaml", TERMS)
    project = tmp_path / "project"
    write(project / PROJECT_FILE, "")
    (project / "link.yaml").symlink_to(tmp_path / "secret.yaml")
    for written in ("../../secret.yaml", "../link.yaml", str(tmp_path / "secret.yaml")):
        path = write(project / "decks" / "d.yaml", f"{HEADER}include: ['{written}']\n")
        assert [problem.code for problem in problems(path)] == ["Q007"]


def test_the_nearest_project_counts(tmp_path: Path) -> None:
    write(tmp_path / PROJECT_FILE, "")
    write(tmp_path / "secret.yaml", TERMS)
    write(tmp_path / "theirs" / PROJECT_FILE, "")
    path = write(
        tmp_path / "theirs" / "decks" / "d.yaml", f"{HEADER}include: [../../secret.yaml]\n"
    )
    assert [problem.code for problem in problems(path)] == ["Q007"]


def test_a_link_is_no_mark_of_a_project(tmp_path: Path) -> None:
    write(tmp_path / "shared" / "terms.yaml", TERMS)
    (tmp_path / PROJECT_FILE).symlink_to(tmp_path / "shared" / "terms.yaml")
    path = write(tmp_path / "decks" / "d.yaml", f"{HEADER}include: [../shared/terms.yaml]\n")
    assert [problem.code for problem in problems(path)] == ["Q007"]


# Limits


def test_ten_thousand_includes_are_refused_once(tmp_path: Path) -> None:
    for number in range(MAX_FILES + 10):
        write(tmp_path / f"{number}.yaml", f"terms: {{t{number}: {{name: n, definition: d}}}}\n")
    names = ", ".join(f"{number}.yaml" for number in range(10_000))
    path = write(tmp_path / "deck.yaml", f"{HEADER}include: [{names}]\n")
    found = [problem for problem in problems(path) if problem.code == "Q006"]
    assert len(found) == 1
    assert f"{MAX_FILES} files" in found[0].message


def test_a_long_row_of_files_is_refused(tmp_path: Path) -> None:
    for number in range(MAX_DEPTH + 5):
        write(tmp_path / f"{number}.yaml", f"include: {number + 1}.yaml\n")
    path = write(tmp_path / "deck.yaml", f"{HEADER}include: [0.yaml]\n{TERMS}")
    (problem,) = problems(path)
    assert problem.code == "Q006"
    assert f"{MAX_DEPTH} files" in problem.message


@pytest.mark.parametrize("way", ["facts", "background"])
def test_circles_are_reported(tmp_path: Path, way: str) -> None:
    write(tmp_path / "a.yaml", f"include: {{{way}: b.yaml}}\n{TERMS}")
    write(tmp_path / "b.yaml", f"include: {{{way}: a.yaml}}\n")
    path = write(tmp_path / "deck.yaml", f"{HEADER}include: {{{way}: a.yaml}}\n")
    assert [problem.code for problem in problems(path)] == ["Q008"]
    path = write(tmp_path / "self.yaml", f"{HEADER}include: {{{way}: self.yaml}}\n{TERMS}")
    assert [problem.code for problem in problems(path)] == ["Q008"]


def test_bombs_in_several_files_count_together(tmp_path: Path) -> None:
    for number in range(4):
        write(tmp_path / f"{number}.yaml", f"# {'x' * 9_000_000}\n{TERMS}")
    path = write(
        tmp_path / "deck.yaml",
        f"{HEADER}include: {{background: [0.yaml, 1.yaml, 2.yaml, 3.yaml]}}\n",
    )
    assert "Q006" in {problem.code for problem in problems(path)}


# Facts that move from file to file

FACTS = [
    f"  t{number}: {{name: word{number}, definition: the meaning of {number}}}\n"
    for number in range(8)
]


@given(st.lists(st.integers(0, 3), min_size=8, max_size=8))
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_file_of_a_fact_is_no_part_of_its_cards(tmp_path: Path, where: list[int]) -> None:
    whole = write(tmp_path / "whole.yaml", f"{HEADER}terms:\n{''.join(FACTS)}")
    for file in range(1, 4):
        lines = [line for line, place in zip(FACTS, where, strict=True) if place == file]
        write(tmp_path / f"part{file}.yaml", f"terms:\n{''.join(lines)}")
    own = [line for line, place in zip(FACTS, where, strict=True) if place == 0]
    names = "part1.yaml, part2.yaml, part3.yaml"
    parted = write(tmp_path / "parted.yaml", f"{HEADER}include: [{names}]\nterms:\n{''.join(own)}")
    one, other = (notes(Project(load(path))).notes for path in (whole, parted))
    assert sorted(map(repr, one)) == sorted(map(repr, other))
