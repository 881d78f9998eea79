"""Reads the items of QTI 1.2: those of Canvas, and those of other systems that say less."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from html import escape

from lxml import etree

from quizgen.exchange.model import Answering, Option, Question
from quizgen.importing.answers import (
    as_choice,
    as_claim,
    as_essay,
    as_number,
    as_pairs,
    as_written,
    lines_of,
)
from quizgen.importing.qti_contents import Contents, UnreadError
from quizgen.importing.qti_files import attribute, children, name_of, within, words_of

_CLAIM = ("true", "false")
_RESPONSES = ("response_lid", "response_str", "response_num", "response_grp", "response_xy")
# Types of Canvas that quizgen has no form for.
_UNKNOWN = {
    "calculated_question": "its numbers change with each student",
    "file_upload_question": "it asks for a file",
}
_BLANK = re.compile(r"\[([\w-]+)\]")
_TEXT_ONLY = "text_only_question"


def is_text_only(item: etree._Element) -> bool:
    """Return whether an item asks for nothing: Canvas has such texts between questions."""
    return _TEXT_ONLY in fields_of(item).get("question_type", ())


def fields_of(element: etree._Element) -> dict[str, list[str]]:
    """Return what an item's metadata say, by their labels."""
    held: dict[str, list[str]] = {}
    for field in within(element, "qtimetadatafield"):
        entries = [words_of(each) for each in field]
        if len(entries) == 2:
            held.setdefault(entries[0], []).append(entries[1])
    return held


class FirstReader:
    """Reads one item."""

    def __init__(self, item: etree._Element, contents: Contents) -> None:
        self._item = item
        self._contents = contents
        self._fields = fields_of(item)
        self._type = "".join(self._fields.get("question_type", ()))
        presentations = children(item, "presentation")
        if not presentations:
            raise UnreadError("it shows nothing")
        self._presentation = presentations[0]
        self._responses = within(self._presentation, *_RESPONSES)
        self._rules = within(item, "respcondition")
        self._linked = self._links()

    def question(self) -> Question:
        """Return the question; raises UnreadError."""
        if self._type in _UNKNOWN:
            raise UnreadError(_UNKNOWN[self._type])
        name = "".join(self._fields.get("quizgen_id", ()))
        told = self._told()
        special = {key for keys in self._linked.values() for key in keys}
        general = [text for key, texts in told.items() if key not in special for text in texts]
        question = Question(
            name or attribute(self._item, "title"),
            name,
            "",
            Answering.TEXT,
            self._stem(),
            shuffle=self._is_shuffled(),
            explanation=tuple(general),
            pictures=tuple(self._contents.pictures),
            tags=tuple(self._fields.get("keyword", ())),
            points=self._points(),
            place=self._contents.place,
        )
        return self._answered(question, told)

    def _is_shuffled(self) -> bool:
        said = {attribute(each, "shuffle") for each in within(self._presentation, "render_choice")}
        return "No" not in said

    def _points(self) -> float:
        for label in ("points_possible", "qmd_weighting"):
            for text in self._fields.get(label, ()):
                with suppress(ValueError):
                    if 0 < float(text) < float("inf"):
                        return float(text)
        return 1

    # What is shown

    def _stem(self) -> str:
        html = "".join(self._materials(self._presentation))
        return self._contents.of_html(html, shows=True)

    def _materials(self, element: etree._Element) -> Iterator[str]:
        """Yield what stands beside the responses as HTML."""
        for each in element:
            if not isinstance(each.tag, str) or name_of(each) in _RESPONSES:
                continue
            name = name_of(each)
            if name == "mattext":
                yield f"<div>{_html(each)}</div>"
            elif name == "matimage":
                address = escape(attribute(each, "uri"))
                yield f'<img src="{address}" alt="{escape(attribute(each, "label"))}">'
            else:
                yield from self._materials(each)

    def _words(self, element: etree._Element) -> str:
        return self._contents.of_html("".join(self._materials(element)))

    def _labels(self, response: etree._Element) -> dict[str, str]:
        """Return the options of a response as HTML, by their identifiers."""
        labels = within(response, "response_label")
        return {attribute(each, "ident"): "".join(self._materials(each)) for each in labels}

    def _links(self) -> dict[str, list[str]]:
        """Return the identifiers of the feedback of options, by the options."""
        labels = within(self._presentation, "response_label")
        names = {attribute(each, "ident") for each in labels}
        linked: dict[str, list[str]] = {}
        for rule in self._rules:
            option = _only_option(rule)
            if option in names:
                told = (attribute(each, "linkrefid") for each in within(rule, "displayfeedback"))
                # What is told to all who are right is the explanation.
                linked.setdefault(option, []).extend(each for each in told if each not in _GENERAL)
        return linked

    def _told(self) -> dict[str, list[str]]:
        """Return the feedback by its identifier."""
        return {
            attribute(each, "ident"): list(lines_of(self._words(each)))
            for each in within(self._item, "itemfeedback")
        }

    # What is right

    def _right(self, response: str) -> list[str]:
        """Return the values of a response that earn points."""
        found: list[str] = []
        for rule in self._rules:
            if _earns(rule):
                equals = [each for each in within(rule, "varequal") if not _is_denied(each)]
                found += [words_of(e) for e in equals if attribute(e, "respident") == response]
        return list(dict.fromkeys(found))

    def _answered(self, question: Question, told: Mapping[str, list[str]]) -> Question:
        responses = self._responses
        if not responses or self._type == "essay_question":
            return as_essay(question)
        first = responses[0]
        if len(responses) > 1:
            return self._of_several(question)
        if name_of(first) == "response_lid" and within(first, "render_choice"):
            if _BLANK.search(question.stem) and self._type == "multiple_dropdowns_question":
                question = self._with_gap(question)
            return self._choice(question, first, told)
        if name_of(first) in {"response_str", "response_num", "response_lid"}:
            return self._typed(question, first)
        raise UnreadError(f"quizgen has no `{name_of(first)}`")

    def _of_several(self, question: Question) -> Question:
        is_lists = all(name_of(each) == "response_lid" for each in self._responses)
        has_blanks = self._type in {
            "fill_in_multiple_blanks_question",
            "multiple_dropdowns_question",
        }
        if not is_lists or has_blanks:
            raise UnreadError("it has several gaps")
        return as_pairs(question, self._pairs())

    def _pairs(self) -> Iterator[tuple[str, str]]:
        options: dict[str, str] = {}
        used: set[str] = set()
        for response in self._responses:
            labels = self._labels(response)
            for name, html in labels.items():
                options[name] = options.get(name) or self._text(html)
            right = [name for name in self._right(attribute(response, "ident")) if name in labels]
            if len(right) != 1:
                raise UnreadError("some entry has no match, or several")
            used.add(options[right[0]])
            yield self._words(response_head(response)), options[right[0]]
        for text in dict.fromkeys(options.values()):
            if text not in used:
                yield "", text

    def _text(self, html: str) -> str:
        text, picture = self._contents.of_option(html)
        if picture:
            self._contents.lose("a picture stands among what is to match", "words stand for it")
        return text

    def _choice(
        self, question: Question, response: etree._Element, told: Mapping[str, list[str]]
    ) -> Question:
        right = self._right(attribute(response, "ident"))
        options: dict[str, Option] = {}
        for name, html in self._labels(response).items():
            text, picture = self._contents.of_option(html)
            feedback = "\n".join(self._feedback(name, told))
            options[name] = Option(text, picture, name in right, feedback)
        if not any(each.is_right for each in options.values()):
            raise UnreadError("none of its options is right")
        is_single = attribute(response, "rcardinality") != "Multiple"
        texts = tuple(each.text.casefold() for each in options.values())
        if is_single and texts == _CLAIM:
            return replace(as_claim(question, next(iter(options.values())).is_right), shuffle=False)
        return as_choice(question, list(options.values()), is_single=is_single)

    def _feedback(self, name: str, told: Mapping[str, list[str]]) -> list[str]:
        keys = dict.fromkeys(self._linked.get(name, ()))
        return [text for key in keys for text in told.get(key, ())]

    def _typed(self, question: Question, response: etree._Element) -> Question:
        name = attribute(response, "ident")
        limits = self._limits()
        kinds = {attribute(each, "fibtype") for each in within(response, "render_fib")}
        is_number = self._type == "numerical_question" or name_of(response) == "response_num"
        right = self._right(name)
        if limits:
            return as_number(question, *limits)
        if (is_number or kinds & {"Decimal", "Integer"}) and right:
            return _exactly(question, right)
        if self._type == "fill_in_multiple_blanks_question":
            question = self._with_gap(question)
        return as_written(question, right) if right else as_essay(question)

    def _limits(self) -> tuple[Decimal, Decimal] | None:
        """Return the least and the largest number of the first rule that has both."""
        for rule in filter(_earns, self._rules):
            least = within(rule, "vargte", "vargt")
            most = within(rule, "varlte", "varlt")
            if least and most:
                with suppress(InvalidOperation):
                    return Decimal(words_of(least[0])), Decimal(words_of(most[0]))
        return None

    def _with_gap(self, question: Question) -> Question:
        """Return the question with a gap where Canvas has the name of a blank in brackets."""
        blank = attribute(self._responses[0], "ident").removeprefix("response_")
        return replace(question, stem=question.stem.replace(f"[{blank}]", "_____"))


def response_head(response: etree._Element) -> etree._Element:
    """Return what stands before the options of a response."""
    heads = children(response, "material")
    if not heads:
        raise UnreadError("an entry to match has no words")
    return heads[0]


def _exactly(question: Question, right: Sequence[str]) -> Question:
    try:
        value = Decimal(right[0])
    except InvalidOperation:
        return as_written(question, right)
    return as_number(question, value, value)


def _html(mattext: etree._Element) -> str:
    """Return the words of an element as HTML, which they may be already."""
    if len(mattext):
        return "".join(etree.tostring(each, encoding="unicode", method="html") for each in mattext)
    words = mattext.text or ""
    kind = attribute(mattext, "texttype").casefold()
    if kind in {"text/html", "text/xhtml", "html"}:
        return words
    return escape(words, quote=False).replace("\n", "<br>")


def _earns(rule: etree._Element) -> bool:
    for change in within(rule, "setvar"):
        with suppress(InvalidOperation):
            if Decimal(words_of(change)) > 0:
                return True
    return False


def _is_denied(element: etree._Element) -> bool:
    """Return whether an odd number of negations stand around a condition."""
    around = [each for each in element.iterancestors() if name_of(each) == "not"]
    return len(around) % 2 == 1


def _only_option(rule: etree._Element) -> str:
    """Return the option that is the only condition of a rule, "" for another condition."""
    conditions = [each for held in children(rule, "conditionvar") for each in held]
    if len(conditions) != 1 or name_of(conditions[0]) != "varequal":
        return ""
    return words_of(conditions[0])


_GENERAL = {"general_fb", "correct_fb", "general_incorrect_fb"}
