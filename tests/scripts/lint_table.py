"""How well each rule of the linter finds its flaws: the table in the documentation.

`python tests/scripts/lint_table.py` writes it into quizgen/lint/README.md.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from lint_papers import papers
from lint_sets import Labelled, figures, read, second_set, third_set

from quizgen.lint.rules import RULES

README = Path(__file__).parents[2] / "quizgen" / "lint" / "README.md"
BEGIN, END = "<!-- the table begins -->\n", "<!-- the table ends -->\n"


@cache
def first_set() -> tuple[Labelled, ...]:
    """Return the items and papers that the rules were developed with."""
    return (*read("flawed", "sound"), *papers())


@dataclass(frozen=True)
class Score:
    """A rule's count of flawed items, of those that it found, and of false alarms."""

    flawed: int = 0
    found: int = 0
    false_alarms: int = 0

    @property
    def recall(self) -> float:
        return self.found / self.flawed if self.flawed else 1.0

    @property
    def precision(self) -> float:
        told = self.found + self.false_alarms
        return self.found / told if told else 1.0

    def __add__(self, other: Score) -> Score:
        return Score(
            self.flawed + other.flawed,
            self.found + other.found,
            self.false_alarms + other.false_alarms,
        )

    def __str__(self) -> str:
        return f"{self.precision:.2f} / {self.recall:.2f} ({self.flawed})" if self.flawed else "-"


def scores(labelled: Iterable[Labelled]) -> dict[str, Score]:
    """Return each rule's score over labelled items, papers and cards."""
    flawed, found, alarms = Counter[str](), Counter[str](), Counter[str]()
    for each in labelled:
        told = each.found()
        flawed.update(each.codes)
        found.update(told & each.codes)
        alarms.update(told - each.codes)
    return {code: Score(flawed[code], found[code], alarms[code]) for code in RULES}


@cache
def first_met(name: str = "held_out_first") -> dict[str, Score]:
    """Return the scores that the rules had when they first ran on the second or third set."""
    recorded = figures(name)
    return {code: Score(*recorded.get(code, ())) for code in RULES}


def lint_table() -> str:
    """Return the rules and scores as a Markdown table with totals."""
    head = (
        "| code | what it finds | level | first set | second set, first met | second set, now "
        "| third set, first met | third set, now | elsewhere |"
    )
    lines = [head, "|---|---|---|--:|--:|--:|--:|--:|--:|"]
    columns = (
        *(scores(first_set()), first_met(), scores(second_set())),
        *(first_met("third_first"), scores(third_set())),
    )
    elsewhere = figures("elsewhere")["found"]
    for code, rule in RULES.items():
        told = elsewhere.get(code)
        right = f"{told[1]} of {told[0]}" if told else "-"
        level = "hint" if rule.level == "info" else rule.level
        title = rule.title.removesuffix(".")
        measured = " | ".join(str(column[code]) for column in columns)
        lines.append(f"| {code} | {title} | {level} | {measured} | {right} |")
    sums = " | ".join(str(sum(each.values(), Score())) for each in columns)
    right, told = sum(r for _, r in elsewhere.values()), sum(t for t, _ in elsewhere.values())
    lines.append(f"| all | | | {sums} | {right} of {told} |")
    return "\n".join(lines) + "\n"


def with_table(text: str) -> str:
    """Return the documentation with an up-to-date table."""
    before, rest = text.split(BEGIN)
    return before + BEGIN + lint_table() + END + rest.split(END)[1]


if __name__ == "__main__":
    README.write_text(with_table(README.read_text(encoding="utf-8")), encoding="utf-8")
