"""Reads what a deck says about a table, and what the table's headings mean."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from quizgen.deck.keys.deck import TABLE_KEYS
from quizgen.deck.keys.facts import FACT_KEYS, VALUE_KEYS
from quizgen.deck.model.kinds import Kind
from quizgen.deck.read import read_keys, read_text_node, shorten
from quizgen.diagnostics import Place, Problems, did_you_mean
from quizgen.tables.rows import Row
from quizgen.yaml.nodes import Mapping, Node, Scalar

ID = "id"
_SPLIT = ";"
# The cell itself is the value.
_NO_COLUMN = {"value"}


class Wanted(Struct, frozen=True):
    """A table as a deck names it; `columns` has the new name of a column by its heading."""

    file: Scalar
    sheet: str = ""
    id: Scalar | None = None
    columns: dict[str, Scalar] = {}
    renamed: tuple[Scalar, ...] = ()
    ignore: tuple[str, ...] = ()
    split: str = _SPLIT


def read_wanted(node: Node, problems: Problems) -> Wanted | None:
    """Return the table that a node names, None after reporting that it names none."""
    if not isinstance(node, Mapping):
        text = read_text_node("table", node, problems)
        return None if text is None else Wanted(Scalar(text, node.place))
    read = read_keys(node, TABLE_KEYS, problems)
    places = {name.text: value.place for name, value in node}
    if "file" not in read:
        return None
    listed = read.get("columns") or Mapping((), node.place)
    columns = {
        name.text.strip(): Scalar(text, value.place)
        for name, value in listed
        if (text := read_text_node(name.text, value, problems)) is not None
    }
    return Wanted(
        Scalar(read["file"], places["file"]),
        read.get("sheet", ""),
        Scalar(read["id"], places["id"]) if "id" in read else None,
        columns,
        tuple(name for name, _ in listed),
        read.get("ignore", ()),
        read.get("split", _SPLIT),
    )


class Column(Struct, frozen=True):
    """A column: its index, and the key of the fact that it fills; `part` is a key of the value.

    `language` is the language of its texts, "" for all.
    """

    index: int
    key: str
    part: str = ""
    language: str = ""


class Headings:
    """The headings of a table of one kind; `place_of` returns the place of a cell by its index.

    `languages` are the codes of the deck's languages: `name:de` has German names.
    """

    def __init__(
        self,
        row: Row,
        kind: Kind,
        wanted: Wanted,
        place_of: Callable[[Row, int], Place],
        languages: Sequence[str] = (),
    ) -> None:
        self._row, self._kind, self._wanted, self._place_of = row, kind, wanted, place_of
        self._languages = {_plain(code): code for code in languages}
        self._keys = {*kind.fields, *FACT_KEYS, *([] if wanted.id else [ID])}

    def columns(self, problems: Problems) -> list[Column] | None:
        """Return the columns that are not ignored, None after reporting what is wrong with them."""
        found = list(self._columns(problems))
        whole = [each for each in found if each is not None]
        is_sound = self._has_wanted(problems) and len(whole) == len(found)
        return whole if is_sound else None

    def _columns(self, problems: Problems) -> Iterator[Column | None]:
        seen: dict[tuple[str, str, str], str] = {}
        for index, heading in enumerate(self._row.cells):
            if not heading or heading in self._wanted.ignore:
                continue
            place = self._place_of(self._row, index)
            column = self._column(index, heading)
            if column is None:
                self._report_unknown(heading, place, problems)
            elif _held(column) in seen and not self._takes_many(column):
                other = shorten(seen[_held(column)])
                message = f"two columns hold `{column.key}`: `{other}` is the other one"
                problems.error("Q225", message, place, "name one of them under `ignore`")
                column = None
            else:
                seen[_held(column)] = heading
            yield column

    def _column(self, index: int, heading: str) -> Column | None:
        """Return what a column holds, None if its heading names nothing of a fact."""
        wanted = self._wanted
        if wanted.id is not None and heading == wanted.id.text:
            return Column(index, ID)
        renamed = wanted.columns.get(heading)
        name = renamed.text if renamed else _plain(heading)
        name, language = self._without_language(name)
        key, _, part = name.partition(".")
        if name == ID and language:
            return None
        if not part:
            return Column(index, name, "", language) if name in self._keys else None
        is_known = key in self._kind.fields and part in VALUE_KEYS.keys() - _NO_COLUMN
        return Column(index, key, part, language) if is_known else None

    def _without_language(self, name: str) -> tuple[str, str]:
        """Return a name without the language behind its colon, and that language, "" for none."""
        key, colon, code = name.rpartition(":")
        language = self._languages.get(_plain(code), "") if colon else ""
        return (key.strip(" _"), language) if language else (name, "")

    def _takes_many(self, column: Column) -> bool:
        held = self._kind.fields.get(column.key)
        return held is not None and held.many and not column.part

    def _report_unknown(self, heading: str, place: Place, problems: Problems) -> None:
        renamed = self._wanted.columns.get(heading)
        message = f"the column `{shorten(heading)}` is no field of a {self._kind.one}"
        if renamed is not None:
            message, place = f"no field is called `{shorten(renamed.text)}`", renamed.place
        fix = self._nearest(renamed.text if renamed else _plain(heading))
        fix = f"{fix}; to leave the column out, name it under `ignore`"
        problems.error("Q225", message, place, fix)

    def _nearest(self, name: str) -> str:
        """Return advice about a heading that names nothing."""
        name, _ = self._without_language(name)
        key, colon, code = name.rpartition(":")
        if colon and self._languages and key.strip(" _").partition(".")[0] in self._keys:
            nearest = did_you_mean(code.strip(" _"), self._languages.values())
            return f"`{shorten(code)}` is none of the deck's languages: {nearest}"
        return did_you_mean(name, self._keys)

    def _has_wanted(self, problems: Problems) -> bool:
        """Tell whether the table has all columns that the deck names; report the missing ones."""
        wanted = self._wanted
        named = [*wanted.renamed, *([wanted.id] if wanted.id else [])]
        missing = [name for name in named if name.text.strip() not in self._row.cells]
        for name in missing:
            message = f"the table has no column `{shorten(name.text)}`"
            fix = did_you_mean(name.text, filter(None, self._row.cells))
            problems.error("Q225", message, name.place, fix)
        return not missing


def _held(column: Column) -> tuple[str, str, str]:
    return column.key, column.part, column.language


def _plain(heading: str) -> str:
    """Return a heading as a key may be written: lower case, with underscores."""
    return re.sub(r"[\s-]+", "_", heading.strip().lower())
