"""Tells the log how long each stage of a run takes."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

_LOG = logging.getLogger(__name__)


@contextmanager
def stage(name: str) -> Iterator[None]:
    """Log how many seconds a stage takes, with the stages inside it."""
    start = perf_counter()
    try:
        yield
    finally:
        _LOG.info("time: %s, %.2f s", name, perf_counter() - start)
