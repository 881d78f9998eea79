"""Reads a deck's files into parts: its header, its kinds, and its facts before they are tied."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from collections.abc import Mapping as MappingType
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from quizgen.deck.earlier import Again, Readings, read_again, reading_of
from quizgen.deck.facts import read_fact
from quizgen.deck.files import Chain, DeckFiles
from quizgen.deck.header import Header
from quizgen.deck.keys.deck import DECK_KEYS, FILE_KEYS, INCLUDE_KEYS
from quizgen.deck.keys.key import Shape
from quizgen.deck.known_kinds import KnownKinds
from quizgen.deck.languages import MAY_BE_KINDS, Languages, find_languages
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.kinds import Kind
from quizgen.deck.model.quiz import FormNames
from quizgen.deck.projection import Projection
from quizgen.deck.read import read_shape, shorten, unknown_key
from quizgen.deck.tables import names_tables, read_rows
from quizgen.diagnostics import Diagnostic, Problems, QuizgenError
from quizgen.yaml.nodes import Broken, Entry, Mapping, Node, Scalar, Sequence
from quizgen.yaml.reader import DeckReader

MAX_FACTS = 200_000
# So many facts are rather read anew in each run than all facts written down again.
FEW_FACTS = 100
_TEXTS = (Shape.TEXT, Shape.TEXTS)


class Request(Struct, frozen=True):
    """What to read, as in `load_deck`."""

    path: Path
    forms: FormNames | None
    contents: MappingType[Path, str] | None
    language: str
    readings: Readings | None = None


class Parts:
    """The parts of one deck; groups of an unknown kind wait until all files have been read.

    - `facts` are by ``kind/id``, and `kinds` by key, with those that are built in.
    - `files` are the files that were read. The `projection` chose the texts of one language.
    - `left_out` are ids of facts that the language lacks.
    - `lost` are possible keys in entries that could not be read: nobody is told that these are
      missing.
    - `broken_off` tells whether some facts could not be read at all.
    """

    def __init__(self, request: Request, problems: Problems) -> None:
        self._request = request
        self.languages = Languages()
        self.projection = Projection(self.languages, problems)
        # Ids of facts that the language lacks.
        self.left_out: set[str] = set()
        self._path = request.path
        self._problems = problems
        self.files = DeckFiles(request.path, problems, request.contents)
        self.header = Header(request.path, request.forms, problems)
        self.known_kinds = KnownKinds(problems)
        self.kinds = self.known_kinds.by_key
        self.facts: dict[str, Fact] = {}
        self._waiting: list[tuple[Entry, bool]] = []
        # Files of background are read last: one that the deck includes as its own stays its own.
        self._background: deque[tuple[Node, Chain]] = deque()
        self.broken_off = False
        # How the deck's own file was read, and the rows of its sections.
        self._reader: DeckReader | None = None
        self._again: Again | None = None
        self._sections: dict[int, None] = {}
        # Possible keys in entries that could not be read: they are not reported as missing.
        self.lost: set[str] = set()

    @property
    def language(self) -> str:
        """Return the language that the deck is in here: the chosen one, else its only one."""
        return self.languages.chosen or self.header.language

    @property
    def unmarked(self) -> frozenset[str]:
        """Return the facts of an earlier reading that have no markup, by ``kind/id``."""
        return self._again.unmarked if self._again else frozenset()

    def read(self) -> None:
        """Read the deck's own file and all that it includes.

        Raises QuizgenError and TooManyProblemsError.
        """
        self._read_file(self._path, main=True)
        while self._background:
            node, chain = self._background.popleft()
            with self.files.within(chain):
                self._include(node, background=True)
        for entry, background in self._waiting:
            self._read_group(entry, background=background)
        self._keep_reading()

    def _read_file(self, path: Path, *, main: bool, background: bool = False) -> None:
        with self.files.reading(path) as text:
            if main:
                self.languages = find_languages(str(path), text, self._request.language)
                self.projection = Projection(self.languages, self._problems)
            first, last = len(self.facts), len(self._waiting)
            reader, pieces = self._pieces(path, text) if main else self._whole(path, text)
            said = self._read_entries(pieces, main=main)
            background = background or said
            if background:
                self._into_background(first, last)
            for entry in self.projection.rest() if main else ():
                self.header.take(entry)
            self.broken_off = self.broken_off or reader.broken_off or "include" in reader.lost
            self.lost |= reader.lost

    def _whole(self, path: Path, text: str) -> tuple[DeckReader, Iterable[Entry | Fact]]:
        """Return the reader of a file, and the entries that it yields."""
        reader = DeckReader(str(path), text, self._problems)
        return reader, reader.entries()

    def _pieces(self, path: Path, text: str) -> tuple[DeckReader, Iterable[Entry | Fact]]:
        """Do the same for the deck's own file; facts that are as they were come as facts."""
        readings = self._request.readings
        earlier = readings.last(path) if readings and not self.languages.codes else None
        if earlier is not None:
            reader = DeckReader(str(path), text, Problems())
            again = read_again(earlier, reader)
            if again is not None and len(again.pieces) <= MAX_FACTS:
                self._reader, self._again = reader, again
                return reader, again.pieces
        self._reader, entries = self._whole(path, text)
        return self._reader, entries

    def _keep_reading(self) -> None:
        """Keep what was read of the deck's own file, if it is all and has no problems."""
        readings = self._request.readings
        if not readings or self._reader is None or self._problems.found:
            return
        is_all = len(self.files.paths) == 1 and not self._waiting and not self.languages.codes
        if not is_all or (self._again and self._again.read <= FEW_FACTS):
            return
        rows = self._again.sections if self._again else self._sections
        reading = reading_of(self._reader, tuple(rows), self.facts.values())
        if reading is not None:
            readings.keep(self._path, reading)

    def _read_entries(self, pieces: Iterable[Entry | Fact], *, main: bool) -> bool:
        """Read the entries of a file; return whether the file says that it is background."""
        background = False
        for entry in pieces:
            if isinstance(entry, Fact):
                self.facts[entry.ref] = entry
                continue
            self._sections[entry.section.place.line - 1] = None
            if entry.section.text == "background" and entry.key is None:
                read = read_shape(FILE_KEYS["background"], entry.node, self._problems)
                background = bool(read)
            else:
                self._read_entry(entry, main=main)
        return background

    def _read_entry(self, entry: Entry, *, main: bool) -> None:
        name = entry.section.text
        if name == "include":
            self._read_include(entry)
        elif name == "kinds":
            self.known_kinds.read(entry, self.projection)
        elif _is_header(entry):
            self._read_header(entry, main=main)
        elif name in self.kinds:
            self._read_group(entry, background=False)
        else:
            self._waiting.append((entry, False))

    def _read_header(self, entry: Entry, *, main: bool) -> None:
        name = entry.section.text
        if not main:
            fix = f"write it in {self._path.name}"
            if name == "deck" and isinstance(entry.node, Scalar):
                named = f"`{shorten(entry.node.text)}/kind/id`"
                fix = f"include no deck: refer to its facts as {named}, or move them out of it"
            self._problems.error(
                "Q218", f"`{name}` belongs in the deck's main file", entry.section.place, fix
            )
            return
        is_text = DECK_KEYS[name].shape in _TEXTS
        for each in self.projection.header(entry, is_text=is_text):
            self.header.take(each)

    def _into_background(self, first: int, last: int) -> None:
        for ref in list(self.facts)[first:]:
            self.facts[ref] = replace(self.facts[ref], background=True)
        self._waiting[last:] = [(entry, True) for entry, _ in self._waiting[last:]]

    def _read_include(self, entry: Entry) -> None:
        if entry.key is not None and entry.key.text not in INCLUDE_KEYS:
            unknown_key(entry.key, INCLUDE_KEYS, self._problems)
            return
        for node in entry.node if isinstance(entry.node, Sequence) else (entry.node,):
            if entry.key is not None and entry.key.text == "background":
                self._background.append((node, self.files.chain))
            else:
                self._include(node)

    def _include(self, node: Node, *, background: bool = False) -> None:
        path = self.files.included(node)
        if path is None:
            return
        try:
            self._read_file(path, main=False, background=background)
        except QuizgenError as error:
            for problem in error.diagnostics:
                # A missing file is reported at the include that names it.
                self._problems.add(
                    replace(problem, place=problem.place if problem.place.line else node.place)
                )

    def _read_group(self, entry: Entry, *, background: bool) -> None:
        kind = self.kinds.get(entry.section.text)
        if kind is None:
            if entry.key is not None:
                self.lost.add(entry.key.text)
            self.known_kinds.report_unknown(entry.section, self.lost)
        elif entry.key is not None and names_tables(kind, entry):
            self._read_tables(kind, entry.node, background=background)
        elif entry.key is not None:
            self._read_member(kind, entry.key, entry.node, background=background)
        elif not isinstance(entry.node, (Broken, Mapping)) and not _is_missing(entry.node):
            fix = f"write `{kind.key}:` and below it `an-id:` and its keys"
            if isinstance(entry.node, Sequence):
                fix = (
                    "in place of each `-`, write a line with an id of your own, such as `first:`, "
                    "and indent the keys below it"
                )
            message = f"`{kind.key}` takes facts, each under its id"
            self._problems.error("Q214", message, entry.node.place, fix)

    def _read_tables(self, kind: Kind, node: Node, *, background: bool) -> None:
        for each in node.items if isinstance(node, Sequence) else (node,):
            codes = self.languages.codes
            rows = read_rows(each, kind, self.files, self._problems, codes)
            # Without the table, references to its facts would be reported as well.
            self.broken_off = self.broken_off or rows is None
            for key, fact in rows or ():
                self._read_member(kind, key, fact, background=background)

    def _read_member(self, kind: Kind, key: Scalar, node: Node, *, background: bool) -> None:
        known = self.facts.get(f"{kind.key}/{key.text}")
        if known is not None:
            message = f"the id `{key.text}` is taken by {known.place}"
            self._problems.error(
                "Q219", message, key.place, "ids are permanent: give the newer fact another one"
            )
            return
        if len(self.facts) >= MAX_FACTS:
            raise QuizgenError(
                [
                    Diagnostic(
                        "Q006",
                        f"the deck has more than {MAX_FACTS} facts",
                        key.place,
                        "split the deck",
                    )
                ]
            )
        projected = self.projection.fact(kind, key, node)
        if projected is None:
            self.left_out.add(key.text)
            return
        fact = read_fact(kind, key, projected, self._problems)
        if fact is not None:
            self.facts[fact.ref] = replace(fact, background=True) if background else fact


def _is_header(entry: Entry) -> bool:
    """Return whether an entry belongs to the header, and not to a kind with such a name."""
    name = entry.section.text
    return name in DECK_KEYS and (entry.key is None or name not in MAY_BE_KINDS)


def _is_missing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_missing
