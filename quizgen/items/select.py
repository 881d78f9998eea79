"""Choosing the items of a paper, their order, and the place of each key."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from quizgen.items.chance import draw, shuffled
from quizgen.items.items import Item
from quizgen.items.wording import Wording

# The same letter may be right this often in a row.
_LONGEST_RUN = 3
# Names of more words than this are not looked for in stems.
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class Selection:
    """The items of a paper in printed order, and how many were left out for which reason."""

    items: tuple[Item, ...]
    same_fact: int
    given_away: int


def select(items: Sequence[Item], wanted: int, seed: int, wording: Wording) -> Selection:
    """Choose up to `wanted` items: kinds in proportion, no fact twice, no item that gives another's answer away."""
    paper = _Paper(wording)
    for item in _spread(items, seed):
        if len(paper.items) == wanted:
            break
        paper.offer(item)
    order = shuffled(((item.id, item) for item in paper.items), seed, "order")
    return Selection(tuple(order), paper.same_fact, paper.given_away)


def _spread(items: Iterable[Item], seed: int) -> list[Item]:
    """Return all items so that every beginning of the list holds the kinds in proportion."""
    groups: dict[str, list[Item]] = defaultdict(list)
    for item in items:
        groups[item.prompt.fact.kind].append(item)
    ranked = [
        ((rank + 0.5) / len(group), draw(seed, kind), item)
        for kind, group in groups.items()
        for rank, item in enumerate(shuffled(((item.id, item) for item in group), seed, "choice"))
    ]
    return [item for _, _, item in sorted(ranked, key=lambda entry: entry[:2])]


@dataclass(slots=True)
class _Paper:
    wording: Wording
    items: list[Item] = field(default_factory=list)
    facts: set[str] = field(default_factory=set)
    keys: set[str] = field(default_factory=set)
    stems: list[str] = field(default_factory=list)
    same_fact: int = 0
    given_away: int = 0

    def offer(self, item: Item) -> None:
        """Take the item unless its fact is asked already, or it and another give each other away."""
        if item.prompt.fact.ref in self.facts:
            self.same_fact += 1
            return
        stem = self.wording.normal(item.prompt.stem)
        if self._gives_away(stem) or self._is_given_away(item):
            self.given_away += 1
            return
        self.items.append(item)
        self.facts.add(item.prompt.fact.ref)
        self.keys.update(item.names)
        self.stems.append(f" {stem} ")

    def _gives_away(self, stem: str) -> bool:
        return any(phrase in self.keys for phrase in _phrases(stem))

    def _is_given_away(self, item: Item) -> bool:
        return any(f" {name} " in stem for name in item.names for stem in self.stems)


def _phrases(stem: str) -> Iterator[str]:
    words = stem.split()
    for start in range(len(words)):
        for end in range(start + 1, min(len(words), start + _MOST_WORDS) + 1):
            yield " ".join(words[start:end])


def print_orders(items: Sequence[Item], seed: int, version: str) -> list[tuple[int, ...]]:
    """Return for each item the printed order of its options, as indices into `options` (0 is the key).

    Dates and numbers ascend. Elsewhere the key's letter is drawn from those used least, and no
    letter is right more than three times in a row where that can be helped.
    """
    used: Counter[int] = Counter()
    last: list[int] = []
    orders = []
    for item in items:
        order = _ascending(item) if item.ranked else _drawn(item, used, last, seed, version)
        letter = order.index(0)
        used[letter] += 1
        last = [*last, letter][-_LONGEST_RUN:]
        orders.append(order)
    return orders


def _ascending(item: Item) -> tuple[int, ...]:
    return tuple(sorted(range(len(item.options)), key=lambda index: item.sizes[index]))


def _drawn(item: Item, used: Counter[int], last: list[int], seed: int, version: str) -> tuple[int, ...]:
    letters = list(range(len(item.options)))
    run = set(last) if len(last) == _LONGEST_RUN else set()
    allowed = [letter for letter in letters if run != {letter}]
    least = min(used[letter] for letter in allowed)
    free = [letter for letter in allowed if used[letter] <= least + 1]
    letter = free[draw(seed, version, item.id, "letter") % len(free)]
    others = shuffled(((item.options[index], index) for index in letters[1:]), seed, version, item.id)
    return (*others[:letter], 0, *others[letter:])
