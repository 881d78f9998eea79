"""From chosen items to the manifest: every version with its items and options in printed order."""

from __future__ import annotations

from collections.abc import Sequence

from quizgen.facts.model import Provenance
from quizgen.items.backside import remarks, source_name
from quizgen.items.base import FactBase
from quizgen.items.items import Item
from quizgen.items.select import print_orders
from quizgen.paper.manifest import Manifest, PrintedItem, PrintedVersion


def make_manifest(base: FactBase, items: Sequence[Item], *, seed: int, paper: str) -> Manifest:
    """Return the manifest of a quiz with these items in this order, in one version."""
    deck = base.deck
    version = PrintedVersion("A", _printed(base, items, seed, "A"))
    source = source_name(base, Provenance())
    return Manifest(deck.id, deck.title, deck.language, seed, paper, (version,), source)


def _printed(base: FactBase, items: Sequence[Item], seed: int, version: str) -> tuple[PrintedItem, ...]:
    orders = print_orders(items, seed, version)
    return tuple(_print(base, item, order) for item, order in zip(items, orders, strict=True))


def _print(base: FactBase, item: Item, order: tuple[int, ...]) -> PrintedItem:
    prompt = item.prompt
    told = prompt.value.provenance
    return PrintedItem(
        id=item.id,
        fact=prompt.fact.ref,
        field=prompt.rule.field,
        stem=prompt.stem,
        options=tuple(item.options[index] for index in order),
        key=(order.index(0),),
        paragraph=told.paragraph,
        answer=item.options[0],
        remarks=remarks(base, prompt),
        source=source_name(base, told),
    )
