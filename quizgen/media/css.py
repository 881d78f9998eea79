"""Cleans the styles in an SVG: keeps what draws, and drops what could fetch."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise


def listed(words: str) -> frozenset[str]:
    """Return the words of a text as a set, so that long lists of names stay readable."""
    return frozenset(words.split())


_PROPERTIES = listed(
    "alignment-baseline baseline-shift clip-path clip-rule color color-interpolation"
    " color-interpolation-filters color-rendering direction display dominant-baseline"
    " fill fill-opacity fill-rule flood-color flood-opacity font-family font-size"
    " font-size-adjust font-stretch font-style font-variant font-weight image-rendering"
    " isolation letter-spacing line-height marker marker-end marker-mid marker-start mask"
    " mask-type mix-blend-mode opacity overflow paint-order pointer-events shape-rendering"
    " solid-color stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset"
    " stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-align"
    " text-anchor text-decoration text-rendering transform transform-origin unicode-bidi"
    " vector-effect visibility white-space word-spacing writing-mode"
)
# Every other function in a value may hold an address.
_FUNCTIONS = listed("rgb rgba hsl hsla matrix translate rotate scale skewx skewy")
_LAST_WORD = re.compile(r"[\w-]*\Z")
_LOCAL_URL = re.compile(r"\s*[\"']?#[^\s\"'()\\<>&%]{1,200}[\"']?\s*")
_COMMENT = re.compile(r"/\*[\s\S]*?(?:\*/|\Z)|<!--|-->")
_SELECTOR = re.compile(r"[\w\s.#*,>+~:-]+")


def is_harmless(name: str, value: str, more: Collection[str] = ()) -> bool:
    """Tell whether a property, or an attribute among `more`, only draws and fetches nothing."""
    if name not in _PROPERTIES and name not in more:
        return False
    if any(sign in value for sign in ("\\", "<", "@", "/*")):
        return False
    return "(" not in value or all(_is_allowed(*call) for call in _calls(value))


def _calls(value: str) -> Iterator[tuple[str, str]]:
    """Yield the word before each opening parenthesis, and the text inside."""
    parts = value.split("(")
    for before, after in pairwise(parts):
        # No allowed function has a name longer than 40 characters.
        word = _LAST_WORD.search(before.rstrip()[-40:])
        yield word[0].lower() if word else "", after.partition(")")[0]


def _is_allowed(function: str, given: str) -> bool:
    return function in _FUNCTIONS or (function == "url" and _LOCAL_URL.fullmatch(given) is not None)


def properties_of(text: str) -> tuple[str, list[str]]:
    """Return the harmless declarations, and the names of dropped ones that could have fetched."""
    kept, dropped = [], []
    for part in _COMMENT.sub("", text).split(";"):
        name, colon, value = (each.strip() for each in part.partition(":"))
        if colon and is_harmless(name.lower(), value):
            kept.append(f"{name.lower()}:{value}")
        elif "(" in value or "\\" in part:
            dropped.append(f"style {name.lower()}"[:40])
    return ";".join(kept), dropped


def rules_of(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """Return the plain rules of a style sheet, and the names of what was dropped.

    A rule is its selector and its harmless declarations.
    """
    text, dropped = _without_at_rules(_COMMENT.sub("", text))
    kept = []
    for part in text.split("}"):
        selector, brace, body = part.rpartition("{")
        declared, lost = properties_of(body)
        dropped += lost
        if brace and declared and _SELECTOR.fullmatch(selector):
            kept.append((selector.strip(), declared))
    return kept, dropped


def _without_at_rules(text: str) -> tuple[str, list[str]]:
    """Return the text without rules that begin with ``@``, and ``@rule`` if there were any."""
    parts, dropped, depth, skipping = [], [], 0, False
    for piece in re.split(r"([@;{}])", text):
        if piece == "@" and not skipping:
            skipping, depth = True, 0
            dropped.append("@rule")
        elif not skipping:
            parts.append(piece)
        elif piece in ("{", "}"):
            depth += 1 if piece == "{" else -1
            skipping = depth > 0
        elif piece == ";":
            skipping = depth > 0
    return "".join(parts), dropped[:1]
