"""How much a deck's other items change if one fact is added, edited or removed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from msgspec.structs import replace

from quizgen.bank.items import Item
from quizgen.bank.prompts import content_text
from quizgen.bank.wording import sentence_case
from quizgen.deck.dates import PartialDate, Point
from quizgen.deck.model.contents import Reference, Sentence, Text
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact
from quizgen.deck.quantities import Quantity
from quizgen.project import Project, QuizOptions

Contents = dict[str, tuple[str, frozenset[str]]]


@dataclass(frozen=True)
class Change:
    """The share of other items that changed.

    It is given for all of them, and for those that never offered what was changed.
    """

    fact: str
    every: float
    others: float


def contents(deck: Deck) -> tuple[Contents, dict[str, Item]]:
    """Return each item's stem and set of options, by its id."""
    items = {item.id: item for item in Project(deck).items(QuizOptions())}
    return {key: (item.prompt.stem, frozenset(item.options)) for key, item in items.items()}, items


def changes(deck: Deck, way: str, step: int = 1) -> Iterator[Change]:
    """Yield what changes if each `step`-th fact is removed, edited or duplicated (`way`)."""
    before, items = contents(deck)
    referred = {
        value.content.fact
        for fact in deck.facts.values()
        for values in fact.values.values()
        for value in values
        if isinstance(value.content, Reference)
    }
    for fact in list(deck.facts.values())[::step]:
        if way == "remove" and fact.ref in referred:
            continue
        changed = _changed(deck, fact, way)
        after, later = contents(changed)
        own = {fact.ref, f"{fact.ref}-clone"}
        if way == "add":
            told = _told(Project(changed), changed.facts[f"{fact.ref}-clone"])
        else:
            now = changed.facts.get(fact.ref, fact)
            told = _told(Project(deck), fact) | _told(Project(changed), now)
        keys = [key for key in before if items[key].prompt.fact.ref not in own]
        different = [key for key in keys if before[key] != after.get(key)]
        due = [
            key
            for key in different
            if (before[key][1] | after.get(key, ("", frozenset()))[1]) & told or key not in later
        ]
        yield Change(fact.ref, len(different) / len(keys), (len(different) - len(due)) / len(keys))


def _changed(deck: Deck, fact: Fact, way: str) -> Deck:
    facts = dict(deck.facts)
    if way == "remove":
        del facts[fact.ref]
    elif way == "edit":
        facts[fact.ref] = _edited(deck, fact)
    else:
        new = _cloned(deck, fact)
        facts[new.ref] = new
    return replace(deck, facts=facts)


def _told(project: Project, fact: Fact) -> set[str]:
    """Return all texts that the fact contributes as options, capitalized or not."""
    return {form for _, text in _options(project, fact) for form in (text, sentence_case(text))}


def _options(project: Project, fact: Fact) -> Iterator[tuple[str, str]]:
    base = project.base
    if fact.ref in base.names.fillers:
        yield "name", base.names.fillers[fact.ref].text
    for name, values in fact.values.items():
        for value in values:
            blanks = value.content.blanks if isinstance(value.content, Sentence) else ()
            for content in (value.content, *(blank.content for blank in blanks)):
                yield name, content_text(base, content)
                if isinstance(content, Quantity):
                    yield name, base.wording.number(content, bare=True)
                if isinstance(content, Text):
                    yield name, base.wording.bare(content.text)


def _edited(deck: Deck, fact: Fact) -> Fact:
    """Return the fact with another date, number or text in its main field."""
    kind = deck.kinds[fact.kind]
    for name, values in fact.values.items():
        if name != kind.name and values and kind.fields[name].type in ("date", "number", "text"):
            value = replace(values[0], content=_other(values[0].content))
            return replace(fact, values={**fact.values, name: (value, *values[1:])})
    return fact


def _other(content: object) -> object:
    if isinstance(content, PartialDate):
        return PartialDate(_moved(content.start), _moved(content.end), content.qualifier)
    if isinstance(content, Quantity):
        return replace(content, digits=str(content.number + 1))
    return replace(content, text=f"{content.text} indeed")  # type: ignore[type-var]


def _moved(point: Point) -> Point:
    return replace(point, year=point.year + 4)


def _cloned(deck: Deck, fact: Fact) -> Fact:
    """Return a new fact of the kind, with new names, texts, dates and numbers."""
    kind = deck.kinds[fact.kind]
    values = {}
    for name, held in fact.values.items():
        content = held[0].content if held else None
        if isinstance(content, Text) and (
            kind.fields[name].unique or name == kind.name or kind.fields[name].other_name
        ):
            values[name] = (
                replace(
                    held[0],
                    content=Text(f"{content.text} Secundus"),
                    control=type(held[0].control)(),
                ),
            )
        elif isinstance(content, (PartialDate, Quantity)):
            values[name] = (replace(held[0], content=_other(content)), *held[1:])
        else:
            values[name] = held
    return replace(fact, id=f"{fact.id}-clone", values=values)
