"""The JSON Schema of the manifest, made from the classes that define it."""

from __future__ import annotations

import json
from inspect import cleandoc
from typing import Any

import msgspec

from quizgen.quiz.manifest import FORMAT, Head, Manifest

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def manifest_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of what the reader accepts and the writer writes.

    The reader checks more than a schema can say: that versions are permutations of the items, that
    keys name options, and that the fingerprints match the papers and layouts.
    """
    _, classes = msgspec.json.schema_components([Head, Manifest], ref_template="#/$defs/{name}")
    for each in classes.values():
        if "description" in each:
            each["description"] = cleandoc(each["description"]).replace("\n", " ")
    head, whole = classes.pop("Head"), classes.pop("Manifest")
    return {
        "$schema": _DIALECT,
        "title": f"The manifest of a printed quiz (quiz.json), format {FORMAT}",
        "description": whole["description"],
        "type": "object",
        "required": [*head["required"], *whole["required"]],
        "properties": head["properties"] | whole["properties"],
        "$defs": classes,
    }


def schema_file() -> bytes:
    """Return the schema as the file ``templates/print/manifest.schema.json`` holds it."""
    return (json.dumps(manifest_schema(), ensure_ascii=False, indent=2) + "\n").encode()
