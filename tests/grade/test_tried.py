"""What students chose flows back: `quizgen items` shows it, and the bank prefers what worked."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizgen.bank.items import Item
from quizgen.bank.tried import Experience
from quizgen.cli import main
from quizgen.deck.answered import tried_of
from quizgen.project import QuizOptions, read_projects

NAMES = (
    *("Anna", "Boris", "Clara", "David", "Emil", "Frida"),
    *("Gustav", "Hanna", "Ida", "Jakob", "Karl", "Lena"),
)
PEOPLE = "\n".join(
    f"  p{number}: {{name: {name} Mann, born: {1900 + 3 * number}-01-0{1 + number % 9}}}"
    for number, name in enumerate(NAMES)
)
WORKS = "\n".join(
    f"  w{number}: {{name: the work {chr(97 + number)}, by: p{number}}}" for number in range(12)
)
DECK = f"""\
deck: works
title: Works
source: {{title: A book}}
quiz: {{}}
kinds:
  makers:
    one: person
    name: name
    fields:
      name: {{type: text, required: true, single: true}}
      born: {{type: date, single: true}}
    questions:
      born: {{ask: "When was {{name}} born?"}}
  pieces:
    one: piece
    name: name
    fields:
      name: {{type: text, required: true, single: true}}
      by: {{type: reference, to: [makers], single: true}}
    questions:
      by: {{ask: "Who made {{name}}?"}}
makers:
{PEOPLE}
pieces:
{WORKS}
"""
HEADS = ("number", "item", "missed", "chosen", "offered", "earned", "possible")


def written(folder: Path, deck: str) -> Path:
    path = folder / "works.yaml"
    path.write_text(deck, "utf-8")
    return path


def item_of(path: Path, name: str) -> Item:
    projects, problems = read_projects([path])
    assert not problems
    return next(each for each in projects[0].items(QuizOptions()) if each.id == name)


def answers(folder: Path, item: Item, chosen: dict[str, int]) -> None:
    """Write the answers of a class to an item: how many students chose each option."""
    with (folder / "responses.csv").open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(HEADS)
        for option, count in chosen.items():
            for number in range(count):
                row = (number, item.id, "", option, " | ".join(item.options), 0, 1)
                writer.writerow(row)


def items(path: Path, *options: str) -> Result:
    return CliRunner().invoke(main, ["items", str(path), *options])


def test_what_worked_stays_and_what_did_not_goes(tmp_path: Path) -> None:
    name = "pieces/w3/by"
    path = written(tmp_path, DECK)
    before = item_of(path, name)
    key, works, *idle = before.options
    answers(tmp_path, before, {key: 25, works: 5})
    written(tmp_path, DECK.replace("quiz: {}", "quiz: {responses: responses.csv}"))
    after = item_of(path, name)
    assert works in after.options
    assert not set(idle) & set(after.options)
    assert after.options[0] == key
    # The same files give the same options.
    assert item_of(path, name).options == after.options


def test_dates_that_worked_come_first_on_their_side_of_the_key(tmp_path: Path) -> None:
    path = written(tmp_path, DECK)
    (project, *_), _ = read_projects([path])
    fillers = [each.right[0] for each in project.items(QuizOptions()) if each.id.endswith("born")]
    known = Experience(
        str, {fillers[4].text: 0.3, fillers[2].text: 0.4}, frozenset({fillers[0].text})
    )
    ordered = list(known.first(iter(fillers[:6])))
    assert ordered == [fillers[index] for index in (2, 4, 1, 3, 5, 0)]


def test_a_few_students_decide_nothing(tmp_path: Path) -> None:
    path = written(tmp_path, DECK)
    before = item_of(path, "pieces/w3/by")
    answers(tmp_path, before, {before.options[0]: 10, before.options[1]: 5})
    written(tmp_path, DECK.replace("quiz: {}", "quiz: {responses: responses.csv}"))
    assert item_of(path, "pieces/w3/by").options == before.options


def test_items_shows_who_chose_what(tmp_path: Path) -> None:
    path = written(tmp_path, DECK)
    before = item_of(path, "pieces/w3/by")
    key, works, *idle = before.options
    answers(tmp_path, before, {key: 36, works: 4})
    shown = items(path, "--of", "pieces/w3", "--responses", str(tmp_path / "responses.csv")).output
    assert f"* {key}  [chosen by 90% of 40]" in shown
    assert f"- {works}  [" in shown
    assert "; chosen by 10% of 40, works]" in shown
    assert shown.count("chosen by 0% of 40, hardly works") == 2
    # The deck's own files show by themselves, and what they drove out is named.
    written(tmp_path, DECK.replace("quiz: {}", "quiz: {responses: [responses.csv]}"))
    shown = items(path, "--of", "pieces/w3").output
    for option in idle:
        assert f"no longer {option}  [chosen by 0% of 40, hardly works]" in shown


def test_files_of_a_deck_are_its_inputs(tmp_path: Path) -> None:
    path = written(tmp_path, DECK)
    answers(tmp_path, item_of(path, "pieces/w3/by"), {"x": 1})
    written(tmp_path, DECK.replace("quiz: {}", "quiz: {responses: [responses.csv]}"))
    (project, *_), _ = read_projects([path])
    assert str(tmp_path / "responses.csv") in project.deck.inputs


@pytest.mark.parametrize(
    ("named", "code"),
    [("../responses.csv", "Q007"), ("lost.csv", "Q001"), ("works.yaml", "Q724")],
)
def test_files_that_cannot_be_read_are_reported(named: str, code: str, tmp_path: Path) -> None:
    path = written(tmp_path, DECK.replace("quiz: {}", f"quiz: {{responses: [{named}]}}"))
    _, problems = read_projects([path])
    assert [each.code for each in problems] == [code]


def test_answers_without_options_count_nothing() -> None:
    assert tried_of([]) == {}
