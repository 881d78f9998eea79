"""Runs drivers with a Python that has Anki's desktop program."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

# A Python with Anki's desktop program, "" for none.
PYTHON = os.environ.get("QUIZGEN_ANKI_PYTHON") or (sys.executable if find_spec("aqt") else "")


def driven(driver: str, folder: Path, *args: str) -> dict[str, Any]:
    """Run a driver in the folder, and return what it tells."""
    path = Path(__file__).parent / driver
    command = [PYTHON, str(path), str(folder / "base"), *args]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, timeout=600, env=clean, cwd=folder
    )
    assert done.returncode == 0, done.stderr
    told: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return told
