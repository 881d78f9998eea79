"""A deck of which some facts changed: its items are those that a run without records makes.

The edits are random, and of all sorts: of values, facts, kinds, the header, and another deck.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deck_support import THOROUGH
from example_deck import DECK
from random_edits import RandomEdits

from quizgen.bank import views
from quizgen.bank.items import Maker
from quizgen.cli import main
from quizgen.deck import parts
from quizgen.project import Project, QuizOptions, read_projects
from quizgen.records import kept_facts, store

BASES = sorted((Path(__file__).parents[1] / "judged" / "bases").glob("*.yaml"))
OTHER = "deck: other\ntitle: Other\npeople:\n  zoe: {name: Zoe Zimmer, who: a smith}\n"
WITH_PEOPLE = {"people", "officials", "quotes", "statements"}
WORDS = ("alpha", "epsilons", "Ann Archer", "Rhine", "Bremen", "France", "1833", "1990", "letter")


class Edits(RandomEdits):
    """Random edits of a deck, and of another one that it refers to."""

    @property
    def _deck(self) -> Path:
        return self._folder / "deck.yaml"

    def make(self) -> str:
        """Change something, and return what."""
        self._count += 1
        ways: list[Callable[[str], str]] = [
            *[self._value] * 4, self._swapped, self._without_fact, self._more, self._remark,
            self._kind, self._header, self._rejected, self._moved,
        ]  # fmt: skip
        if self._draw.random() < 0.1:
            return self._other()
        way = self._draw.choice(ways)
        before = self._deck.read_text(encoding="utf-8")
        self._deck.write_text(way(before), encoding="utf-8")
        return way.__name__

    def _drawn(self, pattern: str, text: str) -> re.Match[str] | None:
        found = list(re.finditer(pattern, text, re.MULTILINE))
        return self._draw.choice(found) if found else None

    def _replaced(self, pattern: str, text: str, new: str) -> str:
        """Replace one match of a pattern by a template."""
        found = self._drawn(pattern, text)
        return (
            text
            if found is None
            else text[: found.start()] + found.expand(new) + text[found.end() :]
        )

    def _value(self, text: str) -> str:
        return self._replaced(r"(?<=: )[\w .]+(?=[,}])", text, self._draw.choice(WORDS))

    def _swapped(self, text: str) -> str:
        """Put one word of a fact in the place of another."""
        word = self._drawn(r"\b[A-Za-z]{3,}\b(?=.*\}$)", text)
        return self._replaced(r"\b[A-Za-z]{3,}\b(?=[^:\n]*[,}])", text, word[0]) if word else text

    def _without_fact(self, text: str) -> str:
        return self._replaced(r"^  \w+: [{\"].*\n", text, "")

    def _more(self, text: str) -> str:
        number = self._count
        return self._replaced(r"^  (\w+): (\{.*\n)", text, rf"  \1: \2  n{number}: \2")

    def _remark(self, text: str) -> str:
        remark = self._draw.choice([f"note: remark {self._count}, ", f"paragraph: {self._count}, "])
        return self._replaced(r"(?<=: \{)(?=\w+: .*\}$)", text, remark)

    def _kind(self, text: str) -> str:
        old, new = self._draw.choice(
            [
                ("alike: [bank]", "alike: [flows]"),
                ("length: {type: number", "length: {type: number, single: true"),
                ("How long is", "What is the length of"),
                ("people:\n", "officials:\n"),
            ]
        )
        return text.replace(old, new, 1) if old in text else text.replace(new, old, 1)

    def _header(self, text: str) -> str:
        key = self._draw.choice(
            ["assume: closed", "language: de", "quiz: {options: 3}", "quiz: {seed: 7}", "tags: [a]"]
        )
        lines = text.splitlines(keepends=True)
        return "".join(
            lines[:1]
            + ([] if f"{key}\n" in lines else [f"{key}\n"])
            + [line for line in lines[1:] if line.split(":")[0] != key.split(":")[0]]
        )

    def _rejected(self, text: str) -> str:
        question = self._draw.choice(
            ["terms/one/definition", "people/ann/who/back", "quotes/end/by"]
        )
        option = self._draw.choice(["the second letter", "Bob Baker", "Dan Drover"])
        kept = re.sub(r"^rejected:\n.*\n", "", text, flags=re.MULTILINE)
        return f"{kept}rejected:\n  {question}: [{option}]\n"

    def _moved(self, text: str) -> str:
        return f"# A line more.\n{text}"

    def _other(self) -> str:
        name = self._draw.choice(["Zoe Zimmer", "Zoe Zahn", "Bob Baker", "Rhine"])
        path = self._folder / "other.yaml"
        path.write_text(OTHER.replace("Zoe Zimmer", name), encoding="utf-8")
        return f"other: {name}"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with two decks; records are kept elsewhere."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "deck.yaml").write_text(DECK, encoding="utf-8")
    (home / "other.yaml").write_text(OTHER, encoding="utf-8")
    monkeypatch.chdir(home)
    monkeypatch.setenv(store.FOLDER_VARIABLE, str(tmp_path / "cache"))
    # Two packages with the same content are equal then.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    # Facts are kept of small decks too, and anew after each edit.
    monkeypatch.setattr(kept_facts, "LEAST_FACTS", 1)
    monkeypatch.setattr(parts, "FEW_FACTS", 0)
    return home


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the ids of all questions whose options are chosen."""
    found: list[str] = []
    make = Maker.make

    def made(maker: Maker, number: int) -> views.Made:
        found.append(maker.asked[number][0].id)
        return make(maker, number)

    monkeypatch.setattr(Maker, "make", made)
    return found


def projects_of(deck: Path) -> list[Project]:
    return read_projects([deck])[0]


def with_records(deck: Path) -> Iterator[views.Made]:
    for project in projects_of(deck):
        project.keep_items("this program")
        yield from project.questions(QuizOptions())


def without_records(deck: Path) -> Iterator[views.Made]:
    for project in projects_of(deck):
        yield from project.questions(QuizOptions())


def as_written(made: Iterator[views.Made]) -> list[str]:
    """Return all that items say, also of what does not count when two are compared."""
    return [re.sub(r"frozenset\(\{.*?\}\)", "", repr(each)) for each in made]


@pytest.mark.parametrize("seed", range(30 if THOROUGH else 2))
def test_items_after_any_edits_are_those_made_without_records(folder: Path, seed: int) -> None:
    edits, deck = Edits(folder, seed), folder / "deck.yaml"
    list(with_records(deck))
    for _ in range(40):
        before = deck.read_text(encoding="utf-8")
        edit = edits.make()
        expected = list(without_records(deck))
        if not expected:
            # A deck with errors has no items, and few of its edits would mend it.
            deck.write_text(before, encoding="utf-8")
            continue
        made = list(with_records(deck))
        assert made == expected, edit
        assert as_written(iter(made)) == as_written(iter(expected)), edit


def quizgen(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def files_in(folder: Path) -> dict[str, bytes]:
    paths = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


@pytest.mark.parametrize("seed", range(100, 112 if THOROUGH else 101))
def test_commands_after_any_edits_say_and_write_what_they_do_without_records(
    folder: Path, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    edits, clean = Edits(folder, seed), folder.parent / "clean"
    for _ in range(12 if THOROUGH else 6):
        edit = edits.make()
        shutil.copytree(folder, clean)
        for command in ("build", "lint", "items", "check"):
            done = quizgen(command, "deck.yaml")
            with monkeypatch.context() as elsewhere:
                elsewhere.setenv(store.FOLDER_VARIABLE, "")
                elsewhere.chdir(clean)
                expected = quizgen(command, "deck.yaml")
            said = done.stdout.replace("Nothing has changed since the last build:\n", "")
            assert said == expected.stdout, (edit, command)
            assert done.stderr == expected.stderr, (edit, command)
            assert done.exit_code == expected.exit_code, (edit, command)
        assert files_in(folder) == files_in(clean), edit
        shutil.rmtree(clean)


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("path", BASES, ids=lambda path: path.stem)
def test_items_of_a_deck_that_has_not_changed_are_not_made(path: Path, asked: list[str]) -> None:
    first = list(with_records(path))
    assert asked
    asked.clear()
    again = list(with_records(path))
    assert not asked
    assert again == first
    assert as_written(iter(again)) == as_written(iter(first))


@pytest.mark.parametrize(
    ("old", "new", "made"),
    [
        # What stands on the backs alone, and where a fact stands.
        ("note: a triangle", "note: a small triangle", set()),
        ("definition: the fourth letter, ", "definition: the fourth letter, paragraph: 7, ", set()),
        ("definition: the third letter}", "definition: the third letter, note: a tent}", set()),
        ("title: My deck", "title: Your deck", set()),
        ("terms:\n", "# The letters.\nterms:\n", set()),
        # A question of the fact alone.
        ("the third letter}", "{value: the third letter, ask: What is c?}}", {"terms"}),
        # The values of a kind.
        ("the third letter", "the third one", {"terms"}),
        ("1233", "1320", {"rivers"}),
        # The newest year, which tells how far dates may lie apart.
        ("{{1871|date}}", "{{1899|date}}", {"rivers", *WITH_PEOPLE}),
        # A person may be the answer of several kinds.
        ("Ann Archer, who", "Anna Archer, who", WITH_PEOPLE),
    ],
)
def test_only_items_that_may_change_are_made(
    folder: Path, old: str, new: str, made: set[str], asked: list[str]
) -> None:
    deck = folder / "deck.yaml"
    list(with_records(deck))
    asked.clear()
    before = deck.read_text(encoding="utf-8")
    assert old in before
    deck.write_text(before.replace(old, new, 1), encoding="utf-8")
    assert list(with_records(deck))
    assert {name.partition("/")[0] for name in asked} == made


def test_a_rejected_option_changes_one_item(folder: Path, asked: list[str]) -> None:
    deck = folder / "deck.yaml"
    list(with_records(deck))
    asked.clear()
    with deck.open("a", encoding="utf-8") as stream:
        stream.write("rejected:\n  terms/one/definition: [the second letter]\n")
    list(with_records(deck))
    assert asked == ["terms/one/definition"]


@pytest.mark.parametrize("damage", [b"", b"\x80", b"\x81\xa1a\xc0", b'{"a": 1}'])
def test_damaged_items_are_made_again(folder: Path, damage: bytes, asked: list[str]) -> None:
    deck = folder / "deck.yaml"
    expected = list(with_records(deck))
    (record,) = (folder.parent / "cache").iterdir()
    store.write(record.stem, damage)
    asked.clear()
    assert list(with_records(deck)) == expected
    assert asked
