"""The signs that stand for markup in a marked text, and characters hidden from other code.

They are noncharacters, which no text may contain; `without_signs` removes them from strangers'.
"""

from __future__ import annotations

import re
from enum import StrEnum

# Every marked part begins with this one, so that its absence shows a text without markup.
OPEN = "\ufdd0"
CLOSE = "\ufdd1"
# Between the parts of a link, a block of code, or a list.
NEXT = "\ufdd2"


class Sign(StrEnum):
    """What stands after `OPEN` and says what is marked."""

    EMPHASIS = "\ufdd3"
    STRONG = "\ufdd4"
    SUBSCRIPT = "\ufdd5"
    SUPERSCRIPT = "\ufdd6"
    CODE = "\ufdd7"
    FORMULA = "\ufdd8"
    DISPLAYED = "\ufdd9"
    LINK = "\ufdda"
    BULLETS = "\ufddb"
    NUMBERS = "\ufddc"
    CODE_BLOCK = "\ufddd"


_PLANE = 0xF0000
_HIDDEN = {code: _PLANE + code for code in range(128)}
_SHOWN = {hidden: code for code, hidden in _HIDDEN.items()}
# What an author's text may not have.
STRANGE_SIGNS = f"\ufdd0-\ufdef{chr(_PLANE)}-{chr(_PLANE + 127)}"
STRANGE = re.compile(f"[{STRANGE_SIGNS}]")
# The signs before the first word of a text.
LEADING = re.compile(f"(?:{OPEN}[{Sign.EMPHASIS}{Sign.STRONG}])*")


def is_marked(text: str) -> bool:
    """Return whether a text has markup."""
    return OPEN in text


def without_signs(text: str) -> str:
    """Return an author's text without characters that would stand for markup."""
    return STRANGE.sub("\N{REPLACEMENT CHARACTER}", text)


def hidden(text: str) -> str:
    """Return a text whose ASCII characters no other code takes for letters, blanks or signs."""
    return text.translate(_HIDDEN)


def shown(text: str) -> str:
    """Return a text that `hidden` hid."""
    return text if text.isascii() else text.translate(_SHOWN)
