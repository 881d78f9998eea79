"""Questions of true or false that an author wrote out."""

from __future__ import annotations

import re

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.wording import sentence_case
from quizgen.deck.types.registry import type_of
from quizgen.language.script import is_question

# What stands between "yes" and what an answer says besides: "Yes, in 1982", "No - a moon".
_BREAK = r"\s*[,.:;!\u2013\u2014-]\s*"


def truth_of(base: FactBase, prompt: Prompt) -> bool | None:
    """Return the answer to a question of true or false, None for other questions.

    Its answer is "true", "false", "yes" or "no" in the deck's language, and the author offers no
    option besides the opposite. More may follow, as in "Yes, in 1982", if the author offers one
    opposite at most; without any, the stem must ask for yes or no.
    """
    if prompt.way is not Way.FORWARD or len(prompt.values) != 1 or prompt.value.is_contested:
        return None
    normal, answer = base.wording.normal, _answer(prompt)
    control = prompt.control
    offered = (*control.distractors, *control.only, *control.options)
    truth, others = _told(base, answer)[0], [text for text in offered if isinstance(text, str)]
    if truth is None or len(others) < len(offered):
        return None
    words = _truths(base)
    if all(normal(text) in words for text in (answer, *others)):
        return truth
    others = [text for text in others if normal(text) != normal(answer)]
    if len(others) == 1:
        opposite = _told(base, others[0])[0]
        return truth if opposite is not None and opposite is not truth else None
    return truth if not others and _asks_for_either(base, prompt.stem) else None


def asks_yes_or_no(base: FactBase, prompt: Prompt) -> bool:
    """Return whether a question of true or false is answered with yes or no, not true or false.

    Its stem is a question, and its answer begins with one of these words.
    """
    texts, normal = base.wording.labels.texts, base.wording.normal
    first = re.split(_BREAK, _answer(prompt).strip(), maxsplit=1)[0]
    answers = {normal(texts["is_yes"]), normal(texts["is_no"])}
    return is_question(without_task(base, prompt.stem)) and normal(first) in answers


def told_besides(base: FactBase, prompt: Prompt) -> str:
    """Return what the answer to a question of yes or no says besides, "" for nothing."""
    return _told(base, _answer(prompt))[1]


def _answer(prompt: Prompt) -> str:
    content = prompt.value.content
    return type_of(content).text(content)


def _truths(base: FactBase) -> dict[str, bool]:
    """Return the normal words for true and false with their meaning."""
    normal, labels = base.wording.normal, base.wording.labels
    words = {normal(word): True for word in labels.true_words}
    return words | {normal(word): False for word in labels.false_words}


def _told(base: FactBase, text: str) -> tuple[bool | None, str]:
    """Return what a text means that is a word for true or false, and what it says after it."""
    first, *rest = re.split(_BREAK, text.strip(), maxsplit=1)
    truth = _truths(base).get(base.wording.normal(first))
    return truth, "" if truth is None else "".join(rest)


def _asks_for_either(base: FactBase, stem: str) -> bool:
    """Return whether a stem asks for true or false, or begins with no word for another question."""
    if without_task(base, stem) != stem:
        return True
    asking = base.wording.labels.question_words
    first = stem.split(maxsplit=1)[0].casefold()
    return bool(asking) and stem.rstrip().endswith("?") and first not in asking


def without_task(base: FactBase, stem: str) -> str:
    """Return a stem without "True or false:" before it or after it, in the deck's language.

    Beside the letters for true and false, these words would say the same again.
    """
    task = _task(base)
    shorter = re.sub(rf"^{task}\s*[:.?!…\u2013\u2014-]+\s*|(?<=[.!?…])\s*{task}[\s?.]*$", "", stem)
    return sentence_case(shorter) if shorter and shorter != stem else stem


def _task(base: FactBase) -> str:
    """Return a pattern of a word for true, the labels' "or", and a word for false."""
    labels = base.wording.labels
    words = labels.true_words, labels.false_words
    joining = labels.texts["true_or_false"].split()[1]
    true, false = ("|".join(map(re.escape, each)) for each in words)
    return rf"¿?(?i:(?:{true})\s+{joining}\s+(?:{false}))\b"
