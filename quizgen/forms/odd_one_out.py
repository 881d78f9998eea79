"""Odd one out: three facts share a recorded value, and the value of the fourth excludes it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from msgspec import Struct

from quizgen.bank.backside import Told, told_of
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_options
from quizgen.bank.chance import Ring, shuffled
from quizgen.bank.clues import clues_of_entries
from quizgen.bank.difficulty import Guess
from quizgen.bank.wrong import Proof
from quizgen.deck.model.facts import Fact
from quizgen.deck.model.kinds import Field, Kind
from quizgen.deck.types.registry import type_of
from quizgen.forms.answering import Lettered
from quizgen.forms.apart import apart, is_exact, named_apart
from quizgen.forms.entries import Entry, grouped, holders_of
from quizgen.forms.exercise import Exercise, Material, kind_of
from quizgen.forms.form import Labels, Lacking, Order, PrintedData
from quizgen.forms.lacking import Needs, is_asked_for, lacking_facts

# The size of a group with a shared value, and how many facts are tried for it.
_THREE, _TRIED = 3, 6
# How many facts with another value are tried with them.
_TRIED_ODD = 24
# If three names share a word of at least this length, they have that in common too.
_WORD = 4


class OddOneOut(Struct, frozen=True):
    """Four options, one of which lacks what the others have in common.

    `key` is the index of that option, and `explanation` says what the others share. `values` are
    the recorded values of the options, in their order.
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


class OddOneOutForm(Lettered):
    """Four options, one of which lacks what the others have in common."""

    name = "odd-one-out"
    weight = 1
    order = Order.DRAWN

    def make(self, material: Material) -> Iterator[Exercise]:
        """Yield an exercise for each value that three facts share."""
        base = material.base
        for each in make_odd_one_out(base, material.entries, material.seed):
            yield _exercise(base, each)

    def lacking(self, material: Material) -> Iterator[Lacking]:
        """Yield the fields of kinds whose values set no fact apart from three others."""
        return lacking_facts(material, self.name, self.make(material), _NEEDS)

    def explained(self, printed: PrintedData, labels: Labels) -> str:
        """Return the letter and what the others have in common."""
        return f"{self.key(printed, labels)}. {self.answer(printed.item)}"


def make_odd_one_out(base: FactBase, entries: Iterable[Entry], seed: int) -> Iterator[OddOneOut]:
    """Yield questions in which three options share a text or a fact, and one has another."""
    usable = [entry for entry in entries if _is_usable(entry)]
    seen: set[str] = set()
    for members in grouped(base, usable).values():
        ring = Ring((entry.id, entry) for entry in members if entry.asked)
        for holders in holders_of(base, members).values():
            first = holders[0]
            name = f"{first.fact.kind}/{first.field.name}/odd/{base.wording.normal(first.answer)}"
            found = _four(base, ring, holders, f"{seed}/{name}") if len(holders) >= _THREE else None
            if found and name not in seen:
                seen.add(name)
                yield _question(base, name, *found, seed)


def _is_usable(entry: Entry) -> bool:
    is_name = type_of(entry.value.content).nominal
    return is_name and entry.field.single and entry.timeless and not entry.field.unique


def _four(
    base: FactBase, ring: Ring[Entry], holders: list[Entry], name: str
) -> tuple[Entry, tuple[Entry, ...]] | None:
    """Return an odd one and three that share a value, or None if no such four exist.

    Only the odd one stands out among the four.
    """
    shared = Ring((entry.id, entry) for entry in holders).from_point(name, _TRIED)
    for odd in _drawn(ring.from_point(name, _TRIED_ODD), name):
        if not apart(base, shared[0].value.content, odd.value.content):
            continue
        for three in combinations(_drawn(shared, name), _THREE):
            pairs = combinations((odd, *three), 2)
            if all(
                named_apart(base, one.filler, other.filler) for one, other in pairs
            ) and _is_only(base, odd, three):
                return odd, three
    return None


def _drawn(entries: list[Entry], name: str) -> list[Entry]:
    return shuffled(((entry.id, entry) for entry in entries), name)


def _is_only(base: FactBase, odd: Entry, three: tuple[Entry, ...]) -> bool:
    """Return whether only `odd` stands out.

    No other field may set one of the three apart, and no word in the names any of the four.
    """
    facts = [odd.fact, *(entry.fact for entry in three)]
    fields = [name for name in base.kind(odd.fact).fields if name != odd.field.name]
    for one in facts:
        others = [fact for fact in facts if fact is not one]
        if _share_a_word(base, one, others):
            return False
        if one is not odd.fact and _stands_out_in_any(base, one, others, fields):
            return False
    return True


def _stands_out_in_any(base: FactBase, one: Fact, others: list[Fact], fields: list[str]) -> bool:
    return any(_stands_out(base, one, others, name) for name in fields)


def _stands_out(base: FactBase, one: Fact, others: list[Fact], field: str) -> bool:
    """Return whether the others may share a value that this fact certainly lacks."""
    together = all(_may_share(base, *pair, field) for pair in combinations(others, 2))
    return together and not all(_may_share(base, one, other, field) for other in others)


def _may_share(base: FactBase, one: Fact, other: Fact, field: str) -> bool:
    mine, theirs = one.values.get(field, ()), other.values.get(field, ())
    return any(
        not apart(base, a.content, b.content) or not _sure(a.content, b.content)
        for a in mine
        for b in theirs
    )


def _sure(*contents: object) -> bool:
    return all(is_exact(content) for content in contents)  # type: ignore[arg-type]


def _share_a_word(base: FactBase, one: Fact, others: list[Fact]) -> bool:
    words = [_long_words(base, fact) for fact in others]
    return bool(set.intersection(*words) - _long_words(base, one))


def _long_words(base: FactBase, fact: Fact) -> set[str]:
    return {
        word
        for name in base.names.fillers[fact.ref].names
        for word in name.split()
        if len(word) >= _WORD
    }


def _question(
    base: FactBase, name: str, odd: Entry, three: tuple[Entry, ...], seed: int
) -> OddOneOut:
    printed = shuffled(((entry.id, entry) for entry in (odd, *three)), seed, name)
    names = as_options(base, [entry.filler for entry in printed])
    return OddOneOut(
        name,
        odd.field.name,
        tuple(entry.fact.ref for entry in printed),
        base.wording.labels.texts["odd_one"],
        names,
        tuple(entry.answer for entry in printed),
        printed.index(odd),
        _explanation(base, printed, names, odd),
        (Proof.OTHER,) * _THREE,
        told_of(base, (entry.prompt for entry in printed)),
    )


def _explanation(base: FactBase, printed: list[Entry], names: tuple[str, ...], odd: Entry) -> str:
    three = [entry for entry in printed if entry is not odd]
    because = base.wording.labels.fill(
        "odd_because",
        these=base.wording.all_of(
            name for entry, name in zip(printed, names, strict=True) if entry is not odd
        ),
        shared=three[0].answer.removesuffix("."),
        odd=names[printed.index(odd)],
        other=odd.answer.removesuffix("."),
    )
    return f"{odd.question} {because}".strip()


def _exercise(base: FactBase, made: OddOneOut) -> Exercise:
    return Exercise(
        made.id,
        OddOneOutForm.name,
        kind_of(made.facts),
        made.field,
        made.facts,
        made.stem,
        f"{made.options[made.key]}. {made.explanation}",
        made.told,
        clues_of_entries(base, list(zip(made.options, made.values, strict=True))),
        Guess(len(made.options)).difficulty(),
        made.options,
        (made.key,),
        proofs=made.proofs,
    )


def _is_shared(kind: Kind, field: Field) -> bool:
    is_name = field.type in ("text", "reference")
    return is_name and field.single and not field.unique and is_asked_for(kind, field)


def _why_not(_base: FactBase, entry: Entry) -> str:
    return "" if _is_usable(entry) else "the values change with time"


_NEEDS = Needs(
    _THREE + 1,
    _is_shared,
    _why_not,
    "no three facts share a value in which alone a fourth one differs",
    "write more facts that share a value, with names that share no word",
)
