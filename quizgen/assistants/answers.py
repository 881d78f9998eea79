"""What tools answer: data for programs, in pages, and a short text that a model reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypedDict, TypeVar

from quizgen.diagnostics import Diagnostic, Severity
from quizgen.report import as_text
from quizgen.visible import cut, cut_message

# A longer text would fill the memory of a chat.
MOST_OF_TEXT = 12_000
# A page has at most this many entries.
MOST_OF_PAGE = 100
_MOST_OF_LINE = 2000
Entry = TypeVar("Entry")


class Problem(TypedDict):
    """A problem; `line` and `column` count from 1, and are 0 for a file as a whole.

    `mend` is the text that can stand at the place instead, "" if no such mend is safe.
    """

    code: str
    severity: str
    message: str
    help: str
    mend: str
    file: str
    line: int
    column: int
    length: int


class Page(TypedDict):
    """Which part of all entries an answer has; `next` is the `start` of the next page, or -1."""

    start: int
    shown: int
    total: int
    next: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What a tool answers: `data` for programs, and `text` for a model to read."""

    text: str
    data: Mapping[str, object] = field(default_factory=dict)


def as_problem(problem: Diagnostic) -> Problem:
    """Return a problem as data, with long texts cut."""
    place = problem.place
    return Problem(
        code=problem.code,
        severity="hint" if problem.severity is Severity.INFO else problem.severity.value,
        message=cut_message(problem.message),
        help=cut_message(problem.help),
        mend=cut(problem.mend, _MOST_OF_LINE),
        file=cut(place.file, _MOST_OF_LINE),
        line=place.line,
        column=place.column,
        length=place.length,
    )


def page_of(entries: Sequence[Entry], start: int, most: int) -> tuple[Sequence[Entry], Page]:
    """Return `most` entries from `start` on, and which part of all they are."""
    start = min(max(start, 0), len(entries))
    shown = entries[start : start + min(max(most, 1), MOST_OF_PAGE)]
    end = start + len(shown)
    is_last = end >= len(entries)
    page = Page(start=start, shown=len(shown), total=len(entries), next=-1 if is_last else end)
    return shown, page


def text_of(parts: Iterable[str], page: Page | None = None) -> str:
    """Return parts of a text with blank lines between them, cut, and what is left to ask for."""
    text = cut("\n\n".join(part for part in parts if part), MOST_OF_TEXT)
    if page and page["next"] >= 0:
        last = page["start"] + page["shown"]
        text += f"\n\n{last} of {page['total']} shown; go on with start={page['next']}"
    return text


def counted(count: int, what: str) -> str:
    """Return a number and what it counts: 1 fact, 2 facts."""
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def counts_of(problems: Iterable[Diagnostic]) -> dict[str, int]:
    """Return how many problems are errors, warnings and hints."""
    severities = [problem.severity for problem in problems]
    return {
        "errors": severities.count(Severity.ERROR),
        "warnings": severities.count(Severity.WARNING),
        "hints": severities.count(Severity.INFO),
    }


def refusal(problems: Sequence[Diagnostic], texts: dict[str, str] | None = None) -> Answer:
    """Return the answer of a tool that cannot do its work, because of these problems."""
    ordered = sorted(problems, key=lambda problem: list(Severity).index(problem.severity))
    shown, page = page_of(ordered, 0, MOST_OF_PAGE)
    data = {"problems": [as_problem(problem) for problem in shown], **counts_of(problems)}
    return Answer(text_of([as_text(shown, texts)], page), data)
