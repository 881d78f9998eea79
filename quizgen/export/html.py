"""A page to practise on in a browser, or an exam there."""

from __future__ import annotations

from dataclasses import dataclass, field

from quizgen.exchange.of_quiz import Asked
from quizgen.exchange.texts import plain_line
from quizgen.export.writer import Source, Written
from quizgen.practice.app_files import LINKS, WORKER, app_files
from quizgen.practice.asking import PrintedQuiz, asked_of_deck, asked_of_quiz
from quizgen.practice.page import practice_page
from quizgen.practice.page_data import PageSettings, page_data
from quizgen.project import QuizOptions


@dataclass(frozen=True, slots=True)
class HtmlSettings:
    """What a page is for, and which questions it has.

    An `exam` shows nothing until its end. An `app` is a folder to put on a server, from which a
    browser installs the page. Of a deck, the page has the questions of the `options`; of a printed
    quiz, those of a `version` in its order, "" for the first one.
    """

    exam: bool = False
    app: bool = False
    version: str = ""
    options: QuizOptions = field(default_factory=QuizOptions)


@dataclass(frozen=True, slots=True)
class WrittenPage(Written):
    """A page as files, and how many questions it has."""

    count: int = 0


class HtmlWriter:
    """Writes ``DECK.html``, or the files of an app."""

    name = "html"
    about = "a page to practise on in a browser, without a network"

    def write(self, source: Source, settings: HtmlSettings | None = None) -> WrittenPage:
        """Return the page of a printed quiz, or of a bank if there is no quiz.

        Raises QuizgenError if there is no question (Q401, Q802).
        """
        settings = settings or HtmlSettings()
        asked, page = _asked(source, settings)
        files = _files(asked, page, is_app=settings.app)
        count = len(asked.questions.questions)
        return WrittenPage(files, asked.diagnostics, count)


def _asked(source: Source, settings: HtmlSettings) -> tuple[Asked, PageSettings]:
    if source.manifest is None:
        return asked_of_deck(source.bank, settings.options, exam=settings.exam)
    quiz = PrintedQuiz(source.manifest, source.pictures, source.place_of(""))
    return asked_of_quiz(source.project, quiz, settings.version, exam=settings.exam)


def _files(asked: Asked, settings: PageSettings, *, is_app: bool) -> dict[str, bytes]:
    questions = asked.questions
    data = page_data(questions, settings)
    if not is_app:
        return {f"{questions.deck}.html": practice_page(data, questions.title).encode()}
    data["worker"] = WORKER
    page = practice_page(data, questions.title, links=LINKS)
    return app_files(page, plain_line(questions.title), data["language"], data["dir"])
