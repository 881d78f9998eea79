"""Choosing questions for a paper: by id, without some, without those of earlier papers, pools."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from deck_support import ROOT

from quizgen.cli import main
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.read_manifest import read_manifest

DECK = ROOT / "decks" / "us-russia-2020.yaml"
OWN = """
deck: rivers
title: Rivers
language: en
{quiz}
questions:
  nile: {{ask: Where does the Nile end?, answer: Egypt, distractors: [Spain, Chile, Nepal]}}
  rhine: {{ask: Where does the Rhine end?, answer: Holland, distractors: [Malta, Peru, Oman]}}
  tiber: {{ask: Where does the Tiber end?, answer: Italy, distractors: [Ghana, Cuba, Laos]}}
  loire: {{ask: Where does the Loire end?, answer: France, distractors: [Benin, Fiji, Iran]}}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def made(tmp_path: Path, *arguments: object, deck: Path = DECK, name: str = "out") -> Manifest:
    done = run("quiz", deck, "--pdf", "none", "--force", "-o", tmp_path / name, *arguments)
    assert done.exit_code == 0, done.output
    return read_manifest(tmp_path / name / "quiz.json")


def ids(manifest: Manifest) -> set[str]:
    return {item.id for item in manifest.items}


def own(tmp_path: Path, quiz: str) -> Path:
    path = tmp_path / "rivers.yaml"
    path.write_text(OWN.format(quiz=quiz), "utf-8")
    return path


def test_questions_are_chosen_and_left_out(tmp_path: Path) -> None:
    usual = sorted(ids(made(tmp_path, "--items", 6)))
    chosen = made(tmp_path, "--items", 6, "--without", usual[0], "--without", usual[1])
    assert len(chosen.items) == 6
    assert ids(chosen).isdisjoint(usual[:2])
    others = sorted(ids(chosen) - set(usual))
    alone = made(tmp_path, "--items", 1, "--with", others[0], "--with", usual[0])
    assert ids(alone) == {others[0], usual[0]}


def test_the_id_of_a_fact_stands_for_its_questions(tmp_path: Path) -> None:
    found = made(tmp_path, "--items", 3, "--with", "treaties/inf")
    assert any(name.startswith("treaties/inf/") for name in ids(found))
    found = made(tmp_path, "--items", 200, "--without", "treaties/inf")
    assert not any(name.startswith("treaties/inf/") for name in ids(found))


def test_an_unknown_id_is_an_error(tmp_path: Path) -> None:
    done = run("quiz", DECK, "--with", "treaties/inf/sgned", "--without", "x/y", "-o", tmp_path)
    assert done.exit_code == 1
    assert "error[Q539]: the deck has no question with the id `treaties/inf/sgned`" in done.output
    assert "did you mean `treaties/inf/signed`?" in done.output
    assert "the id `x/y`" in done.output
    assert not (tmp_path / "quiz.json").exists()


def test_check_reports_wrong_ids_where_they_stand(tmp_path: Path) -> None:
    quiz = """quiz:
  with: [questions/nil]
  without: [questions/rhine/answr, questions/loire/answer, tiber]
  sections:
    - {items: 1, of: [questions/nile, questions/nil, questions/tyber]}"""
    done = run("check", own(tmp_path, quiz))
    assert done.exit_code == 1
    found = [line.partition("rivers.yaml:")[2] for line in done.output.splitlines()]
    assert [*filter(None, found)] == ["6:10", "9:39", "7:13", "7:60", "9:54"]
    for fix in ("nile", "rhine/answer", "tiber"):
        assert f"did you mean `questions/{fix}`?" in done.output


def test_a_chosen_question_without_an_item_is_an_error(tmp_path: Path) -> None:
    deck = own(tmp_path, "quiz:\n  forms: [true-false]\n  with: [questions/nile]")
    done = run("quiz", deck, "--items", 1, "-o", tmp_path / "new")
    assert done.exit_code == 1
    assert "error[Q539]: the question `questions/nile` gives no item for this quiz" in done.output
    assert "rivers.yaml:7:10" in done.output
    assert not (tmp_path / "new").exists()


def test_check_knows_items_by_their_own_ids(tmp_path: Path) -> None:
    name = "questions/nile/answer/short"
    deck = own(tmp_path, f"quiz: {{forms: [short], items: 1, with: [{name}]}}")
    assert ids(made(tmp_path, deck=deck)) == {name}
    done = run("check", deck)
    assert done.exit_code == 0, done.output


def test_the_deck_chooses(tmp_path: Path) -> None:
    quiz = "quiz: {items: 2, with: [questions/nile/answer], without: [questions/rhine]}"
    manifest = made(tmp_path, deck=own(tmp_path, quiz))
    assert "questions/nile/answer" in ids(manifest)
    manifest = made(tmp_path, "--items", 4, deck=own(tmp_path, quiz))
    assert ids(manifest) == {f"questions/{name}/answer" for name in ("nile", "tiber", "loire")}
    wrong = own(tmp_path, "quiz:\n  without: [questions/nil]")
    done = run("quiz", wrong, "-o", tmp_path / "new")
    assert "Q539" in done.output
    assert "rivers.yaml:6:13" in done.output


def test_a_pool_gives_some_of_its_questions(tmp_path: Path) -> None:
    pool = "of: [questions/nile, questions/rhine/answer, questions/tiber/answer]"
    deck = own(tmp_path, f"quiz: {{sections: [{{items: 2, {pool}}}]}}")
    three = {f"questions/{name}/answer" for name in ("nile", "rhine", "tiber")}
    for seed in range(3):
        drawn = ids(made(tmp_path, "--seed", seed, deck=deck))
        assert len(drawn) == 2
        assert drawn < three
    wrong = own(tmp_path, "quiz: {sections: [{items: 2, of: [questions/nill]}]}")
    assert "did you mean `questions/nile" in run("quiz", wrong, "-o", tmp_path / "new").output
    counted = own(tmp_path, f"quiz: {{sections: [{{count: 2, {pool}}}]}}")
    assert "did you mean `items`?" in run("check", counted).output


def asked(manifest: Manifest) -> set[tuple[str, str]]:
    return {(fact, item.field) for item in manifest.items for fact in item.facts}


@pytest.mark.parametrize("forms", ["choice", "choice,true-false,short,matching"])
def test_a_make_up_test_shares_nothing_with_earlier_ones(tmp_path: Path, forms: str) -> None:
    chosen = ("--items", 12, "--forms", forms)
    first = made(tmp_path, *chosen, name="first")
    second = made(
        tmp_path, *chosen, "--seed", 2, "--avoid", tmp_path / "first/quiz.json", name="second"
    )
    avoided = ("--avoid", tmp_path / "first/quiz.json", "--avoid", tmp_path / "second/quiz.json")
    third = made(tmp_path, *chosen, *avoided, name="third")
    for earlier, later in ((first, second), (first, third), (second, third)):
        assert ids(earlier).isdisjoint(ids(later))
        assert asked(earlier).isdisjoint(asked(later))
        sets = [
            {frozenset(i.options) for i in each.items if len(i.options) > 2}
            for each in (earlier, later)
        ]
        assert sets[0].isdisjoint(sets[1])


def test_the_same_is_not_asked_the_other_way_round(tmp_path: Path) -> None:
    quiz = "quiz: {items: 4}"
    first = own(tmp_path, quiz)
    made(tmp_path, "--with", "questions/nile", "--items", 1, deck=first, name="first")
    turned = tmp_path / "turned.yaml"
    text = OWN.format(quiz=quiz) + (
        "  turned: {ask: Which of these questions asks about Egypt?, "
        "answer: the Nile, distractors: [the Po, the Ob, the Don]}\n"
    )
    turned.write_text(text.replace("deck: rivers", "deck: turned"), "utf-8")
    found = made(tmp_path, "--avoid", tmp_path / "first/quiz.json", deck=turned)
    assert ids(found) == {f"questions/{name}/answer" for name in ("rhine", "tiber", "loire")}


def test_too_few_others_are_reported(tmp_path: Path) -> None:
    deck = own(tmp_path, "")
    made(tmp_path, "--items", 3, deck=deck, name="first")
    avoided = ("--items", 3, "--avoid", tmp_path / "first/quiz.json")
    done = run("quiz", deck, *avoided, "-o", tmp_path / "new")
    assert "warning[Q402]: you asked for 3 items, but only 1 fit" in done.output
    made(tmp_path, "--items", 4, deck=deck, name="first")
    done = run("quiz", deck, *avoided, "-o", tmp_path / "newer")
    assert done.exit_code == 1
    assert "Q401" in done.output


def test_chosen_items_that_clash_are_reported(tmp_path: Path) -> None:
    chosen = ("--with", "treaties/inf/signed", "--with", "treaties/inf/ended")
    done = run("quiz", DECK, "--items", 2, *chosen, "-o", tmp_path / "new")
    assert "warning[Q407]" in done.output


RULES = """
deck: rules
title: Rules
questions:
  town: {ask: What does a town pass?, answer: Bylaw, distractors: [Statute, Decree, Maxim]}
  king: {ask: What does a ruler impose?, answer: decree, distractors: [bylaw, statute, edict]}
"""


@pytest.mark.parametrize("first", ["Bylaw", "the bylaw", "A bylaw"])
def test_neither_capitals_nor_articles_hide_shared_options(first: str, tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES.replace("Bylaw", first), encoding="utf-8")
    done = run("quiz", path, "--items", "2", "--pdf", "none", "-o", tmp_path / "out")
    assert "only 1 fit on one paper: 1 more would have the options of another item" in done.output
