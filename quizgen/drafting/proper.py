"""The proper names of a sentence: their words, and the titles before them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.drafting.lexicon.model import words
from quizgen.drafting.tokens import Sentence, Token
from quizgen.grounding.names import names_in
from quizgen.grounding.spans import Spans
from quizgen.language.lands import is_land

_JOINS = words("and und et y i и e")
_SMALL = words("of the de la le du des del der den von van zu bin al ibn da di dos")
_MOST_OF_A_NAME = 5
_POSSESSIVE = re.compile(r"['\u2019]s?$")


@dataclass(frozen=True, slots=True)
class Proper:
    """A name: its words in the sentence, and the title with what stands before it."""

    tokens: tuple[Token, ...]
    title: tuple[Token, ...] = ()

    @property
    def start(self) -> int:
        """Return where it begins, with its title."""
        return (self.title or self.tokens)[0].start

    @property
    def end(self) -> int:
        """Return where it ends."""
        return self.tokens[-1].end


def proper_names(sentence: Sentence) -> tuple[Proper, ...]:
    """Return the names of a sentence in their order."""
    found = list(_first(sentence))
    for start, end in _spans(sentence):
        tokens = tuple(each for each in sentence.tokens if start <= each.start < end)
        for part in _parts(tokens, sentence):
            named = _without_title(part, sentence)
            if named:
                found.append(named)
    return tuple(found)


def _first(sentence: Sentence) -> Iterator[Proper]:
    """Yield the first word of a sentence if it is the name of somebody who says something."""
    tokens, lexicon = sentence.tokens, sentence.lexicon
    if len(tokens) < 3 or not tokens[0].is_capital:
        return
    words = lexicon.determiners | lexicon.vague | lexicon.pronouns | lexicon.people_pronouns
    words |= lexicon.prepositions | lexicon.conjunctions
    at = 2 if tokens[1].low == "also" else 1
    is_name = tokens[0].low not in words and tokens[at].low in lexicon.speech
    if is_name and lexicon.passive and not tokens[0].low.endswith("s"):
        yield Proper(tokens[:1])


def name_text(proper: Proper, sentence: Sentence) -> str:
    """Return a name as the article writes it, with its article if one stands before it."""
    text = _POSSESSIVE.sub("", sentence.text[proper.tokens[0].start : proper.end])
    index = proper.tokens[0].index
    before = sentence.tokens[index - 1] if index and not proper.title else None
    is_next = before is not None and proper.tokens[0].start - before.end == 1
    if before is None or not is_next or before.low != "the" or is_personal(proper, sentence):
        return text
    is_part = before.text == "The" and before.index > 0
    return f"{'The' if is_part else 'the'} {text}"


def is_personal(proper: Proper, sentence: Sentence) -> bool:
    """Return whether a name may be that of a person: two to five words, none a common noun."""
    weighty = [each for each in proper.tokens if each.low not in _SMALL]
    if _has_noun(weighty, sentence) or _has_article(proper, sentence):
        return False
    is_whole = 2 <= len(weighty) <= _MOST_OF_A_NAME or bool(proper.title)
    has_letters = any(len(each.text) > 1 and not each.text.isupper() for each in weighty[-1:])
    name = " ".join(each.text for each in proper.tokens)
    return is_whole and has_letters and not is_land(name, _language(sentence))


def _has_noun(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Return whether a name has a noun that people's names do not have."""
    lexicon = sentence.lexicon
    nouns = lexicon.organizations | lexicon.treaties | lexicon.events
    return any(each.low in nouns for each in tokens)


def _has_article(proper: Proper, sentence: Sentence) -> bool:
    index = proper.tokens[0].index
    return bool(index) and not proper.title and sentence.tokens[index - 1].low == "the"


def _language(sentence: Sentence) -> str:
    return "en" if sentence.lexicon.passive else "de"


def _spans(sentence: Sentence) -> Iterator[tuple[int, int]]:
    language = _language(sentence)
    dates = Spans((each.start, each.end) for each in sentence.paragraph.dates)
    for name in names_in(sentence.text, language):
        is_date = dates.touch(name.start, name.end)
        if sentence.start <= name.start < sentence.end and not is_date:
            yield _whole(name.start, name.end, sentence)


def _whole(start: int, end: int, sentence: Sentence) -> tuple[int, int]:
    """Return a name with the initials and the number within it: Unit 29155."""
    follower = next((each for each in sentence.tokens if each.start >= end), None)
    if follower and follower.start - end == 1 and follower.text.isdigit():
        dates = {each.start for each in sentence.paragraph.dates}
        if follower.start not in dates:
            return start, follower.end
    return start, end


def _parts(tokens: Sequence[Token], sentence: Sentence) -> Iterator[tuple[Token, ...]]:
    """Yield the names that `and` joins; one name may have it, such as that of an office."""
    lexicon = sentence.lexicon
    nouns = lexicon.organizations | lexicon.treaties
    at = next((at for at, each in enumerate(tokens) if each.low in _JOINS), 0)
    if not at:
        yield tuple(tokens)
        return
    left, right = tuple(tokens[:at]), tuple(tokens[at + 1 :])
    is_one = right and right[-1].low in nouns and not any(each.low in nouns for each in left)
    if is_one and len(right) > 1:
        yield tuple(tokens)
        return
    yield left
    if right:
        yield from _parts(right, sentence)


def _without_title(tokens: tuple[Token, ...], sentence: Sentence) -> Proper | None:
    """Return a name and the title in it: Russian President Vladimir Putin."""
    while tokens and tokens[0].low in sentence.lexicon.prepositions:
        tokens = tokens[1:]
    if not tokens:
        return None
    if _begins_with_origin(tokens, sentence):
        return Proper(tokens[1:])
    lows = [each.low for each in tokens]
    for title in sentence.lexicon.titles:
        cut = _end_of(title.split(), lows)
        if cut and tokens[cut].is_capital:
            return Proper(tokens[cut:], _capitals_before(tokens, cut, len(title.split())))
    return Proper(tokens)


def _capitals_before(tokens: tuple[Token, ...], cut: int, size: int) -> tuple[Token, ...]:
    """Return a title of `size` words with the words before it that have capitals: Russian."""
    first = cut - size
    while first and tokens[first - 1].is_capital:
        first -= 1
    return tokens[first:cut]


def _begins_with_origin(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Return whether a name has a word before it that is no part of it: the Frenchman X."""
    index = tokens[0].index
    is_origin = len(tokens) > 2 and tokens[0].low.endswith(("man", "woman"))
    return is_origin and bool(index) and sentence.tokens[index - 1].low == "the"


def _end_of(title: Sequence[str], lows: Sequence[str]) -> int:
    """Return the index behind a title in a name, 0 if it has none or ends with it."""
    size = len(title)
    places = (at for at in range(len(lows) - size) if list(lows[at : at + size]) == list(title))
    return next((at + size for at in places), 0)
