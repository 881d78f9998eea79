"""Random edits of files, the same for each seed."""

from __future__ import annotations

import random
from pathlib import Path


class RandomEdits:
    """A folder to edit, the draws of a seed, and how many edits there were."""

    def __init__(self, folder: Path, seed: int) -> None:
        self._folder = folder
        self._draw = random.Random(seed)  # noqa: S311 - each seed gives the same edits
        self._count = 0
