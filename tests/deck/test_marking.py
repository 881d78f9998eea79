"""The markup of a deck: where it is read, what it leaves alone, and what is reported."""

from __future__ import annotations

from pathlib import Path

import pytest
from deck_support import HEADER, LETTERS, base_of, load, project_of
from hypothesis import given
from hypothesis import strategies as st

from quizgen.deck.load import load_deck
from quizgen.markup.plain import plain
from quizgen.markup.signs import is_marked
from quizgen.paper.unprintable_parts import unprintable_parts
from quizgen.project import QuizOptions
from quizgen.quiz.make_manifest import make_manifest
from quizgen.quiz.read_manifest import NoManifestError, manifest_of
from quizgen.quiz.write_manifest import to_json
from quizgen.report import as_text


def problems_of(folder: Path, text: str, header: str = HEADER) -> list[tuple[str, int, int, str]]:
    path = folder / "test.yaml"
    path.write_text(header + text, encoding="utf-8")
    return [
        (each.code, each.place.line, each.place.column, each.message)
        for each in load_deck(path).diagnostics
    ]


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "said"),
    [
        (r"terms: {a: {name: x, definition: '$\foo$'}}", "Q250", 3, 35, r"`\foo` is not supported"),
        (
            r"terms: {a: {name: x, definition: {value: a b, note: 'so $\frac{1}$'}}}",
            "Q250",
            3,
            57,
            "a part of it is missing",
        ),
        ("statements: {a: 'The {{one|text}} and $x {{2|text}}$'}", "Q251", 3, 39, "a blank"),
        ("statements: {a: 'The {{one|text}} and `x {{2|text}}`'}", "Q251", 3, 39, "a blank"),
        (r"terms: {a: {name: '$\q$', definition: x}}", "Q250", 3, 20, r"`\q`"),
    ],
)
def test_problems_have_their_places(  # noqa: PLR0917
    text: str, code: str, line: int, column: int, said: str, tmp_path: Path
) -> None:
    ((found, at_line, at_column, message),) = problems_of(tmp_path, text)
    assert (found, at_line, at_column) == (code, line, column)
    assert said in message


FACT = "terms:\n  a:\n    name: x\n    definition: "


@pytest.mark.parametrize(
    "value",
    [
        # A mark stands before the formula, and is taken out.
        r"so it is ¶$\foo$ here",
        "words that go on\n      in this line with ¶$\\foo{a}$ and\n      in a third one",
        "'it''s ¶$f''(\\foo)$ here'",
        "'a line\n\n      and, after a blank one, ¶$\\foo$'",
        r'"a \"b\" and a \t tab, ¶$\\foo{\"x\"}$ here"',
        '"a line \\\n      that goes on: ¶$\\\\foo$"',
        "|\n      first\n      second ¶$\\foo + 1$ here\n      third",
        "|2-\n      first\n\n        - and ¶$\\foo$ here",
        ">\n      first\n      second ¶$\\foo + 1$ here",
        ">-\n      a formula on its own:\n      ¶$$\n      \\foo\n      + 1 $$\n      and more",
        r"see ¶\(\foo\) here",
        r"see ¶\ce{\foo} here",
        r"{note: 'see ¶$\foo$', value: y}",
        r"{value: y, mistaken_for: [{value: z, why: 'see ¶$\foo$'}]}",
        r"{value: y, ask: 'What is ¶$\foo$?'}",
        r"'α, 𝛼 and ¶$\foo$ here'",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_fault_is_told_where_the_formula_stands(value: str, newline: str, tmp_path: Path) -> None:
    text = f"{HEADER}{FACT}{value}\n  b: {{name: y, definition: '$\\alpha$ is fine'}}\n"
    before = text[: text.index("¶")].split("\n")
    path = tmp_path / "test.yaml"
    path.write_bytes(text.replace("¶", "").replace("\n", newline).encode())
    (problem,) = load_deck(path).diagnostics
    assert problem.code == "Q250"
    assert (problem.place.line, problem.place.column) == (len(before), len(before[-1]) + 1)
    *_, line, carets = as_text([problem]).split("= help")[0].rstrip(" \n|").splitlines()
    assert line[carets.index("^") :].startswith(("$", "\\(", "\\\\(", "\\ce"))
    assert set(carets[carets.index("^") :]) == {"^"}


def test_each_formula_has_its_own_place(tmp_path: Path) -> None:
    text = (
        "terms:\n"
        "  a: {name: x, definition: 'one $\\foo$ and $\\bar{$ too'}\n"
        "  b: {name: y, definition: 'the same $\\foo$'}\n"
    )
    found = [(line, column) for _, line, column, _ in problems_of(tmp_path, text)]
    assert found == [(4, 33), (4, 44), (5, 38)]


def test_a_formula_in_codes_of_characters_has_the_place_of_its_value(tmp_path: Path) -> None:
    text = 'terms: {a: {name: x, definition: "so $\\x5cfoo$"}}'
    ((code, line, column, _),) = problems_of(tmp_path, text)
    assert (code, line, column) == ("Q250", 3, 34)


def test_a_formula_in_an_included_file_or_a_table(tmp_path: Path) -> None:
    (tmp_path / "more.yaml").write_text("terms:\n  a: {name: x, definition: 'so $\\foo$'}\n")
    (tmp_path / "rows.csv").write_text("id,name,definition\nb,y,so $\\foo$\n")
    text = "include: [more.yaml]\nterms: {table: rows.csv}\n"
    (tmp_path / "test.yaml").write_text(HEADER + text)
    found = load_deck(tmp_path / "test.yaml").diagnostics
    places = [(Path(each.place.file).name, each.place.line, each.place.column) for each in found]
    assert places == [("more.yaml", 2, 32), ("rows.csv", 2, 5)]


def test_a_stem_of_a_kind_is_checked(tmp_path: Path) -> None:
    kinds = (
        "kinds: {laws: {one: law, name: name, fields: {name: {type: text, required: true}, "
        "rule: {type: text}}, questions: {rule: {ask: 'What is $\\foo$ of {name}?'}}}}\n"
    )
    found = problems_of(tmp_path, kinds + "laws: {a: {name: x, rule: y}}")
    ((code, line, column, _),) = found
    assert (code, line, column) == ("Q250", 3, kinds.index("$") + 1)


def test_a_deck_without_markup_is_not_checked(tmp_path: Path) -> None:
    text = r"terms: {a: {name: '*x*', definition: '$\foo$'}}"
    assert problems_of(tmp_path, text, f"{HEADER}markup: false\n") == []
    (fact,) = load(tmp_path / "test.yaml").facts.values()
    assert fact.values["name"][0].content.text == "*x*"


def test_texts_that_differ_in_markup_alone_are_the_same(tmp_path: Path) -> None:
    deck = f"{LETTERS}  five: {{name: '*alpha*', definition: 'the **first** letter'}}\n"
    path = tmp_path / "test.yaml"
    path.write_text(deck, encoding="utf-8")
    base = base_of(load(path))
    one, other = (base.deck.facts[f"terms/{name}"] for name in ("one", "five"))
    contents = (fact.values["definition"][0].content for fact in (one, other))
    assert not base.comparison.disjoint(*contents)
    assert base.names.fillers["terms/one"].names == base.names.fillers["terms/five"].names


def test_stems_have_markup_around_their_slots(tmp_path: Path) -> None:
    kinds = r"""
kinds:
  laws:
    one: law
    name: name
    fields: {name: {type: text, required: true}, rule: {type: text}}
    questions:
      rule: {ask: 'What is *{name}* for $\frac{a}{b}$ [in {rule}]?', back: 'Which has {rule}?'}
laws:
  a: {name: '$\sqrt{x}$', rule: 'x_1'}
"""
    project = project_of(tmp_path, kinds)
    stems = [prompt.stem for prompt in project.prompts]
    assert [plain(stem) for stem in stems] == ["What is √x for a/b in x_1?", "Which has x_1?"]
    assert is_marked(stems[0])
    assert not is_marked(stems[1])


def test_characters_without_a_glyph_are_found_in_formulas(tmp_path: Path) -> None:
    deck = r"terms: {a: {name: x, definition: 'so $\text{中} = \mathbb{R} ℝ$'}}"
    project = project_of(tmp_path, deck)
    (found,) = unprintable_parts(project.base, project.prompts)
    assert found.code == "Q501"
    assert "中" in found.message
    assert "ℝ" not in found.message


def test_ids_do_not_depend_on_markup(tmp_path: Path) -> None:
    kinds = """
kinds:
  sets:
    one: set
    name: name
    fields: {name: {type: text, required: true}, parts: {type: text, many: true}}
    questions: {parts: {ask: 'What has {name}?', back: 'What has {parts}?'}}
"""
    plain_deck = project_of(tmp_path, f"{kinds}sets: {{a: {{name: x, parts: [one two, three]}}}}")
    marked_deck = project_of(
        tmp_path, f"{kinds}sets: {{a: {{name: x, parts: ['one *two*', '**three**']}}}}"
    )
    ids = [[prompt.id for prompt in each.prompts] for each in (plain_deck, marked_deck)]
    assert ids[0] == ids[1]


def test_a_printed_quiz_has_plain_texts_and_their_markup_beside(tmp_path: Path) -> None:
    deck = LETTERS.replace("the first letter", "'the *first* letter, $x_1$'")
    project = project_of(tmp_path, deck, header="")
    manifest = make_manifest(project.base, project.paper(QuizOptions(items=3)))
    data = to_json(manifest)
    assert "the first letter, x₁".casefold() in data.decode().casefold()
    assert not any(0xFDD0 <= ord(char) <= 0xFDEF or ord(char) >= 0xF0000 for char in data.decode())
    assert manifest_of(data) == manifest
    assert to_json(manifest_of(data)) == data


@given(st.binary(max_size=20))
def test_a_manifest_with_nothing_but_markup_is_refused(data: bytes) -> None:
    text = b'{"format": 3, "fingerprint": "0123456789", "markup": ' + data + b"}"
    with pytest.raises(NoManifestError):
        manifest_of(text)
