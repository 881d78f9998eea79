"""Matching: facts that answer one question, with answers that exclude each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from string import ascii_lowercase

from msgspec import Struct

from quizgen.bank.backside import Told, told_of
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_options, is_phrased
from quizgen.bank.chance import Ring, disordered, draw
from quizgen.bank.clues import clues_of_entries
from quizgen.bank.difficulty import Guess
from quizgen.bank.rejected import forbidden, forbidden_beside
from quizgen.bank.wording import sentence_case
from quizgen.bank.wrong import Proof
from quizgen.deck.model.contents import Content
from quizgen.deck.model.kinds import Field, Kind
from quizgen.deck.types.base import Key
from quizgen.deck.types.registry import type_of
from quizgen.forms.answering import InRows
from quizgen.forms.apart import apart, is_named_in, named_apart
from quizgen.forms.entries import Entry, beginnings, distinct, grouped, neighbours, together
from quizgen.forms.exercise import Exercise, Material, kind_of
from quizgen.forms.form import ItemData, Labels, Lacking, Order, PrintedData
from quizgen.forms.lacking import Needs, is_asked_for, lacking_facts
from quizgen.forms.marked_parts import match_parts

# An item has four to six pairs, three if the deck has only four entries that go together.
_FEWEST, _SIZES = 4, 3
# An item has one or two answers that belong to no entry, so that the last pair is no gift.
_SPARE = 2
# Words that share this many first letters give an answer away.
_TELLING = 5


class Matching(Struct, frozen=True):
    """Entries to match with their answers.

    `pairs` has, for each of `left`, the index of its answer in `right`. No answer is used twice,
    and one or two belong to no entry. `proof` says why every other pair is wrong.
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


class MatchingForm(InRows):
    """Entries to match with their answers. Each entry has a row."""

    name = "matching"
    order = Order.FIXED

    def make(self, material: Material) -> Iterator[Exercise]:
        """Yield an exercise for each group of facts that can be matched, and for each diagram."""
        base = material.base
        for each in make_matching(base, material.entries, material.seed):
            yield _exercise(base, each)
        yield from match_parts(material)

    def lacking(self, material: Material) -> Iterator[Lacking]:
        """Yield the fields of kinds whose values no exercise matches."""
        return lacking_facts(material, self.name, self.make(material), _NEEDS)

    def has_key(self, item: ItemData, key: Sequence[int]) -> bool:
        """Return whether each entry to match has an option."""
        return bool(item.left) and len(key) == len(item.left)

    def letters(self, labels: Labels) -> Sequence[str]:
        """Return a, b, c …."""
        return ascii_lowercase

    def key(self, printed: PrintedData, labels: Labels) -> str:
        """Return the pairs of numbers and letters, such as "1c 2a"."""
        letters = self.letters(labels)
        pairs = enumerate(printed.key, 1)
        return " ".join(f"{number}{letters[index]}" for number, index in pairs)


def make_matching(base: FactBase, entries: Iterable[Entry], seed: int) -> Iterator[Matching]:
    """Yield questions with a few pairs and one or two answers to spare.

    Their fields hold a single value, so that no other pair can be right.
    """
    usable = [entry for entry in entries if _is_usable(base, entry)]
    for members in grouped(base, usable).values():
        ring = Ring((entry.id, entry) for entry in members)
        begun = beginnings([each for each in members if each.asked], seed, "match")
        groups = (_group(base, ring, first, seed) for first in begun)
        for chosen in distinct(groups, _FEWEST):
            pairs = _pairs(chosen, seed)
            if len(pairs) >= _FEWEST - 1:
                yield _matching(base, pairs, chosen, seed)


def _group(base: FactBase, ring: Ring[Entry], first: Entry, seed: int) -> list[Entry]:
    """Return entries that go together, first those that may be asked about."""
    most = _most_pairs(first, seed) + 1 + draw(seed, first.id, "spare") % _SPARE
    others = neighbours(ring, first, seed, "match")
    asked_first = sorted(others, key=lambda entry: not entry.asked)
    return together(first, asked_first, most, partial(_go_together, base))


def _most_pairs(first: Entry, seed: int) -> int:
    return _FEWEST + draw(seed, first.id, "pairs") % _SIZES


def _pairs(chosen: list[Entry], seed: int) -> list[Entry]:
    """Return the entries to match; the answers of the others are to spare."""
    most = min(_most_pairs(chosen[0], seed), len(chosen) - 1)
    return [entry for entry in chosen if entry.asked][:most]


def _is_usable(base: FactBase, entry: Entry) -> bool:
    return not _why_not(base, entry)


def _why_not(base: FactBase, entry: Entry) -> str:
    """Return why an entry cannot be matched, "" if it can."""
    control = entry.value.control
    if not entry.field.single or not entry.question:
        return "no question asks for one value by the name of the fact"
    if entry.own or control.only or control.options:
        return "the author wrote the question or its options"
    if not _is_certain(base, entry):
        return "nothing says when they hold"
    return "name, question and answer share a word" if _tells(base, entry) else ""


def _is_certain(base: FactBase, entry: Entry) -> bool:
    """Return whether the value never changes, or is recorded for a certain time."""
    told = entry.value.provenance
    timed = told.as_of or base.deck.source.as_of or (told.since and told.until)
    return bool(timed or not entry.field.volatile)


def _tells(base: FactBase, entry: Entry) -> bool:
    """Return whether name and answer share a word, or the question contains the answer."""
    starts = [
        {
            word[:_TELLING]
            for word in base.wording.normal(text).split()
            if len(word) > 3 or word.isdigit()
        }
        for text in (entry.filler.text, entry.answer)
    ]
    question = f" {base.wording.normal(entry.question)} "
    return bool(starts[0] & starts[1]) or f" {base.wording.normal(entry.answer)} " in question


def _go_together(base: FactBase, one: Entry, other: Entry) -> bool:
    """Return whether two entries can be in one item.

    Neither may have the other's answer, nor be named in it.
    """
    return (
        _shape(one.value.content) == _shape(other.value.content)
        and apart(base, one.value.content, other.value.content)
        and named_apart(base, one.filler, other.filler)
        and not any(
            _forbids(base, *pair) or is_named_in(base, pair[0].filler, pair[1].answer)
            for pair in (
                (one, other),
                (other, one),
            )
        )
    )


def _forbids(base: FactBase, one: Entry, other: Entry) -> bool:
    normal = base.wording.normal
    unwanted = forbidden(base, one.fact, one.field.name, one.value)
    rejected = base.rejected.get(one.id, frozenset())
    beside = forbidden_beside(base, [normal(one.answer)])
    return normal(other.answer) in unwanted | rejected | beside


def _shape(content: Content) -> Key:
    return type_of(content).shape(content)


def _size(entry: Entry) -> tuple[float, str]:
    content = entry.value.content
    field_type = type_of(content)
    return (field_type.size(content), "") if field_type.ranked else (0.0, entry.answer.casefold())


def _matching(base: FactBase, pairs: list[Entry], chosen: list[Entry], seed: int) -> Matching:
    """Return a question with `pairs` to match; up to two other answers of `chosen` are to spare."""
    first = pairs[0]
    spare = [entry for entry in chosen if entry not in pairs][:_SPARE]
    ordered = sorted([*pairs, *spare], key=_size)
    in_order = [(entry.id, entry) for entry in ordered if entry in pairs]
    left = disordered(in_order, seed, first.id, "left")
    return Matching(
        f"{first.id}/match",
        first.field.name,
        tuple(entry.fact.ref for entry in left),
        base.wording.labels.fill("match", question=first.question),
        as_options(base, [entry.filler for entry in left]),
        _answers(base, ordered),
        tuple(ordered.index(entry) for entry in left),
        Proof.SINGLE,
        told_of(base, (entry.prompt for entry in left)),
    )


def _answers(base: FactBase, ordered: list[Entry]) -> tuple[str, ...]:
    """Return the answers as options: all begin with a capital or none does."""
    answers = tuple(entry.answer for entry in ordered)
    contents = [entry.value.content for entry in ordered]
    return tuple(map(sentence_case, answers)) if is_phrased(base, answers, contents) else answers


def _exercise(base: FactBase, made: Matching) -> Exercise:
    pairs = [(left, made.right[index]) for left, index in zip(made.left, made.pairs, strict=True)]
    return Exercise(
        made.id,
        MatchingForm.name,
        kind_of(made.facts),
        made.field,
        made.facts,
        made.stem,
        "; ".join(f"{left}: {right}" for left, right in pairs),
        made.told,
        clues_of_entries(base, pairs),
        Guess(len(made.right)).difficulty(),
        made.right,
        made.pairs,
        left=made.left,
        proofs=(made.proof,),
    )


def _is_single(kind: Kind, field: Field) -> bool:
    return field.single and is_asked_for(kind, field)


_NEEDS = Needs(
    _FEWEST,
    _is_single,
    _why_not,
    "too few of the values certainly exclude each other",
    "write more facts with other values",
)
