"""Marks and scans of real printed answer sheets, with what is really on them.

It knows nothing of the reader: it draws on the printed pages where the manifest has bubbles.
"""

from __future__ import annotations

import io
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from quizgen.quiz.geometry import Bubble, SheetLayout

DPI = 300
_MM = DPI / 25.4
Picture = np.ndarray
Random = np.random.Generator

# How often each mark is made, in hundredths of all rows; the rest is full.
USUAL = {
    "scribble": 18,
    "cross": 10,
    "tick": 8,
    "dot": 5,
    "faint": 6,
    "blank": 5,
    "erased": 4,
    "erased alone": 1,
    "corrected": 1,
    "double": 1,
}
# A faint mark may leave nothing at all in black and white.
_NOT_FAINT = {kind: share for kind, share in USUAL.items() if kind != "faint"}
# People should look at these rows: the marks alone do not say what was meant.
UNCLEAR = {"corrected", "double", "erased alone"}


@dataclass(frozen=True)
class Truth:
    """What a row really says: the letters that were meant, and how they were marked."""

    letters: frozenset[str]
    kind: str


@dataclass(frozen=True)
class Marked:
    """A page with marks, in grey at 300 dpi, and what its rows and digits really say."""

    picture: Picture
    rows: Mapping[str, Truth]
    number: str = ""
    version: str = ""


def printed_pages(pdf: bytes) -> list[Picture]:
    """Return the pages of a file in grey at 300 dpi."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [
            page.render(scale=DPI / 72, grayscale=True).to_numpy().squeeze().copy()
            for page in document
        ]
    finally:
        document.close()


def mark(
    page: Picture,
    layout: SheetLayout,
    number: int,
    random: Random,
    kinds: Mapping[str, int] | None = None,
) -> Marked:
    """Return a page of a sheet, counted from 0, with marks in each row that pupils fill in.

    `kinds` says how many of a hundred rows are marked in which way; the rest is full.
    """
    sheet = layout.pages[number]
    pen = _Pen(page, random)
    rows = {}
    for index, bubbles in _grouped(sheet.bubbles).items():
        row = layout.rows[index]
        if row.by_hand:
            rows[row.label] = pen.by_hand(bubbles)
        else:
            kind = _kind(random, USUAL if kinds is None else kinds)
            rows[row.label] = pen.row(bubbles, kind, many=row.many)
    said = [pen.row(each, "full").letters for each in _grouped(sheet.number).values()]
    version = [pen.row(each, "full").letters for each in _grouped(sheet.version).values()]
    return Marked(pen.picture, rows, _joined(said), _joined(version))


def _joined(letters: Sequence[frozenset[str]]) -> str:
    return "".join("".join(each) for each in letters)


def _grouped(bubbles: Sequence[Bubble]) -> dict[int, list[Bubble]]:
    groups: dict[int, list[Bubble]] = {}
    for bubble in bubbles:
        groups.setdefault(bubble.index, []).append(bubble)
    return groups


def _kind(random: Random, kinds: Mapping[str, int]) -> str:
    names = [*kinds, "full"]
    shares = [share / 100 for share in kinds.values()]
    return str(random.choice(names, p=[*shares, 1 - sum(shares)]))


class _Pen:
    """A pen or pencil of one pupil, with their pressure and their aim."""

    def __init__(self, page: Picture, random: Random) -> None:
        self._random = random
        self._ink = np.zeros(page.shape, np.float32)
        self._page = page
        # The share of light that the lead or ink takes.
        self._strength = random.uniform(0.62, 0.95)
        self._width = random.uniform(0.3, 0.7)
        self._aim = random.uniform(0.03, 0.12)

    @property
    def picture(self) -> Picture:
        grain = 1 + 0.12 * _noise(self._ink.shape, self._random)
        ink = cv2.GaussianBlur(np.multiply(self._ink, grain, out=grain), (0, 0), 0.8)
        light = np.subtract(1, np.clip(ink, 0, 1, out=ink), out=ink)
        return cv2.multiply(self._page, light, dtype=cv2.CV_8U)

    def row(self, bubbles: list[Bubble], kind: str, *, many: bool = False) -> Truth:
        """Mark a row in one way, and return what it says."""
        random = self._random
        order = [bubbles[index] for index in random.permutation(len(bubbles))]
        chosen, others = order[:1], order[1:]
        if kind in {"double", "erased", "corrected"} and not others:
            kind = "full"
        if many and kind not in {"blank", "erased alone"}:
            chosen = order[: random.integers(1, len(order) + 1)]
            kind = "full" if kind in {"double", "erased", "corrected"} else kind
        match kind:
            case "blank":
                return Truth(frozenset(), kind)
            case "erased alone":
                self._erased(order[0])
                return Truth(frozenset(), kind)
            case "erased":
                self._erased(others[0])
                self._full(chosen[0])
            case "corrected":
                self._full(others[0])
                self._struck(others[0])
                self._full(chosen[0])
            case "double":
                chosen = order[:2]
                for bubble in chosen:
                    self._full(bubble)
            case _:
                for bubble in chosen:
                    getattr(self, f"_{kind}")(bubble)
        return Truth(frozenset(bubble.letter for bubble in chosen), kind)

    def by_hand(self, bubbles: list[Bubble]) -> Truth:
        """Give points in a row that a person marks."""
        if not bubbles:
            return Truth(frozenset(), "by hand")
        return replace(self.row(bubbles, "full"), kind="by hand")

    def _layer(self) -> Picture:
        return np.zeros((160, 160), np.uint8)

    def _middle(self, bubble: Bubble) -> tuple[float, float]:
        x, y = self._random.normal(0, self._aim * bubble.radius, 2)
        return 80 + float(np.clip(x, -0.4, 0.4)) * _MM, 80 + float(np.clip(y, -0.4, 0.4)) * _MM

    def _put(self, bubble: Bubble, layer: Picture, strength: float) -> None:
        left, top = round(bubble.x * _MM) - 80, round(bubble.y * _MM) - 80
        part = self._ink[top : top + 160, left : left + 160]
        np.maximum(part, layer.astype(np.float32) / 255 * strength, out=part)

    def _lines(self, layer: Picture, points: Sequence[tuple[float, float]], width: float) -> None:
        shifted = np.array([[(round(x * 16), round(y * 16)) for x, y in points]], np.int32)
        thickness = max(1, round(width * _MM))
        cv2.polylines(
            layer,
            shifted,
            isClosed=False,
            color=255,
            thickness=thickness,
            lineType=cv2.LINE_AA,
            shift=4,
        )

    def _blob(self, bubble: Bubble, radius: float, strength: float) -> None:
        layer, (x, y) = self._layer(), self._middle(bubble)
        angles = np.linspace(0, 2 * math.pi, 24, endpoint=False)
        uneven = 1 + self._random.normal(0, 0.05, 24)
        points = np.stack(
            [
                x + np.cos(angles) * radius * uneven * _MM,
                y + np.sin(angles) * radius * uneven * _MM,
            ],
            axis=1,
        )
        cv2.fillPoly(layer, [np.round(points * 16).astype(np.int32)], 255, cv2.LINE_AA, 4)
        self._put(bubble, layer, strength)

    def _full(self, bubble: Bubble) -> None:
        self._blob(bubble, bubble.radius * self._random.uniform(0.8, 1.08), self._strength)

    def _faint(self, bubble: Bubble) -> None:
        radius = bubble.radius * self._random.uniform(0.8, 1.0)
        self._blob(bubble, radius, self._random.uniform(0.16, 0.4))

    def _dot(self, bubble: Bubble) -> None:
        self._blob(bubble, bubble.radius * self._random.uniform(0.32, 0.5), self._strength)

    def _erased(self, bubble: Bubble) -> None:
        radius = bubble.radius * self._random.uniform(0.8, 1.05)
        self._blob(bubble, radius, self._random.uniform(0.02, 0.09))

    def _scribble(self, bubble: Bubble) -> None:
        layer, (x, y), r = self._layer(), self._middle(bubble), bubble.radius * _MM
        count = self._random.integers(7, 12)
        heights = np.linspace(-0.85, 0.85, count)
        points = []
        for number, height in enumerate(heights):
            half = math.sqrt(1 - height**2) * self._random.uniform(0.75, 1.1)
            points.append((x + (half if number % 2 else -half) * r, y + height * r))
        turn = self._random.uniform(0, math.pi)
        turned = [_turned(point, (x, y), turn) for point in points]
        self._lines(layer, turned, self._width)
        self._put(bubble, layer, self._strength)

    def _cross(self, bubble: Bubble) -> None:
        layer, (x, y) = self._layer(), self._middle(bubble)
        r = bubble.radius * _MM * self._random.uniform(0.7, 1.0)
        for turn in (math.pi / 4, 3 * math.pi / 4):
            angle = turn + self._random.normal(0, 0.15)
            way = np.array([math.cos(angle), math.sin(angle)]) * r
            self._lines(layer, [(x - way[0], y - way[1]), (x + way[0], y + way[1])], self._width)
        self._put(bubble, layer, self._strength)

    def _tick(self, bubble: Bubble) -> None:
        layer, (x, y) = self._layer(), self._middle(bubble)
        r = bubble.radius * _MM * self._random.uniform(0.85, 1.15)
        points = [(x - 0.6 * r, y), (x - 0.15 * r, y + 0.55 * r), (x + 0.75 * r, y - 0.8 * r)]
        self._lines(layer, points, self._width)
        self._put(bubble, layer, self._strength)

    def _struck(self, bubble: Bubble) -> None:
        layer, (x, y) = self._layer(), self._middle(bubble)
        r = bubble.radius * _MM * self._random.uniform(1.5, 2.0)
        for turn in (math.pi / 4, 3 * math.pi / 4):
            angle = turn + self._random.normal(0, 0.12)
            way = np.array([math.cos(angle), math.sin(angle)]) * r
            self._lines(layer, [(x - way[0], y - way[1]), (x + way[0], y + way[1])], self._width)
        self._put(bubble, layer, self._strength)


def _turned(
    point: tuple[float, float], middle: tuple[float, float], angle: float
) -> tuple[float, float]:
    x, y = point[0] - middle[0], point[1] - middle[1]
    cosine, sine = math.cos(angle), math.sin(angle)
    return middle[0] + x * cosine - y * sine, middle[1] + x * sine + y * cosine


@dataclass(frozen=True)
class Condition:
    """How a page becomes a picture.

    `dpi` and `turn` (whole turns of 90 degrees and skew) are ranges or choices; `photo` adds
    perspective, uneven light and a shadow; `curl` bends the paper by up to so many mm.
    """

    dpi: tuple[int, int] = (150, 300)
    skew: float = 3.0
    scale: tuple[float, float] = (1.0, 1.0)
    blur: tuple[float, float] = (0.0, 0.6)
    noise: tuple[float, float] = (0.0, 4.0)
    jpeg: tuple[int, int] = (60, 95)
    fax: bool = False
    photo: bool = False
    shadow: bool = False
    curl: float = 0.0
    turns: bool = True
    lost_marker: bool = False
    grey: tuple[float, float] = (0.9, 1.0)
    black: tuple[float, float] = (0.0, 0.15)
    salt: float = 0.0
    kinds: Mapping[str, int] = field(default_factory=lambda: USUAL)


CONDITIONS = {
    "scan 300 dpi": Condition(dpi=(300, 300)),
    "scan 200 dpi": Condition(dpi=(200, 200)),
    "scan 150 dpi": Condition(dpi=(150, 150)),
    "scan 100 dpi": Condition(dpi=(100, 100), blur=(0.0, 0.4)),
    "JPEG 40": Condition(dpi=(150, 200), jpeg=(40, 40)),
    "97 to 103 %": Condition(dpi=(200, 200), scale=(0.97, 1.03)),
    "fax": Condition(dpi=(200, 200), fax=True, jpeg=(95, 95), noise=(0, 2), kinds=_NOT_FAINT),
    "noise": Condition(dpi=(150, 250), noise=(10, 20)),
    "marker missing": Condition(dpi=(150, 250), lost_marker=True),
    "photo": Condition(photo=True, blur=(0.4, 1.4), black=(0.08, 0.25), jpeg=(70, 92)),
    "photo, shadow": Condition(
        photo=True, shadow=True, blur=(0.4, 1.4), black=(0.08, 0.25), jpeg=(70, 92)
    ),
    "photo, curl": Condition(photo=True, curl=2.5, blur=(0.4, 1.4), black=(0.08, 0.25)),
}
# The thresholds of the reader were never looked at under these.
HELD_OUT = {
    "copy of a copy": Condition(
        dpi=(150, 250), scale=(0.97, 1.03), blur=(0.6, 1.2), salt=0.0015, noise=(3, 8)
    ),
    "grey paper": Condition(dpi=(150, 250), grey=(0.6, 0.8), black=(0.05, 0.2)),
    "photo, all of it": Condition(
        photo=True, shadow=True, curl=2.5, blur=(0.6, 1.8), black=(0.1, 0.3), jpeg=(40, 70)
    ),
}


def simulated(
    page: Picture, layout: SheetLayout, number: int, condition: Condition, seed: int
) -> tuple[Marked, bytes]:
    """Return a page with marks, and a JPEG file of its scan or photo."""
    random = np.random.default_rng(seed)
    marked = mark(page, layout, number, random, condition.kinds)
    scan = degraded(marked.picture, condition, random)
    return marked, encoded(scan, condition, random)


def degraded(page: Picture, condition: Condition, random: Random) -> Picture:
    """Return what a scanner or a phone makes of a page in grey at 300 dpi."""
    if condition.lost_marker:
        page = _without_corner(page, random)
    if condition.curl:
        page = _curled(page, condition.curl, random)
    seen = _photo(page, random) if condition.photo else _scan(page, condition, random)
    seen = _lit(seen, condition, random)
    blur = random.uniform(*condition.blur)
    if blur > 0.1:
        seen = cv2.GaussianBlur(seen, (0, 0), blur)
    seen += np.float32(random.uniform(*condition.noise)) * _noise(seen.shape, random)
    if condition.salt:
        spots = (random.random(seen.shape) < condition.salt).astype(np.float32)
        spots = cv2.dilate(spots, np.ones((2, 2)))
        seen = seen * (1 - 0.7 * spots)
    if condition.fax:
        seen = np.where(seen < random.uniform(130, 185), 0, 255)
    turned = np.rot90(seen, random.integers(0, 4) if condition.turns else 0)
    return np.ascontiguousarray(np.clip(turned, 0, 255).astype(np.uint8))


def encoded(picture: Picture, condition: Condition, random: Random) -> bytes:
    """Return a picture as a JPEG file."""
    quality = int(random.integers(condition.jpeg[0], condition.jpeg[1] + 1))
    stream = io.BytesIO()
    Image.fromarray(picture).save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def _noise(shape: tuple[int, ...], random: Random) -> Picture:
    """Return normal noise: a part of one large field, which is quicker than new noise."""
    field_of = _noise_field()
    side = len(field_of)
    down, across = (math.ceil(length / side) + 1 for length in shape)
    top, left = random.integers(0, side, 2)
    tiled = np.tile(field_of, (down, across))
    return tiled[top : top + shape[0], left : left + shape[1]].copy()


@cache
def _noise_field() -> Picture:
    return np.random.default_rng(0).standard_normal((1500, 1500), np.float32)


def _without_corner(page: Picture, random: Random) -> Picture:
    torn = page.copy()
    height, width = page.shape
    side = round(26 * _MM)
    # The upper right corner is beside the QR code, which has to stay.
    corner = random.integers(0, 4)
    rows = slice(0, side) if corner < 2 else slice(height - side, height)
    wide = side if corner != 1 else round(22.5 * _MM)
    columns = slice(0, wide) if corner in {0, 3} else slice(width - wide, width)
    torn[rows, columns] = random.integers(200, 255)
    return torn


def _curled(page: Picture, most: float, random: Random) -> Picture:
    height, width = page.shape
    x, y = np.meshgrid(np.linspace(0, 1, width), np.linspace(0, 1, height))
    bend = random.uniform(-most, most) * _MM
    phase = random.uniform(0.7, 1.0)
    start = random.uniform(0, 0.3)
    along = np.sin(math.pi * (start + phase * (y if random.random() < 0.5 else x)))
    tilt = random.uniform(-0.3, 0.3)
    down = (bend * along).astype(np.float32)
    across = (tilt * bend * along).astype(np.float32)
    rows, columns = np.indices(page.shape, np.float32)
    return cv2.remap(page, columns + across, rows + down, cv2.INTER_LINEAR, borderValue=255)


def _scan(page: Picture, condition: Condition, random: Random) -> Picture:
    dpi = random.integers(condition.dpi[0], condition.dpi[1] + 1)
    factor = dpi / DPI * random.uniform(*condition.scale)
    soft = cv2.GaussianBlur(page, (0, 0), 0.45 / factor) if factor < 0.9 else page
    height, width = page.shape
    size = (round(width * dpi / DPI), round(height * dpi / DPI))
    turn = cv2.getRotationMatrix2D(
        (width / 2, height / 2), random.uniform(-condition.skew, condition.skew), factor
    )
    turn[:, 2] += np.array(size) / 2 - np.array([width, height]) / 2 + random.uniform(-6, 6, 2)
    return cv2.warpAffine(soft, turn, size, flags=cv2.INTER_LINEAR, borderValue=255).astype(
        np.float32
    )


def _photo(page: Picture, random: Random) -> Picture:
    height, width = page.shape
    tall = random.integers(1900, 3200)
    size = (round(tall * 0.75), tall)
    share = random.uniform(0.78, 0.95)
    w = share * size[0]
    h = w * height / width
    if h > 0.97 * size[1]:
        w, h = w * 0.97 * size[1] / h, 0.97 * size[1]
    left, top = (size[0] - w) / 2, (size[1] - h) / 2
    corners = np.array([(left, top), (left + w, top), (left + w, top + h), (left, top + h)])
    corners += random.uniform(-0.05, 0.05, (4, 2)) * w
    angle = random.normal(0, 3)
    corners = np.array(
        [_turned(tuple(c), (size[0] / 2, size[1] / 2), math.radians(angle)) for c in corners]
    )
    source = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(source, corners.astype(np.float32))
    factor = w / width
    soft = cv2.GaussianBlur(page, (0, 0), 0.45 / factor) if factor < 0.9 else page
    desk = random.integers(40, 180)
    return cv2.warpPerspective(
        soft, matrix, size, flags=cv2.INTER_LINEAR, borderValue=float(desk)
    ).astype(np.float32)


def _lit(seen: Picture, condition: Condition, random: Random) -> Picture:
    white, black = random.uniform(*condition.grey), random.uniform(*condition.black)
    lit = seen * np.float32(white - black) + np.float32(255 * black)
    height, width = seen.shape
    if not condition.photo:
        return lit
    x = np.linspace(-1, 1, width, dtype=np.float32)[None]
    y = np.linspace(-1, 1, height, dtype=np.float32)[:, None]
    angle = random.uniform(0, 2 * math.pi)
    slope = random.uniform(0, 0.3)
    lit *= (1 - slope * (1 + x * math.cos(angle) + y * math.sin(angle)) / 2).astype(np.float32)
    if condition.shadow:
        angle, place = random.uniform(0, 2 * math.pi), random.uniform(-0.6, 0.6)
        distance = (x * math.cos(angle) + y * math.sin(angle) - place) * width / 2
        soft = random.uniform(3, 60)
        lit *= (
            1 - random.uniform(0.15, 0.45) / (1 + np.exp(np.clip(-distance / soft, -50, 50)))
        ).astype(np.float32)
    return lit
