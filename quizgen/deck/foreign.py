"""Takes over facts of other decks that a deck refers to: `other-deck/kind/id`.

They are background: no question asks about them, and no card or item of the deck has its identity
from them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from quizgen.deck.model.contents import Content, Reference
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Provenance, Value
from quizgen.deck.model.kinds import Kind
from quizgen.deck.read import shorten
from quizgen.deck.resolve import names_other_deck
from quizgen.deck.same_kinds import holds_the_same
from quizgen.deck.siblings import Siblings
from quizgen.deck.types.registry import type_of
from quizgen.diagnostics import Diagnostic, Place, Problems, did_you_mean
from quizgen.sandbox.inputs import in_mebibytes
from quizgen.yaml.text import MAX_BYTES

# A deck may need so many others, directly and through them.
MAX_DECKS = 20
# A missing id is compared with no more ids than this, and no more ids are compared in a run:
# hostile decks must not take quadratic time.
_MOST_COMPARED = 2000
_MOST_SUGGESTED = 50


class Neighbour(Struct, frozen=True):
    """Another deck as read for its facts, None if it cannot be, and its first error.

    `files` were read, also in vain, and hold `size` characters and bytes. `left_out` are the ids of
    facts that its language lacks.
    """

    deck: Deck | None
    files: tuple[Path, ...]
    error: Diagnostic | None = None
    left_out: AbstractSet[str] = frozenset()
    size: int = 0


class Own(Struct, frozen=True):
    """What is known of the deck that refers to others: its id, language, facts and kinds.

    If it `is_multilingual`, it leaves out what its language lacks. `lost` are ids of facts that it
    has, but that could not be read or that its language lacks. Its files hold `size` characters
    and bytes.
    """

    id: str
    language: str
    facts: Mapping[str, Fact]
    kinds: Mapping[str, Kind]
    lost: AbstractSet[str] = frozenset()
    is_multilingual: bool = False
    size: int = 0


class Foreign(Struct):
    """What a deck takes from others.

    `facts` are the facts by what references call them, `kinds` their kinds if the deck has none of
    that name. `files` are all files that were read. `lost` are references that need no further
    report, `left_out` those to facts that a language lacks.
    """

    facts: dict[str, Fact] = {}
    kinds: dict[str, Kind] = {}
    files: tuple[str, ...] = ()
    lost: set[str] = set()
    left_out: set[str] = set()


def references_of(fact: Fact) -> Iterator[tuple[Reference, Place]]:
    """Yield the references of a fact with their places, those of the record too."""
    for values in fact.values.values():
        for value in values:
            if isinstance(value.content, Reference):
                yield value.content, value.place
            if value.record and isinstance(value.record.content, Reference):
                yield value.record.content, value.record.place


def kinds_abroad(facts: Iterable[Fact], kinds: Mapping[str, Kind]) -> set[str]:
    """Return the kinds and pools that other decks may have: those of fields that refer to them."""
    return {
        target
        for fact in facts
        for name in kinds[fact.kind].references
        if any(_leads_abroad(value.content) for value in fact.values.get(name, ()))
        for target in kinds[fact.kind].fields[name].to
    }


def _leads_abroad(content: Content) -> bool:
    return isinstance(content, Reference) and names_other_deck(content.target)


def take_over(
    own: Own,
    siblings: Siblings,
    read: Callable[[Path], Neighbour],
    most_facts: int,
    problems: Problems,
) -> Foreign:
    """Return what a deck takes from the decks that its facts refer to.

    These are the facts that it names, the other facts of their kinds, which serve as wrong
    answers, and whatever all of these refer to. A fact that the deck has itself, by its id or its
    name, is no such wrong answer. `read` reads the deck in a file.
    """
    return _Taking(own, siblings, read, most_facts, problems).foreign()


class _Taking:
    def __init__(
        self,
        own: Own,
        siblings: Siblings,
        read: Callable[[Path], Neighbour],
        most_facts: int,
        problems: Problems,
    ) -> None:
        self._own = own
        self._siblings = siblings
        self._read = read
        self._most_facts = most_facts
        self._problems = problems
        self._decks: dict[str, Neighbour | None] = {}
        # The reference that leads to each deck: problems of the deck are reported there.
        self._places: dict[str, Place] = {}
        self._files: list[Path] = []
        self._suggested = 0
        self._size = own.size
        self._found = Foreign()

    def foreign(self) -> Foreign:
        wanted = dict.fromkeys(self._wanted())
        pools = dict.fromkeys((deck_id, ref.partition("/")[0]) for deck_id, ref in wanted)
        of_kinds = (
            (deck_id, ref) for deck_id, kind in pools for ref in self._refs_of(deck_id, kind)
        )
        reached = self._closure([*wanted, *of_kinds])
        self._take(reached)
        self._found.files = tuple(dict.fromkeys(map(str, self._files)))
        return self._found

    def _wanted(self) -> Iterator[tuple[str, str]]:
        """Yield the id of a deck and the fact in it for each reference that names both."""
        for fact in self._own.facts.values():
            for reference, place in references_of(fact):
                target = reference.target
                deck_id, _, ref = target.partition("/")
                if names_other_deck(target) and self._is_there(deck_id, ref, target, place):
                    yield deck_id, ref

    def _is_there(self, deck_id: str, ref: str, target: str, place: Place) -> bool:
        """Tell whether another deck has a fact; report it if not."""
        if deck_id == self._own.id:
            return False
        known = self._deck(deck_id, place)
        if known is None or known.deck is None:
            self._found.lost.add(target)
            return False
        if ref in known.deck.facts:
            return True
        is_untranslated = ref.partition("/")[2] in known.left_out
        if is_untranslated and self._own.is_multilingual:
            self._found.left_out.add(target)
            return False
        self._found.lost.add(target)
        message = f"the deck `{deck_id}` has no fact `{shorten(ref)}`"
        fix = self._nearest(deck_id, ref, known.deck)
        if is_untranslated:
            message, fix = f"{message} in `{self._own.language}`", "translate it there"
        self._problems.error("Q217", message, place, fix)
        return False

    def _nearest(self, deck_id: str, ref: str, deck: Deck) -> str:
        """Return which fact of another deck a reference may mean."""
        self._suggested += 1
        if self._suggested > _MOST_SUGGESTED:
            return f"write the id of a fact in {deck.place.file}"
        kind, _, own_id = ref.partition("/")
        former = {own_id, ref}
        renamed = [each for each in deck.facts.values() if each.was in former and each.kind == kind]
        if renamed:
            return f"it is called `{deck_id}/{renamed[0].ref}` now"
        of_kind = [each for each in deck.facts if each.startswith(f"{kind}/")]
        known = (of_kind or list(deck.facts))[:_MOST_COMPARED]
        return did_you_mean(f"{deck_id}/{ref}", [f"{deck_id}/{each}" for each in known])

    def _deck(self, deck_id: str, place: Place) -> Neighbour | None:
        """Return the deck with an id, None after reporting once that there is none to read."""
        if deck_id not in self._decks:
            self._places[deck_id] = place
            self._decks[deck_id] = self._looked_up(deck_id, place)
        return self._decks[deck_id]

    def _looked_up(self, deck_id: str, place: Place) -> Neighbour | None:
        if len(self._decks) >= MAX_DECKS:
            message = f"the deck needs more than {MAX_DECKS} other decks"
            self._problems.error("Q006", message, place, "refer to fewer of them")
            return None
        files = self._siblings.named(deck_id)
        if not files:
            message = f"there is no deck `{shorten(deck_id)}` in this folder"
            known = self._siblings.ids[:_MOST_COMPARED]
            fix = did_you_mean(deck_id, known) or "put the deck beside this one"
            self._problems.error("Q360", message, place, fix)
            return None
        if len(files) > 1:
            message = f"two decks have the id `{deck_id}`: {files[0]} and {files[1]}"
            self._problems.error("Q360", message, place, "give one of them another id")
            return None
        read = self._read(files[0])
        self._files += read.files
        self._size += read.size
        if self._size > MAX_BYTES:
            most = in_mebibytes(MAX_BYTES)
            message = f"this deck and those that it needs are larger in total than {most}"
            self._problems.error("Q006", message, place, "split the decks")
            return None
        return self._checked(deck_id, files[0], read, place)

    def _checked(
        self, deck_id: str, file: Path, known: Neighbour, place: Place
    ) -> Neighbour | None:
        """Return a deck as read, None after reporting that it has errors."""
        if known.error:
            where, what = known.error.place, shorten(known.error.message, 200)
            message = f"the deck `{deck_id}` has an error at {where}: {what}"
            self._problems.error("Q361", message, place, f"run `quizgen check {file}`")
            return None
        if known.deck and _plain(known.deck.language) != _plain(self._own.language):
            both = f"in `{known.deck.language}`, and this one in `{self._own.language}`"
            message = f"the deck `{deck_id}` is {both}"
            fix = "its names will stand among this deck's texts; write both in one language"
            self._problems.warn("Q363", message, place, fix)
        return known

    def _refs_of(self, deck_id: str, kind: str) -> Iterator[str]:
        """Yield the facts of a kind in another deck, except those that the own deck has too."""
        known = self._decks[deck_id]
        deck = known.deck if known else None
        if deck is None:
            return
        name = deck.kinds[kind].name
        own = self._names_of_own(kind, name)
        for ref, fact in deck.facts.items():
            is_new = ref not in self._own.facts and own.isdisjoint(_names(fact, name))
            if fact.kind == kind and is_new:
                yield ref

    def _names_of_own(self, kind: str, field: str) -> set[str]:
        facts = (fact for fact in self._own.facts.values() if fact.kind == kind)
        return {name for fact in facts for name in _names(fact, field)}

    def _closure(self, wanted: list[tuple[str, str]]) -> dict[str, dict[str, Fact]]:
        """Return facts, and all that they refer to in any deck but the own one, by deck."""
        reached: dict[str, dict[str, Fact]] = {}
        waiting = list(reversed(wanted))
        count = 0
        while waiting:
            deck_id, ref = waiting.pop()
            known = self._decks[deck_id]
            fact = known.deck.facts.get(ref) if known and known.deck else None
            of_deck = reached.setdefault(deck_id, {})
            if fact is None or ref in of_deck:
                continue
            count += 1
            if count > self._most_facts:
                message = f"the decks together have more than {self._most_facts} facts"
                self._problems.error("Q006", message, self._places[deck_id], "refer to fewer decks")
                return {}
            of_deck[ref] = fact
            waiting += self._beyond(deck_id, fact)
        return reached

    def _beyond(self, deck_id: str, fact: Fact) -> Iterator[tuple[str, str]]:
        """Yield the facts that a fact of another deck refers to, with the ids of their decks."""
        for reference, place in references_of(fact):
            owner, ref = _meant(reference, deck_id)
            if owner != deck_id:
                self._check_beyond(owner, ref, deck_id, place)
            if owner != self._own.id and self._has(owner, ref):
                yield owner, ref

    def _check_beyond(self, owner: str, ref: str, deck_id: str, at: Place) -> None:
        """Report a fact of another deck that refers, at a place there, to a third one in vain."""
        place = self._places[deck_id]
        if owner == self._own.id:
            lost: AbstractSet[str] = self._own.lost
        else:
            known = self._deck(owner, place)
            if known is None:
                return
            lost = known.left_out
        if not self._has(owner, ref) and ref.partition("/")[2] not in lost:
            shown = f"{owner}/{shorten(ref)}"
            message = f"the deck `{deck_id}` has an error at {at}: there is no `{shown}`"
            self._problems.error("Q361", message, place, "correct that deck first")

    def _has(self, owner: str, ref: str) -> bool:
        """Tell whether a deck, the own one or another, has a fact."""
        if owner == self._own.id:
            return ref in self._own.facts
        known = self._decks.get(owner)
        return bool(known and known.deck and ref in known.deck.facts)

    def _take(self, reached: Mapping[str, Mapping[str, Fact]]) -> None:
        """Take over facts in the order of their decks' ids, and of the decks themselves."""
        for deck_id in sorted(reached):
            known = self._decks[deck_id]
            deck = known.deck if known else None
            if deck is None:
                continue
            of_deck = reached[deck_id]
            for kind in dict.fromkeys(fact.kind for fact in of_deck.values()):
                self._take_kind(deck_id, deck.kinds[kind])
            for ref, fact in deck.facts.items():
                if ref in of_deck:
                    self._found.facts[f"{deck_id}/{ref}"] = self._as_foreign(deck_id, fact)

    def _take_kind(self, deck_id: str, kind: Kind) -> None:
        """Take over the kind of a fact, unless the deck has it; report one that differs."""
        own = self._own.kinds.get(kind.key) or self._found.kinds.setdefault(kind.key, kind)
        if holds_the_same(own, kind):
            return
        message = (
            f"the deck `{deck_id}` declares the kind `{kind.key}` in another way "
            f"({kind.place} and {own.place})"
        )
        fix = "move the kind into a file of its own, and include that in both decks"
        self._problems.error("Q362", message, self._places[deck_id], fix)

    def _as_foreign(self, deck_id: str, fact: Fact) -> Fact:
        """Return a fact as background of the deck that refers to it."""
        values: dict[str, tuple[Value, ...]] = {}
        for name, held in fact.values.items():
            taken = (self._as_foreign_value(deck_id, value) for value in held)
            values[name] = tuple(value for value in taken if value)
        kept = {name: held for name, held in values.items() if held}
        return replace(fact, deck=deck_id, background=True, guid="", values=kept)

    def _as_foreign_value(self, deck_id: str, value: Value) -> Value | None:
        """Return a value of another deck's fact, None if it refers to what is not there."""
        content, record = value.content, value.record
        if isinstance(content, Reference):
            owner, ref = _meant(content, deck_id)
            if not self._has(owner, ref):
                return None
            content = Reference(content.target, self._ref_in(owner, ref))
        if record:
            record = self._as_foreign_value(deck_id, record)
        # Its paragraph is one of another article.
        provenance = _elsewhere(value.provenance)
        return replace(value, content=content, record=record, provenance=provenance)

    def _ref_in(self, owner: str, ref: str) -> str:
        """Return the ref of a fact in the deck that takes it over."""
        kind, _, own_id = ref.partition("/")
        return ref if owner == self._own.id else f"{kind}/{owner}/{own_id}"


def _meant(reference: Reference, deck_id: str) -> tuple[str, str]:
    """Return the deck and the fact in it that a reference in another deck means."""
    if not names_other_deck(reference.fact):
        return deck_id, reference.fact
    owner, _, ref = reference.fact.partition("/")
    return owner, ref


def _names(fact: Fact, field: str) -> set[str]:
    """Return the names of a fact, which stand in a field, without regard to capitals."""
    values = fact.values.get(field, ())
    texts = (type_of(value.content).text(value.content) for value in values)
    return {text.casefold() for text in texts if text}


def _elsewhere(provenance: Provenance) -> Provenance:
    if provenance.paragraph is None:
        return provenance
    return replace(provenance, paragraph=None, cited=None)


def _plain(language: str) -> str:
    """Return a language without its country: en for en-GB."""
    return language.replace("_", "-").partition("-")[0]
