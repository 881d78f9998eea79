"""Texts for Anki's fields, tags and deck names, escaped so that Anki never interprets it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from quizgen.anki.notes import Gap
from quizgen.markup.html import html_of
from quizgen.markup.plain import plain
from quizgen.markup.signs import is_marked
from quizgen.markup.written import nodes_of

_LINE_BREAK = re.compile("\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Brackets, braces and backslashes start Anki's sounds, LaTeX, typed answers and deletions. MathJax
# sees through these entities; the class `mathjax_ignore` in the templates keeps it away.
ENTITIES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\n": "<br>"}
    | {char: f"&#{ord(char)};" for char in "[]{}\\"}
)
_HAS_ENTITIES = re.compile("[" + "".join(re.escape(chr(code)) for code in ENTITIES) + "]")
# In a deletion, `::` starts a hint and `image-occlusion:` a shape.
_GAP_ENTITIES = ENTITIES | {ord(":"): "&#58;"}
# White space ends a tag, and Anki allows no quotation marks in one. Cards hold their tags in an
# attribute, where brackets, braces and backslashes would start Anki's sounds and LaTeX as well.
_NOT_IN_TAG = re.compile(r'[\s"\[\]{}\\]+')


def as_plain(text: str) -> str:
    """Return the text with uniform line breaks and without control characters and surrogates."""
    # Whatever has to change is not printable.
    if text.isprintable():
        return text
    return _CONTROL.sub("", _SURROGATE.sub("\ufffd", _LINE_BREAK.sub("\n", text)))


def as_html(text: str) -> str:
    """Return a marked text as HTML, of which neither a browser nor Anki interprets the words."""
    if is_marked(text):
        return html_of(nodes_of(text.strip()), _escaped)
    return _with_entities(as_plain(text).strip())


def as_words(text: str) -> str:
    """Return a marked text as `as_html` does, with the blanks around it."""
    return html_of(nodes_of(text), _escaped) if is_marked(text) else _escaped(text)


def _escaped(text: str) -> str:
    return _with_entities(as_plain(text))


def _with_entities(text: str) -> str:
    # Most texts have none of these characters, and looking for them takes less time.
    return text.translate(ENTITIES) if _HAS_ENTITIES.search(text) else text


def as_field(text: str, direction: str) -> str:
    """Return plain text as a field of a card that runs in `direction` (``ltr`` or ``rtl``)."""
    # Many fields of a note are empty.
    return directed(as_html(text), text, direction) if text else ""


def as_gap(gap: Gap) -> str:
    """Return a deletion as Anki writes it."""
    text, hint = _in_gap(gap.text), _in_gap(gap.hint)
    return f"{{{{c{gap.number}::{text}{'::' if hint else ''}{hint}}}}}"


def _in_gap(text: str) -> str:
    words = text.strip()
    if is_marked(words):
        return html_of(nodes_of(words), _escaped_in_gap)
    return _escaped_in_gap(words)


def _escaped_in_gap(text: str) -> str:
    return as_plain(text).translate(_GAP_ENTITIES)


def directed(html: str, text: str, direction: str) -> str:
    """Mark a text that runs wholly in the other direction, to keep its punctuation in place."""
    words = plain(text)
    if direction == "ltr" and words.isascii():
        return html
    classes = set(map(unicodedata.bidirectional, set(words)))
    ltr, rtl = "L" in classes, bool(classes & {"R", "AL"})
    own = direction if ltr == rtl else "rtl" if rtl else "ltr"
    return html if own == direction or not html else f'<span dir="{own}">{html}</span>'


def as_tags(tags: Iterable[str]) -> list[str]:
    """Return tags in the form that Anki allows, each once."""
    return list(_tags(tuple(tags)))


@lru_cache(maxsize=1024)
def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    # Anki treats tags that differ only in case as one tag.
    made = {
        tag.casefold(): tag
        for tag in reversed([_NOT_IN_TAG.sub("_", as_plain(tag).strip()) for tag in tags])
    }
    return tuple(tag for tag in reversed(made.values()) if tag)


def as_deck_path(path: str) -> str:
    """Return the name of a deck within others, whose names stand before ``::``."""
    return "::".join(filter(None, map(as_deck_name, path.split("::"))))


def as_deck_name(title: str) -> str:
    """Return the title as the name of a deck, without `::`, which would make a subdeck."""
    return re.sub(r"\s*:(?:\s*:)+\s*", ": ", " ".join(as_plain(title).split())).strip(" :")
