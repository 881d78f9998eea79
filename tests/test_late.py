"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from quizgen.late import late_pattern


def test_a_late_pattern_finds_what_a_compiled_one_finds() -> None:
    late, compiled = late_pattern("(?P<word>b+)", re.IGNORECASE), re.compile("b+", re.IGNORECASE)
    text = "abBc b"
    for _ in range(2):
        found = late.search(text)
        assert found is not None
        assert found["word"] == "bB"
        assert late.sub("-", text) == compiled.sub("-", text) == "a-c -"
        assert late.findall(text) == compiled.findall(text)
        assert late.match(text) is None
        assert late.fullmatch("bb") is not None


def test_a_pattern_is_compiled_once_and_not_before_it_is_used(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    compiled: list[str] = []

    def recorded(pattern: str, flags: int = 0) -> object:
        compiled.append(pattern)
        return original(pattern, flags)

    original = re.compile
    monkeypatch.setattr(re, "compile", recorded)
    late = late_pattern("x")
    assert compiled == []
    for _ in range(3):
        assert late.search("x")
    assert compiled == ["x"]
