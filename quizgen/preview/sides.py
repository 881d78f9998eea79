"""Fills a template of a card with the fields of its note, as Anki does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape, unescape

_TAG = re.compile(r"\{\{([#^/]?)\s*([^{}]*?)\s*\}\}")
_GAP = re.compile(r"\{\{c(?P<number>\d+)::(?P<text>.*?)(?:::(?P<hint>.*?))?\}\}", re.DOTALL)
_SPEECH = re.compile(r"\[anki:tts lang=(?P<voice>[^\]]*)\](?P<text>.*?)\[/anki:tts\]", re.DOTALL)
_SOUND = re.compile(r"\[sound:(?P<name>[^\]]*)\]")
_MARKUP = re.compile(r"<[^>]*>")
# Scripts follow the template. They run in Anki alone; here, the program does their work.
_SCRIPT = re.compile(r"<script>.*?</script>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card: the number of the card from 1, and whether it shows the answer.

    `media` is the address under which the files of pictures and sounds are found.
    """

    number: int
    is_back: bool
    media: str


def filled(template: str, fields: Mapping[str, str], side: Side) -> str:
    """Return a side of a card as HTML; `fields` are HTML by their names."""
    made: list[str] = []
    hidden: list[bool] = []
    end = 0
    bare = _SCRIPT.sub("", template)
    for tag in _TAG.finditer(bare):
        if not any(hidden):
            made.append(bare[end : tag.start()])
        end = tag.end()
        sign, name = tag[1], tag[2]
        if sign == "/":
            del hidden[-1:]
        elif sign:
            is_empty = not fields.get(name, "").strip()
            hidden.append(is_empty == (sign == "#"))
        elif not any(hidden):
            made.append(_field(name, fields, side))
    return _with_media("".join([*made, bare[end:]]), side)


def _field(name: str, fields: Mapping[str, str], side: Side) -> str:
    *filters, field = (part.strip() for part in name.split(":"))
    text = fields.get(field, "")
    for each in reversed(filters):
        if each in _FILTERS:
            text = _FILTERS[each](text, side)
    return text


def _cloze(text: str, side: Side) -> str:
    """Return a text with the gaps of this card closed or filled."""

    def shown(gap: re.Match[str]) -> str:
        if int(gap["number"]) != side.number:
            return f'<span class="cloze-inactive">{gap["text"]}</span>'
        inside = gap["text"] if side.is_back else f"[{gap['hint'] or '...'}]"
        return f'<span class="cloze">{inside}</span>'

    return _GAP.sub(shown, text)


def _cloze_only(text: str, side: Side) -> str:
    own = (gap["text"] for gap in _GAP.finditer(text) if int(gap["number"]) == side.number)
    return ", ".join(own)


def _typed(text: str, side: Side) -> str:
    if side.is_back:
        return f'<code id="typeans">{text}</code>'
    return '<input type="text" id="typeans" aria-label="Type the answer" readonly>'


def _plain(text: str, _side: Side) -> str:
    return escape(unescape(_MARKUP.sub("", text)))


def _hint(text: str, _side: Side) -> str:
    return f"<details><summary>Hint</summary>{text}</details>" if text else ""


_FILTERS: dict[str, Callable[[str, Side], str]] = {
    "cloze": _cloze,
    "cloze-only": _cloze_only,
    "type": _typed,
    "text": _plain,
    "hint": _hint,
}


def _with_media(html: str, side: Side) -> str:
    """Return HTML whose pictures, sounds and buttons for speech work in a browser."""

    def sound(found: re.Match[str]) -> str:
        return f'<audio controls preload="none" src="{side.media}{found["name"]}"></audio>'

    def speech(found: re.Match[str]) -> str:
        voice = escape(found["voice"].strip())
        return f'<span class="read-aloud">\u25b7 Anki reads this aloud ({voice})</span>'

    spoken = _SPEECH.sub(speech, html)
    return _SOUND.sub(sound, spoken).replace('<img src="', f'<img src="{side.media}')
