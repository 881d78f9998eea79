"""`rejected`: wrong options that the author strikes out, question by question."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import HEADER, project_of

from quizgen.bank.distractors import Refusal
from quizgen.bank.items import Item, Without
from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.project import Project, QuizOptions

TERMS = """
terms:
  worm: {name: worm, definition: a program that spreads from computer to computer}
  virus: {name: virus, definition: a program that hides in other programs}
  botnet: {name: botnet, definition: a group of computers that obey one attacker}
  trojan: {name: Trojan horse, definition: a program that does harm in secret}
  rootkit: {name: rootkit, definition: a program that hides an attacker}
  keylogger: {name: keylogger, definition: a program that records what you type}
"""
TREATIES = """
treaties:
  inf: {name: INF Treaty, signed: 1987-12-08}
  start: {name: START I, signed: 1991-07-31}
  salt: {name: SALT I, signed: 1972-05-26}
  abm: {name: ABM Treaty, signed: 1974-07-03}
  open: {name: Open Skies Treaty, signed: 1992-03-24}
"""


def made(folder: Path, yaml: str) -> dict[str, Item | Without]:
    project = project_of(folder, yaml)
    found = project.questions(QuizOptions(), explain=True)
    return {each.prompt.id: each for each in found}


def options(question: Item | Without) -> list[str]:
    return [each.filler.text for each in question.distractors]


def rejecting(question: str, texts: list[str]) -> str:
    listed = "".join(f"    - {text}\n" for text in texts)
    return f"rejected:\n  {question}:\n{listed}"


@pytest.mark.parametrize(
    ("yaml", "question"),
    [
        (TERMS, "terms/worm/definition"),
        (TERMS, "terms/worm/definition/back"),
        (TREATIES, "treaties/inf/signed"),
        (TREATIES, "treaties/inf/signed/back"),
    ],
)
def test_a_rejected_option_gives_way_and_nothing_else_changes(
    tmp_path: Path, yaml: str, question: str
) -> None:
    before = made(tmp_path, yaml)
    gone, *kept = options(before[question])
    after = made(tmp_path, yaml + rejecting(question, [gone]))
    assert gone not in options(after[question])
    assert set(kept) <= set(options(after[question])) or yaml is TREATIES
    refused = {each.text: each.why for each in after[question].refused}
    assert refused[gone] is Refusal.REJECTED
    others = set(before) - {question}
    assert {key: before[key] for key in others} == {key: after[key] for key in others}


def test_case_articles_and_space_make_no_difference(tmp_path: Path) -> None:
    question = "terms/worm/definition/back"
    written = ["the  VIRUS", "A botnet", "trojan-horse"]
    offered = options(made(tmp_path, TERMS + rejecting(question, written))[question])
    assert set(offered) == {"rootkit", "keylogger"}


def test_without_enough_options_the_question_has_none(tmp_path: Path) -> None:
    question = "terms/worm/definition/back"
    written = ["virus", "botnet", "Trojan horse", "rootkit"]
    assert isinstance(made(tmp_path, TERMS + rejecting(question, written))[question], Without)


def test_an_option_of_the_author_can_be_rejected_too(tmp_path: Path) -> None:
    yaml = (
        "questions:\n"
        "  q: {ask: Where was he in exile?, answer: Elba, distractors: [Capri, Malta, Corfu]}\n"
    )
    found = made(tmp_path, yaml + rejecting("questions/q/answer", ["malta"]))
    assert options(found["questions/q/answer"]) == ["Capri", "Corfu"]


def test_no_form_offers_a_rejected_option(tmp_path: Path) -> None:
    yaml = """
lists:
  noble: {name: the noble gases, category: elements, members: [helium, neon, argon]}
  halogens: {name: the halogens, category: elements, members: [fluorine, chlorine, bromine]}
"""
    question = "lists/noble/members"
    forms = QuizOptions(forms=("classification", "true-false", "multiple"))

    def printed(project: Project) -> dict[str, tuple[str, ...]]:
        made = project.exercises(forms)
        return {each.id: each.options for each in made if each.id.startswith(question)}

    plain = printed(project_of(tmp_path, yaml))
    assert any("chlorine" in each for each in plain.values())
    listed = "rejected:\n  lists/noble/members: [chlorine]\n"
    rejected = printed(project_of(tmp_path, yaml + listed))
    assert rejected
    assert not any("chlorine" in each for each in rejected.values())


def test_items_explain_says_who_rejected_it(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(HEADER + TERMS + rejecting("terms/worm/definition/back", ["virus"]))
    told = CliRunner().invoke(main, ["items", str(path), "--explain"])
    assert "you rejected it" in told.output


def test_check_reports_unknown_ids_and_right_answers(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(
        "source: {title: Notes}\n"
        + HEADER
        + TERMS
        + "rejected:\n"
        + "  terms/wurm/definition: [virus]\n"
        + "  terms/worm/definition/back: [the worm, a text that nobody offers]\n"
    )
    told = CliRunner().invoke(main, ["check", str(path)])
    assert told.exit_code == 0
    assert "Q408" in told.output
    assert "did you mean `terms/worm/definition`?" in told.output
    assert "`the worm` is the right answer of `terms/worm/definition/back`" in told.output
    assert "deck.yaml:14:32" in told.output
    assert told.output.count("warning[Q40") == 2


def test_many_unknown_ids_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    strange = "".join(f"  terms/x{n}/definition: [virus]\n" for n in range(500))
    path.write_text(f"{HEADER}{TERMS}rejected:\n{strange}")
    told = CliRunner().invoke(main, ["check", str(path)])
    assert told.output.count("no question with") == 21
    assert "480 more ids" in told.output


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("rejected: [virus]", "Q203"),
        ("rejected: {terms/worm/definition: {virus: true}}", "Q203"),
        ("rejected: {terms/worm/definition: [[virus]]}", "Q203"),
        ("rejected: {terms/worm/definition: ''}", "Q204"),
    ],
)
def test_other_shapes_are_reported(tmp_path: Path, written: str, code: str) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(f"{HEADER}{TERMS}{written}\n")
    assert [each.code for each in load_deck(path).diagnostics] == [code]


def test_it_belongs_in_the_main_file(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(f"{HEADER}include: [more.yaml]\n{TERMS}")
    (tmp_path / "more.yaml").write_text("rejected: {terms/worm/definition: [x]}\n")
    (found,) = load_deck(path).diagnostics
    assert found.code == "Q218"
    assert found.help == "write it in deck.yaml"
