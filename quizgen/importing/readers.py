"""The formats of other programs that `quizgen import` reads."""

from __future__ import annotations

from quizgen.importing.gift import GiftReader
from quizgen.importing.moodle import MoodleReader
from quizgen.importing.qti import QtiReader
from quizgen.importing.reader import Reader
from quizgen.importing.table import TableReader

# To add a format, write a module with its reader and add a line here.
READERS: dict[str, Reader] = {
    "moodle": MoodleReader(),
    "gift": GiftReader(),
    "csv": TableReader(),
    "qti": QtiReader(),
}
