"""Reads the file of an article as blocks: text, Markdown, a web page, PDF or Word."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.grounding.blocks import Block, blocks_of
from quizgen.sandbox.inputs import in_mebibytes
from quizgen.sandbox.limits import StoppedError, run_limited
from quizgen.tables.text import NoTextError, decoded
from quizgen.yaml.text import bytes_of

_TEXTS = (".txt", ".md", ".markdown", ".text", "")
# What each sort of document is read by: the reader, and the package with its module.
_DOCUMENTS = {
    ".html": ("html", "lxml", "lxml"),
    ".htm": ("html", "lxml", "lxml"),
    ".xhtml": ("html", "lxml", "lxml"),
    ".pdf": ("pdf", "pypdfium2", "pypdfium2"),
    ".docx": ("docx", "python-docx", "docx"),
}
SUFFIXES = (".txt", ".md", ".html", ".pdf", ".docx")
_MOST_BYTES = 32 * 1024 * 1024
# A long book.
_MOST_CHARACTERS = 2_000_000
_SECONDS = 60
_MEGABYTES = 512
_STOPPED = {
    "time": f"reading the text takes more than {_SECONDS} seconds",
    "memory": f"reading the text takes more than {_MEGABYTES} MB of memory",
    "crash": "the file is damaged",
}
_AS_TEXT = "save the article as text"


def read_blocks(path: Path) -> tuple[Block, ...]:
    """Return the blocks of the article in a file.

    Raises QuizgenError if the file cannot be read: with exit code 3 if a package is missing.
    """
    suffix = path.suffix.lower()
    if suffix in _DOCUMENTS:
        return _document(path, *_DOCUMENTS[suffix])
    if suffix not in _TEXTS:
        message = f"quizgen cannot read texts in {suffix} files"
        raise _refused(path, message, f"save it as one of {', '.join(SUFFIXES)}")
    return _plain(path)


def _plain(path: Path) -> tuple[Block, ...]:
    """Return the blocks of a text in UTF-8, UTF-16 or Windows-1252."""
    try:
        text = decoded(_bytes(path)).text
    except NoTextError:
        fix = f"give one of {', '.join(SUFFIXES)}"
        raise _refused(path, "this file is not text", fix) from None
    if len(text) > _MOST_CHARACTERS:
        raise _too_long(path)
    return blocks_of(text)


def _bytes(path: Path) -> bytes:
    data = bytes_of(path, _MOST_BYTES + 1, "text", SUFFIXES)
    if len(data) > _MOST_BYTES:
        message = f"the file is larger than {in_mebibytes(_MOST_BYTES)}"
        raise _refused(path, message, _AS_TEXT)
    return data


def _document(path: Path, reader: str, package: str, module: str) -> tuple[Block, ...]:
    data = _bytes(path)
    if find_spec(module) is None:
        message = f"reading {path.suffix.lower()} needs the package {package}"
        fix = f"pip install 'quizgen[grounding]', or {_AS_TEXT}"
        raise _refused(path, message, fix, exit_code=3)
    try:
        answered = run_limited(
            "quizgen.grounding.documents", [reader], data, seconds=_SECONDS, megabytes=_MEGABYTES
        )
    except StoppedError as error:
        raise _refused(path, _STOPPED[error.reason], _AS_TEXT) from None
    told = json.loads(answered)
    if "too long" in told:
        raise _too_long(path)
    if "blocks" not in told:
        raise _refused(path, _STOPPED["crash"], f"save it again, or {_AS_TEXT}")
    return tuple(Block(text, is_heading) for text, is_heading in told["blocks"])


def _too_long(path: Path) -> QuizgenError:
    message = f"the text has more than {_MOST_CHARACTERS:,} characters"
    return _refused(path, message, "keep the part that the facts come from")


def _refused(path: Path, message: str, fix: str, exit_code: int = 1) -> QuizgenError:
    return QuizgenError([Diagnostic("Q605", message, Place(str(path)), fix)], exit_code)
