"""Finds the shipped files: inside a wheel, or beside the package in a checkout."""

from __future__ import annotations

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


@cache
def shipped(folder: str) -> Path:
    """Return the path of a shipped folder (``templates`` or ``decks``).

    A wheel has the folders inside the package; a checkout and an editable install have them
    beside it. Raises FileNotFoundError for a broken installation.
    """
    inside, beside = _PACKAGE / folder, _PACKAGE.parent / folder
    if inside.is_dir():
        return inside
    if beside.is_dir() and (_PACKAGE.parent / "pyproject.toml").is_file():
        return beside
    raise FileNotFoundError(f"the folder `{folder}` is missing from quizgen; install quizgen again")
