"""`quizgen explain`: every code has an explanation, and its examples cause it, or don't."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner
from corpus_support import BESIDE, EXAMPLES, FACT
from deck_support import ROOT

from quizgen.checking.linting import review
from quizgen.checking.rejected import rejected_in_vain
from quizgen.checking.unasked import unasked
from quizgen.checking.wished import unknown_wishes
from quizgen.cli import main
from quizgen.codes import Code, codes, explain
from quizgen.diagnostics import Problems
from quizgen.grounding.findings import ungrounded
from quizgen.grounding.source import Articles
from quizgen.lint.rules import RULES
from quizgen.project import QuizOptions, read_projects
from quizgen.yaml.reader import DeckReader

HEADER = "deck: test\ntitle: A test\n"
SOURCE = "source: {title: Notes}\n"
# The text that examples name as `text` of their source.
NOTES = (
    "Soldiers on both sides kept a truce on December 24, 1914. They sang songs together.\n\n"
    "The officers feared for discipline. In the following years they forbade any meetings.\n"
)


def found_in(folder: Path, example: str, code: str) -> set[str]:
    path = folder / "deck.yaml"
    fact = FACT if re.match(r"(?:quiz|language|include):", example) else ""
    source = "" if code == "Q460" or example.startswith("source:") else SOURCE
    path.write_text(f"{HEADER}{source}{example}\n{fact}", encoding="utf-8")
    (folder / "notes.txt").write_text(NOTES, encoding="utf-8")
    shutil.copytree(BESIDE, folder, dirs_exist_ok=True)
    projects, problems = read_projects([path])
    if code == "Q364":
        # Only a command that reads two decks can tell what they share.
        _, problems = read_projects([path, folder / "sharing.yaml"])
    told = [each for project in projects for each in review(project, QuizOptions())]
    told += [each for project in projects for each in unasked(project)]
    told += [each for project in projects for each in unknown_wishes(project)]
    told += [each for project in projects for each in rejected_in_vain(project)]
    told += [each for project in projects for each in ungrounded(project.deck, Articles())]
    return {each.code for each in (*problems, *told)}


def test_every_code_is_explained() -> None:
    sources = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "quizgen").rglob("*.py"))
    used = set(re.findall(r'"(Q\d{3})"', sources))
    assert used == set(codes())


@pytest.mark.parametrize(
    "code", [code for code in EXAMPLES if code.bad], ids=lambda code: code.code
)
def test_what_is_bad_brings_the_code_about(code: Code, tmp_path: Path) -> None:
    assert code.code in found_in(tmp_path, code.bad, code.code)


@pytest.mark.parametrize(
    "code", [code for code in EXAMPLES if code.good], ids=lambda code: code.code
)
def test_what_is_good_says_nothing(code: Code, tmp_path: Path) -> None:
    assert found_in(tmp_path, code.good, code.code) == set()


def test_every_rule_about_items_and_cards_has_examples() -> None:
    assert {code for code in RULES if not (codes()[code].bad and codes()[code].good)} == {
        *("Q441", "Q442", "Q443", "Q444", "Q445", "Q446", "Q447")
    }


def test_no_code_is_explained_twice() -> None:
    problems = Problems()
    text = (ROOT / "quizgen" / "codes.yaml").read_text(encoding="utf-8")
    assert list(DeckReader("codes.yaml", text, problems).entries())
    assert problems.found == []


def test_a_code_is_explained() -> None:
    output = CliRunner().invoke(main, ["explain", "q412"]).output
    assert "Overlapping options." in output
    assert "6 to 8 hours" in output
    assert "lint: {Q412: off}" in output


def test_all_codes_are_listed() -> None:
    output = CliRunner().invoke(main, ["explain"]).output
    assert [line[:4] for line in output.splitlines()] == list(codes())


def test_a_code_that_is_not_there() -> None:
    result = CliRunner().invoke(main, ["explain", "Q999"])
    assert result.exit_code == 2
    assert "there is no code `Q999`" in result.output


def test_only_rules_can_be_turned_off() -> None:
    assert [code.code for code in codes().values() if "off}" in explain(code)] == list(RULES)
