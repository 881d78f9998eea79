"""Why markup cannot be shown, in words."""

from __future__ import annotations

from msgspec import Struct


class Fault(Struct, frozen=True):
    """What is wrong with a piece of markup (`source`, as its author wrote it), and the mend."""

    message: str
    fix: str
    source: str = ""
