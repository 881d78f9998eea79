"""What the fields of a note hold, and which cards it has."""

from __future__ import annotations

import re

from quizgen.anki.markup import (
    ENTITIES,
    as_field,
    as_gap,
    as_html,
    as_plain,
    directed,
)
from quizgen.anki.media import as_media
from quizgen.anki.notes import ChoiceNote, Gap, Note, NoteDeck, RecallNote, TypedNote, media_of
from quizgen.bank.chance import draw
from quizgen.language.script import direction_of

# Anki numbers the cards of a cloze note up to here.
_MOST_GAPS = 499


def fields_of(deck: NoteDeck, note: Note) -> dict[str, str]:
    """Return the fields of a note by name, as HTML; what is not named is empty."""
    direction = direction_of(deck.language)
    own = _own_fields(note, direction)
    own |= {name: own.get(name, "") + as_media(media) for name, media in media_of(note).items()}
    return {
        "Key": as_html(f"{deck.deck}/{note.key}"),
        **own,
        **({"Token": _token(deck.deck, note.key)} if isinstance(note, ChoiceNote) else {}),
        "Remarks": "".join(
            f"<div>{as_field(line, direction)}</div>" for line in note.remarks if line.strip()
        ),
        "Source": as_field(note.source, direction),
        "Language": re.sub("[^0-9A-Za-z-]", "", deck.language.replace("_", "-")),
        "Direction": direction,
    }


def _own_fields(note: Note, direction: str) -> dict[str, str]:
    if isinstance(note, RecallNote):
        texts = (note.prompt, note.answer, note.back_prompt, note.back_answer)
        names = ("Prompt", "Answer", "BackPrompt", "BackAnswer")
        return {name: as_field(text, direction) for name, text in zip(names, texts, strict=True)}
    if isinstance(note, TypedNote):
        shown = {
            "Prompt": note.prompt,
            "Answer": note.answer,
            "Typed": " ".join(note.typed.split()),
        }
        return {name: as_field(text, direction) for name, text in shown.items()}
    if isinstance(note, ChoiceNote):
        return _choice_fields(note, direction)
    html = "".join(
        as_gap(part) if isinstance(part, Gap) else as_plain(part).translate(ENTITIES)
        for part in note.parts
    )
    sentence = "".join(part.text if isinstance(part, Gap) else part for part in note.parts)
    return {"Text": directed(html, sentence, direction)}


def _choice_fields(note: ChoiceNote, direction: str) -> dict[str, str]:
    shown = [as_media([each]) for each in note.pictures] or [
        as_field(each, direction) for each in note.options
    ]
    marks = f"{' ranked' if note.ranked else ''}{' pictures' if note.pictures else ''}"
    return {
        "Prompt": as_field(note.prompt, direction),
        "Options": f'<ol class="options{marks}">{"".join(f"<li>{each}</li>" for each in shown)}</ol>',
        "Answer": shown[note.right],
        "Right": str(note.right + 1),
    }


def _token(deck: str, key: str) -> str:
    """Return a name of the note that tells nothing about it."""
    return f"{draw('token', deck, key):016x}"


def ordinals_of(note: Note) -> list[int]:
    """Return which cards the note has, counted from 0 as Anki does; raises ValueError for none."""
    if isinstance(note, ChoiceNote):
        found = [0] if as_html(note.prompt) and _are_options(note) else []
    elif isinstance(note, TypedNote):
        found = [0] if as_html(note.prompt) and as_html(note.typed) else []
    elif isinstance(note, RecallNote):
        found = [
            ordinal for ordinal, text in enumerate((note.prompt, note.back_prompt)) if as_html(text)
        ]
    else:
        gaps = [part for part in note.parts if isinstance(part, Gap)]
        if not all(1 <= gap.number <= _MOST_GAPS and as_html(gap.text) for gap in gaps):
            raise ValueError(f"the note `{note.key}` has a gap that gives no card")
        found = sorted({gap.number - 1 for gap in gaps})
    if not found:
        raise ValueError(f"the note `{note.key}` has no card")
    return found


def _are_options(note: ChoiceNote) -> bool:
    if note.pictures and len(note.pictures) != len(note.options):
        return False
    return (
        len(note.options) > 1
        and all(map(as_html, note.options))
        and 0 <= note.right < len(note.options)
    )
