"""Processes with limits of memory and time, for files that a stranger may have made."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence

from quizgen.sandbox.children import Children
from quizgen.sandbox.limited import TOO_LARGE

_PROXIES = [
    name for each in ("http_proxy", "https_proxy", "all_proxy") for name in (each, each.upper())
]


class StoppedError(Exception):
    """A limited process was stopped or crashed; `reason` is "time", "memory" or "crash"."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


def run_limited(  # noqa: PLR0913 - what runs, on what, and its limits
    module: str,
    arguments: Sequence[str],
    order: bytes,
    *,
    seconds: float,
    megabytes: int,
    children: Children | None = None,
    settings: Mapping[str, str] | None = None,
) -> bytes:
    """Run a module in its own process, send it `order`, and return its answer.

    The module must call `limited.answer`. The process joins `children`, if given, and has
    `settings` in its environment. Raises StoppedError if it takes longer than `seconds`, needs more
    than `megabytes` of memory, or crashes.
    """
    try:
        ended = (children or Children()).run(
            [sys.executable, "-P", "-m", module, str(megabytes), *arguments],
            order,
            seconds=seconds,
            environment={**_environment(), **(settings or {})},
        )
    except subprocess.TimeoutExpired:
        raise StoppedError("time") from None
    if ended.returncode:
        # Compiled code has its own way to end when it gets no more memory.
        short = ended.returncode == TOO_LARGE or b"memory allocation" in ended.stderr
        raise StoppedError("memory" if short else "crash")
    return ended.stdout


def _environment() -> dict[str, str]:
    # Leave out the working folder: it may be a stranger's and contain a module.
    path = os.pathsep.join(filter(os.path.isabs, sys.path))
    # A file may request something from the network; no proxy exists at this address.
    return {**os.environ, **dict.fromkeys(_PROXIES, "http://127.0.0.1:9"), "PYTHONPATH": path}
