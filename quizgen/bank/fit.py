"""Fit: whether a wrong answer could tempt somebody, as far as the facts and its form tell."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from quizgen.bank.ages import Ages
from quizgen.bank.base import FactBase
from quizgen.bank.belonging import Belonging
from quizgen.bank.bodies import ORGANIZATION
from quizgen.bank.capitals import is_written
from quizgen.bank.cities import Cities
from quizgen.bank.familiarity import Familiarity
from quizgen.bank.household import Household
from quizgen.bank.letters import spelling
from quizgen.bank.mentions import Mentions
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.order import Order
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.ranked import Ranked
from quizgen.bank.records import Records
from quizgen.bank.regions import Regions
from quizgen.bank.renown import Renown
from quizgen.bank.roles import Roles
from quizgen.bank.said import DESCRIPTIVE, Said
from quizgen.bank.same_form import breaks_sentence, count_apart, differ_in_length, stand_out
from quizgen.bank.selves import Selves
from quizgen.bank.series import Series
from quizgen.bank.sorts import Sorts
from quizgen.bank.speakers import Speakers
from quizgen.bank.terms import Terms
from quizgen.bank.titles import Titles
from quizgen.bank.twins import Twins
from quizgen.bank.wording import KEPT
from quizgen.deck.dates import PartialDate
from quizgen.deck.model.contents import Content, Reference, Text
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of
from quizgen.language.phrases import Form, phrase_type

# The temptation of what does not fit, and the nearness of what nothing is known of.
_LEAST, _UNKNOWN = 0.1, 0.5
# A number in the stem of a way back and that of a candidate differ by at most this factor.
_TIMES = 2.0


class Misfit(StrEnum):
    """Why a wrong answer does not fit a question, although it is certainly wrong."""

    ROLE = "it is a fact of another kind than the right answer"
    MUST = "it differs from the right answer in what must match by the `alike` of its kind"
    UNSAID = "it has no value in what must match by the `alike` of its kind; give it one"
    SAID = "it differs from the right answer in something that the question says"
    GROUP = "it belongs to another group of facts than the right answer"
    SORT = "its words name another sort of thing or person than the right answer"
    WRITTEN = "it answers another question that is written out"
    TIME = "it belongs to another time than the right answer"
    SIZE = "its size is far from the one in the question"
    FORM = "its form sets it apart: a plural, a form of a verb, a clause, a name, an abbreviation"
    LENGTH = "its length sets it apart from the right answer"
    LETTERS = "the letters or the number in it do not match the question as the right ones do"
    FAR = "it is too far from the right answer"
    CLOSE = "its date or number is too close to the right one"
    TOPIC = "its description shares no word with the right one, and one of them pairs with a third"
    PLACE = "its country, language or place is not that of the question"
    WITH = "it goes with facts that differ from this one in what `alike` or their names tell"
    TOLD = "a name, in it or in the question, tells whether it is right"
    ASKED = "everybody knows the answer, by the name or the number in the question"
    KNOWN = "everybody knows what it is, by its name"
    ORDER = "it contradicts a date that the question shows or that everybody knows"
    LIMIT = "it lies outside the limits of the field"
    UNKNOWN = "nothing tells what makes the facts of its kind alike; name it in `alike`"
    LIFE = "nobody can weigh the years of a birth or a death against each other"


# What an author overlooks rather than means.
PLAIN_MISFITS = frozenset([Misfit.TIME, Misfit.SIZE, Misfit.LIMIT])


class Fit:
    """Judges wrong answers to the questions of a fact base."""

    def __init__(self, base: FactBase, ranked: Ranked) -> None:
        self._base = base
        self._ranked = ranked
        self._said = Said(base)
        self._sorts = Sorts(base)
        self._ages = Ages(base, self._sorts)
        self._terms = Terms(base)
        self._cities = once(base, Cities)
        self._belonging = Belonging(base)
        self._titles = Titles(base, self._belonging)
        self._order = Order(base, self._sorts)
        self._renown = Renown(base)
        self._selves = Selves(base)
        self._series = Series(base)
        self._twins = Twins(base)
        self._household = Household(base, self._sorts)
        self.familiarity = Familiarity(base, self._household, self._renown)
        self._records = Records(base)
        self._mentions = Mentions(base)
        self._regions = Regions(base)
        self._roles = Roles(base, self._sorts)
        self._speakers = once(base, Speakers)
        self._told_by_name = lru_cache(KEPT)(self._read_name)
        # One question is judged with many candidates.
        self._asked: Prompt | None = None
        self._told_of_asked: Misfit | None = None

    def misfit(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Return why a candidate does not fit, None if it does.

        `key` is the right answer. A candidate fits if it shares with the key what its kind demands
        and what the stem says, belongs to the same time, and has the form that the stem asks for.
        """
        why = self.misfit_in_sense(prompt, key, candidate)
        if why or type_of(key.content).ranked:
            return why
        return self._of_text(prompt, key, candidate)

    def misfit_in_sense(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Return why a candidate does not fit by what it means, whatever form its words have."""
        if self._ages.dates_a_life(prompt):
            return Misfit.LIFE
        if type_of(key.content).ranked:
            return self._of_size(prompt, key.content, candidate.content)
        if self._mentions.exclude(prompt, key, candidate):
            return Misfit.TIME
        if self._regions.tell(prompt, key, candidate):
            return Misfit.TOLD
        if self._titles.tell(prompt, key, candidate):
            return Misfit.PLACE
        return self._of_fact(prompt, key, candidate)

    def fields_of(self, why: Misfit, prompt: Prompt) -> tuple[str, ...]:
        """Return the fields by which a reason leaves out other answers, () if it names none."""
        kind = prompt.fact.kind
        found: tuple[str, ...] = ()
        if why is Misfit.MUST:
            found = self._must_match(kind)
        elif why is Misfit.UNSAID:
            fields = chain.from_iterable(map(self._must_match, self._kinds_of_key(prompt)))
            return tuple(dict.fromkeys(fields))
        elif why is Misfit.SAID:
            found = self._said.shared(prompt)
        elif why is Misfit.GROUP:
            found = self._roles.fields(kind)
        elif why is Misfit.WITH:
            found = self._belonging.goes_with(kind, prompt.field.name)
        return tuple(name for name in found if name != prompt.field.name)

    def fields_to_share(self, why: Misfit, prompt: Prompt) -> tuple[str, ...]:
        """Return the fields in which further facts must agree, so as not to be left out as well."""
        is_famous = self._household.tells(prompt.field.name, prompt.fact, None)
        if why is not Misfit.ASKED or not is_famous:
            return self.fields_of(why, prompt)
        # Whatever else is akin to a famous thing tempts.
        worded = self._base.likeness.worded(prompt.fact.kind)
        fields = dict.fromkeys(chain.from_iterable(each.fields for each in worded))
        return tuple(name for name in fields if name != prompt.field.name)

    def unsaid_topics(self, prompt: Prompt) -> tuple[str, ...]:
        """Return the fields for a topic in `alike` in which the fact of a question has no value."""
        dimensions = self._base.kind(prompt.fact).alike
        topics = (each.fields for each in dimensions if each.name == "topic")
        fields = dict.fromkeys(chain.from_iterable(topics))
        return tuple(name for name in fields if not prompt.fact.values.get(name))

    def gives_away(self, prompt: Prompt) -> Misfit | None:
        """Return how the name of a question's fact gives it away, whatever stands beside it."""
        fact, field = prompt.fact, prompt.field.name
        told = self._by_its_name(fact, field)
        if told or self._belonging.tells_itself(prompt):
            return told or Misfit.TOLD
        return Misfit.KNOWN if self._household.stays_known(field, fact) else None

    def asks_for_a_woman(self, prompt: Prompt) -> bool:
        """Return whether a question is about a woman, so that only women tempt."""
        return self._selves.asks_for_a_woman(prompt)

    def asks_for_land(self, prompt: Prompt) -> bool:
        """Return whether a question asks for the country of what it names."""
        is_forward = prompt.way is Way.FORWARD
        return is_forward and self._belonging.holds_lands(prompt.fact.kind, prompt.field.name)

    def _must_match(self, kind: str) -> tuple[str, ...]:
        """Return the fields in which facts beside one of a kind must not differ."""
        hard = self._base.likeness.hard(kind)
        return tuple(field for each in hard for field in each.fields)

    def _kinds_of_key(self, prompt: Prompt) -> Iterator[str]:
        """Yield the kinds of which the answer to a question may be."""
        content = prompt.value.content
        if prompt.blank is not None:
            kinds = self._base.deck.kinds.items()
            yield from (name for name, kind in kinds if kind.pool == prompt.blank.type)
        elif prompt.way is Way.FORWARD and isinstance(content, Reference):
            yield content.fact.partition("/")[0]
        else:
            yield prompt.fact.kind

    def temptation(
        self, prompt: Prompt, key: Filler, candidate: Filler, *, is_fit: bool = False
    ) -> float:
        """Return how readily somebody takes a candidate for the key, from 0 to 1: an estimate.

        It is low for what does not fit. Otherwise it grows with the nearness of dates and numbers,
        and with what two facts have in common. With `is_fit`, the candidate is known to fit.
        """
        if not is_fit and self.misfit(prompt, key, candidate):
            return _LEAST
        return _LEAST + (1 - _LEAST) * self._nearness(prompt, key, candidate)

    def _nearness(self, prompt: Prompt, key: Filler, candidate: Filler) -> float:
        field_type, likeness = type_of(key.content), self._base.likeness
        if field_type.ranked and field_type is type_of(candidate.content):
            near: float | None = field_type.nearness(key.content, candidate.content)
            return _UNKNOWN if near is None else near
        mine = key.fact or (prompt.fact.ref if candidate.told_by else "")
        theirs = candidate.fact or candidate.told_by
        return likeness.share(mine, theirs) if mine and theirs else _UNKNOWN

    def _of_size(self, prompt: Prompt, key: Content, content: Content) -> Misfit | None:
        """Judge a date or a number beside another one."""
        field_type = type_of(key)
        if field_type is not type_of(content) or field_type.shape(key) != field_type.shape(content):
            return Misfit.FORM
        if _is_beyond(prompt, content):
            return Misfit.LIMIT
        if field_type.are_too_close(key, content) or self._ranked.is_a_year_off(
            prompt, key, content
        ):
            return Misfit.CLOSE
        known = self._against_what_is_known(prompt, key, content)
        if known:
            return known
        if self._renown.tells(prompt, key, content):
            return Misfit.ASKED
        return None if self._ranked.distracts(prompt, key, content) else Misfit.FAR

    def _against_what_is_known(
        self, prompt: Prompt, key: Content, content: Content
    ) -> Misfit | None:
        """Judge a date or a number by what everybody knows of the fact."""
        as_of = self._base.deck.source.as_of
        if as_of is not None and not type_of(key).is_plausible(key, content, as_of):
            return Misfit.TIME
        if self._order.contradicts(prompt, key, content):
            return Misfit.ORDER
        if self._renown.is_of_another(key, content):
            return Misfit.ORDER
        is_own = prompt.way is Way.FORWARD
        if is_own and self._series.is_over(prompt.fact, prompt.field.name, content):
            return Misfit.TIME
        if is_own and self._mentions.name_another_date(prompt.fact, content):
            return Misfit.TOLD
        is_abroad = isinstance(content, PartialDate) and self._belonging.is_abroad(prompt, content)
        return Misfit.PLACE if is_abroad else None

    def _of_fact(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Judge by the fact that a candidate names, or by those whose value it is."""
        facts = self._base.deck.facts
        if key.fact and key.fact != prompt.fact.ref:
            return self._of_target(prompt, facts[key.fact], candidate)
        if self._selves.tell_sexes(prompt, key, candidate):
            return Misfit.TOLD
        other = facts.get(candidate.fact) or facts.get(candidate.told_by)
        if self._are_places_apart(prompt, candidate, other):
            return Misfit.PLACE
        if prompt.way is Way.BACK:
            other = facts.get(candidate.fact)
            return self._instead(prompt, other) if other else None
        if is_written(self._base.kind(prompt.fact), prompt.rule) and candidate.told_by:
            # The answers of other questions, of which each is about something else.
            return Misfit.WRITTEN
        return self._of_value(prompt, key, candidate)

    def _are_places_apart(self, prompt: Prompt, candidate: Filler, other: Fact | None) -> bool:
        """Return whether two facts belong to different parts of the world, as places or people."""
        belonging = self._belonging
        if other is not None and belonging.are_worlds_apart(prompt.fact, other):
            return True
        is_foreign = belonging.are_of_two_nations(prompt, candidate)
        is_foreign = is_foreign or belonging.is_foreign_to_name(prompt, candidate)
        return is_foreign or belonging.goes_on_elsewhere(prompt, candidate)

    def _of_target(self, prompt: Prompt, mine: Fact, candidate: Filler) -> Misfit | None:
        """Judge a name that stands for another fact than the one that is asked about."""
        theirs = self._base.deck.facts.get(candidate.fact)
        if theirs is None:
            return None
        if prompt.way is Way.FORWARD and self._series.tells(prompt.fact, prompt.field.name):
            return Misfit.ASKED
        # What somebody founded was not always there.
        is_founded = self._base.kind(theirs).pool == ORGANIZATION
        if is_founded and self._ages.came_later(prompt, theirs):
            return Misfit.TIME
        return self._of_pool(prompt, mine, theirs)

    def _of_pool(self, prompt: Prompt, mine: Fact, theirs: Fact) -> Misfit | None:
        """Judge a fact beside the one that a value refers to."""
        kinds = self._base.deck.kinds
        if kinds[mine.kind].pool != kinds[theirs.kind].pool:
            return Misfit.ROLE
        is_actor = prompt.blank is None and not theirs.background
        unmatched = None if is_actor else self._differs_in_must(mine, theirs)
        return unmatched or self._are_no_peers(prompt, mine, theirs)

    def _are_no_peers(self, prompt: Prompt, mine: Fact, theirs: Fact) -> Misfit | None:
        """Judge a person beside the one that a value or a blank names, by times and callings."""
        if not self._base.is_of_people(mine.kind):
            return None
        ages = self._ages
        if ages.lived_apart(mine, theirs):
            stands_in = prompt.blank is None and ages.may_stand_in(prompt.fact, mine, theirs)
            if not stands_in:
                return Misfit.TIME
        is_far = ages.are_of_two_ages(mine, theirs)
        if is_far or self._terms.are_in_office_apart(prompt.stem, mine, theirs):
            return Misfit.FAR
        is_said = self._speakers.are_asked_for(prompt)
        is_apart = self._sorts.callings_differ(mine, theirs, is_said=is_said)
        return Misfit.SORT if is_apart else None

    def _differs_in_must(self, mine: Fact, theirs: Fact) -> Misfit | None:
        """Judge a fact by what the kind of another one demands."""
        likeness = self._base.likeness
        if likeness.clash(mine.ref, theirs.ref):
            return Misfit.MUST
        return Misfit.UNSAID if likeness.unsaid(mine.ref, theirs.ref) else None

    def _of_value(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Judge a value by the facts that have it: one of them must fit."""
        field, mine = prompt.field.name, prompt.fact
        if not candidate.told_by:
            return None
        told = self._tells_its_own(field, mine, candidate)
        told = told or self._of_another_sort(prompt, key, candidate)
        if told:
            return told
        if self._belonging.is_elsewhere(prompt, key, candidate):
            return Misfit.WITH
        if self._is_of_another_place(prompt, key, candidate):
            return Misfit.PLACE
        if self._is_unweighed(mine, field):
            return Misfit.UNKNOWN
        return self._of_known_value(prompt, key, candidate)

    def _of_another_sort(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Judge by the sorts of two values, and by the roles of the facts that have them."""
        if self._sorts.names_differ(key.text, candidate.text):
            return Misfit.SORT
        texts = (key.text, candidate.text)
        if any(self._sorts.strays(prompt.field.name, prompt.fact, text) for text in texts):
            return Misfit.SORT
        return Misfit.GROUP if self._roles.strays(prompt, candidate) else None

    def _is_unweighed(self, fact: Fact, field: str) -> bool:
        """Return whether nobody can tell which values of a field tempt; countries speak alike."""
        holds_lands = self._belonging.holds_lands(fact.kind, field)
        return not holds_lands and self._sorts.are_unweighed(fact, field)

    def _tells_its_own(self, field: str, mine: Fact, candidate: Filler) -> Misfit | None:
        """Judge by what a name tells of its own value, that of the stem or of the candidate."""
        if self._selves.tells_its_content(mine, field):
            return Misfit.TOLD
        if self._series.tells(mine, field):
            return Misfit.ASKED
        other = self._base.deck.facts.get(candidate.told_by)
        beside = other if other and other.kind == mine.kind else None
        facts = (mine, beside) if beside else (mine,)
        if any(self._selves.is_named_after(fact, field) for fact in facts):
            return Misfit.TOLD
        return self._is_household(field, mine, beside)

    def _is_household(self, field: str, mine: Fact, theirs: Fact | None) -> Misfit | None:
        """Judge by what everybody knows of the fact asked about, or else of the other one."""
        if not self._household.tells(field, mine, theirs):
            return None
        return Misfit.ASKED if self._household.tells(field, mine, None) else Misfit.KNOWN

    def _of_known_value(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Judge a value that is of the right sort by what the deck tells of it."""
        if self._belonging.tells(prompt, key, candidate):
            return Misfit.TOLD
        if self._base.is_descriptive(prompt.fact.kind, prompt.field.name, DESCRIPTIVE):
            return self._of_description(prompt, candidate)
        ages = self._ages
        is_early = self._terms.are_terms_apart(prompt, candidate)
        return Misfit.TIME if is_early or ages.is_of_another(prompt, candidate.content) else None

    def _is_of_another_place(self, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
        """Return whether a value is a place where nobody looks."""
        is_person = self._base.is_of_people(prompt.fact.kind)
        if not is_person and self._belonging.are_on_two_continents(key.text, candidate.text):
            return True
        is_place = any(map(self._sorts.is_place, (key.text, candidate.text)))
        return is_place and self._belonging.lies_elsewhere(prompt.fact, key, candidate)

    def _of_description(self, prompt: Prompt, candidate: Filler) -> Misfit | None:
        """Judge a value of few facts: one of those must fit beside the prompt's."""
        mine, field = prompt.fact, prompt.field.name
        held = self._base.holders(mine.kind, field, candidate.content)
        others = [fact for fact in held if fact.ref != mine.ref]
        found = [self._beside(prompt, fact) for fact in others]
        # Great cities are of all times.
        if Misfit.TIME in found and self._cities.hold(mine.kind, field):
            return None
        if found and None not in found:
            return found[0]
        are_foreign = self._belonging.are_foreign(mine, candidate, others)
        return Misfit.PLACE if are_foreign else None

    def _instead(self, prompt: Prompt, theirs: Fact) -> Misfit | None:
        """Judge a fact as the answer to a question for a name."""
        told = self._names_tell(prompt, theirs)
        if told:
            return told
        belonging = self._belonging
        if belonging.tells_of(prompt, theirs) or belonging.are_told_apart(prompt, theirs):
            return Misfit.PLACE
        is_dated = isinstance(prompt.value.content, PartialDate)
        if is_dated and self._series.are_far_apart(prompt.fact, theirs):
            return Misfit.ORDER
        is_over = self._series.is_over(theirs, prompt.field.name, prompt.value.content)
        if is_dated and (is_over or self._order.outlives(prompt, theirs)):
            return Misfit.TIME
        return self._beside(prompt, theirs)

    def _names_tell(self, prompt: Prompt, theirs: Fact) -> Misfit | None:
        """Judge by what a name tells: that it is the answer, or that it is not."""
        field, selves = prompt.field.name, self._selves
        told = self._by_name_in_stem(prompt) or self._told_by_name(theirs.ref, field)
        if told:
            return told
        if self._mentions.name_another_date(theirs, prompt.value.content):
            return Misfit.TOLD
        is_text = theirs.kind == prompt.fact.kind and not type_of(prompt.value.content).ranked
        household = self._is_household(field, prompt.fact, theirs) if is_text else None
        if household:
            return household
        if self._renown.tells_of(prompt, theirs):
            return Misfit.KNOWN
        is_akin = self._base.likeness.is_akin(prompt.fact, theirs)
        is_alike = theirs.kind == prompt.fact.kind and not is_akin
        return Misfit.TOLD if is_alike and selves.says_what_it_is(prompt, theirs) else None

    def _by_name_in_stem(self, prompt: Prompt) -> Misfit | None:
        """Judge by what the name of the fact tells that a question is about."""
        if self._asked is not prompt:
            self._asked = prompt
            told = self._by_its_name(prompt.fact, prompt.field.name)
            self._told_of_asked = Misfit.ASKED if told is Misfit.KNOWN else told
        return self._told_of_asked

    def _read_name(self, ref: str, field: str) -> Misfit | None:
        return self._by_its_name(self._base.deck.facts[ref], field)

    def _by_its_name(self, fact: Fact, field: str) -> Misfit | None:
        """Judge by what the name of a fact tells of a field."""
        selves = self._selves
        if selves.is_named_after(fact, field) or selves.tells_its_content(fact, field):
            return Misfit.TOLD
        is_known = self._series.tells(fact, field) or self._records.holds_one(fact, field)
        return Misfit.KNOWN if is_known else None

    def _beside(self, prompt: Prompt, theirs: Fact) -> Misfit | None:
        """Judge a fact beside the one that is asked about."""
        mine = prompt.fact
        if self._base.kind(mine).pool != self._base.kind(theirs).pool:
            return Misfit.ROLE
        apart = self._are_in_two_roles(prompt, theirs)
        if apart:
            return apart
        if mine.kind == theirs.kind and self._is_unweighed(mine, prompt.field.name):
            return Misfit.UNKNOWN
        if mine.kind == theirs.kind and self._is_of_another_pair(prompt, theirs):
            return Misfit.TOPIC
        if prompt.field.unique and self._are_named_otherwise(mine, theirs):
            return Misfit.FORM
        return self._differs_in_scale(prompt, mine, theirs)

    def _are_in_two_roles(self, prompt: Prompt, theirs: Fact) -> Misfit | None:
        """Judge a fact by what its kind demands, what the stem says, and its sort."""
        mine = prompt.fact
        unmatched = self._differs_in_must(mine, theirs)
        if unmatched:
            return unmatched
        if self._said.differs(prompt, theirs):
            return Misfit.SAID
        if self._roles.differ(prompt, theirs):
            return Misfit.GROUP if mine.kind == theirs.kind else Misfit.ROLE
        is_apart = self._sorts.facts_differ(prompt.field.name, mine, theirs)
        return Misfit.SORT if is_apart else None

    def _are_named_otherwise(self, mine: Fact, theirs: Fact) -> bool:
        """Return whether the name of just one fact is an abbreviation: ATP beside starch."""
        fillers = (self._base.names.fillers.get(fact.ref) for fact in (mine, theirs))
        names = [filler.text for filler in fillers if filler]
        short = {phrase_type(name, "").form is Form.ABBREVIATION for name in names}
        return len(short) > 1

    def _is_of_another_pair(self, prompt: Prompt, theirs: Fact) -> bool:
        """Return whether a term is defined like a third one, and not like that of the stem."""
        dimensions = self._base.kind(prompt.fact).alike
        have_topics = any(each.hard and each.name == "topic" for each in dimensions)
        if not (prompt.field.unique and have_topics):
            return False
        return self._twins.belongs_to_another(prompt.field.name, prompt.fact, theirs)

    def _differs_in_scale(self, prompt: Prompt, mine: Fact, theirs: Fact) -> Misfit | None:
        """Judge by the dates and numbers of two facts."""
        if mine.ref != prompt.fact.ref:
            return None
        if self._terms.is_term_apart(prompt, theirs):
            return Misfit.TIME
        given = self._given_in_both(prompt, mine, theirs)
        if given or type_of(prompt.value.content).ranked:
            compared = (self._differs_in(name, mine, theirs) for name in given)
            return next(filter(None, compared), None)
        return Misfit.TIME if self._ages.are_apart(prompt, mine, theirs) else None

    def _given_in_both(self, prompt: Prompt, mine: Fact, theirs: Fact) -> list[str]:
        """Return the dates and numbers in the stem that facts of the other's kind may have."""
        given = self._said.fields(prompt) if mine.kind == theirs.kind else ()
        return [name for name in given if _is_sized(mine, name)]

    def _differs_in(self, name: str, mine: Fact, theirs: Fact) -> Misfit | None:
        """Judge by the values of two facts in a field that the stem gives."""
        if not theirs.values.get(name):
            return None
        given, other = mine.values[name][0].content, theirs.values[name][0].content
        if isinstance(given, PartialDate) and isinstance(other, PartialDate):
            if given.is_span is not other.is_span:
                return Misfit.FORM
            if self._ages.are_side_by_side(theirs, given, other):
                return Misfit.CLOSE
            return None if self._ages.are_near(mine, theirs, given, other) else Misfit.TIME
        factor = type_of(given).factor(given, other)
        is_near = factor is None or factor <= _TIMES
        return None if is_near or self._base.likeness.is_akin(mine, theirs) else Misfit.SIZE

    def _of_text(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Judge by the words of a candidate."""
        base = self._base
        if not (isinstance(key.content, Text) and isinstance(candidate.content, Text)):
            return None if type_of(key.content) is type_of(candidate.content) else Misfit.FORM
        if spelling(base, prompt, key.text) and not spelling(base, prompt, candidate.text):
            return Misfit.LETTERS
        if count_apart(base, prompt, key.text, candidate.text):
            return Misfit.LETTERS
        language = base.deck.language.partition("-")[0]
        breaks = breaks_sentence(base, prompt, key, candidate)
        if breaks or stand_out(base, key, candidate, language):
            return Misfit.FORM
        return Misfit.LENGTH if differ_in_length(key, candidate) else None


def fit_of(base: FactBase) -> Fit:
    """Return what judges wrong answers to the questions of a fact base."""
    return Fit(base, once(base, Ranked))


def _is_sized(fact: Fact, name: str) -> bool:
    values = fact.values.get(name, ())
    return bool(values) and type_of(values[0].content).ranked


def _is_beyond(prompt: Prompt, content: Content) -> bool:
    field_type = type_of(content)
    if prompt.way is not Way.FORWARD:
        return False
    size, field = field_type.size(content), prompt.field
    is_below = field.least is not None and size < type_of(field.least).size(field.least)
    is_above = field.most is not None and size > type_of(field.most).size(field.most)
    return is_below or is_above
