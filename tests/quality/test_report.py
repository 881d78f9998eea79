"""`quizgen report` counts right, shows hostile texts as texts, and its advice holds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import ROOT, project_of
from report_support import ACTIVE, Page, report

from quizgen.bank.difficulty import of_choice
from quizgen.bank.items import Item
from quizgen.cli import main
from quizgen.project import Project, QuizOptions, read_projects
from quizgen.quality.measures import quality_of, tenths
from quizgen.quality.steps import Gain

ARTICLE = """\
On October 4, 1957, the Soviet Union launched Sputnik 1.

Valentina Tereshkova flew on June 16, 1963, and again nobody knows when.
"""
DECK = """\
deck: space
title: Space
source: {title: Notes, text: article.txt}
events:
  sputnik: {name: the launch of Sputnik 1, date: 1957-10-04, paragraph: 1}
  landing: {name: the landing on the Moon, date: 1969-07-20}
  salyut: {name: the launch of Salyut 1, date: 1971-04-19}
people:
  nobody: {name: Neil Armstrong}
  someone: {name: Yuri Gagarin, background: true}
terms:
  one: {name: perigee, definition: the point nearest the Earth}
  two: {name: apogee, definition: the point farthest from the Earth}
questions:
  q: {ask: How did it end?, answer: badly, distractors: [well, nicely]}
  w: {ask: What was never found?, answer: the tapes}
"""


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    (tmp_path / "article.txt").write_text(ARTICLE, encoding="utf-8")
    path = tmp_path / "space.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


def output(*arguments: object) -> str:
    return CliRunner().invoke(main, list(map(str, arguments))).output


def project(path: Path) -> Project:
    (found,), _ = read_projects([path])
    return found


def test_the_page_counts_facts_by_kind(deck: Path) -> None:
    counted = report(deck).numbers("facts-plot")
    kinds = re.findall(r"^(\w+):\n((?:  .*\n)+)", DECK, re.MULTILINE)
    assert [name for name, _ in kinds] == ["events", "people", "terms", "questions"]
    for kind, facts in kinds:
        assert sum(counted[kind]) == len(facts.splitlines()), kind
        assert counted[kind][-1] == facts.count("background"), kind
    assert counted["people"] == [0, 0, 1, 1]
    assert len(counted) == len(kinds)


def test_the_page_counts_questions_as_the_list_does(deck: Path) -> None:
    listed = output("items", deck)
    found = re.search(r"(\d+) of (\d+) questions have options", listed)
    assert found
    unasked = sum(map(int, re.findall(r"(\d+) not asked:", listed)))
    counted = report(deck).numbers("questions-plot")
    assert counted["items"] == [int(found[1])]
    assert sum(map(sum, counted.values())) == int(found[2]) + unasked
    reasons = re.findall(r"^\d+ (?:without options|not asked): (.*)$", listed, re.MULTILINE)
    assert reasons
    text = report(deck).text
    assert all(reason in text for reason in reasons)


def test_the_page_counts_forms_as_the_list_does(deck: Path) -> None:
    counted = report(deck).numbers("forms-plot")
    for form in ("choice", "true-false", "short", "chronology"):
        found = re.search(rf"(\d+) of the form {form}", output("items", deck, "--forms", form))
        assert counted[form] == [int(found[1]) if found else 0], form


def test_the_page_lists_the_findings_of_the_linter(deck: Path) -> None:
    found = json.loads(output("lint", deck, "--format", "json"))
    assert found
    page = report(deck)
    counts = Counter(each["code"] for each in found)
    shown = re.findall(r"(Q\d+), [^:\n]*: (\d+) (?:hint|warning)", page.text)
    assert {code: int(count) for code, count in shown} == counts
    for each in found:
        assert f"space.yaml:{each['place']['line']}" in page.text


def test_the_page_shows_what_the_article_has_left(deck: Path) -> None:
    page = report(deck)
    told = output("coverage", deck).splitlines()[-1]
    counts = re.findall(r"(\d+) of (\d+)", told)
    things = sum(int(total) for _, total in counts)
    covered = sum(int(done) for done, _ in counts)
    assert f"{covered} of {things} things in the article" in page.text
    rows = page.numbers("coverage-plot")
    assert sum(row[0] for row in rows.values()) == covered
    assert sum(row[0] + row[1] for row in rows.values()) == things
    assert [row[2] for row in rows.values()] == [1, 0]
    assert "No fact cites these paragraphs: 2." in page.text
    assert "June 16, 1963" in page.text


def test_the_page_counts_letters_and_options(deck: Path) -> None:
    items = project(deck).items(QuizOptions())
    page = report(deck)
    assert sum(page.numbers("difficulty-plot")[f"{n / 10:.1f}"][0] for n in range(10)) == len(items)
    letters = {row[0]: row for row in page.tables["letters-plot"][1:]}
    offered = {letter: int(cells[-1]) for letter, *cells in letters.values()}
    assert offered["A"] == len(items)
    assert sum(offered.values()) == sum(len(item.options) for item in items)
    right = sum(offered[name] * float(row[1].rstrip("%")) / 100 for name, row in letters.items())
    assert round(right) == len(items)
    uses = Counter(option for item in items for option in item.options)
    counted = page.numbers("reuse-plot")
    assert counted["in 1 item"] == [sum(count == 1 for count in uses.values())]
    assert counted["in 2 items"] == [sum(count == 2 for count in uses.values())]
    assert sum(map(sum, counted.values())) == len(uses)


def test_a_share_lies_in_its_tenth() -> None:
    assert tenths([0.0, 0.05, 0.1, 0.95, 1.0]) == (2, 1, 0, 0, 0, 0, 0, 0, 0, 2)


def test_difficulty_is_that_of_the_items(deck: Path) -> None:
    found = project(deck)
    quality = quality_of(found, None)
    assert quality.difficulty == tenths(map(of_choice, found.items(QuizOptions())))


def test_who_follows_the_first_step_gets_the_items(tmp_path: Path) -> None:
    treaty = "  {}: {{name: {} Treaty, signed: {}}}\n"
    names = [("a", "Antarctic", 1959), ("b", "Outer Space", 1967)]
    more = [("c", "Test Ban", 1963), ("d", "Proliferation", 1968), ("e", "Seabed", 1971)]

    def made(rows: list[tuple[str, str, int]]) -> Project:
        return project_of(tmp_path, "treaties:\n" + "".join(treaty.format(*row) for row in rows))

    few = made(names)
    steps = quality_of(few, None).steps
    step = next(each for each in steps if each.gain is Gain.ITEMS)
    assert step.what == "1 more fact of `treaties` with `signed`"
    then = made([*names, *more[: step.work]])
    have = {each.id for each in then.questions(QuizOptions()) if isinstance(each, Item)}
    lacked = {each.prompt.id for each in few.questions(QuizOptions()) if not isinstance(each, Item)}
    assert step.count == len(step.examples)
    assert set(step.examples) <= lacked & have


def test_one_step_gives_options_to_several_questions(tmp_path: Path) -> None:
    terms = "terms:\n  a: {name: perigee, definition: the nearest point of an orbit}\n"
    more = "  b: {name: apogee, definition: the farthest point of an orbit}\n"
    steps = quality_of(project_of(tmp_path, terms + more), None).steps
    (step,) = (each for each in steps if each.gain is Gain.ITEMS)
    assert step.count == 4
    asked = {f"terms/{fact}/definition{way}" for fact in "ab" for way in ("", "/back")}
    assert set(step.examples) == asked


def test_a_step_that_hardly_any_fact_would_help_is_left_out() -> None:
    # Only an element whose name begins like the symbol would fit, and none of 47 others does.
    elements = project(ROOT / "decks" / "elements.yaml")
    lacking = [
        each
        for each in elements.questions(QuizOptions(), explain=True)
        if not isinstance(each, Item)
    ]
    hopeless = {each.prompt.id for each in lacking if len(each.refused) > 40}
    assert hopeless
    steps = quality_of(elements, None).steps
    of_facts = [step for step in steps if " more " in step.what]
    assert not hopeless & {example for step in of_facts for example in step.examples}


def test_steps_come_by_what_they_give(deck: Path) -> None:
    steps = quality_of(project(deck), None).steps
    assert steps
    gains = [list(Gain).index(step.gain) for step in steps]
    assert gains == sorted(gains)
    for gain in Gain:
        each = [step.count / step.work for step in steps if step.gain is gain]
        assert each == sorted(each, reverse=True)


def test_facts_without_questions_and_sources_are_named(deck: Path) -> None:
    text = report(deck).text
    assert "1 fact that nothing is asked about" in text
    assert "people/nobody (space.yaml:9)" in text
    deck.write_text(DECK.replace("source: {title: Notes, text: article.txt}\n", ""))
    text = report(deck).text
    assert "6 facts without a source or a paragraph" in text
    assert "The deck names no article." in text


def test_every_plot_is_described_and_has_a_table(deck: Path) -> None:
    page = report(deck)
    plots = [attributes for tag, attributes in page.elements if attributes.get("role") == "img"]
    ids = [attributes["id"] for _, attributes in page.elements if "id" in attributes]
    assert len(plots) >= 8
    assert len(ids) == len(set(ids))
    for plot in plots:
        title, about = str(plot["aria-labelledby"]).split()
        assert {title, about} <= set(ids)
        assert len(page.tables[title.removesuffix("-title")]) > 1


HOSTILE = r"""
deck: hostile
title: "</title><script>alert(1)</script> & \u202E `x` \"y\" 'z'"
tags: ["<b>"]
terms:
  a: {name: "<img src=x onerror=alert(1)>", definition: "</style><script>alert(2)</script>"}
  b: {name: "\" onload=alert(3) x=\"", definition: "a `tick and <!-- a comment"}
  c: {name: "]]></svg><script>alert(4)</script>", definition: "**bold** text of the third"}
  d: {name: "javascript:alert(5)", definition: "&lt;script&gt; is no script"}
"""


def test_hostile_texts_stay_texts(tmp_path: Path) -> None:
    path = tmp_path / "hostile.yaml"
    path.write_text(HOSTILE.lstrip(), encoding="utf-8")
    page = report(path)
    assert not {tag for tag, _ in page.elements} & ACTIVE
    for _, attributes in page.elements:
        assert not [name for name in attributes if name.startswith("on")]
        assert not str(attributes.get("href", "#")).partition("#")[0]
        assert "src" not in attributes
    assert "<script>alert(1)</script>" in page.text
    assert "<img src=x onerror=alert(1)>" in page.text
    policy = next(each for _, each in page.elements if "http-equiv" in each)
    assert policy["content"] == "default-src 'none'; style-src 'unsafe-inline'"
    written = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert "\u202e" not in written
    assert "url(" not in written
    assert "http" not in written.replace("http-equiv", "")


def test_a_deck_of_background_alone(tmp_path: Path) -> None:
    path = tmp_path / "background.yaml"
    path.write_text("deck: b\ntitle: B\nterms: {a: {name: x, definition: y, background: true}}\n")
    page = report(path)
    assert page.numbers("facts-plot") == {"terms": [0, 0, 0, 1]}
    assert "The deck gives no multiple-choice items yet." in page.text


def test_an_empty_deck_is_a_problem_of_the_deck(tmp_path: Path) -> None:
    path = tmp_path / "empty.yaml"
    path.write_text("deck: e\ntitle: E\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["report", str(path), "-o", str(tmp_path / "r.html")])
    assert done.exit_code == 1
    assert "error[Q215]" in done.output
    assert not (tmp_path / "r.html").exists()


def test_a_page_about_many_facts_stays_small(tmp_path: Path) -> None:
    path = tmp_path / "many.yaml"
    fact = (
        "  q{0}: {{ask: What is number {0}?, answer: thing {0}, distractors: [a{0}, b{0}, c{0}]}}\n"
    )
    facts = "".join(fact.format(number) for number in range(1000))
    path.write_text(f"deck: many\ntitle: Many\nquestions:\n{facts}", encoding="utf-8")
    page = report(path)
    assert page.numbers("facts-plot") == {"questions": [1000, 0, 0, 0]}
    assert (tmp_path / "report.html").stat().st_size < 100_000


def test_the_same_deck_gives_the_same_bytes(deck: Path, tmp_path: Path) -> None:
    pages = set()
    for seed, folder, name in (("1", tmp_path, "space.yaml"), ("2", ROOT, deck)):
        variables = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)}
        page = tmp_path / f"{seed}.html"
        command = [sys.executable, "-m", "quizgen", "report", str(name), "-o", str(page)]
        subprocess.run(command, cwd=folder, env=variables, check=True, capture_output=True)
        pages.add(page.read_bytes())
    assert len(pages) == 1


def test_the_page_is_written_into_build(
    deck: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    shown = output("report", "space.yaml")
    page = Path("build") / "space" / "report.html"
    assert Page(page.read_text(encoding="utf-8")).tables
    assert "space.yaml: 8 facts give" in shown
    assert shown.rstrip().splitlines()[-1] == f"Next: open {page} in your browser"
    assert output("report", "space.yaml", "-q") == ""
    refused = CliRunner().invoke(main, ["report", "space.yaml", "-o", "article.txt"])
    assert refused.exit_code == 1
    assert "Q551" in refused.output
    assert deck.exists()
