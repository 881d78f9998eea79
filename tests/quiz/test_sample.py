"""The paper of a very large deck is chosen from a sample of its questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import SHIPPED, load
from msgspec import structs

from quizgen.bank.items import Maker
from quizgen.cli import main
from quizgen.deck.model.deck import Deck
from quizgen.project import Project, QuizOptions
from quizgen.quiz import sample

_PAPER = QuizOptions(items=10)
_ASKED = 60


@pytest.fixture(scope="module")
def deck() -> Deck:
    return load(SHIPPED[1])


@pytest.fixture
def _large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count a deck that ships as a very large one."""
    monkeypatch.setattr(sample, "_MOST", 100)
    monkeypatch.setattr(sample, "_FEWEST", _ASKED)
    monkeypatch.setattr(sample, "_A_PLACE", 1)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the numbers of the questions whose items are made from now on."""
    numbers: list[int] = []
    make = Maker.make

    def counted(maker: Maker, number: int) -> object:
        numbers.append(number)
        return make(maker, number)

    monkeypatch.setattr(Maker, "make", counted)
    return numbers


@pytest.mark.usefixtures("_large")
def test_the_items_of_other_questions_are_not_made(deck: Deck, made: list[int]) -> None:
    project = Project(deck)
    paper = project.paper(_PAPER)
    assert len(paper.exercises) == 10
    assert len(made) == _ASKED
    assert paper.asked == len(project.prompts) > 2 * _ASKED


@pytest.mark.usefixtures("_large")
def test_the_items_are_those_of_all_questions(deck: Deck) -> None:
    project = Project(deck)
    paper = project.paper(_PAPER)
    items = {each.id: each.options for each in project.items(_PAPER)}
    assert {each.id: each.options for each in paper.exercises}.items() <= items.items()


@pytest.mark.usefixtures("_large")
def test_it_makes_no_difference_what_was_made_before(deck: Deck) -> None:
    alone, after = Project(deck), Project(deck)
    assert after.questions(_PAPER)
    assert alone.paper(_PAPER) == after.paper(_PAPER)


@pytest.mark.usefixtures("_large")
@pytest.mark.parametrize("what", ["chosen", "without"])
def test_questions_that_are_named_are_looked_for_among_all(deck: Deck, what: str) -> None:
    project = Project(deck)
    drawn = sample.sample_of(project.prompts, deck.quiz)
    known = {each.id for each in drawn}
    other = next(each.id for each in project.items(_PAPER) if each.id not in known)
    paper = project.paper(structs.replace(_PAPER, **{what: (other,)}))
    assert (other in {each.id for each in paper.exercises}) == (what == "chosen")
    assert paper.asked == 0


@pytest.mark.usefixtures("_large")
def test_a_sample_that_does_not_fill_the_paper_gives_way_to_all_questions(
    deck: Deck, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Two questions about one fact never stand on one paper.
    monkeypatch.setattr(sample, "_FEWEST", 10)
    paper = Project(deck).paper(_PAPER)
    assert len(paper.exercises) == 10
    assert paper.asked == 0
    monkeypatch.setattr(sample, "_MOST", 10_000)
    assert Project(deck).paper(_PAPER) == paper


def test_a_deck_of_usual_size_gives_no_sample(deck: Deck) -> None:
    project = Project(deck)
    assert sample.sample_of(project.prompts, deck.quiz) == ()
    first = project.prompts[0]
    many = [structs.replace(first, id=f"{first.id}/{number}") for number in range(10_001)]
    assert len(sample.sample_of(many, deck.quiz)) == 3_000


@pytest.mark.usefixtures("_large")
def test_a_build_tells_of_the_sample(tmp_path: Path) -> None:
    asked = [str(SHIPPED[1]), "-o", str(tmp_path), "--no-lock", "--items", "10"]
    told = CliRunner().invoke(main, ["build", *asked]).output
    questions = len(Project(load(SHIPPED[1])).prompts)
    assert f"10 items on the paper, drawn from {questions} questions" in told
