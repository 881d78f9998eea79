"""Finds where in a deck's files a formula or a piece of code stands."""

from __future__ import annotations

from pathlib import Path

from msgspec import structs

from quizgen.deck.files import DeckFiles
from quizgen.diagnostics import Place, QuizgenError
from quizgen.yaml.within import WrittenTexts

# What stands before and after a formula or code, if it is not the argument of a command.
_AROUND = (r"(?:\$\$?\s*|\\\(\s*|`+\s?|)", r"(?:\s*\$\$?|\s*\\\)|\s?`+|)")


class FormulaPlaces:
    """Finds formulas in the files of a deck; each file is read for the first one."""

    def __init__(self, files: DeckFiles) -> None:
        self._files = files
        self._texts: dict[str, WrittenTexts | None] = {}

    def find(self, place: Place, source: str) -> Place:
        """Return the place of a formula in the value that begins at a place.

        The place itself is returned for a value in a table, and if the author wrote the formula in
        another way, such as with the codes of characters.
        """
        texts = self._texts_of(place.file)
        found = texts.find((place.line, place.column), source, _AROUND) if texts else None
        if found is None:
            return place
        line, column, length = found
        return structs.replace(place, line=line, column=column, length=length)

    def _texts_of(self, file: str) -> WrittenTexts | None:
        if file not in self._texts:
            self._texts[file] = self._read(file)
        return self._texts[file]

    def _read(self, file: str) -> WrittenTexts | None:
        if Path(file).suffix.lower() not in {".yaml", ".yml"}:
            return None
        try:
            return WrittenTexts(self._files.text_of(Path(file)))
        except QuizgenError:
            # It was there a moment ago.
            return None
