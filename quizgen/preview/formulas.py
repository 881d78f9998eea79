"""Formulas in HTML as MathML, because a preview has no MathJax."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import lru_cache
from html import escape, unescape
from xml.etree.ElementTree import Element, tostring

from quizgen.markup.formula import FormulaError, tree_of

_FORMULA = re.compile(
    r'<span class="mathjax_process tex2jax_process">\\(?P<sign>[(\[])(?P<latex>.*?)\\[)\]]</span>',
    re.DOTALL,
)


def with_mathml(html: str) -> str:
    """Return the HTML of a field of a card with MathML in place of its formulas."""
    return _FORMULA.sub(_replaced, html) if "mathjax_process" in html else html


def _replaced(found: re.Match[str]) -> str:
    return _mathml(unescape(found["latex"]), is_displayed=found["sign"] == "[")


@lru_cache(maxsize=1024)
def _mathml(latex: str, *, is_displayed: bool) -> str:
    try:
        tree = tree_of(latex)
    except FormulaError:
        return f"<code>{escape(latex)}</code>"
    root = Element("math", {"display": "block" if is_displayed else "inline"})
    # The tree is shared by all who ask for it.
    root.append(deepcopy(tree))
    return tostring(root, encoding="unicode")
