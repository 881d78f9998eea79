"""The table of all forms of items, by name: add a new form here."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from msgspec.structs import replace

from quizgen.bank.base import FactBase
from quizgen.bank.items import Item, Without
from quizgen.deck.model.quiz import FormNames
from quizgen.forms.choice import ChoiceForm
from quizgen.forms.chronology import ChronologyForm
from quizgen.forms.classification import ClassificationForm
from quizgen.forms.exercise import Exercise, Material
from quizgen.forms.fill_in import FillInForm
from quizgen.forms.form import Form, Lacking, instructions_label, title_label
from quizgen.forms.matching import MatchingForm
from quizgen.forms.multiple import MultipleForm
from quizgen.forms.odd_one_out import OddOneOutForm
from quizgen.forms.ordering import OrderingForm
from quizgen.forms.sequence import SequenceForm
from quizgen.forms.short import ShortForm
from quizgen.forms.true_false import TrueFalseForm
from quizgen.forms.yes_no import YesNoForm

# Exercises are made and listed in this order.
FORMS: dict[str, Form] = {
    "choice": ChoiceForm(),
    "true-false": TrueFalseForm(),
    "yes-no": YesNoForm(),
    "fill-in": FillInForm(),
    "short": ShortForm(),
    "multiple": MultipleForm(),
    "matching": MatchingForm(),
    "ordering": OrderingForm(),
    "odd-one-out": OddOneOutForm(),
    "chronology": ChronologyForm(),
    "sequence": SequenceForm(),
    "classification": ClassificationForm(),
}

# So many digits of a stem's hash tell exercises apart that would share an id.
_DIGITS = 8


class _Formed(Protocol):
    """Anything that names its form, such as an exercise or a manifest's item."""

    @property
    def form(self) -> str:
        """Return the name of its form."""


def form_of(formed: _Formed) -> Form:
    """Return the form of an exercise or of a manifest's item."""
    return FORMS[formed.form]


def with_brought(forms: Iterable[str]) -> tuple[str, ...]:
    """Return forms in their order, each followed by the form that it brings to a paper."""
    both = ((name, FORMS[name].brings) for name in forms)
    return tuple(dict.fromkeys(name for pair in both for name in pair if name))


def form_names() -> FormNames:
    """Return the names that a deck may use: all forms, and those that may replace others."""
    return FormNames(tuple(FORMS), tuple(name for name, form in FORMS.items() if form.stands_in))


def labels_of(forms: Iterable[str]) -> Iterator[str]:
    """Yield the names of the labels that a paper with these forms prints."""
    for name in forms:
        yield from (title_label(name), instructions_label(name), *FORMS[name].own_labels)


def turned_claims(
    base: FactBase, questions: Sequence[Item | Without], ids: Collection[str], seed: int
) -> dict[str, Exercise]:
    """Return the claims with these ids turned round, each under its id."""
    material = Material(base, questions, seed)
    found: dict[str, Exercise] = {}
    for form in FORMS.values():
        found |= form.turned(material, ids)
    return found


def lacking(
    base: FactBase, questions: Sequence[Item | Without], forms: Iterable[str], seed: int
) -> Iterator[Lacking]:
    """Yield the questions that give no exercise of these forms, where the author can mend it."""
    material = Material(base, questions, seed)
    for name in forms:
        yield from FORMS[name].lacking(material)


def make_exercises(
    base: FactBase,
    questions: Sequence[Item | Without],
    forms: Iterable[str],
    seed: int,
    *,
    sounds: bool = False,
) -> Iterator[Exercise]:
    """Yield every exercise of these forms.

    `questions` are all prompts with their options. Without `sounds`, prompts with sounds are
    skipped, because paper can't play them.
    """
    wanted = frozenset(with_brought(forms))
    usable = [
        each
        for each in questions
        if sounds or all(media.kind == "image" for media in each.prompt.media)
    ]
    material = Material(base, usable, seed, wanted)
    makers = dict.fromkeys(form.make for name, form in FORMS.items() if name in wanted)
    found = (each for make in makers for each in make(material) if each.form in wanted)
    yield from _named_apart(found)


def _named_apart(exercises: Iterable[Exercise]) -> Iterator[Exercise]:
    """Yield exercises so that no two of a form have one id.

    Facts of one kind may answer one field to several questions, such as the party of presidents
    and of vice presidents. Of the questions that share an id, the first keeps it.
    """
    taken: set[tuple[str, str]] = set()
    for each in exercises:
        if (each.form, each.id) in taken:
            stem = hashlib.sha256(each.stem.encode()).hexdigest()[:_DIGITS]
            yield replace(each, id=f"{each.id}/{stem}")
        else:
            taken.add((each.form, each.id))
            yield each
