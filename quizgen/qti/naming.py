"""Identifiers of options that stay the same in each export, wherever the options stand."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator

from quizgen.exchange.model import Option

_DIGITS = 12
# Canvas reads the first whole number in an identifier, and keeps it in 64 bits.
_MOST_NUMBER = 10**9


def contents_of(options: Iterable[Option]) -> list[str]:
    """Return what tells options apart: their words, and their pictures."""
    return [f"{each.text}\0{each.picture.file if each.picture else ''}" for each in options]


def identifiers(prefix: str, contents: Iterable[str]) -> list[str]:
    """Return an XML name for each content of one question; equal contents get different ones."""
    made = (prefix + _hash(text)[:_DIGITS] for text in contents)
    return list(_apart(made, lambda name, turn: f"{name}-{turn}"))


def numbers(contents: Iterable[str]) -> list[str]:
    """Return a number for each content of one question, as Canvas has them."""
    made = (str(int(_hash(text), 16) % _MOST_NUMBER) for text in contents)
    return list(_apart(made, lambda name, turn: str(int(name) + turn)))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _apart(names: Iterable[str], renamed: Callable[[str, int], str]) -> Iterator[str]:
    taken: set[str] = set()
    for name in names:
        chosen, turn = name, 1
        while chosen in taken:
            turn += 1
            chosen = renamed(name, turn)
        taken.add(chosen)
        yield chosen
