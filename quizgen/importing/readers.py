"""The formats of other programs that `quizgen import` reads."""

from __future__ import annotations

from quizgen.importing.gift import GiftReader
from quizgen.importing.moodle import MoodleReader
from quizgen.importing.reader import Reader

# To add a format, write a module with its reader and add a line here.
READERS: dict[str, Reader] = {
    "moodle": MoodleReader(),
    "gift": GiftReader(),
}
