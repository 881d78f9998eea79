"""What values go with: a party with its country, a city with its artists, a name with its land."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import islice, product

from quizgen.bank.base import FactBase
from quizgen.bank.fitting.cities import Cities
from quizgen.bank.fitting.geography import Geography
from quizgen.bank.fitting.national_fields import NationalFields
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.said import DESCRIPTIVE
from quizgen.bank.telling import telling
from quizgen.deck.dates import PartialDate, Precision
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.types.registry import type_of
from quizgen.language.lands import is_land, others_speak_alike, speak_alike, speak_alike_by_code

# The values of a field go with those of another if so many facts agree with most others that have
# the same value.
_GO_TOGETHER = 0.75
# So many facts, and this part of all, must have a value in common with another one before anything
# goes together.
_FEWEST, _PART = 4, 0.5
# So many facts with a date show where it belongs.
_FEW = 24
# So many wrong options are the fewest that a question gets.
_FEWEST_LANDS = 2
# Names of places have at most so many words.
_WORDS_OF_NAMES = 3


class Belonging:
    """Tells which values of a field go with which facts, by the facts that have them."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._cities = once(base, Cities)
        self._fields = once(base, NationalFields)
        self._geography = once(base, Geography)
        self._language = base.deck.language.partition("-")[0]
        self._elsewhere: dict[tuple[object, ...], bool] = {}
        self._with: dict[tuple[str, str], tuple[str, ...]] = {}

    def tells(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether the name in the stem rules out a country, a language or a currency.

        The name of a person or a title shows its language. So only countries with a common
        language stand beside each other, and languages and currencies not at all. Where the kind
        is about the country above all, the question is kept.
        """
        kind, field = self._base.kind(prompt.fact), prompt.field.name
        holds_lands = self._fields.holds_lands(kind.key, field)
        is_office = self._base.is_of_people(kind.key) and not holds_lands
        if is_office and self._are_of_two_lands(key.text, candidate.text):
            return True
        if field == kind.main:
            return False
        if holds_lands:
            bare = self._base.wording.bare
            return not speak_alike(bare(key.text), bare(candidate.text), self._language)
        return self._holds_national(kind.key, field)

    def tells_itself(self, prompt: Prompt) -> bool:
        """Return whether the name in the stem tells its language, its currency or its country.

        It tells the country if too few others speak alike to stand beside it.
        """
        kind, field = self._base.kind(prompt.fact), prompt.field.name
        if prompt.way is not Way.FORWARD or field == kind.main:
            return False
        if self._fields.holds_lands(kind.key, field):
            land = self._base.wording.bare(prompt.answer.removeprefix("The "))
            return others_speak_alike(land, self._language) < _FEWEST_LANDS
        return self._holds_national(kind.key, field)

    def _holds_national(self, kind: str, field: str) -> bool:
        return self._fields.holds_languages(kind, field) or self._fields.holds_money(kind, field)

    def _are_of_two_lands(self, one: str, other: str) -> bool:
        """Return whether two offices name countries that don't speak alike, as their holders do."""
        mine, theirs = (self._geography.lands_of(text) for text in (one, other))
        pairs = list(product(mine, theirs))
        return bool(pairs) and not any(speak_alike_by_code(*pair) for pair in pairs)

    def tells_of(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether a name that is asked for shows that it goes with another country.

        Its own country, where the stem names one, shows in it; and so does a post's.
        """
        kind, field = prompt.fact.kind, prompt.field.name
        lands = [
            name for name in self.goes_with(kind, field) if self._fields.holds_lands(kind, name)
        ]
        if any(self._differ((name,), prompt.fact, theirs) for name in lands):
            return True
        if field == self._base.kind(prompt.fact).main:
            return False
        is_money = self._fields.holds_money(kind, field)
        return is_money or self._is_one_of_a_land(field, prompt.fact, theirs)

    def _is_one_of_a_land(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts differ in a field, one of them by a country that names show.

        Luxembourg in a field of cities is a city.
        """
        if self._cities.hold(mine.kind, field):
            return False
        ones, others = (self._fields.texts(fact, field) for fact in (mine, theirs))
        are_lands = any(is_land(text, self._language) for text in (*ones, *others))
        pairs = product(ones, others)
        alike = any(speak_alike(*pair, self._language) for pair in pairs)
        return are_lands and bool(others) and not alike

    def is_elsewhere(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether a value goes with other facts than the stem's.

        So it does if the names of all its facts share a word with it (Marengo and the Battle of
        Marengo). It also does if the values of its field go with those of others (parties with
        countries), and none of its facts agrees with the stem's there: in the country, or else in
        any. Beside cities of things, such as operas, other cities of the continent may stand; the
        name of a person shows the country.
        """
        kind, field = prompt.fact.kind, prompt.field.name
        fields = self.goes_with(kind, field)
        lands = tuple(name for name in fields if self._fields.holds_lands(kind, name))
        compared = () if self._are_near_cities(prompt, key, candidate) else lands or fields
        mine = tuple(frozenset(self._keys(prompt.fact.values.get(name, ()))) for name in compared)
        asked = kind, field, candidate.text, mine
        if self._base.is_descriptive(kind, field, DESCRIPTIVE):
            return self._is_apart(prompt, candidate, compared)
        if asked not in self._elsewhere:
            self._elsewhere[asked] = self._is_apart(prompt, candidate, compared)
        return self._elsewhere[asked]

    def _are_near_cities(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether two cities of things, such as first nights, lie in one continent."""
        kind = prompt.fact.kind
        if self._base.is_of_people(kind) or not self._cities.hold(kind, prompt.field.name):
            return False
        return self._cities.are_of_one_continent(key.text, candidate.text)

    def _is_apart(self, prompt: Prompt, candidate: Filler, compared: tuple[str, ...]) -> bool:
        mine, field = prompt.fact, prompt.field.name
        held = self._base.holders(mine.kind, field, candidate.content)
        others = [fact for fact in held if fact.ref != mine.ref]
        if not others:
            return False
        is_named = all(self._is_named_in(candidate, each) for each in others)
        return is_named or all(self._differ(compared, mine, each) for each in others)

    def are_foreign(self, mine: Fact, candidate: Filler, holders: list[Fact]) -> bool:
        """Return whether a name, of a person or a place, is that of facts from other countries."""
        is_name = self._base.wording.bare(candidate.text)[:1].isupper()
        return is_name and bool(holders) and all(self._are_apart(mine, each) for each in holders)

    def are_told_apart(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether a name in the stem, such as a director's, rules out works from abroad.

        A date is no name, and where the answers are countries, their own names tell nothing.
        """
        if type_of(prompt.value.content).ranked:
            return False
        text = self._base.wording.bare(self._base.text(prompt.value.content))
        is_name = text[:1].isupper() and len(text.split()) <= _WORDS_OF_NAMES
        named = {prompt.field.name, self._base.kind(prompt.fact).name}
        fields = [name for name in prompt.fact.values if name not in named]
        return is_name and any(
            self._is_one_of_a_land(name, prompt.fact, theirs)
            for name in fields
            if self._fields.names_lands(prompt.fact.kind, name)
        )

    def is_abroad(self, prompt: Prompt, content: Content) -> bool:
        """Return whether a date or a number is that of facts from other countries alone."""
        if prompt.way is not Way.FORWARD:
            return False
        mine = prompt.fact
        if not any(self._fields.fields_of_lands(mine)):
            return False
        # Many facts may share a year, and the first one at home is enough.
        holders = islice(self._dated(prompt, content), _FEW)
        lands = {self._is_of_another_land(mine, each) for each in holders}
        return lands == {True}

    def _dated(self, prompt: Prompt, content: Content) -> Iterator[Fact]:
        """Yield the facts of the kind that have a date or number in the field of a question.

        A day may come from any field, such as the end of a term for its beginning.
        """
        kind = self._base.kind(prompt.fact).key
        if not (isinstance(content, PartialDate) and content.precision is Precision.DAY):
            yield from self._base.holders(kind, prompt.field.name, content)
            return
        for name in self._base.kind(prompt.fact).fields:
            for fact in self._base.holders(kind, name, content):
                if any(value.content == content for value in fact.values[name]):
                    yield fact

    def _is_of_another_land(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts of a kind have no country in common, and both have one."""
        for name in self._fields.fields_of_lands(mine):
            ones, others = (self._fields.texts(fact, name) for fact in (mine, theirs))
            if ones and others:
                return not (set(ones) & set(others))
        return False

    def _are_apart(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts of a kind are from countries without a common language."""
        for name in self._fields.fields_of_lands(mine):
            ones, others = (self._fields.texts(fact, name) for fact in (mine, theirs))
            if ones and others and not (set(ones) & set(others)):
                return not any(
                    speak_alike(one, other, self._language) for one in ones for other in others
                )
        return False

    def _is_named_in(self, candidate: Filler, fact: Fact) -> bool:
        named, wording = self._base.names.fillers.get(fact.ref), self._base.wording
        is_name = wording.bare(candidate.text)[:1].isupper()
        if named is None or not is_name or len(candidate.text.split()) > _WORDS_OF_NAMES:
            return False
        return not telling(wording, candidate.text).isdisjoint(telling(wording, named.text))

    def _differ(self, fields: tuple[str, ...], mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts agree in none of the fields, as far as they have values."""
        pairs = [(mine.values.get(name, ()), theirs.values.get(name, ())) for name in fields]
        known = [(one, other) for one, other in pairs if one and other]
        return bool(known) and all(not (self._keys(one) & self._keys(two)) for one, two in known)

    def _keys(self, values: tuple[Value, ...]) -> set[object]:
        return {key for value in values for key in self._base.comparison.keys(value.content)}

    def goes_with(self, kind: str, field: str) -> tuple[str, ...]:
        """Return the fields that make facts alike whose values go with those of a field."""
        if (kind, field) not in self._with:
            named = [name for each in self._base.deck.kinds[kind].alike for name in each.fields]
            others = (name for name in dict.fromkeys(named) if name != field)
            found = (name for name in others if self._go_together(kind, field, name))
            self._with[kind, field] = tuple(found)
        return self._with[kind, field]

    def _go_together(self, kind: str, field: str, other: str) -> bool:
        if self._base.is_descriptive(kind, other, DESCRIPTIVE):
            return False
        found: dict[object, Counter[object]] = defaultdict(Counter)
        for fact, value in self._base.values_of(kind, field):
            theirs = fact.values.get(other, ())[:1]
            if theirs and not type_of(theirs[0].content).ranked:
                mine = tuple(self._base.comparison.keys(value.content))
                found[mine][tuple(self._base.comparison.keys(theirs[0].content))] += 1
        shared = [each for each in found.values() if each.total() > 1]
        agree = sum(max(each.values()) for each in shared)
        total = sum(each.total() for each in shared)
        is_usual = total >= max(_FEWEST, _PART * sum(each.total() for each in found.values()))
        return is_usual and agree >= _GO_TOGETHER * total
