"""Exercises: questions of every form in one shape, ready to be chosen for a paper and printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from quizgen.bank.backside import Told, told_of
from quizgen.bank.base import FactBase
from quizgen.bank.clues import Clues, clues_of_entries, clues_of_question
from quizgen.bank.difficulty import Guess, likeness, of_choice, of_recall
from quizgen.bank.items import Item, Lack, Without
from quizgen.bank.prompts import Way
from quizgen.bank.wrong import Proof
from quizgen.deck.model import Form
from quizgen.forms.formats import (
    Matching,
    MultipleAnswer,
    OddOneOut,
    Ordering,
    TrueFalse,
    entries_of,
)
from quizgen.forms.matching import make_matching
from quizgen.forms.multiple import make_multiple, multiple_of
from quizgen.forms.oddone import make_odd_one_out
from quizgen.forms.ordering import make_ordering
from quizgen.forms.truefalse import make_true_false
from quizgen.media.model import Media

# Longer answers are no short answers.
_MOST_CHARACTERS, _MOST_WORDS = 48, 6


# Questions with several entries are long, and few on a paper: what each form weighs beside the others.
WEIGHTS = {Form.CHOICE: 4, Form.MATCHING: 1, Form.ORDERING: 1, Form.ODD_ONE_OUT: 1}


@dataclass(frozen=True, slots=True)
class Exercise:
    """A question of any form, in its own order, which nobody has shuffled yet.

    `kind` is the kind of fact and `field` the field that it is about, `facts` are those asked. `key` are indices into
    `options`: those that are right; in matching, the one that belongs to each of `left`; in ordering,
    `options` stand in the right order and `key` counts them. `sizes` put dates, numbers and what the
    author has put in order in their order (() elsewhere); `last` options ("none of the above") stay
    behind the others. `pictures` stand below the stem; `option_pictures` are the options where these
    are no words, in the same order. `answer` is the key in words. `difficulty` is the
    estimated share of right answers, from 0 to 1.
    """

    id: str
    form: Form
    kind: str
    field: str
    facts: tuple[str, ...]
    stem: str
    answer: str
    told: Told
    clues: Clues
    difficulty: float
    options: tuple[str, ...] = ()
    key: tuple[int, ...] = ()
    left: tuple[str, ...] = ()
    sizes: tuple[float, ...] = ()
    last: tuple[int, ...] = ()
    proofs: tuple[Proof, ...] = ()
    pictures: tuple[Media, ...] = ()
    option_pictures: tuple[Media, ...] = ()

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """Return the paragraphs of the source that the answer stands in."""
        return tuple(cited.paragraph for cited in self.told.cited if cited.paragraph)


def make_exercises(
    base: FactBase, questions: Sequence[Item | Without], forms: Iterable[Form], seed: int
) -> Iterator[Exercise]:
    """Yield every exercise of the forms that the facts give; `questions` are all prompts with their options.

    None needs a sound, which no paper can play.
    """
    wanted = set(forms)
    questions = [
        each for each in questions if all(media.kind == "image" for media in each.prompt.media)
    ]
    if Form.CHOICE in wanted:
        yield from choices(base, (each for each in questions if isinstance(each, Item)))
    if Form.TRUE_FALSE in wanted:
        yield from true_false(base, questions, seed)
    yield from (each for each in recalled(base, questions) if each.form in wanted)
    if wanted & {Form.MULTIPLE, Form.MATCHING, Form.ORDERING, Form.ODD_ONE_OUT}:
        yield from _of_several(base, questions, wanted, seed)


def choices(base: FactBase, items: Iterable[Item]) -> list[Exercise]:
    """Return multiple-choice items as exercises."""
    return [_choice(base, item) for item in items]


def true_false(
    base: FactBase, questions: Iterable[Item | Without], seed: int, *, turned: bool = False
) -> Iterator[Exercise]:
    """Yield a claim to be judged for each question that has a certainly wrong answer; `turned`, the other one."""
    asked = {each.prompt.id: each for each in questions}
    for made in make_true_false(base, asked.values(), seed, turned=turned):
        yield _true_false(base, asked[made.id.removesuffix("/claim")], made)


def recalled(base: FactBase, questions: Iterable[Item | Without]) -> Iterator[Exercise]:
    """Yield the questions whose answer is short enough to be written on a line or into a gap."""
    for each in questions:
        if _can_be_written(each):
            form = Form.FILL_IN if each.prompt.way is Way.BLANK else Form.SHORT
            yield _recalled(base, each, form)


def _can_be_written(question: Item | Without) -> bool:
    prompt = question.prompt
    if prompt.answer_media or (isinstance(question, Without) and question.lack is Lack.CONTESTED):
        return False
    return len(prompt.answer) <= _MOST_CHARACTERS and len(prompt.answer.split()) <= _MOST_WORDS


def _choice(base: FactBase, item: Item) -> Exercise:
    prompt = item.prompt
    return Exercise(
        item.id,
        Form.CHOICE,
        prompt.fact.kind,
        prompt.field.name,
        (prompt.fact.ref,),
        prompt.stem,
        item.options[0],
        told_of(base, [prompt]),
        clues_of_question(base, prompt, item.right, item.distractors),
        of_choice(base, item),
        item.options,
        (0,),
        sizes=item.sizes,
        last=() if item.sizes or item.pictures else _last(base, item.options),
        proofs=tuple(distractor.proof for distractor in item.distractors),
        pictures=prompt.media,
        option_pictures=item.pictures,
    )


def _recalled(base: FactBase, question: Item | Without, form: Form) -> Exercise:
    prompt = question.prompt
    return Exercise(
        f"{prompt.id}/{form}",
        form,
        prompt.fact.kind,
        prompt.field.name,
        (prompt.fact.ref,),
        prompt.stem,
        prompt.answer,
        told_of(base, [prompt]),
        clues_of_question(base, prompt, question.right, ()),
        of_recall(),
        pictures=prompt.media,
    )


def _true_false(base: FactBase, question: Item | Without, made: TrueFalse) -> Exercise:
    prompt, labels = question.prompt, base.wording.labels
    word = labels.texts["is_true" if made.is_true else "is_false"]
    like = likeness(base, question.right[0], question.distractors)
    return Exercise(
        made.id,
        Form.TRUE_FALSE,
        prompt.fact.kind,
        prompt.field.name,
        (prompt.fact.ref,),
        made.statement,
        f"{word}. {made.correction}" if made.correction else word,
        made.told,
        clues_of_question(base, prompt, question.right, ()),
        Guess(2).difficulty(like),
        (labels.texts["is_true"], labels.texts["is_false"]),
        (0 if made.is_true else 1,),
        proofs=(made.proof,) if made.proof else (),
        pictures=prompt.media,
    )


def _of_several(
    base: FactBase, questions: Iterable[Item | Without], wanted: set[Form], seed: int
) -> Iterator[Exercise]:
    entries = list(entries_of(base))
    if Form.MULTIPLE in wanted:
        several = chain(make_multiple(base, entries, seed), multiple_of(base, questions, seed))
        yield from (_multiple(base, each) for each in several)
    if Form.MATCHING in wanted:
        yield from (_matching(base, each) for each in make_matching(base, entries, seed))
    if Form.ORDERING in wanted:
        yield from (_ordering(base, each) for each in make_ordering(base, entries, seed))
    if Form.ODD_ONE_OUT in wanted:
        yield from (_odd_one_out(base, each) for each in make_odd_one_out(base, entries, seed))


def _multiple(base: FactBase, made: MultipleAnswer) -> Exercise:
    right = tuple(made.options[index] for index in made.key)
    return Exercise(
        made.id,
        Form.MULTIPLE,
        _kind(made.asked),
        made.field,
        made.asked,
        made.stem,
        "; ".join(right),
        made.told,
        clues_of_entries(base, [(option, made.shared) for option in right], alone=right),
        Guess(2 ** len(made.options)).difficulty(),
        made.options,
        made.key,
        last=() if made.pictures else _last(base, made.options),
        proofs=made.proofs,
        option_pictures=made.pictures,
    )


def _last(base: FactBase, options: Sequence[str]) -> tuple[int, ...]:
    """Return the options that speak of all the others, and mean nothing before them."""
    normal = base.wording.normal
    known = {normal(text) for text in base.wording.labels.last_options}
    return tuple(index for index, option in enumerate(options) if normal(option) in known)


def _matching(base: FactBase, made: Matching) -> Exercise:
    pairs = [(left, made.right[index]) for left, index in zip(made.left, made.pairs, strict=True)]
    return Exercise(
        made.id,
        Form.MATCHING,
        _kind(made.facts),
        made.field,
        made.facts,
        made.stem,
        "; ".join(f"{left}: {right}" for left, right in pairs),
        made.told,
        clues_of_entries(base, pairs),
        Guess(len(made.right)).difficulty(),
        made.right,
        made.pairs,
        left=made.left,
        proofs=(made.proof,),
    )


def _ordering(base: FactBase, made: Ordering) -> Exercise:
    entries = [made.entries[index] for index in made.order]
    dates = [made.dates[index] for index in made.order]
    return Exercise(
        made.id,
        Form.ORDERING,
        _kind(made.facts),
        made.field,
        made.facts,
        made.stem,
        "; ".join(f"{entry} ({date})" for entry, date in zip(entries, dates, strict=True)),
        made.told,
        clues_of_entries(base, list(zip(entries, dates, strict=True))),
        Guess(len(entries)).difficulty(),
        tuple(entries),
        tuple(range(len(entries))),
    )


def _odd_one_out(base: FactBase, made: OddOneOut) -> Exercise:
    return Exercise(
        made.id,
        Form.ODD_ONE_OUT,
        _kind(made.facts),
        made.field,
        made.facts,
        made.stem,
        f"{made.options[made.key]}. {made.explanation}",
        made.told,
        clues_of_entries(base, list(zip(made.options, made.values, strict=True))),
        Guess(len(made.options)).difficulty(),
        made.options,
        (made.key,),
        proofs=made.proofs,
    )


def _kind(facts: Sequence[str]) -> str:
    return facts[0].partition("/")[0]
