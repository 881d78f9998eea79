"""A plan as text: what is new, what changes, what is gone, and how to find it in Anki."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.anki.connect.apply import Outcome
from quizgen.anki.connect.plan import Change, Plan
from quizgen.anki.wanted import Wanted
from quizgen.visible import visible_line


def describe(wanted: Wanted, plan: Plan, *, each: bool) -> str:
    """Return a plan in one line, as numbers, and what is gone; with `each` a line for every note that would change."""
    numbers = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "edited in Anki": len(plan.kept),
        "same": plan.same,
        "gone": len(plan.gone),
    }
    told = ", ".join(
        f"{number} {what}" for what, number in numbers.items() if number or what != "edited in Anki"
    )
    return "\n".join(
        [
            f"{wanted.deck.deck}: {told}",
            *(_changes(plan) if each else ()),
            *_kept(plan),
            *_gone(plan, wanted.gone_tag),
        ]
    )


def _changes(plan: Plan) -> Iterator[str]:
    yield from (f"  new      {key}" for key in plan.new)
    yield from (f"  changed  {change.key}: {_what(change)}" for change in plan.changed)
    yield from (f"  looks    {name}: other in Anki, which keeps the newer" for name in plan.looks)


def _kept(plan: Plan) -> Iterator[str]:
    yield from (f"  edited   {change.key}: {_what(change)}" for change in plan.kept)
    if plan.kept:
        yield "  what was edited in Anki stays; `--overwrite` sets it to what the deck says"


def _gone(plan: Plan, tag: str) -> Iterator[str]:
    yield from (f"  gone     {visible_line(key)}" for key, _ in plan.gone)
    if plan.gone:
        yield f"  nothing is deleted; to see what is gone, search Anki's browser for tag:{tag}"


def refusals(outcome: Outcome) -> list[str]:
    """Return a line for each thing that Anki did not do, with what to do about it."""
    told = []
    if outcome.not_added:
        told.append(
            f"Anki did not add {_some(outcome.not_added)}: has a note lost its field `Key`?"
        )
    if outcome.not_changed:
        told.append(
            f"Anki did not change {_some(outcome.not_changed)}: close its browser, then run this again"
        )
    return told


def _some(keys: tuple[str, ...]) -> str:
    more = len(keys) - 3
    return ", ".join(keys[:3]) + (f" and {more} more" if more > 0 else "")


def _what(change: Change) -> str:
    return ", ".join([*change.fields, *(f"tag {tag}" for tag in change.tags)])
