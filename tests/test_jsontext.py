"""JSON of strangers: read as it is, or refused with what is wrong."""

from __future__ import annotations

import json
import re

import pytest

from quizgen.jsontext import parse_json


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"[" * 1_000_000, "it nests too deeply"),
        (b'{"a":' * 200_000, "it nests too deeply"),
        (b"[" + b"1," * 6_000_000, "it has more than 5,000,000 values"),
        (b'{"difficulty": ' + b"9" * 400 + b"}", "a number has more than 20 digits"),
        (b"[1e999]", "a number is too large"),
        (b"[NaN]", "`NaN` is no number of JSON"),
        (b"[-Infinity]", "`-Infinity` is no number of JSON"),
        (b"[1,\n 2", "it is not JSON: line 2, column 3"),
        (b'["\xff"]', "it is not UTF-8"),
        (b"", "it is not JSON: line 1, column 1"),
    ],
)
def test_what_is_refused(data: bytes, message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        parse_json(data)


def test_what_is_read() -> None:
    document = {"a": [1, -2, 0.5, 1e20, True, None, "ü"], "b": {"c": [[]]}}
    assert parse_json(json.dumps(document).encode("utf-8-sig")) == document
