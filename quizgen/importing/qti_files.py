"""The XML and the other files of a package of QTI, read within bounds and without entities."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree

from quizgen.importing.reader import refused
from quizgen.importing.xml import root_of
from quizgen.yaml.text import bytes_of

_MOST_BYTES = 64 * 1024 * 1024
_MOST_UNPACKED = 128 * 1024 * 1024
_MOST_XML = 32 * 1024 * 1024
_MOST_FILES = 20_000
# Of one question.
_MOST_PARTS, _MOST_LEVELS = 5_000, 80
_XML = (".xml", ".qti")
# What packages of other programs need of a path, in the ways in which they write it.
_BASES = ("$IMS-CC-FILEBASE$/", "%24IMS-CC-FILEBASE%24/", "$IMS_CC_FILEBASE$/")
# Where Canvas puts files that its pages show.
_CANVAS_FILES = "web_resources/"


@dataclass(slots=True)
class Files:
    """The files of a package: documents (their root elements) by path, and the others as bytes."""

    path: Path
    documents: dict[str, etree._Element] = field(default_factory=dict)
    _archive: Mapping[str, bytes] = field(default_factory=dict)

    def of_kind(self, *names: str) -> Iterator[tuple[str, etree._Element]]:
        """Yield the documents whose root has one of these names, in the order of the package."""
        for path, root in self.documents.items():
            if name_of(root) in names:
                yield path, root

    def near(self, document: str, address: str) -> bytes | None:
        """Return the file that an address in a document means, None if there is none."""
        plain = unquote(address.partition("?")[0].partition("#")[0])
        base = next((each for each in _BASES if address.startswith(each)), "")
        if base:
            name = unquote(address.removeprefix(base).partition("?")[0])
            tried = [name, _CANVAS_FILES + name]
        else:
            tried = [normpath(join(dirname(document), plain)), normpath(plain)]
        return next((self._archive[each] for each in tried if each in self._archive), None)


def read_files(path: Path) -> Files:
    """Return the files of a package, or a single document.

    Raises QuizgenError (Q830) for what is too large, damaged, no XML, or has entities.
    """
    data = bytes_of(path, _MOST_BYTES + 1, "file of questions", (".zip", ".imscc", ".xml"))
    if len(data) > _MOST_BYTES:
        raise refused(path, "the file is larger than 64 MiB", "split it")
    if not data.startswith(b"PK"):
        if len(data) > _MOST_XML:
            raise refused(path, "the file has more than 32 MiB of XML", "split it")
        return Files(path, {path.name: root_of(path, data)})
    archive = dict(_unpacked(path, data))
    documents = {name: held for name, held in archive.items() if name.lower().endswith(_XML)}
    if sum(map(len, documents.values())) > _MOST_XML:
        raise refused(path, "the package has more than 32 MiB of XML", "split it")
    parsed = {name: root_of(path / name, held) for name, held in documents.items()}
    return Files(path, parsed, archive)


def _unpacked(path: Path, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an archive; nothing is written to disk, so that any path will do."""
    left = _MOST_UNPACKED
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if len(archive.infolist()) > _MOST_FILES:
                raise refused(path, f"the package has more than {_MOST_FILES} files", "split it")
            for info in archive.infolist():
                if info.is_dir():
                    continue
                with archive.open(info) as stream:
                    held = stream.read(left + 1)
                left -= len(held)
                if left < 0:
                    raise refused(path, "the package unpacks to more than 128 MiB", "split it")
                yield info.filename, held
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        message = f"the package is damaged or encrypted ({error})"
        raise refused(path, message, "export it again") from None


def is_unwieldy(item: etree._Element) -> bool:
    """Return whether a question has more parts, or deeper ones, than anybody writes."""
    for number, element in enumerate(item.iter()):
        if number > _MOST_PARTS or sum(1 for _ in element.iterancestors()) > _MOST_LEVELS:
            return True
    return False


def name_of(element: etree._Element) -> str:
    """Return the name of an element as QTI 2.1 spells it: ``qti-item-body`` is ``itemBody``."""
    name: str = etree.QName(element).localname
    return _joined(name.removeprefix("qti-")) if name.startswith("qti-") else name


def attribute(element: etree._Element, name: str) -> str:
    """Return an attribute by its name in QTI 2.1, "" if there is none."""
    given = {_joined(key): value for key, value in element.attrib.items()}
    return str(given.get(name, ""))


def _joined(name: str) -> str:
    first, *others = name.split("-")
    return first + "".join(part[:1].upper() + part[1:] for part in others)


def children(element: etree._Element, name: str) -> list[etree._Element]:
    """Return the children of an element with a name."""
    return [each for each in element if isinstance(each.tag, str) and name_of(each) == name]


def within(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the elements with one of these names below an element, in their order."""
    below = (each for each in element.iterdescendants() if isinstance(each.tag, str))
    return [each for each in below if name_of(each) in names]


def words_of(element: etree._Element) -> str:
    """Return all words in an element."""
    return "".join(element.itertext()).strip()
