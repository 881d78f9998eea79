"""PDF files as objects: taken apart as the typesetter writes them, and written anew, packed."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_TABLE_ENTRY = 20
# So many objects are packed together: more are smaller, fewer are found sooner.
_TOGETHER = 200
_ROW = struct.Struct(">BIB")
_FREE, _PLAIN, _PACKED = 0, 1, 2
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_PAGE = re.compile(rb"(/StructParents? )(\d+)")
_SIGN = re.compile(rb"\\.|[()]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Document:
    """A file's objects by number, each as what stands between ``obj`` and ``endobj``; `root` and `info` are two.

    Every number is below `size`.
    """

    objects: dict[int, bytes]
    size: int
    root: int
    info: int


def taken_apart(data: bytes) -> Document:
    """Return the objects of a file that the typesetter wrote: one table tells where each is.

    Raises ValueError for files of other kinds.
    """
    start = int(data[data.rindex(b"startxref") + len(b"startxref") :].split(maxsplit=1)[0])
    table = _TABLE.match(data, start)
    if table is None:
        raise ValueError("the typesetter writes another kind of file")
    size = int(table[1])
    end = table.end() + _TABLE_ENTRY * size
    entries = (data[at : at + _TABLE_ENTRY] for at in range(table.end(), end, _TABLE_ENTRY))
    places = sorted(
        (int(entry[:10]), number) for number, entry in enumerate(entries) if entry[17:18] == b"n"
    )
    following = [at for at, _ in places[1:]] + [start]
    objects = {}
    for (at, number), limit in zip(places, following, strict=True):
        begin = at + len(b"%d 0 obj\n" % number)
        objects[number] = data[begin : data.rindex(b"\nendobj", begin, limit)]
    trailer = data[end:]
    return Document(objects, size, reference(trailer, b"Root"), reference(trailer, b"Info"))


def reference(body: bytes, name: bytes) -> int:
    """Return the number of the object that a dictionary names so, 0 if it names none."""
    found = re.search(rb"/%b[ \[]?(\d+) 0 R" % name, body)
    return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class Move:
    """How a document goes to a place among others.

    The numbers of its objects grow by `numbers`, but for those that are `known` there already under other
    numbers; the keys under which the tree of tags knows its pages grow by `pages`.
    """

    numbers: int
    pages: int
    known: Mapping[int, int]

    def number(self, old: int) -> int:
        """Return the new number of an object."""
        return self.known.get(old, old + self.numbers)

    def of(self, document: Document) -> Document:
        """Return the document as it is there, without what is known."""
        objects = document.objects.items()
        made = {
            number + self.numbers: self._object(body)
            for number, body in objects
            if number not in self.known
        }
        return Document(
            made, document.size, document.root + self.numbers, document.info + self.numbers
        )

    def _object(self, body: bytes) -> bytes:
        head, stream, rest = (
            body.partition(b"\nstream\n") if body.endswith(b"endstream") else (body, b"", b"")
        )
        if b"(" in head:
            parts = (
                part if is_string else self._grown(part) for part, is_string in _strings_apart(head)
            )
            return b"".join(parts) + stream + rest
        return self._grown(head) + stream + rest

    def _grown(self, head: bytes) -> bytes:
        grown = _REFERENCE.sub(lambda found: b"%d 0 R" % self.number(int(found[1])), head)
        if b"/StructParent" not in grown:
            return grown
        return _PAGE.sub(lambda found: b"%b%d" % (found[1], int(found[2]) + self.pages), grown)


def streams(document: Document) -> Iterator[tuple[int, bytes]]:
    """Yield the streams that refer to no other object, and a hash of each: fonts, and what stands on a page."""
    for number, body in document.objects.items():
        if body.endswith(b"endstream") and not _REFERENCE.search(body.partition(b"\nstream\n")[0]):
            yield number, hashlib.sha256(body).digest()


def _strings_apart(head: bytes) -> Iterator[tuple[bytes, bool]]:
    """Yield what is text in parentheses and what is not, in turn: words may look like references."""
    depth = start = 0
    for sign in _SIGN.finditer(head) if b"(" in head else ():
        before = depth
        depth += {b"(": 1, b")": -1}.get(sign[0], 0)
        if (before == 0) != (depth == 0):
            end = sign.end() if depth == 0 else sign.start()
            yield head[start:end], depth == 0
            start = end
    yield head[start:], False


class PackedFile:
    """A file to be written: objects without streams are packed together, and found by a table that is packed too."""

    def __init__(self) -> None:
        self._out = [_HEADER]
        self._length = len(_HEADER)
        self._rows: list[bytes] = []
        self._waiting: list[tuple[int, bytes]] = []
        # What every file has at its beginning: the head of the list of free numbers.
        self.reserve(1)

    def reserve(self, count: int) -> int:
        """Return the first of so many numbers that are now taken."""
        first = len(self._rows)
        self._rows += [_ROW.pack(_FREE, 0, 0)] * count
        return first

    def add(self, number: int, body: bytes) -> None:
        """Write an object; a number that was reserved and never written is free."""
        if body.endswith(b"endstream"):
            self._write(number, body)
            return
        self._waiting.append((number, body))
        if len(self._waiting) == _TOGETHER:
            self._pack()

    def finished(self, root: int, info: int) -> bytes:
        """Return the file, whose id is made from its bytes."""
        if self._waiting:
            self._pack()
        digest = hashlib.sha256()
        for chunk in self._out:
            digest.update(chunk)
        number, start = self.reserve(1), self._length
        self._rows[number] = _ROW.pack(_PLAIN, start, 0)
        extra = b"/Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
            *(len(self._rows), root, info),
            *(digest.hexdigest()[:32].encode(),) * 2,
        )
        # Each row tells how it differs from the one before, which packs to next to nothing.
        extra += b"/DecodeParms<</Predictor 12/Columns %d>>" % _ROW.size
        self._write(number, _stream(extra, _differences(self._rows)))
        return b"".join([*self._out, b"startxref\n%d\n%%%%EOF\n" % start])

    def _write(self, number: int, body: bytes) -> None:
        self._rows[number] = _ROW.pack(_PLAIN, self._length, 0)
        chunk = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self._out.append(chunk)
        self._length += len(chunk)

    def _pack(self) -> None:
        """Write what is waiting as one object: numbers and places first, then the objects."""
        number, at = self.reserve(1), 0
        table = []
        for index, (each, body) in enumerate(self._waiting):
            self._rows[each] = _ROW.pack(_PACKED, number, index)
            table.append(b"%d %d" % (each, at))
            at += len(body) + 1
        head = b" ".join(table) + b"\n"
        extra = b"/Type/ObjStm/N %d/First %d" % (len(table), len(head))
        self._write(number, _stream(extra, head + b"\n".join(body for _, body in self._waiting)))
        self._waiting.clear()


def _stream(extra: bytes, content: bytes) -> bytes:
    packed = zlib.compress(content)
    return b"<<%b/Filter/FlateDecode/Length %d>>\nstream\n%b\nendstream" % (
        extra,
        len(packed),
        packed,
    )


def _differences(rows: list[bytes]) -> bytes:
    """Return the rows as PNG's filter "up" leaves them (ISO 32000-1, 7.4.4.4): a sign, and what each byte has grown."""
    whole, width = b"".join(rows), _ROW.size
    grown = bytes(
        [(now - before) & 0xFF for before, now in zip(bytes(width) + whole, whole, strict=False)]
    )
    return b"".join(b"\x02" + grown[at : at + width] for at in range(0, len(grown), width))
