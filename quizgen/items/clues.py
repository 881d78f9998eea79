"""Clues: what an exercise must not read elsewhere on the paper, and what it lets others read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from quizgen.facts.dates import PartialDate
from quizgen.facts.model import Content
from quizgen.items.base import FactBase, Filler
from quizgen.items.distractors import Distractor
from quizgen.items.prompts import Prompt, Way, content_text

# Phrases of more words than this are not looked for.
_MOST_WORDS = 12
_NONE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Clues:
    """What gives an exercise away, as normal texts.

    Who reads one of `names` in another stem, or both of one of `pairs`, knows the answer or can rule
    out an option.
    """

    names: frozenset[str]
    pairs: frozenset[tuple[str, str]] = frozenset()


def clues_of_question(
    base: FactBase, prompt: Prompt, right: Sequence[Filler], distractors: Iterable[Distractor]
) -> Clues:
    """Return the clues of a question with its right answers and the wrong ones that it offers."""
    names = frozenset().union(*(filler.names for filler in right))
    pairs: set[tuple[str, str]] = set()
    mine = base.fillers.get(prompt.fact.ref)
    if prompt.way is Way.FORWARD and mine:
        pairs.update((name, form) for name in mine.names for form in _forms(base, right[0].content))
    if prompt.way is Way.BACK:
        # A name beside its own value is out.
        for filler in (distractor.filler for distractor in distractors):
            pairs.update((name, form) for name in filler.names for form in _recorded(base, filler, prompt.field.name))
    return Clues(names, frozenset(pairs))


def clues_of_entries(base: FactBase, pairs: Iterable[tuple[str, str]], alone: Iterable[str] = ()) -> Clues:
    """Return the clues of a question with entries: each beside its answer, and names that tell `alone`."""
    normal = base.wording.normal
    return Clues(frozenset(map(normal, alone)), frozenset((normal(a), normal(b)) for a, b in pairs))


def _recorded(base: FactBase, filler: Filler, field_name: str) -> Iterator[str]:
    fact = base.deck.facts.get(filler.fact)
    for value in fact.values.get(field_name, ()) if fact else ():
        yield from _forms(base, value.content)


def _forms(base: FactBase, content: Content) -> Iterator[str]:
    """Yield a content in words, and the year of a date: that much tells the rest among options."""
    yield base.wording.normal(content_text(base, content))
    if isinstance(content, PartialDate):
        yield str(content.start.year)


@dataclass(slots=True)
class Readings:
    """What can be read on a paper so far, and what must not be read there."""

    _names: set[str] = field(default_factory=set)
    _pairs: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    _stems: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    _count: int = 0

    def clash(self, clues: Clues, stem: str) -> bool:
        """Tell whether an exercise and one that is taken give each other away; `stem` is its normal stem."""
        said = phrases(stem)
        return (
            not self._names.isdisjoint(said)
            or any(name in self._stems for name in clues.names)
            or any(self._stems.get(one, _NONE) & self._stems.get(other, _NONE) for one, other in clues.pairs)
            or any(not self._pairs[one].isdisjoint(said) for one in said if one in self._pairs)
        )

    def count(self, clues: Clues, stem: str) -> int:
        """Return how many stems give an exercise away; its own counts, too, where it does."""
        found: set[int] = set()
        for name in clues.names:
            found |= self._stems.get(name, _NONE)
        return len(found) + sum(name in self._names for name in phrases(stem))

    def take(self, clues: Clues, stem: str) -> None:
        """Count an exercise as taken."""
        for phrase in phrases(stem):
            self._stems[phrase].add(self._count)
        self._names |= clues.names
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
