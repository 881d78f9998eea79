"""A push leaves decks and notes where, and gone, as the learner wants them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from anki_support import Collection, import_package
from ankiconnect_support import Service
from click.testing import CliRunner
from learner_support import review, schedules

from quizgen.cli import main

DECK = """\
deck: herbs
title: Herbs
terms:
  basil: {name: basil, definition: the herb of a green sauce}
  thyme: {name: thyme, definition: a small herb of dry hills}
  sage: {name: sage, definition: a herb with grey leaves}
  mint: {name: mint, definition: a herb for tea}
statements:
  tea: {text: "Tea is made of {{mint|text}} in {{Morocco|text}}."}
"""
WINE = "  wine: {text: 'Wine is made of {{grapes|text}}.'}\n"
JUICE = "  juice: {text: 'Juice is made of {{pears|text}}.'}\n"


def write(text: str, second: int = 1_700_000_000) -> None:
    Path("herbs.yaml").write_text(text, encoding="utf-8")
    os.environ["SOURCE_DATE_EPOCH"] = str(second)


def pushed(service: Service, *options: str) -> list[str]:
    result = CliRunner().invoke(main, ["push", "herbs.yaml", "--url", service.url, *options])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()


def delete(collection: Collection, key: str) -> None:
    collection.remove_notes(collection.find_notes(f'"Key:herbs/{key}"'))


def decks(collection: Collection) -> set[str]:
    """Return the names of the decks that hold cards."""
    ids = collection.db.list("select distinct did from cards")
    return {collection.decks.name(each) for each in ids}


def rename(collection: Collection, old: str, new: str) -> None:
    deck = collection.decks.by_name(old)
    assert deck
    collection.decks.rename(deck, new)


def built(*options: str) -> None:
    result = CliRunner().invoke(main, ["anki", "herbs.yaml", "-o", "out.apkg", *options])
    assert result.exit_code == 0, result.output


# Deleted notes


def test_a_deleted_note_stays_away(collection: Collection, service: Service) -> None:
    write(DECK)
    pushed(service)
    delete(collection, "terms/basil/definition")
    delete(collection, "statements/tea/text")
    write(DECK + WINE, 1_700_000_100)
    told = pushed(service)
    # Anki held no other sentence, so that nobody can know whether it ever had this one.
    assert told[0] == "herbs: 2 new, 0 changed, 3 same, 0 gone, 1 deleted in Anki"
    assert told[1] == "  deleted  terms/basil/definition"
    delete(collection, "statements/tea/text")
    assert pushed(service)[0] == "herbs: 0 new, 0 changed, 4 same, 0 gone, 2 deleted in Anki"
    assert pushed(service, "--restore")[0] == "herbs: 2 new, 0 changed, 4 same, 0 gone"
    assert pushed(service)[0] == "herbs: 0 new, 0 changed, 6 same, 0 gone"


def test_a_fresh_collection_gets_everything(collection: Collection, service: Service) -> None:
    write(DECK)
    built()
    write(DECK + WINE, 1_700_000_100)
    built()
    assert pushed(service)[0] == "herbs: 6 new, 0 changed, 0 same, 0 gone"
    assert len(collection.find_notes("")) == 6


def test_what_came_after_the_learners_last_package_is_new(
    collection: Collection, service: Service
) -> None:
    """All builds of one day may have one time: the order of the builds counts."""
    write(DECK)
    built()
    import_package(collection, Path("out.apkg"))
    for text in (DECK + WINE, DECK + WINE + JUICE):
        write(text)
        built()
    assert pushed(service)[0] == "herbs: 2 new, 0 changed, 5 same, 0 gone"


def test_other_cards_of_known_facts_are_new(collection: Collection, service: Service) -> None:
    write(DECK)
    built("--choice", "--typed")
    pushed(service)
    assert pushed(service, "--choice", "--typed")[0].startswith("herbs: 18 new, 0 changed")
    assert collection.note_count() == 23


def test_a_fact_that_was_gone_is_new(service: Service) -> None:
    write(DECK + WINE)
    built()
    write(DECK, 1_700_000_100)
    pushed(service)
    write(DECK + WINE, 1_700_000_200)
    assert pushed(service)[0] == "herbs: 1 new, 0 changed, 5 same, 0 gone"


def test_what_anki_did_not_add_is_tried_again(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(DECK)
    pushed(service)
    write(DECK + WINE, 1_700_000_100)
    with monkeypatch.context() as patch:
        patch.setattr(service.anki, "importPackage", lambda path: len(path) > 0)
        command = ["push", "herbs.yaml", "--url", service.url]
        assert CliRunner().invoke(main, command).exit_code == 3
    assert pushed(service)[0] == "herbs: 1 new, 0 changed, 5 same, 0 gone"


# Decks


def test_new_cards_go_where_the_learner_keeps_the_deck(
    collection: Collection, service: Service
) -> None:
    write(DECK)
    pushed(service)
    review(collection)
    rename(collection, "Herbs", "Garden::My herbs")
    write(DECK + WINE, 1_700_000_100)
    pushed(service)
    assert decks(collection) == {"Garden::My herbs"}
    assert "Herbs" not in {each.name for each in collection.decks.all_names_and_ids()}


def test_subdecks_go_along(collection: Collection, service: Service) -> None:
    write(DECK)
    pushed(service, "--subdecks")
    rename(collection, "Herbs", "Garden")
    write(DECK + WINE + "figures:\n  n: {what: herbs, value: 12}\n", 1_700_000_100)
    pushed(service, "--subdecks")
    assert decks(collection) == {"Garden::Terms", "Garden::Statements", "Garden::Figures"}


def test_a_filtered_deck_is_no_home(collection: Collection, service: Service) -> None:
    write(DECK)
    pushed(service)
    cram = collection.decks.new_filtered("Cram")
    deck = collection.decks.get(cram)
    assert deck
    deck["terms"] = [["deck:Herbs", 100, 0]]
    collection.decks.save(deck)
    collection.sched.rebuild_filtered_deck(cram)
    assert decks(collection) == {"Cram"}
    write(DECK + WINE, 1_700_000_100)
    pushed(service)
    assert decks(collection) == {"Cram", "Herbs"}


def test_a_new_title_keeps_the_deck(collection: Collection, service: Service) -> None:
    write(DECK)
    built("--subdecks")
    import_package(collection, Path("out.apkg"))
    review(collection)
    learned = schedules(collection)
    before = decks(collection)
    write(DECK.replace("title: Herbs", "title: Kitchen herbs") + WINE, 1_700_000_100)
    built("--subdecks")
    assert import_package(collection, Path("out.apkg")) == (1, 0, 5, 0)
    assert decks(collection) == before == {"Herbs::Terms", "Herbs::Statements"}
    assert schedules(collection) == learned
    assert service.anki.log == []


def test_the_deck_names_its_place_in_anki(collection: Collection, service: Service) -> None:
    write(DECK + 'anki: {deck: "Plants:: Herbs"}\n')
    built()
    import_package(collection, Path("out.apkg"))
    assert decks(collection) == {"Plants::Herbs"}
    write(DECK + WINE + 'anki: {deck: "Plants::Herbs"}\n', 1_700_000_100)
    pushed(service)
    assert decks(collection) == {"Plants::Herbs"}


# Mends that are older than a tag


def test_a_mend_can_be_sent_again(collection: Collection, service: Service) -> None:
    write(DECK)
    built()
    import_package(collection, Path("out.apkg"))
    leech = collection.get_note(collection.find_notes("Key:*basil*")[0])
    leech.add_tag("leech")
    collection.update_note(leech)
    write(DECK.replace("green", "red"), 1_700_000_100)
    built()
    assert import_package(collection, Path("out.apkg")).updated == 0
    built("--again", "terms/basil")
    collection.db.execute("update notes set mod = mod - 5 where id = ?", leech.id)
    assert import_package(collection, Path("out.apkg")).updated == 1
    assert "red" in collection.get_note(leech.id)["Answer"]
    data = Path("out.apkg").read_bytes()
    built()
    assert Path("out.apkg").read_bytes() == data
    assert service.anki.log == []
    result = CliRunner().invoke(main, ["anki", "herbs.yaml", "--again", "terms/basi"])
    assert result.exit_code == 1
    assert "the lock knows no `terms/basi`" in result.output
    assert "terms/basil" in result.output
