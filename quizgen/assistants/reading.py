"""Reads the deck and the article that an assistant gives."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quizgen.assistants.folder import ARTICLES, MOST_CHARACTERS, Given, inside, refused
from quizgen.deck.load import Loaded, load_deck
from quizgen.deck.variants import in_variant, together
from quizgen.diagnostics import Diagnostic, QuizgenError, has_errors
from quizgen.forms.registry import form_names
from quizgen.grounding.source import Articles
from quizgen.project import Project, read_projects
from quizgen.sandbox.temporary import temporary_folder


def read(given: Given, language: str | None = None) -> tuple[list[Project], list[Diagnostic]]:
    """Return a deck in all its languages, or in one, and all its problems.

    `language` is as in `read_projects`.
    """
    if given.text is None:
        return read_projects([given.path], language)
    first = _loaded(given, language or "")
    others = first.languages if language is None else ()
    loaded = [first, *(_loaded(given, code) for code in others if code != first.language)]
    problems = together({each.language: each.diagnostics for each in loaded})
    if has_errors(problems):
        return [], problems
    decks = [each.deck for each in loaded if each.deck]
    return [Project(in_variant(deck, decks[0].language)) for deck in decks], problems


def _loaded(given: Given, language: str) -> Loaded:
    return load_deck(given.path, form_names(), given.contents, language)


def sound(given: Given, language: str = "") -> Project:
    """Return a deck in one language; raises QuizgenError if it has errors."""
    projects, problems = read(given, language)
    if has_errors(problems):
        raise QuizgenError(problems)
    return projects[0]


@contextmanager
def given_articles(article: str, article_text: str) -> Iterator[Articles]:
    """Yield what finds the article of a deck: a file, a text, or what the deck names.

    Raises QuizgenError as `given_source` does.
    """
    if article or article_text:
        with given_source(article, article_text) as path:
            yield Articles(path)
    else:
        yield Articles()


@contextmanager
def given_source(article: str, article_text: str) -> Iterator[Path]:
    """Yield the file of an article, or one that holds its text.

    Raises QuizgenError for a file outside the folder, for too long a text, and if there is
    neither file nor text.
    """
    if article:
        yield inside(article, ARTICLES)
    elif article_text:
        if len(article_text) > MOST_CHARACTERS:
            message = f"the article has more than {MOST_CHARACTERS:,} characters"
            raise refused("Q605", message, "article_text", "give the part that the facts come from")
        with temporary_folder() as folder:
            path = Path(folder) / "article.txt"
            path.write_text(article_text, encoding="utf-8", errors="replace")
            yield path
    else:
        raise refused("Q631", "there is no article", "", "give `article` or `article_text`")
