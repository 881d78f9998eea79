"""Runs of the typesetter over files in memory, in this process or in others with limits."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar

import typst

from quizgen.temporary import temporary_folder
from quizgen.typeset.children import Children

T = TypeVar("T")
# PDF/UA for screen readers, PDF/A for archives; under both, a character without a glyph is an error.
_STANDARDS: list[typst.PDFStandard] = ["a-2a", "ua-1"]
# PDF/A demands a date, and a clock would make two builds differ: 1 January 2000, visibly no date of anything.
_TIMESTAMP = 946_684_800
# The typesetter keeps what it has set, some 150 MB for a thousand items; a process ends after about so many.
_MOST_WEIGHT = 1200
_MOST_PROCESSES = 8
_PROXIES = [
    name for each in ("http_proxy", "https_proxy", "all_proxy") for name in (each, each.upper())
]
# What the worker says by its exit code.
TOO_LARGE = 77


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a process may take, in seconds, and how much memory, in megabytes."""

    seconds: float
    megabytes: int


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be typeset: `files` by their paths, of which ``main.typ`` is compiled, and folders with fonts.

    It is compiled once with each of the `documents` as its ``data.json``. `pictures` lie beside it: files
    in memory must be text.
    """

    files: Mapping[str, bytes]
    folders: tuple[str, ...]
    documents: tuple[str, ...]
    pictures: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a document: the `pdf`, or the typesetter's `message`, and its `diagnostic` with places.

    `stopped` is "time", "memory" or "crash" where the process came to no end of its own.
    """

    pdf: bytes = b""
    message: str = ""
    diagnostic: str = ""
    warnings: tuple[str, ...] = ()
    stopped: str = ""


def compile_all(work: Work, weights: Sequence[int], limits: Limits | None = None) -> list[Outcome]:
    """Compile every document and return what became of each.

    A document weighs as many items as it has: much of it is spread over processes. With `limits`,
    nothing runs in this process, and what takes too long or too much is stopped.
    """
    shares = list(_shares(work, weights))
    if limits is None and len(shares) <= 1:
        return [each for share in shares for each in run(share)]
    workers = min(os.cpu_count() or 1, _MOST_PROCESSES)
    with ThreadPoolExecutor(workers) as pool, Children() as children:
        made = pool.map(lambda share: _run_apart(children, share, limits), shares)
        return [each for share in made for each in share]


def _shares(work: Work, weights: Sequence[int]) -> Iterator[Work]:
    taken: list[str] = []
    weight = 0
    for document, own in zip(work.documents, weights, strict=True):
        if taken and weight + own > _MOST_WEIGHT:
            yield replace(work, documents=tuple(taken))
            taken, weight = [], 0
        taken.append(document)
        weight += own
    if taken:
        yield replace(work, documents=tuple(taken))


def run(work: Work) -> list[Outcome]:
    """Compile every document in this process."""
    with _compiler(work) as compiler:
        return [
            _compile(compiler, {**work.files, "data.json": each.encode()})
            for each in work.documents
        ]


def query(work: Work, label: str) -> list[Any]:
    """Return the values of the metadata under a label in the first document; raises RuntimeError."""
    with _compiler(work, {**work.files, "data.json": work.documents[0].encode()}) as compiler:
        return list(json.loads(compiler.query(f"<{label}>", field="value")))


@contextmanager
def _compiler(work: Work, files: Mapping[str, bytes] | None = None) -> Iterator[typst.Compiler]:
    # A file that is not among those given is looked for under the root and in the package folders. The
    # first holds the pictures alone, and the others are empty.
    with temporary_folder() as root, temporary_folder() as empty:
        for name, picture in work.pictures.items():
            (root / name).write_bytes(picture)
        yield typst.Compiler(  # type: ignore[misc]  # the stubs leave out files in memory
            files,
            root=str(root),
            font_paths=list(work.folders),
            ignore_system_fonts=True,
            package_path=str(empty),
            package_cache_path=str(empty),
        )


def _compile(compiler: typst.Compiler, files: Mapping[str, bytes]) -> Outcome:
    try:
        pdf, warnings = _interruptible(
            lambda: compiler.compile_with_warnings(
                files,  # type: ignore[type-var]  # the stubs leave out files in memory
                format="pdf",
                pdf_standards=_STANDARDS,
                timestamp=_TIMESTAMP,
            )
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


def _interruptible(work: Callable[[], T]) -> T:
    """Return what the work returns; Ctrl-C stops the waiting for it at once.

    The typesetter itself would hear of Ctrl-C only at its end.
    """
    if threading.current_thread() is not threading.main_thread():
        return work()
    pool = ThreadPoolExecutor(1)
    future = pool.submit(work)
    pool.shutdown(wait=False)
    return future.result()


def _run_apart(children: Children, work: Work, limits: Limits | None) -> list[Outcome]:
    """Compile every document in a process of its own; where it is stopped, that befalls them all."""
    # Not the folder that this program runs in: it may be a stranger's, with a typst.py in it.
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(os.path.isabs, sys.path))}
    # A template may ask for packages of the network, and asks a proxy that is not there.
    environment |= dict.fromkeys(_PROXIES, "http://127.0.0.1:9")
    memory = str(limits.megabytes if limits else 0)
    try:
        ended = children.run(
            [sys.executable, "-P", "-m", "quizgen.typeset.worker", memory],
            _order(work),
            seconds=limits.seconds if limits else None,
            environment=environment,
        )
    except subprocess.TimeoutExpired:
        return [Outcome(stopped="time")] * len(work.documents)
    if ended.returncode:
        short = ended.returncode == TOO_LARGE or b"memory allocation" in ended.stderr
        return [Outcome(stopped="memory" if short else "crash")] * len(work.documents)
    return received(ended.stdout)


def _order(work: Work) -> bytes:
    """Return the work as a message, which `ordered` reads."""
    parts = [*work.files.values(), *work.pictures.values(), *map(str.encode, work.documents)]
    return framed([list(work.files), list(work.folders), list(work.pictures)], parts)


def framed(header: object, parts: Sequence[bytes]) -> bytes:
    """Return a message of parts under a header that JSON can hold."""
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
    """Return what became of documents as a message."""
    header = [[each.message, each.diagnostic, *each.warnings] for each in outcomes]
    return framed(header, [each.pdf for each in outcomes])


def received(message: bytes) -> list[Outcome]:
    """Return what a message says became of documents."""
    header, pdfs = unframed(message)
    return [
        Outcome(pdf, told, diagnostic, tuple(warnings))
        for (told, diagnostic, *warnings), pdf in zip(header, pdfs, strict=True)
    ]


def ordered(message: bytes) -> Work:
    """Return the work that a message asks for."""
    (names, folders, shown), parts = unframed(message)
    files = dict(zip(names, parts, strict=False))
    pictures = dict(zip(shown, parts[len(names) :], strict=False))
    documents = parts[len(names) + len(shown) :]
    return Work(files, tuple(folders), tuple(each.decode() for each in documents), pictures)


def font_folders(folders: Sequence[Path]) -> tuple[str, ...]:
    """Return folders as the typesetter takes them, wherever it runs."""
    return tuple(str(folder.absolute()) for folder in folders)
