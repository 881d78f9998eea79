"""Sentences with typed blanks, such as ``{{Robert Mueller|person}} reported on {{2019-03-22|date}}.``."""

from __future__ import annotations

import re

from quizgen.deck.dates import DateError, PartialDate, parse_date
from quizgen.deck.model import Blank, Sentence, Text
from quizgen.deck.quantities import Quantity, QuantityError, parse_quantity
from quizgen.deck.read import shorten
from quizgen.diagnostics import Place, Problems

VALUE_TYPES = ("date", "number", "text")
_BLANK = re.compile(r"\{\{([^{}]*)\}\}")


def parse_sentence(text: str, place: Place, problems: Problems) -> Sentence | None:
    """Return the sentence's parts, None after reporting what is wrong with its blanks.

    A blank's type is ``date``, ``number``, ``text`` or a pool; which pools there are is known only
    when every kind has been read.
    """
    before = len(problems.found)
    parts: list[str | Blank | None] = []
    end = 0
    for match in _BLANK.finditer(text):
        parts += [text[end : match.start()], _parse_blank(match[1], place, problems)]
        end = match.end()
    parts.append(text[end:])
    _check_shape(parts, place, problems)
    if len(problems.found) > before:
        return None
    return Sentence(tuple(part for part in parts if part))


def _check_shape(parts: list[str | Blank | None], place: Place, problems: Problems) -> None:
    between = [part for part in parts if isinstance(part, str)]
    if any("{{" in part or "}}" in part for part in between):
        problems.error("Q211", "a blank is not closed", place, "write {{answer|type}}")
    elif len(between) == len(parts):
        problems.error(
            "Q211", "the sentence has no blank", place, "put what is to be asked in {{answer|type}}"
        )
    elif not any(part.strip() for part in between):
        problems.error(
            "Q211", "the sentence is nothing but blanks", place, "write the words around them"
        )


def _parse_blank(inner: str, place: Place, problems: Problems) -> Blank | None:
    answer, bar, kind = (part.strip() for part in inner.rpartition("|"))
    if not bar or not kind:
        problems.error(
            "Q211",
            f"the blank {{{{{shorten(inner)}}}}} has no type",
            place,
            "write {{answer|type}}, as in {{NATO|organization}}, {{1949|date}} or {{free|text}}",
        )
        return None
    if not answer:
        problems.error("Q211", "a blank has no answer", place, "write {{answer|type}}")
        return None
    content = _parse_answer(answer, kind, place, problems)
    return None if content is None else Blank(kind, content)


def _parse_answer(
    answer: str, kind: str, place: Place, problems: Problems
) -> Text | PartialDate | Quantity | None:
    try:
        if kind == "date":
            return parse_date(answer)
        if kind == "number":
            return parse_quantity(answer)
    except (DateError, QuantityError) as error:
        problems.error("Q206" if kind == "date" else "Q210", error.message, place, error.fix)
        return None
    return Text(answer)
