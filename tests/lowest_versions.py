"""Print the lowest versions that pyproject.toml allows of what quizgen runs on, as constraints for pip.

It needs nothing but Python, so it can run before anything is installed.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

_PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
# The extras that a user installs; the packages of the extra `test` stay newest.
_EXTRAS = ("zstd", "xlsx")
_REQUIREMENT = re.compile(r"([A-Za-z0-9_.-]+)>=([0-9.]+)(?:,<[0-9.]+)?")


def lowest(pyproject: str) -> dict[str, str]:
    """Return the lowest version of each requirement; raise ValueError for one without a lower bound."""
    project = tomllib.loads(pyproject)["project"]
    extras = project["optional-dependencies"]
    required = [*project["dependencies"], *(each for name in _EXTRAS for each in extras[name])]
    return dict(map(_bound, required))


def _bound(requirement: str) -> tuple[str, str]:
    found = _REQUIREMENT.fullmatch(requirement)
    if not found:
        raise ValueError(f"`{requirement}` does not say `name>=version`")
    return found[1], found[2]


if __name__ == "__main__":
    for name, version in lowest(_PYPROJECT.read_text(encoding="utf-8")).items():
        print(f"{name}=={version}")
