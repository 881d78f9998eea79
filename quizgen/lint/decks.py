"""Rules about a deck's cards beside each other."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from functools import cache, partial

from quizgen.language.words import Words, hyphened, listed, normal, set_of, stemmed, tokens
from quizgen.lint.model import Card, Finding
from quizgen.lint.rule import EVERY_LANGUAGE, PlacedMessage, deck_rule, declare

_WHICH = frozenset(("which", "what"))
_MARKS = ".,;:?!\"'()\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
_ARTICLES = set_of(
    "a an the der die das den dem des ein eine einen einem einer eines le la les un une des"
    " el los las una unos unas il lo gli i uno o os as um uma"
)
# No more than these: octadecane and octadecanal are two words.
_INFLECTED = re.compile(r"(?:'s|ings?|ies|ied|ed|es|s|e)$")
# With these, all of them end.
_LAST_LETTERS = ("s", "g", "d", "e")


_LETTER = re.compile(r"\b\w\b")


@deck_rule(
    "Q456", "warning", fix="Add to each front what tells it apart.", languages=EVERY_LANGUAGE
)
def several_answers(cards: Sequence[Card], words: Words) -> Iterator[PlacedMessage]:
    """One front with several answers.

    Learners cannot know which answer is meant.

    Two cards ask in the same words, but for articles and auxiliaries, for different answers.
    An article before one of two answers makes no difference, also in another language.
    """
    first_with: dict[Hashable, int] = {}
    sense = cache(partial(_with_sense, words=words))
    for number, card in _asking(cards):
        asked = _wording(card, sense)
        first = first_with.setdefault(asked, number)
        if asked and first != number and not _same_answer(cards[first], card, words):
            answers = f"{cards[first].answer}; {card.answer}"
            yield number, f"{listed((card.front,))} has two answers: {answers}"


@deck_rule("Q457", "info", fix="Keep one of the two.", languages=EVERY_LANGUAGE)
def same_card(cards: Sequence[Card], words: Words) -> Iterator[PlacedMessage]:
    """The same card twice.

    It costs reviews and teaches nothing.

    Two cards ask in forms of the same words for the same answer.
    """
    first_with: dict[Hashable, int] = {}
    answers = [normal(card.answer, words) for card in cards]
    times = Counter(answers)
    for number, card in _asking(cards):
        answer = answers[number]
        if times[answer] < 2:
            continue
        asked = _roots(card, words)
        first = first_with.setdefault((answer, asked), number)
        if asked and first != number:
            yield number, f"{listed((card.front, cards[first].front))} ask the same"


def _asking(cards: Sequence[Card]) -> Iterator[tuple[int, Card]]:
    """Yield the cards that words alone tell apart, with their indices."""
    return ((number, card) for number, card in enumerate(cards) if not card.shows_media)


def _same_answer(one: Card, other: Card, words: Words) -> bool:
    mine, theirs = normal(one.answer, words), normal(other.answer, words)
    return mine in (theirs, _without_article(theirs)) or theirs == _without_article(mine)


def _without_article(answer: str) -> str:
    """Return an answer without its first word if that is an article of a language often taught."""
    first, _, rest = answer.partition(" ")
    return rest if rest and first in _ARTICLES else answer


def _wording(card: Card, sense: Callable[[str], str]) -> tuple[str, ...]:
    """Return the words of a front in their order and their `sense`, without those that have none.

    Keeps signs that belong to a word (C++, H+, -5), and dashes in place of a gap.
    """
    written = card.front.replace("_", "\u2014").split()
    return tuple(filter(None, map(sense, written)))


def _with_sense(written: str, words: Words) -> str:
    """Return a word without punctuation and ending, "" for an article or an auxiliary."""
    word = written.strip(_MARKS)
    word = word if word.isupper() else word.casefold()
    return "" if word in _without_sense(words) else _uninflected(word)


@cache
def _without_sense(words: Words) -> frozenset[str]:
    return words.articles | words.auxiliaries


def _roots(card: Card, words: Words) -> tuple[Hashable, ...]:
    """Return the stems of a front's words in no order; the words of a sentence keep theirs."""
    said = tokens(card.front.replace("_", " "))
    empty = _without_topic(words)
    stems = sorted({stemmed(word, words) for word in said if word not in empty})
    letters = _lone_letters(card.front)
    # Two gaps of one sentence differ in their place, a way there and back in its order.
    kept = card.gaps or not words.directions.isdisjoint(said)
    order = tuple(tokens(card.front.replace("_", "\u2014"))) if kept else ()
    return (*stems, *letters, order) if stems else ()


@cache
def _without_topic(words: Words) -> frozenset[str]:
    return words.stop - words.relations - (words.question - _WHICH)


def _lone_letters(front: str) -> list[str]:
    """Return the capitals that stand alone after the first word: names, as in vitamin A."""
    if not _LETTER.search(front):
        return []
    return sorted(word for word in hyphened(front)[1:] if len(word) == 1 and word.isupper())


def _uninflected(word: str) -> str:
    if not word.endswith(_LAST_LETTERS):
        return word
    short = _INFLECTED.sub("", word)
    return short if len(short) > 2 else word


def no_source(unsourced: int, facts: int) -> Iterator[Finding]:
    """No source.

    Nobody can check the answer, or tell later which of two answers is right.

    Neither the deck nor a fact says where the fact comes from.
    """
    if unsourced:
        yield _NO_SOURCE.found(f"{unsourced} of {facts} facts name no source")


_NO_SOURCE = declare(
    "Q460",
    "info",
    no_source,
    "Say where the facts come from, in the header: `source: {title: …}`.",
)
