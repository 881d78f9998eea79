"""Tells a deck's quality in a few lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from quizgen.grounding.coverage_text import summary
from quizgen.quality.measures import ADEQUATE, Quality
from quizgen.quality.outcomes import Outcome
from quizgen.quality.steps import Step
from quizgen.quality.words import GUESSES, counted, gives, headline, instruction, percent
from quizgen.visible import cut, visible_line

_MOST_STEPS, _MOST_EXAMPLES, _LONGEST = 3, 2, 80


def as_text(quality: Quality) -> str:
    """Return the most important measures, and the best steps."""
    return "\n".join(_lines(quality))


def _lines(quality: Quality) -> Iterator[str]:
    outcomes = quality.outcomes
    yield headline(quality)
    pairs = zip(Outcome, outcomes.questions, strict=True)
    given = ", ".join(f"{count} {outcome.value}" for outcome, count in pairs)
    yield f"  questions: {given}"
    good = quality.fit.adequate[ADEQUATE]
    yield f"  items with {ADEQUATE} options that fit: {percent(good, quality.items)}"
    if quality.coverage:
        yield f"  {summary(quality.coverage)}"
    yield f"  linter: {counted(quality.findings, 'finding')}"
    paying = [GUESSES.get(each.name, each.name) for each in quality.cues.guesses if each.pays]
    if paying:
        yield f"  guessing pays: {', '.join(paying)}"
    for number, step in enumerate(quality.steps[:_MOST_STEPS], 1):
        yield f"  {number}. {instruction(step)} {gives(step)} {_examples(step)}"


def _examples(step: Step) -> str:
    """Return the first examples of a step on one line."""
    shown = ", ".join(map(visible_line, step.examples[:_MOST_EXAMPLES]))
    return cut(shown, _LONGEST) + (" …" if len(step.examples) > _MOST_EXAMPLES else "")
