"""What a deck says of its printed quiz."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from msgspec import Struct

from quizgen.aside import WithAside
from quizgen.deck.answered import Tried
from quizgen.deck.model.looks import Look
from quizgen.diagnostics import Place
from quizgen.media.model import Media


class FormNames(Struct, frozen=True):
    """The names of forms: `every` form of a quiz, and those that `stand_in` for others."""

    every: tuple[str, ...]
    stand_in: tuple[str, ...]


class Passage(Struct, frozen=True):
    """A text or a picture that several items share on paper, or both, with its id."""

    id: str
    place: Place
    title: str = ""
    text: str = ""
    picture: Media | None = None


class QuizSection(WithAside, frozen=True):
    """A part of the printed quiz: `items` exercises of the `forms`, () for those of the quiz.

    It asks about the kinds of fact, the tags, or the questions and facts by their ids in `of`, ()
    for all. Each exercise is worth
    `points`, None for those of the quiz.
    """

    ASIDE = frozenset({"place"})

    items: int = 0
    title: str = ""
    instructions: str = ""
    forms: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    points: Decimal | None = None
    place: Place | None = None


# How close the items of a paper stand, the usual one first.
DENSITIES = ("normal", "compact")
USUAL_DENSITY = DENSITIES[0]


class Mark(Struct, frozen=True):
    """A mark, and the least percentage of the points that earns it."""

    name: str
    least: Decimal


class QuizDefaults(WithAside, frozen=True):
    """The deck's settings for its printed quiz; options of the command line override them.

    - `title` is the heading of the paper, "" for the deck's own; `instructions` stand below it.
    - Three options are enough if a fourth would only fill the space (Rodriguez 2005; Tarrant 2009).
    - If a paper lacks exercises of its `forms`, questions without enough options take one of
      `otherwise`.
    - A paper has `versions` (1 to 26). A wrong answer costs `wrong` points; a partly right one
      earns a part of the points if `partial`.
    - `address` is ``formal`` or ``informal``, in languages whose words differ.
    - `columns` is None if the deck does not say; `density` is one of `DENSITIES`.
    - With `duplex`, each of several papers begins on a new sheet in double-sided printing.
    - `responses` are the files with answers of classes, and `tried` is what they say of options, by
      the id of the item.
    - The `head` has more fields, each by its key and its words, "" for a line to write on.
    - The `logo` stands above the title. With a `cover`, the items begin on a page of their own,
      and `cover_text` stands on the cover.
    - The key shows the marks of the `scale`.
    - Every paper has the questions `chosen`, and none of those in `without`: by ids, which are
      written at `places`.
    """

    ASIDE = frozenset({"places"})

    title: str = ""
    instructions: str = ""
    address: str = "formal"
    items: int = 20
    options: int = 4
    at_least: int = 3
    seed: int = 1
    paper: str = "a4"
    columns: int | None = None
    density: str = USUAL_DENSITY
    large_print: bool = False
    duplex: bool = True
    forms: tuple[str, ...] = ("choice",)
    otherwise: tuple[str, ...] = ("true-false", "short", "fill-in")
    points: Decimal = Decimal(1)
    sections: tuple[QuizSection, ...] = ()
    template: Look | None = None
    versions: int = 1
    wrong: Decimal = Decimal(0)
    partial: bool = False
    responses: tuple[str, ...] = ()
    tried: Mapping[str, tuple[Tried, ...]] = {}
    chosen: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    places: Mapping[str, tuple[Place, ...]] = {}
    scale: tuple[Mark, ...] = ()
    head: tuple[tuple[str, str], ...] = ()
    logo: Media | None = None
    cover: bool = False
    cover_text: str = ""
