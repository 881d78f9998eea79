"""Gives each blank of a sentence the number of the card that learners have for it.

Anki knows the cards of a sentence by the numbers of its deletions. A blank that is inserted, moved
or removed must not change the numbers of others, or each learner's reviews of one blank would
become those of another. The same holds for the regions of a diagram, and for the entries of a list
that have cards of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count

from msgspec import Struct
from msgspec.structs import replace

from quizgen.anki.lock import Entry, Lock, text_hash
from quizgen.bank.base import FactBase
from quizgen.bank.prompts import content_text, value_text
from quizgen.deck.identity import adopted_key, identity_of, permanent_id
from quizgen.deck.model.contents import Blank, Diagram, Sentence, whole_numbers
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.model.kinds import QuestionRule
from quizgen.deck.read import shorten
from quizgen.diagnostics import Diagnostic


class _Blanks(Struct):
    """The blanks of a sentence as hashes of their texts, and the numbers found for them.

    `before` are the numbers of the last build with their hashes; blanks that share a card have the
    same number. `taken` are the places in it that some blank has taken.
    """

    texts: Sequence[str]
    before: Sequence[tuple[int, str]]
    found: dict[int, int] = {}
    taken: set[int] = set()

    @property
    def missing(self) -> list[int]:
        """Return the indices of the blanks without a number."""
        return [index for index in range(len(self.texts)) if index not in self.found]

    @property
    def numbers_before(self) -> list[int]:
        """Return the numbers of the last build, in order."""
        return [number for number, _ in self.before]

    @property
    def known_before(self) -> list[int]:
        """Return the numbers of the last build that are taken, and 0 in place of the others."""
        return [
            number if place in self.taken else 0 for place, (number, _) in enumerate(self.before)
        ]

    def take(self, index: int, number: int) -> None:
        """Give a blank a number, and take one of its places in the last build."""
        self.found[index] = number
        places = [
            place
            for place, (each, _) in enumerate(self.before)
            if each == number and place not in self.taken
        ]
        text = self.texts[index]
        self.taken.update(sorted(places, key=lambda place: self.before[place][1] != text)[:1])


class _Asked(Struct, frozen=True):
    """What the cards of one question ask for: the values of a field, and what the lock knows."""

    fact: Fact
    field: str
    values: tuple[Value, ...]
    entry: Entry


def numbered(base: FactBase, lock: Lock) -> tuple[Deck, list[Diagnostic]]:
    """Return the deck with the numbers of its blanks, and a problem (Q517) for each open case.

    The same deck is returned if the lock changes no number.
    """
    deck = base.deck
    facts = dict(deck.facts)
    problems: list[Diagnostic] = []
    for asked in _known_questions(base, lock):
        parts = _parts_of(base, asked)
        numbers = assigned([text_hash(each) for each in parts.texts], parts.given, asked.entry)
        if numbers is None:
            problems.append(_open(asked, parts))
        elif tuple(numbers) != whole_numbers(parts.given):
            changed = dict(zip(map(id, asked.values), _renumbered(asked, numbers), strict=True))
            facts[asked.fact.ref] = _with_values(facts[asked.fact.ref], asked.field, changed)
    same = all(facts[ref] is fact for ref, fact in deck.facts.items())
    return deck if same else replace(deck, facts=facts), problems


class _Parts(Struct, frozen=True):
    """The parts that have cards of their own: their texts, and the author's numbers or 0.

    `called` is what messages call them, `example` how an author numbers one.
    """

    texts: Sequence[str]
    given: Sequence[int]
    called: str
    example: str


def _parts_of(base: FactBase, asked: _Asked) -> _Parts:
    content = asked.values[0].content
    if isinstance(content, Sentence):
        texts = [content_text(base, blank.content) for blank in content.blanks]
        given = [blank.number for blank in content.blanks]
        return _Parts(texts, given, "blanks", "{{%d: answer|type}}")
    if isinstance(content, Diagram):
        names = [region.name for region in content.regions]
        given = [region.number for region in content.regions]
        return _Parts(names, given, "regions", "{rect: […], number: %d}")
    texts = [value_text(base, value) for value in asked.values]
    given = [value.number for value in asked.values]
    return _Parts(texts, given, "entries", "{value: …, number: %d}")


def _known_questions(base: FactBase, lock: Lock) -> Iterator[_Asked]:
    """Yield every question whose parts have numbers in the lock."""
    for fact in base.deck.facts.values():
        for rule in base.kind(fact).questions.values():
            values = _numbered_in(base, fact, rule.field)
            known = lock.cards_of(_key_of_note(base.deck, fact, rule))
            if values and known and (known.blanks or known.retired):
                yield _Asked(fact, rule.field, values, known)


def _numbered_in(base: FactBase, fact: Fact, name: str) -> tuple[Value, ...]:
    """Return the values of a field whose parts have numbers: one with parts, or all of a list."""
    values = tuple(each for each in fact.values.get(name, ()) if not each.background)
    if values and isinstance(values[0].content, (Sentence, Diagram)):
        return values[:1]
    return values if base.deck.anki.cloze_of(fact.kind) else ()


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
    blanks = _Blanks(texts, entry.blanks)
    for index, number in enumerate(given):
        if number:
            blanks.take(index, number)
    _match(blanks, entry.retired)
    if not _match_edited(blanks):
        return None
    taken = {number for number, _ in (*entry.blanks, *entry.retired)} | set(blanks.found.values())
    free = (number for number in count(1) if number not in taken)
    for index in blanks.missing:
        blanks.take(index, next(free))
    return [blanks.found[index] for index in range(len(texts))]


def _match(blanks: _Blanks, retired: Iterable[tuple[int, str]]) -> None:
    """Give blanks with the same text their numbers again, in order."""
    for place, (number, text) in enumerate(blanks.before):
        if place not in blanks.taken:
            _match_text(blanks, number, text)
    for number, text in retired:
        if number not in blanks.found.values():
            _match_text(blanks, number, text)


def _match_text(blanks: _Blanks, number: int, text: str) -> None:
    same = (index for index in blanks.missing if blanks.texts[index] == text)
    index = next(same, None)
    if index is not None:
        blanks.take(index, number)


def _match_edited(blanks: _Blanks) -> bool:
    """Give blanks with an edited text the numbers that stood in the same place.

    A place is what lies between two blanks that are known. Return False if it cannot be told which
    blanks of a place are edited ones and which are new.
    """
    old = _by_place(blanks.numbers_before, blanks.known_before)
    new = _new_by_place(blanks)
    if not old or not new:
        return True
    if any(len(new.get(place, ())) != len(numbers) for place, numbers in old.items()):
        return False
    for place, numbers in old.items():
        for index, number in zip(new[place], numbers, strict=True):
            blanks.take(index, number)
    return True


def _new_by_place(blanks: _Blanks) -> dict[int, list[int]]:
    """Return the indices of the blanks without a number by the known number before them."""
    indices = range(len(blanks.texts))
    numbers = [blanks.found.get(index, 0) for index in indices]
    before = blanks.numbers_before
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


def _renumbered(asked: _Asked, numbers: Sequence[int]) -> tuple[Value, ...]:
    """Return the values with these numbers on their parts."""
    value = asked.values[0]
    if isinstance(value.content, Sentence):
        return (replace(value, content=_with_blanks(value.content, numbers)),)
    if isinstance(value.content, Diagram):
        pairs = zip(value.content.regions, numbers, strict=True)
        regions = tuple(replace(region, number=number) for region, number in pairs)
        return (replace(value, content=replace(value.content, regions=regions)),)
    pairs_of_values = zip(asked.values, numbers, strict=True)
    return tuple(replace(each, number=number) for each, number in pairs_of_values)


def _with_blanks(sentence: Sentence, numbers: Iterable[int]) -> Sentence:
    left = iter(numbers)
    return Sentence(
        tuple(
            replace(part, number=next(left)) if isinstance(part, Blank) else part
            for part in sentence.parts
        )
    )


def _with_values(fact: Fact, name: str, changed: Mapping[int, Value]) -> Fact:
    """Return the fact with other values in the place of those with these identities."""
    values = tuple(changed.get(id(each), each) for each in fact.values[name])
    return replace(fact, values={**fact.values, name: values})


def _open(asked: _Asked, parts: _Parts) -> Diagnostic:
    entry = asked.entry
    old = [number for number, _ in entry.blanks]
    used = [number for number, _ in (*entry.blanks, *entry.retired)]
    message = f"it cannot be told which {parts.called} of `{shorten(asked.fact.ref)}` are new"
    fix = (
        f"learners have the {parts.called} {', '.join(map(str, old))} of the last build, in this "
        f"order: number {len(parts.texts)} {parts.called} yourself, as in "
        f"{parts.example % old[0]}; {max(used) + 1} is free for a new one"
    )
    return Diagnostic("Q517", message, asked.values[0].place, fix)
