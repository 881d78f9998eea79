"""Comparison: whether two values, texts or facts can mean the same."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from quizgen.bank.names import Filler
from quizgen.bank.wording import Wording
from quizgen.deck.dates import PartialDate
from quizgen.deck.model import Content, Deck, Reference, Text
from quizgen.deck.quantities import Quantity
from quizgen.media.model import Media

# A span that touches more years than this is looked up by its start alone.
_MOST_YEARS = 400


class Comparison:
    """Compares the contents of a deck's values."""

    def __init__(self, deck: Deck, wording: Wording) -> None:
        self._deck = deck
        self._wording = wording

    @cached_property
    def _wholes(self) -> dict[str, frozenset[str]]:
        direct: dict[str, set[str]] = defaultdict(set)
        for ref, fact in self._deck.facts.items():
            for name, values in fact.values.items():
                if self._deck.kinds[fact.kind].fields[name].contains:
                    direct[ref].update(
                        v.content.fact for v in values if isinstance(v.content, Reference)
                    )
        return {ref: frozenset(_reachable(ref, direct)) for ref in direct}

    def related(self, one: str, other: str) -> bool:
        """Tell whether one of two facts is the other, or a part of it."""
        return (
            one == other or other in self._wholes.get(one, ()) or one in self._wholes.get(other, ())
        )

    def keys(self, content: Content) -> Iterator[tuple[object, ...]]:
        """Yield keys of which two contents that may mean the same share one."""
        if isinstance(content, PartialDate):
            first, last = content.start.year, content.end.year
            yield from (("year", year) for year in range(first, min(last, first + _MOST_YEARS) + 1))
        elif isinstance(content, Quantity):
            yield content.unit, content.number.normalize()
        elif isinstance(content, Reference):
            yield ("fact", content.fact)
        elif isinstance(content, Text):
            yield ("text", self._wording.normal(content.text))
        elif isinstance(content, Media):
            yield from (("media", each) for each in self._seen(content))

    def disjoint(self, one: Content, other: Content) -> bool:
        """Tell whether two contents can certainly not mean the same."""
        if isinstance(one, PartialDate) and isinstance(other, PartialDate):
            return one.disjoint(other)
        if isinstance(one, Quantity) and isinstance(other, Quantity):
            return one.disjoint(other)
        if isinstance(one, Reference) and isinstance(other, Reference):
            return not self.related(one.fact, other.fact)
        if isinstance(one, Text) and isinstance(other, Text):
            return self.texts_differ(one.text, other.text)
        if isinstance(one, Media) and isinstance(other, Media):
            return not self._seen(one) & self._seen(other)
        return False

    def _seen(self, media: Media) -> set[object]:
        """Return by what a picture or sound is told from others: its file, and the words that describe it."""
        words = self._wording.normal(media.alt)
        return {media.file, words} if words else {media.file}

    def texts_differ(self, one: str, other: str) -> bool:
        """Tell whether neither text holds all the words of the other."""
        mine, theirs = (
            set(self._wording.normal(one).split()),
            set(self._wording.normal(other).split()),
        )
        return not (mine <= theirs or theirs <= mine)

    def same_filler(self, one: Filler, other: Filler) -> bool:
        """Tell whether two fillers share a name, or one is a part of the other."""
        return bool(one.names & other.names) or bool(
            one.fact and other.fact and self.related(one.fact, other.fact)
        )


def _reachable(start: str, direct: dict[str, set[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = [start]
    while waiting:
        for whole in direct.get(waiting.pop(), ()):
            if whole not in seen:
                seen.add(whole)
                waiting.append(whole)
    return seen
