"""Drive Anki's desktop program without a screen: a learner's acts, and pushes through AnkiConnect.

test_desktop.py runs it with a Python that has `aqt`, in a folder with the decks in DECKS and the
pictures `dot.png` and `other.png`: BASE-FOLDER ADD-ON-FOLDER PYTHON ROOT. PYTHON and ROOT are those
of quizgen. It prints one JSON object with what it found after each step.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import aqt
from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
from desktop_anki import finish, start, wait

DECKS = ("elements.yaml", "small.yaml", "birds.yaml")
KEY = "small/terms/a/definition"
# The second of the deck's newest change; each edition has a later one.
START = 1_700_000_000


def start_with(base: Path, add_on: Path) -> int:
    """Start Anki with the add-on, and return the port at which the add-on answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    folder = base / "addons21" / "2055492159"
    shutil.copytree(add_on, folder)
    settings = folder / "config.json"
    held = json.loads(settings.read_text(encoding="utf-8"))
    settings.write_text(json.dumps(held | {"webBindPort": port}), encoding="utf-8")
    start(str(base))
    return port


class Desk:
    """The author, the learner and their Anki."""

    def __init__(self, port: int, python: str, root: str) -> None:
        self.port = port
        self.python = python
        self.root = root
        self.seconds = START
        self.told: dict[str, Any] = {}

    @property
    def collection(self) -> Any:  # noqa: ANN401 - Anki's own type
        return aqt.mw.col

    def quizgen(self, *args: str) -> list[str]:
        """Run quizgen while Anki goes on, and return what it says."""
        here = {"SOURCE_DATE_EPOCH": str(self.seconds), "PYTHONPATH": self.root}
        with Path("said.txt").open("w+", encoding="utf-8") as said:
            command = [self.python, "-m", "quizgen", *args]
            run = subprocess.Popen(
                command, stdout=said, stderr=subprocess.STDOUT, env=os.environ | here
            )
            while run.poll() is None:
                wait(20)
            said.seek(0)
            lines = said.read().splitlines()
        return lines if run.returncode == 0 else [f"exit code {run.returncode}", *lines]

    def push(self, deck: str, *options: str) -> list[str]:
        return self.quizgen("push", deck, "--url", f"http://127.0.0.1:{self.port}", *options)

    def write(self, old: str, new: str) -> None:
        """Replace a text of the small deck in a later edition."""
        path = Path("small.yaml")
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new), encoding="utf-8")
        self.seconds += 100

    def notes(self) -> dict[str, list[str]]:
        """Return the note type and the fields of each note, by its guid."""
        rows = self.collection.db.all("select guid, mid, flds from notes")
        return {guid: [str(mid), *fields.split("\x1f")] for guid, mid, fields in rows}

    def reviews(self) -> list[list[int]]:
        query = "select cid, ord, reps, nid from revlog join cards on cid = cards.id order by cid"
        return list(self.collection.db.all(query))

    def note(self, key: str) -> Any:  # noqa: ANN401 - Anki's own type
        return self.collection.get_note(self.collection.find_notes(f'"Key:{key}"')[0])

    def edit(self, key: str, **fields: str) -> None:
        note = self.note(key)
        for name, text in fields.items():
            note[name] = text
        self.collection.update_note(note)

    def review_all(self) -> None:
        for deck in self.collection.decks.all_names_and_ids():
            self.collection.decks.select(deck.id)
            for _ in range(30):
                card = self.collection.sched.getCard()
                if card is None:
                    break
                self.collection.sched.answerCard(card, 4)

    def retype(self, key: str, other: str) -> None:
        models = self.collection.models
        note = self.note(key)
        new = models.by_name(other)
        told = models.change_notetype_info(old_notetype_id=note.mid, new_notetype_id=new["id"])
        request = told.input
        request.note_ids.append(note.id)
        models.change_notetype_of_notes(request)

    # The story

    def begin(self) -> None:
        self.told["first"] = [self.push("elements.yaml"), self.push("small.yaml")]
        self.review_all()
        self.told["reviews"] = len(self.reviews())

    def change_a_type(self) -> None:
        """Change a note's type, and push the deck with a new fact."""
        learned, shape = self.reviews(), self.notes()
        self.retype(KEY, "Basic (and reversed card)")
        before = self.notes()
        self.write("  b:", "  c: {name: gamma, definition: the third letter}\n  b:")
        said = self.push("small.yaml")
        after = self.notes()
        kept = {guid: fields for guid, fields in after.items() if guid in before}
        self.told["retyped"] = [said, kept == before, len(after) - len(before)]
        said = self.push("small.yaml", "--repair")
        self.told["repaired"] = [said, self.restored(shape), self.reviews() == learned]

    def restored(self, wanted: dict[str, list[str]]) -> bool:
        """Return whether the notes have these contents again, and nothing in further fields."""
        after = self.notes()
        same = (after[guid][: len(fields)] == fields for guid, fields in wanted.items())
        rest = (any(after[guid][len(fields) :]) for guid, fields in wanted.items())
        return all(same) and not any(rest)

    def suffer_a_merge(self) -> None:
        """Let Anki merge the note types, as an older quizgen did, and repair the notes."""
        learned, wanted = self.reviews(), self.notes()
        self.retype(KEY, "Basic (and reversed card)")
        self.quizgen("anki", "small.yaml", "-o", "small.apkg")
        options = ImportAnkiPackageOptions(
            merge_notetypes=True, with_scheduling=True, with_deck_configs=True
        )
        path = str(Path("small.apkg").absolute())
        request = ImportAnkiPackageRequest(package_path=path, options=options)
        self.collection.import_anki_package(request)
        emptied = sum(not fields[1] for fields in self.notes().values())
        aqt.mw.reset()
        said = [self.push("elements.yaml", "--repair"), self.push("small.yaml", "--repair")]
        restored = self.restored(wanted)
        self.told["merged"] = [emptied, said, restored, self.reviews() == learned]
        self.told["quiet"] = [self.push("elements.yaml"), self.push("small.yaml")]

    def edit_and_delete(self) -> None:
        """Edit notes on both sides, delete one, and give the note type a field and a template."""
        learned = self.reviews()
        self.edit("small/terms/b/definition", Prompt="<b>beta</b>, in my words")
        self.write("the second letter", "the 2nd letter")
        self.told["both"] = [self.push("small.yaml"), self.note("small/terms/b/definition").fields]
        self.edit("small/terms/b/definition", Answer="number two")
        self.write("the 2nd letter", "the letter after alpha")
        said = self.push("small.yaml")
        self.told["conflict"] = [said, self.note("small/terms/b/definition")["Answer"]]
        self.collection.remove_notes([self.note("small/terms/c/definition").id])
        learned = [row for row in learned if row in self.reviews()]
        self.add_own_parts()
        self.write("  b:", "  d: {name: delta, definition: the fourth letter}\n  b:")
        said = self.push("small.yaml")
        held = [self.note("small/terms/a/definition")[name] for name in ("Own", "My notes")]
        self.told["deleted"] = [said, held, self.reviews() == learned]
        said = self.push("small.yaml", "--restore")
        self.told["back"] = [said, self.note("small/terms/c/definition")["Key"]]
        said = self.push("small.yaml", "--overwrite")
        self.told["overwritten"] = [said, self.note("small/terms/b/definition")["Answer"]]

    def add_own_parts(self) -> None:
        models = self.collection.models
        kind = models.by_name("quizgen recall")
        models.add_field(kind, models.new_field("Own"))
        made = models.new_template("Own")
        made["qfmt"], made["afmt"] = "Own {{Key}}", "{{Answer}}"
        models.add_template(kind, made)
        models.update_dict(kind)
        self.edit(KEY, **{"Own": "mine", "My notes": "also mine"})

    def remove_empty_cards(self) -> None:
        """Delete the cards that Anki's merge left, as Tools > Empty Cards does."""
        learned, wanted = self.reviews(), self.notes()
        empty = self.collection.get_empty_cards().notes
        cards = [card for note in empty for card in note.card_ids]
        self.collection.remove_cards_and_orphaned_notes(cards)
        self.told["emptied"] = [self.reviews() == learned, self.notes() == wanted]

    def show_a_picture(self) -> None:
        """Push a deck with a picture, and then a note that Anki has with another picture."""
        said = [self.push("birds.yaml")]
        self.seconds += 100
        shutil.copy("other.png", "dot.png")
        said.append(self.push("birds.yaml"))
        names = [path.name for path in Path(self.collection.media.dir()).iterdir()]
        held = " ".join(" ".join(fields) for fields in self.notes().values())
        shown = [name for name in names if f'src="{name}"' in held]
        self.told["picture"] = [said, len(shown)]

    def end(self) -> None:
        types = [each.name for each in self.collection.models.all_names_and_ids()]
        self.told["types"] = sorted(name for name in types if name.startswith("quizgen"))
        self.told["empty"] = len(self.collection.get_empty_cards().notes)
        self.told["last"] = [self.push(deck) for deck in DECKS]
        self.told["sound"] = self.collection.fix_integrity()[1]


def main(base: str, add_on: str, python: str, root: str) -> None:
    desk = Desk(start_with(Path(base), Path(add_on)), python, root)
    desk.begin()
    desk.change_a_type()
    desk.suffer_a_merge()
    desk.edit_and_delete()
    desk.remove_empty_cards()
    desk.show_a_picture()
    desk.end()
    finish(desk.told)


if __name__ == "__main__":
    main(*sys.argv[1:])
