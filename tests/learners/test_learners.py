"""What learners fail in the real Anki is listed by fact, with the line to mend."""

from __future__ import annotations

import time
from html.parser import HTMLParser
from pathlib import Path

import pytest
from anki.collection import ExportAnkiPackageOptions
from anki_support import Collection, cards, import_package
from ankiconnect_support import READING, running
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from quizgen.anki.learning import LearnerCard, LearnerNote, Learning, Review
from quizgen.cli import main
from quizgen.learners.history import PERIODS, Counts

DECK = """\
deck: mine
title: My deck
source: {title: Notes}
terms:
  one: {name: alpha, definition: the first letter}
  two: {name: beta, definition: the second letter}
  three: {name: gamma, definition: the third letter}
"""
DAY = 86_400_000
START = 1_700_000_000_000


@pytest.fixture(autouse=True)
def deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "deck.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


def quizgen(*arguments: str, code: int = 0) -> Result:
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == code, result.output
    return result


def released(collection: Collection) -> None:
    quizgen("anki", "deck.yaml", "-o", "deck.apkg")
    import_package(collection, Path("deck.apkg"))


def reviewed(collection: Collection, key: str, buttons: str, start: int = START) -> None:
    """Let a learner answer a card that was learnt, one button a day, as Anki records it."""
    (note,) = collection.find_notes(f'"Key:mine/{key}"')
    card = collection.get_card(collection.get_note(note).card_ids()[0])
    for number, button in enumerate(buttons):
        at = start + number * DAY + int(card.id) % 1000
        collection.db.execute(
            "insert into revlog values (?, ?, -1, ?, 10, 5, 2500, 4000, 1)",
            at,
            card.id,
            int(button),
        )
    card.reps += len(buttons)
    card.lapses += buttons.count("1")
    collection.update_card(card)


def exported(collection: Collection, name: str = "mine.apkg", *, legacy: bool = False) -> str:
    options = ExportAnkiPackageOptions(legacy=legacy, with_scheduling=True, with_media=False)
    collection.export_anki_package(out_path=name, options=options, limit=None)
    return name


def rows(output: str) -> list[list[str]]:
    lines = output.split("\n\n")[1].splitlines()[1:]
    return [line.split() for line in lines]


def learn(collection: Collection) -> None:
    released(collection)
    reviewed(collection, "terms/one/definition", "33333333")
    reviewed(collection, "terms/two/definition", "1313111133333333")
    reviewed(collection, "terms/three/definition", "3133")
    (note,) = collection.find_notes('"Key:mine/terms/three/definition"')
    collection.tags.bulk_add([note], "leech")


def test_facts_are_listed_with_what_to_mend_first(collection: Collection) -> None:
    learn(collection)
    result = quizgen("learners", "deck.yaml", "--from", exported(collection))
    assert result.stdout.startswith(
        "mine: 1 learner, 28 reviews of 3 facts, 2023-11-14 to 2023-11-29; recall 75% "
    )
    told = [(row[0], row[1], row[2], row[-3:]) for row in rows(result.stdout)]
    assert told == [
        ("1", "4", "75%", ["deck.yaml:7", "terms/three", "(definition)"]),
        ("6", "16", "62%", ["deck.yaml:6", "terms/two", "(definition)"]),
        ("0", "8", "100%", ["deck.yaml:5", "terms/one", "(definition)"]),
    ]
    assert "yes" in rows(result.stdout)[0]
    # Recall over time: bad in the first half, good in the second.
    assert rows(result.stdout)[1][3] == "▅▅▁▁████"


def test_every_source_tells_the_same(collection: Collection) -> None:
    learn(collection)
    expected = quizgen("learners", "deck.yaml", "--from", exported(collection)).stdout
    old = exported(collection, "old.apkg", legacy=True)
    assert quizgen("learners", "deck.yaml", "--from", old).stdout == expected
    with running(collection) as service:
        told = quizgen("learners", "deck.yaml", "--url", service.url).stdout
        assert told == expected
        assert set(service.anki.log) <= READING | {"getReviewsOfCards"}
    collection.export_collection_package("all.colpkg", include_media=False, legacy=False)
    collection.reopen()
    assert quizgen("learners", "deck.yaml", "--from", "all.colpkg").stdout == expected


def test_learners_are_added_up(collection: Collection) -> None:
    learn(collection)
    name = exported(collection)
    told = quizgen("learners", "deck.yaml", "--from", name, "--from", name).stdout
    assert told.startswith("mine: 2 learners, 56 reviews")
    assert rows(told)[0][:3] == ["2", "8", "75%"]
    assert "2" in rows(told)[0][4:]


def test_other_decks_and_first_steps_count_nothing(collection: Collection) -> None:
    released(collection)
    model = collection.models.by_name("Basic")
    assert model is not None
    other = collection.new_note(model)
    other["Front"], other["Back"] = "mine/terms/one/definition", "secret"
    collection.add_note(other, collection.decks.id("Other"))
    collection.decks.select(collection.decks.id("My deck"))
    for _ in range(3):
        card = collection.sched.getCard()
        assert card is not None
        collection.sched.answerCard(card, 1)
    told = quizgen("learners", "deck.yaml", "--from", exported(collection))
    assert told.stdout == "mine: 1 learner, no reviews of learnt cards yet\n"
    assert "secret" not in told.output


def test_a_suspended_card_with_many_lapses_is_a_leech(collection: Collection) -> None:
    released(collection)
    reviewed(collection, "terms/one/definition", "1" * 8)
    card = next(card for card in cards(collection) if card.lapses)
    collection.sched.suspend_cards([card.id])
    assert "yes" in quizgen("learners", "deck.yaml", "--from", exported(collection)).stdout


class Page(HTMLParser):
    """Checks that a page closes what it opens, and collects its tags and attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.names: set[str] = set()
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.names |= {name for name, _ in attrs}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_a_page_shows_all_and_runs_nothing(collection: Collection, deck: Path) -> None:
    deck.write_text(DECK.replace("title: Notes", "title: <script>"), encoding="utf-8")
    learn(collection)
    name = exported(collection)
    quizgen("learners", "deck.yaml", "--from", name, "--html", "page.html", "--most", "1")
    text = Path("page.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.open == []
    assert not page.tags & {"script", "link", "img", "iframe"}
    assert not page.names & {"src", "href", "onclick", "onload"}
    assert text.count("<tr>") == 4
    assert "deck.yaml:7" in text
    assert 'aria-label="' in text
    result = quizgen("learners", "deck.yaml", "--from", name, "--html", "deck.yaml", code=1)
    assert "Q551" in result.output


def test_few_facts_are_listed_if_wanted(collection: Collection) -> None:
    learn(collection)
    told = quizgen("learners", "deck.yaml", "--from", exported(collection), "--most", "2").stdout
    assert "1 more fact; `--most` shows more" in told
    assert len(told.split("\n\n")[1].splitlines()) == 3


def test_adopted_notes_count_too(collection: Collection) -> None:
    from foreign_support import write_country_package  # noqa: PLC0415

    write_country_package(Path("ug.apkg"), 5, timestamp=1_600_000_000)
    quizgen("adopt", "ug.apkg", "-o", "ours.yaml")
    import_package(collection, Path("ug.apkg"))
    card = cards(collection)[0]
    for number in range(4):
        at = int(time.time() * 1000) - number * DAY
        collection.db.execute(
            "insert into revlog values (?, ?, -1, 1, 10, 5, 2500, 4000, 1)", at, card.id
        )
    told = quizgen("learners", "ours.yaml", "--from", exported(collection)).stdout
    assert "ultimate-geography/land-isle-0" in told
    assert rows(told)[0][:3] == ["4", "4", "0%"]


periods = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=PERIODS)


@given(periods, periods)
def test_counts_add_up(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> None:
    both = Counts(3, 1, tuple(one)) + Counts(4, 2, tuple(other))
    assert (both.reviews, both.lapses) == (7, 3)
    assert sum(all_ for all_, _ in both.periods) == sum(all_ for all_, _ in (*one, *other))


def test_an_export_without_reviews_tells_lapses() -> None:
    from deck_support import load  # noqa: PLC0415

    from quizgen.export.anki import notes  # noqa: PLC0415
    from quizgen.learners.history import history_of  # noqa: PLC0415
    from quizgen.learners.text import as_text  # noqa: PLC0415
    from quizgen.project import Project  # noqa: PLC0415

    project = Project(load(Path("deck.yaml")))
    fields = {"Key": "mine/terms/one/definition"}
    note = LearnerNote(1, "", 0, 0, fields, ())
    card = LearnerCard(2, 1, 0, 0, 0, 9, 2500, 9, 3)
    told = history_of(project, notes(project), [Learning((note,), cards=(card,))])
    assert [(each.ref, each.counts.lapses) for each in told.facts] == [("terms/one", 3)]
    assert "no reviews" in as_text(told, 5)
    manual = Learning((note,), cards=(card,), reviews=(Review(2, START, 0, 4),))
    assert history_of(project, notes(project), [manual]).facts == ()
