"""The formats of other programs that `quizgen export` writes."""

from __future__ import annotations

from quizgen.export.gift import GiftWriter
from quizgen.export.h5p import H5pWriter
from quizgen.export.kahoot import KahootWriter
from quizgen.export.markdown import MarkdownWriter
from quizgen.export.moodle import MoodleWriter
from quizgen.export.qti3 import Qti3Writer
from quizgen.export.qti12 import Qti12Writer
from quizgen.export.qti21 import Qti21Writer
from quizgen.export.questions import QuestionWriter
from quizgen.export.quizlet import QuizletWriter
from quizgen.export.table import TableWriter
from quizgen.export.word import WordWriter

# To add a format, write a module with its writer and add a line here.
FORMATS: dict[str, QuestionWriter] = {
    "moodle": MoodleWriter(),
    "gift": GiftWriter(),
    "qti12": Qti12Writer(),
    "qti21": Qti21Writer(),
    "qti3": Qti3Writer(),
    "kahoot": KahootWriter(),
    "docx": WordWriter(),
    "h5p": H5pWriter(),
    "csv": TableWriter(),
    "quizlet": QuizletWriter(),
    "markdown": MarkdownWriter(),
}
