"""PDF files as bytes: packed small, and several joined to one with their tags."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pikepdf import Object, Pdf


def joined(parts: Sequence[bytes]) -> bytes:
    """Return documents of the typesetter as one, packed to about a third of their size.

    Tags, bookmarks, metadata and claims are kept: the first part's hold for all. The same input gives the
    same bytes.
    """
    # Imported here: what makes no PDF need not wait for it.
    from pikepdf import Pdf

    with Pdf.open(io.BytesIO(parts[0])) as whole:
        for part in parts[1:]:
            with Pdf.open(io.BytesIO(part)) as further:
                _append(whole, further)
        if len(parts) > 1:
            _tell_of_all(whole, parts)
        return _saved(whole)


def _append(whole: Pdf, further: Pdf) -> None:
    tree = whole.Root.StructTreeRoot
    # Each page has a number under which the tree of tags knows what stands on it.
    shift = int(tree.ParentTreeNextKey)
    for page in further.pages:
        if "/StructParents" in page.obj:
            page.obj.StructParents = int(page.obj.StructParents) + shift
    whole.pages.extend(further.pages)
    added = whole.copy_foreign(further.Root.StructTreeRoot)
    numbers, new = tree.ParentTree.Nums, added.ParentTree.Nums
    for index in range(0, len(new), 2):
        numbers.append(int(new[index]) + shift)
        numbers.append(new[index + 1])
    tree.ParentTreeNextKey = shift + int(added.ParentTreeNextKey)
    document = _document(tree)
    for tag in _document(added).K:
        tag.P = document
        document.K.append(tag)
    if "/Outlines" in whole.Root and "/Outlines" in further.Root:
        _append_bookmarks(whole.Root.Outlines, whole.copy_foreign(further.Root.Outlines))


def _document(tree: Object) -> Object:
    """Return the tag of the whole document."""
    from pikepdf import Array

    tags = tree.K
    return tags[0] if isinstance(tags, Array) else tags


def _append_bookmarks(outline: Object, added: Object) -> None:
    for bookmark in _bookmarks(added):
        bookmark.Parent = outline
    outline.Last.Next = added.First
    added.First.Prev = outline.Last
    outline.Last = added.Last
    outline.Count = int(outline.Count) + int(added.Count)


def _bookmarks(outline: Object) -> Iterator[Object]:
    found: Object | None = outline.First
    while found is not None:
        yield found
        found = found.get("/Next")


def _tell_of_all(whole: Pdf, parts: Sequence[bytes]) -> None:
    """Let the metadata count all pages, and name the document by all of its parts."""
    metadata = whole.Root.Metadata
    name = hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()[:32]
    told = metadata.read_bytes().decode()
    told = re.sub(r"(?<=<xmpTPg:NPages>)\d+", str(len(whole.pages)), told)
    told = re.sub(r"(<xmpMM:(?:Instance|Document)ID>)[^<]*", rf"\g<1>{name}", told)
    metadata.write(told.encode())


def _saved(document: Pdf) -> bytes:
    from pikepdf import ObjectStreamMode

    made = io.BytesIO()
    document.save(
        made,
        object_stream_mode=ObjectStreamMode.generate,
        compress_streams=True,
        # Neither a clock nor chance has a part in the file.
        deterministic_id=True,
        fix_metadata_version=False,
    )
    return made.getvalue()
