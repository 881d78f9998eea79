"""Questions with several right answers: facts that share a value, or values of one fact."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Sized
from fractions import Fraction
from itertools import chain

from msgspec import Struct

from quizgen.bank.backside import Told, told_of
from quizgen.bank.base import FactBase
from quizgen.bank.capitals import as_options, is_written
from quizgen.bank.chance import Ring, draw, shuffled
from quizgen.bank.clues import clues_of_entries
from quizgen.bank.difficulty import Guess
from quizgen.bank.distractors import Distractor
from quizgen.bank.items import Item, Lack, Without, last_options
from quizgen.bank.media import names_itself, pictures_in
from quizgen.bank.names import Filler
from quizgen.bank.prompts import Prompt
from quizgen.bank.wrong import Proof
from quizgen.deck.types.registry import type_of
from quizgen.forms.answering import Lettered, answer_of_options
from quizgen.forms.apart import apart, is_named_in, named_apart
from quizgen.forms.entries import Entry, grouped, holders_of, neighbours
from quizgen.forms.exercise import Exercise, Material, claimed_of, kind_of
from quizgen.forms.form import ItemData, Lacking, Marks
from quizgen.media.model import Media

_FEWEST_RIGHT, _MOST_RIGHT = 2, 4
_FEWEST_WRONG, _FEWEST, _MOST = 2, 4, 6


class MultipleAnswer(Struct, frozen=True):
    """A question with several right options.

    `key` has the indices of the right options, and `proofs` belong to the wrong ones, in order.
    `field` is the field that `facts` are asked about. `shared` is the value that the right options
    share, or "" if they are the values of one fact. `pictures` replace the words of the options.
    """

    id: str
    field: str
    facts: tuple[str, ...]
    stem: str
    shared: str
    options: tuple[str, ...]
    key: tuple[int, ...]
    proofs: tuple[Proof, ...]
    told: Told
    pictures: tuple[Media, ...] = ()

    @property
    def asked(self) -> tuple[str, ...]:
        """Return the facts that the right options are about."""
        return tuple(self.facts[index] for index in self.key) if self.shared else self.facts


class MultipleForm(Lettered):
    """A question with several right options."""

    name = "multiple"
    one_right = False

    def make(self, material: Material) -> Iterator[Exercise]:
        """Yield an exercise for each shared value, and for each field with several values."""
        base, seed = material.base, material.seed
        shared = make_multiple(base, material.entries, seed)
        of_one_fact = multiple_of(base, material.questions, seed)
        yield from (_exercise(base, each) for each in chain(shared, of_one_fact))

    def lacking(self, material: Material) -> Iterator[Lacking]:
        """Yield the questions with several answers that give no exercise, with the reason."""
        made = {each.id for each in multiple_of(material.base, material.questions, material.seed)}
        for question in material.questions:
            if not (isinstance(question, Without) and question.lack is Lack.SEVERAL):
                continue
            if _id_of(question.prompt) not in made:
                why, mend = _why_none(material.base, question, material.seed)
                place = question.prompt.value.place
                yield Lacking(question.prompt.id, self.name, why, mend, place)

    def answer(self, item: ItemData) -> str:
        """Return the right options, even if the key was corrected."""
        return answer_of_options(item)

    def earned(self, key: Sequence[int], marks: Marks, *, partial: bool) -> Fraction:
        """Return 1 if exactly the right options are chosen, otherwise 0.

        With `partial`, return (chosen right - chosen wrong) / right, but not less than 0.
        """
        (chosen,) = map(set, marks)
        right = set(key)
        if not partial:
            return Fraction(chosen == right)
        net = len(chosen & right) - len(chosen - right)
        return max(Fraction(net, len(right)), Fraction(0))


def make_multiple(base: FactBase, entries: Iterable[Entry], seed: int) -> Iterator[MultipleAnswer]:
    """Yield a question for each value that several facts certainly have.

    The values of the wrong options exclude it.
    """
    usable = [entry for entry in entries if entry.field.single and entry.timeless and not entry.own]
    for members in grouped(base, usable).values():
        ring = Ring((entry.id, entry) for entry in members)
        for holders in holders_of(base, members).values():
            yield from _of_holders(base, ring, holders, seed)


def _of_holders(
    base: FactBase, ring: Ring[Entry], holders: list[Entry], seed: int
) -> Iterator[MultipleAnswer]:
    """Yield the question which facts share a value, if there are enough right and wrong ones."""
    stem = _stem(base, holders)
    right = _right(base, holders, stem, seed)
    if stem and len(right) >= _FEWEST_RIGHT:
        wrong = _wrong(base, ring, right, stem, seed)
        if _are_enough(right, wrong):
            yield _question(base, stem, right, wrong)


def _are_enough(right: Sized, wrong: Sized) -> bool:
    options = len(right) + len(wrong)
    return len(right) >= _FEWEST_RIGHT and len(wrong) >= _FEWEST_WRONG and options >= _FEWEST


def multiple_of(
    base: FactBase, questions: Iterable[Item | Without], seed: int
) -> Iterator[MultipleAnswer]:
    """Yield a question for each fact with several values in a field.

    The wrong options are provably not values of that field.
    """
    for question in questions:
        if isinstance(question, Without) and question.lack is Lack.SEVERAL:
            right, wrong = _right_values(base, question, seed), _certainly_wrong(question)
            if _are_enough(right, wrong) and not any(names_itself(base, each) for each in right):
                yield _of_one_fact(base, question.prompt, right, wrong[: _MOST - len(right)])


def _certainly_wrong(question: Without) -> list[Distractor]:
    return [each for each in question.distractors if each.proof is not Proof.PRESUMED]


def _why_none(base: FactBase, question: Without, seed: int) -> tuple[str, str]:
    """Return why a question with several answers gives no exercise, and what would mend it."""
    right, wrong = _right_values(base, question, seed), _certainly_wrong(question)
    if len(right) < _FEWEST_RIGHT:
        why = "its right answers are too much alike to stand beside each other"
        return why, "call them by names that share no word"
    if len(wrong) >= _FEWEST_WRONG:
        return "the words of an answer tell what its picture shows", "write another `alt`"
    others = "only 1 other answer is" if wrong else "no other answer is"
    missing = _FEWEST_WRONG - len(wrong)
    return (
        f"{others} certainly wrong and fits",
        f"write {missing} or more `distractors` of your own",
    )


def _right_values(base: FactBase, question: Without, seed: int) -> list[Filler]:
    """Return up to four right answers that can be options of one item."""
    drawn = shuffled(((each.text, each) for each in question.right), seed, question.prompt.id)
    right = drawn[:_MOST_RIGHT]
    return [
        each for n, each in enumerate(right) if all(_fit(base, each, other) for other in right[:n])
    ]


def _of_one_fact(
    base: FactBase, prompt: Prompt, right: list[Filler], wrong: Sequence[Distractor]
) -> MultipleAnswer:
    printed = sorted(
        (*right, *(each.filler for each in wrong)),
        key=lambda each: base.wording.normal(each.text),
    )
    written = is_written(base.kind(prompt.fact), prompt.rule)
    return MultipleAnswer(
        _id_of(prompt),
        prompt.field.name,
        (prompt.fact.ref,),
        base.wording.labels.fill("several", stem=prompt.stem),
        "",
        as_options(base, printed, written=written),
        tuple(index for index, each in enumerate(printed) if each in right),
        tuple(each.proof for each in wrong),
        told_of(base, [prompt]),
        pictures_in(printed),
    )


def _id_of(prompt: Prompt) -> str:
    return f"{prompt.id}/several"


def _fit(base: FactBase, one: Filler, other: Filler) -> bool:
    """Return whether two right answers can be options of one item.

    Pictures of one fact must show different things.
    """
    if type_of(one.content).media(one.content):
        return base.comparison.disjoint(one.content, other.content)
    return named_apart(base, one, other)


def _stem(base: FactBase, holders: list[Entry]) -> str:
    """Return a question that all holders answer, or "" if there is none.

    It is their common stem that gives the value, or else the question with a gap.
    """
    labels, first = base.wording.labels, holders[0]
    backs = {entry.back for entry in holders}
    if len(backs) == 1 and first.back:
        return labels.fill("several", stem=first.back)
    if not first.question:
        return ""
    return labels.fill(
        "several", stem=labels.fill("same_answer", answer=first.answer, question=first.question)
    )


def _right(base: FactBase, holders: list[Entry], stem: str, seed: int) -> list[Entry]:
    asked = [
        entry for entry in holders if entry.asked and not is_named_in(base, entry.filler, stem)
    ]
    wanted = _FEWEST_RIGHT + draw(seed, stem, "right") % (_MOST_RIGHT - _FEWEST_RIGHT + 1)
    chosen: list[Entry] = []
    for entry in shuffled(((entry.id, entry) for entry in asked), seed, stem):
        if len(chosen) < wanted and all(
            named_apart(base, entry.filler, other.filler) for other in chosen
        ):
            chosen.append(entry)
    return chosen


def _wrong(
    base: FactBase, ring: Ring[Entry], right: list[Entry], stem: str, seed: int
) -> list[Entry]:
    """Return entries whose recorded value excludes the shared one, the most similar first."""
    wanted = _MOST - len(right) - (draw(seed, stem, "wrong") % 2 if len(right) < _MOST_RIGHT else 0)
    given, mine = right[0].value.content, right[0].fact.ref
    near = neighbours(ring, right[0], seed, "several")
    chosen: list[Entry] = []
    for entry in sorted(near, key=lambda entry: -base.likeness.between(mine, entry.fact.ref)):
        if len(chosen) == wanted:
            break
        fits = apart(base, entry.value.content, given) and not is_named_in(base, entry.filler, stem)
        if fits and all(
            named_apart(base, entry.filler, other.filler) for other in (*right, *chosen)
        ):
            chosen.append(entry)
    return chosen


def _question(base: FactBase, stem: str, right: list[Entry], wrong: list[Entry]) -> MultipleAnswer:
    first = right[0]
    name = f"{first.fact.kind}/{first.rule}/several/{base.wording.normal(first.answer)}"
    printed = sorted(
        (*right, *wrong), key=lambda entry: (base.wording.normal(entry.filler.text), entry.id)
    )
    return MultipleAnswer(
        name,
        first.field.name,
        tuple(entry.fact.ref for entry in printed),
        stem,
        first.answer,
        as_options(base, [entry.filler for entry in printed]),
        tuple(index for index, entry in enumerate(printed) if entry in right),
        tuple(Proof.OTHER for _ in wrong),
        told_of(base, (entry.prompt for entry in right)),
    )


def _exercise(base: FactBase, made: MultipleAnswer) -> Exercise:
    right = tuple(made.options[index] for index in made.key)
    return Exercise(
        made.id,
        MultipleForm.name,
        kind_of(made.asked),
        made.field,
        made.asked,
        made.stem,
        "; ".join(right),
        made.told,
        clues_of_entries(base, [(option, made.shared) for option in right], alone=right),
        Guess(2 ** len(made.options)).difficulty(),
        made.options,
        made.key,
        last=() if made.pictures else last_options(base, made.options),
        proofs=made.proofs,
        option_pictures=made.pictures,
        claimed=claimed_of(made.facts if made.shared else (), made.field),
    )
