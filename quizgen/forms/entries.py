"""The recorded answers of facts, which forms with several entries use."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from quizgen.bank.asking.questions import make_prompts
from quizgen.bank.base import FactBase
from quizgen.bank.chance import Ring, draw
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way, content_text, option_text
from quizgen.bank.wording import sentence_case
from quizgen.deck.model.contents import Text
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field, QuestionRule
from quizgen.deck.types.registry import type_of
from quizgen.forms.apart import is_exact

# The number of facts considered for one question.
_WINDOW = 24
# On average, one fact in this many begins a question with several entries.
_ONE_IN = 3


class Entry(Struct, frozen=True):
    """A fact with the only value recorded in one of its fields.

    `question` is the stem with a gap, or "each of these", for the name. `back` is the stem that
    gives the value. Either may be "". `answer` is the value as an option.
    """

    fact: Fact
    field: Field
    value: Value
    filler: Filler
    rule: str
    question: str
    back: str
    answer: str

    @property
    def id(self) -> str:
        """Return the id of the question that this entry answers."""
        return f"{self.fact.ref}/{self.rule}"

    @property
    def asked(self) -> bool:
        """Return whether the entry may be a key: neither fact nor value is background."""
        return not (self.fact.background or self.value.background)

    @property
    def own(self) -> bool:
        """Return whether the author worded the question, so that the kind's stem may not fit."""
        return bool(self.value.ask or self.value.back)

    @property
    def timeless(self) -> bool:
        """Return whether the value holds at all times."""
        return not (
            self.field.volatile or self.value.provenance.since or self.value.provenance.until
        )

    @property
    def prompt(self) -> Prompt:
        """Return the entry as a question."""
        rule = QuestionRule(self.rule, self.field.name)
        return Prompt(
            self.id,
            self.fact,
            rule,
            self.field,
            Way.FORWARD,
            self.question,
            self.answer,
            (self.value,),
        )


def entries_of(base: FactBase) -> Iterator[Entry]:
    """Yield an entry for each field of a named fact that has one exact, uncontested value.

    Fields without a question have an entry too. Values with other right answers have none.
    """
    for fact in base.deck.facts.values():
        filler = base.names.fillers.get(fact.ref)
        if filler is None:
            continue
        stems = _stems(base, fact)
        for field in base.kind(fact).fields.values():
            values = fact.values.get(field.name, ())
            if len(values) == 1 and _is_clear(base, fact, field, values[0]):
                yield from _entries(base, fact, field, filler, stems)


def _is_clear(base: FactBase, fact: Fact, field: Field, value: Value) -> bool:
    if (
        field.name == base.kind(fact).name
        or field.other_name
        or field.quiet
        or field.type in ("sentence", "diagram")
        or type_of(value.content).media(value.content)
    ):
        return False
    return is_exact(value.content) and not (value.provenance.record or value.control.also)


def _entries(
    base: FactBase,
    fact: Fact,
    field: Field,
    filler: Filler,
    stems: Mapping[tuple[str, Way], Prompt],
) -> Iterator[Entry]:
    value = fact.values[field.name][0]
    rules = [rule.key for rule in base.kind(fact).questions.values() if rule.field == field.name]
    for rule in rules or [field.name]:
        forward, back = stems.get((rule, Way.FORWARD)), stems.get((rule, Way.BACK))
        answer = (
            option_text(base, forward, value.content)
            if forward
            else content_text(base, value.content)
        )
        question = _worded(base, _stem(forward))
        yield Entry(fact, field, value, filler, rule, question, _stem(back), answer)


def _stem(prompt: Prompt | None) -> str:
    return prompt.stem if prompt else ""


# Not in quotation marks, after a colon, or before an apostrophe.
_GAP_IN_SENTENCE = r"(?<![“„«\"(])(?<!: )(?<!\w){gap}(?![”“»\")'\u2019\w-])"


# English words after which no noun stands: who said that …?, how many … are there?
_BEFORE_NO_NOUN = frozenset(["how", "many", "much", "that", "whether", "why"])


def _worded(base: FactBase, stem: str) -> str:
    """Return a stem with words in place of its gap, if it is one in which they read well."""
    labels = base.wording.labels
    each = labels.texts["each"]
    found = re.search(_GAP_IN_SENTENCE.format(gap=re.escape(labels.texts["gap"])), stem)
    if not found:
        return stem
    before = stem[: found.start()]
    words = before.casefold().split()
    # No noun stands after "the" or "the rocket" either.
    if not _BEFORE_NO_NOUN.isdisjoint(words[-1:]) or set(words[-2:]) & set(labels.articles):
        return stem
    return sentence_case(before + each + stem[found.end() :])


def _stems(base: FactBase, fact: Fact) -> dict[tuple[str, Way], Prompt]:
    """Return the kind's questions about a fact, with a gap for its name.

    The questions are those of a deck in which the fact is the only one of its kind.
    """
    gap = Text(base.wording.labels.texts["gap"])
    name = base.kind(fact).name
    values = {key: tuple(_plain(each) for each in held) for key, held in fact.values.items()}
    values[name] = (replace(values[name][0], content=gap),)
    alone = {fact.ref: replace(fact, values=values, background=False)}
    for held in fact.values.values():
        refs = dict.fromkeys(type_of(each.content).fact(each.content) for each in held)
        alone.update(
            {
                ref: replace(base.deck.facts[ref], background=True)
                for ref in refs
                if ref not in ("", fact.ref)
            }
        )
    part = FactBase(replace(base.deck, facts=alone), base.wording, base.times)
    prompts = make_prompts(part)
    return {(each.rule.key, each.way): each for each in prompts if _fits(each, gap.text)}


def _plain(value: Value) -> Value:
    return replace(value, ask="", back="", background=False)


def _fits(prompt: Prompt, gap: str) -> bool:
    return not prompt.media and (gap in prompt.stem) == (prompt.way is Way.FORWARD)


def grouped(base: FactBase, entries: Iterable[Entry]) -> dict[tuple[Hashable, ...], list[Entry]]:
    """Group entries that answer one question about one time, on the same authority."""
    groups: dict[tuple[Hashable, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        told = entry.value.provenance
        as_of = (told.as_of or base.deck.source.as_of) if entry.field.volatile else None
        period = (told.since, told.until, as_of, told.according_to)
        groups[(entry.fact.kind, entry.rule, entry.question, period)].append(entry)
    return groups


def beginnings(entries: Iterable[Entry], seed: int, name: str) -> list[Entry]:
    """Return the entries that begin a question: about one in three, by id, and at least one."""
    drawn = sorted(
        ((draw(seed, name, entry.id), entry.id, entry) for entry in entries),
        key=lambda each: each[:2],
    )
    return [entry for number, _, entry in drawn if number % _ONE_IN == 0] or [
        entry for *_, entry in drawn[:1]
    ]


def together(
    first: Entry, others: Iterable[Entry], most: int, fit: Callable[[Entry, Entry], bool]
) -> list[Entry]:
    """Return the first entry and others that fit all those chosen before, up to `most`."""
    chosen = [first]
    for entry in others:
        if len(chosen) < most and all(fit(entry, other) for other in chosen):
            chosen.append(entry)
    return chosen


def distinct(groups: Iterable[list[Entry]], fewest: int) -> Iterator[list[Entry]]:
    """Yield the groups that are large enough, without repeating a set of entries."""
    seen: set[frozenset[str]] = set()
    for group in groups:
        same = frozenset(entry.id for entry in group)
        if len(group) >= fewest and same not in seen:
            seen.add(same)
            yield group


def neighbours(ring: Ring[Entry], first: Entry, seed: int, name: str) -> list[Entry]:
    """Return other entries to go with the first, in an order that depends on their ids."""
    found = [
        entry
        for entry in ring.from_point(f"{seed}/{first.id}/{name}", _WINDOW)
        if entry.id != first.id
    ]
    return sorted(found, key=lambda entry: (draw(seed, first.id, name, entry.id), entry.id))


def holders_of(base: FactBase, entries: Iterable[Entry]) -> dict[tuple[Hashable, ...], list[Entry]]:
    """Group entries that certainly share a date, number, fact or text."""
    found: dict[tuple[Hashable, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        content = entry.value.content
        found[type_of(content).identity(content, base.comparison)].append(entry)
    return found
