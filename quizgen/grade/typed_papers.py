"""Marks the papers of students who answered in a table, and asks about what nobody can decide."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from quizgen.diagnostics import Problems, QuizgenError
from quizgen.grade.corrections import BLANK, Corrections
from quizgen.grade.grading import Paper, ToReview, asked_in, decisions, marked
from quizgen.grade.readings import PageReading, RowReading, Status
from quizgen.language.labels import load_labels
from quizgen.paper.answer_sheet_rows import rows_of
from quizgen.quiz.geometry import Row
from quizgen.quiz.manifest import Manifest, Student, Version
from quizgen.quiz.score import Decision, Marks


@dataclass(frozen=True, slots=True)
class Answers:
    """What a student answered in a row of a table.

    `source` names the row for people. `decided` has what the cells say about the rows of a sheet,
    by their labels; `typed` has the cells of items that a person marks.
    """

    source: str
    student: Student
    version: Version
    decided: Mapping[str, Decision]
    typed: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TypedPaper:
    """Answers, with the rows that a sheet would have, and a page that corrections can name."""

    answers: Answers
    rows: tuple[Row, ...]
    page: PageReading


def typed_papers(manifest: Manifest, answers: Sequence[Answers]) -> tuple[TypedPaper, ...]:
    """Return the papers of students, in the same order.

    A page's id depends on the student, and not on the place in the table: exports grow.
    """
    labels = load_labels(manifest.language).texts
    rows = {each.version: rows_of(manifest, each, labels) for each in manifest.versions}
    seen: dict[str, int] = {}
    papers = []
    for each in answers:
        who = repr((each.student.number, each.student.name, each.student.group))
        count = seen[who] = seen.get(who, 0) + 1
        page = _page(each, rows[each.version.version], f"{who} {count}")
        papers.append(TypedPaper(each, rows[each.version.version], page))
    return tuple(papers)


def _page(answers: Answers, rows: Sequence[Row], who: str) -> PageReading:
    read = tuple(RowReading(row.label, _letters(answers, row), (), 1.0) for row in rows)
    digest = hashlib.sha256(who.encode()).hexdigest()
    return PageReading(answers.source, digest, 0, Status.READ, rows=read)


def _letters(answers: Answers, row: Row) -> tuple[str, ...]:
    said = answers.decided.get(row.label)
    return (
        tuple(each for each in row.letters if each in said) if isinstance(said, frozenset) else ()
    )


def marked_papers(
    manifest: Manifest, papers: Sequence[TypedPaper], corrections: Corrections
) -> list[Paper]:
    """Return the marked papers; raises QuizgenError for corrections that make no sense (Q722)."""
    problems = Problems()
    made = [_marked(manifest, paper, corrections, problems) for paper in papers]
    if problems.found:
        raise QuizgenError(problems.found)
    return made


def _marked(
    manifest: Manifest, paper: TypedPaper, corrections: Corrections, problems: Problems
) -> Paper:
    answers = paper.answers
    owner = answers.version.student or answers.student
    rows = {row.label: row for row in paper.rows}
    corrected = decisions(manifest, [paper.page], rows, corrections, problems)
    version = answers.version.version
    empty = Paper(paper.page.sha256, owner, version, answers.source, None)
    decided = {**answers.decided, **corrected}
    made = marked(manifest, empty, paper.rows, Marks({}), decided)
    return replace(made, to_review=tuple(_to_review(manifest, paper, made, corrections)))


def _to_review(
    manifest: Manifest, paper: TypedPaper, made: Paper, corrections: Corrections
) -> Iterator[ToReview]:
    still_open = {row.label: str(row.why) for row in made.score.open} if made.score else {}
    asked = still_open.keys() | corrections.of(paper.page).keys()
    read = {row.label: row for row in paper.page.rows}
    about = asked_in(manifest, made.version)
    whose = " ".join(filter(None, (made.student.number, made.student.name))) or made.source
    for row in paper.rows:
        if row.label not in asked:
            continue
        why = "a person gives points" if row.by_hand else still_open.get(row.label, "corrected")
        answer = paper.answers.typed.get(row.label, "")
        yield ToReview(
            paper.page,
            row.label,
            why,
            " ".join(read[row.label].letters) or BLANK,
            row.letters,
            row.many,
            row.by_hand,
            row.points,
            crop="",
            whose=whose,
            value=corrections.value(paper.page, row.label),
            asked=replace(about[row.label], typed=answer),
        )
