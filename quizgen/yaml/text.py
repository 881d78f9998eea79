"""A deck file as text: read with bounds, decoded strictly, split into lines as YAML splits them."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, QuizgenError, did_you_mean
from quizgen.inputs import (
    IrregularFileError,
    TooLargeError,
    in_mebibytes,
    open_regular,
    read_regular,
)

MAX_BYTES = 32 * 1024 * 1024
_DECKS = (".yaml", ".yml")
_LINE_END = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
# What YAML 1.1 does not call printable; tabs and line ends are allowed.
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")


def split_lines(text: str) -> list[str]:
    """Split text into lines without their ends, counting lines as the YAML parser does."""
    return _LINE_END.split(text)


def is_printable(text: str) -> bool:
    """Tell whether YAML allows every character of the text to stand in a file."""
    return _UNPRINTABLE.search(text) is None


def read_text(path: Path) -> str:
    """Read a deck file, a byte order mark left out.

    Raises QuizgenError when it is missing, no regular file, unreadable, over 32 MiB, empty, or not
    UTF-8 text.
    """
    name = str(path)
    data = _read_bytes(path)
    if data.startswith(_OTHER_ENCODINGS):
        raise _refused("Q005", name, "the file is UTF-16, not UTF-8", "save it as UTF-8")
    if b"\x00" in data:
        raise _refused("Q005", name, "this is a binary file, not a deck", "give a .yaml file")
    text = _decode(name, data)
    bad = _UNPRINTABLE.search(text)
    if bad:
        message = f"the control character U+{ord(bad[0]):04X} cannot stand in a deck"
        raise QuizgenError(
            [Diagnostic("Q005", message, _place_at(name, text, bad.start()), "delete it")]
        )
    if not text.strip():
        raise _refused("Q004", name, "the file is empty", "start with `deck: an-id` and `title: …`")
    return text


def lines_to_show(path: Path) -> list[str]:
    """Return the lines of a file for showing what is wrong with it, none if it cannot be read or is no text.

    Where it is not UTF-8, replacement characters stand.
    """
    try:
        data = _read_bytes(path)
    except QuizgenError:
        return []
    # The rows of a workbook are not the lines of its file, and UTF-16 has bytes of zero as well.
    return [] if b"\x00" in data else split_lines(data.decode("utf-8-sig", "replace"))


def bytes_of(path: Path, most: int, what: str, suffixes: Collection[str]) -> bytes:
    """Return up to `most` bytes of another file that a command names, a roster (`what`) with one of the `suffixes`.

    Raises QuizgenError where it is missing, with the files beside it that have a name like it, a folder,
    no regular file, or unreadable.
    """
    with _telling(path, what, suffixes), open_regular(path) as stream:
        return stream.read(most)


@contextmanager
def _telling(path: Path, what: str, suffixes: Collection[str]) -> Iterator[None]:
    """Tell why a file cannot be read as QuizgenError."""
    name, ends = str(path), " or ".join(suffixes)
    try:
        yield
    except FileNotFoundError:
        fix = _similar_file(path, suffixes)
        raise _refused("Q001", name, "there is no such file", fix) from None
    except IsADirectoryError:
        message = f"this is a folder, not a {what}"
        raise _refused("Q002", name, message, f"give the {ends} file in it") from None
    except IrregularFileError:
        raise _refused("Q002", name, "this is not a regular file", f"give a {ends} file") from None
    except TooLargeError:
        raise
    except OSError as error:
        raise _unreadable(name, error) from None


def _read_bytes(path: Path) -> bytes:
    try:
        with _telling(path, "deck", _DECKS):
            return read_regular(path, MAX_BYTES)
    except TooLargeError:
        message = f"the file is larger than {in_mebibytes(MAX_BYTES)}"
        fix = "split the deck, or move rows into files named under `include`"
        raise _refused("Q006", str(path), message, fix) from None


def _decode(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        shown = f"byte 0x{data[error.start]:02X} is not UTF-8"
        place = _place_at(name, before, len(before))
        fix = "save the file as UTF-8 (it may be Latin-1 or Windows-1252 now)"
        raise QuizgenError([Diagnostic("Q005", shown, place, fix)]) from None


def _place_at(name: str, text: str, index: int) -> Place:
    lines = split_lines(text[:index])
    return Place(name, len(lines), len(lines[-1]) + 1)


def _refused(code: str, name: str, message: str, fix: str) -> QuizgenError:
    return QuizgenError([Diagnostic(code, message, Place(name), fix)])


def _unreadable(name: str, error: OSError) -> QuizgenError:
    reason = (error.strerror or str(error)).lower()
    return _refused(
        "Q003", name, f"the file cannot be read: {reason}", "check its name and permissions"
    )


def _similar_file(path: Path, suffixes: Collection[str]) -> str:
    if "\\" in path.name:
        return "write `/` between the folders and the file"
    if os.path.islink(path):  # noqa: PTH114 - Path.is_symlink raises for names that no file can have
        return "it is a link to a file that is not there: make the link anew"
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.suffix in suffixes]
    except OSError:
        return "check the path"
    return did_you_mean(path.name, names) or "check the path"


def names_a_deck(path: Path) -> bool:
    """Tell whether a YAML file seems to be a deck: a line of it begins with ``deck:``.

    The file may be in another encoding than a deck's.
    """
    try:
        data = _read_bytes(path)
    except QuizgenError:
        return False
    wide = data.startswith(_OTHER_ENCODINGS)
    text = data.decode("utf-16" if wide else "utf-8-sig", "replace")
    return any(line.startswith("deck:") for line in split_lines(text))


def is_text(path: Path) -> bool:
    """Tell whether a file can be read as a deck's text, whatever it says."""
    try:
        read_text(path)
    except QuizgenError:
        return False
    return True
