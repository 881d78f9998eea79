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
from quizgen.quiz.manifest import to_json
from quizgen.quiz.read_manifest import NoManifestError, manifest_of


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
        (r"terms: {a: {name: x, definition: '$\foo$'}}", "Q250", 3, 34, r"`\foo` is not supported"),
        (
            r"terms: {a: {name: x, definition: {value: a b, note: 'so $\frac{1}$'}}}",
            "Q250",
            3,
            42,
            "a part of it is missing",
        ),
        ("statements: {a: 'The {{one|text}} and $x {{2|text}}$'}", "Q251", 3, 17, "a blank"),
        ("statements: {a: 'The {{one|text}} and `x {{2|text}}`'}", "Q251", 3, 17, "a blank"),
        (r"terms: {a: {name: '$\q$', definition: x}}", "Q250", 3, 19, r"`\q`"),
    ],
)
def test_problems_have_their_places(  # noqa: PLR0917
    text: str, code: str, line: int, column: int, said: str, tmp_path: Path
) -> None:
    ((found, at_line, at_column, message),) = problems_of(tmp_path, text)
    assert (found, at_line, at_column) == (code, line, column)
    assert said in message


def test_a_stem_of_a_kind_is_checked(tmp_path: Path) -> None:
    kinds = (
        "kinds: {laws: {one: law, name: name, fields: {name: {type: text, required: true}, "
        "rule: {type: text}}, questions: {rule: {ask: 'What is $\\foo$ of {name}?'}}}}\n"
    )
    found = problems_of(tmp_path, kinds + "laws: {a: {name: x, rule: y}}")
    assert [code for code, *_ in found] == ["Q250"]


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
