"""Print the installed versions of all dependencies beside the bounds in pyproject.toml."""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

_PYPROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"
_NAME = re.compile(r"[A-Za-z0-9_.-]+")


def installed(pyproject: str) -> list[tuple[str, str, str]]:
    """Return each requirement's name, bounds and installed version, including extras."""
    project = tomllib.loads(pyproject)["project"]
    extras = project["optional-dependencies"].values()
    required = dict.fromkeys(
        [*project["dependencies"], *(each for extra in extras for each in extra)]
    )
    return [_row(requirement) for requirement in required]


def _row(requirement: str) -> tuple[str, str, str]:
    found = _NAME.match(requirement)
    name = found[0] if found else requirement
    try:
        return name, requirement[len(name) :], version(name)
    except PackageNotFoundError:
        return name, requirement[len(name) :], "missing"


if __name__ == "__main__":
    print(f"{'python':26} {'':16} {sys.version.split()[0]}")
    for package, bounds, found in installed(_PYPROJECT.read_text(encoding="utf-8")):
        print(f"{package:26} {bounds:16} {found}")
