"""Chooses the questions of a page: all of a deck, some of them, or those of a printed quiz."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.diagnostics import Place
from quizgen.exchange.of_bank import questions_of_bank, questions_of_paper
from quizgen.exchange.of_quiz import Asked, questions_of_quiz
from quizgen.practice.page_data import PageSettings
from quizgen.project import Project, QuizOptions
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.printed_items import printed


@dataclass(frozen=True, slots=True)
class PrintedQuiz:
    """A printed quiz: its manifest, its pictures by the names of their files, and its place."""

    manifest: Manifest
    pictures: Mapping[str, bytes]
    place: Place


def asked_of_deck(
    project: Project, options: QuizOptions, *, exam: bool
) -> tuple[Asked, PageSettings]:
    """Return the questions of a deck, and what the page needs to know of them.

    An exam and a page with a number of items are composed as a paper is, so that no question gives
    another one away. Raises QuizgenError if there is no question.
    """
    seed = project.deck.quiz.seed if options.seed is None else options.seed
    settings = PageSettings(exam=exam, seed=seed)
    if not exam and options.items is None:
        return questions_of_bank(project, options, sounds=True), settings
    return questions_of_paper(project, options, keeps_order=exam), settings


def asked_of_quiz(
    project: Project | None, quiz: PrintedQuiz, version: str, *, exam: bool
) -> tuple[Asked, PageSettings]:
    """Return the questions of a printed quiz in the order of a version, "" for the first one.

    The deck (`project`) adds why tempting options are wrong, and further accepted answers.
    """
    manifest = quiz.manifest
    versions = {each.version: each for each in manifest.versions}
    chosen = versions.get(version, manifest.versions[0])
    asked = questions_of_quiz(manifest, quiz.pictures, project, chosen.version, quiz.place)
    numbers = {
        each.item.id: each.number for section in printed(manifest, chosen) for each in section
    }
    settings = PageSettings(
        exam=exam,
        seed=manifest.seed,
        version=chosen.version,
        printed=numbers,
        student=chosen.student,
    )
    return asked, settings
