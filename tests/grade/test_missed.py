"""`quizgen anki --missed` in the real Anki: exactly the facts missed, and nothing is lost."""

from __future__ import annotations

from pathlib import Path

import pytest
from anki.collection import Collection
from anki_support import import_package, open_collection
from click.testing import CliRunner, Result
from grade_support import item, page, quiz, readings

from quizgen.cli import main
from quizgen.grade.corrections import Corrections
from quizgen.grade.grading import grade
from quizgen.grade.policy import Policy
from quizgen.grade.responses import responses_csv
from quizgen.grade.results import results_of
from quizgen.quiz.manifest import QuizItem, Student

PUPILS = (Student("1", "Ada Ä"), Student("2", "Ben"), Student("3", "Cleo"))
DECK = """\
deck: capitals
title: Capitals
events:
  one: {name: the first event, date: 1901-02-03}
  two: {name: the second event, date: 1911-02-03}
  three: {name: the third event, date: 1921-02-03}
  four: {name: the fourth event, date: 1931-02-03}
"""


def fact_item(name: str, key: int) -> QuizItem:
    return item(name, key=(key,), id=f"events/{name}/date", facts=(f"events/{name}",))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, with a deck and the answers of a class."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "capitals.yaml").write_text(DECK, "utf-8")
    items = [fact_item("one", 0), fact_item("two", 1), fact_item("lost", 2)]
    manifest = quiz(items, None, PUPILS)
    # Ada misses the second fact, Ben the first and one that the deck has lost, Cleo none. The
    # papers after the first have the items backwards.
    given = {"1": "A A C", "2": "A B B", "3": "C B A"}
    pages = [page(manifest, letters, number) for number, letters in given.items()]
    papers = grade(manifest, readings(manifest, *pages).pages, Corrections())
    results = results_of(manifest, papers, Policy())
    (tmp_path / "responses.csv").write_bytes(responses_csv(results))
    return tmp_path


def anki(*options: str) -> Result:
    done = CliRunner().invoke(main, ["anki", "capitals.yaml", *options])
    assert done.exit_code == 0, done.output
    return done


def facts(collection: Collection) -> set[str]:
    """Return the facts of the notes in a collection, by their dates and names."""
    words = {"first": "one", "second": "two", "third": "three", "fourth": "four"}
    fields = [" ".join(collection.get_note(each).fields) for each in collection.find_notes("")]
    return {fact for text in fields for word, fact in words.items() if f"{word} event" in text}


def test_each_student_gets_exactly_the_facts_missed(folder: Path) -> None:
    done = anki("--missed", "responses.csv")
    assert "`events/lost`" in done.output
    assert "1 student missed nothing" in done.output
    made = {path.stem: path for path in (folder / "capitals-missed").iterdir()}
    assert sorted(made) == ["1-Ada-Ä", "2-Ben", "class"]
    wanted = {"1-Ada-Ä": {"two"}, "2-Ben": {"one"}, "class": {"one", "two"}}
    for name, path in made.items():
        home = folder / f"anki {name}"
        home.mkdir()
        collection = open_collection(home)
        import_package(collection, path)
        assert facts(collection) == wanted[name]
        collection.close()
    assert not (folder / "capitals.lock.json").exists()


@pytest.mark.parametrize("whole_first", [True, False])
def test_a_learner_with_the_whole_deck_loses_nothing(folder: Path, *, whole_first: bool) -> None:
    anki()
    anki("--missed", "responses.csv")
    part, whole = folder / "capitals-missed" / "2-Ben.apkg", folder / "capitals.apkg"
    collection = open_collection(folder)
    import_package(collection, whole if whole_first else part)
    card = collection.get_card(collection.find_cards("")[0])
    card.ivl, card.type, card.queue = 40, 2, 2
    collection.update_card(card)
    before = collection.note_count()
    imported = import_package(collection, part if whole_first else whole)
    assert facts(collection) == {"one", "two", "three", "four"}
    assert imported.updated == 0
    assert (imported.new == 0) is whole_first
    assert collection.note_count() == before + imported.new
    assert collection.get_card(card.id).ivl == 40
    # Both packages put their cards into one deck.
    assert len({collection.get_card(each).did for each in collection.find_cards("")}) == 1
    collection.close()


def test_a_part_has_the_times_of_the_whole_even_after_a_change(folder: Path) -> None:
    anki()
    lock = {path: path.read_bytes() for path in folder.glob("*lock*")}
    assert lock
    collection = open_collection(folder)
    import_package(collection, folder / "capitals.apkg")
    text = DECK.replace("the first event", "the very first event")
    (folder / "capitals.yaml").write_text(text, "utf-8")
    anki("--missed", "responses.csv")
    assert {path: path.read_bytes() for path in lock} == lock
    imported = import_package(collection, folder / "capitals-missed" / "class.apkg")
    # The mend reaches the learner; the other fact is as it was.
    assert (imported.new, imported.updated > 0, imported.duplicate > 0) == (0, True, True)
    collection.close()


@pytest.mark.usefixtures("folder")
def test_other_options_about_the_whole_package_are_refused() -> None:
    done = CliRunner().invoke(
        main, ["anki", "capitals.yaml", "--missed", "responses.csv", "--text"]
    )
    assert (done.exit_code, "--text has no effect" in done.output) == (2, True)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n1,2\n", "no column `number`"),
        ("number,item,missed,chosen,offered,earned,possible\n1,,x,,,1,1\n", "names no item"),
        ("number,item,missed,chosen,offered,earned,possible\n1,i,x,,,one,1\n", "not a number"),
    ],
)
def test_another_table_is_refused(folder: Path, text: str, told: str) -> None:
    (folder / "other.csv").write_text(text, "utf-8")
    done = CliRunner().invoke(main, ["anki", "capitals.yaml", "--missed", "other.csv"])
    assert (done.exit_code, "Q724" in done.output, told in done.output) == (1, True, True)
