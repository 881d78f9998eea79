"""Questions, passages and tests as documents of QTI 2.1 and 3.0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from quizgen.exchange.model import Question, QuestionSection, QuestionSet
from quizgen.exchange.names import identifier
from quizgen.exchange.texts import plain_line
from quizgen.qti.answers import FEEDBACK, GENERAL, SCORE, Answers
from quizgen.qti.bodies import Body, Pictures
from quizgen.qti.dialects import Dialect
from quizgen.quiz.manifest import Passage

_MOST_TITLE = 80
_TOOL = "quizgen"


def title_of(question: Question) -> str:
    """Return the stem as a line of plain text that fits a list of questions."""
    words = plain_line(question.stem) or question.id
    return words if len(words) <= _MOST_TITLE else f"{words[: _MOST_TITLE - 1].rstrip()}…"


class Documents:
    """Makes the documents of a set of questions in one version of QTI."""

    def __init__(self, dialect: Dialect, asked: QuestionSet) -> None:
        self._dialect = dialect
        self._make = dialect.element
        self._asked = asked
        self.pictures = Pictures(asked.pictures)
        self._body = Body(dialect, self.pictures)

    def name(self, question: Question) -> str:
        """Return the identifier of a question."""
        return identifier(question.uid)

    def stimulus_name(self, passage: Passage) -> str:
        """Return the identifier of a passage."""
        return f"p{identifier(f'{self._asked.deck}/passages/{passage.id}')[1:]}"

    def item(self, question: Question) -> etree._Element:
        """Return a question as an assessment item."""
        asked = self._asked
        answers = Answers(self._dialect, question, asked.wrong, partial=asked.partial)
        passage = asked.passages.get(question.passage)
        has_stimulus = passage is not None and self._dialect.stimuli
        stimulus = self.stimulus_name(passage) if passage and has_stimulus else ""
        processing = answers.processing()
        parts = [
            answers.response_declaration(),
            *answers.outcome_declarations(),
            *self._stimulus_reference(stimulus, passage),
            self._body.item_body(question, answers.names, passage, stimulus),
            *([] if processing is None else [processing]),
            *self._feedback(question, answers),
        ]
        return self._dialect.root(
            "assessmentItem",
            *parts,
            identifier=self.name(question),
            title=title_of(question),
            language=asked.language,
            adaptive="false",
            timeDependent="false",
            toolName=_TOOL,
        )

    def _stimulus_reference(self, name: str, passage: Passage | None) -> Iterator[etree._Element]:
        if name and passage:
            title = plain_line(passage.title) or passage.id
            href = f"../stimuli/{name}.xml"
            yield self._make("assessmentStimulusRef", identifier=name, href=href, title=title)

    def _feedback(self, question: Question, answers: Answers) -> Iterator[etree._Element]:
        if question.feedback:
            paragraphs = [block for text in question.feedback for block in self._body.blocks(text)]
            yield self._modal(GENERAL, paragraphs)
        for name, text in answers.told_options:
            yield self._modal(name, self._body.blocks(text))

    def _modal(self, name: str, parts: list[etree._Element]) -> etree._Element:
        return self._make(
            "modalFeedback",
            *self._body.within(parts),
            outcomeIdentifier=FEEDBACK,
            identifier=name,
            showHide="show",
        )

    def stimulus(self, passage: Passage) -> etree._Element:
        """Return a passage as a document of its own, which QTI 3.0 has."""
        body = self._make("stimulusBody", *self._body.passage(passage))
        return self._dialect.root(
            "assessmentStimulus",
            body,
            identifier=self.stimulus_name(passage),
            title=plain_line(passage.title) or passage.id,
            language=self._asked.language,
        )

    def test(self, folder: str) -> etree._Element:
        """Return the test with its sections, which refers to the items in a folder."""
        asked = self._asked
        sections = [
            self._section(number, section, folder)
            for number, section in enumerate(asked.sections, 1)
        ]
        # Feedback is shown, and the student may look back at what is done.
        control = self._make("itemSessionControl", showFeedback="true", allowReview="true")
        part = self._make(
            "testPart",
            control,
            *sections,
            identifier="part",
            navigationMode="nonlinear",
            submissionMode="individual",
        )
        return self._dialect.root(
            "assessmentTest",
            self._total(),
            part,
            self._adding_up(),
            identifier=test_name(asked),
            title=plain_line(asked.title) or asked.id,
            toolName=_TOOL,
        )

    def _section(self, number: int, section: QuestionSection, folder: str) -> etree._Element:
        references = [
            self._make("assessmentItemRef", identifier=name, href=f"{folder}/{name}.xml")
            for name in map(self.name, section.questions)
        ]
        texts = [section.instructions]
        if number == 1:
            texts.insert(0, self._asked.instructions)
        return self._make(
            "assessmentSection",
            *self._instructions(texts),
            *references,
            identifier=f"section-{number}",
            title=plain_line(section.title),
            visible="true",
        )

    def _instructions(self, texts: Sequence[str]) -> Iterator[etree._Element]:
        parts = [block for text in texts for block in self._body.blocks(text)]
        if parts:
            yield self._make("rubricBlock", *self._body.within(parts), view="candidate")

    def _total(self) -> etree._Element:
        default = self._make("defaultValue", self._make("value", "0"))
        return self._make(
            "outcomeDeclaration", default, identifier=SCORE, cardinality="single", baseType="float"
        )

    def _adding_up(self) -> etree._Element:
        scores = self._make("testVariables", variableIdentifier=SCORE)
        total = self._make("setOutcomeValue", self._make("sum", scores), identifier=SCORE)
        return self._make("outcomeProcessing", total)


def test_name(asked: QuestionSet) -> str:
    """Return the identifier of the test."""
    return f"t{identifier(asked.id)[1:]}"
