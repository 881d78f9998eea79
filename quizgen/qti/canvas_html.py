"""Marked texts as the HTML that Canvas keeps: formulas are pictures that its editor makes again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import quote

from lxml import etree

from quizgen.qti.contents import MATHML, Part, blocks, inline, is_inline, xhtml

_MATH = f"{{{MATHML}}}math"
# Canvas's own service draws what stands behind this address.
_SERVICE = "/equation_images/"
# Canvas would take these signs among words for the ends of a formula.
_DELIMITER = re.compile(r"(\\(?=[()\[\]])|\$(?=\$))")


def html(parts: Iterable[Part]) -> str:
    """Return texts and elements as HTML."""
    holder = xhtml("", "div", *parts)
    _guard(holder)
    for math in list(holder.iter(_MATH)):
        _replace(math, equation(math.get("alttext", "")))
    written: str = etree.tostring(holder, method="html", encoding="unicode")
    return written.removeprefix("<div>").removesuffix("</div>")


def short_html(text: str) -> str:
    """Return a marked text as HTML, in paragraphs only if it has blocks."""
    return html(inline("", text) if is_inline(text) else blocks("", text))


def long_html(texts: Iterable[str]) -> str:
    """Return marked texts as HTML in paragraphs."""
    return html(block for text in texts for block in blocks("", text))


def equation(latex: str) -> etree._Element:
    """Return a formula as Canvas's editor writes it.

    The address is quoted twice: the web server reads it once, and the service once more.
    """
    address = _SERVICE + quote(quote(latex, safe=""), safe="")
    image = xhtml("", "img", class_="equation_image", title=latex, src=address)
    image.set("alt", f"LaTeX: {latex}")
    image.set("data-equation-content", latex)
    return image


def _replace(old: etree._Element, new: etree._Element) -> None:
    new.tail = old.tail
    parent = old.getparent()
    parent.replace(old, new)


def _guard(holder: etree._Element) -> None:
    """Put the signs of formulas that stand among words into elements of their own."""
    for element in list(holder.iter()):
        if element.text and _DELIMITER.search(element.text):
            first, *others = _DELIMITER.split(element.text)
            element.text = first
            _insert(element, 0, others)
        parent = element.getparent()
        if parent is not None and element.tail and _DELIMITER.search(element.tail):
            first, *others = _DELIMITER.split(element.tail)
            element.tail = first
            _insert(parent, parent.index(element) + 1, others)


def _insert(parent: etree._Element, place: int, pieces: list[str]) -> None:
    """Insert signs in elements, each with the words that follow it."""
    for sign, words in zip(pieces[::2], pieces[1::2], strict=True):
        made = xhtml("", "span", sign)
        made.tail = words
        parent.insert(place, made)
        place += 1
