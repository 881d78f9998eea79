"""Questions of true or false that an author wrote out."""

from __future__ import annotations

import re

from quizgen.bank.base import FactBase
from quizgen.bank.prompts import Prompt, Way
from quizgen.bank.wording import sentence_case
from quizgen.deck.types.registry import type_of


def truth_of(base: FactBase, prompt: Prompt) -> bool | None:
    """Return the answer to a question of true or false, None for other questions.

    Its answer is "true", "false", "yes" or "no" in the deck's language, and the author offers no
    option besides the opposite.
    """
    if prompt.way is not Way.FORWARD or len(prompt.values) != 1 or prompt.value.is_contested:
        return None
    normal, labels = base.wording.normal, base.wording.labels
    words = {normal(word): True for word in labels.true_words}
    words |= {normal(word): False for word in labels.false_words}
    control, content = prompt.control, prompt.value.content
    offered = (*control.distractors, *control.only, *control.options)
    known = all(isinstance(text, str) and normal(text) in words for text in offered)
    return words.get(normal(type_of(content).text(content))) if known else None


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
