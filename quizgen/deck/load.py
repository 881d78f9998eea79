"""Loads a deck: reads its file and the files that it includes, and checks them."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable
from collections.abc import Mapping as MappingType
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from quizgen.deck.asof import check_as_of
from quizgen.deck.attach import with_files, with_media
from quizgen.deck.earlier import Again, Readings, read_again, reading_of
from quizgen.deck.entries import check_entries
from quizgen.deck.facts import read_fact
from quizgen.deck.files import Chain, DeckFiles
from quizgen.deck.foreign import (
    Foreign,
    Neighbour,
    Own,
    kinds_abroad,
    references_of,
    take_over,
)
from quizgen.deck.formula_places import FormulaPlaces
from quizgen.deck.header import Header
from quizgen.deck.identity import check_identities
from quizgen.deck.inside import real_path
from quizgen.deck.keys import DECK_KEYS, FILE_KEYS, INCLUDE_KEYS, Shape
from quizgen.deck.kinds import built_in_kinds, check_targets, read_kind
from quizgen.deck.languages import MAY_BE_KINDS, Languages, find_languages
from quizgen.deck.marking import with_markup
from quizgen.deck.model import Deck, Fact, FormNames, Kind
from quizgen.deck.namesakes import check_namesakes
from quizgen.deck.projection import Projection
from quizgen.deck.read import check_id, read_shape, shorten, unknown_key
from quizgen.deck.resolve import Abroad, names_other_deck, resolve, without_lost
from quizgen.deck.same_kinds import is_same_kind
from quizgen.deck.siblings import Siblings
from quizgen.deck.tables import names_tables, read_rows
from quizgen.deck.translations import translated, with_default_words
from quizgen.diagnostics import (
    Diagnostic,
    Place,
    Problems,
    QuizgenError,
    Severity,
    TooManyProblemsError,
    did_you_mean,
    slip_of,
)
from quizgen.yaml.nodes import Broken, Entry, Mapping, Node, Scalar, Sequence
from quizgen.yaml.reader import DeckReader

MAX_FACTS = 200_000
# So many facts are rather read anew in each run than all facts written down again.
FEW_FACTS = 100
_TEXTS = (Shape.TEXT, Shape.TEXTS)
# Other decks as they were read for their facts, by real path and language.
Neighbours = dict[tuple[Path, str], Neighbour]


class Loaded(Struct, frozen=True):
    """A deck as far as it could be read (None without a header), and every problem found.

    `languages` are all languages that it lists, and `language` is the one in which it was read.
    `files` are the files that were read, also of a deck that could not be: the deck's own first,
    those of other decks last.
    """

    deck: Deck | None
    diagnostics: tuple[Diagnostic, ...]
    languages: tuple[str, ...] = ()
    language: str = ""
    files: tuple[Path, ...] = ()


def load_deck(  # noqa: PLR0913 - most callers give two
    path: Path,
    forms: FormNames | None = None,
    contents: MappingType[Path, str] | None = None,
    language: str = "",
    neighbours: Neighbours | None = None,
    *,
    readings: Readings | None = None,
) -> Loaded:
    """Read a deck file; all problems are in `diagnostics`, and none is raised.

    A deck that lists several languages is read in one: in `language` if it has that, else in its
    first one.

    `forms` are the names of the forms that its quiz may have, None to accept any name. `contents`
    stand in place of what files hold on the disk, by real path. `neighbours` keep decks that
    others refer to, so that several calls read each of them once; `contents` must be the same.
    `readings` keep what was read, so that the next call reads only the facts that have changed.
    """
    problems = Problems()
    request = _Request(path, forms, contents, language, neighbours, readings)
    loader = _Loader(request, problems)
    deck = loader.load_or_report()
    return Loaded(
        deck,
        tuple(sorted(problems.found, key=lambda d: (d.place.file, d.place.line, d.place.column))),
        loader.languages.codes,
        loader.languages.chosen,
        loader.files_read(deck),
    )


class _Request(Struct, frozen=True):
    """What to load, as in `load_deck`.

    A deck that is read `alone`, for another one, leaves its references to other decks open.
    """

    path: Path
    forms: FormNames | None
    contents: MappingType[Path, str] | None
    language: str
    neighbours: Neighbours | None = None
    readings: Readings | None = None
    alone: bool = False


class _Loader:
    """Loads one deck; groups of an unknown kind wait until all files have been read."""

    def __init__(self, request: _Request, problems: Problems) -> None:
        self._request = request
        self._foreign = Foreign()
        self.languages = Languages()
        self._projection = Projection(self.languages, problems)
        # Ids of facts that the language lacks.
        self._left_out: set[str] = set()
        self._path = request.path
        self._problems = problems
        self._files = DeckFiles(request.path, problems, request.contents)
        self._header = Header(request.path, request.forms, problems)
        self._kinds: dict[str, Kind] = dict(built_in_kinds())
        self._facts: dict[str, Fact] = {}
        self._waiting: list[tuple[Entry, bool]] = []
        # Files of background are read last: one that the deck includes as its own stays its own.
        self._background: deque[tuple[Node, Chain]] = deque()
        self._refused_kinds: set[str] = set()
        # Blanks may draw on the pools of kinds that were refused.
        self._lost_pools: set[str] = set()
        self._unknown: set[Scalar] = set()
        self._broken_off = False
        # How the deck's own file was read, and the rows of its sections.
        self._reader: DeckReader | None = None
        self._again: Again | None = None
        self._sections: dict[int, None] = {}
        # Possible keys in entries that could not be read: they are not reported as missing.
        self._lost: set[str] = set()

    def load_or_report(self) -> Deck | None:
        """Return the deck, None if a problem that stops the reading was added to the others."""
        try:
            return self.load()
        except QuizgenError as error:
            self._problems.found.extend(error.diagnostics)
        except TooManyProblemsError:
            pass
        return None

    def load(self) -> Deck | None:
        """Return the deck; raises QuizgenError and TooManyProblemsError."""
        self._read_all()
        self._keep_reading()
        if not self._broken_off and not self._request.alone:
            self._foreign = self._taken_over()
        self._check_targets()
        if self._broken_off:
            return None
        deck = self._made()
        if deck is None:
            return None
        check_identities(deck, self._problems)
        check_as_of(deck, self._problems, dt.datetime.now(dt.UTC).date())
        check_namesakes(deck, self._problems)
        check_entries(deck, self._problems)
        places = FormulaPlaces(self._files)
        deck = with_markup(deck, self._problems, places, markup=self._header.markup)
        return self._with_foreign(deck) if self._foreign.facts else deck

    def _read_all(self) -> None:
        """Read the deck's own file and all that it includes."""
        self._read_file(self._path, main=True)
        while self._background:
            node, chain = self._background.popleft()
            with self._files.within(chain):
                self._include(node, background=True)
        for entry, background in self._waiting:
            self._read_group(entry, background=background)

    def _made(self) -> Deck | None:
        """Return the deck of what was read, None if its header lacks something."""
        facts = self._resolved()
        for problem in self._projection.report():
            self._problems.add(problem)
        language = self.languages.chosen or self._header.language
        facts = with_default_words(facts, language)
        facts, media = with_media(facts, self._kinds, self._path, self._problems)
        deck = self._header.deck(
            facts,
            translated(self._kinds, language),
            [*self._files.paths, *media],
            self._lost | self._refused_kinds,
            self.languages,
        )
        deck = self._with_pictures(deck) if deck else None
        if deck and self.languages.codes:
            named = {"anki.deck", "anki"} if deck.anki.deck else {"title"}
            deck = replace(deck, has_own_name=bool(named & self._projection.translated))
        return deck

    def _with_pictures(self, deck: Deck) -> Deck:
        """Return the deck with the files of its logo and its passages."""
        logo = deck.quiz.logo
        pictured = [each for each in deck.passages.values() if each.picture]
        pictures = [*([logo] if logo else []), *(each.picture for each in pictured if each.picture)]
        if not pictures:
            return deck
        found, paths = with_files(pictures, self._path, self._problems)
        quiz = replace(deck.quiz, logo=found.pop(0)) if logo else deck.quiz
        both = zip(pictured, found, strict=True)
        passages = {each.id: replace(each, picture=picture) for each, picture in both}
        files = (*deck.files, *map(str, paths))
        return replace(deck, quiz=quiz, passages={**deck.passages, **passages}, files=files)

    def files_read(self, deck: Deck | None) -> tuple[Path, ...]:
        """Return the files that were read, those of other decks last."""
        inputs = deck.inputs if deck else map(str, self._files.paths)
        return tuple(map(Path, dict.fromkeys((*inputs, *self._foreign.files))))

    def _taken_over(self) -> Foreign:
        """Return what the deck takes from the decks that its facts refer to."""
        facts = (each for each in self._facts.values() if self._kinds[each.kind].references)
        references = (each for fact in facts for each, _ in references_of(fact))
        if not any(names_other_deck(each.target) for each in references):
            return Foreign()
        language = self.languages.chosen or self._header.language
        lost = frozenset(self._lost | self._left_out)
        has_several = bool(self.languages.codes)
        own = Own(
            self._header.id, language, self._facts, self._kinds, lost, has_several, self._files.size
        )
        siblings = Siblings(self._path)
        foreign = take_over(own, siblings, self._neighbour, MAX_FACTS, self._problems)
        self._left_out |= foreign.left_out
        return foreign

    def _neighbour(self, path: Path) -> Neighbour:
        """Return another deck, read for its facts alone, in the language of this one."""
        language = self.languages.chosen or self._header.language
        known = self._request.neighbours
        key = (real_path(path), language)
        if known is not None and key in known:
            return known[key]
        read = self._read_neighbour(path, language)
        if known is not None:
            known[key] = read
        return read

    def _read_neighbour(self, path: Path, language: str) -> Neighbour:
        problems = Problems()
        request = replace(self._request, path=path, language=language, readings=None, alone=True)
        loader = _Loader(request, problems)
        deck = loader.load_or_report()
        errors = (each for each in problems.found if each.severity is Severity.ERROR)
        return Neighbour(
            deck,
            loader.files_read(deck),
            next(errors, None),
            frozenset(loader._left_out),
            loader._files.size,
        )

    def _check_targets(self) -> None:
        abroad = kinds_abroad(self._facts.values(), self._kinds)
        refused = self._refused_kinds | self._lost | abroad
        check_targets(self._kinds, self._problems, refused)

    def _with_foreign(self, deck: Deck) -> Deck:
        """Return the finished deck with the facts and kinds of other decks."""
        theirs = {fact.ref: fact for fact in self._foreign.facts.values()}
        return replace(
            deck,
            facts={**deck.facts, **theirs},
            kinds={**deck.kinds, **self._foreign.kinds},
            other_files=self._foreign.files,
        )

    def _resolved(self) -> dict[str, Fact]:
        """Return the facts tied together, without those that the language lacks."""
        lost = self._lost | self._lost_pools | self._left_out | self._foreign.lost
        abroad = Abroad(self._header.id, None if self._request.alone else self._foreign.facts)
        kinds = {**self._kinds, **self._foreign.kinds}
        facts = resolve(self._facts, kinds, self._problems, lost, abroad)
        if not self._left_out:
            return facts
        kept = without_lost(facts, kinds)
        if not kept:
            code = self.languages.chosen
            fix = f"translate some, or delete `{code}` in `languages`"
            place = Place(str(self._path), 1, 1)
            self._problems.error("Q215", f"the deck has no facts in `{code}`", place, fix)
        for ref in sorted(facts.keys() - kept.keys()):
            self._projection.left_out(facts[ref])
            self._left_out.add(facts[ref].id)
        return kept

    def _read_file(self, path: Path, *, main: bool, background: bool = False) -> None:
        with self._files.reading(path) as text:
            if main:
                self.languages = find_languages(str(path), text, self._request.language)
                self._projection = Projection(self.languages, self._problems)
            reader = DeckReader(str(path), text, self._problems)
            first, last = len(self._facts), len(self._waiting)
            pieces = self._pieces(reader) if main else reader.entries()
            said = self._read_entries(pieces, main=main)
            background = background or said
            if background:
                self._into_background(first, last)
            for entry in self._projection.rest() if main else ():
                self._header.take(entry)
            self._broken_off = self._broken_off or reader.broken_off or "include" in reader.lost
            self._lost |= reader.lost

    def _pieces(self, reader: DeckReader) -> Iterable[Entry | Fact]:
        """Return the entries of the deck's own file; facts that are as they were come as facts."""
        self._reader, readings = reader, self._request.readings
        earlier = readings.last(self._path) if readings and not self.languages.codes else None
        if earlier is not None:
            again = read_again(earlier, DeckReader(reader.name, reader.text, Problems()))
            if again is not None and len(again.pieces) <= MAX_FACTS:
                self._again = again
                return again.pieces
        return reader.entries()

    def _keep_reading(self) -> None:
        """Keep what was read of the deck's own file, if it is all and has no problems."""
        readings = self._request.readings
        if not readings or self._reader is None or self._problems.found:
            return
        is_all = len(self._files.paths) == 1 and not self._waiting and not self.languages.codes
        if not is_all or (self._again and self._again.read <= FEW_FACTS):
            return
        rows = self._again.sections if self._again else self._sections
        reading = reading_of(self._reader, tuple(rows), self._facts.values())
        if reading is not None:
            readings.keep(self._path, reading)

    def _read_entries(self, pieces: Iterable[Entry | Fact], *, main: bool) -> bool:
        """Read the entries of a file; return whether the file says that it is background."""
        background = False
        for entry in pieces:
            if isinstance(entry, Fact):
                self._facts[entry.ref] = entry
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
            self._read_own_kind(entry)
        elif _is_header(entry):
            self._read_header(entry, main=main)
        elif name in self._kinds:
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
        for each in self._projection.header(entry, is_text=is_text):
            self._header.take(each)

    def _into_background(self, first: int, last: int) -> None:
        for ref in list(self._facts)[first:]:
            self._facts[ref] = replace(self._facts[ref], background=True)
        self._waiting[last:] = [(entry, True) for entry, _ in self._waiting[last:]]

    def _read_include(self, entry: Entry) -> None:
        if entry.key is not None and entry.key.text not in INCLUDE_KEYS:
            unknown_key(entry.key, INCLUDE_KEYS, self._problems)
            return
        for node in entry.node if isinstance(entry.node, Sequence) else (entry.node,):
            if entry.key is not None and entry.key.text == "background":
                self._background.append((node, self._files.chain))
            else:
                self._include(node)

    def _include(self, node: Node, *, background: bool = False) -> None:
        path = self._files.included(node)
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

    def _read_own_kind(self, entry: Entry) -> None:
        key = entry.key
        if key is None:
            if not isinstance(entry.node, Broken):
                fix = "write `kinds: {elements: …}`"
                self._problems.error("Q301", "`kinds` takes kinds by name", entry.node.place, fix)
            return
        taken = key.text in built_in_kinds()
        if taken or key.text in (DECK_KEYS | FILE_KEYS).keys() - MAY_BE_KINDS:
            message = f"the kind `{key.text}` is {'built in' if taken else 'a key of the deck'}"
            self._problems.error("Q305", message, key.place, "choose another name")
        elif check_id(key, self._problems):
            self._declare(key, entry.node)

    def _declare(self, key: Scalar, node: Node) -> None:
        """Take over the kind that is declared under a key, unless another one has the key."""
        kind = read_kind(key, self._projection.kind(key, node), self._problems)
        known = self._kinds.get(key.text)
        if kind is None:
            self._refused_kinds.add(key.text)
            self._lost_pools |= _pools_named(node)
        elif known is None:
            self._kinds[kind.key] = kind
        elif not is_same_kind(kind, known):
            message = f"the kind `{kind.key}` is declared in another way at {known.place}"
            fix = "delete one of the two, or choose another name"
            self._problems.error("Q305", message, key.place, fix)

    def _read_group(self, entry: Entry, *, background: bool) -> None:
        kind = self._kinds.get(entry.section.text)
        if kind is None:
            if entry.key is not None:
                self._lost.add(entry.key.text)
            self._unknown_section(entry.section)
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
            rows = read_rows(each, kind, self._files, self._problems, codes)
            # Without the table, references to its facts would be reported as well.
            self._broken_off = self._broken_off or rows is None
            for key, fact in rows or ():
                self._read_member(kind, key, fact, background=background)

    def _read_member(self, kind: Kind, key: Scalar, node: Node, *, background: bool) -> None:
        known = self._facts.get(f"{kind.key}/{key.text}")
        if known is not None:
            message = f"the id `{key.text}` is taken by {known.place}"
            self._problems.error(
                "Q219", message, key.place, "ids are permanent: give the newer fact another one"
            )
            return
        if len(self._facts) >= MAX_FACTS:
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
        projected = self._projection.fact(kind, key, node)
        if projected is None:
            self._left_out.add(key.text)
            return
        fact = read_fact(kind, key, projected, self._problems)
        if fact is not None:
            self._facts[fact.ref] = replace(fact, background=True) if background else fact

    def _unknown_section(self, name: Scalar) -> None:
        # This runs for each fact of the section; a refused kind has been reported.
        refused = self._refused_kinds | (self._lost if "kinds" in self._lost else set())
        if name in self._unknown or name.text in refused:
            return
        self._unknown.add(name)
        message = f"`{shorten(name.text)}` is neither a kind of fact nor a key of a deck"
        mend = self._slip(name.text)
        self._problems.error("Q201", message, name.place, self._nearest(name.text), mend=mend)

    def _slip(self, name: str) -> str:
        """Return the key or kind that a name surely means, "" for none."""
        known = {*self._kinds, *DECK_KEYS, *FILE_KEYS} - MAY_BE_KINDS
        meant = slip_of(name, known)
        # With an s at its end, `language` may as well be `languages`.
        return "" if meant == "language" and name.endswith("s") else meant

    def _nearest(self, name: str) -> str:
        """Return which kind or key somebody may mean: persons and person mean people."""
        if name in MAY_BE_KINDS:
            return DECK_KEYS[name].told
        singular = name.casefold().removesuffix("s")
        meant = next((kind for kind in self._kinds.values() if kind.one == singular), None)
        if meant:
            return f"did you mean `{meant.key}`?"
        known = {*self._kinds, *DECK_KEYS, *FILE_KEYS}
        # Most decks have one language, and need no key about several.
        fix = did_you_mean(name, known)
        is_near = fix.endswith("?")
        return fix if is_near else did_you_mean(name, known - MAY_BE_KINDS)


def _is_header(entry: Entry) -> bool:
    """Return whether an entry belongs to the header, and not to a kind with such a name."""
    name = entry.section.text
    return name in DECK_KEYS and (entry.key is None or name not in MAY_BE_KINDS)


def _is_missing(node: Node) -> bool:
    return isinstance(node, Scalar) and node.is_missing


def _pools_named(kind: Node) -> set[str]:
    """Return the names that the pool of a kind may have, as the kind is written."""
    if not isinstance(kind, Mapping):
        return set()
    named = (node for key, node in kind if key.text in {"pool", "one"})
    return {node.text for node in named if isinstance(node, Scalar)}
