"""The lock beside a deck: what each note last held, and when that changed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote, unquote

from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.inputs import IrregularFileError, TooLargeError, in_mebibytes, read_regular
from quizgen.yaml.text import split_lines

_MOST_BYTES = 32 * 1024 * 1024
_MOST_PROBLEMS = 20
_FIRST = "quizgen lock 1"
_ABOUT = "# Keep this file beside the deck, and commit it: it says what has changed since the last build, and when."
# Anki makes ids of times since 1970.
_TIME = r"(?:19[7-9]\d|[2-9]\d{3})-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_LINE = re.compile(rf"(\S+) ([0-9a-f]{{16}}) ({_TIME})(?: ahead ({_TIME}))?(?: gone ({_TIME}))?")
# So many seconds apart are the clocks of two machines at most, if neither is wrong.
SKEW = 3600
# The last second that can be written down.
LAST = 253_402_300_799
_AGAIN = "restore the file as it was, or delete it: the next build makes it anew, and counts all notes as changed"
_CONFLICT = re.compile(r"(<{7}|={7}|>{7}|\|{7})( |$)")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one note: a hash of its content, and when that changed.

    `changed`, `gone` and `ahead` are seconds since 1970. `gone` is since when the deck has had no such
    note, 0 where it has it. `ahead` is a time in the future with which the note was given out by
    mistake, else 0: a note that changes gets a later one, since learners may have it.
    """

    content: str
    changed: int
    gone: int = 0
    ahead: int = 0

    @property
    def latest(self) -> int:
        """Return the latest time with which the note was ever given out."""
        return max(self.changed, self.ahead)

    def is_ahead(self, now: int) -> bool:
        """Tell whether the note is dated in the future, by more than clocks of machines differ."""
        return self.changed > now + SKEW

    def as_of(self, now: int) -> Entry:
        """Return the entry without a time in the future, where learners miss nothing without it.

        Where the content is the one that learners got with that time, they have it already. Where
        it has changed since, only a later time brings it to them.
        """
        entry = replace(self, gone=min(self.gone, now)) if self.gone > now + SKEW else self
        if entry.latest <= now + SKEW:
            return replace(entry, changed=entry.latest, ahead=0)
        has_changed_since = 0 < entry.ahead < entry.changed
        if entry.is_ahead(now) and not has_changed_since:
            return replace(entry, changed=now, ahead=entry.latest)
        return entry


@dataclass(frozen=True, slots=True)
class Lock:
    """The entries of a deck (its permanent id) by the keys of its notes."""

    deck: str
    entries: Mapping[str, Entry] = field(default_factory=dict)

    def known(self, key: str) -> tuple[Entry, ...]:
        """Return the entry of a key, none or one."""
        return (self.entries[key],) if key in self.entries else ()

    def after(self, present: Mapping[str, Entry], now: int) -> Lock:
        """Return the lock with the entries that there are now; the others have gone, `now` or earlier."""
        gone = {
            key: entry if entry.gone else replace(entry, gone=max(now, entry.changed))
            for key, entry in self.entries.items()
            if key not in present
        }
        return Lock(self.deck, {**present, **gone})

    def as_of(self, now: int) -> Lock:
        """Return the lock with its times in the future capped at `now` where that is right."""
        return Lock(self.deck, {key: entry.as_of(now) for key, entry in self.entries.items()})

    def to_bytes(self) -> bytes:
        """Return the lock as it is written: a line for each key, in their order."""
        lines = [
            _FIRST,
            f"deck {self.deck}",
            _ABOUT,
            *(_line(*item) for item in sorted(self.entries.items())),
        ]
        return ("\n".join(lines) + "\n").encode()


def entry_after(known: Iterable[Entry], content: str, now: int) -> Entry:
    """Return the entry of a content after what is `known` of it.

    What has not changed keeps its time; what has changed gets a later one than any that is known,
    even if `now` is earlier.
    """
    known = tuple(known)
    held = [entry for entry in known if entry.content == content]
    others = [entry.latest + 1 for entry in known if entry.content != content]
    first = max([*(entry.changed for entry in held), *others], default=0)
    ahead = max((entry.ahead for entry in known), default=0)
    changed = first if held else max(first, now)
    return Entry(content, min(changed, LAST), ahead=ahead)


def read_lock(path: Path, deck: str) -> Lock | None:
    """Return the lock of a deck, None where there is none; raises QuizgenError for all that is wrong with it."""
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
        fix = "of two lines for one note keep the later, delete the markers, and build again"
        raise _refused(
            "Q523",
            "the lock has the marks of a merge conflict",
            Place(str(path), conflict, 1, 7),
            fix,
        )
    if lines[0] != _FIRST:
        if re.fullmatch(r"quizgen lock \d+", lines[0]):
            fix = "build with the version of quizgen that the deck was last built with, or a later one"
            raise _refused(
                "Q524",
                "the lock was written by a later version of quizgen",
                Place(str(path), 1, 1),
                fix,
            )
        raise _damaged(path, 1, f"a lock begins with `{_FIRST}`")
    lock = _parse(path, lines)
    if lock.deck != deck:
        message = f"the lock is that of the deck `{shorten(lock.deck)}`, and this deck is `{shorten(deck)}`"
        fix = f"to learners all cards would be new: write `deck: {shorten(lock.deck)}` again, or delete the lock"
        raise _refused("Q525", message, Place(str(path), 2, 1, len(lines[1])), fix)
    return lock


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
        message = f"the lock cannot be read: {(error.strerror or str(error)).lower()}"
        raise _refused("Q521", message, place, "check its permissions") from None


def _parse(path: Path, lines: list[str]) -> Lock:
    deck, entries, places = "", {}, dict[str, int]()
    problems: list[Diagnostic] = []
    for number, line in enumerate(lines[1:], 2):
        if not line.strip() or line.startswith("#"):
            continue
        if not deck and line.startswith("deck "):
            deck = line[5:]
            continue
        key, entry = _entry(line)
        place = Place(str(path), number, 1, max(len(line), 1))
        if entry is None:
            problems.append(
                Diagnostic(
                    "Q522", f"the lock is damaged: `{shorten(line)}` is no entry", place, _AGAIN
                )
            )
        elif key in entries:
            message = f"a second line for `{shorten(key)}`, which has line {places[key]}"
            problems.append(Diagnostic("Q526", message, place, "keep the later of the two"))
        else:
            entries[key], places[key] = entry, number
        if len(problems) == _MOST_PROBLEMS:
            break
    if not deck:
        last = min(2, len(lines))
        problems.append(_damaged(path, last, "`deck …` is missing").diagnostics[0])
    if problems:
        raise QuizgenError(problems)
    return Lock(deck, entries)


def _entry(line: str) -> tuple[str, Entry | None]:
    found = _LINE.fullmatch(line)
    if not found:
        return "", None
    key, content, *times = found.groups()
    try:
        changed, ahead, gone = (_seconds(time) if time else 0 for time in times)
        return unquote(key), Entry(content, changed, gone, ahead)
    except ValueError:
        return "", None


def _line(key: str, entry: Entry) -> str:
    written = re.sub(r"[\s%]", lambda found: quote(found[0]), key)
    ahead = f" ahead {as_time(entry.ahead)}" if entry.ahead else ""
    gone = f" gone {as_time(entry.gone)}" if entry.gone else ""
    return f"{written} {entry.content} {as_time(entry.changed)}{ahead}{gone}"


def _seconds(time: str) -> int:
    return int(datetime.fromisoformat(time).timestamp())


def as_time(seconds: int) -> str:
    """Return a second since 1970 as a date and a time in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat().removesuffix("+00:00") + "Z"


def _damaged(path: Path, line: int, message: str) -> QuizgenError:
    return _refused("Q522", f"the lock is damaged: {message}", Place(str(path), line, 1), _AGAIN)


def _refused(code: str, message: str, place: Place, fix: str) -> QuizgenError:
    return QuizgenError([Diagnostic(code, message, place, fix)])
