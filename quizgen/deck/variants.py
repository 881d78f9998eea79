"""One deck in several languages: which language has the plain id, and what the others are called.

The cards of one language are made from the deck's id alone, as they were before the deck had
others. The id of every other language ends in its code: ``geography.de``. No deck has such an id of
its own, because ids have no dots.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping

from msgspec.structs import replace

from quizgen.deck.languages import own_name
from quizgen.deck.model.anki import AnkiDefaults
from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Diagnostic


def in_variant(deck: Deck, home: str) -> Deck:
    """Return the deck with the id that it has in its language, if `home` has the plain one.

    A guid that the author gave to a fact belongs to the notes of `home`. If the name of the deck in
    Anki isn't written for its language, the name of the language follows it.
    """
    if deck.language == home or deck.variant:
        return deck
    facts = {ref: replace(fact, guid="") if fact.guid else fact for ref, fact in deck.facts.items()}
    anki = deck.anki if deck.has_own_name else _renamed(deck)
    name = f"{deck.id}.{deck.language}"
    return replace(deck, id=name, variant=deck.language, facts=facts, anki=anki)


def _renamed(deck: Deck) -> AnkiDefaults:
    """Return the settings with the deck's language behind the name that all languages share."""
    behind = f"({own_name(deck.language)})"
    if deck.anki.deck:
        return replace(deck.anki, deck=f"{deck.anki.deck} {behind}")
    return replace(deck.anki, title=f"{deck.title} {behind}")


def home_of(deck: Deck, variants: Container[str]) -> str:
    """Return which language has the plain id, if no lock tells; "" if none has.

    Learners have the deck in the languages `variants` under other ids.
    """
    if deck.own_language or not deck.languages:
        return deck.own_language or deck.language
    return next((code for code in deck.languages if code not in variants), "")


def together(found: Mapping[str, Iterable[Diagnostic]]) -> list[Diagnostic]:
    """Return the problems of a deck by language as one list, each once, in the order of places.

    A problem that not every language has names those that have it. Problems of a deck in one
    language stay as they are.
    """
    if len(found) == 1:
        return [problem for problems in found.values() for problem in problems]
    languages: dict[Diagnostic, list[str]] = {}
    for code, problems in found.items():
        for problem in dict.fromkeys(problems):
            languages.setdefault(problem, []).append(code)
    named = [
        problem if len(codes) == len(found) else _named(problem, codes)
        for problem, codes in languages.items()
    ]
    return sorted(named, key=lambda each: (each.place.file, each.place.line, each.place.column))


def _named(problem: Diagnostic, codes: list[str]) -> Diagnostic:
    if problem.code == "Q282":
        # It names its language.
        return problem
    return replace(problem, message=f"{problem.message} (in {', '.join(codes)})")
