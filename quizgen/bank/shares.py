"""Makes the items of a large deck in several processes at once: the same ones as in one process."""

from __future__ import annotations

import gc
import io
import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass
from itertools import cycle

from msgspec.structs import replace

from quizgen.bank.base import FactBase, base_of
from quizgen.bank.distractors import Wanted
from quizgen.bank.items import Item, Maker, Without
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt
from quizgen.deck.model.deck import Deck
from quizgen.sandbox.children import Children
from quizgen.sandbox.limits import StoppedError, run_limited

_WORKER = "quizgen.bank.shares_worker"
# Each process needs memory of its own for the deck.
_MOST_PROCESSES = 4
# So many neighbouring questions go to one process, since they share candidates.
_AT_ONCE = 256
# The first process makes so many parts while each of the others makes fewer and reads the deck.
_OWN, _OTHERS = 5, 4
# Far more than honest work takes: a question takes a millisecond and four kilobytes.
_SECONDS, _SECONDS_A_QUESTION = 60.0, 0.05
_MEGABYTES, _MEGABYTES_A_QUESTION = 1000, 0.02

Made = Item | Without


@dataclass(frozen=True, slots=True)
class Order:
    """What a process needs to make its share of the items of a deck."""

    deck: Deck
    prompts: tuple[Prompt, ...]
    wanted: Wanted
    at_least: int
    seed: int

    def maker(self, base: FactBase) -> Maker:
        """Return what makes the items; `base` is the fact base of the deck."""
        return Maker(base, self.prompts, self.wanted, self.at_least, self.seed)


def _cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def make_shared(  # noqa: PLR0913 - those of `make_items`, and how many processes
    base: FactBase,
    prompts: Iterable[Prompt],
    wanted: Wanted,
    at_least: int,
    seed: int,
    *,
    processes: int = 0,
) -> tuple[Made, ...]:
    """Return what `make_items` does, made by so many processes, this one among them.

    By default there is one for each core. `base` is that of a whole deck (`base_of`). The items of
    a process that fails are made here.
    """
    order = Order(base.deck, tuple(prompts), wanted, at_least, seed)
    processes = processes or min(_cores(), _MOST_PROCESSES)
    maker = order.maker(base)
    own, *others = [_share(maker, number, processes) for number in range(processes)]
    found: dict[int, Made] = {}
    with ThreadPoolExecutor(processes) as pool, Children() as children:
        answers = _ask(pool, children, order, others)
        found.update((number, maker.make(number)) for number in own)
        for share, answer in zip(others, answers, strict=True):
            found.update(zip(share, _received(maker, share, answer), strict=True))
    return tuple(found[number] for number in range(len(maker.asked)))


def _ask(
    pool: ThreadPoolExecutor, children: Children, order: Order, shares: Sequence[Sequence[int]]
) -> list[Future[bytes]]:
    """Start a process for each share, and return their answers to come."""
    if not shares:
        return []
    message, count = _dumped(order), len(order.prompts)

    def answer(share: Sequence[int]) -> bytes:
        return run_limited(
            _WORKER,
            [],
            message + _dumped(share),
            seconds=_SECONDS + count * _SECONDS_A_QUESTION,
            megabytes=_MEGABYTES + round(count * _MEGABYTES_A_QUESTION),
            children=children,
        )

    return [pool.submit(answer, share) for share in shares]


def _dumped(what: object) -> bytes:
    return pickle.dumps(what, pickle.HIGHEST_PROTOCOL)


def answered(message: bytes) -> bytes:
    """Return the items of a share as a message; they are made in another process."""
    # Nothing that is made here is ever thrown away.
    gc.disable()
    # The message comes from the process that started this one.
    read = pickle.Unpickler(io.BytesIO(message))  # noqa: S301
    order: Order = read.load()
    share: Sequence[int] = read.load()
    maker = order.maker(base_of(order.deck))
    made = [replace(maker.make(number), right=()) for number in share]
    packed = io.BytesIO()
    _Packer(packed, maker).dump(made)
    return packed.getvalue()


def _share(maker: Maker, number: int, processes: int) -> list[int]:
    """Return the numbers of the questions that a process makes, in the order to make them."""
    turns = [0] * _OWN + [other for other in range(1, processes) for _ in range(_OTHERS)]
    parts = zip(cycle(turns), range(0, len(maker.order), _AT_ONCE))
    starts = [start for turn, start in parts if turn == number]
    return [each for start in starts for each in maker.order[start : start + _AT_ONCE]]


def _received(maker: Maker, share: Sequence[int], answer: Future[bytes]) -> Iterator[Made]:
    """Yield the items of a share as another process made them, or make them here if it failed."""
    try:
        made: list[Made] = _Unpacker(io.BytesIO(answer.result()), maker).load()
    except (StoppedError, CancelledError, OSError):
        yield from map(maker.make, share)
        return
    for number, each in zip(share, made, strict=True):
        yield replace(each, right=maker.asked[number][1])


class _Packer(pickle.Pickler):
    """Writes items for another process that has the same deck: prompts and names by number."""

    def __init__(self, file: io.BytesIO, maker: Maker) -> None:
        super().__init__(file, pickle.HIGHEST_PROTOCOL)
        self._numbers = {prompt.id: number for number, (prompt, _) in enumerate(maker.asked)}
        self._names = maker.base.names.fillers

    def persistent_id(self, obj: object) -> tuple[int, str] | str | None:
        """Return what stands for a prompt or for the name of a fact, None for anything else."""
        if isinstance(obj, Prompt):
            return self._numbers[obj.id], obj.stem
        if isinstance(obj, Filler) and self._names.get(obj.fact) is obj:
            return obj.fact
        return None


class _Unpacker(pickle.Unpickler):
    """Reads what `_Packer` wrote. The message comes from this program's own code."""

    def __init__(self, file: io.BytesIO, maker: Maker) -> None:
        super().__init__(file)
        self._prompts = [prompt for prompt, _ in maker.asked]
        self._names = maker.base.names.fillers

    def persistent_load(self, pid: tuple[int, str] | str) -> Prompt | Filler:
        """Return the prompt or the name of a fact that something stands for."""
        if isinstance(pid, str):
            return self._names[pid]
        number, stem = pid
        prompt = self._prompts[number]
        return prompt if prompt.stem == stem else replace(prompt, stem=stem)
