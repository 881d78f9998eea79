"""The formats that quizgen writes."""

from __future__ import annotations

from typing import Any

from quizgen.export.anki import AnkiWriter
from quizgen.export.cards import CardWriter
from quizgen.export.formats import FORMATS
from quizgen.export.html import HtmlWriter
from quizgen.export.paper import PaperWriter
from quizgen.export.writer import Writer

# To add a format, write a module with its writer and add a line here.
WRITERS: dict[str, Writer[Any]] = {
    "anki": AnkiWriter(),
    "cards": CardWriter(),
    "html": HtmlWriter(),
    "paper": PaperWriter(),
    **FORMATS,
}
