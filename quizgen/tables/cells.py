"""Texts as cells of a table: no spreadsheet takes them for formulas."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from babel.numbers import get_decimal_symbol

from quizgen.language.script import locale_of
from quizgen.late import late_pattern
from quizgen.markup.plain import plain

# Spreadsheets compute a cell that begins with one of these. A tab or a line end may hide them.
_FORMULA = late_pattern(r"[=+\-@\t\r\n]")
_GUARD = "'"
_NUMBER = late_pattern(r"-?[0-9]+([.][0-9]+)?")
# Between several texts in one cell.
_BETWEEN = " | "
_PARTS = late_pattern(r"(?:[^|\\]|\\.)+")


def guarded(text: str) -> str:
    """Return the text of a cell, with an apostrophe before what could be a formula."""
    is_safe = not _FORMULA.match(text) or _NUMBER.fullmatch(text) or text == "-"
    # A text that begins with an apostrophe gets another one, so that reading takes away one.
    # Readers drop the blanks before it.
    looks_guarded = text.lstrip().startswith(_GUARD)
    return f"{_GUARD}{text}" if looks_guarded or not is_safe else text


def unguarded(cell: str) -> str:
    """Return the text that `guarded` made a cell of."""
    return cell.removeprefix(_GUARD)


def joined(texts: Iterable[str]) -> str:
    """Return several texts as one cell, without markup."""
    plain_texts = (" ".join(plain(text).split()) for text in texts)
    escaped = (text.replace("\\", "\\\\").replace("|", "\\|") for text in plain_texts)
    return _BETWEEN.join(escaped)


def parted(cell: str) -> tuple[str, ...]:
    """Return the texts that `joined` made a cell of."""
    found = (part.strip() for part in _PARTS.findall(cell))
    return tuple(re.sub(r"\\(.)", r"\1", part) for part in found if part)


def delimiter_in(language: str) -> str:
    """Return what separates cells for the spreadsheets of a language.

    Those that write decimals with a comma take semicolons.
    """
    locale = locale_of(language)
    return ";" if locale and get_decimal_symbol(locale) == "," else ","


def to_csv(heads: Sequence[str], rows: Iterable[Sequence[str]], delimiter: str = ",") -> bytes:
    """Return a table as CSV in UTF-8 with a mark, which Excel needs to read letters right."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(heads)
    writer.writerows([guarded(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8-sig")
