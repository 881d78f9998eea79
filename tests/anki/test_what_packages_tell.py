"""A package is written twice only if the one that it replaces tells more than the lock."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from deck_support import THOROUGH, load
from msgspec.structs import replace

from quizgen.anki.lock import Entry, Lock, read_lock
from quizgen.anki.released import tells_more
from quizgen.diagnostics import QuizgenError
from quizgen.export import anki_lock
from quizgen.export.anki import AnkiSettings, AnkiWriter
from quizgen.export.anki_lock import lock_file, written_after
from quizgen.export.writer import Source
from quizgen.project import Project

HEAD = "deck: herbs\ntitle: Herbs\n"
TERM = "  {id}: {{name: {id}, definition: {text}}}\n"
SENTENCES = "statements:\n"
SENTENCE = '  {id}: "{text}"\n'
NAMES = ("basil", "thyme", "sage")
TEXTS = ("the herb of a sauce", "a small herb", "an herb of dry hills")
BLANKS = (
    "{{Basil|text}} grows in {{summer|text}}.",
    "{{Basil|text}} grows in summer.",
    "{{Thyme|text}} grows in summer, and not in winter.",
)
OWN_LOOKS = "anki: {templates: looks}\n"


class History:
    """Builds of a deck that people edit, with locks and packages that they restore."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311 - each seed gives the same builds
        self.deck, self.package = folder / "herbs.yaml", folder / "herbs.apkg"
        self._before: list[tuple[bytes, bytes]] = []

    def edit(self) -> None:
        """Write another edition of the deck."""
        draw = self._draw
        named = draw.sample(NAMES, draw.randint(1, 3))
        terms = (TERM.format(id=name, text=draw.choice(TEXTS)) for name in named)
        sentence = SENTENCE.format(id="grows", text=draw.choice(BLANKS))
        looks = draw.choice(["", OWN_LOOKS])
        text = "".join((HEAD, looks, "terms:\n", *terms, SENTENCES, sentence))
        self.deck.write_text(text, encoding="utf-8")
        style = self.deck.parent / "looks" / "extra.css"
        style.parent.mkdir(exist_ok=True)
        style.write_text(f".card {{ --accent: #{draw.choice(['123456', '654321'])}; }}")

    def restore(self) -> None:
        """Take back the lock, the package or both, now and then."""
        if not self._before:
            return
        lock, package = self._draw.choice(self._before)
        way = self._draw.choice(["lock", "package", "none", "none", "delete"])
        if way == "lock":
            self._lock.write_bytes(lock)
        elif way == "package":
            self.package.write_bytes(package)
        elif way == "delete":
            self._lock.unlink()

    def keep(self, lock: bytes, package: bytes) -> None:
        """Write what a build gives."""
        self._before.append((lock, package))
        self._lock.write_bytes(lock)
        self.package.write_bytes(package)

    @property
    def project(self) -> Project:
        return Project(load(self.deck))

    @property
    def _lock(self) -> Path:
        return lock_file(self.project)


@pytest.mark.parametrize("seed", range(24 if THOROUGH else 4))
def test_no_second_package_would_be_another_one(
    seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history, draw = History(tmp_path, seed), random.Random(seed)  # noqa: S311 - as above
    for _ in range(12):
        second = 1_700_000_000 + draw.randrange(400)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(second))
        history.edit()
        history.restore()
        project = history.project
        lock = read_lock(lock_file(project), project.deck.id)
        made = outcome(history, project, lock)
        with monkeypatch.context() as always:
            always.setattr(anki_lock, "tells_more", lambda _: True)
            assert made == outcome(history, project, lock)
        if made:
            data, after = made
            history.keep(after.to_bytes(), data)


def outcome(history: History, project: Project, lock: Lock | None) -> tuple[bytes, Lock] | None:
    """Return the package and the lock of a build, None if the numbers of blanks cannot be told."""
    try:
        made = written_after(project, None, lock, history.package, given=False)
    except QuizgenError:
        return None
    return made.files["herbs.apkg"], made.lock


OWN = Entry("c", 10, texts=(("a", "b"),), blanks=((1, "x"),), retired=((2, "y"),))
TOLD = Entry("c", 10, texts=(("b",),), blanks=((1, "x"),))


@pytest.mark.parametrize("own", [OWN, replace(OWN, ahead=20), replace(OWN, since=5)])
@pytest.mark.parametrize("told", [TOLD, replace(TOLD, texts=()), replace(TOLD, blanks=((2, "y"),))])
def test_a_package_that_tells_nothing_new(own: Entry, told: Entry) -> None:
    assert not tells_more(Lock("herbs", {"a/b/c": own}, released={"a/b/c": told}))


@pytest.mark.parametrize(
    ("own", "told"),
    [
        (OWN, replace(TOLD, content="d")),
        (OWN, replace(TOLD, changed=11)),
        (OWN, replace(TOLD, changed=9)),
        (OWN, replace(TOLD, ahead=11)),
        (OWN, replace(TOLD, texts=(("c",),))),
        (OWN, replace(TOLD, texts=(("b",), ("b",)))),
        (OWN, replace(TOLD, blanks=((1, "y"),))),
        (OWN, replace(TOLD, retired=((3, "x"),))),
        (replace(OWN, gone=12), TOLD),
    ],
)
def test_a_package_that_tells_more(own: Entry, told: Entry) -> None:
    assert tells_more(Lock("herbs", {"a/b/c": own}, released={"a/b/c": told}))
    assert tells_more(Lock("herbs", {}, released={"a/b/c": told}))


def test_a_change_needs_one_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    history = History(tmp_path, 1)
    made: list[AnkiSettings | None] = []
    write = AnkiWriter.write

    def counted(self: AnkiWriter, source: Source, settings: AnkiSettings | None = None) -> object:
        made.append(settings)
        return write(self, source, settings)

    monkeypatch.setattr(AnkiWriter, "write", counted)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for name in ("basil", "thyme"):
        term = TERM.format(id=name, text="an herb")
        history.deck.write_text(f"{HEAD}terms:\n{term}", encoding="utf-8")
        project = history.project
        lock = read_lock(lock_file(project), project.deck.id)
        made.clear()
        done = written_after(project, None, lock, history.package, given=False)
        assert len(made) == 1
        history.keep(done.lock.to_bytes(), done.files["herbs.apkg"])
