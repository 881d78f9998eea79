"""The files of a deck: which may be read, and whether they are read already."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, Problems, QuizgenError
from quizgen.yaml.nodes import Broken, Node, Scalar
from quizgen.yaml.text import MAX_BYTES, read_text

MAX_FILES = 200


class DeckFiles:
    """A deck's own file and those that it includes, all in its folder or below it."""

    def __init__(self, main: Path, problems: Problems) -> None:
        self.paths: list[Path] = []
        self._folder = _real(main).parent
        self._problems = problems
        self._open: list[tuple[Path, Path]] = []
        self._seen: set[Path] = set()
        self._size = 0

    @contextmanager
    def reading(self, path: Path) -> Iterator[str]:
        """Give the text of a file; within, includes are relative to it and may not come back to it.

        Raises QuizgenError for a file that cannot be read, and for too much text in all.
        """
        text = read_text(path)
        self._size += len(text)
        if self._size > MAX_BYTES:
            message = f"the deck's files together are larger than {MAX_BYTES // 1024 // 1024} MiB"
            raise QuizgenError([Diagnostic("Q006", message, Place(str(path)), "split the deck")])
        real = _real(path)
        self.paths.append(path)
        self._seen.add(real)
        self._open.append((path, real))
        try:
            yield text
        finally:
            self._open.pop()

    def included(self, node: Node) -> Path | None:
        """Return the file that an ``include`` names, None for one read already or after reporting why it may not be."""
        if isinstance(node, Broken):
            return None
        if not isinstance(node, Scalar) or node.is_missing:
            self._problems.error(
                "Q203", "`include` takes file names", node.place, "write `include: [more.yaml]`"
            )
            return None
        path = self._open[-1][0].parent / node.text
        real = _real(path)
        chain = [opened for _, opened in self._open]
        shown = shorten(node.text)
        if Path(node.text).is_absolute() or not real.is_relative_to(self._folder):
            self._problems.error(
                "Q007",
                f"`{shown}` lies outside the deck's folder",
                node.place,
                "give a path within it",
            )
        elif real in chain:
            message = f"`{shown}` includes itself" + (" in a circle" if real != chain[-1] else "")
            self._problems.error("Q008", message, node.place, "take one of the includes out")
        elif len(self.paths) >= MAX_FILES:
            self._problems.error(
                "Q006", f"more than {MAX_FILES} files", node.place, "put facts together"
            )
        elif real not in self._seen:
            return path
        return None


def _real(path: Path) -> Path:
    # Path.resolve raises for a link that leads to itself; that file is refused when it is read.
    return Path(os.path.realpath(path))
