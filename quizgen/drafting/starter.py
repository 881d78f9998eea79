"""A new deck as text: a commented header, and facts as examples to replace."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from quizgen.drafting.article import Article
from quizgen.resources import shipped

SCHEMA = "quizgen.schema.json"
DEFAULT_KINDS = ("people", "events", "terms")

_HEADER = """\
# yaml-language-server: $schema={schema}
# The permanent id of the deck. Never change it: learners' reviews in Anki depend on it.
deck: {id}
# You may change the title, and everything below, at any time.
title: {title}
# The language of the questions: de, en, es, fr or ru.
language: en
"""
_NO_SOURCE = """\
# Where the facts come from. With `paragraph: 3` in a fact, its answer cites the paragraph.
# source:
#   title: The title of the article
#   author: Its author
#   url: https://example.org/article
"""
_SETTINGS = """\
# The printed quiz.
quiz:
  items: 20
  # versions: 4
"""
# Forms that ask about facts without a single answer.
_FORMS = {"steps": ("sequence", "ordering"), "lists": ("classification",)}
_FACTS = """\
# Facts stand under their kind, each under an id of your own, which is permanent too.
# These are examples: replace them. `quizgen kinds` lists all kinds of fact, and
# `quizgen kinds {kind}` shows what you can say about one.
"""

# The files with examples are quizgen's own: facts stand two spaces in, and their keys four.
_SECTION = re.compile(r"^(?P<name>\w+):\n(?P<facts>(?: .*\n)+)", re.MULTILINE)
_FACT = re.compile(r"(?:  #.*\n)*  (?P<id>[\w-]+):.*\n(?:    .*\n)*")


@cache
def starter_kinds() -> tuple[str, ...]:
    """Return the kinds of fact that have examples."""
    return tuple(sorted(path.stem for path in _folder().glob("*.yaml")))


def starter_deck(
    deck_id: str, title: str, kinds: Iterable[str] = (), article: Article | None = None
) -> str:
    """Return a deck with examples of these kinds, by default of the most common ones.

    With an article, the deck names it as its source and lists its paragraphs by their numbers.
    """
    wanted = tuple(dict.fromkeys(kinds)) or DEFAULT_KINDS
    parts = [
        _HEADER.format(schema=SCHEMA, id=deck_id, title=_quoted(title)),
        _source(article) if article else _NO_SOURCE,
        _settings(wanted),
        _FACTS.format(kind=wanted[0]),
        *_examples(wanted),
    ]
    return "\n".join(parts)


def _settings(kinds: Iterable[str]) -> str:
    forms = [form for kind in kinds for form in _FORMS.get(kind, ())]
    named = f"  forms: [{', '.join(('choice', *forms))}]\n" if forms else ""
    return _SETTINGS + named


def _source(article: Article) -> str:
    lines = ["# Where the facts come from.", "source:", f"  title: {_quoted(article.title)}"]
    if article.paragraphs:
        first = article.paragraphs[0]
        lines += [f"  first_paragraph: {_quoted(first)}", "", _NUMBERS]
    listed = [f"#  {number:>3}  {words}" for number, words in enumerate(article.paragraphs, 1)]
    return "\n".join([*lines, *listed]) + "\n"


_NUMBERS = "# The paragraphs by their numbers: write `paragraph: 1` into the facts of the first."


def _examples(kinds: Iterable[str]) -> list[str]:
    """Return the sections with the examples of the kinds.

    Examples of one kind may need facts of another: each fact is written once.
    """
    sections: dict[str, dict[str, str]] = {}
    for kind in kinds:
        text = (_folder() / f"{kind}.yaml").read_text(encoding="utf-8")
        for section, name, entry in _entries(text):
            sections.setdefault(section, {}).setdefault(name, entry)
    return [f"{name}:\n{''.join(entries.values())}" for name, entries in sections.items()]


def _entries(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield the section, the id and the lines of each fact, with the comments above it."""
    for section in _SECTION.finditer(text):
        for fact in _FACT.finditer(section["facts"]):
            yield section["name"], fact["id"], fact[0]


def _folder() -> Path:
    return shipped("templates") / "starters"


def _quoted(text: str) -> str:
    """Return a text as YAML takes it on one line."""
    return json.dumps(text, ensure_ascii=False)
