"""Finding and reading the decks that a command works on."""

from __future__ import annotations

import logging
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from quizgen.cli.output import echo
from quizgen.cli.problems import PROBLEMS, USAGE, show_problems

if TYPE_CHECKING:
    # Loaded late, so that `quizgen --help` starts quickly.
    from quizgen.diagnostics import Diagnostic
    from quizgen.project import Project

_LOG = logging.getLogger(__name__)
_MOST_NAMED = 10
_START = """\
There is no deck in this folder. Start one: quizgen new my-deck
Or name a deck that lies elsewhere: quizgen build PATH.yaml"""


def find_decks(named: tuple[Path, ...]) -> list[Path]:
    """Return the decks to work on; explain how to start and exit if there are none.

    A file that is not readable as text may be a deck: the reader then reports what is wrong.
    """
    from quizgen.yaml.text import is_text, names_a_deck

    found = list(dict.fromkeys(named)) or _yaml_files(Path("decks"))
    if found:
        return found
    beside = _yaml_files(Path())
    found = [path for path in beside if names_a_deck(path)]
    for path in beside:
        if path not in found:
            _LOG.info("skips %s: no line of it begins with `deck:`", path)
    found = found or [path for path in beside if not is_text(path)]
    if not found:
        echo("\n\n".join([_START, *map(_not_a_deck, beside[:_MOST_NAMED])]), err=True)
        sys.exit(USAGE)
    return found


def _yaml_files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.suffix in {".yaml", ".yml"})


def _not_a_deck(path: Path) -> str:
    return f"{path} is not a deck: it has no line that begins with `deck:`"


def read_decks(
    paths: list[Path], language: str | None = None
) -> tuple[list[Project], list[Diagnostic]]:
    """Read decks in all their languages, or in one: the first for an empty `language`.

    Returns the sound ones and all problems; exits if no deck has the language.
    """
    from quizgen.diagnostics import has_errors
    from quizgen.project import read_projects

    projects, problems = read_projects(paths, language)
    if not language:
        return projects, problems
    spoken = [each for each in projects if each.deck.language == language]
    if not spoken and not has_errors(problems):
        _refuse_language(language, projects)
    return spoken, problems


def _refuse_language(language: str, projects: list[Project]) -> None:
    from quizgen.diagnostics import did_you_mean

    decks = [each.deck for each in projects]
    known = {code for deck in decks for code in (*deck.languages, deck.language)}
    what = "the deck is" if len(decks) == 1 else "none of the decks is"
    negation = "not " if len(decks) == 1 else ""
    fix = did_you_mean(language, known)
    raise click.UsageError(f"--language: {what} {negation}in `{language}`; {fix}")


def sound_projects(paths: list[Path], language: str | None = None) -> list[Project]:
    """Read decks and show their problems; exit if any problem is an error.

    `language` is as in `read_decks`.
    """
    from quizgen.diagnostics import has_errors

    projects, problems = read_decks(paths, language)
    show_problems(problems)
    if has_errors(problems):
        sys.exit(PROBLEMS)
    return projects


def projects_to_make(paths: list[Path], language: str | None = None) -> list[Project]:
    """Read decks to build from; exit also if `quizgen check` finds an error in their questions."""
    from quizgen.checking.problems import by_file, errors

    projects = sound_projects(paths, language)
    found = by_file(projects, errors)
    show_problems(found)
    if found:
        sys.exit(PROBLEMS)
    return projects
