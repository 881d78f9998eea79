"""Rules about a whole set of items."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence
from itertools import combinations, groupby

from quizgen.language.words import Words, content, holds, hyphened, listed, normal, stemmed, tokens
from quizgen.lint.model import Finding, Question
from quizgen.lint.rule import (
    ENGLISH_ALONE,
    ENGLISH_AND_GERMAN,
    EVERY_LANGUAGE,
    PlacedMessage,
    paper_rule,
)
from quizgen.lint.values import sizes

Told = tuple[int | None, Finding]
LONGEST_RUN = 3
_CHANCE = 0.01
_LEAST_EXPECTED = 5
_LEAST_ITEMS = 20
_MOST_SHARE = 0.1
_LEAST_SHARED = 3


@paper_rule("Q441", "warning", fix="Shuffle the options again.", languages=EVERY_LANGUAGE)
def letters(questions: Sequence[Question], _words: Words) -> Iterator[PlacedMessage]:
    """Letters of the keys.

    Students gain if they always guess one letter, or never repeat the last one.

    The letters of the keys are uneven (chi-square, p < .01) or repeat over three times.
    """
    most = max((len(question.options) for question in questions), default=0)
    used, expected = [0] * most, [0.0] * most
    for question in questions:
        used[question.key] += 1
        for letter in range(len(question.options)):
            expected[letter] += 1 / len(question.options)
    if most > 1 and _are_uneven(used, expected):
        counts = ", ".join(f"{chr(65 + letter)} {count}" for letter, count in enumerate(used))
        yield None, f"the keys are unevenly spread: {counts}"
    yield from _runs(questions)


def _are_uneven(used: Sequence[int], expected: Sequence[float]) -> bool:
    """Tell whether the counts differ from the expected ones by more than chance allows."""
    if min(expected) < _LEAST_EXPECTED:
        return False
    square = sum((have - want) ** 2 / want for have, want in zip(used, expected, strict=True))
    return _chi_square_tail(square, len(used) - 1) < _CHANCE


def _runs(questions: Sequence[Question]) -> Iterator[PlacedMessage]:
    at = 0
    for letter, group in groupby(question.key for question in questions):
        length = len(list(group))
        if length > LONGEST_RUN:
            yield at, f"from here {chr(65 + letter)} is right {length} times in a row"
        at += length


def _chi_square_tail(square: float, degrees: int) -> float:
    """Return P(X >= square) by the cube-root normal approximation (Wilson and Hilferty, 1931)."""
    spread = 2 / (9 * degrees)
    deviate = ((square / degrees) ** (1 / 3) - (1 - spread)) / math.sqrt(spread)
    return 0.5 * math.erfc(deviate / math.sqrt(2))


def _tail(hits: int, chances: Sequence[float]) -> float:
    """Return P(X >= hits) for independent trials with these chances.

    It is the binomial tail with the mean chance, which is at least the exact one if there are more
    hits than expected (Hoeffding, 1956).
    """
    count = len(chances)
    chance = min(sum(chances) / count, 1.0) if count else 0.0
    if chance in (0.0, 1.0) or hits == 0:
        return 1.0
    logs = (
        math.lgamma(count + 1) - math.lgamma(k + 1) - math.lgamma(count - k + 1)
        + k * math.log(chance) + (count - k) * math.log1p(-chance)
        for k in range(hits, count + 1)
    )  # fmt: skip
    return math.fsum(map(math.exp, logs))


@paper_rule("Q442", "warning", fix="Make the options about equally long.", languages=EVERY_LANGUAGE)
def lengths(questions: Sequence[Question], _words: Words) -> Iterator[PlacedMessage]:
    """Lengths of the keys.

    Guessing the longest or shortest option pays.

    The key is the only longest, or the only shortest, option more often than chance allows.
    """
    told = [
        question for question in questions if len(question.options) > 2 and not question.pictured
    ]
    chances = [1 / len(question.options) for question in told]
    for name, sign in (("longest", 1), ("shortest", -1)):
        hits = sum(
            all(sign * len(question.answer) > sign * len(each) for each in question.distractors)
            for question in told
        )
        if _tail(hits, chances) < _CHANCE:
            yield (
                None,
                f"the key alone is the {name} option in {hits} of {len(told)} items",
            )


@paper_rule(
    "Q443",
    "warning",
    fix="Vary the number of wrong options that are smaller than the right one.",
    languages=EVERY_LANGUAGE,
)
def middles(questions: Sequence[Question], words: Words) -> Iterator[PlacedMessage]:
    """Keys in the middle.

    Guessing a number in the middle pays.

    The key is neither the least nor the greatest number more often than chance allows.
    """
    hits, chances = 0, []
    for question in questions:
        values = () if question.pictured else sizes(question, words)
        if len(values) > 2:
            hits += min(values) < values[question.key] < max(values)
            chances.append(1 - 2 / len(values))
    if chances and _tail(hits, chances) < _CHANCE:
        yield (
            None,
            f"the key is between the other numbers in {hits} of {len(chances)} items",
        )


@paper_rule("Q444", "info", fix="Ask for other answers.", languages=EVERY_LANGUAGE)
def one_answer(questions: Sequence[Question], words: Words) -> Iterator[PlacedMessage]:
    """One answer too often.

    Guessing it pays.

    One answer is right in over a tenth of twenty items or more.
    """
    keys = [normal(question.answer, words) for question in questions if len(question.options) > 2]
    if len(keys) < _LEAST_ITEMS:
        return
    for key, count in Counter(keys).most_common():
        if count <= _MOST_SHARE * len(keys):
            return
        name = next(
            question.answer for question in questions if normal(question.answer, words) == key
        )
        yield None, f"{listed((name,))} is right in {count} of {len(keys)} items"


@paper_rule("Q445", "warning", fix="Keep one of the two.", languages=ENGLISH_ALONE)
def giving_away(questions: Sequence[Question], words: Words) -> Iterator[PlacedMessage]:
    """One item gives away another.

    The stem of one names the answer of the other.

    The answer of an item stands in the stem of another that speaks of the same thing.
    """
    stems = _Stems(questions, words)
    for number, question in enumerate(questions):
        key = tuple(word for word in tokens(question.answer) if word not in words.articles)
        # An answer in its own stem is another flaw (Q413).
        if not _telling(question, key, words) or holds(stems.said[number], key):
            continue
        other = stems.first_that_names(key, number)
        if other is not None:
            answer = listed((question.answer,))
            yield number, f"item {other + 1} names {answer}, the answer of item {number + 1}"


class _Stems:
    """The stems of a paper: their words, their subjects, and an index of their words."""

    def __init__(self, questions: Sequence[Question], words: Words) -> None:
        self._words = words
        self.said = [tokens(question.stem) for question in questions]
        self._subjects = [_subjects(question.stem, words) for question in questions]
        self._topics = [content(question.stem, words) for question in questions]
        self._index: dict[str, list[int]] = defaultdict(list)
        for number, line in enumerate(self.said):
            for word in dict.fromkeys(line):
                self._index[word].append(number)

    def first_that_names(self, key: tuple[str, ...], number: int) -> int | None:
        """Return the first other stem on the subject of item `number` that names its key."""
        places = min((self._index.get(word, []) for word in key), key=len)
        stems = {stemmed(word, self._words) for word in key}
        for other in places:
            named = other != number and holds(self.said[other], key)
            if named and self._are_near(number, other, stems):
                return other
        return None

    def _are_near(self, number: int, other: int, key: set[str]) -> bool:
        """Tell whether two stems share a subject, or two words, other than those of the key."""
        names = self._subjects[number] & self._subjects[other]
        topics = self._topics[number] & self._topics[other]
        return len(topics - key) > 1 or any(stemmed(each, self._words) not in key for each in names)


def _telling(question: Question, key: tuple[str, ...], words: Words) -> bool:
    """Tell whether a key is so long, or a name, that it is in other stems by more than chance."""
    weighty = any(word not in words.stop and not word.isdecimal() for word in key)
    if question.pictured or not weighty:
        return False
    return len(key) > 1 or (question.answer[:1].isupper() and len(key[0]) > 3)


def _subjects(stem: str, words: Words) -> set[str]:
    """Return the subjects of a stem: its names, and its numbers of three digits or more."""
    written = hyphened(stem)
    names = {word.casefold() for word in written[1:] if word[0].isupper()}
    return {word for word in names - words.stop if len(word) > 2} | {
        w for w in written if w.isdecimal() and len(w) > 2
    }


@paper_rule(
    "Q446", "warning", fix="Add to each stem what tells it apart.", languages=ENGLISH_AND_GERMAN
)
def same_stem(questions: Sequence[Question], words: Words) -> Iterator[PlacedMessage]:
    """The same stem with different answers.

    Learners mix them up.

    Two items ask in nearly the same words for different answers.
    """
    seen: dict[Hashable, int] = {}
    for number, question in enumerate(questions):
        if question.shows_media:
            continue
        said = tokens(question.stem)
        asked = content(question.stem, words) | (set(said) & words.relations)
        asked |= set(said) & (words.question - {"which", "what"})
        # A lone capital is a name, as in vitamin A or the symbol I.
        asked |= {word for word in hyphened(question.stem)[1:] if len(word) == 1 and word.isupper()}
        ordered = () if words.directions.isdisjoint(said) else tuple(said)
        marks = (*sorted(asked), ordered)
        first = seen.setdefault(marks, number)
        answers = {normal(each.answer, words) for each in (questions[first], question)}
        if asked and len(answers) > 1:
            message = f"items {first + 1} and {number + 1} ask the same and have different answers"
            yield number, message


@paper_rule(
    "Q447", "warning", fix="Give one of the two other wrong options.", languages=EVERY_LANGUAGE
)
def shared_options(questions: Sequence[Question], words: Words) -> Iterator[PlacedMessage]:
    """Options of another item.

    Answering one item rules out options of the other.

    Two items have the same options, or three in common and different keys.
    """
    for number, other, count in pairs_that_share(questions, words):
        yield number, f"items {other + 1} and {number + 1} share {count} options"


def pairs_that_share(questions: Sequence[Question], words: Words) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each item that shares options with an earlier one, and that one's.

    The last number is that of the options that both have.
    """
    plain = [_Plain(question, words) for question in questions]
    first_with: dict[_Triple, list[int]] = defaultdict(list)
    for number, item in enumerate(plain):
        near = sorted({other for triple in item.triples for other in first_with[triple]})
        other = next((each for each in near if item.resembles(plain[each])), None)
        if other is not None:
            yield number, other, len(item.options & plain[other].options)
        _note(item.triples, number, first_with)


_Triple = tuple[str, ...]


def _note(triples: Sequence[_Triple], number: int, first_with: dict[_Triple, list[int]]) -> None:
    """Note an item for each three of its options; two items show whether the keys differ."""
    for triple in triples:
        if len(first_with[triple]) < 2:
            first_with[triple].append(number)


class _Plain:
    """The options and the key of an item in their plain forms."""

    def __init__(self, question: Question, words: Words) -> None:
        self.options = frozenset(normal(option, words) for option in question.options)
        self.triples = tuple(combinations(sorted(self.options), _LEAST_SHARED))
        self.key = normal(question.answer, words)

    def resembles(self, other: _Plain) -> bool:
        """Tell whether two items that share three options share all, or have different keys."""
        return self.options == other.options or self.key != other.key
