"""Reads the items of QTI 2.0 to 3.0, whoever wrote them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from decimal import Decimal, InvalidOperation

from lxml import etree

from quizgen.exchange.model import Answering, Option, Question
from quizgen.importing.answers import (
    as_choice,
    as_claim,
    as_essay,
    as_number,
    as_order,
    as_pairs,
    as_written,
    lines_of,
)
from quizgen.importing.qti_contents import Contents, UnreadError
from quizgen.importing.qti_files import attribute, children, name_of, within, words_of
from quizgen.quiz.manifest import Criterion

_CLAIM = ("true", "false")
_CRITERION = re.compile(r"(.+) \(([0-9]+(?:\.[0-9]+)?)\)", re.DOTALL)
_TOOL = "quizgen"
_ASKS = (
    "choiceInteraction",
    "orderInteraction",
    "matchInteraction",
    "textEntryInteraction",
    "extendedTextInteraction",
)
# What is no part of the stem.
_APART = {
    "choiceInteraction",
    "orderInteraction",
    "matchInteraction",
    "extendedTextInteraction",
    "rubricBlock",
    "feedbackBlock",
    "feedbackInline",
}
_NUMBERS = {"float", "integer"}


class ItemReader:
    """Reads one item; `about` is what its package's manifest says of it."""

    def __init__(self, item: etree._Element, contents: Contents, about: Mapping[str, str]) -> None:
        self._item = item
        self._contents = contents
        self._about = about
        contents.plain_tex = attribute(item, "toolName") == _TOOL
        bodies = children(item, "itemBody")
        if not bodies:
            raise UnreadError("it has no body")
        self._body = bodies[0]

    def question(self, tags: Sequence[str], passage: str) -> Question:
        """Return the question; a shared text comes before its stem. Raises UnreadError."""
        interaction = self._interaction()
        stem = self._stem(interaction, passage)
        told = self._told()
        name = self._about.get("uid", "")
        choices = {attribute(each, "identifier") for each in within(self._body, "simpleChoice")}
        general = [text for key, texts in told.items() if key not in choices for text in texts]
        question = Question(
            name or attribute(self._item, "title"),
            name,
            "",
            Answering.TEXT,
            stem,
            shuffle=attribute(interaction, "shuffle") == "true",
            explanation=tuple(general),
            pictures=tuple(self._contents.pictures),
            tags=tuple(tags),
            points=self._points(),
            place=self._contents.place,
        )
        return self._answered(question, interaction, told)

    def _interaction(self) -> etree._Element:
        every = [
            each
            for each in self._body.iterdescendants()
            if isinstance(each.tag, str) and name_of(each).endswith("Interaction")
        ]
        if len(every) != 1:
            how_many = "several things" if every else "nothing"
            raise UnreadError(f"it asks for {how_many}")
        (found,) = every
        if name_of(found) not in _ASKS:
            raise UnreadError(f"quizgen has no `{name_of(found)}`")
        return found

    def _stem(self, interaction: etree._Element, passage: str) -> str:
        contents = self._contents
        html = passage + contents.inner(self._body, _APART)
        for prompt in children(interaction, "prompt"):
            html += f"<div>{contents.inner(prompt)}</div>"
        return contents.of_html(html, shows=True)

    def _points(self) -> float:
        outcomes = children(self._item, "outcomeDeclaration")
        named = {attribute(each, "identifier"): each for each in outcomes}
        held = [words_of(named["MAXSCORE"])] if "MAXSCORE" in named else []
        held += [attribute(named["SCORE"], "normalMaximum")] if "SCORE" in named else []
        for text in held:
            with suppress(ValueError):
                if 0 < float(text) < float("inf"):
                    return float(text)
        return 1

    # Feedback

    def _told(self) -> dict[str, list[str]]:
        """Return the feedback by the identifier that shows it."""
        told: dict[str, list[str]] = {}
        blocks = within(self._item, "modalFeedback", "feedbackBlock", "feedbackInline")
        for block in blocks:
            bodies = children(block, "contentBody") or [block]
            html = "".join(map(self._contents.inner, bodies))
            texts = lines_of(self._contents.of_html(html))
            told.setdefault(attribute(block, "identifier"), []).extend(texts)
        return told

    # Answers

    def _answered(
        self, question: Question, interaction: etree._Element, told: Mapping[str, list[str]]
    ) -> Question:
        kind = name_of(interaction)
        if kind == "extendedTextInteraction":
            return self._essay(question)
        declared = self._declared(attribute(interaction, "responseIdentifier"))
        if kind == "textEntryInteraction":
            return self._typed(question, declared)
        if kind == "matchInteraction":
            return self._pairs(question, interaction, declared)
        options = dict(self._options(interaction, told))
        if kind == "orderInteraction":
            return self._order(question, options, declared)
        return self._choice(question, options, declared)

    def _declared(self, name: str) -> etree._Element:
        every = children(self._item, "responseDeclaration")
        found = [each for each in every if attribute(each, "identifier") == name]
        if not found:
            raise UnreadError("it says nothing about its right answer")
        return found[0]

    def _correct(self, declared: etree._Element) -> list[str]:
        """Return the right values: those declared, or else those that earn points."""
        held = [words_of(each) for each in within(declared, "value")]
        right = [value for each in children(declared, "correctResponse") for value in held if value]
        if right:
            return right
        entries = within(declared, "mapEntry")
        return [attribute(each, "mapKey") for each in entries if _number(each, "mappedValue") > 0]

    def _options(
        self, interaction: etree._Element, told: Mapping[str, list[str]]
    ) -> Iterator[tuple[str, Option]]:
        for choice in within(interaction, "simpleChoice"):
            name = attribute(choice, "identifier")
            html = self._contents.inner(choice, {"feedbackInline"})
            text, picture = self._contents.of_option(html)
            yield name, Option(text, picture, feedback="\n".join(told.get(name, ())))

    def _choice(
        self,
        question: Question,
        options: Mapping[str, Option],
        declared: etree._Element,
    ) -> Question:
        right = self._correct(declared)
        is_single = attribute(declared, "cardinality") == "single"
        if is_single:
            # Each of several right options is mapped to points.
            entries = within(declared, "mapEntry")
            right += [
                attribute(each, "mapKey") for each in entries if _number(each, "mappedValue") > 0
            ]
        if not set(right) & set(options):
            raise UnreadError("none of its options is right")
        names = tuple(name.casefold() for name in options)
        texts = tuple(each.text.casefold() for each in options.values())
        if is_single and _CLAIM in {names, texts}:
            made = as_claim(question, list(options).index(right[0]) == 0)
            return replace(made, shuffle=False)
        marked = [replace(each, is_right=name in right) for name, each in options.items()]
        return as_choice(question, marked, is_single=is_single)

    def _order(
        self, question: Question, options: Mapping[str, Option], declared: etree._Element
    ) -> Question:
        right = self._correct(declared)
        if sorted(right) != sorted(options):
            raise UnreadError("it does not say the right place of each option")
        return as_order(question, [options[name] for name in right])

    def _pairs(
        self, question: Question, interaction: etree._Element, declared: etree._Element
    ) -> Question:
        sets = children(interaction, "simpleMatchSet")
        if len(sets) != 2:
            raise UnreadError("it has no two lists to match")
        left, right = (dict(self._entries(each)) for each in sets)
        matched = self._matched(declared)
        if set(matched) != set(left) or not set(matched.values()) <= set(right):
            raise UnreadError("some entry has no match, or several")
        used = [(left[name], right[matched[name]]) for name in left]
        spare = [("", text) for name, text in right.items() if name not in matched.values()]
        return as_pairs(question, [*used, *spare])

    def _matched(self, declared: etree._Element) -> dict[str, str]:
        """Return the right match of each entry, none if an entry has several."""
        pairs = [value.split() for value in self._correct(declared)]
        matched = {pair[0]: pair[1] for pair in pairs if len(pair) == 2}
        return matched if len(matched) == len(pairs) else {}

    def _entries(self, held: etree._Element) -> Iterator[tuple[str, str]]:
        for choice in children(held, "simpleAssociableChoice"):
            text, picture = self._contents.of_option(self._contents.inner(choice))
            if picture:
                self._contents.lose("a picture stands among what is to match", "words stand for it")
            yield attribute(choice, "identifier"), text

    def _typed(self, question: Question, declared: etree._Element) -> Question:
        right = self._correct(declared)
        if attribute(declared, "baseType") in _NUMBERS:
            return as_number(question, *self._bounds(right))
        entries = within(declared, "mapEntry")
        most = max((_number(each, "mappedValue") for each in entries), default=Decimal(0))
        full = [each for each in entries if _number(each, "mappedValue") == most > 0]
        accepted = [*right[:1], *(attribute(each, "mapKey") for each in full)]
        if not accepted:
            return as_essay(question)
        return as_written(question, list(dict.fromkeys(accepted)))

    def _bounds(self, right: Sequence[str]) -> tuple[Decimal, Decimal]:
        """Return the least and the largest number that are right."""
        try:
            rules = within(self._item, "gte", "lte")
            limits = {name_of(each): Decimal(words_of(each)) for each in rules}
            if set(limits) == {"gte", "lte"}:
                return limits["gte"], limits["lte"]
            middle = Decimal(right[0])
            for rule in within(self._item, "equal"):
                if attribute(rule, "toleranceMode") == "absolute":
                    below, *others = map(Decimal, attribute(rule, "tolerance").split())
                    return middle - below, middle + (others or [below])[0]
        except (InvalidOperation, IndexError, ValueError):
            raise UnreadError("its answer is not a number") from None
        return middle, middle

    def _essay(self, question: Question) -> Question:
        rubrics = within(self._item, "rubricBlock")
        bodies = [body for each in rubrics for body in children(each, "contentBody") or [each]]
        rubric = tuple(self._criteria(bodies))
        drop = {"ul"} if rubric else set()
        html = "".join(self._contents.inner(body, drop) for body in bodies)
        answer = self._contents.of_html(html)
        return as_essay(replace(question, answer=answer, rubric=rubric))

    def _criteria(self, bodies: Sequence[etree._Element]) -> Iterator[Criterion]:
        """Yield the criteria that quizgen wrote: words, and points in brackets."""
        if not self._contents.plain_tex:
            return
        for entry in (each for body in bodies for each in within(body, "li")):
            found = _CRITERION.fullmatch(words_of(entry))
            if found:
                yield Criterion(found[1], float(found[2]))


def _number(element: etree._Element, name: str) -> Decimal:
    try:
        return Decimal(attribute(element, name))
    except InvalidOperation:
        return Decimal(0)
