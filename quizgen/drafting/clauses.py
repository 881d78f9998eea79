"""The short clause around a date or a number: its subject, its verb, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from quizgen.drafting.tokens import Segment, Sentence, Token
from quizgen.grounding.words import words_in

# So many words of the article may stand in a deck in a row.
MOST_WORDS = 12
_MOST_OF_A_SUBJECT = 8
_LEAST_WORDS = 3
_MOST_IN_ALL = 24
# A date stands so near to the preposition of its phrase: in the 2020 election.
_NEAR = 3
# A clause that begins with one of these stands without it.
_OPENERS = frozenset("as when since after before once with nachdem als".split())
# A phrase with one of these belongs to the word before it.
_NEVER_MOVED = frozenset("of to as than like by from von zu".split())
_NOT_CUT_BEFORE = frozenset(
    "of de du des von than per del y et und and or oder % percent als zum".split()
)
# Stands behind a phrase that has moved to the front.
_COMMA = Token(-9, ",", -1, -1)
Phrase = tuple[Token | str, ...]
Tokens = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Known:
    """Whom and what pronouns at the beginning of a sentence stand for, "" if nobody knows."""

    person: str = ""
    thing: str = ""


class Clauses:
    """The clauses of a sentence."""

    def __init__(self, sentence: Sentence, known: Known) -> None:
        self._sentence = sentence
        self._lexicon = sentence.lexicon
        self._known = known
        self._segments = sentence.segments

    def around(self, start: int, end: int) -> Phrase | None:
        """Return the clause that holds the text from `start` to `end`, None if there is none.

        No more than MOST_WORDS of its words stand in a row in the article.
        """
        index = next((at for at, each in enumerate(self._segments) if each.holds(start, end)), -1)
        if index < 0:
            return None
        parts = self._parts(index, start)
        if parts is None:
            return None
        has_subject = len(parts) > 1
        parts = [self._one_verb(each, start, end, has_subject=has_subject) for each in parts]
        parts = [short for each in parts for short in self._short(each, start, end)]
        phrase = self._finished(parts, start, end)
        speaker = self._speaker(index, start)
        if not phrase or not speaker:
            return phrase
        return (*phrase, _COMMA, f"{self._lexicon.according_after} {speaker}")

    def _speaker(self, index: int, start: int) -> str:
        """Return who says what the segment at an index says, "" if nobody or the author does."""
        first = self._segments[0].tokens
        for phrase in self._lexicon.according:
            count = len(phrase.split())
            if index and " ".join(each.low for each in first[:count]) == phrase:
                return self._sentence.text[first[count].start : first[-1].end]
        tokens = self._segments[index].tokens
        said = self._said(tokens, start)
        subject = self._before_verb(tokens)
        is_plain = 0 < len(subject) <= _MOST_OF_A_SUBJECT and subject[0].low not in (
            self._lexicon.vague | self._lexicon.people_pronouns | self._lexicon.pronouns
        )
        if len(said) == len(tokens) or not is_plain:
            return ""
        words = [each for each in subject if each.low != "also"]
        return " ".join(each.text for each in words)

    def subject(self) -> Tokens:
        """Return the words of the subject of the sentence, () if it is not plain."""
        for segment in self._segments:
            if self._is_beside(segment):
                continue
            before = self._before_verb(segment.tokens)
            return before if len(before) <= _MOST_OF_A_SUBJECT else self._shortened(before)
        return ()

    def cut(self, tokens: Tokens, verb: Token) -> Tokens:
        """Return a clause with its verb, cut where it can end; () if it stays too long."""
        tokens = self._one_verb(tokens, verb.start, verb.end, has_subject=True)
        if self._count(tokens) > MOST_WORDS:
            tokens = self._cut_behind(tokens, tokens.index(verb))
        return tokens if self._count(tokens) <= MOST_WORDS else ()

    def _parts(self, index: int, start: int) -> list[Tokens] | None:
        """Return the parts of the clause in their new order."""
        tokens = self._said(self._segments[index].tokens, start)
        if not tokens:
            return None
        if self._is_adverbial(tokens):
            return self._with_main(index, tokens)
        first = tokens[0]
        if first.low in self._lexicon.relatives and index and first.low not in self._also_articles:
            return [self._antecedent(index), tokens[1:]]
        if first.low in self._lexicon.conjunctions and len(tokens) > 1:
            tokens = tokens[1:]
            first = tokens[0]
        elif first.low in _OPENERS and self._sentence.has_verb(tokens):
            is_at_date = len(tokens) > 1 and tokens[1].start == start
            tokens = tokens if is_at_date else tokens[1:]
        if self._sentence.is_verb(first) and not self._asks_no_subject:
            return self._with_subject(index, tokens)
        if self._sentence.has_verb(tokens):
            return [tokens]
        return self._as_subject(index, tokens) or self._as_apposition(index, tokens)

    @property
    def _also_articles(self) -> frozenset[str]:
        """Return relative pronouns that may be articles as well: der, die, das."""
        return self._lexicon.relatives & self._lexicon.determiners

    @property
    def _asks_no_subject(self) -> bool:
        """Return whether sentences may lack a subject, as in Spanish."""
        return not self._lexicon.articles

    def _with_main(self, index: int, adverbial: Tokens) -> list[Tokens] | None:
        """Return the main clause, and the adverbial after it."""
        earlier = [each for each in self._segments[:index] if not self._is_beside(each)]
        if earlier:
            main = self._main(earlier)
            return [*main, adverbial] if main else None
        main = self._main([each for each in self._segments[index + 1 :]])
        return [*main, adverbial] if main else None

    def _main(self, segments: Sequence[Segment]) -> list[Tokens] | None:
        """Return the first subject of some segments and the verb that belongs to it."""
        subject: Tokens = ()
        for segment in segments:
            tokens = segment.tokens
            if self._is_beside(segment):
                continue
            if not self._sentence.has_verb(tokens):
                subject = subject or tokens
                continue
            begins_with_verb = self._sentence.is_verb(tokens[0])
            if begins_with_verb and subject:
                return [self._shortened(subject), tokens]
            if not begins_with_verb and not subject:
                return [tokens]
        return None

    def _with_subject(self, index: int, tokens: Tokens) -> list[Tokens] | None:
        subject = self.subject() if index else ()
        if subject and subject[-1].end <= tokens[0].start:
            return [subject, tokens]
        return None

    def _as_subject(self, index: int, tokens: Tokens) -> list[Tokens] | None:
        """Return a subject and its verb, which stands behind a comma."""
        if not all(map(self._is_beside, self._segments[:index])):
            return None
        for segment in self._segments[index + 1 :]:
            first = segment.tokens[0]
            is_lead = self._sentence.is_participle(first)
            if self._sentence.is_verb(first) and not is_lead:
                return [tokens, segment.tokens]
        return None

    def _as_apposition(self, index: int, tokens: Tokens) -> list[Tokens] | None:
        """Return an apposition as it is if it tells an event, else None."""
        tells = any(self._sentence.is_participle(each) for each in tokens[1:])
        return [tokens] if tells else self._with_main(index, tokens)

    def _antecedent(self, index: int) -> Tokens:
        """Return the noun phrase before a relative clause."""
        tokens = self._segments[index - 1].tokens
        begin = len(tokens) - 1
        while begin > 0 and not self._begins_phrase(tokens, begin):
            begin -= 1
        return tokens[begin:]

    def _begins_phrase(self, tokens: Tokens, at: int) -> bool:
        lexicon, before = self._lexicon, tokens[at - 1]
        if tokens[at].low in lexicon.determiners:
            return at < 2 or before.low not in _NOT_CUT_BEFORE
        ends = before.low in lexicon.prepositions | lexicon.conjunctions
        return self._sentence.is_verb(before) or (ends and before.low not in _NOT_CUT_BEFORE)

    def _said(self, tokens: Tokens, start: int) -> Tokens:
        """Return the words without who says them; () if they cannot stand alone then."""
        for at, token in enumerate(tokens[:-1]):
            if token.start >= start:
                break
            if token.low not in self._lexicon.speech:
                continue
            follower = tokens[at + 1]
            if follower.low in self._lexicon.that and follower.start < start:
                return tokens[at + 2 :]
        return tokens

    def _one_verb(self, tokens: Tokens, start: int, end: int, *, has_subject: bool) -> Tokens:
        """Return the words with one of the verbs that `and` joins: that of the date."""
        joins = [
            at
            for at, each in enumerate(tokens[:-1])
            if each.low in self._lexicon.conjunctions and self._sentence.is_verb(tokens[at + 1])
        ]
        for at in joins:
            if tokens[at].start >= end:
                return tokens[:at]
        before = [at for at in joins if tokens[at].end <= start]
        if not before or not any(each.start < end and start < each.end for each in tokens):
            return tokens
        subject = self._before_verb(tokens) or (() if has_subject else self.subject())
        return [*self._shortened(subject), *tokens[before[-1] + 1 :]]

    def _before_verb(self, tokens: Tokens) -> Tokens:
        for at, token in enumerate(tokens):
            if self._sentence.is_verb(token):
                return tokens[:at]
        return tokens

    def _short(self, tokens: Tokens, start: int, end: int) -> list[Tokens]:
        """Return the words shortened, in parts.

        They are cut behind the date, or its phrase moves to the front, or they are cut before it.
        """
        if self._count(tokens) <= MOST_WORDS:
            return [tokens]
        holds = [at for at, each in enumerate(tokens) if each.start < end and start < each.end]
        if not holds:
            return [self._cut_behind(tokens, _LEAST_WORDS)]
        cut = self._cut_behind(tokens, holds[-1])
        if self._count(cut) <= MOST_WORDS:
            return [cut]
        fronted = self._fronted(tokens, holds) if self._is_date(start, end) else []
        return fronted or [self._cut_before(cut, holds[0])]

    def _is_date(self, start: int, end: int) -> bool:
        dates = self._sentence.paragraph.dates
        return any(each.start < end and start < each.end for each in dates)

    def _cut_behind(self, tokens: Tokens, last: int) -> Tokens:
        """Return the words up to a place behind the one at an index, as many as may be."""
        least = max(last, self._first_verb(tokens)) + 1
        places = [at for at in range(least, len(tokens)) if self._can_end(tokens, at)]
        fitting = [at for at in places if self._count(tokens[:at]) <= MOST_WORDS]
        return tokens[: max(fitting, default=min(places, default=len(tokens)))]

    def _fronted(self, tokens: Tokens, holds: Sequence[int]) -> list[Tokens]:
        """Return the phrase of the date, and the words without it; [] if that does not help."""
        lexicon = self._lexicon
        begin = holds[0]
        while begin and tokens[begin].low not in lexicon.prepositions - _NEVER_MOVED:
            begin -= 1
            if self._sentence.is_verb(tokens[begin]):
                return []
        if holds[0] - begin > _NEAR:
            return []
        finish = holds[-1] + 1
        while finish < len(tokens) and not self._ends_phrase(tokens, finish):
            finish += 1
        if not begin or self._sentence.is_verb(tokens[begin - 1]):
            return []
        before = tokens[:begin]
        main = [*before, *tokens[finish:]]
        if self._count(main) > MOST_WORDS:
            main = list(self._cut_behind(main, self._first_verb(main)))
        front = tokens[begin:finish]
        is_short = max(self._count(front), self._count(main)) <= MOST_WORDS
        return [front, (_COMMA,), main] if is_short and self._sentence.has_verb(main) else []

    def _ends_phrase(self, tokens: Tokens, at: int) -> bool:
        low, lexicon = tokens[at].low, self._lexicon
        opens = (lexicon.prepositions | lexicon.relatives) - _NOT_CUT_BEFORE
        return self._sentence.is_verb(tokens[at]) or low in opens | lexicon.conjunctions

    def _first_verb(self, tokens: Tokens) -> int:
        verbs = (at for at, each in enumerate(tokens) if self._sentence.is_verb(each))
        return next(verbs, len(tokens) - 1)

    def _cut_before(self, tokens: Tokens, first: int) -> Tokens:
        """Return the words from a noun phrase on, whose verb or participle follows; () if none."""
        for at in range(1, first):
            begins = tokens[at].is_capital or tokens[at].low in self._lexicon.determiners
            rest = tokens[at:]
            is_free = self._sentence.has_verb(tokens[:at])
            if not (begins and is_free) or self._count(rest) > MOST_WORDS:
                continue
            if tokens[at - 1].is_capital or tokens[at - 1].low in self._lexicon.determiners:
                continue
            if any(self._tells(rest, place) for place in range(1, len(rest))):
                return rest
        return ()

    def _tells(self, tokens: Tokens, at: int) -> bool:
        """Return whether a word makes a clause of the words before it: hackers targeting …"""
        token, before = tokens[at], tokens[at - 1]
        is_noun = before.low not in self._lexicon.prepositions | self._lexicon.determiners
        is_active = token.low.endswith("ing") and is_noun and not token.is_capital
        is_active = is_active and bool(self._lexicon.passive) and at + 1 < len(tokens)
        return self._sentence.is_verb(token) or (is_noun and is_active)

    def _shortened(self, tokens: Tokens) -> Tokens:
        """Return a subject without what follows its first nouns."""
        if len(tokens) <= _MOST_OF_A_SUBJECT:
            return tokens
        for at in range(_MOST_OF_A_SUBJECT, 1, -1):
            if self._can_end(tokens, at):
                return tokens[:at]
        return tokens

    def _can_end(self, tokens: Tokens, at: int) -> bool:
        """Return whether words can end before the word at an index."""
        lexicon, low, before = self._lexicon, tokens[at].low, tokens[at - 1]
        opens = lexicon.prepositions | lexicon.relatives | lexicon.conjunctions
        if low not in opens or low in _NOT_CUT_BEFORE:
            return False
        is_open = before.low in opens | lexicon.determiners
        return not is_open and not self._sentence.is_verb(before)

    def _count(self, tokens: Tokens) -> int:
        """Return how many words of the article stand in a row at most."""
        longest = count = 0
        last = -2
        for token in tokens:
            count = count + _length(token) if token.index == last + 1 else _length(token)
            longest, last = max(longest, count), token.index
        return longest

    def _finished(self, parts: Sequence[Tokens], start: int, end: int) -> Phrase | None:
        tokens = [token for part in parts for token in part]
        tokens = self._without_edges(tokens, end)
        holds = any(each.start < end and start < each.end for each in tokens)
        is_long = self._count(tokens) > MOST_WORDS or len(tokens) > _MOST_IN_ALL
        if not holds or is_long or len(tokens) <= _LEAST_WORDS or not self._says_something(tokens):
            return None
        return self._with_names(tokens)

    def _says_something(self, tokens: Tokens) -> bool:
        has_participle = any(map(self._sentence.is_participle, tokens[1:]))
        has_active = any(self._tells(tokens, at) for at in range(1, len(tokens)))
        return has_participle or has_active or self._sentence.has_verb(tokens[1:])

    def _without_edges(self, tokens: list[Token], end: int) -> list[Token]:
        lexicon = self._lexicon
        edges = lexicon.prepositions | lexicon.conjunctions | lexicon.determiners
        while tokens and tokens[-1].low in edges and tokens[-1].start >= end:
            tokens = tokens[:-1]
        text = " ".join(each.low for each in tokens[:4])
        for phrase in lexicon.connectives:
            if text.startswith(f"{phrase} "):
                return tokens[len(phrase.split()) :]
        return tokens

    def _with_names(self, tokens: Tokens) -> Phrase | None:
        """Return the words with names for pronouns at their beginning, None without a name."""
        first, lexicon = tokens[0], self._lexicon
        rest = tuple(tokens[1:])
        if first.low in lexicon.people_pronouns:
            return (self._known.person, *rest) if self._known.person else None
        if first.low in ("his", "her") and self._known.person and not lexicon.verb_endings == ():
            return (f"{self._known.person}’s", *rest)
        if first.low in lexicon.pronouns:
            return (self._known.thing, *rest) if self._known.thing else None
        return None if first.low in lexicon.vague else tuple(tokens)

    def _is_adverbial(self, tokens: Tokens) -> bool:
        first = tokens[0]
        begins = first.low in self._lexicon.prepositions or first.text[0].isdigit()
        begins = begins or first.low in self._lexicon.weekdays or first.low.startswith("late")
        begins = begins or first.low in self._months_before(tokens)
        return begins and not self._sentence.has_verb(tokens)

    def _months_before(self, tokens: Tokens) -> frozenset[str]:
        """Return the first word if a date begins with it: September 25th."""
        starts = {each.start for each in self._sentence.paragraph.dates}
        return frozenset({tokens[0].low}) if tokens[0].start in starts else frozenset()

    def _is_beside(self, segment: Segment) -> bool:
        """Return whether a segment is no part of the main clause."""
        tokens = segment.tokens
        if not self._sentence.has_verb(tokens):
            text = " ".join(each.low for each in tokens)
            return self._is_adverbial(tokens) or text in self._lexicon.connectives
        first = tokens[0].low
        opens = first in _OPENERS or first in self._lexicon.conjunctions
        is_relative = first in self._lexicon.relatives and first not in self._also_articles
        is_lead = self._sentence.is_participle(tokens[0])
        return opens or is_relative or is_lead


def _length(token: Token) -> int:
    if token is _COMMA:
        return 0
    return max(len(words_in(token.text)), 1)


def runs_of(phrase: Phrase) -> Iterator[tuple[Token, ...] | str]:
    """Yield the texts of a phrase, and its words that stand in a row in the article."""
    run: list[Token] = []
    for each in phrase:
        if run and (isinstance(each, str) or each.index != run[-1].index + 1):
            yield tuple(run)
            run = []
        if isinstance(each, str):
            yield each
        elif each is _COMMA:
            yield each.text
        else:
            run.append(each)
    if run:
        yield tuple(run)
