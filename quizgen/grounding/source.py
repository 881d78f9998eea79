"""The article that a deck's facts come from: finding its file, and counting its paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from msgspec.structs import replace

from quizgen.deck.model.deck import Deck, Source
from quizgen.diagnostics import Diagnostic, Place, QuizgenError, Severity
from quizgen.grounding.article import Article, article_of, index_of
from quizgen.grounding.blocks import Block, bodies
from quizgen.grounding.language import language_of, primary_language
from quizgen.grounding.reading import read_blocks


@dataclass(frozen=True, slots=True)
class Sought:
    """The article of a deck, None if there is none or none that can be used, with the problems."""

    article: Article | None = None
    problems: Sequence[Diagnostic] = ()


class Articles:
    """Finds the articles of decks, and reads each file once.

    `against` is the file of the article, None for the one that a deck's source names.
    """

    def __init__(self, against: Path | None = None) -> None:
        self._against = against
        self._read: dict[Path, tuple[Block, ...]] = {}
        # An article is taken apart once, however often a deck is compared with it.
        self._articles: dict[tuple[Path, str, tuple[str, ...]], Article] = {}

    def of(self, deck: Deck) -> Sought:
        """Return the article of a deck.

        Raises QuizgenError if `against` cannot be read. If a deck's own text cannot be read, that
        is a warning, because others may have the deck without the article.
        """
        place = deck.source.text_place or deck.place
        try:
            path = self.path_of(deck)
            if path is None:
                return Sought()
            return self._counted(deck, path, place)
        except QuizgenError as error:
            if self._against:
                raise
            return Sought(problems=[_as_warning(each, place) for each in error.diagnostics])

    def path_of(self, deck: Deck) -> Path | None:
        """Return the file of a deck's article, None if neither option nor deck names one."""
        if self._against:
            return self._against
        text = deck.source.text
        return Path(deck.place.file).parent / text if text else None

    def _counted(self, deck: Deck, path: Path, place: Place) -> Sought:
        """Return the article in a file, with its paragraphs counted as the deck counts them."""
        texts = bodies(self._blocks(path))
        if not texts:
            fix = "check that the file holds the article"
            problem = Diagnostic("Q605", "the text has no paragraphs", Place(str(path)), fix)
            raise QuizgenError([problem])
        counted = _between(texts, deck.source)
        if isinstance(counted, str):
            message = f"no paragraph of {path.name} begins with the words of `{counted}`"
            fix = "copy the first words of the paragraph as they stand in the text"
            return Sought(problems=[Diagnostic("Q604", message, place, fix, Severity.WARNING)])
        language = language_of(" ".join(texts), primary_language(deck.language))
        key = (path, language, tuple(counted))
        if key not in self._articles:
            self._articles[key] = article_of(counted, language)
        return Sought(self._articles[key])

    def _blocks(self, path: Path) -> tuple[Block, ...]:
        if path not in self._read:
            self._read[path] = read_blocks(path)
        return self._read[path]


def _as_warning(problem: Diagnostic, place: Place) -> Diagnostic:
    message = f"quizgen cannot look into {Path(problem.place.file).name}: {problem.message}"
    return replace(
        problem, code="Q605", message=message, place=place, severity=Severity.WARNING, mend=""
    )


def _between(texts: Sequence[str], source: Source) -> Sequence[str] | str:
    """Return the texts from the first paragraph to the last, or the key that names neither."""
    if source.first_paragraph:
        first = index_of(source.first_paragraph, texts)
        if first is None:
            return "first_paragraph"
        texts = texts[first:]
    if source.last_paragraph:
        last = index_of(source.last_paragraph, texts)
        return "last_paragraph" if last is None else texts[: last + 1]
    return texts
