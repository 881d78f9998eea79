"""Makes the manifest of a composed paper, with the printed order of every version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import cycle
from string import ascii_uppercase
from typing import cast

from quizgen.bank.backside import source_name
from quizgen.bank.base import FactBase
from quizgen.deck.model.facts import Provenance
from quizgen.forms.exercise import Exercise
from quizgen.forms.form import AnswerIn
from quizgen.forms.registry import form_of
from quizgen.markup.plain import plain
from quizgen.media.model import Media
from quizgen.quiz.arrange import Placed
from quizgen.quiz.compose import Paper
from quizgen.quiz.manifest import (
    Address,
    Criterion,
    HeadField,
    HeadName,
    ItemOrder,
    Manifest,
    Mark,
    Marking,
    PaperSize,
    Passage,
    Picture,
    PictureMark,
    QuizItem,
    QuizSection,
    Source,
    Student,
    Version,
)
from quizgen.quiz.versions import arrange_all


def make_manifest(
    base: FactBase, paper: Paper, students: Sequence[Student] = (), *, shared: bool = False
) -> Manifest:
    """Return the manifest of a paper: a version for each student, or as many as it asks for.

    If they are `shared`, each student has one of as many versions as the paper asks for; they take
    turns, so that neighbours on the roster have different ones.
    """
    deck, quiz = base.deck, paper.quiz
    return Manifest(
        deck=deck.id,
        title=quiz.title or deck.title,
        language=deck.language,
        seed=quiz.seed,
        # The table of a deck's keys and the command line allow no other sizes.
        paper=cast(PaperSize, quiz.paper),
        items=tuple(_worth(base, exercise) for exercise in paper.exercises),
        sections=tuple(
            QuizSection(each.title, each.instructions, float(each.points), each.continues)
            for each in paper.sections
        ),
        versions=tuple(_shared(paper, students) if shared else _versions(paper, students)),
        source=source_name(base, Provenance()),
        marking=Marking(float(quiz.wrong), quiz.partial),
        instructions=quiz.instructions,
        head=tuple(HeadField(cast(HeadName, name), words) for name, words in quiz.head),
        passages=tuple(_passages(base, paper)),
        logo=next(iter(_pictures([quiz.logo] if quiz.logo else [])), None),
        cover=quiz.cover,
        cover_text=quiz.cover_text,
        scale=tuple(Mark(mark.name, float(mark.least)) for mark in quiz.scale),
        address=cast(Address, quiz.address),
    )


def _passages(base: FactBase, paper: Paper) -> Iterator[Passage]:
    """Yield the passages that the exercises of a paper refer to."""
    named = {each.passage for each in paper.exercises}
    for each in base.deck.passages.values():
        if each.id in named:
            pictures = _pictures([each.picture] if each.picture else [])
            yield Passage(each.id, each.title, each.text, pictures)


def _worth(base: FactBase, exercise: Exercise) -> QuizItem:
    """Return an exercise as an item, with what its fact says about its points and room."""
    found = [base.deck.facts[fact] for fact in exercise.facts if fact in base.deck.facts]
    points = {fact.points for fact in found}
    worth = points.pop() if len(points) == 1 else None
    item = replace(quiz_item(exercise), points=None if worth is None else float(worth))
    if form_of(item).answer_in is not AnswerIn.LINES or len(found) != 1:
        return item
    rubric = tuple(Criterion(each.words, float(each.points)) for each in found[0].rubric)
    return replace(item, lines=found[0].lines, rubric=rubric)


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


def _shared(paper: Paper, students: Sequence[Student]) -> Iterator[Version]:
    """Yield a version for each student, in turn one of the lettered ones."""
    lettered = list(_versions(paper, ()))
    for student, version in zip(students, cycle(lettered), strict=False):
        yield Version(student.number, version.sections, student, version.version)


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
        accepted=exercise.accepted,
        passage=exercise.passage,
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
