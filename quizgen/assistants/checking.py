"""The tools that look for problems: check, lint, fix and coverage."""

from __future__ import annotations

from functools import partial

from quizgen.assistants.answers import (
    Answer,
    as_problem,
    counted,
    counts_of,
    page_of,
    text_of,
)
from quizgen.assistants.folder import Given, refused
from quizgen.assistants.reading import read, sound
from quizgen.checking.linting import review
from quizgen.checking.problems import by_file, further_problems
from quizgen.diagnostics import Diagnostic, QuizgenError, has_errors
from quizgen.forms.registry import form_names
from quizgen.grounding.coverage import Covered, Sort, coverage_of
from quizgen.grounding.coverage_text import paragraph_as_text, summary
from quizgen.grounding.source import Articles
from quizgen.mending.safe import Mended, mended
from quizgen.mending.sources import difference
from quizgen.project import QuizOptions
from quizgen.report import as_text
from quizgen.visible import cut

_SORTS = ("error", "warning", "info")


def check(given: Given, articles: Articles, *, start: int = 0, most: int = 50) -> Answer:
    """Return every problem of a deck, the errors first."""
    projects, problems = read(given)
    facts = sum(len(project.deck.facts) for project in projects)
    if not has_errors(problems):
        problems += by_file(projects, partial(further_problems, articles=articles))
    return _told(given, problems, counted(facts, "fact"), start, most)


def lint(given: Given, *, start: int = 0, most: int = 50) -> Answer:
    """Return the flaws of all items of a deck, the worst first."""
    project = sound(given)
    findings = list(review(project, QuizOptions()))
    return _told(given, findings, counted(len(project.deck.facts), "fact"), start, most)


def _told(given: Given, problems: list[Diagnostic], what: str, start: int, most: int) -> Answer:
    """Return problems as the answer of a tool, the worst first."""
    ordered = sorted(problems, key=lambda problem: _SORTS.index(problem.severity.value))
    shown, page = page_of(ordered, start, most)
    counts = counts_of(problems)
    data = {
        "file": str(given.path),
        "ok": not has_errors(problems),
        **counts,
        "problems": [as_problem(problem) for problem in shown],
        "page": page,
    }
    told = ", ".join(counted(count, name[:-1]) for name, count in counts.items() if count)
    head = f"{given.path}: {told or f'no problems in {what}'}"
    return Answer(text_of([head, as_text(shown, given.shown)], page), data)


def mend(given: Given, articles: Articles) -> Mended:
    """Return the files of a deck with every safe mend."""
    contents = {} if given.text is None else {given.path: given.text}
    return mended(given.path, form_names(), articles, contents)


def fix(given: Given, articles: Articles) -> Answer:
    """Return the safe mends of a deck as a patch, and for a text also the mended text."""
    done = mend(given, articles)
    patch = patch_of(given, done)
    data: dict[str, object] = {
        "file": str(given.path),
        "mended": done.count,
        "patch": patch,
        "left": [as_problem(problem) for problem in done.left[:100]],
        **counts_of(done.left),
    }
    if given.text is not None:
        data["text"] = done.contents[given.path]
    mends = counted(done.count, "safe mend")
    head = f"{given.path}: {mends}; {counted(len(done.left), 'problem')} left"
    return Answer(text_of([head, patch]), data)


def patch_of(given: Given, done: Mended) -> str:
    """Return what mends change in the files of a deck, as a patch."""
    lines: list[str] = []
    for path, after in sorted(done.contents.items()):
        before = given.shown.get(str(path))
        if before is None:
            before = path.read_bytes().decode("utf-8-sig")
        lines += difference(path, before, after)
    return "".join(lines)


def coverage(given: Given, articles: Articles, *, start: int = 0, most: int = 20) -> Answer:
    """Return what the facts of a deck leave out of its article, paragraph by paragraph.

    Raises QuizgenError if the deck has errors, or if there is no article.
    """
    project = sound(given)
    sought = articles.of(project.deck)
    if sought.article is None:
        if sought.problems:
            raise QuizgenError(sought.problems)
        fix = "give `article` or `article_text`, or name the file as `text` of the deck's `source`"
        raise refused("Q631", "there is no article", str(given.path), fix)
    covered = coverage_of(project.deck, sought.article)
    shown, page = page_of(covered.paragraphs, start, most)
    data = {
        "file": str(given.path),
        "covered": {sort.value: list(covered.count(sort)) for sort in Sort},
        "paragraphs": [_paragraph(each) for each in shown],
        "page": page,
    }
    texts = [summary(covered), *map(paragraph_as_text, shown)]
    return Answer(text_of(texts, page), data)


def _paragraph(covered: Covered) -> dict[str, object]:
    left = {sort.value: [cut(each) for each in covered.left(sort)[:100]] for sort in Sort}
    return {
        "number": covered.paragraph.number,
        "text": cut(covered.paragraph.text),
        "facts": list(covered.facts[:100]),
        "left": {sort: texts for sort, texts in left.items() if texts},
    }
