"""Marked texts in the words in which a voice reads them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from msgspec.structs import replace

from quizgen.language.speech import speech_words
from quizgen.markup.formula import FormulaError, tree_of
from quizgen.markup.formula_plain import plain_formula
from quizgen.markup.formula_spoken import Words, spoken_formula, spoken_power
from quizgen.markup.nodes import Formula, Link, Listing, Node, Nodes, Span, Style
from quizgen.markup.plain import plain
from quizgen.markup.signs import is_marked
from quizgen.markup.written import nodes_of, text_of

_NUMBER = re.compile("[0-9]+")


def needs_words(text: str) -> bool:
    """Return whether a voice could not read a text from its HTML: formulas, and powers."""
    return is_marked(text) and any(map(_is_silent, nodes_of(text)))


def _is_silent(node: Node) -> bool:
    if isinstance(node, Formula):
        return True
    if isinstance(node, Span):
        return _is_power(node) or any(map(_is_silent, node.parts))
    if isinstance(node, Link):
        return any(map(_is_silent, node.parts))
    if isinstance(node, Listing):
        return any(_is_silent(each) for item in node.items for each in item)
    return False


def _is_power(node: Node) -> bool:
    return (
        isinstance(node, Span)
        and node.style is Style.SUPERSCRIPT
        and bool(_NUMBER.fullmatch(_letters(node.parts)))
    )


def _letters(nodes: Nodes) -> str:
    return "".join(node for node in nodes if isinstance(node, str)).strip()


@lru_cache(maxsize=1024)
def spoken(text: str, voice: str) -> str:
    """Return a text on one line, with its formulas in the words of a voice such as ``en_US``.

    For a voice without words, formulas are plain text: x².
    """
    words = speech_words(voice)
    said = plain(text_of(_said(nodes_of(text), words)))
    return " ".join(said.split())


def _said(nodes: Nodes, words: Words) -> Iterator[Node]:
    for node in nodes:
        if isinstance(node, Formula):
            said = _formula(node.latex, words)
            yield f" {said} " if node.displayed else said
        elif _is_power(node) and words:
            assert isinstance(node, Span)  # noqa: S101 - only such a node is a power
            yield f" {spoken_power('', _letters(node.parts), words).strip()}"
        elif isinstance(node, (Span, Link)):
            yield replace(node, parts=tuple(_said(node.parts, words)))
        elif isinstance(node, Listing):
            yield replace(node, items=tuple(tuple(_said(item, words)) for item in node.items))
        else:
            yield node


def _formula(latex: str, words: Words) -> str:
    try:
        tree = tree_of(latex)
    except FormulaError:
        return latex
    said = spoken_formula(tree, words) if words else plain_formula(tree)
    return said or latex
