"""Marked texts as the HTML that Canvas keeps: formulas are pictures that its editor makes again."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from lxml import etree

from quizgen.qti.contents import MATHML, Part, blocks, inline, is_inline, xhtml

_MATH = f"{{{MATHML}}}math"
# Canvas's own service draws what stands behind this address.
_SERVICE = "/equation_images/"


def html(parts: Iterable[Part]) -> str:
    """Return texts and elements as HTML."""
    holder = xhtml("", "div", *parts)
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
