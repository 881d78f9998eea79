"""Judges the wrong answers of drafted facts: which of them fit their questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from quizgen.bank.fit import Fit, fit_of
from quizgen.bank.items import Item
from quizgen.bank.once import once
from quizgen.deck.model.deck import Deck
from quizgen.drafting.facts import Drafted, Written
from quizgen.markup.plain import plain
from quizgen.project import Project, QuizOptions


def fitting(facts: Sequence[Drafted], deck: Deck) -> tuple[tuple[Drafted, ...], list[str]]:
    """Return the facts of a deck without wrong answers that do not fit, and these with why."""
    unfit = _unfit(deck)
    kept: list[Drafted] = []
    dropped: list[str] = []
    for fact in facts:
        values = dict(fact.values)
        for key, value in fact.values.items():
            if isinstance(value, Mapping) and "mistaken_for" in value:
                values[key], left = _without(value, unfit.get(fact.ref, {}))
                dropped += [f"{fact.ref}: the wrong answer “{text}”: {why}" for text, why in left]
        kept.append(replace(fact, values=values))
    return tuple(kept), dropped


def _without(
    value: Mapping[str, Written], unfit: Mapping[str, str]
) -> tuple[Written, list[tuple[str, str]]]:
    """Return a value without the wrong answers that do not fit, and these."""
    listed = value["mistaken_for"]
    every = listed if isinstance(listed, Sequence) else ()
    offered = [each for each in every if isinstance(each, Mapping)]
    texts = [plain(str(each["value"])) for each in offered]
    left = [(text, unfit[text]) for text in texts if text in unfit]
    kept = [each for each, text in zip(offered, texts, strict=True) if text not in unfit]
    if kept:
        return {**value, "mistaken_for": kept}, left
    return value["value"], left


def _unfit(deck: Deck) -> dict[str, dict[str, str]]:
    """Return the wrong answers that do not fit, by fact and text, with the reasons."""
    project = Project(deck)
    fit = once(project.base, fit_of)
    found: dict[str, dict[str, str]] = {}
    for item in project.items(QuizOptions(options=5)):
        for text, why in _of_item(item, fit):
            found.setdefault(item.prompt.fact.ref, {})[text] = why
    return found


def _of_item(item: Item, fit: Fit) -> Iterator[tuple[str, str]]:
    for text, each in zip(item.options[1:], item.distractors, strict=False):
        why = fit.misfit(item.prompt, item.right[0], each.filler)
        if why:
            yield plain(text), str(why)
    for refused in item.refused:
        yield plain(refused.text), refused.why
