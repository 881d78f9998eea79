"""Word: a quiz and its key as documents that a teacher can edit."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from quizgen.diagnostics import Diagnostic
from quizgen.exchange.model import Answering, Question, QuestionSet
from quizgen.exchange.texts import clean, plain_line
from quizgen.export.questions import QuestionSettings, QuestionWriter, WrittenQuestions, lost
from quizgen.export.writer import Source, Written
from quizgen.language.script import direction_of
from quizgen.office.answer_words import points_note, right_answer, rubric_lines
from quizgen.office.rasters import raster
from quizgen.office.word_page import add_head, add_page_numbers
from quizgen.office.word_pictures import add_picture
from quizgen.office.word_styles import (
    ANSWER_LINE,
    ENTRY,
    EXPLANATION,
    GOES_ON,
    INSTRUCTIONS,
    OPTION,
    PASSAGE,
    QUESTION,
    Side,
    element,
    new_document,
    new_numbering,
    number_by,
    styled,
)
from quizgen.office.word_text import Words
from quizgen.quiz.manifest import HeadField, Picture
from quizgen.tables.undated import undated

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

_TO_WRITE_ON = "________"
# As wide as handwriting needs.
_GAP = "_" * 20
_BOX = "\N{BALLOT BOX}"
_USUAL_LINES = {Answering.WORDS: 1, Answering.TEXT: 2}
_LINES_WITH_RUBRIC = 5


def _lines(question: Question) -> int:
    """Return how many lines to write on a question needs."""
    if question.rubric:
        return question.lines or _LINES_WITH_RUBRIC
    return question.lines or _USUAL_LINES.get(question.answering, 0)


class WordWriter(QuestionWriter):
    """Writes a quiz and its key, with more fields at the `head`, on paper of a size.

    Questions and options get their numbers and letters from their styles, so that a teacher can
    move, add and delete them.
    """

    name = "docx"
    about = "a quiz and its key, as Word documents"
    into = "open the quiz in Word or LibreOffice"

    def __init__(self, head: Sequence[HeadField] = (), side: Side = "a4") -> None:
        self._head, self._side = tuple(head), side

    def write(self, source: Source, settings: QuestionSettings | None = None) -> WrittenQuestions:
        """Return the documents, on the paper and with the head that the quiz or the deck says."""
        if source.manifest is not None:
            fitted = WordWriter(source.manifest.head, source.manifest.paper)
        else:
            own = source.bank.deck.quiz
            fields = [HeadField(name, words) for name, words in own.head]  # type: ignore[arg-type]
            fitted = WordWriter(fields, cast("Side", own.paper))
        return QuestionWriter.write(fitted, source, settings)

    def written(self, questions: QuestionSet) -> Written:
        """Return the documents, and a loss for whatever Word can't hold."""
        document = new_document(questions.language, self._side)
        quiz = _Quiz(document, questions)
        quiz.add(self._head)
        key = new_document(questions.language, self._side)
        _add_key(key, questions)
        files = {
            f"{questions.id}-quiz.docx": _saved(document, questions),
            f"{questions.id}-key.docx": _saved(key, questions),
        }
        return Written(files, tuple(quiz.losses))


def _saved(document: Document, questions: QuestionSet) -> bytes:
    about = document.core_properties
    about.title, about.language = plain_line(questions.title)[:255], questions.language
    about.author, about.comments = "", ""
    tags = dict.fromkeys(tag for each in questions.questions for tag in each.tags)
    about.keywords = clean(", ".join(tags))[:255]
    about.last_modified_by, about.revision = "", 1
    written = io.BytesIO()
    document.save(written)
    return undated(written.getvalue())


class _Quiz:
    """Adds the questions to a document."""

    def __init__(self, document: Document, questions: QuestionSet) -> None:
        self._document, self._questions = document, questions
        self._words = Words(document)
        self._labels = questions.labels
        self._shown = ""
        self.losses: list[Diagnostic] = []

    def add(self, head: Sequence[HeadField]) -> None:
        """Add the title, the head, and all sections."""
        questions = self._questions
        add_page_numbers(self._document, self._labels["page"])
        self._words.paragraph(questions.title, "Title")
        add_head(self._document, head, self._labels)
        if questions.instructions:
            self._words.paragraph(questions.instructions, INSTRUCTIONS)
        for section in questions.sections:
            if len(questions.sections) > 1:
                self._words.paragraph(section.title, "Heading 1")
            if section.instructions:
                self._words.paragraph(section.instructions, INSTRUCTIONS)
            for question in section.questions:
                self._question(question)

    def _question(self, question: Question) -> None:
        self._passage(question)
        note = points_note(question, self._questions)
        stem = question.stem.replace(question.gap, _GAP, 1) if question.gap else question.stem
        self._words.paragraph(stem, QUESTION, after=f" ({note})" if note else "")
        for picture in question.pictures:
            self._picture(question, picture, styled(self._document, GOES_ON))
        self._answers(question)

    def _passage(self, question: Question) -> None:
        """Add the text that questions refer to, before the first of them."""
        passage = self._questions.passages.get(question.passage)
        if passage and passage.id != self._shown:
            if passage.title:
                self._words.paragraph(passage.title, PASSAGE, bold=True)
            if passage.text:
                self._words.paragraph(passage.text, PASSAGE)
            for picture in passage.pictures:
                self._picture(question, picture, styled(self._document, PASSAGE))
        self._shown = question.passage

    def _picture(
        self, question: Question, picture: Picture, paragraph: Paragraph, *, small: bool = False
    ) -> None:
        made = raster(picture, self._questions.pictures)
        if made is None:
            what = f"the picture `{picture.alt}` can't become a PNG"
            self.losses.append(lost(question, what, "its words stand there"))
            paragraph.add_run(picture.alt)
        else:
            add_picture(paragraph, made, small=small)

    def _answers(self, question: Question) -> None:
        if question.answering is Answering.CLAIM:
            shown = "\t".join(f"{_BOX} {plain_line(each.text)}" for each in question.options)
            styled(self._document, GOES_ON).add_run(shown)
        elif question.answering is Answering.PAIRS:
            self._pairs(question)
        else:
            self._options(question)
        if question.answering is Answering.ORDER:
            blanks = "   ".join([_TO_WRITE_ON] * len(question.options))
            styled(self._document, GOES_ON).add_run(blanks)
        for _ in range(_lines(question)):
            styled(self._document, ANSWER_LINE)

    def _options(self, question: Question) -> None:
        last = len(question.options) - (question.answering is not Answering.ORDER)
        for index, option in enumerate(question.options):
            if option.picture:
                paragraph = styled(self._document, OPTION)
                self._picture(question, option.picture, paragraph, small=True)
            else:
                paragraph = self._words.paragraph(option.text, OPTION)
            # A question and its options stay on one page.
            paragraph.paragraph_format.keep_with_next = index < last or None

    def _pairs(self, question: Question) -> None:
        """Add a table: the entries with lines to write on, and beside them the options."""
        rows = max(len(question.left), len(question.options))
        table = self._document.add_table(rows, 2)
        if direction_of(self._questions.language) == "rtl":
            # Before all else: a table without a style has nothing that comes earlier.
            table._tbl.tblPr.insert(0, element("bidiVisual"))  # noqa: SLF001
        numbering = new_numbering(self._document, "%1)")
        for row in range(rows):
            left, right = table.cell(row, 0), table.cell(row, 1)
            if row < len(question.left):
                entry = Words(self._document, left)
                made = entry.paragraph(question.left[row], ENTRY, before=f"{_TO_WRITE_ON} ")
                number_by(made._p, numbering)  # noqa: SLF001
            if row < len(question.options):
                option = question.options[row]
                if option.picture:
                    paragraph = styled(right, OPTION)
                    self._picture(question, option.picture, paragraph, small=True)
                else:
                    Words(self._document, right).paragraph(option.text, OPTION)
            for cell in (left, right):
                _without_first(cell)
                for paragraph in cell.paragraphs:
                    paragraph.paragraph_format.keep_with_next = row < rows - 1 or None


def _without_first(cell: object) -> None:
    """Remove the empty paragraph that a cell begins with, if another one follows."""
    paragraphs = cell.paragraphs  # type: ignore[attr-defined] # python-docx's cells have no stubs
    if len(paragraphs) > 1:
        paragraphs[0]._p.getparent().remove(paragraphs[0]._p)  # noqa: SLF001


def _add_key(document: Document, questions: QuestionSet) -> None:
    """Add the right answers with their explanations and sources."""
    labels, words = questions.labels, Words(document)
    add_page_numbers(document, labels["page"])
    words.paragraph(labels["key"], "Title")
    words.paragraph(questions.title, INSTRUCTIONS)
    for section in questions.sections:
        if len(questions.sections) > 1:
            words.paragraph(section.title, "Heading 1")
        for question in section.questions:
            first, *others = right_answer(question)
            words.paragraph(first, QUESTION, bold=True)
            for text in others:
                also = labels["also"].replace("{text}", text)
                words.paragraph(also, EXPLANATION, bold=True)
            for text in rubric_lines(question, questions.language):
                words.paragraph(text, EXPLANATION)
            for text in question.explanation:
                words.paragraph(text, EXPLANATION)
            for option in question.options:
                if option.feedback:
                    told = labels["mistaken"].replace("{text}", option.text)
                    words.paragraph(told.replace("{why}", option.feedback), EXPLANATION)
            for text in question.cited:
                words.paragraph(text, EXPLANATION, italic=True)
