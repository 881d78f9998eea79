"""The JSON Schema of deck files and the reader of decks agree on what a deck may say."""

from __future__ import annotations

import json
from functools import cache
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from corpus_support import BAD, CORPUS, GOOD
from deck_support import ROOT, SHIPPED
from jsonschema import Draft7Validator
from ruamel.yaml import YAML, YAMLError

from quizgen.cli import main
from quizgen.deck.keys.deck import DECK_KEYS, FILE_KEYS
from quizgen.deck.keys.facts import FACT_KEYS, VALUE_KEYS
from quizgen.deck.keys.quiz import QUIZ_KEYS
from quizgen.deck.kinds import built_in_kinds
from quizgen.deck.load import load_deck
from quizgen.diagnostics import Severity
from quizgen.forms.registry import form_names
from quizgen.schema.deck import deck_schema

CAPITALS = ROOT / "docs" / "examples" / "capitals.yaml"
BASES = sorted((ROOT / "tests" / "judged" / "bases").glob("*.yaml"))
# Faults of keys and shapes, which an editor can see.
SEEN = {"Q201", "Q202", "Q203", "Q207", "Q208", "Q209", "Q214"}
# The reader takes an unquoted `null` as a word. YAML, and so every editor, reads no value.
NULL = CORPUS / "good" / "text-as-written.yaml"


def parsed(path: Path) -> Any:  # noqa: ANN401 - what the file says
    """Return a file as editors read it, by YAML 1.2."""
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    # YAML 1.2 has no dates of its own: they are texts.
    yaml.constructor.add_constructor("tag:yaml.org,2002:timestamp", lambda _, node: node.value)
    return yaml.load(StringIO(path.read_text(encoding="utf-8")))


def named(data: Any) -> Any:  # noqa: ANN401 - what the file says
    """Return data whose keys are all texts, as those of JSON are."""
    return json.loads(json.dumps(data))


@cache
def without_deck() -> Draft7Validator:
    return Draft7Validator(deck_schema(form_names()))


@pytest.mark.parametrize("path", [*GOOD, *SHIPPED, *BASES, CAPITALS], ids=lambda path: path.stem)
def test_a_good_deck_is_good_in_an_editor(path: Path) -> None:
    deck = load_deck(path, form_names()).deck
    data = parsed(path)
    for validator in (Draft7Validator(deck_schema(form_names(), deck)), without_deck()):
        faults = [error.message for error in validator.iter_errors(named(data))]
        assert bool(faults) == (path == NULL), faults[:3]


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_deck_is_bad_in_both(path: Path) -> None:
    loaded = load_deck(path, form_names())
    try:
        data = named(parsed(path))
    except (YAMLError, UnicodeDecodeError, TypeError, ValueError):
        # Editors report broken YAML without a schema.
        return
    faults = list(Draft7Validator(deck_schema(form_names(), loaded.deck)).iter_errors(data))
    found = {problem.code for problem in loaded.diagnostics if problem.severity is Severity.ERROR}
    assert found or not faults, faults[0].message
    if found & SEEN:
        assert faults, found


def test_the_schema_itself_is_sound() -> None:
    Draft7Validator.check_schema(deck_schema(form_names()))
    Draft7Validator.check_schema(deck_schema(form_names(), load_deck(CAPITALS).deck))


def test_an_editor_sees_a_language_that_the_deck_lacks() -> None:
    validator = Draft7Validator(deck_schema(form_names(), load_deck(CAPITALS).deck))
    data = named(parsed(CAPITALS))
    assert not list(validator.iter_errors(data))
    data["countries"]["austria"]["name"]["dee"] = "x"
    assert list(validator.iter_errors(data))


def test_every_key_is_described() -> None:
    schema = deck_schema(form_names())
    header = schema["properties"]
    definitions = schema["definitions"]
    tables = [
        (DECK_KEYS | FILE_KEYS, header),
        (QUIZ_KEYS, header["quiz"]["properties"]),
        (VALUE_KEYS, definitions["value-number"]["properties"] | {"alt": 0, "transcript": 0}),
    ]
    for table, properties in tables:
        assert set(table) <= set(properties)
    assert header["source"]["description"] == DECK_KEYS["source"].about
    assert {f"key-{name}" for name in FACT_KEYS} <= set(definitions)
    for kind in built_in_kinds().values():
        assert header[kind.key]["description"] == kind.about


def test_references_complete_to_ids() -> None:
    deck = load_deck(ROOT / "decks" / "us-russia-2020.yaml", form_names()).deck
    assert deck
    text = json.dumps(deck_schema(form_names(), deck)["definitions"])
    field = next(
        field
        for kind in deck.kinds.values()
        for field in kind.fields.values()
        if field.type == "reference" and set(field.to) & {fact.kind for fact in deck.facts.values()}
    )
    known = next(fact for fact in deck.facts.values() if fact.kind in field.to)
    assert json.dumps(known.id) in text


def test_a_new_fact_has_what_its_kind_demands() -> None:
    schema = deck_schema(form_names())
    (snippet,) = schema["properties"]["people"]["defaultSnippets"]
    assert snippet["label"] == "person"
    assert snippet["body"] == {"${1:an-id}": {"name": "${2:name}", "who": "${3:who}"}}


def test_the_command_writes_the_schema_of_a_deck(tmp_path: Path) -> None:
    deck = tmp_path / "deck.yaml"
    deck.write_text(
        "deck: d\ntitle: T\nkinds:\n  dogs:\n    one: dog\n    name: name\n"
        "    fields: {name: {type: text, required: true}, breed: {type: text}}\n"
        "    questions: {breed: {ask: 'what breed is {name}?'}}\n"
        "dogs:\n  rex: {name: Rex, breed: poodle}\n",
        encoding="utf-8",
    )
    out = tmp_path / "quizgen.schema.json"
    result = CliRunner().invoke(main, ["schema", str(deck), "-o", str(out)])
    assert result.exit_code == 0, result.output
    assert "# yaml-language-server: $schema=quizgen.schema.json" in result.output
    validator = Draft7Validator(json.loads(out.read_text(encoding="utf-8")))
    data = parsed(deck)
    assert validator.is_valid(data)
    assert not validator.is_valid({**data, "cats": {"tom": {"name": "Tom"}}})
    data["dogs"]["rex"]["bread"] = "poodle"
    assert not validator.is_valid(data)


def test_without_a_deck_the_command_prints_it() -> None:
    result = CliRunner().invoke(main, ["schema"])
    assert result.exit_code == 0
    assert json.loads(result.output)["$schema"].startswith("http://json-schema.org/draft-07")


def test_a_deck_without_header_is_reported(tmp_path: Path) -> None:
    deck = tmp_path / "deck.yaml"
    deck.write_text("people: {a: {name: A, who: someone}}\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["schema", str(deck)])
    assert result.exit_code == 1
    assert "the key `deck` is missing" in result.output
