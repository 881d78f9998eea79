"""The tools that change decks: they write YAML files in the folder, each whole or not at all."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from quizgen.anki.lock import read_lock
from quizgen.anki.note_prompts import facts_by_identity, identity_in
from quizgen.assistants.answers import Answer, as_problem, counted, counts_of, text_of
from quizgen.assistants.checking import mend, patch_of
from quizgen.assistants.folder import Given, given_deck, refused
from quizgen.assistants.reading import read
from quizgen.checking.problems import by_file, errors
from quizgen.deck.collisions import lock_path
from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity, has_errors
from quizgen.export.saving import save
from quizgen.grounding.source import Articles
from quizgen.mending.sources import as_bytes
from quizgen.project import Project
from quizgen.report import as_text
from quizgen.writing.seen import Seen
from quizgen.yaml.text import names_a_deck

_MOST_NAMED = 8


def write_deck(
    deck: str, text: str, *, allow_errors: bool = False, allow_lost_cards: bool = False
) -> Answer:
    """Write a deck file as a whole.

    Raises QuizgenError for a place where no deck may stand (Q630, Q631), for a text with errors
    unless `allow_errors` (Q632), and for one that takes cards away from learners unless
    `allow_lost_cards` (Q633).
    """
    if not deck or not text:
        raise refused("Q631", "there is nothing to write", deck, "give both `deck` and `text`")
    given = given_deck(deck, text)
    seen = Seen([given.path])
    _check_target(given.path)
    projects, problems = read(given)
    if not has_errors(problems):
        problems += by_file(projects, errors)
    if has_errors(problems) and not allow_errors:
        fix = "mend the errors below, or say `allow_errors` to write the deck as it is"
        what = Diagnostic("Q632", "the new text has errors, so nothing changed", _all(given), fix)
        raise QuizgenError([what, *problems])
    if not allow_lost_cards:
        _check_lock(given, projects)
    done = {given.path: _with_end(given.text or "")}
    save(as_bytes(done) if given.path.exists() else _encoded(done), seen=seen)
    return _written(given.path, problems)


def apply_fix(deck: str, articles: Articles) -> Answer:
    """Write every safe mend into the files of a deck."""
    if not deck:
        raise refused("Q631", "there is no file to mend", "", "give `deck`, a file name")
    given = given_deck(deck, "")
    seen = Seen([given.path])
    done = mend(given, articles)
    patch = patch_of(given, done)
    if done.count:
        save(as_bytes(done.contents), seen=seen)
    data = {
        "file": str(given.path),
        "mended": done.count,
        "patch": patch,
        "left": [as_problem(problem) for problem in done.left[:100]],
        **counts_of(done.left),
    }
    mends = counted(done.count, "problem")
    head = f"{given.path}: {mends} mended, {len(done.left)} left"
    return Answer(text_of([head, patch]), data)


def _check_target(path: Path) -> None:
    """Refuse to replace a YAML file that is no deck, such as the settings of a program."""
    if os.path.lexists(path) and not names_a_deck(path):
        fix = "choose another file name"
        raise refused("Q631", "the file there is not a deck, so it stays", str(path), fix)


def _check_lock(given: Given, projects: list[Project]) -> None:
    """Refuse a deck without facts of which learners have cards, in any of its languages.

    Raises QuizgenError also for a lock of another deck, or a damaged one.
    """
    if not projects:
        return
    had = {
        name
        for path, deck in _locks(given.path, projects[0].deck).items()
        for name in _had(path, deck)
    }
    kept = {name for project in projects for name in facts_by_identity(project.deck)}
    lost = sorted(had - kept)
    if lost:
        named = ", ".join(f"`{each}`" for each in lost[:_MOST_NAMED])
        more = " …" if len(lost) > _MOST_NAMED else ""
        message = f"learners have cards of facts that the new text lacks: {named}{more}"
        fix = (
            "put the facts back; if an id was corrected, write `was: the-first-id` with the "
            "fact; to drop the cards, say `allow_lost_cards`"
        )
        raise QuizgenError([Diagnostic("Q633", message, _all(given), fix)])


def _locks(path: Path, deck: Deck) -> dict[Path, str]:
    """Return the locks that a deck may have, one for each language, with the ids in them."""
    main = lock_path(path)
    variants = {code: main.with_name(f"{main.stem}.{code}.lock") for code in deck.languages}
    return {main: deck.id, **{path: f"{deck.id}.{code}" for code, path in variants.items()}}


def _had(path: Path, deck: str) -> set[str]:
    """Return the facts of which learners have cards, as a lock tells."""
    lock = read_lock(path, deck)
    entries = lock.entries if lock else {}
    return {identity_in(key) for key, entry in entries.items() if not entry.gone}


def _written(path: Path, problems: list[Diagnostic]) -> Answer:
    shown = [each for each in problems if each.severity is not Severity.INFO][:100]
    data = {
        "file": str(path),
        "written": True,
        "problems": [as_problem(problem) for problem in shown],
        **counts_of(problems),
    }
    return Answer(text_of([f"{path} written", as_text(shown)]), data)


def _all(given: Given) -> Place:
    return Place(str(given.path))


def _with_end(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def _encoded(contents: Mapping[Path, str]) -> dict[Path, bytes]:
    return {path: text.encode() for path, text in contents.items()}
