"""A quiz on paper: its papers, its key, its answer sheets and its manifest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.export.quiz_folder import MANIFEST
from quizgen.export.writer import Source, Written
from quizgen.language.labels import Labels, load_labels
from quizgen.media.model import Media
from quizgen.paper.answer_sheet_pdf import (
    AnswerSheet,
    AnswerSheets,
    SheetError,
    panels_of,
    render_answer_sheets,
)
from quizgen.paper.answer_sheet_rows import answer_sheets, sheets_of
from quizgen.paper.document_data import Panel
from quizgen.paper.filenames import file_ends
from quizgen.paper.overlay_pdf import render_overlay
from quizgen.paper.print_job import PrintJob
from quizgen.paper.quiz_pdf import render_key, render_keys, render_papers, render_quiz
from quizgen.paper.score_list import SCORE_LIST, score_list
from quizgen.project import Project
from quizgen.quiz.compose import Paper
from quizgen.quiz.geometry import Sheets, together
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.read_manifest import PICTURES
from quizgen.quiz.write_manifest import to_json
from quizgen.typeset.page_style import PageStyle, make_page_style
from quizgen.typeset.pdf import joined
from quizgen.typeset.pictures import picture_files, refused_pictures, unprintable_pictures


@dataclass(frozen=True, slots=True)
class Printing:
    """Which files to make of a quiz beside its manifest, and what they look like (`layout`).

    `pdf` is ``all``, ``quiz``, ``key`` or ``none``. `worked` adds a copy that shows and explains
    the right answers. `split` makes a file for each version or student, and a key for each.
    `only` names the versions to print, each in a file of its own; all if there are none.
    `scores` adds a table of the students to fill in with their scores.
    `sheet` adds answer sheets as a file of their own; `bound` puts them behind each paper instead.
    `overlay` adds the right answers to print on film and lay over the answer sheets.
    An answer sheet for a class has fields for so many `digits` of the student's number.
    """

    pdf: str = "all"
    worked: bool = False
    split: bool = False
    layout: PageStyle = field(default_factory=PageStyle)
    sheet: bool = False
    bound: bool = False
    digits: int = 5
    only: tuple[str, ...] = ()
    scores: bool = False
    overlay: bool = False

    @property
    def is_split(self) -> bool:
        """Return whether each version or student has files of its own."""
        return self.split or bool(self.only)

    @property
    def has_sheets(self) -> bool:
        """Return whether there are answer sheets."""
        return self.sheet or self.bound or self.overlay

    @property
    def shows_pictures(self) -> bool:
        """Return whether a file shows the pictures of items: a key and an answer sheet don't."""
        return self.pdf in {"all", "quiz"} or self.worked


class PaperWriter:
    """Writes ``quiz.json`` and its PDF files.

    There are no losses: composing a quiz leaves out what paper can't hold, and reports it.
    """

    name = "paper"
    about = "a printed quiz with its key and its manifest, as PDF and JSON"

    def write(self, source: Source, settings: Printing | None = None) -> Written:
        """Return the manifest and the PDF files; raises QuizgenError for what can't be printed."""
        manifest, printing = source.quiz, settings or _usual(source)
        sheets = _Sheets(manifest, printing, source.place_of) if printing.has_sheets else None
        bound = sheets.made.parts if sheets and printing.bound else ()
        panels = sheets.made.panels if sheets else ()
        files = _Printer(source, manifest, printing).files(bound, panels)
        if sheets:
            # Somebody may have handed out sheets of an earlier printing; they can be marked too.
            manifest = replace(manifest, sheet=together(manifest.sheet, sheets.geometry))
            files |= sheets.files()
        if printing.scores:
            files[SCORE_LIST] = _score_list(manifest, source.place_of)
        files |= {f"{PICTURES}/{name}": data for name, data in source.pictures.items()}
        return Written(files | {MANIFEST: to_json(manifest)})


def _score_list(manifest: Manifest, place_of: Callable[[str], Place]) -> bytes:
    if not any(version.student for version in manifest.versions):
        message = "a list for scores needs students, but these papers have none"
        raise QuizgenError([Diagnostic("Q538", message, place_of(""), "print with `--students`")])
    return score_list(manifest, load_labels(manifest.language).texts)


def _usual(source: Source) -> Printing:
    project = source.project
    return Printing(layout=make_page_style(project.deck.quiz)) if project else Printing()


class _Printer:
    """Makes the PDF files of a quiz."""

    def __init__(self, source: Source, manifest: Manifest, printing: Printing) -> None:
        self._quiz = (manifest, load_labels(manifest.language, manifest.address).texts)
        self._given: dict[str, Any] = {"layout": printing.layout, "place_of": source.place_of}
        # A reprint says what the first papers said, also without printing the sheets again.
        self._on_sheet = printing.has_sheets or manifest.sheet is not None
        self._pictures = source.pictures
        self._printing = printing
        self._ends = _ends_of(manifest, printing) if printing.is_split else ()

    def files(self, bound: Sequence[bytes], panels: Sequence[Panel]) -> dict[str, bytes]:
        """Return the papers, their worked copies and the keys.

        Answer sheets are `bound` behind the papers, or stand on them as `panels`.
        """
        files: dict[str, bytes] = {}
        if self._printing.pdf in {"all", "quiz"}:
            files |= self._copies("quiz", worked=False, bound=bound, panels=panels)
        if self._printing.worked:
            files |= self._copies("quiz-worked", worked=True)
        if self._printing.pdf in {"all", "key"}:
            files |= self._keys()
        return files

    def _copies(
        self,
        name: str,
        *,
        worked: bool,
        bound: Sequence[bytes] = (),
        panels: Sequence[Panel] = (),
    ) -> dict[str, bytes]:
        """Return the papers or their worked copies, each with its answer sheet."""
        given = {**self._given, "worked": worked, "pictures": self._pictures, "panels": panels}
        given["on_sheet"] = self._on_sheet
        if not (self._ends or bound):
            return {f"{name}.pdf": render_quiz(*self._quiz, **given)}
        only = self._printing.only
        papers = render_papers(*self._quiz, followed=bool(bound), only=only, **given)
        if bound:
            papers = [(*paper, sheet) for paper, sheet in zip(papers, bound, strict=True)]
        if self._ends:
            return self._split(name, papers)
        return {f"{name}.pdf": joined([part for paper in papers for part in paper])}

    def _keys(self) -> dict[str, bytes]:
        """Return the key of all papers, and the key of each if they are split."""
        only = self._printing.only
        files = {} if only else {"quiz-key.pdf": render_key(*self._quiz, **self._given)}
        if self._ends:
            files |= self._split("quiz-key", render_keys(*self._quiz, only=only, **self._given))
        return files

    def _split(self, name: str, papers: Sequence[Sequence[bytes]]) -> dict[str, bytes]:
        named = zip(self._ends, papers, strict=True)
        return {f"{name}{end}.pdf": joined(paper) for end, paper in named}


def _ends_of(manifest: Manifest, printing: Printing) -> list[str]:
    """Return how the file names of the versions to print end."""
    return [end for name, end in file_ends(manifest) if not printing.only or name in printing.only]


def quiz_source(
    project: Project,
    paper: Paper,
    manifest: Manifest,
    layout: PageStyle,
    place_of: Callable[[str], Place] | None = None,
) -> Source:
    """Return a deck's quiz as a source with its pictures.

    `place_of` returns where facts and students are written, if not only the deck knows. Raises
    QuizgenError (Q543) for pictures that can't be printed.
    """
    pictures = _paper_pictures(project, paper, layout)
    return Source(project, manifest, pictures, place_of or project.place_of)


def _paper_pictures(project: Project, paper: Paper, layout: PageStyle) -> Mapping[str, bytes]:
    owners = {
        media: each.facts[0]
        for each in paper.exercises
        for media in (*each.pictures, *each.option_pictures)
    }
    owners |= _shared_pictures(project, paper)
    refused = refused_pictures(owners, layout.folders)
    if refused:
        raise QuizgenError(unprintable_pictures(refused, owners, project.place_of))
    return picture_files(owners)


def _shared_pictures(project: Project, paper: Paper) -> dict[Media, str]:
    """Return the pictures that belong to no single item, each with its owner."""
    named = {each.passage for each in paper.exercises}
    passages = project.deck.passages.values()
    owned = [(each.picture, f"passages/{each.id}") for each in passages if each.id in named]
    owned.append((project.deck.quiz.logo, "quiz"))
    return {media: owner for media, owner in owned if media and media.file}


class _Sheets:
    """Typesets the answer sheets of a quiz."""

    def __init__(
        self, manifest: Manifest, printing: Printing, place_of: Callable[[str], Place]
    ) -> None:
        labels = load_labels(manifest.language, manifest.address)
        self._manifest, self._printing, self._place_of = manifest, printing, place_of
        self._sheets = answer_sheets(
            manifest,
            labels.texts,
            printing.digits,
            place_of,
            each=printing.bound,
            only=printing.only,
        )
        looks: dict[str, Any] = {
            "paper": manifest.paper,
            "large": printing.layout.large_print,
            "fonts": printing.layout.folders,
            "font": printing.layout.font,
        }
        own = printing.layout.own
        try:
            panels = None
            # The user's own template would change bubbles on the pages of the quiz.
            if printing.bound and not own and not _keeps_pages(manifest, self._sheets):
                panels = panels_of(self._sheets, labels, **looks)
            looks |= {"own": own, "apart": printing.bound or bool(printing.only)}
            looks["duplex"] = printing.layout.duplex and not printing.is_split
            self.made = panels or self._pages(labels, looks)
        except SheetError as error:
            fix = "print this quiz without answer sheets, or make several smaller ones"
            raise QuizgenError([Diagnostic("Q537", str(error), place_of(""), fix)]) from None

    def _pages(self, labels: Labels, looks: Mapping[str, Any]) -> AnswerSheets:
        """Return sheets on pages of their own, those of an earlier printing as they were."""
        known = self._manifest.sheet
        if looks["large"] and known:
            made = render_answer_sheets(self._sheets, labels, **looks, first_sizes=True)
            if made.layouts.keys() <= known.layouts.keys():
                return made
        return render_answer_sheets(self._sheets, labels, **looks)

    @property
    def geometry(self) -> Sheets:
        """Return what the manifest keeps of them: where their bubbles are."""
        every = [version.version for version in self._manifest.versions]
        names = [name for name in every if not self._printing.only or name in self._printing.only]
        return sheets_of(names, self._sheets, self.made)

    def files(self) -> dict[str, bytes]:
        """Return the answer sheets, unless they are bound, and what to lay over them."""
        overlay = {"overlay.pdf": self._overlay()} if self._printing.overlay else {}
        return overlay if self._printing.bound else overlay | self._sheet_files()

    def _overlay(self) -> bytes:
        labels = load_labels(self._manifest.language, self._manifest.address).texts
        only = self._printing.only
        job = PrintJob(self._manifest, labels, self._printing.layout, self._place_of, only)
        return render_overlay(job, self.geometry)

    def _sheet_files(self) -> dict[str, bytes]:
        """Return the answer sheets as one file, or for single versions each as its own."""
        if not self._printing.only:
            return {"answer-sheet.pdf": self.made.pdf}
        ends = _ends_of(self._manifest, self._printing)
        named = zip(ends, self.made.parts, strict=True)
        return {f"answer-sheet{end}.pdf": part for end, part in named}


def _keeps_pages(manifest: Manifest, sheets: Sequence[AnswerSheet]) -> bool:
    """Return whether the papers have been printed before, with answer sheets on pages of their own.

    Then a reprint has such sheets again.
    """
    if manifest.sheet is None:
        return False
    ids = {sheet.paper for sheet in sheets}
    names = {paper.layout for paper in manifest.sheet.papers if paper.paper in ids}
    return bool(names) and not any(manifest.sheet.layouts[name].is_panel for name in names)
