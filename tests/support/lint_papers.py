"""Generated papers: some with one seeded flaw each, and sound ones."""

from __future__ import annotations

from functools import cache

from lint_sets import Labelled

from quizgen.lint.model import Question


def _plain(stems: list[str], keys: list[int], width: int = 4) -> tuple[Question, ...]:
    """Return items whose options have the same length, and whose answers all differ."""
    return tuple(
        Question(stem, tuple(f"w{number:02}{letter}x" for letter in range(width)), key)
        for number, (stem, key) in enumerate(zip(stems, keys, strict=True))
    )


def _even(count: int, width: int = 4, start: int = 0) -> list[int]:
    """Return letters in an even sequence: 0 1 2 3 1 2 3 0 …"""
    return [(start + number + number // width) % width for number in range(count)]


def _stems(count: int) -> list[str]:
    return [f"What is the sign of star {number}?" for number in range(count)]


def _lettered() -> list[Labelled]:
    skewed = [_plain(_stems(60), [2 if n % 5 < 3 else n % 4 for n in range(60)]) for _ in range(1)]
    skewed.append(_plain(_stems(80), [n % 3 for n in range(80)]))
    skewed.append(_plain(_stems(12), [0, 1, 2, 2, 2, 2, 1, 3, 0, 3, 1, 0]))
    skewed.append(_plain(_stems(20), [3, 3, 3, 3, *_even(16)]))
    skewed.append(_plain(_stems(90), [n % 2 * 2 for n in range(90)], 3))
    return [Labelled(paper, frozenset({"Q441"})) for paper in skewed]


def _long_or_short(sign: int, count: int, share: int) -> tuple[Question, ...]:
    papers = []
    for number, question in enumerate(_plain(_stems(count), _even(count))):
        change = (question.answer + "yz") if sign > 0 else question.answer[:-1]
        options = tuple(
            change if option == question.answer else option for option in question.options
        )
        kept = number % 10 < share
        papers.append(Question(question.stem, options if kept else question.options, question.key))
    return tuple(papers)


def _numbers(count: int, keys: list[int]) -> tuple[Question, ...]:
    return tuple(
        Question(
            f"In which year was star {n} first seen?",
            tuple(str(1801 + 4 * n + 7 * m) for m in range(4)),
            keys[n],
        )
        for n in range(count)
    )


def _repeated(count: int, times: int) -> tuple[Question, ...]:
    made = list(_plain(_stems(count), _even(count)))
    for n in range(times):
        question = made[n]
        options = tuple(
            "same0" if option == question.answer else option for option in question.options
        )
        made[n] = Question(question.stem, options, question.key)
    return tuple(made)


def _pair(one: tuple[str, str], other: tuple[str, str]) -> tuple[Question, ...]:
    return tuple(
        Question(stem, (key, f"other {n} a", f"other {n} b"), 0)
        for n, (stem, key) in enumerate((one, other))
    )


_GIVING = (
    (
        ("Who wrote Hamlet?", "William Shakespeare"),
        ("When did William Shakespeare write Hamlet?", "1601"),
    ),
    (
        ("Which treaty did Reagan sign in 1987?", "INF Treaty"),
        ("Who signed the INF Treaty with Reagan?", "Gorbachev"),
    ),
    (
        ("Who sailed to India in 1498?", "Vasco da Gama"),
        ("From where did Vasco da Gama sail to India?", "Lisbon"),
    ),
    (
        ("Which element did Marie Curie name after Poland?", "Polonium"),
        ("Who found Polonium with Curie?", "Pierre"),
    ),
    (
        ("Which city did Romulus found on the Tiber?", "Rome"),
        ("On which hill of Rome did Romulus stand?", "Palatine"),
    ),
)
_NO_GIVING = (
    (
        ("Which city is the capital of France?", "Paris"),
        ("In which year was the treaty of Paris signed?", "1763"),
    ),
    (("What melts at 0 °C?", "Ice"), ("Which ice age ended 11,000 years ago?", "The last")),
    (("Who wrote Emma?", "Jane Austen"), ("Which queen followed Jane Grey?", "Mary")),
)
_SAME = (
    (("When was the treaty signed?", "1987"), ("When was a treaty signed?", "1991")),
    (
        ("What is the capital of Georgia?", "Tbilisi"),
        ("What is the capital of Georgia?", "Atlanta"),
    ),
    (("Who signed the treaties?", "Nixon"), ("Who signed the treaty?", "Brezhnev")),
    (("How many members has the senate?", "100"), ("The senate has how many members?", "60")),
    (("Where is Mercury found?", "In cinnabar"), ("Where is Mercury found?", "Near the Sun")),
)
_NOT_SAME = (
    (
        ("Which element has the symbol I?", "Iodine"),
        ("Which element has the symbol K?", "Potassium"),
    ),
    (("Who signed the treaty?", "Nixon"), ("When was the treaty signed?", "1972")),
    (("What is the capital of France?", "Paris"), ("What is the capital of Spain?", "Madrid")),
    (
        ("Which war began in 1914?", "The First World War"),
        ("Which war ended in 1918?", "The Great War"),
    ),
)


@cache
def papers() -> tuple[Labelled, ...]:
    """Return papers with one seeded flaw each, and sound ones."""
    flawed = _lettered()
    lengths = ((1, 40, 6), (1, 80, 5), (-1, 40, 6), (-1, 100, 5), (1, 20, 8))
    flawed += [Labelled(_long_or_short(*each), frozenset({"Q442"})) for each in lengths]
    # A key that avoids the first and last letters favors two others as well.
    middle = (
        [1, 2] * 20,
        [1, 2, 2, 1] * 6,
        [1, 2, 1, 2, 0, 1, 2, 1, 2, 3] * 4,
        [2, 1, 1] * 8,
        [1, 2, 1, 2, 3] * 8,
    )
    flawed += [Labelled(_numbers(len(keys), keys), frozenset({"Q441", "Q443"})) for keys in middle]
    flawed += [
        Labelled(_repeated(n, k), frozenset({"Q444"}))
        for n, k in ((20, 3), (40, 5), (30, 4), (50, 9), (25, 10))
    ]
    flawed += [Labelled(_pair(*pair), frozenset({"Q445"})) for pair in _GIVING]
    flawed += [Labelled(_pair(*pair), frozenset({"Q446"})) for pair in _SAME]
    sound = [_pair(*pair) for pair in (*_NO_GIVING, *_NOT_SAME)]
    sound += [_plain(_stems(n), _even(n)) for n in (12, 40, 100)] + [
        _plain(_stems(n), _even(n, 3), 3) for n in (20, 60)
    ]
    sound += [_numbers(n, _even(n)) for n in (8, 40)] + [
        _long_or_short(1, 40, 2),
        _long_or_short(-1, 40, 3),
    ]
    sound += [_repeated(40, 4), _repeated(12, 3)]
    return (*flawed, *(Labelled(paper, frozenset()) for paper in sound))
