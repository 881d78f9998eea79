"""Marked texts as HTML; formulas stay LaTeX between MathJax's delimiters."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from quizgen.markup.formula import fault_of
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

Escape = Callable[[str], str]
# MathJax leaves the card alone but for these.
_MATH_CLASS = "mathjax_process tex2jax_process"
_MATH = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", "[": "&#91;", "]": "&#93;", "\n": " "}
)


def html_of(nodes: Nodes, escape: Escape) -> str:
    """Return nodes as HTML; `escape` makes HTML of plain words."""
    return "".join(_of_node(node, escape) for node in without_stray_signs(nodes))


def _of_node(node: Node, escape: Escape) -> str:  # noqa: PLR0911 - one for each node
    match node:
        case str():
            return escape(node)
        case Span():
            tag = node.style.value
            return f"<{tag}>{html_of(node.parts, escape)}</{tag}>"
        case Link() if not is_address(node.address):
            return html_of(node.parts, escape)
        case Link():
            address = escape(node.address).replace('"', "&quot;")
            return f'<a href="{address}">{html_of(node.parts, escape)}</a>'
        case Code():
            return f"<code>{escape(node.text)}</code>"
        case Formula():
            return _formula(node, escape)
        case CodeBlock():
            return _code_block(node, escape)
        case Listing():
            tag = "ol" if node.numbered else "ul"
            items = (f"<li>{html_of(item, escape).strip()}</li>" for item in node.items)
            return f"<{tag}>{''.join(items)}</{tag}>"


def _formula(node: Formula, escape: Escape) -> str:
    # MathJax runs what is no formula of ours, such as a link with a script.
    if fault_of(node.latex):
        return f"<code>{escape(node.latex)}</code>"
    start, end = (r"\[", r"\]") if node.displayed else (r"\(", r"\)")
    return f'<span class="{_MATH_CLASS}">{start}{_math(node.latex)}{end}</span>'


def _math(latex: str) -> str:
    """Return LaTeX as HTML in which Anki finds neither deletions nor fields nor sounds."""
    apart = latex.replace("{{", "{ {").replace("}}", "} }")
    # Three braces have two pairs.
    apart = apart.replace("{{", "{ {").replace("}}", "} }")
    # Two colons begin the hint of a deletion.
    return apart.translate(_MATH).replace("::", ":&#58;")


def _code_block(node: CodeBlock, escape: Escape) -> str:
    lines = _highlighted(node.text.rstrip("\n"), node.language, escape)
    return f'<pre class="code"><code>{lines}</code></pre>'


@lru_cache(maxsize=1024)
def _highlighted(code: str, language: str, escape: Escape) -> str:
    """Return code with a class for each kind of word, if the language is known."""
    from pygments.lexers import get_lexer_by_name  # noqa: PLC0415 - few decks have code
    from pygments.token import STANDARD_TYPES  # noqa: PLC0415
    from pygments.util import ClassNotFound  # noqa: PLC0415

    try:
        lexer = get_lexer_by_name(language or "text", stripnl=False, ensurenl=False)
    except ClassNotFound:
        return escape(code)
    made = []
    for kind, text in lexer.get_tokens(code):
        name = _class_of(STANDARD_TYPES.get(kind, ""))
        made.append(f'<span class="{name}">{escape(text)}</span>' if name else escape(text))
    return "".join(made)


# The kinds of words that a style sheet tells apart, by Pygments' short names.
_CLASSES = {"k": "k", "s": "s", "c": "c", "m": "m", "nf": "f", "nc": "f", "nb": "f"}


def _class_of(short: str) -> str:
    return _CLASSES.get(short, _CLASSES.get(short[:1], "") if short[:1] in "kscm" else "")
