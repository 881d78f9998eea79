"""PDF files as objects: parses the typesetter's files and writes new, packed ones."""

from __future__ import annotations

import hashlib
import re
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate

_HEADER = b"%PDF-1.7\n%\x80\x80\x80\x80\n"
_TABLE = re.compile(rb"xref\n0 (\d+)\n")
_TABLE_ENTRY = 20
_ENTRY = re.compile(rb"(\d{10}) \d{5} ([fn])..", re.DOTALL)
# Objects are packed in groups of this size: larger ones are smaller, smaller ones faster to read.
_TOGETHER = 200
_ROW = struct.Struct(">BIB")
_FREE, _PLAIN, _PACKED = 0, 1, 2
_REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
_PAGE = re.compile(rb"(/StructParents? )(\d+)")
_SIGN = re.compile(rb"\\.|[()]", re.DOTALL)
# Objects with texts, places in the structure tree or streams take more than new references.
_HAS_MORE = re.compile(rb"\(|/StructParent|endstream$|\0")
_APART = b"\0"


@dataclass(frozen=True, slots=True)
class Document:
    """A file's objects by number, each as the bytes between ``obj`` and ``endobj``.

    `root` and `info` are the numbers of two of them. Every number is below `size`.
    """

    objects: dict[int, bytes]
    size: int
    root: int
    info: int


def taken_apart(data: bytes) -> Document:
    """Parse a file that the typesetter wrote; its one table says where each object is.

    Raises ValueError for other files.
    """
    start = int(data[data.rindex(b"startxref") + len(b"startxref") :].split(maxsplit=1)[0])
    table = _TABLE.match(data, start)
    if table is None:
        raise ValueError("the typesetter writes another kind of file")
    size = int(table[1])
    end = table.end() + _TABLE_ENTRY * size
    entries = _ENTRY.findall(data, table.end(), end)
    places = sorted((int(at), number) for number, (at, sort) in enumerate(entries) if sort == b"n")
    following = [at for at, _ in places[1:]] + [start]
    # What stands before an object: its number, and ` 0 obj`.
    before = len(b" 0 obj\n")
    objects = {}
    for (at, number), limit in zip(places, following, strict=True):
        begin = at + len(str(number)) + before
        objects[number] = data[begin : data.rindex(b"\nendobj", begin, limit)]
    trailer = data[end:]
    return Document(objects, size, reference(trailer, b"Root"), reference(trailer, b"Info"))


def reference(body: bytes, name: bytes) -> int:
    """Return the number of the object that a dictionary refers to by a key, 0 if there is none."""
    found = re.search(rb"/%b[ \[]?(\d+) 0 R" % name, body)
    return int(found[1]) if found else 0


@dataclass(frozen=True, slots=True)
class Move:
    """How a document's numbers change when it joins other documents.

    Object numbers grow by `numbers`, except for objects that are `known` there under other numbers.
    The keys of the document's pages in the structure tree grow by `pages`.
    """

    numbers: int
    pages: int
    known: Mapping[int, int]

    def of(self, document: Document) -> Document:
        """Return the document with its new numbers, without the objects that are known."""
        first = self.numbers
        references = {b"%d" % old: b"%d 0 R" % (old + first) for old in range(document.size)}
        references |= {b"%d" % old: b"%d 0 R" % new for old, new in self.known.items()}
        own = dict(document.objects)
        for number in self.known:
            del own[number]
        # Most objects are short, and one pass over all of them is faster than one over each.
        short = [number for number, body in own.items() if not _HAS_MORE.search(body)]
        moved = self._grown(_APART.join(own[number] for number in short), references)
        own |= zip(short, moved.split(_APART), strict=False)
        for number in own.keys() - short:
            own[number] = self._object(own[number], references)
        made = {number + first: body for number, body in own.items()}
        return Document(
            made, document.size, document.root + self.numbers, document.info + self.numbers
        )

    def _object(self, body: bytes, references: Mapping[bytes, bytes]) -> bytes:
        head, stream, rest = (
            body.partition(b"\nstream\n") if body.endswith(b"endstream") else (body, b"", b"")
        )
        if b"(" in head:
            parts = (
                part if is_string else self._grown(part, references)
                for part, is_string in _strings_apart(head)
            )
            return b"".join(parts) + stream + rest
        return self._grown(head, references) + stream + rest

    def _grown(self, head: bytes, references: Mapping[bytes, bytes]) -> bytes:
        # Every second part is a number. Looking them up is faster than replacing each.
        parts = _REFERENCE.split(head)
        parts[1::2] = [references[old] for old in parts[1::2]]
        grown = b"".join(parts)
        if b"/StructParent" not in grown:
            return grown
        return _PAGE.sub(lambda found: b"%b%d" % (found[1], int(found[2]) + self.pages), grown)


def streams(document: Document) -> Iterator[tuple[int, bytes]]:
    """Yield the streams that refer to no other object, with a hash: fonts and page contents."""
    for number, body in document.objects.items():
        if body.endswith(b"endstream") and not _REFERENCE.search(body.partition(b"\nstream\n")[0]):
            yield number, hashlib.sha256(body).digest()


def _strings_apart(head: bytes) -> Iterator[tuple[bytes, bool]]:
    """Yield the text outside and inside parentheses in turn: words may look like references."""
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
    """A file being written: objects without streams are packed, and so is the table of objects."""

    def __init__(self) -> None:
        self._out = [_HEADER]
        self._length = len(_HEADER)
        # The table of objects: a row for each, one after the other.
        self._rows = bytearray()
        self._waiting: list[tuple[int, bytes]] = []
        # Every file begins with this entry: the head of the list of free numbers.
        self.reserve(1)

    def reserve(self, count: int) -> int:
        """Reserve this many numbers and return the first."""
        first = self._count
        self._rows += _ROW.pack(_FREE, 0, 0) * count
        return first

    @property
    def _count(self) -> int:
        return len(self._rows) // _ROW.size

    def add(self, number: int, body: bytes) -> None:
        """Write an object; a number that was reserved but never written is free."""
        if body.endswith(b"endstream"):
            self._write(number, body)
            return
        self._waiting.append((number, body))
        if len(self._waiting) == _TOGETHER:
            self._pack()

    def finished(self, root: int, info: int) -> bytes:
        """Return the file; its id is made from its bytes."""
        if self._waiting:
            self._pack()
        digest = hashlib.sha256()
        for chunk in self._out:
            digest.update(chunk)
        number, start = self.reserve(1), self._length
        _ROW.pack_into(self._rows, number * _ROW.size, _PLAIN, start, 0)
        extra = b"/Type/XRef/Size %d/W[1 4 1]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
            *(self._count, root, info),
            *(digest.hexdigest()[:32].encode(),) * 2,
        )
        # Each row is stored as its difference from the previous one, which packs to almost nothing.
        extra += b"/DecodeParms<</Predictor 12/Columns %d>>" % _ROW.size
        self._write(number, _stream(extra, _differences(bytes(self._rows))))
        return b"".join([*self._out, b"startxref\n%d\n%%%%EOF\n" % start])

    def _write(self, number: int, body: bytes) -> None:
        _ROW.pack_into(self._rows, number * _ROW.size, _PLAIN, self._length, 0)
        chunk = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        self._out.append(chunk)
        self._length += len(chunk)

    def _pack(self) -> None:
        """Write the waiting objects as one: first their numbers and positions, then the objects."""
        number = self.reserve(1)
        for index, (each, _) in enumerate(self._waiting):
            _ROW.pack_into(self._rows, each * _ROW.size, _PACKED, number, index)
        places = accumulate((len(body) + 1 for _, body in self._waiting), initial=0)
        table = [
            b"%d %d" % (each, at) for (each, _), at in zip(self._waiting, places, strict=False)
        ]
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


def _differences(rows: bytes) -> bytes:
    """Return the rows under PNG's filter "up" (ISO 32000-1, 7.4.4.4): a sign, then differences."""
    width = _ROW.size
    grown = _less(rows, bytes(width) + rows[:-width])
    return b"".join(b"\x02" + grown[at : at + width] for at in range(0, len(grown), width))


def _less(these: bytes, those: bytes) -> bytes:
    """Return these bytes less those of the same length, each modulo 256.

    All are subtracted at once, as two long numbers. The highest bit of each byte is set before, so
    that no byte borrows from the next, and mended afterwards.
    """
    size = len(these)
    one, other = (int.from_bytes(each, "little") for each in (these, those))
    high = int.from_bytes(b"\x80" * size, "little")
    low = int.from_bytes(b"\x7f" * size, "little")
    made = ((one | high) - (other & low)) ^ (~(one ^ other) & high)
    return made.to_bytes(size, "little")
