"""The manifest (``quiz.json``): what was printed, and for every version the order that it was printed in."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from functools import cached_property

from quizgen.forms.form import AnswerIn
from quizgen.forms.registry import form_of
from quizgen.quiz.geometry import Sheets

FORMAT = 2
# So many hexadecimal digits tell the papers of a school apart, and can be read out.
_FINGERPRINT_DIGITS = 10


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer stands: what it was taken from, and the paragraph of that, None if it has none."""

    source: str
    paragraph: int | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: the `file` in the folder ``pictures`` beside the manifest, what it shows in words, its pixels."""

    file: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class QuizItem:
    """An item in its own order, which versions permute.

    `id` is permanent, `form` the name of its form; `facts` are the ``kind/id`` that it asks
    for, `field` the field. `key` are the indices of the right `options`; in matching, the option that
    belongs to each of `left`; in ordering, 0, 1, 2 …, as `options` stand in the right order. `answer` is the
    key in words, `remarks` what the key tells besides. `difficulty` is an estimated share of wrong
    answers. `pictures` stand below the stem. `option_pictures` are the options themselves where these are
    pictures, one for each of `options`, which then hold their words; () elsewhere.
    """

    id: str
    form: str
    facts: tuple[str, ...]
    field: str
    stem: str
    options: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    left: tuple[str, ...] = ()
    answer: str = ""
    remarks: tuple[str, ...] = ()
    cited: tuple[Source, ...] = ()
    difficulty: float = 0.5
    pictures: tuple[Picture, ...] = ()
    option_pictures: tuple[Picture, ...] = ()

    @property
    def every_picture(self) -> tuple[Picture, ...]:
        """Return the pictures of its stem and of its options."""
        return (*self.pictures, *self.option_pictures)

    @property
    def printed_parts(self) -> tuple[object, ...]:
        """Return what stands on a paper of it, for a fingerprint."""
        shown = [picture.file for picture in self.pictures]
        parts = (self.id, self.form, self.stem, self.options, self.left, shown)
        # Papers without such options keep the fingerprint that they have always had.
        options = [picture.file for picture in self.option_pictures]
        return (*parts, options) if options else parts


@dataclass(frozen=True, slots=True)
class QuizSection:
    """A section of every version: its title and instructions as the author wrote them, and the points of an item.

    A section that `continues` the one before it is the author's same section: another form of items.
    """

    title: str = ""
    instructions: str = ""
    points: float = 1
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """An item in a version: its index in `items`, and the indices of its options and left entries in printed order."""

    item: int
    options: tuple[int, ...] = ()
    left: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Student:
    """Whose paper it is; `number` is the student's alone."""

    number: str
    name: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the paper, and for each section its items in printed order.

    `version` is its letter, or the number of the `student` whose paper it is.
    """

    version: str
    sections: tuple[tuple[Place, ...], ...]
    student: Student | None = None


@dataclass(frozen=True, slots=True)
class Marking:
    """How the paper is marked: the points that a `wrong` answer costs, and whether a part of an answer earns a part."""

    wrong: float = 0
    partial: bool = False


# Without slots: the fingerprint of a thousand papers is worth keeping.
@dataclass(frozen=True)
class Manifest:
    """A printed quiz: what it was made from, its items, its sections, and every version of it.

    `instructions` are those of the whole paper, "" where it has none; `sheet` is the geometry of its answer
    sheets, None where there are none.
    """

    deck: str
    title: str
    language: str
    seed: int
    paper: str
    items: tuple[QuizItem, ...]
    sections: tuple[QuizSection, ...]
    versions: tuple[Version, ...]
    source: str = ""
    marking: Marking = Marking()
    sheet: Sheets | None = None
    instructions: str = ""

    @cached_property
    def fingerprint(self) -> str:
        """Return what tells the papers of this quiz from all others: a hash of what stands on them.

        It hangs on the items and on every order in which they are printed. What is right, and why,
        is not on a paper: a key may be corrected later.
        """
        items = [item.printed_parts for item in self.items]
        papers = [_plain(version) for version in self.versions]
        # One point is one, whether it is written 1 or 1.0.
        sections = [
            asdict(section) | {"points": float(section.points)} for section in self.sections
        ]
        marking = (float(self.marking.wrong), self.marking.partial)
        # Papers without instructions of their own keep the fingerprint that they have always had.
        own = [self.instructions] if self.instructions else []
        printed_words = json.dumps(
            [self.title, items, sections, papers, marking, *own], sort_keys=True
        )
        return hashlib.sha256(printed_words.encode()).hexdigest()[:_FINGERPRINT_DIGITS]


@dataclass(frozen=True, slots=True)
class PrintedItem:
    """An item as a version prints it: `number` counts from 1, `options`, `left` and `key` are in printed order.

    `key` holds indices into `options`; in matching, one for each of `left`; in ordering, from the first to
    the last. `option_pictures` are in printed order, too.
    """

    item: QuizItem
    number: int
    options: tuple[str, ...]
    left: tuple[str, ...]
    key: tuple[int, ...]
    option_pictures: tuple[Picture, ...] = ()


def printed(manifest: Manifest, version: Version) -> Iterator[list[PrintedItem]]:
    """Yield the items of each section as a version prints them."""
    number = 0
    for section in version.sections:
        made = []
        for place in section:
            number += 1
            made.append(_printed(manifest.items[place.item], place, number))
        yield made


def _printed(item: QuizItem, place: Place, number: int) -> PrintedItem:
    options = tuple(item.options[index] for index in place.options)
    shown = (
        tuple(item.option_pictures[index] for index in place.options)
        if item.option_pictures
        else ()
    )
    left = tuple(item.left[index] for index in place.left)
    key = item.key
    if item.left:
        key = tuple(item.key[index] for index in place.left)
    places = tuple(place.options.index(index) for index in key)
    # The key of an item with several rows has their order.
    kept = form_of(item).answer_in is AnswerIn.ROWS
    return PrintedItem(
        item, number, options, left, places if kept else tuple(sorted(places)), shown
    )


def _plain(version: Version) -> dict[str, object]:
    """Return what `asdict` does, which for the places of a thousand papers takes ten times as long."""
    sections = [
        [{"item": place.item, "options": place.options, "left": place.left} for place in section]
        for section in version.sections
    ]
    student = asdict(version.student) if version.student else None
    return {"version": version.version, "sections": sections, "student": student}


def to_json(manifest: Manifest) -> bytes:
    """Return the manifest as UTF-8 JSON, the same bytes for the same manifest."""
    papers = [_plain(version) for version in manifest.versions]
    document = {
        "format": FORMAT,
        "fingerprint": manifest.fingerprint,
        **asdict(replace(manifest, versions=())),
    }
    document["versions"] = papers
    if not manifest.instructions:
        del document["instructions"]
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
