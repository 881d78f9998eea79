"""Topics: how near what two English facts of a kind are about is, by the words that tell them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain

from quizgen.bank.names import Names
from quizgen.bank.people import is_of_people
from quizgen.bank.wording import KEPT
from quizgen.deck.model.contents import Content
from quizgen.deck.model.deck import Deck
from quizgen.deck.types.registry import type_of
from quizgen.language.folding import folded
from quizgen.language.lexicon import LANGUAGE
from quizgen.language.phrases import head_of
from quizgen.language.vectors import NOTHING, Vector, about, closeness

# Closeness counts in steps, so that facts about equally near have the same likeness.
_STEPS = 8
# A text of fewer words is a name.
_WORDS_OF_PHRASES = 3


class Topics:
    """What the facts of a deck are about, by their names and values."""

    def __init__(self, deck: Deck, names: Names) -> None:
        self._deck = deck
        self._names = names
        self._is_known = deck.language.partition("-")[0] == LANGUAGE
        self._about = lru_cache(KEPT)(self._read)
        self._noun = lru_cache(KEPT)(self._read_noun)
        self._in_words = lru_cache(KEPT)(lambda text: about((text,)))

    def beside(self, one: str) -> Callable[[str], tuple[float, bool]]:
        """Return how near any other fact of its kind is to one, and whether they share a noun.

        The nearness comes in steps from 0 to 1, and is 0 if nothing is known. They share the noun
        if their main texts are about the same English one: a tissue that carries sugar is like a
        tissue that carries water. What people are called is weighed elsewhere.
        """
        if not self._is_known:
            return lambda _: (0.0, False)
        about_fact, noun_of = self._about, self._noun
        mine, noun = about_fact(one), noun_of(one)

        def near(other: str) -> tuple[float, bool]:
            close = round(closeness(mine, about_fact(other)) * _STEPS)
            return max(close, 0) / _STEPS, bool(noun) and noun == noun_of(other)

        return near

    def closeness(self, one: str, other: str) -> float | None:
        """Return how close two facts of a kind are, from -1 to 1.

        Nothing is known, and the answer is None, of facts of two kinds or in unknown words, and
        of those in languages other than English.
        """
        is_one_kind = one.partition("/")[0] == other.partition("/")[0]
        if not self._is_known or not is_one_kind:
            return None
        mine, theirs = self._about(one), self._about(other)
        return None if NOTHING in (mine, theirs) else closeness(mine, theirs)

    def _read_noun(self, ref: str) -> str:
        """Return the noun that the main text of a fact is about, folded; "" for none."""
        fact = self._deck.facts[ref]
        if not self._is_known or is_of_people(self._deck, fact.kind):
            return ""
        values = fact.values.get(self._deck.kinds[fact.kind].main, ())[:1]
        texts = (type_of(value.content).text(value.content) for value in values)
        phrases = (text for text in texts if len(text.split()) >= _WORDS_OF_PHRASES)
        return next((folded(head_of(text), LANGUAGE) for text in phrases), "")

    def pull(self, stem: str, key: str, other: str) -> float:
        """Return how much closer to a stem another text is than the key; 0 if nothing is known."""
        if not self._is_known:
            return 0.0
        asked, right, wrong = (self._in_words(text) for text in (stem, key, other))
        if NOTHING in (asked, right, wrong):
            return 0.0
        return closeness(asked, wrong) - closeness(asked, right)

    def _read(self, ref: str) -> Vector:
        return about(self._texts(ref))

    def _texts(self, ref: str) -> Iterator[str]:
        """Yield the name and the values of a fact in words."""
        named = self._names.fillers.get(ref)
        if named:
            yield named.text
        values = chain.from_iterable(self._deck.facts[ref].values.values())
        yield from chain.from_iterable(self._told_by(value.content) for value in values)

    def _told_by(self, content: Content) -> Iterator[str]:
        field_type = type_of(content)
        yield field_type.text(content)
        referred = self._names.fillers.get(field_type.fact(content))
        if referred:
            yield referred.text
        for blank in field_type.blanks(content):
            yield type_of(blank.content).text(blank.content)
