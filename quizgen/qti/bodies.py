"""What a student sees of a question in QTI 2.1 and 3.0: passage, stem, pictures, and options."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from quizgen.exchange.model import Answering, Option, Question
from quizgen.exchange.pictures import drawn
from quizgen.exchange.texts import plain_line
from quizgen.qti.answering import TELLING, TYPED
from quizgen.qti.answers import RESPONSE, Names
from quizgen.qti.contents import Part, blocks, inline, is_inline, xhtml
from quizgen.qti.dialects import Dialect
from quizgen.quiz.manifest import Passage, Picture

# As wide for every answer, so that the width tells nothing.
_GAP = "30"
_LINES = 8


@dataclass(slots=True)
class Pictures:
    """The pictures of a package: asked for by what shows them, and kept with their bytes."""

    given: Mapping[str, bytes]
    folder: str = "images"
    files: dict[str, bytes] = field(default_factory=dict)

    def name(self, picture: Picture) -> str:
        """Return the path of a picture in the package, and keep the picture."""
        name, data = drawn(picture, self.given)
        path = f"{self.folder}/{name}"
        self.files[path] = data
        return path


class Body:
    """Makes the bodies of questions; files of questions lie in a folder beside the pictures."""

    def __init__(self, dialect: Dialect, pictures: Pictures) -> None:
        self._dialect = dialect
        self._make = dialect.element
        self._space = dialect.namespace
        self._pictures = pictures

    def item_body(
        self, question: Question, names: Names, passage: Passage | None, stimulus: str
    ) -> etree._Element:
        """Return the body of a question.

        The passage stands above it, or where the system puts the `stimulus` with this identifier.
        """
        parts = [*self._above(passage, stimulus), *self._asked(question, names)]
        return self._make("itemBody", *parts, *self._rubric(question))

    def passage(self, passage: Passage) -> Iterator[etree._Element]:
        """Yield the title, the text and the pictures of a passage."""
        if passage.title:
            yield xhtml(self._space, "h3", *inline(self._space, passage.title))
        yield from blocks(self._space, passage.text)
        yield from self._figures(passage.pictures)

    def blocks(self, text: str) -> list[etree._Element]:
        """Return a marked text as paragraphs and other blocks."""
        return blocks(self._space, text)

    def within(self, parts: list[etree._Element]) -> list[etree._Element]:
        """Return blocks for an element in which QTI 3.0 wants a body of its own."""
        return [self._make("contentBody", *parts)] if self._dialect.hyphens else parts

    def _above(self, passage: Passage | None, stimulus: str) -> Iterator[etree._Element]:
        if passage and stimulus:
            place = xhtml(self._space, "div", class_="qti-shared-stimulus")
            place.set("data-stimulus-idref", stimulus)
            yield place
        elif passage:
            yield xhtml(self._space, "div", *self.passage(passage), class_="passage")

    def _figures(self, pictures: tuple[Picture, ...]) -> Iterator[etree._Element]:
        if pictures:
            yield xhtml(self._space, "p", *map(self._image, pictures))

    def _image(self, picture: Picture) -> etree._Element:
        path = f"../{self._pictures.name(picture)}"
        return xhtml(self._space, "img", src=path, alt=picture.alt)

    def _asked(self, question: Question, names: Names) -> Iterator[etree._Element]:
        """Yield the stem, its pictures, and what the student answers with."""
        if question.answering in TYPED:
            yield from self._typed(question)
            return
        prompt: list[etree._Element] = []
        # A prompt holds no blocks, and stands next to what it asks for.
        if is_inline(question.stem) and not question.pictures:
            prompt = [self._make("prompt", *inline(self._space, question.stem))]
        else:
            yield from self.blocks(question.stem)
        yield from self._figures(question.pictures)
        yield self._interaction(question, names, prompt)

    def _typed(self, question: Question) -> Iterator[etree._Element]:
        entry = self._make("textEntryInteraction", responseIdentifier=RESPONSE, expectedLength=_GAP)
        made = self.blocks(question.stem)
        filled = question.gap and _put(entry, made, plain_line(question.gap))
        yield from made
        yield from self._figures(question.pictures)
        if not filled:
            yield xhtml(self._space, "p", entry)

    def _interaction(
        self, question: Question, names: Names, prompt: list[etree._Element]
    ) -> etree._Element:
        is_claim = question.answering is Answering.CLAIM
        shuffle = "true" if question.shuffle and not is_claim else "false"
        common = {"responseIdentifier": RESPONSE}
        if question.answering is Answering.TEXT:
            lines = str(question.lines or _LINES)
            return self._make("extendedTextInteraction", *prompt, expectedLines=lines, **common)
        if question.answering is Answering.PAIRS:
            return self._match(question, names, prompt, shuffle)
        choices = self._choices(question, names)
        if question.answering in TELLING:
            most = "0" if question.answering is Answering.MANY else "1"
            common |= {"maxChoices": most}
            name = "choiceInteraction"
        else:
            name = "orderInteraction"
        return self._make(name, *prompt, *choices, shuffle=shuffle, **common)

    def _choices(self, question: Question, names: Names) -> Iterator[etree._Element]:
        for name, option in zip(names.options, question.options, strict=True):
            yield self._make("simpleChoice", *self._option(option), identifier=name)

    def _option(self, option: Option) -> list[Part]:
        if option.picture:
            return [self._image(option.picture)]
        return inline(self._space, option.text)

    def _match(
        self, question: Question, names: Names, prompt: list[etree._Element], shuffle: str
    ) -> etree._Element:
        left = (
            self._associable(name, inline(self._space, text), "1")
            for name, text in zip(names.left, question.left, strict=True)
        )
        # No number of uses, because it would tell how often an option is right.
        right = (
            self._associable(name, self._option(option), "0")
            for name, option in zip(names.options, question.options, strict=True)
        )
        return self._make(
            "matchInteraction",
            *prompt,
            self._make("simpleMatchSet", *left),
            self._make("simpleMatchSet", *right),
            responseIdentifier=RESPONSE,
            shuffle=shuffle,
            maxAssociations=str(len(question.left)),
        )

    def _associable(self, name: str, parts: list[Part], most: str) -> etree._Element:
        return self._make("simpleAssociableChoice", *parts, identifier=name, matchMax=most)

    def _rubric(self, question: Question) -> Iterator[etree._Element]:
        """Yield what those who mark an answer in words need."""
        if question.answering is not Answering.TEXT:
            return
        parts = self.blocks(question.answer)
        rows = [f"{each.words} ({each.points:g})" for each in question.rubric]
        if rows:
            items = (xhtml(self._space, "li", *inline(self._space, row)) for row in rows)
            parts.append(xhtml(self._space, "ul", *items))
        if parts:
            yield self._make("rubricBlock", *self.within(parts), view="scorer")


def _put(entry: etree._Element, parts: list[etree._Element], gap: str) -> bool:
    """Put an element in the place of the first gap in the texts; return whether there is one."""
    for element in (each for part in parts for each in part.iter()):
        if gap in (element.text or ""):
            element.text, _, entry.tail = element.text.partition(gap)
            element.insert(0, entry)
            return True
        parent = element.getparent()
        if parent is not None and gap in (element.tail or ""):
            element.tail, _, entry.tail = element.tail.partition(gap)
            parent.insert(parent.index(element) + 1, entry)
            return True
    return False
