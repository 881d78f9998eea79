"""Sentences with deletions, as Anki writes them, become sentences with blanks."""

from __future__ import annotations

import re

from quizgen.adopt.contents import Contents
from quizgen.anki.written import written_of
from quizgen.yaml.text import is_printable

_DELETION = re.compile(
    r"\{\{c(\d{1,3})::((?:(?!\{\{c\d).)*?)(?:::((?:(?!\{\{).)*?))?\}\}", re.DOTALL
)
# Characters of private use, which stand for the marks of a deletion in HTML.
_OPEN, _HINT, _CLOSE = "\ue000", "\ue001", "\ue002"
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}{_OPEN}]*){_CLOSE}")
_BLANK = re.compile(r"\{\{\d+: ([^|{}]*)\|text\|[^{}]*\}\}")
_PICTURE = "image-occlusion:"


def sentence_of(field: str) -> Contents:
    """Return what stands in a field of HTML with deletions; the text is a sentence with blanks.

    The text is empty if the field has none, or holds what a sentence cannot: a deletion within
    another, a picture to uncover, or a deletion without words.
    """
    if _PICTURE in field or any(mark in field for mark in (_OPEN, _HINT, _CLOSE)):
        return Contents("")
    plain = written_of(_DELETION.sub(_marked, field))
    sentence, count = _MARKED.subn(_blank, plain.text)
    is_whole = count == len(_DELETION.findall(field)) and "{{c" not in sentence
    if not is_whole or any(mark in sentence for mark in (_OPEN, _HINT, _CLOSE)):
        return Contents("")
    return Contents("".join(filter(is_printable, sentence)), lost=plain.besides)


def words_of(sentence: str) -> str:
    """Return a sentence with its blanks filled in."""
    return _BLANK.sub(r"\1", sentence)


def _marked(found: re.Match[str]) -> str:
    number, words, hint = found[1], found[2], found[3] or ""
    return f"{_OPEN}{number}{_HINT}{words}{_HINT}{hint}{_CLOSE}"


def _blank(found: re.Match[str]) -> str:
    number, words, hint = (part.strip() for part in found[1].split(_HINT))
    if not words or "|" in words:
        # Such a mark stays, so that the sentence is refused.
        return found[0]
    # A hint that gives the answer away is none.
    plain = "" if words.casefold() in hint.casefold() or "|" in hint else hint
    return f"{{{{{int(number)}: {words}|text|{plain}}}}}"
