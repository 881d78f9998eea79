"""How items are written down: what was chosen, without what the deck says itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.distractors import Distractor, Refusal, Refused
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.items import Item, Lack, Without
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt
from quizgen.bank.views import Made
from quizgen.bank.wrong import Proof
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Content, Reference, Text
from quizgen.deck.quantities import Quantity
from quizgen.deck.types.registry import type_of
from quizgen.media.model import Media

# Contents that are written down as they are; pictures are found again in the deck.
_PLAIN: dict[str, type[Content]] = {
    each.__name__: each for each in (Text, PartialDate, Quantity, Reference)
}
_REASONS: Mapping[str, Refusal | Misfit] = {
    **{each.value: each for each in Refusal},
    **{each.value: each for each in Misfit},
}


class KeptFiller(Struct, frozen=True, array_like=True):
    """A filler that is no name of a fact: `content` has the fields of its `type`, {} for media."""

    text: str
    names: tuple[str, ...]
    type: str
    content: dict[str, Any]
    fact: str
    told_by: str


class KeptDistractor(Struct, frozen=True, array_like=True):
    """A distractor; its `filler` is the name of a fact, given by ``kind/id``, or another one."""

    filler: str | KeptFiller
    proof: Proof
    likeness: float
    weight: float
    temptation: float


class KeptRefused(Struct, frozen=True, array_like=True):
    """A refused candidate; `why` is the value of the reason."""

    text: str
    why: str
    likeness: float
    weight: float


class KeptItem(Struct, frozen=True, array_like=True):
    """What was made for a question: an item with `options`, or a lack of them.

    `stem` is the wording that it has. If it is `by_year`, it asks for the year in place of the day.
    """

    by_year: bool

    stem: str
    options: tuple[str, ...]
    lack: Lack | None
    distractors: tuple[KeptDistractor, ...]
    sizes: tuple[float, ...]
    refused: tuple[KeptRefused, ...]
    mend: str
    reasons: tuple[tuple[str, int], ...]
    familiarity: float


class StrangeError(Exception):
    """Something cannot be written down, or what was written down does not fit the deck."""


def written(base: FactBase, made: Made, *, by_year: bool) -> KeptItem | None:
    """Return what is written down of an item, None if it has what cannot be written."""
    try:
        distractors = tuple(_distractor(base, each) for each in made.distractors)
    except StrangeError:
        return None
    refused = tuple(
        KeptRefused(each.text, str(each.why), each.likeness, each.weight) for each in made.refused
    )
    if isinstance(made, Item):
        stem, options, sizes = made.prompt.stem, made.options, made.sizes
        chosen = (by_year, stem, options, None, distractors, sizes, refused)
        return KeptItem(*chosen, "", (), made.familiarity)
    reasons = tuple((str(why), count) for why, count in made.reasons)
    stem, lack, mend = made.prompt.stem, made.lack, made.mend
    return KeptItem(by_year, stem, (), lack, distractors, (), refused, mend, reasons, 0.0)


def _distractor(base: FactBase, made: Distractor) -> KeptDistractor:
    filler = _filler(base, made.filler)
    return KeptDistractor(filler, made.proof, made.likeness, made.weight, made.temptation)


def _filler(base: FactBase, filler: Filler) -> str | KeptFiller:
    if filler.fact and base.names.fillers.get(filler.fact) == filler:
        return filler.fact
    content, names = filler.content, tuple(sorted(filler.names))
    name = type(content).__name__
    if name in _PLAIN:
        fields = msgspec.to_builtins(content)
    elif isinstance(content, Media) and content == _picture(base, filler.fact, filler.text):
        fields = {}
    else:
        raise StrangeError
    return KeptFiller(filler.text, names, name, fields, filler.fact, filler.told_by)


def _picture(base: FactBase, ref: str, text: str) -> Media | None:
    """Return the only picture of a fact that is described so."""
    fact = base.deck.facts.get(ref)
    values = (value for held in fact.values.values() for value in held) if fact else ()
    media = (type_of(value.content).media(value.content) for value in values)
    found = {each for each in media if each and (each.alt or each.path) == text}
    return found.pop() if len(found) == 1 else None


def read(base: FactBase, prompt: Prompt, right: tuple[Filler, ...], kept: KeptItem) -> Made:
    """Return the item of a question that was written down; `right` are its right answers.

    Raises StrangeError if it names what the deck does not have.
    """
    distractors = tuple(_read_distractor(base, each) for each in kept.distractors)
    refused = tuple(
        Refused(each.text, _reason(each.why), each.likeness, each.weight) for each in kept.refused
    )
    worded = prompt if prompt.stem == kept.stem else replace(prompt, stem=kept.stem)
    if kept.lack is None:
        chosen = (worded, kept.options, right, distractors, kept.sizes, refused)
        return Item(*chosen, kept.familiarity)
    reasons = tuple((_reason(why), count) for why, count in kept.reasons)
    return Without(worded, kept.lack, right, distractors, kept.mend, refused, reasons)


def _read_distractor(base: FactBase, kept: KeptDistractor) -> Distractor:
    filler = _read_filler(base, kept.filler)
    return Distractor(filler, kept.proof, kept.likeness, kept.weight, kept.temptation)


def _read_filler(base: FactBase, kept: str | KeptFiller) -> Filler:
    if isinstance(kept, str):
        named = base.names.fillers.get(kept)
        if named is None:
            raise StrangeError
        return named
    content = _read_content(base, kept)
    return Filler(kept.text, frozenset(kept.names), content, kept.fact, kept.told_by)


def _read_content(base: FactBase, kept: KeptFiller) -> Content:
    if kept.type in _PLAIN:
        try:
            return msgspec.convert(kept.content, _PLAIN[kept.type])
        except msgspec.ValidationError:
            raise StrangeError from None
    picture = _picture(base, kept.fact, kept.text)
    if picture is None:
        raise StrangeError
    return picture


def _reason(why: str) -> Refusal | Misfit:
    reason = _REASONS.get(why)
    if reason is None:
        raise StrangeError
    return reason
