"""Makes the schema of a deck take texts in several languages: {en: Rome, de: Rom}."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from quizgen.schema.shapes import Schema, any_of

# Keys whose values are not texts, or whose keys are names.
_NOT_TEXTS = {
    *("deck", "language", "languages", "fallback", "include", "kinds", "lint", "rejected"),
    *("fields", "questions", "article", "table", "columns", "note_type", "guid", "was"),
}
# What the code of a language looks like, for decks that are not known.
_CODE = "^[a-z]{2,3}([-_]([A-Z]{2}|[A-Z][a-z]{3}|[0-9]{3}))*$"
_SHOWN = ("title", "description")
_LEVELS = ("anyOf", "items", "additionalProperties", "definitions")


def with_languages(schema: Schema, codes: Iterable[str] | None) -> Schema:
    """Return a schema whose texts may be written in each of the languages with these `codes`.

    With None, they may be in any language. A deck without languages keeps its schema.
    """
    known = None if codes is None else tuple(codes)
    return schema if known == () else _walked(schema, known)


def _walked(schema: Any, codes: tuple[str, ...] | None) -> Any:  # noqa: ANN401 - parts of a schema
    if isinstance(schema, list):
        return [_walked(each, codes) for each in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: _walked(each, codes) if key in _LEVELS else each for key, each in schema.items()}
    if "definitions" in schema:
        made["definitions"] = {
            name: _definition(name, each, codes) for name, each in schema["definitions"].items()
        }
    if "properties" in schema:
        made["properties"] = {
            name: _property(name, each, codes) for name, each in schema["properties"].items()
        }
    return made


def _definition(name: str, schema: Schema, codes: tuple[str, ...] | None) -> Schema:
    """Return a shared schema; a key of a fact, or a fact that may be a text, takes languages."""
    made: Schema = _walked(schema, codes)
    is_text = name.startswith("key-") or (name.startswith("fact-") and "anyOf" in schema)
    if not is_text or name.removeprefix("key-") in _NOT_TEXTS:
        return made
    return {**_described(schema), **any_of(made, _mapping(schema, codes))}


def _described(schema: Schema) -> Schema:
    return {key: each for key, each in schema.items() if key in _SHOWN}


def _property(name: str, schema: Schema, codes: tuple[str, ...] | None) -> Schema:
    made: Schema = _walked(schema, codes)
    if name in _NOT_TEXTS or "$ref" in schema or "propertyNames" in schema:
        return made
    if "properties" in made and "required" not in made:
        return _beside(made, schema, codes)
    return {**_described(schema), **any_of(made, _mapping(schema, codes))}


def _beside(made: Schema, schema: Schema, codes: tuple[str, ...] | None) -> Schema:
    """Return the schema of a section whose keys may also stand under languages.

    Without known languages, a key such as `tts` could not be told from one.
    """
    if codes is None:
        return made
    return {**made, "properties": {**made["properties"], **_mapping(schema, codes)["properties"]}}


def _mapping(schema: Schema, codes: tuple[str, ...] | None) -> Schema:
    """Return the schema of a mapping of languages to what `schema` takes."""
    own = {key: each for key, each in schema.items() if key not in _SHOWN}
    # A language that is not translated yet has no value.
    text = any_of(own, {"type": "null"})
    if codes is None:
        names: Schema = {"patternProperties": {_CODE: text}}
    else:
        names = {"properties": dict.fromkeys(codes, text)}
    return {"type": "object", **names, "additionalProperties": False, "minProperties": 1}
