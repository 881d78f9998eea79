"""The remarks on an answer: what has changed, what the record says, and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct

from quizgen.bank.base import FactBase
from quizgen.bank.media import in_words
from quizgen.bank.prompts import Prompt, value_text
from quizgen.deck.model.facts import Provenance
from quizgen.deck.types.registry import type_of


class Cited(Struct, frozen=True):
    """The source of an answer, and its paragraph there if it is known."""

    source: str
    paragraph: int | None = None


class Told(Struct, frozen=True):
    """What accompanies an answer: the lines that explain it, and its sources."""

    remarks: tuple[str, ...] = ()
    cited: tuple[Cited, ...] = ()


def told_of(base: FactBase, prompts: Iterable[Prompt]) -> Told:
    """Return what stands with the answers of questions, no line and no source twice."""
    asked = list(prompts)
    lines = dict.fromkeys(line for prompt in asked for line in remarks(base, prompt))
    provenances = (prompt.value.provenance for prompt in asked)
    cited = dict.fromkeys(Cited(source_name(base, told), told.paragraph) for told in provenances)
    return Told(tuple(lines), tuple(each for each in cited if each != Cited("")))


def remarks(base: FactBase, prompt: Prompt) -> tuple[str, ...]:
    """Return the lines that explain a prompt's answer, each one or more sentences."""
    labels, told = base.wording.labels, prompt.value.provenance
    also = prompt.control.also
    lines = [
        _heard(base, prompt),
        labels.fill("also", text="; ".join(also)) if also else "",
        _record(base, prompt),
        labels.fill("now", text=told.now) if told.now else "",
        told.note,
    ]
    mistaken = (line for _, _, line in look_alikes(base, prompt))
    return (*(_sentence(line) for line in lines if line), *mistaken)


def look_alikes(base: FactBase, prompt: Prompt) -> Iterator[tuple[str, str, str]]:
    """Yield each look-alike of which the author says what sets it apart from the answer.

    Each is its text, what sets it apart, and both as a line of the remarks.
    """
    field_type = type_of(prompt.blank.content if prompt.blank else prompt.value.content)
    for each in prompt.control.mistaken_for:
        if each.why:
            meant = field_type.meant(each.value)
            text = each.value if meant is None else base.text(meant)
            line = base.wording.labels.fill("mistaken", text=text, why=each.why)
            yield text, each.why, _sentence(line)


def _heard(base: FactBase, prompt: Prompt) -> str:
    heard = in_words((*prompt.media, *prompt.answer_media))
    return base.wording.labels.fill("heard", text=heard) if heard else ""


def _record(base: FactBase, prompt: Prompt) -> str:
    """Return what contradicts the value: the record, or the source if the record is the answer."""
    labels, told = base.wording.labels, prompt.value.provenance
    if told.record:
        record = prompt.value.record
        is_value = record is not None and not record.provenance.note
        text = value_text(base, record) if record and is_value else told.record
        return labels.fill("record", text=text)
    held = prompt.fact.values.get(prompt.field.name, ())
    stated = next((value for value in held if value.record is prompt.value), None)
    return labels.fill("stated", text=value_text(base, stated)) if stated else ""


def _sentence(line: str) -> str:
    return line if line.endswith((".", "!", "?", "…", "”", ")")) else line + "."


def source_name(base: FactBase, told: Provenance) -> str:
    """Return the source of a value: its own, or author and title of the deck's."""
    labels, source = base.wording.labels, base.deck.source
    if told.source:
        return told.source
    if source.author:
        return labels.fill("source", author=source.author, title=source.title)
    return labels.fill("source_title", title=source.title) if source.title else ""


def citation(base: FactBase, told: Provenance) -> str:
    """Return the source of a value and the paragraph."""
    parts = [source_name(base, told)]
    if told.paragraph:
        parts.append(base.wording.labels.fill("paragraph", number=told.paragraph))
    return ", ".join(filter(None, parts))
