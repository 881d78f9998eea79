"""All forms of items by their names: a form is added here, and found from here."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Protocol

from quizgen.bank.base import FactBase
from quizgen.bank.items import Item, Without
from quizgen.deck.model import FormNames
from quizgen.forms.choice import ChoiceForm
from quizgen.forms.exercise import Exercise, Material
from quizgen.forms.fill_in import FillInForm
from quizgen.forms.form import Form, instructions_label, title_label
from quizgen.forms.matching import MatchingForm
from quizgen.forms.multiple import MultipleForm
from quizgen.forms.odd_one_out import OddOneOutForm
from quizgen.forms.ordering import OrderingForm
from quizgen.forms.short import ShortForm
from quizgen.forms.true_false import TrueFalseForm

# In the order in which their exercises are made and listed.
FORMS: dict[str, Form] = {
    "choice": ChoiceForm(),
    "true-false": TrueFalseForm(),
    "fill-in": FillInForm(),
    "short": ShortForm(),
    "multiple": MultipleForm(),
    "matching": MatchingForm(),
    "ordering": OrderingForm(),
    "odd-one-out": OddOneOutForm(),
}


class _Formed(Protocol):
    """Anything that names its form, such as an exercise or an item of the manifest."""

    @property
    def form(self) -> str:
        """Return the name of its form."""


def form_of(formed: _Formed) -> Form:
    """Return the form of an exercise, or of an item of the manifest."""
    return FORMS[formed.form]


def form_names() -> FormNames:
    """Return the names that a deck may use: of all forms, and of those that stand in for others."""
    return FormNames(tuple(FORMS), tuple(name for name, form in FORMS.items() if form.stands_in))


def labels_of(forms: Iterable[str]) -> Iterator[str]:
    """Yield the names of the labels that a paper with these forms prints."""
    for name in forms:
        yield from (title_label(name), instructions_label(name), *FORMS[name].own_labels)


def turned_claims(
    base: FactBase, questions: Sequence[Item | Without], ids: Collection[str], seed: int
) -> dict[str, Exercise]:
    """Return the claims with these ids the other way round, each by its id."""
    material = Material(base, questions, seed)
    found: dict[str, Exercise] = {}
    for form in FORMS.values():
        found |= form.turned(material, ids)
    return found


def make_exercises(
    base: FactBase, questions: Sequence[Item | Without], forms: Iterable[str], seed: int
) -> Iterator[Exercise]:
    """Yield every exercise of the forms that the facts give.

    `questions` are all prompts with their options. None needs a sound, which no paper can play.
    """
    wanted = set(forms)
    silent = [
        each for each in questions if all(media.kind == "image" for media in each.prompt.media)
    ]
    material = Material(base, silent, seed)
    makers = dict.fromkeys(form.make for name, form in FORMS.items() if name in wanted)
    for make in makers:
        yield from (each for each in make(material) if each.form in wanted)
