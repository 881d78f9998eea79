"""The cards of facts as documents that a browser shows, both sides, with the deck's own looks."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

from quizgen.anki.adopted_types import shape_of
from quizgen.anki.fields import fields_of, ordinals_of
from quizgen.anki.looks import sides, style
from quizgen.anki.make_notes import make_notes
from quizgen.anki.note_prompts import identity_in
from quizgen.anki.notes import ChoiceNote, Note, NoteDeck, OcclusionNote
from quizgen.anki.notetypes import NoteType
from quizgen.anki.occlusions import as_mark
from quizgen.bank.items import Item
from quizgen.bank.prompts import Prompt
from quizgen.deck.identity import identity_of
from quizgen.media.shapes import Mark
from quizgen.preview.formulas import with_mathml
from quizgen.preview.sides import Side, filled
from quizgen.project import Project

_STYLED = re.compile(r'<[a-z]+ [^<>]*?style="([^"<>]*)"')
_ITEM = re.compile(r"<li>")
_CONTAINER = '<div id="image-occlusion-container">'


@dataclass(frozen=True, slots=True)
class Document:
    """A side of a card as a page for a browser: its `id` is a hash of what it shows.

    `policy` is the content security policy that lets through the styles of the card alone.
    """

    id: str
    html: str
    policy: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card: the words for its sort (``recall, forward``), and both sides."""

    sort: str
    front: Document
    back: Document


def style_sheet(project: Project) -> str:
    """Return the style sheet of the deck's cards."""
    return style(project.deck.anki.looks)


def cards_of(
    project: Project, prompts: Sequence[Prompt], items: Iterable[Item], style_name: str
) -> dict[str, list[Card]]:
    """Return the cards for prompts by their facts (``kind/id``).

    `style_name` is the name of the style sheet, beside which pictures and sounds have their
    addresses. Without `items`, there are no choice cards. Raises ValueError for a note without
    cards.
    """
    deck = make_notes(project.base, prompts, items)
    facts = {identity_of(project.deck, prompt.fact): prompt.fact.ref for prompt in prompts}
    found: dict[str, list[Card]] = {}
    for note in deck.notes:
        ref = facts[identity_in(note.key)]
        found.setdefault(ref, []).extend(_cards_of_note(deck, note, style_name))
    return found


def _cards_of_note(deck: NoteDeck, note: Note, style_name: str) -> Iterator[Card]:
    shape = shape_of(note)
    templates = sides(shape, deck.looks)
    fields = fields_of(deck, note)
    named = {**fields, "Tags": escape(" ".join(note.tags)), "Type": escape(shape.name)}
    for ordinal in ordinals_of(note):
        number = 0 if shape.is_cloze else ordinal
        front, back = templates[number]
        shown = _shown(named, note, ordinal + 1, is_back=False)
        told = _shown(named, note, ordinal + 1, is_back=True)
        front_html = filled(front, shown, Side(ordinal + 1, is_back=False, media="../media/"))
        told["FrontSide"] = front_html
        back_html = filled(back, told, Side(ordinal + 1, is_back=True, media="../media/"))
        if isinstance(note, ChoiceNote):
            back_html = back_html.replace('<div class="quizgen', '<div class="quizgen marked', 1)
        sort = _sort(shape, number, ordinal)
        yield Card(
            sort,
            _document(front_html, f"Front: {sort}", fields, style_name),
            _document(back_html, f"Back: {sort}", fields, style_name),
        )


def _sort(shape: NoteType, number: int, ordinal: int) -> str:
    name = shape.name.removeprefix("quizgen ")
    template = shape.templates[number][0]
    if shape.is_cloze:
        return f"{name} {ordinal + 1}"
    return name if template.casefold() == name.casefold() else f"{name}, {template.lower()}"


def _shown(fields: dict[str, str], note: Note, number: int, *, is_back: bool) -> dict[str, str]:
    """Return the fields as Anki's scripts would change them."""
    shown = {name: with_mathml(text) for name, text in fields.items()}
    if isinstance(note, ChoiceNote) and is_back:
        shown["Options"] = _with_right(shown["Options"], note.right)
    if isinstance(note, OcclusionNote):
        shown["Image"] = _masked(shown["Image"], note, number, is_back=is_back)
    return shown


def _with_right(options: str, right: int) -> str:
    """Return options with the right one marked."""
    turn = iter(range(options.count("<li>")))

    def marked(found: re.Match[str]) -> str:
        return '<li class="right">' if next(turn) == right else found[0]

    return _ITEM.sub(marked, options)


def _masked(image: str, note: OcclusionNote, number: int, *, is_back: bool) -> str:
    """Return a picture under the masks that Anki draws."""
    masks = ""
    for area in note.areas:
        is_asked = area.number == number
        if (is_asked and is_back) or not (is_asked or note.hides_all):
            continue
        marks = "".join(as_mark(Mark("", shape)) for shape in area.shapes)
        masks += marks.replace('class="mark', f'class="{"asked " if is_asked else ""}mark')
    return f'<span class="marked">{image}{masks}</span>'


def _document(html: str, title: str, fields: dict[str, str], style_name: str) -> Document:
    language = escape(fields.get("Language", ""))
    page = (
        f'<!doctype html>\n<html class="day" lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n"
        f'<link rel="stylesheet" href="../styles/{style_name}.css">\n'
        '<link rel="stylesheet" href="../assets/card.css">\n'
        f'</head>\n<body class="card">\n{html}\n</body>\n</html>\n'
    )
    return Document(_hash(page), page, _policy(html))


def in_night_mode(document: Document) -> str:
    """Return the page of a document with the classes that Anki gives to cards in night mode."""
    page = document.html.replace('<html class="day"', '<html class="night_mode"', 1)
    night = '<body class="card nightMode night_mode">'
    return page.replace('<body class="card">', night, 1)


def _hash(text: str) -> str:
    return hashlib.blake2b(text.encode(errors="replace"), digest_size=12).hexdigest()


def _policy(html: str) -> str:
    """Return a policy without scripts, in which the styles of this card alone are allowed."""
    styles = dict.fromkeys(_STYLED.findall(html))
    hashes = " ".join(f"'sha256-{_digest(each)}'" for each in styles)
    own = f"'unsafe-hashes' {hashes}" if hashes else "'none'"
    return (
        "default-src 'none'; img-src 'self'; media-src 'self'; style-src-elem 'self'; "
        f"style-src-attr {own}; base-uri 'none'; form-action 'none'; frame-ancestors 'self'; "
        "sandbox allow-same-origin"
    )


@lru_cache(maxsize=4096)
def _digest(style_text: str) -> str:
    digest = hashlib.sha256(unescape(style_text).encode(errors="replace")).digest()
    return base64.b64encode(digest).decode()
