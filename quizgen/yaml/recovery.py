"""Decides where reading continues after a syntax error: after the broken entry."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator

from msgspec import Struct

from quizgen.diagnostics import Diagnostic, Place
from quizgen.yaml.layout import (
    has_value,
    indent_of,
    lone_key,
    names_in,
    next_entry,
    starts_entry,
)
from quizgen.yaml.nodes import Scalar
from quizgen.yaml.syntax import ENDED_ABOVE

_CHUNK = 64 * 1024
_ANY_INDENT = sys.maxsize


class Section(Struct):
    """A section being read: its key, its members so far, and whether it is in braces.

    `inner_indent` is the indentation of its members, None before the first.
    """

    key: Scalar
    members: dict[str, Scalar] = {}
    in_braces: bool = False
    inner_indent: int | None = None

    @property
    def indent(self) -> int:
        """Return the indentation of its key."""
        return _indent(self.key)


class Stretch:
    """The rows `first` to `end` of a file for the parser, perhaps from inside a `section`.

    In a section, a line with a key comes before them. `offset` is added to the parser's rows.
    """

    def __init__(
        self, lines: list[str], first: int, end: int, section: Section | None = None
    ) -> None:
        self.first, self.end, self.section = first, end, section
        self.offset = first if section is None else first - 1
        before = [] if section is None else [" " * section.indent + "_:"]
        self._chunks = _chunks(lines, first, end, before)

    def read(self, _size: int = 0, /) -> str:
        """Return the next lines, "" after the last, as the parser reads a file."""
        return next(self._chunks, "")


def _chunks(lines: list[str], first: int, end: int, before: list[str]) -> Iterator[str]:
    waiting, size = before, 0
    for row in range(first, end):
        waiting.append(lines[row])
        size += len(lines[row])
        if size > _CHUNK:
            yield "\n".join(waiting) + "\n"
            waiting, size = [], 0
    if waiting:
        yield "\n".join(waiting) + "\n"


class Recovery:
    """Keeps track of the reading of one file, and where it continues after a syntax error.

    `parse` returns the syntax error in a stretch alone, None if it is sound. `lost` collects
    possible keys in the rows that are skipped.
    """

    def __init__(
        self, name: str, lines: list[str], parse: Callable[[Stretch], Diagnostic | None]
    ) -> None:
        self.lost: set[str] = set()
        self.waiting: list[Stretch] = []
        self.stretch = Stretch(lines, 0, len(lines))
        self.seen: dict[str, Scalar] = {}
        self.section: Section | None = None
        # The key whose value is being read.
        self.pending: Scalar | None = None
        # The first row after all the entries that have been yielded.
        self.unread = 0
        self._name = name
        self._lines = lines
        self._parse = parse

    def next_stretch(self) -> Stretch | None:
        """Return the next stretch to read, None at the end of the file."""
        if not self.waiting:
            return None
        self.stretch = self.waiting.pop()
        self.section, self.pending = self.stretch.section, None
        return self.stretch

    def wait_from(self, row: int, section: Section | None) -> None:
        """Continue the reading at a row, inside a section or with the next one."""
        if row < self.stretch.end:
            self.waiting.append(Stretch(self._lines, row, self.stretch.end, section))

    def pass_over(self, problem: Diagnostic) -> tuple[Diagnostic, int]:
        """Skip the entry that a problem broke.

        Returns the problem, nearer to its cause if parsing the entry alone shows it, and the row
        where the reading continues.
        """
        row = min(problem.place.line - 1, self.stretch.end - 1)
        sound = self._sound_before(row)
        if sound is not None:
            self.pending = None
        start, indent = self._broken_entry(row)
        start = max(start, self.stretch.first)
        end = next_entry(self._lines, start, indent, self.stretch.end)
        first = self._first_to_parse(start)
        if first is not None:
            problem = self._parse(Stretch(self._lines, first, end)) or problem
        end = self._go_on(start, end, problem)
        if sound is not None:
            self.waiting.append(sound)
            return problem, sound.first
        return problem, end

    def _sound_before(self, row: int) -> Stretch | None:
        """Return the entry being read if it ends before `row`, where the next one broke."""
        section, pending = self.section, self.pending
        if section is None or pending is None or section.in_braces:
            return None
        start, line = max(row_of(pending), self.stretch.first), self._lines[row]
        end = next_entry(self._lines, start, _indent(pending), self.stretch.end)
        is_below = has_value(self._lines[start]) or indent_of(line) <= _indent(pending)
        if not start < row <= end or not is_below:
            return None
        if self._parse(Stretch(self._lines, start, row)) is not None:
            return None
        opens = pending is section.key
        (self.seen if opens else section.members).pop(pending.text, None)
        return Stretch(self._lines, start, row, None if opens else section)

    def _broken_entry(self, row: int) -> tuple[int, int]:
        """Return the first row and the indentation of the entry that broke in this row."""
        section, pending = self.section, self.pending
        if section is not None and section.in_braces:
            return max(row_of(section.key), self.unread - 1), section.indent
        if pending is None:
            return row, self._indent_among(row)
        start, here = row_of(pending), indent_of(self._lines[row])
        opens = section is not None and pending is section.key
        if opens and here > _indent(pending) and not has_value(self._lines[start]):
            # The section is sound, but its first member is not.
            first = next_entry(self._lines, start, _ANY_INDENT, row)
            return first, indent_of(self._lines[first])
        return start, _indent(pending)

    def _indent_among(self, row: int) -> int:
        """Return the indentation of the entries around a row."""
        here = indent_of(self._lines[row])
        if self._lines[row].startswith("%"):
            # A directive has no lines below it.
            return _ANY_INDENT
        if self.section is None or here <= self.section.indent:
            return self._outer_indent()
        inner = self.section.inner_indent
        return here if inner is None else inner

    def _first_to_parse(self, start: int) -> int | None:
        """Return the first row for parsing the broken entry alone, None if that is impossible."""
        if self.section is not None and self.section.in_braces:
            return row_of(self.section.key)
        return start if self.pending is not None else None

    def _go_on(self, start: int, end: int, problem: Diagnostic) -> int:
        """Choose where the reading continues after a broken entry, and return the row."""
        if self._has_tabs_throughout(start, problem):
            self._replace_tabs(start)
            self.wait_from(start, self.section)
            return start
        if problem.message == ENDED_ABOVE and start > self.stretch.first:
            # The row itself is sound.
            self.wait_from(start, None)
            return start
        if self._is_first_member_astray(start):
            self.wait_from(start, self.section)
            return start
        inner = self._first_inside(start)
        if inner is not None:
            self.wait_from(inner, Section(self._key_at(start)))
            return inner
        self.lost.update(names_in(self._lines, start, end))
        if self.section is not None and self._is_amid_section(start):
            # A key that the section lacks may have been here.
            self.lost.add(self.section.key.text)
        self.unread = max(self.unread, end)
        self.wait_from(end, self.section if self._is_amid_section(end) else None)
        return end

    def _has_tabs_throughout(self, start: int, problem: Diagnostic) -> bool:
        """Tell whether a section is indented with tabs from its first member on."""
        is_first = self.section is not None and self.section.inner_indent is None
        return is_first and problem.code == "Q102" and self._lines[start].startswith("\t")

    def _replace_tabs(self, start: int) -> None:
        """Replace the tabs that indent these rows with spaces; all columns stay the same."""
        for row in range(start, self.stretch.end):
            line = self._lines[row]
            text = line.lstrip(" \t")
            if text and not line.startswith("\t"):
                return
            self._lines[row] = " " * (len(line) - len(text)) + text

    def _is_first_member_astray(self, start: int) -> bool:
        """Tell whether the member above is not indented enough, rather than this one too much."""
        section, line = self.section, self._lines[start]
        if section is None or section.inner_indent is None or self.pending is not None:
            return False
        here = indent_of(line)
        if len(section.members) > 1 or here <= section.inner_indent or not starts_entry(line):
            return False
        following = next_entry(self._lines, start, here, self.stretch.end)
        if following >= self.stretch.end or indent_of(self._lines[following]) != here:
            return False
        section.inner_indent = here
        return start > self.stretch.first

    def _first_inside(self, start: int) -> int | None:
        """Return the first row inside a section whose first line broke, None if it opens none."""
        line = self._lines[start]
        if self.pending is not None or not lone_key(line):
            return None
        inner = next_entry(self._lines, start, _ANY_INDENT, self.stretch.end)
        if inner >= self.stretch.end:
            return None
        here, below = indent_of(line), indent_of(self._lines[inner])
        among_sections = here == self._outer_indent()
        with_members = self.section is not None and below == self.section.inner_indent
        return inner if here < below and (among_sections or with_members) else None

    def _key_at(self, row: int) -> Scalar:
        line = self._lines[row]
        word = lone_key(line)
        place = Place(self._name, row + 1, line.index(word) + 1, len(word))
        return self.seen.setdefault(word, Scalar(word, place))

    def _is_amid_section(self, row: int) -> bool:
        if self.section is None or row >= self.stretch.end:
            return False
        return indent_of(self._lines[row]) > self.section.indent

    def _outer_indent(self) -> int:
        return next(map(_indent, self.seen.values()), 0)


def row_of(key: Scalar) -> int:
    """Return the row in which a key stands, counted from 0."""
    return key.place.line - 1


def _indent(key: Scalar) -> int:
    return key.place.column - 1
