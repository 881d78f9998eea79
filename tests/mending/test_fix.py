"""`quizgen check --fix` mends what has one safe mend, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from corpus_support import BAD, GOOD
from hypothesis import given, settings
from hypothesis import strategies as st

from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.diagnostics import did_you_mean, slip_of
from quizgen.forms.registry import form_names
from quizgen.mending.safe import mended

HEAD = "deck: d\ntitle: T\n"
FACT = "terms:\n  x: {name: treaty, definition: what states agree upon}\n"


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def fixed(folder: Path, text: str) -> str:
    """Return the text of a deck after its safe mends."""
    path = folder / "deck.yaml"
    path.write_text(text, encoding="utf-8")
    return mended(path, form_names()).contents.get(path, text)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("18. Juni 1815", "1815-06-18"),
        ("April 1814", "1814-04"),
        ("June 18th, 1815", "1815-06-18"),
        ("le 18 juin 1815", "1815-06-18"),
        ("18 de junio de 1815", "1815-06-18"),
        ("18 июня 1815", "1815-06-18"),
        ("25.09.2020", "2020-09-25"),
        ("09/25/2020", "2020-09-25"),
        ("1969\N{EN DASH}1972", "1969/1972"),
        ("44BC", "44 BCE"),
        ("1980s", "1980/1989"),
        ("AD 9", "9"),
        ("9 CE", "9"),
        ("330-05-11", "0330-05-11"),
    ],
)
def test_dates(wrong: str, right: str, tmp_path: Path) -> None:
    deck = HEAD + "events:\n  e: {name: the event, date: %s}   # when?\n"
    assert fixed(tmp_path, deck % wrong) == deck % right


def test_quotation_marks_end_before_the_next_key(tmp_path: Path) -> None:
    """A text with commas in braces swallows no key behind it."""
    line = "  treaty: {name: Test Ban, purpose: %s, signed: 1963-08-05}\n"
    deck = HEAD + "treaties:\n" + line
    right = '"no tests in air, water, space"'
    assert fixed(tmp_path, deck % right.strip('"')) == deck % right


@pytest.mark.parametrize(
    "unclear",
    ["09/10/2020", "last year", "37-03-16", "15 March 44 BCE", "32.13.2020", "May", "1972/1969"],
)
def test_an_unclear_date_stays(unclear: str, tmp_path: Path) -> None:
    deck = f"{HEAD}events:\n  e: {{name: the event, date: {unclear}}}\n"
    assert fixed(tmp_path, deck) == deck


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("600,000", "600000"),
        ('"600,000"', "600000"),
        ('"2,5 %"', "2.5 %"),
        ("1.000.000", "1000000"),
        ("~5", "about 5"),
        ('"at least 1,000"', "at least 1000"),
    ],
)
def test_numbers(wrong: str, right: str, tmp_path: Path) -> None:
    deck = HEAD + "figures:\n  f: {what: soldiers, value: %s}\n"
    assert fixed(tmp_path, deck % wrong) == deck % right


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("definition: what, in the end, states agree upon", 'definition: "{}"'),
        ("definition: @states", 'definition: "{}"'),
        ("definition: a: b", 'definition: "{}"'),
        ("definition: `code`", 'definition: "{}"'),
        ('definition: "x" and y', ""),
    ],
)
def test_quotation_marks(wrong: str, right: str, tmp_path: Path) -> None:
    deck = HEAD + "terms:\n  x: {name: treaty, %s}   # a comment\n"
    value = wrong.partition(": ")[2]
    expected = right.replace("{}", value) if right else wrong
    assert fixed(tmp_path, deck % wrong) == deck % expected


def test_keys_words_ids_and_lists(tmp_path: Path) -> None:
    wrong = (
        "deck: My Deck\ntitle: T   # the title\nlanguge: en\n\n"
        "termz:\n  cold war: {nam: Cold War, definition: a standoff, backgroud: yes}\n"
        "questions:\n  q:\n    ask: Where?\n    answer: Corsica\n    distractors: Elba, Malta\n"
        "quiz: {forms: [choise]}\n"
    )
    right = (
        "deck: my-deck\ntitle: T   # the title\nlanguage: en\n\n"
        "terms:\n  cold-war: {name: Cold War, definition: a standoff, background: true}\n"
        "questions:\n  q:\n    ask: Where?\n    answer: Corsica\n    distractors: [Elba, Malta]\n"
        "quiz: {forms: [choice]}\n"
    )
    assert fixed(tmp_path, wrong) == right


def test_a_mend_that_would_do_harm_is_not_made(tmp_path: Path) -> None:
    # The key is there already.
    deck = f"{HEAD}terms:\n  x: {{name: a, nam: b, definition: c}}\n"
    assert fixed(tmp_path, deck) == deck


def test_the_last_error_is_mended_although_the_article_is_read_then(tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text("Peace came.\n\nIt was 18 June 1815.\n", encoding="utf-8")
    source = "source: {title: Notes, text: article.txt}\n"
    fact = "events:\n  e:\n    name: the peace\n    date: %s\n    paragraph: %s\n"
    deck = HEAD + source + fact
    assert fixed(tmp_path, deck % ("18. Juni 1815", 1)) == deck % ("1815-06-18", 2)


def test_the_difference_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "deck.yaml"
    text = f"{HEAD}events:\n  e: {{name: the event, date: April 1814}}  # mine\n"
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    shown = run("check", "deck.yaml", "--fix")
    assert "+  e: {name: the event, date: 1814-04}  # mine" in shown.output
    assert "nothing changed; to mend 1 problem, add --yes" in shown.output
    assert shown.exit_code == 1
    assert b"April" in path.read_bytes()
    done = run("check", "deck.yaml", "--fix", "--yes")
    assert (done.exit_code, "1 problem mended" in done.output) == (0, True)
    right = text.replace("April 1814", "1814-04").replace("\n", "\r\n").encode()
    assert path.read_bytes() == b"\xef\xbb\xbf" + right


def test_included_files_are_mended_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("deck.yaml").write_text(f"{HEAD}include: [part.yaml]\n{FACT}", encoding="utf-8")
    Path("part.yaml").write_text("events:\n  e: {name: a, date: May 1814}\n", encoding="utf-8")
    assert run("check", "deck.yaml", "--fix", "--yes").exit_code == 0
    assert "1814-05" in Path("part.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_deck_stays_as_it_is(path: Path) -> None:
    assert mended(path, form_names()).count == 0


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_no_bad_deck_becomes_worse(path: Path) -> None:
    before = load_deck(path, form_names()).diagnostics
    done = mended(path, form_names())
    assert done.count == 0 or len(done.left) <= max(len(before), 1)
    assert bool(done.contents) == bool(done.count)


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(codec="utf-8"), max_size=60))
def test_any_line_is_survived(tmp_path_factory: pytest.TempPathFactory, line: str) -> None:
    path = tmp_path_factory.mktemp("any") / "deck.yaml"
    path.write_text(f"{HEAD}{FACT}  y: {{name: {line}}}\n", encoding="utf-8", newline="")
    mended(path, form_names())


def test_suggestions_begin_with_the_most_similar() -> None:
    assert did_you_mean("nam", ["title", "name"]) == "did you mean `name`?"
    listed = did_you_mean("xtitlexxxxxx", ["author", "url", "subtitles"])
    assert listed == "choose one of: `subtitles`, `url`, `author`"
    assert slip_of("nam", ["name", "title"]) == "name"
    assert slip_of("dat", ["data", "date"]) == ""
