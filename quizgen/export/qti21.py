"""QTI 2.1: a package for TAO, OpenOLAT, ILIAS, Blackboard and others."""

from __future__ import annotations

from quizgen.exchange.model import QuestionSet
from quizgen.export.qti_losses import asi_losses
from quizgen.export.questions import QuestionWriter
from quizgen.export.writer import Written


class Qti21Writer(QuestionWriter):
    """Writes a package of QTI 2.1."""

    name = "qti21"
    about = "a package of QTI 2.1, for TAO, OpenOLAT, Blackboard and others"
    into = "import the file where your system takes QTI 2.1"

    def written(self, questions: QuestionSet) -> Written:
        """Return the package."""
        from quizgen.qti.asi import packed  # noqa: PLC0415 - lxml may be missing
        from quizgen.qti.dialects import QTI21  # noqa: PLC0415
        from quizgen.qti.manifests import PACKAGING21  # noqa: PLC0415

        data = packed(QTI21, PACKAGING21, questions)
        return Written({f"{questions.id}.qti21.zip": data}, tuple(asi_losses(questions)))
