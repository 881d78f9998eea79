"""Questions about what the record says, where it contradicts the source."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_answer
from quizgen.bank.contested import contrast_of, record_of
from quizgen.bank.prompts import Prompt, Way, value_text
from quizgen.bank.stems import Subject, make_stems, texts_of, without_telling
from quizgen.bank.wording import sentence_case
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import QuestionRule


def of_record(
    base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...]
) -> Iterator[Prompt]:
    """Yield the question for the truth, or for both sides, if the record contradicts a value."""
    truth, both = record_of(fact, rule, values), contrast_of(rule, values)
    if not (truth or both):
        return
    labels = base.wording.labels
    # The record is no opinion of the source.
    field = replace(base.kind(fact).fields[rule.field], opinion=False)
    if truth:
        told, own, value = truth
        answer = as_answer(base, value_text(base, value), value.content)
        name = f"{fact.ref}/{own.key}"
        stems = _worded(Subject(base, told, field, (value,)), name, value.ask, rule.ask, answer)
        if stems:
            stem = stems[0] if value.ask else _on_record(base, value, stems[0])
            yield Prompt(name, fact, own, field, Way.FORWARD, stem, answer, (value,))
    if both:
        own, source, record = both
        answer = labels.fill(
            "contrast_answer", source=value_text(base, source), record=value_text(base, record)
        )
        name = f"{fact.ref}/{own.key}"
        stems = _worded(Subject(base, fact, field, (record,)), name, record.ask, rule.ask, answer)
        if stems:
            stem = sentence_case(labels.fill("contrast", stem=stems[0]))
            yield Prompt(name, fact, own, field, Way.FORWARD, stem, answer, values)


def _worded(
    subject: Subject, name: str, own: str, wordings: tuple[str, ...], answer: str
) -> tuple[str, ...]:
    stems = make_stems(subject, name, own, wordings)
    return texts_of(without_telling(subject, stems.found, answer))


def _on_record(base: FactBase, value: Value, stem: str) -> str:
    labels, as_of = base.wording.labels, value.provenance.as_of
    if as_of:
        return labels.fill("record_ask_of", date=base.wording.date(as_of), stem=stem)
    lowered = stem.split(maxsplit=1)[0].lower() in labels.question_words
    return sentence_case(
        labels.fill("record_ask", stem=stem[:1].lower() + stem[1:] if lowered else stem)
    )
