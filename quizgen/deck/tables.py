"""Reads facts from tables: a row becomes a fact, and its cells become the values of fields."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import structs

from quizgen.deck.facts import needs_only_main
from quizgen.deck.files import DeckFiles
from quizgen.deck.headings import ID, Column, Headings, Wanted, read_wanted
from quizgen.deck.keys.deck import TABLE_KEYS
from quizgen.deck.keys.facts import FACT_KEYS, VALUE_KEYS
from quizgen.deck.keys.key import Shape
from quizgen.deck.model.kinds import Kind
from quizgen.deck.read import is_blank, shorten
from quizgen.diagnostics import Place, Problems
from quizgen.tables.rows import SUFFIXES, Limits, Row
from quizgen.yaml.nodes import Broken, Entry, Mapping, Node, Scalar
from quizgen.yaml.nodes import Sequence as ListNode
from quizgen.yaml.reader import MAX_SCALAR

if TYPE_CHECKING:
    from quizgen.tables.read import Table

MOST_ROWS = 50_000
_MOST_COLUMNS = 200
# A line of headings, one row too many, and a character too many in a cell.
_LIMITS = Limits(MOST_ROWS + 2, MAX_SCALAR + 1, MOST_ROWS * 2, _MOST_COLUMNS, one_line=False)
_LISTS = {Shape.TEXTS, Shape.OFFERS}
# An id that comes from a name has at most this many characters.
_MOST_OF_AN_ID = 80

Facts = list[tuple[Scalar, Mapping]]
Nodes = list[Node]


def names_tables(kind: Kind, entry: Entry) -> bool:
    """Return whether an entry of a kind's section names tables, and is no fact."""
    if entry.key is None or entry.key.text != "table":
        return False
    node = entry.node
    if isinstance(node, Mapping):
        return any(name.text in TABLE_KEYS.keys() - kind.fields.keys() for name, _ in node)
    if isinstance(node, Scalar) and kind.main and needs_only_main(kind):
        return Path(node.text).suffix.lower() in SUFFIXES
    return not isinstance(node, Broken)


def read_rows(
    node: Node,
    kind: Kind,
    files: DeckFiles,
    problems: Problems,
    languages: Sequence[str] = (),
) -> Facts | None:
    """Return the facts of a table as if they stood in the deck: an id and keys for each row.

    Places are those of the cells: the line and the column of a text, or the row and the column of
    a workbook. Columns in one of the `languages` give texts by language: {en: Rome, de: Rom}.
    Returns None after reporting why the table cannot be read.
    """
    wanted = read_wanted(node, problems)
    found = files.table(wanted.file.text, wanted.file.place) if wanted else None
    if wanted is None or found is None:
        return None
    path, data = found
    table = _table(path, data, wanted, problems)
    if table is None:
        return None
    return _Reading(path, kind, wanted, problems, languages).facts(table.rows)


def _table(path: Path, data: bytes, wanted: Wanted, problems: Problems) -> Table | None:
    # Most decks have no tables.
    from quizgen.tables.read import TableError, read_table  # noqa: PLC0415

    try:
        table = read_table(data, _LIMITS, sheet=wanted.sheet, places=True)
    except TableError as error:
        place = Place(str(path), error.line, 1) if error.line else wanted.file.place
        problems.error("Q224", f"quizgen cannot read the table: {error.message}", place, error.fix)
        return None
    if len(table.rows) > MOST_ROWS + 1:
        message = f"the table has more than {MOST_ROWS} rows"
        problems.error("Q224", message, wanted.file.place, "split it")
        return None
    line, text = table.doubtful
    if line:
        message = f"the letters of “{shorten(text)}” look wrong: the encoding may be another"
        fix = "save the table again as CSV in UTF-8"
        problems.warn("Q224", message, Place(str(path), line, 1), fix)
    return table


class _Reading:
    """The rows of one table of a kind, read cell by cell."""

    def __init__(
        self,
        path: Path,
        kind: Kind,
        wanted: Wanted,
        problems: Problems,
        languages: Sequence[str],
    ) -> None:
        self._path, self._kind, self._wanted, self._problems = path, kind, wanted, problems
        self._languages = languages
        self._ids: Column | None = None
        self._whole: dict[str, list[Column]] = {}
        self._parts: dict[str, list[Column]] = {}

    def facts(self, rows: Sequence[Row]) -> Facts | None:
        """Return the facts of all rows below the headings, None if the headings are wrong."""
        if not rows:
            fix = "begin with a line of headings: id,name,…"
            self._problems.error("Q225", "the table is empty", self._wanted.file.place, fix)
            return None
        headings = Headings(rows[0], self._kind, self._wanted, self._place, self._languages)
        columns = headings.columns(self._problems)
        if columns is None:
            return None
        for each in columns:
            if each.key == ID and not each.part:
                self._ids = each
            else:
                kept = self._parts if each.part else self._whole
                kept.setdefault(each.key, []).append(each)
        return list(self._facts(rows[1:]))

    def _facts(self, rows: Sequence[Row]) -> Iterator[tuple[Scalar, Mapping]]:
        for row in rows:
            keys = tuple(self._keys(row))
            if not keys and not (self._ids and self._cell(row, self._ids)):
                continue
            key = self._id(row)
            if key is not None:
                yield key, Mapping(keys, self._place(row, 0))

    def _id(self, row: Row) -> Scalar | None:
        """Return the id of a row's fact, None after reporting that it has none."""
        if self._ids is None:
            return self._id_from_name(row)
        cell = self._cell(row, self._ids)
        if cell is None:
            self._report("this row has no id", row, self._ids.index, "write one")
        return cell

    def _id_from_name(self, row: Row) -> Scalar | None:
        name = self._kind.name
        columns = self._whole.get(name, [])
        cell = self._cell(row, columns[0]) if columns else None
        index = columns[0].index if columns else 0
        if cell is None:
            fix = f"write the `{name}`, or add a column `id`"
            self._report(f"this row has no `{name}`, which gives the id", row, index, fix)
            return None
        made = id_from(cell.text)
        if not made:
            message = f"`{shorten(cell.text)}` gives no id"
            self._report(message, row, index, "add a column `id`")
            return None
        return structs.replace(cell, text=made)

    def _keys(self, row: Row) -> Iterator[tuple[Scalar, Node]]:
        """Yield the keys of a row's fact; several columns of one field make a list."""
        for key in dict.fromkeys((*self._whole, *self._parts)):
            held = self._kind.fields.get(key)
            takes_list = held.many if held else FACT_KEYS[key].shape in _LISTS
            values = self._in_languages(row, self._whole.get(key, ()), takes_list=takes_list)
            parts = tuple(self._told(row, key))
            if values or parts:
                yield Scalar(key, self._place(row, 0)), self._value(values, parts, row)

    def _in_languages(self, row: Row, columns: Sequence[Column], *, takes_list: bool) -> Nodes:
        """Return what the columns hold, as one mapping of languages if a heading names one.

        A column without a language holds the texts of the languages without a column.
        """
        own = dict.fromkeys(column.language for column in columns if column.language)
        if not own:
            return self._cells(row, columns, takes_list=takes_list)
        texts: list[tuple[Scalar, Node]] = []
        for code in self._languages:
            language = code if code in own else ""
            held = [column for column in columns if column.language == language]
            cells = self._cells(row, held, takes_list=takes_list)
            if cells:
                texts.append((Scalar(code, cells[0].place), _one_or_list(cells)))
        return [Mapping(tuple(texts), self._place(row, columns[0].index))] if texts else []

    def _cells(self, row: Row, columns: Sequence[Column], *, takes_list: bool) -> Nodes:
        """Return the texts of cells, several in a cell if it `takes_list`."""
        found: Nodes = []
        for column in columns:
            cell = self._cell(row, column)
            if cell is not None:
                found += self._split(cell) if takes_list else [cell]
        return found

    def _split(self, cell: Scalar) -> list[Scalar]:
        texts = [text.strip() for text in cell.text.split(self._wanted.split)]
        return [structs.replace(cell, text=text) for text in texts if text]

    def _told(self, row: Row, key: str) -> Iterator[tuple[Scalar, Node]]:
        """Yield what further columns say about the value of a field, such as `flag.alt`."""
        columns = self._parts.get(key, [])
        for part in dict.fromkeys(column.part for column in columns):
            own = [column for column in columns if column.part == part]
            takes_list = VALUE_KEYS[part].shape in _LISTS
            held = self._in_languages(row, own, takes_list=takes_list)
            if held:
                yield Scalar(part, held[0].place), _one_or_list(held)

    def _value(self, values: Nodes, parts: tuple[tuple[Scalar, Node], ...], row: Row) -> Node:
        if not parts:
            return _one_or_list(values)
        told = parts[0][0]
        if len(values) > 1:
            message = f"`{told.text}` belongs to one value, and this row has several"
            self._problems.error("Q226", message, told.place, "write this fact in the deck's YAML")
        is_picture = any(name.text == "picture" for name, _ in parts)
        content = [] if is_picture else [(Scalar("value", each.place), each) for each in values[:1]]
        return Mapping((*content, *parts), self._place(row, 0))

    def _cell(self, row: Row, column: Column) -> Scalar | None:
        """Return a cell as a text with its place, None if nothing visible is in it."""
        text = row.cells[column.index] if column.index < len(row.cells) else ""
        place = self._place(row, column.index)
        if len(text) > MAX_SCALAR:
            message = f"this text has more than {MAX_SCALAR} characters"
            self._problems.error("Q111", message, place, "shorten it")
            return None
        return None if is_blank(text) else Scalar(text, place, plain=False)

    def _place(self, row: Row, index: int) -> Place:
        if index >= len(row.starts):
            # A workbook has no lines, and a short row has no cell there.
            return Place(str(self._path), row.line, 1 if row.starts else index + 1)
        line, column = row.starts[index]
        length = max(len(row.cells[index].split("\n")[0]), 1)
        return Place(str(self._path), line, column, length)

    def _report(self, message: str, row: Row, index: int, fix: str) -> None:
        self._problems.error("Q226", message, self._place(row, index), fix)


def _one_or_list(nodes: Nodes) -> Node:
    return nodes[0] if len(nodes) == 1 else ListNode(tuple(nodes), nodes[0].place)


def id_from(name: str) -> str:
    """Return the id that a name gives: its letters and digits in lower case, with hyphens."""
    words = re.sub(r"[\W_]+", "-", unicodedata.normalize("NFC", name).lower())
    return words.strip("-")[:_MOST_OF_AN_ID].strip("-")
