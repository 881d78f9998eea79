"""The pictures and sounds that a question shows or asks for, and pictures as fillers."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.deck.model.contents import Diagram
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field
from quizgen.deck.template import media_apart
from quizgen.deck.types.registry import type_of
from quizgen.media.model import Media
from quizgen.media.shapes import Mark


def media_shown(
    base: FactBase, fact: Fact, field: Field, values: tuple[Value, ...], template: str
) -> tuple[Media, ...]:
    """Return what a stem's template shows, in order; `values` are those of the `field`."""
    _, slots = media_apart(template, base.kind(fact).media)
    held = (values if slot.name == field.name else fact.values.get(slot.name, ()) for slot in slots)
    return media_in(value for each in held for value in each)


def with_number(base: FactBase, kind: str, media: Media) -> Media:
    """Return a picture with a number after its description if other pictures are described alike.

    So those who cannot see it can tell it from the others. The numbers follow the deck's order.
    """
    alike = base.described.get((kind, base.wording.normal(media.alt)), {})
    if media.kind != "image" or media.file is None or len(alike) < 2:
        return media
    return replace(media, alt=f"{media.alt} ({alike[media.file]})")


def media_in(values: Iterable[Value]) -> tuple[Media, ...]:
    """Return the pictures and sounds among the values, none twice."""
    found = (type_of(value.content).media(value.content) for value in values)
    return tuple(dict.fromkeys(filter(None, found)))


def numbered_picture(diagram: Diagram) -> Media:
    """Return the picture of a diagram with a numbered mark over each of its parts."""
    return marked_picture(diagram, [str(number) for number in diagram.numbers])


def marked_picture(diagram: Diagram, labels: Iterable[str]) -> Media:
    """Return the picture of a diagram with a label on the mark over each of its parts."""
    pairs = zip(labels, diagram.regions, strict=True)
    marks = (Mark(label, shape) for label, region in pairs for shape in region.shapes)
    return replace(diagram.picture, marks=tuple(marks))


def in_words(media: Iterable[Media]) -> str:
    """Return the transcripts of sounds, for the back of a card and for the answer key."""
    return "; ".join(each.alt for each in media if each.kind == "audio" and each.alt)


def picture_filler(base: FactBase, fact: str, media: Media) -> Filler:
    """Return a picture as a filler; `fact` is the ``kind/id`` that it shows."""
    text = media.alt or media.path
    return Filler(text, frozenset({base.wording.normal(text)}), media, fact)


def pictures_in(fillers: Iterable[Filler]) -> tuple[Media, ...]:
    """Return the fillers as pictures, () if one of them is no picture."""
    media = [type_of(filler.content).media(filler.content) for filler in fillers]
    found = tuple(each for each in media if each and each.kind == "image")
    return found if len(found) == len(media) else ()


def called(base: FactBase, filler: Filler) -> frozenset[str]:
    """Return every normal name of a filler, and of the facts that it shows or stands for."""
    meant = (base.names.fillers.get(ref) for ref in base.comparison.facts(filler))
    others = [each.names for each in meant if each is not None and each is not filler]
    return filler.names.union(*others) if others else filler.names


def names_itself(base: FactBase, filler: Filler) -> frozenset[str]:
    """Return the names of a picture's fact that its own words hold, none for other fillers."""
    shown = _shown(base, filler)
    if shown is None:
        return frozenset()
    words = f" {base.wording.normal(filler.text)} "
    # Names of a letter or two may stand for something else.
    return frozenset(each for each in shown.names if len(each) > 2 and f" {each} " in words)


def _shown(base: FactBase, filler: Filler) -> Filler | None:
    """Return the name of the fact that a picture shows."""
    is_media = type_of(filler.content).media(filler.content)
    return base.names.fillers.get(filler.fact) if is_media else None
