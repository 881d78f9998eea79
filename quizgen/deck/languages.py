"""Which languages a deck has, and which of them is read."""

from __future__ import annotations

import re
from functools import cache

from babel import Locale, UnknownLocaleError
from msgspec import Struct

from quizgen.deck.read import read_text_node, shorten
from quizgen.diagnostics import Problems, TooManyProblemsError
from quizgen.yaml.nodes import Node, Scalar
from quizgen.yaml.nodes import Sequence as ListNode
from quizgen.yaml.reader import DeckReader

_KEY, _FALLBACK = "languages", "fallback"
# Keys of the header that may also be the names of a deck's own kinds.
MAY_BE_KINDS = frozenset((_KEY, _FALLBACK))
# A file without this has no languages, and is not read twice.
_MAY_HAVE, _MAY_FALL_BACK = (
    re.compile(rf"(?:^|[{{,])[ \t]*[\"']?{key}[\"']?[ \t]*:", re.MULTILINE)
    for key in (_KEY, _FALLBACK)
)
_ADVICE = "write a code such as en, de, fr, es or ru"


class Languages(Struct, frozen=True):
    """The languages of a deck in the author's order, and the one in which it is read.

    With `fallback`, a text that lacks the language is taken in the first language that it has.
    """

    codes: tuple[str, ...] = ()
    chosen: str = ""
    fallback: bool = False


def find_languages(name: str, text: str, wanted: str) -> Languages:
    """Return the languages of the deck in a file, read in the `wanted` one if the deck has it.

    Otherwise, it is read in its first language. Problems are left to the reader of the header.
    """
    if _KEY not in text or not _MAY_HAVE.search(text):
        return Languages()
    wanted_keys = {_KEY, _FALLBACK} if _MAY_FALL_BACK.search(text) else {_KEY}
    found = _first_entries(name, text, wanted_keys)
    codes = read_languages(found[_KEY], Problems()) if _KEY in found else ()
    fallback = found.get(_FALLBACK)
    return Languages(
        codes,
        wanted if wanted in codes else next(iter(codes), ""),
        isinstance(fallback, Scalar) and fallback.text == "true",
    )


def _first_entries(name: str, text: str, keys: set[str]) -> dict[str, Node]:
    """Return the values of keys of the header; what follows the last of them is not read."""
    found: dict[str, Node] = {}
    try:
        for entry in DeckReader(name, text, Problems()).entries():
            if entry.key is None and entry.section.text in keys:
                found[entry.section.text] = entry.node
            if len(found) == len(keys):
                break
    except TooManyProblemsError:
        pass
    return found


def read_languages(node: Node, problems: Problems) -> tuple[str, ...]:
    """Return the language codes in a list; report what is no code (Q216), and doubles (Q280)."""
    codes: dict[str, str] = {}
    for item in node.items if isinstance(node, ListNode) else (node,):
        code = read_text_node(_KEY, item, problems)
        if code is None:
            continue
        shown = shorten(code)
        alike = code.replace("_", "-").casefold()
        if not is_language(code):
            message = f"`{shown}` is not a language code"
            problems.error("Q216", message, item.place, _ADVICE)
        elif alike in codes:
            problems.error("Q280", f"`{shown}` is listed twice", item.place, "delete one of them")
        else:
            codes[alike] = code
    return tuple(codes.values())


@cache
def is_language(code: str) -> bool:
    """Return whether a text is the code of a language."""
    return _locale(code) is not None


def own_name(code: str) -> str:
    """Return what a language calls itself: ``Deutsch``."""
    locale = _locale(code)
    return (locale.get_display_name(locale) if locale else None) or code


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return None
