"""Marked texts as elements of XHTML, in paragraphs, with formulas as MathML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from lxml import etree

from quizgen.exchange.texts import Math, clean, html_text

MATHML = "http://www.w3.org/1998/Math/MathML"
_BLOCKS = {"pre", "ul", "ol"}
# A text or an element, for which lxml has no type.
Part: TypeAlias = Any


def fill(element: etree._Element, parts: Iterable[Part]) -> etree._Element:
    """Put texts and elements into an element, after what it has, and return it."""
    for part in parts:
        if not isinstance(part, str):
            element.append(part)
        elif len(element):
            element[-1].tail = (element[-1].tail or "") + clean(part)
        else:
            element.text = (element.text or "") + clean(part)
    return element


def xhtml(namespace: str, tag: str, *parts: Part, **attributes: str) -> etree._Element:
    """Return an element of XHTML in a namespace, "" for none; `class_` is ``class``."""
    made = etree.Element(f"{{{namespace}}}{tag}" if namespace else tag)
    for key, value in attributes.items():
        made.set(key.rstrip("_").replace("_", "-"), clean(value))
    return fill(made, parts)


def inline(namespace: str, text: str) -> list[Part]:
    """Return a marked text as texts and elements; blocks stand among them."""
    return list(_parts(_parsed(namespace, text)))


def is_inline(text: str) -> bool:
    """Return whether a marked text has no block: a list, lines of code, a displayed formula."""
    return not any(_is_block(part) for part in _parts(_parsed("", text)))


def blocks(namespace: str, text: str) -> list[etree._Element]:
    """Return a marked text as paragraphs, lists and lines of code."""
    made: list[etree._Element] = []
    line: list[Part] = []
    for part in [*_parts(_parsed(namespace, text)), None]:
        if part is not None and not _is_block(part):
            line.append(part)
            continue
        if any(not isinstance(each, str) or each.strip() for each in line):
            made.append(xhtml(namespace, "p", *line))
        line = []
        if part is not None:
            made.append(_as_block(namespace, part))
    return made


def _parsed(namespace: str, text: str) -> etree._Element:
    # The text is quizgen's own XML, with every sign escaped.
    head = f'<div xmlns="{namespace}">' if namespace else "<div>"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(f"{head}{html_text(text, Math.MATHML)}</div>", parser)


def _parts(element: etree._Element) -> Iterator[Part]:
    """Yield the texts and the children of an element, each child without its tail."""
    if element.text:
        yield element.text
    for child in element:
        tail, child.tail = child.tail, None
        yield child
        if tail:
            yield tail


def _is_block(part: Part) -> bool:
    if isinstance(part, str):
        return False
    name = etree.QName(part).localname
    return name in _BLOCKS or (name == "math" and part.get("display") == "block")


def _as_block(namespace: str, part: Part) -> etree._Element:
    """Return a block as an element; a formula is none in XHTML, also a displayed one."""
    if etree.QName(part).localname == "math":
        return xhtml(namespace, "p", part)
    return part
