"""Shortens clauses so that few words of the article stand in a row, without losing their sense."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.drafting.lexicon.model import words
from quizgen.drafting.tokens import Sentence, Token
from quizgen.grounding.words import words_in

# So many words of the article may stand in a deck in a row.
MOST_WORDS = 12
LEAST_WORDS = 3
_MOST_OF_A_SUBJECT = 8
# A date stands so near to the preposition of its phrase: in the 2020 election.
_NEAR = 3
# A phrase with one of these belongs to the word before it.
_NEVER_MOVED = words("of to as than like by from between von zu zwischen")
NOT_CUT_BEFORE = words(
    "of to de du des von than per del y et and und or oder % percent als zum zu e ou и или"
)
Tokens = Sequence[Token]


def added(text: str) -> Token:
    """Return a word that the article does not have at this place."""
    return Token(-9, text, -1, -1)


# Stands around a phrase that has moved.
COMMA = added(",")


class Shortener:
    """Shortens the clauses of a sentence around the text from `start` to `end`."""

    def __init__(self, sentence: Sentence, start: int, end: int) -> None:
        self._sentence = sentence
        self._lexicon = sentence.lexicon
        self._start, self._end = start, end
        self._is_date = any(
            each.start < end and start < each.end for each in sentence.paragraph.dates
        )

    def holds(self, token: Token) -> bool:
        """Return whether a word is a part of the text."""
        return token.start < self._end and self._start < token.end

    def short(self, tokens: Tokens) -> list[Tokens]:
        """Return a clause in parts, [] if it stays too long.

        It is cut behind the date, or the phrase of the date moves, or it is cut before the date.
        """
        if self._fits(tokens):
            return [tokens]
        bare = self._without_adverbs(tokens)
        if self._fits(bare):
            return [bare]
        places = [at for at, each in enumerate(tokens) if self.holds(each)]
        cut = self.cut_behind(tokens, places[-1] if places else LEAST_WORDS)
        if self._fits(cut):
            return [cut]
        return self._otherwise(tokens, cut, places) if places else []

    def _without_adverbs(self, tokens: Tokens) -> Tokens:
        """Return English words without adverbs, which may be left out."""
        if not self._lexicon.passive:
            return tokens
        return [each for at, each in enumerate(tokens) if not _is_adverb(tokens, at)]

    def _otherwise(self, tokens: Tokens, cut: Tokens, places: Sequence[int]) -> list[Tokens]:
        """Return words with the phrase of the date elsewhere, or without what is before it."""
        moved = self._moved(tokens, places) if self._is_date else []
        before = self._cut_before(cut, places[0])
        return moved or ([before] if before else [])

    def around(self, main: Tokens, adverbial: Tokens) -> list[Tokens]:
        """Return a clause with an adverbial behind it, or behind its subject if it is long."""
        if count_in_row(main) <= MOST_WORDS:
            return [main, adverbial]
        verb = first_verb(self._sentence, main)
        cut = self.cut_behind(main, verb)
        if count_in_row(cut) <= MOST_WORDS and len(cut) >= len(main) - 2:
            return [cut, adverbial]
        return self._between(main, adverbial) or ([cut, adverbial] if self._fits(cut) else [])

    def _between(self, main: Tokens, adverbial: Tokens) -> list[Tokens]:
        """Return an adverbial between the subject and the verb of a clause, [] if that is long."""
        verb = first_verb(self._sentence, main)
        subject, rest = main[:verb], main[verb:]
        if count_in_row(rest) > MOST_WORDS:
            rest = self.cut_behind(rest, 0)
        if not subject or not self._fits(subject) or not self._fits(rest):
            return []
        return [subject, (COMMA,), adverbial, (COMMA,), rest]

    def _fits(self, tokens: Tokens) -> bool:
        return count_in_row(tokens) <= MOST_WORDS

    def cut_behind(self, tokens: Tokens, last: int) -> Tokens:
        """Return the words up to a place behind the one at an index, as many as may be."""
        least = max(last, first_verb(self._sentence, tokens, 0)) + 1
        places = [at for at in range(least, len(tokens)) if self._can_end(tokens, at)]
        fitting = [at for at in places if count_in_row(tokens[:at]) <= MOST_WORDS]
        return tokens[: max(fitting, default=min(places, default=len(tokens)))]

    def shortened(self, tokens: Tokens) -> Tokens:
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
        if low not in opens or low in NOT_CUT_BEFORE or lexicon.has_brackets:
            return False
        is_open = before.low in opens | lexicon.determiners
        return not is_open and not self._sentence.is_verb(before)

    def _moved(self, tokens: Tokens, places: Sequence[int]) -> list[Tokens]:
        """Return the words with the phrase of the date at another place, [] if that is no help."""
        bounds = self._phrase(tokens, places)
        if bounds is None:
            return []
        begin, finish = bounds
        if any(each.low in self._lexicon.relatives for each in tokens[:begin]):
            return []
        front, main = tokens[begin:finish], [*tokens[:begin], *tokens[finish:]]
        is_clause = any(tells(self._sentence, main, at) for at in range(1, len(main)))
        if not self._fits(front) or not is_clause:
            return []
        if self._fits(main):
            return [front, (COMMA,), main] if begin else [main, front]
        if not begin:
            return self.around(main, front)
        cut = self.cut_behind(main, first_verb(self._sentence, main))
        return [front, (COMMA,), cut] if self._fits(cut) else self._between(main, front)

    def _phrase(self, tokens: Tokens, places: Sequence[int]) -> tuple[int, int] | None:
        """Return where the phrase of the date begins and ends: in the 2020 election."""
        begin = places[0]
        while begin and tokens[begin].low not in self._lexicon.prepositions - _NEVER_MOVED:
            begin -= 1
            if self._sentence.is_verb(tokens[begin]):
                return None
        is_phrase = tokens[begin].low in self._lexicon.prepositions - _NEVER_MOVED
        is_object = begin > 0 and self._sentence.is_verb(tokens[begin - 1])
        if not is_phrase or is_object or places[0] - begin > _NEAR:
            return None
        finish = places[-1] + 1
        is_bare = places[0] == begin + 1
        while finish < len(tokens) and not self._ends_phrase(tokens, finish, is_bare=is_bare):
            finish += 1
        return begin, finish

    def _ends_phrase(self, tokens: Tokens, at: int, *, is_bare: bool) -> bool:
        low, lexicon = tokens[at].low, self._lexicon
        opens = (lexicon.prepositions | lexicon.relatives) - NOT_CUT_BEFORE
        is_end = low in opens | lexicon.conjunctions or is_bare
        return self._sentence.is_verb(tokens[at]) or is_end

    def _cut_before(self, tokens: Tokens, first: int) -> Tokens:
        """Return the words from a noun phrase on, whose verb or participle follows; () if none."""
        lexicon = self._lexicon
        for at in range(1, first):
            begins = tokens[at].is_capital or tokens[at].low in lexicon.determiners
            rest = tokens[at:]
            is_free = self._sentence.has_verb(tokens[:at])
            if not (begins and is_free and self._fits(rest)):
                continue
            if tokens[at - 1].is_capital or tokens[at - 1].low in lexicon.determiners:
                continue
            if any(tells(self._sentence, rest, place) for place in range(1, len(rest))):
                return rest
        return ()


def _is_adverb(tokens: Tokens, at: int) -> bool:
    """Return whether a sentence stays whole without a word: a heavily debated topic."""
    low = tokens[at].low
    before = tokens[at - 1].low if at else ""
    sounds_alike = before != "an" and (before != "a" or tokens[at + 1 : at + 2] != ())
    is_adverb = low.endswith("ly") and len(low) > _LEAST_OF_AN_ADVERB and low not in _NO_ADVERBS
    return is_adverb and sounds_alike and not tokens[at].is_capital and at + 1 < len(tokens)


_LEAST_OF_AN_ADVERB = 6
_NO_ADVERBS = words("family supply assembly anomaly monopoly nearly roughly hardly")


def first_verb(sentence: Sentence, tokens: Tokens, default: int | None = None) -> int:
    """Return the index of the first verb, else `default`, or the last index."""
    verbs = (at for at, each in enumerate(tokens) if sentence.is_verb(each))
    return next(verbs, len(tokens) - 1 if default is None else default)


def tells(sentence: Sentence, tokens: Tokens, at: int) -> bool:
    """Return whether a word makes a clause of the words before it: ships leaving."""
    lexicon = sentence.lexicon
    token, before = tokens[at], tokens[at - 1]
    is_noun = before.low not in lexicon.prepositions | lexicon.determiners
    is_active = token.low.endswith("ing") and is_noun and not token.is_capital
    is_active = is_active and bool(lexicon.passive) and at + 1 < len(tokens)
    return sentence.is_verb(token) or is_active


def count_in_row(tokens: Tokens) -> int:
    """Return how many words of the article stand in a row at most."""
    longest = count = 0
    last = -2
    for token in tokens:
        length = max(len(words_in(token.text)), 1) if token.index >= 0 else 0
        count = count + length if token.index == last + 1 else length
        longest, last = max(longest, count), token.index
    return longest


def runs_of(tokens: Tokens) -> Iterator[tuple[Token, ...]]:
    """Yield the words that stand in a row in the article, and added ones each alone."""
    run: list[Token] = []
    for each in tokens:
        if run and (each.index < 0 or each.index != run[-1].index + 1):
            yield tuple(run)
            run = []
        run.append(each)
    if run:
        yield tuple(run)
