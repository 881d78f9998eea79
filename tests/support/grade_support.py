"""A small quiz with answer sheets, and what a reader would read on them."""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Mapping, Sequence

from quizgen.grade.readings import Doubt, HeadReading, PageReading, Readings, RowReading, Status
from quizgen.language.labels import load_labels
from quizgen.paper.answer_sheet_rows import rows_of
from quizgen.quiz.geometry import (
    Box,
    Bubble,
    PageLayout,
    SheetLayout,
    SheetPaper,
    Sheets,
    layout_fingerprint,
)
from quizgen.quiz.manifest import (
    ItemOrder,
    Manifest,
    Marking,
    QuizItem,
    QuizSection,
    Source,
    Student,
    Version,
)

LABELS = load_labels("en").texts
CITIES = ("Paris", "Rome", "Madrid", "Vienna")


def item(name: str, form: str = "choice", key: tuple[int, ...] = (0,), **more: object) -> QuizItem:
    """Return an item about the fact ``cities/NAME``, by default with the first city right."""
    options: tuple[str, ...] = () if form in {"short", "fill-in"} else CITIES
    base = QuizItem(
        f"cities/{name}/seat",
        form,
        (f"cities/{name}",),
        "seat",
        f"Which city is {name}?",
        options,
        key if options else (),
        answer=", ".join(options[index] for index in key) if options else name,
        cited=(Source("A book", 3),),
    )
    return dataclasses.replace(base, **more)  # type: ignore[arg-type]


def quiz(
    items: Sequence[QuizItem],
    orders: Mapping[str, tuple[int, ...]] | None = None,
    students: Sequence[Student] = (),
    **marking: object,
) -> Manifest:
    """Return a quiz; `orders` has the order of options of each version.

    In every version but the first, the items come backwards.
    """
    orders = orders or {"A": (0, 1, 2, 3)}
    names = [student.number for student in students] or list(orders)
    given = list(orders.values())
    owners: list[Student | None] = [*students] or [None] * len(names)
    versions = tuple(
        Version(name, (_places(items, given[count % len(given)], count),), owner)
        for count, (name, owner) in enumerate(zip(names, owners, strict=True))
    )
    manifest = Manifest(
        deck="capitals",
        title="Cities",
        language="en",
        seed=1,
        paper="a4",
        items=tuple(items),
        sections=(QuizSection(points=1),),
        versions=versions,
        marking=Marking(**marking),  # type: ignore[arg-type]
    )
    return dataclasses.replace(manifest, sheet=_sheets(manifest))


def _places(items: Sequence[QuizItem], order: tuple[int, ...], count: int) -> tuple[ItemOrder, ...]:
    places = [
        ItemOrder(index, order if each.options else (), tuple(range(len(each.left))))
        for index, each in enumerate(items)
    ]
    return tuple(reversed(places)) if count else tuple(places)


def _sheets(manifest: Manifest) -> Sheets:
    layouts, papers = {}, []
    for version in manifest.versions:
        rows = rows_of(manifest, version, LABELS)
        number = () if version.student else (Bubble(0, "0", 10.0, 10.0, 2.0),)
        page = PageLayout(210.0, 297.0, (), Box(1.0, 1.0, 2.0, 2.0), (), number=number)
        layout = SheetLayout(layout_fingerprint(rows, (page,)), rows, (page,))
        layouts[layout.fingerprint] = layout
        shares = len(manifest.versions) > 1 and not version.student
        paper = SheetPaper(
            version.version if version.student else "",
            layout.fingerprint,
            "" if shares else version.version,
        )
        if paper not in papers:
            papers.append(paper)
    return Sheets(layouts, tuple(papers))


def page(
    manifest: Manifest, letters: str, version: str = "A", number: str = "", **more: object
) -> PageReading:
    """Return a page whose rows have these letters, row by row; ``-`` is an empty row.

    ``?`` after a letter makes it doubtful, and letters together fill several bubbles.
    """
    assert manifest.sheet
    owner = next(each for each in manifest.versions if each.version == version)
    rows = rows_of(manifest, owner, LABELS)
    layout = next(each for each in manifest.sheet.layouts.values() if each.rows == rows)
    paper = version if owner.student else ""
    said = HeadReading(version) if not owner.student else HeadReading()
    read = tuple(
        _row(row.label, row.letters, marks)
        for row, marks in zip(rows, letters.split(), strict=True)
    )
    name = str(more.pop("file", f"{version}{number}.png"))
    base = PageReading(
        name,
        hashlib.sha256(name.encode()).hexdigest(),
        1,
        Status.READ,
        paper=paper,
        sheet_page=1,
        layout=layout.fingerprint,
        version=said,
        number=HeadReading(number),
        rows=read,
    )
    return dataclasses.replace(base, **more)  # type: ignore[arg-type]


def _row(label: str, letters: tuple[str, ...], marks: str) -> RowReading:
    doubt = Doubt.WEAK if marks.endswith("?") else Doubt.NONE
    filled = tuple(letter for letter in letters if letter in marks)
    darkness = tuple(1.0 if letter in filled else 0.0 for letter in letters)
    return RowReading(label, filled, darkness, 1.0, doubt)


def readings(manifest: Manifest, *pages: PageReading) -> Readings:
    """Return the readings of a quiz."""
    return Readings(1, manifest.fingerprint, "a test", pages)
