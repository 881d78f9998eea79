"""What saving gives back: the files that were written, and warnings."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from quizgen.diagnostics import Diagnostic


@dataclass(frozen=True, slots=True)
class Saved:
    """The files that were written, and warnings: none of `problems` is an error."""

    files: tuple[Path, ...]
    problems: tuple[Diagnostic, ...] = ()
