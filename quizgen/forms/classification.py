"""Classification: which of several belongs to a group or a list, and which does not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.bank.base import FactBase
from quizgen.bank.chance import Ring, draw, shuffled
from quizgen.bank.items import Lack, Without
from quizgen.bank.names import Filler
from quizgen.bank.prompts import filled
from quizgen.bank.rejected import forbidden, is_among
from quizgen.bank.wrong import Proof, proof
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of
from quizgen.forms.apart import apart, is_named_in, named_apart
from quizgen.forms.entries import Entry, grouped, holders_of
from quizgen.forms.exercise import Exercise, Material
from quizgen.forms.one_of import FEWEST, MOST, OneOf, OneRight, exercise_of
from quizgen.forms.steps import fillers_of

_WINDOW = 24


class ClassificationForm(OneOf):
    """Which of several belongs to a group or a list, and which does not."""

    name = "classification"

    def make(self, material: Material) -> Iterator[Exercise]:
        """Yield an exercise for each group that a field makes, and for each complete list."""
        base, seed = material.base, material.seed
        usable = [each for each in material.entries if _is_usable(base, each)]
        for members in grouped(base, usable).values():
            yield from _of_members(base, [each for each in members if each.asked], seed)
        for question in material.questions:
            if isinstance(question, Without) and question.lack is Lack.SEVERAL:
                yield from _of_list(base, question, seed)


def _is_usable(base: FactBase, entry: Entry) -> bool:
    rule = base.kind(entry.fact).questions.get(entry.rule)
    is_group = type_of(entry.value.content).nominal and not entry.field.unique
    return bool(rule and rule.except_) and is_group and entry.field.single and entry.timeless


def _of_members(base: FactBase, members: list[Entry], seed: int) -> Iterator[Exercise]:
    """Yield an exercise for each value that some of the facts share."""
    ring = Ring((entry.id, entry) for entry in members)
    for holders in holders_of(base, members).values():
        yield from _of_group(base, ring, holders, seed)


def _of_group(
    base: FactBase, ring: Ring[Entry], holders: list[Entry], seed: int
) -> Iterator[Exercise]:
    """Yield which of several facts lacks the value that the others share."""
    if len(holders) < FEWEST - 1:
        return
    first = holders[0]
    rule = base.kind(first.fact).questions[first.rule]
    name = f"{first.fact.kind}/{first.field.name}/except/{base.wording.normal(first.answer)}"
    stems = filled(base, first.prompt, first.fact, rule.except_, "except")
    drawn = shuffled(((each.id, each) for each in holders), seed, name)
    others = shuffled(((each.id, each) for each in ring.from_point(name, _WINDOW)), seed, name)
    for odd in others:
        if stems and apart(base, first.value.content, odd.value.content):
            shared = _beside(base, odd, drawn, stems[0])
            if len(shared) >= FEWEST - 1:
                yield _without_value(base, name, stems[0], [odd, *shared])
                return


def _beside(base: FactBase, odd: Entry, holders: Sequence[Entry], stem: str) -> list[Entry]:
    """Return up to three holders of the value whose names differ and are not in the stem."""
    taken: list[Entry] = []
    for entry in holders:
        clear = all(named_apart(base, entry.filler, each.filler) for each in (odd, *taken))
        if len(taken) < MOST - 1 and clear and not is_named_in(base, entry.filler, stem):
            taken.append(entry)
    return taken


def _without_value(base: FactBase, name: str, stem: str, entries: list[Entry]) -> Exercise:
    odd, *shared = entries
    pairs = [(entry.filler.text, entry.answer) for entry in entries]
    made = OneRight(
        name,
        stem,
        odd.filler,
        [entry.filler for entry in shared],
        Proof.OTHER,
        "; ".join(f"{text}: {value.removesuffix('.')}" for text, value in pairs),
        pairs,
    )
    facts = [entry.fact.ref for entry in entries]
    return exercise_of(
        base, ClassificationForm.name, made, [entry.prompt for entry in entries], facts
    )


def _of_list(base: FactBase, question: Without, seed: int) -> Iterator[Exercise]:
    """Yield which option is part of a complete list, and which is not."""
    prompt = question.prompt
    if not prompt.field.complete or prompt.answer_media:
        return
    drawn = shuffled(((each.text, each) for each in question.right), seed, prompt.id)
    right = _distinct(base, drawn)
    wrong = _not_in_list(base, question, seed)
    is_first = draw(seed, prompt.id, "except") % 2 == 0
    for name, templates, key, others in (
        ("among", prompt.rule.among, right, wrong),
        ("except", prompt.rule.except_, wrong, right),
    ):
        stems = filled(base, prompt, prompt.fact, templates, name)
        if stems and key and len(others) >= FEWEST - 1:
            chosen = key[0] if is_first else key[-1]
            made = OneRight(
                f"{prompt.id}/{name}", stems[0], chosen, others[: MOST - 1], Proof.COMPLETE
            )
            yield exercise_of(base, ClassificationForm.name, made, [prompt], [prompt.fact.ref])


def _not_in_list(base: FactBase, question: Without, seed: int) -> list[Filler]:
    """Return what the author names as wrong, then what belongs to other lists of the same sort."""
    prompt = question.prompt
    named = [each.filler for each in question.distractors if each.proof is Proof.DENIED]
    others = [
        value
        for fact, value in base.values_of(prompt.fact.kind, prompt.field.name)
        if _are_of_one_sort(base, prompt.fact, fact)
    ]
    unwanted = forbidden(base, prompt.fact, prompt.field.name, prompt.value)
    rejected = base.rejected.get(prompt.id, frozenset())
    found = [
        filler
        for filler in fillers_of(base, others)
        if proof(base, prompt, question.right, filler) in (Proof.COMPLETE, Proof.DENIED)
        and not filler.names & unwanted
        and not is_among(base, rejected, filler)
    ]
    drawn = shuffled(((each.text, each) for each in found), seed, prompt.id, "wrong")
    return _distinct(base, [*named, *drawn])


def _are_of_one_sort(base: FactBase, one: Fact, other: Fact) -> bool:
    """Return whether two facts share what their kind records to tell which ones are alike."""
    quiet = [field.name for field in base.kind(one).fields.values() if field.quiet]
    sorts = [(one.values.get(name, ()), other.values.get(name, ())) for name in quiet]
    return not quiet or any(
        not base.comparison.disjoint(mine.content, theirs.content)
        for ours, others in sorts
        for mine in ours
        for theirs in others
    )


def _distinct(base: FactBase, fillers: Sequence[Filler]) -> list[Filler]:
    """Return the fillers that can be options of one item."""
    taken: list[Filler] = []
    for filler in fillers:
        if all(named_apart(base, filler, other) for other in taken):
            taken.append(filler)
    return taken
