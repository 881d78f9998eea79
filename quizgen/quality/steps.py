"""What to write next: the changes that would give a deck most, the best first."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from quizgen.bank.items import Item, Lack, Without
from quizgen.bank.prompts import question_of
from quizgen.bank.unasked import NoPrompt, Why
from quizgen.deck.model.deck import Deck
from quizgen.diagnostics import Place
from quizgen.grounding.coverage import Coverage, Sort

_NUMBER = re.compile(r"^\d+ (?:more )?(?:facts? of )?")
_ADVICE = re.compile("[;,] ")
_FACTS_WITH = re.compile("`[^`]+` with `[^`]+`")
# More regions, or more options under `only`, are part of a question's own entry.
_MORE_FACTS = re.compile(r"\d+ more (?!under )")
# Nobody writes more facts than this for the sake of the options of others.
_MOST_FACTS = 20
# Nobody writes more things than this for each thing that they give.
_MOST_FOR_ONE = 5
# Sentences hold the other things.
_COUNTED = (Sort.DATES, Sort.NUMBERS, Sort.QUOTATIONS, Sort.NAMES)


class Gain(StrEnum):
    """What a step gives, the most useful first."""

    ITEMS = "items"
    QUESTIONS = "questions"
    COVERED = "things in the article covered"


@dataclass(frozen=True, slots=True)
class Step:
    """Something to write: what, how many of it, and how many of what it gives at most.

    `examples` are ids of questions that gain, and `place` is that of the first one. For a
    paragraph, they are the things that no fact covers.
    """

    what: str
    work: int
    count: int
    gain: Gain
    examples: tuple[str, ...]
    place: Place | None = None


def steps_of(
    deck: Deck,
    questions: Sequence[Item | Without],
    unasked: Iterable[NoPrompt],
    coverage: Coverage | None,
) -> tuple[Step, ...]:
    """Return what to write next, sorted by what it gives for each thing to write."""
    quiz = deck.quiz
    wanted = min(quiz.options, quiz.at_least) - 1
    without = [each for each in questions if isinstance(each, Without) and each.mend]
    found = [
        *_more_facts(without, wanted, _shares(questions)),
        *_more_of_each(without, wanted),
        *_questions(unasked),
        *_paragraphs(coverage),
    ]
    worth = [each for each in found if each.work <= _MOST_FOR_ONE * each.count]
    return tuple(sorted(worth, key=_rank))


def _rank(step: Step) -> tuple[int, float, str]:
    return list(Gain).index(step.gain), -step.count / step.work, step.what


def _missing(question: Without, wanted: int) -> int:
    """Return how many options a question lacks."""
    return max(wanted - len(question.distractors), 1)


def _shares(questions: Iterable[Item | Without]) -> dict[str, float]:
    """Return by question of a kind what share of the candidates for its options fits.

    One candidate more than there are is taken to fit, so that the share is never zero.
    """
    taken: Counter[str] = Counter()
    refused: Counter[str] = Counter()
    for each in questions:
        question = question_of(each.prompt)
        taken[question] += len(each.distractors)
        refused[question] += len(each.refused)
    return {each: _share(taken[each], refused[each]) for each in taken}


def _share(taken: int, refused: int) -> float:
    return (taken + 1) / (taken + refused + 1)


def _facts_needed(question: Without, wanted: int, shares: Mapping[str, float]) -> int:
    """Return about how many more facts give a question the options that it lacks.

    A new fact fits as rarely as the deck's facts do, in this question or in all of its kind.
    """
    own = _share(len(question.distractors), len(question.refused))
    share = min(own, shares[question_of(question.prompt)])
    return math.ceil(_missing(question, wanted) / share)


def _more_facts(
    questions: Iterable[Without], wanted: int, shares: Mapping[str, float]
) -> Iterator[Step]:
    """Yield facts to add that give options to several questions at once."""
    groups: dict[str, list[tuple[int, Without]]] = defaultdict(list)
    for each in questions:
        if _is_mended_by_facts(each):
            needed = _facts_needed(each, wanted, shares)
            if needed <= _MOST_FACTS:
                groups[_facts_in(each.mend)].append((needed, each))
    for what, group in groups.items():
        work = _best([needed for needed, _ in group])
        gaining = [each for needed, each in group if needed <= work]
        facts = "fact" if work == 1 else "facts"
        yield _step(f"{work} more {facts} of {what}", work, gaining)


def _facts_in(mend: str) -> str:
    """Return which facts a mend asks for, without their number, their needs and further advice."""
    told = _ADVICE.split(_NUMBER.sub("", mend))[0].replace("with another ", "with ")
    # Facts of one kind serve several questions, whatever each of them needs.
    found = _FACTS_WITH.match(told)
    return found[0] if found else told


def _best(needed: Sequence[int]) -> int:
    """Return how many facts to add, so that each of them gives as many items as possible."""
    choices = sorted(set(needed), reverse=True)
    return max(choices, key=lambda work: sum(each <= work for each in needed) / work)


def _is_mended_by_facts(question: Without) -> bool:
    """Return whether further facts give a question options, rather than its own entry."""
    return question.lack is Lack.TOO_FEW and bool(_MORE_FACTS.match(question.mend))


def _more_of_each(questions: Iterable[Without], wanted: int) -> Iterator[Step]:
    """Yield what each question of a sort needs in its own entry."""
    groups: dict[tuple[str, Lack], list[Without]] = defaultdict(list)
    for each in questions:
        if not _is_mended_by_facts(each):
            groups[question_of(each.prompt), each.lack].append(each)
    for (question, lack), group in groups.items():
        is_short = lack in (Lack.TOO_FEW, Lack.LIFE)
        work = sum(_missing(each, wanted) for each in group) if is_short else len(group)
        yield _step(f"`{question}`: {_ADVICE.split(group[0].mend)[0]}", work, group)


def _step(what: str, work: int, questions: Sequence[Without]) -> Step:
    examples = tuple(each.prompt.id for each in questions)
    place = questions[0].prompt.value.place
    return Step(what, work, len(questions), Gain.ITEMS, examples, place)


def _questions(unasked: Iterable[NoPrompt]) -> Iterator[Step]:
    """Yield what facts need to be asked about; a shared value is often no slip."""
    groups: dict[str, list[NoPrompt]] = defaultdict(list)
    for each in unasked:
        if each.why is not Why.SHARED:
            groups[each.question].append(each)
    for question, group in groups.items():
        first = group[0]
        examples = tuple(each.id for each in group)
        what = f"`{question}`: {first.mend}"
        yield Step(what, len(group), len(group), Gain.QUESTIONS, examples, first.place)


def _paragraphs(coverage: Coverage | None) -> Iterator[Step]:
    """Yield the paragraphs with dates, numbers and quotations that no fact covers."""
    for each in coverage.paragraphs if coverage else ():
        things = [text for sort in _COUNTED for text in each.left(sort)]
        if things:
            what = f"facts from paragraph {each.paragraph.number}"
            yield Step(what, 1, len(things), Gain.COVERED, tuple(things))
