"""Stem templates: text with `{slots}` and optional `[sections]` that are filled from a fact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from quizgen.deck.model.kinds import Field
from quizgen.diagnostics import did_you_mean
from quizgen.markup.parse import marked
from quizgen.media.model import MEDIA_TYPES

# Slots that every stem may have besides the fields.
SPECIAL_SLOTS = {
    "when": "when the value holds: in October 2020, from 2009 to 2017",
    "as_of": "the date as of which the facts are true",
}
# Each form: the types of the fields that have it, and what it prints.
FORMS: Mapping[str, tuple[tuple[str, ...], str]] = {
    "bare": (
        ("text", "number", "reference"),
        "a name without its article, a number without its bound",
    ),
    "maybe": (
        MEDIA_TYPES,
        "the picture or sound if the fact has one, else nothing",
    ),
    "bound": (("number",), "a number's bound alone, before its noun: minimum"),
    "in": (("date",), "a date after its preposition: in 1987, on March 22, 2019"),
    "which": (
        ("date",),
        "the question for a date, as precise as the fact gives it: in which year, on which date",
    ),
}
# Choices of words in a stem, as the documentation of kinds explains them.
WORDS_ABOUT = (
    ("{was|is}", "the first for the past, the second otherwise"),
    ("{did|does|was}", "for the past, the present and the future"),
    ("{is/are}", "the second if the fact's name is plural; {was/were|is/are} for both"),
)
# An optional section, as the documentation of kinds explains it.
SECTION_ABOUT = ("[in {field}]", "left out, with its brackets, if the fact has no `field`")
OPTIONAL_ABOUT = ("{, field}", "the same as [, {field}]; other signs may stand before the name")
_MOST_TIMES = 3
_SLOT = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_BRACKETS = re.compile(r"\[\[(?P<plain>[^\[\]]*)\]\]|\[(?P<section>[^\[\]]*)\]")
# A slot with signs before its name is short for a section: {, info} for [, {info}].
_OPTIONAL = re.compile(
    r"(?<!\{)\{(\s*[,;:(\u2013\u2014-][^\w{}|/]*)([\w-]+(?::\w+)?)([^\w{}|/]*)\}(?!\})"
)
# What stands for a section where only the brackets around it matter.
_SECTION = "\0"
_NESTED = re.compile(r"\[[^\[\]]*\0[^\[\]]*\]")
# A parenthesis may close a half-open interval: [0, 1).
_UNCLOSED = re.compile(r"\[[^\])\0]*$")


class Slot(Struct, frozen=True):
    """A place to fill: a field's name or a special slot, and the form that it takes there."""

    name: str
    form: str = ""

    @property
    def written(self) -> str:
        """Return the slot as an author writes it."""
        return f"{{{self.name}:{self.form}}}" if self.form else f"{{{self.name}}}"


class Choice(Struct, frozen=True):
    """Words chosen by time and number: ``{was/were|is/are}``.

    `times` has the words for the past, the present and the future; the last ones stand for the
    times that are not given. Each has the singular, and the plural if it differs.
    """

    times: tuple[tuple[str, ...], ...]

    def pick(self, time: int, *, plural: bool) -> str:
        """Return the words for a time (0 past, 1 present, 2 future) and a number."""
        return self.times[min(time, len(self.times) - 1)][-1 if plural else 0]


class Section(Struct, frozen=True):
    """Words that are left out if the fact lacks a field of theirs: ``who won[ in {year}]?``."""

    parts: tuple[Part, ...]


Part = str | Slot | Choice | Section


@lru_cache(maxsize=4096)
def parse_template(text: str) -> tuple[Part, ...]:
    """Return the template's parts in order; their words are marked texts.

    ``{, field}`` is short for ``[, {field}]``. ``{{`` and ``}}`` stand for braces. Brackets around
    no slot are plain brackets, and so are ``[[`` and ``]]`` around one.
    """
    text = _in_full(text)
    parts: list[Part] = []
    end = 0
    for match in _BRACKETS.finditer(text):
        inner = match["section"] or match["plain"] or ""
        if not _has_slot(inner):
            continue
        parts += _words(text[end : match.start()])
        words = _words(inner)
        parts += [Section(tuple(words))] if match["section"] else ["[", *words, "]"]
        end = match.end()
    return (*parts, *_words(text[end:]))


def _in_full(text: str) -> str:
    """Return a template as marked text, with each optional slot written as a section."""
    return _OPTIONAL.sub(r"[\1{\2}\3]", marked(text))


def _words(text: str) -> list[str | Slot | Choice]:
    """Return the parts of a text without optional sections."""
    parts: list[str | Slot | Choice] = []
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
    return [part for part in parts if part]


def _has_slot(text: str) -> bool:
    return any(isinstance(part, Slot) for part in _words(text))


def _bracket_problems(text: str) -> Iterator[tuple[str, str]]:
    """Yield the problems of sections that are not closed, or that hold another."""
    rest = _BRACKETS.sub(lambda match: _SECTION if _has_slot(match[0]) else "", _in_full(text))
    if _NESTED.search(rest):
        yield "an optional section has a section within it", "write one after the other: [a][b]"
    unclosed = _UNCLOSED.search(rest)
    if unclosed and _has_slot(unclosed[0]):
        fix = "write `]` where the optional section ends"
        yield f"`{unclosed[0]}` has no closing bracket", fix


def slots(text: str) -> tuple[Slot, ...]:
    """Return the slots of a template in order, those of optional sections among them."""
    return tuple(slots_in(parse_template(text)))


def only_slot(templates: Iterable[str]) -> str:
    """Return the field that templates show without any words around it, "" if there is none."""
    found = {_only_slot(parse_template(text)) for text in templates}
    return found.pop() if len(found) == 1 else ""


def _only_slot(parts: Sequence[Part]) -> str:
    named = [part.name for part in parts if isinstance(part, Slot)]
    others = [part for part in parts if not isinstance(part, Slot)]
    is_bare = all(isinstance(part, str) and not any(map(str.isalpha, part)) for part in others)
    return named[0] if len(named) == 1 and is_bare else ""


def slots_in(parts: Iterable[Part]) -> Iterator[Slot]:
    """Yield the slots among the parts of a template, and within its optional sections."""
    for part in parts:
        if isinstance(part, Section):
            yield from slots_in(part.parts)
        elif isinstance(part, Slot):
            yield part


@lru_cache(maxsize=4096)
def media_apart(text: str, fields: frozenset[str]) -> tuple[tuple[Part, ...], tuple[Slot, ...]]:
    """Return the parts of a template that are words, and its slots for pictures and sounds.

    `fields` are the names of the kind's fields for pictures and sounds.
    """
    parts = parse_template(text)
    media = tuple(part for part in parts if isinstance(part, Slot) and part.name in fields)
    words = tuple(part for part in parts if part not in media)
    return _without_edges(words) if media else parts, media


class Worded(Struct, frozen=True):
    """A template for one time and number: the parts that are words, as few as possible.

    `media` are its slots for pictures and sounds. It `is_one_part` if it has no other words than
    those of one part, such as a whole question that the author writes.
    """

    parts: tuple[Part, ...]
    media: tuple[Slot, ...]
    is_one_part: bool


@lru_cache(maxsize=4096)
def worded(text: str, media: frozenset[str], time: int, *, plural: bool) -> Worded:
    """Return a template with all choices made.

    `media` are the fields for pictures and sounds; `time` and `plural` are those of `Choice.pick`.
    """
    words, shown = media_apart(text, media)
    return Worded(tuple(_picked(words, time, plural=plural)), shown, len(words) == 1)


def _picked(parts: Iterable[Part], time: int, *, plural: bool) -> Iterator[Part]:
    """Yield the parts of a template with choices made and neighbouring words joined."""
    text = ""
    for part in parts:
        chosen = part.pick(time, plural=plural) if isinstance(part, Choice) else part
        if isinstance(chosen, str):
            text += chosen
            continue
        if text:
            yield text
            text = ""
        if isinstance(chosen, Section):
            chosen = Section(tuple(_picked(chosen.parts, time, plural=plural)))
        yield chosen
    if text:
        yield text


def _is_media(part: Part, fields: Mapping[str, Field]) -> bool:
    return isinstance(part, Slot) and part.name in fields and fields[part.name].is_media


def _without_edges(parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Return the parts without blank ones at both ends, which stood beside a picture."""
    kept = list(parts)
    while kept and _is_space(kept[-1]):
        kept.pop()
    while kept and _is_space(kept[0]):
        kept.pop(0)
    return tuple(kept)


def template_problems(text: str, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    """Yield (message, fix) for each problem of a template.

    These are slots without a field, unfit forms, choices with too many words, pictures or sounds
    between the words, and optional sections that are not closed or hold another.
    """
    yield from _media_problems(text, fields)
    yield from _bracket_problems(text)
    for part in parse_template(text):
        inner = part.parts if isinstance(part, Section) else (part,)
        yield from _section_problems(part, fields)
        for each in inner:
            if isinstance(each, Slot):
                yield from _slot_problems(each, fields)
            elif isinstance(each, Choice):
                yield from _choice_problems(each)


def _section_problems(part: Part, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    """Yield the problem of an optional section that holds a picture or a sound."""
    inner = part.parts if isinstance(part, Section) else ()
    for slot in slots_in(inner):
        if _is_media(slot, fields):
            fix = f"put it at the end, without brackets: `…? {{{slot.name}:maybe}}`"
            yield f"`{slot.written}` stands in an optional section", fix


def _media_problems(text: str, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    parts = [part for part in parse_template(text) if not _is_space(part)]
    words = [at for at, part in enumerate(parts) if not _is_media(part, fields)]
    if parts and not words:
        yield "a picture or a sound alone is not a question", "write the question before it"
    inner = parts[words[0] : words[-1]] if words else []
    for part in filter(lambda part: _is_media(part, fields), inner):
        if isinstance(part, Slot):
            fix = f"put it at the end: write `…? {{{part.name}}}`"
            yield f"`{{{part.name}}}` stands inside the sentence", fix


def _is_space(part: Part) -> bool:
    return isinstance(part, str) and not part.strip()


def _slot_problems(slot: Slot, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    known = {*fields, *SPECIAL_SLOTS}
    if slot.name not in known:
        yield f"`{{{slot.name}}}` is not a field of this kind", did_you_mean(slot.name, known)
    elif slot.name in fields and fields[slot.name].or_picture:
        yield f"`{{{slot.name}}}` may be a picture, which a sentence cannot contain", "remove it"
    elif slot.form and slot != Slot("as_of", "in"):
        yield from _form_problems(slot, fields)


def _form_problems(slot: Slot, fields: Mapping[str, Field]) -> Iterator[tuple[str, str]]:
    written = f"`{slot.written}`"
    if slot.form not in FORMS:
        yield f"{written} has an unknown form", did_you_mean(slot.form, FORMS)
        return
    types, about = FORMS[slot.form]
    held = fields[slot.name].type if slot.name in fields else ""
    if held not in types:
        what = f"a field of type {held}" if held else "this slot"
        fix = f"`{slot.form}` is for fields of type {' or '.join(types)}: {about}"
        yield f"{written} has a form that does not fit {what}", fix


def _choice_problems(choice: Choice) -> Iterator[tuple[str, str]]:
    written = "{" + "|".join("/".join(time) for time in choice.times) + "}"
    if len(choice.times) > _MOST_TIMES:
        fix = "write words for the past, the present and the future: {did|does|was}"
        yield f"`{written}` has words for more than three times", fix
    if any(len(time) > 2 for time in choice.times):
        yield (
            f"`{written}` has more than a singular and a plural",
            "write one of each: {was/were|is/are}",
        )
