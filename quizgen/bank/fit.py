"""Fit: whether a wrong answer could tempt somebody, as far as the facts and its form tell."""

from __future__ import annotations

from enum import StrEnum

from quizgen.bank.base import FactBase
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt, Way
from quizgen.deck.model import Content, Text, Value
from quizgen.deck.types.registry import type_of
from quizgen.language.phrases import Form, phrase_type

# A text this many times as long or as short as the key stands out, if one has more letters than
# short names have.
_TIMES_LONGER, _SHORT = 2.5, 20
# Values of a field describe their facts if this share of them occurs once.
_DESCRIPTIVE = 0.7
# The names of facts may be short, or abbreviations, without being symbols.
_FORMS_OF_NAMES = {Form.SYMBOL, Form.ABBREVIATION, Form.PHRASE}


class Misfit(StrEnum):
    """Why a wrong answer does not fit a question, although it is certainly wrong."""

    ROLE = "it is of another sort than the key"
    TIME = "it belongs to another time than the key"
    FORM = "its form sets it apart from the key"
    LENGTH = "its length sets it apart from the key"
    LIMIT = "it lies outside the limits of the field"


def misfit(base: FactBase, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
    """Return why a candidate does not fit, None if it does.

    `key` is the right answer. A candidate fits if it shares the hard dimensions of its kind with
    the key, lies on the same side of the source's date, and has the form that the stem asks for.
    """
    if _differs_in_role(base, prompt, key, candidate):
        return Misfit.ROLE
    if _differs_in_time(base, prompt, candidate):
        return Misfit.TIME
    if _is_beyond(prompt, candidate.content):
        return Misfit.LIMIT
    if isinstance(key.content, Text) and isinstance(candidate.content, Text):
        return _in_form(base, prompt, key, candidate)
    return None


def _differs_in_role(base: FactBase, prompt: Prompt, key: Filler, candidate: Filler) -> bool:
    if prompt.way is Way.FORWARD and not key.fact:
        mine, theirs = prompt.fact.ref, candidate.told_by
        if not base.is_descriptive(prompt.fact.kind, prompt.field.name, _DESCRIPTIVE):
            return False
    else:
        mine, theirs = key.fact, candidate.fact
    return bool(base.likeness.clash(mine, theirs))


def _differs_in_time(base: FactBase, prompt: Prompt, candidate: Filler) -> bool:
    """Return whether the stem's date was to come and the candidate's was past, or the reverse."""
    fact, as_of = base.deck.facts.get(candidate.fact), base.deck.source.as_of
    if prompt.way is not Way.BACK or fact is None or as_of is None:
        return False
    given = prompt.value.content
    values: tuple[Value, ...] = fact.values.get(prompt.field.name, ())
    same_type = [each for each in values if type_of(each.content) is type_of(given)]
    return any(not type_of(given).is_plausible(given, each.content, as_of) for each in same_type)


def _is_beyond(prompt: Prompt, content: Content) -> bool:
    field_type = type_of(content)
    if prompt.way is not Way.FORWARD or not field_type.ranked:
        return False
    size, field = field_type.size(content), prompt.field
    is_below = field.least is not None and size < type_of(field.least).size(field.least)
    is_above = field.most is not None and size > type_of(field.most).size(field.most)
    return is_below or is_above


def _in_form(base: FactBase, prompt: Prompt, key: Filler, candidate: Filler) -> Misfit | None:
    if _breaks_sentence(base, prompt, candidate):
        return Misfit.FORM
    language = base.deck.language.partition("-")[0]
    mine, theirs = phrase_type(key.text, language), phrase_type(candidate.text, language)
    are_names = bool(key.fact and candidate.fact) and {mine.form, theirs.form} <= _FORMS_OF_NAMES
    if not are_names and mine.clashes(theirs):
        return Misfit.FORM
    short, long = sorted((len(key.text), len(candidate.text)))
    return Misfit.LENGTH if long > _SHORT and long > short * _TIMES_LONGER else None


def _breaks_sentence(base: FactBase, prompt: Prompt, candidate: Filler) -> bool:
    """Return whether a name cannot stand after the article before the blank."""
    article = prompt.word_before_blank
    if article not in base.wording.labels.articles:
        return False
    if article in ("a", "an"):
        return (candidate.text[:1].casefold() in "aeiou") != (article == "an")
    named = base.in_sentence(candidate)
    return bool(candidate.fact) and base.wording.bare(named) == named
