"""Formulas as plain text: x², ½ as 1/2, √(a + b)."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

_UP = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True)) | {
    "\N{MINUS SIGN}": "⁻",
    "\N{RING OPERATOR}": "°",
    "\N{PRIME}": "\N{PRIME}",
    "\N{DOUBLE PRIME}": "\N{DOUBLE PRIME}",
    "\N{TRIPLE PRIME}": "\N{TRIPLE PRIME}",
}
_DOWN = dict(
    zip("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)
) | {
    "\N{MINUS SIGN}": "₋",
}
# Signs with a blank on both sides, unless they stand for a number's own sign.
_SPACED = frozenset("+-\N{MINUS SIGN}±∓×÷⋅·=≠<>≤≥≪≫≈≡∼≃≅∝→←↔⇒⇐⇔⟶⟵⟷⟹⟸⟺⇌↦⟼∈∉⊂⊆⊃⊇∪∩∖∧∨∣∥⊥⟂⧵⇀⇁")  # noqa: RUF001
_ACCENTS = {
    "\u00af": "\u0304",
    "\u2015": "\u0305",
    "_": "\u0332",
    "^": "\u0302",
    "~": "\u0303",
    "\u02d9": "\u0307",
    "\u00a8": "\u0308",
    "\u2192": "\u20d7",
    "\u2190": "\u20d6",
    "\u02d8": "\u0306",
    "\u02c7": "\u030c",
    "\u00b4": "\u0301",
    "`": "\u0300",
}


def plain_formula(tree: Element) -> str:
    """Return a formula in MathML as a line of plain text."""
    return " ".join(_text(tree).replace("\N{NO-BREAK SPACE}", " ").split())


def _text(element: Element) -> str:  # noqa: PLR0911 - one for each element
    children = list(element)
    match element.tag:
        case "mi" | "mn" | "mo" | "mtext":
            return element.text or ""
        case "mspace":
            return " " if _is_wide(element) else ""
        case "mfrac":
            above, below = (_in_brackets(_text(child)) for child in children)
            return f"{above}/{below}"
        case "msqrt":
            return f"√{_in_brackets(_row(children), words=False)}"
        case "mroot":
            root = _raised(_text(children[1]), _UP, "")
            return f"{root}√{_in_brackets(_text(children[0]), words=False)}"
        case "msub" | "msup" | "msubsup" | "munder" | "munderover" | "mover":
            return _scripted(element.tag, children)
        case "mtable":
            return "; ".join(", ".join(map(_text, row)) for row in children)
        case "mphantom":
            return ""
        case _:
            return _row(children)


def _is_wide(element: Element) -> bool:
    width = element.get("width", "")
    return width.endswith("em") and not width.startswith("-") and float(width[:-2] or 0) > 0.1


def _row(children: Sequence[Element]) -> str:
    made = ""
    before = ""
    for child in children:
        text = _text(child)
        is_sign = child.tag in _OPERATORS and text[:1] in _SPACED
        if is_sign and before and before[-1:] not in {"(", "[", "{", ",", " "}:
            made, text = made.rstrip() + " ", text + " "
        elif _are_words(child.tag, before, text):
            made += " "
        made += text
        before = text or before
    return made


_OPERATORS = {"mi", "mo", "mover", "munder", "munderover"}


def _are_words(tag: str, before: str, text: str) -> bool:
    """Return whether a blank has to part two texts: a function and what it is of."""
    if not (before[-1:].isalnum() and text[:1].isalnum()):
        return False
    is_function = tag in {"mi", "mo"} and len(text) > 1 and text.isalpha()
    return is_function or (len(before) > 1 and before.isalpha())


def _scripted(tag: str, children: Sequence[Element]) -> str:
    base, *scripts = map(_text, children)
    if tag in {"mover", "munder"} and scripts[0] in _ACCENTS:
        mark = _ACCENTS[scripts[0]]
        return "".join(char + mark for char in base)
    if tag in {"mover", "munder"} and scripts[0] in {"\u23de", "\u23df"}:
        return base
    down = scripts[0] if tag not in {"msup", "mover"} else ""
    up = scripts[-1] if tag not in {"msub", "munder"} else ""
    base = base or ""
    return f"{base}{_raised(down, _DOWN, '_')}{_raised(up, _UP, '^')}"


def _raised(text: str, signs: dict[str, str], mark: str) -> str:
    """Return a script in signs of its own, or after a mark if it has none."""
    if not text:
        return ""
    tight = text.replace(" ", "")
    if all(char in signs for char in tight):
        return "".join(signs[char] for char in tight)
    return f"{mark}{text}" if len(text) == 1 else f"{mark}({text})"


def _in_brackets(text: str, *, words: bool = True) -> str:
    """Return a part of a fraction or a root in brackets, if it would fall apart without them."""
    is_whole = len(text) < 2 or text.isdigit() or (words and text.isalpha())
    return text if is_whole else f"({text})"
