"""The words in which a deck's quality is told."""

from __future__ import annotations

from quizgen.quality.measures import Quality
from quizgen.quality.steps import Gain, Step
from quizgen.visible import cut, visible_line

_LONGEST = 200
GUESSES = {
    "longest": "the longest option",
    "shortest": "the shortest option",
    "middle": "a number or date in the middle",
    "nearest the mean": "the number nearest the mean",
    "overlap": "the option that shares most words with the question",
    "convergence": "the option that shares most words with the others",
    "roundest": "the roundest number",
    "nearest pair": "one of the two numbers that lie nearest to each other",
}


def headline(quality: Quality) -> str:
    """Return what a deck gives, in one sentence."""
    facts = counted(quality.outcomes.facts, "fact")
    given = f"{counted(quality.cards, 'card')} and {counted(quality.items, 'item')}"
    return f"{cut_line(quality.file)}: {facts} give {given}."


def instruction(step: Step) -> str:
    """Return a step as an instruction."""
    if step.gain is Gain.COVERED:
        return f"Write {step.what}."
    if step.what.startswith("`"):
        question, _, mend = step.what.partition(": ")
        each = f"each of {step.count} questions" if step.count > 1 else "the question"
        return f"To {each} {question}, add {mend}."
    return f"Add {step.what}."


def gives(step: Step) -> str:
    """Return what a step gives."""
    if step.gain is Gain.COVERED:
        return f"It has {counted(step.count, 'thing')} that no fact covers:"
    what = "item" if step.gain is Gain.ITEMS else "question"
    return f"It gives up to {counted(step.count, f'more {what}')}:"


def percent(part: int, whole: int) -> str:
    """Return a share in percent, a dash if there is nothing to share."""
    return f"{part / whole:.0%}" if whole else "-"


def counted(number: int, what: str) -> str:
    """Return a number with its noun: 1 card, 2 cards."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def cut_line(text: str) -> str:
    """Return a text on one line, without characters that hide, and cut if it is long."""
    return cut(visible_line(text), _LONGEST)
