"""Shows what learners fail as a page for a browser, which loads and runs nothing."""

from __future__ import annotations

from html import escape

from quizgen.learners.history import Counts, FactHistory, History
from quizgen.learners.text import leech, percent, summary, what, where
from quizgen.static_page import static_page

_WIDTH, _HEIGHT, _GAP = 12, 24, 2
_STYLE = """\
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid #8886; padding: .4rem .6rem; text-align: left; }
th { position: sticky; top: 0; background: Canvas; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
code { white-space: nowrap; }
svg { display: block; }
.bar { fill: #3574c6; }
.low { fill: #c2542d; }
.none { fill: #8886; }
"""


def as_page(history: History) -> str:
    """Return a page in HTML with all facts of a deck that learners reviewed."""
    rows = "\n".join(map(_row, history.facts))
    heads = ("Lapses", "Reviews", "Recall")
    numbers = "".join(f'<th scope="col" class="number">{each}</th>' for each in heads)
    texts = "".join(
        f'<th scope="col">{each}</th>' for each in ("Over time", "Leech", "Where", "What")
    )
    body = f"""\
<p>{escape(summary(history, plot=False))}</p>
{_plot(history.counts)}
<div class="table" tabindex="0">
<table>
<thead><tr>{numbers}{texts}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
</div>"""
    return static_page(f"What learners of {history.deck} fail", _STYLE, body)


def _row(fact: FactHistory) -> str:
    counts = fact.counts
    numbers = (str(counts.lapses), str(counts.reviews), percent(counts.recall))
    cells = [f'<td class="number">{each}</td>' for each in numbers]
    cells += [
        f"<td>{_plot(counts)}</td>",
        f"<td>{leech(fact)}</td>",
        f"<td><code>{escape(where(fact))}</code></td>",
        f"<td>{escape(what(fact))}</td>",
    ]
    return f"<tr>{''.join(cells)}</tr>"


def _plot(counts: Counts) -> str:
    """Return the recall of each period as bars, and in words for those who do not see them."""
    told = ", ".join(percent(each) for each in counts.over_time)
    width = max(len(counts.over_time) * (_WIDTH + _GAP), 1)
    bars = "".join(_bar(index, each) for index, each in enumerate(counts.over_time))
    return (
        f'<svg role="img" width="{width}" height="{_HEIGHT}" aria-label="{escape(told)}">'
        f"{bars}</svg>"
    )


def _bar(index: int, share: float | None) -> str:
    height = 2 if share is None else max(round(share * _HEIGHT), 2)
    name = "none" if share is None else "low" if share < 0.7 else "bar"
    return (
        f'<rect class="{name}" x="{index * (_WIDTH + _GAP)}" y="{_HEIGHT - height}" '
        f'width="{_WIDTH}" height="{height}"></rect>'
    )
