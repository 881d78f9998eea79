"""Reads what a learner wrote on a card back into what an author writes in a deck."""

from __future__ import annotations

import re
from collections.abc import Iterator

from babel import Locale, UnknownLocaleError

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import content_text
from quizgen.bank.wording import sentence_case, small_initial
from quizgen.deck.dates import DateError, PartialDate, parse_date
from quizgen.deck.model.contents import Content, Reference, Text
from quizgen.deck.model.kinds import Field
from quizgen.deck.quantities import Quantity
from quizgen.language.months import month_names

_YEAR = re.compile(r"\b\d{3,4}\b")
_DAY = re.compile(r"\b\d{1,2}\b")


def ways_to_write(base: FactBase, field: Field, content: Content, said: str) -> tuple[str, ...]:
    """Return how an author may write what a card says in place of a content, likeliest first."""
    made = dict.fromkeys(_ways(base, field, content, said))
    return tuple(each for each in made if each.strip())


def _ways(base: FactBase, field: Field, content: Content, said: str) -> Iterator[str]:
    if isinstance(content, PartialDate):
        yield from _dates(said, base.deck.language)
    elif isinstance(content, Quantity):
        yield from _numbers(content, said)
    elif isinstance(content, Reference):
        yield from _references(base, field, said)
    else:
        yield from _texts(base, content, said)


def _texts(base: FactBase, content: Content, said: str) -> Iterator[str]:
    # Cards begin answers with a capital and give names their article.
    was = content.text if isinstance(content, Text) else content_text(base, content)
    own = [said, small_initial(said)]
    ordered = own if was == sentence_case(was) else reversed(own)
    for text in ordered:
        yield text
        yield base.wording.bare(text)


def _dates(said: str, language: str) -> Iterator[str]:
    with_sign = said.replace("\N{EN DASH}", "/")
    for text in (said, with_sign):
        if _is_date(text):
            yield text
    year = _YEAR.search(said)
    if not year:
        return
    rest = f"{said[: year.start()]} {said[year.end() :]}"
    month, day = _month_in(rest, language), _DAY.search(rest)
    if month and day:
        yield f"{year[0]}-{month:02}-{int(day[0]):02}"
    if month:
        yield f"{year[0]}-{month:02}"
    yield year[0]


def _is_date(text: str) -> bool:
    try:
        parse_date(text)
    except DateError:
        return False
    return True


def _month_in(text: str, language: str) -> int:
    try:
        locale = Locale.parse(language.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return 0
    words = text.casefold()
    names = month_names(locale, with_short=False)
    return next((number for name, number in names if name in words), 0)


def _numbers(content: Quantity, said: str) -> Iterator[str]:
    digits = re.search(r"[\d.,\u00a0\u202f' ]*\d", said)
    plain = digits[0].strip() if digits else said
    # Which sign groups the digits depends on the language, so both are tried.
    for group, point in ((",", "."), (".", ",")):
        ungrouped = re.sub(rf"[\s'{re.escape(group)}]", "", plain).replace(point, ".")
        yield ungrouped
        if content.unit:
            yield f"{ungrouped} {content.unit}"
    yield said


def _references(base: FactBase, field: Field, said: str) -> Iterator[str]:
    wanted = {base.wording.bare(said).casefold(), said.casefold()}
    for ref, filler in base.names.fillers.items():
        fact = base.deck.facts[ref]
        is_target = fact.kind in field.to or base.kind(fact).pool in field.to
        if is_target and base.wording.bare(filler.text).casefold() in wanted:
            if not fact.deck:
                yield fact.id
            yield fact.written
