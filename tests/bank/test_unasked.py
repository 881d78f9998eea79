"""Questions that are not asked: each has a reason and a mend, in `items` and in `check`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import HEADER, project_of

from quizgen.bank.unasked import Why
from quizgen.cli import main

SOURCE = "source: {title: Notes}\n"
KIND = """
kinds:
  films:
    one: film
    name: name
    fields:
      name: {type: text, required: true}
      maker: {type: text, single: true}
      year: {type: date, single: true}
      length: {type: number}
    questions:
      maker:
        ask: "who made {name} in {year}?"
        back: "which film did {maker} make?"
films:
"""


def reasons(tmp_path: Path, facts: str) -> dict[str, tuple[Why, str, str]]:
    unasked = project_of(tmp_path, KIND + facts).unasked
    return {each.id: (each.why, each.about, each.mend) for each in unasked}


def test_an_empty_slot(tmp_path: Path) -> None:
    assert reasons(tmp_path, "  a: {name: A, maker: M}") == {
        "films/a/maker": (
            Why.EMPTY,
            "the fact has nothing for `{year}`",
            "the field, or brackets around what may be left out: `[… {year}]`",
        )
    }


def test_a_shared_value(tmp_path: Path) -> None:
    facts = "  a: {name: A, maker: M, year: 1950}\n  b: {name: B, maker: M, year: 1960}"
    assert reasons(tmp_path, facts)["films/a/maker/back"] == (
        Why.SHARED,
        "by `maker` alone, the answer could also be `films/b`",
        "to the kind's `back`, or to your own, a slot that tells them apart, such as `{year}`",
    )


def test_a_field_without_a_question(tmp_path: Path) -> None:
    found = reasons(tmp_path, "  a: {name: A, length: 90}")
    assert found["films/a/length"][:2] == (Why.UNUSED, "no question of `films` uses `length`")


def test_a_question_of_ones_own_in_a_field_that_nothing_asks_for(tmp_path: Path) -> None:
    own = '{value: 1950, back: "which film is from {year}?"}'
    found = reasons(tmp_path, f"  a: {{name: A, maker: M, year: {own}}}")
    assert found["films/a/year"] == (
        Why.UNUSED,
        "no question of `films` asks for `year`",
        "a question, `year: {ask: …}`",
    )
    assert "films/a/year" not in reasons(tmp_path, "  a: {name: A, maker: M, year: 1950}")


def test_a_list_that_only_its_parts_are_asked_of(tmp_path: Path) -> None:
    stems = 'cast: {among: "who acts in {name}?", except: "who does not act in {name}?"ASK}'
    kind = KIND.replace("length: {type: number}", "cast: {type: text, many: true, complete: true}")
    kind = kind.replace("    questions:\n", f"    questions:\n      {stems}\n")
    facts = "  a: {name: A, cast: [B, C]}\n"
    for ask, told in (("", "nothing asks for all of `cast`"), (', ask: "who acts?"', "")):
        unasked = project_of(tmp_path, kind.replace("ASK", ask) + facts).unasked
        assert {each.id: each.about for each in unasked}.get("films/a/cast", "") == told


def test_a_fact_without_a_name(tmp_path: Path) -> None:
    yaml = """
    kinds:
      says:
        one: say
        name: text
        fields:
          text: {type: sentence, required: true}
          by: {type: text}
        questions:
          text: {}
          by: {ask: "who says “{text}”?", back: "what does {by} say?"}
    says: {a: {text: "It is {{5|number}}.", by: M}}
    """
    found = {each.id: each.why for each in project_of(tmp_path, yaml).unasked}
    assert found == {"says/a/by/back": Why.NAMELESS}


def test_a_fact_that_says_nothing_to_ask_for(tmp_path: Path) -> None:
    assert reasons(
        tmp_path, "  a: {name: A, year: 1950}\n  b: {name: B, maker: M, year: 1950}"
    ) == {
        "films/a": (
            Why.BARE,
            "the fact has no value to ask for",
            "`maker`, for example, or `background: true` if it only serves as a wrong option",
        )
    }


@pytest.mark.parametrize(
    "elsewhere",
    [
        "claims: {c: {claim: it rains, by: ann}}",
        "statements: {s: {text: 'It was said by {{Ann Lee|person}}.'}}",
        "events: {e: {name: the fall of Rome, place: Ann Lee}}",
        "questions: {q: {ask: Who sang?, answer: Bo, distractors: [Ann Lee, Cy, Di]}}",
    ],
)
def test_a_bare_fact_that_others_name(tmp_path: Path, elsewhere: str) -> None:
    yaml = f"people: {{ann: {{name: Ann Lee, sort: singer}}}}\n{elsewhere}"
    assert not [each.id for each in project_of(tmp_path, yaml).unasked if each.why is Why.BARE]


def test_neighbours_without_an_order(tmp_path: Path) -> None:
    kind = KIND.replace("back:", 'next: "who made a film after {name}?"\n        back:')
    facts = "  a: {name: A, maker: M, year: 1950}\n  b: {name: B, maker: N, year: 1960}"
    found = project_of(tmp_path, kind + facts).unasked
    assert [(each.id, each.why) for each in found] == [
        ("films/a/maker/next", Why.NO_ORDER),
        ("films/b/maker/next", Why.NO_ORDER),
    ]
    dated = facts.replace("maker: M", "maker: {value: M, from: 1950}")
    assert not project_of(tmp_path, kind + dated).unasked


def test_what_is_asked_has_no_reason_not_to_be(tmp_path: Path) -> None:
    assert reasons(tmp_path, "  a: {name: A, maker: M, year: 1950}") == {}


def run(tmp_path: Path, facts: str, *arguments: str) -> tuple[int, str]:
    path = tmp_path / "deck.yaml"
    path.write_text(HEADER + SOURCE + KIND + facts, encoding="utf-8")
    command, *options = arguments
    result = CliRunner().invoke(main, [command, str(path), *options])
    return result.exit_code, result.output


def test_items_lists_what_is_not_asked(tmp_path: Path) -> None:
    facts = "  a: {name: A, maker: M}\n  b: {name: B, maker: N, year: 1950}"
    _, listed = run(tmp_path, facts, "items", "--of", "films/a/maker")
    assert "films/a/maker\n  not asked: the fact has nothing for `{year}`; add the field" in listed
    assert listed.endswith("1 not asked: the fact has no value for a slot\n")


@pytest.mark.parametrize(("lost", "severity", "code"), [(1, "info", 0), (3, "warning", 1)])
def test_check_counts_them_once(tmp_path: Path, lost: int, severity: str, code: int) -> None:
    years = ["" if number < lost else ", year: 1950" for number in range(4)]
    facts = "".join(
        f"  f{number}: {{name: F{number}, maker: M{number}{year}}}\n"
        for number, year in enumerate(years)
    )
    exit_code, told = run(tmp_path, facts, "check", "--strict")
    assert told.count("Q406") == 1
    assert f"{severity}[Q406]: {lost} of 4 questions `films/maker` are not asked" in told
    assert "`films/f0/maker`, for example: the fact has nothing for `{year}`" in told
    assert exit_code == code


def test_check_counts_facts_that_say_nothing(tmp_path: Path) -> None:
    facts = "  a: {name: A}\n  b: {name: B}\n  c: {name: C, maker: M, year: 1950}\n"
    _, told = run(tmp_path, facts, "check")
    assert "warning[Q406]: 2 of 3 facts of `films` give no question; `films/a`, for" in told


def test_shared_values_are_no_slip(tmp_path: Path) -> None:
    facts = "".join(f"  f{n}: {{name: F{n}, maker: M, year: 1950}}\n" for n in range(4))
    exit_code, told = run(tmp_path, facts, "check", "--strict")
    assert "info[Q406]: 4 of 4 questions `films/maker/back` are not asked" in told
    assert exit_code == 0
