"""The lock beside a deck: what learners got of each note, as hashes, and when it last changed."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from itertools import chain, zip_longest
from pathlib import Path
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from quizgen.aside import WithAside
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.sandbox.inputs import (
    IrregularFileError,
    TooLargeError,
    in_mebibytes,
    open_regular,
    read_regular,
    reason_of,
)
from quizgen.yaml.text import split_lines

_MOST_BYTES = 32 * 1024 * 1024
_MOST_PROBLEMS = 20
# The language stands before the names and the notes.
_MOST_OF_HEAD = 4096
_FIRST = "quizgen lock 2"
# Format 1 has no names of decks, and less about each note; everything that it lacks is unknown.
_READ = (_FIRST, "quizgen lock 1")
_ABOUT = (
    "# Keep this file beside the deck, and commit it: it says what has changed since the last "
    "build, and when."
)
# Anki makes ids from times since 1970.
_TIME = r"(?:19[7-9]\d|[2-9]\d{3})-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_HASH = r"[0-9a-f]{8}"
_BLANK = rf"[1-9]\d{{0,3}}:{_HASH}"
_BLANKS = rf"{_BLANK}(?:,{_BLANK})*"
_TEXT = rf"(?:-|{_HASH})(?:\+(?:-|{_HASH}))*"
_TEXTS = rf"{_TEXT}(?:,{_TEXT})*"
_LINE = re.compile(
    rf"(?P<key>\S+) (?P<content>[0-9a-f]{{16}}) (?P<changed>{_TIME})"
    rf"(?: ahead (?P<ahead>{_TIME}))?(?: gone (?P<gone>{_TIME}))?(?: since (?P<since>{_TIME}))?"
    rf"(?: blanks (?P<blanks>{_BLANKS}))?(?: retired (?P<retired>{_BLANKS}))?"
    rf"(?: texts (?P<texts>{_TEXTS}))?"
)
# A hash that no note has.
_UNKNOWN = "-" * 16
_TIMES = ("changed", "ahead", "gone", "since")
# How many former texts of a field the lock remembers.
_MOST_FORMER = 12
# The clocks of two machines differ by at most this many seconds, if neither is wrong.
SKEW = 3600
# The last second of the year 9999.
LAST = 253_402_300_799
_AGAIN = (
    "restore an older copy of the file, or delete it: the next build then writes a new one, and "
    "counts all notes as changed"
)
_NAME = re.compile(r"(?:name|subdeck (?P<kind>\S+)) (?P<name>\S.*)")
_LANGUAGE = re.compile(r"language (?P<code>[\w-]{1,40})")
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")


class Entry(Struct, frozen=True):
    """What is known of one note: a hash of its content, and when that changed.

    `changed`, `gone` and `ahead` are seconds since 1970. `gone` is when the note left the deck, or
    0 if the deck has it. `ahead` is a future time that the note once had by mistake, or 0: learners
    may have the note with that time, so that its next change needs a later one. `since` tells in
    which build the note came: builds that bring notes have rising numbers; 0 if unknown.

    `texts` has the hashes of each field that people read, the present one first, then former ones.
    `blanks` are the numbers of a cloze note's gaps with the hashes of their contents, in the order
    of the sentence, `retired` those that the sentence had once.
    """

    content: str
    changed: int
    gone: int = 0
    ahead: int = 0
    since: int = 0
    texts: tuple[tuple[str, ...], ...] = ()
    blanks: tuple[tuple[int, str], ...] = ()
    retired: tuple[tuple[int, str], ...] = ()

    @property
    def latest(self) -> int:
        """Return the latest time that the note ever had in a package."""
        return max(self.changed, self.ahead)

    def is_ahead(self, now: int) -> bool:
        """Return whether the note is dated in the future, by more than clocks differ."""
        return self.changed > now + SKEW

    def as_of(self, now: int) -> Entry:
        """Return the entry without a time in the future, if learners miss nothing without it.

        If learners got the present content with that time, they have it already. If the content has
        changed since, it reaches them only with a later time.
        """
        entry = replace(self, gone=min(self.gone, now)) if self.gone > now + SKEW else self
        if entry.latest <= now + SKEW:
            return replace(entry, changed=entry.latest, ahead=0)
        has_changed_since = 0 < entry.ahead < entry.changed
        if entry.is_ahead(now) and not has_changed_since:
            return replace(entry, changed=now, ahead=entry.latest)
        return entry


class Lock(WithAside, frozen=True):
    """The entries of a deck (its permanent id) by the keys of its notes.

    `names` are the names that its decks in Anki got: of each subdeck by the kind of its facts, and
    of the deck itself under an empty text. `released` are entries of the package that learners got
    last, which may know more than a lock that was restored. `held` are entries of the notes that
    one learner has; they tell which cards there are, but not what was released. Neither is part of
    the file. `language` is the language of a deck in several that has the deck's plain id, "" for a
    deck in one.
    """

    ASIDE = frozenset({"released", "held"})

    deck: str
    entries: Mapping[str, Entry] = {}
    names: Mapping[str, str] = {}
    released: Mapping[str, Entry] = {}
    held: Mapping[str, Entry] = {}
    language: str = ""

    def next_build(self, now: int) -> int:
        """Return a number that is higher than that of every build that brought notes."""
        latest = max((entry.since for entry in self.entries.values()), default=0)
        return min(max(now, latest + 1), LAST)

    def known(self, key: str) -> tuple[Entry, ...]:
        """Return the entries of a key: its own first, if there is one, then the released one."""
        return tuple(each[key] for each in (self.entries, self.released) if key in each)

    def cards_of(self, key: str) -> Entry | None:
        """Return which cards of a note learners may have, None for a note that is new to all.

        Its blanks are those of the lock, if it knows any, and its retired ones all others.
        """
        everywhere = (self.entries, self.released, self.held)
        known = [each[key] for each in everywhere if key in each]
        if not known:
            return None
        blanks = next((entry.blanks for entry in known if entry.blanks), ())
        columns = zip_longest(*(entry.texts for entry in known), fillvalue=())
        texts = tuple(tuple(chain.from_iterable(column)) for column in columns)
        return replace(known[0], texts=texts, blanks=blanks, retired=_others(known, blanks))

    def after(self, present: Mapping[str, Entry], now: int) -> Lock:
        """Return the lock with the `present` entries; it marks all others as gone."""
        gone = {
            key: entry if entry.gone else replace(entry, gone=max(now, entry.changed))
            for key, entry in self.entries.items()
            if key not in present
        }
        return replace(self, entries={**present, **gone})

    def without(self, keys: Iterable[str]) -> Lock:
        """Return the lock without these keys."""
        left = set(keys)
        return replace(self, entries={k: each for k, each in self.entries.items() if k not in left})

    def again(self, ids: Iterable[str], now: int) -> Lock:
        """Return the lock as if the notes with these ids had changed since it was written.

        An id is a key or its beginning: that of a fact or a kind. Their next time is `now` at
        least.
        """
        begins = tuple(f"{each}/" for each in ids)
        renewed = {
            key: replace(entry, content=_UNKNOWN, changed=max(entry.changed, now - 1))
            for key, entry in self.entries.items()
            if f"{key}/".startswith(begins)
        }
        return replace(self, entries={**self.entries, **renewed}, released={})

    def as_of(self, now: int) -> Lock:
        """Return the lock with every entry as of `now`."""
        return replace(
            self,
            entries={key: each.as_of(now) for key, each in self.entries.items()},
            released={key: each.as_of(now) for key, each in self.released.items()},
        )

    def to_bytes(self) -> bytes:
        """Return the lock as a file: a line for each key, sorted by key."""
        lines = [
            _FIRST,
            f"deck {self.deck}",
            _ABOUT,
            *([f"language {self.language}"] if self.language else []),
            *(_name_line(*item) for item in sorted(self.names.items())),
            *(_line(*item) for item in sorted(self.entries.items())),
        ]
        return ("\n".join(lines) + "\n").encode()


def _others(
    known: Iterable[Entry], blanks: Iterable[tuple[int, str]]
) -> tuple[tuple[int, str], ...]:
    """Return all blanks of the entries but these; earlier entries win."""
    numbers = {number for number, _ in blanks}
    found: dict[int, str] = {}
    for entry in known:
        for number, text in (*entry.blanks, *entry.retired):
            found.setdefault(number, text)
    return tuple(sorted(pair for pair in found.items() if pair[0] not in numbers))


def entry_after(known: Iterable[Entry], content: str, now: int) -> Entry:
    """Return the entry of a note with this content, given its `known` entries.

    Unchanged content keeps its time. Changed content gets a later time than every known one, even
    if `now` is earlier.
    """
    known = tuple(known)
    held = [entry for entry in known if entry.content == content]
    others = [entry.latest + 1 for entry in known if entry.content != content]
    first = max([*(entry.changed for entry in held), *others], default=0)
    ahead = max((entry.ahead for entry in known), default=0)
    changed = first if held else max(first, now)
    return Entry(content, min(changed, LAST), ahead=ahead)


def texts_after(known: Iterable[Entry], texts: Iterable[str]) -> tuple[tuple[str, ...], ...]:
    """Return the hashes of a note's texts, each before the former ones of the same field."""
    former = [entry.texts for entry in known if entry.texts]
    if not former:
        return tuple(zip(texts))
    found = []
    for index, text in enumerate(texts):
        before = (hash_ for each in former if index < len(each) for hash_ in each[index])
        found.append(tuple(dict.fromkeys((text, *before)))[:_MOST_FORMER])
    return tuple(found)


def read_lock(path: Path, deck: str) -> Lock | None:
    """Return a deck's lock, or None if there is none; raises QuizgenError if it is damaged."""
    data = _read_bytes(path)
    if data is None:
        return None
    try:
        lines = split_lines(data.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        before = split_lines(data[: error.start].decode("utf-8-sig"))
        raise _damaged(path, len(before), "this is not UTF-8") from None
    conflict = next((number for number, line in enumerate(lines, 1) if _CONFLICT.match(line)), 0)
    if conflict:
        message = "the lock contains a merge conflict"
        fix = "if a note has two lines, keep the later one; delete the markers, and build again"
        raise _refused("Q523", message, Place(str(path), conflict, 1, 7), fix)
    _check_version(path, lines[0])
    lock = _parse(path, lines)
    if lock.deck != deck:
        locked, now = shorten(lock.deck), shorten(deck)
        message = f"the lock belongs to the deck `{locked}`, but this deck is `{now}`"
        fix = (
            "with a new id, all cards would be new to learners: "
            f"write `deck: {locked}` again, or delete the lock"
        )
        raise _refused("Q525", message, Place(str(path), 2, 1, len(lines[1])), fix)
    return lock


def released_language(path: Path) -> str | None:
    """Return the language that the lock of a deck in several names, "" if it names none.

    Returns None if there is no lock that can be read.
    """
    head = _head(path)
    if head is None:
        return None
    found = (_LANGUAGE.fullmatch(line) for line in head)
    return next((line["code"] for line in found if line), "")


def deck_in_head(path: Path) -> str:
    """Return the id of the deck that a lock belongs to, "" if it tells none."""
    lines = _head(path) or []
    return next((line[5:] for line in lines if line.startswith("deck ")), "")


def _head(path: Path) -> list[str] | None:
    try:
        with open_regular(path) as stream:
            head = stream.read(_MOST_OF_HEAD)
    except OSError:
        return None
    return head.decode("utf-8-sig", "replace").splitlines()


def _check_version(path: Path, first: str) -> None:
    if first in _READ:
        return
    if re.fullmatch(r"quizgen lock \d+", first):
        message = "a later version of quizgen wrote this lock"
        fix = "build with the version of quizgen that last built the deck, or a later one"
        raise _refused("Q524", message, Place(str(path), 1, 1), fix)
    raise _damaged(path, 1, f"a lock begins with `{_FIRST}`")


def _read_bytes(path: Path) -> bytes | None:
    place = Place(str(path))
    try:
        return read_regular(path, _MOST_BYTES)
    except FileNotFoundError:
        return None
    except (IsADirectoryError, IrregularFileError):
        raise _refused("Q521", "this is not a regular file", place, "move it away") from None
    except TooLargeError:
        message = f"the lock is larger than {in_mebibytes(_MOST_BYTES)}"
        raise _refused("Q521", message, place, _AGAIN) from None
    except OSError as error:
        message = f"the lock cannot be read: {reason_of(error)}"
        raise _refused("Q521", message, place, "check its permissions") from None


def _parse(path: Path, lines: list[str]) -> Lock:
    deck = language = ""
    names: dict[str, str] = {}
    rows: list[tuple[int, str]] = []
    for number, line in enumerate(lines[1:], 2):
        if not deck and line.startswith("deck "):
            deck = line[5:]
        elif found := _LANGUAGE.fullmatch(line):
            language = found["code"]
        elif found := _NAME.fullmatch(line):
            names[unquote(found["kind"] or "")] = found["name"]
        elif line.strip() and not line.startswith("#"):
            rows.append((number, line))
    entries, problems = _read_entries(path, rows)
    if not deck:
        last = min(2, len(lines))
        problems.append(_damaged(path, last, "`deck …` is missing").diagnostics[0])
    if problems:
        raise QuizgenError(problems)
    return Lock(deck, entries, names, language=language)


def _read_entries(
    path: Path, rows: Iterable[tuple[int, str]]
) -> tuple[dict[str, Entry], list[Diagnostic]]:
    """Return the entries of numbered lines by key, and up to 20 problems."""
    entries: dict[str, Entry] = {}
    line_of: dict[str, int] = {}
    problems: list[Diagnostic] = []
    for number, line in rows:
        key, entry = _entry(line)
        place = Place(str(path), number, 1, max(len(line), 1))
        if entry is None:
            message = f"the lock is damaged: `{shorten(line)}` is not an entry"
            problems.append(Diagnostic("Q522", message, place, _AGAIN))
        elif key in entries:
            message = f"`{shorten(key)}` has a second line; the first is line {line_of[key]}"
            problems.append(Diagnostic("Q526", message, place, "keep the later of the two"))
        else:
            entries[key], line_of[key] = entry, number
        if len(problems) == _MOST_PROBLEMS:
            break
    return entries, problems


def _entry(line: str) -> tuple[str, Entry | None]:
    found = _LINE.fullmatch(line)
    if not found:
        return "", None
    try:
        times = {name: _seconds(found[name]) for name in _TIMES if found[name]}
    except ValueError:
        return "", None
    texts = tuple(tuple(each.split("+")) for each in (found["texts"] or "").split(",") if each)
    return unquote(found["key"]), Entry(
        found["content"],
        **times,
        texts=texts,
        blanks=_numbered(found["blanks"]),
        retired=_numbered(found["retired"]),
    )


def _numbered(written: str | None) -> tuple[tuple[int, str], ...]:
    pairs = (each.split(":") for each in (written or "").split(",") if each)
    return tuple((int(number), content) for number, content in pairs)


def _line(key: str, entry: Entry) -> str:
    times = {"ahead": entry.ahead, "gone": entry.gone, "since": entry.since}
    words = [f"{name} {as_time(time)}" for name, time in times.items() if time]
    for name, pairs in (("blanks", entry.blanks), ("retired", entry.retired)):
        if pairs:
            words.append(f"{name} {','.join(f'{number}:{content}' for number, content in pairs)}")
    if entry.texts:
        words.append(f"texts {','.join('+'.join(each) for each in entry.texts)}")
    return " ".join([_quoted(key), entry.content, as_time(entry.changed), *words])


def _name_line(kind: str, name: str) -> str:
    return f"{'subdeck ' + _quoted(kind) if kind else 'name'} {name}"


def _quoted(key: str) -> str:
    return re.sub(r"[\s%]", lambda found: quote(found[0]), key)


# Most notes of a deck have one of a few times.
@lru_cache(maxsize=1024)
def _seconds(time: str) -> int:
    return int(datetime.fromisoformat(time).timestamp())


@lru_cache(maxsize=1024)
def as_time(seconds: int) -> str:
    """Return seconds since 1970 as a date and time in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().removesuffix("+00:00") + "Z"


def _damaged(path: Path, line: int, message: str) -> QuizgenError:
    return _refused("Q522", f"the lock is damaged: {message}", Place(str(path), line, 1), _AGAIN)


def _refused(code: str, message: str, place: Place, fix: str) -> QuizgenError:
    return QuizgenError([Diagnostic(code, message, place, fix)])


def text_hash(text: str) -> str:
    """Return a short hash of a text as Anki stores it, and a hyphen for an empty one."""
    if not text:
        return "-"
    stored = text if text.isascii() else unicodedata.normalize("NFC", text)
    return hashlib.blake2b(stored.encode(), digest_size=8).hexdigest()[:8]
