"""The files of a deck: which may be read, and which have been read already."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from quizgen.deck.inside import folder_of, is_inside, real_path
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, Problems, QuizgenError
from quizgen.sandbox.inputs import in_mebibytes
from quizgen.tables.rows import MOST_BYTES, SUFFIXES
from quizgen.yaml.nodes import Broken, Node, Scalar
from quizgen.yaml.text import MAX_BYTES, bytes_of, read_text

MAX_FILES = 200
# So many files may include one another in a row.
MAX_DEPTH = 20

# The files that are being read, from the deck's own to the one that reads now: as written, and as
# a real path.
Chain = tuple[tuple[Path, Path], ...]


class DeckFiles:
    """A deck's own file and the files that it includes, all inside its folder.

    `contents` stand in place of what real paths hold on the disk.
    """

    def __init__(
        self, main: Path, problems: Problems, contents: Mapping[Path, str] | None = None
    ) -> None:
        self.paths: list[Path] = []
        # The characters and bytes that have been read.
        self.size = 0
        self._folder = folder_of(main)
        self._problems = problems
        self._open: list[tuple[Path, Path]] = []
        self._seen: set[Path] = set()
        self._is_full = False
        self._contents = contents or {}

    def text_of(self, path: Path) -> str:
        """Return the text of a file; raises QuizgenError for one that cannot be read."""
        real = real_path(path)
        return self._contents[real] if real in self._contents else read_text(path)

    @contextmanager
    def reading(self, path: Path) -> Iterator[str]:
        """Yield the text of a file; meanwhile, includes start at it and must not include it again.

        Raises QuizgenError for a file that cannot be read, and if all files together are too large.
        """
        real = real_path(path)
        text = self.text_of(path)
        self.size += len(text)
        if self.size > MAX_BYTES:
            message = f"the deck's files are larger in total than {MAX_BYTES // 1024 // 1024} MiB"
            raise QuizgenError([Diagnostic("Q006", message, Place(str(path)), "split the deck")])
        self.paths.append(path)
        self._seen.add(real)
        self._open.append((path, real))
        try:
            yield text
        finally:
            self._open.pop()

    @property
    def chain(self) -> Chain:
        """Return the files that are being read."""
        return tuple(self._open)

    @contextmanager
    def within(self, chain: Chain) -> Iterator[None]:
        """Have includes start at the end of another chain meanwhile."""
        before, self._open = self._open, list(chain)
        try:
            yield
        finally:
            self._open = before

    def included(self, node: Node) -> Path | None:
        """Return the file that an ``include`` names.

        Returns None for a file that has been read, and after reporting one that may not be read.
        """
        if isinstance(node, Broken):
            return None
        if not isinstance(node, Scalar) or node.is_missing:
            fix = "write `include: [more.yaml]`"
            self._problems.error("Q203", "`include` takes file names", node.place, fix)
            return None
        start = self._open[-1][0].parent
        if not is_inside(self._folder, start, node.text):
            message = f"`{shorten(node.text)}` lies outside the deck's folder"
            self._problems.error("Q007", message, node.place, "give a path inside it")
            return None
        path = start / node.text
        real = real_path(path)
        if self._is_circular(real, node) or self._is_too_deep(node.place):
            return None
        if real in self._seen or self._are_too_many(node.place):
            return None
        return path

    def table(self, written: str, place: Place) -> tuple[Path, bytes] | None:
        """Return the path and the bytes of a table that a file of the deck names.

        The path counts from the file in which `place` lies. Returns None after reporting why the
        table may not or cannot be read.
        """
        start = Path(place.file).parent
        if not is_inside(self._folder, start, written):
            message = f"`{shorten(written)}` lies outside the deck's folder"
            self._problems.error("Q007", message, place, "give a path inside it")
            return None
        if self._are_too_many(place):
            return None
        path = start / written
        content = self._contents.get(real_path(path))
        try:
            data = (
                bytes_of(path, MOST_BYTES + 1, "table", SUFFIXES)
                if content is None
                else content.encode()
            )
        except QuizgenError as error:
            for problem in error.diagnostics:
                self._problems.add(replace(problem, place=place))
            return None
        self.size += len(data)
        if len(data) > MOST_BYTES or self.size > MAX_BYTES:
            message = f"`{shorten(written)}` is larger than {in_mebibytes(MOST_BYTES)}"
            if len(data) <= MOST_BYTES:
                message = f"the deck's files are larger in total than {in_mebibytes(MAX_BYTES)}"
            self._problems.error("Q006", message, place, "split the table or the deck")
            return None
        if path not in self.paths:
            self.paths.append(path)
        return path, data

    def _is_circular(self, real: Path, node: Scalar) -> bool:
        """Tell whether a file is being read already, and report it if so."""
        chain = [opened for _, opened in self._open]
        if real not in chain:
            return False
        way = "" if real == chain[-1] else " in a circle"
        message = f"`{shorten(node.text)}` includes itself{way}"
        self._problems.error("Q008", message, node.place, "remove one of the includes")
        return True

    def _is_too_deep(self, place: Place) -> bool:
        """Tell whether too many files include one another in a row, and report it if so."""
        if len(self._open) < MAX_DEPTH:
            return False
        message = f"more than {MAX_DEPTH} files include one another in a row"
        self._problems.error("Q006", message, place, "include the file in the deck's own file")
        return True

    def _are_too_many(self, place: Place) -> bool:
        """Tell whether the deck has as many files as it may have, and report it once if so."""
        if len(self.paths) < MAX_FILES:
            return False
        if not self._is_full:
            message = f"the deck has more than {MAX_FILES} files"
            self._problems.error("Q006", message, place, "merge some of them")
        self._is_full = True
        return True
