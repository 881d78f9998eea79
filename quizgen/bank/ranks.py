"""Ranks: how many options are to lie below each date or number that a question asks for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations, permutations
from statistics import fmean

from msgspec import Struct

from quizgen.bank.asking.questions import ask_by
from quizgen.bank.base import FactBase
from quizgen.bank.chance import draw
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.model.facts import Fact

# In a question of so many facts, the commonest rank may have one key more than the rarest.
_UNEVEN = 12
# So much more may the ranks at the ends differ from the others.
_OF_HALVES = 0.75
# Of a question about more facts, nobody looks which ranks are possible: draws are even there.
_SMALL = 60

# How many more keys than by chance are the first option, and the last.
Surplus = tuple[float, float]
# A question by its kind, its key and its field; the seed, and how many wrong options there are.
_About = tuple[str, str, str, int, int]


class Room(Struct, frozen=True):
    """How many wrong options can lie below a key and above it, up to the number wanted.

    So many of them are true values of other facts.
    """

    below: int
    above: int
    true_below: int = 0
    true_above: int = 0

    def ranks(self, size: int) -> Sequence[int]:
        """Return how many of `size` wrong options can lie below the key."""
        return range(max(size - self.above, 0), min(self.below, size) + 1)

    def true(self, place: Place) -> int:
        """Return how many wrong options are true values of other facts."""
        above = min(place.size - place.rank, self.true_above)
        return min(place.rank, self.true_below) + above


RoomOf = Callable[[Prompt], Room | None]


class Place(Struct, frozen=True):
    """How many wrong options a question is to have, and how many of them lie below the key."""

    size: int
    rank: int


class Ranks:
    """The ranks of the keys of a fact base.

    Each is drawn by itself. Where this gives some rank to many of the facts that one question asks
    about, as in a small deck, a few of them get another one: they are the same few, whichever
    fact joins or leaves.
    """

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._even: dict[_About, dict[str, int]] = {}
        self._places: dict[tuple[_About, int], dict[str, Place]] = {}

    def rank(self, prompt: Prompt, seed: int, size: int) -> int:
        """Return how many of `size` wrong options are to lie below the key of a question."""
        if prompt.way is Way.FORWARD:
            about = _about(prompt, seed, size)
            if about not in self._even:
                ids = (_id(prompt, fact) for fact in self._facts(prompt))
                self._even[about] = even_ranks(dict.fromkeys(ids, range(size + 1)), seed, size)
            if prompt.id in self._even[about]:
                return self._even[about][prompt.id]
        return _drawn(prompt.id, seed, size)

    def place(
        self, prompt: Prompt, seed: int, sizes: tuple[int, int], room_of: RoomOf
    ) -> Place | None:
        """Return the place of the key of a question about few facts, None if it is not known.

        There are to be from the first to the second of `sizes` wrong options.
        """
        if prompt.way is not Way.FORWARD:
            return None
        fewest, count = sizes
        about = _about(prompt, seed, count), fewest
        if about not in self._places:
            facts = list(self._facts(prompt))
            is_small = len(facts) <= _SMALL
            rooms = dict(self._rooms(prompt, facts, room_of)) if is_small else {}
            self._places[about] = even_places(rooms, seed, sizes)
        return self._places[about].get(prompt.id)

    def _rooms(
        self, prompt: Prompt, facts: Iterable[Fact], room_of: RoomOf
    ) -> Iterator[tuple[str, Room]]:
        """Yield the ids of one question about some facts, with the room of each."""
        for fact in facts:
            asked = ask_by(self._base, fact, prompt.rule)
            found = (each for each in asked if isinstance(each, Prompt))
            mine = next((each for each in found if each.id == _id(prompt, fact)), None)
            room = room_of(mine) if mine else None
            if mine and room:
                yield mine.id, room

    def _facts(self, prompt: Prompt) -> Iterable[Fact]:
        """Return the facts of a kind that a question asks about."""
        held = self._base.values_of(prompt.fact.kind, prompt.rule.field)
        asked = (fact for fact, value in held if not (fact.background or value.background))
        return {fact.ref: fact for fact in asked}.values()


def even_places(rooms: Mapping[str, Room], seed: int, sizes: tuple[int, int]) -> dict[str, Place]:
    """Return a place for the key of each question with room for enough wrong options.

    Among the questions with one number of options, all ranks are about equally common, as far as
    they are possible. Those with more options make up for the others.
    """
    size_of = _sizes(rooms, seed, sizes)
    places: dict[str, Place] = {}
    for size in sorted(set(size_of.values())):
        possible = {each: rooms[each].ranks(size) for each, own in size_of.items() if own == size}
        ranks = even_ranks(possible, seed, size, _surplus(places.values()))
        places |= {each: Place(size, rank) for each, rank in ranks.items()}
    return _swapped(places, rooms)


def _surplus(places: Collection[Place]) -> Surplus:
    """Return how many more keys than by chance are the smallest option, and the largest."""
    by_chance = sum(1 / (each.size + 1) for each in places)
    first = sum(each.rank == 0 for each in places)
    last = sum(each.rank == each.size for each in places)
    return first - by_chance, last - by_chance


def _swapped(places: Mapping[str, Place], rooms: Mapping[str, Room]) -> dict[str, Place]:
    """Return the places with as many true values beside the keys as swaps of two ranks can give."""
    found, is_better = dict(places), True
    while is_better:
        is_better = False
        for one, other in combinations(sorted(found), 2):
            mine, theirs = found[one], found[other]
            if mine.size != theirs.size or not _may_swap(rooms, (one, mine), (other, theirs)):
                continue
            gained = rooms[one].true(theirs) + rooms[other].true(mine)
            if gained > rooms[one].true(mine) + rooms[other].true(theirs):
                found[one], found[other] = theirs, mine
                is_better = True
    return found


def _may_swap(rooms: Mapping[str, Room], one: tuple[str, Place], other: tuple[str, Place]) -> bool:
    """Return whether each of two keys can stand at the place of the other."""
    (name, mine), (other_name, theirs) = one, other
    return theirs.rank in rooms[name].ranks(mine.size) and mine.rank in rooms[other_name].ranks(
        mine.size
    )


def _sizes(rooms: Mapping[str, Room], seed: int, sizes: tuple[int, int]) -> dict[str, int]:
    """Return how many wrong options each question has that has room for enough of them.

    Beside the most options, some keys can only be in the middle. They make up for those that can
    only be at an end; if they are more, the others have fewer options, so that they can be at one.
    """
    fewest, count = sizes
    most = {each: min(room.below + room.above, count) for each, room in rooms.items()}
    found = {each: size for each, size in most.items() if size >= fewest}
    possible = {each: set(rooms[each].ranks(size)) for each, size in found.items()}
    at_end = [each for each, size in found.items() if possible[each] <= {0, size}]
    shut_in = [each for each, size in found.items() if possible[each].isdisjoint({0, size})]
    shut_in.sort(key=lambda name: draw("fewer", seed, name))
    fewer = {each: max(rooms[each].below, rooms[each].above) for each in shut_in[len(at_end) :]}
    return found | {each: size for each, size in fewer.items() if size >= fewest}


def even_ranks(
    possible: Mapping[str, Sequence[int]], seed: int, size: int, surplus: Surplus = (0.0, 0.0)
) -> dict[str, int]:
    """Return one of its possible ranks from 0 to `size` for each id, all about equally common.

    Where some keys can only be at an end, more of the others are in the middle. So many more keys
    of other questions as `surplus` says are the first and the last.
    """
    of_rank: dict[int, list[str]] = {rank: [] for rank in range(size + 1)}
    # Those that go first get another rank first.
    for each in sorted(possible, key=lambda name: draw("move", seed, name)):
        drawn = _drawn(each, seed, size)
        ranks = (rank for rank in (drawn, size - drawn, 0, size) if rank in possible[each])
        of_rank[next(ranks, possible[each][0])].append(each)
    most = max(len(possible) // _UNEVEN, 1) + _OF_HALVES
    while move := _move(of_rank, possible, most, surplus):
        each, old, new = move
        of_rank[old].remove(each)
        of_rank[new].append(each)
    return {each: rank for rank, held in of_rank.items() for each in held}


def _move(
    of_rank: Mapping[int, Sequence[str]],
    possible: Mapping[str, Sequence[int]],
    most: float,
    surplus: Surplus,
) -> tuple[str, int, int] | None:
    """Return an id whose rank is too common, this rank and a rarer one; None if none is.

    The crowds of two ranks may differ by `most`.
    """
    crowds, ends = _crowds(of_rank, surplus), (0, max(of_rank))
    # Where few values lie near, other keys are at an end; so the middle goes first.
    pairs = sorted(
        permutations(of_rank, 2),
        key=lambda pair: (crowds[pair[1]] - crowds[pair[0]], pair[1] in ends, pair),
    )
    for old, new in pairs:
        if crowds[old] - crowds[new] <= most:
            return None
        each = next((each for each in of_rank[old] if new in possible[each]), None)
        if each is not None:
            return each, old, new
    return None


def _crowds(of_rank: Mapping[int, Sequence[str]], surplus: Surplus) -> dict[int, float]:
    """Return how common each rank is, and on average those that are at an end, or not, as it is."""
    first, last = surplus
    ends = {0: first, max(of_rank): last}
    in_middle = -(first + last) / max(len(of_rank) - len(ends), 1)
    counts = {rank: len(held) + ends.get(rank, in_middle) for rank, held in of_rank.items()}
    halves = {
        rank: [counts[each] for each in counts if (each in ends) is (rank in ends)]
        for rank in counts
    }
    return {rank: count + fmean(halves[rank]) for rank, count in counts.items()}


def _id(prompt: Prompt, fact: Fact) -> str:
    return f"{fact.ref}/{prompt.rule.key}"


def _about(prompt: Prompt, seed: int, size: int) -> _About:
    return prompt.fact.kind, prompt.rule.key, prompt.rule.field, seed, size


def _drawn(name: str, seed: int, size: int) -> int:
    return draw("rank", f"{seed}/{name}") % (size + 1)
