"""Which wrong answers an item offers: each admissible, no two alike, chosen by names and seed alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from quizgen.facts.dates import PartialDate
from quizgen.facts.model import Content, Reference
from quizgen.facts.quantities import Quantity
from quizgen.items.base import Filler
from quizgen.items.chance import draw
from quizgen.items.pools import Pools
from quizgen.items.prompts import Prompt, Way
from quizgen.items.wrong import Proof, proof


@dataclass(frozen=True, slots=True)
class Distractor:
    """A wrong answer, and why it is wrong."""

    filler: Filler
    proof: Proof


def choose(pools: Pools, prompt: Prompt, right: tuple[Filler, ...], wanted: int, seed: int) -> tuple[Distractor, ...]:
    """Return up to `wanted` distractors for a prompt whose keys are `right`.

    The author's come first. Dates and numbers lie round the key so that its rank tells nothing;
    names and texts come by what they have in common with it.
    """
    chosen = _Chosen(pools, prompt, right, wanted)
    control = prompt.control
    chosen.take_authored((*control.only, *control.distractors))
    if control.only or (prompt.blank is not None and prompt.blank.type == "text"):
        return tuple(chosen.found)
    key, name = right[0], f"{seed}/{prompt.id}"
    if isinstance(key.content, (PartialDate, Quantity)):
        below, above = pools.around(prompt, key.content, name)
        fair = draw("rank", name) % (chosen.missing + 1)
        chosen.take(below, fair)
        chosen.take(above, chosen.missing)
        chosen.take(below, chosen.missing)
    elif _asks_for_a_name(prompt):
        chosen.take(iter(pools.names(prompt, key, name)), chosen.missing)
    else:
        chosen.take(iter(pools.texts(prompt, key, name)), chosen.missing)
    return tuple(chosen.found)


def _asks_for_a_name(prompt: Prompt) -> bool:
    return prompt.way is not Way.FORWARD or isinstance(prompt.value.content, Reference)


@dataclass(slots=True)
class _Chosen:
    """The distractors taken so far for one prompt."""

    pools: Pools
    prompt: Prompt
    right: tuple[Filler, ...]
    wanted: int
    found: list[Distractor] = field(default_factory=list)

    @property
    def missing(self) -> int:
        return self.wanted - len(self.found)

    def take_authored(self, texts: Iterable[str]) -> None:
        """Take what the author offers; they vouch for it, unless it is the key under another name."""
        for text in texts:
            filler = self.pools.authored(self.prompt, text)
            right = any(self.pools.base.same_filler(key, filler) for key in self.right)
            if self.missing > 0 and not right and not self._stands_already(filler):
                self.found.append(Distractor(filler, Proof.DENIED))

    def take(self, fillers: Iterator[Filler], most: int) -> None:
        """Take admissible fillers in their order, `most` of them at most."""
        enough = len(self.found) + most
        while len(self.found) < enough and (filler := next(fillers, None)) is not None:
            if not self._forbidden(filler) and not self._stands_already(filler):
                why = proof(self.pools.base, self.prompt, self.right, filler)
                if why is not None:
                    self.found.append(Distractor(filler, why))

    def _forbidden(self, filler: Filler) -> bool:
        """Tell whether the author forbids it, or the stem itself names it."""
        normal = self.pools.base.wording.normal
        if filler.names & {normal(text) for text in self.prompt.control.forbid}:
            return True
        stem = f" {normal(self.prompt.stem)} "
        return any(f" {name} " in stem for name in filler.names)

    def _stands_already(self, filler: Filler) -> bool:
        base = self.pools.base
        return any(
            base.same_filler(filler, other.filler)
            or not (filler.fact or other.filler.fact or base.disjoint(_figure(filler), _figure(other.filler)))
            for other in self.found
        )


def _figure(filler: Filler) -> Content:
    """Return the content without its bound: beside each other, options are figures."""
    content = filler.content
    return replace(content, bound="") if isinstance(content, Quantity) else content
