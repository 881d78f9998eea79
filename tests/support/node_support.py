"""Packages of npm that judge quizgen's files, fetched into a temporary folder.

Continuous integration has Node.js, so that there its absence is an error; elsewhere it is a skip.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

# So many seconds a program may take.
_MOST_SECONDS = 300


def require_node() -> None:
    """Skip the test without Node.js and npm; in continuous integration, fail it."""
    missing = [name for name in ("node", "npm") if shutil.which(name) is None]
    if missing and os.environ.get("CI"):
        pytest.fail(f"{' and '.join(missing)} must be installed here")
    if missing:
        pytest.skip(f"{' and '.join(missing)} is not installed")


def install(folder: Path, *packages: str) -> Path:
    """Install packages (``name@version``) into a folder, and return it; their scripts don't run.

    Skips the test if that fails, except in continuous integration.
    """
    require_node()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package.json").write_text(json.dumps({"name": "judge", "private": True}))
    flags = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-progress", "--loglevel=error"]
    command = ["npm", "install", *flags, *packages]
    made = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, timeout=_MOST_SECONDS, check=False
    )
    if made.returncode:
        message = f"npm can't install {' '.join(packages)}: {made.stderr[-500:]}"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return folder


def run_script(folder: Path, script: str, given: object = None) -> object:
    """Return what a module of JavaScript prints as JSON.

    It runs in the folder of `install`, whose packages it may import, and reads `given` as JSON
    from its standard input. Raises AssertionError with its error output if it fails.
    """
    path = folder / "judge.mjs"
    path.write_text(script, encoding="utf-8")
    made = subprocess.run(
        ["node", path.name],
        cwd=folder,
        input=json.dumps(given),
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=_MOST_SECONDS,
        check=False,
    )
    assert made.returncode == 0, made.stderr[-2000:]
    return json.loads(made.stdout)


class Judge:
    """A module of JavaScript that answers question after question: much faster than one run each.

    The script defines `answer(given)`; what it returns is the answer, and what it throws raises
    JudgeError. It runs in the folder of `install`.
    """

    _LOOP = """
import { createInterface } from "node:readline";
for await (const line of createInterface({ input: process.stdin })) {
  let reply;
  try { reply = { made: await answer(JSON.parse(line)) }; }
  catch (error) { reply = { error: String(error?.message ?? error) }; }
  console.log(JSON.stringify(reply));
}
"""

    def __init__(self, folder: Path, script: str, name: str = "judge-loop.mjs") -> None:
        path = folder / name
        path.write_text(script + self._LOOP, encoding="utf-8")
        self._node = subprocess.Popen(
            ["node", path.name],
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )

    def __call__(self, given: object) -> Any:  # noqa: ANN401 - whatever the script returns
        """Return the answer to what is given, both as JSON."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.write(f"{json.dumps(given)}\n")
        self._node.stdin.flush()
        reply = json.loads(self._node.stdout.readline())
        if "error" in reply:
            raise JudgeError(reply["error"])
        return reply["made"]

    def close(self) -> None:
        """End the process."""
        assert self._node.stdin is not None
        assert self._node.stdout is not None
        self._node.stdin.close()
        self._node.wait(timeout=_MOST_SECONDS)
        self._node.stdout.close()


class JudgeError(Exception):
    """What a judge's script threw."""
