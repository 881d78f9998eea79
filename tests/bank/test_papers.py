"""Whole decks and papers, judged by an independent checker: no second keys, leaks or repeats."""

from __future__ import annotations

from pathlib import Path

import pytest
from attacks import chosen_of
from checker import Checker, proven_share
from deck_support import HEADER, SHIPPED, load, project_of

from quizgen.project import Project, QuizOptions


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_thirty_papers(path: Path) -> None:
    project = Project(load(path))
    checker = Checker(project.deck)
    for seed in range(30):
        items = project.items(QuizOptions(seed=seed % 5))
        if seed < 5:
            assert not [(item.id, found) for item in items for found in checker.second_keys(item)]
            assert proven_share(items) == 1
        by_id = {item.id: item for item in items}
        paper = [by_id[each.id] for each in chosen_of(project, items, 20, seed)]
        assert len(paper) == 20
        assert not list(checker.leaks(paper))


def test_the_checker_sees_what_is_wrong(tmp_path: Path) -> None:
    """A checker that never finds anything proves nothing."""
    facts = "treaties:\n" + "".join(
        f"  t{n}: {{name: Treaty {n}, signed: {1950 + n}}}\n" for n in range(8)
    )
    items = project_of(tmp_path, facts).items(QuizOptions())
    assert not [
        found
        for item in items
        for found in Checker(project_of(tmp_path, facts).deck).second_keys(item)
    ]
    shared = "treaties:\n" + "".join(
        f"  t{n}: {{name: Treaty {n}, signed: 1950}}\n" for n in range(8)
    )
    checker = Checker(project_of(tmp_path, shared).deck)
    (back,) = (item for item in items if item.id == "treaties/t0/signed/back")
    assert len(list(checker.second_keys(back))) == 3
    renamed = tmp_path / "renamed.yaml"
    renamed.write_text(HEADER + facts.replace("Treaty 1", "Treaty 0"), encoding="utf-8")
    checker = Checker(load(renamed))
    assert list(checker.leaks([items[0], items[0]]))
