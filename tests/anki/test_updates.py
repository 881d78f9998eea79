"""A deck is edited, built and imported repeatedly: no duplicates, and no lost reviews."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from anki_support import (
    Collection,
    Imported,
    cards,
    check_database,
    import_package,
    open_collection,
    render_all,
)
from click.testing import CliRunner
from deck_support import ROOT, load
from hypothesis import given, settings
from hypothesis import strategies as st
from learner_support import has_own_edit, own_edit, review, schedules
from msgspec import structs

from quizgen.anki import genanki_models, records
from quizgen.anki.lock import Lock
from quizgen.anki.notes import ClozeNote, Gap, Note, NoteDeck, RecallNote
from quizgen.anki.notetypes import NOTE_TYPES, RECALL
from quizgen.anki.package import make_package
from quizgen.cli import main
from quizgen.export.anki import notes as notes_made
from quizgen.project import Project

RELEASES = sorted((ROOT / "tests" / "packages").glob("*.yaml"))
THEN = 1_700_000_000
DECK = """\
deck: space-race
title: The space race
include: [more.yaml]
terms:
  orbit: {name: orbit, definition: a way around a body in space}
  apogee: {name: apogee, definition: the point of an orbit that is farthest from the Earth}
  perigee: {name: perigee, definition: the point of an orbit that is nearest to the Earth}
  stage: {name: stage, definition: a part of a rocket with engines of its own}
"""
MORE = """\
questions:
  eagle: {ask: What was the lander of Apollo 11 called?, answer: Eagle}
"""


def keys(collection: Collection) -> list[str]:
    return sorted(collection.get_note(note_id)["Key"] for note_id in collection.find_notes(""))


def note_types(collection: Collection) -> list[str]:
    return sorted(
        model.name
        for model in collection.models.all_names_and_ids()
        if model.name.startswith("quizgen")
    )


@dataclass
class Author:
    """An author who builds with a lock and a clock, and gives packages to a learner."""

    collection: Collection
    folder: Path
    clock: int = THEN
    lock: Lock | None = None

    def hand_over(self, *notes: Note, title: str = "A test") -> Imported:
        made = make_package(
            NoteDeck("test", title, "", "en", notes), timestamp=self.clock, lock=self.lock
        )
        self.lock = made.lock
        path = self.folder / "package.apkg"
        path.write_bytes(made.data)
        before = schedules(self.collection)
        counts = import_package(self.collection, path)
        assert schedules(self.collection) == before
        found = keys(self.collection)
        assert len(found) == len(set(found))
        return counts


@pytest.fixture
def author(tmp_path: Path, collection: Collection) -> Author:
    return Author(collection, tmp_path)


def recall(key: str, answer: str = "A", back: str = "B") -> RecallNote:
    return RecallNote(
        f"terms/{key}/definition",
        f"What is {key}?",
        answer,
        f"What is {answer}?" if back else "",
        back,
    )


# Older releases


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
def test_a_package_of_today_goes_over_one_of_a_release(
    path: Path, tmp_path: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Today's build must find the note types, notes and reviews that this release gave learners."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    first = import_package(collection, path.with_suffix(".apkg"))
    assert first.new
    review(collection)
    names, notes, before = note_types(collection), keys(collection), schedules(collection)
    ids = {name: collection.models.id_for_name(name) for name in names}
    assert len(before) > 1
    # Then, descriptions counted as exclusive, and gave choice cards.
    told = path.read_text(encoding="utf-8")
    (tmp_path / path.name).write_text(f"{told}assume: closed\n", encoding="utf-8")
    build(tmp_path / path.name)
    again = import_package(collection, tmp_path / "out.apkg")
    assert (again.new, again.conflicting) == (0, 0)
    # Today's build may leave out a note of an older one: a list of options needs no typed card.
    today = len(notes_made(Project(load(tmp_path / path.name))).notes)
    assert again.updated + again.duplicate == today <= first.new
    assert keys(collection) == notes
    assert schedules(collection) == before
    build(tmp_path / path.name, "--choice", "--typed", "--subdecks")
    assert import_package(collection, tmp_path / "out.apkg").conflicting == 0
    assert set(notes) <= set(keys(collection))
    assert schedules(collection) == before
    assert {name: collection.models.id_for_name(name) for name in names} == ids
    assert not [
        name for name in note_types(collection) if "+" in name or "copy" in name or "-" in name
    ]
    assert all("has a problem" not in side.front + side.back for side in render_all(collection))
    assert check_database(collection) == []


def build(deck: Path, *options: str) -> str:
    result = CliRunner().invoke(
        main, ["anki", str(deck), "-o", str(deck.parent / "out.apkg"), *options]
    )
    assert result.exit_code == 0, result.output
    return result.output


# A deck's life


def test_the_life_of_a_deck(
    tmp_path: Path, collection: Collection, monkeypatch: pytest.MonkeyPatch
) -> None:
    deck, more = tmp_path / "space-race.yaml", tmp_path / "more.yaml"

    def edition(text: str, more_text: str, second: int) -> Imported:
        deck.write_text(text, encoding="utf-8")
        more.write_text(more_text, encoding="utf-8")
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(second))
        build(deck)
        before = schedules(collection)
        counts = import_package(collection, tmp_path / "out.apkg")
        assert schedules(collection) == before
        assert check_database(collection) == []
        return counts

    assert edition(DECK, MORE, THEN) == (5, 0, 0, 0)
    review(collection)
    assert edition(DECK, MORE, THEN) == (0, 0, 5, 0)
    own_edit(collection, "space-race/terms/apogee/definition")

    edited = DECK.replace("a way around a body in space", "the way of a body around another")
    assert edition(edited, MORE, THEN + 10) == (0, 1, 4, 0)
    assert has_own_edit(collection, "space-race/terms/apogee/definition")

    # Edited twice in one second, and then with a clock that was set back.
    assert edition(edited.replace("the way of", "the path of"), MORE, THEN + 10) == (0, 1, 4, 0)
    assert edition(edited, MORE, THEN - 1000) == (0, 1, 4, 0)
    assert edition(edited, MORE, THEN + 20) == (0, 0, 5, 0)

    # A fact moves to another file, and another one is new.
    line = "  stage: {name: stage, definition: a part of a rocket with engines of its own}\n"
    moved = edited.replace(line, "")
    assert edition(moved, f"terms:\n{line}{MORE}", THEN + 30) == (0, 0, 5, 0)
    new = f"{moved}  probe: {{name: probe, definition: a craft without a crew}}\n"
    assert edition(new, f"terms:\n{line}{MORE}", THEN + 40) == (1, 0, 5, 0)

    # A fact disappears and returns: first unchanged, then changed.
    assert edition(new, MORE, THEN + 50) == (0, 0, 5, 0)
    assert edition(new, f"terms:\n{line}{MORE}", THEN + 60) == (0, 0, 6, 0)
    assert edition(new, MORE, THEN + 70) == (0, 0, 5, 0)
    assert edition(new, f"terms:\n{line.replace('a part', 'that part')}{MORE}", THEN + 70) == (
        0,
        1,
        5,
        0,
    )
    assert has_own_edit(collection, "space-race/terms/apogee/definition")
    assert len(keys(collection)) == 6

    # Without the lock all notes count as changed: reviews stay, older edits of learners don't.
    (tmp_path / "space-race.lock").unlink()
    assert edition(new, f"terms:\n{line}{MORE}", 4_000_000_000) == (0, 6, 0, 0)
    assert not has_own_edit(collection, "space-race/terms/apogee/definition")


def test_a_new_title_keeps_the_cards(author: Author) -> None:
    assert author.hand_over(recall("a"), recall("b")) == (2, 0, 0, 0)
    review(author.collection)
    assert author.hand_over(recall("a"), recall("b"), title="Another title") == (0, 0, 2, 0)


def test_a_card_that_is_asked_no_more_and_again(author: Author) -> None:
    """Anki keeps a card with an empty side, and its schedule, until empty cards are deleted."""
    author.hand_over(recall("a"))
    review(author.collection)
    author.clock += 1
    assert author.hand_over(recall("a", back="")) == (0, 1, 0, 0)
    author.clock += 1
    assert author.hand_over(recall("a")) == (0, 1, 0, 0)
    assert len(cards(author.collection)) == 2


def test_a_note_that_the_learner_deleted_comes_back(author: Author) -> None:
    author.hand_over(recall("a"), recall("b"))
    author.collection.remove_notes(author.collection.find_notes('"Key:test/terms/a/definition"'))
    assert author.hand_over(recall("a"), recall("b")) == (1, 0, 1, 0)


def test_tags_of_an_unchanged_note_are_not_taken_over(author: Author) -> None:
    """Why no tag names versions: it would only reach notes that have changed anyway."""
    author.hand_over(recall("a"), recall("b"))
    tagged = structs.replace(recall("a", "A, edited"), tags=("v2",))
    author.clock += 1
    assert author.hand_over(tagged, recall("b")) == (0, 1, 1, 0)
    assert len(author.collection.find_notes("tag:v2")) == 1


# Note types


def later_version(monkeypatch: pytest.MonkeyPatch, *, hint: str = "") -> None:
    """Rename a field, a spare and a template, change the style, and fill the spare."""
    names = {"Remarks": "Comments", "Spare1": "Hint"}
    fields = tuple((names.get(name, name), id_) for name, id_ in RECALL.fields)
    templates = tuple((f"{name} card", id_) for name, id_ in RECALL.templates)
    monkeypatch.setitem(NOTE_TYPES, RecallNote, replace(RECALL, fields=fields, templates=templates))
    sides, fields_of, style = genanki_models.sides, records.fields_of, genanki_models.style

    def new_sides(*given: object) -> list[tuple[str, str]]:
        return [
            (front, f"{back.replace('Remarks', 'Comments')}{{{{Hint}}}}")
            for front, back in sides(*given)
        ]

    def new_fields(deck: NoteDeck, note: Note) -> Mapping[str, str]:
        found = fields_of(deck, note)
        return {**found, "Comments": found["Remarks"], "Hint": hint}

    monkeypatch.setattr(genanki_models, "sides", new_sides)
    monkeypatch.setattr(genanki_models, "style", lambda looks: f"{style(looks)}\n.new {{}}")
    monkeypatch.setattr(records, "fields_of", new_fields)


@pytest.mark.parametrize("hint", ["", "a hint"])
def test_a_later_version_of_the_note_types(
    hint: str, author: Author, monkeypatch: pytest.MonkeyPatch
) -> None:
    notes = [structs.replace(recall(key), remarks=("a remark",)) for key in "abc"]
    author.hand_over(*notes)
    review(author.collection, most=2)
    own_edit(author.collection, "test/terms/a/definition")
    later_version(monkeypatch, hint=hint)
    author.clock = 4_000_000_000
    expected = (0, 3, 0, 0) if hint else (0, 0, 3, 0)
    assert author.hand_over(*notes) == expected
    model = author.collection.models.by_name("quizgen recall")
    assert model["css"].endswith(".new {}")
    assert [template["name"] for template in model["tmpls"]] == ["Forward card", "Backward card"]
    assert {"Comments", "Hint"} <= {field["name"] for field in model["flds"]}
    assert note_types(author.collection) == ["quizgen recall"]
    assert {note["Comments"] for note in notes_of(author.collection)} == {"<div>a remark</div>"}
    assert {note["Hint"] for note in notes_of(author.collection)} == {hint}
    assert has_own_edit(author.collection, "test/terms/a/definition") == (not hint)
    assert check_database(author.collection) == []


def notes_of(collection: Collection) -> list[Mapping[str, str]]:
    return [collection.get_note(note_id) for note_id in collection.find_notes("")]


def test_the_learners_own_style_stays(author: Author) -> None:
    """An unchanged note type keeps its time, so that an import leaves the learner's alone."""
    author.hand_over(recall("a"))
    model = author.collection.models.by_name("quizgen recall")
    model["css"] += "/* mine */"
    author.collection.models.update_dict(model)
    author.clock = 4_000_000_000
    assert author.hand_over(recall("a", "new"), recall("b")) == (1, 1, 0, 0)
    assert author.collection.models.by_name("quizgen recall")["css"].endswith("/* mine */")


# Random lives of a deck

STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            [
                "edit",
                "add",
                "delete",
                "restore",
                "move",
                "nothing",
                "lose the lock",
                "lose and edit",
            ]
        ),
        st.sampled_from(["review", "edit", "nothing"]),
        st.integers(0, 5),
        st.integers(-5, 5),
    ),
    min_size=2,
    max_size=7,
)


@settings(max_examples=12, deadline=None, derandomize=True)
@given(steps=STEPS)
def test_any_life_of_a_deck(
    steps: list[tuple[str, str, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("life")
    author = Author(open_collection(folder), folder)
    life = _Life()
    try:
        author.hand_over(*life.notes())
        for act, learns, which, passes in steps:
            life.learn(author, learns, which)
            author.clock = life.act(author, act, which, passes)
            counts = author.hand_over(*life.notes())
            assert (counts.new, counts.conflicting) == (len(life.handed_over()), 0)
            life.check(author)
            assert len(keys(author.collection)) == len(life.ever)
        assert check_database(author.collection) == []
    finally:
        author.collection.close()


class _Life:
    """The deck's current contents by key, all former ones, and what learners have."""

    def __init__(self) -> None:
        self.present = {f"n{number}": "first" for number in range(4)}
        self.gone: dict[str, str] = {}
        self.ever = set(self.present)
        self._made = 0
        self._had = set(self.present)
        self._own: dict[str, int] = {}

    def is_cloze(self, key: str) -> bool:
        return key.endswith(("1", "3"))

    def notes(self) -> list[Note]:
        return [
            ClozeNote(f"terms/{key}/definition", ("It is ", Gap(1, text), "."))
            if self.is_cloze(key)
            else recall(key, text)
            for key, text in self.present.items()
        ]

    def handed_over(self) -> set[str]:
        new = set(self.present) - self._had
        self._had |= new
        return new

    def learn(self, author: Author, learns: str, which: int) -> None:
        """Let the learner review, or make a note their own."""
        plain = [key for key in self.present if not self.is_cloze(key)]
        if learns == "review":
            review(author.collection, most=1)
        elif learns == "edit" and plain:
            key = plain[which % len(plain)]
            self._own[key] = own_edit(
                author.collection, f"test/terms/{key}/definition", author.clock
            )

    def check(self, author: Author) -> None:
        """Check that every change arrived and nothing else replaced the learner's notes."""
        assert author.lock
        for key, text in self.present.items():
            changed = author.lock.entries[f"terms/{key}/definition"].changed
            if changed > self._own.get(key, changed):
                del self._own[key]
            if key in self._own:
                assert has_own_edit(author.collection, f"test/terms/{key}/definition")
            else:
                found = author.collection.find_notes(f'"Key:test/terms/{key}/definition"')
                note = author.collection.get_note(found[0])
                assert text in note["Text" if self.is_cloze(key) else "Answer"]

    def act(self, author: Author, act: str, which: int, passes: int) -> int:
        """Let the author do something, and return the time on the clock."""
        self._made += 1
        names = list(self.present)
        key = names[which % len(names)] if names else ""
        if act == "add":
            self.present = {f"n{10 + self._made}": "new", **self.present}
            self.ever |= set(self.present)
        elif act == "restore" and self.gone:
            back = min(self.gone)
            self.present[back] = self.gone.pop(back) if which % 2 else f"back {self._made}"
            self.gone.pop(back, None)
        elif act == "move":
            self.present = dict(reversed(self.present.items()))
        elif key and act in ("edit", "lose and edit"):
            self.present[key] = f"text {self._made}"
        elif key and act == "delete":
            self.gone[key] = self.present.pop(key)
        if act.startswith("lose"):
            # Of earlier builds, only the fact that they were earlier is known.
            author.lock = None
            return author.clock + 100
        return author.clock + passes
