"""What is told with an answer: what has changed, what the record says, and where it comes from."""

from __future__ import annotations

from quizgen.facts.model import Provenance
from quizgen.items.base import FactBase
from quizgen.items.prompts import Prompt


def remarks(base: FactBase, prompt: Prompt) -> tuple[str, ...]:
    """Return the lines that explain a prompt's answer, each a sentence or more."""
    labels, told = base.wording.labels, prompt.value.provenance
    also = prompt.control.also
    lines = [
        labels.fill("also", text="; ".join(also)) if also else "",
        labels.fill("record", text=told.record) if told.record else "",
        labels.fill("now", text=told.now) if told.now else "",
        told.note,
    ]
    return tuple(_sentence(line) for line in lines if line)


def _sentence(line: str) -> str:
    return line if line.endswith((".", "!", "?", "…", "”", ")")) else line + "."


def citation(base: FactBase, told: Provenance) -> str:
    """Return where a value comes from: the source's author and title, and the paragraph."""
    labels, source = base.wording.labels, base.deck.source
    if told.source:
        where = told.source
    elif source.author:
        where = labels.fill("source", author=source.author, title=source.title)
    else:
        where = labels.fill("source_title", title=source.title) if source.title else ""
    paragraph = labels.fill("paragraph", number=told.paragraph) if told.paragraph else ""
    return ", ".join(part for part in (where, paragraph) if part)
