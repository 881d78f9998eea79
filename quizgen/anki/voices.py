"""Reading aloud: what a field says about the voices of a note, and how templates read it.

A note type belongs to decks in all languages, so the language stands in the note, in one field for
the fronts and one for the backs. Such a field is

- ``de_DE``: this voice reads the field that the card shows;
- ``de_DE back=" lang=en_US x="``: another voice reads the way back;
- ``de_DE say=>…<!--</style>…<!-- back=" lang=en_US x="``: the voices read these words, the first
  ones on the card Forward, the others on the card Backward.

Anki fills in the fields, then looks for its tags, whose unknown options it passes over, and then
drops HTML tags, comments and styles from what a tag encloses. So the template of Forward has the
field's first word as the language, and what follows are options. In that of Backward, the field
stands within quotation marks; so those around ``lang`` turn inside out. Words that have to be said
end the tag or the style that the template has begun, and begin a comment, which hides what the card
shows. Templates of older versions read such a field as before, with the first voice.
"""

from __future__ import annotations

import re

from quizgen.anki.markup import ENTITIES, as_plain
from quizgen.anki.notes import ChoiceNote, ClozeNote, Gap, Made, OcclusionNote, RecallNote
from quizgen.anki.notetypes import NoteType
from quizgen.markup.spoken import needs_words
from quizgen.markup.spoken import spoken as words_of

_NAME = "[a-z]{2,3}_[A-Z]{2}"
# What quizgen may have written into a field with voices.
VOICE_FIELD = re.compile(rf'{_NAME}(?: say=[^\s"]+)?(?: back=" lang={_NAME} x=")?')
# An option ends at a space, and in quotation marks stands something else.
_IN_OPTION = ENTITIES | {ord(char): f"&#{ord(char)};" for char in ' "='}
_IN_GAP = _IN_OPTION | {ord(":"): "&#58;"}


def spoken(shape: NoteType, voice: str, field: str, *, is_first: bool) -> str:
    """Return the part of a template with which Anki reads a field aloud, if the note has a voice.

    `voice` is the field with the voices, and `is_first` the card Forward. Without a text in the
    field, a front must stay empty, or Anki would make a card of it.
    """
    heard = _filter(shape, field)
    said = f"{{{{{heard}{voice}}}}}"
    shown = f"{{{{{heard}{field}}}}}<!---->"
    if is_first:
        tag = f"[anki:tts lang={{{{{voice}}}}}]<x {said}>{shown}[/anki:tts]"
    else:
        tag = f'[anki:tts lang="{{{{{voice}}}}}"]<style>{said}</style>{shown}[/anki:tts]'
    line = f'<div class="speech">{tag}</div>'
    return f"{{{{#{field}}}}}{{{{#{voice}}}}}{line}{{{{/{voice}}}}}{{{{/{field}}}}}"


def _filter(shape: NoteType, field: str) -> str:
    """Return the filter that tells what of a field is read aloud."""
    if not shape.is_cloze or field == shape.stock_title:
        return ""
    # The other names stand in the field as well.
    return "cloze-only:" if shape.stock else "cloze:"


def voice_field(note: Made, fields: tuple[str, ...], voices: tuple[str, str]) -> str:
    """Return the field with the voices for one side of a note, "" if nobody reads it.

    `fields` are those that are read on the cards Forward and Backward, or on the only card;
    `voices` are the voices of the two.
    """
    first, second = voices[0], voices[1] or voices[0]
    if not first:
        return ""
    said = _said(note, fields, first, second)
    if second == first and not said:
        return first
    if len(fields) == 1:
        return f"{first}{said}"
    return f'{first}{said} back=" lang={second} x="' if said or second != first else first


def _said(note: Made, fields: tuple[str, ...], first: str, second: str) -> str:
    """Return the option with the words that the voices read, "" if the card's own will do."""
    if isinstance(note, ClozeNote):
        return _sentence(note, first)
    if isinstance(note, OcclusionNote) and "Header" not in fields:
        return _names(note, first)
    texts = [_text(note, name) for name in fields]
    if not any(map(needs_words, texts)):
        return ""
    pairs = zip(texts, (first, second), strict=False)
    words = "</style>".join(f"{_written(text, voice)}<!--" for text, voice in pairs)
    return f" say=>{words}"


def _text(note: Made, name: str) -> str:
    """Return the text in a field that is read aloud."""
    if isinstance(note, OcclusionNote):
        return note.header
    assert not isinstance(note, ClozeNote)  # noqa: S101 - a sentence is no single text
    texts = {"Prompt": note.prompt}
    if isinstance(note, ChoiceNote):
        return (texts | {"Answer": note.options[note.right]})[name]
    texts["Answer"] = note.answer
    if isinstance(note, RecallNote):
        texts |= {"BackPrompt": note.back_prompt, "BackAnswer": note.back_answer}
    return texts[name]


def _written(text: str, voice: str) -> str:
    return as_plain(words_of(text, voice)).translate(_IN_OPTION)


def _sentence(note: ClozeNote, voice: str) -> str:
    texts = [part.text if isinstance(part, Gap) else part for part in note.parts]
    hints = [part.hint for part in note.parts if isinstance(part, Gap)]
    if not any(map(needs_words, (*texts, *hints))):
        return ""
    words = (
        _gap(part.number, _in_gap(part.text, voice), _in_gap(part.hint, voice))
        if isinstance(part, Gap)
        else _around(part, voice)
        for part in note.parts
    )
    return f" say=>{''.join(words)}<!--"


def _around(part: str, voice: str) -> str:
    """Return words between blanks, with the spaces at both ends."""
    before = "&#32;" if part[:1].isspace() else ""
    after = "&#32;" if part[-1:].isspace() else ""
    return f"{before}{_written(part, voice)}{after}"


def _in_gap(text: str, voice: str) -> str:
    return as_plain(words_of(text, voice)).translate(_IN_GAP)


def _gap(number: int, words: str, hint: str) -> str:
    return f"{{{{c{number}::{words}{'::' if hint else ''}{hint}}}}}"


def _names(note: OcclusionNote, voice: str) -> str:
    """Return the names of areas, each with the signs that hide what the card shows."""
    if not any(needs_words(area.name) for area in note.areas):
        return ""
    named = (_gap(area.number, f">{_in_gap(area.name, voice)}<!--", "") for area in note.areas)
    return f" say={''.join(named)}"
