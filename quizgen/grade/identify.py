"""Brings the pages of each paper together, and tells whose paper it is and which version."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from quizgen.grade.corrections import NAME, NUMBER, VERSION, Corrections, page_id
from quizgen.grade.readings import PageReading
from quizgen.quiz.geometry import SheetLayout
from quizgen.quiz.manifest import Manifest, Student
from quizgen.quiz.symbols import as_code

# Two sheets with one number are two papers if more than this share of their rows differs.
_DIFFERENT = 0.2


@dataclass(frozen=True, slots=True)
class Sheet:
    """All pages of one paper.

    `key` is unique. `student` is its owner; the number and the name are "" if nobody knows them.
    `version` is "" if neither the sheet nor a person says it. `layout` is that of the first page.
    `asks` has ``version`` or ``number`` if a person must say it, and `shares_number` tells whether
    another paper has the same number.
    """

    key: str
    pages: tuple[PageReading, ...]
    student: Student
    version: str
    layout: SheetLayout
    asks: tuple[str, ...] = ()
    shares_number: bool = False


def sheets_of(
    manifest: Manifest,
    pages: Iterable[PageReading],
    corrections: Corrections,
    roster: Sequence[Student] = (),
) -> list[Sheet]:
    """Return the papers whose pages were read, in the order of the manifest or of their numbers.

    Pages that a person left out are missing. A `roster` names the students of sheets that carry
    only a number.
    """
    maker = _Maker(manifest, corrections, roster)
    kept = [page for page in pages if page.is_read and not corrections.leaves_out(page)]
    known = [page for page in kept if maker.layout(page) is not None]
    groups: dict[tuple[str, ...], list[PageReading]] = {}
    for page in known:
        groups.setdefault(maker.owner(page), []).append(page)
    made = [sheet for owner, group in groups.items() for sheet in maker.sheets(owner, group)]
    return sorted(made, key=maker.order)


class _Maker:
    """Makes the sheets of one quiz."""

    def __init__(
        self, manifest: Manifest, corrections: Corrections, roster: Sequence[Student]
    ) -> None:
        self._corrections = corrections
        self._layouts: Mapping[str, SheetLayout] = manifest.sheet.layouts if manifest.sheet else {}
        self._versions = {version.version: version for version in manifest.versions}
        self._places = {name: place for place, name in enumerate(self._versions)}
        self._codes = {as_code(name): name for name in self._versions}
        self._papers = {
            (paper.paper, paper.layout): paper.version
            for paper in (manifest.sheet.papers if manifest.sheet else ())
        }
        self._roster = _by_number(roster)

    def layout(self, page: PageReading) -> SheetLayout | None:
        """Return the layout of a page, None if the quiz has no such sheet."""
        return self._layouts.get(page.layout)

    def owner(self, page: PageReading) -> tuple[str, ...]:
        """Return what the pages of one paper share."""
        version = self._printed_version(page)
        if version and self._versions[version].student:
            return ("student", version)
        number = self._number(page)
        # Nobody knows yet which other pages belong to it.
        return ("number", number) if number else ("page", page_id(page))

    def sheets(self, owner: tuple[str, ...], pages: Sequence[PageReading]) -> Iterator[Sheet]:
        """Yield the paper of an owner, or several that seem to have one number."""
        groups = [pages] if owner[0] == "student" else _papers_in(pages)
        for place, group in enumerate(groups, 1):
            key = " ".join(owner) if place == 1 else f"{' '.join(owner)} ({place})"
            yield self._sheet(key, group, shares=len(groups) > 1)

    def order(self, sheet: Sheet) -> tuple[object, ...]:
        """Return what sorts the papers: versions of students, then numbers."""
        is_students = bool(sheet.version and self._versions[sheet.version].student)
        place = self._places.get(sheet.version, 0) if is_students else 0
        number = sheet.student.number
        return (not number, place, len(number), number, sheet.key)

    def _sheet(self, key: str, pages: Sequence[PageReading], *, shares: bool) -> Sheet:
        layout = self._layouts[pages[0].layout]
        version = self._version(pages)
        student = self._student(version, pages)
        asks = ["version"] if not version else []
        if layout.pages[0].number and (not student.number or shares):
            asks.append("number")
        return Sheet(key, tuple(pages), student, version, layout, tuple(asks), shares)

    def _student(self, version: str, pages: Sequence[PageReading]) -> Student:
        owner = self._versions[version].student if version else None
        if owner:
            return owner
        number = next(filter(None, map(self._number, pages)), "")
        found = self._roster.get(number.lstrip("0")) if number else None
        names = (self._corrections.value(page, NAME) for page in pages)
        name = next(filter(None, names), "")
        if found:
            return Student(found.number, name or found.name, found.group)
        # A student has a number; papers without one are told apart by their key.
        return Student(number, name)

    def _version(self, pages: Sequence[PageReading]) -> str:
        """Return the version of a paper: a person's word, the sheet's own, then the bubbles."""
        said = [self._corrections.value(page, VERSION) for page in pages]
        own = [self._printed_version(page) for page in pages]
        known = [each for each in (*said, *own) if each in self._versions]
        if known:
            return known[0]
        if len(self._versions) == 1:
            return next(iter(self._versions))
        return self._filled_version(pages)

    def _filled_version(self, pages: Sequence[PageReading]) -> str:
        """Return the version that the bubbles of the pages agree on, "" for none."""
        filled = {page.version.value for page in pages if not page.version.doubt} - {""}
        return filled.pop() if len(filled) == 1 and filled <= self._versions.keys() else ""

    def _printed_version(self, page: PageReading) -> str:
        """Return the version that a sheet was printed for, "" if versions share it."""
        version = self._papers.get((page.paper, page.layout), "")
        if not version:
            # Sheets from before the manifest said so.
            version = self._codes.get(page.paper, "")
        return version if version in self._versions else ""

    def _number(self, page: PageReading) -> str:
        read = "" if page.number.doubt else page.number.value
        return self._corrections.value(page, NUMBER) or read


def _by_number(roster: Sequence[Student]) -> dict[str, Student]:
    """Return the students by their numbers without leading zeros, where these are unique."""
    found: dict[str, list[Student]] = {}
    for student in roster:
        found.setdefault(student.number.lstrip("0"), []).append(student)
    return {number: same[0] for number, same in found.items() if len(same) == 1}


def _papers_in(pages: Sequence[PageReading]) -> list[list[PageReading]]:
    """Return the papers among pages with one number: pages that contradict each other differ."""
    papers: list[list[PageReading]] = []
    for page in pages:
        home = next((each for each in papers if _goes_with(page, each)), None)
        if home is None:
            papers.append([page])
        else:
            home.append(page)
    return papers


def _goes_with(page: PageReading, others: Iterable[PageReading]) -> bool:
    """Return whether a page can be of the same paper as others."""
    return all(
        other.layout == page.layout
        and (other.sheet_page != page.sheet_page or _are_alike(page, other))
        for other in others
    )


def _are_alike(one: PageReading, other: PageReading) -> bool:
    mine = {row.label: row.letters for row in one.rows}
    differing = sum(mine.get(row.label) != row.letters for row in other.rows)
    return differing <= _DIFFERENT * max(1, len(other.rows))
