"""The sentences of a text, by where they begin and end."""

from __future__ import annotations

import re
from collections.abc import Iterator

# A sentence ends before a capital; a point after a single letter or a short form ends none.
_END = re.compile(
    r"(?<!\b[A-Z\u0410-\u042f])(?<!\b[A-Z][a-z])[.!?…][\"'\u201d\u2019\u00bb)]*\s+"
    r"(?=[\"'\u201c\u201e\u00ab(¿¡]*\s?[^\Wa-z_])"
)
# German writes ordinals with a point: im 20. Jahrhundert, Kaiser Friedrich II.
_ORDINAL = re.compile(r"\b(?:[0-9]{1,2}|[IVX]+)\.\s+$")
_LONGEST_ORDINAL = 12
# Words of which a capital shows that a sentence begins.
_FIRST = (
    "der die das den dem des ein eine einen einem einer er sie es wir man sein seine ihr ihre "
    "dieser diese dieses diesen diesem im in am an auf aus bei mit nach seit von vor zu zum zur "
    "um für durch gegen ohne über unter bis als wenn da doch aber und auch so dann danach dort "
    "hier nur noch erst später heute"
)
_GERMAN_FIRST = frozenset(_FIRST.split())
_WORD = re.compile(r"[^\W\d_]+")


def sentences_in(text: str, language: str = "en") -> Iterator[tuple[int, int]]:
    """Yield the start and the end of each sentence, with the space after it."""
    start = 0
    for end in _END.finditer(text):
        if language == "de" and _is_ordinal(text, end.end()):
            continue
        yield start, end.end()
        start = end.end()
    if start < len(text):
        yield start, len(text)


def _is_ordinal(text: str, at: int) -> bool:
    """Return whether the point before `at` belongs to a number that the next word goes on with."""
    if not _ORDINAL.search(text[max(at - _LONGEST_ORDINAL, 0) : at]):
        return False
    word = _WORD.match(text, at)
    return word is None or word[0].casefold() not in _GERMAN_FIRST
