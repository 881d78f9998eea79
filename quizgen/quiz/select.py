"""Selects a paper's exercises: none gives another away, no fact comes twice, all kinds share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from quizgen.bank.chance import draw, shuffled
from quizgen.bank.clues import Readings, read_of
from quizgen.bank.wording import Wording
from quizgen.forms.exercise import Exercise
from quizgen.forms.registry import FORMS
from quizgen.quiz.guessing import Gains, Offered, static_gains
from quizgen.quiz.option_sets import Offering, OptionSets

Others = Callable[[Exercise], Iterable[Exercise]]


# For one place on the paper, at most this many of a group are compared, in the drawn order.
_WINDOW = 32
# With fewer exercises than this, a second order is tried if the first selects too few.
_MOST_TRIED = 4000
# How much crowding counts: a repeated paragraph or key, a third of difficulty, a guesser's gain.
_PARAGRAPH, _KEY, _DIFFICULTY, _GUESS = 0.5, 0.5, 0.5, 6.0
# How much it counts that an option fits badly; in steps, so that equals take turns.
_MISFIT, _STEPS_OF_FIT = 1.0, 8
# How much it counts that an answer to be written is printed among the options of another item.
_COPIED = 1.0


@dataclass(frozen=True, slots=True)
class Section:
    """A section to fill: the exercises to choose from, how many, and those that it must have."""

    pool: tuple[Exercise, ...]
    wanted: int
    forced: tuple[Exercise, ...] = ()


@dataclass(slots=True)
class LeftOut:
    """How many exercises a section left out, by the reason.

    The paper asks their fact already, they and others give each other away, or they have the
    options of another item.
    """

    same_fact: int = 0
    given_away: int = 0
    same_options: int = 0


@dataclass(frozen=True, slots=True)
class Selection:
    """The exercises of each section in printed order.

    `refused` counts those left out of each section. `clashing` are forced exercises that others
    give away.
    """

    sections: tuple[tuple[Exercise, ...], ...]
    refused: tuple[LeftOut, ...]
    clashing: tuple[Exercise, ...] = ()

    @property
    def exercises(self) -> tuple[Exercise, ...]:
        """Return the exercises of all sections."""
        return tuple(exercise for section in self.sections for exercise in section)


def select(
    sections: Sequence[Section],
    seed: int,
    wording: Wording,
    others: Others = lambda _: (),
    earlier: Sequence[Offering] = (),
) -> Selection:
    """Choose exercises for each section, up to the number wanted.

    `others` returns an exercise with other options, if it shares too many with another one, or
    with an item of `earlier` papers.

    Each kind of fact and each form gets its share, as far as possible; paragraphs and thirds of
    difficulty are spread, items whose options fit well come first, answers to be written do not
    stand among other options if others will do, and what a test-wise guesser gains by one
    exercise, another takes back.
    No fact is asked twice, nor the same in other words, and no exercise gives another's answer
    away: if a section cannot be filled this way, the exercises that exclude the fewest others are
    tried first, and the fuller paper wins.
    """
    first = _filled(sections, seed, _Paper(wording, others, earlier), {})
    wanted = sum(section.wanted for section in sections)
    pool = {exercise.id: exercise for section in sections for exercise in section.pool}
    if (
        len(first.exercises) == wanted
        or len(pool) > _MOST_TRIED
        or len(first.exercises) == len(pool)
    ):
        return first
    rank = _in_the_way(pool.values(), wording)
    second = _filled(sections, seed, _Paper(wording, others, earlier), rank)
    return second if len(second.exercises) > len(first.exercises) else first


def _filled(
    sections: Sequence[Section], seed: int, paper: _Paper, rank: dict[str, int]
) -> Selection:
    # Narrow sections first, so that wide ones do not take their facts.
    order = sorted(range(len(sections)), key=lambda index: (len(sections[index].pool), index))
    filled = {index: _Fill(paper, sections[index], seed, rank) for index in order}
    for fill in filled.values():
        fill.force()
    chosen = {index: fill.run() for index, fill in filled.items()}
    return Selection(
        tuple(
            tuple(shuffled(((each.id, each) for each in chosen[index]), seed, "order"))
            for index in range(len(sections))
        ),
        tuple(filled[index].refused for index in range(len(sections))),
        tuple(each for fill in filled.values() for each in fill.clashing),
    )


def _in_the_way(pool: Iterable[Exercise], wording: Wording) -> dict[str, int]:
    """Return the number of other exercises that each one excludes."""
    normal = {each.id: read_of(wording, each.stem, each.pictures) for each in pool}
    every = list(pool)
    readings = Readings()
    for each in every:
        readings.take(each.clues, normal[each.id])
    facts = Counter(fact for each in every for fact in each.facts)
    return {
        each.id: readings.count(each.clues, normal[each.id])
        + sum(facts[fact] - 1 for fact in each.facts)
        for each in every
    }


@dataclass(slots=True)
class _Paper:
    """What a paper holds so far."""

    wording: Wording
    others: Others
    earlier: Sequence[Offering] = ()
    readings: Readings = field(default_factory=Readings)
    facts: set[str] = field(default_factory=set)
    claimed: set[str] = field(default_factory=set)
    option_sets: OptionSets = field(init=False)
    options: set[str] = field(default_factory=set)
    written: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.option_sets = OptionSets(self.wording.bare)
        for item in self.earlier:
            self.option_sets.take(item)

    def gives_away(self, exercise: Exercise) -> bool:
        """Return whether an exercise and one already taken give each other away.

        Of two claims that a thing is this and that, one is false at least; so is one of two ticks.
        """
        if not self.claimed.isdisjoint(exercise.claimed):
            return True
        return self.readings.clash(
            exercise.clues, read_of(self.wording, exercise.stem, exercise.pictures)
        )

    def clashes(self, exercise: Exercise) -> bool:
        """Return whether the paper asks about its fact already, or they give each other away."""
        return not self.facts.isdisjoint(exercise.facts) or self.gives_away(exercise)

    def copies(self, exercise: Exercise) -> bool:
        """Return whether an answer to be written stands among the options of another item."""
        if exercise.options:
            return not self.written.isdisjoint(map(self.wording.normal, exercise.options))
        return self.wording.normal(exercise.answer) in self.options

    def with_own_options(self, exercise: Exercise) -> Exercise | None:
        """Return the exercise with options that no other one has, None if there are none."""
        variants = chain([exercise], self.others(exercise))
        return next((each for each in variants if not self.option_sets.clash(each)), None)

    def take(self, exercise: Exercise) -> None:
        """Take an exercise."""
        self.readings.take(exercise.clues, read_of(self.wording, exercise.stem, exercise.pictures))
        self.facts.update(exercise.facts)
        self.claimed.update(exercise.claimed)
        self.option_sets.take(exercise)
        if exercise.options:
            self.options.update(map(self.wording.normal, exercise.options))
        else:
            self.written.add(self.wording.normal(exercise.answer))


class _Fill:
    """A section being filled: groups by kind of fact and form, each in a drawn order."""

    def __init__(self, paper: _Paper, section: Section, seed: int, rank: dict[str, int]) -> None:
        self._paper = paper
        self._wanted = section.wanted
        self._forced = section.forced
        self.clashing: list[Exercise] = []
        groups: dict[tuple[str, str], list[tuple[int, int, str, Exercise]]] = defaultdict(list)
        for each in section.pool:
            groups[each.kind, each.form].append(
                (rank.get(each.id, 0), draw(seed, "choice", each.id), each.id, each)
            )
        self._groups = {
            name: [entry[-1] for entry in sorted(found, reverse=True)]
            for name, found in groups.items()
        }
        self._ranked = bool(rank)
        # Each form has its weight, however many exercises it has, and each kind of fact its share
        # of the form.
        every = Counter(each.form for each in section.pool)
        weights = {form: FORMS[form].weight / count for form, count in every.items()}
        sizes = {name: weights[found[0].form] * len(found) for name, found in self._groups.items()}
        self._shares = {name: size / sum(sizes.values()) for name, size in sizes.items()}
        self._ties = {name: draw(seed, *name) for name in self._groups}
        self._thirds = _thirds(section.pool)
        self._used: Counter[Hashable] = Counter()
        self._seed = seed
        self._gained: dict[str, float] = {}
        self._static: dict[tuple[str, tuple[str, ...]], Gains] = {}
        self._offered = Offered()
        self._chosen: list[Exercise] = []
        self.refused = LeftOut()

    def force(self) -> None:
        """Take the exercises that the section must have, whatever they give away."""
        for exercise in self._forced:
            own = self._paper.with_own_options(exercise) or exercise
            if self._paper.clashes(own):
                self.clashing.append(own)
            self._take(own, (own.kind, own.form))
        names = {exercise.id for exercise in self._forced}
        self._groups = dict(_without(self._groups, names))

    def run(self) -> list[Exercise]:
        """Return the chosen exercises, as many as wanted if possible."""
        while len(self._chosen) < self._wanted and self._groups:
            name = max(self._groups, key=lambda name: (self._due(name), self._ties[name]))
            exercise = self._next(self._groups[name])
            self._try(exercise, name)
            if not self._groups[name]:
                del self._groups[name]
        return self._chosen

    def _try(self, exercise: Exercise, name: tuple[str, str]) -> None:
        """Take an exercise, or count why it does not fit the paper."""
        if not self._paper.facts.isdisjoint(exercise.facts):
            self.refused.same_fact += 1
            return
        own = self._paper.with_own_options(exercise)
        if own is None:
            self.refused.same_options += 1
        elif self._paper.gives_away(own):
            self.refused.given_away += 1
        else:
            self._take(own, name)

    def _due(self, name: tuple[str, str]) -> float:
        """Return how many more of a group the paper should have by now."""
        return self._shares[name] * (len(self._chosen) + 1) - self._used[name]

    def _next(self, group: list[Exercise]) -> Exercise:
        """Remove and return the exercise that spreads the paper best, from the due groups."""
        window = range(
            len(group) - 1, max(len(group) - 1 - (1 if self._ranked else _WINDOW), -1), -1
        )
        return group.pop(min(window, key=lambda index: self._crowding(group[index])))

    def _crowding(self, exercise: Exercise) -> float:
        """Return how many exercises of its sort the paper already has."""
        count = len(self._chosen) or 1
        crowd = _PARAGRAPH * max(
            (self._used["paragraph", each] for each in exercise.paragraphs), default=0
        )
        crowd += _KEY * self._used["key", exercise.clues.key] if exercise.clues.key else 0
        crowd += _DIFFICULTY * 3 * self._used["third", self._thirds(exercise)] / count
        crowd += _COPIED * self._paper.copies(exercise)
        crowd += _MISFIT * (1 - round(exercise.fit * _STEPS_OF_FIT) / _STEPS_OF_FIT)
        gains = ((self._balance(name), gain) for name, gain in self._gains(exercise).items())
        return crowd + _GUESS * sum(abs(balance + gain) - abs(balance) for balance, gain in gains)

    def _balance(self, guess: str) -> float:
        """Return what a way to guess has gained so far; it starts between -1/2 and 1/2.

        Starting from 0, a guess that fails would always unsettle the balance less than one that
        hits, and a way to guess that has one item on a paper would fail too often.
        """
        return self._gained.get(guess, draw(self._seed, guess) / 2**64 - 0.5)

    def _gains(self, exercise: Exercise) -> dict[str, float]:
        # An exercise may get other options, if another one has the same.
        seen = exercise.id, exercise.options
        if seen not in self._static:
            self._static[seen] = static_gains(exercise)
        return {**self._static[seen], **self._offered.gains(exercise)}

    def _take(self, exercise: Exercise, name: tuple[str, str]) -> None:
        self._paper.take(exercise)
        self._chosen.append(exercise)
        self._used[name] += 1
        self._used.update(("paragraph", each) for each in exercise.paragraphs)
        self._used["third", self._thirds(exercise)] += 1
        self._used["key", exercise.clues.key] += 1
        for guess, gain in self._gains(exercise).items():
            self._gained[guess] = self._balance(guess) + gain
        self._offered.take(exercise)


def _without(
    groups: Mapping[tuple[str, str], list[Exercise]], names: Collection[str]
) -> Iterator[tuple[tuple[str, str], list[Exercise]]]:
    """Yield the groups that have exercises of other names, with these alone."""
    for group, found in groups.items():
        left = [each for each in found if each.id not in names]
        if left:
            yield group, left


def _thirds(pool: Sequence[Exercise]) -> Callable[[Exercise], int]:
    """Return a function that gives an exercise's third of the pool, 0 for the easiest."""
    ordered = sorted((each.difficulty for each in pool), reverse=True)
    medium, hard = (ordered[len(ordered) * part // 3] if ordered else 0.0 for part in (1, 2))
    return lambda exercise: (exercise.difficulty <= medium) + (exercise.difficulty <= hard)
