"""What is kept of an earlier reading: a deck read with it is the deck read as a whole.

Decks are compared with all places, and so are all problems.
"""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest
from example_deck import DECK as EXAMPLE

from quizgen.deck import parts
from quizgen.deck.earlier import Earlier
from quizgen.deck.inside import real_path
from quizgen.deck.load import load_deck

TESTS = Path(__file__).parents[1]
GOOD, BROKEN = (sorted((TESTS / "corpus" / each).rglob("*.yaml")) for each in ("good", "bad"))
PATH = Path("deck.yaml")
# Facts of the example in other layouts than one row each, and sections between those of facts.
IN_OTHER_LAYOUTS = {
    "terms:\n": "\nterms:\n",
    "  two: {name: beta, definition: the second letter, tags: [greek]}\n": """\
  two:
    name: beta
    definition: >-
      the second letter
      of all

    note: a remark of
      two rows
  # A comment.
""",
    "  three: {name: gamma, definition: the third letter}\n": """\
  three: {name: gamma,
    definition: "the third
    letter"}
""",
    "  four: {name: delta, definition: the fourth letter, note: a triangle}\n": """\
  four: {name: delta, definition: {value: the fourth letter, not: [eta, theta], paragraph: 7,
    record: {value: the fifth letter, as_of: 1990}}}
""",
    "definition: the fifth letter of all}": 'definition: "the *fifth* letter # of all"}',
    "flows: {type: text}": "flows: {type: text, many: true}",
    "flows: through Basel, bank: left, length: 1233,": (
        'flows: [through Basel, past Bonn], bank: left, length: "1233",'
    ),
    "length: 1094,": "length: about 1094,",
    "  oder: {name: Oder, flows: through Breslau, length: 840, opened: 1832-07-02}\n": """\
  oder:
    name: Oder
    flows:
    - through Breslau
    - past Stettin
""",
    "people:\n": "anki: {cloze: true}\npeople:\n",
    "who: a painter}": "who: a painter, mistaken_for: [{value: Cid, why: he sings}]}",
    "by: other/people/zoe}": "by: ann}",
    's2: "{{Bob Baker|person}} left the {{office|text}} in {{1855|date}}."': (
        's2: {text: "{{2: Bob|person}} left the {{office|text|a room}} in {{1855|date}}.", '
        "paragraph: 2}"
    ),
}


def laid_out() -> str:
    """Return the example deck with some of its facts in other layouts."""
    deck = f"# A deck.\n{EXAMPLE}description: Some facts.\n"
    for row, other in IN_OTHER_LAYOUTS.items():
        assert deck.count(row) == 1, row
        deck = deck.replace(row, other)
    return deck


DECK = laid_out()
# What breaks entries, joins them to their neighbours, or turns them into something else.
ROWS = [
    "", "#", "# a comment", "  # a comment", "---", "...", "%YAML 1.1", "  {", "  }", "{", "}",
    "  six: {name: zeta, definition: a letter}", "  one: {name: again, definition: again}",
    "  six: {name: zeta, definition: a letter},", "  ann: {name: Ann Archer, who: a writer}",
    "    paragraph: 4", "    note: |", "    note: |+", "      more words", "    more words", "more",
    '  six: "', '"', "  '", "  six: &a {name: zeta}", "  six: *a", "  six: !x {name: zeta}",
    "  ? six", "  : {name: zeta, definition: a letter}", "  - six", "\tsix: zeta", "  \tsix: zeta",
    "terms:", "people:", "persons:", "kinds:", "quiz: {items: 3}", "language: de", "six:", "  six:",
    "   six: {name: zeta, definition: a letter}", " six: {name: zeta, definition: a letter}",
    "  table: facts.csv", "include: more.yaml", "languages: [en, de]", "background: true",
    "  six: {name: zeta, definition: a} #lost", "  six: {name: \u201czeta\u201d, definition: a}",
    "  six: {name: $\\frac$, definition: a}", "  six: {name: 5 \u2028 6, definition: a letter}",
    "  six: {name: zeta, definition: a letter, bogus: 1}", "  six: {<<: {name: zeta}}", "  ...",
    "  six: |", "  six: >2", "  s9: There is no blank.", "  s9: In {{1850|date}}, he left.",
]  # fmt: skip


class Memory:
    """Keeps readings in memory, as records keep them on the disk."""

    def __init__(self) -> None:
        self._kept: dict[Path, bytes] = {}

    def last(self, path: Path) -> Earlier | None:
        data = self._kept.get(path)
        return None if data is None else msgspec.msgpack.decode(data, type=Earlier)

    def keep(self, path: Path, reading: Earlier) -> None:
        self._kept[path] = msgspec.msgpack.encode(reading)


@pytest.fixture(autouse=True)
def reused(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Keep each reading, and return a list of how many facts were read anew each time."""
    found: list[int] = []
    read_again = parts.read_again

    def counted(*given: object) -> object:
        again = read_again(*given)  # type: ignore[arg-type]
        if again is not None:
            found.append(again.read)
        return again

    monkeypatch.setattr(parts, "read_again", counted)
    monkeypatch.setattr(parts, "FEW_FACTS", 0)
    return found


def compare(text: str, memory: Memory, path: Path = PATH) -> None:
    """Compare a text read with an earlier reading with the same text read as a whole."""
    contents = {real_path(path): text}
    again = load_deck(path, contents=contents, readings=memory)
    whole = load_deck(path, contents=contents)
    assert repr(again) == repr(whole), text


def kept(text: str, path: Path = PATH) -> Memory:
    """Return a memory with the reading of a text."""
    memory = Memory()
    load_deck(path, contents={real_path(path): text}, readings=memory)
    return memory


def edited(text: str, draw: random.Random) -> str:
    """Return a text after an edit of some rows."""
    rows = text.split("\n")
    for _ in range(draw.choice((1, 1, 1, 2, 3))):
        at = draw.randrange(len(rows))
        way = draw.randrange(6)
        if way == 0:
            rows[at : at + 1] = []
        elif way == 1:
            rows.insert(at, draw.choice(ROWS))
        elif way == 2:
            rows[at] = draw.choice(ROWS)
        elif way == 3:
            rows.insert(at, draw.choice(rows))
        elif way == 4:
            rows[at] = rows[at].replace(
                *draw.choice([("a", "e"), ("}", ""), ("  ", " "), (": ", ":")])
            )
        else:
            cut = draw.randrange(len(rows[at]) + 1)
            rows[at : at + 1] = [rows[at][:cut], rows[at][cut:]]
        rows = rows or [""]
    return "\n".join(rows)


@pytest.mark.parametrize("seed", range(10))
def test_a_deck_after_any_edits_is_what_a_whole_reading_gives(seed: int, reused: list[int]) -> None:
    draw, memory = random.Random(seed), kept(DECK)  # noqa: S311 - each seed gives the same edits
    for _ in range(80):
        last = memory.last(PATH)
        assert last is not None
        compare(edited(last.text, draw), memory)
    assert len(reused) >= 5


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_sound_deck_without_any_one_of_its_rows_is_read_as_a_whole_would_be(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    memory, rows = kept(text, path), text.split("\n")
    compare(text, memory, path)
    for row in range(0, len(rows), 1 + len(rows) // 40):
        compare("\n".join(rows[:row] + rows[row + 1 :]), kept(text, path), path)


@pytest.mark.parametrize("part", range(8))
def test_facts_of_broken_decks_among_sound_ones_are_read_as_a_whole_would_be(
    part: int, reused: list[int]
) -> None:
    above, begin, below = DECK.partition("  five: ")
    for path in BROKEN[part::8]:
        text = path.read_text(encoding="utf-8", errors="replace")
        rows = [row for row in text.split("\n") if row[:1] in ("", " ", "#")]
        compare("\n".join((above.rstrip("\n"), *rows, begin + below)), kept(DECK))
        compare(text, kept(DECK))
    assert len(reused) > 10


@pytest.mark.parametrize("shift", [0, 1, -1])
def test_one_changed_fact_is_all_that_is_read_anew(shift: int, reused: list[int]) -> None:
    text = DECK.replace("the first letter", "the very first letter")
    text = {0: text, 1: text.replace("kinds:", "\nkinds:"), -1: text.replace("\n\n", "\n", 1)}[
        shift
    ]
    compare(text, kept(DECK))
    assert reused == ([1] if shift == 0 else [])
    compare(DECK.replace("  five: ", "  # One more.\n  five: "), kept(DECK))
    assert reused[-1] == 1


def test_nothing_is_kept_of_a_deck_with_a_problem_or_with_pictures() -> None:
    for text in (
        DECK.replace("paragraph: 7", "paragraf: 7"),
        DECK.replace('of all"', 'of #all"').replace('"the *fifth*', "the *fifth*"),
        DECK.replace("\n", "\r\n"),
        DECK.rstrip("\n"),
        DECK.replace("deck: mine", "deck: mine\nlanguages: [en, de]"),
        DECK.replace("quotes:\n", "quotes: {\n").replace("statements:", "}\nstatements:"),
    ):
        assert text != DECK
        assert kept(text).last(PATH) is None, text
    assert kept(DECK).last(PATH) is not None
