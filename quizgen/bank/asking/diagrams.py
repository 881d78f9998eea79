"""Questions about diagrams: one for the name of each part."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from quizgen.bank.asking.asked import Asked
from quizgen.bank.media import numbered_picture
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.stems import Subject, make_stems, texts_of
from quizgen.deck.model.contents import Diagram, Text
from quizgen.deck.model.facts import Control


def regions(asked: Asked) -> Iterator[Prompt]:
    """Yield a question for each named part of a diagram, which the picture shows by its number."""
    value = asked.values[0]
    diagram = value.content
    if not isinstance(diagram, Diagram):
        return
    picture = numbered_picture(diagram)
    for number, region in zip(diagram.numbers, diagram.regions, strict=True):
        name = f"{asked.id}/{number}"
        numbered = replace(value, content=Text(str(number)))
        shown = Subject(asked.base, asked.fact, asked.field, (numbered,))
        wordings = texts_of(make_stems(shown, name, "", asked.rule.ask).found)
        if not wordings:
            continue
        held = replace(value, content=Text(region.name), control=Control(also=region.also))
        yield Prompt(
            name,
            asked.fact,
            asked.rule,
            asked.field,
            Way.FORWARD,
            wordings[0],
            region.name,
            (held,),
            wordings=wordings,
            media=(picture,),
            region=region,
        )
