"""Items: questions with options, of which exactly one is right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from quizgen.facts.dates import PartialDate
from quizgen.facts.quantities import Quantity
from quizgen.items.base import FactBase, Filler
from quizgen.items.distractors import Distractor, choose
from quizgen.items.pools import Pools
from quizgen.items.prompts import Prompt
from quizgen.items.wording import sentence_case
from quizgen.items.wrong import keys_of

# Three options do where a fourth would only fill the space (Rodriguez 2005; Tarrant 2009).
FEWEST_OPTIONS = 3


@dataclass(frozen=True, slots=True)
class Item:
    """A multiple-choice item; `options[0]` is the key, the distractors follow in no printed order.

    `ranked` options are dates or numbers, printed from small to large in the order of `sizes`.
    """

    prompt: Prompt
    options: tuple[str, ...]
    names: frozenset[str]
    distractors: tuple[Distractor, ...]
    sizes: tuple[float, ...] = ()

    @property
    def id(self) -> str:
        """Return the permanent id of the item, which is its question's."""
        return self.prompt.id

    @property
    def ranked(self) -> bool:
        """Tell whether the options have an order of their own."""
        return bool(self.sizes)


def make_items(base: FactBase, prompts: Iterable[Prompt], options: int, seed: int) -> Iterator[Item]:
    """Yield an item for each prompt that admits enough distractors for at least three options.

    `options` counts the key. A value that the record contradicts gives no item: neither answer
    could stand against the other.
    """
    pools = Pools(base)
    for prompt in prompts:
        if prompt.value.provenance.record or len(prompt.values) > 1:
            continue
        right = keys_of(base, prompt)
        distractors = choose(pools, prompt, right, options - 1, seed)
        if len(distractors) + 1 >= min(options, FEWEST_OPTIONS):
            yield _item(prompt, right, distractors)


def _item(prompt: Prompt, right: tuple[Filler, ...], distractors: tuple[Distractor, ...]) -> Item:
    fillers = (right[0], *(distractor.filler for distractor in distractors))
    contents = [filler.content for filler in fillers]
    sizes: tuple[float, ...] = ()
    if all(isinstance(content, PartialDate) for content in contents):
        sizes = tuple(content.middle for content in contents if isinstance(content, PartialDate))
    elif all(isinstance(content, Quantity) for content in contents):
        sizes = tuple(float(content.number) for content in contents if isinstance(content, Quantity))
    names = frozenset().union(*(filler.names for filler in right))
    return Item(prompt, tuple(sentence_case(filler.text) for filler in fillers), names, distractors, sizes)
