"""A syntax error costs one entry: the same run also reports problems in the others."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from deck_support import HEADER

from quizgen.deck.load import load_deck
from quizgen.diagnostics import MAX_PROBLEMS

# Eight problems of other kinds, all independent of each other.
OTHERS = """\
  no-name: {definition: a thing}
  wrong-key: {name: key, defintion: a thing, definition: a thing}
  a b: {name: id, definition: a thing}
organizations:
  un: {name: the UN, part_of: nobody}
events:
  late: {name: the late event, date: 2020-13-01}
figures:
  many: {what: the number of things, value: many}
nonsense:
  x: {y: z}
statements:
  s: {text: no blank at all}
"""
# Each comes first in the section `terms`, or before it.
BROKEN = {
    "an unclosed quotation mark": '  truce: {name: "truce, definition: a pause}\n',
    "an unclosed quotation mark in a block": (
        '  truce:\n    name: "truce\n    definition: a pause\n'
    ),
    "an unclosed single quotation mark": "  truce: {name: 'truce, definition: a pause}\n",
    "an apostrophe in single quotation marks": "  truce: {name: 'Ada's truce', definition: a}\n",
    "a quoted word at the beginning": (
        '  truce:\n    name: "Peace" treaty\n    definition: a pause\n'
    ),
    "a tab": "  truce:\n\tname: truce\n\tdefinition: a pause\n",
    "a tab before an id": "  peace: {name: peace, definition: no war}\n\ttruce: {name: truce}\n",
    "a tab after a short entry": (
        "  peace:\n    name: peace\n    definition: no war\n\ttruce: {name: truce}\n"
    ),
    "an unclosed bracket": "  truce: {name: truce, also: [halt, pause, definition: a pause}\n",
    "an unclosed bracket in a block": (
        "  truce:\n    name: truce\n    also: [halt, pause\n    definition: a pause\n"
    ),
    "unclosed braces": "  truce: {name: truce, definition: a pause\n",
    "braces that close twice": "  truce: {name: truce, definition: a pause}}\n",
    "a bracket that closes nothing": "  truce:\n    name: truce]\n    also: a]]\n    x: {a: b}}\n",
    "a key without its colon": "  truce:\n    name\n    definition: a pause\n",
    "an id without its colon": "  truce\n    name: truce\n    definition: a pause\n",
    "a colon without its space": "  truce:\n    name:truce\n    definition: a pause\n",
    "an entry too far to the left": " truce: {name: truce, definition: a pause}\n",
    "a key too far to the left": "  truce:\n    name: truce\n   definition: a pause\n",
    "a key too far to the right": "  truce:\n    name: truce\n      definition: a pause\n",
    "a list amid keys": "  truce:\n    name: truce\n    - definition: a pause\n",
    "a list item amid entries": "  peace: {name: p, definition: q}\n  - truce: {name: t}\n",
    "an unquoted blank": "  truce:\n    name: {{truce}} of 1918\n    definition: a pause\n",
    "an at sign": "  truce:\n    name: @truce\n    definition: a pause\n",
    "an at sign before an id": "  @truce: {name: truce, definition: a pause}\n",
    "a percent sign": "  truce:\n    name: %truce\n    definition: a pause\n",
    "a percent sign at the margin": "  peace: {name: peace, definition: no war}\n%truce\n",
    "a backtick": "  truce: {name: `truce`, definition: a pause}\n",
    "a colon in a value": "  truce:\n    name: truce\n    definition: a pause: no war\n",
    "a colon in braces": "  truce: {name: truce, definition: a pause: no war}\n",
    "an escape that does not exist": '  truce: {name: "C:\\dir", definition: a pause}\n',
    "emphasis": "  truce:\n    name: *truce* or peace\n    definition: a pause\n",
    "a sign that folds": "  truce:\n    name: |truce\n    definition: a pause\n",
    "a text after a quoted one": "  truce: {name: 'truce' (1918), definition: a pause}\n",
    "a missing comma": "  truce: {name: truce definition: a pause}\n",
    "an empty item": "  truce: {name: truce, also: [a, , b], definition: [}\n",
}
BEFORE = {
    "a colon in the title": "description: a deck: of terms\n",
    "an unclosed quotation mark": 'description: "a deck\n',
    "a quoted word": 'description: "A" deck\n',
    "an unclosed list": "tags: [a, b\n",
    "a key without its colon": "description\n",
    "a value without its colon": "description a deck\n",
    "a colon without its space": "description:a deck\n",
    "a percent sign": "%description: a deck\n",
    "an at sign": "description: @deck\n",
    "a list amid keys": "- description: a deck\n",
    "unclosed braces": "source: {title: Notes\n",
    "an unclosed section of the header": "quiz: {\n  items: 20,\n  columns: 2\n",
    "a second document": "---\n",
    "the end of the document": "...\n",
}
TAIL = "  last: {name: last, definition: last of all}\n"


def codes_of(path: Path, text: str) -> Counter[str]:
    path.write_text(text, encoding="utf-8")
    found = load_deck(path).diagnostics
    lines = text.splitlines()
    assert all(1 <= each.place.line <= len(lines) for each in found)
    return Counter(each.code for each in found)


@pytest.fixture
def others(tmp_path: Path) -> Counter[str]:
    found = codes_of(tmp_path / "sound.yaml", HEADER + "terms:\n" + TAIL + OTHERS)
    assert found.total() == 8
    return found


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_all_else_is_told(broken: str, others: Counter[str], tmp_path: Path) -> None:
    text = HEADER + "terms:\n" + broken + TAIL + OTHERS
    found = codes_of(tmp_path / "deck.yaml", text)
    assert found >= others
    assert (found - others).total() == 1


@pytest.mark.parametrize("broken", BEFORE.values(), ids=BEFORE)
def test_all_else_is_told_after_the_header(
    broken: str, others: Counter[str], tmp_path: Path
) -> None:
    found = codes_of(tmp_path / "deck.yaml", HEADER + broken + "terms:\n" + TAIL + OTHERS)
    assert found >= others
    assert (found - others).total() == 1


@pytest.mark.parametrize(
    "line",
    [
        '  t{}: {{name: "truce, definition: a pause}}\n',
        "  t{}: {{name: 'truce, definition: a pause}}\n  u{}: {{name: \"truce}}\n",
        "  t{}: {{name: truce, also: [\n",
        "  @t{}: truce\n",
        "  t{}\n    name: truce\n",
    ],
)
def test_reading_ends_at_the_thousandth(line: str, tmp_path: Path) -> None:
    text = HEADER + "terms:\n" + "".join(line.replace("{}", str(n), 2) for n in range(20_000))
    found = codes_of(tmp_path / "deck.yaml", text.replace("{{", "{").replace("}}", "}"))
    assert found["Q199"] == 1
    assert found.total() == MAX_PROBLEMS + 1


# Decks in which one entry is broken and others depend on it.
HANGING = {
    "a reference to a broken fact": (
        'organizations:\n  un: {name: "the UN}\n  who: {name: WHO, part_of: un}\n'
    ),
    "a broken id": "deck: a: b\ntitle: A test\nterms:\n" + TAIL,
    "a broken title": "deck: test\ntitle: A: test\nterms:\n" + TAIL,
    "a title of the source": "source:\n  title: A: B\n  author: C\nterms:\n" + TAIL,
    "a source in braces": "source: {author: C,\n  title: A: B}\nterms:\n" + TAIL,
    "a broken kind": (
        "kinds:\n  elements:\n    one: an: element\n    name: name\n"
        "elements:\n  h: {name: H}\nterms:\n" + TAIL
    ),
    "an include": "include: [a.yaml\norganizations:\n  who: {name: WHO, part_of: un}\n",
    "the tag of a broken fact": (
        "quiz: {sections: [{items: 2, of: [war]}]}\n"
        'terms:\n  truce: {name: "truce, tags: [war]}\n' + TAIL
    ),
    "a kind that has other cards": (
        "kinds:\n  elements:\n    one: an: element\nanki: {kinds: {elements: {choice: true}}}\n"
        "terms:\n" + TAIL
    ),
    "tabs throughout": "terms:\n\ttruce: {name: a, definition: b}\n\tpeace: {name: c}\n",
    "a section without its colon": "organizations\n  who: {name: WHO}\nterms:\n" + TAIL,
    "a section after a space": "terms:\n" + TAIL + " organizations:\n  who: {name: WHO}\n",
}


@pytest.mark.parametrize("text", HANGING.values(), ids=HANGING)
def test_nothing_is_told_of_what_hangs_on_a_broken_entry(text: str, tmp_path: Path) -> None:
    header = "" if text.startswith("deck:") else HEADER
    (code,) = codes_of(tmp_path / "deck.yaml", header + text).elements()
    assert code in {"Q101", "Q102"}


def test_a_key_without_a_colon_still_names_its_section(tmp_path: Path) -> None:
    text = HEADER + "terms\n" + TAIL + "  wrong: {nmae: a}\n"
    assert codes_of(tmp_path / "deck.yaml", text) == Counter(["Q101", "Q201", "Q202"])


def test_tabs_throughout_do_not_hide_what_they_indent(tmp_path: Path) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(HEADER + "terms:\n\ttruce:\n\t\tname: a\n\t\tdefintion: b\n", encoding="utf-8")
    tab, key = load_deck(path).diagnostics
    assert (tab.code, tab.place.line, tab.place.column) == ("Q102", 4, 1)
    assert (key.code, key.place.line, key.place.column) == ("Q201", 6, 3)
