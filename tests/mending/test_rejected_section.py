"""Adding rejected options to a deck file: whatever else stands there stays byte for byte."""

from __future__ import annotations

import pytest

from quizgen.mending.rejected import with_rejected
from quizgen.yaml.spots import every_text

MORE = {"terms/a/definition": ("one", "two, or three"), "terms/b/definition/back": ("x: y",)}
NEW = """\
rejected:
  terms/a/definition: [one, "two, or three"]
  terms/b/definition/back: ["x: y"]
"""


def texts(deck: str) -> list[tuple[str, str]]:
    return [(found.key, found.spot.text) for _, found in every_text(deck)]


@pytest.mark.parametrize(
    ("deck", "expected"),
    [
        ("deck: d  # mine\n", f"deck: d  # mine\n\n{NEW}"),
        ("deck: d", f"deck: d\n\n{NEW}"),
        ("deck: d\n# the end\n", f"deck: d\n# the end\n\n{NEW}"),
        (
            "deck: d\nrejected:\n  # silly ones\n  terms/a/definition: [zero]  # ha\ntitle: T\n",
            (
                "deck: d\nrejected:\n  # silly ones\n"
                '  terms/a/definition: [zero, one, "two, or three"]  # ha\n'
                '  terms/b/definition/back: ["x: y"]\ntitle: T\n'
            ),
        ),
        (
            "rejected:\n    terms/a/definition:\n    - zero  # ha\n\n# T\ntitle: T\n",
            (
                "rejected:\n    terms/a/definition:\n    - zero  # ha\n    - one\n"
                '    - "two, or three"\n    terms/b/definition/back: ["x: y"]\n\n# T\ntitle: T\n'
            ),
        ),
        (
            "rejected:\n  terms/a/definition: 'ze, ro'",
            (
                'rejected:\n  terms/a/definition: ["ze, ro", one, "two, or three"]\n'
                '  terms/b/definition/back: ["x: y"]'
            ),
        ),
        (
            "rejected:\n  terms/a/definition: [zero,\n    # why\n    null]\n",
            (
                "rejected:\n  terms/a/definition: [zero,\n    # why\n    null, one, "
                '"two, or three"]\n'
                '  terms/b/definition/back: ["x: y"]\n'
            ),
        ),
        (
            "rejected: {terms/a/definition: [], terms/c/definition: z}\n",
            (
                'rejected: {terms/a/definition: [one, "two, or three"], terms/c/definition: z, '
                'terms/b/definition/back: ["x: y"]}\n'
            ),
        ),
        ("rejected: {}\n", None),
        ("{deck: d, title: T}\n", None),
        (
            "rejected:\n  terms/a/definition:\n    - >\n      ze\n      ro\n\ntitle: T\n",
            (
                "rejected:\n  terms/a/definition:\n    - >\n      ze\n      ro\n\n    - one\n"
                '    - "two, or three"\n  terms/b/definition/back: ["x: y"]\ntitle: T\n'
            ),
        ),
    ],
)
def test_only_the_new_texts_are_new(deck: str, expected: str | None) -> None:
    made = with_rejected(deck, MORE)
    if expected is not None:
        assert made == expected
    added = {text for _, text in texts(made)}
    for _, each in texts(deck):
        assert each in added
    assert {"one", "two, or three", "x: y"} <= added


def test_lines_end_as_they_did() -> None:
    made = with_rejected("deck: d\r\ntitle: T\r\n", MORE)
    assert made.count("\n") == made.count("\r\n") == 6


def test_long_lists_stand_on_lines_of_their_own() -> None:
    long = {"terms/a/definition": ("word " * 12 + "end", "other " * 12 + "end")}
    lines = with_rejected("deck: d\n", long).splitlines()
    assert [line[:8] for line in lines[2:]] == ["rejected", "  terms/", "    - wo", "    - ot"]
