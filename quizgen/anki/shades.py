"""A color as cards show it: dark enough on paper, light enough at night, and tints of both."""

from __future__ import annotations

import colorsys
from typing import NamedTuple

# The papers of the shipped style sheet, by day and at night.
DAY_PAPER, NIGHT_PAPER = "#fcfbf8", "#1c1f22"
# How much of a color is in its tint.
_DAY_TINT, _NIGHT_TINT = 0.12, 0.2
# What the WCAG ask for between a text and what is under it (level AA).
_CONTRAST = 4.5
_STEP = 0.01

_Rgb = tuple[float, float, float]


class Shades(NamedTuple):
    """A color and its tint as ``#rrggbb``, by day and at night."""

    day: str
    day_tint: str
    night: str
    night_tint: str


def shades_of(color: str) -> Shades:
    """Return the shades of a color (``#rrggbb``) that are nearest to it and easy to read."""
    day = _readable(color, DAY_PAPER, _DAY_TINT, -_STEP)
    night = _readable(color, NIGHT_PAPER, _NIGHT_TINT, _STEP)
    return Shades(
        day,
        _mixed(day, DAY_PAPER, _DAY_TINT),
        night,
        _mixed(night, NIGHT_PAPER, _NIGHT_TINT),
    )


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colors as the WCAG define it, from 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _readable(color: str, paper: str, tint: float, step: float) -> str:
    """Return the color, made lighter or darker by `step` until it stands out on paper and tint."""
    hue, lightness, saturation = colorsys.rgb_to_hls(*_rgb(color))
    found = color
    end = 1.0 if step > 0 else 0.0
    while not _stands_out(found, paper, tint) and lightness != end:
        lightness = min(max(lightness + step, 0.0), 1.0)
        found = _written(colorsys.hls_to_rgb(hue, lightness, saturation))
    return found


def _stands_out(color: str, paper: str, tint: float) -> bool:
    under = (paper, _mixed(color, paper, tint))
    return min(contrast(color, each) for each in under) >= _CONTRAST


def _mixed(color: str, paper: str, share: float) -> str:
    pairs = zip(_rgb(color), _rgb(paper), strict=True)
    red, green, blue = (share * one + (1 - share) * other for one, other in pairs)
    return _written((red, green, blue))


def _rgb(color: str) -> _Rgb:
    red, green, blue = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return red, green, blue


def _written(color: _Rgb) -> str:
    return "#" + "".join(f"{round(part * 255):02x}" for part in color)


def _luminance(color: str) -> float:
    red, green, blue = (_linear(part) for part in _rgb(color))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
