"""Chronology: which of several dated facts came first, last, or between two others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from quizgen.bank.base import FactBase
from quizgen.bank.chance import Ring, draw
from quizgen.bank.wrong import Proof
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Reference
from quizgen.deck.model.kinds import Field, Kind
from quizgen.forms.entries import Entry, beginnings, distinct, grouped, neighbours, together
from quizgen.forms.exercise import Exercise, Material
from quizgen.forms.form import Lacking
from quizgen.forms.lacking import Needs, is_asked_for, lacking_facts
from quizgen.forms.one_of import FEWEST, MOST, OneOf, OneRight, exercise_of
from quizgen.forms.ordering import can_be_ordered, go_together, nearest, no_order, size_of

# Two dates are decidable if this part of the time from the first to the last lies between them.
_APART = 1 / 20
# Two facts around the key, and three more outside.
_AROUND = 6


class ChronologyForm(OneOf):
    """Which of several dated facts came first, last, or between two others."""

    name = "chronology"

    def make(self, material: Material) -> Iterator[Exercise]:
        """Yield an exercise for each group of facts whose order is certain."""
        base, seed = material.base, material.seed
        dated = [each for each in material.entries if _is_dated(each)]
        for members in grouped(base, dated).values():
            yield from _of_group(base, members, seed)

    def lacking(self, material: Material) -> Iterator[Lacking]:
        """Yield the dates of kinds that no exercise compares."""
        return lacking_facts(material, self.name, self.make(material), _NEEDS)


def _is_dated(entry: Entry) -> bool:
    return isinstance(entry.value.content, PartialDate) and can_be_ordered(entry)


def _of_group(base: FactBase, members: list[Entry], seed: int) -> Iterator[Exercise]:
    ring = Ring((entry.id, entry) for entry in members)
    sizes = [size_of(entry) for entry in members]
    fit = partial(_are_decidable, base, _APART * (max(sizes) - min(sizes)))
    begun = beginnings(members, seed, "chronology")
    groups = []
    for first in begun:
        others = nearest(first, neighbours(ring, first, seed, "chronology"))
        most = _AROUND if draw(seed, first.id, "between") % 3 == 0 else MOST
        groups.append(together(first, others, most, fit))
    for chosen in distinct(groups, FEWEST):
        yield _exercise(base, chosen, seed)


def _are_decidable(base: FactBase, least: float, one: Entry, other: Entry) -> bool:
    """Return whether students who know about when both happened can tell which came first."""
    return abs(size_of(one) - size_of(other)) >= least and go_together(base, one, other)


def _exercise(base: FactBase, chosen: list[Entry], seed: int) -> Exercise:
    first, labels = chosen[0], base.wording.labels
    question = _whole(first.question, labels.texts["gap"])
    ordered = sorted(chosen, key=size_of)
    if len(ordered) == _AROUND:
        at = 2 + draw(seed, first.id, "middle") % 2
        before, key, after = ordered[at - 1 : at + 2]
        names = {"first": _named(base, before), "last": _named(base, after)}
        stem = labels.fill("between_two", question=question, **names)
        return _made(base, (f"{first.id}/between", stem), key, ordered, (before, after))
    is_first = draw(seed, first.id, "first") % 2 == 0
    some = ordered[:MOST]
    name, key = ("earliest", some[0]) if is_first else ("latest", some[-1])
    stem = labels.fill(name, question=question)
    return _made(base, (f"{first.id}/{name}", stem), key, some)


def _whole(question: str, gap: str) -> str:
    """Return a question without the gap after its colon: "Wann fand dieses Ereignis statt: …?"."""
    return re.sub(rf"\s?:\s{re.escape(gap)}(?=\s?\?$)", "", question)


def _named(base: FactBase, entry: Entry) -> str:
    return base.name_in_sentence(Reference(entry.fact.ref, entry.fact.ref))


def _made(
    base: FactBase,
    asked: tuple[str, str],
    key: Entry,
    ordered: Iterable[Entry],
    given: tuple[Entry, ...] = (),
) -> Exercise:
    """Return the exercise with a key among facts in order; `given` are named in the stem.

    `asked` is its id and its stem.
    """
    name, stem = asked
    every = list(ordered)
    wrong = [entry for entry in every if entry is not key and entry not in given]
    dated = [(entry.filler.text, entry.answer) for entry in (key, *given, *wrong)]
    made = OneRight(
        name,
        stem,
        key.filler,
        [entry.filler for entry in wrong],
        Proof.OTHER,
        "; ".join(f"{text} ({date})" for text, date in dated),
        dated,
    )
    facts = [entry.fact.ref for entry in (key, *wrong, *given)]
    return exercise_of(base, ChronologyForm.name, made, [entry.prompt for entry in every], facts)


def _is_of_dates(kind: Kind, field: Field) -> bool:
    return field.type == "date" and is_asked_for(kind, field)


_NEEDS = Needs(
    FEWEST,
    _is_of_dates,
    no_order,
    "too few of the dates lie far enough apart to tell which came first",
    "write more facts with dates that differ by a twentieth of the time that they span",
)
