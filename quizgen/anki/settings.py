"""What the fields of a note set for its cards: who reads them aloud, and how they look."""

from __future__ import annotations

import re

from quizgen.anki.notes import CardSettings, ChoiceNote, Made, RecallNote, media_of
from quizgen.anki.notetypes import ANSWER_VOICE, LOOK, NOTE_TYPES, QUESTION_VOICE
from quizgen.anki.shades import shades_of
from quizgen.anki.voices import VOICE_FIELD, voice_field
from quizgen.deck.keys.anki import FONTS
from quizgen.deck.model.anki import AnkiDefaults, CardLook
from quizgen.deck.model.kinds import Kind, QuestionRule
from quizgen.deck.template import only_slot
from quizgen.language.voices import voice_of

_STYLE = re.compile(r'(?:(?:--[a-z-]+|font-family|font-size):[^;:"<>]+;)+')
_PATTERNS = {QUESTION_VOICE: VOICE_FIELD, ANSWER_VOICE: VOICE_FIELD, LOOK: _STYLE}


def settings_for(
    wanted: AnkiDefaults, kind: Kind, rule: QuestionRule, language: str
) -> CardSettings:
    """Return the settings for the cards of a kind's question in a deck in this language."""
    asks, tells = (wanted.speaks(kind.key, rule.key, side) for side in ("front", "back"))
    ask, tell, back_ask, back_tell = (
        voice_of(wanted.voice_of(kind, name) or language) for name in _read_fields(kind, rule)
    )
    return CardSettings(
        ask if asks else "",
        tell if tells else "",
        _style_of(wanted.look_of(kind.key)),
        back_ask if asks and back_ask != ask else "",
        back_tell if tells and back_tell != tell else "",
    )


def _read_fields(kind: Kind, rule: QuestionRule) -> tuple[str, str, str, str]:
    """Return the fields that a voice reads: as question and answer, and so on the way back.

    A field is "" for a whole question in words.
    """
    asked = kind.fields[rule.field]
    if asked.type == "sentence":
        return asked.name, asked.name, "", ""
    if asked.type == "diagram":
        return kind.name, asked.name, "", ""
    back = rule.back or rule.among
    return only_slot(rule.ask), asked.name, only_slot(back), kind.name


def setting_fields(note: Made, settings: CardSettings) -> dict[str, str]:
    """Return the fields of a note that hold settings.

    Nobody reads a side that has a sound of its own, or a picture without words.
    """
    shape = NOTE_TYPES[type(note)]
    asking = (settings.question_voice, settings.back_question_voice)
    telling = (settings.answer_voice, settings.back_answer_voice)
    if _goes_back(note):
        asking, telling = (voices[::-1] if voices[1] else voices for voices in (asking, telling))
    return {
        QUESTION_VOICE: _voices(note, shape.heard_fields("front"), asking),
        ANSWER_VOICE: _voices(note, shape.heard_fields("back"), telling),
        LOOK: settings.style,
    }


def _voices(note: Made, fields: tuple[str, ...], voices: tuple[str, str]) -> str:
    return voice_field(note, fields, voices) if any(voices) and _is_spoken(note, fields) else ""


def _goes_back(note: Made) -> bool:
    """Return whether the only card of a note asks for the name of the fact."""
    return not isinstance(note, RecallNote) and note.key.split("/")[3:4] == ["back"]


def is_setting(name: str, text: str) -> bool:
    """Return whether a field with this name has a text that quizgen may have written."""
    return not text or bool(_PATTERNS[name].fullmatch(text))


def _style_of(look: CardLook) -> str:
    """Return the look as an inline style, "" for none; it has no quotation marks."""
    rules: dict[str, str] = {}
    if look.color:
        shades = shades_of(look.color)
        rules |= {f"--{name.replace('_', '-')}": color for name, color in shades._asdict().items()}
    if look.font:
        rules["font-family"] = FONTS[look.font]
    if look.size:
        rules["font-size"] = f"{look.size}%"
    return "".join(f"{name}:{value};" for name, value in rules.items())


def _is_spoken(note: Made, fields: tuple[str, ...]) -> bool:
    if isinstance(note, ChoiceNote) and note.pictures and "Answer" in fields:
        return False
    media = [each for name in fields for each in media_of(note).get(name, ())]
    has_sound = any(each.kind == "audio" for each in media)
    is_pictured = isinstance(note, RecallNote) and "Answer" in note.media and not note.answer
    return not has_sound and not (is_pictured and "Answer" in fields)
