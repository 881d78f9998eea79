"""Runs a command again whenever files change."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from quizgen.cli.output import echo
from quizgen.cli.problems import reporting


def run_again(run: Callable[[], int], files: Callable[[], Collection[Path]]) -> NoReturn:
    """Run a command now and whenever its files change, until Ctrl-C; problems end nothing.

    `run` may exit. Exits if the packages are missing that watch files.
    """
    with reporting():
        from quizgen.watching import need_packages

        need_packages("`--watch`")
    # This program runs for hours, and others only for moments.
    gc.enable()
    _follow(run, files)
    raise KeyboardInterrupt


def _follow(run: Callable[[], int], files: Callable[[], Collection[Path]]) -> None:
    from quizgen.watching import Watch

    def sources() -> list[Path]:
        # Each build writes locks.
        return [path for path in files() if path.suffix != ".lock"]

    watch = Watch(sources)
    _run(run)
    for _ in watch.changes():
        _run(run)


def _run(run: Callable[[], int]) -> None:
    with suppress(SystemExit):
        run()
    echo("Waiting for changes; Ctrl-C ends", err=True)
