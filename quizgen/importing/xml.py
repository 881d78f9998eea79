"""Strangers' XML as a tree: nothing is fetched, no entity is expanded, and the size is bounded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from quizgen.diagnostics import QuizgenError
from quizgen.importing.reader import needs_package, refused
from quizgen.yaml.text import bytes_of

if TYPE_CHECKING:
    # An extra, imported when used.
    from lxml.etree import _Element

_MOST_BYTES = 64 * 1024 * 1024


def root_of_file(path: Path) -> _Element:
    """Return the root of an XML file; raises QuizgenError (Q830) if it can't be read."""
    data = bytes_of(path, _MOST_BYTES + 1, "file of questions", (".xml",))
    if len(data) > _MOST_BYTES:
        raise refused(path, "the file is larger than 64 MiB", "split it")
    return root_of(path, data)


def root_of(path: Path, data: bytes) -> _Element:
    """Return the root of XML; `path` names it in problems. Raises QuizgenError (Q830)."""
    try:
        from lxml import etree  # noqa: PLC0415 - an extra, imported when used
    except ModuleNotFoundError as error:
        raise needs_package(path, error) from None
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root: _Element = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        fix = "export the file again from the program that made it"
        line = error.lineno or 0
        raise refused(path, f"the file is no sound XML: {error.msg}", fix, line) from None
    _check_type(path, root)
    return root


def _check_type(path: Path, root: _Element) -> None:
    info = root.getroottree().docinfo
    if info.internalDTD is not None and any(True for _ in info.internalDTD.iterentities()):
        message = "the file defines entities, which no export of questions needs"
        error: QuizgenError = refused(path, message, "export it again")
        raise error
