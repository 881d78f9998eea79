"""Claims that authors wrote beside an answer without saying the answer, as problems."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.bank.claims import own_claims
from quizgen.bank.prompts import Way
from quizgen.bank.truth import truth_of
from quizgen.diagnostics import Diagnostic, Severity
from quizgen.project import Project


def claims_in_vain(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each claim of an author's own that does not say the answer.

    Beside yes or no, it is the sentence to judge.
    """
    for prompt in project.prompts:
        is_asked = prompt.value.claim and prompt.way is Way.FORWARD
        if not is_asked or own_claims(project.base, prompt):
            continue
        if truth_of(project.base, prompt) is None:
            name = prompt.field.name
            message = f"`claim` does not say what `{name}` is, so nobody can judge it"
            fix = f"put {{{name}}} in the place of the answer"
            yield Diagnostic("Q304", message, prompt.value.place, fix, Severity.WARNING)
