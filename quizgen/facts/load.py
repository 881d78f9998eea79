"""From a deck file, and the files that it includes, to a checked deck."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError

from quizgen.diagnostics import (
    Diagnostic,
    Place,
    Problems,
    QuizgenError,
    TooManyProblemsError,
    did_you_mean,
)
from quizgen.facts.facts import read_fact
from quizgen.facts.keys import DECK_KEYS, FILE_KEYS, QUIZ_KEYS, SOURCE_KEYS, Shape
from quizgen.facts.kinds import built_in_kinds, check_targets, read_kind
from quizgen.facts.model import Deck, Fact, Kind, QuizDefaults, Source
from quizgen.facts.read import check_id, read_keys, read_shape, shorten
from quizgen.facts.resolve import resolve
from quizgen.source.nodes import Broken, Entry, Mapping, Node, Scalar, Sequence
from quizgen.source.reader import DeckReader
from quizgen.source.text import MAX_BYTES, read_text

MAX_FILES = 200
MAX_FACTS = 200_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """A deck as far as it could be read (None where it has no header), and every problem found."""

    deck: Deck | None
    diagnostics: tuple[Diagnostic, ...]


def load_deck(path: Path) -> Loaded:
    """Read a deck file; nothing is raised for what is wrong with it, `diagnostics` says it all."""
    loader = _Loader(path)
    deck = None
    try:
        deck = loader.load()
    except QuizgenError as error:
        loader.problems.found.extend(error.diagnostics)
    except TooManyProblemsError:
        pass
    return Loaded(
        deck, tuple(sorted(loader.problems.found, key=lambda d: (d.place.file, d.place.line, d.place.column)))
    )


@dataclass(slots=True)
class _Loader:
    """The state of one loading: what has been read so far, and what waits for its kind."""

    path: Path
    problems: Problems = field(default_factory=Problems)
    kinds: dict[str, Kind] = field(default_factory=lambda: dict(built_in_kinds()))
    facts: dict[str, Fact] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    waiting: list[tuple[Entry, bool]] = field(default_factory=list)
    chain: list[Path] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)
    size: int = 0
    refused_kinds: set[str] = field(default_factory=set)
    unknown: set[Scalar] = field(default_factory=set)
    broken_off: bool = False

    def load(self) -> Deck | None:
        self._read_file(self.path, self.path.resolve(), main=True)
        for entry, background in self.waiting:
            self._read_group(entry, background=background)
        check_targets(self.kinds, self.problems)
        if self.broken_off or self.refused_kinds:
            # What was not read cannot be called missing.
            return None
        facts = resolve(self.facts, self.kinds, self.problems)
        return self._deck(facts)

    def _read_file(self, path: Path, real: Path, *, main: bool) -> None:
        text = read_text(path)
        self.size += len(text)
        if self.size > MAX_BYTES:
            fix = "split the deck"
            problem = Diagnostic("Q006", "the deck's files are too large together", Place(str(path)), fix)
            raise QuizgenError([problem])
        self.files.append(path)
        self.chain.append(real)
        reader = DeckReader(str(path), text, self.problems)
        self._read_entries(reader, main=main)
        self.broken_off = self.broken_off or reader.broken_off
        self.chain.pop()

    def _read_entries(self, reader: DeckReader, *, main: bool) -> None:
        keys = (DECK_KEYS | FILE_KEYS) if main else FILE_KEYS
        sections: dict[str, list[tuple[Scalar, Node]]] = {}
        first, last = len(self.facts), len(self.waiting)
        background = False
        for entry in reader.entries():
            name = entry.section.text
            if name == "include":
                self._include(entry)
            elif name == "kinds":
                self._read_own_kind(entry)
            elif name == "background" and entry.key is None:
                background = bool(read_shape(FILE_KEYS[name], entry.node, self.problems))
            elif name in keys:
                self._read_header(entry, sections)
            elif not main and name in DECK_KEYS:
                fix = f"write it in {self.path.name}"
                self.problems.error("Q218", f"`{name}` belongs to the deck's own file", entry.section.place, fix)
            elif name in self.kinds:
                self._read_group(entry, background=False)
            else:
                self.waiting.append((entry, False))
        for name, pairs in sections.items():
            self.header[name] = Mapping(tuple(pairs), Place(reader.name, pairs[0][0].place.line, 1))
        if background:
            self._into_background(first, last)

    def _into_background(self, first: int, last: int) -> None:
        for ref in list(self.facts)[first:]:
            self.facts[ref] = replace(self.facts[ref], background=True)
        self.waiting[last:] = [(entry, True) for entry, _ in self.waiting[last:]]

    def _read_header(self, entry: Entry, sections: dict[str, list[tuple[Scalar, Node]]]) -> None:
        key = DECK_KEYS[entry.section.text]
        if entry.key is not None and key.shape is Shape.SECTION:
            sections.setdefault(key.name, []).append((entry.key, entry.node))
            return
        node = entry.node if entry.key is None else Mapping(((entry.key, entry.node),), entry.section.place)
        value = read_shape(key, node, self.problems)
        if value is not None:
            self.header[key.name] = value
        else:
            self.header.setdefault(key.name, None)

    def _include(self, entry: Entry) -> None:
        if isinstance(entry.node, Sequence):
            for node in entry.node:
                self._include_one(node)
        else:
            self._include_one(entry.node)

    def _include_one(self, node: Node) -> None:
        if isinstance(node, Broken):
            return
        if not isinstance(node, Scalar) or node.is_missing:
            self.problems.error("Q203", "`include` takes file names", node.place, "write `include: [more.yaml]`")
            return
        folder = self.path.resolve().parent
        path = self.files[-1].parent / node.text if not self.chain else self.path.parent / node.text
        try:
            real = path.resolve()
        except (OSError, ValueError, RuntimeError):
            real = folder
        if not real.is_relative_to(folder) or Path(node.text).is_absolute():
            fix = "give a path within it"
            self.problems.error("Q007", f"`{node.text}` lies outside the deck's folder", node.place, fix)
        elif real in self.chain:
            message = f"`{node.text}` includes itself" + (" in a circle" if real != self.chain[-1] else "")
            self.problems.error("Q008", message, node.place, "take one of the includes out")
        elif real not in [file.resolve() for file in self.files]:
            self._read_included(path, real, node)

    def _read_included(self, path: Path, real: Path, node: Scalar) -> None:
        if len(self.files) >= MAX_FILES:
            self.problems.error("Q006", f"more than {MAX_FILES} files", node.place, "put facts together")
            return
        try:
            self._read_file(path, real, main=False)
        except QuizgenError as error:
            for problem in error.diagnostics:
                # A file that is not there is mended where it is named.
                self.problems.add(replace(problem, place=problem.place if problem.place.line else node.place))

    def _read_own_kind(self, entry: Entry) -> None:
        if entry.key is None:
            if not isinstance(entry.node, Broken):
                self.problems.error(
                    "Q301", "`kinds` takes kinds by name", entry.node.place, "write `kinds: {elements: …}`"
                )
            return
        if entry.key.text in self.kinds:
            what = "built in" if entry.key.text in built_in_kinds() else "declared already"
            self.problems.error(
                "Q305", f"the kind `{entry.key.text}` is {what}", entry.key.place, "choose another name"
            )
        elif entry.key.text in DECK_KEYS | FILE_KEYS:
            self.problems.error(
                "Q305", f"`{entry.key.text}` is a key of the deck", entry.key.place, "choose another name"
            )
        elif check_id(entry.key, self.problems):
            kind = read_kind(entry.key, entry.node, self.problems)
            if kind is not None:
                self.kinds[kind.key] = kind
            else:
                self.refused_kinds.add(entry.key.text)

    def _read_group(self, entry: Entry, *, background: bool) -> None:
        kind = self.kinds.get(entry.section.text)
        if entry.section.text in self.refused_kinds:
            return
        if kind is None:
            self._unknown_section(entry.section)
        elif entry.key is None:
            if not isinstance(entry.node, (Broken, Mapping)) and not _is_missing(entry.node):
                fix = f"write `{kind.key}:` and below it `an-id:` and its keys"
                self.problems.error("Q214", f"`{kind.key}` takes facts, each under its id", entry.node.place, fix)
        else:
            self._read_member(kind, entry.key, entry.node, background=background)

    def _read_member(self, kind: Kind, key: Scalar, node: Node, *, background: bool) -> None:
        known = self.facts.get(f"{kind.key}/{key.text}")
        if known is not None:
            message = f"the id `{key.text}` is taken, by {known.place}"
            self.problems.error("Q219", message, key.place, "ids are permanent: give the newer fact another")
            return
        if len(self.facts) >= MAX_FACTS:
            raise QuizgenError([Diagnostic("Q006", f"more than {MAX_FACTS} facts", key.place, "split the deck")])
        fact = read_fact(kind, key, node, self.problems)
        if fact is not None:
            self.facts[fact.ref] = replace(fact, background=True) if background else fact

    def _unknown_section(self, name: Scalar) -> None:
        if name in self.unknown:
            return
        self.unknown.add(name)
        known = {*self.kinds, *DECK_KEYS, *FILE_KEYS}
        message = f"`{shorten(name.text)}` is no kind of fact and no key of a deck"
        self.problems.error("Q201", message, name.place, did_you_mean(name.text, known))

    def _deck(self, facts: dict[str, Fact]) -> Deck | None:
        place = Place(str(self.path), 1, 1)
        for key in DECK_KEYS.values():
            if key.required and key.name not in self.header:
                self.problems.error("Q202", f"the key `{key.name}` is missing", place, f"it says {key.about}")
        if not facts and not self.problems.found:
            self.problems.error("Q215", "the deck has no facts", place, f"add some, under {_kind_names(self.kinds)}")
        language = self.header.get("language") or "en"
        if not _is_language(language):
            fix = "write a code such as en, de, fr, es or ru"
            self.problems.error("Q216", f"`{language}` is no code of a language", place, fix)
        header = self.header
        if not header.get("deck") or not header.get("title"):
            return None
        source, quiz = header.get("source"), header.get("quiz")
        return Deck(
            id=header["deck"],
            title=header["title"],
            place=place,
            language=language,
            description=header.get("description") or "",
            tags=header.get("tags") or (),
            source=Source(**read_keys(source, SOURCE_KEYS, self.problems)) if source else Source(),
            quiz=QuizDefaults(**read_keys(quiz, QUIZ_KEYS, self.problems)) if quiz else QuizDefaults(),
            assume=header.get("assume") or "",
            facts=facts,
            kinds=self.kinds,
            files=tuple(str(file) for file in self.files),
        )


def _is_missing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_missing


def _is_language(code: str) -> bool:
    try:
        Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError, TypeError):
        return False
    return True


def _kind_names(kinds: dict[str, Kind]) -> str:
    return ", ".join(f"`{key}`" for key in kinds)


def check_collisions(decks: Iterator[Deck] | list[Deck], problems: Problems) -> None:
    """Report decks that share their permanent id: their cards would overwrite each other in Anki."""
    seen: dict[str, Deck] = {}
    for deck in decks:
        other = seen.setdefault(deck.id, deck)
        if other is not deck:
            message = f"the deck id `{deck.id}` is taken, by {other.place.file}"
            problems.error("Q220", message, deck.place, "ids are permanent: give the newer deck another")
