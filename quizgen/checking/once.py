"""Findings that may be about the subject of a deck: told once for each question of a kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from quizgen.bank.capitals import is_written
from quizgen.bank.prompts import Prompt, question_of
from quizgen.lint.model import Finding
from quizgen.project import Project

# A finding with the question that it is about.
Found = tuple[Finding, Prompt]

# Everybody knows some capitals, and a deck of capitals asks for them.
_ONCE = "Q438"


def told_once(project: Project, found: Sequence[Found]) -> Iterator[Found]:
    """Yield findings in their order, but one household name for each question of a kind.

    It says how many others there are. Questions that an author wrote out are told one by one.
    """
    alike = Counter(question_of(prompt) for each, prompt in found if each.code == _ONCE)
    told: set[str] = set()
    for finding, prompt in found:
        name = question_of(prompt)
        is_single = is_written(project.base.kind(prompt.fact), prompt.rule) or alike[name] <= 1
        if finding.code != _ONCE or is_single:
            yield finding, prompt
        elif name not in told:
            told.add(name)
            message = f"{finding.message}, and so in {alike[name] - 1} more of `{name}`"
            yield replace(finding, message=message), prompt
