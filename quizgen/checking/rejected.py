"""Rejected options that no question has, or that are right answers, as problems."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from quizgen.bank.prompts import Prompt
from quizgen.bank.rejected import is_among
from quizgen.bank.wrong import keys_of
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic, Severity, did_you_mean
from quizgen.project import Project

# Each comparison of ids takes time, and nobody reads hundreds of warnings of one sort.
_MOST_SHOWN = 20
_MOST_COMPARED = 2_000
_ADVICE = "`quizgen items` lists all ids"


def rejected_in_vain(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each rejected option that is a right answer, and for each unknown id.

    A rejected option that quizgen would not offer anyway is no problem.
    """
    rejected = project.deck.rejected
    if not rejected:
        return
    yield from _unknown(project)
    for prompt in project.prompts:
        if prompt.id in rejected:
            yield from _right(project, prompt)


def _unknown(project: Project) -> Iterator[Diagnostic]:
    """Yield a warning for each id that no question has; of many, for the first ones."""
    # A question that is not asked may be asked again when the facts change.
    ids = {each.id for each in project.prompts} | {each.id for each in project.unasked}
    strange = [name for name in project.deck.rejected if name not in ids]
    for name in strange[:_MOST_SHOWN]:
        message = f"the deck has no question with the id `{shorten(name)}`"
        place = project.deck.rejected[name].place
        yield Diagnostic("Q408", message, place, _similar(name, ids), Severity.WARNING)
    others = strange[_MOST_SHOWN:]
    if others:
        message = f"the deck has no question with {len(others)} more ids; this is the first"
        place = project.deck.rejected[others[0]].place
        yield Diagnostic("Q408", message, place, _ADVICE, Severity.WARNING)


def _similar(name: str, ids: Collection[str]) -> str:
    """Return a fix that names an id like this one: one about the same fact, if there is any."""
    kind, _, rest = name.partition("/")
    fact = rest.partition("/")[0]
    of_fact = [each for each in ids if each.startswith(f"{kind}/{fact}/")]
    if of_fact:
        return did_you_mean(name, of_fact)
    depth = name.count("/")
    as_deep = [each for each in ids if each.count("/") == depth] or [*ids]
    return did_you_mean(name, as_deep) if 0 < len(as_deep) <= _MOST_COMPARED else _ADVICE


def _right(project: Project, prompt: Prompt) -> Iterator[Diagnostic]:
    """Yield a warning for each rejected option that is a right answer of a question."""
    base = project.base
    right = keys_of(base, prompt)
    for text, place in project.deck.rejected[prompt.id].texts:
        normal = frozenset((base.wording.normal(text),))
        if any(is_among(base, normal, key) for key in right):
            message = f"`{shorten(text)}` is the right answer of `{prompt.id}`"
            fix = "delete it here: only wrong options can be rejected"
            yield Diagnostic("Q409", message, place, fix, Severity.WARNING)
