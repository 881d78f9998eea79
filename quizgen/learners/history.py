"""Counts by fact how well learners recall it, from their reviews in Anki."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from quizgen.anki.learning import LearnerCard, LearnerNote, Learning, Review
from quizgen.anki.note_prompts import facts_by_identity, identity_in, prompts_by_note
from quizgen.anki.notes import NoteDeck
from quizgen.anki.records import records_of
from quizgen.diagnostics import Place
from quizgen.project import Project

# Recall over time has this many periods of equal length.
PERIODS = 8
_REVIEW, _AGAIN = 1, 1
_SUSPENDED = -1
_LEECH = "leech"
# Anki takes a card for a leech after this many lapses.
_LAPSES_OF_A_LEECH = 8


@dataclass(frozen=True, slots=True)
class Counts:
    """Reviews of cards that had been learnt: how many, and how many failed.

    `periods` has the same in each period, as pairs of reviews and failures.
    """

    reviews: int = 0
    lapses: int = 0
    periods: tuple[tuple[int, int], ...] = ()

    @property
    def recall(self) -> float | None:
        """Return the share of reviews that did not fail, None without reviews."""
        return 1 - self.lapses / self.reviews if self.reviews else None

    @property
    def over_time(self) -> tuple[float | None, ...]:
        """Return the recall in each period, None where there were no reviews."""
        return tuple(1 - failed / all_ if all_ else None for all_, failed in self.periods)

    def __add__(self, other: Counts) -> Counts:
        length = max(len(self.periods), len(other.periods))
        pairs = zip(_filled(self.periods, length), _filled(other.periods, length), strict=True)
        periods = tuple((one[0] + two[0], one[1] + two[1]) for one, two in pairs)
        return Counts(self.reviews + other.reviews, self.lapses + other.lapses, periods)


@dataclass(frozen=True, slots=True)
class FactHistory:
    """How a fact fared: its ``kind/id``, the question that failed most, and where that stands.

    `leeches` counts the learners for whom a card of it is a leech.
    """

    ref: str
    question: str
    place: Place
    counts: Counts
    leeches: int = 0


@dataclass(frozen=True, slots=True)
class History:
    """The facts of a deck that learners reviewed, what to mend first, and all of them together.

    `learners` counts collections; `first` and `last` are the times of the earliest and the latest
    review, in milliseconds since 1970, or 0 without reviews.
    """

    deck: str
    facts: tuple[FactHistory, ...]
    counts: Counts
    learners: int
    first: int = 0
    last: int = 0


@dataclass(slots=True)
class _Question:
    """One note of the deck over all learners."""

    counts: Counts = field(default_factory=Counts)
    leeches: int = 0


def history_of(project: Project, notes: NoteDeck, learnings: Sequence[Learning]) -> History:
    """Return how the facts of a deck fared with learners, the worst ones first.

    A fact with leeches comes before others, then the one with more lapses, then the one with less
    recall.
    """
    keys = _Keys(notes)
    times = [review.at for each in learnings for review in keys.reviews(each)]
    first, last = min(times, default=0), max(times, default=0)
    questions: dict[str, _Question] = {}
    for learning in learnings:
        _count(learning, keys, (first, last), questions)
    facts = sorted(_facts(project, questions), key=_rank)
    total = sum((each.counts for each in facts), Counts())
    return History(project.deck.id, tuple(facts), total, len(learnings), first, last)


class _Keys:
    """The keys of a deck's notes in a collection: by the field `Key`, else by the guid."""

    def __init__(self, notes: NoteDeck) -> None:
        records = list(records_of(notes))
        self._by_guid = {record.guid: record.key for record in records}
        self._by_field = {
            unicodedata.normalize("NFC", record.named["Key"]): record.key
            for record in records
            if "Key" in record.named
        }

    def of(self, note: LearnerNote) -> str:
        """Return the key of a note, "" if the deck does not have it."""
        own = self._by_field.get(unicodedata.normalize("NFC", note.fields.get("Key", "")), "")
        return own or self._by_guid.get(note.guid, "")

    def cards(self, learning: Learning) -> dict[int, str]:
        """Return the keys of the notes of a collection's cards, by the ids of the cards."""
        keys = {note.id: self.of(note) for note in learning.notes}
        return {card.id: keys[card.note] for card in learning.cards if keys.get(card.note)}

    def reviews(self, learning: Learning) -> Iterator[Review]:
        """Yield the reviews of cards of the deck that had been learnt."""
        cards = self.cards(learning)
        for review in learning.reviews:
            if review.kind == _REVIEW and review.button and review.card in cards:
                yield review


def _count(
    learning: Learning, keys: _Keys, span: tuple[int, int], questions: dict[str, _Question]
) -> None:
    """Add what a collection tells of each note."""
    cards = keys.cards(learning)
    by_card: dict[int, list[Review]] = {}
    for review in keys.reviews(learning):
        by_card.setdefault(review.card, []).append(review)
    for card in learning.cards:
        if card.id in cards:
            question = questions.setdefault(cards[card.id], _Question())
            counts = _counts(by_card.get(card.id, ()), span)
            # An export without its reviews still says how often a card lapsed.
            is_known = bool(learning.reviews)
            question.counts += counts if is_known else replace(counts, lapses=card.lapses)
    for key in _leeches(learning, cards):
        questions[key].leeches += 1


def _leeches(learning: Learning, cards: Mapping[int, str]) -> set[str]:
    """Return the keys of notes with a leech: by Anki's tag, or suspended after many lapses."""
    tagged = {note.id for note in learning.notes if _LEECH in map(str.lower, note.tags)}
    return {
        cards[card.id]
        for card in learning.cards
        if card.id in cards and (card.note in tagged or _is_dropped(card))
    }


def _is_dropped(card: LearnerCard) -> bool:
    return card.queue == _SUSPENDED and card.lapses >= _LAPSES_OF_A_LEECH


def _counts(reviews: Iterable[Review], span: tuple[int, int]) -> Counts:
    first, last = span
    periods = [[0, 0] for _ in range(PERIODS)]
    for review in reviews:
        period = (review.at - first) * PERIODS // (last - first + 1)
        periods[period][0] += 1
        periods[period][1] += review.button == _AGAIN
    all_, failed = (sum(each[index] for each in periods) for index in (0, 1))
    return Counts(all_, failed, tuple((each[0], each[1]) for each in periods))


def _facts(project: Project, questions: Mapping[str, _Question]) -> Iterator[FactHistory]:
    """Yield the facts that learners reviewed, each with the question that failed most."""
    by_fact: dict[str, dict[str, _Question]] = {}
    for key, question in questions.items():
        by_fact.setdefault(identity_in(key), {})[key] = question
    places, facts = _places(project), facts_by_identity(project.deck)
    for identity, own in by_fact.items():
        counts = sum((each.counts for each in own.values()), Counts())
        if not counts.reviews and not counts.lapses:
            continue
        worst = max(own, key=lambda key: (own[key].leeches, own[key].counts.lapses))
        fact = facts[identity]
        place = places.get(worst) or fact.place
        leeches = max(each.leeches for each in own.values())
        question_key = worst.removeprefix(f"{identity}/")
        yield FactHistory(fact.ref, question_key, place, counts, leeches)


def _places(project: Project) -> dict[str, Place]:
    """Return the places of the values that notes ask for, by the notes' keys."""
    found = prompts_by_note(project.deck, project.prompts)
    return {key: prompts[0].value.place for key, prompts in found.items()}


def _rank(fact: FactHistory) -> tuple[float, ...]:
    recall = fact.counts.recall
    return -fact.leeches, -fact.counts.lapses, 1 if recall is None else recall


def _filled(periods: tuple[tuple[int, int], ...], length: int) -> tuple[tuple[int, int], ...]:
    return periods + ((0, 0),) * (length - len(periods))
