"""What a stem says of many facts, such as an office or a form of art."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, product

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.telling import telling
from quizgen.deck.model.facts import Fact
from quizgen.deck.template import slots
from quizgen.deck.types.registry import type_of
from quizgen.language.lands import is_land
from quizgen.language.lexicon import LANGUAGE, is_kind_of
from quizgen.language.phrases import head_of

# The values of a field describe their facts if so many of them are different ones.
DESCRIPTIVE = 0.6
# A word of so many letters may begin another one of the same stem.
_LONG = 6


class Said:
    """Compares facts with what the stems of a fact base say."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        # One question is compared with many facts.
        self._prompt: Prompt | None = None
        self._fields: tuple[str, ...] = ()
        self._shared: tuple[str, ...] = ()

    def fields(self, prompt: Prompt) -> tuple[str, ...]:
        """Return the fields that the stem shows, except for the name and the one that is asked."""
        self._read(prompt)
        return self._fields

    def shared(self, prompt: Prompt) -> tuple[str, ...]:
        """Return the fields of which the stem says something that may be true of many facts."""
        self._read(prompt)
        return self._shared

    def _read(self, prompt: Prompt) -> None:
        if self._prompt is prompt:
            return
        kind, is_descriptive = prompt.fact.kind, self._base.is_descriptive
        self._prompt, self._fields = prompt, tuple(self._shown(prompt))
        # A wrong answer must differ in what is asked, as a mission of another agency does.
        others = (
            name for name in (*self._fields, *self._named(prompt)) if name != prompt.field.name
        )
        self._shared = tuple(name for name in others if not is_descriptive(kind, name, DESCRIPTIVE))

    def _named(self, prompt: Prompt) -> Iterator[str]:
        """Yield the fields of which a description in the stem names the value.

        A designer of the Soviet space programme comes from the Soviet Union, and a Florentine
        from the country that the deck names.
        """
        if prompt.way is not Way.BACK:
            return
        given = [self._base.text(value.content) for value in prompt.values]
        told = frozenset(chain.from_iterable(map(self._words, given)))
        is_person = self._base.wording.is_english and self._base.is_of_people(prompt.fact.kind)
        is_native = is_person and any(map(_is_of_a_place, given))
        hidden = {self._base.kind(prompt.fact).name, *self._fields}
        for name, values in prompt.fact.values.items():
            texts = [type_of(value.content).text(value.content) for value in values]
            named = any(_name_alike(told, self._words(text)) for text in texts if text)
            is_origin = is_native and any(map(self._is_land, filter(None, texts)))
            if name not in hidden and (named or is_origin):
                yield name

    def _is_land(self, text: str) -> bool:
        return is_land(self._base.wording.bare(text), LANGUAGE)

    def _words(self, text: str) -> frozenset[str]:
        return telling(self._base.wording, text)

    def _shown(self, prompt: Prompt) -> Iterator[str]:
        kind = self._base.kind(prompt.fact)
        if prompt.way is Way.BACK:
            shown, hidden = prompt.given, {kind.name}
        else:
            own = (prompt.value.ask,) if prompt.value.ask else prompt.rule.ask
            shown = frozenset(slot.name for wording in own[:1] for slot in slots(wording))
            hidden = {kind.name, prompt.field.name}
        yield from sorted(name for name in shown - hidden if name in kind.fields)

    def tells(self, prompt: Prompt) -> bool:
        """Return whether the stem says something that may be true of many facts."""
        return bool(self.shared(prompt))

    def differs(self, prompt: Prompt, other: Fact) -> bool:
        """Return whether the stem says something of many facts that isn't true of another fact."""
        self._read(prompt)
        return any(self._differ_in(name, prompt.fact, other) for name in self._shared)

    def _differ_in(self, name: str, mine: Fact, theirs: Fact) -> bool:
        values, others = mine.values.get(name, ()), theirs.values.get(name, ())
        if not (values and others) or type_of(values[0].content).ranked:
            return False
        disjoint = self._base.comparison.disjoint
        return all(disjoint(values[0].content, other.content) for other in others)


def _is_of_a_place(description: str) -> bool:
    """Return whether an English description is about somebody from a place: the Florentine who."""
    return is_kind_of(head_of(description), "inhabitant")


def _name_alike(told: frozenset[str], words: frozenset[str]) -> bool:
    """Return whether two texts share a word, or one is the other's plural or its beginning.

    The Gauls are from Gaul, and saxophonists play the saxophone.
    """
    pairs = product(told, words)
    return any(_begins(*sorted(pair, key=len)) for pair in pairs)


def _begins(short: str, long: str) -> bool:
    is_plural = long == f"{short}s"
    return short == long or is_plural or (len(short) >= _LONG and long.startswith(short))
