"""Record changes of the note types and the shipped decks, with their times.

Usage: python tests/scripts/renew_locks.py
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "support"))

from deck_support import ROOT, SHIPPED, load

from quizgen.anki.genanki_models import Model, shipped_lock
from quizgen.anki.lock import Lock, entry_after
from quizgen.anki.notetypes import NOTE_TYPES
from quizgen.anki.package import lock_after
from quizgen.export.anki import notes
from quizgen.export.anki_lock import locks
from quizgen.project import Project

NOTE_TYPE_LOCK = ROOT / "templates" / "anki" / "note-types.lock"


def note_type_lock(now: int) -> Lock:
    """Return the current lock of the note types. Unchanged ones keep their times."""
    models = [Model(shape, {}) for shape in NOTE_TYPES.values()]
    old = shipped_lock()
    return Lock(
        "note-types",
        {each.key: entry_after(old.known(each.key), each.content, now) for each in models},
    )


def deck_lock(path: Path, now: int) -> Lock:
    """Return the lock of a shipped deck as `quizgen build` writes it."""
    project = Project(load(path))
    before = locks([project])[project.deck.id] or Lock(project.deck.id)
    return lock_after(notes(project, lock=before), timestamp=now, lock=before)


if __name__ == "__main__":
    second = int(time.time())
    NOTE_TYPE_LOCK.write_bytes(note_type_lock(second).to_bytes())
    shipped_lock.cache_clear()
    for shipped_deck in SHIPPED:
        shipped_deck.with_suffix(".lock").write_bytes(deck_lock(shipped_deck, second).to_bytes())
