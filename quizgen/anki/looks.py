"""The templates and the style sheet of cards: the shipped ones, or the deck's own."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.anki.notetypes import ANSWER_VOICE, QUESTION_VOICE, NoteType
from quizgen.anki.voices import spoken
from quizgen.deck.anki import EXTRA_STYLE
from quizgen.deck.model.looks import Look
from quizgen.resources import shipped

_STYLE = "style.css"
# Where a template reads aloud.
_SPEECH = "<!-- speech -->"
# The script of a note type, and the attributes of a card that it reads on the front and the back.
# They follow the template, so that a deck's own template can neither omit nor show them. The front
# never gets the right option.
_SCRIPTS = {
    "choice": (
        "choice.js",
        'data-token="{{Token}}"',
        'data-token="{{Token}}" data-right="{{Right}}"',
    ),
    "occlusion": ("occlusion.js", "", ""),
}


def sides(shape: NoteType, looks: Mapping[str, Look]) -> list[tuple[str, str]]:
    """Return the front and the back of each template of a note type."""
    if shape.own_sides:
        return list(shape.own_sides)
    asked, told = shape.heard_fields("front"), shape.heard_fields("back")
    return [
        (
            _side(stem, "front", looks, spoken(shape, QUESTION_VOICE, ask, is_first=not number)),
            _side(stem, "back", looks, spoken(shape, ANSWER_VOICE, tell, is_first=not number)),
        )
        for number, (stem, ask, tell) in enumerate(zip(shape.stems, asked, told, strict=True))
    ]


def style(looks: Mapping[str, Look]) -> str:
    """Return the style sheet."""
    extra = looks.get(EXTRA_STYLE)
    return _text(_STYLE, looks) + (f"\n{extra.text}" if extra else "")


def _side(stem: str, side: str, looks: Mapping[str, Look], spoken: str) -> str:
    html = _text(f"{stem}-{side}.html", looks)
    # A deck's own template need not say where.
    html = html if _SPEECH in html else f"{html.rstrip()}\n{_SPEECH}\n"
    html = html.replace(_SPEECH, spoken, 1)
    if stem not in _SCRIPTS:
        return html
    name, front, back = _SCRIPTS[stem]
    script = (shipped("templates") / "anki" / name).read_text(encoding="utf-8")
    attributes = front if side == "front" else back
    marker = f'<i class="quizgen-{stem}" {attributes} hidden></i>' if attributes else ""
    return f"{html.rstrip()}\n{marker}\n<script>\n{script}</script>\n"


def _text(name: str, looks: Mapping[str, Look]) -> str:
    if name in looks:
        return looks[name].text
    return (shipped("templates") / "anki" / name).read_text(encoding="utf-8")
