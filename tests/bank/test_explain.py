"""`quizgen items`: the questions, why each option is wrong, and what is missing."""

from __future__ import annotations

from pathlib import Path

from deck_support import HEADER, ROOT, load, project_of

from quizgen.bank.items import Item, Lack, Without
from quizgen.listing.questions import list_questions
from quizgen.project import Project, QuizOptions

FEW = """
treaties:
  inf: {name: INF Treaty, signed: 1987, signed_by: Reagan}
  start: {name: START I, signed: 1991}
  salt: {name: SALT I, signed: {value: 1972, record: it was 1973}}
"""


def questions(project: Project) -> dict[str, Item | Without]:
    made = project.questions(QuizOptions(), explain=True)
    return {question.prompt.id: question for question in made}


def test_what_is_missing_and_what_would_do(tmp_path: Path) -> None:
    made = questions(project_of(tmp_path, FEW))
    back = made["treaties/inf/signed/back"]
    assert isinstance(back, Without)
    assert (back.lack, len(back.distractors)) == (Lack.TOO_FEW, 1)
    assert back.mend == "1 more fact of `treaties` with `signed`; it may be `background`"
    contested = made["treaties/salt/signed"]
    assert isinstance(contested, Without)
    assert contested.lack is Lack.CONTESTED
    by = made["treaties/inf/signed_by"]
    assert isinstance(by, Without)
    assert "`distractors` of your own" in by.mend


def test_what_is_said_to_mend_it_mends_it(tmp_path: Path) -> None:
    more = FEW + "  abm: {name: ABM Treaty, signed: 1979, background: true}\n"
    made = questions(project_of(tmp_path, more))
    assert isinstance(made["treaties/inf/signed/back"], Item)
    assert not any(key.startswith("treaties/abm") for key in made)


def test_at_least(tmp_path: Path) -> None:
    more = FEW + "  abm: {name: ABM Treaty, signed: 1979, background: true}\n"
    three = questions(project_of(tmp_path, more))["treaties/inf/signed/back"]
    assert isinstance(three, Item)
    assert len(three.options) == 3
    four = questions(project_of(tmp_path, more, HEADER + "quiz: {at_least: 4}\n"))[
        "treaties/inf/signed/back"
    ]
    assert isinstance(four, Without)


def test_every_proof_and_refusal_is_told(tmp_path: Path) -> None:
    yaml = """
    people:
      {a: {name: Ann}, b: {name: Ben}, c: {name: Cid},
       d: {name: Dan}, e: {name: Eve}, f: {name: Fay}}
    statements:
      s: {text: "{{Ann|person}} wrote to {{Ben|person}}.", forbid: [Cid]}
    """
    text = list_questions(
        project_of(tmp_path, yaml).questions(QuizOptions(), explain=True), explain=True
    )
    assert (
        "[W1: only one answer is right, and this is another one; "
        "similarity to the key 1.5, weight 0.75]" in text
    )
    assert "not Cid: the author forbids it" in text or "Cid" not in text
    assert "2 of 2 questions have options" in text
    assert "6 of 6 distractors are proven wrong, 0 presumed" in text


def test_the_shipped_deck_is_proven_throughout() -> None:
    project = Project(load(ROOT / "decks" / "us-russia-2020.yaml"))
    made = list(questions(project).values())
    items = [question for question in made if isinstance(question, Item)]
    assert len(items) >= 80
    assert all(distractor.proof != "presumed" for item in items for distractor in item.distractors)
