"""Which facts each student missed, from the answers of one or several quizzes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizgen.deck.answered import Answer


@dataclass(frozen=True, slots=True)
class Missing:
    """A student by number and name, and the facts (``kind/id``) that they missed."""

    number: str
    name: str
    facts: tuple[str, ...]


def missed_by(answers: Sequence[Answer]) -> list[Missing]:
    """Return what each student missed, in the order of the answers.

    A student without a number is told apart by the name. Those who missed nothing are there too.
    """
    found: dict[tuple[str, str], dict[str, None]] = {}
    for each in answers:
        # One number is one student, even if the name was mended meanwhile.
        who = (each.number, "" if each.number else each.name)
        found.setdefault(who, {}).update(dict.fromkeys(each.missed))
    names = {each.number: each.name for each in answers if each.number}
    return [
        Missing(number, names.get(number, name), tuple(facts))
        for (number, name), facts in found.items()
    ]


def missed_by_class(students: Iterable[Missing]) -> tuple[str, ...]:
    """Return every fact that somebody missed, the one that most missed first."""
    counts: dict[str, int] = {}
    for student in students:
        for fact in student.facts:
            counts[fact] = counts.get(fact, 0) + 1
    return tuple(sorted(counts, key=lambda fact: -counts[fact]))
