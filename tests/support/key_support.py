"""Reads the key's grid back from the tags of its tables, as a screen reader does."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2

SHORT = {
    "choice",
    "multiple",
    "true-false",
    "yes-no",
    "odd-one-out",
    "chronology",
    "sequence",
    "classification",
}


def tables_of(pdf: bytes) -> list[list[tuple[str, list[str]]]]:
    """Return the rows of each table, with their tags and the words of each cell.

    The tags of a row are TH, TD, or TH TD if only its first cell is a header.
    """
    with pikepdf.open(io.BytesIO(pdf)) as document:
        words = _words_by_content(pdf)
        numbers = {page.obj.objgen: index for index, page in enumerate(document.pages)}
        return [
            _rows(table, words, numbers)
            for table in _tagged(document.Root.StructTreeRoot, {"/Table"})
        ]


def grid_of(pdf: bytes) -> dict[str, dict[str, str]]:
    """Return each row's key under each number.

    Raises AssertionError if a number or a row occurs twice.
    """
    found: dict[str, dict[str, str]] = {}
    for table in tables_of(pdf):
        (tag, (_, *numbers)), *rows = table
        assert tag == "TH"
        for tag, (name, *keys) in rows:
            assert tag == "TH TD"
            row = found.setdefault(name, {})
            assert not row.keys() & set(numbers)
            row |= {number: key for number, key in zip(numbers, keys, strict=True) if key}
    return found


def _rows(
    table: pikepdf.Object, words: dict[tuple[int, int], str], numbers: dict[tuple[int, int], int]
) -> list[tuple[str, list[str]]]:
    rows = []
    for row in _tagged(table, {"/TR"}):
        cells = list(_tagged(row, {"/TH", "/TD"}))
        told = [
            " ".join("".join(words.get(each, "") for each in _content(cell, numbers)).split())
            for cell in cells
        ]
        rows.append((_tags_of(cells), told))
    return rows


def _tags_of(cells: list[pikepdf.Object]) -> str:
    first, *others = (str(cell.S)[1:] for cell in cells)
    scopes = [str(each.get("/Scope")) for each in cells[0].A if "/Scope" in each]
    if first == "TH" and set(others) == {"TD"}:
        assert scopes == ["/Row"]
        # A cell that named some headers would have no others.
        assert not any("/Headers" in each for cell in cells for each in cell.A)
        return "TH TD"
    assert set(others) <= {first}
    return first


def _children(node: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = node.get("/K")
    if isinstance(kids, pikepdf.Array):
        yield from kids  # type: ignore[misc]  # the stubs know no elements
    elif kids is not None:
        yield kids


def _tagged(node: pikepdf.Object, tags: set[str]) -> Iterator[pikepdf.Object]:
    for child in _children(node):
        if isinstance(child, pikepdf.Dictionary):
            if str(child.get("/S")) in tags:
                yield child
            else:
                yield from _tagged(child, tags)


def _content(
    node: pikepdf.Object, numbers: dict[tuple[int, int], int], page: int = 0
) -> Iterator[tuple[int, int]]:
    """Yield the pages and ids of the marked content that belongs to a tag."""
    page = numbers[node.Pg.objgen] if "/Pg" in node else page
    for child in _children(node):
        if isinstance(child, pikepdf.Dictionary):
            if "/MCID" in child:
                yield (numbers[child.Pg.objgen] if "/Pg" in child else page), int(child.MCID)
            else:
                yield from _content(child, numbers, page)
        else:
            yield page, int(child)


def _words_by_content(pdf: bytes) -> dict[tuple[int, int], str]:
    """Return the words of each piece of marked content, by its page and its id there."""
    document = pypdfium2.PdfDocument(pdf)
    found: dict[tuple[int, int], str] = {}
    for number, page in enumerate(document):
        text = page.get_textpage()
        for each in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_TEXT], max_depth=15):
            mark = pypdfium2.raw.FPDFPageObj_GetMarkedContentID(each)
            buffer = (pypdfium2.raw.FPDF_WCHAR * 400)()
            pypdfium2.raw.FPDFTextObj_GetText(each, text, buffer, 400 * 2)
            found[number, mark] = (
                found.get((number, mark), "") + bytes(buffer).decode("utf-16-le").partition("\0")[0]
            )
    document.close()
    return found


_BLOCKS = {"/H1", "/H2", "/H3", "/P", "/Lbl", "/LBody", "/TH", "/TD"}


def read_aloud(pdf: bytes) -> list[tuple[str, str]]:
    """Return what a screen reader reads, in order: tags and words, or a figure's description."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        words = _words_by_content(pdf)
        numbers = {page.obj.objgen: index for index, page in enumerate(document.pages)}
        told = _told(document.Root.StructTreeRoot, words, numbers, 0)
        return [(tag, " ".join(each.split())) for tag, each in told]


def _told(
    node: pikepdf.Object,
    words: dict[tuple[int, int], str],
    numbers: dict[tuple[int, int], int],
    page: int,
) -> Iterator[tuple[str, str]]:
    page = numbers[node.Pg.objgen] if "/Pg" in node else page
    tag = str(node.get("/S", ""))
    if tag in _BLOCKS or "/Alt" in node:
        yield tag[1:], _spoken(node, words, numbers, page)
        return
    for child in _children(node):
        if isinstance(child, pikepdf.Dictionary) and "/MCID" not in child:
            yield from _told(child, words, numbers, page)
        else:
            yield tag[1:], "".join(words.get(each, "") for each in _mark(child, numbers, page))


def _spoken(
    node: pikepdf.Object,
    words: dict[tuple[int, int], str],
    numbers: dict[tuple[int, int], int],
    page: int,
) -> str:
    if "/Alt" in node:
        return str(node.Alt)
    page = numbers[node.Pg.objgen] if "/Pg" in node else page
    parts = []
    for child in _children(node):
        if isinstance(child, pikepdf.Dictionary) and "/MCID" not in child:
            parts.append(_spoken(child, words, numbers, page))
        else:
            parts += [words.get(each, "") for each in _mark(child, numbers, page)]
    return "".join(parts)


def _mark(child: object, numbers: dict[tuple[int, int], int], page: int) -> list[tuple[int, int]]:
    if isinstance(child, pikepdf.Dictionary):
        return [(numbers[child.Pg.objgen] if "/Pg" in child else page, int(child.MCID))]
    return [(page, int(child))]  # type: ignore[call-overload]  # an object that is a number
