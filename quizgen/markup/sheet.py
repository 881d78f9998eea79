"""Marked texts as data for the typesetter; its template `marks.typ` says what each part is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from xml.etree.ElementTree import Element

from quizgen.markup.formula import FormulaError, tree_of
from quizgen.markup.formula_plain import plain_formula
from quizgen.markup.nodes import (
    Code,
    CodeBlock,
    Formula,
    Link,
    Listing,
    Node,
    Nodes,
    Span,
    is_address,
    without_stray_signs,
)
from quizgen.markup.plain import plain
from quizgen.markup.written import text_of

Data = dict[str, object]
# Signs above or below that have a function of the typesetter's.
_ABOVE = {"\u2015": "overline", "\u00af": "bar", "\u23de": "overbrace"}
_BELOW = {"_": "underline", "\u2015": "underline", "\u23df": "underbrace"}
_ACCENTS = {
    "^": "\u0302",
    "~": "\u0303",
    "\u02d9": "\u0307",
    "\u00a8": "\u0308",
    "\u2192": "\u20d7",
    "\u2190": "\u20d6",
    "\u00b4": "\u0301",
    "`": "\u0300",
    "\u02d8": "\u0306",
    "\u02c7": "\u030c",
}
_PRIMES = {"\u2032": 1, "\u2033": 2, "\u2034": 3}
_WIDTH = re.compile(r"-?\d*\.?\d+(?=em$)")
_NARROW = {"negativethinmathspace": -0.167}
# Elements that are higher than a line.
_TALL = {"mfrac", "mtable", "munder", "mover", "munderover", "msubsup", "msqrt", "mroot"}
# Brackets that grow around a table.
_OPENING, _CLOSING = frozenset("([{|\u2016"), frozenset(")]}|\u2016")
_LIMITED = frozenset({"lim", "max", "min", "sup", "inf", "lim sup", "lim inf", "gcd", "det", "Pr"})


def sheet_data(nodes: Nodes, words: Callable[[str], str]) -> list[Data | str]:
    """Return nodes as data; `words` makes plain words printable."""
    return [_of_node(node, words) for node in without_stray_signs(nodes)]


def _of_node(node: Node, words: Callable[[str], str]) -> Data | str:  # noqa: PLR0911 - one for each node
    match node:
        case str():
            return words(node)
        case Span():
            return {"mark": node.style.value, "body": sheet_data(node.parts, words)}
        case Link() if not is_address(node.address):
            return words(plain(text_of(node.parts)))
        case Link():
            return {"mark": "link", "to": node.address, "body": sheet_data(node.parts, words)}
        case Code():
            return {"mark": "code", "text": node.text}
        case Formula():
            return _formula(node)
        case CodeBlock():
            return {"mark": "code-block", "text": node.text.rstrip("\n"), "lang": node.language}
        case Listing():
            items = [sheet_data(item, words) for item in node.items]
            return {"mark": "list", "numbered": node.numbered, "items": items}


def _formula(node: Formula) -> Data:
    try:
        tree = tree_of(node.latex)
    except FormulaError:
        return {"mark": "code", "text": node.latex}
    alt = plain_formula(tree) or node.latex
    return {
        "mark": "formula",
        "displayed": node.displayed,
        "tall": any(each.tag in _TALL for each in tree.iter()),
        "alt": alt,
        "body": _row(list(tree)),
    }


def _row(elements: Sequence[Element]) -> list[object]:
    """Return elements side by side; what belongs together becomes one part."""
    made: list[object] = []
    at = 0
    while at < len(elements):
        part, length = _grouped(elements[at : at + 3]) or (_part(elements[at]), 1)
        made.append(part)
        at += length
    return made


def _grouped(elements: Sequence[Element]) -> tuple[Data, int] | None:
    """Return a table or a binomial with the brackets around it, and how many elements it takes."""
    if len(elements) < 3:
        return None
    start, middle, end = elements
    opens = start.tag == "mo" and start.text in _OPENING
    closes = end.tag == "mo" and end.text in _CLOSING
    if not (opens and closes):
        return None
    if middle.tag == "mfrac" and middle.get("linethickness") == "0":
        return {"m": "binom", "parts": [_row([each]) for each in middle]}, 3
    if middle.tag == "mtable":
        return {"m": "fenced", "body": [_part(each) for each in elements]}, 3
    return None


def _part(element: Element) -> object:
    children = list(element)
    made = _SIMPLE.get(element.tag)
    if made:
        return made(element)
    if element.tag in {"msub", "msup", "msubsup"}:
        return _scripts(element.tag, children)
    if element.tag in {"mover", "munder", "munderover"}:
        return _above_or_below(element.tag, children)
    return _mrow(children)


def _mrow(children: Sequence[Element]) -> object:
    if len(children) == 1 and children[0].tag == "mo":
        # A sign in braces is no operator: 10{,}000.
        return {"m": "plain", "body": _row(children)}
    first = children[0] if children else None
    if first is not None and first.get("fence") == "true":
        return {"m": "fenced", "body": _row([each for each in children if _shows(each)])}
    return _row(children)


def _shows(element: Element) -> bool:
    return bool(element.tag != "mo" or element.text)


def _letter(element: Element) -> object:
    return {"m": "letter", "text": element.text or "", "variant": element.get("mathvariant", "")}


def _operator(element: Element) -> object:
    text = (element.text or "").replace("\N{NO-BREAK SPACE}", " ")
    if len(text) > 1 and any(char.isalpha() for char in text):
        return {"m": "name", "text": text, "limits": text in _LIMITED}
    size = element.get("minsize", "")
    if size.endswith("em"):
        return {"m": "sized", "text": text, "size": float(size[:-2])}
    return {"m": "sign", "text": text}


def _identifier(element: Element) -> object:
    text = element.text or ""
    return _operator(element) if len(text) > 1 and text.isalpha() else _letter(element)


def _space(element: Element) -> object:
    width = element.get("width", "")
    found = _WIDTH.search(width)
    if width in _NARROW or found:
        return {"m": "space", "width": _NARROW.get(width) or float(found[0] if found else 0)}
    return {"m": "space", "width": 0}


def _words(element: Element) -> object:
    text = (element.text or "").replace("\N{NO-BREAK SPACE}", " ")
    return {"m": "words", "text": text, "variant": element.get("mathvariant", "")}


def _fraction(element: Element) -> object:
    above, below = (_row([each]) for each in element)
    name = "stack" if element.get("linethickness") == "0" else "frac"
    return {"m": name, "parts": [above, below]}


def _root(element: Element) -> object:
    children = list(element)
    if element.tag == "msqrt":
        return {"m": "root", "body": _row(children), "index": None}
    return {"m": "root", "body": _row(children[:1]), "index": _row(children[1:2])}


def _table(element: Element) -> object:
    rows = [[_row(list(cell)) for cell in row] for row in element]
    sides = [cell.get("columnalign", "center") for row in list(element)[:1] for cell in row]
    return {"m": "table", "rows": rows, "sides": sides}


def _styled(element: Element) -> object:
    body = _row(list(element))
    if element.get("displaystyle") == "true":
        return {"m": "display", "body": body}
    return body


def _enclosed(element: Element) -> object:
    mark = "box" if element.get("notation") == "box" else "cancel"
    back = "down" in element.get("notation", "")
    return {"m": mark, "body": _row(list(element)), "back": back}


_SIMPLE: dict[str, Callable[[Element], object]] = {
    "mi": _identifier,
    "mn": lambda element: {"m": "digits", "text": element.text or ""},
    "mtext": _words,
    "mo": _operator,
    "mspace": _space,
    "mfrac": _fraction,
    "msqrt": _root,
    "mroot": _root,
    "mtable": _table,
    "mstyle": _styled,
    "menclose": _enclosed,
    "mphantom": lambda element: {"m": "hidden", "body": _row(list(element))},
}


def _scripts(tag: str, children: Sequence[Element]) -> Data:
    base, *scripts = children
    low = _row(scripts[:1]) if tag != "msup" else None
    high = _row(scripts[-1:]) if tag != "msub" else None
    primes = _primes(scripts[-1]) if tag != "msub" else 0
    made: Data = {"m": "scripts", "base": _row([base]), "low": low, "high": high}
    return {**made, "high": None, "primes": primes} if primes else {**made, "primes": 0}


def _primes(element: Element) -> int:
    """Return how many primes a superscript is made of, 0 if it is no prime."""
    texts = [each.text or "" for each in element.iter() if each.text]
    return sum(_PRIMES[text] for text in texts) if _are_primes(texts) else 0


def _are_primes(texts: Iterable[str]) -> bool:
    found = list(texts)
    return bool(found) and all(text in _PRIMES for text in found)


def _above_or_below(tag: str, children: Sequence[Element]) -> Data:
    base, *scripts = children
    sign = scripts[0].text or ""
    is_sign = scripts[0].tag == "mo"
    if is_sign and tag == "mover" and sign in _ACCENTS:
        return {"m": "accent", "base": _row([base]), "sign": _ACCENTS[sign]}
    named = (_ABOVE if tag == "mover" else _BELOW).get(sign) if is_sign else None
    if named and tag != "munderover":
        return {"m": named, "base": _row([base]), "note": None}
    low = _row(scripts[:1]) if tag != "mover" else None
    high = _row(scripts[-1:]) if tag != "munder" else None
    braced = _part(base)
    if isinstance(braced, dict) and braced.get("m") in {"overbrace", "underbrace"}:
        return {**braced, "note": low or high}
    return {"m": "limits", "base": _row([base]), "low": low, "high": high}
