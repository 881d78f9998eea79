"""Time and memory of writing a package, compared with other libraries.

Usage: python tests/benchmarks/package.py [runs [counts]]

All write the same notes with the same fields. `floor` uses only SQLite and zlib. `quizgen` writes
notes whose fields are ready, as the others do. `whole` also makes the fields from plain text and
hashes them for the lock. Ratios are medians over interleaved runs. Memory is the peak of a separate
process above its starting point.
"""

from __future__ import annotations

import io
import multiprocessing
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import genanki
from anki.collection import AddNoteRequest, Collection, DeckIdLimit, ExportAnkiPackageOptions
from anki.notes import Note as AnkiNote
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from quizgen.anki.collection import make_collection
from quizgen.anki.genanki_models import Model, dated
from quizgen.anki.lock import Lock
from quizgen.anki.notes import ClozeNote, Gap, Note, NoteDeck, RecallNote
from quizgen.anki.package import make_package, zipped
from quizgen.anki.records import Record, records_of

NOW = 1_700_000_000


def recall(n: int) -> Note:
    back = f"Which treaty was signed in {1000 + n % 1000}?", f"Treaty {n}"
    return RecallNote(
        f"treaties/t{n}/signed",
        f"When was treaty {n} signed?",
        str(n),
        *back,
        (f"remark {n}",),
        "source",
    )


def cloze(n: int) -> Note:
    return ClozeNote(
        f"statements/s{n}/text",
        ("In ", Gap(1, str(n)), " came ", Gap(2, f"thing {n}"), "."),
        (),
        "source",
    )


def long_text(n: int) -> Note:
    answer = f"An answer of many words, number {n}, with {n * n} more. " * 40
    return RecallNote(
        f"questions/q{n}/answer", f"What is there to say of {n}?", answer, source="a source"
    )


SHAPES = {"recall": recall, "cloze": cloze, "long": long_text}


def deck_of(shape: str, count: int) -> NoteDeck:
    return NoteDeck("bench", "Bench", "", "en", tuple(SHAPES[shape](n) for n in range(count)))


def model_of(record: Record) -> Model:
    model = Model(record.note_type, {})
    dated(model, Lock("bench"), NOW)
    return model


def stored(records: list[Record]) -> bytes:
    """Make the package with genanki, which leaves it uncompressed."""
    shape = model_of(records[0])
    templates = [{key: each[key] for key in ("name", "qfmt", "afmt")} for each in shape.templates]
    fields = [{"name": field["name"]} for field in shape.fields]
    model = genanki.Model(1, "stock", fields, templates, shape.css, shape.model_type)
    deck = genanki.Deck(2, "Bench")
    for record in records:
        deck.add_note(genanki.Note(model, list(record.fields), tags=record.tags, guid=record.guid))
    written = io.BytesIO()
    genanki.Package(deck).write_to_file(written, NOW)
    return written.getvalue()


def stock(records: list[Record]) -> bytes:
    """Compress genanki's package, because the others compress theirs."""
    with zipfile.ZipFile(io.BytesIO(stored(records))) as package:
        return zipped({name: package.read(name) for name in package.namelist()})


def library(records: list[Record]) -> bytes:
    """Make the package with Anki's own library, in a new collection."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        shape = model_of(records[0])
        made = collection.models.new("bench")
        made["type"] = shape.model_type
        for field in shape.fields:
            collection.models.add_field(made, collection.models.new_field(field["name"]))
        for each in shape.templates:
            template = collection.models.new_template(each["name"])
            template["qfmt"], template["afmt"] = each["qfmt"], each["afmt"]
            collection.models.add_template(made, template)
        made = collection.models.get(collection.models.add_dict(made).id)
        deck = collection.decks.add_normal_deck_with_name("Bench").id
        requests = []
        for record in records:
            note = AnkiNote(collection, made)
            note.fields, note.tags, note.guid = list(record.fields), list(record.tags), record.guid
            requests.append(AddNoteRequest(note, deck))
        collection.add_notes(requests)
        path = Path(folder) / "out.apkg"
        options = ExportAnkiPackageOptions(with_scheduling=False, with_media=False, legacy=True)
        collection.export_anki_package(out_path=str(path), options=options, limit=DeckIdLimit(deck))
        collection.close()
        return path.read_bytes()


def floor(records: list[Record]) -> bytes:
    with closing(sqlite3.connect(":memory:")) as database:
        database.executescript(APKG_SCHEMA.partition("CREATE INDEX")[0])
        database.executescript(APKG_COL)
        notes = (
            (
                NOW * 1000 + n,
                record.guid,
                1,
                NOW,
                -1,
                f" {' '.join(record.tags)} ",
                "\x1f".join(record.fields),
                record.fields[1],
                0,
                0,
                "",
            )
            for n, record in enumerate(records)
        )
        database.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", notes)
        cards = (
            (
                NOW * 1000 + n * 2 + ordinal,
                NOW * 1000 + n,
                1,
                ordinal,
                NOW,
                -1,
                0,
                0,
                n,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                0,
                "",
            )
            for n, record in enumerate(records)
            for ordinal in record.ordinals
        )
        database.executemany(
            "INSERT INTO cards VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", cards
        )
        database.executescript("CREATE INDEX" + APKG_SCHEMA.partition("CREATE INDEX")[2])
        database.commit()
        return zipped({"collection.anki2": database.serialize(), "media": b"{}"})


def quizgen(records: list[Record]) -> bytes:
    deck = genanki.Deck(2, "Bench")
    deck.add_model(model_of(records[0]))
    rows = (
        (record, NOW, 2, (place,) * len(record.ordinals)) for place, record in enumerate(records, 1)
    )
    return zipped({"collection.anki2": make_collection(rows, lambda: (deck,)), "media": b"{}"})


def whole(deck: NoteDeck) -> bytes:
    return make_package(deck, timestamp=NOW).data


PEERS: dict[str, Callable[..., bytes]] = {
    "floor": floor,
    "quizgen": quizgen,
    "genanki": stock,
    "stored": stored,
    "anki": library,
    "whole": whole,
}


def measured(peer: str, shape: str, count: int) -> tuple[float, float, int]:
    """Return the seconds, peak megabytes and written bytes of a separate process."""
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        return pool.apply(_measure, (peer, shape, count))


def _measure(peer: str, shape: str, count: int) -> tuple[float, float, int]:
    deck = deck_of(shape, count)
    # The first package of a process also pays for imports and templates.
    PEERS[peer](deck_of(shape, 1) if peer == "whole" else list(records_of(deck_of(shape, 1))))
    given = deck if peer == "whole" else list(records_of(deck))
    before = _peak()
    start = time.perf_counter()
    written = PEERS[peer](given)
    return time.perf_counter() - start, _peak() - before, len(written)


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    counts = [int(count) for count in sys.argv[2:]] or [1_000, 10_000, 50_000]
    print(
        f"{'shape':7} {'notes':>6}  {'':8} {'seconds':>8} {'of floor':>9} "
        f"{'of genanki':>11} {'MB':>6} {'kB out':>8}"
    )
    for shape in SHAPES:
        for count in counts:
            runs = [{peer: measured(peer, shape, count) for peer in PEERS} for _ in range(rounds)]
            for peer in PEERS:
                seconds, memory, size = (
                    statistics.median(run[peer][part] for run in runs) for part in range(3)
                )
                ratios = [
                    statistics.median(run[peer][0] / run[other][0] for run in runs)
                    for other in ("floor", "genanki")
                ]
                told = (
                    f"{seconds:8.3f} {ratios[0]:8.2f}x {ratios[1]:10.2f}x "
                    f"{memory:6.0f} {size / 1000:8.0f}"
                )
                print(f"{shape:7} {count:6}  {peer:8} {told}", flush=True)


if __name__ == "__main__":
    main()
