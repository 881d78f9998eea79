"""Stem templates: text with `{slots}` that are filled from a fact."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from quizgen.deck.model import Field
from quizgen.diagnostics import did_you_mean
from quizgen.media.model import MEDIA_TYPES

# What a slot may be besides a field: when the value holds, and the date that the facts are stated as of.
SPECIAL_SLOTS = {
    "when": "when the value holds: in October 2020, from 2009 to 2017",
    "as_of": "the date that the facts are stated as of",
}
# The types of the fields that have the form, and what it gives.
FORMS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "bare": (
        ("text", "number", "reference"),
        "a name without its article, a number without its bound",
    ),
    "maybe": (
        MEDIA_TYPES,
        "the picture or sound where the fact has one, and nothing where it has none",
    ),
    "bound": (("number",), "a number's bound alone, as an adjective: minimum"),
    "in": (("date",), "a date after its preposition: in 1987, on March 22, 2019"),
    "which": (
        ("date",),
        "what asks for a date as exactly as it is recorded: in which year, on which date",
    ),
}
# How words are chosen in a stem, for readers of a kind.
WORDS_ABOUT = (
    ("{was|is}", "the first for the past, the second else"),
    ("{did|does|was}", "for the past, the present, and what was still to come"),
    ("{is/are}", "the second where the fact's name is plural; {was/were|is/are} for both"),
)
_MOST_TIMES = 3
_SLOT = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")


@dataclass(frozen=True, slots=True)
class Slot:
    """A place to fill: a field's name or a special slot, and the form that it takes there."""

    name: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Words that follow the time of what is said, and the number of the fact's name: ``{was/were|is/are}``.

    `times` are those for the past, the present and what is still to come; the last serves for the
    times that it lacks. Each holds the singular, and the plural where that differs.
    """

    times: tuple[tuple[str, ...], ...]

    def pick(self, time: int, *, plural: bool) -> str:
        """Return the words for a time (0 past, 1 present, 2 still to come) and number."""
        return self.times[min(time, len(self.times) - 1)][-1 if plural else 0]


Part = str | Slot | Choice


@lru_cache(maxsize=4096)
def parse_template(text: str) -> tuple[Part, ...]:
    """Return the template's parts in order; ``{{`` and ``}}`` stand for braces, a stray brace for itself."""
    parts: list[Part] = []
    end = 0
    for match in _SLOT.finditer(text):
        parts.append(text[end : match.start()])
        end = match.end()
        if match[1] is None:
            parts.append(match[0][0])
        elif "|" in match[1] or "/" in match[1]:
            parts.append(Choice(tuple(tuple(time.split("/")) for time in match[1].split("|"))))
        else:
            name, _, form = match[1].partition(":")
            parts.append(Slot(name.strip(), form.strip()))
    parts.append(text[end:])
    return tuple(part for part in parts if part)


def slots(text: str) -> tuple[Slot, ...]:
    """Return the slots of a template in order."""
    return tuple(part for part in parse_template(text) if isinstance(part, Slot))


def media_apart(
    text: str, fields: Mapping[str, Field]
) -> tuple[tuple[Part, ...], tuple[Slot, ...]]:
    """Return the parts of a template that are words, and its slots of pictures and sounds."""
    parts = parse_template(text)
    media = tuple(part for part in parts if isinstance(part, Slot) and _is_media(part, fields))
    words = tuple(part for part in parts if part not in media)
    return _without_edges(words) if media else parts, media


def _is_media(part: Part, fields: Mapping[str, Field]) -> bool:
    return isinstance(part, Slot) and part.name in fields and fields[part.name].is_media


def _without_edges(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts without those that are only the space beside a picture."""
    kept = list(parts)
    while kept and isinstance(kept[-1], str) and not kept[-1].strip():
        kept.pop()
    while kept and isinstance(kept[0], str) and not kept[0].strip():
        kept.pop(0)
    return tuple(kept)


def template_problems(text: str, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    """Yield (message, fix) for what is wrong with a template.

    That is each slot that names no field, each unfit form, each choice with too many words, and each
    picture or sound that does not stand before or after the words.
    """
    yield from _media_problems(text, fields)
    for part in parse_template(text):
        if isinstance(part, Slot):
            yield from _slot_problems(part, fields)
        elif isinstance(part, Choice):
            yield from _choice_problems(part)


def _media_problems(text: str, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    parts = parse_template(text)
    shown = [number for number, part in enumerate(parts) if _is_media(part, fields)]
    words = [
        number
        for number, part in enumerate(parts)
        if number not in shown and not (isinstance(part, str) and not part.strip())
    ]
    if shown and not words:
        yield "a picture or a sound alone asks nothing", "write the question before it"
    for number in shown:
        if words and min(words) < number < max(words):
            slot = parts[number]
            name = slot.name if isinstance(slot, Slot) else ""
            yield (
                f"`{{{name}}}` stands within the sentence",
                f"it is shown below: write `…? {{{name}}}`",
            )


def _slot_problems(slot: Slot, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    known = {*fields, *SPECIAL_SLOTS}
    if slot.name not in known:
        yield f"`{{{slot.name}}}` is no field of this kind", did_you_mean(slot.name, known)
    elif slot.name in fields and fields[slot.name].or_picture:
        yield f"`{{{slot.name}}}` may be a picture, which stands in no sentence", "take it out"
    elif slot.form and slot.form not in FORMS:
        yield f"`{{{slot.name}:{slot.form}}}` has no such form", did_you_mean(slot.form, FORMS)
    elif slot.form and slot != Slot("as_of", "in"):
        types, about = FORMS[slot.form]
        held = fields[slot.name].type if slot.name in fields else "special slot"
        if held not in types:
            fix = f"`{slot.form}` is for a {' or '.join(types)}: {about}"
            yield f"`{{{slot.name}:{slot.form}}}` has a form that a {held} does not have", fix


def _choice_problems(choice: Choice) -> Iterator[tuple[str, str]]:
    written = "{" + "|".join("/".join(time) for time in choice.times) + "}"
    if len(choice.times) > _MOST_TIMES:
        fix = "write words for the past, the present and what is still to come: {did|does|was}"
        yield f"`{written}` has words for more than three times", fix
    if any(len(time) > 2 for time in choice.times):
        yield (
            f"`{written}` has more than a singular and a plural",
            "write one of each: {was/were|is/are}",
        )
