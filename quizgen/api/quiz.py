"""A new quiz of a deck, and what it shares with one that was printed."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Unpack

from quizgen.api.export import Export, export_with
from quizgen.api.saved import Saved
from quizgen.diagnostics import Diagnostic, Place
from quizgen.export.paper import PaperWriter, quiz_source
from quizgen.export.quiz_folder import (
    as_continued,
    check_manifest,
    check_score_list,
    earlier_printing,
)
from quizgen.export.saving import inputs_of, look_at, save
from quizgen.export.settings import AnyPath, PrintSettings, own_files, printing
from quizgen.project import Project, QuizOptions
from quizgen.quiz.compose import Paper
from quizgen.quiz.make_manifest import make_manifest
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.manifest import QuizItem as Item
from quizgen.quiz.roster import Roster, read_roster
from quizgen.typeset.page_style import make_page_style


class AnyQuiz:
    """What a new quiz and a printed one have in common."""

    def __init__(self, manifest: Manifest) -> None:
        self._manifest = manifest

    def __repr__(self) -> str:
        counted = f"{len(self.items)} items, {self.fingerprint}"
        return f"<quizgen.{type(self).__name__} {self._manifest.deck}: {counted}>"

    @property
    def title(self) -> str:
        """Return the title on the paper."""
        return self._manifest.title

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the items in the order of the manifest."""
        return self._manifest.items

    @property
    def versions(self) -> tuple[str, ...]:
        """Return the names of the versions: letters, or the numbers of students."""
        return tuple(each.version for each in self._manifest.versions)

    @property
    def fingerprint(self) -> str:
        """Return what identifies the papers: it is printed on each of them."""
        return self._manifest.fingerprint


class Quiz(AnyQuiz):
    """A new quiz of a deck; `Deck.quiz` makes one."""

    def __init__(self, project: Project, options: QuizOptions, roster: Path | None) -> None:
        students = read_roster(roster) if roster else Roster()
        self._paper: Paper = project.paper(options)
        shared = roster is not None and options.versions is not None
        made = make_manifest(project.base, self._paper, students.students, shared=shared)
        super().__init__(made)
        self._project = project
        self._places = students.places
        self._inputs = [*inputs_of([project]), *([roster] if roster else [])]
        self._problems = (*students.diagnostics, *self._paper.diagnostics)

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Return warnings: too few items, sounds that paper can't play, odd columns of a roster."""
        return self._problems

    def write(
        self, folder: AnyPath, *, force: bool = False, **settings: Unpack[PrintSettings]
    ) -> Saved:
        """Write the quiz into a folder: quiz.json, and the PDF files that the settings name.

        The settings are those of `PrintSettings`: pdf, worked, split, answer_sheet, bound, digits,
        overlay, score_list, columns, large_print, duplex, font, font_folders, template.
        Raises QuizgenError for what can't be printed; and, without `force`, if the folder holds
        the manifest of another quiz, whose papers could no longer be marked.
        """
        folder = Path(folder)
        wanted = printing(self._project.deck.quiz, settings)
        seen = look_at([], [folder], force=force)
        check = None if force else partial(check_manifest, folder, self._manifest)
        if check:
            check()
        known = as_continued(folder, self._manifest)
        source = quiz_source(self._project, self._paper, known, wanted.layout, self._place_of)
        made = PaperWriter().write(source, wanted)
        check_score_list(folder, made.files)
        warnings = earlier_printing(folder, made.files, known)
        files = {folder / name: data for name, data in made.files.items()}
        inputs = [*self._inputs, *own_files(settings.get("template"))]
        save(files, inputs=inputs, seen=seen, check=check)
        return Saved(tuple(files), (*made.losses, *warnings))

    def export(self, writer: str, settings: object = None) -> Export:
        """Return the quiz in the format of a writer, by its name in `quizgen.export.registry`.

        Raises ValueError if there is no such writer, or if it writes whole banks only.
        """
        layout = make_page_style(self._project.deck.quiz)
        source = quiz_source(self._project, self._paper, self._manifest, layout, self._place_of)
        return export_with(writer, source, settings)

    def _place_of(self, ref: str) -> Place:
        return self._places.get(ref) or self._project.place_of(ref)
