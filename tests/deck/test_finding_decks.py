"""Without a deck's name, the folder is searched, and skipped files are explained."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.cli import main

DECK = "deck: café\ntitle: Café\nterms:\n  a: {name: tea, definition: a drink}\n"


def check(folder: Path, monkeypatch: pytest.MonkeyPatch, name: str, data: bytes) -> tuple[int, str]:
    (folder / name).write_bytes(data)
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["check"])
    return result.exit_code, result.output


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (DECK.encode("cp1252"), "in an older encoding, not UTF-8 (byte 0xE9)"),
        (DECK.encode("utf-16"), "the file is saved in an encoding (UTF-16)"),
        (DECK.encode("utf-16-le"), "this is a binary file, not a deck"),
        (b"", "the file is empty"),
        (b"\n \n", "the file is empty"),
    ],
    ids=["cp1252", "UTF-16", "UTF-16 without a mark", "empty", "blank"],
)
def test_what_cannot_be_read_is_named(
    data: bytes, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, output = check(tmp_path, monkeypatch, "drinks.yaml", data)
    assert code == 1
    assert told in output
    assert "drinks.yaml" in output
    assert "There is no deck in this folder" not in output


def test_a_damaged_deck_beside_a_sound_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "sound.yaml").write_text(DECK, encoding="utf-8")
    code, output = check(tmp_path, monkeypatch, "other.yaml", DECK.encode("cp1252"))
    assert code == 1
    assert "other.yaml" in output


def test_the_short_suffix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, _ = check(tmp_path, monkeypatch, "drinks.yml", DECK.encode())
    assert code == 0


def test_yaml_that_is_no_deck(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    code, output = check(tmp_path, monkeypatch, "site.yml", b"site_name: x\n")
    assert code == 2
    assert "site.yml is not a deck: it has no line that begins with `deck:`" in output
