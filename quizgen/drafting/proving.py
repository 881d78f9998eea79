"""Proves drafted facts: a deck of them has no error, and the article says what they say."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quizgen.checking.linting import errors
from quizgen.deck.inside import real_path
from quizgen.deck.load import load_deck
from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Diagnostic, Severity
from quizgen.drafting.facts import Drafted
from quizgen.forms.registry import form_names
from quizgen.grounding.findings import ungrounded
from quizgen.grounding.source import Articles
from quizgen.project import Project
from quizgen.yaml.text import split_lines

# Each round leaves out what the deck refuses; a fact may need one that is left out.
_ROUNDS = 8

Writes = Callable[[Sequence[Drafted]], str]


@dataclass(frozen=True, slots=True)
class Proved:
    """The facts that are right, those that are not with the reasons, and the deck of the first."""

    kept: tuple[Drafted, ...]
    refused: tuple[tuple[Drafted, str], ...]
    deck: Deck | None


def proved(facts: Sequence[Drafted], write: Writes, path: Path, articles: Articles) -> Proved:
    """Return the facts without those with which the deck would have a problem.

    `write` writes a deck of facts, which would stand at `path`.
    """
    kept = list(facts)
    refused: list[tuple[Drafted, str]] = []
    deck = None
    for _ in range(_ROUNDS):
        deck, wrong = _problems(write(kept), path, articles)
        left = [(each, wrong[each.ref]) for each in kept if each.ref in wrong]
        if not left:
            break
        refused += left
        kept = [each for each in kept if each.ref not in wrong]
    return Proved(tuple(kept), tuple(refused), deck)


def _problems(text: str, path: Path, articles: Articles) -> tuple[Deck | None, dict[str, str]]:
    """Return a deck, and what is wrong with its facts by their names."""
    loaded = load_deck(path, form_names(), {real_path(path): text})
    found = [each for each in loaded.diagnostics if each.severity is Severity.ERROR]
    if loaded.deck and not found:
        found = [each for each in errors(Project(loaded.deck)) if _is_error(each)]
        found += ungrounded(loaded.deck, articles)
    names = _Names(text)
    wrong: dict[str, str] = {}
    for each in found:
        wrong.setdefault(names.at(each.place.line), each.message)
    return loaded.deck, wrong


def _is_error(problem: Diagnostic) -> bool:
    return problem.severity is Severity.ERROR


class _Names:
    """The names of the facts of a deck's text, by lines."""

    def __init__(self, text: str) -> None:
        self._lines = split_lines(text)

    def at(self, line: int) -> str:
        """Return the name of the fact that stands on a line: ``people/curie``."""
        fact, indent = "", 10**9
        for at in range(min(line, len(self._lines)), 0, -1):
            text = self._lines[at - 1]
            bare = text.lstrip(" ")
            if not bare or bare.startswith("#"):
                continue
            width = len(text) - len(bare)
            if width == 0:
                return f"{bare.partition(':')[0]}/{fact}"
            if width < indent:
                fact, indent = bare.partition(":")[0].strip("\"'"), width
        return fact
