"""The results of a class: each student's total, percent and grade by a policy."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from quizgen.grade.grading import Paper, Response
from quizgen.grade.policy import Policy
from quizgen.quiz.manifest import Manifest, Student
from quizgen.quiz.score import mark_of


class State(StrEnum):
    """How far the marking of a paper is."""

    FINAL = "final"
    # Rows wait for a person; the total counts them as they seem.
    REVIEW = "review"
    # The version is unknown, so nothing can be marked.
    NO_VERSION = "no version"
    # A student of the quiz, of whom no page was read.
    NO_PAPER = "no paper"


@dataclass(frozen=True, slots=True)
class Result:
    """The result of one student; `paper` is None if none was read.

    `total` is None while there is no score. `percent` is that of all points.
    """

    student: Student
    version: str
    state: State
    paper: Paper | None = None
    total: Fraction | None = None
    possible: Fraction | None = None
    grade: str = ""

    @property
    def responses(self) -> tuple[Response, ...]:
        """Return what the student answered, none without a marked paper."""
        return self.paper.responses if self.paper else ()

    @property
    def percent(self) -> Fraction | None:
        """Return the total in percent of all points, None without a score."""
        if self.total is None or not self.possible:
            return None
        return 100 * self.total / self.possible


@dataclass(frozen=True, slots=True)
class ClassResults:
    """The results of a class on a quiz, in the order of its students."""

    manifest: Manifest
    results: tuple[Result, ...]

    @property
    def scored(self) -> tuple[Result, ...]:
        """Return the results with a score."""
        return tuple(each for each in self.results if each.total is not None)

    @property
    def waiting(self) -> tuple[Result, ...]:
        """Return the results that wait for a person."""
        states = {State.REVIEW, State.NO_VERSION}
        return tuple(each for each in self.results if each.state in states)


def results_of(
    manifest: Manifest, papers: Iterable[Paper], policy: Policy, roster: Iterable[Student] = ()
) -> ClassResults:
    """Return the results of a class.

    Students of the manifest or of a `roster` without a paper have a result without a score.
    """
    made = [_result(manifest, paper, policy) for paper in papers]
    seen = {each.version for each in made}
    missing = [
        Result(version.student, version.version, State.NO_PAPER)
        for version in manifest.versions
        if version.student and version.version not in seen
    ]
    known = {each.student.number for each in (*made, *missing)}
    absent = (student for student in roster if student.number not in known)
    further = [Result(student, "", State.NO_PAPER) for student in absent]
    return ClassResults(manifest, (*made, *missing, *further))


def _result(manifest: Manifest, paper: Paper, policy: Policy) -> Result:
    if paper.score is None:
        return Result(paper.student, paper.version, State.NO_VERSION, paper)
    state = State.FINAL if paper.is_final else State.REVIEW
    total, possible = policy.total(paper.score.total), paper.score.possible
    grade = mark_of(manifest, 100 * total / possible) if possible else ""
    return Result(paper.student, paper.version, state, paper, total, possible, grade)
