"""A page on which a person decides doubtful marks by keyboard; it writes ``review.csv``."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from html import escape
from typing import Any

from quizgen.grade.corrections import BLANK, LEFT_OUT, PAGE, Correction, page_id
from quizgen.grade.grading import Asked, ToReview
from quizgen.markup.plain import plain
from quizgen.resources import shipped
from quizgen.visible import visible_line

FILE = "review.html"
_PICTURE = "data:image/png;base64,"


def review_page(
    title: str,
    rows: Sequence[ToReview],
    kept: Iterable[Correction],
    crop: Callable[[str], bytes | None],
) -> str:
    """Return the page in HTML; it loads nothing, and runs only its own script.

    `kept` are corrections of rows that are not among `rows`; the page writes them again. `crop`
    returns the picture of a row by its name in the folder of crops, None if it is missing.
    """
    folder = shipped("templates") / "grade"
    script = (folder / "review.js").read_text("utf-8")
    style = (folder / "review.css").read_text("utf-8")
    shown = visible_line(title)
    body = "\n".join(_card(index, row, crop) for index, row in enumerate(rows))
    empty = "" if rows else "<p>No mark waits for you.</p>"
    return _PAGE.format(
        policy=_policy(script, style),
        title=escape(shown),
        style=style,
        script=script,
        count=len(rows),
        body=body or empty,
        kept=_data([_correction(each) for each in kept]),
    )


def _policy(script: str, style: str) -> str:
    """Return a policy that allows this script and this style sheet, and pictures in the page."""
    allowed = f"script-src '{_hash(script)}'; style-src '{_hash(style)}'; img-src data:"
    return f"default-src 'none'; {allowed}; base-uri 'none'; form-action 'none'"


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"sha256-{base64.b64encode(digest).decode()}"


def _data(value: Any) -> str:  # noqa: ANN401 - any JSON value
    """Return a value as JSON that can stand in HTML."""
    text = json.dumps(value, ensure_ascii=False)
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")


def _correction(each: Correction) -> list[str]:
    return [each.page, each.row, each.value, each.scan]


def _card(index: int, row: ToReview, crop: Callable[[str], bytes | None]) -> str:
    page = page_id(row.page)
    data = _data(
        {
            "page": page,
            "row": row.row,
            "scan": row.page.source,
            "letters": list(row.letters),
            "many": row.many,
            "most": row.most if row.by_hand else 0,
            "byHand": row.by_hand,
            "read": row.read,
            "value": row.value,
        }
    )
    name = "Item" if row.letters or row.by_hand else "Sheet:"
    head = f"{escape(visible_line(row.whose))} · {name} {escape(row.row)}"
    about = f"{escape(visible_line(row.page.source))}: {escape(row.why)}"
    field = f"value-{index}"
    read = "nothing" if row.read == BLANK else row.read
    return (
        f'<section class="row" id="row-{index}" data-row="{escape(data)}">\n'
        f"<h2>{head}</h2>\n<p>{about}. Read: <b>{escape(read)}</b></p>\n{_asked(row.asked)}"
        f"{_picture(row, crop)}\n"
        f'<div class="choices" role="group" aria-label="Marks"></div>\n'
        f'<label for="{field}">Decision</label> '
        f'<input id="{field}" autocomplete="off" spellcheck="false">\n</section>'
    )


def _picture(row: ToReview, crop: Callable[[str], bytes | None]) -> str:
    if row.asked and row.asked.typed is not None:
        return _typed(row.asked.typed)
    data = crop(row.crop) if row.crop else None
    if data is None:
        return '<p class="missing">There is no picture of this row: look at the sheet.</p>'
    coded = base64.b64encode(data).decode()
    label = escape(f"The row {row.row} as it was scanned")
    return f'<img alt="{label}" src="{_PICTURE}{coded}">'


def _typed(typed: str) -> str:
    answer = f"<b>{escape(typed)}</b>" if typed else "nothing"
    return f"<p>The student typed {answer}.</p>"


def _asked(asked: Asked | None) -> str:
    """Return the question of a row that a person marks, and what is right."""
    if asked is None:
        return ""
    right = f" Right: <b>{escape(plain(asked.right))}</b>" if asked.right else ""
    return f"<p>{escape(plain(asked.question))}{right}</p>\n"


_PAGE = f"""\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{{policy}}">
<title>Review: {{title}}</title>
<style>{{style}}</style>
</head>
<body data-blank="{BLANK}" data-left-out="{LEFT_OUT}" data-page-row="{PAGE}">
<header>
<h1>Review: {{title}}</h1>
<p><b id="done">0</b> of {{count}} decided.
Type letters or points; Space marks none, Enter keeps
what was read and goes on, ↓ and ↑ move, Backspace takes a decision back.</p>
<p><button id="save" type="button">Save review.csv</button>
<button id="load" type="button">Take over the text below</button>
<span id="told" role="status"></span></p>
<details>
<summary>review.csv as text: copy it, or paste an earlier one</summary>
<textarea id="text" aria-label="review.csv" rows="8"></textarea>
</details>
</header>
<main>
{{body}}
</main>
<script type="application/json" id="kept">{{kept}}</script>
<script>{{script}}</script>
</body>
</html>
"""
