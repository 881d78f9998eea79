"""Runs of the typesetter: small work runs in this process, all other work in limited ones."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from quizgen.media.formats import DamagedError, format_of
from quizgen.media.pictures import picture_size
from quizgen.sandbox.children import Children
from quizgen.sandbox.limits import StoppedError, run_limited
from quizgen.typeset.running import Outcome, Work, order_of, received, run

# The typesetter keeps all that it has set, about 150 MB for a thousand items. A process therefore
# ends after about this many.
_MOST_WEIGHT = 1200
_MOST_PROCESSES = 8
# A process uses one core, since others use the rest. glibc's allocator grows in large pieces and
# keeps what is freed, which takes a fifteenth less time. Its large pages are not asked for: virtual
# machines take long to give them.
_PIECE, _KEPT = 1 << 25, 1 << 30
_SETTINGS = {
    "RAYON_NUM_THREADS": "1",
    "GLIBC_TUNABLES": "glibc.malloc.arena_max=1"
    f":glibc.malloc.top_pad={_PIECE}:glibc.malloc.mmap_threshold={_PIECE}"
    f":glibc.malloc.trim_threshold={_KEPT}",
}
# A quiz of 20 items has about 9,000 characters. The worst text below this size takes 3 seconds and
# 200 MB: a separate process, which takes 50 ms to start, would protect from nothing.
_SMALL = 32_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How much time, in seconds, and memory, in megabytes, a process may use."""

    seconds: float
    megabytes: int


# Ten times what honest work takes, and more for a slow machine; memory does not depend on the
# machine. Matching items are the heaviest: 1,200 of them have 800,000 characters and take 17
# seconds and 2,600 MB.
_LEAST = Limits(60, 1000)
_SECONDS_A_CHARACTER, _MEGABYTES_A_CHARACTER = 1 / 2000, 1 / 300
# A drawing takes up to 2 seconds and 700 MB (`MAX_WEIGHT` in quizgen/media/svg.py), and 10 MB if it
# is honest. Other pictures take up to 10 bytes and 12 ns a pixel.
_SECONDS_A_PICTURE, _MEGABYTES_A_PICTURE = 5, 20
_MEGABYTES_A_PIXEL = 12 / 1_000_000
_MOST_MEGABYTES = 6000


def compile_all(work: Work, weights: Sequence[int], limits: Limits | None = None) -> list[Outcome]:
    """Compile every document and return the outcome of each.

    `weights` has the number of items of each document; heavy work is spread over processes. Only
    short text is set in this process, and only without `limits`. Work that exceeds the limits,
    given or computed from its size, is stopped.
    """
    shares = list(_shares(work, weights))
    if limits is None and _is_small(work):
        return [each for share in shares for each in _run_here(share)]

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
            yield work._replace(documents=tuple(taken))
            taken, weight = [], 0
        taken.append(document)
        weight += own
    if taken:
        yield work._replace(documents=tuple(taken))


def limits_for(work: Work) -> Limits:
    """Return the limits for some work: far more than honest work of its size takes."""
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
        # A drawing has no pixels, and the typesetter refuses damaged pictures.
        return 0
    return width * height


def _is_small(work: Work) -> bool:
    return not work.pictures and sum(map(len, work.documents)) <= _SMALL


def _run_here(work: Work) -> list[Outcome]:
    """Compile every document in this process; Ctrl-C interrupts the wait at once.

    The typesetter itself would notice Ctrl-C only when it ends.
    """
    if threading.current_thread() is not threading.main_thread():
        return run(work)
    pool = ThreadPoolExecutor(1)
    future = pool.submit(run, work)
    pool.shutdown(wait=False)
    return future.result()


def _run_apart(children: Children, work: Work, limits: Limits) -> list[Outcome]:
    """Compile every document in one limited process; if it is stopped, no document has a PDF."""
    try:
        message = run_limited(
            "quizgen.typeset.worker",
            (),
            order_of(work),
            children=children,
            seconds=limits.seconds,
            megabytes=limits.megabytes,
            settings=_SETTINGS,
        )
    except StoppedError as stopped:
        return [Outcome(stopped=stopped.reason)] * len(work.documents)
    return received(message)


def font_folders(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return the folders as absolute paths, which the typesetter finds from any process."""
    return tuple(str(folder.absolute()) for folder in folders)
