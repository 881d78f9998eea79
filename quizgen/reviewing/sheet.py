"""Review sheets: text files on which somebody crosses out wrong options."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.diagnostics import Diagnostic, Place, Problems, QuizgenError
from quizgen.reviewing.offers import Offer
from quizgen.yaml.text import bytes_of

MOST_BYTES = 32 * 1024 * 1024
RUBRIC = """\
somebody who only has common sense would not choose it:
it is of another sort than the right answer, it belongs to another time or place,
the question contradicts it, or everybody knows that it is not the answer"""
_COMMENT, _ITEM, _STEM, _KEY = "#", "==", "?", "*"
_OPTION = re.compile(r"\[(?P<mark>[^\]]*)\](?P<text>.*)")
_FIX = "write `[ ]` or `[x]` before an option, and `#` before a remark"


@dataclass(frozen=True, slots=True)
class Marked:
    """An item on a sheet that was read: its place, and its options with their places."""

    place: Place
    options: dict[str, Place] = field(default_factory=dict)
    crossed: dict[str, Place] = field(default_factory=dict)


Sheet = Mapping[str, Marked]


def write_sheet(
    offers: Iterable[Offer], command: str, crossed: Mapping[str, Collection[str]] | None = None
) -> str:
    """Return the text of a sheet; `command` reads it back.

    `crossed` are options that are crossed out already, by the ids of items.
    """
    lines = [*_head(command)]
    for offer in offers:
        out = (crossed or {}).get(offer.id, ())
        lines += ["", f"{_ITEM} {offer.id}", f"{_STEM} {offer.stem}", f"{_KEY} {offer.key}"]
        lines += [f"[{'x' if each.shown in out else ' '}] {each.shown}" for each in offer.options]
    return "\n".join(lines) + "\n"


def _head(command: str) -> Iterator[str]:
    yield "# Put an x into the brackets of each wrong option that nobody would choose: [x]"
    yield from (f"# {line}" for line in f"An option deserves it if {RUBRIC}.".split("\n"))
    yield "# Leave all other options as they are. * marks the right answer."
    yield f"# Then type: {command}"


def read_sheet(path: Path) -> Sheet:
    """Return the items of a sheet by id; raises QuizgenError with all lines that are no sheet's."""
    problems = Problems()
    sheet = _Reader(str(path), problems).read(_text(path))
    if problems.found:
        raise QuizgenError(problems.found)
    return sheet


def _text(path: Path) -> str:
    data = bytes_of(path, MOST_BYTES + 1, "review sheet", (".txt",))
    if len(data) > MOST_BYTES:
        fix = "give the sheet that `quizgen review` wrote"
        raise QuizgenError([Diagnostic("Q006", "the sheet is too large", Place(str(path)), fix)])
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        fix = "save it as UTF-8: editors offer it under “Save as” or “Encoding”"
        message = "the sheet is not UTF-8 text"
        raise QuizgenError([Diagnostic("Q005", message, Place(str(path)), fix)]) from None


class _Reader:
    """Reads a sheet line by line."""

    def __init__(self, file: str, problems: Problems) -> None:
        self._file = file
        self._problems = problems
        self._items: dict[str, Marked] = {}
        self._current: Marked | None = None

    def read(self, text: str) -> Sheet:
        for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
            column = len(line) - len(line.lstrip()) + 1
            written = line.strip()
            place = Place(self._file, number, column, max(len(written), 1))
            if written.startswith(_ITEM):
                self._begin(written.removeprefix(_ITEM).strip(), place)
            elif written.startswith("["):
                self._option(written, place)
            elif written and not written.startswith((_COMMENT, _STEM, _KEY)):
                self._report("this line belongs to no item", place, _FIX)
        return self._items

    def _begin(self, question: str, place: Place) -> None:
        if question in self._items:
            self._report(f"`{question}` stands twice on the sheet", place, "delete one of the two")
        self._current = self._items.setdefault(question, Marked(place))

    def _option(self, written: str, place: Place) -> None:
        found = _OPTION.fullmatch(written)
        mark = found["mark"].strip() if found else ""
        if found is None:
            self._report("the brackets are not closed", place, _FIX)
        elif self._current is None:
            fix = f"write the id of its question above it: `{_ITEM} terms/worm/definition`"
            self._report("no item stands above this option", place, fix)
        elif mark.casefold() not in {"", "x"}:
            self._report(f"`[{mark}]` is no mark", place, _FIX)
        else:
            text = " ".join(found["text"].split())
            self._current.options[text] = place
            if mark:
                self._current.crossed[text] = place

    def _report(self, message: str, place: Place, fix: str) -> None:
        self._problems.error("Q640", message, place, fix)
