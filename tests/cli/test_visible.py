"""No text of a deck, roster or manifest can hide on a terminal, move its text or flood it."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quizgen.cli import main
from quizgen.diagnostics import Diagnostic, Place
from quizgen.report import REPORTS
from quizgen.visible import cut, cut_message, visible, visible_line

OVERRIDE, ISOLATE, BLANK, ESCAPE = "\u202e", "\u2067", "\u200b", "\x1b"
HOSTILE = f"al{OVERRIDE}ph{ISOLATE}a{BLANK}"
SHOWN = r"al\u202eph\u2067a\u200b"
DECK = f"""\
deck: mine
title: My deck
terms:
  one: {{name: {HOSTILE}, definition: the first letter}}
  two: {{name: beta, definition: the second letter}}
  three: {{name: gamma, definition: the third letter}}
  four: {{name: delta, definition: the fourth letter}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mine.yaml").write_text(DECK, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert hidden_in(result.output) == set()
    return result


def hidden_in(text: str) -> set[str]:
    return {char for char in text if not char.isprintable()} - {"\n"}


@pytest.mark.parametrize(
    "char",
    [
        *("\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"),
        *("\u200b", "\u200e", "\u200f", "\u061c", "\u2060", "\ufeff", "\xad", "\u180e", "\u3164"),
        *("\x00", "\x07", "\x1b", "\r", "\x7f", "\x85", "\x9b", "\u2028", "\u2029"),
        *("\ue000", "\ud800", "\U000e0041", "\U0010ffff"),
    ],
)
def test_a_hidden_character_is_escaped(char: str) -> None:
    escaped = char.encode("unicode_escape").decode()
    assert visible(f"a{char}b") == f"a{escaped}b"
    assert visible(f"ש{char}ש") == f"ש{escaped}ש"


@pytest.mark.parametrize(
    "text",
    [
        "a plain text\nin two lines\tand a tab",
        "שלום, עולם",
        "مرحبا بالعالم",
        # Persian and Hindi with joiners, an emoji of three characters, an Arabic number sign.
        "می‌خواهم",
        "क्‍ष",
        "👨‍👩‍👧",
        "\u06dd12",
        "« Où\u202f? » é\u00a0! naïve e\u0301",
        "日本語\u3000中文",
    ],
)
def test_scripts_are_shown_as_they_are(text: str) -> None:
    assert visible(text) == text


def test_a_joiner_without_a_script_is_escaped() -> None:
    assert visible("pay\u200dpal \u200c") == r"pay\u200dpal \u200c"


def test_every_format_character_is_escaped_or_needed() -> None:
    formats = "".join(map(chr, range(0x110000)))
    kept = {char for char in formats if unicodedata.category(char) == "Cf"}
    kept = {char for char in kept if visible(f"ש{char}") == f"ש{char}"}
    signs = {char for char in kept if "NUMBER" in unicodedata.name(char)}
    others = {unicodedata.name(char) for char in kept - signs}
    assert others == {
        *("ZERO WIDTH JOINER", "ZERO WIDTH NON-JOINER", "ARABIC SIGN SANAH"),
        *("ARABIC FOOTNOTE MARKER", "ARABIC SIGN SAFHA", "ARABIC SIGN SAMVAT"),
        *("ARABIC END OF AYAH", "ARABIC DISPUTED END OF AYAH", "SYRIAC ABBREVIATION MARK"),
        *("ARABIC POUND MARK ABOVE", "ARABIC PIASTRE MARK ABOVE"),
    }


def test_one_line_stays_one_line() -> None:
    assert visible_line("a\nb\tc\u2028d\u00a0e") == "a b c d e"


@pytest.mark.parametrize(
    "arguments",
    [
        ("items", "mine.yaml"),
        ("items", "mine.yaml", "--explain"),
        ("items", "mine.yaml", "--forms", "short"),
    ],
)
def test_items_are_listed_visibly(arguments: tuple[str, ...]) -> None:
    assert SHOWN in run(*arguments).output


@pytest.mark.parametrize("command", ["check", "build", "items", "lint"])
@pytest.mark.parametrize("form", ["text", "github"])
def test_problems_are_told_visibly(command: str, form: str, folder: Path) -> None:
    text = DECK.replace("definition: the first", f"de{HOSTILE}: the first")
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    format_of = ["--format", form] if command == "check" else []
    assert SHOWN in run(command, "mine.yaml", *format_of).output


def test_the_caret_stands_under_the_place(folder: Path) -> None:
    text = DECK.replace("definition: the first", "defintion: the first")
    (folder / "mine.yaml").write_text(text, encoding="utf-8")
    lines = run("check", "mine.yaml").output.splitlines()
    row = next(number for number, line in enumerate(lines) if "^" in line)
    assert lines[row].index("^") == lines[row - 1].index("defintion")
    assert lines[row].count("^") == len("defintion")


def test_what_is_gone_is_listed_visibly(folder: Path) -> None:
    assert run("build").exit_code == 0
    lock = folder / "mine.lock"
    entry = f"terms/{HOSTILE}%0Aforged/definition 0123456789abcdef 2020-01-01T00:00:00Z\n"
    lock.write_text(lock.read_text(encoding="utf-8") + entry, encoding="utf-8")
    output = run("anki", "mine.yaml", "--diff").output
    assert f"  - terms/{SHOWN} forged/definition\n" in output


def test_a_reprint_tells_a_deck_visibly(folder: Path) -> None:
    assert run("quiz", "mine.yaml", "--pdf", "none").exit_code == 0
    document = json.loads((folder / "quiz.json").read_bytes())
    document["deck"] = f"{HOSTILE}\nforged"
    (folder / "other.json").write_text(json.dumps(document), encoding="utf-8")
    output = run("quiz", "other.json", "--pdf", "none", "-o", "again").output
    assert output.startswith(f"{SHOWN} forged: ")


def test_a_name_of_a_file_is_shown_visibly(folder: Path) -> None:
    (folder / f"{HOSTILE}.yaml").write_text(DECK, encoding="utf-8")
    assert f"{SHOWN}.yaml: no problems" in run("check", f"{HOSTILE}.yaml").output
    assert SHOWN in run("check", f"no{HOSTILE}.yaml").output


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_a_message_is_cut(form: str) -> None:
    endless = "x" * 5_000_000
    told = Diagnostic("Q501", f"the name “{endless}” is odd", Place("roster.csv"), endless)
    shown = REPORTS[form]([told])
    assert len(shown) < 3000
    assert "is odd" in shown


def test_quotations_are_cut_and_the_rest_stays() -> None:
    assert cut_message("`" + "x" * 300 + "` is odd") == "`" + "x" * 199 + "…` is odd"
    assert cut_message("`" + "x" * 200 + "` is odd") == "`" + "x" * 200 + "` is odd"
    assert cut("abc", 3) == "abc"
    assert cut("abcd", 3) == "ab…"


@pytest.mark.parametrize("opening", ["“", "`", "`“"])
def test_cutting_takes_no_longer_for_odd_quotation_marks(opening: str) -> None:
    assert len(cut_message(opening * 1_000_000)) == 1000
