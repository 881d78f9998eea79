"""`quizgen report --json`: what the page shows, for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deck_support import ROOT

from quizgen.cli import main
from quizgen.project import read_projects
from quizgen.quality.measures import quality_of

DECK = ROOT / "decks" / "us-russia-2020.yaml"
ARTICLE = "On October 4, 1957, the Soviet Union launched Sputnik 1.\n\nNobody saw it fall.\n"
OWN = """\
deck: space
title: Räume </script>
source: {title: Notes, text: article.txt}
events:
  sputnik: {name: the launch of Sputnik 1, date: 1957-10-04, paragraph: 1}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["report", *map(str, arguments)])


@pytest.fixture(scope="module")
def printed() -> dict[str, object]:
    done = run(DECK, "--json")
    assert done.exit_code == 0, done.output
    assert done.output.isascii()
    return json.loads(done.output)  # type: ignore[no-any-return]


def test_the_measures_are_those_of_the_page(printed: dict[str, object]) -> None:
    projects, _ = read_projects([DECK])
    quality = quality_of(projects[0], None)
    assert printed["format"] == 1
    assert printed["items"] == quality.items > 50
    assert printed["findings"] == quality.findings
    assert printed["forms"] == [list(each) for each in quality.forms]
    assert printed["fit"]["adequate"] == list(quality.fit.adequate)  # type: ignore[index]
    outcomes = printed["outcomes"]
    counts = dict(zip(("items", "cards only", "nothing"), quality.outcomes.questions, strict=True))
    assert outcomes["questions"] == counts  # type: ignore[index]
    assert len(printed["steps"]) == len(quality.steps)  # type: ignore[arg-type]
    guesses = printed["cues"]["guesses"]  # type: ignore[index]
    assert [each["pays"] for each in guesses] == [each.pays for each in quality.cues.guesses]


def test_a_file_of_json_says_what_the_article_has(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(ARTICLE, "utf-8")
    (tmp_path / "space.yaml").write_text(OWN, "utf-8")
    target = tmp_path / "report.json"
    done = run(tmp_path / "space.yaml", "--json", "-o", target)
    assert done.exit_code == 0, done.output
    made = json.loads(target.read_text("utf-8"))
    assert made["title"] == "Räume </script>"
    first, second = made["coverage"]["paragraphs"]
    assert first["facts"] == ["events/sputnik"]
    date = {"sort": "dates", "text": "October 4, 1957", "is_covered": True}
    assert date in first["things"]
    assert second["facts"] == []
