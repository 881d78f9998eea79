"""Every question that a deck's facts give: stem and answer, forward, backward and blank by blank."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from quizgen.facts.dates import PartialDate
from quizgen.facts.model import Blank, Content, Control, Fact, Field, QuestionRule, Reference, Sentence, Text, Value
from quizgen.facts.quantities import Quantity
from quizgen.facts.template import Slot, parse_template
from quizgen.items.base import FactBase
from quizgen.items.contested import contrast_of, record_of
from quizgen.items.wording import sentence_case, tidy


class Way(StrEnum):
    """Which way a question goes: from the fact to its value, from the value to the fact, or into a sentence."""

    FORWARD = "forward"
    BACK = "back"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question and its answer in words.

    `id` is permanent: fact, question, and where need be the way (``treaties/inf/signed/back``,
    ``statements/mueller/text/2``). `field` is the field whose value is asked for, or which is given
    on the way back; `values` are its values. `blank` is the blank asked for, `sentence` the sentence
    that it stands in, with the claim's attribution before it.
    """

    id: str
    fact: Fact
    rule: QuestionRule
    field: Field
    way: Way
    stem: str
    answer: str
    values: tuple[Value, ...]
    blank: Blank | None = None
    sentence: tuple[str | Blank, ...] = ()

    @property
    def value(self) -> Value:
        """Return the (first) value that is asked for or given."""
        return self.values[0]

    @property
    def control(self) -> Control:
        """Return what the author says about the answers; on the way back, the value is not the answer."""
        return Control() if self.way is Way.BACK else self.value.control


def make_prompts(base: FactBase) -> Iterator[Prompt]:
    """Yield every prompt of the deck's facts, in the deck's order; background is never asked."""
    for fact in base.deck.facts.values():
        if fact.background:
            continue
        for rule in base.kind(fact).questions.values():
            values = tuple(value for value in fact.values.get(rule.field, ()) if not value.background)
            if values:
                yield from _of_rule(base, fact, rule, values)
                yield from _of_record(base, fact, rule, values)


def _of_rule(base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...]) -> Iterator[Prompt]:
    field = base.kind(fact).fields[rule.field]
    key = f"{fact.ref}/{rule.key}"
    if field.type == "sentence":
        yield from _blanks(base, fact, rule, values, key)
        return
    forward = _stem(base, fact, field, values, values[0].ask or rule.ask)
    if forward:
        answer = sentence_case(base.wording.all_of(value_text(base, value) for value in values))
        yield Prompt(key, fact, rule, field, Way.FORWARD, forward, answer, values)
    if field.many or not base.is_unique(fact, field, values[0]):
        return
    back = _stem(base, fact, field, values, values[0].back or rule.back)
    if back and fact.ref in base.fillers:
        answer = sentence_case(base.fillers[fact.ref].text)
        yield Prompt(f"{key}/back", fact, rule, field, Way.BACK, back, answer, values)


def _of_record(base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...]) -> Iterator[Prompt]:
    """Yield the question for what is true, or the one for both, of a value that the record contradicts."""
    labels, field = base.wording.labels, base.kind(fact).fields[rule.field]
    truth, both = record_of(fact, rule, values), contrast_of(rule, values)
    if truth:
        told, own, value = truth
        stem = _stem(base, told, field, (value,), value.ask or rule.ask)
        if stem:
            if not value.ask:
                stem = _on_record(base, value, stem)
            answer = sentence_case(value_text(base, value))
            yield Prompt(f"{fact.ref}/{own.key}", fact, own, field, Way.FORWARD, stem, answer, (value,))
    if both:
        own, source, record = both
        stem = _stem(base, fact, field, (record,), record.ask or rule.ask)
        if stem:
            answer = labels.fill("contrast_answer", source=value_text(base, source), record=value_text(base, record))
            stem = sentence_case(labels.fill("contrast", stem=stem))
            yield Prompt(f"{fact.ref}/{own.key}", fact, own, field, Way.FORWARD, stem, answer, values)


def _on_record(base: FactBase, value: Value, stem: str) -> str:
    labels, as_of = base.wording.labels, value.provenance.as_of
    if as_of:
        return labels.fill("record_ask_of", date=base.wording.date(as_of), stem=stem)
    lowered = stem.split(maxsplit=1)[0].lower() in labels.question_words
    return sentence_case(labels.fill("record_ask", stem=stem[:1].lower() + stem[1:] if lowered else stem))


def _blanks(base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...], key: str) -> Iterator[Prompt]:
    value = values[0]
    if not isinstance(value.content, Sentence):
        return
    field = base.kind(fact).fields[rule.field]
    sentence = (_lead(base, value), *value.content.parts)
    for number, blank in enumerate(value.content.blanks, 1):
        stem = sentence_case(tidy("".join(_part(base, part, blank) for part in sentence)))
        answer = content_text(base, blank.content)
        yield Prompt(f"{key}/{number}", fact, rule, field, Way.BLANK, stem, answer, values, blank, sentence)


def _lead(base: FactBase, value: Value) -> str:
    """Return the words before a claimed sentence that say whose claim it is."""
    name, who = _attribution(base, value, content_text(base, value.content))
    return base.wording.labels.fill(f"{name}_sentence", who=who, stem="") if name else ""


def _part(base: FactBase, part: str | Blank, asked: Blank) -> str:
    if isinstance(part, str):
        return part
    return base.wording.labels.texts["blank"] if part is asked else content_text(base, part.content)


def _stem(base: FactBase, fact: Fact, field: Field, values: tuple[Value, ...], template: str) -> str:
    """Return the filled stem, "" where there is no template or the fact lacks what it needs."""
    parts: list[str] = []
    for part in parse_template(template):
        words = part if isinstance(part, str) else _slot(base, fact, field, values, part)
        if words is None:
            return ""
        parts.append(words)
    stem = tidy("".join(parts))
    if not stem:
        return ""
    # An author who words the question says in it whose account it follows.
    own = template in (values[0].ask, values[0].back) or len(parse_template(template)) == 1
    if own and values[0].provenance.record:
        return sentence_case(stem)
    return sentence_case(_attributed(base, values[0], stem))


def _slot(base: FactBase, fact: Fact, field: Field, values: tuple[Value, ...], slot: Slot) -> str | None:
    if slot.name == "when":
        return _when(base, field, values[0])
    if slot.name == "as_of":
        as_of = values[0].provenance.as_of or base.deck.source.as_of
        return (base.wording.date_in(as_of) if slot.form == "in" else base.wording.date(as_of)) if as_of else None
    held = values if slot.name == field.name else fact.values.get(slot.name, ())
    if not held:
        return None
    kind = base.kind(fact)
    is_name = slot.name == kind.name or kind.fields[slot.name].other_name
    return base.wording.all_of(_formed(base, fact, value, slot.form, is_name=is_name) for value in held)


def _formed(base: FactBase, fact: Fact, value: Value, form: str, *, is_name: bool) -> str:
    content = value.content
    if isinstance(content, PartialDate) and form == "in":
        return base.wording.date_in(content)
    if isinstance(content, Quantity) and form:
        return base.wording.bound(content) if form == "bound" else base.wording.number(content, bare=True)
    if isinstance(content, Text) and is_name:
        text = content.text
        return base.wording.bare(text) if form == "bare" else base.wording.name(value, base.kind(fact), text)
    if isinstance(content, Reference) and not form:
        return _referred(base, content)
    text = content_text(base, content)
    return base.wording.bare(text) if form == "bare" else text


def _when(base: FactBase, field: Field, value: Value) -> str:
    labels, told = base.wording.labels, value.provenance
    since, until = (base.wording.date(date) if date else "" for date in (told.since, told.until))
    if since and until:
        return labels.fill("between", start=since, end=until)
    if until:
        return labels.fill("until", date=until)
    as_of = told.as_of or base.deck.source.as_of
    return base.wording.date_in(as_of) if as_of and field.volatile else ""


def _referred(base: FactBase, reference: Reference) -> str:
    fact = base.deck.facts[reference.fact]
    value = base.name_value(fact)
    if value is None or not isinstance(value.content, Text):
        return reference.target
    return base.wording.name(value, base.kind(fact), value.content.text)


def value_text(base: FactBase, value: Value) -> str:
    """Return a value as an answer in words."""
    return content_text(base, value.content)


def option_text(base: FactBase, prompt: Prompt, content: Content) -> str:
    """Return a content as an option: where the question tells the bound of a number, the options tell its figure."""
    if isinstance(content, Quantity) and prompt.way is Way.FORWARD and content.bound != "about":
        return base.wording.number(content, bare=True)
    return content_text(base, content)


def content_text(base: FactBase, content: Content) -> str:
    """Return a content in words: a date in full, a number with its unit and bound, a fact by its name."""
    if isinstance(content, PartialDate):
        return base.wording.date(content)
    if isinstance(content, Quantity):
        return base.wording.number(content)
    if isinstance(content, Reference):
        return base.fillers[content.fact].text if content.fact in base.fillers else content.target
    if isinstance(content, Sentence):
        parts = (part if isinstance(part, str) else content_text(base, part.content) for part in content.parts)
        return "".join(parts)
    return content.text


def _attributed(base: FactBase, value: Value, stem: str) -> str:
    """Return a question after the words that say whose claim it is about."""
    labels = base.wording.labels
    name, who = _attribution(base, value, stem)
    if not name:
        return stem
    first = stem.split(maxsplit=1)[0] if stem else ""
    if first.lower() in labels.question_words:
        return labels.fill(f"{name}_ask", who=who, stem=stem[:1].lower() + stem[1:])
    return labels.fill(f"{name}_sentence", who=who, stem=sentence_case(stem))


def _attribution(base: FactBase, value: Value, text: str) -> tuple[str, str]:
    """Return the label that attributes a text and the claimant, ("", "") where the text names them already."""
    who = value.provenance.according_to
    if who:
        return ("", "") if base.wording.bare(who).casefold() in text.casefold() else ("according", who)
    return ("source", "") if value.provenance.record else ("", "")
