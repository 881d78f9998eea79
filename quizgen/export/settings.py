"""Settings that a Python program gives: checked as the command line checks its options."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import TypedDict, TypeVar

from quizgen.deck.keys.quiz import QUIZ_KEYS
from quizgen.deck.model.quiz import QuizDefaults
from quizgen.deck.print_template import OWN_TEMPLATE
from quizgen.deck.read import clean_text, is_blank
from quizgen.diagnostics import did_you_mean
from quizgen.export.paper import Printing
from quizgen.forms.registry import FORMS
from quizgen.paper.card_pdf import MOST_COLUMNS, MOST_ROWS, CardGrid
from quizgen.project import Project, QuizOptions
from quizgen.quiz.read_manifest import read_manifest
from quizgen.typeset.page_style import make_page_style

T = TypeVar("T")
AnyPath = str | Path
_PDFS = ("all", "quiz", "key", "none")
_MOST_DIGITS = 12
# No wrong answer costs as many points.
_MOST_POINTS = 1000


class QuizSettings(TypedDict, total=False):
    """What a quiz is like; the deck decides about what you leave out or set to None.

    - `title`, `instructions`: texts at the head of the paper
    - `items` (1 to 2000), `options` an item (3 to 8), `versions` (1 to 26)
    - `seed`: another number chooses other items
    - `forms`: names of forms, such as ``["choice", "matching"]``
    - `paper`: ``a4`` or ``letter``
    - `wrong`: the points that a wrong answer costs
    - `partial`: whether a partly right answer earns a part of its points
    - `chosen`, `without`: ids of questions that the paper must have and must not have, besides
      those of the deck
    - `avoid`: manifests of earlier quizzes (``quiz.json``), whose questions it must not ask again
    """

    title: str | None
    instructions: str | None
    items: int | None
    options: int | None
    seed: int | None
    forms: Sequence[str] | None
    paper: str | None
    versions: int | None
    wrong: float | Decimal | None
    partial: bool | None
    chosen: Sequence[str] | None
    without: Sequence[str] | None
    avoid: Sequence[AnyPath] | None


class PrintSettings(TypedDict, total=False):
    """Which files to print, and what they look like.

    - `pdf`: ``all`` (the default), ``quiz``, ``key`` or ``none``
    - `worked`: also a copy that shows and explains the right answers
    - `split`: a file for each version or student, and a key for each
    - `answer_sheet`: also answer sheets; `bound`: put them behind each paper instead
    - `digits`: how many digits of the student's number a class's answer sheet has fields for
    - `overlay`: also answer sheets, and their right answers to print on film
    - `score_list`: also a table of the students to fill in with their scores
    - `columns` (1 to 3), `large_print`, `duplex`: the deck decides about None
    - `columns` (1 to 3), `density` (``normal`` or ``compact``), `large_print`, `duplex`: the deck
      decides about None
    - `font`: a font family; `font_folders`: folders with further fonts
    - `template`: a folder with a ``user.typ`` of your own
    """

    pdf: str
    worked: bool
    split: bool
    answer_sheet: bool
    bound: bool
    digits: int
    overlay: bool
    score_list: bool
    columns: int | None
    density: str | None
    large_print: bool | None
    duplex: bool | None
    font: str
    font_folders: Sequence[AnyPath]
    template: AnyPath | None


def quiz_options(given: QuizSettings) -> QuizOptions:
    """Return the settings of a quiz.

    Raises ValueError for a value out of range, TypeError for an unknown name, and QuizgenError for
    a manifest to avoid that can't be read.
    """
    _check_names(given, QuizSettings)
    forms = given.get("forms")
    return QuizOptions(
        title=_text("title", given.get("title")),
        instructions=_text("instructions", given.get("instructions")),
        items=_number("items", given.get("items")),
        options=_number("options", given.get("options")),
        seed=_number("seed", given.get("seed")),
        paper=_paper(given.get("paper")),
        forms=None if forms is None else _forms(forms),
        versions=_number("versions", given.get("versions")),
        wrong=_points(given.get("wrong")),
        partial=given.get("partial"),
        chosen=_ids("chosen", given.get("chosen")),
        without=_ids("without", given.get("without")),
        avoid=tuple(read_manifest(Path(path)) for path in given.get("avoid") or ()),
    )


def printing(quiz: QuizDefaults, given: PrintSettings) -> Printing:
    """Return how to print a quiz whose deck asks for `quiz`.

    Raises ValueError for a value out of range, TypeError for an unknown name, and QuizgenError
    (Q505) for a folder without a template.
    """
    _check_names(given, PrintSettings)
    digits = given.get("digits", 5)
    if digits not in range(_MOST_DIGITS + 1):
        raise ValueError(f"digits takes a whole number from 0 to {_MOST_DIGITS}, not {digits!r}")
    template = given.get("template")
    layout = make_page_style(
        quiz,
        columns=_number("columns", given.get("columns")),
        density=_density(given.get("density")),
        large_print=given.get("large_print"),
        font=given.get("font", ""),
        folders=folders(given.get("font_folders", ())),
        template=None if template is None else Path(template),
        duplex=given.get("duplex"),
    )
    return Printing(
        pdf=_one_of("pdf", given.get("pdf", "all"), _PDFS),
        worked=given.get("worked", False),
        split=given.get("split", False),
        layout=layout,
        sheet=given.get("answer_sheet", False),
        bound=given.get("bound", False),
        digits=digits,
        scores=given.get("score_list", False),
        overlay=given.get("overlay", False),
    )


def card_grid(columns: int, rows: int, paper: str, flip: str) -> CardGrid:
    """Return how study cards lie on a page; raises ValueError for what doesn't fit."""
    if columns not in range(1, MOST_COLUMNS + 1) or rows not in range(1, MOST_ROWS + 1):
        most = f"{MOST_COLUMNS} columns and {MOST_ROWS} rows"
        raise ValueError(f"a page has up to {most} of cards, not {columns!r} and {rows!r}")
    flip = _one_of("flip", flip, ("long", "short"))
    return CardGrid(columns, rows, _paper(paper) or paper, flip)


def card_kinds(project: Project, kinds: Iterable[str]) -> tuple[str, ...]:
    """Return kinds of fact; raises ValueError for one that the deck has no facts of."""
    known = {fact.kind for fact in project.deck.facts.values() if not fact.background}
    return _known("kind", kinds, known)


def folders(paths: Sequence[AnyPath]) -> tuple[Path, ...]:
    """Return folders with fonts; raises ValueError for one that is missing."""
    if isinstance(paths, str):
        raise ValueError(f"font_folders takes a list of folders, not {paths!r}")  # noqa: TRY004 - as all
    found = tuple(map(Path, paths))
    for path in found:
        if not path.is_dir():
            raise ValueError(f"font_folders: there is no folder `{path}`")
    return found


def own_files(template: AnyPath | None) -> list[Path]:
    """Return the files of a template that a run reads."""
    return [] if template is None else [Path(template) / OWN_TEMPLATE]


def _check_names(given: object, shape: type) -> None:
    known = shape.__annotations__
    for name in given if isinstance(given, dict) else ():
        if name not in known:
            raise TypeError(f"there is no setting `{name}`; {did_you_mean(name, known)}")


def _number(name: str, value: int | None) -> int | None:
    key = QUIZ_KEYS[name]
    if value is not None and not (isinstance(value, int) and key.least <= value <= key.most):
        span = f"from {key.least} to {key.most}"
        raise ValueError(f"{name} takes a whole number {span}, not {value!r}")
    return value


def _text(name: str, value: str | None) -> str | None:
    if value is None:
        return None
    if is_blank(value):
        raise ValueError(f"there is nothing to print in the {name}")
    return clean_text(value)


def _ids(name: str, value: Sequence[str] | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    if isinstance(value, str) or not all(isinstance(each, str) for each in value):
        raise ValueError(f"{name} takes a list of ids, not {value!r}")
    return tuple(value)


def _paper(value: str | None) -> str | None:
    return value and _one_of("paper", value.lower(), QUIZ_KEYS["paper"].choices)


def _density(value: str | None) -> str | None:
    return value and _one_of("density", value, QUIZ_KEYS["density"].choices)


def _points(value: float | Decimal | None) -> Decimal | None:
    if value is None:
        return None
    try:
        points = Decimal(str(value))
    except InvalidOperation:
        points = Decimal("NaN")
    if not (points.is_finite() and 0 <= points < _MOST_POINTS):
        raise ValueError(f"wrong takes a number of points, such as 0.25, not {value!r}")
    return points


def _forms(names: Sequence[str]) -> tuple[str, ...]:
    if not names or isinstance(names, str):
        raise ValueError(f"forms takes a list such as ['choice'], not {names!r}")
    return _known("form", names, FORMS)


def _one_of(name: str, value: str, choices: Sequence[str]) -> str:
    if value not in choices:
        raise ValueError(f"{name} takes one of {', '.join(choices)}, not {value!r}")
    return value


def _known(what: str, names: Iterable[str], known: Iterable[str]) -> tuple[str, ...]:
    known = set(known)
    for name in names:
        if name not in known:
            raise ValueError(f"there is no {what} `{name}`; {did_you_mean(name, known)}")
    return tuple(dict.fromkeys(names))
