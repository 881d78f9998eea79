"""In random fact bases no item has a second key, according to an independent checker."""

from __future__ import annotations

import datetime as dt
import itertools
import os
from pathlib import Path

from deck_support import load
from fact_base_support import base_facts, deck_text
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.bank.items import Item
from quizgen.bank.prompts import Way
from quizgen.project import Project, QuizOptions


def days(text: str) -> set[tuple[int, int]]:
    """Return the months that a date may lie in, enough to distinguish the dates above."""
    word = text.removeprefix("early ")
    if "/" in word:
        first, last = map(int, word.split("/"))
        return set(itertools.product(range(first, last + 1), range(1, 13)))
    parts = [int(part) for part in word.split("-")]
    return {(parts[0], month) for month in ([parts[1]] if len(parts) > 1 else range(1, 13))}


def names_of(fact: dict[str, object]) -> set[str]:
    return {
        str(fact[key]).casefold().removeprefix("the ")
        for key in ("name", "full_name")
        if key in fact
    }


@settings(
    max_examples=150,
    deadline=None,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(base_facts, st.booleans())
def test_no_second_key(tmp_path: Path, treaties: list[dict[str, object]], assume: bool) -> None:  # noqa: FBT001
    path = tmp_path / "any.yaml"
    path.write_text(deck_text(treaties, assume), encoding="utf-8")
    by_ref = {f"treaties/t{number}": fact for number, fact in enumerate(treaties)}
    for item in Project(load(path)).items(QuizOptions()):
        fact = by_ref[item.prompt.fact.ref]
        assert fact.get("background") != "true"
        assert "record" not in fact
        assert len({option.casefold() for option in item.options}) == len(item.options) >= 3
        if item.prompt.way is Way.BACK:
            check_back(item, fact, by_ref, assume=assume)
        else:
            check_forward(item, fact, assume=assume)


def check_back(
    item: Item, fact: dict[str, object], by_ref: dict[str, dict[str, object]], *, assume: bool
) -> None:
    field = item.prompt.field.name
    for distractor in item.distractors:
        other = by_ref[distractor.filler.fact]
        assert not names_of(other) & names_of(fact)
        if field in ("signed", "expires"):
            assert field in other or assume, "absent means unknown"
            assert field not in other or not days(str(other[field])) & days(str(fact[field]))
            assert field not in other or "record" not in other or distractor.proof == "presumed"
        elif field in other:
            assert set(str(other[field]).split()) != set(str(fact[field]).split())


def check_forward(item: Item, fact: dict[str, object], *, assume: bool) -> None:
    field = item.prompt.field.name
    if field in ("signed", "expires"):
        contents = [distractor.filler.content for distractor in item.distractors]
        for content in contents:
            first, last = dt.date(*content.start.first), dt.date(*content.end.last)
            months = {
                (year, month) for year in range(first.year, last.year + 1) for month in range(1, 13)
            }
            months = {
                m for m in months if (first.year, first.month) <= m <= (last.year, last.month)
            }
            exact = str(fact[field]).count("-") == 2
            assert exact or not months & days(str(fact[field]))
            assert content != item.prompt.value.content
    elif field == "signed_by":
        assert assume, "who else signed is unknown"
    else:
        key = set(str(fact[field]).split())
        for option in item.options[1:]:
            assert not set(option.lower().split()) <= key
            assert not key <= set(option.lower().split())
