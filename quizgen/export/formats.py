"""The formats of other programs that `quizgen export` writes."""

from __future__ import annotations

from quizgen.export.gift import GiftWriter
from quizgen.export.moodle import MoodleWriter
from quizgen.export.qti3 import Qti3Writer
from quizgen.export.qti12 import Qti12Writer
from quizgen.export.qti21 import Qti21Writer
from quizgen.export.questions import QuestionWriter

# To add a format, write a module with its writer and add a line here.
FORMATS: dict[str, QuestionWriter] = {
    "moodle": MoodleWriter(),
    "gift": GiftWriter(),
    "qti12": Qti12Writer(),
    "qti21": Qti21Writer(),
    "qti3": Qti3Writer(),
}
