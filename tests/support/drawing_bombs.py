"""Small drawings that are hard to draw, made by functions, and drawings from real lessons."""

from __future__ import annotations

import base64
import io
import random
from collections.abc import Callable

from PIL import Image

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 600 400" width="600" height="400">'


def repeat(times: int, make: Callable[[int], str]) -> str:
    return "".join(map(make, range(times)))


def rect(number: int, more: str = "") -> str:
    x, y, width = number % 600, number % 397, 9 + number / 10_000
    return f'<rect x="{x}" y="{y}" width="{width:.4f}" height="9" {more}/>'


def points(count: int) -> str:
    drawn = random.Random(1)  # noqa: S311 - corners, no secret
    return " ".join(f"{drawn.randrange(600)} {drawn.randrange(400)}" for _ in range(count))


def line(corners: int, more: str = "") -> str:
    return f'<path fill="none" stroke="red" {more} d="M{points(corners)}"/>'


def picture(side: int) -> str:
    stream = io.BytesIO()
    Image.new("RGB", (side, side), "orange").save(stream, "PNG")
    return f"data:image/png;base64,{base64.b64encode(stream.getvalue()).decode()}"


def masked(number: int) -> str:
    mask = f'<mask id="m{number}">{rect(number)}</mask>'
    return mask + rect(number, f'mask="url(#m{number})"')


def chain(name: str, link: str, length: int = 5000) -> str:
    return repeat(
        length, lambda n: f'<{name} id="c{n}" {link}="url(#c{n + 1})">{rect(n)}</{name}>'
    ) + rect(0, f'{link}="url(#c0)"')


# Each is refused because drawing it takes too much work.
REFUSED: dict[str, Callable[[], str]] = {
    "markers at corners": lambda: (
        f'<marker id="m">{repeat(200, rect)}</marker>' + line(2000, 'marker-mid="url(#m)"')
    ),
    "markers that are inherited": lambda: (
        f'<marker id="m">{repeat(200, rect)}</marker><g marker-mid="url(#m)">{line(2000)}</g>'
    ),
    "markers by a style sheet": lambda: (
        f'<style>.a{{marker:url(#m)}}</style><marker id="m">{repeat(200, rect)}</marker>'
        + line(2000, 'class="a"')
    ),
    "a pattern that is inherited": lambda: (
        f'<pattern id="p" width="9" height="9">{repeat(900, rect)}</pattern>'
        f'<g fill="url(#p)">{repeat(900, rect)}</g>'
    ),
    "one long text": lambda: f"<text>{'ab cd ' * 160_000}</text>",
    "a text of many parts": lambda: "<text>" + '<tspan dy="1">a</tspan>' * 20_000 + "</text>",
    "tiny dashes": lambda: line(100, 'stroke-dasharray="0.0001"'),
    "many masks": lambda: repeat(9000, masked),
    "many layers": lambda: repeat(20_000, lambda n: f'<g opacity=".5">{rect(n)}</g>'),
    "many rules": lambda: (
        "<style>" + repeat(5000, lambda n: f".a{n}{{fill:red}}") + "</style>" + repeat(9000, rect)
    ),
    "a long path": lambda: line(600_000),
    "one picture, often": lambda: (
        f'<defs><image id="i" width="9" height="9" href="{picture(4000)}"/></defs>'
        + repeat(100, lambda n: f'<use href="#i" x="{n}"/>')
    ),
    "masks of masks": lambda: chain("mask", "mask"),
    "clips of clips": lambda: chain("clipPath", "clip-path"),
}
# Each is drawn without the part that makes it a bomb.
LIGHTENED: dict[str, tuple[Callable[[], str], str]] = {
    "filters": (
        lambda: (
            '<filter id="f"><feGaussianBlur stdDeviation="9"/></filter>'
            + repeat(2000, lambda n: rect(n, 'filter="url(#f)"'))
        ),
        "filter",
    ),
    "selectors that go back": (
        lambda: (
            "<style>q "
            + "g " * 12
            + ".a{fill:red}</style>"
            + "<g>" * 50
            + repeat(10, lambda n: rect(n, 'class="a"'))
            + "</g>" * 50
        ),
        "style selector",
    ),
}
ARROW = (
    '<defs><marker id="arrow" markerWidth="6" markerHeight="6" refX="5" refY="3" orient="auto">'
    '<path d="M0 0L6 3L0 6z"/></marker></defs>'
)
HONEST: dict[str, str] = {
    "arrows": ARROW
    + repeat(
        60,
        lambda n: (
            f'<line x1="20" y1="{6 * n}" x2="500" y2="{6 * n + 20}" stroke="#000"'
            ' marker-end="url(#arrow)"/>'
        ),
    ),
    "a cycle": ARROW + '<g fill="none" stroke="navy" stroke-width="3" marker-end="url(#arrow)">'
    '<path d="M100 200A200 150 0 0 1 500 200"/><path d="M500 200A200 150 0 0 1 100 200"/></g>',
    "dots on a line": '<marker id="d" markerWidth="4" markerHeight="4" refX="2" refY="2">'
    '<circle cx="2" cy="2" r="2" fill="teal"/></marker>'
    f'<polyline fill="none" stroke="#000" marker-mid="url(#d)" points="{points(300)}"/>',
    "a flag": (
        '<rect width="200" height="400" fill="#0055a4"/>'
        '<rect x="200" width="200" height="400"'
        ' fill="#fff"/><rect x="400" width="200" height="400" fill="#ef4135"/>'
    ),
    "a flag with stars": '<defs><path id="s" d="M0 -9L5 7L-9 -3H9L-5 7z" fill="#fff"/></defs>'
    '<rect width="600" height="400" fill="#3c3b6e"/>'
    + repeat(50, lambda n: f'<use href="#s" x="{40 + n % 10 * 55}" y="{40 + n // 10 * 70}"/>'),
    "a globe": '<defs><radialGradient id="g" cx=".35" cy=".35"><stop offset="0" stop-color="#fff"/>'
    '<stop offset="1" stop-color="#06c"/></radialGradient></defs>'
    '<circle cx="300" cy="200" r="180" fill="url(#g)"/>',
    "bars": "<style>.bar{fill:#4682b4}.axis{stroke:#000}</style>"
    + repeat(
        20,
        lambda n: (
            f'<rect class="bar" x="{30 * n}" y="{380 - 15 * n}" width="24" height="{15 * n + 1}"/>'
            f'<text x="{30 * n}" y="398" font-size="12">{n}</text>'
        ),
    )
    + '<line class="axis" y1="381" x2="600" y2="381"/>',
    "a cloud of points": '<defs><path id="p" d="M0 3A3 3 0 1 0 0 -3A3 3 0 1 0 0 3z"/></defs>'
    + repeat(
        2000,
        lambda n: (
            f'<use xlink:href="#p" x="{n * 37 % 600}" y="{n * n % 400}" '
            'style="fill:#1f77b4;opacity:.5"/>'
        ),
    ),
    "a dashed curve": f'<g stroke-dasharray="5.55,2.4">{line(1500)}</g>',
    "hatching": '<defs><pattern id="h" width="8" height="8" patternUnits="userSpaceOnUse">'
    '<path d="M0 8L8 0" stroke="#000"/></pattern></defs>'
    + repeat(12, lambda n: rect(50 * n, 'fill="url(#h)" transform="scale(2)"')),
    "a map": repeat(200, lambda _n: f'<path d="M{points(250)}z" fill="#cde" stroke="#333"/>'),
    "a paragraph": '<text font-size="12">'
    + repeat(40, lambda n: f'<tspan x="9" y="{9 + 9 * n}">{"some words " * 9}</tspan>')
    + "</text>",
}


def drawing(inner: str) -> bytes:
    """Return a whole drawing with this content."""
    head = HEAD.replace("<svg", '<svg xmlns:xlink="http://www.w3.org/1999/xlink"')
    return f"{head}{inner}</svg>".encode()
