"""A plot of dots by two numbers, as inline SVG."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape

_WIDTH, _HEIGHT, _MARGIN = 600, 320, 40
# Discriminations below this are drawn at the lower edge.
_LOWEST = -0.5


@dataclass(frozen=True, slots=True)
class Dot:
    """A dot: its label, its place from 0 to 1 on the x axis and from -1 to 1 on the y axis."""

    label: str
    x: float
    y: float
    about: str = ""


def scatter(name: str, title: str, dots: Iterable[Dot], about: str) -> str:
    """Return a plot of difficulty (x) against discrimination (y), "" without dots.

    The table beside the plot must hold its numbers. `name` is permanent and unique on the page.
    """
    drawn = "\n".join(map(_dot, _together(dots)))
    if not drawn:
        return ""
    head, told = f"{name}-title", f"{name}-about"
    return f"""\
<figure>
<figcaption>{escape(title)}</figcaption>
<svg role="img" width="100%" viewBox="0 0 {_WIDTH} {_HEIGHT}" aria-labelledby="{head} {told}">
<title id="{head}">{escape(title)}</title>
<desc id="{told}">{escape(about)}</desc>
{_axes()}
{drawn}
</svg>
<p>{escape(about)}</p>
</figure>"""


def _together(dots: Iterable[Dot]) -> Iterator[Dot]:
    """Yield one dot for those at one place, with all of their labels."""
    at: dict[tuple[float, float], list[Dot]] = {}
    for dot in dots:
        at.setdefault((round(dot.x, 2), round(dot.y, 2)), []).append(dot)
    for found in at.values():
        label = ", ".join(dot.label for dot in found)
        about = "; ".join(dot.about for dot in found)
        yield Dot(label, found[0].x, found[0].y, about)


def _axes() -> str:
    left, right, zero = _across(0), _across(1), _down(0)
    ends = f'x1="{left:.0f}" x2="{right:.0f}" y1="{zero:.0f}" y2="{zero:.0f}"'
    lines = [
        f'<line class="axis" {ends}></line>',
        (
            f'<line class="axis" x1="{left:.0f}" x2="{left:.0f}" y1="{_down(1):.0f}" '
            f'y2="{_down(_LOWEST):.0f}"></line>'
        ),
    ]
    bottom = _HEIGHT - 6
    marks = [_text(_across(part / 4), bottom, f"{part / 4:g}", "middle") for part in range(5)]
    marks += [_text(left - 6, _down(part / 2) + 4, f"{part / 2:g}", "end") for part in range(-1, 3)]
    return "\n".join((*lines, *marks))


def _dot(dot: Dot) -> str:
    x, y = _across(dot.x), _down(max(_LOWEST, dot.y))
    return (
        f"<g><title>{escape(dot.label)}. {escape(dot.about)}</title>"
        f'<circle class="p0" cx="{x:.1f}" cy="{y:.1f}" r="5"></circle>'
        f"{_text(x + 7, y - 5, dot.label, 'start')}</g>"
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'


def _across(share: float) -> float:
    return _MARGIN + share * (_WIDTH - 2 * _MARGIN)


def _down(value: float) -> float:
    span = 1 - _LOWEST
    return _MARGIN / 2 + (1 - value) / span * (_HEIGHT - 1.5 * _MARGIN)
