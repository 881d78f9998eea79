"""Reads deck files, each in the languages that it has or in one of them."""

from __future__ import annotations

import logging
import os
from pathlib import Path

from msgspec import Struct

from quizgen.anki.languages import (
    dropped,
    first_language,
    own_language_problems,
    released_variants,
)
from quizgen.anki.lock import read_lock, released_language
from quizgen.deck.collisions import lock_path
from quizgen.deck.earlier import Readings
from quizgen.deck.load import Loaded, Neighbours, load_deck
from quizgen.deck.model.deck import Deck
from quizgen.deck.variants import home_of, in_variant, together
from quizgen.diagnostics import Diagnostic, QuizgenError
from quizgen.forms.registry import form_names
from quizgen.stages import stage

_LOG = logging.getLogger(__name__)


class Read(Struct, frozen=True):
    """A deck file as read from `path`: the deck in each language, and all its problems.

    `files` are all files that were read, also for a deck with errors: a change of any of them may
    change the deck.
    """

    path: Path
    decks: list[Deck]
    problems: list[Diagnostic]
    files: tuple[Path, ...] = ()


def read_decks(
    paths: list[Path], language: str | None, readings: Readings | None = None
) -> list[Read]:
    """Return the decks of files, without files that other decks include.

    `language` is as in `read_projects`, and `readings` are as in `load_deck`.
    """
    known: Neighbours = {}
    with stage("reading the decks"):
        read = [_in_languages(path, language, known, readings) for path in map(_real, paths)]
    return _without_included(read)


def _in_languages(
    path: Path, language: str | None, known: Neighbours, readings: Readings | None
) -> Read:
    """Return the deck of a file in the languages that are wanted, as for `read_decks`."""
    forms = form_names()
    first = load_deck(path, forms, None, language or "", known, readings=readings)
    if first.deck is None:
        return Read(path, [], list(first.diagnostics), first.files)
    lock = lock_path(path)
    released = released_language(lock)
    if released == "" and first.languages and not first.deck.own_language:
        loaded = _all(path, first, known)
        released = _first_language(loaded, lock)
    else:
        loaded = _all(path, first, known) if language is None else [first]
    return _read(path, loaded if language is None else [first], released or "")


def _all(path: Path, first: Loaded, known: Neighbours) -> list[Loaded]:
    """Return the deck of a file in all its languages; in one of them, it has been read."""
    others = (code for code in first.languages if code != first.language)
    forms = form_names()
    further = (load_deck(path, forms, language=code, neighbours=known) for code in others)
    return [first, *further]


def _first_language(loaded: list[Loaded], lock: Path) -> str:
    """Return in which language learners have a deck whose lock doesn't tell, "" if unknown."""
    decks = [each.deck for each in loaded if each.deck]
    try:
        known = read_lock(lock, decks[0].id)
    except QuizgenError:
        # Whatever needs the lock reports this.
        return ""
    in_order = sorted(decks, key=lambda deck: deck.languages.index(deck.language))
    return first_language(in_order, known) if known else ""


def _read(path: Path, loaded: list[Loaded], released: str) -> Read:
    """Return a deck in its languages; learners have the `released` one under the plain id."""
    decks = [each.deck for each in loaded if each.deck]
    home = released or home_of(decks[0], released_variants(decks[0]))
    problems = together({each.language: each.diagnostics for each in loaded})
    problems += [*own_language_problems(decks[0], released), *dropped(decks[0], released)]
    files = tuple(dict.fromkeys(file for each in loaded for file in each.files))
    return Read(path, [in_variant(deck, home) for deck in decks], problems, files)


def _without_included(read: list[Read]) -> list[Read]:
    decks = [deck for each in read for deck in each.decks]
    included = {os.path.realpath(file) for deck in decks for file in deck.files[1:]}
    own = []
    for each in read:
        if os.path.realpath(each.path) in included:
            _LOG.info("skips %s: another deck includes it", each.path)
        else:
            own.append(each)
    return own


def _real(path: Path) -> Path:
    # Path.is_symlink raises for names that no file can have; reading such a file reports it.
    linked = os.path.islink(path) and os.path.isfile(path)  # noqa: PTH113, PTH114
    return Path(os.path.realpath(path)) if linked else path
