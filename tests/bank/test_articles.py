"""Articles that would tell the right description."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import project_of

from quizgen.bank.articles import without_telling_articles
from quizgen.project import QuizOptions

TOLD = ["a judge", "the treasurer", "the admiral"]


@pytest.mark.parametrize(
    "texts",
    [
        ["a judge", "the treasurer", "an admiral"],
        ["the judge", "the treasurer", "the admiral"],
        ["a judge", "an admiral", "a scribe"],
        ["judge", "the treasurer", "the admiral"],
        ["a judge", "The Hague", "the admiral"],
        ["a judge", "the treasurer"],
    ],
)
def test_articles_that_tell_nothing_stay(texts: list[str]) -> None:
    assert list(without_telling_articles(texts)) == texts


def test_articles_that_tell_the_answer_go() -> None:
    assert without_telling_articles(TOLD) == ["judge", "treasurer", "admiral"]


def test_definitions_lose_them(tmp_path: Path) -> None:
    yaml = """terms:
  kadi: {name: cadi, definition: a judge who ran a town, topic: t}
  pasha: {name: kapudan, definition: the admiral who led the fleet, topic: t}
  defterdar: {name: defterdar, definition: the treasurer who kept the books, topic: t}
  nisanci: {name: nishan, definition: the chancellor who drew the monogram, topic: t}
"""
    project = project_of(tmp_path, yaml)
    made = {each.prompt.id: each.options for each in project.items(QuizOptions())}
    assert made["terms/kadi/definition"][0] == "Judge who ran a town"
    assert "The admiral who led the fleet" not in made["terms/kadi/definition"]
