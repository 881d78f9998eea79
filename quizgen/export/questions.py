"""The writers of questions for other programs: what they share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.exchange.model import Question, QuestionSet
from quizgen.exchange.of_bank import questions_of_bank, questions_of_paper
from quizgen.exchange.of_quiz import Asked, questions_of_quiz
from quizgen.export.writer import Source, Written
from quizgen.project import Project, QuizOptions

_FIX = "to keep it, choose another format; with `--strict`, nothing is written"


@dataclass(frozen=True, slots=True)
class QuestionSettings:
    """Which questions to write.

    Of a quiz, these are the questions of a `version` in its order, "" for the first one. Of a
    bank, they are those of the `options`: all, or `items` of them as a paper has them.
    """

    version: str = ""
    options: QuizOptions | None = None


@dataclass(frozen=True, slots=True)
class WrittenQuestions(Written):
    """Questions as files. `count` is the number of questions to export, left out or not."""

    count: int = 0


class QuestionWriter(ABC):
    """Writes questions in a format of another program.

    A subclass sets `name`, `about` and `into`, and returns the files in `written`.
    """

    # The name on the command line.
    name: str
    # One line about the files.
    about: str
    # What to do with the files: the words after "Next:".
    into: str

    def write(self, source: Source, settings: QuestionSettings | None = None) -> WrittenQuestions:
        """Return the questions of a quiz, or of a bank if there is no quiz.

        The losses begin with what is not among the questions. Raises QuizgenError (Q802) if there
        is no question, and (Q803) if a package is missing that the format needs.
        """
        asked = questions_of(source, settings or QuestionSettings())
        try:
            made = self.written(asked.questions)
        except ModuleNotFoundError as error:
            message = f"the format `{self.name}` needs the package `{error.name}`"
            fix = "pip install 'quizgen[export]'"
            place = asked.questions.place
            raise QuizgenError([Diagnostic("Q803", message, place, fix)]) from None
        losses = (*asked.diagnostics, *made.losses)
        count = len(asked.questions.questions)
        return WrittenQuestions(made.files, losses, count, left_out=made.left_out)

    @abstractmethod
    def written(self, questions: QuestionSet) -> Written:
        """Return the files, and a loss (`lost`) for whatever the format can't hold."""


def questions_of(source: Source, settings: QuestionSettings) -> Asked:
    """Return the questions of a source: those of its quiz, or else of its bank."""
    if source.manifest is None:
        return _of_deck(source.bank, settings.options)
    place = source.place_of("")
    pictures: Mapping[str, bytes] = source.pictures
    return questions_of_quiz(source.manifest, pictures, source.project, settings.version, place)


def _of_deck(project: Project, options: QuizOptions | None) -> Asked:
    """Return all questions of a deck, or as many as the options want, chosen as for a paper."""
    if options is None or options.items is None:
        return questions_of_bank(project, options)
    return questions_of_paper(project, options)


def lost(question: Question, what: str, instead: str, code: str = "Q800") -> Diagnostic:
    """Return a loss: what of a question the format can't hold, and what it does instead.

    Both are clauses: ``Kahoot has no matching``, ``the question is left out``.
    """
    return lost_at(question.place, f"`{question.id}`: {what}; {instead}", code)


def lost_everywhere(
    questions: QuestionSet, what: str, instead: str, code: str = "Q800"
) -> Diagnostic:
    """Return a loss that is not about one question: what the format can't hold of all of them."""
    return lost_at(questions.place, f"{what}; {instead}", code)


def lost_at(place: Place, message: str, code: str = "Q800") -> Diagnostic:
    """Return a loss at a place."""
    return Diagnostic(code, message, place, _FIX, Severity.WARNING)
