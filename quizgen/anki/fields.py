"""The fields of a note as HTML, and the cards that it has."""

from __future__ import annotations

import re
from functools import lru_cache

from quizgen.anki.markup import (
    as_field,
    as_gap,
    as_html,
    as_words,
    directed,
)
from quizgen.anki.media import as_media, as_picture
from quizgen.anki.notes import (
    AdoptedNote,
    ChoiceNote,
    ClozeNote,
    Gap,
    Made,
    Note,
    NoteDeck,
    OcclusionNote,
    RecallNote,
    TypedNote,
    media_of,
)
from quizgen.anki.occlusions import as_occlusions
from quizgen.anki.remarks import as_remarks
from quizgen.anki.settings import setting_fields
from quizgen.bank.chance import draw
from quizgen.language.script import direction_of
from quizgen.markup.plain import plain

# What the gap of a card holds whose words the sentence lost.
NOTHING = "\u2026"
# The highest number that Anki allows for a card of a cloze note.
_MOST_GAPS = 499


def fields_of(deck: NoteDeck, note: Note) -> dict[str, str]:
    """Return the fields of a note by name, as HTML; fields not named are empty."""
    direction = direction_of(deck.language)
    if isinstance(note, AdoptedNote):
        return _adopted_fields(note, direction)
    own = _own_fields(note, direction)
    own |= {name: own.get(name, "") + as_media(media) for name, media in media_of(note).items()}
    remarks = as_remarks(note.remarks, note.further, direction)
    return {
        "Key": as_html(f"{deck.deck}/{note.key}"),
        **own,
        **({"Token": _token(deck.deck, note.key)} if isinstance(note, ChoiceNote) else {}),
        "Back Extra" if isinstance(note, OcclusionNote) else "Remarks": remarks,
        "Source": as_field(note.source, direction),
        "Language": _as_code(deck.language),
        "Direction": direction,
        **setting_fields(note, deck.settings_of(note)),
    }


@lru_cache(maxsize=16)
def _as_code(language: str) -> str:
    """Return the code of a language as browsers have it (``pt-BR``)."""
    return re.sub("[^0-9A-Za-z-]", "", language.replace("_", "-"))


def _adopted_fields(note: AdoptedNote, direction: str) -> dict[str, str]:
    fields = {
        name: as_field(note.texts.get(name, ""), direction) + as_media(note.media.get(name, ()))
        for name, _ in note.note_type.fields
    }
    if note.sentence:
        fields[note.note_type.sentence] = _sentence(note.sentence, direction)
    return fields


def _own_fields(note: Made, direction: str) -> dict[str, str]:
    if isinstance(note, RecallNote):
        texts = (note.prompt, note.answer, note.back_prompt, note.back_answer)
        names = ("Prompt", "Answer", "BackPrompt", "BackAnswer")
        return {name: as_field(text, direction) for name, text in zip(names, texts, strict=True)}
    if isinstance(note, TypedNote):
        shown = {
            "Prompt": note.prompt,
            "Answer": note.answer,
            "Typed": " ".join(plain(note.typed).split()),
        }
        fields = {name: as_field(text, direction) for name, text in shown.items()}
        return {
            **fields,
            "Answer": _whole(fields["Answer"]) if note.says_more else fields["Answer"],
        }
    if isinstance(note, ChoiceNote):
        return _choice_fields(note, direction)
    if isinstance(note, OcclusionNote):
        return _occlusion_fields(note, direction)
    return {"Text": _sentence(note, direction)}


def _whole(answer: str) -> str:
    """Mark an answer that says more than what Anki compares, so that the back shows it."""
    return f'<div class="whole">{answer}</div>'


def _sentence(note: ClozeNote, direction: str) -> str:
    html = "".join(as_gap(part) if isinstance(part, Gap) else as_words(part) for part in note.parts)
    sentence = "".join(part.text if isinstance(part, Gap) else part for part in note.parts)
    retired = "".join(_retired_gap(number) for number in note.retired)
    return directed(html, sentence, direction) + retired


def _retired_gap(number: int) -> str:
    """Return a gap that keeps a card from being empty; the style sheet hides it on others."""
    return f'<span class="retired"> {as_gap(Gap(number, NOTHING))}</span>'


def _occlusion_fields(note: OcclusionNote, direction: str) -> dict[str, str]:
    names = (directed(as_gap(Gap(a.number, a.name)), a.name, direction) for a in note.areas)
    retired = "".join(_retired_gap(number) for number in note.retired)
    return {
        "Occlusion": as_occlusions(note.areas, hides_all=note.hides_all),
        "Image": as_picture(note.picture),
        "Header": as_field(note.header, direction),
        "Names": "".join(names) + retired,
    }


def _choice_fields(note: ChoiceNote, direction: str) -> dict[str, str]:
    shown = [as_media([each]) for each in note.pictures] or [
        as_field(each, direction) for each in note.options
    ]
    marks = f"{' ranked' if note.ranked else ''}{' pictures' if note.pictures else ''}"
    rows = "".join(f"<li>{each}</li>" for each in shown)
    return {
        "Prompt": as_field(note.prompt, direction),
        "Options": f'<ol class="options{marks}">{rows}</ol>',
        "Answer": shown[note.right],
        "Right": str(note.right + 1),
    }


def _token(deck: str, key: str) -> str:
    """Return a name for the note that gives nothing away about it."""
    return f"{draw('token', deck, key):016x}"


def ordinals_of(note: Note) -> list[int]:
    """Return the numbers of the note's cards, from 0 as in Anki; raises ValueError for none."""
    found = _ordinals(note)
    if not found:
        raise ValueError(f"the note `{note.key}` has no card")
    return found


def _ordinals(note: Note) -> list[int]:
    if isinstance(note, ClozeNote):
        return _ordinals_of_gaps(note)
    if isinstance(note, OcclusionNote):
        return _ordinals_of_areas(note)
    if isinstance(note, AdoptedNote):
        return _adopted_ordinals(note)
    if isinstance(note, RecallNote):
        asked = [note.prompt, note.back_prompt]
        return [ordinal for ordinal, text in enumerate(asked) if as_html(text)]
    has_answer = _are_options(note) if isinstance(note, ChoiceNote) else bool(as_html(note.typed))
    return [0] if as_html(note.prompt) and has_answer else []


def _adopted_ordinals(note: AdoptedNote) -> list[int]:
    if note.sentence:
        return _ordinals_of_gaps(note.sentence)
    return [
        number
        for number, card in enumerate(note.note_type.cards)
        if all(map(note.has, card.needs)) and any(map(note.has, card.shows))
    ]


def _ordinals_of_gaps(note: ClozeNote) -> list[int]:
    gaps = [part for part in note.parts if isinstance(part, Gap)]
    if not all(1 <= gap.number <= _MOST_GAPS and as_html(gap.text) for gap in gaps):
        raise ValueError(f"the note `{note.key}` has a gap that gives no card")
    return sorted({gap.number - 1 for gap in gaps})


def _ordinals_of_areas(note: OcclusionNote) -> list[int]:
    if not all(1 <= area.number <= _MOST_GAPS and as_html(area.name) for area in note.areas):
        raise ValueError(f"the note `{note.key}` has an area that gives no card")
    return sorted({area.number - 1 for area in note.areas})


def _are_options(note: ChoiceNote) -> bool:
    if note.pictures and len(note.pictures) != len(note.options):
        return False
    return (
        len(note.options) > 1
        and all(map(as_html, note.options))
        and 0 <= note.right < len(note.options)
    )
