"""Makes text safe for terminals: escapes hidden characters, and cuts long text."""

from __future__ import annotations

import unicodedata

from quizgen.late import late_pattern
from quizgen.markup.signs import is_marked

# Characters that show nothing, although Unicode counts them as printable.
_BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
# Signs of Arabic, Syriac and Kaithi, drawn around the digits that follow them.
_NUMBER_SIGNS = frozenset(
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
_JOINERS = "\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}"
# Persian, Hindi and emoji need joiners, but never after an ASCII character.
_STRAY_JOINERS = late_pattern(rf"(?<=[\x00-\x7f])[{_JOINERS}]+")
_MOST, _MOST_QUOTED = 1000, 200
_LONG_QUOTATION = late_pattern(rf"([`“][^`“”]{{{_MOST_QUOTED - 1}}})[^`“”]{{2,}}([`”])")


def visible(text: str) -> str:
    """Return the text with every character escaped that is invisible or moves other text.

    Markup is left out. Line ends, tabs and letters of right-to-left scripts stay.
    """
    if is_marked(text):
        # Reading markup takes several modules, and the command line starts faster without them.
        from quizgen.markup.plain import plain  # noqa: PLC0415

        text = plain(text)
    hidden = {ord(char): _escaped(char) for char in set(text) if _is_hidden(char)}
    shown = text.translate(hidden) if hidden else text
    return _STRAY_JOINERS.sub(lambda found: _escaped(found[0]), shown)


def visible_line(text: str) -> str:
    """Do as `visible` does, and replace line ends, tabs and wide spaces with spaces."""
    return visible("".join(" " if char.isspace() else char for char in text))


def cut(text: str, most: int = _MOST) -> str:
    """Return the text, cut to at most `most` characters, with an ellipsis at the cut."""
    return text if len(text) <= most else text[: most - 1] + "…"


def cut_message(text: str) -> str:
    """Return a message with long quotations cut, and cut as a whole if it is still long."""
    return cut(_LONG_QUOTATION.sub(r"\1…\2", text))


def _is_hidden(char: str) -> bool:
    if char in _BLANK_LETTERS:
        return True
    if char.isprintable() or char in "\n\t" or char in _JOINERS or char in _NUMBER_SIGNS:
        return False
    return unicodedata.category(char) != "Zs"


def _escaped(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")
