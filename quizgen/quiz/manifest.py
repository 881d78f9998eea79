"""The manifest (``quiz.json``): what was printed, in which orders, and what is right.

These classes are its only definition: its reader, its writer and its JSON Schema come from them.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any, Literal

from msgspec import Meta, to_builtins

from quizgen.forms.registry import FORMS
from quizgen.quiz.geometry import END, Index, Sheets

FORMAT = 3
# This many hexadecimal digits tell the papers of a school apart, and can be read aloud.
_FINGERPRINT_DIGITS = 10
# A deck may say less than this.
MOST_POINTS = 1_000_000
# JSON keeps whole numbers exactly up to this one.
_MOST = 2**53
_Indices = tuple[Index, ...]
_Size = Annotated[int, Meta(ge=0, le=_MOST)]
# Letters name the options.
_Options = Annotated[
    tuple[str, ...],
    Meta(
        max_length=26,
        description="In ordering, in the right order; in true-false and yes-no, these words; "
        "none in fill-in and short.",
    ),
]
_Name = Annotated[str, Meta(min_length=1)]
PaperSize = Literal["a4", "letter"]
HeadName = Literal["school", "teacher", "date", "time"]
Address = Literal["formal", "informal"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where an answer is found: the source, and the paragraph in it, if it has one."""

    source: str
    paragraph: Annotated[int, Meta(ge=-_MOST, le=_MOST)] | None = None


_Part = Annotated[float, Meta(ge=-1, le=2)]


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A shape that covers a part of a picture, in parts of its width and height."""

    label: Annotated[str, Meta(max_length=8, description="Printed on it.")]
    shape: Literal["rect", "ellipse", "polygon"]
    points: Annotated[
        tuple[tuple[_Part, _Part], ...],
        Meta(
            min_length=2,
            max_length=100,
            description="Two opposite corners of the box, or the corners of the polygon.",
        ),
    ]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture: its file in the folder ``pictures`` beside the manifest, its words, its pixels."""

    # No name leads to another folder.
    file: Annotated[str, Meta(pattern=rf"^quizgen-[0-9a-f]{{32}}[.](png|jpg|gif|webp|svg){END}")]
    alt: str
    width: _Size
    height: _Size
    marks: Annotated[
        tuple[PictureMark, ...], Meta(max_length=600, description="What covers parts of it.")
    ] = ()


def _printed_picture(picture: Picture) -> object:
    """Return what of a picture is printed, for a fingerprint; without marks, its file."""
    marks = [(mark.label, mark.shape, mark.points) for mark in picture.marks]
    return (picture.file, marks) if marks else picture.file


@dataclass(frozen=True, slots=True)
class Criterion:
    """What a part of the points for a written answer is given for."""

    words: _Name
    points: Annotated[float, Meta(gt=0, lt=MOST_POINTS)]


@dataclass(frozen=True, slots=True)
class QuizItem:
    """An item in its own order, which versions permute.

    After printing, a teacher may correct `key`, and `answer` with it, add `other_keys`, or set
    `void`: the papers and their fingerprint stay the same.
    """

    id: Annotated[_Name, Meta(description="Permanent: the same in every quiz.")]
    form: Annotated[str, Meta(extra_json_schema={"enum": [*FORMS]})]
    facts: Annotated[tuple[str, ...], Meta(description="The kind/id of each fact it asks for.")]
    field: Annotated[str, Meta(description="The field that it is about.")]
    stem: str
    options: _Options = ()
    key: Annotated[
        _Indices,
        Meta(
            description="Indices of the right options; in matching, of the one that belongs to "
            "each of left; in ordering, 0, 1, 2 …; none in fill-in and short. If an item that "
            "takes one answer lists several, each is right by itself."
        ),
    ] = ()
    left: Annotated[
        tuple[str, ...],
        Meta(max_length=26, description="The entries to match, in matching alone."),
    ] = ()
    answer: Annotated[str, Meta(description="What is right, in words.")] = ""
    remarks: Annotated[tuple[str, ...], Meta(description="What the key says besides.")] = ()
    cited: tuple[Source, ...] = ()
    difficulty: Annotated[
        float,
        Meta(ge=0, le=1, description="The estimated share of right answers, p: 1 is easiest."),
    ] = 0.5
    pictures: Annotated[tuple[Picture, ...], Meta(description="Below the stem.")] = ()
    option_pictures: Annotated[
        tuple[Picture, ...],
        Meta(
            description="One for each of options, which then hold their words; none where "
            "options are words."
        ),
    ] = ()
    other_keys: Annotated[
        tuple[_Indices, ...],
        Meta(
            description="Further keys, each in the format of `key`. An answer is marked by each of "
            "them, and the best mark counts. None in fill-in and short."
        ),
    ] = ()
    void: Annotated[
        bool,
        Meta(description="Whether everybody earns the item's points, whatever they answered."),
    ] = False

    points: Annotated[
        float | None,
        Meta(
            description="Its own points; the key is missing where it has those of its section.",
        ),
    ] = None

    accepted: Annotated[
        tuple[float, float] | None,
        Meta(
            description="The least and the largest number that are right as a written answer; the "
            "key is missing where the answer has no tolerance.",
        ),
    ] = None

    lines: Annotated[
        int,
        Meta(
            ge=0,
            le=100,
            description="The ruled lines for a short answer; the key is missing where it has the "
            "usual number.",
        ),
    ] = 0
    rubric: Annotated[
        tuple[Criterion, ...],
        Meta(
            max_length=100,
            description="What a short answer earns points for; the key is missing where it has "
            "no rubric.",
        ),
    ] = ()

    passage: Annotated[
        str,
        Meta(
            description="The id of the passage that it refers to; the key is missing where it "
            "refers to none.",
        ),
    ] = ""
    mended: Annotated[
        str,
        Meta(
            description="The stem with a slip mended after printing, which reprints show; the key "
            "is missing where the stem is as it was printed first.",
        ),
    ] = ""

    @property
    def shown_stem(self) -> str:
        """Return the stem to print: as it was mended, else as it was printed first."""
        return self.mended or self.stem

    @property
    def every_picture(self) -> tuple[Picture, ...]:
        """Return the pictures of its stem and of its options."""
        return (*self.pictures, *self.option_pictures)

    @property
    def printed_parts(self) -> tuple[object, ...]:
        """Return the parts that are printed, for a fingerprint."""
        shown = [_printed_picture(picture) for picture in self.pictures]
        parts = (self.id, self.form, self.stem, self.options, self.left, shown)
        # Papers without such options and points keep the fingerprint that they have always had.
        options = [picture.file for picture in self.option_pictures]
        own = (options,) if options else ()
        points = () if self.points is None else ({"points": float(self.points)},)
        room = ({"lines": self.lines},) if self.lines else ()
        rubric = ({"rubric": [(each.words, float(each.points)) for each in self.rubric]},)
        passage = ({"passage": self.passage},) if self.passage else ()
        return (*parts, *own, *points, *room, *(rubric if self.rubric else ()), *passage)

    def points_in(self, section: QuizSection) -> float:
        """Return its points in a section: its own, or those of every item there."""
        return section.points if self.points is None else self.points


@dataclass(frozen=True, slots=True)
class QuizSection:
    """A section of every version: its words as the author wrote them, and the points of an item."""

    title: Annotated[str, Meta(description='"" for the form\'s own.')] = ""
    instructions: Annotated[str, Meta(description='"" for the form\'s own.')] = ""
    points: Annotated[float, Meta(gt=0, lt=MOST_POINTS, description="Of each item in it.")] = 1
    continues: Annotated[
        bool, Meta(description="Whether it is another form of the section before it.")
    ] = False


@dataclass(frozen=True, slots=True)
class ItemOrder:
    """An item in a version, with its options and left entries in printed order."""

    item: Annotated[Index, Meta(description="Its index in items.")]
    options: Annotated[_Indices, Meta(description="options[0] is lettered A.")] = ()
    left: _Indices = ()


@dataclass(frozen=True, slots=True)
class Student:
    """The student whose paper it is: `number` is unique to the student, `group` is the class."""

    number: _Name
    name: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of the paper, with the items of each section in printed order.

    Item numbers run through all sections, from 1.
    """

    version: Annotated[
        _Name, Meta(description="Its letter, or the number of the student whose paper it is.")
    ]
    sections: tuple[tuple[ItemOrder, ...], ...]
    student: Student | None = None
    letter: Annotated[
        str,
        Meta(
            pattern=rf"^[A-Z]?{END}",
            description="The letter of the order that several students share; the key is missing "
            "where the order is the student's own.",
        ),
    ] = ""


@dataclass(frozen=True, slots=True)
class Marking:
    """How the paper is marked; ``quiz/score.py`` has the rules."""

    wrong: Annotated[
        float,
        Meta(
            ge=0,
            lt=MOST_POINTS,
            description="The points that an item costs which was answered and earns nothing.",
        ),
    ] = 0
    partial: Annotated[
        bool, Meta(description="Whether a partly right answer earns a part of its points.")
    ] = False


@dataclass(frozen=True, slots=True)
class HeadField:
    """A field at the head of the papers, and its words, "" for a line to write on."""

    name: HeadName
    words: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A text or pictures that several items share, printed before the first of them."""

    id: _Name
    title: str = ""
    text: str = ""
    pictures: tuple[Picture, ...] = ()

    @property
    def printed_parts(self) -> tuple[object, ...]:
        """Return the parts that are printed, for a fingerprint."""
        shown = [_printed_picture(picture) for picture in self.pictures]
        return self.id, self.title, self.text, shown


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark of the scale."""

    name: _Name
    least: Annotated[float, Meta(ge=0, le=100, description="The least percentage that earns it.")]


@dataclass(frozen=True, slots=True)
class Head:
    """The header of a manifest, before its contents."""

    format: Annotated[
        Literal[3], Meta(description="A reader must refuse a number that it does not know.")
    ]
    fingerprint: Annotated[
        str,
        Meta(
            pattern=rf"^[0-9a-f]{{{_FINGERPRINT_DIGITS}}}{END}",
            description="Printed on every page: a hash of what stands on the papers, not of what "
            "is right.",
        ),
    ]


# Without slots, so that the fingerprint of a thousand papers can be cached.
@dataclass(frozen=True)
class Manifest:
    """A printed quiz: the deck it was made from, its items, its sections, and all its versions.

    Every index counts from 0. A reader ignores keys that it does not know.
    """

    deck: Annotated[_Name, Meta(description="The id of the deck.")]
    title: Annotated[str, Meta(pattern=r"\S", description="The heading of the papers.")]
    # The file with a language's words is named after this.
    language: Annotated[
        str,
        Meta(
            pattern=rf"^[A-Za-z0-9][A-Za-z0-9_.@-]{{0,39}}{END}",
            description="The language's code, such as de or pt-BR.",
        ),
    ]
    seed: Annotated[int, Meta(ge=0, le=_MOST, description="Of the choice; no reader needs it.")]
    paper: PaperSize
    items: Annotated[
        tuple[QuizItem, ...],
        Meta(min_length=1, description="Each item once; versions have orders of their own."),
    ]
    sections: tuple[QuizSection, ...]
    versions: Annotated[tuple[Version, ...], Meta(min_length=1)]
    source: Annotated[
        str, Meta(description='What the facts were taken from, "" if the deck does not say.')
    ] = ""
    marking: Marking = Marking()
    sheet: Annotated[
        Sheets | None,
        Meta(
            description="The answer sheets that were printed, null where there are none. All "
            "lengths are mm from the upper left corner of the page, y downwards."
        ),
    ] = None
    instructions: Annotated[
        str, Meta(description="Those of the whole paper; the key is missing where it has none.")
    ] = ""
    scale: Annotated[
        tuple[Mark, ...],
        Meta(
            max_length=100,
            description="The marks, the best first; the key is missing where there are none.",
        ),
    ] = ()
    head: Annotated[
        tuple[HeadField, ...],
        Meta(
            max_length=10,
            description="More fields at the head; the key is missing where there are none.",
        ),
    ] = ()
    passages: Annotated[
        tuple[Passage, ...],
        Meta(description="What items share; the key is missing where they share nothing."),
    ] = ()
    logo: Annotated[
        Picture | None,
        Meta(description="Above the title; the key is missing where there is none."),
    ] = None
    cover: Annotated[
        bool,
        Meta(description="Whether a cover comes before the items; the key is missing if not."),
    ] = False
    cover_text: Annotated[
        str,
        Meta(description="What the cover says; the key is missing where it has no such text."),
    ] = ""
    address: Annotated[
        Address,
        Meta(
            description="How the papers address their reader, in languages whose words differ; "
            "the key is missing where it is formal."
        ),
    ] = "formal"
    draft: Annotated[
        bool,
        Meta(
            description="Whether the papers have not been handed out, so that the next run may "
            "replace them; the key is missing where they may have been."
        ),
    ] = False

    @property
    def every_picture(self) -> tuple[Picture, ...]:
        """Return all pictures on the papers."""
        of_items = (picture for item in self.items for picture in item.every_picture)
        of_passages = (picture for each in self.passages for picture in each.pictures)
        return (*((self.logo,) if self.logo else ()), *of_passages, *of_items)

    @cached_property
    def fingerprint(self) -> str:
        """Return the hash of everything printed, which tells this quiz's papers from all others.

        It depends on the items and on every order in which they are printed. A paper does not show
        what is right, or why: a key may be corrected later.
        """
        items = [item.printed_parts for item in self.items]
        papers = plain_versions(self.versions)
        sections = to_builtins(self.sections)
        for section in sections:
            # One point is one, whether it is written 1 or 1.0.
            section["points"] = float(section["points"])
        marking = (float(self.marking.wrong), self.marking.partial)
        # Papers without their own instructions keep the fingerprint that they have always had.
        own: list[object] = [self.instructions] if self.instructions else []
        own += [[(each.name, each.words) for each in self.head]] if self.head else []
        passages = [each.printed_parts for each in self.passages]
        own += [{"passages": passages}] if passages else []
        own += [{"logo": self.logo.file}] if self.logo else []
        own += [{"cover": self.cover_text}] if self.cover else []
        printed_words = json.dumps(
            [self.title, items, sections, papers, marking, *own], sort_keys=True
        )
        return hashlib.sha256(printed_words.encode()).hexdigest()[:_FINGERPRINT_DIGITS]


def plain_versions(versions: Iterable[Version]) -> list[dict[str, Any]]:
    """Return versions as JSON has them, without a letter where students have their own order."""
    plain: list[dict[str, Any]] = to_builtins(versions)
    for version in plain:
        if not version["letter"]:
            del version["letter"]
    return plain
