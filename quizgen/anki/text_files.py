"""The notes that a deck has changed, as text files for Anki's import.

When Anki imports a package, it replaces whole notes. When it imports a text, it replaces only the
fields that have a column, so that a learner's own fields and tags stay.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence

from quizgen.anki.lock import Entry, Lock
from quizgen.anki.notes import AdoptedNote, NoteDeck, media_in
from quizgen.anki.notetypes import ANSWER_VOICE, QUESTION_VOICE, NoteType
from quizgen.anki.package import names_of
from quizgen.anki.records import Record, records_of

VOICES = (QUESTION_VOICE, ANSWER_VOICE)


def text_files(deck: NoteDeck, lock: Lock) -> dict[str, bytes]:
    """Return a file for each note type of which the deck has ever changed notes, by its name.

    `lock` is the deck's lock after the build. Notes with pictures or sounds are in no file: a text
    brings none, and a package then brings none either, because it updates these notes no more.
    Notes of types that learners had before (adopted ones) are in none, because learners may call
    these types anything.
    """
    left_out = {note.key for note in deck.notes if isinstance(note, AdoptedNote) or media_in(note)}
    records: dict[str, list[Record]] = {}
    for record in records_of(deck):
        if record.key not in left_out and _has_changed(lock.entries.get(record.key)):
            records.setdefault(record.note_type.name, []).append(record)
    home = names_of(deck, lock)
    homes = {"": home[""], **{kind: f"{home['']}::{home[kind]}" for kind in deck.subdecks}}
    return {name: _file(each[0].note_type, each, homes) for name, each in records.items()}


def _has_changed(entry: Entry | None) -> bool:
    """Return whether a note had other texts once."""
    return entry is not None and any(len(texts) > 1 for texts in entry.texts)


def _file(shape: NoteType, records: Sequence[Record], homes: Mapping[str, str]) -> bytes:
    """Return a file with these notes; `homes` are the names of decks by kind of fact.

    A note that the learner lacks goes into such a deck. All others stay where they are. If voices
    read the notes aloud, they come along, since they may have words for what has changed.
    """
    voices = [name for name in VOICES if any(each.settings[name] for each in records)]
    key, *others = (*records[0].named, *voices)
    head = {
        "separator": "tab",
        "html": "true",
        "notetype": shape.name,
        "guid column": "2",
        "deck column": "3",
        # Without this, Anki takes a column without a field for the tags.
        "tags column": "0",
        "if matches": "update current",
        "columns": "\t".join([key, "guid", "deck", *others]),
    }
    written = io.StringIO()
    written.writelines(f"#{name}:{value}\n" for name, value in head.items())
    rows = csv.writer(written, "excel-tab", lineterminator="\n")
    for record in records:
        first, *texts = record.named.values()
        texts += [record.settings[name] for name in voices]
        kind = record.key.partition("/")[0]
        rows.writerow([first, record.guid, homes.get(kind, homes[""]), *texts])
    return written.getvalue().encode()
