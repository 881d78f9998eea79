"""Write down that the note types have changed, and when: python tests/stamp_note_types.py."""

from __future__ import annotations

import time
from pathlib import Path

from quizgen.anki.lock import Lock, entry_after
from quizgen.anki.models import Model, shipped_lock
from quizgen.anki.notetypes import NOTE_TYPES

PATH = Path(__file__).parents[1] / "templates" / "anki" / "note-types.lock"


def stamped(now: int) -> Lock:
    """Return the lock of the note types as they are; those that are as they were keep their times."""
    models = [Model(shape, {}) for shape in NOTE_TYPES.values()]
    old = shipped_lock()
    return Lock("note-types", {each.key: entry_after(old.known(each.key), each.content, now) for each in models})


if __name__ == "__main__":
    PATH.write_bytes(stamped(int(time.time())).to_bytes())
