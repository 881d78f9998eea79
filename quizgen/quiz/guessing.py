"""What a test-wise guesser, who does not know the subject, would gain on an exercise."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from quizgen.forms.exercise import Exercise
from quizgen.forms.registry import form_of
from quizgen.markup.plain import plain

# Every stem contains words shorter than this.
_WORD = 4
_LONG_WORDS = re.compile(rf"[^\W\d]{{{_WORD},}}")

Gains = Mapping[str, float]
Strategy = Callable[[Exercise], Iterable[float]]


def static_gains(exercise: Exercise) -> Gains:
    """Return by strategy how far above chance a guess among the options is, from -1 to 1.

    A strategy without anything to go by is left out: only multiple choice has options to guess
    among, only words have a length to see, and a guesser may call all claims true.
    """
    form = form_of(exercise)
    if form.is_claim:
        return {"true": 0.5 - exercise.key[0]}
    if not form.guessed_by_looks or exercise.option_pictures:
        return {}
    found = {
        name: _gain(exercise, list(strategy(exercise))) for name, strategy in _STRATEGIES.items()
    }
    return {name: gain for name, gain in found.items() if gain is not None}


class Offered:
    """The options that a paper offers so far, and their words.

    A guesser may pick the most or the least frequent option, or the one with the commonest word.
    """

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._words: Counter[str] = Counter()
        self._holders: dict[str, list[Exercise]] = defaultdict(list)

    def take(self, exercise: Exercise) -> None:
        """Count the options of an exercise as offered."""
        if form_of(exercise).guessed_by_looks:
            self._count(exercise)
            for each in _seen_in(exercise):
                self._holders[each].append(exercise)

    def gains(self, exercise: Exercise) -> Gains:
        """Return by strategy the further gain on the whole paper if it takes this exercise."""
        if not form_of(exercise).guessed_by_looks:
            return {}
        touched = {
            each.id: each for seen in _seen_in(exercise) for each in self._holders.get(seen, ())
        }
        before = self._sum(touched.values())
        self._count(exercise)
        after = self._sum((*touched.values(), exercise))
        self._counts.subtract(exercise.options)
        self._words.subtract(_words_of_options(exercise))
        # In the order of `after`: sums of floats depend on it, and the order of a set differs
        # between runs.
        return {name: gain - before[name] for name, gain in after.items()}

    def _count(self, exercise: Exercise) -> None:
        self._counts.update(exercise.options)
        self._words.update(_words_of_options(exercise))

    def _sum(self, exercises: Iterable[Exercise]) -> dict[str, float]:
        found: dict[str, float] = defaultdict(float)
        for exercise in exercises:
            often = [float(self._counts[option]) for option in exercise.options]
            found["most frequent"] += _gain(exercise, often) or 0.0
            found["least frequent"] += _gain(exercise, [-each for each in often]) or 0.0
            found["commonest word"] += _gain(exercise, self._commonest(exercise)) or 0.0
        return found

    def _commonest(self, exercise: Exercise) -> list[float]:
        """Return how often the commonest word of each option is offered, [] if one has none."""
        words = [] if exercise.sizes else [_long_words(option) for option in exercise.options]
        return (
            [float(max(map(self._words.__getitem__, each))) for each in words] if all(words) else []
        )


def _gain(exercise: Exercise, scores: Sequence[float]) -> float | None:
    best = max(scores, default=0.0)
    guessed = [index for index, score in enumerate(scores) if score == best]
    if not scores or len(guessed) == len(scores):
        return None
    (key,) = exercise.key
    return (key in guessed) / len(guessed) - 1 / len(exercise.options)


def _longest(exercise: Exercise) -> Iterable[float]:
    return (len(plain(option)) for option in exercise.options)


def _shortest(exercise: Exercise) -> Iterable[float]:
    return (-len(plain(option)) for option in exercise.options)


def _middle(exercise: Exercise) -> Iterable[float]:
    low, high = min(exercise.sizes, default=0), max(exercise.sizes, default=0)
    return (float(low < size < high) for size in exercise.sizes)


def _nearest_mean(exercise: Exercise) -> Iterable[float]:
    mean = sum(exercise.sizes) / (len(exercise.sizes) or 1)
    return (-abs(size - mean) for size in exercise.sizes)


def _overlap(exercise: Exercise) -> Iterable[float]:
    stem = _words(exercise.stem)
    return (float(len(stem & _words(option))) for option in exercise.options)


def _convergence(exercise: Exercise) -> Iterable[float]:
    """Yield how many words each option shares with the others."""
    words = [set(_long_words(option)) for option in exercise.options]
    return (
        float(sum(len(mine & theirs) for theirs in words if theirs is not mine)) for mine in words
    )


def _roundest(exercise: Exercise) -> Iterable[float]:
    """Yield how round each number is: the zeros at its end."""
    digits = (re.sub(r"\D", "", option) for option in exercise.options)
    zeros = (float(len(each) - len(each.rstrip("0"))) for each in digits)
    return zeros if exercise.sizes else ()


def _nearest_pair(exercise: Exercise) -> Iterable[float]:
    """Yield how near each number or date lies to its nearest neighbour."""
    sizes = exercise.sizes
    return (
        -min((abs(size - other) for n, other in enumerate(sizes) if n != number), default=0.0)
        for number, size in enumerate(sizes)
    )


def _seen_in(exercise: Exercise) -> Iterator[str]:
    """Yield what a guesser may see again: the options, and the words of those that are texts."""
    yield from exercise.options
    if not exercise.sizes:
        yield from dict.fromkeys(_words_of_options(exercise))


def _words_of_options(exercise: Exercise) -> list[str]:
    return [word for option in exercise.options for word in _long_words(option)]


@lru_cache(1 << 12)
def _long_words(text: str) -> tuple[str, ...]:
    """Return the longer words of an option, each with a mark that no whole option has."""
    return tuple(f"{word} …" for word in _LONG_WORDS.findall(plain(text).casefold()))


def _words(text: str) -> set[str]:
    words = (word.strip(".,;:!?“”„\"'()").casefold() for word in text.split())
    return {word for word in words if len(word) >= _WORD}


_STRATEGIES: dict[str, Strategy] = {
    "longest": _longest,
    "shortest": _shortest,
    "middle": _middle,
    "nearest the mean": _nearest_mean,
    "overlap": _overlap,
    "convergence": _convergence,
    "roundest": _roundest,
    "nearest pair": _nearest_pair,
}
