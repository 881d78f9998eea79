"""Shows what learners fail as a table in a terminal."""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import UTC, datetime

from quizgen.learners.history import Counts, FactHistory, History
from quizgen.visible import visible_line

_BARS = "▁▂▃▄▅▆▇█"
_HEAD = ("lapses", "reviews", "recall", "over time", "leech", "where", "what")


def as_text(history: History, most: int) -> str:
    """Return the summary of a deck, and a line for each of the `most` facts to mend first."""
    lines = [summary(history)]
    if history.facts:
        rows = [_HEAD, *(_row(each) for each in history.facts[:most])]
        widths = [max(len(row[column]) for row in rows) for column in range(len(_HEAD))]
        lines += ["", *(_line(row, widths) for row in rows)]
    left = len(history.facts) - most
    if left > 0:
        facts = "fact" if left == 1 else "facts"
        lines += ["", f"{left} more {facts}; `--most` shows more"]
    return "\n".join(lines)


def summary(history: History, *, plot: bool = True) -> str:
    """Return one line about all reviews of a deck, with recall over time as a `plot`."""
    who = "1 learner" if history.learners == 1 else f"{history.learners} learners"
    if not history.counts.reviews:
        return f"{history.deck}: {who}, no reviews of learnt cards yet"
    span = f"{day(history.first)} to {day(history.last)}"
    counts = history.counts
    told = f"{counts.reviews} reviews of {len(history.facts)} facts, {span}"
    recall = f"recall {percent(counts.recall)}" + (f" {bars(counts)}" if plot else "")
    return f"{history.deck}: {who}, {told}; {recall}"


def day(milliseconds: int) -> str:
    """Return the day of a time, in UTC."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC).date().isoformat()


def percent(share: float | None) -> str:
    """Return a share in percent, a dash if it is unknown."""
    return "-" if share is None else f"{share:.0%}"


def bars(counts: Counts) -> str:
    """Return the recall of each period as a bar, a dot where there were no reviews."""
    return "".join(
        "·" if each is None else _BARS[min(int(each * len(_BARS)), len(_BARS) - 1)]
        for each in counts.over_time
    )


def where(fact: FactHistory) -> str:
    """Return the file and the line to mend, relative to the current folder."""
    path = os.path.relpath(fact.place.file)
    return f"{path}:{fact.place.line}" if fact.place.line else path


def what(fact: FactHistory) -> str:
    """Return the fact, and the question of it that failed most."""
    return f"{fact.ref} ({fact.question})" if fact.question not in ("", "note") else fact.ref


def leech(fact: FactHistory) -> str:
    """Return for how many learners a fact is a leech, an empty text for none."""
    return "" if not fact.leeches else "yes" if fact.leeches == 1 else str(fact.leeches)


def _row(fact: FactHistory) -> tuple[str, ...]:
    counts = fact.counts
    numbers = (str(counts.lapses), str(counts.reviews), percent(counts.recall))
    return (*numbers, bars(counts), leech(fact), where(fact), visible_line(what(fact)))


def _line(row: Iterable[str], widths: list[int]) -> str:
    cells = [
        text.rjust(width) if column < 3 else text.ljust(width)
        for column, (text, width) in enumerate(zip(row, widths, strict=True))
    ]
    return "  ".join(cells).rstrip()
