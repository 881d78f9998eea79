"""`quizgen review`: a sheet is written, marked, and read back into the deck."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.project import Project, QuizOptions

DECK = """\
# A deck of mine.
deck: malware
title: Malware   # short
source: {title: Notes}
terms:
  worm: {name: worm, definition: a program that spreads from computer to computer}
  virus: {name: virus, definition: a program that hides in other programs}
  botnet: {name: botnet, definition: a group of computers that obey one attacker}
  trojan: {name: Trojan horse, definition: a program that does harm in secret}
  rootkit: {name: rootkit, definition: a program that hides an attacker}
  logger: {name: keylogger, definition: a program that records what you type}
  spyware: {name: spyware, definition: a program that watches you}
  adware: {name: adware, definition: a program that shows advertisements}
questions:
  own: {ask: Which is an island?, answer: Elba, only: [Rome, Paris, Berlin]}
# The end.
"""
WORM = "terms/worm/definition/back"


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("deck.yaml").write_text(DECK, encoding="utf-8")


def review(*options: str) -> Result:
    return CliRunner().invoke(main, ["review", "deck.yaml", *options])


def sheet() -> str:
    done = review("-o", "sheet.txt")
    assert done.exit_code == 0, done.output
    return Path("sheet.txt").read_text(encoding="utf-8")


def offered(question: str) -> set[str]:
    deck = load_deck(Path("deck.yaml")).deck
    assert deck
    made = {each.prompt.id: each for each in Project(deck).questions(QuizOptions())}
    return {each.filler.text for each in made[question].distractors}


def cross(question: str, *options: str, mark: str = "x") -> None:
    """Cross out options of a question on the sheet."""
    before, begun, after = Path("sheet.txt").read_text(encoding="utf-8").partition(f"== {question}")
    item, *others = re.split(r"(?=\n\n)", after, maxsplit=1)
    for option in options:
        assert f"[ ] {option}" in item
        item = item.replace(f"[ ] {option}", f"[{mark}] {option}")
    Path("sheet.txt").write_text("".join([before, begun, item, *others]), encoding="utf-8")


def test_the_sheet_has_each_generated_option_and_none_of_the_author() -> None:
    text = sheet()
    assert f"== {WORM}\n? " in text
    assert "* worm\n" in text
    for option in offered(WORM):
        assert f"[ ] {option}\n" in text
    assert "Elba" not in text
    assert "Rome" not in text
    assert "everybody knows" in text
    assert "[x]" in text.splitlines()[0]


def test_crossed_options_go_into_the_deck_and_others_come() -> None:
    sheet()
    before = offered(WORM)
    gone = min(before)
    cross(WORM, gone)
    done = review("--sheet", "sheet.txt", "-o", "next.txt")
    assert done.exit_code == 0, done.output
    text = Path("deck.yaml").read_text(encoding="utf-8")
    assert text == f"{DECK}\nrejected:\n  {WORM}: [{gone}]\n"
    assert gone not in offered(WORM)
    assert "1 option of 1 question rejected" in done.output
    new = (offered(WORM) - before).pop()
    following = Path("next.txt").read_text(encoding="utf-8")
    assert following.count("\n== ") == 1
    assert f"[ ] {new}\n" in following
    assert done.output.splitlines()[-1].endswith("quizgen review deck.yaml --sheet next.txt")
    checked = CliRunner().invoke(main, ["check", "deck.yaml"])
    assert "Q40" not in checked.output


def test_a_second_review_adds_to_the_section() -> None:
    sheet()
    first, second = sorted(offered(WORM))[:2]
    cross(WORM, first, mark="X")
    review("--sheet", "sheet.txt")
    cross(WORM, second, mark=" x ")
    done = review("--sheet", "sheet.txt")
    assert "1 option of 1 question rejected" in done.output
    assert f"  {WORM}: [{first}, {second}]\n" in Path("deck.yaml").read_text(encoding="utf-8")
    again = review("--sheet", "sheet.txt")
    assert "nothing to reject" in again.output
    assert "Q641" not in again.output


FEW = "".join(DECK.splitlines(keepends=True)[:10])


def test_questions_with_fewer_options_and_with_none_are_counted() -> None:
    Path("deck.yaml").write_text(FEW, encoding="utf-8")
    sheet()
    cross(WORM, *offered(WORM))
    cross("terms/virus/definition/back", min(offered("terms/virus/definition/back")))
    done = review("--sheet", "sheet.txt", "-o", "next.txt")
    assert (
        "4 options of 2 questions rejected; 1 question now with fewer options; "
        "1 question now without options"
    ) in done.output
    assert "no question offers an option not seen yet" in done.output
    assert not Path("next.txt").exists()


def test_dry_run_shows_the_patch_and_writes_nothing() -> None:
    sheet()
    cross(WORM, "virus" if "virus" in offered(WORM) else "botnet")
    done = review("--sheet", "sheet.txt", "-o", "next.txt", "--dry-run")
    assert done.exit_code == 0
    assert "+rejected:" in done.output
    assert Path("deck.yaml").read_text(encoding="utf-8") == DECK
    assert not Path("next.txt").exists()


def test_all_bad_lines_are_reported_and_nothing_changes() -> None:
    text = sheet()
    lines = ["[ ] stray", *text.splitlines(), "[?] beta", "[x gamma", "some words"]
    lines.insert(8, lines[8])
    Path("sheet.txt").write_text("\n".join(lines), encoding="utf-8")
    done = review("--sheet", "sheet.txt")
    assert done.exit_code == 1
    assert done.output.count("error[Q640]") == 5
    assert " --> sheet.txt:1:1" in done.output
    assert "`[?]` is no mark" in done.output
    assert Path("deck.yaml").read_text(encoding="utf-8") == DECK


def test_stale_crosses_are_reported_and_skipped() -> None:
    text = sheet()
    gone = min(offered(WORM))
    cross(WORM, gone)
    marked = Path("sheet.txt").read_text(encoding="utf-8")
    lost = f"{marked}\n== terms/lost/definition\n[x] something\n"
    stale = lost.replace(f"== {WORM}\n", f"== {WORM}\n[x] malware\n")
    Path("sheet.txt").write_text(stale, encoding="utf-8")
    done = review("--sheet", "sheet.txt")
    assert done.exit_code == 0
    assert done.output.count("warning[Q641]") == 2
    assert "1 option of 1 question rejected" in done.output
    assert "malware]" not in Path("deck.yaml").read_text(encoding="utf-8")
    assert text


def test_a_marked_sheet_is_not_replaced() -> None:
    sheet()
    cross(WORM, min(offered(WORM)))
    marked = Path("sheet.txt").read_bytes()
    done = review("-o", "sheet.txt")
    assert done.exit_code == 1
    assert "Q643" in done.output
    assert Path("sheet.txt").read_bytes() == marked
    review("--sheet", "sheet.txt")
    assert review("-o", "sheet.txt").exit_code == 0


def test_the_deck_and_the_sheet_are_no_outputs() -> None:
    sheet()
    cross(WORM, min(offered(WORM)))
    for options in (("-o", "deck.yaml"), ("--sheet", "sheet.txt", "-o", "sheet.txt")):
        done = review(*options)
        assert done.exit_code == 1
        assert "Q551" in done.output or "Q643" in done.output
    assert Path("deck.yaml").read_text(encoding="utf-8") == DECK


def test_a_deck_that_nothing_can_be_added_to_says_what_to_write() -> None:
    ended = f"{DECK}...\n"
    Path("deck.yaml").write_text(ended, encoding="utf-8")
    text = sheet()
    option = re.findall(r"\[ \] (.*)", text)[0]
    Path("sheet.txt").write_text(text.replace(f"[ ] {option}", f"[x] {option}", 1))
    done = review("--sheet", "sheet.txt")
    assert done.exit_code == 1
    assert "Q642" in done.output
    assert Path("deck.yaml").read_text(encoding="utf-8") == ended


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ((), "write a sheet with -o"),
        (("--sheet", "sheet.txt", "-o", "-"), "-o takes a file here"),
        (("--sheet", "sheet.txt"), "Q001"),
    ],
)
def test_what_is_missing_is_said(options: tuple[str, ...], words: str) -> None:
    done = review(*options)
    assert done.exit_code in {1, 2}
    assert words in done.output


def test_a_sheet_can_go_to_standard_output() -> None:
    done = review("-o", "-")
    assert done.exit_code == 0
    assert f"== {WORM}\n" in done.stdout
    assert "Next: " not in done.stdout


def test_other_line_ends_and_a_byte_order_mark_are_read_and_kept() -> None:
    windows = b"\xef\xbb\xbf" + DECK.replace("\n", "\r\n").encode()
    Path("deck.yaml").write_bytes(windows)
    sheet()
    cross(WORM, min(offered(WORM)))
    marked = Path("sheet.txt").read_text(encoding="utf-8")
    Path("sheet.txt").write_bytes(b"\xef\xbb\xbf" + marked.replace("\n", "\r\n").encode())
    assert review("--sheet", "sheet.txt").exit_code == 0
    made = Path("deck.yaml").read_bytes()
    assert made.startswith(windows)
    assert made.count(b"\n") == made.count(b"\r\n")
