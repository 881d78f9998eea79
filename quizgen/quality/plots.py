"""Plots as inline SVG, each with a title, a description and a table of its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from quizgen.visible import cut, visible_line

# Heights and gaps in pixels; widths are shares of the plot's width, so that text keeps its size.
_ROW, _BAR = 24, 16
_HEIGHT, _AXIS = 120, 18
# Where bars begin, and how wide the widest is, in percent.
_LEFT, _WIDTH = 34, 54
_LONGEST_LABEL = 18
# Among more columns than this, only some have a label, and none shows its number.
_MOST_LABELS, _MOST_SHOWN = 20, 12

STYLE = """\
figure { margin: 1rem 0; }
figcaption { font-weight: 600; margin-bottom: .5rem; }
svg { display: block; overflow: hidden; }
figure > svg { max-width: 38rem; }
svg text { fill: currentColor; font: 13px system-ui, sans-serif; }
.p0 { fill: var(--first); }
.p1 { fill: var(--second); }
.p2 { fill: var(--third); }
.axis { stroke: currentColor; }
.mark { stroke: var(--second); stroke-width: 3; }
.legend { list-style: none; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; padding: 0; }
.legend svg { display: inline-block; vertical-align: -1px; margin-right: .4rem; }
.table { overflow-x: auto; }
table { border-collapse: collapse; margin: .5rem 0; }
th, td { border-bottom: 1px solid var(--line); padding: .3rem .6rem; text-align: left; }
thead th { vertical-align: bottom; }
tbody th { font-weight: 400; min-width: 9rem; }
tbody th, td { vertical-align: top; overflow-wrap: anywhere; }
td:not(.number) { min-width: 6rem; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; }
summary { cursor: pointer; padding: .25rem 0; }
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a plot: its label, the sizes of its parts, and what stands behind its bar.

    At the size `mark`, if there is one, a line crosses the bar.
    """

    label: str
    sizes: tuple[float, ...]
    shown: str = ""
    mark: float | None = None


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot: its permanent `name`, its title, its rows, and what the parts of a row mean.

    `heads` head the columns of the table, that of the labels first. `cells` are the table's
    numbers; without them, they are the sizes. `about` describes the plot for those who don't see
    it. If it is a `scale`, the label of a column is the number at which it begins.
    """

    name: str
    title: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]
    cells: tuple[tuple[str, ...], ...] = ()
    about: str = ""
    scale: bool = False


def bars(plot: Plot) -> str:
    """Return a plot with a horizontal bar for each row."""
    most = max((sum(row.sizes) for row in plot.rows), default=0) or 1
    height = _ROW * len(plot.rows)
    drawn = "\n".join(_bar(row, number, most) for number, row in enumerate(plot.rows))
    return _figure(plot, height, drawn)


def columns(plot: Plot) -> str:
    """Return a plot with a column for each row, from left to right."""
    most = max((sum(row.sizes) for row in plot.rows), default=0) or 1
    count = len(plot.rows)
    drawn = [
        _column(row, number, count, most, scale=plot.scale) for number, row in enumerate(plot.rows)
    ]
    bottom = _AXIS + _HEIGHT
    drawn.append(f'<line class="axis" x1="0" x2="100%" y1="{bottom}" y2="{bottom}"></line>')
    return _figure(plot, bottom + _AXIS, "\n".join(drawn))


def table(heads: Sequence[str], rows: Sequence[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """Return a table; `heads` and cells are HTML. The columns in `numbers` align to the right."""
    head = "".join(
        f'<th scope="col"{_aligned(column, numbers)}>{each}</th>'
        for column, each in enumerate(heads)
    )
    body = "\n".join(_table_row(row, numbers) for row in rows)
    return (
        f'<div class="table" tabindex="0" role="region" aria-label="Table: {heads[0]}">\n<table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</div>"
    )


def _table_row(row: Sequence[str], numbers: Sequence[int]) -> str:
    first, *others = row
    cells = "".join(
        f"<td{_aligned(column, numbers)}>{each}</td>" for column, each in enumerate(others, 1)
    )
    return f'<tr><th scope="row">{first}</th>{cells}</tr>'


def _aligned(column: int, numbers: Sequence[int]) -> str:
    return ' class="number"' if column in numbers else ""


def _figure(plot: Plot, height: int, drawn: str) -> str:
    title, about = f"{plot.name}-title", f"{plot.name}-about"
    described = plot.about or "The table below the plot has its numbers."
    return f"""\
<figure>
<figcaption>{escape(plot.title)}</figcaption>
<svg role="img" width="100%" height="{height}" aria-labelledby="{title} {about}">
<title id="{title}">{escape(plot.title)}</title>
<desc id="{about}">{escape(described)}</desc>
{drawn}
</svg>
{_legend(plot)}<details>
<summary>The numbers as a table</summary>
{_numbers(plot)}
</details>
</figure>"""


def _legend(plot: Plot) -> str:
    """Return what the parts of the bars mean, "" if they have one part."""
    parts = max((len(row.sizes) for row in plot.rows), default=0)
    if parts < 2:
        return ""
    box = '<svg aria-hidden="true" width="12" height="12"><rect class="p{}" {}></rect></svg>'
    sized = 'width="12" height="12"'
    items = "".join(
        f"<li>{box.format(number, sized)}{escape(head)}</li>"
        for number, head in enumerate(plot.heads[1 : parts + 1])
    )
    return f'<ul class="legend">{items}</ul>\n'


def _numbers(plot: Plot) -> str:
    rows = []
    for number, row in enumerate(plot.rows):
        cells = plot.cells[number] if plot.cells else tuple(f"{each:g}" for each in row.sizes)
        rows.append([escape(visible_line(row.label)), *map(escape, cells)])
    return table([*map(escape, plot.heads)], rows, range(1, len(plot.heads)))


def _bar(row: Row, number: int, most: float) -> str:
    top = number * _ROW
    middle = top + _BAR - 3
    label = escape(cut(visible_line(row.label), _LONGEST_LABEL))
    parts, left = [], float(_LEFT)
    for part, size in enumerate(row.sizes):
        width = _WIDTH * size / most
        if width:
            parts.append(
                f'<rect class="p{part}" x="{left:.2f}%" y="{top}" '
                f'width="{width:.2f}%" height="{_BAR}"></rect>'
            )
        left += width
    if row.mark is not None:
        parts.append(_mark(_LEFT + _WIDTH * row.mark / most, top))
        left = max(left, _LEFT + _WIDTH * row.mark / most)
    shown = escape(row.shown or f"{sum(row.sizes):g}")
    return (
        f'<text x="0" y="{middle}">{label}</text>{"".join(parts)}'
        f'<text x="{left + 1:.2f}%" y="{middle}">{shown}</text>'
    )


def _mark(x: float, top: float) -> str:
    ends = f'x1="{x:.2f}%" x2="{x:.2f}%" y1="{top}" y2="{top + _BAR}"'
    return f'<line class="mark" {ends}></line>'


def _column(row: Row, number: int, count: int, most: float, *, scale: bool) -> str:
    left, width = 100 * number / count, 80 / count
    middle = left + width / 2
    bottom = float(_AXIS + _HEIGHT)
    parts = []
    for part, size in enumerate(row.sizes):
        height = _HEIGHT * size / most
        bottom -= height
        if height:
            parts.append(
                f'<rect class="p{part}" x="{left:.2f}%" y="{bottom:.1f}" '
                f'width="{width:.2f}%" height="{height:.1f}"></rect>'
            )
    if count <= _MOST_SHOWN and row.shown:
        parts.append(_text(middle, bottom - 4, row.shown, "middle"))
    if number % -(-count // _MOST_LABELS) == 0:
        x, anchor = (left, "start") if scale else (middle, "middle")
        parts.append(_text(x, 2 * _AXIS + _HEIGHT - 4, row.label, anchor))
    return "".join(parts)


def _text(x: float, y: float, text: str, anchor: str) -> str:
    shown = escape(cut(visible_line(text), _LONGEST_LABEL))
    return f'<text x="{x:.2f}%" y="{y:.1f}" text-anchor="{anchor}">{shown}</text>'
