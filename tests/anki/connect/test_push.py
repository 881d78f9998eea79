"""Pushing a deck into a running Anki: a real collection behind a stand-in for AnkiConnect."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest
from anki_support import Collection, Imported, check_database, import_package, open_collection
from ankiconnect_support import READING, Service, broken_from, media_files, running, sees_media_only
from click.testing import CliRunner, Result
from deck_support import ROOT, SHIPPED

from quizgen.anki.connect.client import AnkiConnectError, Client, parse_address
from quizgen.cli import main

DECK = """\
    deck: test_1
    title: A test
    people:
      ada: {name: Ada Lovelace, who: the first programmer, paragraph: 1}
      alan: {name: Alan Turing, who: the founder of computer science, paragraph: 2}
      grace: {name: Grace Hopper, who: the inventor of the linker, paragraph: 3}
    statements:
      enigma: {text: "{{Alan Turing|person}} broke the code in {{1941|date}}.", paragraph: 2}
    """
SAYS = {"ada": "the first programmer", "alan": "the founder of computer science"}
MORE = '  more: {text: "The work began in {{1939|date}}."}\n'
ANSWER = "the author of the first program"


@pytest.fixture
def service(collection: Collection) -> Iterator[Service]:
    with running(collection) as served:
        yield served


@pytest.fixture(autouse=True)
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    write_deck(DECK)


def write_deck(text: str = DECK, seconds: int = 1_700_000_000, **more: str) -> None:
    for old, new in more.items():
        assert SAYS[old] in text
        text = text.replace(SAYS[old], new)
    Path("test.yaml").write_text(dedent(text), encoding="utf-8")
    os.environ["SOURCE_DATE_EPOCH"] = str(seconds)


def push(service: Service, *arguments: str, deck: str = "test.yaml") -> Result:
    return CliRunner().invoke(main, ["push", deck, "--url", service.url, *arguments])


def pushed(service: Service, *arguments: str) -> list[str]:
    result = push(service, *arguments)
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def import_built(collection: Collection, *arguments: str) -> Imported:
    result = CliRunner().invoke(main, ["anki", "test.yaml", "-o", "test.apkg", *arguments])
    assert result.exit_code == 0, result.output
    return import_package(collection, Path("test.apkg"))


def note(collection: Collection, key: str) -> dict[str, str]:
    return dict(collection.get_note(collection.find_notes(f'"Key:test\\_1/{key}"')[0]).items())


def review(collection: Collection, count: int = 2) -> list[list[int]]:
    collection.decks.select(collection.decks.id("A test"))
    for _ in range(count):
        card = collection.sched.getCard()
        assert card is not None
        collection.sched.answerCard(card, 4)
    return schedule(collection)


def schedule(collection: Collection) -> list[list[int]]:
    rows: list[list[int]] = collection.db.all(
        "select id, nid, ord, type, queue, due, ivl, reps from cards order by id"
    )
    return rows + collection.db.all("select id, cid, ease from revlog order by id")


def contents(collection: Collection) -> list[object]:
    return [
        *collection.db.all("select guid, mid, mod, tags, flds from notes order by guid"),
        *collection.db.all("select id, did from cards order by id"),
        [(each.name, each.id) for each in collection.decks.all_names_and_ids()],
        [(each["id"], each["mod"], each["css"]) for each in collection.models.all()],
        media_files(collection),
    ]


# What a push does


def test_a_push_adds_what_an_import_would(
    tmp_path: Path, collection: Collection, service: Service
) -> None:
    assert pushed(service) == ["test_1: 4 new, 0 changed, 0 same, 0 gone"]
    (tmp_path / "other").mkdir()
    other = open_collection(tmp_path / "other")
    assert import_built(other) == (4, 0, 0, 0)
    rows = "select guid, mid, mod, tags, flds from notes order by guid"
    assert collection.db.all(rows) == other.db.all(rows)
    cards = (
        "select notes.guid, ord, type, due, ivl from cards join notes "
        "on nid = notes.id order by notes.guid, ord"
    )
    assert collection.db.all(cards) == other.db.all(cards)
    assert [each.name for each in collection.decks.all_names_and_ids()] == ["A test", "Default"]
    assert check_database(collection) == []
    other.close()


def test_pushing_again_changes_nothing(collection: Collection, service: Service) -> None:
    pushed(service)
    before = contents(collection)
    service.anki.log.clear()
    assert pushed(service) == ["test_1: 0 new, 0 changed, 4 same, 0 gone"]
    assert contents(collection) == before
    assert set(service.anki.log) <= READING


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_shipped_decks_with_every_card_type(
    path: Path, collection: Collection, service: Service
) -> None:
    more = ("--choice", "--typed", "--subdecks")
    path = Path(shutil.copy(path, path.name))
    first = push(service, *more, deck=str(path))
    count = len(collection.find_notes(""))
    assert first.output == f"{path.stem}: {count} new, 0 changed, 0 same, 0 gone\n"
    assert (
        push(service, *more, deck=str(path)).output
        == f"{path.stem}: 0 new, 0 changed, {count} same, 0 gone\n"
    )
    assert collection.get_empty_cards().report == ""
    assert check_database(collection) == []


def test_push_and_import_in_either_order_make_no_duplicates(
    collection: Collection, service: Service
) -> None:
    pushed(service)
    learned = review(collection)
    assert import_built(collection) == (0, 0, 4, 0)
    write_deck(seconds=1_700_000_100, ada=ANSWER)
    assert import_built(collection) == (0, 1, 3, 0)
    assert pushed(service) == ["test_1: 0 new, 0 changed, 4 same, 0 gone"]
    assert len(collection.find_notes("")) == 4
    assert schedule(collection) == learned


def test_import_first_and_push_then(collection: Collection, service: Service) -> None:
    assert import_built(collection).new == 4
    learned = review(collection)
    write_deck(seconds=1_700_000_100, ada=ANSWER)
    assert pushed(service)[0] == "test_1: 0 new, 1 changed, 3 same, 0 gone"
    write_deck(DECK + MORE, seconds=1_700_000_200, ada=ANSWER)
    assert pushed(service)[0] == "test_1: 1 new, 0 changed, 4 same, 0 gone"
    assert import_built(collection).new == 0
    assert (
        len(collection.db.list("select distinct guid from notes"))
        == len(collection.find_notes(""))
        == 5
    )
    assert [row for row in schedule(collection) if row in learned] == learned


def test_the_learner_keeps_what_is_theirs(collection: Collection, service: Service) -> None:
    pushed(service)
    learned = review(collection)
    kind = collection.models.by_name("quizgen recall")
    assert kind is not None
    collection.models.add_field(kind, collection.models.new_field("Mine"))
    kind["css"] += "/* mine */"
    collection.models.update_dict(kind)
    for note_id in collection.find_notes('note:"quizgen recall"'):
        own = collection.get_note(note_id)
        own["Mine"], own.tags = "<b>mine</b>", ["leech", "My::Tag", "Test_1"]
        collection.update_note(own)
    collection.decks.rename(collection.decks.get(collection.decks.id("A test")), "My deck")
    write_deck(seconds=1_700_000_100, ada=ANSWER)
    told = pushed(service, "--dry-run")
    assert told[0] == "test_1: 0 new, 3 changed, 1 same, 0 gone"
    assert sorted(told[1:4]) == [
        "  changed  people/ada/who: Answer, BackPrompt, tag people",
        "  changed  people/alan/who: tag people",
        "  changed  people/grace/who: tag people",
    ]
    pushed(service)
    for note_id in collection.find_notes('note:"quizgen recall"'):
        kept = collection.get_note(note_id)
        assert kept["Mine"] == "<b>mine</b>"
        assert sorted(map(str.casefold, kept.tags)) == ["leech", "my::tag", "people", "test_1"]
    assert note(collection, "people/ada/who")["Answer"] == ANSWER[0].upper() + ANSWER[1:]
    assert schedule(collection) == learned
    assert [each.name for each in collection.decks.all_names_and_ids()] == ["Default", "My deck"]
    # Later additions arrive and leave the rest and the note type alone.
    write_deck(DECK + MORE, 1_700_000_200, ada=ANSWER)
    assert pushed(service)[0] == "test_1: 1 new, 0 changed, 4 same, 0 gone"
    assert {
        collection.get_note(found)["Mine"]
        for found in collection.find_notes("note:'quizgen recall'")
    } <= {"<b>mine</b>"}
    kind = collection.models.by_name("quizgen recall")
    assert kind is not None
    assert kind["css"].endswith("/* mine */")
    assert [row for row in schedule(collection) if row in learned] == learned
    assert check_database(collection) == []


def test_a_dry_run_changes_nothing(collection: Collection, service: Service) -> None:
    assert pushed(service, "--dry-run") == [
        "test_1: 4 new, 0 changed, 0 same, 0 gone",
        "  new      people/ada/who",
        "  new      people/alan/who",
        "  new      people/grace/who",
        "  new      statements/enigma/text",
    ]
    assert collection.find_notes("") == []
    pushed(service)
    before = contents(collection)
    service.anki.log.clear()
    write_deck(DECK + MORE, 1_700_000_100, ada=ANSWER)
    assert pushed(service, "--dry-run") == [
        "test_1: 1 new, 1 changed, 3 same, 0 gone",
        "  new      statements/more/text",
        "  changed  people/ada/who: Answer, BackPrompt",
    ]
    assert contents(collection) == before
    assert set(service.anki.log) <= READING


def test_what_is_gone_is_listed_and_stays(collection: Collection, service: Service) -> None:
    write_deck(DECK + MORE)
    pushed(service)
    learned = review(collection, 5)
    before = collection.db.all("select guid, mid, flds from notes order by id")
    # A similarly named deck and the learner's own notes aren't part of this deck.
    write_deck(DECK.replace("test_1", "testX1"))
    push(service)
    write_deck()
    listed = pushed(service, "--dry-run")
    assert listed == [
        "test_1: 0 new, 0 changed, 4 same, 1 gone",
        "  gone     statements/more/text",
        "  nothing was deleted; to find these notes, search Anki's browser for tag:test_1::gone",
    ]
    assert collection.find_notes("tag:test_1::gone") == []
    assert pushed(service) == listed
    found = [
        collection.get_note(note_id)["Key"] for note_id in collection.find_notes("tag:test_1::gone")
    ]
    assert found == ["test_1/statements/more/text"]
    mine = "select guid, mid, flds from notes where flds like 'test\\_1/%' escape '\\' order by id"
    assert collection.db.all(mine) == before
    assert [row for row in schedule(collection) if row in learned] == learned
    # A fact that returns is no longer listed as deleted.
    write_deck(DECK + MORE, 1_700_000_100)
    assert pushed(service)[0] == "test_1: 0 new, 0 changed, 5 same, 0 gone"
    assert collection.find_notes("tag:test_1::gone") == []


def edit(collection: Collection, key: str, text: str) -> None:
    edited = collection.get_note(collection.find_notes(f"Key:*{key}*")[0])
    edited["Answer"] = text
    collection.update_note(edited)


def test_what_was_edited_in_anki_stays(collection: Collection, service: Service) -> None:
    pushed(service)
    edit(collection, "ada", "mine")
    assert pushed(service) == [
        "test_1: 0 new, 0 changed, 1 edited in Anki, 3 same, 0 gone",
        "  edited   people/ada/who: Answer",
        "  edits made in Anki stay; `--overwrite` replaces them with the text of the deck",
    ]
    write_deck(seconds=1_700_000_100, ada=ANSWER, alan="a founder")
    told = pushed(service, "--dry-run")
    assert told[0] == "test_1: 0 new, 2 changed, 1 edited in Anki, 2 same, 0 gone"
    assert sorted(told[1:3]) == [
        "  changed  people/ada/who: BackPrompt",
        "  changed  people/alan/who: Answer, BackPrompt",
    ]
    assert told[3] == "  conflict people/ada/who: Answer"
    pushed(service)
    assert note(collection, "people/ada/who")["Answer"] == "mine"
    assert note(collection, "people/alan/who")["Answer"] == "A founder"
    # However new the deck is, the edit stays until it is given up.
    write_deck(seconds=int(time.time()) + 100, ada=ANSWER + " of engines", alan="a founder")
    assert pushed(service)[0] == "test_1: 0 new, 1 changed, 1 edited in Anki, 3 same, 0 gone"
    assert note(collection, "people/ada/who")["Answer"] == "mine"
    pushed(service, "--overwrite")
    assert note(collection, "people/ada/who")["Answer"].endswith("of engines")


def test_overwriting_edits(collection: Collection, service: Service) -> None:
    pushed(service)
    edit(collection, "ada", "mine")
    learned = review(collection)
    assert pushed(service, "--overwrite") == ["test_1: 0 new, 1 changed, 3 same, 0 gone"]
    assert note(collection, "people/ada/who")["Answer"] != "mine"
    assert schedule(collection) == learned
    edit(collection, "ada", "mine")
    # Old releases of the add-on don't report when a note changed.
    service.anki.reports_time = False
    assert pushed(service)[0] == "test_1: 0 new, 0 changed, 1 edited in Anki, 3 same, 0 gone"


def test_what_a_learner_only_tagged_is_no_edit(collection: Collection, service: Service) -> None:
    """The lock shows that the fields are those of the last push, although the note is newer."""
    pushed(service)
    tagged = collection.get_note(collection.find_notes("Key:*ada*")[0])
    tagged.add_tag("hard")
    collection.update_note(tagged)
    write_deck(seconds=1_700_000_100, ada=ANSWER)
    assert pushed(service)[0] == "test_1: 0 new, 1 changed, 3 same, 0 gone"
    Path("test.lock").unlink()
    write_deck(seconds=1_700_000_200)
    assert pushed(service)[0] == "test_1: 0 new, 0 changed, 1 edited in Anki, 3 same, 0 gone"


def test_a_push_writes_the_lock(collection: Collection, service: Service) -> None:
    pushed(service, "--dry-run")
    pushed(service, "--no-lock")
    assert not Path("test.lock").exists()
    pushed(service)
    lock = Path("test.lock").read_bytes()
    assert import_built(collection) == (0, 0, 4, 0)
    assert Path("test.lock").read_bytes() == lock


def test_what_the_deck_no_longer_says_is_emptied(collection: Collection, service: Service) -> None:
    write_deck(DECK.replace(SAYS["ada"], SAYS["ada"] + ", note: She was a countess"))
    pushed(service)
    assert "countess" in note(collection, "people/ada/who")["Remarks"]
    write_deck(seconds=1_700_000_100)
    assert pushed(service)[0] == "test_1: 0 new, 1 changed, 3 same, 0 gone"
    assert note(collection, "people/ada/who")["Remarks"] == ""


def test_new_looks_come_along(collection: Collection, service: Service) -> None:
    pushed(service)
    Path("looks").mkdir()
    Path("looks/extra.css").write_text(".card { --accent: #7a1f5c; }", encoding="utf-8")
    write_deck(DECK + "anki: {templates: looks}\n", 1_700_000_100)
    assert pushed(service, "--dry-run") == [
        "test_1: 0 new, 0 changed, 4 same, 0 gone",
        "  looks    quizgen recall: different in Anki, which keeps the newer one",
        "  looks    quizgen cloze: different in Anki, which keeps the newer one",
    ]
    pushed(service)
    assert pushed(service, "--dry-run") == ["test_1: 0 new, 0 changed, 4 same, 0 gone"]
    kind = collection.models.by_name("quizgen recall")
    assert kind is not None
    assert "#7a1f5c" in kind["css"]
    assert [each.name for each in collection.decks.all_names_and_ids()] == ["A test", "Default"]


def test_a_package_left_behind_is_taken_away(collection: Collection, service: Service) -> None:
    for name in ("_quizgen-0123456789abcdef.apkg", "_quizgen-mine.apkg", "mine.png"):
        collection.media.write_data(name, b"x")
    pushed(service, "--dry-run")
    assert len(media_files(collection)) == 3
    pushed(service)
    assert media_files(collection) == ["_quizgen-mine.apkg", "mine.png"]


def test_an_anki_that_sees_none_of_our_files(collection: Collection, service: Service) -> None:
    sees_media_only(service.anki)
    assert pushed(service) == ["test_1: 4 new, 0 changed, 0 same, 0 gone"]
    assert len(collection.find_notes("")) == 4
    assert media_files(collection) == []


# Dropped connections


def changed_deck() -> None:
    write_deck(DECK + MORE, 1_700_000_100, ada=ANSWER)


@pytest.fixture
def start(tmp_path: Path) -> Path:
    """Return a collection's folder and a changed deck.

    The collection was pushed to and reviewed, and lacks a tag.
    """
    folder = tmp_path / "start"
    folder.mkdir()
    opened = open_collection(folder)
    with running(opened) as served:
        pushed(served)
    review(opened)
    opened.tags.bulk_remove(opened.find_notes("Key:*grace*"), "people")
    opened.close()
    changed_deck()
    return folder


def outcome(collection: Collection) -> tuple[object, ...]:
    notes = collection.db.all("select guid, mid, tags, flds from notes order by guid")
    decks = [each.name for each in collection.decks.all_names_and_ids()]
    return notes, schedule(collection), decks, media_files(collection)


@pytest.mark.parametrize("moment", ["spoil", "lose"])
def test_a_push_broken_off_anywhere_is_finished_by_the_next(moment: str, start: Path) -> None:
    seen: list[object] = []
    done = 0
    # A push needs fewer than forty requests.
    for count in (40, *range(16, 0, -1)):
        folder = start.with_name(f"copy{count}")
        shutil.copytree(start, folder)
        opened = open_collection(folder)
        with running(opened) as served:
            setattr(served, moment, broken_from(count))
            sees_media_only(served.anki)
            first = push(served)
            assert first.exit_code == (0 if served.requests < count else 3)
            assert len(first.stderr.splitlines()) == (first.exit_code != 0)
            setattr(served, moment, lambda _: None)
            pushed(served)
            assert pushed(served, "--dry-run") == ["test_1: 0 new, 0 changed, 5 same, 0 gone"]
        seen.append(outcome(opened))
        assert check_database(opened) == []
        opened.close()
        done += first.exit_code == 0
    assert 1 <= done < 20
    assert all(each == seen[0] for each in seen)


@pytest.mark.parametrize("moment", ["spoil", "lose"])
@pytest.mark.parametrize("every", [2, 3, 5])
def test_every_so_many_requests_are_lost(moment: str, every: int, start: Path) -> None:
    def lose(number: int) -> None:
        if number % every == 0:
            raise ConnectionResetError

    opened = open_collection(start)
    with running(opened) as served:
        setattr(served, moment, lose)
        assert pushed(served) == ["test_1: 1 new, 2 changed, 2 same, 0 gone"]
        assert pushed(served) == ["test_1: 0 new, 0 changed, 5 same, 0 gone"]
    assert check_database(opened) == []
    opened.close()


# Problems with Anki


def refused(result: Result) -> str:
    """Return the single line that a push ended with."""
    assert result.exit_code == 3, result.output
    assert result.stdout == ""
    assert len(result.stderr.splitlines()) == 1
    return result.stderr


def test_no_anki() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        result = CliRunner().invoke(main, ["push", "test.yaml", "--url", url])
    assert refused(result) == (
        f"error: Anki does not answer at {url}: start Anki with the add-on "
        "AnkiConnect (code 2055492159), "
        "then run this again\n"
    )


@pytest.mark.parametrize(
    "answer",
    [
        (200, {}, b"<html>hello</html>"),
        (200, {}, b"AnkiConnect v.6"),
        (200, {}, b"[]"),
        (200, {}, b"{}"),
        (200, {}, b"\xff"),
        (200, {}, b"[" * 100_000),
        (200, {}, b'{"result": 6}'),
        (302, {"Location": "http://127.0.0.1:9/"}, b""),
        (404, {}, b"not here"),
        (500, {}, b'{"detail": "x"}'),
    ],
    ids=lambda answer: f"{answer[0]} {answer[2][:12]!r}",
)
def test_another_program_answers(
    answer: tuple[int, dict[str, str], bytes], service: Service
) -> None:
    service.spoil = lambda _: answer
    told = (
        f"error: {service.url} does not answer like AnkiConnect: "
        "give the right address with --url\n"
    )
    assert refused(push(service)) == told
    assert service.requests == 1


def test_an_answer_without_end(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quizgen.anki.connect.client._MOST_BYTES", 1000)
    service.spoil = lambda _: (200, {}, b" " * 1001)
    assert "does not answer like AnkiConnect" in refused(push(service))


@pytest.mark.parametrize(
    "wrong", [None, 5, "x", [None], [["x"]], {"1": 2}, [{"noteId": 1}], [{"fields": []}]]
)
def test_answers_of_the_wrong_kind(
    wrong: object, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    pushed(service)
    for action in (
        "version",
        "apiReflect",
        "findNotes",
        "notesInfo",
        "modelNamesAndIds",
        "modelTemplates",
        "modelFieldNames",
    ):
        with monkeypatch.context() as patch:
            patch.setattr(service.anki, action, lambda *_, **__: wrong)
            result = push(service, "--dry-run")
        assert result.exit_code in {0, 3}, action


def test_old_and_lacking_add_ons(service: Service) -> None:
    service.anki.api_version = 5
    assert "too old" in refused(push(service))
    service.anki.api_version = 6
    service.anki.actions = tuple(each for each in service.anki.actions if each != "importPackage")
    assert refused(push(service)).startswith(
        "error: AnkiConnect cannot importPackage: update the add-on AnkiConnect"
    )
    service.anki.actions = ("version", "multi")
    assert refused(push(service)).startswith(
        "error: AnkiConnect is too old: update the add-on AnkiConnect"
    )


def test_denied(service: Service) -> None:
    service.anki.permission = "denied"
    assert refused(push(service)) == (
        f"error: Anki denies access at {service.url}: allow it in AnkiConnect's settings\n"
    )
    service.spoil = lambda _: (403, {}, b"")
    assert "denies access" in refused(push(service))


def test_no_profile_is_open() -> None:
    with running(None) as served:
        told = "error: Anki has no collection open: choose a profile in Anki, then run this again\n"
        assert refused(push(served)) == told


def test_the_profile_is_closed_on_the_way(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(service.anki, "importPackage", lambda path: bool(path) and False)
    result = push(service)
    assert result.exit_code == 3
    assert result.stderr.startswith("error: Anki has no collection open")


def test_a_package_that_anki_refuses(collection: Collection, service: Service) -> None:
    service.anki.sees = lambda _: False
    result = push(service)
    assert result.exit_code == 3
    assert result.stderr.startswith("error: Anki did not import the package: Failed to open file")
    assert media_files(collection) == []


def test_what_anki_does_not_take_is_told(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.anki, "importPackage", lambda path: len(path) > 0)
    result = push(service)
    assert result.exit_code == 3
    assert result.stderr.startswith("error: Anki did not add people/ada/who, people/alan/who,")


def test_a_note_that_an_editor_writes_back_is_told(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    pushed(service)
    write_deck(seconds=1_700_000_100, ada=ANSWER)
    monkeypatch.setattr(service.anki, "updateNoteFields", lambda **_: None)
    result = push(service)
    assert result.exit_code == 3
    assert (
        result.stderr
        == "error: Anki did not change people/ada/who: close its browser, then run this again\n"
    )


def test_no_answer_in_time() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = parse_address(f"http://127.0.0.1:{silent.getsockname()[1]}")
        with pytest.raises(
            AnkiConnectError, match=r"did not answer within 0\.05 seconds: close its dialogs"
        ):
            Client(address, seconds=0.05).connect()


# Key and address


def test_the_key(collection: Collection) -> None:
    with running(collection, key="secret-1") as served:
        assert "requires the API key" in refused(push(served))
        wrong = push(served, "--key", "secret-2")
        assert "requires the API key" in refused(wrong)
        assert pushed(served, "--key", "secret-1") == ["test_1: 4 new, 0 changed, 0 same, 0 gone"]
        by_environment = CliRunner().invoke(
            main, ["push", "test.yaml", "--url", served.url], env={"QUIZGEN_ANKI_KEY": "secret-1"}
        )
        assert by_environment.exit_code == 0
        served.anki.key = None
        assert pushed(served, "--key", "secret-1") == ["test_1: 0 new, 0 changed, 4 same, 0 gone"]


def test_the_key_is_never_shown_or_told_to_strangers(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    bodies: list[str] = []
    handle = service.anki.handle
    monkeypatch.setattr(
        service.anki,
        "handle",
        lambda request: (bodies.append(json.dumps(request)), handle(request))[1],
    )
    push(service, "--key", "secret-1")
    assert not any("secret-1" in body for body in bodies)
    service.anki.key = "secret-1"
    answer = json.dumps({"result": None, "error": "secret-1 \x1b[2J"}).encode()
    service.spoil = lambda number: (200, {}, answer) if number > 5 else None
    assert refused(push(service, "--key", "secret-1")) == "error: ***  [2J\n"


@pytest.mark.parametrize(
    ("url", "told"),
    [
        (
            "http://10.0.0.1:8765",
            "10.0.0.1 is another machine; to use the Anki there, give --allow-remote",
        ),
        ("https://anki.example", "anki.example is another machine"),
        ("http://localhost.example", "is another machine"),
        ("ftp://127.0.0.1", "not an address of AnkiConnect, such as http://127.0.0.1:8765"),
        ("127.0.0.1:8765", "not an address"),
        ("http://me:word@127.0.0.1", "not an address"),
        ("http://127.0.0.1:99999", "--url"),
        ("http://[::1", "--url"),
        ("", "not an address"),
    ],
)
def test_addresses_that_are_refused(url: str, told: str) -> None:
    result = CliRunner().invoke(main, ["push", "test.yaml", "--url", url])
    assert result.exit_code == 2
    assert told in result.output
    assert "word" not in result.output


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8765", "http://localhost:1", "http://[::1]:8765", "http://127.1.2.3"]
)
def test_addresses_of_this_machine(url: str) -> None:
    assert parse_address(url).is_local


def test_a_remote_anki_gets_the_package_by_the_line(
    collection: Collection, service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    # This machine under a name that isn't known to be its own.
    monkeypatch.setattr("quizgen.anki.connect.client._is_loopback", lambda _: False)
    assert push(service).exit_code == 2
    assert pushed(service, "--allow-remote") == ["test_1: 4 new, 0 changed, 0 same, 0 gone"]
    assert "storeMediaFile" in service.anki.log
    assert media_files(collection) == []


def test_proxies_are_ignored(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    pushed(service)


# The command


def test_quiet(service: Service) -> None:
    assert pushed(service, "-q") == []


def test_a_deck_with_problems_is_not_pushed(collection: Collection, service: Service) -> None:
    write_deck(DECK + "  more: {text: 'The {{code}}.'}\n")
    result = push(service)
    assert result.exit_code == 1
    assert service.requests == 0
    assert collection.find_notes("") == []


def test_many_notes_go_in_few_requests(collection: Collection, service: Service) -> None:
    people = "".join(
        f"  p{n}: {{name: Person {n}, who: number {n} of many}}\n" for n in range(1200)
    )
    write_deck("deck: test_1\ntitle: A test\npeople:\n" + people)
    assert pushed(service) == ["test_1: 1200 new, 0 changed, 0 same, 0 gone"]
    service.requests = 0
    write_deck(
        "deck: test_1\ntitle: A test\npeople:\n" + people.replace("of many", "of all"),
        1_700_000_100,
    )
    assert pushed(service) == ["test_1: 0 new, 1200 changed, 0 same, 0 gone"]
    assert service.requests < 35
    assert len(collection.find_notes("")) == 1200


PAGE = (ROOT / "docs" / "howto" / "push.md").read_text(encoding="utf-8")
SHOWN = [
    line
    for block in re.findall(r"^```console\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    for line in block.splitlines()
    if line.startswith("$ quizgen push ")
]


@pytest.mark.parametrize("command", SHOWN)
def test_the_commands_of_the_page(command: str, service: Service) -> None:
    shutil.copytree(ROOT / "decks", "decks")
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "quizgen"
    result = CliRunner().invoke(main, arguments, env={"QUIZGEN_ANKI_URL": service.url})
    assert result.exit_code == 0, result.output
