"""From deck files to projects: a sound deck with its questions, its items and its papers."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cached_property
from itertools import islice
from pathlib import Path

from quizgen.anki.vet_templates import vet
from quizgen.bank.base import FactBase
from quizgen.bank.items import Item, Without, make_items
from quizgen.bank.prompts import Prompt, make_prompts
from quizgen.bank.wording import Wording
from quizgen.deck.collisions import check_collisions
from quizgen.deck.load import load_deck
from quizgen.deck.model import Deck
from quizgen.diagnostics import (
    MAX_PROBLEMS,
    Diagnostic,
    Place,
    Problems,
    QuizgenError,
    Severity,
    has_errors,
)
from quizgen.forms.exercise import Exercise
from quizgen.forms.registry import form_names, make_exercises
from quizgen.quiz.compose import Paper, compose, with_options


@dataclass(frozen=True, slots=True)
class QuizOptions:
    """What a printed quiz is to be like; None leaves it to the deck."""

    title: str | None = None
    instructions: str | None = None
    items: int | None = None
    options: int | None = None
    seed: int | None = None
    paper: str | None = None
    forms: tuple[str, ...] | None = None
    versions: int | None = None
    wrong: Decimal | None = None
    partial: bool | None = None


class Project:
    """A sound deck with everything that is made from it, each made when first asked for."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self._questions: dict[tuple[int, int], tuple[Item | Without, ...]] = {}

    @cached_property
    def base(self) -> FactBase:
        """Return the fact base."""
        return FactBase(self.deck, Wording(self.deck.language))

    @cached_property
    def prompts(self) -> tuple[Prompt, ...]:
        """Return every question that the facts give."""
        return tuple(make_prompts(self.base))

    def items(self, options: QuizOptions) -> tuple[Item, ...]:
        """Return every multiple-choice item that the facts give."""
        return tuple(each for each in self.questions(options) if isinstance(each, Item))

    def questions(self, options: QuizOptions) -> tuple[Item | Without, ...]:
        """Return for every prompt its multiple-choice item, or why it has none."""
        quiz = self.deck.quiz
        count, seed = _or(options.options, quiz.options), _or(options.seed, quiz.seed)
        if (count, seed) not in self._questions:
            made = make_items(self.base, self.prompts, count, quiz.at_least, seed)
            self._questions[count, seed] = tuple(made)
        return self._questions[count, seed]

    def exercises(self, options: QuizOptions) -> tuple[Exercise, ...]:
        """Return every exercise of the forms asked for, those of the deck's quiz if none are."""
        forms = options.forms or self.deck.quiz.forms
        return tuple(
            make_exercises(
                self.base, self.questions(options), forms, _or(options.seed, self.deck.quiz.seed)
            )
        )

    def paper(self, options: QuizOptions) -> Paper:
        """Return a paper; raises QuizgenError where no exercise at all can be made."""
        given = {each.name: getattr(options, each.name) for each in fields(options)}
        quiz = with_options(self.deck.quiz, **given)
        told = tuple(self._unprinted(options))
        try:
            paper = compose(
                self.base, self.questions(options), quiz, asked=options.items is not None
            )
        except QuizgenError as error:
            raise QuizgenError([*error.diagnostics, *told]) from None
        return replace(paper, diagnostics=(*paper.diagnostics, *told))

    def _unprinted(self, options: QuizOptions) -> Iterator[Diagnostic]:
        """Tell how many items are left out of a paper for the sounds that they need."""
        sounding = [
            item
            for item in self.items(options)
            if any(media.kind == "audio" for media in item.prompt.media)
        ]
        if sounding:
            message = f"{len(sounding)} of the items play a sound, and are left out of the paper"
            yield Diagnostic(
                "Q403", message, self.deck.place, "as cards in Anki they are whole", Severity.INFO
            )

    def place_of(self, fact: str) -> Place:
        """Return where a fact (``kind/id``) is written, or a section of the quiz (``section 1``)."""
        sections = {
            f"section {number}": each.place
            for number, each in enumerate(self.deck.quiz.sections, 1)
        }
        found = self.deck.facts.get(fact)
        if place := sections.get(fact):
            return place
        return found.place if found else self.deck.place


def _or(value: int | None, default: int) -> int:
    return default if value is None else value


def read_projects(paths: list[Path]) -> tuple[list[Project], list[Diagnostic]]:
    """Read decks; a deck with errors gives no project, and two decks may not share an id.

    A file that another of the decks includes is no deck of its own. A deck that is reached by a link is where the
    link leads: its pictures, its includes and its lock are there.
    """
    paths = [_followed(path) for path in paths]
    loaded = [load_deck(path, form_names()) for path in paths]
    included = {
        os.path.realpath(file) for each in loaded if each.deck for file in each.deck.files[1:]
    }
    kept = [
        each
        for path, each in zip(paths, loaded, strict=True)
        if os.path.realpath(path) not in included
    ]
    problems = Problems()
    check_collisions([each.deck for each in kept if each.deck], problems)
    vetted = (
        problem
        for each in kept
        if each.deck
        for problem in islice(vet(each.deck.anki.looks), MAX_PROBLEMS)
    )
    diagnostics = [
        *(problem for each in kept for problem in each.diagnostics),
        *vetted,
        *problems.found,
    ]
    sound = [each.deck for each in kept if each.deck and not has_errors(each.diagnostics)]
    return [Project(deck) for deck in sound], diagnostics


def _followed(path: Path) -> Path:
    # Path.is_symlink raises for names that no file can have; those are refused when they are read.
    linked = os.path.islink(path) and os.path.isfile(path)  # noqa: PTH113, PTH114
    return Path(os.path.realpath(path)) if linked else path
