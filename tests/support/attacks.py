"""What a test-wise guesser who doesn't know the subject would score on papers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations

from quizgen.bank.items import Item
from quizgen.forms.choice import choices
from quizgen.forms.exercise import Exercise
from quizgen.project import Project, QuizOptions
from quizgen.quiz.arrange import Placed, arrange
from quizgen.quiz.compose import other_options
from quizgen.quiz.select import Section, select


@dataclass(frozen=True)
class Seen:
    """An item as an examinee sees it; `sizes` order dates and numbers, otherwise ()."""

    stem: str
    options: tuple[str, ...]
    key: int
    sizes: tuple[float, ...]


Attack = Callable[[Seen, Counter[str]], list[int]]


def papers(project: Project, count: int, items: int = 20) -> list[list[Seen]]:
    """Return `count` papers of the deck, each with its own seed."""
    made = []
    for seed in range(count):
        chosen = chosen_of(project, project.items(QuizOptions(seed=seed % 10)), items, seed)
        made.append(printed(chosen, seed))
    return made


def chosen_of(
    project: Project, items: Sequence[Item], count: int, seed: int
) -> tuple[Exercise, ...]:
    """Return a paper's multiple-choice items."""
    pool = tuple(choices(project.base, items))
    others = other_options(project.base, items, seed)
    return select([Section(pool, count)], seed, project.base.wording, others).exercises


def printed(chosen: Sequence[Exercise], seed: int) -> list[Seen]:
    (placed,) = arrange([chosen], seed, "A")
    return [seen(each) for each in placed]


def seen(placed: Placed) -> Seen:
    made, order = placed.exercise, placed.options
    sizes = tuple(made.sizes[index] for index in order) if made.sizes else ()
    return Seen(made.stem, tuple(made.options[index] for index in order), order.index(0), sizes)


def _best(scores: Sequence[float]) -> list[int]:
    return [index for index, score in enumerate(scores) if score == max(scores)]


def longest(seen: Seen, _: Counter[str]) -> list[int]:
    return _best([len(option) for option in seen.options])


def shortest(seen: Seen, _: Counter[str]) -> list[int]:
    return _best([-len(option) for option in seen.options])


def middle(seen: Seen, _: Counter[str]) -> list[int]:
    if not seen.sizes:
        return []
    return [index for index in range(len(seen.options)) if 0 < index < len(seen.options) - 1]


def nearest_mean(seen: Seen, _: Counter[str]) -> list[int]:
    if not seen.sizes:
        return []
    mean = sum(seen.sizes) / len(seen.sizes)
    return _best([-abs(size - mean) for size in seen.sizes])


def most_frequent(seen: Seen, counts: Counter[str]) -> list[int]:
    found = _best([counts[option] for option in seen.options])
    return found if len(found) < len(seen.options) else []


def least_frequent(seen: Seen, counts: Counter[str]) -> list[int]:
    found = _best([-counts[option] for option in seen.options])
    return found if len(found) < len(seen.options) else []


def overlap(seen: Seen, _: Counter[str]) -> list[int]:
    stem = {word.strip(".,?“”").lower() for word in seen.stem.split() if len(word) > 3}
    found = _best(
        [
            len(stem & {word.strip(".,").lower() for word in option.split()})
            for option in seen.options
        ]
    )
    return found if len(found) < len(seen.options) else []


def _apart(scores: Sequence[float]) -> list[int]:
    """Return the best options, none if all are alike."""
    found = _best(scores)
    return found if len(found) < len(scores) else []


def roundest(seen: Seen, _: Counter[str]) -> list[int]:
    return _apart([_zeros(option) for option in seen.options]) if seen.sizes else []


def least_round(seen: Seen, _: Counter[str]) -> list[int]:
    return _apart([-_zeros(option) for option in seen.options]) if seen.sizes else []


def _zeros(option: str) -> int:
    digits = re.sub(r"\D", "", option)
    return len(digits) - len(digits.rstrip("0"))


def nearest_pair(seen: Seen, _: Counter[str]) -> list[int]:
    """Guess among the two options that lie nearest to each other."""
    if not seen.sizes:
        return []
    pairs = combinations(range(len(seen.sizes)), 2)
    return list(min(pairs, key=lambda pair: abs(seen.sizes[pair[0]] - seen.sizes[pair[1]])))


def convergence(seen: Seen, _: Counter[str]) -> list[int]:
    """Guess what shares most words with the other options."""
    words = [set(re.findall(r"[^\W\d]{4,}", option.casefold())) for option in seen.options]
    shared = [sum(len(one & other) for other in words if other is not one) for one in words]
    return _apart(shared)


def _of_parts(seen: Seen, counts: Counter[str], part: Callable[[str], list[str]]) -> list[int]:
    """Guess the option whose parts occur most often in all options of the paper."""
    often: Counter[str] = Counter()
    for option, count in counts.items():
        for each in part(option):
            often[each] += count
    found = [part(option) for option in seen.options]
    if not all(found):
        return []
    return _apart([max(often[each] for each in parts) for parts in found])


def commonest_day(seen: Seen, counts: Counter[str]) -> list[int]:
    return _of_parts(seen, counts, _day_of)


def commonest_month(seen: Seen, counts: Counter[str]) -> list[int]:
    return _of_parts(seen, counts, lambda option: re.findall(_MONTH, option)[:1])


def commonest_words(seen: Seen, counts: Counter[str]) -> list[int]:
    if seen.sizes:
        return []
    return _of_parts(seen, counts, lambda option: re.findall(r"[^\W\d]{4,}", option.casefold()))


_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|"
    "Januar|Februar|März|Mai|Juni|Juli|Oktober|Dezember"
)


def _day_of(option: str) -> list[str]:
    """Return the day of a date without its year: March 4."""
    found = re.search(rf"(?:{_MONTH}) \d{{1,2}}\b|\d{{1,2}}\. (?:{_MONTH})", option)
    return [found[0]] if found else []


ATTACKS: dict[str, Attack] = {
    attack.__name__: attack
    for attack in (
        longest,
        shortest,
        middle,
        nearest_mean,
        most_frequent,
        least_frequent,
        overlap,
        roundest,
        least_round,
        nearest_pair,
        convergence,
        commonest_day,
        commonest_month,
        commonest_words,
    )
}


def letters(made: list[list[Seen]]) -> dict[str, tuple[float, int]]:
    """Return for each letter how much more often than by chance it is right.

    Each comes with the number of items counted.
    """
    seen = [item for paper in made for item in paper if len(item.options) == 4]
    return {
        f"letter {'ABCD'[n]}": (sum(item.key == n for item in seen) / len(seen) - 0.25, len(seen))
        for n in range(4)
    }


def advantage(made: list[list[Seen]]) -> dict[str, tuple[float, int]]:
    """Return each attack's score above chance, and in how many items it could be used."""
    table: dict[str, tuple[float, int]] = {}
    for name, attack in ATTACKS.items():
        gain, applied = 0.0, 0
        for paper in made:
            counts = Counter(option for item in paper for option in item.options)
            for item in paper:
                guesses = attack(item, counts)
                if guesses:
                    applied += 1
                    gain += (item.key in guesses) / len(guesses) - 1 / len(item.options)
        table[name] = (gain / applied if applied else 0.0, applied)
    return table | letters(made)
