"""Births and deaths in brackets after names: Marie Curie (born 7 November 1867)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.drafting.entities import Entities
from quizgen.drafting.facts import Drafted, Written
from quizgen.drafting.mentions import Asked
from quizgen.drafting.proper import Proper, is_personal, name_text, proper_names
from quizgen.drafting.tokens import Sentence
from quizgen.markup.source import escaped

_SIGNS = {"*": "born", "†": "died"}


def lives_in(
    sentence: Sentence, asked: Sequence[Asked], entities: Entities
) -> tuple[list[Asked], list[Drafted]]:
    """Add the dates of lives to people; return the dates told, and events with their years."""
    told: list[Asked] = []
    events: list[Drafted] = []
    for proper in proper_names(sentence):
        bracket = _bracket(proper, sentence)
        dates = [each for each in asked if _is_inside(each, bracket)]
        if dates and is_personal(proper, sentence):
            told += _add_life(proper, dates, bracket, sentence, entities)
        elif dates:
            found = list(_events(proper, dates, sentence, entities))
            events += found
            told += dates if found else []
    return told, events


def _is_inside(asked: Asked, bracket: tuple[int, int]) -> bool:
    return asked.sort == "date" and bracket[0] <= asked.start < bracket[1]


def _add_life(
    proper: Proper,
    dates: list[Asked],
    bracket: tuple[int, int],
    sentence: Sentence,
    entities: Entities,
) -> list[Asked]:
    """Add the dates of a life; return those that are told."""
    values = dict(_life(dates, bracket, sentence))
    if not values:
        return []
    entities.add("people", name_text(proper, sentence), sentence.paragraph.number, values)
    return dates


def _bracket(proper: Proper, sentence: Sentence) -> tuple[int, int]:
    """Return where the bracket behind a name begins and ends, (0, 0) if there is none."""
    return next((each for each in sentence.brackets if 0 <= each[0] - proper.end <= 1), (0, 0))


def _life(
    dates: Sequence[Asked], bracket: tuple[int, int], sentence: Sentence
) -> Iterator[tuple[str, Written]]:
    text = sentence.text[bracket[0] : bracket[1]]
    first = dates[0].value
    if "/" in first:
        born, _, died = first.partition("/")
        yield "born", born
        yield "died", died
        return
    for date in dates[:2]:
        before = sentence.text[bracket[0] : date.start].casefold()
        key = _key(before, sentence)
        if key:
            yield key, date.value
    is_span = len(dates) == 2 and re.search(r"\s[\u2013\u2014-]\s", text)
    if is_span:
        yield "born", first
        yield "died", dates[1].value


def _key(before: str, sentence: Sentence) -> str:
    """Return what the last sign or word before a date says: * and born, † and died."""
    signs = {**_SIGNS}
    signs.update(dict.fromkeys(sentence.lexicon.born, "born"))
    signs.update(dict.fromkeys(sentence.lexicon.died, "died"))
    places = {before.rfind(sign): key for sign, key in signs.items() if sign in before}
    return places[max(places)] if places else ""


def _events(
    proper: Proper, dates: Sequence[Asked], sentence: Sentence, entities: Entities
) -> Iterator[Drafted]:
    words = {each.low for each in proper.tokens}
    if not words & sentence.lexicon.events or len(dates) > 1:
        return
    name = name_text(proper, sentence)
    values = {"name": escaped(name), "date": dates[0].value}
    yield Drafted("events", entities.new_id(name), values, sentence.paragraph.number)
