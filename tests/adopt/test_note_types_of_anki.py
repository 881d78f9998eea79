"""Decks of the note types that come with Anki, made in Anki, become quizgen's without a loss."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki_support import (
    Collection,
    check_database,
    import_package,
    open_collection,
    render_all,
    shown_text,
)
from click.testing import CliRunner, Result
from foreign_support import drawing

from quizgen.adopt.sentences import sentence_of
from quizgen.cli import main

THEN = 1_600_000_000
CLOZES = {
    "plain": "{{c1::Kinshasa}} is the capital of {{c2::Congo}}.",
    "hints and bold": "<b>Oslo</b> was called {{c2::Kristiania::a king}} until {{c1::1925}}.",
    "gaps in numbers": "Water boils at {{c7::100}} &deg;C &amp; freezes at {{c3::0 &deg;C}}.",
    "a line": "First:<br>{{c1::one}}<div>then {{c2::two words}}</div>",
    "a hint that tells": "The {{c1::Nile::Nile?}} is long.",
    "twice": "{{c1::Lima}} and {{c1::Quito}} are capitals, {{c2::Ica}} is none.",
    "the same twice": "{{c2::Rome}} fell, but {{c1::Constantinople}} was {{c2::Rome}} as well.",
    "colons": "It begins at {{c1::10:30}} or at 2: {{c2::never}}.",
}
LEFT = {
    "nested": "{{c1::The {{c2::red}} fox}} runs.",
    "a picture": "{{c1::<img src='dot.png'>}} is a dot.",
    "alone": "{{c1::everything}}",
    "bars": "It is {{c1::a|b}} here.",
}
BASICS = {
    "Basic": 4,
    "Basic (and reversed card)": 4,
    "Basic (optional reversed card)": 4,
    "Basic (type in the answer)": 4,
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


@pytest.fixture
def author(tmp_path: Path) -> Iterator[Collection]:
    """Return the collection of whoever made the deck."""
    (tmp_path / "author").mkdir()
    made = open_collection(tmp_path / "author")
    yield made
    made.close()


def quizgen(*arguments: str) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == 0, result.output
    return result


def add(collection: Collection, type_: str, *fields: str, tags: str = "") -> None:
    model = collection.models.by_name(f"{type_} copy")
    assert model
    note = collection.new_note(model)
    for number, text in enumerate(fields):
        note.fields[number] = text
    note.tags = tags.split()
    collection.add_note(note, collection.decks.id("Foreign"))


def make(author: Collection, path: str = "theirs.apkg") -> int:
    """Fill the author's collection and export it; return the number of notes."""
    # Anki numbers note types by the millisecond: the learner's collection, which was made just now,
    # must not have given the same numbers.
    time.sleep(0.2)
    for name in ("Cloze", *BASICS):
        model = author.models.by_name(name)
        assert model
        author.models.copy(model, add=True)
    author.media.write_data("dot.png", drawing(1))
    author.media.write_data("own.png", drawing(2))
    for name, text in {**CLOZES, **LEFT}.items():
        extra = 'see <img src="own.png">' if name == "plain" else name
        add(author, "Cloze", text, extra, tags="their::tag")
    for type_, count in BASICS.items():
        for number in range(count):
            front = f"What is {number} in {type_}?"
            back = '<img src="dot.png">' if type_ == "Basic" else f"the answer {number}"
            add(author, type_, front, back, *(["y"] if "optional" in type_ and number else []))
    author.db.execute("update notes set mod = ?", THEN)
    options = ExportAnkiPackageOptions(with_media=True, legacy=True)
    author.export_anki_package(out_path=path, options=options, limit=None)
    return author.note_count()


def learn(collection: Collection) -> None:
    for name in collection.decks.all_names_and_ids():
        collection.decks.select(name.id)
        config = collection.decks.config_dict_for_deck_id(name.id)
        config["new"]["perDay"] = config["rev"]["perDay"] = 9999
        config["new"]["bury"] = config["rev"]["bury"] = False
        collection.decks.update_config(config)
        for number in range(200):
            card = collection.sched.getCard()
            if card is None:
                break
            collection.sched.answerCard(card, 4 if number % 3 else 3)
    # It notes in each card when it was reviewed.
    check_database(collection)


def progress(collection: Collection) -> list[object]:
    schedule = "select id, nid, ord, did, type, queue, due, ivl, factor, reps, lapses from cards"
    return [
        collection.db.all(f"{schedule} order by id"),
        collection.db.all("select * from revlog order by id"),
        collection.db.all("select id, guid, mid from notes order by id"),
    ]


def test_reviews_carry_over(author: Collection, collection: Collection) -> None:
    count = make(author)
    assert import_package(collection, Path("theirs.apkg")).new == count
    learn(collection)
    before = progress(collection)
    assert collection.db.scalar("select count() from cards where reps > 0") > 30
    fields = dict(collection.db.all("select guid, flds from notes"))
    told = quizgen("adopt", "theirs.apkg", "-o", "ours.yaml")
    assert "the sentence is nothing but blanks" in told.stderr
    # Nothing reaches a learner who has the deck.
    quizgen("anki", "ours.yaml", "-o", "ours.apkg")
    kept = count - len(LEFT)
    assert import_package(collection, Path("ours.apkg")) == (0, 0, kept, 0)
    assert progress(collection) == before
    assert dict(collection.db.all("select guid, flds from notes")) == fields
    # Every note can change at once.
    Path("ours.lock").unlink()
    quizgen("anki", "ours.yaml", "-o", "ours.apkg")
    assert import_package(collection, Path("ours.apkg")) == (0, kept, 0, 0)
    assert progress(collection) == before
    assert collection.get_empty_cards().notes == []
    assert check_database(collection) == []
    types = {each.name for each in collection.models.all_names_and_ids()}
    assert not any("-" in name or "quizgen" in name for name in types)


def test_cards_ask_as_before(author: Collection, collection: Collection) -> None:
    make(author)
    import_package(collection, Path("theirs.apkg"))
    before = [shown_text(each.back) for each in render_all(collection)]
    quizgen("adopt", "theirs.apkg", "-o", "ours.yaml")
    Path("ours.lock").unlink()
    quizgen("anki", "ours.yaml", "-o", "ours.apkg")
    import_package(collection, Path("ours.apkg"))
    after = [shown_text(each.back) for each in render_all(collection)]
    # A hint that gives the answer away goes.
    assert [text.replace("[Nile?]", "[...]") for text in before] == after


def test_a_mended_sentence_keeps_its_numbers(author: Collection, collection: Collection) -> None:
    make(author)
    import_package(collection, Path("theirs.apkg"))
    learn(collection)
    before = progress(collection)
    quizgen("adopt", "theirs.apkg", "-o", "ours.yaml")
    quizgen("anki", "ours.yaml", "-o", "ours.apkg")
    path = Path("ours.yaml")
    text = path.read_text(encoding="utf-8")
    mended = re.sub(r"(?=\{\{1: Kinshasa)", "In {{Africa|text}}, ", text)
    mended = mended.replace("{{1: Kinshasa|text|}}", "{{Kinshasa|text}}")
    # A blank that goes stays a card, since its words are still there; so this note is as before.
    mended = mended.replace("{{3: 0 °C|text|}}", "0 °C")
    assert mended.count("|text|") == text.count("|text|") - 2
    path.write_text(mended, encoding="utf-8")
    quizgen("anki", "ours.yaml", "-o", "ours.apkg")
    assert import_package(collection, Path("ours.apkg")) == (0, 1, 23, 0)
    after = progress(collection)
    assert [row for row in after[0] if row in before[0]] == before[0]  # type: ignore[attr-defined, operator]
    assert after[1:] == before[1:]
    assert len(after[0]) == len(before[0]) + 1  # type: ignore[arg-type]
    assert collection.get_empty_cards().notes == []


def test_a_new_learner_gets_the_same_cards(author: Collection, collection: Collection) -> None:
    make(author)
    quizgen("adopt", "theirs.apkg", "-o", "ours.yaml")
    quizgen("anki", "ours.yaml", "-o", "ours.apkg")
    import_package(collection, Path("ours.apkg"))
    rows = "select guid, ord from cards join notes on nid = notes.id order by 1, 2"
    held = author.db.all(rows)
    assert [row for row in held if row in collection.db.all(rows)] == collection.db.all(rows)
    assert collection.get_empty_cards().notes == []
    shown = [shown_text(each.front) for each in render_all(collection)]
    assert "[...] is the capital of Congo." in shown
    assert "Oslo was called [a king] until 1925." in shown


@pytest.mark.parametrize("text", LEFT.values())
def test_what_no_sentence_can_hold(text: str) -> None:
    found = sentence_of(text).text
    assert not found or text == LEFT["alone"]


def test_a_learners_mend_of_a_sentence_comes_back(
    author: Collection, collection: Collection
) -> None:
    make(author)
    import_package(collection, Path("theirs.apkg"))
    quizgen("adopt", "theirs.apkg", "-o", "ours.yaml")
    (found,) = collection.find_notes("Text:*Kinshasa*")
    note = collection.get_note(found)
    note["Text"] = note["Text"].replace("is the capital", "was the capital")
    note["Back Extra"] = "in Africa"
    collection.update_note(note)
    options = ExportAnkiPackageOptions(with_scheduling=True, legacy=False)
    collection.export_anki_package(out_path="mended.apkg", options=options, limit=None)
    told = quizgen("pull", "ours.yaml", "--from", "mended.apkg", "--apply")
    text = Path("ours.yaml").read_text(encoding="utf-8")
    assert "back_extra: in Africa" in text, told.output
    assert "was the capital" in text, told.output
