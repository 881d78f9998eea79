"""QTI 3.0: a package for systems of its newest version."""

from __future__ import annotations

from quizgen.exchange.model import QuestionSet
from quizgen.export.qti_losses import asi_losses
from quizgen.export.questions import QuestionWriter
from quizgen.export.writer import Written


class Qti3Writer(QuestionWriter):
    """Writes a package of QTI 3.0."""

    name = "qti3"
    about = "a package of QTI 3.0, for systems that take the newest version"
    into = "import the file where your system takes QTI 3.0"

    def written(self, questions: QuestionSet) -> Written:
        """Return the package."""
        from quizgen.qti.asi import packed  # noqa: PLC0415 - lxml may be missing
        from quizgen.qti.dialects import QTI3  # noqa: PLC0415
        from quizgen.qti.manifests import PACKAGING3  # noqa: PLC0415

        data = packed(QTI3, PACKAGING3, questions)
        return Written({f"{questions.id}.qti3.zip": data}, tuple(asi_losses(questions)))
