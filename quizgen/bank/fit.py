"""Fit: whether a wrong answer could tempt somebody, as far as the facts and its form tell."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from quizgen.bank.base import FactBase
from quizgen.bank.capitals import is_written
from quizgen.bank.fitting.ages import Ages
from quizgen.bank.fitting.belonging import Belonging
from quizgen.bank.fitting.forms_of_address import FormsOfAddress
from quizgen.bank.fitting.geography import Geography
from quizgen.bank.fitting.household import Household
from quizgen.bank.fitting.letters import spelling
from quizgen.bank.fitting.mentions import Mentions
from quizgen.bank.fitting.misfit import Misfit
from quizgen.bank.fitting.named import Named
from quizgen.bank.fitting.national_fields import NationalFields
from quizgen.bank.fitting.nations import Nations
from quizgen.bank.fitting.order import Order
from quizgen.bank.fitting.regions import Regions
from quizgen.bank.fitting.roles import Roles
from quizgen.bank.fitting.same_form import breaks_sentence, count_apart, differ_in_length, stand_out
from quizgen.bank.fitting.selves import Selves
from quizgen.bank.fitting.sizes import Sizes
from quizgen.bank.fitting.targets import Targets
from quizgen.bank.fitting.titles import Titles
from quizgen.bank.fitting.values import Values
from quizgen.bank.names import Filler
from quizgen.bank.once import once
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.said import Said
from quizgen.deck.model.contents import Reference, Text
from quizgen.deck.model.facts import Fact
from quizgen.deck.types.registry import type_of

# The temptation of what does not fit, and the nearness of what nothing is known of.
_LEAST, _UNKNOWN = 0.1, 0.5
# The nearness of another fact is what both have in common, with this much added, and more if the
# words of both are close, or those of the question to the other one. The weights were set by what
# readers said of the options of eight decks (tests/judged/README.md).
_BESIDE, _CLOSE, _PULL = -0.25, 0.5, 0.7


class Fit:
    """Judges wrong answers to the questions of a fact base."""

    def __init__(self, base: FactBase) -> None:
        self._base = base
        self._said = once(base, Said)
        self._ages = once(base, Ages)
        self._geography = once(base, Geography)
        self._belonging = once(base, Belonging)
        self._fields = once(base, NationalFields)
        self._nations = once(base, Nations)
        self._titles = once(base, Titles)
        self._selves = once(base, Selves)
        self._addressed = once(base, FormsOfAddress)
        self._household = once(base, Household)
        self._mentions = once(base, Mentions)
        self._order = once(base, Order)
        self._regions = once(base, Regions)
        self._roles = once(base, Roles)
        self._named = once(base, Named)
        self._sizes = once(base, Sizes)
        self._targets = once(base, Targets)
        self._values = once(base, Values)

    def misfit(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Return why a candidate does not fit, None if it does.

        `key` is the right answer. A candidate fits if it shares with the key what its kind demands
        and what the stem says, belongs to the same time, and has the form that the stem asks for.
        """
        if self._household.asks_of_animals(prompt):
            return Misfit.ASKED
        why = self.misfit_in_sense(prompt, key, candidate)
        if why or type_of(key.content).ranked:
            return why
        return self._of_text(prompt, key, candidate)

    def misfit_in_sense(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Return why a candidate does not fit by what it means, whatever form its words have."""
        if self._ages.dates_a_life(prompt):
            return Misfit.LIFE
        if type_of(key.content).ranked:
            return self._sizes.judge(prompt, key.content, candidate.content)
        if self._mentions.exclude(prompt, key, candidate):
            return Misfit.TIME
        if self._regions.tell(prompt, key, candidate):
            return Misfit.TOLD
        if self._titles.tell(prompt, key, candidate):
            return Misfit.LANGUAGE
        return self._of_fact(prompt, key, candidate)

    def fields_of(self, why: Misfit, prompt: Prompt) -> tuple[str, ...]:
        """Return the fields by which a reason leaves out other answers, () if it names none."""
        kind = prompt.fact.kind
        found: tuple[str, ...] = ()
        if why in (Misfit.MUST, Misfit.UNSAID):
            fields = chain.from_iterable(map(self._must_match, self._kinds_of_key(prompt)))
            return tuple(dict.fromkeys(fields))
        if why is Misfit.SAID:
            found = self._said.shared(prompt)
        elif why is Misfit.GROUP:
            found = self._roles.fields(kind)
        elif why is Misfit.WITH:
            found = self._belonging.goes_with(kind, prompt.field.name)
        elif why is Misfit.ORDER:
            found = tuple(self._order.fields(prompt))
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
        told = self._named.by_its_name(fact, field)
        if told or self._belonging.tells_itself(prompt):
            return told or Misfit.TOLD
        is_known = self._household.stays_known(field, fact)
        return Misfit.KNOWN if is_known or self._household.asks_of_animals(prompt) else None

    def asks_for_a_woman(self, prompt: Prompt) -> bool:
        """Return whether a question is about a woman, so that only women tempt."""
        return self._selves.asks_for_a_woman(prompt)

    def asks_for_land(self, prompt: Prompt) -> bool:
        """Return whether a question asks for the country of what it names."""
        is_forward = prompt.way is Way.FORWARD
        return is_forward and self._fields.holds_lands(prompt.fact.kind, prompt.field.name)

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
        if not (mine and theirs):
            return _UNKNOWN
        shared, topics = likeness.share(mine, theirs), self._base.topics
        close = topics.closeness(mine, theirs)
        if close is None:
            return shared
        pull = topics.pull(prompt.stem, key.text, candidate.text)
        return min(max(_BESIDE + shared + _CLOSE * close + _PULL * pull, 0.0), 1.0)

    def _of_fact(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Judge by the fact that a candidate names, or by those whose value it is."""
        facts = self._base.deck.facts
        if key.fact and key.fact != prompt.fact.ref:
            return self._targets.judge(prompt, facts[key.fact], candidate)
        is_told = self._selves.tell_sexes(prompt, key, candidate)
        if is_told or self._addressed.tell(prompt, key, candidate):
            return Misfit.TOLD
        other = facts.get(candidate.fact) or facts.get(candidate.told_by)
        if self._are_places_apart(prompt, candidate, other):
            return Misfit.PLACE
        if prompt.way is Way.BACK:
            other = facts.get(candidate.fact)
            return self._named.judge(prompt, other) if other else None
        if is_written(self._base.kind(prompt.fact), prompt.rule) and candidate.told_by:
            # The answers of other questions, of which each is about something else.
            return Misfit.WRITTEN
        return self._values.judge(prompt, key, candidate)

    def _are_places_apart(self, prompt: Prompt, candidate: Filler, other: Fact | None) -> bool:
        """Return whether two facts belong to different parts of the world, as places or people."""
        nations = self._nations
        if other is not None and self._geography.are_worlds_apart(prompt.fact, other):
            return True
        is_foreign = nations.are_of_two_nations(prompt, candidate)
        is_foreign = is_foreign or nations.is_foreign_to_name(prompt, candidate)
        return is_foreign or nations.goes_on_elsewhere(prompt, candidate)

    def _of_text(self, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
        """Judge by the words of a candidate."""
        base = self._base
        if not (isinstance(key.content, Text) and isinstance(candidate.content, Text)):
            return None if type_of(key.content) is type_of(candidate.content) else Misfit.TYPE
        if spelling(base, prompt, key.text) and not spelling(base, prompt, candidate.text):
            return Misfit.LETTERS
        if count_apart(base, prompt, key.text, candidate.text):
            return Misfit.COUNT
        language = base.deck.language.partition("-")[0]
        apart = breaks_sentence(base, prompt, key, candidate)
        apart = apart or stand_out(base, key, candidate, language)
        if apart:
            return apart
        return Misfit.LENGTH if differ_in_length(key, candidate) else None


def fit_of(base: FactBase) -> Fit:
    """Return what judges wrong answers to the questions of a fact base."""
    return Fit(base)
