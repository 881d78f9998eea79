"""Adds to the section `rejected` of a deck file; everything else stays as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import yaml

from quizgen.yaml.edit import Edit, applied, written
from quizgen.yaml.spots import line_starts

_SECTION = "rejected"
_WIDTH = 100


@dataclass(slots=True)
class _Value:
    """A value as written: its offsets, its column, and what it is.

    `items` are the entries of a list. `pairs` are those of a mapping, by key. A `flow` value stands
    in brackets or braces.
    """

    start: int
    end: int
    column: int
    flow: bool = False
    style: str = ""
    text: str | None = None
    items: list[_Value] = field(default_factory=list)
    pairs: dict[str, _Value] = field(default_factory=dict)

    @property
    def last(self) -> int:
        """Return where the last text in it ends; after a block, YAML ends it further below."""
        inner = [*self.items, *self.pairs.values()]
        return self.end if self.flow or not inner else inner[-1].last


def with_rejected(text: str, rejected: Mapping[str, Sequence[str]]) -> str:
    """Return the text of a deck file with further rejected options, by the ids of questions.

    A section that is there keeps its order and its comments; a new one stands at the end of the
    file. The caller must compare what the new text says, since rare layouts cannot be added to.
    Raises yaml.YAMLError for a text that is no YAML.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    deck = _Values(text).read()
    section = deck.pairs.get(_SECTION)
    if section is None:
        return applied(text, [_new_section(text, deck, rejected, ending)])
    edits = [
        edit
        for question, texts in rejected.items()
        if question in section.pairs
        for edit in _added(text, section.pairs[question], texts, ending)
    ]
    new = {key: texts for key, texts in rejected.items() if key not in section.pairs}
    return applied(text, [*edits, *_entries(text, section, new, ending)])


def _new_section(
    text: str, deck: _Value, rejected: Mapping[str, Sequence[str]], ending: str
) -> Edit:
    """Return the edit that adds the section at the end of the file."""
    if deck.flow:
        return _before_brace(deck, f"{_SECTION}: {{{_all_in_braces(rejected)}}}")
    gap = "" if text.endswith("\n") else ending
    lines = [f"{_SECTION}:", *_new_lines(rejected, "  ")]
    return Edit(len(text), len(text), gap + ending + ending.join(lines) + ending)


class _Values:
    """Reads the values of a YAML file with their offsets."""

    def __init__(self, text: str) -> None:
        self._starts = line_starts(text)
        self._size = len(text)
        self._events = iter(yaml.parse(text, Loader=yaml.CBaseLoader))

    def read(self) -> _Value:
        """Return the value of the whole file, an empty one if it has none."""
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                return self._value(event)
        return _Value(self._size, self._size, 0)

    def _value(self, event: yaml.NodeEvent) -> _Value:
        mark = cast("yaml.Mark", event.start_mark)
        value = _Value(self._offset(mark), self._offset(event.end_mark), mark.column)
        if isinstance(event, yaml.ScalarEvent):
            value.text, value.style = event.value, event.style or ""
        elif isinstance(event, yaml.CollectionStartEvent):
            value.flow = bool(event.flow_style)
            self._fill(value, is_mapping=isinstance(event, yaml.MappingStartEvent))
        return value

    def _fill(self, value: _Value, *, is_mapping: bool) -> None:
        for event in self._events:
            if isinstance(event, yaml.CollectionEndEvent):
                value.end = self._offset(event.end_mark)
                return
            inner = self._value(cast("yaml.NodeEvent", event))
            if not is_mapping:
                value.items.append(inner)
                continue
            following = self._value(cast("yaml.NodeEvent", next(self._events)))
            value.pairs[inner.text or ""] = following

    def _offset(self, mark: object) -> int:
        at = cast("yaml.Mark", mark)
        return self._starts[at.line] + at.column if at.line < len(self._starts) else self._size


def _new_lines(rejected: Mapping[str, Sequence[str]], indent: str) -> Iterator[str]:
    """Yield the lines of entries: one each if it is short, else one for each text."""
    for question, texts in rejected.items():
        line = f"{indent}{_in_braces(question, texts)}"
        if len(line) <= _WIDTH:
            yield line
            continue
        yield f"{indent}{written(question)}:"
        yield from (f"{indent}{indent}- {written(text)}" for text in texts)


def _in_braces(question: str, texts: Sequence[str]) -> str:
    return f"{written(question)}: [{', '.join(map(written, texts))}]"


def _all_in_braces(rejected: Mapping[str, Sequence[str]]) -> str:
    return ", ".join(_in_braces(question, texts) for question, texts in rejected.items())


def _before_brace(value: _Value, more: str) -> Edit:
    """Return the edit that adds to a value in brackets or braces."""
    at = value.end - 1
    return Edit(at, at, f"{', ' if value.pairs or value.items else ''}{more}")


def _entries(
    text: str, section: _Value, new: Mapping[str, Sequence[str]], ending: str
) -> Iterator[Edit]:
    """Yield the edit that adds entries for questions to the section."""
    if not new:
        return
    if section.flow:
        yield _before_brace(section, _all_in_braces(new))
        return
    indent = " " * section.column if section.pairs else "  "
    yield _lines_after(text, section.last, list(_new_lines(new, indent)), ending)


def _added(text: str, value: _Value, texts: Sequence[str], ending: str) -> Iterator[Edit]:
    """Yield the edits that add texts to the entry of a question."""
    more = ", ".join(map(written, texts))
    if value.text is not None:
        is_block = value.style in ("|", ">")
        old = f"{written(value.text.strip())}, " if value.text.strip() else ""
        yield Edit(value.start, value.end, f"[{old}{more}]{ending if is_block else ''}")
    elif value.flow:
        yield _before_brace(value, more)
    else:
        indent = " " * value.column
        lines = [f"{indent}- {written(each)}" for each in texts]
        yield _lines_after(text, value.last, lines, ending)


def _lines_after(text: str, end: int, lines: Sequence[str], ending: str) -> Edit:
    """Return the edit that puts lines below the line in which something ends."""
    if text[:end].endswith("\n"):
        return Edit(end, end, ending.join(lines) + ending)
    found = text.find("\n", end)
    if found < 0:
        return Edit(len(text), len(text), ending + ending.join(lines))
    return Edit(found + 1, found + 1, ending.join(lines) + ending)
