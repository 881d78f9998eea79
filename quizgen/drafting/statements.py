"""Dates and numbers as events and as sentences with blanks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from quizgen.drafting.clauses import Clauses, Known
from quizgen.drafting.entities import Entities
from quizgen.drafting.facts import Drafted
from quizgen.drafting.mentions import Asked
from quizgen.drafting.shortening import COMMA, MOST_WORDS, runs_of
from quizgen.drafting.tokens import Sentence, Token
from quizgen.grounding.names import names_in
from quizgen.grounding.quotations import quotations_in
from quizgen.markup.source import escaped

_MOST_BLANKS = 3
_FAR = 8
_WORDS_OF_AN_ID = 6
# What a part of a sentence is stripped of before it stands in another one.
_EDGES = " ,;\u2014\u2013-"
_DEFINITE = ("the", "der", "die", "das")
_POSSESSIVE = ("\u2019s", "'s")
# Words within a longer quotation are not the article's own.
_MOST_QUOTED = 3


def statements_in(
    sentence: Sentence,
    asked: Sequence[Asked],
    told: Sequence[Asked],
    entities: Entities,
    known: Known,
) -> Iterator[Drafted]:
    """Yield an event or a statement for each date and number that no other fact has told."""
    done = set(told)
    for each in asked:
        if each in done:
            continue
        event = _event(each, sentence, entities) if each.sort == "date" else None
        if event:
            done.add(each)
            yield event
            continue
        phrase = Clauses(sentence, known).around(each.start, each.end)
        if not phrase or _is_quoted(phrase, sentence):
            continue
        blanks = [other for other in asked if other not in done and _holds(phrase, other)]
        blanks = blanks[:_MOST_BLANKS]
        done.update(blanks)
        text = _with_blanks(phrase, blanks, sentence)
        made = entities.new_id(_id_words(phrase, blanks))
        yield Drafted("statements", made, {"text": text}, sentence.paragraph.number)


def _is_quoted(phrase: Sequence[Token], sentence: Sentence) -> bool:
    """Return whether words stand in a quotation that is longer than a word or two."""
    long = [each for each in quotations_in(sentence.text) if len(each.text.split()) > _MOST_QUOTED]
    return any(each.start < word.start < each.end for each in long for word in phrase)


def _holds(phrase: Sequence[Token], asked: Asked) -> bool:
    return any(each.start < asked.end and asked.start < each.end for each in phrase)


def _id_words(phrase: Sequence[Token], blanks: Sequence[Asked]) -> str:
    words = [each.text for each in phrase if each is not COMMA and not _in_blank(each, blanks)]
    weighty = [word for word in words if len(word) > 3 or word[0].isupper()]
    return " ".join((weighty or words)[:_WORDS_OF_AN_ID])


def _in_blank(token: Token, blanks: Sequence[Asked]) -> bool:
    return any(each.start <= token.start < each.end for each in blanks)


def _with_blanks(phrase: Sequence[Token], blanks: Sequence[Asked], sentence: Sentence) -> str:
    """Return a phrase as a sentence with blanks."""
    parts = [
        escaped(run[0].text) if run[0].index < 0 else _run_with_blanks(run, blanks, sentence)
        for run in runs_of(phrase)
    ]
    bare = [part if part == "," else part.strip(_EDGES) for part in parts]
    text = " ".join(filter(None, bare)).replace(" ,", ",")
    text = text[0].upper() + text[1:]
    return text if text.endswith(".") else f"{text}."


def _run_with_blanks(run: Sequence[Token], blanks: Sequence[Asked], sentence: Sentence) -> str:
    """Return words as the article has them, with blanks, and without what stands in brackets."""
    start, end = run[0].start, run[-1].end
    pieces = []
    cuts = [(each.start, each.end, f"{{{{{each.value}|{each.sort}}}}}") for each in blanks]
    cuts += [(first, last, "") for first, last in sentence.brackets if start <= first < end]
    for first, last, new in sorted(cuts):
        if first < end and start < last:
            pieces += [_plain(sentence.text[start:first]), new]
            start = max(last, start)
    text = _closed("".join([*pieces, _plain(sentence.text[start:end])]))
    is_small = run[0].low in sentence.lexicon.prepositions | sentence.lexicon.determiners
    return text[:1].lower() + text[1:] if is_small else text


def _closed(text: str) -> str:
    """Return a text without quotation marks if one of a pair is missing."""
    is_open = text.count("\u201c") != text.count("\u201d") or text.count('"') % 2
    return re.sub('[\u201c\u201d"]', "", text) if is_open else text


def _plain(text: str) -> str:
    return escaped(text.replace("{", "(").replace("}", ")"))


def _event(asked: Asked, sentence: Sentence, entities: Entities) -> Drafted | None:
    """Return an event: a noun phrase right before a date with its preposition."""
    tokens, lexicon = sentence.outside, sentence.lexicon
    place = next((at for at, each in enumerate(tokens) if each.end > asked.start), -1)
    if place < 2 or tokens[place - 1].low not in ("in", "on", "am", "im", "vom"):
        return None
    last = place - 2
    for at in range(last, max(last - _FAR, -1), -1):
        token = tokens[at]
        if sentence.is_verb(token) or sentence.text[token.end : tokens[at + 1].start].strip():
            return None
        if token.low in lexicon.events:
            return _named_event(tokens[: last + 1], at, asked, sentence, entities)
    return None


def _named_event(
    tokens: Sequence[Token], head: int, asked: Asked, sentence: Sentence, entities: Entities
) -> Drafted | None:
    """Return the event whose noun stands at an index, if its phrase is whole."""
    begin = head
    while begin and not _opens(tokens[begin], tokens[begin - 1], sentence):
        begin -= 1
    words = tokens[begin:]
    if not 2 <= len(words) <= MOST_WORDS or not _is_particular(words, sentence):
        return None
    text = sentence.text[words[0].start : words[-1].end]
    made = entities.new_id(" ".join(each.text for each in words[1:7]))
    values = {"name": escaped(text), "date": asked.value}
    return Drafted("events", made, values, sentence.paragraph.number)


def _opens(token: Token, before: Token, sentence: Sentence) -> bool:
    """Return whether a noun phrase begins with a word."""
    lexicon = sentence.lexicon
    is_open = token.low in lexicon.determiners or token.text.endswith(_POSSESSIVE)
    is_cut = before.low in lexicon.prepositions | lexicon.conjunctions or sentence.is_verb(before)
    return is_open or is_cut or bool(sentence.text[before.end : token.start].strip())


def _is_particular(words: Sequence[Token], sentence: Sentence) -> bool:
    """Return whether a phrase tells one event from others: it is definite and has a name."""
    first = words[0]
    is_definite = first.low in _DEFINITE or first.text.endswith(_POSSESSIVE)
    vague = sentence.lexicon.vague
    if not is_definite or any(each.low in vague or sentence.is_verb(each) for each in words):
        return False
    language = "en" if sentence.lexicon.passive else "de"
    text = sentence.text[words[0].start : words[-1].end]
    return bool(names_in(f"x {text}", language)) or any(each.is_capital for each in words[1:])
