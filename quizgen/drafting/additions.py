"""Drafted facts written into a deck that exists, whose lines and comments all stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizgen.drafting.facts import Drafted
from quizgen.drafting.lines import by_kind, fact_lines
from quizgen.drafting.new_deck import left_out_lines

_KEY = re.compile(r"(?P<key>[\w-]+|\"[\w-]+\"|'[\w-]+'):(?P<rest>.*)")
_FACT = re.compile(r"(?P<indent> +)[^\s#]")
_OPEN = re.compile(r"\s*(?:#.*)?")


class CannotAddError(Exception):
    """A section of the deck has a form into which nothing can be added; the message names it."""


def with_facts(text: str, facts: Sequence[Drafted], left_out: Sequence[str]) -> str:
    """Return the text of a deck with facts at the ends of the sections of their kinds.

    Raises CannotAddError for a section in braces, or one that holds no lines of facts.
    """
    ending = "\r\n" if "\r\n" in text else "\n"
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    for kind, drafted in by_kind(facts).items():
        lines = _added(lines, kind, drafted)
    lines += left_out_lines(left_out)
    return ending.join(lines) + ending


def _added(lines: list[str], kind: str, facts: Sequence[Drafted]) -> list[str]:
    at = _section(lines, kind)
    if at is None:
        new = [line for fact in facts for line in fact_lines(fact)]
        return [*lines, "", f"{kind}:", *new]
    found = _KEY.match(lines[at])
    if found is None or not _OPEN.fullmatch(found["rest"]):
        raise CannotAddError(kind)
    last, indent = _end(lines, at)
    new = [line for fact in facts for line in fact_lines(fact, indent)]
    return [*lines[: last + 1], *new, *lines[last + 1 :]]


def _section(lines: Sequence[str], kind: str) -> int | None:
    """Return the line where the section of a kind begins, None if the deck has none."""
    for at, line in enumerate(lines):
        found = _KEY.match(line)
        if found and found["key"].strip("\"'") == kind:
            return at
    return None


def _end(lines: Sequence[str], start: int) -> tuple[int, str]:
    """Return the last line of a section's facts, and how far they stand in."""
    last, indent = start, ""
    for at in range(start + 1, len(lines)):
        line = lines[at]
        if line[:1] not in ("", " ", "#", "\t"):
            break
        if line.strip() and not line.startswith("#"):
            found = _FACT.match(line)
            indent = indent or (found["indent"] if found else "")
            last = at if not line.lstrip().startswith("#") or last != start else last
    return last, indent or "  "
