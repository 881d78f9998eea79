"""Items: questions with options, of which exactly one is right."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from quizgen.facts.dates import PartialDate
from quizgen.facts.quantities import Quantity
from quizgen.items.base import FactBase, Filler
from quizgen.items.distractors import Choice, Distractor, Refusal, choose
from quizgen.items.pools import Pools
from quizgen.items.prompts import Prompt, Way
from quizgen.items.wording import sentence_case
from quizgen.items.wrong import is_asked_of_source, keys_of


@dataclass(frozen=True, slots=True)
class Item:
    """A multiple-choice item; `options[0]` is the key, the distractors follow in no printed order.

    `right` are all fillers known to be right, the key first. `ranked` options are dates, numbers or what
    the author has put in order, printed from small to large in the order of `sizes`. `refused` are
    the candidates that were not offered, with the reason.
    """

    prompt: Prompt
    options: tuple[str, ...]
    right: tuple[Filler, ...]
    distractors: tuple[Distractor, ...]
    sizes: tuple[float, ...] = ()
    refused: tuple[tuple[str, Refusal], ...] = ()

    @property
    def id(self) -> str:
        """Return the permanent id of the item, which is its question's."""
        return self.prompt.id

    @property
    def names(self) -> frozenset[str]:
        """Return every normal name of what is right."""
        return frozenset().union(*(filler.names for filler in self.right))

    @property
    def ranked(self) -> bool:
        """Tell whether the options have an order of their own."""
        return bool(self.sizes)


class Lack(StrEnum):
    """Why a question has no options."""

    CONTESTED = "the record differs from the source, and neither answer may stand against the other"
    SEVERAL = "it has several right answers"
    MEDIA = "its answer is a picture or a sound, and options are words"
    TOO_FEW = "too few wrong answers are provably wrong"


@dataclass(frozen=True, slots=True)
class Without:
    """A question that stays without options: why, the too few distractors that it has, and what would mend it."""

    prompt: Prompt
    lack: Lack
    right: tuple[Filler, ...] = ()
    distractors: tuple[Distractor, ...] = ()
    mend: str = ""
    refused: tuple[tuple[str, Refusal], ...] = ()


def make_items(
    base: FactBase, prompts: Iterable[Prompt], options: int, at_least: int, seed: int
) -> Iterator[Item | Without]:
    """Yield an item for each prompt, or why it has none.

    An item has `options` options, the key among them; fewer where no more are admissible, but
    `at_least` so many.
    """
    asked = list(prompts)
    keys = [keys_of(base, prompt) for prompt in asked]
    pools = Pools(base, Counter(right[0].text for right in keys))
    for prompt, right in zip(asked, keys, strict=True):
        if prompt.answer_media:
            yield Without(prompt, Lack.MEDIA, right)
        elif prompt.value.is_contested and not is_asked_of_source(prompt):
            mend = "" if prompt.value.contested else "`contested: source` or `contested: truth` beside `record`"
            yield Without(prompt, Lack.CONTESTED, right, mend=mend)
        elif len(prompt.values) > 1:
            yield Without(prompt, Lack.SEVERAL, right, choose(pools, prompt, right, options - 1, seed).taken)
        else:
            choice = choose(pools, prompt, right, options - 1, seed)
            missing = min(options, at_least) - 1 - len(choice.taken)
            if missing > 0:
                mend = _mend(base, prompt, missing)
                yield Without(prompt, Lack.TOO_FEW, right, choice.taken, mend, choice.refused)
            else:
                yield _item(prompt, right, choice)


def _mend(base: FactBase, prompt: Prompt, missing: int) -> str:
    """Return what would give a question the distractors that it lacks."""
    kind, field = base.kind(prompt.fact), prompt.field
    if prompt.control.only:
        return f"{missing} more under `only`"
    if prompt.way is Way.BACK:
        return f"{missing} more {kind.key} with a `{field.name}` of their own, `background` or not"
    if prompt.blank is not None and prompt.blank.type != "text":
        return f"{missing} more facts of the pool `{prompt.blank.type}`"
    if field.to:
        return f"{missing} more facts of {' or '.join(f'`{name}`' for name in field.to)}"
    if field.single:
        return f"{missing} more {kind.key} with a `{field.name}`, or `distractors` of your own"
    return f"{missing} `distractors` of your own: other values of `{field.name}` may be right as well"


def _item(prompt: Prompt, right: tuple[Filler, ...], choice: Choice) -> Item:
    fillers = (right[0], *(distractor.filler for distractor in choice.taken))
    contents = [filler.content for filler in fillers]
    sizes: tuple[float, ...] = ()
    if choice.order:
        sizes = tuple(map(float, choice.order))
    elif all(isinstance(content, PartialDate) for content in contents):
        sizes = tuple(content.middle for content in contents if isinstance(content, PartialDate))
    elif all(isinstance(content, Quantity) for content in contents):
        sizes = tuple(float(content.number) for content in contents if isinstance(content, Quantity))
    options = tuple(sentence_case(filler.text) for filler in fillers)
    return Item(prompt, options, right, choice.taken, sizes, choice.refused)
