"""The dates that notes get in Anki, and warnings of dates in the future."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from quizgen.anki.lock import LAST, SKEW, Lock, as_time
from quizgen.deck.collisions import lock_of
from quizgen.deck.model.deck import Deck
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Place, Severity
from quizgen.resources import shipped
from quizgen.sandbox.standard_input import held


def changed_at(deck: Deck) -> int:
    """Return when a package's content last changed, in seconds since 1970, but no later than now.

    Anki imports notes that are newer than its own.
    """
    fixed = _fixed_time()
    if fixed is not None:
        return fixed
    templates = (path for path in shipped("templates").rglob("*") if path.is_file())
    read = map(Path, (*deck.files, *deck.other_files))
    newest = max(_modified(path) for path in (*read, *templates))
    return min(max(newest, 0), now())


def dates_ahead(deck: Deck, lock: Lock | None) -> list[Diagnostic]:
    """Return warnings of future dates: of the deck's files (Q518), and in its lock (Q519)."""
    return [*_files_ahead(deck), *_lock_ahead(deck, lock)]


def now() -> int:
    """Return the time in seconds since 1970: the clock's, or SOURCE_DATE_EPOCH if that is later."""
    return max(int(time.time()), _fixed_time() or 0)


def _files_ahead(deck: Deck) -> Iterator[Diagnostic]:
    if _fixed_time() is not None:
        return
    for file in deck.files:
        modified = _modified(Path(file))
        if modified > now() + SKEW:
            message = f"the file is dated {_day(modified)}, which is in the future"
            fix = (
                "cards get today's date instead; check this computer's clock, "
                "and save the file again"
            )
            yield Diagnostic("Q518", message, Place(file), fix, Severity.WARNING)


def _lock_ahead(deck: Deck, lock: Lock | None) -> Iterator[Diagnostic]:
    entries = lock.entries.items() if lock else ()
    ahead = {key: entry for key, entry in entries if entry.is_ahead(now())}
    if not ahead:
        return
    key, first = next(iter(ahead.items()))
    more = f" and {len(ahead) - 1} more" if len(ahead) > 1 else ""
    message = f"the lock dates `{shorten(key)}`{more} in the future, on {_day(first.changed)}"
    if all(entry.as_of(now()).is_ahead(now()) for entry in ahead.values()):
        effect = (
            "learners get these changes only on that date, "
            "and until then each import replaces their own edits"
        )
    else:
        effect = "unchanged notes get today's date, and the others keep theirs"
    fix = f"check this computer's clock; {effect}"
    place = Place(str(lock_of(deck)))
    yield Diagnostic("Q519", message, place, fix, Severity.WARNING)


def _fixed_time() -> int | None:
    fixed = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(fixed) if re.fullmatch("[0-9]{1,10}", fixed) else None


def _modified(path: Path) -> int:
    # What comes through standard input was written just now.
    return now() if held(path) is not None else int(path.stat().st_mtime)


def _day(seconds: int) -> str:
    return as_time(seconds)[:10] if seconds <= LAST else "a day beyond all calendars"
