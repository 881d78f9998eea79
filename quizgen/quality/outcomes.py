"""What becomes of the facts and the questions of a deck: items, cards, or nothing, and why."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizgen.bank.items import Item, Without
from quizgen.bank.unasked import NoPrompt
from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Place


class Outcome(StrEnum):
    """The best that a fact or a question gives."""

    ITEM = "items"
    CARD = "cards only"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why questions give no item, how many, and the first of them as an example.

    `mend` says what the example needs, "" if nothing can be done.
    """

    outcome: Outcome
    why: str
    count: int
    example: str
    place: Place
    mend: str


@dataclass(frozen=True, slots=True)
class KindCount:
    """The facts of a kind by their outcomes, and how many are background."""

    kind: str
    outcomes: tuple[int, ...]
    background: int

    @property
    def facts(self) -> int:
        """Return the number of facts that are not background."""
        return sum(self.outcomes)


@dataclass(frozen=True, slots=True)
class Outcomes:
    """The outcomes of a deck: facts by kind, questions by outcome, and the reasons for no item.

    `silent` are the facts that nothing is asked about, although they are not background.
    """

    kinds: tuple[KindCount, ...]
    questions: tuple[int, ...]
    reasons: tuple[Reason, ...]
    silent: tuple[tuple[str, Place], ...]

    @property
    def facts(self) -> int:
        """Return the number of facts that are not background."""
        return sum(each.facts for each in self.kinds)

    @property
    def background(self) -> int:
        """Return the number of background facts."""
        return sum(each.background for each in self.kinds)

    @property
    def items(self) -> int:
        """Return the number of multiple-choice items."""
        return self.questions[0]


def outcomes_of(
    deck: Deck, questions: Sequence[Item | Without], unasked: Sequence[NoPrompt]
) -> Outcomes:
    """Return what becomes of the facts and the questions of a deck."""
    asked = [outcome_of(each) for each in questions]
    outcomes = Counter([*asked, *(Outcome.NOTHING for _ in unasked)])
    best: dict[str, Outcome] = {}
    order = list(Outcome)
    for question, outcome in zip(questions, asked, strict=True):
        ref = question.prompt.fact.ref
        best[ref] = min(best.get(ref, Outcome.NOTHING), outcome, key=order.index)
    return Outcomes(
        tuple(_kinds(deck, best)),
        tuple(outcomes[each] for each in Outcome),
        tuple(_reasons(questions, unasked)),
        tuple(
            (ref, fact.place)
            for ref, fact in deck.facts.items()
            if not fact.background and best.get(ref, Outcome.NOTHING) is Outcome.NOTHING
        ),
    )


def outcome_of(question: Item | Without) -> Outcome:
    """Return what a question gives; one that lists its options gives no card without them."""
    if isinstance(question, Item):
        return Outcome.ITEM
    return Outcome.NOTHING if question.prompt.listed else Outcome.CARD


def _kinds(deck: Deck, best: dict[str, Outcome]) -> Iterator[KindCount]:
    """Yield the kinds of a deck, that with the most facts first."""
    outcomes: dict[str, Counter[Outcome]] = defaultdict(Counter)
    background: Counter[str] = Counter()
    for fact in deck.own_facts:
        if fact.background:
            background[fact.kind] += 1
        else:
            outcomes[fact.kind][best.get(fact.ref, Outcome.NOTHING)] += 1
    names = {*outcomes, *background}
    ordered = sorted(names, key=lambda name: (-outcomes[name].total(), name))
    for name in ordered:
        counts = tuple(outcomes[name][each] for each in Outcome)
        yield KindCount(name, counts, background[name])


def _reasons(questions: Iterable[Item | Without], unasked: Iterable[NoPrompt]) -> list[Reason]:
    """Return the reasons, the commonest first."""
    found: dict[tuple[Outcome, str], list[tuple[str, Place, str]]] = defaultdict(list)
    for each in questions:
        if isinstance(each, Without):
            key = (outcome_of(each), str(each.lack))
            found[key].append((each.prompt.id, each.prompt.value.place, each.mend))
    for refused in unasked:
        key = (Outcome.NOTHING, str(refused.why))
        found[key].append((refused.id, refused.place, refused.mend))
    reasons = [
        Reason(outcome, why, len(examples), *examples[0])
        for (outcome, why), examples in found.items()
    ]
    return sorted(reasons, key=lambda each: (-each.count, each.why))
