"""The clause around a date or a number: its subject, its verb, and what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from quizgen.drafting.lexicon.model import words
from quizgen.drafting.shortening import (
    COMMA,
    LEAST_WORDS,
    MOST_WORDS,
    Shortener,
    Tokens,
    added,
    count_in_row,
    tells,
)
from quizgen.drafting.tokens import Segment, Sentence, Token
from quizgen.grounding.spans import Spans

_MOST_OF_A_SUBJECT = 8
_MOST_IN_ALL = 26
# A clause that begins with one of these stands without it.
_OPENERS = words("as when since after before once with nachdem als")
# Only what stands before them tells what these mean.
_POINTING = words("them this these those such here diese dieser dieses dies solche")

_DEFINITE = words("the der die das den dem la le el")
_POSSESSIVE = words("his her")
# These belong to what follows them.
_LOOSE = words("just only shortly soon even right long not")


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

    def around(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the clause that holds the text from `start` to `end`, () if there is none.

        No more than MOST_WORDS of its words stand in a row in the article.
        """
        index = next((at for at, each in enumerate(self._segments) if each.holds(start, end)), -1)
        parts = self._parts(index, start) if index >= 0 else []
        if not parts:
            return ()
        tokens = self._of_parts(parts, start, end) or self._behind_conjunction(parts, start, end)
        speaker = self._speaker(index, tokens, start) if tokens else ""
        if not speaker:
            return tokens
        return (*tokens, COMMA, added(f"{self._lexicon.according_after} {speaker}"))

    def _of_parts(self, parts: Sequence[Tokens], start: int, end: int) -> tuple[Token, ...]:
        shortener = Shortener(self._sentence, start, end)
        has_subject = len(parts) > 1
        parts = [self._one_verb(each, start, end, has_subject=has_subject) for each in parts]
        return self._finished(_shortened(parts, shortener), start, end)

    def _behind_conjunction(
        self, parts: Sequence[Tokens], start: int, end: int
    ) -> tuple[Token, ...]:
        """Return the clause behind the last conjunction before the date, () if there is none."""
        if len(parts) != 1 or self._lexicon.has_brackets:
            return ()
        tokens = parts[0]
        for at in range(len(tokens) - 1, 0, -1):
            rest = tokens[at + 1 :]
            is_clause = bool(rest) and rest[0].start < start and self._sentence.has_verb(rest[1:])
            if is_clause and tokens[at].end <= start and self._joins(tokens, at):
                return self._of_parts([rest], start, end)
        return ()

    def _joins(self, tokens: Tokens, at: int) -> bool:
        """Return whether a clause with a subject of its own begins behind a word."""
        low = tokens[at].low
        if low in self._lexicon.that:
            return self._sentence.is_verb(tokens[at - 1])
        return low in _OPENERS or low in self._lexicon.conjunctions - {"and", "or"}

    def subject(self) -> Tokens:
        """Return the words of the subject of the sentence, () if it is not plain."""
        bare: Tokens = ()
        for segment in self._segments:
            if self._is_beside(segment):
                continue
            before = self._before_verb(segment.tokens)
            has_verb = len(before) < len(segment.tokens)
            if has_verb:
                bare = before or bare
                break
            bare = bare or before
        shortener = Shortener(self._sentence, -1, -1)
        return bare if len(bare) <= _MOST_OF_A_SUBJECT else shortener.shortened(bare)

    def cut(self, tokens: Tokens, verb: Token) -> Tokens:
        """Return a clause with its verb, cut where it can end; () if it stays too long."""
        tokens = self._one_verb(tokens, verb.start, verb.end, has_subject=True)
        if count_in_row(tokens) > MOST_WORDS and verb in tokens:
            shortener = Shortener(self._sentence, verb.start, verb.end)
            tokens = shortener.cut_behind(tokens, list(tokens).index(verb))
        return tokens if count_in_row(tokens) <= MOST_WORDS else ()

    def _parts(self, index: int, start: int) -> list[Tokens]:
        """Return the parts of the clause in their new order, [] if it is none by itself."""
        tokens = self._said(self._segments[index].tokens, start)
        if tokens and self._is_adverbial(tokens):
            is_clause = tokens[0].low == "with" and self._tells(tokens[1:])
            return [tokens[1:]] if is_clause else self._with_main(index, tokens)
        if tokens and self._is_relative(self._segments[index]):
            return self._of_relative(index)
        return self._of_clause(index, tokens, start) if tokens else []

    def _of_clause(self, index: int, tokens: Tokens, start: int) -> list[Tokens]:
        """Return the parts of a clause that is neither an adverbial nor a relative clause."""
        if self._sentence.is_participle(tokens[0]) and not index:
            return self._of_lead(tokens)
        tokens = self._without_opener(tokens, start)
        if self._is_subordinate(tokens):
            return []
        if self._sentence.is_verb(tokens[0]) and self._lexicon.articles:
            return self._with_subject(index, tokens)
        if self._sentence.has_verb(tokens):
            return [tokens, *self._object_behind(index)]
        return self._as_subject(index, tokens) or self._as_apposition(tokens)

    def _tells(self, tokens: Tokens) -> bool:
        return any(tells(self._sentence, tokens, at) for at in range(1, len(tokens)))

    def _is_subordinate(self, tokens: Tokens) -> bool:
        """Return whether words are a German clause with its only verb at the end."""
        lexicon = self._lexicon
        opens = _OPENERS | lexicon.conjunctions | lexicon.prepositions
        ends_with_verb = self._sentence.is_verb(tokens[-1])
        is_only = not self._sentence.has_verb(tokens[:-1])
        return lexicon.has_brackets and tokens[0].low in opens and ends_with_verb and is_only

    def _without_opener(self, tokens: Tokens, start: int) -> Tokens:
        first = tokens[0]
        if self._lexicon.has_brackets and first.low not in ("und", "aber", "denn", "sondern"):
            return tokens
        if first.low in self._lexicon.conjunctions and len(tokens) > 1:
            return tokens[1:]
        if _is_compared(tokens, start):
            return [added("in"), *tokens[3:]]
        is_at_date = len(tokens) > 1 and tokens[1].start == start
        if first.low in _OPENERS and self._sentence.has_verb(tokens) and not is_at_date:
            return tokens[1:]
        return tokens

    def _is_relative(self, segment: Segment) -> bool:
        """Return whether a segment is a relative clause: in German, its verb stands last."""
        tokens, lexicon = segment.tokens, self._lexicon
        first = tokens[0]
        if first.low not in lexicon.relatives or segment.mark != ",":
            return False
        is_article = first.low in lexicon.determiners
        return not is_article or self._sentence.is_verb(tokens[-1])

    def _of_relative(self, index: int) -> list[Tokens]:
        """Return a relative clause with its noun as its subject, [] in German."""
        if not index or not self._lexicon.passive:
            return []
        tokens = self._segments[index].tokens
        is_subject = tokens[0].low in ("who", "which") and len(tokens) > 1
        starts_with_verb = is_subject and self._sentence.is_verb(tokens[1])
        return [self._antecedent(index), tokens[1:]] if starts_with_verb else []

    def _of_lead(self, tokens: Tokens) -> list[Tokens]:
        """Return a participle at the beginning with its subject: X was born on Monday."""
        subject = self.subject()
        if not subject or not self._lexicon.passive:
            return []
        first = added(tokens[0].low)
        return [subject, (added(self._lexicon.passive), first), tokens[1:]]

    def _with_main(self, index: int, adverbial: Tokens) -> list[Tokens]:
        """Return the main clause, and the adverbial after it."""
        before = [at for at in range(index) if self._sentence.has_verb(self._segments[at].tokens)]
        if not before:
            main = self._main(self._segments[index + 1 :])
            is_whole = bool(main) and main[-1][-1].low not in self._lexicon.copulas
            return [*main, adverbial] if is_whole else []
        if self._is_beside(self._segments[before[-1]]):
            return self._beside_main(before[-1], index, adverbial)
        main = self._main([each for each in self._segments[:index] if not self._is_beside(each)])
        return self._with_rest(main, index, adverbial) if main else []

    def _beside_main(self, place: int, index: int, adverbial: Tokens) -> list[Tokens]:
        """Return the relative clause at a place with an adverbial of it, or a participle."""
        is_relative = self._is_relative(self._segments[place])
        clause = self._of_relative(place) if is_relative else []
        return [*clause, adverbial] if clause else self._first_main(index, adverbial)

    def _with_rest(self, main: list[Tokens], index: int, adverbial: Tokens) -> list[Tokens]:
        """Return a clause with an adverbial, and what a verb such as `was` needs behind it."""
        if main[-1][-1].low not in self._lexicon.copulas:
            return [*main, adverbial]
        behind = self._segments[index + 1 : index + 2]
        is_whole = bool(behind) and not self._sentence.has_verb(behind[0].tokens)
        return [*main, adverbial, behind[0].tokens] if is_whole else []

    def _first_main(self, index: int, adverbial: Tokens) -> list[Tokens]:
        """Return the main clause behind a leading participle and an adverbial of that."""
        lead = self._segments[0].tokens
        is_lead = self._sentence.is_participle(lead[0])
        return [] if not is_lead or index > 1 else [*self._of_lead(lead), adverbial]

    def _main(self, segments: Sequence[Segment]) -> list[Tokens]:
        """Return the first subject of some segments and the verb that belongs to it."""
        subject: Tokens = ()
        for segment in segments:
            tokens = segment.tokens
            if self._is_beside(segment) and not (subject and self._acts(tokens)):
                continue
            if not self._sentence.has_verb(tokens):
                subject = subject or tokens
                continue
            begins_with_verb = self._sentence.is_verb(tokens[0])
            if begins_with_verb and subject:
                return [Shortener(self._sentence, -1, -1).shortened(subject), tokens]
            return [tokens] if not begins_with_verb and not subject else []
        return []

    def _acts(self, tokens: Tokens) -> bool:
        """Return whether words begin with a verb and its object: built a road, not built by X."""
        behind = tokens[1].low if len(tokens) > 1 else ""
        return self._sentence.is_verb(tokens[0]) and behind not in self._lexicon.prepositions

    def _object_behind(self, index: int) -> list[Tokens]:
        """Return the object of a German verb, if an apposition stands before it."""
        behind = self._segments[index + 1 : index + 3]
        if self._lexicon.passive or len(behind) < 2:
            return []
        are_nouns = all(each.tokens[0].low in self._lexicon.determiners for each in behind)
        are_bare = not any(self._sentence.has_verb(each.tokens) for each in behind)
        return [behind[1].tokens] if are_nouns and are_bare else []

    def _with_subject(self, index: int, tokens: Tokens) -> list[Tokens]:
        subject = self.subject() if index else ()
        is_before = bool(subject) and subject[-1].end <= tokens[0].start
        return [subject, tokens] if is_before else []

    def _as_subject(self, index: int, tokens: Tokens) -> list[Tokens]:
        """Return a subject and its verb, which stands behind a comma."""
        if not all(map(self._is_beside, self._segments[:index])):
            return []
        for segment in self._segments[index + 1 :]:
            first = segment.tokens[0]
            is_lead = self._sentence.is_participle(first)
            if self._sentence.is_verb(first) and not is_lead:
                return [tokens, segment.tokens]
        return []

    def _as_apposition(self, tokens: Tokens) -> list[Tokens]:
        """Return an apposition as it is if it tells an event, else []."""
        return [tokens] if any(map(self._sentence.is_participle, tokens[1:])) else []

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
            return before.low not in ("of", "de", "von")
        ends = before.low in (lexicon.prepositions | lexicon.conjunctions) - {"of", "and", "de"}
        return self._sentence.is_verb(before) or ends

    def _said(self, tokens: Tokens, start: int) -> Tokens:
        """Return the words without who says them."""
        for at, token in enumerate(tokens[:-1]):
            if token.start >= start:
                break
            follows = tokens[at + 1].low in self._lexicon.that and tokens[at + 1].start < start
            if token.low in self._lexicon.speech and follows:
                return tokens[at + 2 :]
        return tokens

    def _speaker(self, index: int, said: Tokens, start: int) -> str:
        """Return who says some words of the segment at an index, "" if the author does."""
        tokens = self._segments[index].tokens
        subject = self._before_verb(tokens)
        is_left_out = self._leaves_out_speech(tokens, said, start)
        if not is_left_out or not self._is_plain(subject) or subject[0] in said:
            return self._according() if index else ""
        return " ".join(each.text for each in subject if each.low != "also")

    def _leaves_out_speech(self, tokens: Tokens, said: Tokens, start: int) -> bool:
        """Return whether the first verb of saying stands before a date, and was left out."""
        verb = next((each for each in tokens if each.low in self._lexicon.speech), None)
        return verb is not None and verb.end <= start and verb not in said

    def _is_plain(self, subject: Tokens) -> bool:
        unclear = self._lexicon.vague | self._lexicon.people_pronouns | self._lexicon.pronouns
        return 0 < len(subject) <= _MOST_OF_A_SUBJECT and subject[0].low not in unclear

    def _according(self) -> str:
        """Return who is named behind `according to` at the beginning, "" if nobody is."""
        first = self._segments[0].tokens
        for phrase in self._lexicon.according:
            count = len(phrase.split())
            if " ".join(each.low for each in first[:count]) == phrase and len(first) > count:
                return self._sentence.text[first[count].start : first[-1].end]
        return ""

    def _one_verb(self, tokens: Tokens, start: int, end: int, *, has_subject: bool) -> Tokens:
        """Return the words with one of the verbs that `and` joins: that of the date."""
        joins = [at for at in range(len(tokens) - 1) if self._joins_verbs(tokens, at)]
        behind = [at for at in joins if tokens[at].start >= end]
        if behind:
            return tokens[: behind[0]]
        before = [at for at in joins if tokens[at].end <= start]
        shortener = Shortener(self._sentence, start, end)
        if not before or not any(map(shortener.holds, tokens)):
            return tokens
        subject = self._before_verb(tokens)
        if not subject and not has_subject:
            subject = self.subject()
        return [*shortener.shortened(subject), *tokens[before[-1] + 1 :]]

    def _joins_verbs(self, tokens: Tokens, at: int) -> bool:
        is_conjunction = tokens[at].low in self._lexicon.conjunctions
        return is_conjunction and self._sentence.is_verb(tokens[at + 1])

    def _before_verb(self, tokens: Tokens) -> Tokens:
        for at, token in enumerate(tokens):
            if self._sentence.is_verb(token):
                return tokens[:at]
        return tokens

    def _finished(self, parts: Sequence[Tokens], start: int, end: int) -> tuple[Token, ...]:
        tokens = [token for part in parts for token in part]
        tokens = self._without_edges(tokens, end)
        holds = any(each.start < end and start < each.end for each in tokens)
        is_long = count_in_row(tokens) > MOST_WORDS or len(tokens) > _MOST_IN_ALL
        if not holds or is_long or len(tokens) <= LEAST_WORDS or not self._is_clear(tokens, start):
            return ()
        return self._with_names(tokens)

    def _is_clear(self, tokens: Tokens, start: int) -> bool:
        """Return whether words are a clause that says what it is about."""
        lexicon = self._lexicon
        unclear = tokens if lexicon.has_brackets else self._before_verb(tokens[1:])
        points = any(each.low in _POINTING for each in tokens)
        points = points or any(each.low in lexicon.pronouns for each in unclear)
        return not points and self._has_verb(tokens) and self._has_name(tokens, start)

    def _has_verb(self, tokens: Tokens) -> bool:
        """Return whether words have a verb that is not that of a relative clause."""
        lexicon = self._lexicon
        relatives = lexicon.relatives - (lexicon.determiners if lexicon.has_brackets else set())
        cut = next((at for at, each in enumerate(tokens) if at and each.low in relatives), None)
        head = tokens[:cut]
        return any(map(self._sentence.is_participle, head[1:])) or self._tells(head)

    def _has_name(self, tokens: Tokens, start: int) -> bool:
        """Return whether a name or a definite noun says which one is meant."""
        if not self._lexicon.articles or self._is_definite(tokens):
            return True
        if any(one.is_capital and two.is_capital for one, two in pairwise(tokens)):
            return True
        names = (each for each in tokens if each.is_capital and each.index)
        return not self._lexicon.has_brackets and any(each.start != start for each in names)

    def _is_definite(self, tokens: Tokens) -> bool:
        definite = _DEFINITE | self._lexicon.people_pronouns | self._lexicon.pronouns
        return any(each.low in definite for each in tokens)

    def _without_edges(self, tokens: list[Token], end: int) -> list[Token]:
        lexicon = self._lexicon
        edges = lexicon.prepositions | lexicon.conjunctions | lexicon.determiners
        edges |= _LOOSE
        while tokens and tokens[-1].low in edges and tokens[-1].start >= end:
            tokens = tokens[:-1]
        text = " ".join(each.low for each in tokens[:4])
        for phrase in lexicon.connectives:
            if text.startswith(f"{phrase} "):
                return tokens[len(phrase.split()) :]
        return tokens

    def _with_names(self, tokens: Tokens) -> tuple[Token, ...]:
        """Return the words with a name for a pronoun before the first name, () without a name."""
        at = self._first_pronoun(tokens)
        if at is None:
            is_vague = tokens[0].low in self._lexicon.vague or tokens[0].low == "with"
            return () if is_vague else tuple(tokens)
        name = self._name_for(tokens[at])
        return (*tokens[:at], added(name), *tokens[at + 1 :]) if name else ()

    def _first_pronoun(self, tokens: Tokens) -> int | None:
        """Return where a pronoun stands that no name in the words explains."""
        in_dates = Spans((each.start, each.end) for each in self._sentence.paragraph.dates)
        for at, token in enumerate(tokens):
            if token.low in self._pronouns:
                return at
            is_noun = self._lexicon.has_brackets or token.index == 0
            if token.is_capital and not is_noun and not in_dates.touch(token.start, token.end):
                return None
        return None

    def _name_for(self, pronoun: Token) -> str:
        """Return the name that a pronoun stands for, "" if nobody knows."""
        if pronoun.low in _POSSESSIVE:
            return f"{self._known.person}\u2019s" if self._known.person else ""
        if pronoun.low in self._lexicon.people_pronouns:
            return self._known.person
        thing = self._known.thing
        # One thing is never `they`.
        return "" if pronoun.low == "they" and not thing.endswith("s") else thing

    @property
    def _pronouns(self) -> frozenset[str]:
        """Return the pronouns for which names stand."""
        possessive = _POSSESSIVE if self._lexicon.passive else frozenset()
        return self._lexicon.people_pronouns | self._lexicon.pronouns | possessive

    def _is_adverbial(self, tokens: Tokens) -> bool:
        first = tokens[0]
        starts = {each.start for each in self._sentence.paragraph.dates}
        begins = first.low in self._lexicon.prepositions or first.text[0].isdigit()
        begins = begins or first.low in self._lexicon.weekdays or first.start in starts
        return begins and not self._sentence.has_verb(tokens)

    def _is_beside(self, segment: Segment) -> bool:
        """Return whether a segment is no part of the main clause."""
        tokens = segment.tokens
        if self._sentence.is_participle(tokens[0]):
            return True
        if not self._sentence.has_verb(tokens):
            text = " ".join(each.low for each in tokens)
            return self._is_adverbial(tokens) or text in self._lexicon.connectives
        first = tokens[0].low
        opens = first in _OPENERS or first in self._lexicon.conjunctions
        return opens or self._is_relative(segment)


def _is_compared(tokens: Tokens, start: int) -> bool:
    """Return whether words begin with a comparison before a date: as recently as 1064."""
    signs = [each.low for each in tokens[:3:2]]
    return signs == ["as", "as"] and len(tokens) > 3 and tokens[3].start == start


def _lacks(token: Token, parts: Sequence[Tokens]) -> bool:
    """Return whether no part has a word: without its verb, a clause says nothing."""
    return not any(token in each for each in parts)


def _shortened(parts: Sequence[Tokens], shortener: Shortener) -> list[Tokens]:
    """Return the parts of a clause, none of them too long; [] if they stay so."""
    if len(parts) == 2 and any(map(shortener.holds, parts[1])) and len(parts[1]) <= MOST_WORDS:
        is_clause = not any(map(shortener.holds, parts[0]))
        if is_clause and count_in_row([*parts[0], *parts[1]]) > MOST_WORDS:
            return shortener.around(parts[0], parts[1])
    found: list[Tokens] = []
    for part in parts:
        short = shortener.short(part)
        if not short or (found and _lacks(part[0], short)):
            return []
        found += short
    return found
