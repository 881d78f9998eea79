"""Problems for characters that no font has: each names the text and a font that has them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from quizgen.diagnostics import Diagnostic, Place

# No page holds more, even of the letter i, and so much text would keep the typesetter busy for
# long.
MOST_CHARACTERS = 12_000
# All but the European signs that the built-in fonts surely have; a line break prints as a space.
UNUSUAL = re.compile(
    "[^\\s -~\u00a0-\u0377\u038e-\u03a1\u03a3-\u04ff\u2000-\u2040\u20a0-\u20bf\u2190-\u22ff]"
)
_MOST_NAMED = 5
_EAST_ASIAN = {
    "CJK",
    "IDEOGRAPHIC",
    "HIRAGANA",
    "KATAKANA",
    "BOPOMOFO",
    "HANGUL",
    "FULLWIDTH",
    "HALFWIDTH",
}


class PrintedText(Struct, frozen=True):
    """A printed text: its words, its name (``the stem of `events/x```) and where it is written."""

    words: str
    owner: str
    place: Place


def unprintable(
    missing: frozenset[str], texts: Iterable[PrintedText], sheet: Place, owner: str = "the sheet"
) -> Iterator[Diagnostic]:
    """Yield a problem (Q501) for each text with missing characters, or one for the whole `sheet`.

    `owner` is the sheet's name in that message.
    """
    # A joiner between two missing characters is missing with them; reporting it would add nothing.
    wanted = frozenset(char for char in missing if unicodedata.category(char) != "Cf") or missing
    seen = False
    for text in texts:
        found = [char for char in dict.fromkeys(text.words) if char in wanted]
        if found:
            seen = True
            yield _problem(found, text.owner, text.place)
    if not seen:
        yield _problem(sorted(wanted), owner, sheet)


def _problem(chars: Sequence[str], owner: str, place: Place) -> Diagnostic:
    message = f"no available font can print {_named(chars)}, in {owner}"
    return Diagnostic("Q501", message, place, _font_advice(chars[0]))


def _named(chars: Sequence[str]) -> str:
    shown = ", ".join(map(_name, chars[:_MOST_NAMED]))
    more = max(0, len(chars) - _MOST_NAMED)
    return f"{shown} and {more} more" if more else shown


def _name(char: str) -> str:
    quoted = f"`{char}` " if char.isprintable() else ""
    return f"{quoted}U+{ord(char):04X} {unicodedata.name(char, '(without a name)')}"


def _font_advice(char: str) -> str:
    category = unicodedata.category(char)
    script = unicodedata.name(char, "").partition(" ")[0]
    if category == "Co":
        return "it is for private use and differs between fonts: use another character"
    if script in _EAST_ASIAN:
        font = "Noto Serif CJK"
    elif category.startswith("L"):
        font = f"Noto Serif {script.capitalize()}"
    else:
        font = "Noto Emoji" if category == "So" else "Noto Sans Symbols"
    return f"use other characters, or give `--font-path` a folder with a font such as {font}"
