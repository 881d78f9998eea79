"""The page as HTML: its style, its scripts and its data, which a strict policy lets through."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from html import escape
from pathlib import Path
from string import Template
from typing import Any

from quizgen.exchange.texts import plain_line
from quizgen.resources import shipped

# The scripts of the page, in the order in which they stand in it.
SCRIPTS = (
    "quiz.js",
    "words.js",
    "dom.js",
    "chance.js",
    "marking.js",
    "schedule.js",
    "store.js",
    "rounds.js",
    "players.js",
    "question.js",
    "home.js",
    "summary.js",
    "tables.js",
    "sheet.js",
    "main.js",
)
LIBRARY = "fsrs/ts-fsrs-5.4.2.umd.js"
_LICENCE = "fsrs/LICENSE"
# A browser's tools would look for this file.
_MAP = "//# sourceMappingURL="
# No text of the data can end its element or begin a comment.
_UNSAFE = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}


def practice_page(data: Mapping[str, Any], title: str, *, links: str = "") -> str:
    """Return the page with its data; the same data give the same page.

    `title` is a marked text. `links` are further elements of the head, which refer to files beside
    the page; the page alone loads nothing.
    """
    style, library, script = _style(), _library(), _script()
    words = data["words"]
    return Template(_file("page.html")).substitute(
        language=escape(data["language"]),
        direction=data["dir"],
        policy=escape(_policy(style, [library, script], is_app=bool(links))),
        title=escape(plain_line(title)),
        icon=_icon_address(),
        links=links,
        style=style,
        no_script=escape(words["no_script"]),
        skip=escape(words["skip"]),
        data=as_json(data),
        library=library,
        script=script,
    )


def as_json(data: Mapping[str, Any]) -> str:
    """Return data as JSON that can stand in a script element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.translate(_UNSAFE)


def _policy(style: str, scripts: list[str], *, is_app: bool) -> str:
    """Return a policy that lets through this style and these scripts, and no address at all."""
    hashes = " ".join(map(_hash, scripts))
    own = " 'self'" if is_app else ""
    rules = [
        "default-src 'none'",
        f"script-src {hashes}",
        f"style-src {_hash(style)}",
        f"img-src data:{own}",
        "media-src data:",
        "base-uri 'none'",
        "form-action 'none'",
        "require-trusted-types-for 'script'",
        f"trusted-types {'quizgen' if is_app else chr(39) + 'none' + chr(39)}",
    ]
    if is_app:
        rules += ["manifest-src 'self'", "worker-src 'self'"]
    return "; ".join(rules)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _style() -> str:
    return _file("style.css")


def _script() -> str:
    """Return the scripts of the page in one scope."""
    parts = "\n".join(map(_file, SCRIPTS))
    return f'(() => {{\n"use strict";\n{parts}}})();\n'


def _library() -> str:
    """Return the library for the schedule under its licence."""
    lines = _file(LIBRARY).splitlines()
    code = "\n".join(line for line in lines if not line.startswith(_MAP))
    name = Path(LIBRARY).name.removesuffix(".umd.js")
    return f"/*\n{name}\n\n{_file(_LICENCE).strip()}\n*/\n{code}\n"


def _icon_address() -> str:
    data = base64.b64encode(_file("icon.svg").encode()).decode()
    return f"data:image/svg+xml;base64,{data}"


def _file(name: str) -> str:
    return (shipped("templates") / "practice" / name).read_text(encoding="utf-8")
