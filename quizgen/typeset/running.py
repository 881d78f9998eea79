"""Runs the typesetter over files in memory, and encodes its work and outcomes as messages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

import typst

from quizgen.sandbox.temporary import temporary_folder

# PDF/UA for screen readers, PDF/A for archives; both make a character without a glyph an error.
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
# PDF/A demands a date, and a clock would make two builds differ: 1 January 2000 visibly means no
# date.
_TIMESTAMP = 946_684_800
# Files that come with each document are parsed then, and need not be parsed before.
_NOTHING = {"main.typ": b""}


# Every process that typesets loads this module: dataclasses would take a sixth of its start.
class Work(NamedTuple):
    """Work for the typesetter: `files` by path, among them ``main.typ``, and folders with fonts.

    ``main.typ`` is compiled once with each of the `documents` as its ``data.json``. `pictures` lie
    beside it, separate because the other files must be text. With a `label`, nothing is printed:
    the outcome is the metadata under this label, as JSON.
    """

    files: Mapping[str, bytes]
    folders: tuple[str, ...]
    documents: tuple[str, ...]
    pictures: Mapping[str, bytes] = MappingProxyType({})
    label: str = ""


class Outcome(NamedTuple):
    """The outcome of a document: its `pdf`, or a `message` and a `diagnostic` with places.

    `stopped` is "time", "memory" or "crash" if the process did not end by itself.
    """

    pdf: bytes = b""
    message: str = ""
    diagnostic: str = ""
    warnings: tuple[str, ...] = ()
    stopped: str = ""


def run(work: Work) -> list[Outcome]:
    """Compile every document in this process, or look up the work's label in each."""
    if work.label:
        return [_asked(work, each) for each in work.documents]
    outcomes = []
    with _compiler(work, _NOTHING) as (compiler, root):
        for document in work.documents:
            _put(document, root)
            outcomes.append(_compile(compiler, work.files))
    return outcomes


def _asked(work: Work, document: str) -> Outcome:
    """Return the metadata under the work's label as an outcome."""
    with _compiler(work, work.files) as (compiler, root):
        _put(document, root)
        try:
            return Outcome(compiler.query(f"<{work.label}>", field="value").encode())
        except RuntimeError as error:
            return Outcome(message=str(error))


def _put(document: str, root: Path) -> None:
    # A file in memory would be parsed as a template.
    (root / "data.json").write_bytes(document.encode())


@contextmanager
def _compiler(work: Work, files: Mapping[str, bytes]) -> Iterator[tuple[typst.Compiler, Path]]:
    """Yield a compiler of files in memory, and the folder where it looks for others."""
    # The typesetter looks for other files under the root and in the package folders. The root holds
    # only the data and the pictures, and the package folders are empty.
    with temporary_folder() as root, temporary_folder() as empty:
        for name, picture in work.pictures.items():
            (root / name).write_bytes(picture)
        compiler = typst.Compiler(  # type: ignore[misc]  # the stubs leave out files in memory
            files,
            root=str(root),
            font_paths=list(work.folders),
            ignore_system_fonts=True,
            package_path=str(empty),
            package_cache_path=str(empty),
        )
        yield compiler, root


def _compile(compiler: typst.Compiler, files: Mapping[str, bytes]) -> Outcome:
    try:
        pdf, warnings = compiler.compile_with_warnings(
            files,  # type: ignore[type-var]  # the stubs leave out files in memory
            format="pdf",
            pdf_standards=_STANDARDS,
            timestamp=_TIMESTAMP,
        )
    except typst.TypstError as error:
        return Outcome(message=error.message, diagnostic=error.diagnostic)
    if not isinstance(pdf, bytes):
        return Outcome(message="nothing was made")
    return Outcome(
        pdf,
        diagnostic="\n".join(warning.diagnostic for warning in warnings),
        warnings=tuple(warning.message for warning in warnings),
    )


def order_of(work: Work) -> bytes:
    """Encode the work as a message, which `ordered` reads."""
    parts = [*work.files.values(), *work.pictures.values(), *map(str.encode, work.documents)]
    header = [list(work.files), list(work.folders), list(work.pictures), [work.label]]
    return framed(header, parts)


def framed(header: object, parts: Sequence[bytes]) -> bytes:
    """Join parts into a message under a header that JSON can hold."""
    head = json.dumps({"header": header, "sizes": [len(part) for part in parts]}).encode()
    return b"".join([head, b"\n", *parts])


def unframed(message: bytes) -> tuple[list[list[str]], list[bytes]]:
    """Return the header and the parts of a message."""
    head, _, rest = message.partition(b"\n")
    read = json.loads(head)
    parts, start = [], 0
    for size in read["sizes"]:
        parts.append(rest[start : start + size])
        start += size
    return read["header"], parts


def sent(outcomes: Sequence[Outcome]) -> bytes:
    """Encode outcomes as a message, which `received` reads."""
    header = [[each.message, each.diagnostic, *each.warnings] for each in outcomes]
    return framed(header, [each.pdf for each in outcomes])


def received(message: bytes) -> list[Outcome]:
    """Decode the outcomes in a message."""
    header, pdfs = unframed(message)
    return [
        Outcome(pdf, told, diagnostic, tuple(warnings))
        for (told, diagnostic, *warnings), pdf in zip(header, pdfs, strict=True)
    ]


def ordered(message: bytes) -> Work:
    """Decode the work in a message."""
    (names, folders, shown, [label]), parts = unframed(message)
    files = dict(zip(names, parts, strict=False))
    pictures = dict(zip(shown, parts[len(names) :], strict=False))
    documents = parts[len(names) + len(shown) :]
    return Work(files, tuple(folders), tuple(each.decode() for each in documents), pictures, label)
