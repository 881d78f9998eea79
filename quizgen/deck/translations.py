"""Reads translations of the built-in kinds: their stems and their default texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from quizgen.deck.keys.key import Key, Shape
from quizgen.deck.keys.kinds import KIND_KEYS, QUESTION_KEYS
from quizgen.deck.kinds import WORDED, built_in_kinds, check_wordings
from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field, Kind, QuestionRule
from quizgen.deck.read import read_keys, read_text_node
from quizgen.diagnostics import Place, Problems, QuizgenError, did_you_mean
from quizgen.resources import shipped
from quizgen.yaml import nodes
from quizgen.yaml.reader import DeckReader
from quizgen.yaml.text import read_text

TRANSLATION_KEYS = {
    "one": KIND_KEYS["one"],
    "plural": KIND_KEYS["plural"],
    "option": KIND_KEYS["option"],
    "defaults": Key("defaults", Shape.SECTION, "the default text of each field"),
    "questions": Key(
        "questions", Shape.SECTION, "the stems of the kind's questions", required=True
    ),
}
STEM_KEYS = {name: QUESTION_KEYS[name] for name in WORDED}


class Translation(Struct, frozen=True):
    """A built-in kind in another language, and the default texts of its fields there."""

    kind: Kind
    defaults: Mapping[str, str]


def translated(kinds: Mapping[str, Kind], language: str) -> dict[str, Kind]:
    """Return the kinds, the built-in ones in that language if they have a translation."""
    return {**kinds, **{key: each.kind for key, each in _translations(_folder(language)).items()}}


def with_default_words(facts: Mapping[str, Fact], language: str) -> dict[str, Fact]:
    """Return the facts with the default texts of built-in kinds in that language."""
    defaults = {
        key: each.defaults
        for key, each in _translations(_folder(language)).items()
        if each.defaults
    }
    if not defaults:
        return dict(facts)
    return {ref: _reworded(fact, defaults.get(fact.kind, {})) for ref, fact in facts.items()}


def _reworded(fact: Fact, defaults: Mapping[str, str]) -> Fact:
    values = {
        name: (replace(fact.values[name][0], content=Text(word)),)
        for name, word in defaults.items()
        if any(_is_default(fact, value) for value in fact.values.get(name, ()))
    }
    return replace(fact, values={**fact.values, **values}) if values else fact


def _is_default(fact: Fact, value: Value) -> bool:
    # A default has the place of its fact; a value from the author has its own place.
    return value.place == fact.place


def _folder(language: str) -> Path | None:
    primary = language.replace("_", "-").partition("-")[0].lower()
    folders = {
        path.name: path for path in (shipped("templates") / "kinds").iterdir() if path.is_dir()
    }
    return folders.get(primary)


@cache
def _translations(folder: Path | None) -> Mapping[str, Translation]:
    return read_translations(folder) if folder else {}


def read_translations(folder: Path) -> dict[str, Translation]:
    """Return the translations in a folder by kind; each file is named after its kind.

    Raises QuizgenError if a translation does not fit its kind.
    """
    problems = Problems()
    found = {}
    for path in sorted(folder.glob("*.yaml")):
        node = _mapping_of(path, problems)
        kind = built_in_kinds().get(path.stem)
        if kind is None:
            fix = did_you_mean(path.stem, built_in_kinds())
            problems.error("Q301", f"`{path.stem}` is not a built-in kind", node.place, fix)
        else:
            found[kind.key] = _translation(kind, node, problems)
    if problems.found:
        raise QuizgenError(problems.found, exit_code=3)
    return found


def _mapping_of(path: Path, problems: Problems) -> nodes.Mapping:
    """Return the file's keys, with the entries of each section joined to one mapping."""
    sections: dict[str, nodes.Scalar] = {}
    whole: dict[str, nodes.Node] = {}
    parts: dict[str, list[tuple[nodes.Scalar, nodes.Node]]] = {}
    name = f"{path.parent.name}/{path.name}"
    for entry in DeckReader(name, read_text(path), problems).entries():
        section = sections.setdefault(entry.section.text, entry.section)
        if entry.key is None:
            whole[section.text] = entry.node
        else:
            parts.setdefault(section.text, []).append((entry.key, entry.node))
    whole |= {
        text: nodes.Mapping(tuple(pairs), sections[text].place) for text, pairs in parts.items()
    }
    place = Place(name, 1, 1)
    return nodes.Mapping(tuple((sections[text], node) for text, node in whole.items()), place)


def _translation(kind: Kind, node: nodes.Mapping, problems: Problems) -> Translation:
    read = read_keys(node, TRANSLATION_KEYS, problems)
    empty = nodes.Mapping((), node.place)
    questions = {
        rule.key: rule for rule in _questions(kind, read.get("questions", empty), problems)
    }
    defaults = dict(_defaults(kind.fields, read.get("defaults", empty), problems))
    # The questions keep the order of the kind.
    words = {"one": read.get("one", kind.one), "plural": read.get("plural", "")}
    words["option"] = read.get("option", kind.option)
    own = replace(kind, **words, questions=dict(kind.questions) | questions)
    return Translation(own, defaults)


def _questions(kind: Kind, node: nodes.Mapping, problems: Problems) -> Iterator[QuestionRule]:
    for name, inner in node:
        rule = kind.questions.get(name.text)
        if rule is None:
            fix = did_you_mean(name.text, kind.questions)
            problems.error("Q303", f"`{kind.key}` has no question `{name.text}`", name.place, fix)
        elif isinstance(inner, nodes.Mapping):
            stems = read_keys(inner, STEM_KEYS, problems)
            check_wordings(rule, inner, kind.fields, kind.name, problems)
            _check_ways(kind, rule, inner, problems)
            given = {WORDED[key]: wordings for key, wordings in stems.items() if wordings}
            yield replace(rule, **given)
        elif not isinstance(inner, nodes.Broken):
            fix = 'write {ask: "…?"}'
            problems.error(
                "Q303", f"the question `{name.text}` takes keys of its own", inner.place, fix
            )


def _check_ways(kind: Kind, rule: QuestionRule, node: nodes.Mapping, problems: Problems) -> None:
    for key, _ in node:
        if key.text in STEM_KEYS and not getattr(rule, WORDED[key.text]):
            # Such a stem would add a card that the kind does not have.
            message = f"`{rule.key}` of `{kind.key}` has no `{key.text}` to translate"
            problems.error("Q303", message, key.place, "delete it")


def _defaults(
    fields: Mapping[str, Field], node: nodes.Mapping, problems: Problems
) -> Iterator[tuple[str, str]]:
    known = [name for name, field in fields.items() if field.default and field.type == "text"]
    for name, inner in node:
        if name.text not in known:
            message = f"`{name.text}` is not a field with a default text"
            problems.error("Q303", message, name.place, did_you_mean(name.text, known))
            continue
        word = read_text_node(name.text, inner, problems)
        if word is not None:
            yield name.text, word
