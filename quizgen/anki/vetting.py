"""Whether a deck's own templates show what their cards need, and run and fetch nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from quizgen.anki.notetypes import CLOZE, NOTE_TYPES, NoteType
from quizgen.deck.model import Look
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, did_you_mean
from quizgen.yaml.text import split_lines

# What is not listed is refused: whatever browsers may learn to run is none of these.
_TAGS = re.compile(
    "abbr|article|aside|bdi|bdo|blockquote|br|b|caption|cite|code|dd|details|div|dl|dt|em|figcaption|figure|footer"
    "|h[1-6]|header|hr|i|li|main|mark|ol|pre|p|q|rp|rt|ruby|section|small|span|strong|sub|summary|sup|s"
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
_IN_TAGS = frozenset({"Language", "Direction"})
_SPECIAL = frozenset({"Tags", "Type", "Deck", "Subdeck", "Card"})
_FILTERS = frozenset({"cloze", "hint", "type", "nc"})
_FETCHES = re.compile(
    r"<|@import|(?:url|src|image|image-set|expression)\s*\(|behavior\s*:|-moz-binding",
    re.IGNORECASE,
)
_CSS_COMMENT = re.compile(r"/\*[\s\S]*?\*/")
_CSS_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|([^\n]))")


def vet(looks: Mapping[str, Look]) -> Iterator[Diagnostic]:
    """Yield what is wrong with a deck's own templates and style sheets, given by file name."""
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
        if not tag:
            if not _COMMENT.match(look.text, at):
                fix = 'write tags as <div class="…">, and &lt; for the sign; comments hold no tags or fields'
                yield _problem("Q515", look, at, "this is no tag that a template may have", fix)
            continue
        if not _TAGS.fullmatch(tag[1]):
            fix = "a template runs and fetches nothing: use tags such as div, span, p, ul and table"
            yield _problem(
                "Q515", look, at, f"a template may not have the tag `{shorten(tag[1])}`", fix
            )
        for attribute in _ATTRIBUTE.finditer(tag[2]):
            yield from _vet_attribute(look, at, attribute[1], attribute[2] or "")
    for found in _ANKI.finditer(look.text):
        fix = "write &#91; for the bracket"
        yield _problem("Q515", look, found.start(), f"Anki would act on `{found[0]}`", fix)


def _vet_attribute(look: Look, at: int, name: str, value: str) -> Iterator[Diagnostic]:
    if not _ATTRIBUTES.fullmatch(name.lower()):
        fix = "use class, id, lang, dir, title, role, aria-… or data-…, and the style sheet"
        yield _problem(
            "Q515", look, at, f"a template may not have the attribute `{shorten(name)}`", fix
        )
    if any(slot not in _IN_TAGS for slot, _ in _slots(value)):
        fix = "only {{Language}} and {{Direction}} may stand in a tag"
        yield _problem("Q515", look, at, "a field's text may not stand in a tag", fix)


def _vet_fields(look: Look, shape: NoteType, number: int, side: str) -> Iterator[Diagnostic]:
    cloze = "cloze:" if shape is CLOZE else ""
    front = side == "front"
    needed = (
        [f"{cloze}{shape.asks[number]}", *shape.shows]
        if front
        else [f"{cloze}{shape.tells[number]}"]
    )
    fields = (
        {name.rpartition(":")[2] for name in needed}
        if front
        else {name for name, _ in shape.fields}
    )
    known = fields | _IN_TAGS | _SPECIAL
    # Without its filter, the text of a deletion or the answer to type would be shown.
    filtered = {name.rpartition(":")[2]: name for name in needed if front and ":" in name}
    slots = list(_slots(look.text))
    open_: list[str] = []
    for slot, at in slots:
        sign, name = (slot[0], slot[1:].strip()) if slot[:1] in ("#", "^", "/") else ("", slot)
        *filters, field = name.split(":")
        refused = field not in known or not _FILTERS.issuperset(filters) or (sign == "^" and front)
        if refused or (not sign and filtered.get(field, name) != name):
            fix = "a front shows no field that tells the answer; " if front else ""
            yield _problem(
                "Q514",
                look,
                at,
                f"`{shorten(slot)}` may not stand here",
                fix + did_you_mean(field, known),
            )
        elif sign == "/" and open_[-1:] == [field]:
            open_.pop()
        elif sign == "/":
            yield _problem(
                "Q514",
                look,
                at,
                f"`{shorten(slot)}` ends what has not begun",
                f"put {{{{#{field}}}}} before",
            )
        elif sign:
            open_.append(field)
    for field in open_:
        yield _problem(
            "Q514", look, len(look.text), f"`#{field}` has no end", f"put {{{{/{field}}}}} after it"
        )
    for name in needed:
        if name not in (slot for slot, _ in slots):
            message = f"the template lacks `{name}`, without which its cards cannot be answered"
            yield _problem("Q513", look, 0, message, f"put {{{{{name}}}}} where it is to be shown")


def _slots(text: str) -> Iterator[tuple[str, int]]:
    """Yield what stands in double braces as Anki reads them, and where; braces without an end hold the rest."""
    start = text.find("{{")
    while start >= 0:
        end = text.find("}}", start)
        yield (text[start + 2 : end].strip() if end >= 0 else text[start:]), start
        start = text.find("{{", end + 2) if end >= 0 else -1


def _vet_style(look: Look) -> Iterator[Diagnostic]:
    # Comments and escapes may stand within a word.
    for text in (
        look.text,
        _CSS_COMMENT.sub("", look.text),
        _CSS_ESCAPE.sub(_unescaped, look.text),
    ):
        found = _FETCHES.search(text)
        if found:
            at = max(look.text.find(found[0]), 0)
            message = f"a style sheet may not have `{shorten(found[0])}`"
            yield _problem(
                "Q516", look, at, message, "a style sheet runs and fetches nothing: take it out"
            )
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
