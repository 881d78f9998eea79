"""Random sequences of edits, imports and reviews of an adopted deck: learners lose nothing."""

from __future__ import annotations

import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory

from anki.collection import ExportAnkiPackageOptions
from anki_support import Collection, check_database, import_package, open_collection
from click.testing import CliRunner
from deck_support import THOROUGH
from foreign_support import write_country_package
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.cli import main

COUNT = 8
STEPS = ("mend", "new", "drop", "restore", "review", "own edit", "import", "pull", "old release")


def quizgen(*arguments: str) -> None:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output


class Learner:
    """A learner of the deck as others made it, and the author who adopted it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.deck = folder, folder / "ours.yaml"
        self.clock = 1_700_000_000
        self.added = 0
        self.dropped: list[str] = []
        self.own: dict[str, str] = {}
        write_country_package(folder / "ug.apkg", COUNT, timestamp=1_600_000_000)
        quizgen("adopt", str(folder / "ug.apkg"), "-o", str(self.deck))
        self.collection: Collection = open_collection(folder)
        import_package(self.collection, folder / "ug.apkg")
        check_database(self.collection)

    def facts(self) -> list[str]:
        return re.findall(r"^  (land[\w-]*|isle[\w-]*):", self.text, re.MULTILINE)

    @property
    def text(self) -> str:
        return self.deck.read_text(encoding="utf-8")

    def write(self, text: str) -> None:
        self.clock += 1000
        self.deck.write_text(text, encoding="utf-8")

    def step(self, name: str, number: int) -> None:
        getattr(self, name.replace(" ", "_"))(number)

    def mend(self, number: int) -> None:
        fact = self.facts()[number % len(self.facts())]
        found = re.search(
            rf"^  {fact}:.*?country: ([^\n,}}]*)", self.text, re.DOTALL | re.MULTILINE
        )
        assert found
        text = self.text
        self.write(f"{text[: found.end(1)]} {number}{text[found.end(1) :]}")

    def new(self, number: int) -> None:
        self.added += 1
        line = f"  isle-{self.added}: {{country: Isle {self.added} x{number}, capital: Port}}"
        self.write(f"{self.text.rstrip()}\n{line}\n")

    def drop(self, number: int) -> None:
        blocks = re.split(r"(?m)^(?=  (?:land|isle)-)", self.text)
        if len(blocks) > 3:
            self.dropped.append(blocks.pop(1 + number % (len(blocks) - 1)))
            self.write("".join(blocks))

    def restore(self, _: int) -> None:
        if self.dropped:
            self.write(f"{self.text.rstrip()}\n{self.dropped.pop().rstrip()}\n")

    def review(self, number: int) -> None:
        for name in self.collection.decks.all_names_and_ids():
            self.collection.decks.select(name.id)
            for _ in range(number % 5 + 1):
                card = self.collection.sched.getCard()
                if card is not None:
                    self.collection.sched.answerCard(card, number % 4 + 1)

    def own_edit(self, number: int) -> None:
        notes = list(self.collection.find_notes('"note:Ultimate Geography"'))
        note = self.collection.get_note(notes[number % len(notes)])
        note["Capital info"] = f"my own words {number}"
        self.collection.update_note(note)
        self.own[note.guid] = note["Capital info"]

    def import_(self, _: int) -> None:
        os.environ["SOURCE_DATE_EPOCH"] = str(self.clock)
        quizgen("anki", str(self.deck), "-o", str(self.folder / "ours.apkg"))
        before = self.progress()
        counts = import_package(self.collection, self.folder / "ours.apkg")
        assert counts.conflicting == 0
        self.check(before)

    def old_release(self, _: int) -> None:
        before = self.progress()
        assert import_package(self.collection, self.folder / "ug.apkg").conflicting == 0
        self.check(before)

    def pull(self, _: int) -> None:
        path = self.folder / "mended.apkg"
        options = ExportAnkiPackageOptions(legacy=False, with_scheduling=True)
        self.collection.export_anki_package(out_path=str(path), options=options, limit=None)
        quizgen("pull", str(self.deck), "--from", str(path), "--apply")
        quizgen("check", str(self.deck), "--no-lint")

    def progress(self) -> tuple[list[object], ...]:
        query = self.collection.db.all
        schedule = "select id, nid, ord, type, queue, due, ivl, factor, reps, lapses from cards"
        return (
            query(f"{schedule} where reps > 0 order by id"),
            query("select * from revlog order by id"),
            query("select id, guid from notes order by id"),
            query("select id from cards order by id"),
        )

    def check(self, before: tuple[list[object], ...]) -> None:
        after = self.progress()
        assert after[:2] == before[:2]
        for one, other in zip(before[2:], after[2:], strict=True):
            assert [each for each in other if each in one] == one
        guids = self.collection.db.list("select guid from notes")
        assert len(guids) == len(set(guids))
        models = [each.name for each in self.collection.models.all_names_and_ids()]
        assert sum("Geography" in name for name in models) == 1
        assert self.collection.get_empty_cards().notes == []
        # A learner's clock is later than the author's, so an import leaves edited notes alone.
        for guid, text in self.own.items():
            held = self.collection.db.scalar("select flds from notes where guid = ?", guid)
            assert text in held


NAMES = {"import": "import_"}


@given(st.lists(st.tuples(st.sampled_from(STEPS), st.integers(0, 20)), min_size=4, max_size=12))
@settings(
    max_examples=60 if THOROUGH else 8,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
def test_a_learner_loses_nothing(steps: list[tuple[str, int]]) -> None:
    before = os.environ.get("SOURCE_DATE_EPOCH")
    with TemporaryDirectory() as folder:
        learner = Learner(Path(folder))
        try:
            for name, number in [*steps, ("import", 0)]:
                learner.step(NAMES.get(name, name), number)
            check_database(learner.collection)
            assert check_database(learner.collection) == []
        finally:
            learner.collection.close()
            os.environ.pop("SOURCE_DATE_EPOCH", None)
            if before is not None:
                os.environ["SOURCE_DATE_EPOCH"] = before
