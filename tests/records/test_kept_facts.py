"""The record of the facts of a deck: what it holds, and when it counts."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from quizgen.cli import main
from quizgen.deck import parts
from quizgen.deck.load import load_deck
from quizgen.deck.model.facts import UNCONTROLLED, UNTOLD
from quizgen.records import kept_facts, store
from quizgen.records.kept_facts import KeptFacts

FACTS = "".join(f"  t{n}: {{name: word {n}, definition: what {n} means}}\n" for n in range(9))
DECK = f"deck: mine\ntitle: My deck\nterms:\n{FACTS}"
PROGRAM = "this program"


@pytest.fixture
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the file of a deck whose facts are kept."""
    monkeypatch.setenv(store.FOLDER_VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setattr(kept_facts, "LEAST_FACTS", 9)
    # Commands write to the current folder.
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "deck.yaml"
    path.write_text(DECK, encoding="utf-8")
    load_deck(path, readings=KeptFacts(PROGRAM))
    return path


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that gets the ids of all facts that are read from YAML."""
    found: list[str] = []
    read_fact = parts.read_fact

    def noted(kind: object, key: object, *rest: object) -> object:
        found.append(key.text)  # type: ignore[attr-defined]
        return read_fact(kind, key, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(parts, "read_fact", noted)
    return found


def test_a_record_holds_the_facts_of_a_deck(deck: Path) -> None:
    kept = KeptFacts(PROGRAM).last(deck)
    made = load_deck(deck).deck
    assert kept is not None
    assert made is not None
    assert repr(kept.facts) == repr(tuple(made.facts.values()))
    assert (kept.text, kept.sections) == (DECK, (0, 1, 2))
    # What most values have is one object, which code asks for first.
    values = [value for fact in kept.facts for each in fact.values.values() for value in each]
    assert all(each.provenance is UNTOLD and each.control is UNCONTROLLED for each in values)


def test_only_the_changed_fact_and_the_one_above_are_read_anew(deck: Path, read: list[str]) -> None:
    deck.write_text(DECK.replace("word 4", "words"), encoding="utf-8")
    load_deck(deck, readings=KeptFacts(PROGRAM))
    # The fact above could go on in the changed row.
    assert read == ["t3", "t4"]


def test_a_run_keeps_facts_for_other_commands(deck: Path, read: list[str]) -> None:
    runner = CliRunner()
    for command, expected in (("check", 9), ("lint", 1)):
        read.clear()
        runner.invoke(main, [command, str(deck)])
        assert len(read) == expected
    read.clear()
    runner.invoke(main, ["build", "--force", str(deck)])
    assert len(read) == 9


def test_a_record_of_another_program_or_file_or_of_few_facts_does_not_count(
    deck: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert KeptFacts("another program").last(deck) is None
    assert KeptFacts(PROGRAM).last(deck.with_name("other.yaml")) is None
    monkeypatch.setattr(kept_facts, "LEAST_FACTS", 10)
    load_deck(deck, readings=KeptFacts("a third program"))
    assert KeptFacts("a third program").last(deck) is None


@pytest.mark.parametrize("data", [b"", b"no record", msgspec.msgpack.encode([DECK, [0], [{}]])])
def test_a_damaged_record_counts_as_none(deck: Path, data: bytes, read: list[str]) -> None:
    [record] = (deck.parent / "cache").iterdir()
    store.write(record.stem, data)
    assert KeptFacts(PROGRAM).last(deck) is None
    assert load_deck(deck, readings=KeptFacts(PROGRAM)).deck == load_deck(deck).deck
    assert len(read) == 18
