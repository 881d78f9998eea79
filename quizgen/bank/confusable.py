"""What a learner may confuse with a fact: the facts most like it, each with its own value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from quizgen.bank.base import FactBase
from quizgen.bank.chance import Ring, draw
from quizgen.bank.prompts import Prompt, Way, value_text
from quizgen.bank.wrong import keys_of, proof, value_filler
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.types.registry import type_of

# How many facts stand on a card, and how many are compared.
_SHOWN, _COMPARED = 2, 64
# A longer value is no help.
_MOST_LETTERS = 120


class Confusable:
    """Finds what is easily confused with the facts of a base.

    A new fact changes few others: a fact is compared with those of its neighbourhood on a ring.
    """

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._rings: dict[str, Ring[Fact]] = {}

    def line(self, prompts: Sequence[Prompt]) -> str:
        """Return what the questions of a note are easily confused with in words, "" for nothing.

        Whatever is named is certainly wrong for each of the questions.
        """
        if not all(map(_is_plain, prompts)):
            return ""
        labels = self._base.wording.labels
        entries = [
            labels.fill(
                "confused_one",
                name=self._base.names.fillers[fact.ref].text,
                value=value_text(self._base, value),
            )
            for fact, value in self._nearest(prompts)
        ]
        return labels.fill("confused", text="; ".join(entries)) if entries else ""

    def _nearest(self, prompts: Sequence[Prompt]) -> list[tuple[Fact, Value]]:
        """Return the facts most like the one that the questions are about, with their values."""
        mine = prompts[0].fact
        named = self._named(prompts[0])
        between = self._base.likeness.between

        def rank(fact: Fact) -> tuple[bool, float, int]:
            drawn = draw("confused", mine.ref, fact.ref)
            return fact.ref not in named, -between(mine.ref, fact.ref), drawn

        ordered = sorted({**self._candidates(mine), **named}.values(), key=rank)
        found = ((fact, self._value(prompts, fact)) for fact in ordered)
        return list(islice(((fact, value) for fact, value in found if value), _SHOWN))

    def _named(self, prompt: Prompt) -> dict[str, Fact]:
        """Return the facts that the author says a learner takes for it, without a reason.

        Those with a reason are among the remarks already.
        """
        normal = self._base.wording.normal
        meant = {normal(each.value) for each in prompt.value.control.mistaken_for if not each.why}
        facts = self._base.of_kind.get(prompt.fact.kind, ()) if meant else ()
        return {fact.ref: fact for fact in facts if meant & self._called(prompt, fact)}

    def _called(self, prompt: Prompt, fact: Fact) -> set[str]:
        """Return the names of a fact, and its values in the field that is asked for."""
        filler = self._base.names.fillers.get(fact.ref)
        values = fact.values.get(prompt.field.name, ())
        texts = {self._base.wording.normal(value_text(self._base, value)) for value in values}
        return texts | (filler.names if filler else set())

    def _candidates(self, mine: Fact) -> dict[str, Fact]:
        """Return facts of the same kind that may be like a fact."""
        base = self._base
        near = {
            ref: base.deck.facts[ref]
            for field in base.likeness.sized_fields(mine)
            for ref in base.likeness.near(mine, field)
        }
        others = self._ring(mine.kind).from_point(mine.ref, _COMPARED)
        return {**near, **{fact.ref: fact for fact in others if fact.ref != mine.ref}}

    def _ring(self, kind: str) -> Ring[Fact]:
        if kind not in self._rings:
            facts = self._base.of_kind.get(kind, ())
            asked = ((fact.ref, fact) for fact in facts if not fact.background)
            self._rings[kind] = Ring(asked)
        return self._rings[kind]

    def _value(self, prompts: Sequence[Prompt], fact: Fact) -> Value | None:
        """Return the fact's own value, None if it may be right or needs words of its own."""
        values = fact.values.get(prompts[0].field.name, ())
        has_name = fact.ref in self._base.names.fillers
        if len(values) != 1 or not has_name or not self._is_telling(values[0]):
            return None
        is_wrong = all(self._is_wrong(prompt, fact, values[0]) for prompt in prompts)
        return values[0] if is_wrong else None

    def _is_telling(self, value: Value) -> bool:
        is_text = not type_of(value.content).media(value.content)
        return (
            is_text and _is_timeless(value) and len(value_text(self._base, value)) <= _MOST_LETTERS
        )

    def _is_wrong(self, prompt: Prompt, fact: Fact, value: Value) -> bool:
        base = self._base
        filler = (
            base.names.fillers[fact.ref]
            if prompt.way is Way.BACK
            else value_filler(base, prompt, value.content)
        )
        return proof(base, prompt, keys_of(base, prompt), filler) is not None


def _is_plain(prompt: Prompt) -> bool:
    """Return whether a question has one answer that nobody disputes, in no sentence."""
    is_asked = prompt.way is not Way.BLANK and len(prompt.values) == 1
    return is_asked and not prompt.field.opinion and _is_timeless(prompt.value)


def _is_timeless(value: Value) -> bool:
    """Return whether a value is true without a time, a claimant or a correction."""
    told = value.provenance
    said = (told.as_of, told.since, told.until, told.according_to, told.now, told.record)
    return not any(said) and not value.background
