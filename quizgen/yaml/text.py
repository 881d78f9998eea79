"""Reads deck files as text: within limits, decoded strictly, split into lines like YAML."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, QuizgenError, did_you_mean
from quizgen.late import late_pattern
from quizgen.sandbox.inputs import (
    IrregularFileError,
    TooLargeError,
    in_mebibytes,
    open_regular,
    read_regular,
    reason_of,
)

MAX_BYTES = 32 * 1024 * 1024
_DECKS = (".yaml", ".yml")
_RARE_LINE_ENDS = "\r\x85\u2028\u2029"
_LINE_END = late_pattern("\r\n|[\n\r\x85\u2028\u2029]")
# The characters that YAML 1.1 does not allow; tabs and line ends are allowed.
_UNPRINTABLE = late_pattern(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]"
)
# A packed file (Word, OpenDocument), an old document of Word, and a PDF.
_BINARIES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF")
_DOCUMENTS = {
    ".docx": "a Word document",
    ".doc": "a Word document",
    ".odt": "an OpenDocument text",
    ".rtf": "a formatted text",
    ".pdf": "a PDF file",
    ".xlsx": "a workbook",
    ".apkg": "an Anki package",
}
_AS_UTF_8 = "save the file as UTF-8: editors offer it under “Save as” or “Encoding”"
_OTHER_ENCODINGS = (b"\xff\xfe", b"\xfe\xff")


def split_lines(text: str) -> list[str]:
    """Split text into lines without their ends, counting lines as the YAML parser does."""
    if any(end in text for end in _RARE_LINE_ENDS):
        return _LINE_END.split(text)
    return text.split("\n")


def is_printable(text: str) -> bool:
    """Tell whether YAML allows every character of the text."""
    return _UNPRINTABLE.search(text) is None


def read_text(path: Path) -> str:
    """Return the text of a deck file without a byte order mark.

    Raises QuizgenError if it is missing, not a regular file, unreadable, over 32 MiB, empty, or
    not UTF-8 text.
    """
    name = str(path)
    data = _read_bytes(path)
    if data.startswith(_OTHER_ENCODINGS):
        raise _refused(
            "Q005",
            name,
            "the file is saved in an encoding (UTF-16) that decks cannot have",
            _AS_UTF_8,
        )
    if b"\x00" in data or data.startswith(_BINARIES):
        raise _refused("Q005", name, *_binary(path))
    return checked_text(name, _decode(name, data))


def checked_text(name: str, text: str) -> str:
    """Return the text of the deck file `name`, if it may stand in one.

    Raises QuizgenError if it is empty or contains a control character.
    """
    bad = _UNPRINTABLE.search(text)
    if bad:
        message = f"a deck cannot contain the control character U+{ord(bad[0]):04X}"
        raise QuizgenError(
            [Diagnostic("Q005", message, _place_at(name, text, bad.start()), "delete it")]
        )
    if not text.strip():
        fix = "start with `deck: an-id` and `title: …`, or type: quizgen new my-deck"
        raise _refused("Q004", name, "the file is empty", fix)
    return text


def lines_to_show(path: Path) -> list[str]:
    """Return the lines of a file to show in a message, none if it is unreadable or not text.

    Bytes that are not UTF-8 become replacement characters.
    """
    try:
        data = _read_bytes(path)
    except QuizgenError:
        return []
    # A workbook is a binary file, and UTF-16 has zero bytes as well.
    return [] if b"\x00" in data else split_lines(data.decode("utf-8-sig", "replace"))


def bytes_of(path: Path, most: int, what: str, suffixes: Collection[str]) -> bytes:
    """Return up to `most` bytes of a file that is not a deck; `what` is its name in messages.

    Raises QuizgenError if the file is missing, a folder, not a regular file, or unreadable. For a
    missing file, the message suggests similar names with one of the `suffixes`.
    """
    with _explaining(path, what, suffixes), open_regular(path) as stream:
        return stream.read(most)


@contextmanager
def _explaining(path: Path, what: str, suffixes: Collection[str]) -> Iterator[None]:
    """Turn the errors of reading a file into QuizgenError."""
    name, ends = str(path), " or ".join(suffixes)
    try:
        yield
    except FileNotFoundError:
        fix = _similar_file(path, suffixes)
        raise _refused("Q001", name, "this file does not exist", fix) from None
    except IsADirectoryError:
        message = f"this is a folder, not a {what}"
        raise _refused("Q002", name, message, _file_in(path, ends, suffixes)) from None
    except IrregularFileError:
        raise _refused("Q002", name, "this is not a regular file", f"give a {ends} file") from None
    except TooLargeError:
        raise
    except OSError as error:
        raise _unreadable(name, error) from None


def _read_bytes(path: Path) -> bytes:
    try:
        with _explaining(path, "deck", _DECKS):
            return read_regular(path, MAX_BYTES)
    except TooLargeError:
        message = f"the file is larger than {in_mebibytes(MAX_BYTES)}"
        fix = "split the deck, or move rows into files named under `include`"
        raise _refused("Q006", str(path), message, fix) from None


def _file_in(folder: Path, ends: str, suffixes: Collection[str]) -> str:
    """Return which file of a folder to give instead of it."""
    with suppress(OSError):
        found = sorted(each for each in folder.iterdir() if each.suffix in suffixes)
        if found:
            return f"give the file in it: {found[0]}"
    return f"give the {ends} file in it"


def _decode(name: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        byte = f"byte 0x{data[error.start]:02X}"
        shown = f"this letter cannot be read: the file is in an older encoding, not UTF-8 ({byte})"
        place = _place_at(name, before, len(before))
        fix = f"{_AS_UTF_8} (it may be Latin-1 or Windows-1252 now)"
        raise QuizgenError([Diagnostic("Q005", shown, place, fix)]) from None


def _binary(path: Path) -> tuple[str, str]:
    """Return what a file is that is no text, and what to do."""
    what = _DOCUMENTS.get(path.suffix.lower())
    if what:
        fix = "copy its text into a text editor, and save that as a .yaml file"
        return f"this is {what}, and a deck is a plain text file", fix
    return "this is a binary file, not a deck", "give a .yaml file"


def _place_at(name: str, text: str, index: int) -> Place:
    lines = split_lines(text[:index])
    return Place(name, len(lines), len(lines[-1]) + 1)


def _refused(code: str, name: str, message: str, fix: str) -> QuizgenError:
    return QuizgenError([Diagnostic(code, message, Place(name), fix)])


def _unreadable(name: str, error: OSError) -> QuizgenError:
    reason = reason_of(error)
    return _refused(
        "Q003", name, f"the file cannot be read: {reason}", "check its name and permissions"
    )


def _similar_file(path: Path, suffixes: Collection[str]) -> str:
    if "\\" in path.name:
        return "write `/` between the folders and the file"
    if os.path.islink(path):  # noqa: PTH114 - Path.is_symlink raises for names that no file can have
        return "it is a link to a file that is not there: make the link anew"
    if path.with_name(f"{path.name}.txt").is_file():
        return (
            f"your editor saved it as `{path.name}.txt`: rename it to `{path.name}`, "
            "or save it again with the file type “All files”"
        )
    try:
        names = [entry.name for entry in path.parent.iterdir() if entry.suffix in suffixes]
    except OSError:
        return "check the path"
    return did_you_mean(path.name, names) or "check the path"


def names_a_deck(path: Path) -> bool:
    """Tell whether a YAML file seems to be a deck, in any encoding: a line begins ``deck:``."""
    try:
        data = _read_bytes(path)
    except QuizgenError:
        return False
    wide = data.startswith(_OTHER_ENCODINGS)
    text = data.decode("utf-16" if wide else "utf-8-sig", "replace")
    return any(line.startswith("deck:") for line in split_lines(text))


def is_text(path: Path) -> bool:
    """Tell whether quizgen can read a file as the text of a deck."""
    try:
        read_text(path)
    except QuizgenError:
        return False
    return True
