"""Opens a place of a deck in the author's editor: by an address, or by a command of the author."""

from __future__ import annotations

import shlex
import subprocess
from pathlib import Path
from urllib.parse import quote

from quizgen.diagnostics import Place


class EditorError(ValueError):
    """A command that names no file."""


class Editor:
    """The author's editor: `command` is a template with ``{file}``, "" for none.

    ``{line}`` and ``{column}`` may stand in it as well. No shell reads it. Raises EditorError if
    the command is broken, or lacks ``{file}``.
    """

    def __init__(self, command: str = "") -> None:
        try:
            self._parts = shlex.split(command)
        except ValueError as error:
            raise EditorError(str(error)) from None
        if self._parts and not any("{file}" in part for part in self._parts[1:]):
            raise EditorError("it lacks {file}")

    @property
    def has_command(self) -> bool:
        """Return whether the author named a command."""
        return bool(self._parts)

    def arguments(self, place: Place) -> list[str]:
        """Return the command that opens a place, as arguments."""
        path = str(Path(place.file).absolute())
        values = {"{line}": str(place.line or 1), "{column}": str(place.column or 1)}
        return [_with_values(part, {**values, "{file}": path}) for part in self._parts]

    def open(self, place: Place) -> None:
        """Start the command without waiting for its end; raises OSError if it cannot start."""
        subprocess.Popen(  # noqa: S603 - the author's own command, and no shell
            self.arguments(place),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )


def _with_values(part: str, values: dict[str, str]) -> str:
    # The file comes last, since its name may hold the other two.
    for name, value in values.items():
        part = part.replace(name, value)
    return part


def address_of(place: Place) -> str:
    """Return the address by which Visual Studio Code opens a place."""
    path = Path(place.file).absolute().as_posix()
    begin = "" if path.startswith("/") else "/"
    return f"vscode://file{begin}{quote(path)}:{place.line or 1}:{place.column or 1}"
