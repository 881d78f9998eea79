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
    from quizgen.cli.unchanged import Again
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


def read_again(again: Again, language: str | None = None) -> list[Project]:
    """Read the decks that have changed since an equal run; exit if no deck has the language.

    Returns the sound ones, in all their languages, or in one: the first for an empty `language`.
    """
    return _spoken(again.read(language), language, again.problems_of_reading, again.unchanged)


def _spoken(
    projects: list[Project], language: str | None, problems: list[Diagnostic], others: int = 0
) -> list[Project]:
    """Return the decks in a language; exit if there is none, and no `others` that may have it."""
    from quizgen.diagnostics import has_errors

    if not language:
        return projects
    spoken = [each for each in projects if each.deck.language == language]
    if not (spoken or others or has_errors(problems)):
        _refuse_language(language, projects)
    return spoken


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

    `language` is as in `read_again`.
    """
    from quizgen.project import read_projects

    projects, problems = read_projects(paths, language)
    spoken = _spoken(projects, language, problems)
    _exit_on_errors(problems)
    return spoken


def sound_again(again: Again, language: str | None = None) -> list[Project]:
    """Read the decks that have changed as `read_again` does, and show the problems of all decks.

    Exits if any problem is an error.
    """
    projects = read_again(again, language)
    _exit_on_errors(again.problems_of_reading)
    return projects


def _exit_on_errors(problems: list[Diagnostic]) -> None:
    from quizgen.diagnostics import has_errors

    show_problems(problems)
    if has_errors(problems):
        sys.exit(PROBLEMS)


def projects_to_make(paths: list[Path], language: str | None = None) -> list[Project]:
    """Read decks to build from; exit also if `quizgen check` finds an error in their questions."""
    return _without_errors(sound_projects(paths, language))


def projects_to_make_again(again: Again, language: str | None = None) -> list[Project]:
    """Read the decks to build from that have changed since an equal run; exit as for all decks."""
    return _without_errors(sound_again(again, language))


def _without_errors(projects: list[Project]) -> list[Project]:
    from quizgen.checking.problems import by_file, errors

    found = by_file(projects, errors)
    show_problems(found)
    if found:
        sys.exit(PROBLEMS)
    return projects
