"""How the program ends: an exit code and a helpful message for each case, no traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from deck_support import LETTERS, ROOT

from quizgen.cli import main
from quizgen.deck.load import load_deck
from quizgen.quiz.manifest import ItemOrder, Manifest, Version
from quizgen.quiz.read_manifest import manifest_of, read_manifest
from quizgen.quiz.write_manifest import to_json

MACHINE, FAULT = 3, 70
LONG = "x" * 300
RUN = "from quizgen.__main__ import run; run()"


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "mine.yaml").write_text(LETTERS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def shell(command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a Bash command in which `quizgen` is this program."""
    function = f'quizgen() {{ "{sys.executable}" -m quizgen "$@"; }}'
    return subprocess.run(
        ["bash", "-c", f"{function}\n{command}"],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def python(before: str, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program after some lines of Python."""
    return subprocess.run(
        [sys.executable, "-c", f"{before}\n{RUN}", *arguments],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("error", "told"),
    [
        ("KeyError('no such thing')", "KeyError: 'no such thing'"),
        ("RecursionError('too deep')", "RecursionError: too deep"),
        ("MemoryError()", "MemoryError"),
        ("ValueError('a\\x1b[31m\\n' + 'x' * 9999)", r"ValueError: a\x1b[31m xxx"),
    ],
)
def test_what_nobody_expected_is_one_line(error: str, told: str) -> None:
    fault = (
        f"import quizgen.project\ndef fail(*_): raise {error}\nquizgen.project.read_files = fail"
    )
    done = python(fault, "check", "mine.yaml")
    assert (done.returncode, done.stdout) == (FAULT, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"error[Q900]: quizgen has a fault: {told}")
    assert "(cli/" in line
    assert "issue tracker" in line
    assert len(line) < 600


def test_a_real_recursion() -> None:
    fault = (
        "import quizgen.project\ndef fail(*paths): return fail(*paths)\n"
        "quizgen.project.read_files = fail"
    )
    assert python(fault, "check", "mine.yaml").returncode == FAULT


def test_the_traceback_comes_on_request() -> None:
    fault = "import quizgen.project\nquizgen.project.read_files = None"
    told = python(fault, "check", "mine.yaml", QUIZGEN_TRACEBACK="1").stderr
    assert told.startswith("Traceback (most recent call last):")
    assert "error[Q900]" in told.splitlines()[-1]


def test_wrong_usage_is_no_fault() -> None:
    done = python("", "check", "--nothing")
    assert done.returncode == 2
    assert "No such option" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
@pytest.mark.parametrize(
    "command",
    ["check mine.yaml", "items mine.yaml", "explain", "kinds", "build", "anki mine.yaml", "--help"],
)
def test_a_full_standard_output(command: str) -> None:
    done = shell(f"quizgen {command} > /dev/full")
    assert done.returncode == MACHINE
    assert done.stderr.endswith("no space left on device\n")
    assert done.stderr.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
def test_a_full_standard_error() -> None:
    assert shell("quizgen build missing.yaml 2> /dev/full").returncode == 1


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&-", ">&- 2>&-", "<&- >&- 2>&-"])
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("quiz mine.yaml -o out", 0),
        ("build", 0),
        ("items mine.yaml", 0),
        ("check missing.yaml", 1),
        ("build missing.yaml", 1),
        ("check --nothing", 2),
        ("--help", 0),
    ],
)
def test_closed_streams(command: str, code: int, closed: str) -> None:
    done = shell(f"quizgen {command} {closed}")
    assert done.returncode == code
    assert "Traceback" not in done.stderr
    assert "Error: " not in done.stderr.replace("Error: No such option", "")


@pytest.mark.parametrize(
    ("command", "code"),
    [("explain", 0), ("items mine.yaml", 0), ("check missing.yaml", 1), ("--help", 0)],
)
def test_a_reader_that_has_gone(command: str, code: int) -> None:
    done = shell(f"quizgen {command} | true; exit ${{PIPESTATUS[0]}}")
    assert (done.returncode, done.stderr) == (code, "")


NO_LIBYAML = "import sys; sys.modules['yaml._yaml'] = None"


@pytest.mark.parametrize(
    "command", [("check", "mine.yaml"), ("build",), ("kinds",), ("items", "mine.yaml")]
)
def test_without_libyaml_the_program_says_what_to_install(command: tuple[str, ...]) -> None:
    done = python(NO_LIBYAML, *command)
    assert (done.returncode, done.stdout) == (MACHINE, "")
    (line,) = done.stderr.splitlines()
    assert "PyYAML was built without libyaml" in line
    assert line.endswith("pip install --force-reinstall --only-binary pyyaml pyyaml")


def test_without_libyaml_help_is_given() -> None:
    assert python(NO_LIBYAML, "--help").returncode == 0


def test_help_loads_no_parser() -> None:
    assert python("import sys; sys.modules['yaml'] = None", "--help").returncode == 0


def test_without_a_package() -> None:
    done = python("import sys; sys.modules['segno'] = None", "quiz", "mine.yaml", "--answer-sheet")
    assert done.returncode == MACHINE
    assert done.stderr == "error: the Python package `segno` is missing; install quizgen again\n"


@pytest.mark.parametrize(
    ("line", "code"),
    [(f"quiz: {{template: {LONG}}}", "Q505"), (f"anki: {{templates: {LONG}}}", "Q511")],
)
def test_a_folder_whose_name_is_too_long(line: str, code: str, folder: Path) -> None:
    path = folder / "mine.yaml"
    path.write_text(f"{LETTERS}{line}\n", encoding="utf-8")
    (problem,) = load_deck(path).diagnostics
    assert problem.code == code
    assert "file name too long" in problem.message
    assert (problem.place.line, problem.help) == (8, "check its name and permissions")


def test_a_template_that_cannot_be_ejected_there(folder: Path) -> None:
    result = CliRunner().invoke(main, ["template", "eject", LONG])
    assert result.exit_code == MACHINE
    assert result.output.startswith("error: cannot write ")
    assert [path.name for path in folder.iterdir()] == ["mine.yaml"]


# Root can read everything unless it drops that capability.
PLAIN = "-dac_override,-dac_read_search"
AS_ANYBODY = f"setpriv --bounding-set={PLAIN} --inh-caps={PLAIN} " if os.geteuid() == 0 else ""


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lets root give up its rights")
@pytest.mark.parametrize(
    ("line", "code"),
    [("quiz: {template: closed}", "Q505"), ("anki: {templates: closed}", "Q511")],
)
def test_a_folder_that_cannot_be_read(line: str, code: str, folder: Path) -> None:
    (folder / "mine.yaml").write_text(f"{LETTERS}{line}\n", encoding="utf-8")
    (folder / "closed").mkdir(mode=0)
    done = shell(f'{AS_ANYBODY}"{sys.executable}" -m quizgen check mine.yaml')
    assert done.returncode == 1
    assert f"error[{code}]" in done.stdout
    assert "cannot be read: permission denied\n --> mine.yaml:8:" in done.stdout


@pytest.fixture
def manifest(folder: Path) -> Path:
    made = ["quiz", "mine.yaml", "--versions", "2", "--pdf", "none", "-o", "printed"]
    assert CliRunner().invoke(main, made).exit_code == 0
    return folder / "printed" / "quiz.json"


def test_a_manifest_with_a_number_beyond_all_bounds(manifest: Path) -> None:
    document = json.loads(manifest.read_bytes())
    document["items"][0]["difficulty"] = 10**400
    manifest.write_text(json.dumps(document), encoding="utf-8")
    result = CliRunner().invoke(main, ["quiz", str(manifest)])
    assert result.exit_code == 1
    assert "error[Q532]" in result.output
    assert "`items[0].difficulty` is too large a number" in result.output


@pytest.mark.parametrize("name", ["matching", "AA", "a", "Б", ""])
def test_a_version_with_a_name_that_no_sheet_has(
    name: str, manifest: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = json.loads(manifest.read_bytes())
    document["versions"][0]["version"] = name
    # A forger can compute a manifest's fingerprint too.
    monkeypatch.setattr(Manifest, "fingerprint", document["fingerprint"])
    with pytest.raises(
        ValueError, match=r"`versions\[0\].version` is (not a letter from A to Z|empty)"
    ):
        manifest_of(json.dumps(document).encode())


def test_an_item_that_no_answer_sheet_holds(manifest: Path, folder: Path) -> None:
    made = read_manifest(manifest)
    options = tuple(f"option {number}" for number in range(13))
    items = (replace(made.items[0], options=options, key=(0,)), *made.items[1:])
    versions = tuple(replace(each, sections=_widened(each)) for each in made.versions)
    path = folder / "wide.json"
    path.write_bytes(to_json(replace(made, items=items, versions=versions)))
    assert CliRunner().invoke(main, ["quiz", str(path), "-o", "wide"]).exit_code == 0
    result = CliRunner().invoke(main, ["quiz", str(path), "-o", "sheet", "--answer-sheet"])
    assert result.exit_code == 1
    assert "error[Q537]: an answer sheet has room for 12 options in a row" in result.output
    assert not (folder / "sheet").exists()


def _widened(version: Version) -> tuple[tuple[ItemOrder, ...], ...]:
    """Return the places of a version, with 13 options for the first item."""
    return tuple(
        tuple(
            replace(place, options=tuple(range(13))) if place.item == 0 else place
            for place in section
        )
        for section in version.sections
    )


def test_the_reference_lists_the_exit_codes() -> None:
    reference = (ROOT / "docs" / "reference_pages.py").read_text(encoding="utf-8")
    for code in (0, 1, 2, MACHINE, FAULT, 130, 143):
        assert f"\n| {code} | " in reference
