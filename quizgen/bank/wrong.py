"""Proves from the fact base that an answer is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import product

from msgspec import Struct
from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.contested import Mode
from quizgen.bank.genus import Genera
from quizgen.bank.media import called, picture_filler
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.paraphrases import may_mean_the_same
from quizgen.bank.prompts import Prompt, Way, option_text
from quizgen.deck.dates import PartialDate
from quizgen.deck.kinds import WHEN
from quizgen.deck.model.contents import Content, Reference, Text
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import Field
from quizgen.deck.template import slots
from quizgen.deck.types.registry import type_of


class Proof(StrEnum):
    """Why a distractor is wrong; the members follow the conditions in ARCHITECTURE.md.

    - `SINGLE`: the slot holds one value, and this is another.
    - `COMPLETE`: all right values are recorded.
    - `DENIED`: the author says so.
    - `IMPOSSIBLE`: the slot does not admit its kind, or its recorded time excludes the time asked
      for.
    - `OTHER`: the recorded value of the distractor is another.
    - `PRESUMED`: no proof, but the deck assumes that what no fact says is false.
    """

    SINGLE = "W1"
    COMPLETE = "W2"
    DENIED = "W3"
    IMPOSSIBLE = "W4"
    OTHER = "W5"
    PRESUMED = "presumed"


def keys_of(base: FactBase, prompt: Prompt) -> tuple[Filler, ...]:
    """Return every filler that is right for the prompt, the key first."""
    if prompt.way is Way.BACK:
        right = [base.names.fillers[prompt.fact.ref]]
    elif prompt.blank is not None:
        content = prompt.blank.content
        right = [
            replace(value_filler(base, prompt, content), content=_bounded(base, prompt, content))
        ]
        text = type_of(content).text(content)
        known = base.names.find(prompt.blank.type, text) if text else None
        # Of "Charles ___ sailed", no full name is the answer.
        begins = known and prompt.word_before_blank in base.wording.normal(known.text).split()
        is_known = known and not begins and prompt.blank.type != "text"
        right = [known] if known and is_known else right
    else:
        right = [
            value_filler(base, prompt, _asked(prompt, value.content)) for value in prompt.values
        ]
    return (*right, *(text_filler(base, text) for text in prompt.control.also))


def _asked(prompt: Prompt, content: Content) -> Content:
    """Return what a stem asks for: of a number whose bound it names, the figure alone.

    "What was the minimum number?" has one right figure, although at least 100 are as true as at
    least 200.
    """
    wordings = () if prompt.value.ask else prompt.rule.ask
    names_bound = any(slot.form == "bound" for wording in wordings for slot in slots(wording))
    figure: Content = type_of(content).figure(content) if names_bound else content
    return figure


def _bounded(base: FactBase, prompt: Prompt, content: Content) -> Content:
    """Return the content of a blank with what the words before the blank add, such as a bound."""
    if prompt.blank not in prompt.sentence:
        return content
    before = prompt.sentence[: prompt.sentence.index(prompt.blank)][-1:]
    words = " ".join(each for each in before if isinstance(each, str)).casefold().rstrip()
    bounded: Content = type_of(content).after(content, words, base.wording.labels.bounds)
    return bounded


def value_filler(base: FactBase, prompt: Prompt, content: Content) -> Filler:
    """Return what a prompt asks for as a filler, given a content of its field."""
    field_type = type_of(content)
    named = base.names.fillers.get(field_type.fact(content))
    if named:
        return named
    media = field_type.media(content)
    if media:
        return picture_filler(base, prompt.fact.ref, media)
    text = option_text(base, prompt, content)
    return Filler(text, frozenset({base.wording.normal(text)}), content)


def is_asked_of_source(prompt: Prompt) -> bool:
    """Return whether a question with options asks what the source says about a contested value."""
    return prompt.value.contested == Mode.SOURCE and prompt.way is not Way.BACK


def text_filler(base: FactBase, text: str) -> Filler:
    """Return a bare text as a filler."""
    return Filler(text, frozenset({base.wording.normal(text)}), Text(text))


def proof(
    base: FactBase, prompt: Prompt, right: tuple[Filler, ...], candidate: Filler
) -> Proof | None:
    """Return why the candidate is certainly wrong for the prompt, None if it may be right.

    `right` are the prompt's keys. A candidate that shares a name with one, is a part of one, or is
    not disjoint from one is never admitted. One that describes nearly the same as a key is wrong
    only if the author says so.
    """
    if _may_be_right(base, prompt, right, candidate):
        return None
    fact, given = base.deck.facts.get(candidate.fact), _given_first(prompt)
    compared = [_compare(base, prompt, fact, name) for name in given]
    if fact and compared and all(_may_hold(base, each) for each in compared):
        return None
    denied = prompt.control.denied
    if denied and not called(base, candidate).isdisjoint(map(base.wording.normal, denied)):
        return Proof.DENIED
    if _is_described_alike(base, prompt, right, candidate, compared):
        return None
    if _is_true_of_a_kind(base, prompt, candidate):
        return None
    if prompt.way is Way.BACK:
        found = _back_proof(base, prompt, fact, compared)
    else:
        found = _recorded_proof(base, prompt, candidate)
    if found is None and _is_impossible(base, prompt, candidate):
        found = Proof.IMPOSSIBLE
    if found is None and base.deck.assume == "closed":
        found = Proof.PRESUMED
    return found


def _may_be_right(
    base: FactBase, prompt: Prompt, right: tuple[Filler, ...], candidate: Filler
) -> bool:
    """Return whether a candidate may mean a key, or what is right for a namesake."""
    for key in right:
        if may_be_same(base, key, candidate) or is_opposed(base, key, candidate):
            return True
    namesakes = _right_of_namesakes(base, prompt)
    return any(may_be_same(base, key, candidate) for key in namesakes)


def _right_of_namesakes(base: FactBase, prompt: Prompt) -> Iterator[Filler]:
    """Yield what is right by another fact with the same name: one laureate won two prizes."""
    if prompt.way is not Way.FORWARD:
        return
    pooled = base.pooled(prompt.fact, prompt.field.name)
    if pooled == prompt.values:
        return
    own = {value.content for value in prompt.values}
    for value in pooled:
        if value.content not in own:
            yield value_filler(base, prompt, value.content)


def _recorded_proof(base: FactBase, prompt: Prompt, candidate: Filler) -> Proof | None:
    """Prove that the recorded values exclude the candidate, unless it is a way back."""
    if prompt.field.complete:
        return Proof.COMPLETE
    if prompt.field.single:
        return Proof.SINGLE
    if prompt.way is Way.BLANK or candidate.fact:
        return None
    is_others = base.is_of_another(prompt.fact, prompt.field, candidate.content)
    return Proof.SINGLE if is_others else None


def is_opposed(base: FactBase, key: Filler, candidate: Filler) -> bool:
    """Return whether source and record differ in these two: neither may stand beside the other."""
    if not base.has_opposed:
        return False
    return any(
        base.opposed(one, other) for one in _meant(base, key) for other in _meant(base, candidate)
    )


def _meant(base: FactBase, filler: Filler) -> tuple[Content, ...]:
    """Return a filler's content, and the facts that it stands for."""
    facts = (Reference(ref, ref) for ref in base.comparison.facts(filler))
    return (*facts,) if filler.fact else (filler.content, *facts)


def _is_impossible(base: FactBase, prompt: Prompt, candidate: Filler) -> bool:
    """Return whether kind or time keeps the candidate from being right, whatever else is true."""
    if prompt.blank is not None or not candidate.fact or prompt.field.type != "reference":
        return False
    facts = (candidate.fact, *base.comparison.namesakes(candidate.fact))
    if prompt.way is Way.BACK:
        return all(_needs_later(base, prompt, base.deck.facts[ref]) for ref in facts)
    kind = base.deck.kinds[candidate.fact.partition("/")[0]]
    if kind.key not in prompt.field.to and kind.pool not in prompt.field.to:
        return True
    time = base.times.of_reference(prompt.fact, prompt.field, prompt.value)
    return all(_are_apart(time, base.times.lifetime(ref)) for ref in facts)


def _needs_later(base: FactBase, prompt: Prompt, fact: Fact) -> bool:
    """Return whether the fact in the stem did not exist when the candidate needed it."""
    if prompt.field.at == WHEN or prompt.field.name not in base.kind(fact).fields:
        return False
    given = prompt.value.content
    life = base.times.lifetime(type_of(given).fact(given))
    return _are_apart(base.times.of_reference(fact, prompt.field, prompt.value), life)


def _are_apart(one: PartialDate | None, other: PartialDate | None) -> bool:
    return bool(one and other and one.disjoint(other))


def may_be_same(base: FactBase, key: Filler, candidate: Filler) -> bool:
    """Return whether two fillers may mean the same; pictures with the same bytes do."""
    if base.comparison.same_filler(key, candidate):
        return True
    if not (key.fact or candidate.fact) or type_of(key.content).media(key.content):
        return not base.comparison.disjoint(key.content, candidate.content)
    if key.fact and candidate.fact:
        return base.comparison.are_nested_places(key.text, candidate.text)
    pairs = product(_written(key), _written(candidate))
    return any(not base.comparison.texts_differ(one, other) for one, other in pairs)


def _written(filler: Filler) -> Iterable[str]:
    """Return the names of a fact, or the text that a filler is."""
    return filler.names if filler.fact else (filler.text,)


class _Compared(Struct, frozen=True):
    """What a stem gives for the field `name`, and what a candidate fact records there.

    `are_excluded` has for each value that is given whether those recorded rule it out.
    """

    name: str
    given: tuple[Value, ...]
    recorded: tuple[Value, ...]
    are_excluded: tuple[bool, ...]


def _compare(base: FactBase, prompt: Prompt, fact: Fact | None, name: str) -> _Compared:
    given = prompt.values if name == prompt.field.name else prompt.fact.values.get(name, ())
    recorded = base.pooled(fact, name) if fact else ()
    are_excluded = [_is_excluded(base, prompt, value, recorded) for value in given]
    return _Compared(name, given, recorded, tuple(are_excluded))


def _may_hold(base: FactBase, compared: _Compared) -> bool:
    """Return whether a fact records what the stem gives for a field, or calls it right as well."""
    normal = base.wording.normal
    also = {normal(text) for value in compared.recorded for text in value.control.also}
    if also and any(normal(base.text(value.content)) in also for value in compared.given):
        return True
    return not all(compared.are_excluded)


def _back_proof(
    base: FactBase, prompt: Prompt, fact: Fact | None, compared: Sequence[_Compared]
) -> Proof | None:
    """Prove that the candidate fact does not hold a value that the stem gives."""
    asked = (each.recorded for each in compared if each.name == prompt.field.name)
    # A contested value excludes no other.
    if any(value.is_contested for recorded in asked for value in recorded):
        return None
    proofs = (_given_proof(base, prompt, fact, each) for each in compared)
    return next(filter(None, proofs), None)


def _is_described_alike(
    base: FactBase,
    prompt: Prompt,
    right: Iterable[Filler],
    candidate: Filler,
    compared: Sequence[_Compared],
) -> bool:
    """Return whether a candidate, or what its fact records, says nearly what the right one says."""
    if prompt.way is Way.BACK:
        alike = (_may_hold(base, each) or _are_alike(base, prompt, each) for each in compared)
        return bool(compared) and all(alike)
    contents = (key.content for key in right if not key.fact)
    return any(may_mean_the_same(base, each, candidate.content) for each in contents)


def _is_true_of_a_kind(base: FactBase, prompt: Prompt, candidate: Filler) -> bool:
    """Return whether a definition holds because one term is a kind of the other.

    What defines a foot of verse is true of an iamb. So the iamb is no wrong answer beside the foot,
    and no wrong meaning of the iamb is that of the foot.
    """
    other = base.deck.facts.get(candidate.fact or candidate.told_by)
    if other is None or prompt.way is Way.BLANK:
        return False
    pair = (other, prompt.fact) if prompt.way is Way.BACK else (prompt.fact, other)
    return once(base, Genera).is_kind_of(prompt.field.name, *pair)


def _are_alike(base: FactBase, prompt: Prompt, compared: _Compared) -> bool:
    """Return whether a fact describes at the same time nearly what the stem describes."""
    return any(
        may_mean_the_same(base, given.content, recorded.content)
        and not (prompt.timed and base.times.are_apart(given, recorded))
        for given, recorded in product(compared.given, compared.recorded)
    )


def _given_first(prompt: Prompt) -> list[str]:
    """Return the fields that the stem of a way back gives, first the one it is about."""
    if prompt.way is not Way.BACK:
        return []
    return sorted(prompt.given, key=lambda name: (name != prompt.field.name, name))


def _given_proof(
    base: FactBase, prompt: Prompt, fact: Fact | None, compared: _Compared
) -> Proof | None:
    """Prove that a fact does not hold one of the values that the stem gives for a field."""
    is_asked = compared.name == prompt.field.name
    values = (*compared.given, *compared.recorded)
    is_doubtful = not is_asked and any(value.is_contested for value in values)
    if is_doubtful or not any(compared.are_excluded):
        return None
    # Of a namesake without a value, nothing is known.
    is_recorded = fact is not None and base.is_recorded(fact, compared.name)
    field = base.kind(prompt.fact).fields[compared.name]
    found = _proof_by_field(field, is_recorded=is_recorded)
    fits_alone = is_asked and prompt.value.single
    return found or (Proof.SINGLE if fits_alone else None)


def _proof_by_field(field: Field, *, is_recorded: bool) -> Proof | None:
    """Return the proof that a field gives if the value in the stem is none of those recorded."""
    if is_recorded and field.single:
        return Proof.OTHER
    if is_recorded and field.complete:
        return Proof.COMPLETE
    return Proof.SINGLE if field.unique else None


def _is_excluded(base: FactBase, prompt: Prompt, given: Value, recorded: Iterable[Value]) -> bool:
    return not any(base.overlap(given, each, timed=prompt.timed) for each in recorded)
