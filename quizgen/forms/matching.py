"""Entries to be matched with their answers: facts of one question whose answers exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.bank.backside import told_of
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_options, is_phrased
from quizgen.bank.chance import Ring, disordered, draw
from quizgen.bank.wording import sentence_case
from quizgen.bank.wrong import Proof
from quizgen.deck.dates import PartialDate
from quizgen.deck.model import Content
from quizgen.deck.quantities import Quantity
from quizgen.forms.formats import (
    Entry,
    Matching,
    apart,
    beginnings,
    grouped,
    is_named_in,
    named_apart,
    neighbours,
)

_FEWEST, _SIZES = 4, 3
# Words with so many first letters in common give an answer away.
_TELLING = 5


def make_matching(base: FactBase, entries: Iterable[Entry], seed: int) -> Iterator[Matching]:
    """Yield questions with four to six pairs each; every field of which is single, so that no other pair is right."""
    usable = [entry for entry in entries if _is_usable(base, entry)]
    for members in grouped(base, usable).values():
        ring = Ring((entry.id, entry) for entry in members)
        seen: set[frozenset[str]] = set()
        for first in beginnings(members, seed, "match"):
            wanted = _FEWEST + draw(seed, first.id, "pairs") % _SIZES
            chosen = [first]
            for entry in neighbours(ring, first, seed, "match"):
                if len(chosen) < wanted and all(
                    _go_together(base, entry, other) for other in chosen
                ):
                    chosen.append(entry)
            same = frozenset(entry.id for entry in chosen)
            if len(chosen) >= _FEWEST and same not in seen:
                seen.add(same)
                yield _matching(base, chosen, seed)


def _is_usable(base: FactBase, entry: Entry) -> bool:
    field, told = entry.field, entry.value.provenance
    if (
        not (entry.asked and field.single and entry.question)
        or entry.own
        or entry.value.control.only
        or entry.value.control.options
    ):
        return False
    timed = bool(told.as_of or base.deck.source.as_of or (told.since and told.until))
    return (timed or not field.volatile) and not _tells(base, entry)


def _tells(base: FactBase, entry: Entry) -> bool:
    """Tell whether name and answer share a word, or the question holds the answer."""
    starts = [
        {
            word[:_TELLING]
            for word in base.wording.normal(text).split()
            if len(word) > 3 or word.isdigit()
        }
        for text in (entry.filler.text, entry.answer)
    ]
    question = f" {base.wording.normal(entry.question)} "
    return bool(starts[0] & starts[1]) or f" {base.wording.normal(entry.answer)} " in question


def _go_together(base: FactBase, one: Entry, other: Entry) -> bool:
    """Tell whether neither entry has the other's answer, and neither name stands in the other's answer."""
    return (
        _shape(one.value.content) == _shape(other.value.content)
        and apart(base, one.value.content, other.value.content)
        and named_apart(base, one.filler, other.filler)
        and not any(
            _forbids(base, *pair) or is_named_in(base, pair[0].filler, pair[1].answer)
            for pair in (
                (one, other),
                (other, one),
            )
        )
    )


def _forbids(base: FactBase, one: Entry, other: Entry) -> bool:
    normal = base.wording.normal
    return normal(other.answer) in {normal(text) for text in one.value.control.forbid}


def _shape(content: Content) -> tuple[object, ...]:
    if isinstance(content, PartialDate):
        return content.shape
    if isinstance(content, Quantity):
        return content.unit, content.decimals
    return (type(content).__name__,)


def _size(entry: Entry) -> tuple[float, str]:
    content = entry.value.content
    if isinstance(content, PartialDate):
        return content.middle, ""
    if isinstance(content, Quantity):
        return float(content.number), ""
    return 0.0, entry.answer.casefold()


def _matching(base: FactBase, chosen: list[Entry], seed: int) -> Matching:
    first = chosen[0]
    ordered = sorted(chosen, key=_size)
    left = disordered([(entry.id, entry) for entry in ordered], seed, first.id, "left")
    answers = tuple(entry.answer for entry in ordered)
    contents = [entry.value.content for entry in ordered]
    return Matching(
        f"{first.id}/match",
        first.field.name,
        tuple(entry.fact.ref for entry in left),
        base.wording.labels.fill("match", question=first.question),
        as_options(base, [entry.filler for entry in left]),
        tuple(map(sentence_case, answers)) if is_phrased(base, answers, contents) else answers,
        tuple(ordered.index(entry) for entry in left),
        Proof.SINGLE,
        told_of(base, (entry.prompt for entry in left)),
    )
