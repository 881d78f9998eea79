"""Clues: what the rest of a paper must not give away, and what an exercise gives away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec import Struct, field

from quizgen.bank.base import FactBase
from quizgen.bank.distractors import Distractor
from quizgen.bank.media import called
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way, content_text
from quizgen.bank.wording import Wording
from quizgen.deck.model.contents import Content
from quizgen.deck.types.registry import type_of
from quizgen.language.tokens import beginnings
from quizgen.media.model import Media

# Longer phrases, in words, don't count.
_MOST_WORDS = 12
# Stems with one key ask the same if they share this many words, and this part of the shorter.
_SAME_WORDS, _SAME_SHARE = 2, 0.5
_NONE: frozenset[int] = frozenset()


class Clues(Struct, frozen=True):
    """What gives an exercise away, as normal texts.

    If another stem has one of `names`, or both of one of `pairs`, students know the answer or can
    rule out an option. `key` is the right answer, "" if there are several, and `paragraph` its
    place in the source. `hints` are names within its options; they answer a question about the
    same thing.
    """

    names: frozenset[str]
    pairs: frozenset[tuple[str, str]] = frozenset()
    key: str = ""
    paragraph: int | None = None
    hints: frozenset[str] = frozenset()


def clues_of_question(
    base: FactBase, prompt: Prompt, right: Sequence[Filler], distractors: Sequence[Distractor]
) -> Clues:
    """Return the clues of a question with its right answers and distractors."""
    key = right[0]
    names = frozenset().union(*(filler.names for filler in right))
    wrong = [distractor.filler for distractor in distractors]
    pairs = frozenset((*_pairs_of_key(base, prompt, key), *_ruled_out(base, prompt, key, wrong)))
    key_text = base.wording.normal(key.text) if len(prompt.values) == 1 else ""
    paragraph = prompt.value.provenance.paragraph
    return Clues(names, pairs, key_text, paragraph, _hints(base, key, wrong))


def _pairs_of_key(base: FactBase, prompt: Prompt, key: Filler) -> Iterator[tuple[str, str]]:
    """Yield each name of the fact beside each form of the key."""
    mine = base.names.fillers.get(prompt.fact.ref)
    if prompt.way is Way.FORWARD and mine:
        yield from ((name, form) for name in mine.names for form in _forms(base, key.content))


def _ruled_out(
    base: FactBase, prompt: Prompt, key: Filler, wrong: Iterable[Filler]
) -> Iterator[tuple[str, str]]:
    """Yield pairs that rule out an option: its name beside its own picture or value."""
    is_picture = type_of(key.content).media(key.content) is not None
    is_back = prompt.way is Way.BACK
    for filler in wrong:
        if is_picture:
            shown = called(base, filler)
            yield from ((name, form) for name in shown for form in _forms(base, filler.content))
        if is_back:
            recorded = list(_recorded(base, filler, prompt.field.name))
            yield from ((name, form) for name in filler.names for form in recorded)


def _hints(base: FactBase, key: Filler, wrong: Iterable[Filler]) -> frozenset[str]:
    """Return the phrases within options, no option as a whole."""
    texts = [base.wording.normal(filler.text) for filler in (key, *wrong)]
    return frozenset().union(*(phrases(text) for text in texts)).difference(texts)


def clues_of_entries(
    base: FactBase, pairs: Iterable[tuple[str, str]], alone: Iterable[str] = ()
) -> Clues:
    """Return the clues of a question with entries: each with its answer, and names `alone`."""
    normal = base.wording.normal
    return Clues(frozenset(map(normal, alone)), frozenset((normal(a), normal(b)) for a, b in pairs))


def _recorded(base: FactBase, filler: Filler, field_name: str) -> Iterator[str]:
    fact = base.deck.facts.get(filler.fact)
    for value in fact.values.get(field_name, ()) if fact else ():
        yield from _forms(base, value.content)


def _forms(base: FactBase, content: Content) -> Iterator[str]:
    """Yield a content in words, and what else gives it away."""
    yield base.wording.normal(content_text(base, content))
    yield from type_of(content).clues(content)


def read_of(wording: Wording, stem: str, pictures: Iterable[Media]) -> str:
    """Return what a stem shows, as a normal text: its words, and its pictures' file names."""
    return " ".join((wording.normal(stem), *(media.file.name for media in pictures if media.file)))


class Readings(Struct):
    """What a paper shows so far, and what it must not show."""

    _names: set[str] = field(default_factory=set)
    _pairs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _stems: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _keys: dict[str, list[tuple[int | None, frozenset[str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    _hints: dict[str, list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))
    _hinted: dict[str, list[frozenset[str]]] = field(default_factory=lambda: defaultdict(list))
    _asked: set[str] = field(default_factory=set)
    _count: int = 0

    def clash(self, clues: Clues, stem: str) -> bool:
        """Return whether an exercise and a taken one clash; `stem` is its normal stem."""
        said = phrases(stem)
        return (
            not self._names.isdisjoint(said)
            or any(name in self._stems for name in clues.names)
            or any(
                self._stems.get(one, _NONE) & self._stems.get(other, _NONE)
                for one, other in clues.pairs
            )
            or any(not self._pairs[one].isdisjoint(said) for one in said if one in self._pairs)
            or (bool(clues.key) and stem in self._asked)
            or self._asks_again(clues, stem)
            or self._is_hinted(clues, stem)
        )

    def _is_hinted(self, clues: Clues, stem: str) -> bool:
        """Return whether options name the answer of another question about the same thing."""
        words = beginnings(stem)
        told = (each for name in clues.names for each in self._hints.get(name, ()))
        tells = (each for hint in clues.hints for each in self._hinted.get(hint, ()))
        return any(len(words & other) >= _SAME_WORDS for other in chain(told, tells))

    def _asks_again(self, clues: Clues, stem: str) -> bool:
        """Return whether a taken exercise asks the same in other words."""
        words = beginnings(stem)
        for paragraph, others in self._keys.get(clues.key, ()) if clues.key else ():
            shared = len(words & others)
            # With the same day, figure or paragraph, fewer words in common say the same.
            close = any(map(str.isdigit, clues.key)) or (
                paragraph is not None and paragraph == clues.paragraph
            )
            if shared >= _SAME_WORDS and (
                close or shared >= _SAME_SHARE * min(len(words), len(others))
            ):
                return True
        return False

    def count(self, clues: Clues, stem: str) -> int:
        """Return how many stems give an exercise away, its own among them."""
        found: set[int] = set()
        for name in clues.names:
            found |= self._stems.get(name, _NONE)
        return len(found) + sum(name in self._names for name in phrases(stem))

    def take(self, clues: Clues, stem: str) -> None:
        """Count an exercise as taken."""
        for phrase in phrases(stem):
            self._stems[phrase].add(self._count)
        self._names |= clues.names
        if clues.key:
            self._asked.add(stem)
            self._keys[clues.key].append((clues.paragraph, beginnings(stem)))
        for hint in clues.hints:
            self._hints[hint].append(beginnings(stem))
        for name in clues.names:
            self._hinted[name].append(beginnings(stem))
        for one, other in clues.pairs:
            self._pairs[one].add(other)
        self._count += 1


def phrases(text: str) -> frozenset[str]:
    """Return all runs of up to twelve words of a text."""
    words = text.split()
    return frozenset(
        " ".join(words[start:end])
        for start in range(len(words))
        for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1)
    )
