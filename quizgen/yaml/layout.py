"""Finds by indentation where the entries of a file begin, without a parser."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.late import late_pattern

# A line with a tab continues the line above, however far that one is indented.
_TAB_WIDTH = 1000
_NO_ENTRY = late_pattern(r"[ \t]*(?:$|[#\-\[\]{},]|\.\.\.)")
_COMMENT = late_pattern(r"(?:^|[ \t])#.*$")
_QUOTED = late_pattern(r"\"[^\"]*\"|'[^']*'")
_LONE_KEY = late_pattern(r"[ \t]*[\"']?(?P<key>[^\W\d_][\w-]*)[\"']?[ \t]*[:;=,.]?[ \t]*$")
_KEY = late_pattern(r"[^\W_][\w-]*(?=[\"']?\s*:)")
_FIRST_WORD = late_pattern(r"[ \t]*(?:-[ \t]+)?[\"']?(?P<word>[^\W_][\w-]*)")


def indent_of(line: str) -> int:
    """Return how far a line is indented; a tab counts for more than any number of spaces."""
    blank = line[: len(line) - len(line.lstrip(" \t"))]
    return len(blank) + blank.count("\t") * _TAB_WIDTH


def starts_entry(line: str) -> bool:
    """Tell whether a line may begin an entry, so does not continue or close one."""
    if _NO_ENTRY.match(line):
        return False
    bare = _bare(line)
    closed = bare.count("}") + bare.count("]")
    opened = bare.count("{") + bare.count("[")
    return closed <= opened and not bare.endswith(",")


def next_entry(lines: list[str], start: int, indent: int, limit: int) -> int:
    """Return the next row after `start` that begins an entry indented by up to `indent`.

    Returns `limit` if there is none.
    """
    for row in range(start + 1, limit):
        if indent_of(lines[row]) <= indent and starts_entry(lines[row]):
            return row
    return limit


def lone_key(line: str) -> str:
    """Return the key if a line has nothing else but perhaps a colon, "" otherwise."""
    found = _LONE_KEY.match(_COMMENT.sub("", line))
    return found["key"] if found else ""


def has_value(line: str) -> bool:
    """Tell whether something follows the key of a line."""
    return not _bare(line).endswith(":")


def first_word(line: str) -> str:
    """Return the word at the beginning of a line, "" if there is none."""
    found = _FIRST_WORD.match(line)
    return found["word"] if found else ""


def names_in(lines: list[str], start: int, end: int) -> Iterator[str]:
    """Yield possible keys in these rows: words before a colon, and first words."""
    for line in lines[start:end]:
        yield from _KEY.findall(line)
        if word := first_word(line):
            yield word


def _bare(line: str) -> str:
    """Return a line without quoted texts and without its comment."""
    return _COMMENT.sub("", _QUOTED.sub("", line)).rstrip()
