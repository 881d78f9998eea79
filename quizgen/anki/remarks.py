"""The field `Remarks`: the remarks, what is easily confused, and a text that folds out."""

from __future__ import annotations

import re
from collections.abc import Iterable

from msgspec import Struct

from quizgen.anki.markup import as_field
from quizgen.anki.notes import Further

_CONFUSED = re.compile(r'<div\b[^>]*\bclass="confused"[^>]*>.*?</div>', re.DOTALL)
_EXTRA = re.compile(r'<details\b[^>]*\bclass="extra"[^>]*>.*?</details>', re.DOTALL)
_FOLDED = re.compile(r"^<details\b[^>]*>(?:\s*<summary>.*?</summary>)?|</details>$", re.DOTALL)


class Remarks(Struct, frozen=True):
    """The parts of the field as HTML; each may be empty."""

    lines: str
    confused: str = ""
    extra: str = ""

    @property
    def html(self) -> str:
        """Return the whole field."""
        return f"{self.lines}{self.confused}{self.extra}"

    @property
    def folded(self) -> str:
        """Return what folds out, as HTML."""
        return _FOLDED.sub("", self.extra)


def as_remarks(lines: Iterable[str], further: Further, direction: str) -> str:
    """Return the field for plain texts, on a card that runs in `direction` (``ltr`` or ``rtl``)."""
    shown = (f"<div>{as_field(line, direction)}</div>" for line in lines if line.strip())
    confused, extra, more = (
        as_field(text, direction) for text in (further.confused, further.extra, further.more)
    )
    return Remarks(
        "".join(shown),
        f'<div class="confused">{confused}</div>' if confused else "",
        f'<details class="extra"><summary>{more}</summary><div>{extra}</div></details>'
        if extra
        else "",
    ).html


def read_remarks(field: str) -> Remarks:
    """Return the parts of the field as it is in Anki, where somebody may have edited it."""
    extra = "".join(_EXTRA.findall(field))
    rest = _EXTRA.sub("", field)
    confused = "".join(_CONFUSED.findall(rest))
    return Remarks(_CONFUSED.sub("", rest), confused, extra)


def with_parts(field: str, deck: str) -> str:
    """Return the field with the parts of the deck's field that the deck decides about.

    What is easily confused depends on other facts, and an older deck may have had no extra text.
    """
    held, made = read_remarks(field), read_remarks(deck)
    extra = held.extra if held.extra and made.extra else made.extra
    return Remarks(held.lines, made.confused, extra).html
