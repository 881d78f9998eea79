"""Questions with an answer short enough to write on a line or into a gap."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from quizgen.bank.backside import told_of
from quizgen.bank.base import FactBase
from quizgen.bank.clues import clues_of_question
from quizgen.bank.difficulty import of_recall
from quizgen.bank.familiarity import Familiarity
from quizgen.bank.items import Item, Lack, Without
from quizgen.bank.once import once
from quizgen.bank.prompts import Way
from quizgen.bank.truth import truth_of
from quizgen.forms.exercise import Exercise, Material
from quizgen.forms.true_false import form_of_truth
from quizgen.markup.plain import plain

FILL_IN, SHORT = "fill-in", "short"
# Longer answers aren't asked for in writing.
_MOST_CHARACTERS, _MOST_WORDS = 48, 6


def make_written(material: Material) -> Iterator[Exercise]:
    """Yield sentences with a gap as fill-ins, and every other question as a short answer.

    A question of yes or no is left to true or false, if that is wanted as well.
    """
    for question in material.questions:
        if _is_left(material, question):
            continue
        if _can_be_written(question) and not _needs_options(material.base, question):
            form = FILL_IN if question.prompt.way is Way.BLANK else SHORT
            yield _written(material.base, question, form)


def _is_left(material: Material, question: Item | Without) -> bool:
    base, prompt = material.base, question.prompt
    return truth_of(base, prompt) is not None and form_of_truth(base, prompt) in material.forms


def _can_be_written(question: Item | Without) -> bool:
    prompt = question.prompt
    is_contested = isinstance(question, Without) and question.lack is Lack.CONTESTED
    if prompt.listed or prompt.answer_media or is_contested:
        return False
    if prompt.fact.lines and prompt.way is not Way.BLANK:
        return True
    answer = plain(prompt.answer)
    return len(answer) <= _MOST_CHARACTERS and len(answer.split()) <= _MOST_WORDS


def _needs_options(base: FactBase, question: Item | Without) -> bool:
    """Return whether a stem asks for one of its options, as "which of these books" does."""
    stem = question.prompt.stem.casefold()
    pointers = base.wording.labels.pointers
    return question.prompt.way is not Way.BLANK and any(each in stem for each in pointers)


def _written(base: FactBase, question: Item | Without, form: str) -> Exercise:
    prompt = question.prompt
    told, accepted = told_of(base, [prompt]), None
    familiarity = once(base, Familiarity)
    value = prompt.value.accepted if prompt.way is Way.FORWARD else None
    if value:
        text = base.wording.number(value)
        remark = base.wording.labels.fill("accept", text=text)
        told = replace(told, remarks=(remark, *told.remarks))
        accepted = (float(value.ends[0]), float(value.ends[1]))
    return Exercise(
        f"{prompt.id}/{form}",
        form,
        prompt.fact.kind,
        prompt.field.name,
        (prompt.fact.ref,),
        prompt.stem,
        prompt.answer,
        told,
        clues_of_question(base, prompt, question.right, ()),
        of_recall(familiarity.of(prompt)),
        pictures=prompt.media,
        accepted=accepted,
    )
