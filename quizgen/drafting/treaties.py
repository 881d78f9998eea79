"""Treaties and the dates at which they were signed, took effect or expire."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.drafting.entities import Entities
from quizgen.drafting.facts import Written
from quizgen.drafting.mentions import Asked
from quizgen.drafting.tokens import Sentence, Token

_FAR = 14


@dataclass(frozen=True, slots=True)
class _Treaty:
    first: int
    last: int
    name: str


def add_treaties(
    sentence: Sentence, asked: Sequence[Asked], entities: Entities
) -> tuple[Asked, ...]:
    """Add the treaties of a sentence with their dates; return the dates that they have now."""
    told: list[Asked] = []
    for treaty in _treaties(sentence):
        values: dict[str, Written] = {}
        for key, date in _dates(treaty, sentence, asked):
            if key not in values and date not in told:
                values[key] = date.value
                told.append(date)
        signer = _signer(treaty, sentence)
        if values and signer:
            values["signed_by"] = signer
        if values:
            entities.add("treaties", treaty.name, sentence.paragraph.number, values)
    return tuple(told)


def _treaties(sentence: Sentence) -> Iterator[_Treaty]:
    tokens = sentence.outside
    for at, token in enumerate(tokens):
        if token.low not in sentence.lexicon.treaties or not token.is_capital:
            continue
        first, last = at, at
        while first and _is_part(tokens[first - 1], sentence):
            first -= 1
        if first == at:
            last = _after(tokens, at)
        if first < last:
            yield _Treaty(first, last, _name(tokens[first : last + 1], tokens[first - 1 : first]))


def _signer(treaty: _Treaty, sentence: Sentence) -> str:
    """Return who signed a treaty, right behind `signed by`, "" if nobody is named."""
    tokens, lexicon = sentence.outside, sentence.lexicon
    begin = treaty.last + 1
    words = tokens[begin : begin + 3]
    if not lexicon.passive or [each.low for each in words[:2]] != ["signed", "by"]:
        return ""
    found = [each for each in words[2:] if each.low == "the"]
    for token in tokens[begin + 2 + len(found) :]:
        if not token.is_capital:
            break
        found.append(token)
    is_named = any(each.is_capital for each in found)
    return sentence.text[found[0].start : found[-1].end] if is_named else ""


def _is_part(token: Token, sentence: Sentence) -> bool:
    lexicon = sentence.lexicon
    is_word = token.low not in lexicon.determiners and token.low not in lexicon.prepositions
    return token.is_capital and is_word


def _after(tokens: Sequence[Token], at: int) -> int:
    """Return the last word of a name that begins with its noun: Treaty of Versailles."""
    last = at
    for index in range(at + 1, min(at + 8, len(tokens))):
        token = tokens[index]
        if token.is_capital and index > at + 1:
            last = index
        elif token.low not in ("of", "the", "on", "for", "von", "über", "zu", "and", "de"):
            break
    return last


def _name(tokens: Sequence[Token], before: Sequence[Token]) -> str:
    words = " ".join(each.text for each in tokens)
    has_article = any(each.low in ("the", "a") or each.text[0].isdigit() for each in before)
    return f"the {words}" if has_article else words


def _dates(
    treaty: _Treaty, sentence: Sentence, asked: Sequence[Asked]
) -> Iterator[tuple[str, Asked]]:
    """Yield the dates of a treaty, each with the key that it belongs to."""
    tokens = sentence.outside
    for date in asked:
        place = next((at for at, each in enumerate(tokens) if each.end > date.start), -1)
        if date.sort != "date" or place < 0:
            continue
        if place == treaty.first - 1:
            yield "signed", date
        elif treaty.last < place <= treaty.last + _FAR * 2:
            between = tokens[treaty.last + 1 : place]
            key = _key(between, sentence)
            if key:
                yield key, date


def _key(between: Sequence[Token], sentence: Sentence) -> str:
    """Return what the words between a treaty and a date say of it, "" if nothing."""
    lexicon = sentence.lexicon
    lows = [each.low for each in between]
    if lexicon.expires & set(lows[-4:]):
        return "expires"
    if any(phrase in " ".join(lows[-_FAR // 2 :]) for phrase in lexicon.in_force):
        return "in_force"
    another = any(each.low in lexicon.treaties and each.is_capital for each in between)
    is_signed = len(lows) <= _FAR and bool(lexicon.signed & set(lows))
    return "signed" if is_signed and not another else ""
