"""Standard input in the place of a file: its bytes, as read once."""

from __future__ import annotations

from pathlib import Path

# The name under which messages show it; other files that a deck names lie in the current folder.
STDIN = Path("<stdin>")


class _Held:
    """What a process has read from its standard input; None if it has read nothing."""

    data: bytes | None = None


def hold(data: bytes | None) -> None:
    """Let `data` be the content of `STDIN` from now on; with None, `STDIN` is an ordinary name."""
    _Held.data = data


def held(path: Path) -> bytes | None:
    """Return the bytes of standard input if `path` stands for it, else None."""
    return _Held.data if path == STDIN else None
