"""Waits for changes of the files of decks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection
from importlib.util import find_spec
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, QuizgenError

# In milliseconds: how long to wait for more changes, at most and after each.
_MOST, _STEP = 200, 20
# How often to look whether a deck has files in other folders than before, in milliseconds.
_LOOK = 1000
_PACKAGES = ("jinja2", "starlette", "uvicorn", "watchfiles", "pypdfium2")
_DECKS = frozenset({".yaml", ".yml"})


def need_packages(what: str) -> None:
    """Raise QuizgenError (Q620) if packages are missing that `what` needs."""
    missing = [name for name in _PACKAGES if not find_spec(name)]
    if missing:
        message = f"{what} needs the package {missing[0]}"
        fix = "pip install 'quizgen[preview]'"
        raise QuizgenError([Diagnostic("Q620", message, Place("quizgen"), fix)], exit_code=3)


async def changes_of(files: Callable[[], Collection[Path]]) -> AsyncIterator[None]:
    """Yield whenever one of the files changes, or a deck beside them; `files` may grow.

    It watches folders, since programs replace files when they save them.
    """
    from watchfiles import awatch  # noqa: PLC0415 - an extra, imported when used

    while True:
        folders = _folders(files())
        watching = awatch(
            *folders,
            recursive=False,
            debounce=_MOST,
            step=_STEP,
            rust_timeout=_LOOK,
            yield_on_timeout=True,
        )
        async for changes in watching:
            names = {Path(path) for _, path in changes}
            if any(_matters(path, files()) for path in names):
                yield None
            if _folders(files()) != folders:
                # Something may have changed there before the watch.
                yield None
                break
        else:
            return
        await asyncio.sleep(0)


def _folders(files: Collection[Path]) -> list[Path]:
    found = {path.resolve().parent for path in files}
    return sorted(folder for folder in found if folder.is_dir())


def _matters(path: Path, files: Collection[Path]) -> bool:
    known = {each.resolve() for each in files}
    return path.resolve() in known or path.suffix in _DECKS
