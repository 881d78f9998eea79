"""Reasons why an answer does not fit: each names the one cause that applies."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.fit import fit_of
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.wrong import keys_of
from quizgen.listing.questions import list_questions
from quizgen.project import Project, QuizOptions

KIND = """
kinds:
  things:
    one: thing
    name: name
    alike: [topic]
    fields:
      name: {type: text, required: true}
      topic: {type: text}
      by: {type: reference, to: [people], single: true}
      value: {type: TYPE, single: true}
    questions:
      value: {ask: "{value:which} does {name} have?", back: "what has {value}?"}
people:
  weber: {name: Karl Webermann, born: 1840, died: 1875, sort: composer}
things:
  a: {name: FIRST, topic: x, value: RIGHT, by: weber}
  b: {name: Holm, topic: x, value: WRONG}
"""


def why_not(project: Project, way: str = "value") -> Misfit | None:
    """Return why the value of the second fact does not fit beside that of the first."""
    prompts = {each.id: each for each in project.prompts}
    mine, theirs = prompts[f"things/a/{way}"], prompts[f"things/b/{way}"]
    right, wrong = (keys_of(project.base, each)[0] for each in (mine, theirs))
    return fit_of(project.base).misfit(mine, right, wrong)


def deck(right: str, wrong: str, kind: str = "text", first: str = "Alder") -> str:
    filled = KIND.replace("TYPE", kind).replace("FIRST", first)
    return filled.replace("RIGHT", right).replace("WRONG", wrong).replace("{value:which} ", "what ")


@pytest.mark.parametrize(
    ("right", "wrong", "why"),
    [
        ("a hard stone", "soft stones", Misfit.PLURAL),
        ("a reaction of two acids", "a poet who writes songs", Misfit.PERSON),
        ("a hard stone", "NADPH", Misfit.ABBREVIATION),
        ("a hard stone", "12 stones", Misfit.FIGURE),
        ("a hard stone", "to break stones", Misfit.INFINITIVE),
        ("a hard stone", "how to break stones", Misfit.CLAUSE),
        ("a hard stone", "digging for iron ore", Misfit.GERUND),
        ("the open sea", "Indian Ocean", Misfit.PROPER),
        ("a hard stone", "a soft stone", None),
    ],
)
def test_what_sets_a_text_apart_is_named(
    tmp_path: Path, right: str, wrong: str, why: Misfit | None
) -> None:
    assert why_not(project_of(tmp_path, deck(right, wrong))) is why


@pytest.mark.parametrize(
    ("kind", "right", "wrong", "why"),
    [
        ("number", "20 km", "21 kg", Misfit.UNIT),
        ("number", "20 km", "about 21 km", Misfit.EXACT),
        ("date", "1920", "1921-05", Misfit.EXACT),
        ("date", "1920", "1921/1923", Misfit.SPAN),
    ],
)
def test_what_sets_a_figure_apart_is_named(
    tmp_path: Path, kind: str, right: str, wrong: str, why: Misfit
) -> None:
    assert why_not(project_of(tmp_path, deck(right, wrong, kind))) is why


@pytest.mark.parametrize(
    ("first", "wrong", "why"),
    [
        ("Alder", "1879", Misfit.AGE),
        ("The Storm of 1868", "1866", Misfit.YEAR),
        ("Alder", "1876-07-04", Misfit.EXACT),
    ],
)
def test_what_a_date_contradicts_is_named(
    tmp_path: Path, first: str, wrong: str, why: Misfit
) -> None:
    assert why_not(project_of(tmp_path, deck("1870", wrong, "date", first))) is why


def test_a_day_of_fame_is_named(tmp_path: Path) -> None:
    yaml = deck("1776-05-20", "1776-07-04", "date").replace(", by: weber", "")
    assert why_not(project_of(tmp_path, yaml)) is Misfit.FAMOUS


def test_the_field_with_the_other_date_is_named(tmp_path: Path) -> None:
    lives = ((number, 1800 + 8 * number, 1840 + 8 * number) for number in range(9))
    yaml = "people:\n" + "".join(
        f"  p{number}: {{name: Person {number}, born: {born}, died: {died}}}\n"
        for number, born, died in lives
    )
    project = project_of(tmp_path, yaml)
    asked = next(each for each in project.prompts if each.id == "people/p4/died")
    assert fit_of(project.base).fields_of(Misfit.ORDER, asked) == ("born",)


def test_narrow_reasons_lead_to_the_mend_of_the_wider_one(tmp_path: Path) -> None:
    values = {"b": "soft stones", "c": "NADPH", "d": "digging for ore"}
    more = "".join(
        f"  {name}: {{name: {name}holm, topic: x, value: {value}}}\n"
        for name, value in values.items()
    )
    yaml = deck("a hard stone", "WRONG").partition("  b: ")[0] + more
    project = project_of(tmp_path, yaml)
    asked = (
        each for each in project.questions(QuizOptions()) if each.prompt.id == "things/a/value"
    )
    told = list_questions(asked, explain=True)
    assert "in the same form" in told
    assert "1 of 3 other answers left out: either it or the right answer is a plural" in told
