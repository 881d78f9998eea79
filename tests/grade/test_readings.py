from __future__ import annotations

from pathlib import Path

import pytest

from quizgen.diagnostics import QuizgenError
from quizgen.grade.readings import (
    Doubt,
    HeadReading,
    PageReading,
    Readings,
    RowReading,
    Status,
    read_readings,
    reading_of,
    readings_of,
    to_json,
    to_review,
)

SHA = "0f" * 32
ROWS = (
    RowReading("1", ("B",), (0.01, 0.8), 0.999),
    RowReading("13.2", ("A", "Ё"), (0.7, 0.75), 0.4, Doubt.SEVERAL, "0f0f-1-13-2.png"),
)
PAGE = PageReading(
    "scans/a b.pdf",
    SHA,
    3,
    Status.READ,
    paper="101",
    sheet_page=1,
    layout="0123abcd",
    number=HeadReading("0042", 0.99),
    version=HeadReading("A", 0.4, Doubt.WEAK),
    rows=ROWS,
)
READINGS = Readings(1, "48e7369de6", "quizgen 1, reader 1", (PAGE,))


def test_what_is_written_is_read_back() -> None:
    data = to_json(READINGS)
    assert readings_of(data) == READINGS
    assert to_json(readings_of(data)) == data


def test_the_score_takes_the_letters_and_no_doubtful_version() -> None:
    said = reading_of(PAGE)
    assert said.source == "scans/a b.pdf, page 3"
    assert said.rows == {"1": {"B"}, "13.2": {"A", "Ё"}}
    assert (said.version, said.number) == ("", "0042")
    assert to_review(PAGE) == ROWS[1:]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"format": 1', '"format": 2'),
        ('"read"', '"guessed"'),
        ("0f0f-1-13-2.png", "../../etc/passwd"),
        ("0f0f-1-13-2.png", "a.png\\n"),
        ("0.999", "1.5"),
        (SHA, "0f"),
        ('"paper": "101"', '"paper": 101'),
    ],
)
def test_damage_is_named(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "readings.json"
    text = to_json(READINGS).decode()
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(QuizgenError) as caught:
        read_readings(path)
    (problem,) = caught.value.diagnostics
    assert problem.code == "Q700"
    assert problem.place.file == str(path)
