"""Items that several processes make at once."""

from __future__ import annotations

import subprocess
from typing import Self

import pytest
from deck_support import SHIPPED, load

from quizgen.bank import shares
from quizgen.bank.distractors import Wanted
from quizgen.bank.items import Item, Maker, Without, make_items
from quizgen.bank.shares import make_shared
from quizgen.project import Project, QuizOptions


@pytest.fixture(scope="module")
def project() -> Project:
    return Project(load(SHIPPED[1]))


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[subprocess.Popen[bytes]]:
    """Return the processes that are started from now on."""
    found: list[subprocess.Popen[bytes]] = []

    class Recorded(subprocess.Popen[bytes]):
        def __enter__(self) -> Self:
            found.append(self)
            return super().__enter__()

    monkeypatch.setattr(subprocess, "Popen", Recorded)
    # A deck that ships has few questions, and each process shall have some.
    monkeypatch.setattr(shares, "_AT_ONCE", 5)
    return found


def _made(
    project: Project, wanted: Wanted, processes: int = 0
) -> tuple[tuple[Item | Without, ...], tuple[Item | Without, ...]]:
    """Return the items of a deck, made by one process and by several."""
    quiz = project.deck.quiz
    asked = project.base, project.prompts, wanted, quiz.at_least, quiz.seed
    return make_items(*asked), make_shared(*asked, processes=processes)


@pytest.mark.parametrize("processes", [1, 2, 3])
@pytest.mark.parametrize("wanted", [Wanted(3), Wanted(2, explain=True)])
def test_the_number_of_processes_changes_nothing(
    project: Project, wanted: Wanted, processes: int, started: list[subprocess.Popen[bytes]]
) -> None:
    alone, together = _made(project, wanted, processes)
    assert together == alone
    assert [process.returncode for process in started] == [0] * (processes - 1)


def test_names_and_prompts_are_those_of_the_deck(
    project: Project, started: list[subprocess.Popen[bytes]]
) -> None:
    """Copies from another process would take as much memory as the deck."""
    _, made = _made(project, Wanted(3), 2)
    names, prompts = project.base.names.fillers, {each.id: each for each in project.prompts}
    assert started
    for each in made:
        assert each.prompt.fact is prompts[each.prompt.id].fact
        for distractor in each.distractors:
            filler = distractor.filler
            assert not filler.fact or filler is names.get(filler.fact, filler)


def test_what_a_failed_process_leaves_is_made_all_the_same(
    project: Project, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "_WORKER", "quizgen.no_such_module")
    alone, together = _made(project, Wanted(3), 2)
    assert together == alone
    assert [process.returncode for process in started] == [1]


def test_ctrl_c_ends_all_processes(
    project: Project, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(_: Maker, __: int) -> Item:
        while not started:
            pass
        raise KeyboardInterrupt

    monkeypatch.setattr(Maker, "make", interrupted)
    quiz = project.deck.quiz
    asked = project.base, project.prompts, Wanted(3), quiz.at_least, quiz.seed
    with pytest.raises(KeyboardInterrupt):
        make_shared(*asked, processes=3)
    assert started
    assert all(process.poll() is not None for process in started)


def test_a_large_deck_is_shared_and_a_small_one_is_not(
    project: Project, started: list[subprocess.Popen[bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shares, "_cores", lambda: 2)
    alone = Project(project.deck).questions(QuizOptions())
    assert not started
    monkeypatch.setattr("quizgen.project._MANY", len(project.prompts))
    assert Project(project.deck).questions(QuizOptions()) == alone
    assert len(started) == 1
