"""The templates and the style sheet of cards: the shipped ones, or the deck's own."""

from __future__ import annotations

from collections.abc import Mapping

from quizgen.anki.notetypes import ANSWER_VOICE, QUESTION_VOICE, NoteType
from quizgen.deck.anki import EXTRA_STYLE
from quizgen.deck.model import Look
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
    return [
        (
            _side(stem, "front", looks, _spoken(QUESTION_VOICE, shape.stock_title or ask, shape)),
            _side(stem, "back", looks, _spoken(ANSWER_VOICE, tell, shape)),
        )
        for stem, ask, tell in zip(shape.stems, shape.asks, shape.tells, strict=True)
    ]


def style(looks: Mapping[str, Look]) -> str:
    """Return the style sheet."""
    extra = looks.get(EXTRA_STYLE)
    return _text(_STYLE, looks) + (f"\n{extra.text}" if extra else "")


def _spoken(voice: str, field: str, shape: NoteType) -> str:
    """Return the part of a template with which Anki reads a field aloud, if the note has a voice.

    A note type belongs to decks in all languages, so the language stands in the note. Without a
    text in the field, a front must stay empty, or Anki would make a card of it.
    """
    shown = _heard(field, shape)
    spoken = f"[anki:tts lang={{{{{voice}}}}}]{{{{{shown}}}}}[/anki:tts]"
    line = f'<div class="speech">{spoken}</div>'
    return f"{{{{#{field}}}}}{{{{#{voice}}}}}{line}{{{{/{voice}}}}}{{{{/{field}}}}}"


def _heard(field: str, shape: NoteType) -> str:
    """Return a field with the filter that tells what of it is read aloud."""
    if field == shape.stock_title:
        return field
    if shape.stock:
        # The other names stand in the field as well.
        return f"cloze-only:{field}"
    return f"cloze:{field}" if shape.is_cloze else field


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
