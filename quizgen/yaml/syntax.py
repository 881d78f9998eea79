"""Explains the errors of the YAML parser to authors of decks."""

from __future__ import annotations

import re

import yaml

from quizgen.diagnostics import Diagnostic, Place
from quizgen.late import late_pattern

ENDED_ABOVE = "the deck ends above this line"
_QUOTE = "put the whole text between quotation marks"
_NO_KEY = "this line has no `key: value`"
_NO_SPACE = ("this colon has no space after it", "write `key: value`, with a space")
_TOO_DEEP = "there are too many levels of nesting"
# libyaml's problem -> (message, help).
_MEANING = {
    "found unexpected end of stream": (
        "this quotation mark is never closed",
        "add the closing mark at the end of the text",
    ),
    "did not find expected ',' or ']'": (
        "this list in brackets is not closed or lacks a comma",
        "check `[a, b, c]`",
    ),
    "did not find expected ',' or '}'": (
        "these braces are not closed or lack a comma",
        "check `{key: value, key: value}`",
    ),
    "block sequence entries are not allowed in this context": (
        "a list cannot start here",
        f"begin it on a line of its own, or, if the `-` is part of the text, {_QUOTE}",
    ),
    "could not find expected ':'": (
        _NO_KEY,
        "write a colon and a space after the key, as in `date: 1969-07-20`",
    ),
    "did not find expected '-' indicator": (
        "this line is not part of any list item",
        "indent it like the lines above",
    ),
    "did not find expected node content": ("a value is missing here", f"write one, or {_QUOTE}"),
    "did not find expected alphabetic or numeric character": (
        "`*` and `&` have a special meaning in YAML",
        _QUOTE,
    ),
    "found unknown escape character": (
        "this backslash in double quotation marks starts an unknown escape",
        r"write `\\`, or use single quotation marks",
    ),
    "found incompatible YAML document": (
        "this file asks for another version of YAML",
        "delete the %YAML line",
    ),
    "found undefined tag handle": ("`!` has a special meaning in YAML", _QUOTE),
    "did not find expected comment or line break": (
        "`|` and `>` have a special meaning in YAML",
        _QUOTE,
    ),
    "did not find expected <document start>": (
        ENDED_ABOVE,
        "delete the line `...` or the closing bracket that ended it",
    ),
    # Newer versions of libyaml have their own limit, and may reach it before the reader does.
    "exceeded maximum nesting depth": (_TOO_DEEP, "remove brackets or indentation"),
    "found unknown directive name": (
        "lines that begin with `%` have a special meaning in YAML",
        "delete this line",
    ),
}
_OUT_OF_PLACE = "a key is out of place here"
_AFTER_THE_END = "text follows the end of the value"
_TOO_FAR = (
    "this line is indented further than the line above, which has a value of its own",
    "move this line to the left, so that both begin in the same column",
)
_WITH_VALUE = late_pattern(r"\s*[\w-]+:\s+[^\s#]")
_GLUED = late_pattern(r"\s*[\w-]+:[^\s/]")
_NO_COLON = late_pattern(r"\s*[\w-]+\s*\{")
_TAB = (
    "the indentation contains a tab",
    "delete the tab, and type as many spaces as the line above begins with",
)
# In a line that begins with `%`, every other problem comes from the directive.
_NOT_OF_DIRECTIVES = (
    "mapping values are not allowed in this context",
    "found character that cannot start any token",
    "found incompatible YAML document",
)
_CODES = {_TAB[0]: "Q102", _TOO_DEEP: "Q110"}


def explain(
    error: yaml.MarkedYAMLError, name: str, lines: list[str], offset: int = 0
) -> Diagnostic:
    """Return a syntax error as a problem of the deck; the `lines` of the file show its cause.

    `offset` is added to the rows of the error, if the parser read only a part of the file.
    """
    mark = error.problem_mark or error.context_mark
    problem = error.problem or "this is not YAML"
    if error.context_mark and mark and _starts_it(problem, error.context_mark, mark):
        mark = error.context_mark
    row, column = (mark.line, mark.column) if mark else (0, 0)
    row = min(row + offset, len(lines) - 1)
    message, fix = _meaning(problem, lines[row], column)
    if message == _NO_KEY and _GLUED.match(lines[row]):
        message, fix = _NO_SPACE
        column = lines[row].index(":")
    if message == _OUT_OF_PLACE:
        row, (message, fix) = _out_of_place(lines, row)
        # The parser stops at the colon; the key begins the line.
        column = _indent(lines[row])
    code = _CODES.get(message, "Q101")
    return Diagnostic(code, message, Place(name, row + 1, min(column, len(lines[row])) + 1), fix)


def _out_of_place(lines: list[str], row: int) -> tuple[int, tuple[str, str]]:
    """Return the row with the cause of a key that is out of place, and the message and the help."""
    above = lines[row - 1] if row else ""
    if _GLUED.match(above):
        return row - 1, _NO_SPACE
    if _has_value(above) and _indent(above) < _indent(lines[row]):
        return row, _TOO_FAR
    return row, (_OUT_OF_PLACE, "check the indentation of this line and the one above")


def _has_value(line: str) -> bool:
    """Return whether a line has a key and a value, so that no key can stand below it."""
    return bool(_WITH_VALUE.match(line))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _starts_it(problem: str, context: yaml.Mark, mark: yaml.Mark) -> bool:
    """Tell whether the cause is where the construct begins, not where the parser gave up."""
    unclosed = "expected ','" in problem and mark.line != context.line
    return unclosed or any(
        words in problem
        for words in ("end of stream", "alphabetic or numeric", "comment or line", "expected ':'")
    )


def _meaning(problem: str, line: str, column: int) -> tuple[str, str]:
    """Return the message and the help for a problem of the parser in this line."""
    before, character = line[:column], line[column : column + 1]
    if "tab character" in problem or character == "\t":
        return _TAB
    if line.startswith("%") and problem not in _NOT_OF_DIRECTIVES:
        problem = "found unknown directive name"
    if problem in _BY_LINE:
        return _BY_LINE[problem](before, character)
    if "expected ','" in problem and character not in ("[", "{"):
        return _in_brackets(before, character)
    unknown = f"this is not YAML: {problem}", "check this line and the one above"
    return _MEANING.get(problem, unknown)


def _first_character(_before: str, character: str) -> tuple[str, str]:
    shown = "a backtick" if character == "`" else f"`{character}`"
    return f"a text cannot begin with {shown}", _QUOTE


def _second_colon(before: str, _character: str) -> tuple[str, str]:
    if len(before) > 1024:
        return "a key is longer than 1024 characters", "shorten it"
    if _NO_COLON.match(before):
        return (
            "a colon is missing before this brace",
            "write `key: {…}`, with a space after the colon",
        )
    if (
        ": \N{LEFT DOUBLE QUOTATION MARK}" in before
        or ": \N{DOUBLE LOW-9 QUOTATION MARK}" in before
    ):
        return (
            "a text with `: ` in it needs quotation marks, and curly ones do not count",
            'write straight quotation marks instead: "…"',
        )
    if ": " in before:
        return "a text with `: ` in it needs quotation marks", _QUOTE
    return _OUT_OF_PLACE, ""


def _in_brackets(before: str, character: str) -> tuple[str, str]:
    if character == ":":
        fix = f"{_QUOTE}; between two keys in braces, write a comma"
        return "a text with `: ` in it needs quotation marks", fix
    if before.rstrip()[-1:] in ("'", '"'):
        return _AFTER_THE_END, _inside(before)
    return "a comma or a closing bracket is missing here", _QUOTE


def _no_key(before: str, character: str) -> tuple[str, str]:
    value = before.split(": ", 1)[-1].strip()
    if value.startswith("{{"):
        return "a text that begins with a blank needs quotation marks", _QUOTE
    if character in ("]", "}") and before.strip():
        return "this bracket closes nothing", f"delete it, or {_QUOTE}"
    if re.search(r"[\"'\]}]\s*$", before):
        return _AFTER_THE_END, _inside(before)
    return (
        "the indentation of this line matches no line above it",
        "let it begin in the same column as the other keys of its fact",
    )


def _inside(before: str) -> str:
    """Return how to quote a text that has the quotation mark at the end of `before` inside."""
    mark = before.rstrip()[-1:]
    if mark == "'":
        return f"{_QUOTE}; write an apostrophe inside '…' twice"
    if mark == '"':
        return """put the whole text between single quotation marks: '"One" two'"""
    return _QUOTE


# The problems with several causes, which the text before the place tells apart.
_BY_LINE = {
    "mapping values are not allowed in this context": _second_colon,
    "found character that cannot start any token": _first_character,
    "did not find expected key": _no_key,
}
