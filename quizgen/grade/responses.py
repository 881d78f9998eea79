"""The answers of a class as a table (``responses.csv``): one row per student and item."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.deck.answered import RESPONSES
from quizgen.grade.grading import Response
from quizgen.grade.results import ClassResults, State
from quizgen.quiz.manifest import QuizItem
from quizgen.quiz.score import shown
from quizgen.tables.cells import joined, to_csv

FILE = RESPONSES
_HEADS = (
    "number",
    "name",
    "group",
    "version",
    "printed",
    "item",
    "form",
    "facts",
    "missed",
    "given",
    "chosen",
    "right",
    "offered",
    "earned",
    "possible",
    "state",
)


def responses_csv(results: ClassResults) -> bytes:
    """Return ``responses.csv``: every answer of every student, in the order of printing.

    Options and facts are the item's own, whatever the version. An answer that still waits for a
    person has the state ``review``.
    """
    return to_csv(_HEADS, _rows(results))


def _rows(results: ClassResults) -> Iterator[tuple[str, ...]]:
    for result in results.scored:
        student = result.student
        for each in result.responses:
            item = results.manifest.items[each.item]
            yield (
                student.number,
                student.name,
                student.group,
                result.version,
                str(each.score.number),
                item.id,
                item.form,
                " ".join(item.facts),
                " ".join(missed_facts(item, each)),
                each.given,
                joined(chosen_texts(item, each)),
                joined(right_texts(item)),
                joined(item.options),
                str(shown(each.score.earned - each.score.penalty)),
                str(shown(each.score.points)),
                str(State.REVIEW if each.doubtful else State.FINAL),
            )


def chosen_texts(item: QuizItem, response: Response) -> list[str]:
    """Return the texts of the chosen options, row by row, as the item orders them."""
    return [item.options[index] for row in response.chosen for index in sorted(row)]


def right_texts(item: QuizItem) -> list[str]:
    """Return the texts of the right options, or the answer in words."""
    return [item.options[index] for index in item.key] or [item.answer]


def missed_facts(item: QuizItem, response: Response) -> tuple[str, ...]:
    """Return the facts that a student missed: in matching, those of the wrong rows.

    In other forms, a wrong answer misses all facts that the item asks for. An item that earns all
    its points misses none.
    """
    if response.score.earned == response.score.points:
        return ()
    if item.left and len(item.facts) == len(item.left) == len(response.chosen):
        right = zip(item.facts, item.key, response.chosen, strict=True)
        return tuple(fact for fact, key, chosen in right if chosen != {key})
    return tuple(dict.fromkeys(item.facts))
