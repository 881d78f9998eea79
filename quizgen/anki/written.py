"""The text of a field in Anki as an author would write it, with markup for what is formatted."""

from __future__ import annotations

import re

from quizgen.anki.plain import Plain, Reader, plain_text
from quizgen.markup.author import author_text
from quizgen.markup.nodes import Formula, Style, is_address
from quizgen.markup.signs import CLOSE, NEXT, OPEN, Sign, hidden, without_signs
from quizgen.markup.written import nodes_of, sign_of, text_of

_STYLES = {
    "b": Style.STRONG,
    "strong": Style.STRONG,
    "em": Style.EMPHASIS,
    "i": Style.EMPHASIS,
    "sub": Style.SUBSCRIPT,
    "sup": Style.SUPERSCRIPT,
}
# No formula of a deck is longer.
_MATH = re.compile(r"\\\((.{1,2000}?)\\\)|\\\[(.{1,2000}?)\\\]", re.DOTALL)


def written_of(field: str) -> Plain:
    """Return the text of a field as Markdown, and in words what else it holds.

    The text is a deck's if the deck has markup; text without formatting is written as it is, unless
    its signs would be markup.
    """
    reader = _MarkingReader()
    found = plain_text(without_signs(field), reader)
    return Plain(author_text(nodes_of(found.text)), found.besides)


class _MarkingReader(Reader):
    """Collects the text of HTML as a marked text."""

    def __init__(self) -> None:
        super().__init__()
        self._links: list[bool] = []
        self._in_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open the markup that a tag stands for."""
        if tag in _STYLES:
            self.parts.append(f"{OPEN}{sign_of(_STYLES[tag])}")
        elif tag == "code":
            self._in_code = True
            self.parts.append(f"{OPEN}{Sign.CODE}")
        elif tag == "a":
            address = dict(attrs).get("href") or ""
            self._links.append(is_address(address))
            if self._links[-1]:
                self.parts.append(f"{OPEN}{Sign.LINK}{hidden(address)}{NEXT}")
            else:
                super().handle_starttag(tag, attrs)
        else:
            super().handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Close the markup of a tag."""
        is_link = tag == "a" and self._links and self._links.pop()
        if tag in _STYLES or tag == "code" or is_link:
            self._in_code = self._in_code and tag != "code"
            self.parts.append(CLOSE)
        else:
            super().handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Collect text, with formulas as markup."""
        made = hidden(data) if self._in_code else _MATH.sub(_formula, data)
        super().handle_data(made)


def _formula(found: re.Match[str]) -> str:
    latex = found[1] or found[2]
    # Cards have blanks between braces, so that Anki takes no formula for a deletion.
    joined = re.sub(r"\{ (?=\{)", "{", re.sub(r"\} (?=\})", "}", latex)).strip()
    return text_of((Formula(joined, displayed=found[2] is not None),))
