"""Shows a plan as text: what is new, changed and gone, and how to find it in Anki."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.anki.connect.apply import Outcome
from quizgen.anki.connect.merge import Change
from quizgen.anki.connect.plan import Plan
from quizgen.anki.wanted import Wanted
from quizgen.visible import visible_line


def describe(wanted: Wanted, plan: Plan, *, each: bool) -> str:
    """Return the counts of a plan, and a line for each note that is gone or was edited in Anki.

    With `each`, also a line for every note that would change.
    """
    numbers = {
        "new": len(plan.new),
        "changed": len(plan.changed),
        "edited in Anki": len({change.id for change in (*plan.kept, *plan.conflicts)}),
        "same": plan.same,
        "gone": len(plan.gone),
        "changed their type": len(plan.strays),
        "deleted in Anki": len(plan.deleted),
    }
    optional = {"edited in Anki", "changed their type", "deleted in Anki"}
    counts = ", ".join(
        f"{number} {what}" for what, number in numbers.items() if number or what not in optional
    )
    return "\n".join(
        [
            f"{wanted.deck.deck}: {counts}",
            *(_changes(plan) if each else ()),
            *_kept(plan),
            *_strays(plan),
            *_deleted(plan),
            *_gone(plan, wanted.gone_tag),
        ]
    )


def _changes(plan: Plan) -> Iterator[str]:
    yield from (f"  new      {key}" for key in plan.new)
    yield from (f"  changed  {change.key}: {_what(change)}" for change in plan.changed)
    yield from (
        f"  looks    {name}: different in Anki, which keeps the newer one" for name in plan.looks
    )


def _kept(plan: Plan) -> Iterator[str]:
    yield from (f"  edited   {change.key}: {_what(change)}" for change in plan.kept)
    if plan.kept:
        yield "  edits made in Anki stay; `--overwrite` replaces them with the text of the deck"
    yield from (f"  conflict {change.key}: {_what(change)}" for change in plan.conflicts)
    if plan.conflicts:
        yield (
            "  the deck has changed these fields too, and the edits made in Anki stay: take them "
            "over into the deck, or replace them with `--overwrite`"
        )


def _strays(plan: Plan) -> Iterator[str]:
    yield from (f"  stray    {visible_line(key)}" for key in plan.strays)
    if plan.strays:
        yield (
            "  strays have another note type in Anki, or lost their field `Key`: quizgen leaves "
            "them alone; `--repair` makes them notes of the deck again"
        )


def _deleted(plan: Plan) -> Iterator[str]:
    yield from (f"  deleted  {visible_line(key)}" for key in plan.deleted)
    if plan.deleted:
        yield "  what was deleted in Anki stays away; `--restore` brings it back"


def _gone(plan: Plan, tag: str) -> Iterator[str]:
    yield from (f"  gone     {visible_line(key)}" for key, _ in plan.gone)
    if plan.gone:
        yield f"  nothing was deleted; to find these notes, search Anki's browser for tag:{tag}"


def spare_cards(count: int) -> str:
    """Return what to do about cards that Anki's merge of note types left over."""
    what = "card that asks" if count == 1 else "cards that ask"
    return f"  Anki's merge left {count} {what} nothing: delete with Tools > Empty Cards in Anki"


def refusals(outcome: Outcome) -> list[str]:
    """Return a line for each change that Anki did not make, with what to do about it."""
    lines = []
    if outcome.not_added:
        lines.append(
            f"Anki did not add {_some(outcome.not_added)}: has a note lost its field `Key`?"
        )
    if outcome.not_changed:
        lines.append(
            f"Anki did not change {_some(outcome.not_changed)}: "
            "close its browser, then run this again"
        )
    return lines


def _some(keys: tuple[str, ...]) -> str:
    more = len(keys) - 3
    return ", ".join(keys[:3]) + (f" and {more} more" if more > 0 else "")


def _what(change: Change) -> str:
    return ", ".join([*change.fields, *(f"tag {tag}" for tag in change.tags)])
