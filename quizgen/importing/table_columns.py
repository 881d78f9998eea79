"""The columns of a table of questions: what their headings say, in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from quizgen.language.labels import load_labels, shipped_languages

# What other programs and people call the columns, in small letters; quizgen's own names come from
# the languages.
_COMMON: dict[str, tuple[str, ...]] = {
    "id": ("question id", "identifier", "name"),
    "section": ("category", "topic", "chapter", "unit"),
    "form": ("type", "question type", "kind"),
    "question": ("question text", "stem", "prompt", "problem", "q", "question title"),
    "right": (
        "correct",
        "correct answer",
        "correct answers",
        "correct answer(s)",
        "correct option",
        "correct choice",
        "right answer",
        "key",
        "solution",
    ),
    "answer": ("answers", "definition", "response"),
    "accepted": ("accepted", "accepted answers", "alternative answers", "other answers"),
    "explanation": ("feedback", "rationale", "general feedback", "comment", "hint"),
    "source": ("reference", "sources"),
    "tags": ("tag", "keywords", "labels"),
    "difficulty": ("level",),
    "points": ("point", "score", "mark", "marks", "default mark"),
    "pictures": ("picture", "image", "images"),
    "passage": ("passage", "context"),
}
# Columns of which there are several, with a number or a letter at the end.
_NUMBERED: dict[str, tuple[str, ...]] = {
    "entry": ("entry", "left"),
    "option": ("option", "answer", "choice", "alternative", "answer option", "response", "opt"),
    "wrong": (
        "wrong",
        "wrong answer",
        "incorrect",
        "incorrect answer",
        "distractor",
        "wrong option",
        "false answer",
    ),
    "feedback": ("feedback", "option feedback", "answer feedback"),
}
_END = re.compile(r"(.*?)[ _\-.]*\(?(?:([a-z])|([0-9]{1,2}))\)?")
_MOST_OF_HEAD = 200
_AFTER = re.compile(r" [-\N{EN DASH}\N{EM DASH}] .*")


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the columns of a table are: by name, and by name and number for those with numbers."""

    single: Mapping[str, int]
    numbered: Mapping[str, tuple[int, ...]]

    def cell(self, cells: Sequence[str], name: str) -> str:
        """Return the cell in a column, "" without one."""
        index = self.single.get(name, len(cells))
        return cells[index] if index < len(cells) else ""

    def cells(self, cells: Sequence[str], name: str) -> list[str]:
        """Return the cells in numbered columns, up to the last that is not empty."""
        found = [cells[i] if i < len(cells) else "" for i in self.numbered.get(name, ())]
        while found and not found[-1]:
            found.pop()
        return found


def columns_of(heads: Sequence[str]) -> Columns | None:
    """Return the columns that the headings of a table of questions say, None for another row."""
    single: dict[str, int] = {}
    numbered: dict[str, list[tuple[int, int]]] = {}
    for index, head in enumerate(heads):
        name = _normal(head)
        if name in _names():
            single.setdefault(_names()[name], index)
            continue
        for kind, number in _with_number(name):
            numbered.setdefault(kind, []).append((number, index))
    if "question" not in single or not ({"right", "answer"} & {*single} or numbered):
        return None
    places = {kind: tuple(place for _, place in sorted(found)) for kind, found in numbered.items()}
    return Columns(single, places)


def _normal(head: str) -> str:
    """Return a heading without its explanation: ``Answer 1 - max 75 characters``."""
    known = " ".join(head[:_MOST_OF_HEAD].split())
    return " ".join(_AFTER.sub("", known).casefold().replace("_", " ").split()).strip(" :*")


def _with_number(name: str) -> Iterator[tuple[str, int]]:
    """Yield the kind of a column with a number or a letter, and the number."""
    found = _END.fullmatch(name)
    if not found:
        return
    begin, letter, digits = found[1].strip(), found[2], found[3]
    number = ord(letter) - ord("a") + 1 if letter else int(digits)
    kind = _beginnings().get(begin)
    if kind:
        yield kind, number
    elif not begin and letter:
        yield "option", number


@cache
def _names() -> Mapping[str, str]:
    """Return the names of columns by their headings."""
    made = {name: column for column, names in _COMMON.items() for name in (column, *names)}
    for column in _COMMON:
        made |= {_normal(each): column for each in _labels(f"column_{column}")}
    return made


@cache
def _beginnings() -> Mapping[str, str]:
    """Return the kinds of columns with numbers by what stands before the number."""
    made = {name: kind for kind, names in _NUMBERED.items() for name in names}
    for kind in ("entry", "option", "feedback"):
        for label in _labels(f"column_{kind}"):
            made[_normal(label.replace("{number}", ""))] = kind
    return made


def _labels(name: str) -> Iterator[str]:
    for language in shipped_languages():
        yield load_labels(language).texts[name]
