"""Words are found in sorted lines wherever they stand."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.language.sorted_lines import SortedLines


@pytest.mark.parametrize("count", [1, 2, 400, 5000])
def test_every_word_is_found_and_no_other_one(tmp_path: Path, count: int) -> None:
    path = tmp_path / "words.tsv"
    words = sorted(f"word{number}é" for number in range(count))
    path.write_text("".join(f"{word}\tof {word}\n" for word in words), "utf-8")
    lines = SortedLines(path)
    assert all(lines.about(word) == f"of {word}" for word in words)
    assert not any(map(lines.about, (f"{word}a" for word in words)))
    assert not any(map(lines.about, (word[:-1] for word in words)))
    assert not any(map(lines.about, ("", "a", "z", "\n", f"{words[0]}\tof {words[0]}")))
