"""For any file, the reader ends, says where it stumbled, and never fails."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml
from deck_support import ROOT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from quizgen.deck.load import Loaded, load_deck
from quizgen.diagnostics import has_errors
from quizgen.report import REPORTS
from quizgen.yaml.text import MAX_BYTES, split_lines

DECK = (ROOT / "decks" / "us-russia-2020.yaml").read_text(encoding="utf-8")
KINDS = (ROOT / "decks" / "elements.yaml").read_text(encoding="utf-8")
HEADER = "deck: test\ntitle: A test\n"
# Enough of each shipped deck for every construct, but quick to read a thousand times.
SEEDS = [
    DECK[:3000],
    KINDS[:3000],
    DECK[-2500:],
    HEADER + "statements:\n  s: '{{a|person}} met {{1987|date}}.'\n",
]
TOKENS = [
    "{",
    "}",
    "[",
    "]",
    ":",
    ": ",
    "- ",
    " #",
    "&a ",
    "*a",
    "!x ",
    '"',
    "'",
    "\t",
    "\n",
    "  ",
    "|",
    ">",
    "{{",
    "}}",
    "%",
    "@",
]
TOKENS += [
    "<<: ",
    "---\n",
    "? ",
    "\u2028",
    "\x85",
    "null",
    "no",
    "1e3",
    "2019-02-30",
    "\ufeff",
    "é",
    "日本",
    "\x00",
    "\U0001f98a",
]

fuzz = settings(
    max_examples=150,
    deadline=2000,
    derandomize=bool(os.environ.get("CI")),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


def judged(folder: Path, data: bytes) -> Loaded:
    """Load the bytes as a deck, and check the messages."""
    path = folder / "fuzz.yaml"
    path.write_bytes(data)
    loaded = load_deck(path)
    lines = split_lines(data.decode("utf-8-sig", "replace"))
    for problem in loaded.diagnostics:
        assert problem.code.startswith("Q")
        assert problem.message
        assert 0 <= problem.place.line <= len(lines), problem
        if problem.place.line:
            width = len(lines[problem.place.line - 1])
            assert 1 <= problem.place.column <= width + 1, problem
            assert 1 <= problem.place.length <= max(width - problem.place.column + 1, 1), problem
    assert (loaded.deck is None) <= has_errors(loaded.diagnostics)
    for report in REPORTS.values():
        report(loaded.diagnostics)
    return loaded


@fuzz
@given(st.binary(max_size=300))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    judged(tmp_path, data)


@fuzz
@given(st.text(max_size=300))
def test_any_text(tmp_path: Path, text: str) -> None:
    judged(tmp_path, HEADER.encode() + text.encode("utf-8", "surrogatepass"))


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4)
    ),
    max_leaves=20,
)
known = st.sampled_from(
    [
        "terms",
        "treaties",
        "statements",
        "kinds",
        "source",
        "quiz",
        "include",
        "tags",
        "language",
        "figures",
    ]
)


@fuzz
@given(
    st.dictionaries(
        known,
        st.dictionaries(st.sampled_from(["a", "b"]) | st.text(max_size=6), values, max_size=3)
        | values,
    )
)
def test_any_structure(tmp_path: Path, document: dict[str, object]) -> None:
    text = yaml.safe_dump({"deck": "test", "title": "A test", **document}, allow_unicode=True)
    judged(tmp_path, text.encode("utf-8", "replace"))


edits = st.lists(
    st.tuples(st.integers(0, 3000), st.integers(0, 6), st.sampled_from(["", *TOKENS])),
    min_size=1,
    max_size=6,
)


@fuzz
@given(st.sampled_from(SEEDS), st.data())
def test_lines_in_another_order(tmp_path: Path, seed: str, data: st.DataObject) -> None:
    lines = seed.splitlines(keepends=True)[:40]
    start = data.draw(st.integers(0, len(lines) - 1))
    moved = data.draw(st.lists(st.sampled_from(lines), max_size=4))
    indent = " " * data.draw(st.integers(0, 5))
    rest = lines[start + data.draw(st.integers(0, 3)) :]
    judged(tmp_path, "".join([*lines[:start], *(indent + line for line in moved), *rest]).encode())


@fuzz
@given(edits, st.booleans())
def test_damaged_includes(tmp_path: Path, cuts: list[tuple[int, int, str]], loops: bool) -> None:  # noqa: FBT001
    part = "include: [fuzz.yaml]\n" * loops + KINDS[KINDS.index("kinds:") :][:2000]
    for start, length, token in cuts:
        part = part[:start] + token + part[start + length :]
    (tmp_path / "part.yaml").write_text(part, encoding="utf-8")
    (tmp_path / "fuzz.yaml").write_text(HEADER + "include: [part.yaml]\n", encoding="utf-8")
    loaded = load_deck(tmp_path / "fuzz.yaml")
    assert {Path(problem.place.file).name for problem in loaded.diagnostics} <= {
        "part.yaml",
        "fuzz.yaml",
    }
    for report in REPORTS.values():
        report(loaded.diagnostics)


@fuzz
@given(st.sampled_from(SEEDS), edits)
def test_damaged_decks(tmp_path: Path, seed: str, cuts: list[tuple[int, int, str]]) -> None:
    text = seed
    for start, length, token in cuts:
        text = text[:start] + token + text[start + length :]
    judged(tmp_path, text.encode())


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        (
            "many problems",
            HEADER + "terms:\n" + "".join(f"  t{n}: x\n" for n in range(5000)),
            "Q199",
        ),
        ("a marker and a comment without a line end", "--- # nothing", "Q103"),
        ("deep nesting", "[" * 50_000, "Q103 Q110"),
        ("deep nesting in a value", HEADER + "tags: " + "[" * 50_000, "Q110"),
        ("deep nesting of mappings", HEADER + "tags: " + "{a: " * 50_000, "Q110"),
        ("a long list", HEADER + "tags: [" + "x," * 500_000 + "]", "Q110"),
        (
            "a long mapping",
            HEADER + "source: {" + "".join(f"k{n}: v," for n in range(20_000)) + "}",
            "Q199",
        ),
        (
            "a long line",
            HEADER + "terms:\n  t: {name: " + "x" * 1_000_000 + ", definition: y}\n",
            "Q111",
        ),
        ("a long key", HEADER + "x" * 200_000 + ": y\n", "Q101"),
        (
            "many anchors",
            HEADER + "tags: [" + "".join(f"&a{n} x," for n in range(5000)) + "]",
            "Q199",
        ),
        ("many aliases", HEADER + "tags: [&a x," + "*a," * 10_000 + "]", "Q105"),
    ],
)
def test_bounds(name: str, text: str, code: str, tmp_path: Path) -> None:
    loaded = judged(tmp_path, text.encode())
    # Newer parsers refuse the depth before they report that the file is a list.
    assert not {problem.code for problem in loaded.diagnostics}.isdisjoint(code.split()), name
    assert len(loaded.diagnostics) <= 1002


def test_a_huge_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "huge.yaml"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    (problem,) = load_deck(path).diagnostics
    assert problem.code == "Q006"
    assert f"{MAX_BYTES // 1024 // 1024} MiB" in problem.message


def test_files_that_are_too_large_together(tmp_path: Path) -> None:
    names = [f"part{number}.yaml" for number in range(3)]
    for name in names:
        (tmp_path / name).write_text("# " + "x" * 12_000_000 + "\nterms: {}\n")
    (tmp_path / "deck.yaml").write_text(HEADER + f"include: [{', '.join(names)}]\n")
    assert "Q006" in {problem.code for problem in load_deck(tmp_path / "deck.yaml").diagnostics}


def test_too_many_files(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number}.yaml").write_text(f"include: [{number + 1}.yaml]\n")
    (tmp_path / "deck.yaml").write_text(HEADER + "include: [0.yaml]\n")
    assert "Q006" in {problem.code for problem in load_deck(tmp_path / "deck.yaml").diagnostics}


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("terms: {a: {name: a, definition: b}}\n")
    folder = tmp_path / "deck"
    folder.mkdir()
    (folder / "inside.yaml").symlink_to(tmp_path / "secret.yaml")
    (folder / "deck.yaml").write_text(HEADER + "include: [inside.yaml]\n")
    assert [problem.code for problem in load_deck(folder / "deck.yaml").diagnostics] == ["Q007"]
