"""The names of facts: what each fact is called, and which names can fill a slot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property

from quizgen.aside import WithAside
from quizgen.bank.people import is_of_people
from quizgen.bank.telling import telling
from quizgen.bank.wording import Wording
from quizgen.deck.model.contents import Blank, Content
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.template import Slot, parse_template
from quizgen.deck.types.registry import type_of
from quizgen.markup.plain import plain


class Filler(WithAside, frozen=True):
    """A text, date, number or picture (`content`) that can fill a slot.

    `text` is its text as an option, `names` are all its normal names. `fact` is the ``kind/id``
    that it names or, as a picture, shows; "" for a bare text. `told_by` is the fact whose value
    a bare text is, "" if an author offers it.
    """

    ASIDE = frozenset({"told_by"})

    text: str
    names: frozenset[str]
    content: Content
    fact: str = ""
    told_by: str = ""

    def __hash__(self) -> int:
        # Text and fact tell nearly all fillers apart, and names and contents are long to hash.
        return hash((self.text, self.fact))

    @property
    def length(self) -> int:
        """Return how many characters of it a reader sees."""
        return len(plain(self.text))


class Names:
    """The names of a deck's facts, indexed by pool."""

    def __init__(self, deck: Deck, wording: Wording) -> None:
        self._deck = deck
        self._wording = wording
        self._members: dict[tuple[str, ...], AbstractSet[Filler]] = {}

    @cached_property
    def kind_nouns(self) -> frozenset[str]:
        """Return the beginnings of the words for kinds of fact: every stem may name its kind."""
        called = " ".join(
            f"{kind.one} {kind.key} {kind.pool}" for kind in self._deck.kinds.values()
        )
        return frozenset(telling(self._wording, called))

    def value(self, fact: Fact) -> Value | None:
        """Return the value that names the fact, None if the name is a sentence with blanks."""
        values = fact.values.get(self._deck.kinds[fact.kind].name, ())
        return values[0] if values and _text(values[0].content) else None

    def of(self, fact: Fact) -> Iterator[str]:
        """Yield every name of the fact as written: its name, other names, full names."""
        for name in self._deck.kinds[fact.kind].naming:
            for value in fact.values.get(name, ()):
                text = _text(value.content)
                if text:
                    yield text
                    yield from value.control.also

    @cached_property
    def fillers(self) -> dict[str, Filler]:
        """Return the filler of each fact that has a name, by ``kind/id``."""
        named = ((fact, self.value(fact)) for fact in self._deck.facts.values())
        return {fact.ref: self._filler(fact, name) for fact, name in named if name}

    def _filler(self, fact: Fact, value: Value) -> Filler:
        names = frozenset(self._wording.normal(name) for name in self.of(fact))
        return Filler(self._option(fact, value), names, value.content, fact.ref)

    def _option(self, fact: Fact, name: Value) -> str:
        """Return a name as an option: by the kind's template, else without its article."""
        kind, text = self._deck.kinds[fact.kind], _text(name.content)
        if not kind.option:
            return self._wording.bare(text)
        named = {Slot(kind.name): text, Slot(kind.name, "bare"): self._wording.bare(text)}
        parts = [
            named.get(part, "") if isinstance(part, Slot) else str(part)
            for part in parse_template(kind.option)
        ]
        # A template that shows more than the name has no effect.
        return "".join(parts) if all(parts) and parts else self._wording.bare(text)

    @cached_property
    def _by_name(self) -> dict[tuple[str, str], Filler]:
        """Fillers by pool and normal name; facts first, then texts that blanks mention.

        A blank that has the last name of a person alone stands for that person.
        """
        known: dict[tuple[str, str], Filler] = {}
        for ref, filler in self.fillers.items():
            pool = self._deck.kinds[ref.partition("/")[0]].pool
            for name in filler.names:
                known.setdefault((pool, name), filler)
        for named, filler in self._last_names.items():
            known.setdefault(named, filler)
        for blank in self.blanks():
            written = _text(blank.content)
            if written:
                name = self._wording.normal(written)
                filler = Filler(self._wording.bare(written), frozenset({name}), blank.content)
                known.setdefault((blank.type, name), filler)
        return known

    @cached_property
    def _last_names(self) -> dict[tuple[str, str], Filler]:
        """Return people by pool and last name, where no other name of the pool has that word."""
        found: dict[tuple[str, str], list[Filler]] = defaultdict(list)
        last_names: dict[tuple[str, str], None] = {}
        for ref, filler in self.fillers.items():
            kind = ref.partition("/")[0]
            if not is_of_people(self._deck, kind):
                continue
            pool, words = self._deck.kinds[kind].pool, plain(filler.text).split()
            for word in {self._wording.normal(word) for word in words}:
                found[pool, word].append(filler)
            # The number of a king is no name.
            if len(words) > 1 and not words[-1].isupper():
                last_names[pool, self._wording.normal(words[-1])] = None
        borne = ((name, found[name]) for name in last_names)
        return {name: bearers[0] for name, bearers in borne if len(bearers) == 1}

    def blanks(self) -> Iterator[Blank]:
        """Yield every blank of the deck's sentences."""
        for fact in self._deck.facts.values():
            sentences = self._deck.kinds[fact.kind].sentences
            if not sentences:
                continue
            for name, values in fact.values.items():
                for value in values if name in sentences else ():
                    yield from type_of(value.content).blanks(value.content)

    @cached_property
    def _pools(self) -> dict[str, tuple[Filler, ...]]:
        pools: dict[str, dict[Filler, None]] = defaultdict(dict)
        for (pool, _), filler in self._by_name.items():
            pools[pool][filler] = None
        return {pool: tuple(members) for pool, members in pools.items()}

    def pool_members(self, names: tuple[str, ...]) -> AbstractSet[Filler]:
        """Return the fillers of the pools or kinds with these names."""
        if names not in self._members:
            found: dict[Filler, None] = {}
            for name in names:
                if name in self._deck.kinds:
                    pool = self._pools.get(self._deck.kinds[name].pool, ())
                    found.update(dict.fromkeys(f for f in pool if f.fact.partition("/")[0] == name))
                else:
                    found.update(dict.fromkeys(self._pools.get(name, ())))
            self._members[names] = found.keys()
        return self._members[names]

    def find(self, name: str, text: str) -> Filler | None:
        """Return the filler of a pool or kind that goes by the text, None if there is none."""
        kind = self._deck.kinds.get(name)
        found = self._by_name.get((kind.pool if kind else name, self._wording.normal(text)))
        return found if found and (kind is None or found.fact.partition("/")[0] == name) else None


def _text(content: Content) -> str:
    return type_of(content).text(content)
