"""Marked texts as plain text and as HTML, as other programs take them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from xml.etree.ElementTree import Element, tostring

from quizgen.markup.formula import FormulaError, tree_of
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
from quizgen.markup.written import nodes_of, text_of

_MATHML = "http://www.w3.org/1998/Math/MathML"
_LINE_BREAK = re.compile("\r\n|[\n\x0b\x0c\r\x85\u2028\u2029]")
# XML has no way to write these.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "<br/>"})
# MathJax, and Moodle before it, would take these signs among words for the ends of a formula.
_DELIMITER = re.compile(r"\\(?=[()\[\]])|\$(?=\$)")


class Math(Enum):
    """How formulas stand in HTML."""

    MATHML = "as MathML"
    TEX = r"as TeX between \( and \), or \[ and \]"
    PLAIN = "as plain text"


def plain_text(text: str) -> str:
    """Return a marked text as plain text with uniform line breaks, which XML can hold."""
    return clean(plain(text))


def plain_line(text: str) -> str:
    """Return a marked text as plain text on one line."""
    return " ".join(plain_text(text).split())


def clean(text: str) -> str:
    """Return a text with uniform line breaks and without characters that XML can't hold."""
    return _UNWRITABLE.sub("", _LINE_BREAK.sub("\n", text))


def html_text(text: str, math: Math = Math.TEX) -> str:
    """Return a marked text as HTML that is also XML; it has no element around it.

    Nothing in it runs, and words that look like HTML or like a formula stay words.
    """
    return "".join(_html(node, math) for node in without_stray_signs(nodes_of(text)))


def html_paragraphs(texts: Iterable[str], math: Math = Math.TEX) -> str:
    """Return marked texts as HTML, each in a paragraph of its own (``div``: it may have lists)."""
    return "".join(f"<div>{html_text(text, math)}</div>" for text in texts if text)


def _escaped(text: str, math: Math) -> str:
    escaped = clean(text).translate(_ENTITIES)
    if math is Math.TEX:
        return _DELIMITER.sub(r"<span>\g<0></span>", escaped)
    return escaped


def _all(nodes: Nodes, math: Math) -> str:
    return "".join(_html(node, math) for node in without_stray_signs(nodes))


def _html(node: Node, math: Math) -> str:  # noqa: PLR0911 - one for each node
    match node:
        case str():
            return _escaped(node, math)
        case Span():
            tag = node.style.value
            return f"<{tag}>{_all(node.parts, math)}</{tag}>"
        case Link():
            return _link(node, math)
        case Code():
            return f"<code>{_escaped(node.text, Math.PLAIN)}</code>"
        case Formula():
            return _formula(node, math)
        case CodeBlock():
            lines = clean(node.text.rstrip("\n")).translate({**_ENTITIES, ord("\n"): "\n"})
            return f"<pre><code>{lines}</code></pre>"
        case Listing():
            return _listing(node, math)


def _link(node: Link, math: Math) -> str:
    words = _all(node.parts, math)
    if not is_address(node.address):
        return words
    return f'<a href="{_escaped(node.address, Math.PLAIN)}">{words}</a>'


def _listing(node: Listing, math: Math) -> str:
    tag = "ol" if node.numbered else "ul"
    items = (f"<li>{_all(item, math).strip()}</li>" for item in node.items)
    return f"<{tag}>{''.join(items)}</{tag}>"


def _formula(node: Formula, math: Math) -> str:
    try:
        tree = tree_of(node.latex)
    except FormulaError:
        # MathJax runs what is no formula of ours, such as a link with a script.
        return f"<code>{_escaped(node.latex, Math.PLAIN)}</code>"
    if math is Math.PLAIN:
        return _escaped(plain(text_of((node,))), math)
    if math is Math.MATHML:
        display = "block" if node.displayed else "inline"
        root = Element("math", xmlns=_MATHML, display=display, alttext=clean(node.latex))
        root.append(tree)
        return tostring(root, encoding="unicode")
    start, end = (r"\[", r"\]") if node.displayed else (r"\(", r"\)")
    latex = clean(node.latex).replace("\n", " ").translate(_ENTITIES)
    return f"{start}{latex}{end}"
