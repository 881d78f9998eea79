"""Patterns that are compiled when they are first used: most runs need few of them."""

from __future__ import annotations

import re
from typing import cast


class _Late:
    """Stands for a pattern, and has each of its methods once somebody needs it."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._pattern = pattern
        self._flags = flags

    def __getattr__(self, name: str) -> object:
        found = getattr(re.compile(self._pattern, self._flags), name)
        # The next time, Python finds it without asking here.
        setattr(self, name, found)
        return found


def late_pattern(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what works like `re.compile(pattern, flags)`, and is compiled at its first use."""
    return cast("re.Pattern[str]", _Late(pattern, flags))
