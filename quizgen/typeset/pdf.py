"""Joins the typesetter's PDF files into one, packed, with their tags and bookmarks."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from quizgen.typeset.objects import Document, Move, PackedFile, reference, streams, taken_apart
from quizgen.typeset.row_heads import with_row_heads

_ROLE = re.compile(rb"/(\w+)/(\w+)")
_MARKS = re.compile(rb"/Nums\[([^\]]*)\]")
_MARK = re.compile(rb"(\d+) (\d+ 0 R)")
_IDS = re.compile(rb"/IDTree<</Names\[(.*?)\]>>", re.DOTALL)
_NAMES = re.compile(rb"/Names<</Dests<</Names\[(.*?)\]>>>>", re.DOTALL)
_NAMED = re.compile(rb"(\([^()\\]*\)|<[0-9A-F]*>)(\d+ 0 R)")
_DESTINATION = re.compile(rb"(?<=/Dest)(?:\([^()\\]*\)|<[0-9A-F]*>)")
_ID = re.compile(rb"/ID\(|/Headers\[\([^\]]*|/IDTree<</Names\[.*?\]>>", re.DOTALL)


def joined(parts: Sequence[bytes], *, row_heads: bool = False) -> bytes:
    """Return the typesetter's documents as one, packed to about a fifth of their size.

    Tags, bookmarks, links and metadata are kept; with `row_heads`, the first cell of each row of a
    table becomes the header of its row. The first document's metadata holds for all; if
    there are several, each becomes a part of the whole. The same input gives the same bytes. Raises
    ValueError for files that the typesetter has not written.
    """
    documents = map(taken_apart, parts)
    if row_heads:
        documents = map(with_row_heads, documents)
    file = PackedFile()
    if len(parts) > 1:
        return _Joined(file).made(documents, parts)
    first = next(documents)
    file.reserve(first.size - 1)
    for number, body in first.objects.items():
        file.add(number, body)
    return file.finished(first.root, first.info)


class _Joined:
    """Several documents being joined: each is written as it comes, shared objects at the end."""

    def __init__(self, file: PackedFile) -> None:
        self._file = file
        self._pages, self._tree, self._tag, self._outline = (file.reserve(1) for _ in range(4))
        self._streams: dict[bytes, int] = {}
        # Catalog, title and metadata of the first part.
        self._own: list[tuple[int, bytes]] = []
        self._page_trees: list[int] = []
        self._page_count = self._keys = 0
        self._tags: list[int] = []
        self._roles: dict[bytes, bytes] = {}
        self._marks: list[bytes] = []
        self._ids: list[bytes] = []
        self._first_bookmark = self._bookmarks = 0
        # The last bookmark so far does not know its successor yet.
        self._last_bookmark = (0, b"")

    def made(self, documents: Iterable[Document], parts: Sequence[bytes]) -> bytes:
        """Return the joined file; it is named after the bytes of its `parts`."""
        name = hashlib.sha256(
            b"".join(hashlib.sha256(part).digest() for part in parts)
        ).hexdigest()[:32]
        for part in documents:
            offset = self._file.reserve(part.size)
            move = Move(offset, self._keys, self._known(part, offset))
            self._take(move.of(_without_names(part, offset)))
        self._write_shared()
        return self._file.finished(*self._write_metadata(name.encode()))

    def _known(self, part: Document, offset: int) -> dict[int, int]:
        """Return the streams, mostly fonts, that an earlier part has brought, and their numbers."""
        own = reference(part.objects[part.root], b"Metadata")
        brought = {
            number: self._streams.setdefault(digest, number + offset)
            for number, digest in streams(part)
            if number != own
        }
        return {number: known for number, known in brought.items() if known != number + offset}

    def _take(self, part: Document) -> None:
        objects = part.objects
        catalog = objects.pop(part.root)
        own = [(part.root, catalog)]
        own += [
            (number, objects.pop(number)) for number in (part.info, reference(catalog, b"Metadata"))
        ]
        if self._own:
            intents = objects.pop(reference(catalog, b"OutputIntents"), b"")
            for number in re.findall(rb"(\d+) 0 R", intents):
                del objects[int(number)]
        self._own = self._own or own
        pages = reference(catalog, b"Pages")
        self._page_trees.append(pages)
        self._page_count += _number(objects[pages], b"Count")
        objects[pages] = objects[pages].replace(
            b"/Type/Pages", b"/Type/Pages/Parent %d 0 R" % self._pages, 1
        )
        self._take_tags(objects, reference(catalog, b"StructTreeRoot"))
        if reference(catalog, b"Outlines"):
            self._take_bookmarks(objects, reference(catalog, b"Outlines"))
        for number, body in objects.items():
            self._file.add(number, body)

    def _take_tags(self, objects: dict[int, bytes], number: int) -> None:
        tree = objects.pop(number)
        tag = reference(tree, b"K")
        self._tags.append(tag)
        old, new = b"/S/Document/P %d 0 R" % number, b"/S/Part/P %d 0 R" % self._tag
        objects[tag] = objects[tag].replace(old, new, 1)
        self._roles |= dict(_ROLE.findall(tree.partition(b"/RoleMap<<")[2].partition(b">>")[0]))
        for marks in _MARKS.findall(tree):
            self._marks += [
                b"%d %b" % (int(key) + self._keys, tags) for key, tags in _MARK.findall(marks)
            ]
        self._ids += _IDS.findall(tree)
        self._keys += _number(tree, b"ParentTreeNextKey")

    def _take_bookmarks(self, objects: dict[int, bytes], number: int) -> None:
        outline = objects.pop(number)
        first, last = reference(outline, b"First"), reference(outline, b"Last")
        if not first:
            return
        self._bookmarks += _number(outline, b"Count")
        old, new = b"/Parent %d 0 R" % number, b"/Parent %d 0 R" % self._outline
        at = first
        while at:
            objects[at] = objects[at].replace(old, new, 1)
            at = reference(objects[at], b"Next")
        before, body = self._last_bookmark
        if before:
            objects[first] = objects[first].replace(b"<<", b"<</Prev %d 0 R" % before, 1)
            self._file.add(before, body.replace(b"<<", b"<</Next %d 0 R" % first, 1))
        self._first_bookmark = self._first_bookmark or first
        self._last_bookmark = (last, objects.pop(last))

    def _write_shared(self) -> None:
        add, nested = self._file.add, b"/P %d 0 R/K[%b]>>"
        add(
            self._pages,
            b"<</Type/Pages/Count %d/Kids[%b]>>" % (self._page_count, _listed(self._page_trees)),
        )
        add(
            self._tag, b"<</Type/StructElem/S/Document" + nested % (self._tree, _listed(self._tags))
        )
        roles = b"".join(b"/%b/%b" % each for each in self._roles.items())
        ids = b"/IDTree<</Names[%b]>>" % b"".join(self._ids) if self._ids else b""
        add(
            self._tree,
            b"<</Type/StructTreeRoot/RoleMap<<%b>>/K[%d 0 R]"
            b"/ParentTree<</Nums[%b]>>%b/ParentTreeNextKey %d>>"
            % (roles, self._tag, b" ".join(self._marks), ids, self._keys),
        )
        if self._bookmarks:
            last, body = self._last_bookmark
            add(last, body)
            ends = (self._first_bookmark, last, self._bookmarks)
            add(self._outline, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % ends)

    def _write_metadata(self, name: bytes) -> tuple[int, int]:
        """Write catalog, title and metadata: they count all pages and are named after all parts."""
        (root, catalog), (info, title), (metadata, told) = self._own
        shared = {b"Pages": self._pages, b"StructTreeRoot": self._tree, b"Outlines": self._outline}
        for key, number in shared.items():
            catalog = re.sub(rb"(?<=/%b )\d+" % key, b"%d" % number, catalog)
        told = re.sub(rb"(?<=<xmpTPg:NPages>)\d+", b"%d" % self._page_count, _content(told))
        told = re.sub(rb"(<xmpMM:(?:Instance|Document)ID>)[^<]*", rb"\g<1>" + name, told)
        self._file.add(root, _NAMES.sub(b"", catalog))
        self._file.add(info, title)
        self._file.add(
            metadata,
            b"<</Length %d/Type/Metadata/Subtype/XML>>\nstream\n%b\nendstream" % (len(told), told),
        )
        return root, info


def _without_names(part: Document, offset: int) -> Document:
    """Return a part without names that other parts may have too.

    Links lead to positions instead, and each part keeps its own tag ids.
    """
    catalog = part.objects[part.root]
    targets = dict(_NAMED.findall(b"".join(_NAMES.findall(catalog))))
    if not targets and not _IDS.search(part.objects[reference(catalog, b"StructTreeRoot")]):
        return part
    own = b"(%010d " % offset
    objects = {}
    for number, body in part.objects.items():
        if body.startswith(b"<</Type/Struct"):
            objects[number] = _ID.sub(lambda found: found[0].replace(b"(", own), body)
        elif body.startswith(b"<</Type/Annot"):
            objects[number] = _DESTINATION.sub(
                lambda found: b" " + targets.get(found[0], b"null"), body
            )
        else:
            objects[number] = body
    return replace(part, objects=objects)


def _content(stream: bytes) -> bytes:
    return stream.partition(b"\nstream\n")[2].removesuffix(b"\nendstream")


def _number(body: bytes, name: bytes) -> int:
    found = re.search(rb"/%b (\d+)" % name, body)
    return int(found[1]) if found else 0


def _listed(numbers: Sequence[int]) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)
