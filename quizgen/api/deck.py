"""A deck, and how to load one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Unpack

from quizgen.anki.make_notes import wanted_cards
from quizgen.api.export import Export, export_with
from quizgen.api.made import AnkiDeck, PracticePage, StudyCards
from quizgen.api.quiz import Quiz
from quizgen.checking.problems import errors, further_problems
from quizgen.diagnostics import Diagnostic, QuizgenError, did_you_mean, has_errors
from quizgen.export.cards import CardSettings
from quizgen.export.html import HtmlSettings
from quizgen.export.settings import (
    AnyPath,
    QuizSettings,
    card_grid,
    card_kinds,
    folders,
    quiz_options,
)
from quizgen.export.writer import Source
from quizgen.project import Project, read_projects
from quizgen.quiz.make_manifest import plain_item, quiz_item
from quizgen.quiz.manifest import QuizItem as Item


def load(path: AnyPath, *, language: str | None = None) -> Deck:
    """Read a deck file with everything that it includes.

    Of a deck in several languages, take the one with the code `language`, or its first one.
    Raises QuizgenError with all errors of the deck, and ValueError if it lacks the language.
    `Deck.check` returns its warnings.
    """
    projects, problems = read_projects([Path(path)], language or "")
    if has_errors(problems):
        raise QuizgenError(problems)
    deck = Deck(projects[0], problems)
    if language and deck.language != language:
        fix = did_you_mean(language, deck.languages)
        raise ValueError(f"the deck is not in `{language}`; {fix}")
    return deck


class Deck:
    """A deck without errors; `load` makes one."""

    def __init__(self, project: Project, problems: Iterable[Diagnostic] = ()) -> None:
        self._project = project
        self._problems = tuple(problems)

    def __repr__(self) -> str:
        return f"<quizgen.Deck {self.id}: {len(self._project.deck.own_facts)} facts>"

    @property
    def id(self) -> str:
        """Return the permanent id of the deck."""
        return self._project.deck.id

    @property
    def title(self) -> str:
        """Return the title of the deck."""
        return self._project.deck.title

    @property
    def language(self) -> str:
        """Return the code of the language that the deck is in here."""
        return self._project.deck.language

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of all languages that the deck file holds."""
        return self._project.deck.languages or (self.language,)

    @property
    def files(self) -> tuple[Path, ...]:
        """Return all files that the deck was read from, its own first.

        They are its includes, tables, pictures, sounds and templates, the text of its source, and
        the files of the decks that it refers to.
        """
        return tuple(map(Path, self._project.deck.inputs))

    def check(
        self, *, lint: bool = True, font_folders: Sequence[AnyPath] = ()
    ) -> tuple[Diagnostic, ...]:
        """Return the problems that `quizgen check` reports; none if the deck is fine.

        Without `lint`, cards and written options are not examined. `font_folders` hold fonts that
        you print with.
        """
        found = further_problems(self._project, folders(font_folders), lint=lint)
        return (*self._problems, *found)

    def items(
        self,
        *,
        forms: Sequence[str] | None = None,
        options: int | None = None,
        seed: int | None = None,
    ) -> tuple[Item, ...]:
        """Return every item of the bank that has one of the `forms`.

        An item's options stand in its own order, not in a printed one; `key` has the indices of
        the right ones. Texts are plain, without markup. Items that play a sound are left out. The
        deck decides about what you leave out.
        """
        settings = quiz_options({"forms": forms, "options": options, "seed": seed})
        made = map(quiz_item, self._project.exercises(settings))
        return tuple(map(plain_item, made))

    def quiz(self, *, students: AnyPath | None = None, **settings: Unpack[QuizSettings]) -> Quiz:
        """Compose a quiz; the same deck, settings and seed give the same quiz.

        `students` is a roster (.csv or .xlsx): each student gets a paper with an order of its own;
        with `versions`, the students take turns with so many orders.
        The other settings are those of `QuizSettings`: title, instructions, items, options, seed,
        forms, paper, versions, wrong, partial.
        Raises QuizgenError if no item can be made, or if the roster can't be read.
        """
        options = quiz_options(settings)
        self._require_sound()
        return Quiz(self._project, options, None if students is None else Path(students))

    def anki(
        self,
        *,
        choice: bool | None = None,
        typed: bool | None = None,
        subdecks: bool | None = None,
    ) -> AnkiDeck:
        """Return the deck for Anki; the deck decides about None.

        `choice` adds multiple-choice cards, `typed` cards whose answer is typed in, and
        `subdecks` makes a deck within the deck for each kind of fact.
        """
        self._require_sound()
        asked = {"choice": choice, "typed": typed, "subdecks": subdecks}
        return AnkiDeck(self._project, wanted_cards(self._project.deck.anki, **asked))

    def cards(  # noqa: PLR0913 - each has a sensible default, and is given by name
        self,
        *,
        kinds: Sequence[str] = (),
        columns: int = 2,
        rows: int = 4,
        paper: str | None = None,
        flip: str = "long",
        font: str = "",
        font_folders: Sequence[AnyPath] = (),
        template: AnyPath | None = None,
    ) -> StudyCards:
        """Return study cards to print on both sides and cut, of some `kinds` of fact or of all.

        A page has `columns` (1 to 5) by `rows` (1 to 8) cards. `flip` is the edge over which the
        printer turns the paper, ``long`` or ``short``. `font`, `font_folders` and `template` are
        as in `PrintSettings`.
        """
        self._require_sound()
        settings = CardSettings(
            card_kinds(self._project, kinds),
            card_grid(columns, rows, paper or self._project.deck.quiz.paper, flip),
            folders(font_folders),
            font,
            None if template is None else Path(template),
        )
        return StudyCards(self._project, settings)

    def practice_page(
        self,
        *,
        exam: bool = False,
        items: int | None = None,
        seed: int | None = None,
        forms: Sequence[str] | None = None,
    ) -> PracticePage:
        """Return a page on which to practise the deck in a browser, without a network.

        It asks each question once, or all items of the `forms`, or as many `items` as a paper
        would. An `exam` shows nothing until its end; its key is in the page's source. The deck
        decides about None. Raises QuizgenError if there is no question.
        """
        self._require_sound()
        options = quiz_options({"items": items, "seed": seed, "forms": forms})
        return PracticePage(self._project, HtmlSettings(exam, options=options))

    def export(self, writer: str, settings: object = None) -> Export:
        """Return the bank in the format of a writer, by its name in `quizgen.export.registry`.

        Raises ValueError if there is no such writer, or if it writes quizzes only.
        """
        self._require_sound()
        return export_with(writer, Source(self._project, place_of=self._project.place_of), settings)

    def _require_sound(self) -> None:
        found = errors(self._project)
        if found:
            raise QuizgenError(found)
