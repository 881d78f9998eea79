"""Field types: one object each, and nothing else to change for a new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import pytest
from deck_support import deck_of, project_of

from quizgen.bank.base import FactBase
from quizgen.deck.kinds import field_keys
from quizgen.deck.load import load_deck
from quizgen.deck.model.contents import Content
from quizgen.deck.model.kinds import Field
from quizgen.deck.types import registry
from quizgen.deck.types.base import Draw, FieldType, Key, Known, Speaker
from quizgen.deck.types.registry import TYPES, type_of
from quizgen.diagnostics import Place, Problems
from quizgen.project import QuizOptions

DECK = """
kinds:
  games:
    one: game
    name: name
    main: ages
    fields:
      name: {type: text, required: true, about: the name}
      ages: {type: range, single: true, about: the ages of its players}
    questions:
      ages: {ask: "for which ages is {name} made?"}
games:
  go: {name: Go, ages: 8..99}
  ludo: {name: Ludo, ages: 4..7}
  memory: {name: Memory, ages: 3..6}
  chess: {name: Chess, ages: {value: 100..110, background: true}}
"""


@dataclass(frozen=True, slots=True)
class Range:
    """A toy content: whole numbers from `low` to `high`."""

    low: int
    high: int


class RangeType(FieldType[Range]):
    """A toy type that the package does not know."""

    names = ("range",)
    holds = Range
    ranked = True
    fills_blanks = True

    def read(self, text: str, place: Place, field: Field, problems: Problems) -> Range | None:
        low, _, high = text.partition("..")
        if low.isdecimal() and high.isdecimal():
            return Range(int(low), int(high))
        problems.error("Q210", f"`{text}` is not a range", place, "write 3..5")
        return None

    def words(self, content: Range, speaker: Speaker) -> str:
        return f"from {content.low} to {content.high}"

    def keys(self, content: Range, known: Known) -> Iterable[Key]:
        return [("range", number) for number in range(content.low, content.high + 1)]

    def disjoint(self, one: Range, other: Range, known: Known) -> bool:
        return one.high < other.low or other.high < one.low

    def size(self, content: Range) -> float:
        return (content.low + content.high) / 2

    def near(
        self, key: Range, direction: int, name: str, draw: Draw, age: float = 0.0
    ) -> Iterator[Range]:
        width = key.high - key.low + 1
        for step in (1, 2, 3):
            moved = direction * step * width
            yield Range(key.low + moved, key.high + moved)


@pytest.fixture(autouse=True)
def _with_toy_type(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(TYPES, "range", RangeType())
    monkeypatch.setitem(registry.TYPES_BY_CLASS, Range, TYPES["range"])


def content_of(base: FactBase, ref: str) -> Content:
    return base.deck.facts[ref].values["ages"][0].content


def test_a_new_type_is_read(tmp_path: Path) -> None:
    deck = deck_of(tmp_path, DECK)
    assert deck.facts["games/ludo"].values["ages"][0].content == cast("Content", Range(4, 7))


def test_a_new_type_reports_its_own_faults(tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    path.write_text("deck: test\ntitle: Test\n" + DECK.replace("4..7", "young"), encoding="utf-8")
    (found,) = load_deck(path).diagnostics
    assert (found.code, found.message, found.help) == (
        "Q210",
        "`young` is not a range",
        "write 3..5",
    )
    assert found.place.line == DECK[: DECK.index("4..7")].count("\n") + 3


def test_an_unknown_type_gets_the_nearest_name(tmp_path: Path) -> None:
    path = tmp_path / "test.yaml"
    yaml = DECK.replace("type: range", "type: rnge")
    path.write_text("deck: test\ntitle: Test\n" + yaml, encoding="utf-8")
    helps = [found.help for found in load_deck(path).diagnostics]
    assert "did you mean `range`?" in helps
    assert "range" in field_keys()["type"].choices


def test_a_new_type_has_words(tmp_path: Path) -> None:
    prompts = {each.id: each for each in project_of(tmp_path, DECK).prompts}
    assert prompts["games/ludo/ages"].answer == "From 4 to 7"
    assert "games/chess/ages" not in prompts


def test_a_new_type_fills_the_blanks_of_sentences(tmp_path: Path) -> None:
    yaml = 'statements:\n  ludo: "Ludo suits {{4..7|range}}."\n'
    (prompt,) = project_of(tmp_path, yaml).prompts
    assert prompt.answer == "from 4 to 7"


def test_a_new_type_compares(tmp_path: Path) -> None:
    base = project_of(tmp_path, DECK).base
    go, ludo, memory = (content_of(base, f"games/{name}") for name in ("go", "ludo", "memory"))
    assert base.comparison.disjoint(go, ludo)
    assert not base.comparison.disjoint(ludo, memory)
    assert set(base.comparison.keys(ludo)) & set(base.comparison.keys(memory))


def test_no_content_is_disjoint_from_one_of_another_type(tmp_path: Path) -> None:
    base = project_of(tmp_path, DECK).base
    name = base.deck.facts["games/ludo"].values["name"][0].content
    assert not base.comparison.disjoint(content_of(base, "games/ludo"), name)
    assert not base.comparison.disjoint(name, content_of(base, "games/ludo"))


def test_a_new_type_gives_items_with_proven_options_in_order(tmp_path: Path) -> None:
    items = {item.id: item for item in project_of(tmp_path, DECK).items(QuizOptions())}
    item = items["games/ludo/ages"]
    assert item.ranked
    assert len(item.sizes) == len(item.options) == 4
    assert item.options[0] == "From 4 to 7"
    base = project_of(tmp_path, DECK).base
    key = item.right[0].content
    wrong = [each.filler.content for each in item.distractors]
    assert all(base.comparison.disjoint(key, content) for content in wrong)
    # Ages that overlap with those of another game are no options.
    assert content_of(base, "games/memory") not in wrong


def test_every_type_has_its_names_and_its_class() -> None:
    for name, field_type in TYPES.items():
        assert name in field_type.names
        assert registry.TYPES_BY_CLASS[field_type.holds] is field_type


def test_a_content_of_an_unknown_class_has_no_type() -> None:
    with pytest.raises(KeyError):
        type_of(cast("Content", 5))
