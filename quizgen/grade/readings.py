"""The readings (``readings.json``): what was read on every page of the scans and photos.

These classes are its only definition: its reader and its writer come from them. Corrections by
people never go into it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

import msgspec
from msgspec import Meta, to_builtins

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.quiz.geometry import END
from quizgen.quiz.score import Reading
from quizgen.yaml.text import bytes_of

FORMAT: Literal[1] = 1
FILE = "readings.json"
CROPS = "crops"
_DIGITS = 3
# A transform has factors near 0.0001, and keeps a hundredth of a pixel.
_TRANSFORM_DIGITS = 9
_MOST_BYTES = 512 * 1024 * 1024
_FIX = "delete it, and read the sheets again with `quizgen grade`"
Share = Annotated[float, Meta(ge=0, le=1)]
_Sha256 = Annotated[str, Meta(pattern=rf"^[0-9a-f]{{64}}{END}")]
# No name leads to another folder.
_CropName = Annotated[
    str,
    Meta(
        pattern=rf"^([0-9a-z][0-9a-z-]*[.]png)?{END}",
        description='A picture in the folder `crops`, "" for none.',
    ),
]


class Status(StrEnum):
    """What a page is, and whether it was read."""

    READ = "read"
    # It was read, and another page shows the same page of the same paper.
    DUPLICATE = "duplicate"
    # It seems to be an answer sheet, or its file may hold some, and it could not be read.
    UNREADABLE = "unreadable"
    # An answer sheet of another quiz.
    FOREIGN = "foreign"
    # Printed text without a sheet, such as the questions of a paper that its sheet is bound to.
    QUESTIONS = "question page"
    # Nothing is on it, as on the back of a sheet.
    BLANK = "blank"


class Doubt(StrEnum):
    """Why a person should look at a row."""

    NONE = ""
    # A bubble may be filled, or may not.
    WEAK = "weak"
    # Several bubbles are filled, and the row takes one.
    SEVERAL = "several"
    # A mark beside a filled bubble seems to have been erased.
    ERASED = "erased"
    # A mark beside a filled bubble seems to have been crossed out.
    CROSSED = "crossed out"
    # A person marks the row.
    BY_HAND = "by hand"


@dataclass(frozen=True, slots=True)
class RowReading:
    """What was read in a row of bubbles.

    `label` is the row's label on the sheet. `letters` are those of the filled bubbles in the row's
    order: with a doubt, the most likely ones. `darkness` belongs to the row's letters, one by one:
    0 is an empty bubble, 1 is black. `confidence` is the probability, as the reader sees it, that
    `letters` are right.
    """

    label: Annotated[str, Meta(min_length=1)]
    letters: tuple[str, ...]
    darkness: tuple[Share, ...]
    confidence: Share
    doubt: Doubt = Doubt.NONE
    crop: _CropName = ""


@dataclass(frozen=True, slots=True)
class HeadReading:
    """What the bubbles at the head of a sheet say: the version, or the digits of a number.

    `value` is "" if they say nothing, and the most likely value with a doubt.
    """

    value: str = ""
    confidence: Share = 1.0
    doubt: Doubt = Doubt.NONE
    crop: _CropName = ""


@dataclass(frozen=True, slots=True)
class PageReading:
    """What was read on a page of a file.

    `page` counts from 1 in the file; it is 0 if the file could not be opened. `reason` says in
    words why a page was not read, or what it repeats. `paper`, `sheet_page` (from 1) and `layout`
    are what the QR code says; `sheet_page` is 0 if it was not read. A page whose QR code cannot be
    read may have rows all the same, if all sheets of the quiz have the same: a person has to say
    whose it is. `transform` takes mm on the
    sheet to pixels of the page as `pages.pictures` returns it: a 3 x 3 matrix, row by row.
    `name_crop` shows the name and number that were written by hand, on sheets without a name.
    """

    file: Annotated[str, Meta(min_length=1)]
    sha256: _Sha256
    page: Annotated[int, Meta(ge=0)]
    status: Status
    reason: str = ""
    paper: str = ""
    sheet_page: Annotated[int, Meta(ge=0)] = 0
    layout: str = ""
    version: HeadReading = HeadReading()
    number: HeadReading = HeadReading()
    rows: tuple[RowReading, ...] = ()
    transform: tuple[float, ...] = ()
    name_crop: _CropName = ""

    @property
    def source(self) -> str:
        """Return the name of the page for people: the file, and the page in it."""
        return f"{self.file}, page {self.page}" if self.page else self.file

    @property
    def is_read(self) -> bool:
        """Return whether its rows were read."""
        return self.status in {Status.READ, Status.DUPLICATE}


@dataclass(frozen=True, slots=True)
class Readings:
    """What was read on all pages, in the order of files and pages.

    `quiz` is the fingerprint of the quiz. `program` says what read them: other programs may read
    the same pages differently.
    """

    format: Literal[1]
    quiz: str
    program: str
    pages: tuple[PageReading, ...]


def reading_of(page: PageReading) -> Reading:
    """Return what was read on a page, as the score takes it: doubtful rows as they seem.

    A doubtful version or number says nothing. A person decides doubtful rows; `to_review` returns
    them.
    """
    return Reading(
        page.source,
        {row.label: frozenset(row.letters) for row in page.rows},
        "" if page.version.doubt else page.version.value,
        "" if page.number.doubt else page.number.value,
    )


def to_review(page: PageReading) -> tuple[RowReading, ...]:
    """Return the rows of a page that a person should look at, those by hand included."""
    return tuple(row for row in page.rows if row.doubt)


def to_json(readings: Readings) -> bytes:
    """Return the readings as UTF-8 JSON, the same bytes for the same readings."""
    written = json.dumps(to_builtins(readings), ensure_ascii=False, indent=1)
    return f"{written}\n".encode()


def rounded(share: float) -> float:
    """Return a share within 0 and 1 as readings hold it: with three decimals."""
    return round(min(1.0, max(0.0, float(share))), _DIGITS)


def rounded_transform(numbers: Iterable[float]) -> tuple[float, ...]:
    """Return the numbers of a transform as readings hold them."""
    return tuple(round(float(number), _TRANSFORM_DIGITS) for number in numbers)


def readings_of(data: bytes) -> Readings:
    """Return the readings in the bytes; raises ValueError with what is wrong."""
    try:
        return msgspec.json.decode(data, type=Readings)
    except (UnicodeDecodeError, msgspec.DecodeError, RecursionError) as error:
        raise ValueError(str(error)) from None


def read_readings(path: Path) -> Readings:
    """Return the readings in a file.

    Raises QuizgenError: Q700 if the file is damaged, Q001, Q002 or Q003 if it cannot be read.
    """
    data = bytes_of(path, _MOST_BYTES, "readings", (".json",))
    try:
        return readings_of(data)
    except ValueError as error:
        message = f"the file does not hold readings of answer sheets: {error}"
        raise QuizgenError([Diagnostic("Q700", message, Place(str(path)), _FIX)]) from None
