"""Makes the manifest of a composed paper, with the printed order of every version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from string import ascii_uppercase
from typing import cast

from quizgen.bank.backside import source_name
from quizgen.bank.base import FactBase
from quizgen.deck.model import Provenance
from quizgen.forms.exercise import Exercise
from quizgen.markup.plain import plain
from quizgen.media.model import Media
from quizgen.quiz.arrange import Placed
from quizgen.quiz.compose import Paper
from quizgen.quiz.manifest import (
    Address,
    ItemOrder,
    Manifest,
    Marking,
    PaperSize,
    Picture,
    PictureMark,
    QuizItem,
    QuizSection,
    Source,
    Student,
    Version,
)
from quizgen.quiz.versions import arrange_all


def make_manifest(base: FactBase, paper: Paper, students: Sequence[Student] = ()) -> Manifest:
    """Return the manifest of a paper: a version for each student, or as many as it asks for."""
    deck, quiz = base.deck, paper.quiz
    return Manifest(
        deck=deck.id,
        title=quiz.title or deck.title,
        language=deck.language,
        seed=quiz.seed,
        # The table of a deck's keys and the command line allow no other sizes.
        paper=cast(PaperSize, quiz.paper),
        items=tuple(quiz_item(exercise) for exercise in paper.exercises),
        sections=tuple(
            QuizSection(each.title, each.instructions, float(each.points), each.continues)
            for each in paper.sections
        ),
        versions=tuple(_versions(paper, students)),
        source=source_name(base, Provenance()),
        marking=Marking(float(quiz.wrong), quiz.partial),
        instructions=quiz.instructions,
        address=cast(Address, quiz.address),
    )


def _versions(paper: Paper, students: Sequence[Student]) -> Iterator[Version]:
    """Yield a version for each student, or one for each letter without students."""
    letters = ascii_uppercase[: paper.quiz.versions]
    names = [f"student {each.number}" for each in students] or list(letters)
    sections = [section.exercises for section in paper.sections]
    arranged = arrange_all(sections, paper.quiz.seed, names, alone=bool(students))
    index = {exercise.id: number for number, exercise in enumerate(paper.exercises)}
    orders = (tuple(_places(section, index) for section in sections) for sections in arranged)
    if students:
        for student, order in zip(students, orders, strict=True):
            yield Version(student.number, order, student)
    else:
        for letter, order in zip(letters, orders, strict=True):
            yield Version(letter, order)


def _places(section: Iterable[Placed], index: dict[str, int]) -> tuple[ItemOrder, ...]:
    return tuple(ItemOrder(index[each.exercise.id], each.options, each.left) for each in section)


def quiz_item(exercise: Exercise) -> QuizItem:
    """Return an exercise as an item of a manifest."""
    return QuizItem(
        id=exercise.id,
        form=exercise.form,
        facts=exercise.facts,
        field=exercise.field,
        stem=exercise.stem,
        options=exercise.options,
        key=exercise.key,
        left=exercise.left,
        answer=exercise.answer,
        remarks=exercise.told.remarks,
        cited=tuple(Source(each.source, each.paragraph) for each in exercise.told.cited),
        difficulty=round(exercise.difficulty, 3),
        pictures=_pictures(exercise.pictures),
        option_pictures=_pictures(exercise.option_pictures),
    )


def plain_item(item: QuizItem) -> QuizItem:
    """Return an item whose texts have no markup."""
    return replace(
        item,
        stem=plain(item.stem),
        options=tuple(map(plain, item.options)),
        left=tuple(map(plain, item.left)),
        answer=plain(item.answer),
        remarks=tuple(map(plain, item.remarks)),
    )


def _pictures(media: Iterable[Media]) -> tuple[Picture, ...]:
    files = ((each, each.file) for each in media if each.file)
    return tuple(
        Picture(file.name, each.alt, file.width, file.height, _marks(each)) for each, file in files
    )


def _marks(media: Media) -> tuple[PictureMark, ...]:
    return tuple(
        PictureMark(mark.label, mark.shape.kind, _rounded(mark.shape.points))
        for mark in media.marks
    )


def _rounded(points: Iterable[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    return tuple((round(across, 5), round(down, 5)) for across, down in points)
