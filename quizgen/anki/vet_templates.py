"""Checks that a deck's own templates show what their cards need, and run and fetch nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from quizgen.anki.notetypes import LOOK, NOTE_TYPES, NoteType
from quizgen.deck.model.looks import Look
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, did_you_mean
from quizgen.yaml.text import split_lines

# Everything else is refused, including whatever browsers may learn to run.
_TAGS = re.compile(
    "abbr|article|aside|bdi|bdo|blockquote|br|b|caption|cite|code|dd|details|div|dl|dt|em"
    "|figcaption|figure|footer|h[1-6]|header|hr|i|li|main|mark|ol|pre|p|q|rp|rt|ruby|section|small|span|strong|sub|summary|sup|s"
    "|table|tbody|td|tfoot|thead|th|tr|ul|u|wbr",
    re.IGNORECASE,
)
_ATTRIBUTES = re.compile(
    "(?:class|colspan|dir|hidden|id|lang|open|role|rowspan|title|aria-[a-z]+|data-[a-z-]+)"
)
_TAG = re.compile(r'</?([A-Za-z][A-Za-z0-9]*)((?:\s+[A-Za-z][A-Za-z-]*(?:="[^"<>]*")?)*)\s*/?>')
_COMMENT = re.compile(r"<!--(?:(?!--|[<>]|\{\{)[\s\S])*-->")
_ATTRIBUTE = re.compile(r'([A-Za-z][A-Za-z-]*)(?:="([^"]*)")?')
# Anki's sounds, speech, typed answers and LaTeX.
_ANKI = re.compile(r"\[(?:sound:|anki:|latex\]|\$|\[)", re.IGNORECASE)
_IN_TAGS = frozenset({"Language", "Direction", "Tags"})
# The only inline style: the look that a note has.
_STYLE = re.compile(r"\{\{\s*Spare3\s*\}\}")
_SPECIAL = frozenset({"Tags", "Type", "Deck", "Subdeck", "Card"})
_FILTERS = frozenset({"cloze", "hint", "type", "nc"})
_FETCHES = re.compile(
    r"<|@import|(?:url|src|image|image-set|expression)\s*\(|behavior\s*:|-moz-binding",
    re.IGNORECASE,
)
_CSS_COMMENT = re.compile(r"/\*[\s\S]*?\*/")
_CSS_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|([^\n]))")


def vet(looks: Mapping[str, Look]) -> Iterator[Diagnostic]:
    """Yield the problems of a deck's own templates and style sheets, given by file name."""
    sides = {
        f"{stem}-{side}.html": (shape, number, side)
        for shape in NOTE_TYPES.values()
        for number, stem in enumerate(shape.stems)
        for side in ("front", "back")
    }
    for name, look in looks.items():
        if name in sides:
            yield from _vet_markup(look)
            yield from _vet_fields(look, *sides[name])
        else:
            yield from _vet_style(look)


def _vet_markup(look: Look) -> Iterator[Diagnostic]:
    for found in re.finditer("<", look.text):
        at = found.start()
        tag = _TAG.match(look.text, at)
        if tag:
            yield from _vet_tag(look, at, tag[1], tag[2])
        elif not _COMMENT.match(look.text, at):
            fix = (
                'write tags as <div class="…">, and &lt; for the sign; '
                "a comment must not contain tags or fields"
            )
            yield _problem("Q515", look, at, "this is not a tag that a template may have", fix)
    for found in _ANKI.finditer(look.text):
        fix = "write &#91; for the bracket"
        yield _problem("Q515", look, found.start(), f"Anki would act on `{found[0]}`", fix)


def _vet_tag(look: Look, at: int, name: str, attributes: str) -> Iterator[Diagnostic]:
    if not _TAGS.fullmatch(name):
        message = f"a template must not have the tag `{shorten(name)}`"
        fix = "a template runs and fetches nothing: use tags such as div, span, p, ul and table"
        yield _problem("Q515", look, at, message, fix)
    for attribute in _ATTRIBUTE.finditer(attributes):
        yield from _vet_attribute(look, at, attribute[1], attribute[2] or "")


def _vet_attribute(look: Look, at: int, name: str, value: str) -> Iterator[Diagnostic]:
    if name.lower() == "style" and _STYLE.fullmatch(value):
        return
    if not _ATTRIBUTES.fullmatch(name.lower()):
        message = f"a template must not have the attribute `{shorten(name)}`"
        fix = "use class, id, lang, dir, title, role, aria-… or data-…, and the style sheet"
        yield _problem("Q515", look, at, message, fix)
    if any(slot not in _IN_TAGS for slot, _ in _slots(value)):
        fix = "a tag may contain only the fields {{Language}}, {{Direction}} and {{Tags}}"
        yield _problem("Q515", look, at, "this field is inside a tag", fix)


@dataclass(frozen=True, slots=True)
class _Rules:
    """What a template must show (`needed`), and the names of the fields that it may show."""

    is_front: bool
    needed: list[str]
    known: frozenset[str]

    def allows(self, sign: str, name: str) -> bool:
        """Return whether a slot with this sign (``#``, ``^`` or none) and name may be used."""
        *filters, field = name.split(":")
        if field not in self.known or not _FILTERS.issuperset(filters):
            return False
        return not self.is_front or (sign != "^" if sign else self._is_filtered(name, field))

    def _is_filtered(self, name: str, field: str) -> bool:
        # Without its filter, a front would show the text of a deletion or the answer to type.
        filtered = [need for need in self.needed if need.endswith(f":{field}")]
        return not filtered or name in filtered


def _rules(shape: NoteType, number: int, side: str) -> _Rules:
    cloze = "cloze:" if shape.is_cloze else ""
    if side == "front":
        needed = [f"{cloze}{shape.asks[number]}", *shape.shows]
        fields = {name.rpartition(":")[2] for name in needed}
    else:
        needed = [f"{cloze}{shape.tells[number]}"]
        fields = {name for name, _ in shape.fields}
    return _Rules(side == "front", needed, frozenset(fields | _IN_TAGS | _SPECIAL | {LOOK}))


def _vet_fields(look: Look, shape: NoteType, number: int, side: str) -> Iterator[Diagnostic]:
    rules = _rules(shape, number, side)
    slots = list(_slots(look.text))
    yield from _vet_slots(look, slots, rules)
    shown = {slot for slot, _ in slots}
    for name in rules.needed:
        if name not in shown:
            message = f"the template lacks `{name}`: without it, nobody can answer its cards"
            yield _problem("Q513", look, 0, message, f"put {{{{{name}}}}} where it belongs")


def _vet_slots(look: Look, slots: list[tuple[str, int]], rules: _Rules) -> Iterator[Diagnostic]:
    opened: list[str] = []
    for slot, at in slots:
        sign, name = (slot[0], slot[1:].strip()) if slot[:1] in ("#", "^", "/") else ("", slot)
        field = name.rpartition(":")[2]
        if not rules.allows(sign, name):
            fix = "a front must not show the answer; " if rules.is_front else ""
            message = f"`{shorten(slot)}` is not allowed here"
            yield _problem("Q514", look, at, message, fix + did_you_mean(field, rules.known))
        elif sign == "/" and opened[-1:] == [field]:
            opened.pop()
        elif sign == "/":
            message = f"`{shorten(slot)}` ends a section that has not begun"
            yield _problem("Q514", look, at, message, f"put {{{{#{field}}}}} before it")
        elif sign:
            opened.append(field)
    for field in opened:
        message = f"the section `#{field}` has no end"
        yield _problem("Q514", look, len(look.text), message, f"put {{{{/{field}}}}} after it")


def _slots(text: str) -> Iterator[tuple[str, int]]:
    """Yield the texts in double braces and their positions; the last braces may have no end."""
    start = text.find("{{")
    while start >= 0:
        end = text.find("}}", start)
        yield (text[start + 2 : end].strip() if end >= 0 else text[start:]), start
        start = text.find("{{", end + 2) if end >= 0 else -1


def _vet_style(look: Look) -> Iterator[Diagnostic]:
    # Comments and escapes may split a word.
    without_comments = _CSS_COMMENT.sub("", look.text)
    without_escapes = _CSS_ESCAPE.sub(_unescaped, look.text)
    for text in (look.text, without_comments, without_escapes):
        found = _FETCHES.search(text)
        if found:
            at = max(look.text.find(found[0]), 0)
            message = f"a style sheet must not have `{shorten(found[0])}`"
            fix = "a style sheet runs and fetches nothing: remove it"
            yield _problem("Q516", look, at, message, fix)
            return


def _unescaped(found: re.Match[str]) -> str:
    if found[2]:
        return found[2]
    code = int(found[1], 16)
    return chr(code) if 0 < code < 0x110000 else "\ufffd"


def _problem(code: str, look: Look, at: int, message: str, fix: str) -> Diagnostic:
    before = split_lines(look.text[:at])
    place = Place(look.path, len(before), len(before[-1]) + 1)
    return Diagnostic(code, message, place, fix)
