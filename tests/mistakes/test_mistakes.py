"""The commonest mistakes of beginners, each with what the program says, word for word.

Each folder has one mistake, and `output.txt` with what `quizgen check` prints there.
QUIZGEN_UPDATE_CORPUS=1 writes the outputs again. Read them before you commit: would a beginner know
where the mistake is, what is wrong, and what to do?
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizgen.cli import main

HERE = Path(__file__).parent
OUTPUT = "output.txt"
FOLDERS = sorted(path for path in HERE.iterdir() if (path / OUTPUT).exists())
# What is typed where it is not the name of the file.
TYPED = {"file-name": "dekc.yaml", "saved-as-txt": "deck.yaml"}
# What is no mistake, although it looks like one.
HARMLESS = "harmless-"


def typed(folder: Path) -> str:
    """Return what a beginner types after `quizgen check`."""
    if folder.name in TYPED:
        return TYPED[folder.name]
    (deck,) = (path.name for path in folder.iterdir() if path.name.startswith("deck"))
    return deck


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_mistake(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = shutil.copytree(folder, tmp_path / "work")
    (work / OUTPUT).unlink()
    monkeypatch.chdir(work)
    result = CliRunner().invoke(main, ["check", typed(folder)])
    if os.environ.get("QUIZGEN_UPDATE_CORPUS"):
        (folder / OUTPUT).write_text(result.output, encoding="utf-8")
    assert result.output == (folder / OUTPUT).read_text(encoding="utf-8")
    if folder.name.startswith(HARMLESS):
        assert "no problems" in result.output
    else:
        assert "  = help: " in result.output


def test_there_are_enough() -> None:
    mistakes = [folder for folder in FOLDERS if not folder.name.startswith(HARMLESS)]
    assert len(mistakes) >= 40
