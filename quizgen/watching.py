"""Waits for changes of the files of decks."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from importlib.util import find_spec
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, QuizgenError

# In milliseconds: how long to wait for more changes, at most and after each.
_MOST, _STEP = 200, 20
# How often to look at the files themselves, in milliseconds.
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


class Watch:
    """Watches files from the moment that it is made; which ones they are may change.

    It watches their folders, since programs replace files when they save them. New decks in these
    folders count too, since a deck may wait for one that it includes.
    """

    def __init__(self, files: Callable[[], Collection[Path]]) -> None:
        self._files = files
        self._stamps = _stamps(files())

    def changes(self) -> Iterator[None]:
        """Yield whenever one of the files changes, or has changed since the last time."""
        from watchfiles import watch  # noqa: PLC0415 - an extra, imported when used

        while True:
            folders = _folders(self._files())
            watching = watch(
                *folders,
                recursive=False,
                debounce=_MOST,
                step=_STEP,
                rust_timeout=_LOOK,
                yield_on_timeout=True,
            )
            for changes in watching:
                has_event = any(self._matters(Path(path)) for _, path in changes)
                # Files may have changed before the watch over their folder began.
                if self._have_changed() or has_event:
                    yield None
                if _folders(self._files()) != folders:
                    break

    def _matters(self, path: Path) -> bool:
        known = {each.resolve() for each in self._files()}
        return path.resolve() in known or path.suffix in _DECKS

    def _have_changed(self) -> bool:
        """Return whether a file differs from what it was when this was asked before."""
        before, self._stamps = self._stamps, _stamps(self._files())
        return any(self._stamps[path] != before[path] for path in self._stamps.keys() & before)


def _stamps(files: Collection[Path]) -> dict[Path, tuple[int, int]]:
    return {path: _stamp(path) for path in files}


def _stamp(path: Path) -> tuple[int, int]:
    """Return the time and the size of a file, zeros if there is none."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return status.st_mtime_ns, status.st_size


def _folders(files: Collection[Path]) -> list[Path]:
    found = {path.resolve().parent for path in files}
    return sorted(folder for folder in found if folder.is_dir())
