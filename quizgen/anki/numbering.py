"""Gives each blank of a sentence the number of the card that learners have for it.

Anki knows the cards of a sentence by the numbers of its deletions. A blank that is inserted, moved
or removed must not change the numbers of others, or each learner's reviews of one blank would
become those of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

from quizgen.anki.lock import Entry, Lock
from quizgen.anki.records import text_hash
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import content_text
from quizgen.deck.identity import adopted_key, identity_of, permanent_id
from quizgen.deck.model import Blank, Deck, Fact, QuestionRule, Sentence, Value
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic


@dataclass(slots=True)
class _Blanks:
    """The blanks of a sentence as hashes of their texts, and the numbers found for them.

    `open_` are the numbers of the last build that no blank has taken yet, with their hashes.
    """

    texts: Sequence[str]
    found: dict[int, int] = field(default_factory=dict)
    open_: dict[int, str] = field(default_factory=dict)

    @property
    def missing(self) -> list[int]:
        """Return the indices of the blanks without a number."""
        return [index for index in range(len(self.texts)) if index not in self.found]

    def take(self, index: int, number: int) -> None:
        self.found[index] = number
        self.open_.pop(number, None)


def numbered(base: FactBase, lock: Lock) -> tuple[Deck, list[Diagnostic]]:
    """Return the deck with the numbers of its blanks, and a problem (Q517) for each open case.

    The same deck is returned if the lock changes no number.
    """
    deck = base.deck
    facts = dict(deck.facts)
    problems: list[Diagnostic] = []
    for fact, name, value, entry in _sentences(base, lock):
        sentence = value.content
        if not isinstance(sentence, Sentence):
            continue
        texts = [text_hash(content_text(base, blank.content)) for blank in sentence.blanks]
        numbers = assigned(texts, [blank.number for blank in sentence.blanks], entry)
        if numbers is None:
            problems.append(_open(fact, value, sentence, entry))
        elif tuple(numbers) != sentence.numbers:
            changed = replace(value, content=_with_numbers(sentence, numbers))
            facts[fact.ref] = _with_value(facts[fact.ref], name, value, changed)
    same = all(facts[ref] is fact for ref, fact in deck.facts.items())
    return deck if same else replace(deck, facts=facts), problems


def _sentences(base: FactBase, lock: Lock) -> Iterator[tuple[Fact, str, Value, Entry]]:
    """Yield every sentence that the lock knows: its fact, its field, its value and its entry."""
    for fact in base.deck.facts.values():
        for rule in base.kind(fact).questions.values():
            values = [each for each in fact.values.get(rule.field, ()) if not each.background]
            known = lock.cards_of(_key_of_note(base.deck, fact, rule))
            if values and known and known.blanks:
                yield fact, rule.field, values[0], known


def _key_of_note(deck: Deck, fact: Fact, rule: QuestionRule) -> str:
    """Return the key of the note that asks a question."""
    adopted = deck.anki.note_types.get(fact.kind)
    if adopted and adopted.is_cloze:
        return adopted_key(identity_of(deck, fact))
    return permanent_id(deck, fact, f"{fact.ref}/{rule.key}")


def assigned(texts: Sequence[str], given: Sequence[int], entry: Entry) -> list[int] | None:
    """Return the number of each blank, None if the lock cannot tell which blanks are new.

    `texts` are hashes of what the blanks hold, `given` the numbers that the author wrote, or 0.
    """
    blanks = _Blanks(texts, open_=dict(entry.blanks))
    for index, number in enumerate(given):
        if number:
            blanks.take(index, number)
    _match(blanks, (*entry.blanks, *entry.retired))
    if not _match_edited(blanks, [number for number, _ in entry.blanks]):
        return None
    taken = {number for number, _ in (*entry.blanks, *entry.retired)} | set(blanks.found.values())
    free = (number for number in count(1) if number not in taken)
    for index in blanks.missing:
        blanks.take(index, next(free))
    return [blanks.found[index] for index in range(len(texts))]


def _match(blanks: _Blanks, known: Iterable[tuple[int, str]]) -> None:
    """Give blanks with the same text their numbers again, in order."""
    for number, text in known:
        if number in blanks.found.values():
            continue
        same = (index for index in blanks.missing if blanks.texts[index] == text)
        index = next(same, None)
        if index is not None:
            blanks.take(index, number)


def _match_edited(blanks: _Blanks, before: Sequence[int]) -> bool:
    """Give blanks with an edited text the numbers that stood in the same place.

    A place is what lies between two blanks that are known. Return False if it cannot be told which
    blanks of a place are edited ones and which are new.
    """
    old = _by_place(before, [number if number not in blanks.open_ else 0 for number in before])
    new = _new_by_place(blanks, before)
    if not blanks.open_ or not new:
        return True
    if any(len(new.get(place, ())) != len(numbers) for place, numbers in old.items()):
        return False
    for place, numbers in old.items():
        for index, number in zip(new[place], numbers, strict=True):
            blanks.take(index, number)
    return True


def _new_by_place(blanks: _Blanks, before: Sequence[int]) -> dict[int, list[int]]:
    """Return the indices of the blanks without a number by the known number before them."""
    indices = range(len(blanks.texts))
    numbers = [blanks.found.get(index, 0) for index in indices]
    places = _by_place(indices, [number if number in before else 0 for number in numbers])
    missing = set(blanks.missing)
    new = {place: [index for index in found if index in missing] for place, found in places.items()}
    return {place: found for place, found in new.items() if found}


def _by_place(values: Iterable[int], known: Sequence[int]) -> dict[int, list[int]]:
    """Return the values that are not known by the known number before them."""
    found: dict[int, list[int]] = {}
    place = 0
    for value, number in zip(values, known, strict=True):
        if number:
            place = number
        else:
            found.setdefault(place, []).append(value)
    return found


def _with_numbers(sentence: Sentence, numbers: Iterable[int]) -> Sentence:
    left = iter(numbers)
    return Sentence(
        tuple(
            replace(part, number=next(left)) if isinstance(part, Blank) else part
            for part in sentence.parts
        )
    )


def _with_value(fact: Fact, name: str, value: Value, changed: Value) -> Fact:
    values = tuple(changed if each is value else each for each in fact.values[name])
    return replace(fact, values={**fact.values, name: values})


def _open(fact: Fact, value: Value, sentence: Sentence, entry: Entry) -> Diagnostic:
    old = [str(number) for number, _ in entry.blanks]
    used = [number for number, _ in (*entry.blanks, *entry.retired)]
    message = f"it cannot be told which blanks of `{shorten(fact.ref)}` are new"
    fix = (
        f"learners have the blanks {', '.join(old)} of the last build, in this order: number "
        f"{len(sentence.blanks)} blanks yourself, as in {{{{{old[0]}: answer|type}}}}; "
        f"{max(used) + 1} is free for a new one"
    )
    return Diagnostic("Q517", message, value.place, fix)
