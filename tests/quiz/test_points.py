"""Points of single items, subtotals, the scale of marks, and the list for scores."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pdf_support import pages

from quizgen.cli import main
from quizgen.language.labels import load_labels
from quizgen.paper.answer_sheet_rows import rows_of
from quizgen.quiz.read_manifest import NoManifestError, manifest_of, read_manifest
from quizgen.quiz.score import Marks, score

DECK = """
deck: rivers
title: Rivers
language: {language}
quiz:
{quiz}
questions:
  nile:
    ask: Where does the Nile end?
    answer: Egypt
    distractors: [Spain, Chile, Nepal]
    points: 3
  rhine: {{ask: Where does the Rhine end?, answer: Holland, distractors: [Malta, Peru, Oman]}}
  tiber: {{ask: Where does the Tiber end?, answer: Italy, distractors: [Ghana, Cuba, Laos]}}
  loire: {{ask: Where does the Loire end?, answer: France, distractors: [Benin, Fiji, Iran]}}
"""
SECTIONS = """
  scale: {F: 0, A: 90, B: 62.5%}
  sections:
    - {title: Ends, items: 2, of: [questions/nile, questions/rhine]}
    - {title: More, items: 2, points: 2}
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(each) for each in arguments])


def deck(tmp_path: Path, quiz: str, language: str = "en") -> Path:
    path = tmp_path / "rivers.yaml"
    path.write_text(DECK.format(quiz=quiz, language=language), "utf-8")
    return path


def text_of(path: Path) -> str:
    words = " ".join(page.text for page in pages(path.read_bytes()))
    return " ".join(words.replace("\N{NO-BREAK SPACE}", " ").split())


def test_an_item_has_points_of_its_own(tmp_path: Path) -> None:
    done = run("quiz", deck(tmp_path, SECTIONS), "-o", tmp_path)
    assert done.exit_code == 0, done.output
    paper = text_of(tmp_path / "quiz.pdf")
    assert "Where does the Nile end? (3 points)" in paper
    assert "Rhine end? (" not in paper
    assert "2 points each · 4 points" in paper
    assert "/ 8" in paper
    key = text_of(tmp_path / "quiz-key.pdf")
    assert "Ends: 4 points · More: 4 points." in key
    assert "Marks: A from 7.2 points · B from 5 points · F from 0 points." in key
    manifest = read_manifest(tmp_path / "quiz.json")
    assert [mark.name for mark in manifest.scale] == ["A", "B", "F"]
    version = manifest.versions[0].version
    rows = rows_of(manifest, manifest.versions[0], load_labels("en").texts)
    scored = score(manifest, version, rows, Marks({row.label: frozenset() for row in rows}))
    assert scored.possible == 8
    assert sorted(item.points for item in scored.items) == [1, 2, 2, 3]


def test_usual_points_are_said_once(tmp_path: Path) -> None:
    done = run("quiz", deck(tmp_path, "  items: 4", "de"), "-o", tmp_path)
    assert done.exit_code == 0, done.output
    paper = text_of(tmp_path / "quiz.pdf")
    assert "Je 1 Punkt, wenn bei der Aufgabe nichts anderes steht." in paper
    assert "(3 Punkte)" in paper
    assert "/ 6" in paper


def test_points_change_the_fingerprint_and_are_checked(tmp_path: Path) -> None:
    assert run("quiz", deck(tmp_path, "  items: 4"), "-o", tmp_path).exit_code == 0
    data = (tmp_path / "quiz.json").read_bytes()
    assert manifest_of(data).items
    for points, message in ((b"4.0", "does not match|do not match"), (b"-1", "no possible")):
        with pytest.raises(NoManifestError, match=message):
            manifest_of(data.replace(b'"points": 3.0', b'"points": ' + points))


@pytest.mark.parametrize(
    ("quiz", "code", "message"),
    [
        ("  scale: germann", "Q209", "did you mean `german`?"),
        ("  scale: {A: 101}", "Q207", "the mark `A` has no percentage from 0 to 100"),
        ("  scale: {A: [1]}", "Q207", "the mark `A` has no percentage"),
        ("  scale: [90]", "Q2", "scale"),
    ],
)
def test_a_wrong_scale_is_reported(tmp_path: Path, quiz: str, code: str, message: str) -> None:
    done = run("check", deck(tmp_path, quiz))
    assert done.exit_code == 1
    assert f"error[{code}" in done.output
    assert message in done.output


@pytest.mark.parametrize(("language", "sign"), [("en", ","), ("de", ";")])
def test_a_list_for_scores_is_never_replaced(tmp_path: Path, language: str, sign: str) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text("name,number,class\nÄnne,7,7b\n=SUM(A1),8,7b\n", "utf-8")
    made = deck(tmp_path, SECTIONS, language)
    out = tmp_path / "out"
    asked = ("--pdf", "none", "--score-list", "-o", out)
    done = run("quiz", made, "--students", roster, "--versions", 2, *asked)
    assert done.exit_code == 0, done.output
    lines = (out / "scores.csv").read_text("utf-8-sig").splitlines()
    assert len(lines) == 3
    assert lines[0].split(sign)[4:6] == ["Ends / 4", "More / 4"]
    assert lines[1] == sign.join(["7", "Änne", "7b", "A", "", "", "", ""])
    assert "'=SUM(A1)" in lines[2]
    assert run("quiz", out / "quiz.json", *asked).exit_code == 0
    (out / "scores.csv").write_text("\n".join(lines).replace("A", "4", 1), "utf-8")
    done = run("quiz", out / "quiz.json", *asked)
    assert "error[Q547]" in done.output
    assert done.exit_code == 1
    done = run("quiz", made, *asked[:3], "-o", tmp_path / "none")
    assert "needs students" in done.output
