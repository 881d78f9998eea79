"""Ctrl-C and SIGTERM at any moment: exit code 130 or 143, and nothing left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from deck_support import LETTERS, THOROUGH

INTERRUPTED = 130
# Sends itself SIGINT when an audit event's arguments first contain a text.
AT_AN_EVENT = """\
import os, signal, sys
event, text = sys.argv.pop(1), sys.argv.pop(1)
seen = []
def hook(name, arguments):
    if name == event and not seen and any(text in str(each) for each in arguments):
        seen.append(name)
        os.kill(os.getpid(), signal.SIGINT)
sys.addaudithook(hook)
from quizgen.__main__ import run
run()
"""
# Cleans up while another thread is just about to make a temporary folder.
A_LATE_FOLDER = """\
import sys, threading
from quizgen.sandbox.temporary import remove_folders, temporary_folder
begun, cleaned = threading.Event(), threading.Event()
def hook(name, arguments):
    if name == "os.mkdir":
        begun.set()
        cleaned.wait(0.3)
def work():
    with temporary_folder():
        threading.Event().wait()
sys.addaudithook(hook)
threading.Thread(target=work, daemon=True).start()
begun.wait()
remove_folders()
cleaned.set()
threading.Event().wait(0.3)
"""
READY = """\
from quizgen.__main__ import run
print("ready", flush=True)
run()
"""


def everything(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return laid(tmp_path)


def laid(folder: Path) -> Path:
    for name in ("work", "tmp"):
        (folder / name).mkdir()
    (folder / "work" / "mine.yaml").write_text(LETTERS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Return what a build that nobody interrupts leaves."""
    folder = laid(tmp_path_factory.mktemp("whole"))
    started(folder, READY, "build").communicate()
    return everything(folder / "work")


def heed_interrupts() -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def started(folder: Path, script: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, *arguments],
        # A shell that runs the tests in the background has them ignore Ctrl-C.
        preexec_fn=heed_interrupts,  # noqa: PLW1509 - no thread runs meanwhile
        cwd=folder / "work",
        env={**os.environ, "TMPDIR": str(folder / "tmp"), "SOURCE_DATE_EPOCH": "1700000000"},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize(
    ("event", "text"),
    [
        ("import", "click"),
        ("import", "quizgen.cli"),
        ("import", "babel"),
        ("import", "typst"),
        ("open", "mine.yaml"),
        ("open", "items.typ"),
        # While the typesetter's folders are made and removed.
        ("os.mkdir", "quizgen-"),
        ("shutil.rmtree", "quizgen-"),
        ("sqlite3.connect", ""),
        # While the outputs are written and renamed.
        ("os.mkdir", "build"),
        ("os.rename", ""),
    ],
)
def test_an_event_of_a_build(event: str, text: str, folder: Path, whole: dict[str, bytes]) -> None:
    before = everything(folder / "work")
    process = started(folder, AT_AN_EVENT, event, text, "build")
    output, errors = process.communicate()
    assert (process.returncode, output, errors.strip()) == (INTERRUPTED, "", "")
    assert list((folder / "tmp").iterdir()) == []
    assert everything(folder / "work") in (before, whole)


def test_a_folder_that_another_thread_is_making(folder: Path) -> None:
    _, errors = started(folder, A_LATE_FOLDER).communicate()
    assert errors == ""
    assert list((folder / "tmp").iterdir()) == []


def test_moments_of_a_build(folder: Path) -> None:
    clean = started(folder, READY, "build")
    begin = time.monotonic()
    clean.communicate()
    taken = time.monotonic() - begin
    whole = everything(folder / "work")
    moments = 12 if THOROUGH else 3
    for moment in range(1, moments + 1):
        process = started(folder, READY, "build")
        assert process.stdout
        assert process.stdout.readline() == "ready\n"
        time.sleep(taken * moment / moments)
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate()
        assert process.returncode in {INTERRUPTED, 0}
        assert "Traceback" not in errors
        assert list((folder / "tmp").iterdir()) == []
        assert everything(folder / "work") == whole


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux lists processes in /proc")
@pytest.mark.parametrize(
    ("sent", "code"),
    [(signal.SIGINT, INTERRUPTED), (signal.SIGTERM, 143), (signal.SIGKILL, -signal.SIGKILL)],
)
def test_the_typesetter_ends_as_well(sent: signal.Signals, code: int, folder: Path) -> None:
    looks = folder / "work" / "looks"
    looks.mkdir()
    endless = "#let contract = 1\n#let style(body) = { for i in range(1000000000) { i }; body }\n"
    (looks / "user.typ").write_text(endless, encoding="utf-8")
    before = everything(folder / "work")
    process = started(folder, READY, "quiz", "mine.yaml", "--template", "looks")
    children = wait_for_children(process)
    process.send_signal(sent)
    process.communicate()
    assert process.returncode == code
    assert everything(folder / "work") == before
    if sent == signal.SIGKILL:
        # Nobody is left to wait for the typesetter, which notices that by itself.
        wait_for_end(children)
        return
    assert not any(map(is_running, children))
    assert list((folder / "tmp").iterdir()) == []


def is_running(process: int) -> bool:
    try:
        status = Path(f"/proc/{process}/stat").read_text("utf-8", "replace")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] != "Z"


def wait_for_end(children: list[int]) -> None:
    for _ in range(6000):
        if not any(map(is_running, children)):
            return
        time.sleep(0.01)
    pytest.fail("the typesetter goes on")


def wait_for_children(process: subprocess.Popen[str]) -> list[int]:
    while process.poll() is None:
        children = [pid for pid, parent in processes() if parent == process.pid]
        if children:
            return children
        time.sleep(0.01)
    pytest.fail("the typesetter was not started")


def processes() -> list[tuple[int, int]]:
    """Return the running processes and their parents."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            status = path.read_text("utf-8", "replace")
        except OSError:
            continue
        found.append((int(path.parent.name), int(status.rpartition(")")[2].split()[1])))
    return found


def test_a_second_interrupt_changes_nothing(folder: Path) -> None:
    process = started(folder, READY, "build")
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    time.sleep(0.3)
    for _ in range(20):
        process.send_signal(signal.SIGINT)
        time.sleep(0.001)
    _, errors = process.communicate()
    assert (process.returncode, errors.strip()) == (INTERRUPTED, "")
    assert list((folder / "tmp").iterdir()) == []


def test_a_run_that_ignores_interrupts_goes_on(folder: Path) -> None:
    script = f"import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\n{AT_AN_EVENT}"
    process = started(folder, script, "open", "mine.yaml", "check")
    output, _ = process.communicate()
    told = "mine.yaml: no problems in 4 facts\nNext: quizgen build mine.yaml\n"
    assert (process.returncode, output) == (0, told)
