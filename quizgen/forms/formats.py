"""Other formats of questions, as values, and the recorded answers that they are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from quizgen.bank.backside import Told
from quizgen.bank.base import FactBase
from quizgen.bank.chance import Ring, draw
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way, content_text, make_prompts, option_text
from quizgen.bank.wrong import Proof
from quizgen.deck.dates import PartialDate
from quizgen.deck.model import Content, Fact, Field, QuestionRule, Reference, Text, Value
from quizgen.deck.quantities import Quantity
from quizgen.media.model import Media

# How many facts are looked at for one question.
_WINDOW = 24
# One fact in so many begins a question with several entries.
_ONE_IN = 3


@dataclass(frozen=True, slots=True)
class TrueFalse:
    """A claim that is right or wrong; `correction` is the right claim, `proof` says why a wrong one is wrong."""

    id: str
    fact: str
    statement: str
    is_true: bool
    correction: str
    proof: Proof | None
    told: Told


@dataclass(frozen=True, slots=True)
class MultipleAnswer:
    """A question with several right options: `key` are their indices, `proofs` belong to the others in their order.

    `field` is the field that `facts` are asked about, and `shared` what the right ones have in
    common, "" where they are the values of one fact. `pictures` are the options where these are no words.
    """

    id: str
    field: str
    facts: tuple[str, ...]
    stem: str
    shared: str
    options: tuple[str, ...]
    key: tuple[int, ...]
    proofs: tuple[Proof, ...]
    told: Told
    pictures: tuple[Media, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the facts that the right options are about."""
        return tuple(self.facts[index] for index in self.key) if self.shared else self.facts


@dataclass(frozen=True, slots=True)
class Matching:
    """Entries to be matched: `pairs` are the indices into `right` of the answers to `left`, each used once.

    `proof` says why every other pair is wrong.
    """

    id: str
    field: str
    facts: tuple[str, ...]
    stem: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    pairs: tuple[int, ...]
    proof: Proof
    told: Told


@dataclass(frozen=True, slots=True)
class Ordering:
    """Entries to be put in order: `order` are their indices, earliest first; `dates` belong to the entries."""

    id: str
    field: str
    facts: tuple[str, ...]
    stem: str
    entries: tuple[str, ...]
    order: tuple[int, ...]
    dates: tuple[str, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class OddOneOut:
    """Options of which one, `key`, does not share what the others have in common; `explanation` says what that is.

    `values` belong to the options.
    """

    id: str
    field: str
    facts: tuple[str, ...]
    stem: str
    options: tuple[str, ...]
    values: tuple[str, ...]
    key: int
    explanation: str
    proofs: tuple[Proof, ...]
    told: Told


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact with the one value that is recorded in a field.

    `question` is the stem with a gap for the name, `back` the stem that gives the value; either may
    be "". `answer` is the value as an option. `own` tells that the author words the question.
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
        """Return the id of the question that the entry answers."""
        return f"{self.fact.ref}/{self.rule}"

    @property
    def asked(self) -> bool:
        """Tell whether the entry may be a key: nothing about it is background."""
        return not (self.fact.background or self.value.background)

    @property
    def own(self) -> bool:
        """Tell whether the author words the question, so that the kind's stem may not fit."""
        return bool(self.value.ask or self.value.back)

    @property
    def timeless(self) -> bool:
        """Tell whether the value holds at all times."""
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


def is_exact(content: Content) -> bool:
    """Tell whether a content leaves no doubt whether another is right as well, as "at least 200" or "about 1800" do."""
    if isinstance(content, PartialDate):
        return content.qualifier != "about"
    return not (isinstance(content, Quantity) and content.bound)


def entries_of(base: FactBase) -> Iterator[Entry]:
    """Yield an entry for each field of a named fact that holds one exact, uncontested value.

    A field without a question has an entry as well. Values with other right answers have none.
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
        or field.type == "sentence"
        or isinstance(value.content, Media)
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
        yield Entry(fact, field, value, filler, rule, _stem(forward), _stem(back), answer)


def _stem(prompt: Prompt | None) -> str:
    return prompt.stem if prompt else ""


def _stems(base: FactBase, fact: Fact) -> dict[tuple[str, Way], Prompt]:
    """Return the kind's questions about a fact whose name is a gap, as if it were the only one of its kind."""
    gap = Text(base.wording.labels.texts["gap"])
    name = base.kind(fact).name
    values = {key: tuple(_plain(each) for each in held) for key, held in fact.values.items()}
    values[name] = (replace(values[name][0], content=gap),)
    alone = {fact.ref: replace(fact, values=values, background=False)}
    for held in fact.values.values():
        refs = (each.content.fact for each in held if isinstance(each.content, Reference))
        alone.update(
            {ref: replace(base.deck.facts[ref], background=True) for ref in refs if ref != fact.ref}
        )
    prompts = make_prompts(FactBase(replace(base.deck, facts=alone), base.wording))
    return {(each.rule.key, each.way): each for each in prompts if _fits(each, gap.text)}


def _plain(value: Value) -> Value:
    return replace(value, ask="", back="", background=False)


def _fits(prompt: Prompt, gap: str) -> bool:
    return not prompt.media and (gap in prompt.stem) == (prompt.way is Way.FORWARD)


def grouped(base: FactBase, entries: Iterable[Entry]) -> dict[tuple[Hashable, ...], list[Entry]]:
    """Return the entries that answer the same question of the same time, on the same authority."""
    groups: dict[tuple[Hashable, ...], list[Entry]] = defaultdict(list)
    for entry in entries:
        told = entry.value.provenance
        as_of = (told.as_of or base.deck.source.as_of) if entry.field.volatile else None
        period = (told.since, told.until, as_of, told.according_to)
        groups[(entry.fact.kind, entry.rule, entry.question, period)].append(entry)
    return groups


def beginnings(entries: Iterable[Entry], seed: int, name: str) -> list[Entry]:
    """Return the entries that begin a question: one in three, by their ids alone, and one at least."""
    drawn = sorted(
        ((draw(seed, name, entry.id), entry.id, entry) for entry in entries),
        key=lambda each: each[:2],
    )
    return [entry for number, _, entry in drawn if number % _ONE_IN == 0] or [
        entry for *_, entry in drawn[:1]
    ]


def neighbours(ring: Ring[Entry], first: Entry, seed: int, name: str) -> list[Entry]:
    """Return other entries to go with the first, in an order that hangs on their ids."""
    found = [
        entry
        for entry in ring.from_point(f"{seed}/{first.id}/{name}", _WINDOW)
        if entry.id != first.id
    ]
    return sorted(found, key=lambda entry: (draw(seed, first.id, name, entry.id), entry.id))


def apart(base: FactBase, one: Content, other: Content) -> bool:
    """Tell whether two contents certainly differ: texts by more than initials, abbreviation or another name."""
    if not base.comparison.disjoint(one, other) or not base.comparison.disjoint(other, one):
        return False
    if isinstance(one, Text) and isinstance(other, Text):
        return not (
            _abbreviates(base, one.text, other.text)
            or _are_names_of_one(base, one.text, other.text)
        )
    return True


def _abbreviates(base: FactBase, one: str, other: str) -> bool:
    mine, theirs = base.wording.normal(one).split(), base.wording.normal(other).split()
    if len(theirs) < len(mine):
        mine, theirs = theirs, mine
    initials = "".join(word[0] for word in theirs)
    return "".join(mine) == initials or all(
        any(_may_be_one_word(a, b) for b in theirs) for a in mine
    )


def _may_be_one_word(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return short == long or (len(short) == 1 and long.startswith(short))


def _are_names_of_one(base: FactBase, one: str, other: str) -> bool:
    pools = {kind.pool for kind in base.deck.kinds.values()}
    pairs = ((base.names.find(pool, one), base.names.find(pool, other)) for pool in pools)
    return any(
        mine and theirs and base.comparison.same_filler(mine, theirs) for mine, theirs in pairs
    )


def named_apart(base: FactBase, one: Filler, other: Filler) -> bool:
    """Tell whether two facts can stand side by side as options."""
    return not base.comparison.same_filler(one, other) and base.comparison.texts_differ(
        one.text, other.text
    )


def is_named_in(base: FactBase, filler: Filler, text: str) -> bool:
    """Tell whether a text holds one of the names as whole words."""
    words = f" {base.wording.normal(text)} "
    return any(f" {name} " in words for name in filler.names)
