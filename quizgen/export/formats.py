"""The formats of other programs that `quizgen export` writes."""

from __future__ import annotations

from quizgen.export.questions import QuestionWriter

# To add a format, write a module with its writer and add a line here.
FORMATS: dict[str, QuestionWriter] = {}
