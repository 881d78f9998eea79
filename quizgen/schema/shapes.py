"""The schema of one key: what its shape takes, with its meaning and examples."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from quizgen.deck.keys.facts import MISTAKEN_KEYS, PICTURE_KEYS
from quizgen.deck.keys.key import Key, Shape, Table

Schema = dict[str, Any]

# YAML reads 1969 as a number and `true` as a truth value; quizgen takes both as texts.
SCALAR: Schema = {"type": ["string", "number", "boolean"]}
# Editors test patterns as JavaScript does, so letters beyond ASCII count as allowed.
ID_PATTERN = r"^[^\x00-,./:-@\[-^`{-\x7f]{1,80}$"
_FLAGS = {"true": True, "false": False}
_DATES = ["2020-10-05", "2020-10", "2020"]


def any_of(*schemas: Schema) -> Schema:
    """Return a schema that takes what one of the schemas takes."""
    return {"anyOf": list(schemas)}


def one_or_more(schema: Schema) -> Schema:
    """Return a schema that takes one such value or a list of them."""
    return any_of(schema, {"type": "array", "items": schema})


def object_of(properties: Mapping[str, Schema], required: list[str] | None = None) -> Schema:
    """Return the schema of a mapping with these keys and no others."""
    schema: Schema = {
        "type": "object",
        "properties": dict(properties),
        "additionalProperties": False,
    }
    return {**schema, "required": required} if required else schema


def mapping_of(values: Schema, names: Schema | None = None) -> Schema:
    """Return the schema of a mapping from names of the author's own to values."""
    schema: Schema = {"type": "object", "additionalProperties": values}
    return {**schema, "propertyNames": names} if names else schema


def keys_of(table: Table, sections: Mapping[str, Schema] | None = None) -> Schema:
    """Return the schema of a mapping with the keys of a table.

    `sections` has the schemas of the keys that take keys of their own.
    """
    return object_of(properties_of(table, sections), required_in(table))


def properties_of(table: Table, sections: Mapping[str, Schema] | None = None) -> dict[str, Schema]:
    """Return the schema of each key of a table, by the name of the key."""
    given = sections or {}
    return {name: schema_of(key, given.get(name)) for name, key in table.items()}


def required_in(table: Table) -> list[str]:
    """Return the names of the keys that must be there."""
    return [name for name, key in table.items() if key.required]


def schema_of(key: Key, own: Schema | None = None) -> Schema:
    """Return the schema of one key; `own` is that of the keys of its own, if it takes some."""
    return {"description": key.about, **_SHAPES[key.shape](key, own or {"type": "object"})}


def _scalar(_key: Key, _own: Schema) -> Schema:
    return SCALAR


def _texts(_key: Key, _own: Schema) -> Schema:
    return one_or_more(SCALAR)


def _id(_key: Key, _own: Schema) -> Schema:
    return any_of({"type": "string", "pattern": ID_PATTERN}, {"type": "integer", "minimum": 0})


def _date(_key: Key, _own: Schema) -> Schema:
    return {**SCALAR, "examples": _DATES}


def _whole(key: Key, _own: Schema) -> Schema:
    number = {"type": "integer", "minimum": key.least, "maximum": key.most}
    return any_of(number, {"type": "string", "pattern": "^[0-9]{1,12}$"})


def _points(key: Key, _own: Schema) -> Schema:
    least = {"minimum": 0} if key.least == 0 else {"exclusiveMinimum": 0}
    number = {"type": "number", **least, "exclusiveMaximum": 1000}
    text = {"type": "string", "pattern": r"^[0-9]{1,3}(\.[0-9]{1,2})?$"}
    return {**any_of(number, text), "examples": [1, 0.5]}


def _flag(_key: Key, _own: Schema) -> Schema:
    return {"enum": [True, False, "true", "false"]}


def _choice(key: Key, _own: Schema) -> Schema:
    return _word(key)


def _choices(key: Key, _own: Schema) -> Schema:
    return one_or_more(_word(key))


def _word(key: Key) -> Schema:
    # YAML 1.2, which editors read, has no truth value `off`; YAML 1.1 reads it as false.
    flags = [flag for word, flag in _FLAGS.items() if word in key.choices]
    return {"enum": [*flags, *key.choices]} if key.choices else SCALAR


def _either(_key: Key, own: Schema) -> Schema:
    return any_of(SCALAR, own)


def _listed(_key: Key, own: Schema) -> Schema:
    return {"type": "array", "items": own}


def _offers(_key: Key, _own: Schema) -> Schema:
    return one_or_more(any_of(SCALAR, keys_of(PICTURE_KEYS)))


def _mistaken(_key: Key, _own: Schema) -> Schema:
    return one_or_more(any_of(SCALAR, keys_of(MISTAKEN_KEYS)))


def _grouped(_key: Key, own: Schema) -> Schema:
    return any_of(one_or_more(SCALAR), own)


def _section(_key: Key, own: Schema) -> Schema:
    return own


_SHAPES: dict[Shape, Callable[[Key, Schema], Schema]] = {
    Shape.TEXT: _scalar,
    Shape.TEXTS: _texts,
    Shape.ID: _id,
    Shape.DATE: _date,
    Shape.WHOLE: _whole,
    Shape.FLAG: _flag,
    Shape.EITHER: _either,
    Shape.CHOICE: _choice,
    Shape.CHOICES: _choices,
    Shape.POINTS: _points,
    Shape.LISTED: _listed,
    Shape.OFFERS: _offers,
    Shape.MISTAKEN: _mistaken,
    Shape.GROUPED: _grouped,
    Shape.SECTION: _section,
}
