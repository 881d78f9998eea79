"""Hints: what a blank asks for, on paper and in Anki."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import HEADER, project_of

from quizgen.anki.fields import fields_of
from quizgen.cli import main
from quizgen.export.anki import notes
from quizgen.forms.choice import choices
from quizgen.project import Project, QuizOptions, read_projects


def project(tmp_path: Path, sentence: str, language: str = "en", more: str = "") -> Project:
    yaml = f"statements: {{s: '{sentence}'}}\n{more}"
    return project_of(tmp_path, yaml, f"{HEADER}language: {language}\n")


def first_stem(made: Project) -> str:
    return made.prompts[0].stem


@pytest.mark.parametrize(
    ("blank", "shown"),
    [
        ("{{Putin|person}}", "______ (person)"),
        ("{{NATO|organization}}", "______ (organization)"),
        ("{{the INF Treaty|treaty}}", "______"),
        ("{{SALT|treaty}}", "______ (treaty)"),
        ("{{1969|date}}", "______ (year)"),
        ("{{1969-05|date}}", "______ (month and year)"),
        ("{{1969-05-02|date}}", "______ (date)"),
        ("{{1969/1972|date}}", "______ (date)"),
        ("{{200|number}}", "______ (number)"),
        ("{{anything|text}}", "______"),
        ("{{anything|text|a noun}}", "______ (a noun)"),
        ("{{Putin|person|a politician}}", "______ (a politician)"),
        ("{{Putin|person|}}", "______"),
        # A hint that shares a word with the answer would tell it.
        ("{{the Organization|organization}}", "______"),
        ("{{Boeing|organization}}-like", "______-like"),
        # Names in a text are known from the deck, as countries, or by WordNet.
        ("{{Ada Abel|text}}", "______ (person)"),
        ("{{Russia|text}}", "______ (country)"),
        ("{{Moscow|text}}", "______ (place)"),
        ("{{Vladimir Putin|text}}", "______ (person)"),
        ("{{the Treaty of Rome|text}}", "______ (event)"),
        ("{{Abel|text}}", "______ (person)"),
        ("{{Malthus|text}}", "______ (person)"),
        ("{{the Royal Society|text}}", "______ (organization)"),
        ("{{the Cavendish Laboratory|text}}", "______ (organization)"),
        ("{{the Church|text}}", "______ (organization)"),
        # A brand and a bird bear names of people; some congresses are events.
        ("{{Ford|text}}", "______"),
        ("{{Crane|text}}", "______"),
        ("{{the Congress of Vienna|text}}", "______"),
        # Units have the names of people.
        ("{{Celsius|text}}", "______"),
        ("{{Newton|text}}", "______"),
        ("{{Russia|text|}}", "______"),
        # A river and a scholar have this name, a planet and a metal that one; a term is none.
        ("{{the Rhine|text}}", "______"),
        ("{{Mercury|text}}", "______"),
        ("{{Glasnost|text}}", "______"),
    ],
)
def test_a_blank_says_what_it_asks_for(tmp_path: Path, blank: str, shown: str) -> None:
    more = "people: {a: {name: Ada Abel}}\nterms: {g: {name: Glasnost, definition: openness}}"
    made = project(tmp_path, f"It was {blank}.", more=more)
    assert first_stem(made) == f"It was {shown}."


@pytest.mark.parametrize(
    ("language", "words"),
    [("de", "Person"), ("es", "persona"), ("fr", "personne"), ("ru", "человек")],
)
def test_hints_are_in_the_decks_language(tmp_path: Path, language: str, words: str) -> None:
    assert f"______ ({words})" in first_stem(project(tmp_path, "X {{Putin|person}}.", language))


@pytest.mark.parametrize(
    ("language", "name", "words"),
    [("de", "Russland", "Land"), ("es", "Rusia", "país"), ("fr", "Russie", "pays")],
)
def test_countries_are_known_in_each_language(
    tmp_path: Path, language: str, name: str, words: str
) -> None:
    made = project(tmp_path, f"X {{{{{name}|text}}}}.", language)
    assert f"______ ({words})" in first_stem(made)


def test_a_pool_of_the_decks_own_kinds(tmp_path: Path) -> None:
    kind = "{one: NAME, pool: POOL, name: name, fields: {name: {type: text, required: true}}"
    kind += ', questions: {name: {ask: "{name}?"}}}'
    river = kind.replace("NAME", "river").replace("POOL", "water")
    lake = kind.replace("NAME", "lake").replace("POOL", "water")
    town = kind.replace("NAME", "old town").replace("POOL", "place")
    kinds = f"kinds: {{rivers: {river}, lakes: {lake}, towns: {town}}}"
    sentence = "Near {{Bonn|place}} and the {{Rhine|water}}."
    stems = [each.stem for each in project(tmp_path, sentence, more=kinds).prompts]
    assert stems == ["Near ______ (old town) and the Rhine.", "Near Bonn and the ______ (water)."]


def test_anki_shows_the_hint_in_the_gap(tmp_path: Path) -> None:
    made = project(tmp_path, "{{Putin|person}} came in {{1969|date|a::b}} {{so|text}}.")
    deck = notes(made)
    (note,) = deck.notes
    text = fields_of(deck, note)["Text"]
    assert text == "{{c1::Putin::person}} came in {{c2::1969::a&#58;&#58;b}} {{c3::so}}."


def test_a_hint_changes_no_identity(tmp_path: Path) -> None:
    (before,) = notes(project(tmp_path, "{{Putin|person}} came.")).notes
    (after,) = notes(project(tmp_path, "{{Putin|person|who?}} came.")).notes
    assert before.key == after.key
    assert before != after


@pytest.mark.parametrize(
    ("blank", "message"),
    [
        ("{{Putin|person|not Putin}}", "the hint of the blank {{Putin|person|not Putin}} gives"),
        ("{{a|text|b|c}}", "the blank {{a|text|b|c}} has more than three parts"),
        ("{{Putin||who}}", "the blank {{Putin||who}} has no type"),
    ],
)
def test_faulty_hints(tmp_path: Path, blank: str, message: str) -> None:
    path = tmp_path / "test.yaml"
    path.write_text(f"{HEADER}statements: {{s: 'It was {blank}.'}}\n", encoding="utf-8")
    _, (problem,) = read_projects([path])
    assert problem.code == "Q211"
    assert problem.message.startswith(message)


_PEOPLE = "[Merkel, Macron, Johnson]"


@pytest.mark.parametrize(
    ("hint", "above_options"), [("", "______"), ("|a politician", "______ (a politician)")]
)
def test_options_replace_the_words_for_a_type(
    tmp_path: Path, hint: str, above_options: str
) -> None:
    sentence = f"Everybody waited for {{{{Putin|person{hint}}}}}."
    value = f"{{value: '{sentence}', distractors: {_PEOPLE}}}"
    made = project_of(tmp_path, f"statements:\n  s:\n    text: {value}\n", HEADER)
    (item,) = made.items(QuizOptions())
    (choice,) = choices(made.base, [item])
    assert choice.stem == f"Everybody waited for {above_options}."
    assert item.prompt.stem.startswith("Everybody waited for ______ (")


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The reform was opposed by {{the Janissaries|text}}.", "Q463"),
        ("The reform was opposed by {{the Janissaries|text|soldiers}}.", ""),
        ("The reform was opposed by {{France|text}} for years.", ""),
        ("The march was written by {{the Janissaries|text}}.", ""),
        ("The war was won by {{the Allies|text}}.", "Q463"),
        ("The voyage was paid for by {{the Janissaries|text}}.", "Q463"),
        ("The idea was taken from {{the Janissaries|text}}.", "Q463"),
        ("The prize went to {{the Janissaries|text}}.", "Q463"),
        ("The idea was taken from {{Malthus|text}}.", ""),
        ("The canal led to {{Xanten|text}}.", ""),
        ("The idea was taken from {{sunlight|text}}.", ""),
        ("The reaction is driven by {{sunlight|text}}.", ""),
    ],
)
def test_the_linter_finds_names_that_nothing_hints_at(
    tmp_path: Path, sentence: str, found: str
) -> None:
    path = tmp_path / "deck.yaml"
    path.write_text(f"deck: test\ntitle: A test\nstatements: {{s: '{sentence}'}}\n", "utf-8")
    listed = CliRunner().invoke(main, ["lint", str(path)]).output
    assert "".join(re.findall("Q463", listed)) == found
