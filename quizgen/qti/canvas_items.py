"""Questions as items of QTI 1.2, in the way in which Canvas writes and reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from lxml import etree

from quizgen.exchange.model import Answering, Option, Question, QuestionSet
from quizgen.exchange.names import identifier
from quizgen.exchange.texts import clean, plain_line
from quizgen.qti.answering import TELLING, TYPED, is_essay, spellings
from quizgen.qti.answers import number
from quizgen.qti.bodies import Pictures
from quizgen.qti.canvas_html import html, long_html, short_html
from quizgen.qti.contents import blocks, inline, xhtml
from quizgen.qti.items import title_of
from quizgen.qti.manifests import difficulty_word
from quizgen.qti.naming import contents_of, numbers
from quizgen.quiz.manifest import Passage, Picture

SPACE = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_ALL = 100
# Canvas makes the address of a file in the package of this.
_FILES = "$IMS-CC-FILEBASE$"
_GENERAL = "general_fb"
_ENGLISH = ("true", "false")


def element(
    tag: str, *children: etree._Element, text: str | None = None, **attributes: str
) -> etree._Element:
    """Return an element of QTI 1.2; a name with an underscore at its end loses it."""
    made = etree.Element(f"{{{SPACE}}}{tag}")
    for key, value in attributes.items():
        made.set(key.removesuffix("_"), clean(value))
    made.text = None if text is None else clean(text)
    made.extend(children)
    return made


def canvas_type(question: Question) -> str:
    """Return the type that Canvas has for a question."""
    answering = question.answering
    if is_essay(question):
        return "essay_question"
    if answering in TYPED:
        return "numerical_question" if question.bounds else "short_answer_question"
    if answering is Answering.CLAIM:
        words = tuple(plain_line(each.text).casefold() for each in question.options)
        # Canvas takes claims in other languages for choices.
        return "true_false_question" if words == _ENGLISH else "multiple_choice_question"
    return _TYPES[answering]


_TYPES = {
    Answering.ONE: "multiple_choice_question",
    Answering.MANY: "multiple_answers_question",
    Answering.PAIRS: "matching_question",
    Answering.ORDER: "matching_question",
}


@dataclass(frozen=True, slots=True)
class Matching:
    """The rows of a matching question in Canvas: what stands left, and the key as indices."""

    left: Sequence[str]
    key: Sequence[int]


def matching_of(question: Question) -> Matching:
    """Return the rows of a question; those of an order are its places."""
    if question.answering is Answering.ORDER:
        return Matching([f"{place}." for place in range(1, len(question.key) + 1)], question.key)
    return Matching(question.left, question.key)


class CanvasItems:
    """Makes the items of a set of questions, and keeps their pictures."""

    def __init__(self, asked: QuestionSet) -> None:
        self._asked = asked
        self.pictures = Pictures(asked.pictures)

    def item(self, question: Question) -> etree._Element:
        """Return a question as an item."""
        made = _Item(question)
        parts = [
            self._metadata(question, made.names),
            element("presentation", self._stem(question), *made.answers(self._option)),
            made.processing(),
            *made.feedback(),
        ]
        name = identifier(question.uid)
        return element("item", *parts, ident=name, title=title_of(question))

    def heading(self, name: str, title: str, instructions: str) -> etree._Element:
        """Return a text between questions: the title of a section, and what it asks for."""
        head = xhtml("", "h3", *inline("", title)) if title else None
        parts = [*([] if head is None else [head]), *blocks("", instructions)]
        fields = [
            ("question_type", "text_only_question"),
            ("points_possible", "0"),
            ("original_answer_ids", ""),
            ("assessment_question_identifierref", f"a{name}"),
            ("quizgen_section", plain_line(title)),
        ]
        presentation = element("presentation", _material(html(parts)))
        return element("item", _fields(fields), presentation, ident=name, title=plain_line(title))

    def _metadata(self, question: Question, names: Sequence[str]) -> etree._Element:
        name = identifier(question.uid)
        fields = [
            ("question_type", canvas_type(question)),
            ("points_possible", number(question.points)),
            ("original_answer_ids", ",".join(names)),
            ("assessment_question_identifierref", f"a{name}"),
            ("quizgen_id", question.uid),
            *(("keyword", tag) for tag in question.tags),
            ("qmd_levelofdifficulty", difficulty_word(question.difficulty)),
        ]
        return _fields(fields)

    def _stem(self, question: Question) -> etree._Element:
        passage = self._asked.passages.get(question.passage)
        above = [xhtml("", "div", *self._passage(passage), class_="passage")] if passage else []
        parts = [*above, *blocks("", question.stem), *self._figures(question.pictures)]
        return _material(f"<div>{html(parts)}</div>")

    def _passage(self, passage: Passage) -> Iterator[etree._Element]:
        if passage.title:
            yield xhtml("", "h3", *inline("", passage.title))
        yield from blocks("", passage.text)
        yield from self._figures(passage.pictures)

    def _figures(self, pictures: tuple[Picture, ...]) -> Iterator[etree._Element]:
        if pictures:
            yield xhtml("", "p", *map(self._image, pictures))

    def _image(self, picture: Picture) -> etree._Element:
        path = f"{_FILES}/{self.pictures.name(picture)}"
        return xhtml("", "img", src=path, alt=picture.alt)

    def _option(self, option: Option) -> etree._Element:
        if option.picture:
            return _material(html([self._image(option.picture)]))
        return _material(short_html(option.text))


class _Item:
    """The answers of one question, how they score, and what the student is told."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._type = canvas_type(question)
        written = self._type in {"short_answer_question", "numerical_question"}
        held = spellings(question) if written else contents_of(question.options)
        self.names: Sequence[str] = numbers(held)

    def answers(self, option: Callable[[Option], etree._Element]) -> list[etree._Element]:
        """Return what the student answers with."""
        if self._type == "matching_question":
            return list(self._rows())
        if self._type in _FIELDS:
            field = element("response_label", ident="answer1", rshuffle="No")
            kind = {"fibtype": "Decimal"} if self._type == "numerical_question" else {}
            return [_response("response_str", "Single", element("render_fib", field, **kind))]
        labels = (
            element("response_label", option(each), ident=name)
            for name, each in zip(self.names, self._question.options, strict=True)
        )
        many = "Multiple" if self._question.answering is Answering.MANY else "Single"
        # Classic quizzes know one setting for all questions; other readers know this one.
        shuffle = "Yes" if self._question.shuffle and not self._is_claim else "No"
        return [_response("response_lid", many, element("render_choice", *labels, shuffle=shuffle))]

    @property
    def _is_claim(self) -> bool:
        return self._question.answering is Answering.CLAIM

    def _rows(self) -> Iterator[etree._Element]:
        # Canvas shows the options in a menu, which has plain text only.
        options = [plain_line(each.text) for each in self._question.options]
        for row, text in zip(self._row_names(), matching_of(self._question).left, strict=True):
            labels = (
                element("response_label", _material(words, "text/plain"), ident=name)
                for name, words in zip(self.names, options, strict=True)
            )
            shown = _material(short_html(text))
            yield element("response_lid", shown, element("render_choice", *labels), ident=row)

    def _row_names(self) -> list[str]:
        return [f"response_{name}" for name in numbers(matching_of(self._question).left)]

    # Scores, of which Canvas makes points

    def processing(self) -> etree._Element:
        """Return the rules: first what they tell, then what they score."""
        score = {"varname": "SCORE", "vartype": "Decimal", "minvalue": "0", "maxvalue": str(_ALL)}
        outcomes = element("outcomes", element("decvar", **score))
        rules = [*self._telling(), *self._scoring()]
        return element("resprocessing", outcomes, *rules)

    def _scoring(self) -> Iterator[etree._Element]:
        question = self._question
        if self._type == "matching_question":
            yield from self._rows_score()
        elif self._type == "essay_question":
            yield _rule("No", [element("other")])
        elif question.bounds:
            yield _rule("No", self._within(question.bounds), [_score()])
        elif self._type == "short_answer_question":
            # Several conditions in one rule would all have to hold.
            for text in spellings(question):
                yield _rule("No", [_equal(text)], [_score()])
        elif question.answering is Answering.MANY:
            yield _rule("No", [self._all_of(question.key)], [_score()])
        else:
            for index in question.key:
                yield _rule("No", [_equal(self.names[index])], [_score()])

    def _within(self, bounds: tuple[float, float]) -> list[etree._Element]:
        least, most = map(number, bounds)
        if least == most:
            return [_equal(least)]
        above = element("vargte", text=least, respident=_RESPONSE)
        below = element("varlte", text=most, respident=_RESPONSE)
        return [above, below]

    def _all_of(self, key: Sequence[int]) -> etree._Element:
        parts = [
            _equal(name) if index in key else element("not", _equal(name))
            for index, name in enumerate(self.names)
        ]
        return element("and", *parts)

    def _rows_score(self) -> Iterator[etree._Element]:
        key = matching_of(self._question).key
        for row, index, share in zip(self._row_names(), key, _shares(len(key)), strict=True):
            right = element("varequal", text=self.names[index], respident=row)
            yield _rule("Yes", [right], [_score(share, "Add")])

    # Feedback

    def _telling(self) -> Iterator[etree._Element]:
        if self._question.feedback:
            yield _rule("Yes", [element("other")], [_tell(_GENERAL)])
        for name, _ in self._told_options():
            yield _rule("Yes", [_equal(name)], [_tell(f"{name}_fb")])

    def _told_options(self) -> list[tuple[str, str]]:
        if self._question.answering not in TELLING:
            return []
        pairs = zip(self.names, self._question.options, strict=True)
        return [(name, each.feedback) for name, each in pairs if each.feedback]

    def feedback(self) -> Iterator[etree._Element]:
        """Yield what the rules tell: the explanation, then the feedback of options."""
        if self._question.feedback:
            yield _feedback(_GENERAL, self._question.feedback)
        for name, text in self._told_options():
            yield _feedback(f"{name}_fb", [text])


def _shares(rows: int) -> list[str]:
    """Return the points of each row with two decimals; together they are all points."""
    ends = [round(Fraction(_ALL * row, rows), 2) for row in range(rows + 1)]
    return [number(end - start) for start, end in pairwise(ends)]


_RESPONSE = "response1"
_FIELDS = {"essay_question", "numerical_question", "short_answer_question"}


def _fields(fields: Iterable[tuple[str, str]]) -> etree._Element:
    made = (
        element(
            "qtimetadatafield",
            element("fieldlabel", text=label),
            element("fieldentry", text=entry),
        )
        for label, entry in fields
    )
    return element("itemmetadata", element("qtimetadata", *made))


def _material(text: str, kind: str = "text/html") -> etree._Element:
    return element("material", element("mattext", text=text, texttype=kind))


def _response(tag: str, cardinality: str, shown: etree._Element) -> etree._Element:
    return element(tag, shown, ident=_RESPONSE, rcardinality=cardinality)


def _equal(text: str) -> etree._Element:
    return element("varequal", text=text, respident=_RESPONSE)


def _rule(
    goes_on: str, conditions: Iterable[etree._Element], then: Iterable[etree._Element] = ()
) -> etree._Element:
    condition = element("conditionvar", *conditions)
    return element("respcondition", condition, *then, continue_=goes_on)


def _score(share: str = str(_ALL), action: str = "Set") -> etree._Element:
    return element("setvar", text=share, action=action, varname="SCORE")


def _tell(name: str) -> etree._Element:
    return element("displayfeedback", feedbacktype="Response", linkrefid=name)


def _feedback(name: str, texts: Iterable[str]) -> etree._Element:
    flow = element("flow_mat", _material(long_html(texts)))
    return element("itemfeedback", flow, ident=name)
