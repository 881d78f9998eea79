"""Exercises of one form never share an id."""

from __future__ import annotations

from pathlib import Path

from deck_support import project_of

from quizgen.forms.registry import form_names
from quizgen.project import QuizOptions


def test_two_questions_about_one_field_have_ids_of_their_own(tmp_path: Path) -> None:
    project = project_of(
        tmp_path,
        """
kinds:
  leaders:
    one: leader
    name: name
    fields:
      name: {type: text, required: true}
      office: {type: text, single: true}
      party: {type: text, single: true}
    questions:
      party: {ask: "to which party did {name} belong as {office}?"}
leaders:
"""
        + "".join(
            f"  {office[0]}{n}: {{name: Name {office} {n}, office: {office}, party: {party}}}\n"
            for office in ("president", "governor")
            for n, party in enumerate(("Whigs", "Tories", "Whigs", "Tories", "Whigs"))
        ),
    )
    every = form_names().every
    made = project.exercises(QuizOptions(forms=every))
    assert len({(each.form, each.id) for each in made}) == len(made)
    shared = [each.id for each in made if each.id.startswith("leaders/party/several/whigs")]
    assert len(shared) == 2
    assert project.paper(QuizOptions(forms=every, items=20)).exercises
