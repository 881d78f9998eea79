"""Sentences with typed blanks: ``{{Mueller|person}} reported on {{2019-03-22|date}}.``.

A third part of a blank is the hint that readers see in its place: ``{{Mueller|person|a lawyer}}``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import chain, zip_longest
from typing import Any

from msgspec.structs import replace

from quizgen.deck.model.contents import Blank, Sentence
from quizgen.deck.model.kinds import Field
from quizgen.deck.read import shorten
from quizgen.deck.types.base import FieldType, Speaker
from quizgen.diagnostics import Place, Problems
from quizgen.markup.markdown import with_hidden_code
from quizgen.markup.signs import shown

_BLANK = re.compile(r"\{\{([^{}]*)\}\}")
# The number of a blank's card. Without the space, 10:30 is a time.
_NUMBER = re.compile(r"\s*(\d+):\s+")
_HIGHEST = 499


class SentenceType(FieldType[Sentence]):
    """The type of sentences; `types` are all types by name, for the blanks."""

    names = ("sentence",)
    holds = Sentence

    def __init__(self, types: Mapping[str, FieldType[Any]]) -> None:
        self._types = types

    def read(self, text: str, place: Place, field: Field, problems: Problems) -> Sentence | None:
        """Return the sentence's parts; report Q211, and faults in the blanks' answers.

        The type of a blank is a field type that fills blanks, or a pool. Which pools there are is
        known only once every kind is read.
        """
        before = len(problems.found)
        # The braces of a formula are no blanks.
        pieces = _BLANK.split(with_hidden_code(text))
        words, inner = pieces[::2], pieces[1::2]
        blanks = [self._numbered(each, place, problems) for each in inner]
        _check_shape(words, place, problems)
        _check_numbers([each.number for each in blanks if each and each.number], place, problems)
        if len(problems.found) > before:
            return None
        parts = chain.from_iterable(zip_longest(map(shown, words), blanks))
        return Sentence(tuple([part for part in parts if part]))

    def _numbered(self, inner: str, place: Place, problems: Problems) -> Blank | None:
        found = _NUMBER.match(inner)
        if not found:
            return self._blank(inner, place, problems)
        blank = self._blank(inner[found.end() :], place, problems)
        return replace(blank, number=int(found[1][:4])) if blank else None

    def _blank(self, inner: str, place: Place, problems: Problems) -> Blank | None:
        answer, kind, hint = parts = _parts_of_blank(inner)
        if not _check_blank(inner, parts, place, problems):
            return None
        given = self._types.get(kind)
        reader = given if given and given.fills_blanks else self._types["text"]
        content = reader.read(answer, place, Field(kind, reader.names[0], place), problems)
        return None if content is None else Blank(kind, content, hint)

    def is_said(self, content: Sentence, text: str) -> bool:
        """Return whether a text is the answer of one of the blanks."""
        return any(self._types_of(blank).is_said(blank.content, text) for blank in content.blanks)

    def _types_of(self, blank: Blank) -> FieldType[Any]:
        return next(each for each in self._types.values() if type(blank.content) is each.holds)

    def unrecordable(self, name: str) -> str:
        """Return the noun for a sentence: its record can only be text."""
        return "a sentence"

    def blanks(self, content: Sentence) -> tuple[Blank, ...]:
        """Return the blanks in order."""
        return content.blanks

    def words(self, content: Sentence, speaker: Speaker) -> str:
        """Return the sentence with its blanks filled in."""
        parts = (
            part if isinstance(part, str) else speaker.text(part.content) for part in content.parts
        )
        return "".join(parts)


def _parts_of_blank(inner: str) -> tuple[str, str, str | None]:
    """Return answer, type and hint of a blank; the hint is None if the author gives none."""
    answer, *rest = [shown(part.strip()) for part in inner.split("|")]
    kind, *hint = rest or [""]
    return answer, kind, hint[0] if hint else None


def _check_blank(
    inner: str, parts: tuple[str, str, str | None], place: Place, problems: Problems
) -> bool:
    """Return whether a blank has the parts that it needs; report Q211 for the first fault."""
    answer, kind, hint = parts
    shown = f"the blank {{{{{shorten(inner)}}}}}"
    if not kind:
        message = f"{shown} has no type"
        fix = (
            f"say what it is: {{{{{shorten(answer)}|person}}}}, or organization, date "
            "or number; text, if none fits"
        )
    elif not answer:
        message, fix = "a blank has no answer", "write {{answer|type}}"
    elif inner.count("|") > 2:
        message, fix = f"{shown} has more than three parts", "write {{answer|type|hint}}"
    elif hint and answer.casefold() in hint.casefold():
        message = f"the hint of {shown} gives the answer away"
        fix = "write another, or none: {{answer|type|}}"
    else:
        return True
    problems.error("Q211", message, place, fix)
    return False


def _check_shape(between: list[str], place: Place, problems: Problems) -> None:
    """Report Q211 if the words between the blanks of a sentence show that it has no shape."""
    words = "\0".join(between)
    if "{{" in words or "}}" in words:
        problems.error(
            "Q211",
            "a blank is not closed",
            place,
            "write {{answer|type}}, with two braces on both sides",
        )
    elif len(between) == 1:
        fix = "write the answer as {{answer|type}}"
        problems.error("Q211", "the sentence has no blank", place, fix)
    elif not words.replace("\0", "").strip():
        fix = "write the words around them"
        problems.error("Q211", "the sentence is nothing but blanks", place, fix)


def _check_numbers(given: list[int], place: Place, problems: Problems) -> None:
    """Report Q211 if a number is too high, and Q227 if one was probably meant for another."""
    if not given:
        return
    slipped = next((each for each in given if _has_slipped(each, given)), 0)
    if slipped:
        message = f"two blanks have the number {slipped}, and none has {slipped + 1}"
        fix = f"write {slipped + 1}, unless one card is meant to ask for both"
        problems.warn("Q227", message, place, fix)
    if max(given) > _HIGHEST:
        fix = f"Anki numbers blanks from 1 to {_HIGHEST}"
        problems.error("Q211", f"the number {max(given)} is too high", place, fix)


def _has_slipped(number: int, given: list[int]) -> bool:
    """Return whether a number stands twice where the next one is missing: 1, 2, 2, 4."""
    return given.count(number) == 2 and number + 1 not in given and max(given) > number
