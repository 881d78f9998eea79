"""The formats of other programs that `quizgen export` writes."""

from __future__ import annotations

from quizgen.export.gift import GiftWriter
from quizgen.export.moodle import MoodleWriter
from quizgen.export.questions import QuestionWriter

# To add a format, write a module with its writer and add a line here.
FORMATS: dict[str, QuestionWriter] = {
    "moodle": MoodleWriter(),
    "gift": GiftWriter(),
}
