"""Cards that hide the entries of a list or the steps of a process, one note for each entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from anki_support import Collection, cards, render, shown_text
from ankiconnect_support import Service, running
from click.testing import CliRunner
from deck_support import SHIPPED, load
from part_support import PartLearner, answer_of

from quizgen.anki.make_notes import make_notes
from quizgen.anki.notes import ClozeNote, Gap
from quizgen.cli import main
from quizgen.project import Project

STEPS = ("evaporation", "condensation", "precipitation", "runoff", "infiltration")
TRUE = "{cloze: true}"


def deck(steps: tuple[str, ...] = STEPS, anki: str = TRUE, more: str = "") -> str:
    listed = ", ".join(steps)
    return (
        f"deck: parts\ntitle: Water\nanki: {anki}\nsteps:\n  cycle:\n    name: the water cycle\n"
        f"    steps: [{listed}]\n{more}"
    )


GASES = "lists:\n  gases:\n    name: the noble gases\n    members: [helium, neon, argon]\n"


@pytest.fixture
def learner(collection: Collection, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> PartLearner:
    monkeypatch.chdir(tmp_path)
    return PartLearner(collection, monkeypatch)


def fronts(learner: PartLearner) -> dict[str, list[str]]:
    """Return the lines of each front below its question, by the answer."""
    sides = [render(card) for card in cards(learner.collection)]
    asked = {answer_of(side.back): shown_text(side.front).split("\n")[1:] for side in sides}
    return {answer: lines for answer, lines in asked.items() if answer}


def test_a_step_is_asked_after_the_one_before_it(learner: PartLearner) -> None:
    learner.gets(deck())
    assert fronts(learner) == {
        "evaporation": ["1. [...]", "2-5. …"],
        "condensation": ["1. evaporation", "2. [...]", "3-5. …"],
        "precipitation": ["1. …", "2. condensation", "3. [...]", "4-5. …"],
        "runoff": ["1-2. …", "3. precipitation", "4. [...]", "5. …"],
        "infiltration": ["1-3. …", "4. runoff", "5. [...]"],
    }


def test_the_back_has_the_whole_list(learner: PartLearner) -> None:
    learner.gets(deck())
    backs = [shown_text(render(card).back) for card in cards(learner.collection)][1:]
    whole = [f"{number}. {step}" for number, step in enumerate(STEPS, 1)]
    assert all(back.split("\n")[-5:] == whole for back in backs)


@pytest.mark.parametrize(
    ("anki", "lines"),
    [
        ("{cloze: hide_all}", ["1-2. …", "3. [...]", "4-5. …"]),
        (
            "{cloze: one_by_one}",
            ["1. evaporation", "2. condensation", "3. [...]", "4. runoff", "5. infiltration"],
        ),
        (
            "{cloze: {before: 2, after: 1}}",
            ["1. evaporation", "2. condensation", "3. [...]", "4. runoff", "5. …"],
        ),
        ("{cloze: {mode: overlapping, before: 0}}", ["1-2. …", "3. [...]", "4-5. …"]),
        (
            "{cloze: hide_all, kinds: {steps: {cloze: overlapping}}}",
            ["1. …", "2. condensation", "3. [...]", "4-5. …"],
        ),
    ],
)
def test_what_a_card_shows_beside_the_gap(
    anki: str, lines: list[str], learner: PartLearner
) -> None:
    learner.gets(deck(anki=anki))
    assert fronts(learner)["precipitation"] == lines


@pytest.mark.parametrize(
    "anki", ["{}", "{cloze: off}", "{cloze: false}", "{cloze: true, kinds: {steps: {cloze: off}}}"]
)
def test_nobody_gets_such_cards_unasked(anki: str, learner: PartLearner) -> None:
    learner.gets(deck(anki=anki))
    assert fronts(learner) == {}
    assert len(cards(learner.collection)) == 1


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_no_shipped_deck_changes(path: Path) -> None:
    project = Project(load(path))
    made = make_notes(project.base, project.prompts)
    assert not any("/entry/" in note.key for note in made.notes)


def test_a_list_without_order_shows_the_rest_without_numbers(learner: PartLearner) -> None:
    learner.gets(deck(more=GASES))
    assert fronts(learner)["neon"] == ["• helium", "• [...]", "• argon"]


def test_entries_are_plain_text(learner: PartLearner) -> None:
    learner.gets(deck(('"{{c1::x}} <b>"', '"a::b [sound:x.mp3]"', "rain")))
    answers = set(fronts(learner))
    assert answers == {"{{c1::x}} <b>", "a::b [sound:x.mp3]", "rain"}


# Histories


@pytest.mark.parametrize(
    "steps",
    [
        ("warming", *STEPS),
        (*STEPS[:2], "coalescence", *STEPS[2:]),
        tuple(reversed(STEPS)),
        (*reversed(STEPS), "storage"),
    ],
)
def test_cards_follow_their_entries(steps: tuple[str, ...], learner: PartLearner) -> None:
    learner.gets(deck())
    count = learner.reviews()
    before = learner.answers()
    assert sorted(before.values()) == sorted(STEPS)
    assert learner.gets(deck(steps)) == before
    assert sorted(learner.answers().values()) == sorted(steps)
    assert learner.collection.db.scalar("select count() from revlog") == count


def test_an_entry_in_other_words_keeps_its_card(learner: PartLearner) -> None:
    learner.gets(deck())
    learner.reviews()
    before = learner.answers()
    named = {step: step for step in STEPS} | {"runoff": "surface runoff"}
    after = learner.gets(deck(("evaporation", "warming", *STEPS[1:3], "surface runoff", STEPS[4])))
    assert after == {card: named[step] for card, step in before.items()}


def test_a_removed_entry_keeps_its_card_and_comes_back_to_it(learner: PartLearner) -> None:
    learner.gets(deck())
    count = learner.reviews()
    before = learner.answers()
    assert learner.gets(deck(STEPS[1:])) == before
    assert learner.gets(deck(("warming", *reversed(STEPS)))) == before
    assert len(learner.answers()) == 6
    assert learner.collection.db.scalar("select count() from revlog") == count


def test_turning_the_cards_off_and_on_moves_nothing(learner: PartLearner) -> None:
    learner.gets(deck())
    before = learner.answers()
    assert learner.gets(deck(anki="{}")) == before
    assert learner.gets(deck(("warming", *reversed(STEPS)))) == before


def test_another_mode_changes_the_same_cards(learner: PartLearner) -> None:
    learner.gets(deck())
    learner.reviews()
    before = learner.answers()
    assert learner.gets(deck(anki="{cloze: one_by_one}")) == before
    assert len(learner.answers()) == 5


def test_the_last_package_stands_in_for_a_lost_lock(learner: PartLearner) -> None:
    learner.gets(deck())
    before = learner.answers()
    Path("parts.lock").unlink()
    after = learner.gets(deck(("warming", *reversed(STEPS))), "--against", "parts.apkg")
    assert after == before


def test_what_cannot_be_told_is_asked(learner: PartLearner) -> None:
    learner.gets(deck())
    before = learner.answers()
    result = learner.builds(deck(("warming", "rising", *STEPS[1:])))
    assert result.exit_code == 1
    assert "Q517" in result.output
    assert "entries" in result.output
    after = learner.gets(deck(("warming", "{value: rising, number: 1}", *STEPS[1:])))
    assert {before[card]: after[card] for card in before}["evaporation"] == "rising"


@pytest.mark.parametrize("seed", range(4))
def test_random_edits_move_no_review(seed: int, learner: PartLearner) -> None:
    random = Random(seed)  # noqa: S311 - no secret
    steps = list(STEPS)
    known: dict[int, str] = {}
    for number in range(5):
        learner.gets(deck(tuple(steps), random.choice([TRUE, "{cloze: hide_all}"])))
        learner.reviews()
        now = learner.answers()
        assert {card: now[card] for card in known} == known
        known = now
        if random.random() < 0.6:
            steps.insert(random.randrange(len(steps) + 1), f"step{number}")
        elif len(steps) > 3:
            steps.remove(random.choice(steps))
        else:
            random.shuffle(steps)


# A running Anki


@pytest.fixture
def service(collection: Collection) -> Iterator[Service]:
    with running(collection) as served:
        yield served


def push(service: Service) -> str:
    result = CliRunner().invoke(main, ["push", "parts.yaml", "--url", service.url])
    assert result.exit_code == 0, result.output
    return result.output.splitlines()[0]


def test_a_push_brings_and_updates_them(learner: PartLearner, service: Service) -> None:
    learner.builds(deck())
    assert push(service) == "parts: 6 new, 0 changed, 0 same, 0 gone"
    assert push(service) == "parts: 0 new, 0 changed, 6 same, 0 gone"
    learner.reviews()
    before = learner.answers()
    learner.builds(deck(("warming", *STEPS[1:], "storage"), "{cloze: one_by_one}"))
    told = push(service)
    assert told.startswith("parts: 1 new, 6 changed")
    after = learner.answers()
    named = {step: step for step in STEPS} | {"evaporation": "warming"}
    assert {card: after[card] for card in before} == {
        card: named[step] for card, step in before.items()
    }
    assert learner.collection.get_empty_cards().report == ""


# The lock


def test_the_deck_of_a_first_build_has_the_numbers_of_its_order(tmp_path: Path) -> None:
    path = tmp_path / "parts.yaml"
    path.write_text(deck(("{value: rain, number: 2}", "snow", "hail")), encoding="utf-8")
    project = Project(load(path))
    made = make_notes(project.base, project.prompts).notes
    found = {
        note.key: next(part.text for part in note.parts if isinstance(part, Gap))
        for note in made
        if isinstance(note, ClozeNote)
    }
    assert found == {
        "steps/cycle/steps/entry/1": "snow",
        "steps/cycle/steps/entry/2": "rain",
        "steps/cycle/steps/entry/3": "hail",
    }


def test_the_linter_asks_for_such_cards_until_there_are_some(tmp_path: Path) -> None:
    path = tmp_path / "parts.yaml"
    found = []
    for anki in ("{}", TRUE):
        path.write_text(deck(anki=anki), encoding="utf-8")
        output = CliRunner().invoke(main, ["lint", str(path)]).output
        found.append("Q453" in output)
    assert found == [True, False]
