"""The wheel for a new user: built from the sdist, installed in a clean environment, run."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tarfile
import venv
import zipfile
from pathlib import Path

import pytest
from deck_support import LETTERS, ROOT


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    clean = {
        key: value for key, value in os.environ.items() if not key.startswith(("PYTHON", "COV_"))
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    run(sys.executable, "-m", "build", "--outdir", folder, ROOT, cwd=folder)
    return folder


def tracked(*folders: str) -> set[str]:
    listed = run("git", "ls-files", *folders, cwd=ROOT).splitlines()
    return {name for name in listed if (ROOT / name).exists()}


@pytest.mark.xdist_group("packaging")
def test_the_wheel_holds_what_git_tracks(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    assert wheel.name.endswith("-py3-none-any.whl")
    inside = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = tracked("quizgen") | {f"quizgen/{name}" for name in tracked("templates", "decks")}
    assert inside == expected


@pytest.mark.xdist_group("packaging")
def test_the_sdist_holds_what_it_takes_to_build_and_test(built: Path) -> None:
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert (
        tracked("quizgen", "templates", "decks", "tests")
        | {"pyproject.toml", "README.md", "LICENSE"}
        <= names
    )


@pytest.mark.xdist_group("packaging")
def test_an_installed_wheel_builds_a_users_own_deck(built: Path, tmp_path: Path) -> None:
    (wheel,) = built.glob("*.whl")
    venv.create(tmp_path / "env", with_pip=True)
    scripts = tmp_path / "env" / ("Scripts" if os.name == "nt" else "bin")
    run(scripts / "python", "-m", "pip", "install", "--quiet", wheel, cwd=tmp_path)
    listed = run(scripts / "python", "-m", "pip", "list", "--format", "json", cwd=tmp_path)
    installed = {package["name"].lower() for package in json.loads(listed)}
    assert "anki" not in installed, "the anki package is AGPL and for tests alone"
    work = tmp_path / "work"
    work.mkdir()
    (work / "mine.yaml").write_text(LETTERS, encoding="utf-8")
    run(scripts / "quizgen", "build", cwd=work)
    made = {path.name for path in (work / "build" / "mine").iterdir()}
    assert made == {"mine.apkg", "quiz.pdf", "quiz-key.pdf", "quiz.json"}
    manifest = json.loads((work / "build" / "mine" / "quiz.json").read_bytes())
    # Four facts give few items that share no options.
    assert len(manifest["versions"][0]["sections"][0]) >= 2
    assert run(scripts / "python", "-m", "quizgen", "--version", cwd=work).startswith("quizgen ")
