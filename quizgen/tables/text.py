"""Decodes the bytes of a table, whichever program saved it."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# The first bytes of workbooks from older versions of Excel, and of those with a password.
_OLD_WORKBOOK = bytes.fromhex("d0cf11e0a1b11ae1")
# The bytes that Windows-1252 leaves out, and its characters where Latin-1 has none.
_UNUSED = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
_WINDOWS = {
    byte: bytes([byte]).decode("cp1252") for byte in range(0x80, 0xA0) if byte not in _UNUSED
}
_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Signs and capitals of Windows-1252 within a word are letters in another encoding, and so are bytes
# that it does not have: text in Mac Roman, read as Windows-1252, has MŸller for Müller and RenŽ for
# René.
_STRANGE = re.compile(
    r"[\x81\x8d\x8f\x90\x9d]"
    r"|[ƒ†‡\u02c6\u02dc…€‰•](?=[a-zß-ÿ])"
    r"|(?<=[^\W\d_])[ŠŽŸŒ](?=[a-zß-ÿ])"
    r"|(?<=[a-zß-ÿ])[ŠŽŸŒ]"
)


class NoTextError(Exception):
    """The bytes cannot be read as text; `fix` says what to do."""

    def __init__(self, message: str, fix: str) -> None:
        self.message, self.fix = message, fix
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class TableText:
    """A table as text; `doubtful` is the first line that looks like another encoding.

    Lines count from 1; 0 means that there is none.
    """

    text: str
    doubtful: int = 0


def decoded(data: bytes) -> TableText:
    """Return the text of a table: UTF-8, UTF-16 with its mark or without, or Windows-1252.

    Raises NoTextError for workbooks and for bytes that no text contains.
    """
    if data.startswith(_OLD_WORKBOOK):
        message = "this is a workbook of an older Excel version (.xls), or it has a password"
        raise NoTextError(message, "save it as .xlsx without a password, or as CSV")
    if data.startswith(_MARKS):
        return TableText(data.decode("utf-16", errors="replace"))
    if b"\0" in data:
        return TableText(_without_mark(data))
    try:
        return TableText(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _western(data)


def _without_mark(data: bytes) -> str:
    """Return UTF-16 in the byte order that the zeros of its commas and line ends show."""
    zeros = data[::2].count(0), data[1::2].count(0)
    encoding = "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = "\0"
    if min(zeros) or "\0" in text:
        raise NoTextError(
            "the file contains bytes that no text has", "save the table as CSV in UTF-8"
        )
    return text


def _western(data: bytes) -> TableText:
    """Return the text of what Excel in Western countries calls plain CSV."""
    # Latin-1 has a character for every byte, including those that Windows-1252 leaves out.
    text = data.decode("latin-1").translate(_WINDOWS)
    found = _STRANGE.search(text)
    doubtful = text.count("\n", 0, found.start()) + 1 if found else 0
    return TableText(text.translate(dict.fromkeys(_UNUSED, 0xFFFD)), doubtful)
