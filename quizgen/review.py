"""What a test specialist would mark in a deck's items: the linter's findings, as problems with a place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quizgen.diagnostics import Diagnostic, QuizgenError, Severity
from quizgen.facts.model import Form
from quizgen.items.arrange import FIRST_VERSION, arrange
from quizgen.items.exercises import Exercise, choices
from quizgen.items.items import Item
from quizgen.lint.model import Finding, Question
from quizgen.lint.rules import lint_item, lint_items, unsuited
from quizgen.lint.table import RULES
from quizgen.project import Project, QuizOptions


def review(project: Project, options: QuizOptions) -> tuple[Diagnostic, ...]:
    """Return what the item rules find in all items, and the paper rules on the chosen paper.

    Rules that the deck turns off (``lint: {Q412: off}``), and those that do not know its language,
    say nothing.
    """
    off = frozenset(project.deck.lint_off) | unsuited(project.deck.language)
    items = project.items(options)
    found = [
        _diagnostic(finding, item, project)
        for item, question in zip(items, _questions(project, items), strict=True)
        for finding in lint_item(question, off)
    ]
    return (*found, *_of_paper(project, options, off))


def list_rules() -> str:
    """Return every rule of the linter: its code, what it looks for, why, and what to do."""
    return "\n".join(f"{rule.code}  {rule.title}: {rule.why}; {rule.fix}" for rule in RULES.values())


def _of_paper(project: Project, options: QuizOptions, off: frozenset[str]) -> Iterator[Diagnostic]:
    by_id = {item.id: item for item in project.items(options)}
    items = [by_id[each.id] for each in _paper(project, options)]
    for index, finding in lint_items(_questions(project, items), off):
        # What is wrong with an item alone has been said.
        if finding.code >= "Q441":
            yield _diagnostic(finding, None if index is None else items[index], project)


def _paper(project: Project, options: QuizOptions) -> list[Exercise]:
    """Return the multiple-choice items of the chosen paper, none where there is no paper."""
    try:
        return [each for each in project.paper(options).exercises if each.form is Form.CHOICE]
    except QuizgenError:
        return []


def _questions(project: Project, items: Sequence[Item]) -> list[Question]:
    (placed,) = arrange([choices(project.base, items)], 1, FIRST_VERSION)
    orders = {each.exercise.id: each.options for each in placed}
    return [_question(item, orders[item.id]) for item in items]


def _question(item: Item, printed: Sequence[int]) -> Question:
    # What the author has put in order has places and no sizes.
    sizes = tuple(item.sizes[index] for index in printed) if item.sizes and not item.prompt.control.options else ()
    return Question(item.prompt.stem, tuple(item.options[n] for n in printed), printed.index(0), item.names, sizes)


def _diagnostic(finding: Finding, item: Item | None, project: Project) -> Diagnostic:
    place = item.prompt.value.place if item else project.deck.place
    told = f"{finding.message} (`{item.id}`)" if item else finding.message
    return Diagnostic(finding.code, told, place, finding.fix, Severity(finding.level))
