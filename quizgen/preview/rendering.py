"""The preview as HTML: templates with everything escaped that a deck says."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from quizgen.diagnostics import Diagnostic, Place
from quizgen.preview.editor import address_of
from quizgen.preview.facts import FactView
from quizgen.resources import shipped
from quizgen.visible import cut_message, visible_line

_LONGEST_LINE = 160
_WORDS = {"info": "hint"}


def asset(name: str) -> bytes:
    """Return a file that the page loads: its style or its script."""
    return (shipped("templates") / "preview" / name).read_bytes()


def page(*, title: str, has_command: bool) -> str:
    """Return the page itself, which loads everything else.

    Its links open places by a command of the author if it `has_command`.
    """
    template = _environment().get_template("page.html")
    return template.render(title=title, has_command=has_command)


def fact_html(view: FactView, problems: Sequence[Mapping[str, Any]]) -> str:
    """Return a fact as HTML; `problems` are as `problem_of` gives them."""
    return (
        _environment()
        .get_template("fact.html")
        .render(view=view, fact=view.fact, problems=problems, place=spot(view.fact.place))
    )


def problems_html(problems: Sequence[Mapping[str, Any]], more: int) -> str:
    """Return a list of problems as HTML, and how many `more` there are."""
    return _environment().get_template("problems.html").render(problems=problems, more=more)


def paper_html(reasons: Sequence[str], picture: str, page_number: int, pages: int) -> str:
    """Return a page of the paper as HTML, or the reasons why there is none."""
    template = _environment().get_template("paper.html")
    return template.render(reasons=reasons, picture=picture, page=page_number, pages=pages)


def problem_of(problem: Diagnostic, lines: Sequence[str], fact: str = "") -> dict[str, Any]:
    """Return what the templates show of a problem.

    `lines` are those of its file, and `fact` is the fact at its place.
    """
    severity = problem.severity.value
    return {
        "code": problem.code,
        "severity": severity,
        "word": _WORDS.get(severity, severity),
        "message": visible_line(cut_message(problem.message)),
        "help": visible_line(cut_message(problem.help)),
        "mend": visible_line(cut_message(problem.mend)),
        "place": spot(problem.place),
        "source": _excerpt(problem.place, lines),
        "fact": fact,
    }


def spot(place: Place) -> dict[str, str]:
    """Return a place as the page shows it, with its address in an editor."""
    name = Path(place.file).name
    shown = f"{name}:{place.line}" if place.line else name
    return {"shown": visible_line(shown), "address": address_of(place), "key": place_key(place)}


def place_key(place: Place) -> str:
    """Return a key for a place, by which the page asks to open it."""
    return hashlib.blake2b(str(place).encode(errors="replace"), digest_size=9).hexdigest()


def hash_of(html: str) -> str:
    """Return a short hash of HTML."""
    return hashlib.blake2b(html.encode(errors="replace"), digest_size=9).hexdigest()


def _excerpt(place: Place, lines: Sequence[str]) -> tuple[str, str, str]:
    """Return the line of a place in three parts, of which the middle one is wrong."""
    if not 0 < place.line <= len(lines):
        return "", "", ""
    line, start = lines[place.line - 1], max(0, place.column - 1)
    begin = max(0, start - _LONGEST_LINE // 2) if len(line) > _LONGEST_LINE else 0
    end = begin + _LONGEST_LINE
    stop = min(end, start + max(1, place.length))
    before, marked, after = line[begin:start], line[start:stop], line[stop:end]
    return visible_line(before.lstrip()), visible_line(marked), visible_line(after)


@cache
def _environment() -> Environment:
    folder = shipped("templates") / "preview"
    environment = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["with_code"] = with_code
    return environment


def with_code(text: str) -> Markup:
    """Return a text as HTML, with what stands in backquotes as code."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(text)
    made = (
        Markup("<code>{}</code>").format(each) if at % 2 else each for at, each in enumerate(parts)
    )
    return Markup("").join(made)
