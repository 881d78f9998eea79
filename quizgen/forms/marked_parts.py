"""Matching the parts of a diagram, which the picture marks with letters, with their names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from string import ascii_uppercase

from msgspec import Struct
from msgspec.structs import replace

from quizgen.bank.backside import told_of
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_options
from quizgen.bank.chance import draw, shuffled
from quizgen.bank.clues import Clues
from quizgen.bank.difficulty import Guess
from quizgen.bank.media import marked_picture
from quizgen.bank.prompts import Prompt
from quizgen.bank.stems import Subject, make_stems
from quizgen.bank.wrong import Proof, text_filler
from quizgen.deck.model.contents import Diagram, Region, Text
from quizgen.forms.exercise import Exercise, Material

# As many pairs as an item about facts has, and as many names that belong to no letter.
_FEWEST, _MOST, _SPARE = 3, 6, 2


class _Chosen(Struct, frozen=True):
    """The regions of a diagram in an item: those to match, and all whose names stand beside."""

    diagram: Diagram
    asked: Sequence[Region]
    named: Sequence[Region]

    @property
    def labels(self) -> list[str]:
        """Return the letter of each region of the diagram, "" for those that nobody asks for."""
        places = {region.name: place for place, region in enumerate(self.asked)}
        letters = (places.get(region.name) for region in self.diagram.regions)
        return ["" if place is None else ascii_uppercase[place] for place in letters]


def match_parts(material: Material) -> Iterator[Exercise]:
    """Yield an exercise for each diagram with enough regions whose names differ."""
    prompts = (question.prompt for question in material.questions if question.prompt.region)
    of_diagram = groupby(prompts, key=lambda prompt: (prompt.fact.ref, prompt.rule.key))
    for _, group in of_diagram:
        asked = list(group)
        chosen = _chosen(material.base, asked[0], material.seed)
        if chosen:
            yield _exercise(material.base, asked, chosen)


def _chosen(base: FactBase, prompt: Prompt, seed: int) -> _Chosen | None:
    """Return the regions for an item about the diagram of a prompt, None if there are too few."""
    diagram = prompt.fact.values[prompt.field.name][0].content
    if not isinstance(diagram, Diagram):
        return None
    drawn = shuffled(
        [(region.name, region) for region in diagram.regions], seed, prompt.fact.ref, "match"
    )
    different = _different(base, drawn)
    count = min(_MOST, len(different) - 1)
    if count < _FEWEST:
        return None
    spare = 1 + draw(seed, prompt.fact.ref, "spare") % _SPARE
    # Letters run over the picture as the author lists its parts.
    asked = sorted(different[:count], key=diagram.regions.index)
    return _Chosen(diagram, asked, different[: count + spare])


def _different(base: FactBase, regions: Sequence[Region]) -> list[Region]:
    """Return the regions without those whose name may be that of another."""
    found: list[Region] = []
    for region in regions:
        mine = text_filler(base, region.name)
        others = (text_filler(base, each.name) for each in found)
        if not any(base.comparison.same_filler(mine, other) for other in others):
            found.append(region)
    return found


def _exercise(base: FactBase, prompts: Sequence[Prompt], chosen: _Chosen) -> Exercise:
    first = prompts[0]
    ordered = sorted(chosen.named, key=lambda region: region.name.casefold())
    options = as_options(base, [text_filler(base, region.name) for region in ordered])
    key = tuple(ordered.index(region) for region in chosen.asked)
    left = tuple(ascii_uppercase[: len(chosen.asked)])
    pairs = zip(left, (options[index] for index in key), strict=True)
    names = {region.name for region in chosen.asked}
    told = [prompt for prompt in prompts if prompt.region and prompt.region.name in names]
    normal = frozenset(base.wording.normal(name) for name in names)
    return Exercise(
        f"{first.fact.ref}/{first.rule.key}/match",
        "matching",
        first.fact.kind,
        first.field.name,
        (first.fact.ref,),
        base.wording.labels.fill("match", question=_question(base, first)),
        "; ".join(f"{letter}: {name}" for letter, name in pairs),
        told_of(base, told),
        Clues(normal),
        Guess(len(options)).difficulty(),
        options,
        key,
        left=left,
        proofs=(Proof.SINGLE,),
        pictures=(marked_picture(chosen.diagram, chosen.labels),),
    )


def _question(base: FactBase, prompt: Prompt) -> str:
    """Return the question with a gap in the place of the mark."""
    value = prompt.fact.values[prompt.field.name][0]
    gap = Text(base.wording.labels.texts["gap"])
    subject = Subject(base, prompt.fact, prompt.field, (replace(value, content=gap),))
    return make_stems(subject, prompt.id, "", prompt.rule.ask[:1]).found[0].text
