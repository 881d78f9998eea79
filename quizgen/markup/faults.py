"""What in a marked text cannot be shown: formulas that are none, and blanks within them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.late import late_pattern
from quizgen.markup.fault import Fault
from quizgen.markup.nodes import Code, CodeBlock, Formula, Link, Listing, Node, Span
from quizgen.markup.signs import is_marked
from quizgen.markup.written import nodes_of

_BLANK = late_pattern(r"\{\{[^{}|]+\|[^{}]+\}\}")
_MOST_SHOWN = 60


def faults_of(text: str) -> Iterator[tuple[str, Fault]]:
    """Yield the code and the fault of each part of a marked text that cannot be shown."""
    if is_marked(text):
        for node in _leaves(nodes_of(text)):
            if isinstance(node, Formula):
                yield from _of_formula(node.latex)
            elif isinstance(node, (Code, CodeBlock)) and _BLANK.search(node.text):
                yield "Q251", Fault("a blank stands within code", _OUTSIDE, node.text)


_OUTSIDE = "put the whole into the blank: {{$x^2$|text}}"


def _of_formula(latex: str) -> Iterator[tuple[str, Fault]]:
    shown = latex if len(latex) <= _MOST_SHOWN else latex[: _MOST_SHOWN - 1] + "…"
    if _BLANK.search(latex):
        yield "Q251", Fault(f"a blank stands within the formula `{shown}`", _OUTSIDE, latex)
        return
    # Most decks have no formulas.
    from quizgen.markup.formula import fault_of  # noqa: PLC0415

    fault = fault_of(latex)
    if fault:
        fix = rf"{fault.fix} (for a plain dollar sign, write \$)"
        message = f"the formula `{shown}` cannot be shown: {fault.message}"
        yield "Q250", Fault(message, fix, latex)


def _leaves(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, (Span, Link)):
            yield from _leaves(node.parts)
        elif isinstance(node, Listing):
            for item in node.items:
                yield from _leaves(item)
        else:
            yield node
