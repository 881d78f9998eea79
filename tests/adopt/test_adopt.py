"""Decks that others made become quizgen's, and learners in the real Anki lose nothing."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from pathlib import Path

import genanki
import pytest
from anki.collection import ExportAnkiPackageOptions
from anki_support import Collection, cards, check_database, import_package
from click.testing import CliRunner, Result
from deck_support import load
from foreign_support import (
    FIELDS,
    MODEL,
    TEMPLATES,
    countries,
    write_country_package,
    write_crowdanki_folder,
    write_exported_text,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.adopt.contents import contents_of
from quizgen.adopt.templates import card_of
from quizgen.anki.learning import read_learning
from quizgen.anki.protobuf import values_in
from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.deck.model.contents import Text
from quizgen.markup.parse import marked

THEN = 1_600_000_000
COUNT = 40


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    return tmp_path


def quizgen(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == code, result.output
    return result


def learn(collection: Collection, count: int) -> None:
    """Answer cards with the real scheduler, each with another button."""
    for name in collection.decks.all_names_and_ids():
        collection.decks.select(name.id)
        config = collection.decks.config_dict_for_deck_id(name.id)
        config["new"]["perDay"] = config["rev"]["perDay"] = 9999
        collection.decks.update_config(config)
        for number in range(count):
            card = collection.sched.getCard()
            if card is not None:
                collection.sched.answerCard(card, 4 if number % 3 else 3)


def progress(collection: Collection) -> list[object]:
    """Return all that a learner has worked for: schedules, reviews, and whose they are."""
    schedule = "select id, nid, ord, did, type, queue, due, ivl, factor, reps, lapses from cards"
    return [
        collection.db.all(f"{schedule} where reps > 0 order by id"),
        collection.db.all("select * from revlog order by id"),
        collection.db.all("select id, guid, mid from notes order by id"),
    ]


def learner(collection: Collection, *, has_ids: bool = True) -> None:
    """Give a learner the deck as others made it, reviews, an edit, a tag and a suspended card."""
    write_country_package(Path("ug.apkg"), COUNT, timestamp=THEN, has_ids=has_ids)
    assert import_package(collection, Path("ug.apkg")).new == COUNT
    learn(collection, 90)
    assert collection.db.scalar("select count() from revlog") == 90
    collection.sched.suspend_cards([cards(collection)[-1].id])
    # It notes in each card when it was reviewed.
    check_database(collection)


def build(name: str = "ours.yaml", package: str = "ours.apkg") -> Path:
    quizgen("anki", name, "-o", package)
    return Path(package)


def edit(name: str, old: str, new: str) -> None:
    path = Path(name)
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.parametrize("source", ["ug.apkg", "exported.apkg", "new.apkg", "all.colpkg"])
def test_reviews_carry_over(collection: Collection, source: str) -> None:
    learner(collection)
    if source != "ug.apkg":
        options = ExportAnkiPackageOptions(
            legacy=source == "exported.apkg", with_scheduling=True, with_media=True
        )
        if source.endswith("colpkg"):
            collection.export_collection_package(source, include_media=True, legacy=False)
            collection.reopen()
        else:
            collection.export_anki_package(out_path=source, options=options, limit=None)
    quizgen("adopt", source, "-o", "ours.yaml")
    before = progress(collection)
    fields = dict(collection.db.all("select guid, flds from notes"))
    count = collection.card_count()

    # Nothing reaches a learner who has the deck.
    assert import_package(collection, build()) == (0, 0, COUNT, 0)
    assert progress(collection) == before
    assert dict(collection.db.all("select guid, flds from notes")) == fields
    assert collection.card_count() == count

    # A mend does, and so does a new fact; nothing else changes.
    edit("ours.yaml", "capital: City 7\n", "capital: Citta 7\n")
    with Path("ours.yaml").open("a", encoding="utf-8") as stream:
        stream.write("  atlantis: {country: Atlantis, capital: Poseidonis}\n")
    assert import_package(collection, build()) == (1, 1, COUNT - 1, 0)
    after = progress(collection)
    assert after[:2] == before[:2]
    assert [row for row in after[2] if row in before[2]] == before[2]  # type: ignore[attr-defined, operator]
    assert collection.card_count() == count + 2
    (found,) = collection.find_notes("Capital:'Citta 7' or \"Capital:Citta 7\"")
    assert collection.get_note(found)["Capital"] == "Citta 7"
    models = [each.name for each in collection.models.all_names_and_ids()]
    assert [name for name in models if "Geography" in name] == ["Ultimate Geography"]
    # Learners keep the looks that they have.
    model = collection.models.by_name("Ultimate Geography")
    assert model is not None
    assert [each["qfmt"] for each in model["tmpls"]] == [front for _, front, _ in TEMPLATES]
    assert check_database(collection) == []
    assert collection.get_empty_cards().notes == []


@pytest.mark.parametrize("has_ids", [True, False])
def test_every_note_can_change_at_once(*, has_ids: bool, collection: Collection) -> None:
    learner(collection, has_ids=has_ids)
    quizgen("adopt", "ug.apkg", "-o", "ours.yaml")
    Path("ours.lock").unlink()
    before = progress(collection)
    count = collection.card_count()
    edit("ours.yaml", "City ", "Town ")
    counts = import_package(collection, build())
    assert counts == (0, COUNT, 0, 0)
    assert progress(collection) == before
    assert collection.card_count() == count
    assert check_database(collection) == []


def test_a_new_learner_gets_the_same_cards(tmp_path: Path, collection: Collection) -> None:
    from anki_support import open_collection, render_all  # noqa: PLC0415

    write_country_package(Path("ug.apkg"), COUNT, timestamp=THEN)
    quizgen("adopt", "ug.apkg", "-o", "ours.yaml")
    import_package(collection, Path("ug.apkg"))
    (tmp_path / "other").mkdir()
    other = open_collection(tmp_path / "other")
    assert import_package(other, build()).new == COUNT
    rows = "select guid, ord from cards join notes on nid = notes.id order by 1, 2"
    assert other.db.all(rows) == collection.db.all(rows)
    assert other.get_empty_cards().notes == []
    assert check_database(other) == []
    shown = render_all(other)
    assert all("City" in side.back or "Land" in side.back for side in shown)
    assert not any("{{" in side.front + side.back for side in shown)
    assert any("<img" in side.front for side in shown)
    # One who starts with ours goes on with an update of theirs.
    write_country_package(Path("later.apkg"), COUNT, timestamp=THEN + 5_000_000_000 // 1000)
    assert import_package(other, Path("later.apkg")).conflicting == 0
    other.close()


def test_what_a_folder_says_otherwise_than_the_release_reaches_learners(
    collection: Collection,
) -> None:
    learner(collection)
    write_exported_text(Path("source.txt"), COUNT)
    edit("source.txt", '"City 7"', '"Citta 7"')
    quizgen("adopt", "source.txt", "-o", "ours.yaml", "--release", "ug.apkg")
    before = progress(collection)
    assert import_package(collection, build()) == (0, 1, COUNT - 1, 0)
    assert progress(collection) == before
    assert collection.find_notes('"Capital:Citta 7"')


@pytest.mark.parametrize("write", [write_crowdanki_folder, write_exported_text])
def test_folders_and_texts_carry_reviews_over_with_a_release(
    collection: Collection, write: object
) -> None:
    learner(collection)
    write(Path("source.txt"), COUNT)  # type: ignore[operator]
    result = quizgen("adopt", "source.txt", "-o", "lone.yaml")
    assert "learners' reviews do not carry over" in result.stderr
    quizgen("adopt", "source.txt", "-o", "ours.yaml", "--release", "ug.apkg")
    before = progress(collection)
    assert import_package(collection, build()) == (0, 0, COUNT, 0)
    edit("ours.yaml", "capital: City 7\n", "capital: Citta 7\n")
    assert import_package(collection, build()) == (0, 1, COUNT - 1, 0)
    assert progress(collection) == before


def test_what_is_left_out_is_told() -> None:
    write_country_package(Path("ug.apkg"), COUNT, timestamp=THEN)
    result = quizgen("adopt", "ug.apkg", "-o", "ours.yaml")
    assert "Q565" in result.stderr
    assert "the deck leaves out underlining" in result.stderr
    assert f"{COUNT} notes adopted" in result.stdout
    deck = load(Path("ours.yaml"))
    fact = deck.facts["ultimate-geography/land-isle-1"]
    assert fact.guid == countries(2)[1][0]
    assert fact.tags == ("UG::Europe",)
    (info,) = fact.values["country_info"]
    assert info.content == Text(marked("An **island**.\nIt is small."))
    assert len(list(Path("ours-media").iterdir())) == COUNT * 2 - 5
    assert quizgen("check", "ours.yaml").exit_code == 0
    assert quizgen("quiz", "ours.yaml", "-o", "quiz", "--items", "5").exit_code == 0


def test_no_file_is_replaced() -> None:
    write_country_package(Path("ug.apkg"), 3, timestamp=THEN)
    Path("ours.lock").write_text("mine", encoding="utf-8")
    result = quizgen("adopt", "ug.apkg", "-o", "ours.yaml", code=1)
    assert "this file exists" in result.stderr
    assert not Path("ours.yaml").exists()
    assert Path("ours.lock").read_text(encoding="utf-8") == "mine"


# Other shapes


def basic(path: Path, notes: list[tuple[str, str]], **model: object) -> None:
    made = genanki.Model(
        1_700_000_000_123,
        "Basic",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"}],
        **model,
    )
    deck = genanki.Deck(7, "Chores::Kitchen")
    for number, fields in enumerate(notes):
        deck.add_note(genanki.Note(made, list(fields), guid=f"b{number}"))
    genanki.Package(deck).write_to_file(path, timestamp=THEN)


def test_plain_questions_become_questions(collection: Collection) -> None:
    basic(Path("b.apkg"), [("Who cooks?", "Ann"), ("Who eats?", "Bob"), ("Who eats?", "Cy")])
    import_package(collection, Path("b.apkg"))
    learn(collection, 3)
    quizgen("adopt", "b.apkg", "-o", "ours.yaml")
    deck = load(Path("ours.yaml"))
    assert deck.title == "Chores"
    assert list(deck.facts) == ["basic/who-cooks", "basic/who-eats", "basic/who-eats-2"]
    assert deck.kinds["basic"].questions["back_text"].ask == ("{front}",)
    before = progress(collection)
    edit("ours.yaml", "back_text: Ann", "back_text: Anna")
    assert import_package(collection, build()) == (0, 1, 2, 0)
    assert progress(collection) == before


def test_cloze_notes_whose_card_has_no_deletions_are_left_out_and_told() -> None:
    basic(Path("b.apkg"), [("x {{c1::y}}", "z")], model_type=genanki.Model.CLOZE)
    result = quizgen("adopt", "b.apkg", "-o", "ours.yaml", code=1)
    assert "a cloze card of `Basic` shows no field, or several" in result.stderr
    assert "none of the notes can be adopted" in result.stderr


@pytest.mark.parametrize(
    "front",
    ["<script>alert(1)</script>", "{{c1::x}} [sound:../../x]", "a\x1b[31m", "=1+1"],
)
def test_hostile_notes_stay_text(front: str, collection: Collection) -> None:
    basic(Path("b.apkg"), [(f"{front} Who?", "Ann"), ("Who eats?", '<img src="../../x.png">Bob')])
    quizgen("adopt", "b.apkg", "-o", "ours.yaml")
    assert not [each for each in load_deck(Path("ours.yaml")).diagnostics if each.code[1] != "4"]
    import_package(collection, build())
    assert "<script>" not in "".join(collection.db.list("select flds from notes"))


def test_a_table_becomes_a_deck() -> None:
    Path("words.csv").write_text("Word;Meaning\nHaus;house\nBaum;tree\n", encoding="utf-8")
    quizgen("adopt", "words.csv", "-o", "ours.yaml")
    deck = load(Path("ours.yaml"))
    assert list(deck.facts) == ["words/haus", "words/baum"]
    assert not any(fact.guid for fact in deck.facts.values())
    assert not deck.anki.note_types


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.apkg", b"no", "Q527"),
        ("x.json", b"[]", "not written as CrowdAnki writes it"),
        ("x.json", b"{" * 100_000, "the file is not JSON"),
        ("x.json", b'{"name": "x", "children": 7}', "not written as CrowdAnki writes it"),
        ("x.csv", b"", "the table has no notes"),
        ("x.csv", b'a,b\n"c', "this is not CSV"),
        ("x.txt", b"#separator:tab\n#guid column:999\nx\ty\n", ""),
    ],
)
def test_sources_that_are_none(name: str, content: bytes, told: str) -> None:
    Path(name).write_bytes(content)
    result = quizgen("adopt", name, "-o", "ours.yaml", code=1 if told else 0)
    assert told in result.output
    assert Path("ours.yaml").exists() == (not told)


def test_a_package_whose_media_lie() -> None:
    write_country_package(Path("ug.apkg"), 3, timestamp=THEN)
    with zipfile.ZipFile("ug.apkg") as old, zipfile.ZipFile("bad.apkg", "w") as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == "0":
                data = b"\x89PNG\r\n\x1a\n" + b"damaged"
            if entry.filename == "1":
                data = b"no picture"
            new.writestr(entry.filename, data)
    result = quizgen("adopt", "bad.apkg", "-o", "ours.yaml")
    assert "a note was left out: the picture is damaged" in result.stderr
    assert "a picture or a sound is missing or in an unknown format" in result.stderr
    assert "2 notes adopted, 1 left out" in result.stdout


# What a deck says of adopted notes

ADOPTED = """\
deck: test
title: A test
source: {title: Notes}
kinds:
  lands:
    one: land
    name: name
    fields:
      name: {type: text, required: true}
      capital: {type: text, single: true}
    questions: {capital: {ask: "what is the capital of {name}?"}}
anki:
  kinds:
    lands:
      note_type:
        id: 1504870384021
        name: Lands
        fields: {Land: name, Capital: capital}
        cards: {Card 1: {shows: [name], asks: [capital]}}
lands:
  fr: {name: France, capital: Paris, guid: abc}
  de: {name: Germany, capital: Berlin, guid: abd}
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("guid: abd", "guid: abc", "Q563 22 the guid `abc` belongs to"),
        ("guid: abd", 'guid: "a b"', "Q563 22 `a b` is not a guid"),
        ("guid: abd", f"guid: {'a' * 101}", f"Q563 22 `{'a' * 39}…` is not a guid"),
        ("id: 1504870384021", "id: ten", "Q562 16 `ten` is not the id of a note type"),
        ("Land: name", "Land: nam", "Q562 18 no field is called `nam`"),
        ("Land: name", '"La:nd": name', "Q562 18 `La:nd` is not the name of a field in Anki"),
        ("asks: [capital]", "asks: [capitol]", "Q562 19 no field is called `capitol`"),
        (
            "{shows: [name], asks: [capital]}",
            "x",
            "Q562 19 the card `Card 1` takes keys of its own",
        ),
        ("{Card 1: {shows: [name], asks: [capital]}}", "{}", "Q562 19 the note type has no cards"),
        ("shows: [name], ", "", "Q202 19 the key `shows` is missing"),
        ("      note_type:\n        id", "      note_typ:\n        id", "Q201 15 unknown key"),
    ],
)
def test_what_is_wrong_with_a_note_type_is_told(old: str, new: str, told: str) -> None:
    Path("test.yaml").write_text(ADOPTED.replace(old, new, 1), encoding="utf-8")
    found = load_deck(Path("test.yaml")).diagnostics
    assert found, "no problem"
    assert f"{found[0].code} {found[0].place.line} {found[0].message}".startswith(told)


def test_a_push_leaves_adopted_notes_to_an_import(collection: Collection) -> None:
    from ankiconnect_support import running  # noqa: PLC0415

    Path("test.yaml").write_text(ADOPTED, encoding="utf-8")
    with running(collection) as service:
        quizgen("push", "test.yaml", "--url", service.url)
    assert collection.note_count() == 0


def test_a_fact_about_nothing_that_is_asked_is_a_note() -> None:
    text = ADOPTED.replace("shows: [name], asks: [capital]", "shows: [name], asks: [name]")
    Path("test.yaml").write_text(text.replace(", capital: Berlin", ""), encoding="utf-8")
    assert "2 facts" in quizgen("anki", "test.yaml", "-o", "t.apkg").output


def test_mends_of_adopted_notes_come_back(collection: Collection) -> None:
    learner(collection)
    quizgen("adopt", "ug.apkg", "-o", "ours.yaml")
    import_package(collection, build())
    changes = {
        "Land &amp; Isle 7": {"Capital": "Citta 7", "Country info": "New: an atoll."},
        "Land &amp; Isle 8": {"Country": "Land 8", "Flag": ""},
        "Land &amp; Isle 1": {"Capital": "<u>City</u> 1"},
        "Land &amp; Isle 2": {"Capital": "<i>City</i> 2"},
    }
    for note_id in collection.find_notes(""):
        note = collection.get_note(note_id)
        for name, text in changes.get(note["Country"], {}).items():
            note[name] = text
        collection.update_note(note)
    options = ExportAnkiPackageOptions(legacy=False, with_scheduling=True, with_media=True)
    collection.export_anki_package(out_path="mended.apkg", options=options, limit=None)
    result = quizgen("pull", "ours.yaml", "--from", "mended.apkg", "--apply")
    text = Path("ours.yaml").read_text(encoding="utf-8")
    assert "4 fields mended, 2 cannot go back" in result.stderr
    assert '    country_info: "New: an atoll."\n' in text
    assert "    capital: Citta 7\n" in text
    assert "    country: Land 8\n" in text
    assert "  land-isle-8:\n" in text
    assert "the field is empty now" in result.stderr
    assert "underlining" in result.stderr
    assert '    capital: "*City* 2"\n' in text
    # What was taken over is no news to this learner.
    before = progress(collection)
    import_package(collection, build())
    assert progress(collection) == before


# Parts


@pytest.mark.parametrize(
    ("front", "back", "made"),
    [
        ("{{A}}", "{{FrontSide}}{{B}}{{C}}", (("a",), ("b",), ("c",), ())),
        ("{{#B}}{{A}}{{/B}}", "{{B}}", (("a",), ("b",), (), ("b",))),
        ("{{A}}{{#C}}{{C}}{{/C}}", "{{B}}", (("a", "c"), ("b",), (), ())),
        ("{{text:A}} {{type:B}}", "{{FrontSide}}", (("a",), ("b",), (), ())),
        ("{{A}} {{hint:C}}", "{{B}}", (("a",), ("b",), ("c",), ())),
        ("fixed", "{{B}}", (("a",), ("b",), (), ())),
        ("{{A}}", "{{A}}", (("a",), ("a",), (), ())),
        ("{{^B}}{{A}}{{/B}}", "{{C}}", (("a",), ("c",), (), ())),
        ("{{/A}}{{#A}}{{A}}", "{{Nope}}{{B}}", (("a",), ("b",), (), ("a",))),
    ],
)
def test_what_a_template_shows_and_asks(front: str, back: str, made: tuple[object, ...]) -> None:
    card = card_of("Card 1", front, back, {"A": "a", "B": "b", "C": "c"})
    assert (card.shows, card.asks, card.adds, card.needs) == made


@given(st.text())
@settings(max_examples=200, deadline=None)
def test_any_field_can_be_read(field: str) -> None:
    assert contents_of(field).type in {"", "text", "image", "audio"}


@given(st.binary(max_size=200))
@settings(max_examples=500, deadline=None)
def test_any_bytes_are_a_message_or_refused(data: bytes) -> None:
    with suppress(ValueError):
        assert isinstance(values_in(data), dict)


def test_a_package_is_read_whole(collection: Collection) -> None:
    learner(collection)
    for legacy in (True, False):
        options = ExportAnkiPackageOptions(legacy=legacy, with_scheduling=True, with_media=False)
        collection.export_anki_package(out_path="e.apkg", options=options, limit=None)
        learning = read_learning(Path("e.apkg"))
        assert len(learning.notes) == COUNT
        assert len(learning.reviews) == 90
        assert sum(card.reps for card in learning.cards) == 90
        held = learning.types[MODEL]
        assert tuple(name for name, _ in held.fields) == FIELDS
        assert [(name, front, back) for name, _, front, back in held.templates] == list(TEMPLATES)
