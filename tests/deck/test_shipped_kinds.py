"""Tests of the kinds that ship, whose questions no run checks."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.deck.kinds import built_in_kinds, kind_of_file
from quizgen.diagnostics import QuizgenError
from quizgen.resources import shipped

KINDS = sorted((shipped("templates") / "kinds").glob("*.yaml"))


@pytest.mark.parametrize("path", KINDS, ids=lambda path: path.stem)
def test_the_questions_of_a_shipped_kind_are_sound(path: Path) -> None:
    assert kind_of_file(path) == built_in_kinds()[path.stem]


@pytest.mark.parametrize(
    ("sound", "faulty", "code"),
    [
        ("{name} {hold|hold|to hold}", "{nam} {hold|hold|to hold}", "Q304"),
        (
            "who {held|holds|was to hold} the post of {post}",
            "who held it, {name}, as {post}",
            "Q304",
        ),
        ('next: "who followed', 'nxt: "who followed', "Q201"),
    ],
)
def test_a_fault_in_the_file_of_a_kind_is_found(
    tmp_path: Path, sound: str, faulty: str, code: str
) -> None:
    officials = (shipped("templates") / "kinds" / "officials.yaml").read_text("utf-8")
    assert sound in officials
    path = tmp_path / "officials.yaml"
    path.write_text(officials.replace(sound, faulty), encoding="utf-8")
    with pytest.raises(QuizgenError) as raised:
        kind_of_file(path)
    assert {each.code for each in raised.value.diagnostics} == {code}
