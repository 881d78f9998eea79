"""A sentence as words with what rules ask of each: whether it may be a verb, where parts end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from quizgen.drafting.lexicon.model import Lexicon, words
from quizgen.grounding.article import Paragraph
from quizgen.grounding.quotations import quotations_in
from quizgen.grounding.sentences import sentences_in
from quizgen.grounding.spans import Spans

_TOKEN = re.compile(
    r"[0-9]{1,3}(?:[.,][0-9]{3})+(?![0-9])|(?:[^\W\d_]\.){2,}(?:-[^\W\d_][\w-]*)?"
    r"|[^\W_]+(?:[-\u2010\u2011'\u2019][^\W_]+)*"
    r"(?:\s?%)?|[$€£†*]"
)
_MARKS = re.compile(r"[;:,]|\s[\u2013\u2014-]\s|\s?\u2014\s?")
_BRACKETS = re.compile(r"\s?\([^()]*\)|\s?\[[^\[\]]*\]")
_ORDINAL_BEFORE = re.compile(r"(?:\b[0-9]{1,2}|\bNr|\bSt|\bDr|\bca|\bbzw)\.\s+$")
# German shortens words to letters: v. Chr., z. B.
_LETTER_BEFORE = re.compile(r"\b[a-z]\.\s+$")
_LEAST_OF_A_VERB = 4
_JOINS = words("and or und oder et ou y e o и или")


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a paragraph: its number in its sentence, its letters, and where it stands."""

    index: int
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        """Return it in lower case."""
        return self.text.casefold()

    @property
    def is_capital(self) -> bool:
        """Return whether it begins with a capital."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Segment:
    """The words between two commas, dashes or semicolons, and the sign before them."""

    tokens: tuple[Token, ...]
    mark: str

    def holds(self, start: int, end: int) -> bool:
        """Return whether the text from `start` to `end` touches it."""
        return any(each.start < end and start < each.end for each in self.tokens)


class Sentence:
    """A sentence of a paragraph."""

    def __init__(self, paragraph: Paragraph, start: int, end: int, lexicon: Lexicon) -> None:
        self.paragraph = paragraph
        self.start, self.end = start, end
        self.lexicon = lexicon
        self.text = paragraph.text

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Return its words in order."""
        found = _TOKEN.finditer(self.text, self.start, self.end)
        return tuple(Token(index, each[0], *each.span()) for index, each in enumerate(found))

    @cached_property
    def brackets(self) -> tuple[tuple[int, int], ...]:
        """Return where its brackets begin and end."""
        found = _BRACKETS.finditer(self.text, self.start, self.end)
        return tuple(each.span() for each in found)

    @cached_property
    def outside(self) -> tuple[Token, ...]:
        """Return its words without those in brackets."""
        within = Spans(self.brackets)
        return tuple(each for each in self.tokens if not within.touch(each.start, each.end))

    @cached_property
    def segments(self) -> tuple[Segment, ...]:
        """Return its parts between commas, dashes and semicolons, without what is in brackets."""
        cuts = list(self._cuts())
        starts = [(self.start, "")] + [(end, mark) for _, end, mark in cuts]
        ends = [start for start, _, _ in cuts] + [self.end]
        made = []
        for (start, mark), end in zip(starts, ends, strict=True):
            inside = tuple(each for each in self.outside if start <= each.start < end)
            at = self._end_of_lead(inside)
            if at:
                made.append(Segment(inside[:at], mark))
            if inside:
                made.append(Segment(inside[at:], "," if at else mark))
        return tuple(made)

    def _end_of_lead(self, tokens: Sequence[Token]) -> int:
        """Return where a date at the beginning ends before a subject whose verb is elsewhere.

        It is 0 for other words: In 1875 | Benjamin Disraeli, the prime minister, bought shares.
        """
        begins = len(tokens) > 2 and tokens[0].low in self.lexicon.prepositions
        if not begins or self.has_verb(tokens):
            return 0
        ends = [each.end for each in self.paragraph.dates if each.start == tokens[1].start]
        at = sum(each.start < min(ends, default=self.end) for each in tokens)
        return at if at < len(tokens) and self._begins_noun(tokens[at]) else 0

    def _begins_noun(self, token: Token) -> bool:
        return token.is_capital or token.low in self.lexicon.determiners

    def _cuts(self) -> Iterator[tuple[int, int, str]]:
        whole = Spans([*self._unbroken(), *self.brackets])
        for found in _MARKS.finditer(self.text, self.start, self.end):
            sign = found[0].strip()
            if whole.touch(*found.span()) or (sign == "," and self._is_in_list(found.end())):
                continue
            yield found.start(), found.end(), sign

    def _unbroken(self) -> Iterator[tuple[int, int]]:
        """Yield dates, numbers and quotations, which hold marks that end no part."""
        spans = [(each.start, each.end) for each in self.paragraph.dates]
        spans += [(each.start, each.end) for each in quotations_in(self.text)]
        taken = Spans(spans)
        yield from spans
        for each in self.paragraph.numbers:
            if not taken.touch(each.start, each.end):
                yield each.start, each.end

    def _is_in_list(self, end: int) -> bool:
        """Return whether a comma stands within a list: Poles, Czechs, and Slovaks."""
        rest = [each for each in self.tokens if each.start >= end][:5]
        if not rest or self.has_verb(rest[1:4]):
            return False
        if rest[0].low in _JOINS:
            before = [each for each in self.tokens if each.end < end][-4:]
            return bool(before) and "," in self.text[before[0].start : end - 1]
        return self._joins_soon(rest)

    def _joins_soon(self, rest: Sequence[Token]) -> bool:
        """Return whether a word such as `and` follows the first nouns."""
        ahead = next((at for at, each in enumerate(rest) if each.low in _JOINS), 0)
        opens = self.lexicon.relatives | self.lexicon.determiners
        are_nouns = not any(each.low in self.lexicon.prepositions for each in rest[:ahead])
        return 0 < ahead <= 3 and are_nouns and rest[0].low not in opens

    def is_verb(self, token: Token) -> bool:
        """Return whether a word is a verb, as far as its letters and its neighbour tell."""
        low, lexicon = token.low, self.lexicon
        if low in lexicon.verbs or low in lexicon.copulas:
            return True
        if token.is_capital or not self._ends_as_verb(low):
            return False
        before = self.tokens[token.index - 1].low if token.index else ""
        return before not in lexicon.determiners and before not in lexicon.prepositions

    def _ends_as_verb(self, low: str) -> bool:
        lexicon = self.lexicon
        ends = low.endswith(lexicon.verb_endings or ("\0",)) and len(low) >= _LEAST_OF_A_VERB
        return low not in lexicon.no_verbs and (ends or low in lexicon.speech)

    def has_verb(self, tokens: Sequence[Token]) -> bool:
        """Return whether any of some words is a verb."""
        return any(map(self.is_verb, tokens))

    def is_participle(self, token: Token) -> bool:
        """Return whether a word is a passive participle: founded, built."""
        low = token.low
        is_regular = low.endswith("ed") and low not in self.lexicon.no_verbs
        return low in self.lexicon.participles or (bool(self.lexicon.passive) and is_regular)


def sentences_of(paragraph: Paragraph, lexicon: Lexicon) -> tuple[Sentence, ...]:
    """Return the sentences of a paragraph; a point after a number or in a date ends none."""
    spans: list[tuple[int, int]] = []
    dates = Spans((each.start, each.end) for each in paragraph.dates)
    # German alone frames its verbs in brackets.
    language = "de" if lexicon.has_brackets else ""
    for start, end in sentences_in(paragraph.text, language):
        before = paragraph.text[max(start - 8, 0) : start]
        is_short = lexicon.has_brackets and bool(_LETTER_BEFORE.search(before))
        is_inside = dates.touch(start - 1, start) or is_short
        goes_on = bool(_ORDINAL_BEFORE.search(before)) or is_inside
        if spans and goes_on:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(Sentence(paragraph, start, end, lexicon) for start, end in spans)
