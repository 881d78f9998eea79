"""Counts what a reader says about marked sheets, beside what is really on them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from scan_simulator import UNCLEAR, Marked, Truth

from quizgen.grade.readings import PageReading, RowReading


@dataclass
class Count:
    """What happened to the rows of a condition."""

    sheets: int = 0
    unread: int = 0
    rows: int = 0
    wrong: int = 0
    silent: int = 0
    clear: int = 0
    clear_reviewed: int = 0
    reviewed: int = 0
    heads_wrong: int = 0
    heads_reviewed: int = 0
    otsu_wrong: int = 0
    otsu_silent: int = 0
    otsu_reviewed: int = 0
    seconds: float = 0.0
    otsu_seconds: float = 0.0
    silent_kinds: Counter[str] = field(default_factory=Counter)
    reviewed_kinds: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)

    def compare(self, page: PageReading, marked: Marked) -> None:
        """Count what was read on a page, beside what is really on it."""
        for row in page.rows:
            truth = marked.rows[row.label]
            if truth.kind != "by hand":
                self._row(row, truth)
        for head, said in ((page.version, marked.version), (page.number, marked.number)):
            self.heads_wrong += head.value != said and not head.doubt
            self.heads_reviewed += bool(head.doubt)

    def _row(self, row: RowReading, truth: Truth) -> None:
        is_wrong = frozenset(row.letters) != truth.letters
        self.rows += 1
        self.wrong += is_wrong
        self.reviewed += bool(row.doubt)
        if is_wrong and not row.doubt:
            self.silent += 1
            self.silent_kinds[truth.kind] += 1
        if truth.kind not in UNCLEAR:
            self.clear += 1
            self.clear_reviewed += bool(row.doubt)
            if row.doubt:
                self.reviewed_kinds[f"{truth.kind}: {row.doubt}"] += 1

    def add(self, other: Count) -> None:
        for name, value in vars(other).items():
            if isinstance(value, Counter):
                getattr(self, name).update(value)
            else:
                setattr(self, name, getattr(self, name) + value)
