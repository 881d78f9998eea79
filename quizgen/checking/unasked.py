"""The questions that facts do not get, counted for each question of a kind, as problems."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from quizgen.bank.prompts import question_of
from quizgen.bank.unasked import NoPrompt, Why
from quizgen.diagnostics import Diagnostic, Severity
from quizgen.project import Project


def unasked(project: Project) -> Iterator[Diagnostic]:
    """Yield for each question of a kind how many facts do not get it, with an example.

    It is a warning if most facts lack the question by a slip; facts often share a value.
    """
    lacking: dict[str, list[NoPrompt]] = defaultdict(list)
    for each in project.unasked:
        lacking[each.question].append(each)
    if not lacking:
        return
    made = Counter(question_of(prompt) for prompt in project.prompts)
    facts = Counter(each.kind for each in project.deck.facts.values() if not each.background)
    for question, refused in lacking.items():
        first, count = refused[0], len(refused)
        is_fact = first.why is Why.BARE
        total = facts[question] if is_fact else count + made[question]
        what = "facts of" if is_fact else "questions"
        lack = "give no question" if is_fact else "are not asked"
        message = (
            f"{count} of {total} {what} `{question}` {lack}; "
            f"`{first.id}`, for example: {first.about}"
        )
        slips = sum(each.why is not Why.SHARED for each in refused)
        severity = Severity.WARNING if slips > total / 2 else Severity.INFO
        yield Diagnostic("Q406", message, first.place, f"add {first.mend}", severity)
