"""A quiz: its papers, its key, its answer sheets and its manifest."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from quizgen.diagnostics import Diagnostic, Place, QuizgenError
from quizgen.language.labels import load_labels
from quizgen.outputs.kept import MANIFEST
from quizgen.paper.answer_sheet_pdf import SheetError, render_answer_sheets
from quizgen.paper.answer_sheet_rows import answer_sheets, sheets_of
from quizgen.paper.filenames import file_ends
from quizgen.paper.quiz_pdf import render_key, render_keys, render_papers, render_quiz
from quizgen.project import Project
from quizgen.quiz.compose import Paper
from quizgen.quiz.geometry import Sheets, together
from quizgen.quiz.manifest import Manifest, to_json
from quizgen.quiz.read_manifest import PICTURES
from quizgen.typeset.page_style import PageStyle
from quizgen.typeset.pdf import joined
from quizgen.typeset.pictures import picture_files, refused_pictures, unprintable_pictures


@dataclass(frozen=True, slots=True)
class Printing:
    """Which files are made of a quiz beside its manifest.

    `pdf` is ``all``, ``quiz``, ``key`` or ``none``; `worked` adds the copy that shows and explains what
    is right, and `split` makes a file for each version or student, of the key as well. `layout` is what they look like.
    `sheet` adds answer sheets, as a file of their own, or `bound` behind each paper of the quiz; one for
    a class asks for a number of so many `digits`. `pictures` are those of the items by the names of
    their files.
    """

    pdf: str = "all"
    worked: bool = False
    split: bool = False
    layout: PageStyle = field(default_factory=PageStyle)
    sheet: bool = False
    bound: bool = False
    digits: int = 5
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def quiz_files(
    manifest: Manifest,
    texts: Mapping[str, str],
    printing: Printing,
    place_of: Callable[[str], Place] = Place,
) -> dict[str, bytes]:
    """Return the files of a quiz by name: the manifest always, and the PDF files that `printing` says.

    `texts` are the words of the manifest's language, and `place_of` says where a fact or a student
    (``students/NUMBER``) is written. Raises QuizgenError for what cannot be printed.
    """
    sheets = _Sheets(manifest, printing, place_of) if printing.sheet or printing.bound else None
    one = _Printer(manifest, texts, printing, place_of)
    files: dict[str, bytes] = {}
    if printing.pdf in {"all", "quiz"}:
        files |= one.copies(
            "quiz", worked=False, bound=sheets.made.parts if sheets and printing.bound else ()
        )
    if printing.worked:
        files |= one.copies("quiz-worked", worked=True)
    if printing.pdf in {"all", "key"}:
        files |= one.keys()
    if sheets:
        # Sheets of an earlier printing may be handed out, and are marked as well.
        manifest = replace(manifest, sheet=together(manifest.sheet, sheets.geometry))
        files |= {} if printing.bound else {"answer-sheet.pdf": sheets.made.pdf}
    files |= {f"{PICTURES}/{name}": data for name, data in printing.pictures.items()}
    return files | {MANIFEST: to_json(manifest)}


class _Printer:
    """What makes the files of a quiz, each as its `printing` says."""

    def __init__(
        self,
        manifest: Manifest,
        texts: Mapping[str, str],
        printing: Printing,
        place_of: Callable[[str], Place],
    ) -> None:
        self._quiz = (manifest, texts)
        self._given: dict[str, Any] = {"layout": printing.layout, "place_of": place_of}
        self._pictures = printing.pictures
        self._ends = tuple(file_ends(manifest)) if printing.split else ()

    def copies(self, name: str, *, worked: bool, bound: Sequence[bytes] = ()) -> dict[str, bytes]:
        """Return the papers or their `worked` copies by the names of their files, what is `bound` behind each."""
        given = {**self._given, "worked": worked, "pictures": self._pictures}
        if not (self._ends or bound):
            return {f"{name}.pdf": render_quiz(*self._quiz, **given)}
        papers = render_papers(*self._quiz, followed=bool(bound), **given)
        if bound:
            papers = [(*paper, sheet) for paper, sheet in zip(papers, bound, strict=True)]
        if self._ends:
            return self._split(name, papers)
        return {f"{name}.pdf": joined([part for paper in papers for part in paper])}

    def keys(self) -> dict[str, bytes]:
        """Return the key of all, and those of each paper if they are split."""
        files = {"quiz-key.pdf": render_key(*self._quiz, **self._given)}
        return files | (
            self._split("quiz-key", render_keys(*self._quiz, **self._given)) if self._ends else {}
        )

    def _split(self, name: str, papers: Sequence[Sequence[bytes]]) -> dict[str, bytes]:
        return {
            f"{name}{end}.pdf": joined(paper) for end, paper in zip(self._ends, papers, strict=True)
        }


def paper_pictures(project: Project, paper: Paper, layout: PageStyle) -> dict[str, bytes]:
    """Return the pictures of a paper by the names of their files; raises QuizgenError (Q543) for what cannot print."""
    owners = {
        media: each.facts[0]
        for each in paper.exercises
        for media in (*each.pictures, *each.option_pictures)
    }
    refused = refused_pictures(owners, layout.folders)
    if refused:
        raise QuizgenError(unprintable_pictures(refused, owners, project.place_of))
    return picture_files(owners)


class _Sheets:
    """The answer sheets of a quiz as they are typeset."""

    def __init__(
        self, manifest: Manifest, printing: Printing, place_of: Callable[[str], Place]
    ) -> None:
        labels = load_labels(manifest.language)
        self._manifest = manifest
        self._sheets = answer_sheets(
            manifest, labels.texts, printing.digits, place_of, each=printing.bound
        )
        try:
            self.made = render_answer_sheets(
                self._sheets,
                labels,
                paper=manifest.paper,
                large=printing.layout.large_print,
                fonts=printing.layout.folders,
                font=printing.layout.font,
                own=printing.layout.own,
                apart=printing.bound,
                duplex=printing.layout.duplex and not printing.split,
            )
        except SheetError as error:
            fix = "print this quiz without answer sheets, or make several smaller ones"
            raise QuizgenError([Diagnostic("Q537", str(error), place_of(""), fix)]) from None

    @property
    def geometry(self) -> Sheets:
        """Return what the manifest keeps of them."""
        return sheets_of(self._manifest, self._sheets, self.made)
