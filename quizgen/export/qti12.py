"""QTI 1.2: a package for Canvas."""

from __future__ import annotations

from quizgen.exchange.model import QuestionSet
from quizgen.export.qti_losses import canvas_losses
from quizgen.export.questions import QuestionWriter
from quizgen.export.writer import Written


class Qti12Writer(QuestionWriter):
    """Writes a package of QTI 1.2 as Canvas takes it."""

    name = "qti12"
    about = "a package of QTI 1.2, for Canvas"
    into = "in Canvas, open Settings, Import Course Content, and choose a QTI .zip file"

    def written(self, questions: QuestionSet) -> Written:
        """Return the package."""
        from quizgen.qti.canvas import packed_for_canvas  # noqa: PLC0415 - lxml may be missing

        data = packed_for_canvas(questions)
        return Written({f"{questions.id}.qti12.zip": data}, tuple(canvas_losses(questions)))
