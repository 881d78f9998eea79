"""What may be offered beside a key: names, texts, dates and numbers of its sort, the likeliest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TypeVar

from quizgen.facts.dates import PartialDate, Precision
from quizgen.facts.model import Content, Fact
from quizgen.facts.quantities import Quantity
from quizgen.items.base import FactBase, Filler
from quizgen.items.chance import draw
from quizgen.items.prompts import Prompt, Way, option_text
from quizgen.items.ranks import dates_near, numbers_near
from quizgen.items.wrong import text_filler

# Real dates farther off than this many years do not distract, by precision.
_REACH = {Precision.DAY: 3.0, Precision.MONTH: 4.0, Precision.YEAR: 25.0}
# Real numbers beyond this many times the key are seen to be wrong at once.
_MOST_TIMES = 10
# How many candidates are weighed for one item; a larger pool is entered at a place drawn for it.
_WINDOW = 256

T = TypeVar("T")


def names(base: FactBase, prompt: Prompt, key: Filler, name: str) -> list[Filler]:
    """Return fillers of the slot's pool: those of the key's own kind and most like it first."""
    mine = base.deck.facts.get(key.fact)
    window = _window(base.pool(_pools(base, prompt)), name)
    return sorted(
        window, key=lambda filler: (-_likeness(base, mine, base.deck.facts.get(filler.fact)), draw(name, filler.text))
    )


def _pools(base: FactBase, prompt: Prompt) -> Sequence[str]:
    """Return the kinds and pools whose names can fill the slot."""
    if prompt.blank is not None:
        return (prompt.blank.type,)
    return (base.kind(prompt.fact).pool,) if prompt.way is Way.BACK else prompt.field.to


def authored(base: FactBase, prompt: Prompt, text: str) -> Filler:
    """Return what the author means by a text: a name of the slot's pool, or the text itself."""
    name = base.wording.normal(text)
    known = (filler for filler in base.pool(_pools(base, prompt)) if name in filler.names)
    return next(known, text_filler(base, text))


def _likeness(base: FactBase, mine: Fact | None, other: Fact | None) -> int:
    if mine is None or other is None:
        return 0
    same_kind = mine.kind == other.kind
    shared = sum(
        not all(base.disjoint(a.content, b.content) for a in mine.values[field] for b in other.values[field])
        for field in base.kind(mine).alike
        if field in mine.values and field in other.values
    )
    return 2 * same_kind + shared


def texts(base: FactBase, prompt: Prompt, key: Filler, name: str) -> list[Filler]:
    """Return the other facts' texts in the field, those nearest the key in length and in kind first."""
    found: dict[str, tuple[float, Filler]] = {}
    for fact, value in _window(tuple(base.siblings(prompt.fact, prompt.field.name)), name):
        if not value.provenance.record:
            filler = _filler(base, prompt, value.content)
            distance = abs(len(filler.text) - len(key.text)) / (len(key.text) + 10) - _likeness(base, prompt.fact, fact)
            found.setdefault(filler.text, (distance, filler))
    return [filler for _, filler in sorted(found.values(), key=lambda pair: (pair[0], draw(name, pair[1].text)))]


def around(base: FactBase, prompt: Prompt, key: PartialDate | Quantity, name: str) -> tuple[list[Filler], list[Filler]]:
    """Return dates or numbers below the key and above it, true ones of the deck first, nearest first."""
    real = _real_dates(base, key) if isinstance(key, PartialDate) else _real_numbers(base, prompt, key)
    size = _size(key)
    below = sorted((c for c in real if _size(c) < size), key=_size, reverse=True)
    above = sorted((c for c in real if _size(c) > size), key=_size)
    return (
        _plausible(base, prompt, key, chain(below, _made(key, -1, name))),
        _plausible(base, prompt, key, chain(above, _made(key, +1, name))),
    )


def _made(key: PartialDate | Quantity, direction: int, name: str) -> Iterator[PartialDate | Quantity]:
    return dates_near(key, direction, name) if isinstance(key, PartialDate) else numbers_near(key, direction, name)


def _size(content: PartialDate | Quantity) -> float:
    return content.middle if isinstance(content, PartialDate) else float(content.number)


def _real_dates(base: FactBase, key: PartialDate) -> list[PartialDate | Quantity]:
    reach = _REACH[key.precision]
    near = base.dates_between(key.middle - reach, key.middle + reach)
    return [date for date in near if date.shape == key.shape]


def _real_numbers(base: FactBase, prompt: Prompt, key: Quantity) -> list[PartialDate | Quantity]:
    siblings = islice(base.siblings(prompt.fact, prompt.field.name), 4 * _WINDOW)
    found = {value.content: None for _, value in siblings if isinstance(value.content, Quantity)}
    style = (key.unit, key.bound, key.decimals)
    return [
        number
        for number in found
        if (number.unit, number.bound, number.decimals) == style
        and abs(key.number) <= abs(number.number) * _MOST_TIMES
        and abs(number.number) <= abs(key.number) * _MOST_TIMES
    ]


def _plausible(
    base: FactBase, prompt: Prompt, key: PartialDate | Quantity, contents: Iterable[PartialDate | Quantity]
) -> list[Filler]:
    """Return fillers; what was past or to come when the source was written stays so."""
    as_of = base.deck.source.as_of
    if isinstance(key, PartialDate) and as_of:
        last = as_of.end.last
        was_past = key.start.first <= last
        contents = (c for c in contents if isinstance(c, PartialDate) and (c.start.first <= last) == was_past)
    return [_filler(base, prompt, content) for content in contents]


def _filler(base: FactBase, prompt: Prompt, content: Content) -> Filler:
    text = option_text(base, prompt, content)
    return Filler(text, frozenset({base.wording.normal(text)}), content)


def _window(pool: Sequence[T], name: str) -> Sequence[T]:
    if len(pool) <= _WINDOW:
        return pool
    start = draw("window", name) % len(pool)
    return (*pool[start : start + _WINDOW], *pool[: max(0, start + _WINDOW - len(pool))])
