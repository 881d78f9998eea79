"""Edits texts in a YAML file where they stand, so that comments and layout stay."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import yaml

from quizgen.diagnostics import Problems
from quizgen.yaml.nodes import Scalar
from quizgen.yaml.reader import DeckReader
from quizgen.yaml.spots import Found, Spot
from quizgen.yaml.text import is_printable


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """New characters in place of those between two offsets of a file."""

    start: int
    end: int
    new: str


def replaced(file: str, found: Found, text: str) -> Edit:
    """Return the edit that gives a text another value, in its own style if that can hold it."""
    spot = found.spot
    if spot.style in ("|", ">") and not found.in_braces:
        return Edit(spot.start, spot.end, _block(file, spot, text))
    return Edit(spot.start, spot.end, written(text, spot.style))


def with_key(file: str, found: Found, key: str, text: str) -> Edit:
    """Return the edit that gives a value one more key, such as a `note`.

    A value in its short form becomes a mapping: ``{value: …, note: …}``.
    """
    spot = found.spot
    if found.key != "value":
        is_block = spot.style in ("|", ">")
        value = written(spot.text.strip(), "" if is_block else spot.style)
        ending = _newline(file) if is_block else ""
        return Edit(spot.start, spot.end, f"{{value: {value}, {key}: {written(text)}}}{ending}")
    return beside(file, found, key, text)


def beside(file: str, found: Found, key: str, text: str) -> Edit:
    """Return the edit that adds a key to the mapping that holds a text, right after the text."""
    spot, holder = found.spot, found.holders[0]
    if holder.flow:
        return Edit(spot.end, spot.end, f", {key}: {written(text)}")
    end = _end_of_line(file, spot)
    line = f"{' ' * holder.indent}{key}: {written(text)}"
    newline = _newline(file)
    return Edit(end, end, line + newline if file[:end].endswith("\n") else newline + line)


def applied(file: str, edits: Iterable[Edit]) -> str:
    """Return the file with the edits; raises ValueError if two of them overlap."""
    end = 0
    parts: list[str] = []
    for edit in sorted(set(edits)):
        if edit.start < end:
            raise ValueError("two edits change the same text")
        parts += [file[end : edit.start], edit.new]
        end = edit.end
    return "".join([*parts, file[end:]])


def written(text: str, style: str = "") -> str:
    """Return a text as YAML in one line: plain if possible, else in quotation marks.

    `style` is a quotation mark to use if it can hold the text. The result stands in braces too.
    Characters that YAML does not allow are left out.
    """
    clean = "".join(char for char in text if is_printable(char))
    ways = (each for each in _ways(clean, style) if _says(each, clean))
    return next(ways, json.dumps(clean))


def _ways(text: str, style: str) -> Iterator[str]:
    single = "'" + text.replace("'", "''") + "'"
    if style == "'":
        yield single
    elif style != '"':
        yield text
    if '"' in text and "'" not in text:
        yield single
    yield json.dumps(text, ensure_ascii=False)
    yield json.dumps(text)


def _says(yaml_text: str, text: str) -> bool:
    """Return whether a text as YAML has this value in braces, and gives rise to no warning."""
    if "\n" in yaml_text or not yaml_text:
        return False
    file = f"a: {{b: {yaml_text}, c: d}}\ne: {yaml_text}\n"
    problems = Problems()
    try:
        nodes = [entry.node for entry in DeckReader("", file, problems).entries()]
    except yaml.YAMLError:
        return False
    texts = [node.text if isinstance(node, Scalar) else None for node in nodes]
    return not problems.found and texts == [text, "d", text]


def _block(file: str, spot: Spot, text: str) -> str:
    """Return a block of lines with the header and the indentation of the one that is there."""
    old = file[spot.start : spot.end].replace("\r\n", "\n")
    header, _, body = old.partition("\n")
    lines = [line for line in body.split("\n") if line.strip()]
    indent = min((len(line) - len(line.lstrip(" ")) for line in lines), default=2)
    width = max((len(line) for line in lines), default=80)
    folded = spot.style == ">"
    made = _folded(text, max(width - indent, 20)) if folded else text.rstrip("\n").split("\n")
    block = "\n".join(f"{' ' * indent}{line}".rstrip() for line in made)
    after = old[len(old.rstrip()) :] or "\n"
    made_block = f"{header}\n{block}{after}"
    if not _block_says(made_block, text, spot):
        made_block = f"{written(text.strip())}{after}"
    return made_block.replace("\n", _newline(file))


def _folded(text: str, width: int) -> list[str]:
    """Return the lines of a folded block; an empty one stands for a line break."""
    made: list[str] = []
    for paragraph in text.rstrip("\n").split("\n"):
        wrapped = textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)
        made += [*([""] if made else []), *(wrapped or [""])]
    return made


def _block_says(block: str, text: str, spot: Spot) -> bool:
    # The line breaks at the end follow from the header, so they stay as they were.
    ends = spot.text[len(spot.text.rstrip("\n")) :]
    try:
        read = yaml.load(f"a: {block}", Loader=yaml.CBaseLoader)  # noqa: S506 - it only makes texts
    except yaml.YAMLError:
        return False
    return bool(read == {"a": text.rstrip("\n") + ends})


def _newline(file: str) -> str:
    return "\r\n" if "\r\n" in file else "\n"


def _end_of_line(file: str, spot: Spot) -> int:
    """Return where a further line can be inserted after a value and its comment."""
    if file[: spot.end].endswith("\n"):
        return spot.end
    end = file.find(_newline(file), spot.end)
    return len(file) if end < 0 else end
