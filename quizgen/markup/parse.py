"""Reads markup: Markdown with stricter rules, and formulas in LaTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizgen.late import late_pattern
from quizgen.markup.markdown import block_tokens, inline_tokens
from quizgen.markup.nodes import (
    Code,
    CodeBlock,
    Formula,
    Link,
    Listing,
    Node,
    Nodes,
    Span,
    Style,
)
from quizgen.markup.signs import CLOSE, OPEN, STRANGE_SIGNS, without_signs
from quizgen.markup.written import text_of

if TYPE_CHECKING:
    from markdown_it.token import Token

# All markup has one of these signs. Most texts have none, and are found soonest without the rest.
_SIGN = late_pattern(rf"[*_`$~^\\\[\n{STRANGE_SIGNS}]")
# A text without one of these has no markup; a list has signs in its second line.
_SEEN = late_pattern(rf"[*_`$~^\\\[{STRANGE_SIGNS}]|\n {{0,3}}[-+\d]")
# In a single line, an underscore within a word is none, and brackets need an address after them.
_SEEN_IN_LINE = late_pattern(
    rf"[*`$~^\\{STRANGE_SIGNS}]|(?<![^\W_])_|_(?![^\W_])|\[[^\[\]]{{1,500}}\]\("
)
_BLOCKS = late_pattern(r"^ {0,3}(?:(?:[-*+]|\d{1,9}[.)])[ \t]+\S|```|~~~)", re.MULTILINE)
_STYLES = {
    "em_open": Style.EMPHASIS,
    "strong_open": Style.STRONG,
    "sub_open": Style.SUBSCRIPT,
    "sup_open": Style.SUPERSCRIPT,
}
# Longer texts are no facts, and stay as they are.
_MOST = 20_000


def marked(text: str) -> str:
    """Return an author's text as a marked text."""
    if not may_be_marked(text):
        return text
    clean = without_signs(text)
    return clean if len(clean) > _MOST else text_of(parsed(clean))


def may_be_marked(text: str) -> bool:
    """Return whether an author's text has a sign that markup may begin with."""
    if not _SIGN.search(text):
        return False
    is_one_line = "\n" not in text and "\r" not in text
    return (_SEEN_IN_LINE if is_one_line else _SEEN).search(text) is not None


def marked_parts(words: Sequence[str | None]) -> list[str]:
    """Return the words of a sentence as marked texts, "" for each blank, which is None.

    Markup may enclose blanks: each part then has it for itself.
    """
    clean = (_HERE if word is None else without_signs(word) for word in words)
    # A part that is no blank has one before it and one after it, and so has each blank.
    text = text_of(parsed(_BETWEEN.join(clean)))
    pieces = _split(text)
    return ["" if word is None else piece for word, piece in zip(words, pieces, strict=True)]


# Stands for a blank, and for the border between two parts.
_HERE, _BETWEEN = "\ufdee", "\ufdef"
_OPENED = late_pattern(f"{OPEN}.|[{CLOSE}{_BETWEEN}]", re.DOTALL)
_EMPTY = late_pattern(f"{OPEN}[^{CLOSE}]{CLOSE}")


def _split(text: str) -> list[str]:
    """Return a marked text in parts at its borders; what is open there goes on in the next."""
    made, open_signs, start, before = [], list[str](), 0, ""
    for found in _OPENED.finditer(text):
        if found[0] == CLOSE:
            open_signs = open_signs[:-1]
        elif found[0] == _BETWEEN:
            made.append(before + text[start : found.start()] + CLOSE * len(open_signs))
            start, before = found.end(), "".join(open_signs)
        else:
            open_signs.append(found[0])
    made.append(before + text[start:])
    return [_EMPTY.sub("", part) for part in made]


def parsed(text: str) -> Nodes:
    """Return the nodes of an author's text; blocks are read only in several lines."""
    if "\n" in text.strip() and _BLOCKS.search(text):
        tokens = block_tokens(text)
        if _starts_at_one(tokens):
            return tuple(_Tokens(tokens).blocks())
    return tuple(_Tokens(inline_tokens(text)).inline())


class _Tokens:
    """Turns a sequence of tokens into nodes."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = iter(tokens)

    def inline(self) -> Iterator[Node]:
        """Yield nodes up to the token that closes what was opened before."""
        for token in self._tokens:
            if token.nesting < 0:
                return
            yield from self._node(token)

    def _node(self, token: Token) -> Iterator[Node]:
        if token.type in _STYLES:
            yield Span(_STYLES[token.type], tuple(self.inline()))
        elif token.type == "link_open":
            yield Link(str(token.attrs["href"]), tuple(self.inline()))
        elif token.type == "code_inline":
            yield Code(token.content)
        elif token.type == "formula":
            yield Formula(token.content, displayed=token.meta["displayed"])
        elif token.content:
            yield token.content

    def blocks(self) -> Iterator[Node]:
        """Yield the nodes of blocks up to the token that closes what was opened before."""
        after_words = False
        for token in self._tokens:
            if token.type.endswith("list_open"):
                yield Listing(tuple(self._items()), numbered=token.type.startswith("ordered"))
                after_words = False
            elif token.type == "fence":
                yield CodeBlock(token.content, _language(token.info))
                after_words = False
            elif token.type == "inline":
                yield from ("\n\n",) if after_words else ()
                yield from _Tokens(token.children or ()).inline()
                after_words = True
            elif token.nesting < 0 and token.type != "paragraph_close":
                return

    def _items(self) -> Iterator[Nodes]:
        for token in self._tokens:
            if token.nesting < 0:
                return
            yield tuple(self.blocks())


def _language(info: str) -> str:
    """Return the first word after the fence, which names the language of the code."""
    words = info.split()
    return words[0][:30] if words else ""


def _starts_at_one(tokens: Sequence[Token]) -> bool:
    """Return whether each numbered list begins with 1; others are years and days."""
    return not any(token.type == "ordered_list_open" and token.attrs for token in tokens)
