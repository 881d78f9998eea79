"""Mends that are safe: the problem that they are for is gone, and no other has come."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from quizgen.deck.load import load_deck
from quizgen.deck.model.quiz import FormNames
from quizgen.diagnostics import Diagnostic, QuizgenError, has_errors
from quizgen.grounding.findings import OF_ARTICLE, OF_PARAGRAPHS, ungrounded
from quizgen.grounding.source import Articles
from quizgen.mending.quotes import is_mended_by_quotes, quotings
from quizgen.mending.sources import CannotChangeError, Sources, is_table, real_contents
from quizgen.yaml.edit import Edit, applied
from quizgen.yaml.spots import line_starts

# A mend may bring other problems to light, which have mends of their own.
_MOST_ROUNDS = 20
# Reading a large deck for each of very many mends would take for ever.
_MOST_MENDS = 200
# A text with many commas may end in many places.
_MOST_TRIED = 12
# Problems with the name of something: nothing in it is read before the name is right.
_OF_NAMES = {"Q201", "Q205"}


@dataclass(frozen=True, slots=True)
class Mended:
    """The new contents of a deck's files, how many problems are mended, and which are left."""

    contents: Mapping[Path, str] = field(default_factory=dict)
    count: int = 0
    left: Sequence[Diagnostic] = ()


def mended(
    path: Path,
    forms: FormNames | None = None,
    articles: Articles | None = None,
    contents: Mapping[Path, str] | None = None,
) -> Mended:
    """Return a deck's files with every safe mend; nothing is written.

    `articles` finds the article of the deck, by which numbers of paragraphs are mended. What cannot
    be read stays a problem; only an article that `articles` was given raises QuizgenError.
    `contents` stand in place of what files hold on the disk, by path, and are part of the result.
    """
    return _Mending(path, forms, articles or Articles(), contents or {}).run()


class _Mending:
    """The files of one deck, mended problem by problem."""

    def __init__(
        self,
        path: Path,
        forms: FormNames | None,
        articles: Articles,
        contents: Mapping[Path, str],
    ) -> None:
        self._path, self._forms, self._articles = path, forms, articles
        self._sources = Sources()
        self._contents = dict(contents)
        self._refused: set[tuple[str, str]] = set()
        self._count = 0

    def run(self) -> Mended:
        """Mend until nothing is left that has a safe mend."""
        problems = self._problems(self._contents)
        for _ in range(_MOST_ROUNDS):
            before = self._count
            problems = self._round(self._paragraphs(problems))
            if self._count == before:
                break
        return Mended(self._contents, self._count, problems)

    def _round(self, problems: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """Try the mends of all problems, the last in a file first; return what is left."""
        for problem in sorted(problems, key=_from_the_end):
            if self._count >= _MOST_MENDS:
                break
            if (problem.code, problem.message) not in self._refused:
                problems = self._mend(problem, problems)
        return problems

    def _paragraphs(self, problems: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """Mend the numbers of paragraphs all at once, as no fact's number matters to another's.

        Returns what is left, and all problems if the mends bring new ones.
        """
        edits: dict[Path, list[Edit]] = defaultdict(list)
        for problem in problems:
            if problem.code in OF_PARAGRAPHS and problem.mend:
                edits[Path(problem.place.file)] += self._edits(problem)
        count = sum(map(len, edits.values()))
        if count < 2:
            return problems
        new = {file: applied(self._text(file), edits[file]) for file in edits if edits[file]}
        contents = {**self._contents, **new}
        left = self._problems(contents)
        if not _counted(left) <= _counted(problems) or len(problems) - len(left) < count:
            return problems
        self._contents = contents
        self._count += count
        return left

    def _mend(self, problem: Diagnostic, problems: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """Return the problems that are left after one was mended, all of them if it was not."""
        file = Path(problem.place.file)
        tried = 0
        for edit in self._edits(problem):
            tried += 1
            contents = {**self._contents, file: applied(self._text(file), [edit])}
            left = self._problems(contents)
            if _is_better(problem, problems, left):
                self._contents = contents
                self._count += 1
                return left
            if tried == _MOST_TRIED:
                break
        if tried:
            self._refused.add((problem.code, problem.message))
        return problems

    def _edits(self, problem: Diagnostic) -> Iterator[Edit]:
        """Yield the edits that may mend a problem, the likeliest first."""
        place = problem.place
        if not place.line or is_table(place):
            return
        try:
            text = self._text(Path(place.file))
        except (CannotChangeError, QuizgenError):
            return
        starts = line_starts(text)
        if place.line > len(starts):
            return
        offset = starts[place.line - 1]
        start = offset + place.column - 1
        if problem.mend:
            yield Edit(start, start + place.length, problem.mend)
        elif is_mended_by_quotes(problem):
            line = text[offset:].split("\n", 1)[0].rstrip("\r")
            yield from quotings(line, offset, place.column - 1)

    def _text(self, file: Path) -> str:
        return self._contents.get(file) or self._sources.text(file)

    def _problems(self, contents: Mapping[Path, str]) -> Sequence[Diagnostic]:
        loaded = load_deck(self._path, self._forms, real_contents(contents))
        if loaded.deck is None or has_errors(loaded.diagnostics):
            return loaded.diagnostics
        return (*loaded.diagnostics, *ungrounded(loaded.deck, self._articles))


def patch(contents: Mapping[Path, str]) -> str:
    """Return the difference between files and their new contents as a patch."""
    return Sources().patch(contents)


def _from_the_end(problem: Diagnostic) -> tuple[str, int, int]:
    return problem.place.file, -problem.place.line, -problem.place.column


def _is_better(
    problem: Diagnostic, before: Sequence[Diagnostic], after: Sequence[Diagnostic]
) -> bool:
    """Return whether a problem is gone, and every new one was hidden behind it.

    A fact that could not be read has no problems of its own before it is mended, and nothing is
    looked for in the article before the last error is mended.
    """
    gone = _counted(before) - _counted(after)
    new = _counted(after) - _counted(before)
    fresh = [each for each in after if (each.code, each.message) in new]
    if has_errors(before) and not has_errors(after):
        fresh = [each for each in fresh if each.code not in OF_ARTICLE]
    is_gone = (problem.code, problem.message) in gone
    return is_gone and all(_was_hidden_by(problem, each) for each in fresh)


def _was_hidden_by(problem: Diagnostic, other: Diagnostic) -> bool:
    """Return whether a problem may come to light when another is mended."""
    if other.code.startswith("Q1") or other.code == problem.code:
        return False
    if other.place.file != problem.place.file:
        return False
    # A section of an unknown kind, or a fact without an id, goes on below its name.
    goes_on = problem.code in _OF_NAMES and other.place.line > problem.place.line
    return goes_on or other.place.line == problem.place.line


def _counted(problems: Sequence[Diagnostic]) -> Counter[tuple[str, str]]:
    return Counter((each.code, each.message) for each in problems)
