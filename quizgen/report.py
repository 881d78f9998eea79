"""Shows problems: with the source line and a caret, as JSON, or as annotations for GitHub."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from msgspec import to_builtins
from msgspec.structs import asdict, replace

from quizgen.diagnostics import Diagnostic, Place
from quizgen.visible import cut, cut_message, visible, visible_line
from quizgen.yaml.text import lines_to_show, split_lines

_WIDTH = 100
_LONGEST_PATH = 4096


def as_text(diagnostics: Iterable[Diagnostic], texts: Mapping[str, str] | None = None) -> str:
    """Return the problems as text: message, place, source line with a caret, and fix.

    `texts` stand in place of what files hold on the disk, by the names in the places.
    """
    lines_of = {file: split_lines(text) for file, text in (texts or {}).items()}
    return "\n\n".join(
        _one_as_text(_bounded(each), _lines(each.place.file, lines_of)) for each in diagnostics
    )


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the problems as a JSON array; `place` has file, line, column and length."""
    # ASCII escapes pass through consoles and pipes of every encoding.
    return json.dumps([_as_dict(_bounded(each)) for each in diagnostics], indent=2)


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return the problems as workflow commands, which GitHub shows beside the source lines."""
    return "\n".join(_one_as_github(_bounded(each)) for each in diagnostics)


REPORTS: dict[str, Callable[[Iterable[Diagnostic]], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
}


def _lines(file: str, known: dict[str, list[str]]) -> list[str]:
    if file not in known:
        known[file] = lines_to_show(Path(file))
    return known[file]


def _one_as_text(problem: Diagnostic, lines: list[str]) -> str:
    place = problem.place
    shown = [
        f"{problem.severity}[{problem.code}]: {visible_line(problem.message)}",
        f" --> {visible_line(str(place))}",
    ]
    if 0 < place.line <= len(lines):
        shown += _excerpt(place, lines[place.line - 1])
    if problem.help:
        shown.append(f"  = help: {visible_line(problem.help)}")
    return "\n".join(shown)


def _excerpt(place: Place, line: str) -> list[str]:
    """Return the source line and a line of carets, cut around the place if they are long."""
    start = place.column - 1
    left = max(0, start - _WIDTH // 2) if len(line) > _WIDTH else 0
    shown = visible_line(line[left : left + _WIDTH])
    before = visible_line(line[left:start])
    marked = visible_line(line[start : start + place.length][: _WIDTH - len(before)]) or " "
    number = str(place.line)
    margin = " " * len(number)
    carets = " " * _columns(before) + "^" * max(1, _columns(marked))
    return [f"{margin} |", f"{number} | {shown}".rstrip(), f"{margin} | {carets}"]


def _as_dict(problem: Diagnostic) -> dict[str, object]:
    return {**to_builtins(problem), "place": asdict(problem.place)}


def _bounded(problem: Diagnostic) -> Diagnostic:
    """Return the problem with long texts cut."""
    place = replace(problem.place, file=cut(problem.place.file, _LONGEST_PATH))
    return replace(
        problem, message=cut_message(problem.message), help=cut_message(problem.help), place=place
    )


def _columns(text: str) -> int:
    if text.isascii():
        return len(text)
    # Its tables take as long to import as a tenth of a small check.
    from wcwidth import wcswidth  # noqa: PLC0415

    width = wcswidth(text)
    return len(text) if width < 0 else width


def _one_as_github(problem: Diagnostic) -> str:
    level = {"error": "error", "warning": "warning"}.get(problem.severity.value, "notice")
    place = problem.place
    where = [f"file={_property(place.file)}"]
    if place.line:
        where += [
            f"line={place.line}",
            f"col={place.column}",
            f"endColumn={place.column + place.length}",
        ]
    where.append(f"title={_property(problem.code)}")
    message = problem.message + (f" ({problem.help})" if problem.help else "")
    return f"::{level} {','.join(where)}::{_data(visible(message))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
