"""Anki packages: the notes of a deck, with ids that stay the same when the text changes."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Container, Iterable, Iterator, Mapping

import genanki
from msgspec import Struct
from msgspec.structs import replace

from quizgen.anki.adopted_types import shapes_of
from quizgen.anki.collection import Row, make_collection
from quizgen.anki.genanki_models import Model, dated
from quizgen.anki.lock import LAST, Entry, Lock, entry_after, texts_after
from quizgen.anki.markup import as_deck_name, as_deck_path, as_html
from quizgen.anki.media import media_files, media_members
from quizgen.anki.notes import NoteDeck, media_in
from quizgen.anki.order import positions
from quizgen.anki.records import Record, records_of
from quizgen.markup.plain import plain


class Package(Struct, frozen=True):
    """An Anki package as bytes, and the deck's lock after this build."""

    data: bytes
    lock: Lock


class Part(Struct, frozen=True):
    """The part of a deck that a collection lacks: the `new` notes, by their keys.

    `held` are the keys of notes that the collection holds with their own note types.
    """

    new: Container[str]
    held: Container[str] = ()


def write_apkg(
    deck: NoteDeck,
    *,
    timestamp: int,
    lock: Lock | None = None,
    only: Part | None = None,
    home: str = "",
) -> bytes:
    """Return the deck as an Anki package, as `make_package` does."""
    return make_package(deck, timestamp=timestamp, lock=lock, only=only, home=home).data


def make_package(
    deck: NoteDeck,
    *,
    timestamp: int,
    lock: Lock | None = None,
    only: Part | None = None,
    home: str = "",
) -> Package:
    """Return the deck as an Anki package, the same bytes for the same deck, timestamp and lock.

    Anki imports notes that are newer than its own, and keeps the learner's schedule. Notes that
    have not changed since the `lock` was written keep their times; others get `timestamp`, in
    seconds since 1970, or a later time if they had that one already. With `only`, the package holds
    only the new notes, at their positions in the deck, for a collection that has all others.
    `home` is the name that a learner gave to the deck, an empty text for its own name. Raises
    NoteError for two notes with one key and for a note without cards, and ValueError for two
    different media files with one name.
    """
    before = lock or Lock(deck.deck)
    names = names_of(deck, before)
    build = _Build(deck, before, timestamp, {**names, "": home or names[""]})
    rows = build.rows() if only is None else _brought(build.rows(), only)
    collection = make_collection(rows, build.decks)
    shown = (each for note in deck.notes for each in media_in(note))
    members = {"collection.anki2": collection, **media_members(media_files(shown))}
    after = replace(before.after(build.present, timestamp), names=names)
    return Package(zipped(members), after)


class _Build:
    """The rows and the decks of a package, and all that is `present` in it for the lock.

    `names` are those of the deck, under an empty text, and of its subdecks. Take the rows first:
    the decks have only the note types of rows that were taken.
    """

    def __init__(
        self, deck: NoteDeck, before: Lock, timestamp: int, names: Mapping[str, str]
    ) -> None:
        self.present: dict[str, Entry] = {}
        self._deck, self._before, self._timestamp = deck, before, timestamp
        # The ids of note types.
        self._used: set[int] = set()
        name, about = names[""], as_html(plain(deck.description))
        self._whole = genanki.Deck(_number(deck.deck, 40), name, about)
        self._subdecks = {
            kind: genanki.Deck(_number(f"{deck.deck}/{kind}", 40), f"{name}::{names[kind]}")
            for kind in deck.subdecks
        }

    def rows(self) -> Iterator[Row]:
        """Yield each note with its time, its deck, and the positions of its cards."""
        places = positions(self._deck.notes)
        build = self._before.next_build(self._timestamp)
        for index, record in enumerate(records_of(self._deck)):
            entry = _entry_of(record, self._before, self._timestamp, build)
            self.present[record.key] = entry
            self._used.add(record.note_type.model_id)
            home = self._subdecks.get(record.key.partition("/")[0], self._whole)
            due = tuple(places.get((index, number), index) for number in record.ordinals)
            yield record, entry.changed, home.deck_id, due

    def decks(self) -> Iterable[genanki.Deck]:
        """Return the deck and its subdecks, with the note types of the rows."""
        for shape in shapes_of(self._deck):
            model = Model(shape, self._deck.looks)
            entry = dated(model, self._before, self._timestamp)
            if entry:
                self.present[model.key] = entry
            if shape.model_id in self._used:
                self._whole.add_model(model)
        return (self._whole, *self._subdecks.values())


def names_of(deck: NoteDeck, lock: Lock) -> dict[str, str]:
    """Return the names of the deck (under an empty text) and its subdecks in Anki.

    Anki matches decks by name. So a deck keeps the name that it had first, or new cards would go
    to a second deck when its title changes.
    """
    own = as_deck_path(deck.path) or lock.names.get("") or as_deck_name(deck.title) or deck.deck
    within = {kind: as_deck_name(name) or kind for kind, name in deck.subdecks.items()}
    return {**within, **lock.names, "": own}


def _entry_of(record: Record, lock: Lock, now: int, build: int) -> Entry:
    """Return a note's entry for the lock after a build, given the lock before it.

    `build` is the number of the build, for notes that it brings.
    """
    known = lock.known(record.key)
    if not known:
        texts = texts_after((), record.texts)
        changed = min(max(now, 0), LAST)
        return Entry(record.content, changed, since=build, texts=texts, blanks=record.gaps)
    entry = entry_after(known, record.content, now)
    is_new = all(each.gone for each in known)
    since = 0 if record.key not in lock.entries else known[0].since
    return replace(
        entry,
        since=build if is_new else since,
        texts=texts_after(known, record.texts),
        blanks=record.gaps,
        retired=_retired(record, known),
    )


def _retired(record: Record, known: Iterable[Entry]) -> tuple[tuple[int, str], ...]:
    """Return the blanks that a sentence had once, by their numbers."""
    numbers = {number for number, _ in record.gaps}
    # The first entry knows best what a blank held.
    entries = reversed(tuple(known))
    pairs = (pair for entry in entries for pair in (*entry.retired, *entry.blanks))
    return tuple(sorted(dict(pair for pair in pairs if pair[0] not in numbers).items()))


def lock_after(deck: NoteDeck, *, timestamp: int, lock: Lock) -> Lock:
    """Return the lock that `make_package` would return, without making a package."""
    build = lock.next_build(timestamp)
    present = {record.key: _entry_of(record, lock, timestamp, build) for record in records_of(deck)}
    for shape in shapes_of(deck):
        model = Model(shape, deck.looks)
        entry = dated(model, lock, timestamp)
        present.update({model.key: entry} if entry else {})
    return replace(lock.after(present, timestamp), names=names_of(deck, lock))


def _brought(rows: Iterable[Row], only: Part) -> Iterator[Row]:
    """Yield the rows of new notes, and one note for each other note type.

    Anki imports the looks of a note type only together with a note. The extra note is older than
    any that Anki has, so that Anki ignores it, and without cards, so that it creates no deck. It is
    one that Anki holds with this very note type: where the types differ, Anki would merge them, and
    its merge empties the notes of both types.
    """
    first: dict[int, Row] = {}
    brought: set[int] = set()
    for row in rows:
        record, *_ = row
        model = record.note_type.model_id
        if record.key in only.held:
            first.setdefault(model, row)
        if record.key in only.new:
            brought.add(model)
            yield row
    for model, (record, _, deck, _) in first.items():
        if model not in brought:
            yield replace(record, ordinals=()), 0, deck, ()


def _number(name: str, bits: int) -> int:
    """Return a number of `bits` + 1 bits that depends on the name alone."""
    digest = hashlib.sha256(name.encode(errors="replace")).digest()
    return (1 << bits) | int.from_bytes(digest[: bits // 8])


def zipped(members: Mapping[str, bytes]) -> bytes:
    """Return a package of the members (name -> content), the same bytes for the same members."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as package:
        for name in sorted(members):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            # A higher level takes five times as long and saves only a tenth.
            package.writestr(entry, members[name], compresslevel=1)
    return written.getvalue()
