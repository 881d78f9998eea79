"""Writes a manifest as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from msgspec import to_builtins

from quizgen.markup.signs import is_marked
from quizgen.quiz.geometry import plain_sheets
from quizgen.quiz.manifest import FORMAT, Manifest, plain_versions
from quizgen.quiz.marked_texts import part_markup

_OF_THE_HEAD = ("logo", "cover", "cover_text")


def to_json(manifest: Manifest) -> bytes:
    """Return the manifest as UTF-8 JSON, the same bytes for the same manifest."""
    document: dict[str, Any] = {"format": FORMAT, "fingerprint": manifest.fingerprint}
    document |= to_builtins(replace(manifest, sheet=None))
    document["versions"] = plain_versions(manifest.versions)
    _leave_out_empty(document)
    if manifest.sheet:
        document["sheet"] = plain_sheets(manifest.sheet)
    written = json.dumps(document, ensure_ascii=False, indent=2)
    if is_marked(written):
        document = json.loads(written)
        part_markup(document)
        written = json.dumps(document, ensure_ascii=False, indent=2)
    return f"{written}\n".encode()


def _leave_out_empty(document: dict[str, Any]) -> None:
    """Delete the keys that a manifest has only where they say something."""
    for key in ("instructions", "draft", "scale", "head", "passages", *_OF_THE_HEAD):
        if not document[key]:
            del document[key]
    if document["address"] == "formal":
        del document["address"]
    _leave_out_marks([document["logo"]] if "logo" in document else [])
    for passage in document.get("passages", ()):
        _leave_out_marks(passage["pictures"])
    for item in document["items"]:
        for key in ("points", "accepted", "lines", "rubric", "passage", "mended"):
            if not item[key]:
                del item[key]
        _leave_out_marks([*item["pictures"], *item["option_pictures"]])


def _leave_out_marks(pictures: Iterable[dict[str, Any]]) -> None:
    for picture in pictures:
        if not picture["marks"]:
            del picture["marks"]
