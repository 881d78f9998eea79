"""The items of a deck as earlier runs made them, so that a run makes only those that change."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt
from quizgen.bank.views import Answer, Made, Terms, View, Views
from quizgen.deck.inside import real_path
from quizgen.deck.model.deck import Deck
from quizgen.records import store
from quizgen.records.choices import KeptItem, StrangeError, read, written
from quizgen.records.digests import of_text

_LOG = logging.getLogger(__name__)


class KeptView(Struct, frozen=True, array_like=True):
    """The items of a view, by the digests of their questions.

    `told` is what the whole deck answered while they were made.
    """

    told: tuple[tuple[str, str, Answer], ...]
    made: dict[str, KeptItem]


# By the digests of the views.
_KeptViews = dict[str, KeptView]


class KeptItems:
    """The items of a deck that runs of a program made; `program` is the digest of the program."""

    def __init__(self, deck: Deck, program: str) -> None:
        file = str(real_path(Path(deck.files[0])))
        self._of_deck = ("items", program, file, deck.id, deck.language)

    def items(self, base: FactBase, prompts: Sequence[Prompt], terms: Terms) -> dict[int, Made]:
        """Return the items of all questions of the deck, and keep them for the next run.

        They are those of `make_in_views`.
        """
        key = of_text("\0".join((*self._of_deck, repr(terms))))
        views, last = Views(base, prompts, terms), _last(key)
        found = [_Found(views, view, last) for view in views.of(range(len(prompts)))]
        missing = sum(len(each.missing) for each in found)
        _LOG.info("%d of %d items have not changed", len(prompts) - missing, len(prompts))
        made = {number: item for each in found for number, item in each.all().items()}
        new = {each.digest: each.kept(made) for each in found}
        if new != last:
            store.write(key, msgspec.msgpack.encode(new))
        return made


def _last(key: str) -> _KeptViews:
    """Return what the last run kept, {} if that is nothing sound."""
    data = store.read(key)
    if data is None:
        return {}
    try:
        return msgspec.msgpack.decode(data, type=_KeptViews)
    except msgspec.MsgspecError:
        return {}


class _Found:
    """The items of a view: those that an earlier run made, and the numbers of the `missing`."""

    def __init__(self, views: Views, view: View, last: Mapping[str, KeptView]) -> None:
        self._views = views
        self._view = view
        self.digest = view.digest
        self._digests = {number: view.digest_of(number) for number in view.asked}
        self._last = _sound(view, last.get(self.digest))
        self._again = dict(self._read())
        self.missing = [number for number in view.asked if number not in self._again]

    def _read(self) -> Iterator[tuple[int, Made]]:
        views, base = self._views, self._views.base
        for number, digest in self._digests.items():
            kept = self._last.made.get(digest)
            if kept is not None:
                asked = views.asked(number, is_by_year=kept.by_year)
                with suppress(StrangeError):
                    if asked:
                        yield number, read(base, *asked, kept)

    def all(self) -> dict[int, Made]:
        """Return all items, and make those that are missing."""
        return {**self._again, **dict(self._view.make(self.missing))}

    def kept(self, made: Mapping[int, Made]) -> KeptView:
        """Return what is kept of the items for the next run."""
        told = {(what, name): answer for what, name, answer in self._last.told}
        told |= self._view.whole.told
        items = {digest: self._written(number, made) for number, digest in self._digests.items()}
        return KeptView(
            tuple((*about, answer) for about, answer in sorted(told.items())),
            {digest: item for digest, item in items.items() if item is not None},
        )

    def _written(self, number: int, made: Mapping[int, Made]) -> KeptItem | None:
        if number in self._again:
            return self._last.made[self._digests[number]]
        views, item = self._views, made[number]
        return written(views.base, item, by_year=views.is_by_year(number, item))


def _sound(view: View, kept: KeptView | None) -> KeptView:
    """Return what was kept of a view if the whole deck still answers what it did."""
    if kept and all(view.whole.answer((what, name)) == told for what, name, told in kept.told):
        return kept
    return KeptView((), {})
