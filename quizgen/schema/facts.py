"""The schema of the facts of one kind: its fields, and the keys that every fact may have."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quizgen.deck.facts import needs_only_main
from quizgen.deck.keys.deck import TABLE_KEYS
from quizgen.deck.keys.facts import (
    DIAGRAM_KEYS,
    FACT_KEYS,
    PICTURED_KEYS,
    RECORD_KEYS,
    REGION_KEYS,
    VALUE_KEYS,
)
from quizgen.deck.keys.key import Table
from quizgen.deck.model.kinds import Field, Kind
from quizgen.deck.types.registry import TYPES
from quizgen.schema.shapes import (
    ID_PATTERN,
    SCALAR,
    Schema,
    any_of,
    keys_of,
    mapping_of,
    object_of,
    one_or_more,
    properties_of,
)

_VALUE = "value"
_PICTURED = "pictured"
_TABLE = "#/definitions/table"
# The keys that every fact may have, under this prefix, so that not each kind repeats them.
_KEY = "key-"
# What a value of a type looks like, for completion.
_EXAMPLES = {
    "date": ["1969-07-20", "1969-07", "1969"],
    "number": ["1550", "12.5 %", "5-6 cm"],
    "sentence": ["The capital of {{Peru}} is {{Lima|place}}."],
    "image": ["pictures/map.png"],
    "audio": ["sounds/call.mp3"],
}
# Keys of a long value that belong to the values of one type.
_OF_TYPE = {"unit": "number", "bound": "number", "alt": "image", "transcript": "audio"}
# The keys of facts that take keys of their own.
_OWN = {"rubric": mapping_of(SCALAR)}
# An editor grows slow with more names than this to complete.
_MOST_NAMES = 2000

FactNames = Mapping[str, Collection[str]]


def definitions() -> dict[str, Schema]:
    """Return the schemas that facts of all kinds share, by name."""
    record = {"record": keys_of(RECORD_KEYS)}
    shared = {f"{_KEY}{name}": schema for name, schema in properties_of(FACT_KEYS, _OWN).items()}
    values = {_value_of(type_): keys_of(_keys_of_type(type_), record) for type_ in TYPES}
    return {
        **values,
        _value_of("diagram"): keys_of(DIAGRAM_KEYS, {"regions": mapping_of(_region())}),
        _PICTURED: keys_of(PICTURED_KEYS, record),
        "table": keys_of(TABLE_KEYS, {"columns": mapping_of(SCALAR)}),
        **shared,
    }


def _region() -> Schema:
    """Return the schema of a region of a diagram: its box, several boxes, or keys of its own."""
    numbers = {"type": "array", "items": SCALAR}
    sides = any_of(SCALAR, numbers)
    shapes = dict.fromkeys(("rect", "ellipse", "polygon"), sides)
    return any_of({"type": "array", "items": sides}, keys_of(REGION_KEYS, shapes))


def _value_of(type_: str) -> str:
    """Return the name under which the schema of a long value of a type stands."""
    return f"{_VALUE}-{type_}"


def _keys_of_type(type_: str) -> Table:
    return {name: key for name, key in VALUE_KEYS.items() if _OF_TYPE.get(name, type_) == type_}


def definition_of(kind: Kind) -> str:
    """Return the name under which the schema of a fact of the kind stands."""
    return f"fact-{kind.key}"


def facts_of(kind: Kind) -> Schema:
    """Return the schema of the section of a kind."""
    fact = {"$ref": f"#/definitions/{definition_of(kind)}"}
    table = one_or_more(any_of(SCALAR, {"$ref": _TABLE}))
    return {
        "type": ["object", "null"],
        "description": kind.about,
        "properties": {"table": any_of(table, fact)},
        "additionalProperties": fact,
        "propertyNames": {"pattern": ID_PATTERN},
        "defaultSnippets": [_snippet(kind)],
    }


def fact_of(kind: Kind, names: FactNames) -> Schema:
    """Return the schema of a fact of a kind.

    `names` has the ids of the facts that a field may refer to, by kind and by pool.
    """
    fields = {name: _field(field, names) for name, field in kind.fields.items()}
    required = [name for name, field in kind.fields.items() if field.required]
    whole = object_of({**fields, **_common(kind)}, required)
    # Editors offer a whole fact under its title.
    schema = any_of(SCALAR, whole) if kind.main and needs_only_main(kind) else whole
    return {"title": kind.one, **schema}


def _common(kind: Kind) -> dict[str, Schema]:
    """Return the keys of every fact; without a main field, its only value takes answers."""
    return {
        name: {"$ref": f"#/definitions/{_KEY}{name}"}
        for name in FACT_KEYS
        if name not in kind.fields
    }


def _field(field: Field, names: FactNames) -> Schema:
    long = [_value_of(field.type), *([_PICTURED] if field.takes_pictures else ())]
    # No text says where the regions of a diagram are.
    short = [] if field.type == "diagram" else [_short(field, names)]
    one = any_of(*short, *({"$ref": f"#/definitions/{each}"} for each in long))
    schema = one_or_more(one) if field.many else one
    return {"description": _about(field), **schema}


def _short(field: Field, names: FactNames) -> Schema:
    """Return the schema of a value that is one text."""
    if field.type == "reference":
        known = sorted({name for target in field.to for name in names.get(target, ())})
        # The reader tells which names are wrong; an editor only completes them.
        return any_of({"enum": known[:_MOST_NAMES]}, SCALAR) if known else SCALAR
    examples = _EXAMPLES.get(field.type)
    return {**SCALAR, "examples": examples} if examples else SCALAR


def _about(field: Field) -> str:
    several = ", one or several" if field.many else ""
    noun = f"{field.type}{several}"
    return f"{field.about} ({noun})" if field.about else noun


def _snippet(kind: Kind) -> Schema:
    required = [name for name, field in kind.fields.items() if field.required]
    wanted = dict.fromkeys((*required, *([kind.main] if kind.main else ())))
    keys = {name: f"${{{index}:{name}}}" for index, name in enumerate(wanted, 2)}
    return {
        "label": kind.one,
        "description": kind.about,
        "body": {"${1:an-id}": keys},
    }
