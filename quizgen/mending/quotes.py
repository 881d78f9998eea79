"""Texts that YAML cannot read without quotation marks: where such a text may begin and end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from quizgen.diagnostics import Diagnostic
from quizgen.yaml.edit import Edit

# Problems that quotation marks around the whole text can mend.
CODES = {"Q101", "Q108", "Q113"}
_MARKS = "quotation marks"
# A value begins after a colon, a comma, a bracket or the sign of a list.
_BEGINS = re.compile(r"(?:^|[:,\[{-])[ ]+|[\[{]")
_COMMENT = re.compile(r"\s#.*")
# In braces, the next key after a comma is no part of the text before it.
_NEXT_KEY = re.compile(r",\s*[^\W\d][\w-]*:(?:\s|$)")


def is_mended_by_quotes(problem: Diagnostic) -> bool:
    """Return whether the help for a problem says to put a text between quotation marks."""
    return problem.code in CODES and _MARKS in problem.help


def quotings(line: str, offset: int, column: int) -> Iterator[Edit]:
    """Yield edits that put a text around a column of a line between quotation marks.

    `offset` is that of the line in its file; `column` counts from 0. The likeliest text comes
    first: the one that begins nearest before the column, and ends farthest behind it.
    """
    code = _COMMENT.sub("", line)
    starts = [each.end() for each in _BEGINS.finditer(code) if each.end() <= column + 1]
    for start in reversed(starts):
        if code[start:].lstrip()[:1] in ('"', "'"):
            # It has marks already, and nobody knows which of them is wrong.
            return
        is_in_braces = code.count("{", 0, start) > code.count("}", 0, start)
        for end in _ends(code, max(start, column)):
            text = code[start:end].strip()
            if is_in_braces and _NEXT_KEY.search(text):
                continue
            if text:
                begin = offset + start
                yield Edit(begin, begin + len(code[start:end].rstrip()), _quoted(text))


def _ends(code: str, after: int) -> Iterator[int]:
    """Yield where a text may end: with the line, before closing brackets, before a comma."""
    bare = code.rstrip()
    yield len(bare)
    while bare and bare[-1] in "}]" and len(bare) > after + 1:
        bare = bare[:-1].rstrip()
        yield len(bare)
    for comma in reversed([each.start() for each in re.finditer(",", code)]):
        if comma > after:
            yield comma


def _quoted(text: str) -> str:
    """Return a text between the quotation marks that need no escapes, if there are such."""
    if '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'" if "'" not in text else json.dumps(text)
