"""A whole deck in memory: its header, its facts and its kinds."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct

from quizgen.aside import WithAside
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.anki import AnkiDefaults
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.kinds import Kind
from quizgen.deck.model.quiz import Passage, QuizDefaults
from quizgen.diagnostics import Place


class Source(WithAside, frozen=True):
    """The source of the facts.

    `first_paragraph` says how its paragraph 1 begins, and `last_paragraph` how its last one does.
    Questions about its claims say that it is `called` so: the article. `text` is the path of the
    file that holds its text, and stands at `text_place`.
    """

    ASIDE = frozenset({"text_place"})

    title: str = ""
    author: str = ""
    publisher: str = ""
    published: PartialDate | None = None
    url: str = ""
    as_of: PartialDate | None = None
    first_paragraph: str = ""
    last_paragraph: str = ""
    called: str = ""
    text: str = ""
    text_place: Place | None = None


class Rejected(Struct, frozen=True):
    """The wrong options that a question never offers, each with its place."""

    place: Place
    texts: tuple[tuple[str, Place], ...]


class Deck(Struct, frozen=True):
    """A whole deck: its header, its facts by ``kind/id`` in source order, and all kinds by key.

    `files` are the files that it was read from, the deck's own first, and `other_files` those of
    the decks that it refers to; `lint_off` holds the codes of the lint rules that it turns off.

    A deck with texts in several `languages` is in one of them here, and `variant` is the code of
    that language if it is part of the deck's id. `own_language` is the `language` that the author
    wrote, "" for none. `has_own_name` tells whether the name of the deck in Anki is written for
    this language. `passages` are what several items share on paper, by id. `rejected` are the wrong
    options that the author has struck out, by the id of the question.
    """

    id: str
    title: str
    place: Place
    language: str = "en"
    description: str = ""
    tags: tuple[str, ...] = ()
    source: Source = Source()
    quiz: QuizDefaults = QuizDefaults()
    anki: AnkiDefaults = AnkiDefaults()
    assume: str = ""
    lint_off: tuple[str, ...] = ()
    facts: Mapping[str, Fact] = {}
    kinds: Mapping[str, Kind] = {}
    files: tuple[str, ...] = ()
    other_files: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    variant: str = ""
    own_language: str = ""
    has_own_name: bool = False
    passages: Mapping[str, Passage] = {}
    rejected: Mapping[str, Rejected] = {}

    @property
    def own_facts(self) -> tuple[Fact, ...]:
        """Return the facts of the deck itself, without those of other decks."""
        return tuple(fact for fact in self.facts.values() if not fact.deck)

    @property
    def inputs(self) -> tuple[str, ...]:
        """Return all files that decide what the deck says, and how it looks, the deck's own first.

        They are the files that it was read from, the text of its source, its template for print,
        the answers of classes, and the files of the decks that it refers to.
        """
        more = []
        if self.source.text:
            more.append(str(Path(self.files[0]).parent / self.source.text))
        if self.quiz.template:
            more.append(self.quiz.template.path)
        more += self.quiz.responses
        return tuple(dict.fromkeys((*self.files, *more, *self.other_files)))
