"""QTI 1.2, 2.0 to 2.2 and 3.0: packages and single documents."""

from __future__ import annotations

from pathlib import Path

from quizgen.importing.reader import ReadQuestions, needs_package


class QtiReader:
    """Reads a package of QTI, or an XML file of it."""

    name = "qti"
    about = "QTI 1.2 to 3.0, as Canvas, TAO, Blackboard and other systems write it"

    def read(self, path: Path) -> ReadQuestions:
        """Return the questions in a file.

        Raises QuizgenError (Q830) if it can't be read, and (Q803) without the package for XML.
        """
        try:
            # An extra, imported when used.
            from quizgen.importing.qti_files import read_files  # noqa: PLC0415
            from quizgen.importing.qti_package import questions_in  # noqa: PLC0415
        except ModuleNotFoundError as error:
            raise needs_package(path, error) from None
        return questions_in(read_files(path))
