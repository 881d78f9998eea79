"""Tells to which fact a line of a deck belongs, also while the deck is half typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from quizgen.deck.model.facts import Fact
from quizgen.diagnostics import Diagnostic, Place
from quizgen.yaml.layout import indent_of
from quizgen.yaml.text import lines_to_show

_KEY = re.compile(r"\s*[\"']?([^\W_][\w-]*)[\"']?\s*:")
_KEYS = re.compile(r"[\"']?([^\W_][\w-]*)[\"']?\s*:")


class Owners:
    """The facts of a deck by the lines of its files; `facts` are those of its last sound state."""

    def __init__(self, facts: Mapping[str, Fact]) -> None:
        self._facts = facts
        self._by_file: dict[str, list[str]] = {}
        self._lines: dict[str, list[str]] = {}
        # A row of a table says nothing of its kind, but the fact knows the row.
        self._by_place = {
            (fact.place.file, fact.place.line): ref
            for ref, fact in facts.items()
            if Path(fact.place.file).suffix not in {".yaml", ".yml"}
        }

    def of(self, place: Place) -> str:
        """Return the fact (``kind/id``) whose lines hold a place, "" for none."""
        in_table = self._by_place.get((place.file, place.line))
        if in_table:
            return in_table
        if place.file not in self._by_file:
            self._by_file[place.file] = owners_of(self.lines(place.file), self._facts)
        owners = self._by_file[place.file]
        return owners[place.line - 1] if 0 < place.line <= len(owners) else ""

    def lines(self, file: str) -> list[str]:
        """Return the lines of a file, as they were when somebody first asked for them."""
        if file not in self._lines:
            self._lines[file] = lines_to_show(Path(file))
        return self._lines[file]

    def by_fact(self, problems: Iterable[Diagnostic]) -> dict[str, list[Diagnostic]]:
        """Return the problems by their facts; those of no fact stand under ""."""
        found: dict[str, list[Diagnostic]] = {}
        for problem in problems:
            found.setdefault(self.of(problem.place), []).append(problem)
        return found


def owners_of(lines: Iterable[str], known: Collection[str]) -> list[str]:
    """Return for each line of a file the fact that it belongs to, "" for none.

    `known` are the facts as ``kind/id``.
    """
    section, owner, level = "", "", 0
    owners: list[str] = []
    for line in lines:
        if line.strip() and not line.lstrip().startswith("#"):
            indent, key = indent_of(line), _KEY.match(line)
            if indent == 0:
                section, level = key[1] if key else section, 0
                owner = _in_line(section, line, known)
            elif key and (level == 0 or indent <= level):
                level = indent
                owner = _in_line(section, line, known)
        owners.append(owner)
    return owners


def _in_line(section: str, line: str, known: Collection[str]) -> str:
    """Return the first fact that a line names, "" for none."""
    refs = (f"{section}/{key}" for key in _KEYS.findall(line))
    return next((ref for ref in refs if ref in known), "")
