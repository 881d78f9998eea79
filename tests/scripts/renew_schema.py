"""Write the manifest's JSON Schema from its classes: python tests/scripts/renew_schema.py."""

from __future__ import annotations

from quizgen.quiz.manifest_schema import schema_file
from quizgen.resources import shipped

(shipped("templates") / "print" / "manifest.schema.json").write_bytes(schema_file())
