"""Makes every question about a deck's facts: forward, backward and blank by blank."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, islice

from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_answer, is_phrased, is_written
from quizgen.bank.chance import shuffled
from quizgen.bank.contested import contrast_of, record_of
from quizgen.bank.media import media_in, media_shown
from quizgen.bank.telling import telling
from quizgen.bank.tense import Time, stated, time_of, when
from quizgen.bank.wording import sentence_case, small_initial, tidy
from quizgen.deck.model import (
    Blank,
    Content,
    Control,
    Fact,
    Field,
    QuestionRule,
    Sentence,
    Text,
    Value,
)
from quizgen.deck.template import SPECIAL_SLOTS, Part, Slot, media_apart, slots
from quizgen.deck.types.registry import type_of
from quizgen.media.model import Media


class Way(StrEnum):
    """Which way a question goes: from fact to value, from value to fact, or into a sentence."""

    FORWARD = "forward"
    BACK = "back"
    BLANK = "blank"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A question and its answer in words.

    - `id` is permanent: fact, question and, if needed, the way (``treaties/inf/signed/back``,
      ``statements/mueller/text/2``).
    - The question asks for the value of `field`, or gives it on the way back; `values` are its
      values.
    - `blank` is the blank to fill, `sentence` the sentence around it, after the words that say
      whose claim it is.
    - `wordings` are all stems that would do, the chosen one first.
    - `media` are the pictures and sounds below the stem, in any wording. `answer_media` are those
      that are the answer; `answer` then describes them.
    - A `listed` question asks which of its options is right, so that it makes no sense without.
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
    wordings: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    answer_media: tuple[Media, ...] = ()
    listed: bool = False

    @property
    def value(self) -> Value:
        """Return the (first) value that the question asks for or gives."""
        return self.values[0]

    @property
    def control(self) -> Control:
        """Return the author's control over the answers; on the way back, the value is no answer."""
        return Control() if self.way is Way.BACK else self.value.control

    @property
    def word_before_blank(self) -> str:
        """Return the word before the blank in small letters, "" if there is none."""
        before = ""
        for part in self.sentence:
            if part is self.blank:
                break
            before = part if isinstance(part, str) else ""
        words = before.split()
        return words[-1].casefold() if words else ""


def make_prompts(base: FactBase) -> Iterator[Prompt]:
    """Yield every prompt of the deck's facts in the deck's order, but none about background."""
    for fact in base.deck.facts.values():
        if fact.background:
            continue
        for rule in base.kind(fact).questions.values():
            held = fact.values.get(rule.field, ())
            values = tuple(value for value in held if not value.background)
            if values:
                of_record = _of_record(base, fact, rule, values)
                made = chain(_of_rule(base, fact, rule, values), of_record)
                yield from (_with_media(base, prompt) for prompt in made)


def _with_media(base: FactBase, prompt: Prompt) -> Prompt:
    """Return the prompt with its pictures and sounds; all its wordings share them."""
    fields = base.kind(prompt.fact).fields.values()
    if prompt.way is Way.BLANK or not any(field.is_media or field.or_picture for field in fields):
        return prompt
    template = _template(base, prompt)
    media = media_shown(base, prompt.fact, prompt.field, prompt.values, template)
    answer_media = () if prompt.way is Way.BACK else media_in(prompt.values)
    return replace(prompt, media=media, answer_media=answer_media)


def _template(base: FactBase, prompt: Prompt) -> str:
    """Return the author's own stem for the prompt, or the first wording of the kind."""
    questions, value = base.kind(prompt.fact).questions, prompt.value
    # A question for both source and record has its wording from the record.
    worded = value.record if value.record and prompt.rule.key not in questions else value
    if prompt.way is Way.BACK:
        return worded.back or (prompt.rule.back or prompt.rule.among)[0]
    return worded.ask or prompt.rule.ask[0]


def _of_rule(
    base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...]
) -> Iterator[Prompt]:
    field = base.kind(fact).fields[rule.field]
    key = f"{fact.ref}/{rule.key}"
    if field.type == "sentence":
        yield from _blanks(base, fact, rule, values, key)
        return
    subject = _Subject(base, fact, field, values)
    answer = _answer(base, fact, rule, values)
    forward = _wordings(subject, key, values[0].ask, rule.ask, answer)
    if forward:
        yield Prompt(
            key, fact, rule, field, Way.FORWARD, forward[0], answer, values, wordings=forward
        )
    yield from _way_back(subject, rule)


def _way_back(subject: _Subject, rule: QuestionRule) -> Iterator[Prompt]:
    """Yield the question for the fact's name, if the value tells the fact or options decide."""
    base, fact, field, values = subject.base, subject.fact, subject.field, subject.values
    own, name = values[0].back, f"{fact.ref}/{rule.key}/back"
    # Beside options that exclude each other's values, a value needs to tell no single fact.
    listed = bool(rule.among) and not (own or rule.back)
    tells = listed or base.is_unique(fact, field, values[0])
    if fact.ref not in base.names.fillers or field.many or not tells:
        return
    named = base.names.fillers[fact.ref]
    answer = as_answer(base, named.text, named.content)
    back = _wordings(subject, name, own, rule.back or rule.among, answer)
    if back:
        made = Prompt(name, fact, rule, field, Way.BACK, back[0], answer, values, wordings=back)
        yield replace(made, listed=listed)


def _answer(base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...]) -> str:
    texts = [value_text(base, value) for value in values]
    answer = base.wording.all_of(texts)
    phrased = is_phrased(base, texts, (value.content for value in values))
    return sentence_case(answer) if phrased and not is_written(base.kind(fact), rule) else answer


def _of_record(
    base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...]
) -> Iterator[Prompt]:
    """Yield the question for the truth, or for both sides, if the record contradicts a value."""
    labels, field = base.wording.labels, base.kind(fact).fields[rule.field]
    truth, both = record_of(fact, rule, values), contrast_of(rule, values)
    if truth:
        told, own, value = truth
        answer = as_answer(base, value_text(base, value), value.content)
        name = f"{fact.ref}/{own.key}"
        stems = _wordings(_Subject(base, told, field, (value,)), name, value.ask, rule.ask, answer)
        if stems:
            stem = stems[0] if value.ask else _on_record(base, value, stems[0])
            yield Prompt(name, fact, own, field, Way.FORWARD, stem, answer, (value,))
    if both:
        own, source, record = both
        answer = labels.fill(
            "contrast_answer", source=value_text(base, source), record=value_text(base, record)
        )
        name = f"{fact.ref}/{own.key}"
        stems = _wordings(
            _Subject(base, fact, field, (record,)), name, record.ask, rule.ask, answer
        )
        if stems:
            stem = sentence_case(labels.fill("contrast", stem=stems[0]))
            yield Prompt(name, fact, own, field, Way.FORWARD, stem, answer, values)


def _on_record(base: FactBase, value: Value, stem: str) -> str:
    labels, as_of = base.wording.labels, value.provenance.as_of
    if as_of:
        return labels.fill("record_ask_of", date=base.wording.date(as_of), stem=stem)
    lowered = stem.split(maxsplit=1)[0].lower() in labels.question_words
    return sentence_case(
        labels.fill("record_ask", stem=stem[:1].lower() + stem[1:] if lowered else stem)
    )


def _blanks(
    base: FactBase, fact: Fact, rule: QuestionRule, values: tuple[Value, ...], key: str
) -> Iterator[Prompt]:
    value = values[0]
    if not isinstance(value.content, Sentence):
        return
    field = base.kind(fact).fields[rule.field]
    sentence = (_lead(base, value), *value.content.parts)
    for number, blank in enumerate(value.content.blanks, 1):
        stem = sentence_case(
            tidy("".join(_part(base, part, blank) for part in sentence), base.wording.labels)
        )
        answer = content_text(base, blank.content)
        yield Prompt(
            f"{key}/{number}", fact, rule, field, Way.BLANK, stem, answer, values, blank, sentence
        )


def _lead(base: FactBase, value: Value) -> str:
    """Return the words before a sentence that say whose claim it is, "" for no claim."""
    name, who = _attribution(base, value, content_text(base, value.content))
    return base.wording.labels.fill(f"{name}_sentence", who=who, stem="") if name else ""


def _part(base: FactBase, part: str | Blank, asked: Blank) -> str:
    if isinstance(part, str):
        return part
    return base.wording.labels.texts["blank"] if part is asked else content_text(base, part.content)


@dataclass(frozen=True, slots=True)
class _Subject:
    """What fills a stem: a fact, and the values of a field that the question asks for or gives."""

    base: FactBase
    fact: Fact
    field: Field
    values: tuple[Value, ...]

    @property
    def plural(self) -> bool:
        """Return whether the fact's name is plural."""
        name = self.base.names.value(self.fact)
        return name is not None and self.base.wording.is_plural(name, self.base.kind(self.fact))

    @property
    def is_gap(self) -> bool:
        """Return whether the name is a gap for many facts, which must share one wording."""
        name = self.base.names.value(self.fact)
        return name is not None and name.content == Text(self.base.wording.labels.texts["gap"])


def _wordings(
    subject: _Subject, name: str, own: str, wordings: tuple[str, ...], answer: str
) -> tuple[str, ...]:
    """Return the filled stems, the one to use first: the author's own, or those of the kind.

    The order depends on the question's id, so that a further wording changes few questions. A
    wording whose slots bring a word of the answer into the stem comes after those that bring none.
    """
    ordered = _ordered(subject, name, own, wordings)
    stems = (_stem(subject, template, is_own=bool(own)) for template in ordered)
    filled = [stem for stem in stems if stem]
    if len(filled) <= 1:
        return tuple(stem for stem, _ in filled)
    wording = subject.base.wording
    told = telling(wording, answer)
    clear = (stem for stem, inserted in filled if not told & telling(wording, inserted))
    return tuple(dict.fromkeys((*islice(clear, 1), *(stem for stem, _ in filled))))


def filled(
    base: FactBase, prompt: Prompt, fact: Fact, templates: tuple[str, ...], name: str
) -> tuple[str, ...]:
    """Return other templates of a prompt filled from a fact, the one to use first.

    The fact is that of the prompt, or one with other values in its place. `name` is the key of the
    templates.
    """
    subject = _Subject(base, fact, prompt.field, fact.values[prompt.field.name])
    own = prompt.value.claim if name == "claim" else ""
    return _wordings(subject, f"{prompt.id}/{name}", own, templates, "")


def _ordered(subject: _Subject, name: str, own: str, wordings: tuple[str, ...]) -> Sequence[str]:
    """Return the templates of a stem in the order in which to try them."""
    if own:
        return [own]
    if subject.is_gap:
        return wordings[:1]
    numbered = [(str(number), wording) for number, wording in enumerate(wordings)]
    return shuffled(numbered, name, "wording")


def _stem(subject: _Subject, template: str, *, is_own: bool) -> tuple[str, str] | None:
    """Return the filled stem and the words from fields in it, None if the fact lacks any."""
    words, media = media_apart(template, subject.base.kind(subject.fact).fields)
    time = time_of(subject.base, subject.fact, subject.field, subject.values[0])
    parts = _filled(subject, words, time) if _has_media(subject, media) else []
    stem = tidy("".join(text for text, _ in parts), subject.base.wording.labels)
    if not stem:
        return None
    is_whole = is_own or len(words) == 1
    lacks_date = time is Time.PLANNED and _lacks_date(template)
    inserted = " ".join(text for text, is_inserted in parts if is_inserted)
    return _introduced(subject, stem, is_whole=is_whole, lacks_date=lacks_date), inserted


def _introduced(subject: _Subject, stem: str, *, is_whole: bool, lacks_date: bool) -> str:
    """Return the stem after the date and the claimant that it lacks."""
    base, value = subject.base, subject.values[0]
    # Authors who word the whole question name the account that it follows, and its date.
    if lacks_date and not is_whole:
        stem = _led(base, stem, value)
    is_attributed = is_whole and value.provenance.record
    return sentence_case(stem if is_attributed else _attributed(base, value, stem))


def _has_media(subject: _Subject, media: Iterable[Slot]) -> bool:
    """Return whether the fact has the pictures and sounds that the template needs."""
    return all(slot.form == "maybe" or _slot(subject, slot) is not None for slot in media)


def _lacks_date(template: str) -> bool:
    return "as_of" not in {slot.name for slot in slots(template)}


def _filled(subject: _Subject, parts: Iterable[Part], time: Time) -> list[tuple[str, bool]]:
    """Return the words of a template's parts, each with whether a field gave it.

    Return none if the fact lacks a field that the template needs.
    """
    found: list[tuple[str, bool]] = []
    for part in parts:
        if isinstance(part, Slot):
            words = _slot(subject, part)
            if words is None:
                return []
            is_free = part.name in SPECIAL_SLOTS or part.form in ("which", "bound")
            found.append((words, not is_free))
        else:
            words = part if isinstance(part, str) else part.pick(time, plural=subject.plural)
            found.append((words, False))
    return found


def _led(base: FactBase, stem: str, value: Value) -> str:
    """Return a question about the future after the date at which it was the future."""
    as_of = stated(base, value)
    if as_of is None:
        return stem
    if base.wording.goes_on(stem):
        stem = small_initial(stem)
    elif not base.wording.labels.question_words:
        # In these languages a new sentence begins after the date.
        stem = sentence_case(stem)
    return base.wording.lead(as_of, stem)


def _slot(subject: _Subject, slot: Slot) -> str | None:
    """Return the words for a slot, None if the fact has none."""
    base, fact, field, values = subject.base, subject.fact, subject.field, subject.values
    if slot.name == "when":
        return when(base, fact, field, values[0])
    if slot.name == "as_of":
        return _as_of(base, values[0], slot.form)
    held = values if slot.name == field.name else fact.values.get(slot.name, ())
    if not held:
        return None
    if slot.form == "which":
        return _which(subject, held[0].content)
    kind = base.kind(fact)
    is_name = slot.name == kind.name or kind.fields[slot.name].other_name
    words = (_formed(base, fact, value, slot.form, is_name=is_name) for value in held)
    return base.wording.all_of(words)


def _as_of(base: FactBase, value: Value, form: str) -> str | None:
    as_of = stated(base, value)
    if as_of is None:
        return None
    return base.wording.date_in(as_of) if form == "in" else base.wording.date(as_of)


def _which(subject: _Subject, content: Content) -> str:
    """Return the words that ask for a content; if the name is a gap, for any content."""
    wording = subject.base.wording
    own = "" if subject.is_gap else type_of(content).which(content, wording)
    return own or wording.labels.texts["which"]


def _formed(base: FactBase, fact: Fact, value: Value, form: str, *, is_name: bool) -> str:
    field_type = type_of(value.content)
    name = field_type.text(value.content) if is_name else ""
    if not name:
        return field_type.form(value.content, form, base)
    if form == "bare":
        return base.wording.bare(name)
    return base.wording.name(value, base.kind(fact), name)


def value_text(base: FactBase, value: Value) -> str:
    """Return a value as an answer in words."""
    return content_text(base, value.content)


def option_text(base: FactBase, prompt: Prompt, content: Content) -> str:
    """Return a content as an option: a number without the bound that the question has."""
    blank = prompt.blank.content if prompt.blank else None
    forward = prompt.way is Way.FORWARD
    return type_of(content).option(content, base, forward=forward, blank=blank)


def content_text(base: FactBase, content: Content) -> str:
    """Return a content in words: a date in full, a number with unit and bound, a fact's name."""
    return type_of(content).words(content, base)


def _attributed(base: FactBase, value: Value, stem: str) -> str:
    """Return a question after the words that say whose claim it is about."""
    labels = base.wording.labels
    name, who = _attribution(base, value, stem)
    if not name:
        return stem
    if base.wording.goes_on(stem):
        return labels.fill(f"{name}_ask", who=who, stem=small_initial(stem))
    return labels.fill(f"{name}_sentence", who=who, stem=sentence_case(stem))


def _attribution(base: FactBase, value: Value, text: str) -> tuple[str, str]:
    """Return the label that attributes a text, and the claimant; ("", "") if it is named."""
    who = value.provenance.according_to
    if who:
        return (
            ("", "") if base.wording.bare(who).casefold() in text.casefold() else ("according", who)
        )
    return ("source", "") if value.provenance.record else ("", "")
