"""What values go with: a party with its country, a city with its artists, a name with its land."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import chain, islice, product

from quizgen.bank.base import FactBase
from quizgen.bank.cities import Cities
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.said import DESCRIPTIVE
from quizgen.bank.telling import telling
from quizgen.bank.wording import KEPT
from quizgen.deck.dates import PartialDate, Precision
from quizgen.deck.model.contents import Content
from quizgen.deck.model.facts import Fact, Value
from quizgen.deck.types.registry import type_of
from quizgen.language.lands import (
    are_on_two_continents,
    code_of,
    is_currency,
    is_land,
    is_language,
    is_spoken_in,
    languages_of_name,
    nations_in,
    others_speak_alike,
    speak_alike,
    speak_alike_by_code,
)
from quizgen.language.lexicon import LANGUAGE, place

# The values of a field go with those of another if so many facts agree with most others that have
# the same value.
_GO_TOGETHER = 0.75
# A field is one of countries if so many of its values are names of countries.
_MOST = 0.5
# So many facts, and this part of all, must have a value in common with another one before anything
# goes together.
_FEWEST, _PART = 4, 0.5
# So many facts with a date show where it belongs.
_FEW = 24
# Words with a capital that follow each other, such as South Africa.
_CAPITALS = re.compile(r"[A-Z]\w+(?: [A-Z]\w+)*")
# Where somebody comes from, or governed: the envoy from Baghdad, the prime minister of Italy.
_FROM = re.compile(
    r"\b(?:from|(?:chancellor|dictator|emperor|empress|king|leader|minister|monarch|premier"
    r"|president|queen|ruler|sultan|tsar) of) (?:the )?([A-Z]\w+(?: [A-Z]\w+)*)"
)
# Names of places that an event's name names have at least so many letters: no "La".
_LETTERS_OF_PLACES = 4
# Besides those of people, the names of this pool tell a country.
_NATIONAL = "organization"
# A kind of places has at least so many that are known.
_FEWEST_PLACES = 3
# So many wrong options are the fewest that a question gets.
_FEWEST_LANDS = 2
# Names of places have at most so many words.
_WORDS_OF_NAMES = 3


class Belonging:
    """Tells which values of a field go with which facts, by the facts that have them."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._cities = once(base, Cities)
        self._language = base.deck.language.partition("-")[0]
        self._lands: dict[tuple[str, str], bool] = {}
        self._told: dict[str, frozenset[str]] = {}
        self._spoken: dict[tuple[str, str], bool] = {}
        self._paid: dict[tuple[str, str], bool] = {}
        self._elsewhere: dict[tuple[object, ...], bool] = {}
        self._with: dict[tuple[str, str], tuple[str, ...]] = {}
        self._places: dict[str, bool] = {}
        self._named_lands: dict[tuple[str, str], bool] = {}
        self._of_lands: dict[str, bool] = {}
        self._lands_of = lru_cache(KEPT)(self._read_lands)
        self._nations_of_text = lru_cache(KEPT)(self._read_nations)

    def tells(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether the name in the stem rules out a country, a language or a currency.

        The name of a person or a title shows its language. So only countries with a common
        language stand beside each other, and languages and currencies not at all. Where the kind
        is about the country above all, the question is kept.
        """
        kind, field = self._base.kind(prompt.fact), prompt.field.name
        holds_lands = self.holds_lands(kind.key, field)
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
        if self.holds_lands(kind.key, field):
            land = self._base.wording.bare(prompt.answer.removeprefix("The "))
            return others_speak_alike(land, self._language) < _FEWEST_LANDS
        return self._holds_national(kind.key, field)

    def _holds_national(self, kind: str, field: str) -> bool:
        return self._holds_languages(kind, field) or self._holds_money(kind, field)

    def _are_of_two_lands(self, one: str, other: str) -> bool:
        """Return whether two offices name countries that don't speak alike, as their holders do."""
        mine, theirs = (self._lands_of(text) for text in (one, other))
        pairs = list(product(mine, theirs))
        return bool(pairs) and not any(speak_alike_by_code(*pair) for pair in pairs)

    def goes_on_elsewhere(self, prompt: Prompt, candidate: Filler) -> bool:
        """Return whether a description speaks of places in other countries than a fact's own.

        The Allies could not open the Dardanelles at Verdun.
        """
        texts, fact = self._described(prompt, candidate)
        if fact is None:
            return False
        told = list(filter(None, map(self._lands_told, texts)))
        if not told:
            return False
        lands = chain.from_iterable(self._texts(fact, name) for name in self._fields_of_lands(fact))
        own = frozenset(code_of(land, self._language) for land in lands)
        return bool(own) and any(codes.isdisjoint(own) for codes in told)

    def is_foreign_to_name(self, prompt: Prompt, candidate: Filler) -> bool:
        """Return whether a name is of another language than what a text names: Die Brücke, London.

        The text is the candidate, or on the way back the stem. A name in another language than
        that of the key's country is no guide: an opera with an Italian title, in Prague.
        """
        texts, fact = self._described(prompt, candidate)
        named = self._base.names.fillers.get(fact.ref) if fact else None
        spoken = languages_of_name(named.text) if named and self._language == LANGUAGE else None
        if not spoken:
            return False
        if prompt.way is Way.FORWARD:
            own = self._base.texts(prompt.values)
            return self._are_foreign_to(spoken, texts) and not self._are_foreign_to(spoken, own)
        return self._are_foreign_to(spoken, texts)

    def _are_foreign_to(self, spoken: frozenset[str], texts: Iterable[str]) -> bool:
        """Return whether texts name countries, in none of which a language is spoken."""
        told = (self._lands_of(text) | nations_in(text, self._language) for text in texts)
        lands = frozenset().union(*told)
        return bool(lands) and not any(is_spoken_in(spoken, land) for land in lands)

    def _described(self, prompt: Prompt, candidate: Filler) -> tuple[Sequence[str], Fact | None]:
        """Return the descriptions that a question or a candidate gives, and whom they would fit."""
        if prompt.way is Way.BACK:
            texts = self._base.texts(prompt.values)
            return texts, self._base.deck.facts.get(candidate.fact)
        return [candidate.text], prompt.fact

    def lies_elsewhere(self, fact: Fact, key: Filler, candidate: Filler) -> bool:
        """Return whether a place lies outside the countries that the name in the stem tells.

        The invasion of Czechoslovakia did not take place in Dallas. A name that tells of another
        country than the key's, as The Barber of Seville does of Rome, is no guide.
        """
        own, land = (self._land_of(each.text) for each in (key, candidate))
        told = self._lands_in(fact)
        if told and (not (own and land) or own in told):
            return land not in told
        if not land or not (told or self._happens(fact)):
            return False
        # Of a key that nobody knows, nothing tells that a known place is near.
        return own != land and not self._cities.are_of_one_continent(key.text, candidate.text)

    def are_on_two_continents(self, one: str, other: str) -> bool:
        """Return whether two phrases speak of places on different continents: east of Japan."""
        mine, theirs = (self._lands_told(text) for text in (one, other))
        pairs = list(product(mine, theirs))
        return bool(pairs) and all(are_on_two_continents(*pair) for pair in pairs)

    def _lands_told(self, text: str) -> frozenset[str]:
        """Return the codes of the countries that a phrase tells, which is no name itself."""
        is_phrase = len(text.split()) >= _WORDS_OF_NAMES and not is_land(text, self._language)
        return self._lands_of(text) if is_phrase else frozenset()

    def _read_lands(self, text: str) -> frozenset[str]:
        """Return the codes of the countries in which places lie that a text names."""
        runs = (run.split() for run in _CAPITALS.findall(text))
        names = (" ".join(words[start:]) for words in runs for start in range(len(words)))
        long = (name for name in names if len(name) >= _LETTERS_OF_PLACES)
        return frozenset(map(self._land_of, long)) - {""}

    def _happens(self, fact: Fact) -> bool:
        """Return whether a fact is an event, whose name tells those who know it the country."""
        kind = self._base.kind(fact)
        main = kind.fields.get(kind.main)
        return main is not None and main.type == "date"

    def _lands_in(self, fact: Fact) -> frozenset[str]:
        """Return the codes of the countries that a fact's name names, if it is no place itself."""
        if fact.ref not in self._told:
            named = self._base.names.fillers.get(fact.ref)
            text = self._base.wording.bare(named.text) if named else ""
            runs = [run for run in _CAPITALS.findall(text) if len(run) >= _LETTERS_OF_PLACES]
            is_place = runs == [text]
            lands = frozenset() if is_place else frozenset(map(self._land_of, runs))
            self._told[fact.ref] = lands - {""}
        return self._told[fact.ref]

    def _land_of(self, text: str) -> str:
        """Return the code of the country that a place is or lies in, "" if unknown."""
        name = self._base.wording.bare(text)
        if self._language != LANGUAGE or is_land(name, self._language):
            return code_of(name, self._language)
        known = place(name)
        return code_of(known.country, self._language) if known else ""

    def tells_of(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether a name that is asked for shows that it goes with another country.

        Its own country, where the stem names one, shows in it; and so does a post's.
        """
        kind, field = prompt.fact.kind, prompt.field.name
        lands = [name for name in self.goes_with(kind, field) if self.holds_lands(kind, name)]
        if any(self._differ((name,), prompt.fact, theirs) for name in lands):
            return True
        if field == self._base.kind(prompt.fact).main:
            return False
        is_money = self._holds_money(kind, field)
        return is_money or self._is_one_of_a_land(field, prompt.fact, theirs)

    def _is_one_of_a_land(self, field: str, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts differ in a field, one of them by a country that names show.

        Luxembourg in a field of cities is a city.
        """
        if self._cities.hold(mine.kind, field):
            return False
        ones, others = (self._texts(fact, field) for fact in (mine, theirs))
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
        lands = tuple(name for name in fields if self.holds_lands(kind, name))
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
            if self._names_lands(prompt.fact.kind, name)
        )

    def _names_lands(self, kind: str, field: str) -> bool:
        """Return whether most values of a field are names of countries, shared or not."""
        if (kind, field) not in self._named_lands:
            values = [value.content for _, value in self._base.values_of(kind, field)]
            words = (each for each in values if not type_of(each).ranked)
            names = [self._base.wording.bare(self._base.text(each)) for each in words]
            known = sum(is_land(name, self._language) for name in names)
            self._named_lands[kind, field] = known > _MOST * len(names)
        return self._named_lands[kind, field]

    def are_of_two_nations(self, prompt: Prompt, candidate: Filler) -> bool:
        """Return whether a description names a nation that is not that of a person.

        Nobody takes Yuri Gagarin for the first American in space.
        """
        if not self._base.is_of_people(prompt.fact.kind):
            return False
        if prompt.way is Way.BACK:
            told = self._nations_in(value.content for value in prompt.values)
            other = self._base.deck.facts.get(candidate.fact)
            known = self.nations_of(other) if other else frozenset()
            if other and not known and self._base.likeness.is_akin(prompt.fact, other):
                return False
            # A name mostly shows that somebody is no Norwegian, even where nothing is known.
            return bool(told) and told.isdisjoint(known)
        told = self._nations_of_text(candidate.text)
        return bool(told) and told.isdisjoint(self.nations_of(prompt.fact))

    def nations_of(self, fact: Fact) -> frozenset[str]:
        """Return the codes of the countries that a fact's values name, as such or by its people."""
        values = chain.from_iterable(fact.values.values())
        lands = (self._texts(fact, name) for name in self._fields_of_lands(fact))
        codes = (code_of(text, self._language) for text in chain.from_iterable(lands))
        return self._nations_in(value.content for value in values) | frozenset(codes)

    def _nations_in(self, contents: Iterable[Content]) -> frozenset[str]:
        texts = (type_of(content).text(content) or "" for content in contents)
        return frozenset().union(*map(self._nations_of_text, texts))

    def _read_nations(self, text: str) -> frozenset[str]:
        """Return the codes of the countries that a description names by a people or in a phrase."""
        origins = frozenset(map(self._land_of, _FROM.findall(text))) - {""}
        return nations_in(text, self._language) | origins

    def are_worlds_apart(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts are places, such as mountains or capitals, of two continents."""
        if not (self._are_places(mine.kind) and self._are_places(theirs.kind)):
            return False
        return are_on_two_continents(self._land(mine), self._land(theirs))

    def _are_places(self, kind: str) -> bool:
        """Return whether facts are places, as far as their names are known."""
        if kind not in self._places:
            names = self._names_of(kind)
            known = sum(bool(self._land_of(name) or self._is_place(name)) for name in names)
            self._places[kind] = known >= max(_FEWEST_PLACES, len(names) / 3)
        return self._places[kind]

    def _names_of(self, kind: str) -> list[str]:
        """Return the names of the facts of a kind, without articles."""
        named = (self._base.names.fillers.get(fact.ref) for fact in self._base.of_kind[kind])
        return [self._base.wording.bare(filler.text) for filler in named if filler]

    def _is_place(self, name: str) -> bool:
        return self._language == LANGUAGE and place(name) is not None

    def _land(self, fact: Fact) -> str:
        """Return the code of the country that a place is or lies in, by its name or its values."""
        named = self._base.names.fillers.get(fact.ref)
        own = self._land_of(named.text) if named else ""
        is_land_itself = named is not None and self._is_kind_of_lands(fact.kind)
        # What else a country names is another one.
        texts = [] if is_land_itself else chain(*(self._texts(fact, name) for name in fact.values))
        codes = (code_of(text, self._language) for text in texts)
        return own or next(filter(None, codes), "")

    def _is_kind_of_lands(self, kind: str) -> bool:
        """Return whether facts of a kind are countries."""
        if kind not in self._of_lands:
            names = self._names_of(kind)
            known = sum(is_land(name, self._language) for name in names)
            self._of_lands[kind] = known > len(names) / 2
        return self._of_lands[kind]

    def is_abroad(self, prompt: Prompt, content: Content) -> bool:
        """Return whether a date or a number is that of facts from other countries alone."""
        if prompt.way is not Way.FORWARD:
            return False
        mine = prompt.fact
        if not any(self._fields_of_lands(mine)):
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
        for name in self._fields_of_lands(mine):
            ones, others = (self._texts(fact, name) for fact in (mine, theirs))
            if ones and others:
                return not (set(ones) & set(others))
        return False

    def _are_apart(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether two facts of a kind are from countries without a common language."""
        for name in self._fields_of_lands(mine):
            ones, others = (self._texts(fact, name) for fact in (mine, theirs))
            if ones and others and not (set(ones) & set(others)):
                return not any(
                    speak_alike(one, other, self._language) for one in ones for other in others
                )
        return False

    def _fields_of_lands(self, fact: Fact) -> Iterator[str]:
        return (name for name in fact.values if self.holds_lands(fact.kind, name))

    def _texts(self, fact: Fact, name: str) -> list[str]:
        values = fact.values.get(name, ())
        return [self._base.wording.bare(self._base.text(value.content)) for value in values]

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

    def holds_lands(self, kind: str, field: str) -> bool:
        """Return whether a field that facts share values of holds countries."""
        if (kind, field) not in self._lands:
            names = self._shared_names(kind, field)
            known = sum(is_land(name, self._language) for name in names)
            self._lands[kind, field] = known > _MOST * len(names)
        return self._lands[kind, field]

    def _holds_languages(self, kind: str, field: str) -> bool:
        if (kind, field) not in self._spoken:
            names = self._shared_names(kind, field)
            known = sum(is_language(name, self._language) for name in names)
            self._spoken[kind, field] = known > _MOST * len(names)
        return self._spoken[kind, field]

    def _holds_money(self, kind: str, field: str) -> bool:
        """Return whether most values of a field are currencies, each of which tells its country."""
        if (kind, field) not in self._paid:
            values = [value.content for _, value in self._base.values_of(kind, field)]
            texts = [self._base.text(each) for each in values if not type_of(each).ranked]
            known = sum(is_currency(text, self._language) for text in texts)
            self._paid[kind, field] = known >= _FEWEST_PLACES and known > _MOST * len(texts)
        return self._paid[kind, field]

    def _shared_names(self, kind: str, field: str) -> set[str]:
        """Return the different values of a field in words, none if they describe their facts."""
        # These names tell the country, even where nearly every fact is from another one.
        is_organization = self._base.deck.kinds[kind].pool == _NATIONAL
        is_told = is_organization or self._base.is_of_people(kind)
        if not is_told and self._base.is_descriptive(kind, field, DESCRIPTIVE):
            return set()
        values = (value.content for _, value in self._base.values_of(kind, field))
        words = (each for each in values if not type_of(each).ranked)
        return {self._base.wording.bare(self._base.text(each)) for each in words}

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
