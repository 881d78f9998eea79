"""Multiple choice: a question with one right option."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from quizgen.bank.backside import told_of
from quizgen.bank.base import FactBase
from quizgen.bank.clues import clues_of_question
from quizgen.bank.difficulty import of_choice, weakest
from quizgen.bank.items import Item, last_options
from quizgen.forms.answering import Lettered, answer_of_options
from quizgen.forms.exercise import Exercise, Material
from quizgen.forms.form import ItemData, Order


class ChoiceForm(Lettered):
    """A question with one right option."""

    name = "choice"
    weight = 4
    guessed_by_looks = True
    order = Order.DRAWN

    def make(self, material: Material) -> Iterator[Exercise]:
        """Yield an exercise for each question that has options."""
        items = (each for each in material.questions if isinstance(each, Item))
        yield from choices(material.base, items)

    def answer(self, item: ItemData) -> str:
        """Return the right option, even if the key was corrected."""
        return answer_of_options(item)


def choices(base: FactBase, items: Iterable[Item]) -> list[Exercise]:
    """Return multiple-choice items as exercises."""
    return [_choice(base, item) for item in items]


def _choice(base: FactBase, item: Item) -> Exercise:
    prompt = item.prompt
    in_order = item.sizes or item.pictures
    return Exercise(
        item.id,
        ChoiceForm.name,
        prompt.fact.kind,
        prompt.field.name,
        (prompt.fact.ref,),
        prompt.stem_of_item,
        item.options[0],
        told_of(base, [prompt]),
        clues_of_question(base, prompt, item.right, item.distractors),
        of_choice(item),
        item.options,
        (0,),
        sizes=item.sizes,
        last=() if in_order else last_options(base, item.options),
        proofs=tuple(distractor.proof for distractor in item.distractors),
        pictures=prompt.media,
        option_pictures=item.pictures,
        fit=weakest(item),
    )
