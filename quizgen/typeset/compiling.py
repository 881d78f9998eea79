"""Work for the typesetter: what is small is done in this process, all else in others with limits."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from quizgen.media.formats import DamagedError, format_of
from quizgen.media.pictures import picture_size
from quizgen.sandbox.children import Children
from quizgen.sandbox.limits import StoppedError, run_limited
from quizgen.typeset.running import Outcome, Work, order_of, received, run

# The typesetter keeps what it has set, some 150 MB for a thousand items; a process ends after about so many.
_MOST_WEIGHT = 1200
_MOST_PROCESSES = 8
# A quiz of 20 items has some 9,000 characters. The worst text of so many takes 3 seconds and 200 MB: a
# process of its own, which takes 50 ms to start, would protect from nothing.
_SMALL = 32_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a process may take, in seconds, and how much memory, in megabytes."""

    seconds: float
    megabytes: int


# Ten times what honest work takes, and more for a slow machine; memory hangs on no machine. The heaviest
# items are those of matching: 1,200 of them are 800,000 characters and take 17 seconds and 2,600 MB.
_LEAST = Limits(60, 1000)
_SECONDS_A_CHARACTER, _MEGABYTES_A_CHARACTER = 1 / 2000, 1 / 300
# A drawing takes up to 2 seconds and 700 MB (`MAX_WEIGHT` in quizgen/media/svg.py), and 10 MB if honest. Other
# pictures take up to 10 bytes and 12 ns a pixel.
_SECONDS_A_PICTURE, _MEGABYTES_A_PICTURE = 5, 20
_MEGABYTES_A_PIXEL = 12 / 1_000_000
_MOST_MEGABYTES = 6000


def compile_all(work: Work, weights: Sequence[int], limits: Limits | None = None) -> list[Outcome]:
    """Compile every document and return what became of each.

    A document weighs as many items as it has: much of it is spread over processes. Only text that is short
    is set in this process, and not with `limits`. What takes longer or more memory than these, or than work
    of its size may take, is stopped.
    """
    shares = list(_shares(work, weights))
    if limits is None and _is_small(work):
        return [each for share in shares for each in run(share)]
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  # small work needs none

    def run_share(share: Work) -> list[Outcome]:
        return _run_apart(children, share, limits or limits_for(share))

    workers = min(os.cpu_count() or 1, _MOST_PROCESSES)
    with ThreadPoolExecutor(workers) as pool, Children() as children:
        return [each for made in pool.map(run_share, shares) for each in made]


def _shares(work: Work, weights: Sequence[int]) -> Iterator[Work]:
    taken: list[str] = []
    weight = 0
    for document, own in zip(work.documents, weights, strict=True):
        if taken and weight + own > _MOST_WEIGHT:
            yield replace(work, documents=tuple(taken))
            taken, weight = [], 0
        taken.append(document)
        weight += own
    if taken:
        yield replace(work, documents=tuple(taken))


def limits_for(work: Work) -> Limits:
    """Return what a process may take for some work: by far more than honest work of its size does."""
    characters = sum(map(len, work.documents))
    pixels = sum(map(_pixels, work.pictures.values()))
    seconds = characters * _SECONDS_A_CHARACTER + len(work.pictures) * _SECONDS_A_PICTURE
    megabytes = (
        characters * _MEGABYTES_A_CHARACTER
        + len(work.pictures) * _MEGABYTES_A_PICTURE
        + pixels * _MEGABYTES_A_PIXEL
    )
    most = min(_MOST_MEGABYTES, _LEAST.megabytes + round(megabytes))
    return Limits(_LEAST.seconds + seconds, most)


def _pixels(data: bytes) -> int:
    known = format_of(data)
    try:
        width, height = picture_size(data, known.extensions[0]) if known else (0, 0)
    except (DamagedError, KeyError):
        # A drawing has no pixels, and what is damaged is refused where it is set.
        return 0
    return width * height


def _is_small(work: Work) -> bool:
    return not work.pictures and sum(map(len, work.documents)) <= _SMALL


def _run_apart(children: Children, work: Work, limits: Limits) -> list[Outcome]:
    """Compile every document in one limited process; if it is stopped, none has a PDF."""
    try:
        message = run_limited(
            "quizgen.typeset.worker",
            (),
            order_of(work),
            children=children,
            seconds=limits.seconds,
            megabytes=limits.megabytes,
        )
    except StoppedError as stopped:
        return [Outcome(stopped=stopped.reason)] * len(work.documents)
    return received(message)


def font_folders(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return folders as the typesetter takes them, wherever it runs."""
    return tuple(str(folder.absolute()) for folder in folders)
