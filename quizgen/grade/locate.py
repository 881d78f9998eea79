"""Finds where a quiz's facts are written: the deck by its id, and each fact's place in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from quizgen.deck.siblings import Siblings
from quizgen.diagnostics import Diagnostic, Place, has_errors
from quizgen.project import Project, read_projects
from quizgen.quiz.manifest import Manifest

# From the folder of the manifest, so many folders upwards are looked at.
_MOST_FOLDERS = 3


def find_deck(manifest: Manifest, beside: Path) -> Path | None:
    """Return the file of the deck that a quiz was made from, None if it is not found.

    `beside` is the manifest. Its folder is looked at, some folders above, the current one, and
    the folder ``decks`` in each.
    """
    home = beside.absolute().parent
    folders = [home, *list(home.parents)[:_MOST_FOLDERS], Path().absolute()]
    # Of a deck in several languages, each has an id of its own that begins with the deck's.
    ids = dict.fromkeys((manifest.deck, manifest.deck.rpartition(".")[0]))
    for folder in dict.fromkeys(folders):
        for place in (folder, folder / "decks"):
            siblings = Siblings(place / "quiz.json")
            found = [path for each in ids if each for path in siblings.named(each)]
            if found:
                return found[0]
    return None


def places_in(
    path: Path | None, manifest: Manifest
) -> tuple[Callable[[str], Place | None], list[Diagnostic]]:
    """Return a function from a fact (``kind/id``) to its place in a deck, and a warning's problem.

    Without a deck, no fact has a place. The problem is Q725 if the deck has errors or another id.
    """
    if path is None:
        return _nowhere, []
    projects, problems = read_projects([path])
    deck = _of_quiz(projects, manifest)
    if deck is None or has_errors(problems):
        what = "has errors" if has_errors(problems) else f"is not `{manifest.deck}`"
        message = f"the deck {what}, so the report cannot say where its facts are"
        fix = "name the deck of this quiz with `--deck`, or mend it"
        return _nowhere, [Diagnostic("Q725", message, Place(str(path)), fix)]
    facts = deck.deck.facts
    return lambda ref: facts[ref].place if ref in facts else None, []


def _nowhere(_: str) -> None:
    """Return no place for a fact."""


def _of_quiz(projects: list[Project], manifest: Manifest) -> Project | None:
    same = (each for each in projects if each.deck.id == manifest.deck)
    return next(same, None)
