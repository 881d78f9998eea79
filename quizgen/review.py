"""What a test specialist would mark in a deck's items: the linter's findings, as problems with a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from quizgen.diagnostics import Diagnostic, Severity
from quizgen.items.items import Item
from quizgen.items.select import print_orders
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
        for item, question in zip(items, _questions(items), strict=True)
        for finding in lint_item(question, off)
    ]
    return (*found, *_of_paper(project, options, off))


def list_rules() -> str:
    """Return every rule of the linter: its code, what it looks for, why, and what to do."""
    return "\n".join(f"{rule.code}  {rule.title}: {rule.why}; {rule.fix}" for rule in RULES.values())


def _of_paper(project: Project, options: QuizOptions, off: frozenset[str]) -> Iterator[Diagnostic]:
    items = project.paper(options).selection.items if project.printable(options) else ()
    for index, finding in lint_items(_questions(items), off):
        # What is wrong with an item alone has been said.
        if finding.code >= "Q441":
            yield _diagnostic(finding, None if index is None else items[index], project)


def _questions(items: Sequence[Item]) -> list[Question]:
    return [_question(item, order) for item, order in zip(items, print_orders(items, 1, "A"), strict=True)]


def _question(item: Item, order: Iterable[int]) -> Question:
    printed = tuple(order)
    sizes = tuple(item.sizes[index] for index in printed) if item.sizes else ()
    return Question(item.prompt.stem, tuple(item.options[n] for n in printed), printed.index(0), item.names, sizes)


def _diagnostic(finding: Finding, item: Item | None, project: Project) -> Diagnostic:
    place = item.prompt.value.place if item else project.deck.place
    told = f"{finding.message} (`{item.id}`)" if item else finding.message
    return Diagnostic(finding.code, told, place, finding.fix, Severity(finding.level))
