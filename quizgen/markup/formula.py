"""Formulas: LaTeX of a listed vocabulary as a MathML tree, or the reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from itertools import pairwise
from xml.etree.ElementTree import Element

from quizgen.diagnostics import did_you_mean
from quizgen.markup.chemistry import with_plain_chemistry
from quizgen.markup.fault import Fault
from quizgen.markup.formula_words import COMMANDS, ENVIRONMENTS, ESCAPES

_WRITTEN = frozenset(f"\\{name}" for name in COMMANDS)
_MOST_CHARACTERS, _MOST_LEVELS = 2000, 20
_COMMAND = re.compile(r"\\(?:(?P<name>[A-Za-z]+)|(?P<sign>.)|$)", re.DOTALL)
_BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
_BARE = re.compile(r"\\.|[%#$&]", re.DOTALL)
_ENVIRONMENT = re.compile(r"\\(begin|end)\s*\{([^{}]*)\}")
_TEXT = re.compile(r"\\text(?:rm|bf|it)?\s*\{([^{}]*)\}")
_UPRIGHT = re.compile(r"\\mathrm\s*\{([A-Za-z0-9 ,.]+)\}")
_RULED = re.compile(r"\\begin\s*\{array\}\s*(?!\{[lcr ]{1,20}\})")
_STACK = re.compile(r"\\substack\s*\{[^{}]*\}")
_ARGUMENT = re.compile(r"\\arg(?![A-Za-z])")
_ALIGNED = re.compile(r"\\(begin|end)\{aligned\}")
# How many children an element needs.
_CHILDREN = {
    "mfrac": 2,
    "mroot": 2,
    "msub": 2,
    "msup": 2,
    "msubsup": 3,
    "mover": 2,
    "munder": 2,
    "munderover": 3,
}


class FormulaError(Exception):
    """A formula that cannot be read; the `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


def fault_of(latex: str) -> Fault | None:
    """Return why a formula cannot be shown in Anki and on paper, None if it can."""
    try:
        tree_of(latex)
    except FormulaError as error:
        return error.fault
    return None


# A tree may have thousands of elements.
@lru_cache(maxsize=256)
def tree_of(latex: str) -> Element:
    """Return a formula as MathML, whose root is a row. Raises FormulaError."""
    fault = next(_faults(latex), None)
    if fault:
        raise FormulaError(fault)
    tree = _parsed(_simplified(with_plain_chemistry(latex)))
    for element in tree.iter():
        if len(element) < _CHILDREN.get(element.tag, 0):
            raise FormulaError(Fault("a part of it is missing", _COMPLETE))
        if _COMMAND.match(element.text or "", 0) and len(element.text or "") > 1:
            # The library takes what it does not know for a name.
            raise FormulaError(Fault(f"`{element.text}` is in the wrong place", _COMPLETE))
    return tree


_COMPLETE = r"write all parts, each in braces: \frac{a}{b}, x^{2}"


def _parsed(latex: str) -> Element:
    from latex2mathml.converter import convert_to_element  # noqa: PLC0415 - few decks need it

    try:
        tree = convert_to_element(latex)[0]
    except Exception as error:  # the library says nothing about what it raises
        message = _FAILURES.get(type(error).__name__, "it is incomplete")
        raise FormulaError(Fault(message, _COMPLETE)) from error
    # The library writes signs as references to characters.
    for element in tree.iter():
        element.text = unescape(element.text or "")
    return tree


_FAILURES = {
    "DoubleSuperscriptsError": "it has two superscripts in one place",
    "DoubleSubscriptsError": "it has two subscripts in one place",
}


def _simplified(latex: str) -> str:
    """Return LaTeX in words that the library reads well."""
    upright = _UPRIGHT.sub(r"\\text{\1}", latex)
    # Rows of `aligned` become rows of one column, with marks where they align.
    named = _ARGUMENT.sub(r"\\operatorname{arg}", upright)
    return _ALIGNED.sub(lambda found: _ARRAY[found[1]], named)


_ARRAY = {"begin": r"\begin{array}{rl}", "end": r"\end{array}"}


def _faults(latex: str) -> Iterator[Fault]:
    if not latex.strip():
        yield Fault("it is empty", "write a formula between the signs")
    elif len(latex) > _MOST_CHARACTERS:
        yield Fault(f"it has more than {_MOST_CHARACTERS} characters", "write several formulas")
    yield from _unknown(latex)
    yield from _unbalanced(latex)
    yield from _misplaced(latex)


def _unknown(latex: str) -> Iterator[Fault]:
    for found in _COMMAND.finditer(latex):
        name, sign = found["name"], found["sign"]
        if name and name not in COMMANDS:
            fix = did_you_mean(f"\\{name}", _WRITTEN)
            yield Fault(f"the command `\\{name}` is not supported", fix)
        elif not name and sign not in ESCAPES:
            fix = r"write \backslash for the sign itself"
            yield Fault("a backslash stands before no command", fix)
    for found in _ENVIRONMENT.finditer(latex):
        if found[2] not in ENVIRONMENTS:
            message = f"the environment `{found[2][:40]}` is not supported"
            yield Fault(message, did_you_mean(found[2], ENVIRONMENTS))


def _unbalanced(latex: str) -> Iterator[Fault]:
    level = 0
    for found in _BRACE.finditer(latex):
        level += {"{": 1, "}": -1}.get(found[0], 0)
        if level < 0:
            yield Fault("a closing brace has no opening one", "remove it, or write \\}")
            return
        if level > _MOST_LEVELS:
            yield Fault(f"it has more than {_MOST_LEVELS} levels of braces", "simplify it")
            return
    if level:
        yield Fault("a brace is not closed", _close_brace(latex))
    if len(re.findall(r"\\left(?![a-z])", latex)) != len(re.findall(r"\\right(?![a-z])", latex)):
        fix = r"write \left and \right in pairs; a dot stands for no bracket: \right."
        yield Fault(r"`\left` and `\right` are no pair", fix)
    yield from _open_environments(latex)
    if _RULED.search(latex):
        fix = r"write a letter for each column: \begin{array}{lcr}"
        yield Fault("an array has columns other than l, c and r", fix)


def _close_brace(latex: str) -> str:
    if "\\frac" in latex:
        return r"a fraction has two pairs of braces: \frac{above}{below}"
    return r"write } where it ends, or \{ for the sign"


def _open_environments(latex: str) -> Iterator[Fault]:
    opened: list[str] = []
    for found in _ENVIRONMENT.finditer(latex):
        if found[1] == "begin":
            opened.append(found[2])
        elif not opened or opened.pop() != found[2]:
            yield Fault(rf"`\end{{{found[2][:40]}}}` ends nothing", r"write \begin before it")
            return
    if opened:
        yield Fault(f"the environment `{opened[-1][:40]}` is not closed", r"write \end after it")


def _misplaced(latex: str) -> Iterator[Fault]:
    """Yield signs that TeX takes for something else."""
    if any(re.search(r"[\\$^_&#%~]", found[1]) for found in _TEXT.finditer(latex)):
        yield Fault(r"`\text` holds a sign that is no word", "close the words before the sign")
    bounds = [0, *(at for start, end in _environments(latex) for at in (start, end)), len(latex)]
    outside = "".join(latex[a:b] for a, b in list(pairwise(bounds))[::2])
    outside = _STACK.sub("", outside)
    for found in _BARE.finditer(outside):
        if found[0] == r"\\":
            yield Fault("a line ends outside of an environment", r"use \begin{aligned}")
        elif len(found[0]) == 1:
            yield Fault(f"`{found[0]}` has a meaning of its own", f"write \\{found[0]}")
    for found in _BARE.finditer(latex):
        if found[0] in {"%", "#", "$"}:
            yield Fault(f"`{found[0]}` has a meaning of its own", f"write \\{found[0]}")


def _environments(latex: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the outermost environments."""
    level = start = 0
    for found in _ENVIRONMENT.finditer(latex):
        if found[1] == "begin":
            start = start if level else found.start()
            level += 1
        else:
            level -= 1
            if not level:
                yield start, found.end()
