"""`check` and `build` agree: an error in one stops the other, and warnings stop neither."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from corpus_support import BAD, CORPUS, EXAMPLES, FACT, GOOD
from deck_support import HEADER
from media_support import deck_with, picture, png_of

from quizgen.cli import main
from quizgen.typeset.coverage import without_glyphs
from quizgen.typeset.glyphs import UNUSUAL

# Commands that make something from a deck.
MAKERS = ("build", "anki", "quiz", "cards", "push")
EXAMPLE_TEXTS = [
    (f"{code.code}-{name}", text)
    for code in EXAMPLES
    for name, text in (("bad", code.bad), ("good", code.good))
    if text
]
EMOJI = "😀"
TERMS = """\
source: {title: Notes}
terms:
  a: {name: apple, definition: a fruit with a core}
  b: {name: beet, definition: a root that is red}
  c: {name: chard, definition: a leaf that is green}
  d: {name: dill, definition: a herb for cucumbers}
"""
TOO_FEW_OPTIONS = """\
source: {title: Notes}
questions:
  q: {ask: Which ocean lies west of Portugal?, answer: the Atlantic, only: [the Pacific]}
"""


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, arguments)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def agreed(path: Path) -> int:
    """Return the exit code of `check`, which must be the same as that of `build`."""
    checked = run("check", path.name)
    built = run("build", path.name, "-o", "made")
    assert built.exit_code == checked.exit_code, checked.output + built.output
    assert Path("made").exists() == (checked.exit_code == 0)
    if checked.exit_code:
        assert codes(built) == codes(checked)
    return checked.exit_code


def codes(result: Result) -> set[str]:
    return set(re.findall(r"error\[(Q\d+)\]", result.output))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("path", [*GOOD, *BAD], ids=lambda path: path.stem)
def test_the_corpus(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # A build writes a lock beside its deck.
    copied = shutil.copytree(CORPUS, tmp_path / "corpus") / path.parent.name
    monkeypatch.chdir(copied)
    # A good deck has sound facts, but one of its questions may lack options.
    assert agreed(Path(path.name)) == 0 or path in BAD or path.stem == "pictures-as-options"


@pytest.mark.parametrize(
    "text", [text for _, text in EXAMPLE_TEXTS], ids=[n for n, _ in EXAMPLE_TEXTS]
)
def test_the_examples_of_codes(text: str, folder: Path) -> None:
    fact = FACT if re.match(r"(?:quiz|language|include):", text) else ""
    path = folder / "deck.yaml"
    path.write_text(f"{HEADER}{text}\n{fact}", encoding="utf-8")
    agreed(path)


@pytest.mark.parametrize("command", MAKERS)
def test_an_error_in_a_question_stops_every_command(command: str, folder: Path) -> None:
    (folder / "deck.yaml").write_text(HEADER + TOO_FEW_OPTIONS, encoding="utf-8")
    for form in ("--lint", "--no-lint"):
        assert run("check", "deck.yaml", form).exit_code == 1
    result = run(command, "deck.yaml")
    assert result.exit_code == 1
    assert "error[Q414]" in result.output
    assert [path.name for path in folder.iterdir()] == ["deck.yaml"]


def test_a_rule_that_is_off_stops_nothing(folder: Path) -> None:
    path = folder / "deck.yaml"
    path.write_text(HEADER + "lint: {Q414: off}\n" + TOO_FEW_OPTIONS, encoding="utf-8")
    assert agreed(path) == 0


def test_questions_with_errors_can_be_looked_at(folder: Path) -> None:
    (folder / "deck.yaml").write_text(HEADER + TOO_FEW_OPTIONS, encoding="utf-8")
    assert run("items", "deck.yaml", "--explain").exit_code == 0
    assert "error[Q414]" in run("lint", "deck.yaml").output


def test_a_damaged_lock_is_told_by_check(folder: Path) -> None:
    path = folder / "deck.yaml"
    path.write_text(HEADER + TERMS, encoding="utf-8")
    assert agreed(path) == 0
    shutil.rmtree("made")
    lock = folder / "deck.lock"
    lock.write_bytes(lock.read_bytes()[:-30] + b"\nno entry\n")
    assert agreed(path) == 1
    assert "error[Q522]" in run("check", "deck.yaml").output


@pytest.mark.parametrize(
    ("written", "place"),
    [
        (TERMS.replace("apple", f"apple {EMOJI}"), "deck.yaml:5:3"),
        (TERMS.replace("a fruit", f"a {EMOJI} fruit"), "deck.yaml:5:3"),
        (TERMS.replace("Notes", f"Notes {EMOJI}"), "deck.yaml:1:7"),
        (f"quiz: {{instructions: Smile {EMOJI}}}\n{TERMS}", "deck.yaml:1:7"),
        (TERMS.replace("apple", '"apple \\U0001F600"'), "deck.yaml:5:3"),
    ],
)
def test_what_paper_cannot_hold_is_a_warning(written: str, place: str, folder: Path) -> None:
    path = folder / "deck.yaml"
    path.write_text(HEADER + written, encoding="utf-8")
    checked = run("check", "deck.yaml")
    told = f"warning[Q501]: no available font can print `{EMOJI}` U+1F600 GRINNING FACE"
    assert checked.output.count(told) == 1
    assert f" --> {place}\n" in checked.output
    assert run("check", "deck.yaml", "--strict").exit_code == 1
    assert run("check", "deck.yaml", "--no-lint").output.count(told) == 1
    assert agreed(path) == 0


def test_a_title_that_paper_cannot_hold(folder: Path) -> None:
    """Paper can't show an emoji but Anki can, so only the package is made."""
    path = folder / "deck.yaml"
    path.write_text(HEADER.replace("A test", f"A test {EMOJI}") + TERMS, encoding="utf-8")
    assert (
        "U+1F600 GRINNING FACE, in the title\n --> deck.yaml:1:7"
        in run("check", "deck.yaml").output
    )
    built = run("build", "deck.yaml")
    assert built.exit_code == 0
    assert "U+1F600 GRINNING FACE, in the title\n --> deck.yaml:1:7" in built.output
    assert "no quiz: it cannot be printed; see the warnings" in built.output
    assert sorted(path.name for path in Path("build/test").iterdir()) == ["test.apkg"]
    assert run("anki", "deck.yaml").exit_code == 0
    for command in ("quiz", "cards"):
        # These commands only make paper.
        result = run(command, "deck.yaml", "-o", "paper")
        assert result.exit_code == 1
        assert "error[Q501]" in result.output
    assert not Path("paper").exists()


def test_an_earlier_quiz_stays_where_none_can_be_printed(folder: Path) -> None:
    path = folder / "deck.yaml"
    path.write_text(HEADER + TERMS, encoding="utf-8")
    run("build", "deck.yaml")
    before = {each.name: each.read_bytes() for each in Path("build/test").glob("quiz*")}
    assert len(before) == 3
    path.write_text(HEADER.replace("A test", EMOJI) + TERMS, encoding="utf-8")
    assert run("build", "deck.yaml", "--force").exit_code == 1
    assert {each.name: each.read_bytes() for each in Path("build/test").glob("quiz*")} == before


def test_pictures_that_paper_cannot_hold(folder: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><text y="8">漢</text></svg>'
    path = deck_with(
        folder,
        [
            ("a.png", picture("PNG")),
            ("four.jpg", picture("JPEG", mode="CMYK")),
            ("letters.svg", svg.encode()),
            ("c.png", png_of(2, 2, b"x\xda\x01\x04\x00\xfb\xff\x00\x00\x00\x00\x00\x04\x00\x01")),
        ],
    )
    told = run("check", path.name).output
    assert "warning[Q543]: the picture `four.jpg` of `birds/b1` cannot be printed" in told
    assert "warning[Q501]: no available font can print `漢` U+6F22" in told
    assert agreed(path) == 0
    # Two items with the same four pictures as options would not stand on one paper.
    printed = run("quiz", path.name, "--items", "4", "--forms", "short", "-o", "paper")
    assert printed.exit_code == 1


def test_a_text_that_no_page_holds(folder: Path) -> None:
    path = folder / "deck.yaml"
    path.write_text(HEADER + TERMS.replace("a fruit", "a fruit " * 2_000), encoding="utf-8")
    assert (
        "warning[Q502]: a text of `terms/a` is longer than a page"
        in run("check", "deck.yaml").output
    )
    assert agreed(path) == 0


def test_fonts_of_ones_own_count(folder: Path) -> None:
    """An empty folder adds no fonts. The typesetter's tests show that fonts are used."""
    (folder / "deck.yaml").write_text(HEADER.replace("A", EMOJI) + TERMS, encoding="utf-8")
    Path("fonts").mkdir()
    assert "Q501" in run("check", "deck.yaml", "--font-path", "fonts").output


def test_usual_characters_have_glyphs() -> None:
    """The built-in fonts have all characters that the program doesn't look up."""
    usual = [char for char in map(chr, range(0x20, 0x2300)) if not UNUSUAL.match(char)]
    assert len(usual) > 1500
    assert without_glyphs(usual) == frozenset()
    assert without_glyphs(["a", "漢", EMOJI, "\u202e"]) == {"漢", EMOJI}
