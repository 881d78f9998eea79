"""The tools and resources that describe the format: kinds, schema, codes and the guide."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

from quizgen.assistants.answers import Answer, text_of
from quizgen.assistants.folder import Given, refused
from quizgen.assistants.reading import sound
from quizgen.codes import codes, explain, list_codes
from quizgen.deck.kinds import built_in_kinds
from quizgen.diagnostics import did_you_mean
from quizgen.forms.registry import form_names
from quizgen.listing.kinds import describe_kind, list_kinds
from quizgen.resources import shipped
from quizgen.schema.deck import deck_schema, schema_file
from quizgen.schema.facts import definition_of
from quizgen.schema.shapes import Schema
from quizgen.visible import cut

_REFERENCE = re.compile(r'"#/definitions/([^"]+)"')


def kinds(kind: str = "", given: Given | None = None) -> Answer:
    """Return the kinds of fact, or one in detail; with a deck, also those that it declares.

    Raises QuizgenError if there is no such kind.
    """
    known = sound(given).deck.kinds if given else built_in_kinds()
    if not kind:
        told = {each.key: cut(each.about) for each in known.values()}
        return Answer(text_of([list_kinds(known)]), {"kinds": told})
    if kind not in known:
        fix = did_you_mean(kind, known)
        raise refused("Q636", f"there is no kind `{kind}`", "", fix)
    found = known[kind]
    data = {
        "kind": found.key,
        "about": cut(found.about),
        "fields": {
            name: {"type": field.type, "list": field.many, "required": field.required}
            for name, field in found.fields.items()
        },
        "questions": list(found.questions),
    }
    return Answer(text_of([describe_kind(found)]), data)


def schema(kind: str = "", given: Given | None = None) -> Answer:
    """Return the JSON Schema of the facts of a kind, or of the deck's header without a kind.

    With a deck, its own kinds and the ids of its facts are in it. Raises QuizgenError if there is
    no such kind.
    """
    deck = sound(given).deck if given else None
    known = deck.kinds if deck else built_in_kinds()
    made = deck_schema(form_names(), deck)
    if not kind:
        header = {key: each for key, each in made["properties"].items() if key not in known}
        return _schema({"type": "object", "properties": header}, made["definitions"])
    if kind not in known:
        raise refused("Q636", f"there is no kind `{kind}`", "", did_you_mean(kind, known))
    return _schema(made["definitions"][definition_of(known[kind])], made["definitions"])


def _schema(part: Schema, definitions: Mapping[str, Schema]) -> Answer:
    """Return a part of the schema with the definitions that it refers to."""
    needed: dict[str, Schema] = {}
    left = [part]
    while left:
        for name in _REFERENCE.findall(json.dumps(left.pop())):
            if name not in needed:
                needed[name] = definitions[name]
                left.append(definitions[name])
    whole = {**part, "definitions": needed}
    return Answer(text_of([json.dumps(whole, indent=1, ensure_ascii=False)]), {"schema": whole})


def explained(code: str = "") -> Answer:
    """Return what the code of a problem means and how to mend it, or a list of all codes.

    Raises QuizgenError if there is no such code.
    """
    if not code:
        return Answer(list_codes(), {"codes": {key: each.means for key, each in codes().items()}})
    known = codes().get(code.strip().upper())
    if known is None:
        raise refused("Q636", f"there is no code `{code}`", "", did_you_mean(code, codes()))
    data = {
        "code": known.code,
        "means": known.means,
        "mend": known.mend,
        "bad": known.bad,
        "good": known.good,
    }
    return Answer(explain(known), data)


def kinds_in_full() -> str:
    """Return the list of the built-in kinds, and each in detail."""
    known = built_in_kinds()
    return "\n\n\n".join([list_kinds(known), *map(describe_kind, known.values())])


def kind_in_full(kind: str) -> str:
    """Return one kind in detail; raises QuizgenError if there is none."""
    return kinds(kind).text


def schema_text() -> str:
    """Return the JSON Schema of deck files as a text."""
    return schema_file(deck_schema(form_names()))


def guide() -> str:
    """Return how an assistant writes a good deck."""
    return (shipped("templates") / "assistants" / "guide.md").read_text(encoding="utf-8")
