"""Prints answer sheets with bubbles as PDF, and reports where the typesetter put each bubble."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from quizgen.deck.model.looks import Look
from quizgen.diagnostics import Place, QuizgenError
from quizgen.language.labels import Labels
from quizgen.language.script import is_rtl, language_data
from quizgen.quiz.geometry import Row, SheetLayout, read_layouts
from quizgen.quiz.symbols import is_code, marker_svgs, qr_svg
from quizgen.typeset.glyphs import PrintedText, unprintable
from quizgen.typeset.pdf import joined
from quizgen.typeset.typesetting import metadata_in, printable, typeset_each

_PAPERS = {"a4": "a4", "letter": "us-letter"}
SHEET_LABELS = (
    *("name", "class", "date", "page", "sheet", "sheet_number", "sheet_version", "sheet_rows"),
    *("sheet_fill", "sheet_wrong", "sheet_correct", "sheet_many", "sheet_by_hand"),
)
_MOST_ROWS, _MOST_LETTERS, _MOST_LABEL, _MOST_LETTER, _MOST_DIGITS, _MOST_VERSIONS = (
    2000,
    12,
    10,
    2,
    12,
    26,
)
# Longer text is cut anyway, and would keep the typesetter busy.
_MOST_CHARACTERS = 400
_TOLD_AT_ONCE = 20
# A sheet takes about as long as this many items of a quiz, and one document has this many sheets.
_ITEMS_A_SHEET, _MOST_SHEETS = 40, 50
_NOWHERE = Place("the answer sheet")
_LINES = re.compile(r"\s+")


class SheetError(ValueError):
    """No answer sheet can hold what was asked for; the text says why."""


@dataclass(frozen=True, slots=True)
class SheetOwner:
    """Whose sheet it is, as printed: an empty part prints as a field to write into."""

    name: str = ""
    number: str = ""
    group: str = ""


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """An answer sheet: `quiz` and `paper` are the ids in its QR code, `title` is for people.

    Both ids must satisfy `symbols.is_code`; `paper` is the version's letter, or the student's own
    id, and empty on a sheet for a whole class. `version` is printed large ("" for none). A sheet
    without a named student may ask for a number of `digits` digits and for one of the `versions`.
    `place` is where its texts are written, for messages.
    """

    quiz: str
    paper: str
    title: str
    rows: tuple[Row, ...]
    version: str = ""
    student: SheetOwner = SheetOwner()
    digits: int = 0
    versions: tuple[str, ...] = ()
    place: Place = _NOWHERE


@dataclass(frozen=True, slots=True)
class AnswerSheets:
    """The sheets as `parts` for `pdf.joined`, their distinct `layouts`, and each sheet's layout.

    Layouts are keyed by their fingerprints. Sheets that stand on the quiz itself have no parts but
    `panels`: the data of each for the template of the quiz.
    """

    parts: tuple[bytes, ...]
    layouts: Mapping[str, SheetLayout]
    layout_of: tuple[str, ...]
    panels: tuple[Mapping[str, object], ...] = ()

    @property
    def pdf(self) -> bytes:
        """Return all sheets as one file."""
        return joined(self.parts)


@dataclass(frozen=True, slots=True)
class _Form:
    """Everything that determines the layout of a sheet."""

    rows: tuple[Row, ...]
    digits: int
    versions: tuple[str, ...]
    panel: bool = False

    def data(self, index: int) -> dict[str, object]:
        return {
            "index": index,
            "panel": self.panel,
            "rows": [
                {
                    "label": row.label,
                    "letters": row.letters,
                    "many": row.many,
                    "by_hand": row.by_hand,
                }
                for row in self.rows
            ],
            "digits": self.digits,
            "versions": self.versions,
            "many": any(row.many for row in self.rows),
            "by_hand": any(row.by_hand for row in self.rows),
        }


def render_answer_sheets(  # noqa: PLR0913 - each has a sensible default, and is given by name
    sheets: Sequence[AnswerSheet],
    labels: Labels,
    *,
    paper: str = "a4",
    large: bool = False,
    fonts: Sequence[Path] = (),
    font: str = "",
    own: Look | None = None,
    apart: bool = False,
    duplex: bool = False,
    first_sizes: bool = False,
) -> AnswerSheets:
    """Return the sheets in their order, each on its own pages, and their layouts.

    `paper` is ``a4`` or ``letter``, `large` print is for low vision, `fonts` are folders with fonts
    for characters that the shipped ones lack, `font` is the family to print in ("" for the built-in
    one). `own` is the user's template: it changes what people read, never where bubbles, markers
    and codes are. With `apart`, each sheet is a part of its own. With `duplex`, each sheet but the
    last has an even number of pages, if necessary by a blank one. Large print had smaller sizes at
    first (`first_sizes`). Raises QuizgenError for
    characters that no font has (Q501), a `font` that is not available (Q504), problems in the
    user's template (Q506, Q507, Q508) and any other complaint of the typesetter (Q503). Raises
    SheetError for an impossible sheet: none at all, an id that a QR code cannot hold, 0 or more
    than 2,000 rows, more than 12 letters in a row, 12 digits or 26 versions.
    """
    _check(sheets)
    forms = list(dict.fromkeys(map(_form, sheets)))
    common = _looks(sheets, labels, paper=paper, large=large, font=font)
    common["first-sizes"] = first_sizes
    layouts = list(_layouts(forms, common, fonts))
    layout_of = dict(zip(forms, layouts, strict=True))
    data = _sheets_data(sheets, layout_of, duplex=duplex)
    shared = {**common, **_forms_data(forms), "probe": False}
    together = 1 if apart else _MOST_SHEETS
    documents = _documents(data, shared, together)
    weight = _ITEMS_A_SHEET * min(together, len(data))
    result = typeset_each("answer-sheet", documents, fonts, own=own, weight=weight)
    if result.missing:
        raise QuizgenError(unprintable(result.missing, _texts(sheets, labels), sheets[0].place))
    fingerprints = tuple(layout_of[_form(sheet)].fingerprint for sheet in sheets)
    return AnswerSheets(
        result.parts, {layout.fingerprint: layout for layout in layouts}, fingerprints
    )


def _sheets_data(
    sheets: Sequence[AnswerSheet], layout_of: Mapping[_Form, SheetLayout], *, duplex: bool
) -> list[dict[str, object]]:
    """Return what each sheet shows; with `duplex`, a blank page may follow all but the last."""
    index_of = {form: index for index, form in enumerate(layout_of)}
    data = []
    for sheet in sheets:
        form = _form(sheet)
        shown = _sheet_data(sheet, index_of[form], layout_of[form])
        data.append({**shown, "blank-after": duplex})
    data[-1]["blank-after"] = False
    return data


def _documents(
    sheets: Sequence[Mapping[str, object]], shared: Mapping[str, object], together: int
) -> list[dict[str, object]]:
    """Return the documents of the sheets, each with so many of them `together`."""
    starts = range(0, len(sheets), together)
    return [{**shared, "sheets": sheets[start : start + together]} for start in starts]


def panels_of(  # noqa: PLR0913 - as above
    sheets: Sequence[AnswerSheet],
    labels: Labels,
    *,
    paper: str = "a4",
    large: bool = False,
    fonts: Sequence[Path] = (),
    font: str = "",
) -> AnswerSheets | None:
    """Return the sheets as panels on the quiz itself, None if one of them takes too much of a page.

    Takes and raises what `render_answer_sheets` does.
    """
    _check(sheets)
    forms = list(dict.fromkeys(replace(_form(sheet), panel=True) for sheet in sheets))
    if any(form.versions for form in forms):
        return None
    common = _looks(sheets, labels, paper=paper, large=large, font=font)
    told = list(_told(forms, common, fonts))
    if not all(mark["fits"] for marks in told for mark in marks if mark["what"] == "page"):
        return None
    layouts = list(_read(forms, told))
    index_of = {form: index for index, form in enumerate(forms)}
    placed = [(sheet, index_of[replace(_form(sheet), panel=True)]) for sheet in sheets]
    panels = tuple(
        _panel_data(sheet, forms[form].data(form), layouts[form]) for sheet, form in placed
    )
    fingerprints = tuple(layouts[form].fingerprint for _, form in placed)
    return AnswerSheets(
        (), {layout.fingerprint: layout for layout in layouts}, fingerprints, panels
    )


def _panel_data(
    sheet: AnswerSheet, form: dict[str, object], layout: SheetLayout
) -> dict[str, object]:
    (page,) = _pages(sheet, layout)
    return {**_sheet_data(sheet, 0, layout), **page, "form": form, "page": 1}


def panel_common(labels: Mapping[str, str]) -> dict[str, Any]:
    """Return what the template of a quiz needs for panels, beside their own data."""
    return {"markers": marker_svgs(), "labels": {name: labels[name] for name in SHEET_LABELS}}


def page_code(quiz: str, paper: str, page: int, layout: SheetLayout) -> str:
    """Return the text of a page's QR code: ``Q1/quiz/paper/page/pages/fingerprint``."""
    return f"Q1/{quiz}/{paper}/{page}/{len(layout.pages)}/{layout.fingerprint}"


def _looks(
    sheets: Sequence[AnswerSheet], labels: Labels, *, paper: str, large: bool, font: str
) -> dict[str, object]:
    return {
        **_common_data(sheets[0].title, labels),
        "paper": _PAPERS[paper],
        "large-print": large,
        "font": font,
    }


def _layouts(
    forms: Sequence[_Form], common: Mapping[str, object], fonts: Sequence[Path]
) -> Iterator[SheetLayout]:
    return _read(forms, _told(forms, common, fonts))


def _told(
    forms: Sequence[_Form], common: Mapping[str, object], fonts: Sequence[Path]
) -> Iterator[list[Mapping[str, Any]]]:
    """Yield the typesetter's reports on the forms, some forms at a time."""
    # The typesetter's time for a report grows faster than the report.
    for start in range(0, len(forms), _TOLD_AT_ONCE):
        some = forms[start : start + _TOLD_AT_ONCE]
        blank = [{"form": index} for index in range(len(some))]
        data = {**common, **_forms_data(some), "probe": True, "sheets": blank}
        yield metadata_in("answer-sheet", data, "mark", fonts)


def _read(
    forms: Sequence[_Form], reports: Iterable[list[Mapping[str, Any]]]
) -> Iterator[SheetLayout]:
    starts = range(0, len(forms), _TOLD_AT_ONCE)
    for start, marks in zip(starts, reports, strict=True):
        some = forms[start : start + _TOLD_AT_ONCE]
        yield from read_layouts([form.rows for form in some], marks)


def _common_data(title: str, labels: Labels) -> dict[str, object]:
    """Return the data that all sheets share, whatever their form."""
    words = _words_of(labels)
    return {
        "title": f"{title} — {words['sheet']}",
        "labels": words,
        "markers": marker_svgs(),
        **language_data(labels.language),
    }


def _words_of(labels: Labels) -> dict[str, str]:
    return {name: labels.texts[name] for name in SHEET_LABELS}


def _forms_data(forms: Sequence[_Form]) -> dict[str, object]:
    return {"forms": [form.data(index) for index, form in enumerate(forms)]}


def _form(sheet: AnswerSheet) -> _Form:
    return _Form(sheet.rows, sheet.digits, sheet.versions)


def _check(sheets: Sequence[AnswerSheet]) -> None:
    if not sheets:
        raise SheetError("there is no sheet to print")
    for sheet in sheets:
        if not is_code(sheet.quiz) or not (is_code(sheet.paper) or not sheet.paper):
            raise SheetError(f"a QR code cannot hold the ids `{sheet.quiz}` and `{sheet.paper}`")
    for form in dict.fromkeys(map(_form, sheets)):
        too_much = next(_too_much(form), "")
        if too_much:
            raise SheetError(f"an answer sheet {too_much}")


def _too_much(form: _Form) -> Iterator[str]:
    """Yield the limits of a sheet that a form exceeds."""
    yield from _too_many_rows(form)
    letters = [*(letter for row in form.rows for letter in row.letters), *form.versions]
    if not all(1 <= len(letter) <= _MOST_LETTER for letter in letters):
        yield f"has letters of up to {_MOST_LETTER} characters"
    if not 0 <= form.digits <= _MOST_DIGITS:
        yield f"asks for up to {_MOST_DIGITS} digits"
    if len(form.versions) > _MOST_VERSIONS:
        yield f"asks for up to {_MOST_VERSIONS} versions"


def _too_many_rows(form: _Form) -> Iterator[str]:
    """Yield the limits that the rows of a form exceed."""
    if not 1 <= len(form.rows) <= _MOST_ROWS:
        yield f"has 1 to {_MOST_ROWS} rows, but this one would have {len(form.rows)}"
    if any(len(row.label) > _MOST_LABEL for row in form.rows):
        yield f"labels a row with up to {_MOST_LABEL} characters"
    if any(len(row.letters) > _MOST_LETTERS for row in form.rows):
        yield f"has room for {_MOST_LETTERS} options in a row, but one item has more"


def _sheet_data(sheet: AnswerSheet, form: int, layout: SheetLayout) -> dict[str, object]:
    student = sheet.student
    return {
        "form": form,
        "title": _words(sheet.title),
        "version": sheet.version,
        "name": _words(student.name),
        "number": _words(student.number),
        "class": _words(student.group),
        "pages": _pages(sheet, layout),
    }


def _words(text: str) -> dict[str, object]:
    words = _LINES.sub(" ", printable(text)).strip()[:_MOST_CHARACTERS]
    return {"words": words, "rtl": is_rtl(words)}


def _pages(sheet: AnswerSheet, layout: SheetLayout) -> list[dict[str, str]]:
    codes = (
        page_code(sheet.quiz, sheet.paper, page, layout) for page in range(1, len(layout.pages) + 1)
    )
    return [{"id": code, "svg": qr_svg(code)} for code in codes]


def _texts(sheets: Sequence[AnswerSheet], labels: Labels) -> list[PrintedText]:
    words = _words_of(labels)
    texts = [
        PrintedText(text, f"the label `{name}`", sheets[0].place) for name, text in words.items()
    ]
    for sheet in sheets:
        student = sheet.student
        parts = {
            "title": sheet.title,
            "name": student.name,
            "class": student.group,
            "number": student.number,
        }
        texts += [
            PrintedText(printable(text), f"the {part} “{text}”", sheet.place)
            for part, text in parts.items()
        ]
        texts += [
            PrintedText(" ".join((row.label, *row.letters)), f"the row “{row.label}”", sheet.place)
            for row in sheet.rows
        ]
    return list(dict.fromkeys(texts))
