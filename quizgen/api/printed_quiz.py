"""A quiz that was printed, as its manifest has it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Unpack

from quizgen.api.deck import Deck
from quizgen.api.export import Export, export_with
from quizgen.api.quiz import AnyQuiz
from quizgen.api.saved import Saved
from quizgen.deck.model.quiz import QuizDefaults
from quizgen.diagnostics import Place
from quizgen.export.quiz_folder import check_manifest
from quizgen.export.reprint import reprint
from quizgen.export.saving import look_at, save
from quizgen.export.settings import AnyPath, PrintSettings, own_files, printing
from quizgen.export.writer import Source
from quizgen.quiz.manifest import Manifest
from quizgen.quiz.read_manifest import read_manifest, read_pictures
from quizgen.writing.recovery import settle


def open_quiz(path: AnyPath) -> PrintedQuiz:
    """Open the manifest of a quiz, `quiz.json`, to read it or to print the same papers again.

    Raises QuizgenError if it is not a manifest, or a damaged one.
    """
    path = Path(path)
    settle([path.parent])
    return PrintedQuiz(path, read_manifest(path))


class PrintedQuiz(AnyQuiz):
    """A quiz as its manifest has it, whatever has become of the deck; `open_quiz` makes one."""

    def __init__(self, path: Path, manifest: Manifest) -> None:
        super().__init__(manifest)
        self._path = path

    def write(
        self,
        folder: AnyPath | None = None,
        *,
        only: Sequence[str] = (),
        **settings: Unpack[PrintSettings],
    ) -> Saved:
        """Print the same papers again, beside the manifest or into another folder.

        `only` are the papers to print, each in files of its own: numbers or names of students, or
        versions. The settings are those of `Quiz.write`. Reads the manifest again: you may have
        corrected its key. Raises QuizgenError as `open_quiz` and `Quiz.write` do, and for papers
        that the quiz does not have; there is no `force`.
        """
        folder = self._path.parent if folder is None else Path(folder)
        wanted = printing(QuizDefaults(), settings)
        settle([self._path.parent])
        seen = look_at([], [folder], force=False)
        manifest, files, warnings = reprint(self._path, folder, wanted, only=only)
        check = partial(check_manifest, folder, manifest)
        save(files, inputs=own_files(settings.get("template")), seen=seen, check=check)
        return Saved(tuple(files), tuple(warnings))

    def export(self, writer: str, settings: object = None, *, deck: Deck | None = None) -> Export:
        """Return the quiz in the format of a writer, as `Quiz.export` does.

        From the `deck`, formats of questions take what the manifest lacks: feedback of options,
        accepted answers, tags. Raises ValueError for another deck than the quiz was made from.
        """
        pictures = read_pictures(self._path.parent, self._manifest)
        if deck is not None and deck.id != self._manifest.deck:
            raise ValueError(f"the quiz is of the deck `{self._manifest.deck}`, not `{deck.id}`")
        project = deck._project if deck else None  # noqa: SLF001 - a class of this package
        place = Place(str(self._path))
        place_of = project.place_of if project else lambda _: place
        return export_with(writer, Source(project, self._manifest, pictures, place_of), settings)
