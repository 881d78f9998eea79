"""Terms that are kinds of others, by names, definitions and WordNet: an iamb is a foot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from quizgen.bank.base import FactBase
from quizgen.bank.paraphrases import share_a_word
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of
from quizgen.language.folding import folded
from quizgen.language.lexicon import LANGUAGE, is_kind_of
from quizgen.language.phrases import NOUNS_WITH_CAPITALS, defined_noun, head_of
from quizgen.markup.plain import plain

# Languages in which the noun of a name comes first: artère coronaire.
_NOUN_FIRST = frozenset({"es", "fr", "it", "pt"})
# A name that a definition begins with has at most so many words.
_MOST = 4
# Of a name in WordNet, so many senses count.
_SENSES = 3

_Words = tuple[str, ...]


class Genera:
    """Knows of which other terms of its kind a term is a kind."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._language = base.deck.language.partition("-")[0]
        self._known: dict[tuple[str, str], Mapping[str, frozenset[str]]] = {}
        self._around: dict[tuple[str, str], frozenset[str]] = {}

    def is_kind_of(self, field: str, special: Fact, general: Fact) -> bool:
        """Return whether one fact is a kind of another one: what defines that holds for it.

        Only the main field of a kind says what its facts are, and no person is a kind of another.
        """
        kind = special.kind
        is_main = kind == general.kind and field == self._base.kind(special).main
        if not is_main or self._base.is_of_people(kind):
            return False
        is_told = general.ref in self._all_around(field, special)
        return is_told or self._is_known_kind(field, special, general)

    def _is_known_kind(self, field: str, special: Fact, general: Fact) -> bool:
        """Return whether WordNet knows the name of one fact as a kind of another's.

        Power and force are the same to some, but not in a deck whose definitions share no word.
        Further senses count if both definitions are about the same noun: a barge is a vessel.
        """
        if self._language != LANGUAGE:
            return False
        names = list(product(self._bare_names(special), self._bare_names(general)))
        if not any(is_kind_of(*pair, most=_SENSES) for pair in names):
            return False
        texts = list(product(self._defined(field, special), self._defined(field, general)))
        if any(head_of(one) == head_of(other) != "" for one, other in texts):
            return True
        is_usual = any(is_kind_of(*pair) for pair in names)
        return is_usual and any(share_a_word(*pair) for pair in texts)

    def _bare_names(self, fact: Fact) -> Sequence[str]:
        return [self._bare(name) for name in self._written_names(fact)]

    def _written_names(self, fact: Fact) -> Sequence[str]:
        filler = self._base.names.fillers.get(fact.ref)
        return sorted(filler.names) if filler else []

    def _all_around(self, field: str, fact: Fact) -> frozenset[str]:
        """Return the facts of which a fact is a kind, directly or by others."""
        if (fact.ref, field) not in self._around:
            direct = self._direct(fact.kind, field)
            found: set[str] = set()
            waiting = [fact.ref]
            while waiting:
                more = direct.get(waiting.pop(), frozenset()) - found
                found |= more
                waiting += more
            self._around[fact.ref, field] = frozenset(found - {fact.ref})
        return self._around[fact.ref, field]

    def _direct(self, kind: str, field: str) -> Mapping[str, frozenset[str]]:
        """Return the facts that names and definitions make the genus of each fact of a kind."""
        if (kind, field) not in self._known:
            called: dict[_Words, set[str]] = defaultdict(set)
            for fact in self._base.of_kind[kind]:
                for words in self._names(fact):
                    called[words].add(fact.ref)
            self._known[kind, field] = {
                fact.ref: frozenset(
                    ref for words in self._genera(field, fact) for ref in called.get(words, ())
                )
                for fact in self._base.of_kind[kind]
            }
        return self._known[kind, field]

    def _genera(self, field: str, fact: Fact) -> Iterator[_Words]:
        """Yield what the genus of a fact may be called, by its names and its definition."""
        for name in self._names(fact):
            yield from self._ends(name)
        for text in self._defined(field, fact):
            noun = self._noun(text)
            if self._language != "en":
                yield from (noun[:count] for count in range(1, _MOST + 1))
            elif noun:
                yield noun
                yield from self._ends(noun)

    def _ends(self, words: _Words) -> Iterator[_Words]:
        """Yield the parts of a name that hold its noun: artery in coronary artery."""
        for count in range(1, len(words)):
            yield words[:-count] if self._language in _NOUN_FIRST else words[count:]

    def _noun(self, text: str) -> _Words:
        """Return the words of a definition with its noun last, or first in other languages."""
        if self._language == "en":
            return self._words(defined_noun(text))
        if self._language in NOUNS_WITH_CAPITALS:
            words = self._bare(text).split()
            first = next((at for at, word in enumerate(words) if word[:1].isupper()), 0)
            return self._words(" ".join(words[first:]))
        return self._words(text)

    def _names(self, fact: Fact) -> Iterator[_Words]:
        yield from map(self._words, self._written_names(fact))

    def _defined(self, field: str, fact: Fact) -> Iterator[str]:
        contents = (value.content for value in fact.values.get(field, ()))
        texts = (type_of(content).text(content) for content in contents)
        yield from filter(None, texts)

    def _words(self, text: str) -> _Words:
        words = (word.strip(",;:.()") for word in self._bare(text).casefold().split())
        return tuple(folded(word, self._language) for word in words if word)

    def _bare(self, text: str) -> str:
        return self._base.wording.bare(plain(text))
