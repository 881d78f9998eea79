"""Finds second keys and leaks by a plain reading of the facts, without the generator's code."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations

from quizgen.bank.items import Item
from quizgen.bank.prompts import Way
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Reference, Text
from quizgen.deck.model.deck import Deck
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.quantities import Quantity

ARTICLES = {
    "en": {"the", "a", "an"},
    "de": {"der", "die", "das", "dem", "den", "des", "ein", "eine"},
}


# Endings of plurals, by language: what follows the singular, longest first.
PLURALS = {
    "en": ("es", "s"),
    "de": ("en", "er", "es", "n", "e", "s"),
    "fr": ("s", "x"),
    "es": ("es", "s"),
}
RANGE = re.compile(r"(?<![\w-])(\d+)(?: ?[-\u2013] ?(\d+))?(?![\d-])")

Day = tuple[int, int, int]


class Checker:
    """Everything that a deck says about right answers, as plain text and plain dates."""

    def __init__(self, deck: Deck) -> None:
        self.deck = deck
        self.names = {ref: self._names(fact) for ref, fact in deck.facts.items()}
        self.by_name: dict[str, list[str]] = {}
        for ref, names in self.names.items():
            for name in names:
                self.by_name.setdefault(name, []).append(ref)

    def plain(self, text: str) -> str:
        words = self.words(text).split()
        drop = ARTICLES.get(self.deck.language, set())
        return " ".join(words[1:] if len(words) > 1 and words[0] in drop else words)

    @staticmethod
    def words(text: str) -> str:
        kept = (
            char if char.isalnum() or unicodedata.category(char)[0] == "M" or char in "+#" else " "
            for char in text.replace(".", "").casefold()
        )
        return " ".join("".join(kept).split()) or text

    def say_the_same(self, one: str, other: str) -> bool:
        """Return whether texts differ in plural, accents, hyphens or ranges that overlap alone.

        The words of one may also be among those of the other.
        """
        mine, theirs = self._singulars(one), self._singulars(other)
        if mine <= theirs or theirs <= mine or self._letters(one) == self._letters(other):
            return True
        return _overlap(one, other)

    def _singulars(self, text: str) -> frozenset[str]:
        return frozenset(self._singular(word) for word in self.plain(_bare(text)).split())

    def _singular(self, word: str) -> str:
        if len(word) < 4 or not word.isalpha():
            return word
        word = re.sub("ies$", "y", word) if self.deck.language == "en" else word
        for ending in PLURALS.get(self.deck.language, ()):
            if word.endswith(ending) and len(word) - len(ending) > 2 and not word.endswith("ss"):
                return word.removesuffix(ending)
        return word

    def _letters(self, text: str) -> str:
        kept = (char for char in self.plain(_bare(text)) if char.isalnum() or char in "+#")
        return "".join(kept) or text

    def _names(self, fact: Fact) -> set[str]:
        kind = self.deck.kinds[fact.kind]
        found = set()
        for name, values in fact.values.items():
            if name == kind.name or kind.fields[name].other_name:
                for value in values:
                    if isinstance(value.content, Text):
                        found |= {
                            self.plain(text) for text in (value.content.text, *value.control.also)
                        }
        return found

    def second_keys(self, item: Item) -> Iterator[str]:
        """Yield each wrong option that may be right too, with the reason."""
        for one, other in combinations(item.options, 2):
            if self.plain(one) == self.plain(other):
                yield f"{one}: offered twice"
        unvouched = [each for each in item.distractors if each.proof != "W3"]
        for first, second in combinations(unvouched, 2):
            if self._stand_for_one(first.filler.text, second.filler.text):
                yield f"{first.filler.text}: offered beside {second.filler.text}"
        right = self._right(item)
        for option, distractor in zip(item.options[1:], item.distractors, strict=True):
            content = distractor.filler.content
            for value in right:
                if self._same(option, content, value):
                    yield f"{option}: may be {value}"
            if distractor.proof != "W3":
                yield from self._meant_the_same(item, option, content, right)
            if item.prompt.way is Way.BACK:
                yield from self._second_holders(item, option)
        yield from self._contested(item)

    def _meant_the_same(
        self, item: Item, option: str, content: object, right: list[object]
    ) -> Iterator[str]:
        """Yield a wrong option that means the key, or what is right for a namesake."""
        named = self.by_name.get(self.plain(option), [])
        for value in right if isinstance(content, Text) and not named else ():
            text = _text_of(value)
            if text and self.say_the_same(option, text):
                yield f"{option}: says the same as {text}"
        for value in right:
            if isinstance(value, Text) and self._stand_for_one(option, value.text):
                yield f"{option}: a part of {value.text}, or the whole"
        if item.prompt.way is Way.FORWARD:
            for value in self._of_namesakes(item.prompt.fact, item.prompt.field.name):
                if self._same(option, content, value):
                    yield f"{option}: right for another fact with the same name"

    def _stand_for_one(self, one: str, other: str) -> bool:
        """Return whether two texts name one fact, or a fact and its part."""
        mine, theirs = (
            self.by_name.get(self.plain(one), []),
            self.by_name.get(self.plain(other), []),
        )
        return any(
            first == second or second in self._around(first) for first in mine for second in theirs
        )

    def _of_namesakes(self, fact: Fact, field: str) -> Iterator[object]:
        """Yield the values of facts of the same pool that share a name with a fact."""
        pool = self.deck.kinds[fact.kind].pool
        others = {ref for name in self.names[fact.ref] for ref in self.by_name[name]}
        for ref in others - {fact.ref}:
            other = self.deck.facts[ref]
            if self.deck.kinds[other.kind].pool == pool:
                yield from (value.content for value in other.values.get(field, ()))

    def _right(self, item: Item) -> list[object]:
        """Return all contents and texts that are known to be right."""
        prompt = item.prompt
        if prompt.way is Way.BACK:
            return sorted(self.names[prompt.fact.ref])
        found: list[object] = (
            [prompt.blank.content] if prompt.blank else [value.content for value in prompt.values]
        )
        return [*found, *prompt.control.also]

    def _same(self, option: str, content: object, right: object) -> bool:
        if isinstance(right, Reference):
            whole = {right.fact, *self._around(right.fact)}
            return any(self.plain(option) in self.names[ref] for ref in whole)
        if isinstance(right, PartialDate) and isinstance(content, PartialDate):
            return _meet(right, content)
        if isinstance(right, Quantity) and isinstance(content, Quantity):
            return _covers(right, content)
        return self._is_name_of(option, _text_of(right))

    def _is_name_of(self, option: str, text: str) -> bool:
        """Return whether an option is a text, or names the same fact or one around it."""
        named = self.by_name.get(self.plain(text), [])
        around = {ref for one in named for ref in (one, *self._around(one))}
        return self.plain(option) == self.plain(text) or any(
            self.plain(option) in self.names[ref] for ref in around
        )

    def _around(self, ref: str) -> set[str]:
        """Return the facts that this fact is part of, or that are part of it."""
        return self._wholes(ref) | {
            other for other in self.deck.facts if ref in self._wholes(other)
        }

    def _wholes(self, ref: str) -> set[str]:
        found: set[str] = set()
        waiting = [ref]
        while waiting:
            fact = self.deck.facts[waiting.pop()]
            for name, field in self.deck.kinds[fact.kind].fields.items():
                for value in fact.values.get(name, ()) if field.contains else ():
                    if isinstance(value.content, Reference) and value.content.fact not in found:
                        found.add(value.content.fact)
                        waiting.append(value.content.fact)
        return found

    def _second_holders(self, item: Item, option: str) -> Iterator[str]:
        given, name = item.prompt.value, item.prompt.field.name
        for ref in self.by_name.get(self.plain(option), []):
            fact = self.deck.facts[ref]
            for value in fact.values.get(name, ()) if fact.kind == item.prompt.fact.kind else ():
                is_same = self._equal(given, value) and self._meet(given, value)
                if is_same and not self._told_apart(item, fact):
                    yield f"{option}: holds the value too"

    def _told_apart(self, item: Item, other: Fact) -> bool:
        """Return whether the stem shows a year or a text that the other fact has differently."""
        stem = f" {self.words(item.prompt.stem)} "
        for name, values in item.prompt.fact.values.items():
            theirs = other.values.get(name, ()) if name != item.prompt.field.name else ()
            for value in values if theirs else ():
                shown = f" {self._as_shown(value)} " in stem
                if shown and not any(self._equal(value, each) for each in theirs):
                    return True
        return False

    def _as_shown(self, value: Value) -> str:
        if isinstance(value.content, PartialDate):
            return str(value.content.start.year)
        return self.words(_text_of(value.content)) or "?"

    def _equal(self, one: Value, other: Value) -> bool:
        mine, theirs = one.content, other.content
        if isinstance(mine, PartialDate) and isinstance(theirs, PartialDate):
            return _meet(mine, theirs)
        if isinstance(mine, Quantity) and isinstance(theirs, Quantity):
            (low, high), (least, most) = _reach(mine), _reach(theirs)
            return mine.unit == theirs.unit and low <= most and least <= high
        if isinstance(mine, Text) and isinstance(theirs, Text):
            one, other = mine.text, theirs.text
            return self.say_the_same(one, other) or self._stand_for_one(one, other)
        if isinstance(mine, Reference) and isinstance(theirs, Reference):
            return theirs.fact == mine.fact or theirs.fact in self._around(mine.fact)
        return mine == theirs

    def _meet(self, one: Value, other: Value) -> bool:
        """Return whether two values may hold at the same time."""
        (first, last), (other_first, other_last) = self._span(one), self._span(other)
        if self._precedes(one, other) or self._precedes(other, one):
            return False
        return first <= other_last and other_first <= last

    def _precedes(self, one: Value, other: Value) -> bool:
        """Return whether a term may end just where another one begins, and both go on elsewhere."""
        until, since = one.provenance.until, other.provenance.since
        if not (until and since and until.end.first <= since.start.last):
            return False
        mine, theirs = self._span(one), self._span(other)
        return mine[0] < theirs[0] and mine[1] < theirs[1]

    def _span(self, value: Value) -> tuple[Day, Day]:
        told, now = value.provenance, value.provenance.as_of or self.deck.source.as_of
        first = told.since.start.first if told.since else None
        last = told.until.end.last if told.until else None
        if now and last is None:
            first = first or now.start.first
            last = now.end.last
        return first or (-9999, 1, 1), last or (9999, 12, 31)

    def _contested(self, item: Item) -> Iterator[str]:
        """Yield pairs of options where one is the source's answer and one the record's."""
        blank = item.prompt.blank
        key = blank.content if blank else item.prompt.value.content
        wrong = list(zip(item.options[1:], item.distractors, strict=True))
        for one, other in self._disputes(item.prompt.fact.ref):
            if self._same(item.options[0], key, one):
                for option, distractor in wrong:
                    if self._same(option, distractor.filler.content, other):
                        yield f"{option}: source and record differ"

    def _disputes(self, ref: str) -> Iterator[tuple[object, object]]:
        """Yield what source and record say of a fact, in both orders."""
        for values in self.deck.facts[ref].values.values():
            for value in values:
                if value.record:
                    yield value.content, value.record.content
                    yield value.record.content, value.content

    def leaks(self, paper: Sequence[Item]) -> Iterator[str]:
        """Yield each item whose key another stem names, and each fact that is asked twice."""
        refs = [item.prompt.fact.ref for item in paper]
        yield from (f"{ref}: asked twice" for ref in set(refs) if refs.count(ref) > 1)
        stems = [f" {self.words(item.prompt.stem)} " for item in paper]
        for number, item in enumerate(paper):
            names = self._names_of_key(item)
            for other, stem in enumerate(stems):
                if other != number and any(f" {name} " in stem for name in names):
                    yield f"{item.id}: named by {paper[other].id}"

    def _names_of_key(self, item: Item) -> set[str]:
        key, ref = self.plain(item.options[0]), item.prompt.fact.ref
        is_fact = item.prompt.way is Way.BACK and ref in self.by_name.get(key, [])
        return {key} | (self.names[ref] if is_fact else set())


def _covers(right: Quantity, content: Quantity) -> bool:
    """Return whether another number is right as well: 100, if there are at least 200."""
    if right.unit != content.unit:
        return False
    (low, high), (least, most) = _ends(right), _ends(content)
    if right.bound in ("at least", "more than") and content.bound != right.bound:
        return least <= low
    if right.bound in ("at most", "less than", "fewer than") and content.bound != right.bound:
        return most >= high
    return low <= most and least <= high


def _ends(quantity: Quantity) -> tuple[Decimal, Decimal]:
    numbers = [Decimal(each) for each in (quantity.digits, quantity.upper) if each]
    return min(numbers), max(numbers)


def _reach(quantity: Quantity) -> tuple[Decimal, Decimal]:
    """Return all that a number may stand for, without end if it has a bound."""
    low, high = _ends(quantity)
    if quantity.bound in ("at least", "more than"):
        return low, Decimal("Infinity")
    if quantity.bound in ("at most", "less than", "fewer than"):
        return Decimal("-Infinity"), high
    return low, high


def _meet(one: PartialDate, other: PartialDate) -> bool:
    """Return whether dates share a day; one that is about right shares the years beside it."""
    off = 1 if "about" in (one.qualifier, other.qualifier) and one.precision == "year" else 0
    first, last = one.start.first, one.end.last
    return (first[0] - off, *first[1:]) <= other.end.last and other.start.first <= (
        last[0] + off,
        *last[1:],
    )


def _overlap(one: str, other: str) -> bool:
    """Return whether two texts differ in their figures alone, and these overlap."""
    if re.sub(RANGE, "0", one.casefold()) != re.sub(RANGE, "0", other.casefold()):
        return False
    pairs = zip(RANGE.findall(one), RANGE.findall(other), strict=True)
    spans = [
        (sorted(map(int, filter(None, a))), sorted(map(int, filter(None, b)))) for a, b in pairs
    ]
    return bool(spans) and all(a[0] <= b[-1] and b[0] <= a[-1] for a, b in spans)


def _bare(text: str) -> str:
    """Return a text without the accents of European scripts."""
    kept = (char for char in unicodedata.normalize("NFD", text) if not "\u0300" <= char <= "\u036f")
    return unicodedata.normalize("NFC", "".join(kept))


def _text_of(content: object) -> str:
    if isinstance(content, Text):
        return content.text
    return content if isinstance(content, str) else ""


def proven_share(items: Iterable[Item]) -> float:
    """Return the share of distractors that are proven wrong."""
    proofs = [distractor.proof for item in items for distractor in item.distractors]
    return sum(proof != "presumed" for proof in proofs) / len(proofs)
