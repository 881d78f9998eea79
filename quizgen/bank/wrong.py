"""Proves from the fact base that an answer is wrong."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from quizgen.bank.base import FactBase
from quizgen.bank.contested import Mode
from quizgen.bank.media import called, picture_filler
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way, option_text
from quizgen.deck.dates import PartialDate
from quizgen.deck.kinds import WHEN
from quizgen.deck.model import Content, Fact, Reference, Text
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
        right = [replace(_of_value(base, prompt, content), content=_bounded(base, prompt, content))]
        text = type_of(content).text(content)
        known = base.names.find(prompt.blank.type, text) if text else None
        right = [known] if known and prompt.blank.type != "text" else right
    else:
        right = [_of_value(base, prompt, value.content) for value in prompt.values]
    return (*right, *(text_filler(base, text) for text in prompt.control.also))


def _bounded(base: FactBase, prompt: Prompt, content: Content) -> Content:
    """Return the content of a blank with what the words before the blank add, such as a bound."""
    if prompt.blank not in prompt.sentence:
        return content
    before = prompt.sentence[: prompt.sentence.index(prompt.blank)][-1:]
    words = " ".join(each for each in before if isinstance(each, str)).casefold().rstrip()
    bounded: Content = type_of(content).after(content, words, base.wording.labels.texts)
    return bounded


def _of_value(base: FactBase, prompt: Prompt, content: Content) -> Filler:
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
    not disjoint from one is never admitted.
    """
    if any(may_be_same(base, key, candidate) or is_opposed(base, key, candidate) for key in right):
        return None
    if prompt.way is Way.BACK and _may_hold(base, prompt, candidate):
        return None
    if called(base, candidate) & {base.wording.normal(text) for text in prompt.control.denied}:
        return Proof.DENIED
    found = _recorded_proof(base, prompt, candidate)
    if found is None and _is_impossible(base, prompt, candidate):
        found = Proof.IMPOSSIBLE
    if found is None and base.deck.assume == "closed":
        found = Proof.PRESUMED
    return found


def _recorded_proof(base: FactBase, prompt: Prompt, candidate: Filler) -> Proof | None:
    """Prove that the recorded values exclude the candidate."""
    if prompt.way is Way.BACK:
        return _back_proof(base, prompt, candidate)
    if prompt.field.complete:
        return Proof.COMPLETE
    return Proof.SINGLE if prompt.field.single else None


def is_opposed(base: FactBase, key: Filler, candidate: Filler) -> bool:
    """Return whether source and record differ in these two: neither may stand beside the other."""
    one = Reference(key.fact, key.fact) if key.fact else key.content
    other = Reference(candidate.fact, candidate.fact) if candidate.fact else candidate.content
    return base.opposed(one, other)


def _is_impossible(base: FactBase, prompt: Prompt, candidate: Filler) -> bool:
    """Return whether kind or time keeps the candidate from being right, whatever else is true."""
    if prompt.blank is not None or not candidate.fact or prompt.field.type != "reference":
        return False
    if prompt.way is Way.BACK:
        return _needs_later(base, prompt, base.deck.facts[candidate.fact])
    kind = base.deck.kinds[candidate.fact.partition("/")[0]]
    if kind.key not in prompt.field.to and kind.pool not in prompt.field.to:
        return True
    time = base.times.of_reference(prompt.fact, prompt.field, prompt.value)
    return _are_apart(time, base.times.lifetime(candidate.fact))


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
    if (key.fact or candidate.fact) and not type_of(key.content).media(key.content):
        return False
    return not base.comparison.disjoint(key.content, candidate.content)


def _may_hold(base: FactBase, prompt: Prompt, candidate: Filler) -> bool:
    """Return whether the candidate fact may have the value that the stem gives as well."""
    fact = base.deck.facts.get(candidate.fact)
    recorded = fact.values.get(prompt.field.name, ()) if fact else ()
    normal, others = (
        base.wording.normal,
        [also for value in recorded for also in value.control.also],
    )
    if normal(base.text(prompt.value.content)) in map(normal, others):
        return True
    return any(base.overlap(prompt.value, value) for value in recorded)


def _back_proof(base: FactBase, prompt: Prompt, candidate: Filler) -> Proof | None:
    """Prove that the candidate fact does not hold the value that the stem gives."""
    fact = base.deck.facts.get(candidate.fact)
    recorded = fact.values.get(prompt.field.name, ()) if fact else ()
    # A contested value excludes no other.
    if any(value.is_contested for value in recorded):
        return None
    if prompt.field.single and recorded:
        return Proof.OTHER
    if prompt.field.complete and recorded:
        return Proof.COMPLETE
    return Proof.SINGLE if prompt.field.unique else None
