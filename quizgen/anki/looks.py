"""What cards look like: the shipped templates and style sheet, or the deck's own in their place."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.anki.notetypes import NoteType
from quizgen.deck.anki import EXTRA_STYLE
from quizgen.deck.model import Look
from quizgen.resources import shipped

_STYLE = "style.css"
# What the script of a note type needs to know of a card stands after the template, so that a deck's own
# template can neither lack it nor show it. The front never learns which option is right.
_SCRIPTS = {
    "choice": (
        "choice.js",
        'data-token="{{Token}}"',
        'data-token="{{Token}}" data-right="{{Right}}"',
    ),
}


def sides(shape: NoteType, looks: Mapping[str, Look]) -> list[tuple[str, str]]:
    """Return the front and the back of each template of a note type."""
    return [(_side(stem, "front", looks), _side(stem, "back", looks)) for stem in shape.stems]


def style(looks: Mapping[str, Look]) -> str:
    """Return the style sheet."""
    extra = looks.get(EXTRA_STYLE)
    return _text(_STYLE, looks) + (f"\n{extra.text}" if extra else "")


def _side(stem: str, side: str, looks: Mapping[str, Look]) -> str:
    html = _text(f"{stem}-{side}.html", looks)
    if stem not in _SCRIPTS:
        return html
    name, front, back = _SCRIPTS[stem]
    script = (shipped("templates") / "anki" / name).read_text(encoding="utf-8")
    told = front if side == "front" else back
    return f'{html.rstrip()}\n<i class="quizgen-{stem}" {told} hidden></i>\n<script>\n{script}</script>\n'


def _text(name: str, looks: Mapping[str, Look]) -> str:
    if name in looks:
        return looks[name].text
    return (shipped("templates") / "anki" / name).read_text(encoding="utf-8")
